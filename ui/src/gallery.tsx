/** The page of pieces: every component in its states, for looking at. Built with `--mode gallery`, never shipped. */
import { Inbox, MoreHorizontal, Plus, Stamp, Undo2 } from "lucide-react";
import { StrictMode, useMemo, useState, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { Button } from "./components/Button";
import { Checkbox } from "./components/Checkbox";
import { Combobox } from "./components/Combobox";
import { DateField } from "./components/DateField";
import { Diagram } from "./components/Diagram";
import { Dialog } from "./components/Dialog";
import { Digest } from "./components/Digest";
import { EmptyState } from "./components/EmptyState";
import { FilterBar, type Filter } from "./components/FilterBar";
import { Inspector } from "./components/Inspector";
import { KeyChip } from "./components/KeyChip";
import { KeyHint } from "./components/KeyHint";
import { Menu } from "./components/Menu";
import { Notice } from "./components/Notice";
import { NumberField } from "./components/NumberField";
import { PersonChip } from "./components/PersonChip";
import { Progress } from "./components/Progress";
import { Seal, type SealState } from "./components/Seal";
import { Select } from "./components/Select";
import { Sheet } from "./components/Sheet";
import { ALL_STATES, StateBadge } from "./components/StateBadge";
import { Table, type Column, type Sort } from "./components/Table";
import { TextArea } from "./components/TextArea";
import { TextField } from "./components/TextField";
import { Timeline } from "./components/Timeline";
import { useUndoable } from "./components/Toast";
import { Tooltip } from "./components/Tooltip";
import { Waiting } from "./components/Waiting";
import { Frame } from "./frame/Frame";
import { PageHeader } from "./frame/PageHeader";
import { useOpenPalette } from "./frame/palette";
import { Providers } from "./frame/Providers";
import css from "./gallery/Gallery.module.css";
import { DIGEST, SAMPLE_BPMN, sampleRuns, type SampleRun } from "./gallery/sample";
import { App } from "./App";
import type { AppState } from "./host/contract";
import { fixtureHost, type Over } from "./testing/fixture";
import { NO, YES } from "./testing/workspace/basics";
import { APP } from "./testing/workspace/state";
import { SignInFrame } from "./pages/SignInFrame";
import { href, useRoute } from "./router";
import "./styles/base.css";
import { applyTheme, setTheme } from "./styles/theme";
import { localeOf } from "./text/text";

const ALL_PAGES = [
  "inbox",
  "requests",
  "workflows",
  "runs",
  "people",
  "changes",
  "rules",
  "connectors",
  "log",
] as const;
const NOW = new Date("2026-11-22T14:30:00Z");
const SEALS: SealState[] = [
  { state: "verified", entry: 8123, anchor: { ageSeconds: 11_000, witness: "Bo's workstation" } },
  { state: "checking", done: 412_000, total: 1_000_000, secondsLeft: 9 },
  { state: "old", ageSeconds: 9 * 86_400 },
  { state: "finding", count: 2 },
  { state: "unchecked" },
];
const COLUMNS: Column<SampleRun>[] = [
  { key: "workflow", title: "Workflow", width: 170, sortable: true, cell: (run) => run.workflow },
  { key: "subject", title: "Subject", width: 220, cell: (run) => run.subject },
  { key: "state", title: "State", width: 130, sortable: true, cell: (run) => <StateBadge state={run.state} /> },
  { key: "person", title: "Waits for", width: 190, cell: (run) => <PersonChip name={run.person} /> },
  { key: "amount", title: "Amount", width: 100, align: "end", sortable: true, cell: (run) => run.amount },
  { key: "id", title: "Run", width: 120, cell: (run) => <code>{run.id}</code> },
];
const FILTERS = [
  {
    key: "state",
    name: "State",
    values: [
      { value: "waiting", label: "Waiting" },
      { value: "done", label: "Done" },
    ],
  },
  { key: "env", name: "Environment", values: [{ value: "production", label: "production" }] },
];
const PEOPLE = [
  { value: "ana", label: "Ana Kovač", note: "Finance" },
  { value: "bo", label: "Bo Lindqvist", note: "Finance" },
  { value: "cy", label: "Cy Okafor", note: "Operations" },
];

function Piece({ name, children, wide = false }: { name: string; children: ReactNode; wide?: boolean }) {
  return (
    <section className={css.piece} data-wide={wide || undefined} data-piece={name}>
      <h2 className={css.name}>{name}</h2>
      <div className={css.specimens}>{children}</div>
    </section>
  );
}

function Pieces() {
  const [text, setText] = useState("Nordwind GmbH");
  const [person, setPerson] = useState<string | null>("ana");
  const [role, setRole] = useState<"finance" | "ops" | null>("finance");
  const [day, setDay] = useState<string | null>("2026-12-01");
  const [count, setCount] = useState<number | null>(2);
  const [agreed, setAgreed] = useState(true);
  const [dialog, setDialog] = useState(false);
  const [sheet, setSheet] = useState(false);
  const undoable = useUndoable();
  return (
    <div className={css.grid}>
      <Piece name="Button">
        <Button kind="sign" icon={<Stamp />}>
          Sign and approve
        </Button>
        <Button kind="primary" keys={["Ctrl", "Enter"]} tip="Start a request">
          Start a request
        </Button>
        <Button icon={<Undo2 />}>Return…</Button>
        <Button kind="stop">Reject…</Button>
        <Button kind="quiet">Cancel</Button>
        <Button icon={<Plus />} tip="Add a person" />
        <Button disabled>Publish version 7</Button>
        <Button kind="primary" busy>
          Sign
        </Button>
      </Piece>
      <Piece name="Seal" wide>
        <div className={css.column}>
          {SEALS.map((seal) => (
            <Seal key={seal.state} seal={seal} onAct={() => undefined} />
          ))}
        </div>
        <div className={css.column}>
          {SEALS.map((seal) => (
            <Seal key={seal.state} seal={seal} short />
          ))}
        </div>
      </Piece>
      <Piece name="Fields" wide>
        <div className={css.form}>
          <TextField label="Vendor" hint="As it stands in the commercial register." value={text} onChange={setText} />
          <TextField
            label="IBAN"
            value="DE89 3704"
            onChange={() => undefined}
            error="An IBAN for Germany has 22 characters."
            example="DE89 3704 0044 0532 0130 00"
          />
          <TextArea
            label="Reason"
            optional
            value="Replaces the supplier that closed in October."
            onChange={() => undefined}
          />
          <Select
            label="Role"
            options={[
              { value: "finance", label: "Finance approver" },
              { value: "ops", label: "Operations" },
            ]}
            value={role}
            onChange={setRole}
          />
          <Combobox label="Person" options={PEOPLE} value={person} onChange={setPerson} placeholder="Type a name" />
          <DateField label="Due" value={day} onChange={setDay} />
          <NumberField label="How many must approve" value={count} onChange={setCount} min={1} max={9} />
          <Checkbox
            label="Seal this field"
            hint="Only the people who decide can read it."
            checked={agreed}
            onChange={setAgreed}
          />
        </div>
      </Piece>
      <Piece name="State badges">
        {ALL_STATES.map((state) => (
          <StateBadge key={state} state={state} />
        ))}
      </Piece>
      <Piece name="Chips">
        <PersonChip name="Ana Kovač" />
        <PersonChip name="Bo Lindqvist" you />
        <PersonChip name="Cy Okafor" disabled />
        <KeyChip fingerprint={DIGEST} state="valid" />
        <KeyChip fingerprint={DIGEST} state="pending" />
        <Digest value={DIGEST} />
        <KeyHint keys={["Ctrl", "K"]} />
        <KeyHint keys={["g", "i"]} sequence />
      </Piece>
      <Piece name="Notice" wide>
        <div className={css.column}>
          <Notice kind="refusal" rule="Vendor payments, 2 of Finance" way={<Button>Remind Bo and Cy</Button>}>
            You requested this, so you can’t approve it. Bo and Cy can.
          </Notice>
          <Notice kind="wait">One more approval from Finance is needed.</Notice>
          <Notice kind="incident" way={<Button>Show the answer</Button>}>
            The ledger did not answer in 30 seconds. It is unknown whether the vendor was created; nothing was repeated.
          </Notice>
          <Notice kind="info">Version 7 runs in production since today 09:12.</Notice>
        </div>
      </Piece>
      <Piece name="Progress" wide>
        <div className={css.column}>
          <Progress
            label="Checking signatures"
            done={412_000}
            total={1_000_000}
            secondsLeft={9}
            onStop={() => undefined}
          />
          <Progress label="Opening the workspace" done={0} total={null} />
          <Waiting slow />
        </div>
      </Piece>
      <Piece name="Timeline">
        <Timeline
          label="Acts"
          now={NOW}
          items={[
            {
              id: "1",
              at: "2026-11-21T09:12:00Z",
              text: "Dana submitted the payment details of Nordwind GmbH.",
              entry: 8102,
            },
            {
              id: "2",
              at: "2026-11-22T08:40:00Z",
              text: "Ana approved the payment details.",
              note: "Checked against the contract.",
              entry: 8119,
              tone: "seal",
            },
            { id: "3", at: "2026-11-22T09:05:00Z", text: "One more approval from Finance is needed.", tone: "wait" },
            {
              id: "4",
              at: "2026-11-22T12:05:00Z",
              text: "Bo rejected the first draft.",
              note: "The account belongs to another company.",
              entry: 8123,
              tone: "stop",
            },
          ]}
        />
      </Piece>
      <Piece name="Empty state">
        <EmptyState icon={<Inbox />} action={<Button kind="primary">Start a request</Button>}>
          Nothing waits for you. When someone needs your decision, it appears here with everything you will sign.
        </EmptyState>
      </Piece>
      <Piece name="Floating">
        <Button onClick={() => setDialog(true)}>Dialog</Button>
        <Button onClick={() => setSheet(true)}>Sheet</Button>
        <Button onClick={() => undoable("Filter removed", () => undefined)}>Toast</Button>
        <Menu
          trigger={<Button icon={<MoreHorizontal />} aria-label="More" />}
          entries={[
            { id: "open", label: "Open", keys: ["Enter"], onSelect: () => undefined },
            { kind: "line", id: "l" },
            { id: "void", label: "Void", disabled: true, onSelect: () => undefined },
          ]}
        />
        <Tooltip text="How many of the people who may approve must approve.">
          <Button kind="quiet">Quorum</Button>
        </Tooltip>
      </Piece>
      <Piece name="Diagram" wide>
        <div className={css.column}>
          <Diagram
            name="Vendor onboarding"
            xml={SAMPLE_BPMN}
            tokens={TOKENS}
            done={DONE}
            incidents={STOPPED}
            selected="approve"
            onSelect={() => undefined}
            height={280}
          />
        </div>
      </Piece>
      <Dialog
        title="Reject the payment details?"
        description="Dana gets your reason. The request ends here."
        open={dialog}
        onOpenChange={setDialog}
        foot={
          <>
            <Button kind="quiet" onClick={() => setDialog(false)}>
              Cancel
            </Button>
            <Button kind="stop">Sign and reject</Button>
          </>
        }
      >
        <TextArea label="Reason" value="" onChange={() => undefined} />
      </Dialog>
      <Sheet
        title="Add a person"
        open={sheet}
        onOpenChange={setSheet}
        foot={<Button kind="primary">Propose Mira</Button>}
      >
        <TextField label="Name" value="Mira Hellström" onChange={() => undefined} />
      </Sheet>
    </div>
  );
}

const TOKENS = { approve: 1 };
const DONE = ["start", "f1", "details", "f2"];
const STOPPED = { create: "The ledger did not answer" };

function TablePage() {
  const [filters, setFilters] = useState<Filter[]>([
    { key: "state", value: "waiting" },
    { key: "env", value: "production" },
  ]);
  const [selected, setSelected] = useState<string | null>("run_2");
  const [sort, setSort] = useState<Sort>({ key: "workflow", descending: false });
  const rows = useMemo(() => sampleRuns(100_000), []);
  const run = rows.find(({ id }) => id === selected);
  const palette = useOpenPalette();
  return (
    <>
      <PageHeader title="Runs" production onSearch={palette} action={<Button kind="primary">Start a request</Button>} />
      <FilterBar fields={FILTERS} filters={filters} onChange={setFilters} />
      <div className={css.split}>
        <div className={css.fill}>
          <Table
            label="Runs"
            name="gallery"
            columns={COLUMNS}
            rows={rows}
            rowKey={(row) => row.id}
            selected={selected}
            onSelect={(row) => setSelected(row.id)}
            sort={sort}
            onSort={setSort}
          />
        </div>
        {run && (
          <Inspector title={run.subject} onClose={() => setSelected(null)}>
            <div className={css.column}>
              <StateBadge state={run.state} />
              <PersonChip name={run.person} />
              <Digest value={DIGEST} whole />
            </div>
          </Inspector>
        )}
      </div>
    </>
  );
}

function Gallery() {
  const { page, rest } = useRoute();
  const palette = useOpenPalette();
  const [person, setPerson] = useState<string | null>("ana");
  const [password, setPassword] = useState("");
  if (page === "signin")
    return (
      <SignInFrame
        workspace="Nordwind Operations"
        fingerprint="amber gravel novel tundra pilot echo"
        people={PEOPLE}
        person={person}
        onPerson={setPerson}
        password={password}
        onPassword={setPassword}
        busy={false}
        onSubmit={() => undefined}
        ways={<Button kind="quiet">Open another workspace</Button>}
      />
    );
  return (
    <Frame
      workspace="Nordwind Operations"
      pages={ALL_PAGES}
      waiting={{ inbox: 3 }}
      seal={SEALS[0] as SealState}
      signer={{ name: "Ana Kovač", sessionSecondsLeft: 5400 }}
      onLock={() => undefined}
      onSwitch={() => undefined}
    >
      {page === "runs" ? (
        <TablePage />
      ) : (
        <>
          <PageHeader
            title="Pieces"
            above={rest.length ? [{ text: "Gallery", href: href("") }] : []}
            onSearch={palette}
          />
          <div className={css.scroll}>
            <Pieces />
          </div>
        </>
      )}
    </Frame>
  );
}

/** `?app` shows the pages of the product on a made-up workspace, in one of these states. */
const APP_STATES: Record<string, Partial<AppState>> = {
  welcome: { open: null, session: null },
  first: { open: null, session: null, workspaces: [], vault: { kind: "file", keyringAvailable: false } },
  signin: { session: null },
  bootstrap: { open: APP.open && { ...APP.open, bootstrap: true, demo: true } },
  checking: { seal: { state: "checking", done: 412_000, total: 1_000_000, secondsLeft: 9 } },
  findings: {
    seal: {
      state: "findings",
      size: 8124,
      at: new Date().toISOString(),
      findings: [{ code: "signature_invalid", index: 8101, message: "The signature of Bo does not fit the text." }],
    },
  },
};
const EMPTY: Over["query"] = {
  "inbox.list": () => ({ tasks: [] }),
  "changes.list": () => ({ changes: [] }),
  "runs.list": () => ({ runs: [], more: false }),
  "requests.startable": () => ({ workflows: [] }),
  "workflows.list": () => ({ workflows: [], mayImport: YES }),
  "rules.list": () => ({ rules: [], maySet: NO }),
  "connectors.list": () => ({ connectors: [], maySet: YES }),
};

function Product({ state }: { state: string }) {
  const host = useMemo(() => {
    const app = { ...APP, ...APP_STATES[state] };
    return fixtureHost({ query: { "app.state": () => app, ...(state === "empty" ? EMPTY : {}) } });
  }, [state]);
  return <App host={host} />;
}

const wanted = new URLSearchParams(location.search).get("theme");
if (wanted === "light" || wanted === "dark") setTheme(wanted);
applyTheme();
const product = new URLSearchParams(location.search).get("app");
const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <Providers locale={localeOf(location.search)}>
        {product === null ? <Gallery /> : <Product state={product} />}
      </Providers>
    </StrictMode>,
  );
