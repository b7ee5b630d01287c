/**
 * A made-up workspace for tests and for the page of pieces: answers every query of the contract, and remembers commands.
 * Never part of what is shipped.
 */
import type {
  AppState,
  ChangeRow,
  CommandArgs,
  CommandName,
  CommandResult,
  ErrorEnvelope,
  FieldView,
  GrantRow,
  LogRow,
  May,
  PersonRef,
  QueryArgs,
  QueryName,
  QueryResult,
  Receipt,
  RuleSentence,
  RunRow,
  VouchView,
} from "../host/contract";
import type { Host } from "../host/host";
import { SAMPLE_BPMN } from "../gallery/sample";

const hours = (ago: number) => new Date(Date.now() - ago * 3_600_000).toISOString();
const digest = (seed: string) =>
  [...Array(8).keys()]
    .map((at) =>
      ((seed.length * 2654435761 * (at + 3) + seed.charCodeAt(at % seed.length) * 40503) >>> 0)
        .toString(16)
        .padStart(8, "0"),
    )
    .join("");

export const ANA: PersonRef = { id: "p_ana", name: "Ana Kovač" };
export const BO: PersonRef = { id: "p_bo", name: "Bo Lindqvist" };
export const CY: PersonRef = { id: "p_cy", name: "Cy Okafor" };
export const LONG: PersonRef = {
  id: "p_long",
  name: "Maximiliane Theodora von und zu Hohenstein-Wittelsbach-Sonderburg-Glücksburg",
};
const STATION: PersonRef = { id: "w_1", name: "w_1" };
export const YES: May = {
  allowed: true,
  because: "role approver on workflow:vendor-onboarding, given by p_bo",
  code: null,
};
export const NO: May = { allowed: false, because: "role builder on workspace would allow this", code: "not_permitted" };

export const RECEIPT: Receipt = {
  index: 8124,
  leafHash: "q8x1Zk0m2v7s9Yb3Dd0f5Hh7Jk1Ll3Nn5Pp7Rr9Tt1V=",
  proof:
    "c2sp.org/tlog-proof@v1\nindex 8124\nq8x1Zk0m2v7s9Yb3Dd0f5Hh7Jk1Ll3Nn5Pp7Rr9Tt1V=\n\nlog.nordwind.example\n8125\n4k0m2v7s9Yb3Dd0f5Hh7Jk1Ll3Nn5Pp7Rr9Tt1Vq8x1=\n\n— log.nordwind.example AAAA",
};
const TWO: VouchView = { proposedBy: ANA, decidedBy: BO, index: 31 };
const ONE: VouchView = { proposedBy: ANA, decidedBy: null, index: 4 };

function field(part: Partial<FieldView> & Pick<FieldView, "path" | "label">): FieldView {
  return {
    kind: "text",
    choices: [],
    required: true,
    writable: false,
    sealed: null,
    value: null,
    commitment: null,
    changed: false,
    ...part,
  };
}

export const VENDOR_FORM: FieldView[] = [
  field({ path: "legal_name", label: "Legal name", value: "Nordwind GmbH" }),
  field({
    path: "country",
    label: "Country",
    kind: "choice",
    value: "DE",
    choices: [
      ["AT", "Austria"],
      ["DE", "Germany"],
    ],
  }),
  field({
    path: "iban",
    label: "IBAN",
    value: "DE89 3704 0044 0532 0130 00",
    sealed: "P10Y",
    commitment: digest("iban"),
    changed: true,
  }),
  field({ path: "amount_limit", label: "Highest amount of one invoice", kind: "number", value: "12500" }),
];

export const START_FIELDS: FieldView[] = VENDOR_FORM.map((each): FieldView => ({
  ...each,
  writable: true,
  value: null,
  commitment: null,
  changed: false,
})).concat([
  field({ path: "note", label: "Note for who decides", kind: "long_text", writable: true, required: false }),
  field({ path: "checked", label: "I compared the details with the contract", kind: "checkbox", writable: true }),
  field({ path: "from", label: "First invoice expected", kind: "date", writable: true, required: false }),
]);

