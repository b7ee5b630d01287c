/** Runs as a table: also for one's own requests. */
import type { ReactNode } from "react";
import { ErrorNotice } from "../../components/Notice";
import { PersonChip } from "../../components/PersonChip";
import { StateBadge, type State } from "../../components/StateBadge";
import { Table, type Column } from "../../components/Table";
import { When } from "../../components/When";
import type { RunFilter, RunRow } from "../../host/contract";
import layout from "../../parts/layout.module.css";
import { usePages } from "../../parts/usePages";
import { href, navigate } from "../../router";
import { useNamed, useText } from "../../text/text";

const PAGE = 100;
const BADGE: Record<string, State> = {
  running: "running",
  stopped: "incident",
  completed: "done",
  rejected: "rejected",
  cancelled: "void",
};

export function RunState({ state }: { state: string }) {
  const named = useNamed();
  return <StateBadge state={BADGE[state] ?? "open"} text={named("run-state", state)} />;
}

export function RunTable({
  filter,
  name,
  empty,
}: {
  filter: Omit<RunFilter, "before" | "limit">;
  name: string;
  empty: ReactNode;
}) {
  const t = useText();
  const pages = usePages({
    query: "runs.list",
    args: (before) => ({ ...filter, before, limit: PAGE }),
    read: (page) => ({ rows: page.runs, more: page.more }),
    keyOf: (row: RunRow) => row.request,
    mark: (row) => requestNumber(row.request),
    topics: ["runs", "inbox"],
  });
  const columns: Column<RunRow>[] = [
    {
      key: "workflow",
      title: t("runs-workflow"),
      width: 220,
      cell: (row) => (
        <a className={layout.cellLink} href={href("runs", [row.request])} tabIndex={-1} title={row.workflowName}>
          {row.workflowName}
        </a>
      ),
    },
    {
      key: "requester",
      title: t("runs-requester"),
      width: 180,
      cell: (row) => <PersonChip name={row.requester.name} />,
    },
    { key: "state", title: t("runs-state"), width: 130, cell: (row) => <RunState state={row.state} /> },
    { key: "started", title: t("runs-started"), width: 140, cell: (row) => <When at={row.started} /> },
    {
      key: "waits",
      title: t("runs-waits"),
      width: 240,
      cell: (row) => {
        const words = row.waitsFor.length > 0 ? row.waitsFor.join(", ") : null;
        return (
          <span className={layout.ellipsis} title={words ?? undefined}>
            {words}
            {words === null && row.ended && (
              <span className={layout.quiet}>
                {t("runs-ended")} <When at={row.ended} />
              </span>
            )}
          </span>
        );
      },
    },
  ];
  return (
    <>
      {pages.error && (
        <div className={layout.pad}>
          <ErrorNotice error={pages.error} onAgain={pages.reload} />
        </div>
      )}
      <div className={layout.grow}>
        <Table
          label={t("page-runs")}
          name={name}
          columns={columns}
          rows={pages.rows}
          rowKey={(row) => row.request}
          total={pages.more ? pages.rows.length + 1 : pages.rows.length}
          onEnd={pages.onEnd}
          onOpen={(row) => navigate(href("runs", [row.request]))}
          loading={pages.loading}
          empty={pages.error ? null : empty}
        />
      </div>
    </>
  );
}

/** The number in `r_12`. */
export function requestNumber(request: string): number {
  const number = Number(request.replace(/^\D+/, ""));
  return Number.isSafeInteger(number) ? number : 0;
}
