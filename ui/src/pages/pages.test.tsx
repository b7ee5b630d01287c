/** Every page against a made-up workspace: it shows what it must, its main act sends the right command, and a refusal names the way on. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { App } from "../App";
import { href, navigate } from "../router";
import { ANA, APP, BO, CY, NO, START_FIELDS, fixtureHost, type FixtureHost, type Over } from "../testing/fixture";
import { click, named, one, press, render, type } from "../testing/render";

// Drawing needs a browser: the diagram has its own tests and its list of steps as a twin.
vi.mock("../components/Diagram", () => ({ Diagram: ({ name }: { name: string }) => <figure aria-label={name} /> }));

async function open(page: string, rest: string[] = [], over: Over = {}): Promise<FixtureHost> {
  navigate(href(page, rest), { replace: true });
  const host = fixtureHost(over);
  await render(<App host={host} />);
  // The page is loaded when it is first needed.
  await vi.waitFor(() => expect(document.querySelector("h1")).not.toBeNull());
  return host;
}

const shown = () => document.body.textContent ?? "";
const sees = (...words: string[]) =>
  vi.waitFor(() => {
    for (const each of words) expect(shown()).toContain(each);
  });
const label = (text: string) => {
  const found = [...document.querySelectorAll("label")].find((each) => each.textContent?.startsWith(text));
  const input = found && document.getElementById(found.htmlFor);
  if (!input) throw new Error(`no field ${text}`);
  return input as HTMLInputElement;
};
const button = (text: string) => {
  const found = [...document.querySelectorAll<HTMLElement>("button")].filter((each) =>
    each.textContent?.startsWith(text),
  );
  if (found.length !== 1) throw new Error(`${found.length} buttons ${text}`);
  return found[0] as HTMLElement;
};
const submit = () => button("Sign and");

beforeEach(() => void navigate("#/", { replace: true }));

describe("Welcome", () => {
  const nothing = { ...APP, open: null, session: null };

  it("lists workspaces and opens the chosen one", async () => {
    const host = await open("", [], { query: { "app.state": () => nothing } });
    await sees("Nordwind Operations", "Tryout");
    await click(button("Tryout"));
    expect(host.argsOf("workspace.open")).toEqual({ path: APP.workspaces[1]?.path, passphrase: null });
  });

  it("asks for the passphrase once the workspace says it needs one", async () => {
    const host = await open("", [], {
      query: { "app.state": () => nothing },
      refuse: { "workspace.open": { code: "wrong_passphrase" } },
    });
    await sees("Tryout");
    await click(button("Tryout"));
    await sees("This is not the passphrase");
    await type(label("Passphrase of Tryout"), "four words unlike others");
    await click(button("Open workspace"));
    expect(host.sent[1]?.args).toEqual({ path: APP.workspaces[1]?.path, passphrase: "four words unlike others" });
  });

  it("creates one, only with a password of 15 characters that was typed twice the same", async () => {
    const host = await open("", [], { query: { "app.state": () => ({ ...nothing, workspaces: [] }) } });
    await sees("Make the first one");
    await type(label("Name of the workspace"), "Nordwind");
    await type(label("Your name"), "Ana");
    await type(label("Password"), "too short");
    await sees("6 more characters");
    await type(label("Password"), "quiet amber tundra pilot");
    await type(label("Password, once more"), "quiet amber tundra pilos");
    await sees("This is not what stands above");
    expect((submit() as HTMLButtonElement).disabled).toBe(true);
    await type(label("Password, once more"), "quiet amber tundra pilot");
    await click(submit());
    expect(host.argsOf("workspace.create")).toEqual({
      name: "Nordwind",
      adminName: "Ana",
      password: "quiet amber tundra pilot",
      vault: "keyring",
      passphrase: null,
      path: null,
    });
  });
});

describe("Sign in", () => {
  it("shows the fingerprint in words, sends person and password, forgets the password, and says how long to wait", async () => {
    const only = APP.open && { ...APP.open, people: [BO] };
    const host = await open("", [], {
      query: { "app.state": () => ({ ...APP, session: null, open: only }) },
      refuse: { "session.sign_in": { code: "session.sign_in", args: { wait_s: "4" } } },
    });
    await sees("amber gravel novel tundra");
    await type(label("Password"), "quiet amber tundra pilot");
    await click(button("Sign in"));
    expect(host.argsOf("session.sign_in")).toEqual({ person: BO.id, password: "quiet amber tundra pilot" });
    await sees("Wait 4 s before you try again");
    expect(label("Password").value).toBe("");
  });
});

describe("the frame", () => {
  it("shows what waits, the seal, who signs, and locks", async () => {
    const host = await open("rules");
    await sees("3 wait for you", "1 waits for you", "Record verified to entry 8,123", "Ana Kovač");
    await click([...document.querySelectorAll<HTMLElement>("nav button")].at(-1) as HTMLElement);
    await click(document.querySelector('[role="menuitem"]') as HTMLElement);
    expect(host.sent.map(({ name }) => name)).toEqual(["session.sign_out"]);
  });

  it("says on every page that nothing can be recorded, and that one person's word is enough", async () => {
    const state = { ...APP, open: APP.open && { ...APP.open, readOnly: "read-only-behind", bootstrap: true } };
    await open("rules", [], { query: { "app.state": () => state } });
    await sees("shorter than this workstation remembers", "on one person’s word");
  });

  it("does not offer the log to who may not read it", async () => {
    const state = { ...APP, session: APP.session && { ...APP.session, permissions: [] } };
    await open("rules", [], { query: { "app.state": () => state } });
    expect([...document.querySelectorAll("nav ul a")].map((link) => link.textContent)).not.toContain("Log");
  });
});

describe("Inbox", () => {
  it("shows the document, why one is asked, and exactly what will be signed; approving names what was shown", async () => {
    const host = await open("inbox", ["r_57", "t_60"]);
    await sees(
      "Approve payment details",
      "DE89 3704 0044 0532 0130 00",
      "sealed, kept for 10 years",
      "changed since you last decided",
    );
    await sees("2 approvals are needed", '"act":"approval.decide"', "Called the vendor back");
    await press(document.body, "k");
    await sees("Hand over the credentials", "Sign and complete");
    await press(document.body, "j");
    await sees("Called the vendor back", "Sign and approve");
    await press(document.body, "a");
    const args = host.argsOf("approvals.decide");
    expect(args).toMatchObject({ request: "r_57", task: "t_60", round: 2, verdict: "approve", reason: null });
    expect(args.shown).toMatch(/^[0-9a-f]{64}$/);
    await sees("You approved: Approve payment details", "Recorded as entry 8,124", "Copy receipt");
  });

  it("rejects only with a reason", async () => {
    const host = await open("inbox", ["r_57", "t_60"]);
    await sees("Sign and approve");
    await press(document.body, "r");
    await sees("The request ends here");
    const sign = button("Sign and reject") as HTMLButtonElement;
    expect(sign.disabled).toBe(true);
    await type(label("Reason"), "Other account.");
    await click(sign);
    expect(host.argsOf("approvals.decide")).toMatchObject({ verdict: "reject", reason: "Other account." });
  });

  it("says in words why the kernel refused, and shows nothing as done", async () => {
    await open("inbox", ["r_57", "t_60"], {
      refuse: { "approvals.decide": { code: "self_approval", args: { person: ANA.id } } },
    });
    await sees("Sign and approve");
    await click(button("Sign and approve"));
    await sees("You requested this, so you can’t decide on it. Somebody else whom the rule names must");
    expect(shown()).not.toContain("Recorded as entry");
  });

  it("keys of the page do nothing after g, which goes elsewhere", async () => {
    const host = await open("inbox", ["r_57", "t_60"]);
    await sees("Sign and approve");
    await press(document.body, "g");
    await press(document.body, "r");
    expect(location.hash).toBe("#/requests");
    expect(host.sent).toEqual([]);
    expect(document.querySelector('[role="dialog"]')).toBeNull();
  });

  it("completes a plain task with its fields, and shows what is missing at the field first", async () => {
    const host = await open("inbox", ["r_12", "t_15"]);
    await sees("Sign and complete");
    await click(button("Sign and complete"));
    await sees("This is needed.");
    expect(host.sent).toEqual([]);
    await type(label("Handed over to"), "Cy");
    await click(button("Sign and complete"));
    expect(host.argsOf("tasks.complete")).toEqual({
      request: "r_12",
      task: "t_15",
      round: 1,
      fields: { handed_over: "Cy" },
    });
  });

  it("revises only what was changed", async () => {
    const host = await open("inbox", ["r_31", "t_33"]);
    await sees("The order number is missing.", "What you can change");
    await type(label("Legal name"), "Nordwind SE");
    await click(button("Sign and send again"));
    expect(host.argsOf("requests.revise")).toEqual({ request: "r_31", fields: { legal_name: "Nordwind SE" } });
  });

  it("teaches when it is empty", async () => {
    await open("inbox", [], { query: { "inbox.list": () => ({ tasks: [] }) } });
    await sees("Nothing waits for you.");
  });
});

describe("Requests", () => {
  it("offers what may be started and says why the rest may not", async () => {
    await open("requests");
    await sees("Vendor onboarding", "role builder on workspace would allow this");
    expect(one("a[href='#/requests/start/refund']").textContent).toContain("Customer refund");
  });

  it("shows who will be asked, seals what is sealed, and gives a receipt", async () => {
    const fields = START_FIELDS.filter(({ kind }) => kind === "text");
    const host = await open("requests", ["start", "vendor-onboarding"], {
      query: {
        "requests.form": (args) => ({
          ...args,
          name: "Vendor onboarding",
          version: "v7",
          fields,
          asked: [],
          mayStart: { ...NO, allowed: true },
        }),
      },
    });
    await sees("Sealed: only a proof of it enters the record", "asks nobody");
    await type(label("Legal name"), " Nordwind GmbH ");
    await type(label("IBAN"), "DE89");
    await click(submit());
    expect(host.argsOf("requests.start")).toEqual({
      workflow: "vendor-onboarding",
      version: "v7",
      fields: { legal_name: "Nordwind GmbH", iban: "DE89" },
    });
    await sees("Your request Vendor onboarding is under way", "Follow the request");
  });

  it("puts what the engine refused to its field", async () => {
    const fields = START_FIELDS.filter(({ path }) => path === "iban");
    await open("requests", ["start", "vendor-onboarding"], {
      query: {
        "requests.form": (args) => ({
          ...args,
          name: "V",
          version: "v7",
          fields,
          asked: [],
          mayStart: { ...NO, allowed: true },
        }),
      },
      refuse: {
        "requests.start": { code: "field_value", field: "iban", args: { path: "iban", expected: "22 characters" } },
      },
    });
    await sees("IBAN");
    await type(label("IBAN"), "DE89");
    await click(submit());
    await vi.waitFor(() => expect(label("IBAN").getAttribute("aria-invalid")).toBe("true"));
    await sees("This is not what the form expects: 22 characters");
  });

  it("lists one's own", async () => {
    const asked: unknown[] = [];
    await open("requests", ["mine"], {
      query: {
        "runs.list": (args) => {
          asked.push(args);
          return { runs: [], more: false };
        },
      },
    });
    await sees("You have not submitted a request yet.");
    expect(asked[0]).toEqual({ mine: true, workflow: null, state: null, before: null, limit: 100 });
  });
});

describe("Runs", () => {
  it("lists runs with their state in words", async () => {
    await open("runs");
    await sees("Customer refund", "Stopped", "Completed", "Approve payment details");
  });

  it("says what stopped and what is safe, and goes on as a person says", async () => {
    const host = await open("runs", ["r_57"]);
    await sees("Nobody knows whether the call took effect", "Ana Kovač requested Vendor onboarding");
    await click(button("It took effect…"));
    await type(label("Reason"), "The vendor is there.");
    await click(button("Add a field"));
    await type(label("Field"), "vendor_number");
    await type(label("Value"), "4711");
    await click(button("Sign and go on"));
    expect(host.argsOf("incidents.resolve")).toEqual({
      request: "r_57",
      incident: 1,
      way: "done",
      reason: "The vendor is there.",
      outputs: { vendor_number: "4711" },
    });
  });

  it("opens sealed values only as a recorded act, and cancels", async () => {
    const host = await open("runs", ["r_57"]);
    await sees("sealed, not open here");
    await click(button("Sign and open 1 sealed value"));
    expect(host.argsOf("data.reveal")).toEqual({ request: "r_57", paths: ["iban"] });
    await sees("DE89 3704 0044 0532 0130 00", "recorded as entry 8,124");
    await click(named("button", "Cancel request"));
    await click(button("Sign and cancel request"));
    expect(host.argsOf("requests.cancel")).toEqual({ request: "r_57", reason: null });
  });
});

describe("Workflows", () => {
  it("lists them with what is published", async () => {
    await open("workflows");
    await sees("Vendor onboarding", "version 6", "not published", "approved by Bo Lindqvist");
  });

  it("shows findings, steps and files of a version, and proposes its publication", async () => {
    const host = await open("workflows", ["vendor-onboarding"]);
    await sees("which no later step reads", "rule vendor-payments", "amount_limit <= 50000");
    await click(button("Publish version 7"));
    await click(button("Sign and propose publication"));
    expect(host.argsOf("workflows.publish")).toMatchObject({ workflow: "vendor-onboarding", reason: null });
    await sees("It comes into force when another person approves it");
  });

  it("imports the files that were chosen, and says what waits", async () => {
    const host = await open("workflows", [], {
      command: {
        "workflows.import": {
          workflow: "x",
          version: null,
          number: null,
          changes: ["c_1"],
          missing: ["erp"],
          findings: [],
          receipt: null,
        },
      },
    });
    await sees("Import a workflow");
    await click(button("Import a workflow"));
    const input = one<HTMLInputElement>('input[type="file"][aria-label="Choose files…"]');
    const file = Object.assign(new File(["<definitions/>"], "process.bpmn"), {
      webkitRelativePath: "vendor/process.bpmn",
    });
    Object.defineProperty(input, "files", { value: [file, new File(["x"], "notes.txt")] });
    Object.defineProperty(input, "value", { value: "", writable: true });
    input.dispatchEvent(new Event("change", { bubbles: true }));
    await sees("1 file will be imported", "notes.txt");
    await click(button("Sign and import"));
    expect(host.argsOf("workflows.import")).toEqual({
      path: null,
      files: [{ path: "process.bpmn", text: "<definitions/>" }],
      workflow: null,
    });
    await sees("1 rule or connector was proposed", "Set these connectors first", "Go to connectors");
  });
});

describe("in the desktop window", () => {
  it("a folder is chosen in the dialog of the system, and the engine reads it", async () => {
    navigate(href("workflows"), { replace: true });
    const host = { ...fixtureHost(), pickFolder: async () => "/home/ana/vendor" };
    await render(<App host={host} />);
    await sees("Import a workflow");
    await click(button("Import a workflow"));
    await click(button("Choose a folder…"));
    await sees("/home/ana/vendor will be imported");
    await click(button("Sign and import"));
    expect(host.argsOf("workflows.import")).toEqual({ path: "/home/ana/vendor", files: [], workflow: null });
  });
});

describe("People", () => {
  it("lists people with their roles, and each permission with its grant", async () => {
    await open("people", [ANA.id]);
    await sees("Ana Kovač (you)", "access administrator on the whole workspace", "on one person’s word");
    await sees(
      "propose people and keys on the whole workspace",
      "as access administrator on the whole workspace",
      "key ended",
    );
  });

  it("adds a person, who types their own password", async () => {
    const host = await open("people");
    await sees("Add a person");
    await click(button("Add a person"));
    await type(label("Name"), "Mira");
    await sees("hand the keyboard to Mira");
    await type(label("Their password"), "quiet amber tundra pilot");
    await type(label("Their password, once more"), "quiet amber tundra pilot");
    await click(button("Both sign and propose"));
    expect(host.argsOf("people.add")).toEqual({
      name: "Mira",
      manager: null,
      password: "quiet amber tundra pilot",
      reason: null,
    });
    await sees("It comes into force when another person approves it");
  });

  it("takes a role away and disables", async () => {
    const host = await open("people", [CY.id]);
    await sees("By group finance");
    await click(named("button", "Take away approver on workflow refund"));
    await click(submit());
    expect(host.argsOf("grants.revoke")).toEqual({ grant: "g_9", reason: null });
    await click(button("Disable"));
    await sees("They can sign nothing more");
    await click(submit());
    expect(host.argsOf("people.disable")).toEqual({ person: CY.id, reason: null });
  });

  it("sets a group", async () => {
    const host = await open("people", ["groups", "finance"]);
    await sees("Change group");
    await click(button("Change group"));
    await click(submit());
    expect(host.argsOf("groups.set")).toEqual({
      group: "finance",
      name: "Finance",
      members: [ANA.id, CY.id],
      reason: null,
    });
  });

  it("says why a role cannot be given", async () => {
    await open("people", [CY.id], { refuse: { "grants.revoke": { code: "last_access_admin" } } });
    await sees("By group finance");
    await click(named("button", "Take away approver on workflow refund"));
    await click(submit());
    await sees("This would leave the workspace without an access administrator");
  });
});

describe("Changes", () => {
  it("shows the difference line by line and approves what was shown", async () => {
    const host = await open("changes");
    await sees("Set rule refund-high", '"needed": 1', '"needed": 2', "as agreed with the auditors");
    await click(button("Sign and approve change"));
    const args = host.argsOf("changes.decide");
    expect(args).toMatchObject({ change: "c_8121", approve: true, reason: null });
    expect(args.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("shows who could newly do what; one's own is withdrawn, not decided", async () => {
    const host = await open("changes", ["c_8099"]);
    await sees("Cy Okafor could newly decide on approvals", "you proposed this");
    expect(shown()).not.toContain("Sign and approve change");
    await click(button("Sign and withdraw"));
    expect(host.argsOf("changes.withdraw")).toEqual({ change: "c_8099" });
  });

  it("rejects with a reason", async () => {
    const host = await open("changes");
    await sees("Sign and approve change");
    await click(button("Reject…"));
    await type(label("Reason"), "One is enough.");
    await click(button("Sign and reject"));
    expect(host.argsOf("changes.decide")).toMatchObject({ approve: false, reason: "One is enough." });
  });
});

describe("Rules", () => {
  it("says each rule in a sentence and warns where too few may decide", async () => {
    await open("rules", ["refund-high"]);
    await sees("2 approvals are needed, from members of group finance", "Only 1 may decide now, but 2 must");
  });

  it("proposes the file of a changed rule", async () => {
    const host = await open("rules", ["manager-approval"]);
    await sees("Change rule");
    await click(button("Change rule"));
    await type(label("Name"), "By the manager");
    await click(submit());
    expect(JSON.parse(host.argsOf("rules.set").file)).toEqual({
      id: "manager-approval",
      name: "By the manager",
      eligible: { manager_of: "requester" },
      needed: 1,
      distinct: true,
    });
  });
});

describe("Connectors", () => {
  it("shows what each may call", async () => {
    await open("connectors", ["directory"]);
    await sees("http://127.0.0.1:8080", "/users/*", "it may be repeated", "needs none");
  });

  it("proposes the file, with the token beside it and not in it", async () => {
    const host = await open("connectors", ["erp"]);
    await sees("Change connector");
    await click(button("Change connector"));
    await type(label("What is kept of the answer"), "vendor_number = id\nsecret = data.iban sealed");
    await type(label("Token"), "t0p");
    await click(submit());
    const args = host.argsOf("connectors.set");
    expect(args.token).toBe("t0p");
    expect(args.file).not.toContain("t0p");
    expect(JSON.parse(args.file)).toEqual({
      id: "erp",
      name: "ERP",
      kind: "http",
      base: "https://erp.nordwind.example/api",
      scope: { methods: ["POST"], paths: ["/vendors"], private_addresses: false },
      idempotent: false,
      outputs: { vendor_number: { path: "id", data: "open" }, secret: { path: "data.iban", data: "sealed" } },
      timeout_s: 10,
    });
  });
});

describe("Log", () => {
  it("says each entry in a sentence and shows one down to its path to the root", async () => {
    await open("log", ["8123"]);
    await sees("Bo Lindqvist approved in Vendor onboarding", "Ana Kovač proposed: to give a role");
    await sees("Bytes as signed", "log.nordwind.example/w_1", "Root over 8,124");
    expect(one("svg[role='img']").getAttribute("aria-label")).toContain("5 hashes");
  });

  it("verifies, and shows progress that can be stopped", async () => {
    const host = await open("log", [], {
      query: { "app.state": () => ({ ...APP, seal: { state: "checking", done: 412, total: 1000, secondsLeft: 9 } }) },
    });
    await sees("412 of 1,000", "9 s left");
    await click(button("Verify now"));
    await click(button("Stop"));
    expect(host.sent.map(({ name }) => name)).toEqual(["verify.start", "verify.stop"]);
  });

  it("never hides findings", async () => {
    const findings = [
      { code: "signature_invalid", index: 12, message: "the signature of `p_bo` does not fit the text" },
    ];
    await open("log", [], {
      query: {
        "app.state": () => ({ ...APP, seal: { state: "findings", size: 20, at: new Date().toISOString(), findings } }),
      },
    });
    await sees("1 finding", "does not fit the text", "signature_invalid");
  });

  it("exports with what is to be disclosed, and saves a checkpoint", async () => {
    const host = await open("log");
    await click(button("Export…"));
    await type(label("Folder"), "/home/ana/out");
    await click(button("Sign and export"));
    expect(host.argsOf("export.write")).toEqual({ path: "/home/ana/out", discloses: "names" });
    await sees("4 sealed values disclosed, 911 withheld");
    await click(button("Close"));
    await vi.waitFor(() => expect(document.querySelector('[role="dialog"]')).toBeNull());
    await click(button("Save checkpoint…"));
    await type(label("File"), "/media/stick/c.txt");
    await click([...document.querySelectorAll<HTMLElement>('[role="dialog"] button[type="submit"]')][0] as HTMLElement);
    expect(host.argsOf("checkpoint.save")).toEqual({ path: "/media/stick/c.txt" });
  });
});
