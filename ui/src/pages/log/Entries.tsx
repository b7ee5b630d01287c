/** Every entry as a sentence, filtered, with the one the address names below it. Starts where that one is. */
import { ScrollText } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { FilterBar, type Filter, type FilterField } from "../../components/FilterBar";
import { ErrorNotice } from "../../components/Notice";
import { PersonChip } from "../../components/PersonChip";
import { Table, type Column } from "../../components/Table";
import { When } from "../../components/When";
import type { LogFilter, LogRow } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import layout from "../../parts/layout.module.css";
import { usePages } from "../../parts/usePages";
import { actWords, whoWords } from "../../parts/words";
import { href, navigate, useRoute } from "../../router";
import { useNamed, useText, type Named, type Translate } from "../../text/text";
import { ACTS } from "./acts";
import { Entry } from "./Entry";
import css from "./Log.module.css";

const PAGE = 200;
/** Entries shown above one that a link leads to. */
const ABOVE = 20;
const KEYS = ["by", "act", "on", "request"] as const;

const search = (filters: readonly Filter[]) => Object.fromEntries(filters.map(({ key, value }) => [key, value]));

export function Entries() {
  const t = useText();
  const named = useNamed();
  const { rest, params } = useRoute();
  const hideTicks = params.get("ticks") !== "show";
  const values = KEYS.map((key) => params.get(key));
  const base = useMemo((): Omit<LogFilter, "before" | "limit"> => {
    const [by = null, act = null, on = null, request = null] = values;
    return { by, act, on, request, hideTicks };
    // oxlint-disable-next-line react/exhaustive-deps -- the values are strings; the array is made anew each time
  }, [values.join("\n"), hideTicks]);
  const [top, setTop] = useState<number | null>(null);
  const pages = usePages({
    query: "log.page",
    args: (before) => ({ ...base, before: before ?? top, limit: PAGE }),
    read: (page) => ({ rows: page.rows, more: page.more }),
    keyOf: (row: LogRow) => String(row.index),
    mark: (row) => row.index,
    topics: ["log"],
  });
  const fields = useFields(params);
  const filters = fields.flatMap(({ key }): Filter[] => {
    const value = params.get(key);
    return value === null ? [] : [{ key, value }];
  });
  const chosen = rest[0] !== undefined && /^\d+$/.test(rest[0]) ? Number(rest[0]) : null;
  const [sought, setSought] = useState<number | null>(null);
  if (chosen !== sought && !pages.loading) {
    setSought(chosen);
    if (chosen !== null && isBeyond(chosen, pages.rows, pages.more, top)) setTop(chosen + ABOVE);
  }
  const columns = columnsOf(t, named);
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
      {top !== null && (
        <p className={css.from}>
          {t("log-from", { index: top - 1 })}
          <Button kind="quiet" onClick={() => setTop(null)}>
            {t("log-newest")}
          </Button>
        </p>
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

/** Whether an entry lies outside the rows that are there: older than the last of them, or above where they start. */
function isBeyond(index: number, rows: readonly LogRow[], more: boolean, top: number | null): boolean {
  const last = rows.at(-1);
  return (more && last !== undefined && index < last.index) || (top !== null && index >= top);
}

function useFields(params: URLSearchParams): FilterField[] {
  const t = useText();
  const named = useNamed();
  const people = useQuery("people.list", {}, { topics: ["people"] });
  return [
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
}

function columnsOf(t: Translate, named: Named): Column<LogRow>[] {
  return [
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
}