export const RULE: RuleSentence = {
  id: "vendor-payments",
  name: "Vendor payments",
  eligible: { kind: "role", role: "approver", scope: "workflow:vendor-onboarding" },
  needed: 2,
  canStill: [BO, CY],
};

function run(number: number, part: Partial<RunRow> = {}): RunRow {
  const states = ["running", "stopped", "completed", "rejected", "cancelled"];
  const state = states[number % 5] ?? "running";
  const over = number % 5 > 1;
  return {
    request: `r_${number}`,
    workflow: number % 2 ? "vendor-onboarding" : "refund",
    workflowName: number % 2 ? "Vendor onboarding" : "Customer refund",
    requester: [ANA, BO, CY, LONG][number % 4] ?? ANA,
    state,
    started: hours(3 * (9000 - number) + 1),
    ended: over ? hours(3 * (9000 - number)) : null,
    waitsFor: over ? [] : ["Approve payment details"],
    ...part,
  };
}

function act(index: number, name: string, by: PersonRef, args: Record<string, string>, on = "r_57"): LogRow {
  return {
    index,
    at: hours((8130 - index) / 3),
    by,
    act: name,
    args: { on, ...args },
    on,
    request: on.startsWith("r_") ? on : null,
  };
}

const ACTS: LogRow[] = [
  act(8123, "approval.decide", BO, { workflow: "Vendor onboarding", verdict: "approve" }),
  act(8122, "approval.decide", CY, { workflow: "Customer refund", verdict: "return" }, "r_56"),
  act(8119, "job.started", STATION, { call: "POST 127.0.0.1:8080/vendors" }),
  act(8118, "request.start", ANA, { workflow: "Vendor onboarding" }),
  act(8101, "change.decide", BO, { verdict: "approve" }, "c_8099"),
  act(8099, "change.propose", ANA, { kind: "grant.add" }, "c_8099"),
];

const grant = (id: string, role: string, scope: string, part: Partial<GrantRow> = {}): GrantRow => ({
  id,
  role,
  scope,
  group: null,
  from: null,
  until: null,
  inForce: true,
  vouch: TWO,
  ...part,
});

const PERSON = {
  person: ANA,
  manager: BO,
  disabled: false,
  you: true,
  grants: [
    grant("g_4", "access_admin", "workspace", { vouch: ONE }),
    grant("g_9", "approver", "workflow:refund", { group: "finance" }),
  ],
  vouch: ONE,
};

export const APP: AppState = {
  workspaces: [
    { name: "Nordwind Operations", path: "/home/ana/.local/share/countersign/nordwind-operations" },
    { name: "Tryout", path: "/home/ana/.local/share/countersign/tryout" },
  ],
  open: {
    name: "Nordwind Operations",
    path: "/home/ana/.local/share/countersign/nordwind-operations",
    origin: "log.nordwind.example",
    fingerprint: digest("fingerprint"),
    fingerprintWords: "amber gravel novel tundra pilot echo harvest silk",
    people: [ANA, BO, CY, LONG],
    readOnly: null,
    demo: false,
    bootstrap: false,
    size: 8124,
  },
  session: {
    person: ANA,
    until: new Date(Date.now() + 5_400_000).toISOString(),
    inbox: 3,
    changes: 1,
    permissions: ["audit.read", "data.export", "person.edit", "task.decide"],
  },
  vault: { kind: "keyring", keyringAvailable: true },
  seal: { state: "verified", size: 8124, at: hours(1), anchor: hours(3) },
};

const INBOX = [
  {
    request: "r_57",
    task: "t_60",
    workflow: "Vendor onboarding",
    step: "Approve payment details",
    kind: "approval",
    requester: BO,
    rule: "Vendor payments",
    since: hours(2),
    round: 2,
  },
  {
    request: "r_31",
    task: "t_33",
    workflow: "Customer refund",
    step: "Enter refund",
    kind: "revise",
    requester: ANA,
    rule: null,
    since: hours(26),
    round: 1,
  },
  {
    request: "r_12",
    task: "t_15",
    workflow: "Access request",
    step: "Hand over the credentials to whoever asked for them, in person and against a signature",
    kind: "plain",
    requester: LONG,
    rule: null,
    since: hours(200),
    round: 1,
  },
];

