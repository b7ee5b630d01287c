/** What waits for the signer: the list on the left, on the right the document exactly as it would be signed. */
import { Inbox as InboxIcon } from "lucide-react";
import { useRef, useState, type ReactNode } from "react";
import { EmptyState } from "../../components/EmptyState";
import { Notice } from "../../components/Notice";
import { When } from "../../components/When";
import { PageHeader } from "../../frame/PageHeader";
import { useOpenPalette } from "../../frame/palette";
import { useSession } from "../../frame/session";
import type { InboxRow, Receipt } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import { ReceiptView } from "../../parts/ReceiptView";
import { RowList, type RowGroup } from "../../parts/RowList";
import { useHeld } from "../../parts/useHeld";
import layout from "../../parts/layout.module.css";
import { href, navigate, useRoute } from "../../router";
import { useNow } from "../../text/now";
import { useText, type Translate } from "../../text/text";
import { Task } from "./Task";
import css from "./Inbox.module.css";

/** A task is open in one place of one request. */
const keyOf = (row: InboxRow) => `${row.request}/${row.task}`;

export default function InboxPage() {
  const t = useText();
  const palette = useOpenPalette();
  const { open } = useSession();
  const inbox = useQuery("inbox.list", {}, { topics: ["inbox", "runs", "people", "rules"] });
  const [done, setDone] = useState<{ title: string; receipt: Receipt } | null>(null);
  return (
    <>
      <PageHeader title={t("page-inbox")} production={!open.demo} onSearch={palette} />
      <Answer of={inbox}>
        {({ tasks }) => (
          <Tasks
            tasks={tasks}
            receipt={done && <ReceiptView title={done.title} receipt={done.receipt} />}
            onDone={(title, receipt) => {
              setDone({ title, receipt });
              inbox.reload();
            }}
            onChoose={() => setDone(null)}
          />
        )}
      </Answer>
    </>
  );
}

function Tasks({
  tasks,
  receipt,
  onDone,
  onChoose,
}: {
  tasks: readonly InboxRow[];
  receipt: ReactNode;
  onDone: (title: string, receipt: Receipt) => void;
  onChoose: () => void;
}) {
  const t = useText();
  const now = useNow();
  const { rest } = useRoute();
  const doc = useRef<HTMLDivElement>(null);
  const wanted = rest.length === 2 ? rest.join("/") : null;
  const groups = groupsOf(t, tasks, now);
  const { row: chosen, gone } = useHeld(tasks, keyOf, wanted, groups[0]?.rows[0]);
  if (tasks.length === 0 && !receipt && !chosen)
    return <EmptyState icon={<InboxIcon />}>{t("inbox-empty")}</EmptyState>;
  return (
    <div className={layout.split}>
      <nav className={layout.list} aria-label={t("inbox-list")}>
        {tasks.length === 0 && <p className={css.none}>{t("inbox-none-left")}</p>}
        <RowList
          label={t("inbox-list")}
          groups={groups}
          rowKey={keyOf}
          selected={chosen && !receipt ? keyOf(chosen) : null}
          onSelect={(row) => {
            onChoose();
            navigate(href("inbox", [row.request, row.task]), { replace: true });
          }}
          onEnter={() => doc.current?.focus()}
        >
          {(row) => <Row row={row} />}
        </RowList>
      </nav>
      <div className={layout.doc} ref={doc} tabIndex={-1} data-plain>
        {receipt && <div className={layout.pad}>{receipt}</div>}
        {!receipt && gone && (
          <div className={layout.pad}>
            <Notice kind="wait">{t("inbox-gone")}</Notice>
          </div>
        )}
        {!receipt && chosen && <Task key={`${keyOf(chosen)}/${chosen.round}`} row={chosen} onDone={onDone} />}
        {!receipt && !chosen && <p className={css.none}>{t(wanted === null ? "inbox-choose" : "inbox-gone")}</p>}
      </div>
    </div>
  );
}

function Row({ row }: { row: InboxRow }) {
  const t = useText();
  return (
    <>
      <span className={css.line}>
        <span className={css.step} title={row.step}>
          {row.step}
        </span>
        <span className={css.since}>
          <When at={row.since} />
        </span>
      </span>
      <span className={css.from} title={`${row.workflow} · ${row.requester.name}`}>
        {t("inbox-from", { workflow: row.workflow, requester: row.requester.name })}
      </span>
      <span className={css.why}>{whyWords(t, row)}</span>
    </>
  );
}

export function whyWords(t: Translate, row: InboxRow): string {
  if (row.kind === "revise") return t("inbox-why-revise");
  if (row.kind === "approval") return t("inbox-why-rule", { rule: row.rule ?? "" });
  return t("inbox-why-task");
}

const DAY = 86_400_000;

/** What came back first, then by how long it has waited; the oldest first, as the engine sorts them. */
function groupsOf(t: Translate, tasks: readonly InboxRow[], now: Date): RowGroup<InboxRow>[] {
  const age = (row: InboxRow) => now.getTime() - new Date(row.since).getTime();
  const returned = tasks.filter((row) => row.kind === "revise");
  const others = tasks.filter((row) => row.kind !== "revise");
  return [
    { id: "returned", title: t("inbox-returned"), rows: returned },
    { id: "week", title: t("inbox-week"), rows: others.filter((row) => age(row) >= 7 * DAY) },
    { id: "day", title: t("inbox-days"), rows: others.filter((row) => age(row) >= DAY && age(row) < 7 * DAY) },
    { id: "new", title: t("inbox-new"), rows: others.filter((row) => age(row) < DAY) },
  ].filter((group) => group.rows.length > 0);
}
