/** A run in full: where it stands in the diagram, what stopped, every act with its place in the record, and its data. */
import { Ban } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Diagram } from "../../components/Diagram";
import { Digest } from "../../components/Digest";
import { PersonChip } from "../../components/PersonChip";
import { Timeline, type TimelineItem } from "../../components/Timeline";
import { When } from "../../components/When";
import { PageHeader } from "../../frame/PageHeader";
import { useSession } from "../../frame/session";
import type { LogRow, Receipt, RunDetail } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import layout from "../../parts/layout.module.css";
import { useMarks } from "../../parts/marks";
import { ReceiptView } from "../../parts/ReceiptView";
import { SignDialog } from "../../parts/SignDialog";
import { useSigned } from "../../parts/useSigned";
import { actWords } from "../../parts/words";
import { href, navigate } from "../../router";
import { useNamed, useText, type Named, type Translate } from "../../text/text";
import { Incidents } from "./Incidents";
import { Modify } from "./Modify";
import { RunData } from "./RunData";
import { RunState } from "./RunTable";
import { Waits } from "./Waits";
import css from "./Runs.module.css";

export function Run({ request }: { request: string }) {
  const t = useText();
  const { open } = useSession();
  const run = useQuery("runs.detail", { request }, { topics: ["runs", "inbox", "log"] });
  const [cancelling, setCancelling] = useState(false);
  const [receipt, setReceipt] = useState<{ title: string; receipt: Receipt } | null>(null);
  const done = (title: string, proof: Receipt) => {
    setReceipt({ title, receipt: proof });
    run.reload();
  };
  const detail = run.data;
  return (
    <>
      <PageHeader
        title={detail?.row.workflowName ?? request}
        above={[{ text: t("page-runs"), href: href("runs") }]}
        beside={detail && <RunState state={detail.row.state} />}
        production={!open.demo}
        action={
          detail?.mayCancel.allowed && (
            <Button kind="stop" icon={<Ban />} onClick={() => setCancelling(true)}>
              {t("runs-cancel")}
            </Button>
          )
        }
      />
      <Answer of={run}>
        {(data) => (
          <div className={layout.split}>
            <div className={layout.docBody}>
              {receipt && <ReceiptView title={receipt.title} receipt={receipt.receipt} />}
              <Incidents detail={data} onDone={done} />
              <Picture detail={data} />
              <Waits detail={data} />
              <Jobs detail={data} />
              <Acts rows={data.timeline} />
            </div>
            <aside className={css.side} aria-label={t("runs-data")}>
              <Facts detail={data} />
              <RunData detail={data} onRevealed={run.reload} />
              <Modify detail={data} onDone={done} />
            </aside>
          </div>
        )}
      </Answer>
      {cancelling && (
        <Cancel
          request={request}
          onClose={() => setCancelling(false)}
          onDone={(proof) => {
            setCancelling(false);
            done(t("runs-cancelled"), proof);
          }}
        />
      )}
    </>
  );
}

function Picture({ detail }: { detail: RunDetail }) {
  const named = useNamed();
  const marks = useMarks(detail.tokens, detail.passed, detail.incidents);
  const stopped = Object.fromEntries(
    Object.entries(marks.stopped).map(([element, code]) => [element, named("incident", code)]),
  );
  return (
    <div className={css.wide}>
      <Diagram
        name={detail.row.workflowName}
        xml={detail.diagram}
        tokens={marks.tokens}
        done={marks.done}
        incidents={stopped}
        height={240}
      />
    </div>
  );
}

function Facts({ detail }: { detail: RunDetail }) {
  const t = useText();
  const { row } = detail;
  return (
    <dl className={layout.facts}>
      <dt>{t("runs-requester")}</dt>
      <dd>
        <PersonChip name={row.requester.name} />
      </dd>
      <dt>{t("runs-started")}</dt>
      <dd>
        <When at={row.started} />
      </dd>
      {detail.startedBy && (
        <>
          <dt>{t("runs-started-by")}</dt>
          <dd>
            {t("runs-started-by-time", { person: row.requester.name })} <When at={detail.startedBy.due} />
          </dd>
        </>
      )}
      {row.ended && (
        <>
          <dt>{t("runs-ended")}</dt>
          <dd>
            <When at={row.ended} />
          </dd>
        </>
      )}
      {row.waitsFor.length > 0 && (
        <>
          <dt>{t("runs-waits")}</dt>
          <dd>{row.waitsFor.join(", ")}</dd>
        </>
      )}
      <dt>{t("runs-version")}</dt>
      <dd>
        <a href={href("workflows", [row.workflow, detail.version])}>
          {t("workflow-version", { number: detail.versionNumber })}
        </a>{" "}
        <Digest value={detail.version} />
      </dd>
      <dt>{t("runs-request")}</dt>
      <dd>
        <code>{row.request}</code>
      </dd>
    </dl>
  );
}

function Jobs({ detail }: { detail: RunDetail }) {
  const t = useText();
  const named = useNamed();
  if (detail.jobs.length === 0) return null;
  return (
    <section className={layout.section}>
      <h2>{t("runs-jobs")}</h2>
      <ul className={layout.items}>
        {detail.jobs.map((job) => (
          <li key={job.job}>
            {t("runs-job", {
              step: job.step,
              connector: job.connector,
              attempt: job.attempt,
              state: named("job-state", job.state),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Acts({ rows }: { rows: readonly LogRow[] }) {
  const t = useText();
  const named = useNamed();
  return (
    <section className={layout.section}>
      <h2>{t("runs-timeline")}</h2>
      <Timeline
        label={t("runs-timeline")}
        items={rows.map((row) => timelineItem(t, named, row))}
        onSelect={(item) => navigate(href("log", [item.id]))}
      />
    </section>
  );
}

function timelineItem(t: Translate, named: Named, row: LogRow): TimelineItem {
  const { verdict } = row.args;
  const tone = verdict === "approve" ? "seal" : verdict === "reject" ? "stop" : verdict === "return" ? "wait" : "plain";
  return { id: String(row.index), at: row.at, text: actWords(t, named, row), entry: row.index, tone };
}

function Cancel({
  request,
  onClose,
  onDone,
}: {
  request: string;
  onClose: () => void;
  onDone: (receipt: Receipt) => void;
}) {
  const t = useText();
  const cancel = useSigned("requests.cancel", onDone);
  const send = () => cancel.send({ request });
  return (
    <SignDialog
      title={t("runs-cancel-title")}
      description={t("runs-cancel-words")}
      sign={t("runs-sign-cancel")}
      kind="stop"
      {...cancel.dialog}
      onSign={send}
      onClose={onClose}
    />
  );
}