const CHANGES: ChangeRow[] = [
  {
    id: "c_8121",
    kind: "rule.set",
    args: { rule: "refund-high" },
    by: BO,
    at: hours(4),
    reason: "Two people look at every refund above 500, as agreed with the auditors.",
    digest: digest("change"),
    before: JSON.stringify({
      id: "refund-high",
      name: "High refunds",
      eligible: { group: "finance" },
      needed: 1,
      distinct: true,
    }),
    after: JSON.stringify({
      id: "refund-high",
      name: "High refunds",
      eligible: { group: "finance" },
      needed: 2,
      distinct: true,
    }),
    impact: [],
    mayDecide: YES,
    yours: false,
  },
  {
    id: "c_8099",
    kind: "grant.add",
    args: { person: CY.name, role: "approver", scope: "workflow:refund", from: "", until: "" },
    by: ANA,
    at: hours(30),
    reason: null,
    digest: digest("grant"),
    before: null,
    after: null,
    impact: [{ person: CY, permission: "task.decide", scope: "workflow:refund", gains: true }],
    mayDecide: { allowed: false, because: "you proposed this", code: "proposer_approval" },
    yours: true,
  },
];

const QUERIES: { [Q in QueryName]: (args: QueryArgs[Q]) => QueryResult[Q] } = {
  "app.state": () => APP,
  "people.list": () => ({
    people: [
      PERSON,
      {
        ...PERSON,
        person: BO,
        manager: null,
        you: false,
        grants: [
          grant("g_5", "access_admin", "workspace"),
          grant("g_6", "workflow_owner", "workflow:vendor-onboarding"),
        ],
        vouch: TWO,
      },
      {
        ...PERSON,
        person: CY,
        you: false,
        grants: [
          grant("g_9", "approver", "workflow:refund", { group: "finance" }),
          grant("g_7", "operator", "environment:production", { inForce: false, until: hours(50) }),
        ],
        vouch: TWO,
      },
      { ...PERSON, person: LONG, you: false, disabled: true, grants: [], vouch: TWO },
    ],
    groups: [
      {
        id: "finance",
        name: "Finance",
        members: [ANA, CY],
        grants: [grant("g_9", "approver", "workflow:refund", { group: "finance" })],
      },
    ],
    roles: [
      { id: "approver", permissions: ["task.decide"], binds: [] },
      { id: "access_admin", permissions: ["person.edit", "person.approve", "role.grant"], binds: ["approver"] },
      { id: "auditor", permissions: ["audit.read", "run.read", "data.export", "data.reveal"], binds: [] },
    ],
    scopes: ["workspace", "environment:production", "workflow:refund", "workflow:vendor-onboarding", "connector:erp"],
    mayAdd: YES,
    mayGrant: YES,
    mayGroup: YES,
  }),
  "people.person": ({ person }) => ({
    row: { ...PERSON, person: [ANA, BO, CY, LONG].find((each) => each.id === person) ?? ANA },
    keys: [
      { vkey: "log.nordwind.example/p_ana+9f2c41ab+AZk=", from: 612, until: null },
      { vkey: "log.nordwind.example/p_ana+1b7703de+AYc=", from: 0, until: 612 },
    ],
    permissions: [
      { permission: "person.edit", scope: "workspace", grant: "g_4" },
      { permission: "role.grant", scope: "workspace", grant: "g_4" },
      { permission: "task.decide", scope: "workflow:refund", grant: "g_9" },
    ],
  }),
  "changes.list": () => ({ changes: CHANGES }),
  "rules.list": () => ({
    rules: [
      { ...RULE, people: [BO, CY], digest: digest("rule"), usedBy: ["vendor-onboarding"], vouch: TWO },
      {
        id: "manager-approval",
        name: "Manager approval",
        eligible: { kind: "manager" },
        people: [],
        needed: 1,
        digest: digest("manager"),
        usedBy: ["access-request"],
        vouch: ONE,
      },
      {
        id: "refund-high",
        name: "High refunds",
        eligible: { kind: "group", group: "finance" },
        people: [ANA],
        needed: 2,
        digest: digest("refund"),
        usedBy: [],
        vouch: TWO,
      },
    ],
    maySet: YES,
  }),
  "connectors.list": () => ({
    connectors: [
      {
        id: "erp",
        name: "ERP",
        base: "https://erp.nordwind.example/api",
        methods: ["POST"],
        paths: ["/vendors"],
        privateAddresses: false,
        idempotent: false,
        digest: digest("erp"),
        hasToken: true,
        tokenHere: true,
        usedBy: ["vendor-onboarding"],
        vouch: TWO,
      },
      {
        id: "directory",
        name: "Directory",
        base: "http://127.0.0.1:8080",
        methods: ["GET", "PUT"],
        paths: ["/users/*", "/groups"],
        privateAddresses: true,
        idempotent: true,
        digest: digest("dir"),
        hasToken: false,
        tokenHere: false,
        usedBy: [],
        vouch: ONE,
      },
    ],
    maySet: YES,
  }),
  "inbox.list": () => ({ tasks: INBOX }),
  "inbox.task": ({ task }) => {
    const row = INBOX.find((each) => each.task === task) ?? INBOX[0];
    if (!row) throw new Error("no such task");
    return {
      row,
      form:
        row.kind === "approval"
          ? VENDOR_FORM
          : row.kind === "revise"
            ? VENDOR_FORM.map((each) => ({ ...each, writable: true, changed: false }))
            : [...VENDOR_FORM.slice(0, 2), field({ path: "handed_over", label: "Handed over to", writable: true })],
      shown: digest("shown"),
      rule: row.kind === "approval" ? { ...RULE, canStill: [ANA, CY] } : null,
      decisions:
        row.kind === "plain"
          ? []
          : [
              {
                person: CY,
                verdict: row.kind === "revise" ? "return" : "approve",
                reason:
                  row.kind === "revise"
                    ? "The order number is missing."
                    : "Called the vendor back; the account is theirs.",
                index: 8120,
                at: hours(1),
              },
            ],
      version: digest("version"),
      diagram: SAMPLE_BPMN,
      tokens: ["approve"],
      passed: ["start", "f1", "details", "f2"],
      may: YES,
      toSign: `{"act":"approval.decide","body":{"covers":{"amount_limit":"12500","country":"DE","iban":{"sealed":"${digest("iban")}"},"legal_name":"Nordwind GmbH"},"round":2,"verdict":"approve"},"by":"p_ana","on":"t_60","v":1}`,
    };
  },
  "requests.startable": () => ({
    workflows: [
      {
        workflow: "vendor-onboarding",
        name: "Vendor onboarding",
        description: "Adds a vendor once two people of finance have compared the payment details.",
        mayStart: YES,
      },
      {
        workflow: "refund",
        name: "Customer refund",
        description: "Pays a customer back; above 500 two people look.",
        mayStart: YES,
      },
      {
        workflow: "access-request",
        name: "Access request",
        description: "Gives access to a system with the word of manager and owner.",
        mayStart: NO,
      },
    ],
  }),
  "requests.form": ({ workflow }) => ({
    workflow,
    name: "Vendor onboarding",
    version: digest("version"),
    fields: START_FIELDS,
    asked: [{ step: "Approve payment details", rule: RULE }],
    mayStart: YES,
  }),
  "runs.list": ({ before, limit, state }) => {
    const from = before ?? 8130;
    const rows = [...Array(limit).keys()]
      .map((at) => run(from - 1 - at))
      .filter((row) => state === null || row.state === state);
    return { runs: rows, more: from - limit > 7000 };
  },
  "runs.detail": ({ request }) => ({
    row: run(8126, {
      request,
      state: "stopped",
      workflowName: "Vendor onboarding",
      waitsFor: ["Create vendor in ERP"],
      started: hours(5),
      ended: null,
    }),
    version: digest("version"),
    versionNumber: 7,
    diagram: SAMPLE_BPMN,
    tokens: ["create"],
    passed: ["start", "f1", "details", "f2", "approve", "f3", "split", "f4"],
    fields: VENDOR_FORM.map((each) => (each.sealed ? { ...each, value: null } : each)),
    incidents: [
      {
        incident: 1,
        code: "outcome_unknown",
        element: "create",
        step: "Create vendor in ERP",
        detail: "connection reset after the request was sent",
        ways: ["retry", "done", "cancel"],
        mayResolve: YES,
      },
    ],
    jobs: [{ job: "j_61", step: "Create vendor in ERP", connector: "erp", attempt: 1, state: "stopped" }],
    decisions: [],
    timeline: ACTS.filter((row) => row.on === "r_57").toReversed(),
    mayCancel: YES,
    mayRevise: NO,
    revise: [],
    mayReveal: YES,
  }),
  "workflows.list": () => ({
    workflows: [
      { id: "vendor-onboarding", name: "Vendor onboarding", published: 6, latest: 7, running: 12, vouch: TWO },
      { id: "refund", name: "Customer refund", published: null, latest: 1, running: 0, vouch: null },
    ],
    mayImport: YES,
  }),
  "workflows.detail": () => ({
    row: { id: "vendor-onboarding", name: "Vendor onboarding", published: 6, latest: 7, running: 12, vouch: TWO },
    versions: [
      {
        digest: digest("seven"),
        number: 7,
        author: CY,
        at: hours(3),
        index: 8110,
        published: false,
        proposed: null,
        running: 0,
      },
      {
        digest: digest("six!"),
        number: 6,
        author: LONG,
        at: hours(300),
        index: 7201,
        published: true,
        proposed: null,
        running: 12,
      },
    ],
    mayPublish: YES,
  }),
  "workflows.version": ({ version }) => ({
    row: {
      digest: version,
      number: 7,
      author: CY,
      at: hours(3),
      index: 8110,
      published: false,
      proposed: null,
      running: 0,
    },
    workflow: "vendor-onboarding",
    diagram: SAMPLE_BPMN,
    steps: [
      {
        id: "start",
        name: "Vendor proposed",
        kind: "start",
        form: "vendor-request",
        rule: null,
        connector: null,
        next: [["approve", null]],
      },
      {
        id: "approve",
        name: "Approve payment details",
        kind: "approval",
        form: "vendor-approval",
        rule: "vendor-payments",
        connector: null,
        next: [["split", null]],
      },
      {
        id: "split",
        name: "Approved?",
        kind: "exclusive",
        form: null,
        rule: null,
        connector: null,
        next: [
          ["create", "amount_limit <= 50000"],
          ["refused", null],
        ],
      },
      {
        id: "create",
        name: "Create vendor in ERP",
        kind: "connector",
        form: null,
        rule: null,
        connector: "erp",
        next: [["done", null]],
      },
    ],
    files: [
      { kind: "process", name: "process.bpmn", digest: digest("bpmn"), text: SAMPLE_BPMN },
      {
        kind: "rule",
        name: "vendor-payments",
        digest: digest("rule"),
        text: '{\n  "id": "vendor-payments",\n  "needed": 2\n}',
      },
    ],
    findings: [
      {
        code: "unread_field",
        element: "approve",
        severity: "warning",
        message: "The form shows `note`, which no later step reads.",
      },
    ],
  }),
  "log.page": ({ act: name, before }) => ({
    rows: before === null ? ACTS.filter((row) => name === null || row.act === name) : [],
    more: false,
    size: 8124,
  }),
  "log.entry": ({ index }) => ({
    row: ACTS.find((row) => row.index === index) ?? (ACTS[0] as LogRow),
    text: '{"act":"approval.decide","body":{"round":2,"verdict":"approve"},"by":"p_bo","on":"t_60","v":1}\n\n— log.nordwind.example/p_bo 8yRZ0k…\n— log.nordwind.example/w_1 Jd83Lq…\n',
    decoded:
      '{\n  "act": "approval.decide",\n  "body": {\n    "round": 2,\n    "verdict": "approve"\n  },\n  "by": "p_bo",\n  "on": "t_60",\n  "v": 1\n}',
    signatures: [
      { name: "log.nordwind.example/p_bo", keyId: "f3a2810c", signer: BO },
      { name: "log.nordwind.example/w_1", keyId: "27e61b09", signer: STATION },
    ],
    digest: digest("entry"),
    leafHash: RECEIPT.leafHash,
    path: ["One", "Two", "Three", "Four", "Five"].map((word) => btoa(digest(word)).slice(0, 44)),
    treeSize: 8124,
    root: btoa(digest("root")).slice(0, 44),
    receipt: RECEIPT,
  }),
};

