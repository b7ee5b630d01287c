/** The record: its state, every entry as a sentence, and each entry down to its bytes and the path to the root. */
import { Bookmark, FileOutput, ScrollText, ShieldCheck } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { FilterBar, type Filter, type FilterField } from "../../components/FilterBar";
import { ErrorNotice } from "../../components/Notice";
import { PersonChip } from "../../components/PersonChip";
import { Table, type Column } from "../../components/Table";
import { When } from "../../components/When";
import { PageHeader } from "../../frame/PageHeader";
import { useOpenPalette } from "../../frame/palette";
import { useHolds } from "../../frame/session";
import type { LogFilter, LogRow } from "../../host/contract";
import { useCommand, useQuery } from "../../host/hooks";
import layout from "../../parts/layout.module.css";
import { usePages } from "../../parts/usePages";
import { actWords, whoWords } from "../../parts/words";
import { href, navigate, useRoute } from "../../router";
import { useNamed, useText } from "../../text/text";
import { ACTS } from "./acts";
import { CheckpointDialog, ExportDialog } from "./Leaving";
import { Entry } from "./Entry";
import { SealPanel } from "./SealPanel";
import css from "./Log.module.css";

export default function LogPage() {
  const t = useText();
  const palette = useOpenPalette();
  const mayExport = useHolds("data.export");
  const verify = useCommand("verify.start");
  const [dialog, setDialog] = useState<"export" | "checkpoint" | null>(null);
  return (
    <>
      <PageHeader
        title={t("page-log")}
        onSearch={palette}
        action={
          <>
            <Button icon={<Bookmark />} onClick={() => setDialog("checkpoint")}>
              {t("log-checkpoint")}
            </Button>
            {mayExport && (
              <Button icon={<FileOutput />} onClick={() => setDialog("export")}>
                {t("log-export")}
              </Button>
            )}
            <Button kind="primary" icon={<ShieldCheck />} busy={verify.busy} onClick={() => verify.run({})}>
              {t("log-verify")}
            </Button>
          </>
        }
      />
      {verify.error && (
        <div className={layout.pad}>
          <ErrorNotice error={verify.error} onAgain={verify.again} />
        </div>
      )}
      <SealPanel onCheck={() => verify.run({})} onCheckpoint={() => setDialog("checkpoint")} />
      <Entries />
      {dialog === "export" && <ExportDialog onClose={() => setDialog(null)} />}
      {dialog === "checkpoint" && <CheckpointDialog onClose={() => setDialog(null)} />}
    </>
  );
}

const PAGE = 200;
const KEYS = ["by", "act", "on", "request"] as const;

const search = (filters: readonly Filter[]) => Object.fromEntries(filters.map(({ key, value }) => [key, value]));

function Entries() {
  const t = useText();
  const named = useNamed();
  const { rest, params } = useRoute();
  const people = useQuery("people.list", {}, { topics: ["people"] });
  const hideTicks = params.get("ticks") !== "show";
  const values = KEYS.map((key) => params.get(key));
  const base = useMemo((): Omit<LogFilter, "before" | "limit"> => {
    const [by = null, act = null, on = null, request = null] = values;
    return { by, act, on, request, hideTicks };
    // oxlint-disable-next-line react/exhaustive-deps -- the values are strings; the array is made anew each time
  }, [values.join("\n"), hideTicks]);
  const pages = usePages({
    query: "log.page",
    args: (before) => ({ ...base, before, limit: PAGE }),
    read: (page) => ({ rows: page.rows, more: page.more }),
    keyOf: (row: LogRow) => String(row.index),
    mark: (row) => row.index,
    topics: ["log"],
  });
  const fields: FilterField[] = [
    {
      key: "by",
      name: t("log-by"),
      values: (people.data?.people ?? []).map(({ person }) => ({ value: person.id, label: person.name })),
    },
    { key: "act", name: t("log-act"), values: ACTS.map((value) => ({ value, label: named("act-name", value) })) },
    { key: "ticks", name: t("log-ticks"), values: [{ value: "show", label: t("log-ticks-show") }] },
    // Chosen elsewhere, by a link; here they can be taken off.
    ...(["on", "request"] as const).flatMap((key) => {
      const value = params.get(key);
      return value === null
        ? []
        : [{ key, name: t(key === "on" ? "log-on" : "runs-request"), values: [{ value, label: value }] }];
    }),
  ];
  const filters = fields.flatMap(({ key }): Filter[] => {
    const value = params.get(key);
    return value === null ? [] : [{ key, value }];
  });
  const chosen = rest[0] !== undefined && /^\d+$/.test(rest[0]) ? Number(rest[0]) : null;
  const columns: Column<LogRow>[] = [
    { key: "index", title: t("log-index"), width: 80, align: "end", cell: (row) => row.index },
    { key: "at", title: t("log-at"), width: 200, cell: (row) => <When at={row.at} utc /> },
    { key: "by", title: t("log-by"), width: 170, cell: (row) => <PersonChip name={whoWords(t, row.by)} /> },
    {
      key: "act",
      title: t("log-what"),
      width: 380,
      cell: (row) => {
        const words = actWords(t, named, row);
        return (
          <span className={layout.ellipsis} title={words}>
            {words}
          </span>
        );
      },
    },
    {
      key: "on",
      title: t("log-on"),
      width: 160,
      cell: (row) => <code className={layout.ellipsis}>{row.on}</code>,
    },
  ];
  return (
    <>
      <FilterBar
        fields={fields}
        filters={filters}
        onChange={(next) => navigate(href("log", rest, search(next)), { replace: true })}
      />
      {pages.error && (
        <div className={layout.pad}>
          <ErrorNotice error={pages.error} onAgain={pages.reload} />
        </div>
      )}
      <div className={css.panes} data-chosen={chosen !== null || undefined}>
        <div className={css.table}>
          <Table
            key={JSON.stringify(base)}
            label={t("page-log")}
            name="log"
            columns={columns}
            rows={pages.rows}
            rowKey={(row) => String(row.index)}
            total={pages.more ? pages.rows.length + 1 : pages.rows.length}
            selected={chosen === null ? null : String(chosen)}
            onSelect={(row) => navigate(href("log", [String(row.index)], search(filters)), { replace: true })}
            onEnd={pages.onEnd}
            loading={pages.loading}
            empty={pages.error ? null : <EmptyState icon={<ScrollText />}>{t("log-none-match")}</EmptyState>}
          />
        </div>
        {chosen !== null && <Entry index={chosen} />}
      </div>
    </>
  );
}
