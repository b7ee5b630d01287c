/** Requests that run or ran: a table with filters, and each in full. */
import { Waypoints } from "lucide-react";
import { useMemo } from "react";
import { EmptyState } from "../../components/EmptyState";
import { Notice } from "../../components/Notice";
import { FilterBar, type Filter, type FilterField } from "../../components/FilterBar";
import { PageHeader } from "../../frame/PageHeader";
import { useOpenPalette } from "../../frame/palette";
import { useSession } from "../../frame/session";
import { useQuery } from "../../host/hooks";
import layout from "../../parts/layout.module.css";
import { href, navigate, useRoute } from "../../router";
import { useNamed, useText } from "../../text/text";
import { Run } from "./Run";
import { RunTable } from "./RunTable";

const STATES = ["running", "stopped", "completed", "rejected", "cancelled"];

export default function RunsPage() {
  const { rest } = useRoute();
  const request = rest[0];
  return request === undefined ? <AllRuns /> : <Run key={request} request={request} />;
}

/** One value a field: the newest replaces the one before. */
const change = (next: readonly Filter[]) =>
  navigate(href("runs", [], Object.fromEntries(next.map(({ key, value }) => [key, value]))), { replace: true });

function AllRuns() {
  const t = useText();
  const named = useNamed();
  const palette = useOpenPalette();
  const { open } = useSession();
  const { params } = useRoute();
  const workflows = useQuery("workflows.list", {}, { topics: ["workflows"] });
  const fields: FilterField[] = [
    {
      key: "state",
      name: t("runs-state"),
      values: STATES.map((value) => ({ value, label: named("run-state", value) })),
    },
    {
      key: "workflow",
      name: t("runs-workflow"),
      values: (workflows.data?.workflows ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    { key: "mine", name: t("runs-requester"), values: [{ value: "yes", label: t("runs-mine") }] },
  ];
  const [state, workflow, mine] = [params.get("state"), params.get("workflow"), params.get("mine") === "yes"];
  const filter = useMemo(() => ({ mine, workflow, state }), [mine, workflow, state]);
  const filters = fields.flatMap(({ key }): Filter[] => {
    const value = params.get(key);
    return value === null ? [] : [{ key, value }];
  });
  return (
    <>
      <PageHeader title={t("page-runs")} production={!open.demo} onSearch={palette} />
      <FilterBar fields={fields} filters={filters} onChange={change} />
      {open.runner && open.runner.state !== "here" && <Notice kind="wait">{named("runner", open.runner.state)}</Notice>}
      <div className={layout.fill}>
        <RunTable
          key={`${state} ${workflow} ${mine}`}
          filter={filter}
          name="runs"
          empty={
            <EmptyState icon={<Waypoints />} action={<a href={href("requests")}>{t("requests-tab-start")}</a>}>
              {t(filters.length > 0 ? "runs-none-match" : "runs-empty")}
            </EmptyState>
          }
        />
      </div>
    </>
  );
}