const PROPOSED = { change: "c_8125", inForce: false, receipt: RECEIPT };
const COMMANDS: { [C in CommandName]: CommandResult[C] } = {
  "workspace.create": APP,
  "workspace.open": APP,
  "workspace.close": { ...APP, open: null, session: null },
  "session.sign_in": APP,
  "session.sign_out": { ...APP, session: null },
  "people.add": PROPOSED,
  "people.set_manager": PROPOSED,
  "people.disable": PROPOSED,
  "people.reset_key": PROPOSED,
  "groups.set": PROPOSED,
  "grants.add": PROPOSED,
  "grants.revoke": PROPOSED,
  "rules.set": PROPOSED,
  "connectors.set": PROPOSED,
  "changes.decide": RECEIPT,
  "changes.withdraw": RECEIPT,
  "workflows.import": {
    workflow: "vendor-onboarding",
    version: digest("seven"),
    number: 7,
    changes: [],
    missing: [],
    findings: [],
    receipt: RECEIPT,
  },
  "workflows.publish": PROPOSED,
  "requests.start": { request: "r_8124", receipt: RECEIPT },
  "requests.revise": RECEIPT,
  "requests.cancel": RECEIPT,
  "tasks.complete": RECEIPT,
  "approvals.decide": RECEIPT,
  "incidents.resolve": RECEIPT,
  "data.reveal": { values: { iban: "DE89 3704 0044 0532 0130 00" }, receipt: RECEIPT },
  "verify.start": APP.seal,
  "verify.stop": APP.seal,
  "export.write": {
    path: "/home/ana/exports/2026-11",
    size: 8124,
    root: btoa(digest("root")).slice(0, 44),
    disclosed: 4,
    withheld: 911,
  },
  "checkpoint.save": { path: "/media/stick/checkpoint.txt", size: 8124 },
};

