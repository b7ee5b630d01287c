/** Proposed changes of people, roles, rules, connectors and publications: each with what it does, decided by a second person. */
import { FileDiff } from "lucide-react";
import { useRef, useState, type ReactNode } from "react";
import { EmptyState } from "../../components/EmptyState";
import { Notice } from "../../components/Notice";
import { When } from "../../components/When";
import { PageHeader } from "../../frame/PageHeader";
import { useOpenPalette } from "../../frame/palette";
import type { ChangeRow, Receipt } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import layout from "../../parts/layout.module.css";
import { ReceiptView } from "../../parts/ReceiptView";
import { RowList, type RowGroup } from "../../parts/RowList";
import { useHeld } from "../../parts/useHeld";
import { href, navigate, useRoute } from "../../router";
import { useNamed, useText, type Translate } from "../../text/text";
import { Change, changeWords } from "./Change";
import type { Deciding } from "./Foot";

export default function ChangesPage() {
  const t = useText();
  const palette = useOpenPalette();
  const changes = useQuery("changes.list", {}, { topics: ["changes", "people", "rules", "workflows"] });
  const [done, setDone] = useState<{ title: string; receipt: Receipt } | null>(null);
  const onDone = (title: string, receipt: Receipt) => {
    setDone({ title, receipt });
    changes.reload();
  };
  return (
    <>
      <PageHeader title={t("page-changes")} onSearch={palette} />
      <Answer of={changes}>
        {({ changes: rows }) => (
          <Changes
            rows={rows}
            receipt={done && <ReceiptView title={done.title} receipt={done.receipt} />}
            onDone={onDone}
            onStale={changes.reload}
            onChoose={() => setDone(null)}
          />
        )}
      </Answer>
    </>
  );
}

const keyOf = (row: ChangeRow) => row.id;

function Changes({
  rows,
  receipt,
  onChoose,
  ...deciding
}: { rows: readonly ChangeRow[]; receipt: ReactNode; onChoose: () => void } & Deciding) {
  const t = useText();
  const { rest } = useRoute();
  const doc = useRef<HTMLDivElement>(null);
  const wanted = rest[0] ?? null;
  const groups = groupsOf(t, rows);
  const { row: chosen, gone } = useHeld(rows, keyOf, wanted, groups[0]?.rows[0]);
  if (rows.length === 0 && !receipt && !chosen)
    return <EmptyState icon={<FileDiff />}>{t(wanted === null ? "changes-empty" : "changes-gone")}</EmptyState>;
  return (
    <div className={layout.split}>
      <nav className={layout.list} aria-label={t("page-changes")}>
        <RowList
          label={t("page-changes")}
          groups={groups}
          rowKey={keyOf}
          selected={chosen && !receipt ? chosen.id : null}
          onSelect={(row) => {
            onChoose();
            navigate(href("changes", [row.id]), { replace: true });
          }}
          onEnter={() => doc.current?.focus()}
        >
          {(row) => <Line change={row} />}
        </RowList>
      </nav>
      <div className={layout.doc} ref={doc} tabIndex={-1} data-plain>
        {receipt && <div className={layout.pad}>{receipt}</div>}
        {!receipt && (gone || !chosen) && (
          <div className={layout.pad}>
            <Notice kind="wait">{t("changes-gone")}</Notice>
          </div>
        )}
        {!receipt && chosen && <Change key={chosen.id} change={chosen} {...deciding} />}
      </div>
    </div>
  );
}

function groupsOf(t: Translate, rows: readonly ChangeRow[]): RowGroup<ChangeRow>[] {
  return [
    { id: "decide", title: t("changes-yours-to-decide"), rows: rows.filter((row) => row.mayDecide.allowed) },
    { id: "others", title: t("changes-others"), rows: rows.filter((row) => !row.mayDecide.allowed) },
  ].filter((group) => group.rows.length > 0);
}

function Line({ change }: { change: ChangeRow }) {
  const t = useText();
  const named = useNamed();
  const words = changeWords(t, named, change);
  return (
    <>
      <span title={words}>{words}</span>
      <span className={layout.small}>
        {change.by.name} · <When at={change.at} />
      </span>
    </>
  );
}
