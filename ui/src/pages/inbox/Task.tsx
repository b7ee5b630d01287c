/** A task as it is to be decided, completed or revised. */
import { Diagram } from "../../components/Diagram";
import { Digest } from "../../components/Digest";
import { PersonChip } from "../../components/PersonChip";
import { StateBadge } from "../../components/StateBadge";
import { When } from "../../components/When";
import type { DecisionView, InboxRow, Receipt, TaskDetail } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import { FieldSheet } from "../../parts/FieldSheet";
import layout from "../../parts/layout.module.css";
import { useMarks } from "../../parts/marks";
import { canStillWords, ruleWords } from "../../parts/words";
import { href } from "../../router";
import { useNamed, useText } from "../../text/text";
import { Complete } from "./Complete";
import { Decide } from "./Decide";
import { Revise } from "./Revise";
import { whyWords } from "./InboxPage";
import css from "./Inbox.module.css";

export interface TaskDone {
  onDone: (title: string, receipt: Receipt) => void;
}

export function Task({ row, onDone }: { row: InboxRow } & TaskDone) {
  const task = useQuery(
    "inbox.task",
    { request: row.request, task: row.task },
    { topics: ["inbox", "runs", "people", "rules"] },
  );
  const Act = row.kind === "revise" ? Revise : Complete;
  return (
    <Answer of={task}>
      {(detail) =>
        row.kind === "approval" ? (
          <Decide detail={detail} onDone={onDone} onReload={task.reload}>
            <Document detail={detail} />
          </Decide>
        ) : (
          <Act detail={detail} onDone={onDone} onReload={task.reload} />
        )
      }
    </Answer>
  );
}

export function TaskHead({ row }: { row: InboxRow }) {
  const t = useText();
  return (
    <header className={layout.docHead}>
      <h2>{row.step}</h2>
      <p className={layout.row}>
        <a href={href("runs", [row.request])}>{row.workflow}</a>
        <PersonChip name={row.requester.name} />
        <span className={layout.quiet}>
          <When at={row.since} />
        </span>
        {row.round > 1 && <span className={layout.quiet}>{t("inbox-round", { round: row.round })}</span>}
      </p>
      <p className={layout.small}>{whyWords(t, row)}</p>
    </header>
  );
}

function Document({ detail }: { detail: TaskDetail }) {
  const t = useText();
  const named = useNamed();
  const marks = useMarks(detail.tokens, detail.passed);
  const { rule } = detail;
  return (
    <>
      <TaskHead row={detail.row} />
      {rule && (
        <p className={css.rule}>
          {t("inbox-rule", { rule: rule.name, sentence: ruleWords(t, named, rule) })} {canStillWords(t, rule)}
        </p>
      )}
      <section className={layout.section}>
        <h3>{t("inbox-data")}</h3>
        <FieldSheet fields={detail.form} />
        <p className={layout.small}>
          {t("inbox-shown")} <Digest value={detail.shown} />
        </p>
      </section>
      <section className={layout.section}>
        <h3>{t("inbox-decisions")}</h3>
        {detail.decisions.length === 0 ? (
          <p className={layout.quiet}>{t("inbox-no-decisions")}</p>
        ) : (
          <Decisions decisions={detail.decisions} />
        )}
      </section>
      <Diagram name={detail.row.workflow} xml={detail.diagram} tokens={marks.tokens} done={marks.done} height={180} />
    </>
  );
}

const STATE = { approve: "approved", reject: "rejected", return: "returned" } as const;

export function Decisions({ decisions }: { decisions: readonly DecisionView[] }) {
  return (
    <ol className={css.decisions}>
      {decisions.map((decision) => (
        <li key={decision.index}>
          <span className={layout.row}>
            <PersonChip name={decision.person.name} />
            <StateBadge state={STATE[decision.verdict as keyof typeof STATE] ?? "open"} />
            <span className={layout.small}>
              <When at={decision.at} />
            </span>
          </span>
          {decision.reason && <p className={css.reason}>{decision.reason}</p>}
        </li>
      ))}
    </ol>
  );
}