export interface Sent<C extends CommandName = CommandName> {
  name: C;
  args: CommandArgs[C];
  id: string;
}

export interface FixtureHost extends Host {
  /** Commands in the order they came. */
  sent: Sent[];
  /** The arguments of the one command of this name. */
  argsOf: <C extends CommandName>(name: C) => CommandArgs[C];
}

export interface Over {
  query?: { [Q in QueryName]?: (args: QueryArgs[Q]) => QueryResult[Q] };
  command?: Partial<CommandResult>;
  /** Commands that are refused, with what. */
  refuse?: Partial<Record<CommandName, Partial<ErrorEnvelope> & { code: string }>>;
}

export function fixtureHost(over: Over = {}): FixtureHost {
  const sent: Sent[] = [];
  return {
    sent,
    argsOf(name) {
      const found = sent.filter((each) => each.name === name);
      if (found.length !== 1) throw new Error(`${found.length} commands ${name}`);
      return found[0]?.args as never;
    },
    async query(name, args) {
      return (over.query?.[name] ?? QUERIES[name])(args);
    },
    async command(name, args, id) {
      sent.push({ name, args, id });
      const refused = over.refuse?.[name];
      if (refused) throw { args: {}, field: null, help: null, retryable: false, incident: null, ...refused };
      return over.command?.[name] ?? COMMANDS[name];
    },
    onChanged: () => () => undefined,
  };
}
