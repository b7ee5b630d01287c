/** Proposed changes of people, roles, rules, connectors and publications: each with what it does, decided by a second person. */
import { Check, FileDiff, Undo2, X } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Digest } from "../../components/Digest";
import { EmptyState } from "../../components/EmptyState";
import { ErrorNotice } from "../../components/Notice";
import { PersonChip } from "../../components/PersonChip";
import { Waiting } from "../../components/Waiting";
import { When } from "../../components/When";
import { PageHeader } from "../../frame/PageHeader";
import { useOpenPalette } from "../../frame/palette";
import { usePageKeys } from "../../frame/shortcuts";
import type { ChangeRow, ImpactRow, Receipt } from "../../host/contract";
import { useCommand, useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import { WhyNot } from "../../parts/May";
import layout from "../../parts/layout.module.css";
import { ReceiptView } from "../../parts/ReceiptView";
import { RowList } from "../../parts/RowList";
import { SignDialog } from "../../parts/SignDialog";
import { readable, scopeWords } from "../../parts/words";
import { href, navigate, useRoute } from "../../router";
import { useNamed, useText, type Named, type Translate } from "../../text/text";
import { FileDiffView } from "./FileDiffView";

/** Changes that may alter who could do what. */
const OF_PEOPLE = /^(person|key|group|grant)\./;

/** A change as a sentence. */
export function changeWords(t: Translate, named: Named, change: ChangeRow): string {
  const kind = change.kind === "person.manager" && !change.args.manager ? "person.no_manager" : change.kind;
  return named("change", kind, { ...readable(t, named, change.args), by: change.by.name });
}

export default function ChangesPage() {
  const t = useText();
  const named = useNamed();
  const palette = useOpenPalette();
  const { rest } = useRoute();
  const changes = useQuery("changes.list", {}, { topics: ["changes", "people", "rules", "workflows"] });
  const [done, setDone] = useState<{ title: string; receipt: Receipt } | null>(null);
  const doc = useRef<HTMLDivElement>(null);
  const onDone = (title: string, receipt: Receipt) => {
    setDone({ title, receipt });
    changes.reload();
  };
  return (
    <>
      <PageHeader title={t("page-changes")} onSearch={palette} />
      <Answer of={changes}>
        {({ changes: rows }) => {
          const wanted = rows.find((row) => row.id === rest[0]);
          const chosen = wanted ?? (done ? undefined : rows[0]);
          if (rows.length === 0 && !done) return <EmptyState icon={<FileDiff />}>{t("changes-empty")}</EmptyState>;
          return (
            <div className={layout.split}>
              <nav className={layout.list} aria-label={t("page-changes")}>
                <RowList
                  label={t("page-changes")}
                  groups={[
                    {
                      id: "decide",
                      title: t("changes-yours-to-decide"),
                      rows: rows.filter((row) => row.mayDecide.allowed),
                    },
                    { id: "others", title: t("changes-others"), rows: rows.filter((row) => !row.mayDecide.allowed) },
                  ].filter((group) => group.rows.length > 0)}
                  rowKey={(row) => row.id}
                  selected={chosen?.id ?? null}
                  onSelect={(row) => {
                    setDone(null);
                    navigate(href("changes", [row.id]), { replace: true });
                  }}
                  onEnter={() => doc.current?.focus()}
                >
                  {(row) => (
                    <>
                      <span title={changeWords(t, named, row)}>{changeWords(t, named, row)}</span>
                      <span className={layout.small}>
                        {row.by.name} · <When at={row.at} />
                      </span>
                    </>
                  )}
                </RowList>
              </nav>
              <div className={layout.doc} ref={doc} tabIndex={-1}>
                {done && (
                  <div className={layout.pad}>
                    <ReceiptView title={done.title} receipt={done.receipt} />
                  </div>
                )}
                {chosen && <Change key={chosen.id} change={chosen} onDone={onDone} onStale={changes.reload} />}
              </div>
            </div>
          );
        }}
      </Answer>
    </>
  );
}

function Change({
  change,
  onDone,
  onStale,
}: {
  change: ChangeRow;
  onDone: (title: string, receipt: Receipt) => void;
  onStale: () => void;
}) {
  const t = useText();
  const named = useNamed();
  return (
    <>
      <div className={layout.docBody}>
        <header className={layout.docHead}>
          <h2>{changeWords(t, named, change)}</h2>
          <p className={layout.row}>
            <PersonChip name={change.by.name} you={change.yours} />
            <span className={layout.quiet}>
              <When at={change.at} />
            </span>
            <span className={layout.small}>
              {t("changes-bound")} <Digest value={change.digest} />
            </span>
          </p>
        </header>
        {change.reason && (
          <section className={layout.section}>
            <h3>{t("reason-label")}</h3>
            <p>{change.reason}</p>
          </section>
        )}
        {(change.impact.length > 0 || OF_PEOPLE.test(change.kind)) && <Impact rows={change.impact} />}
        {(change.before !== null || change.after !== null) && (
          <section className={layout.section}>
            <h3>{t(change.before === null ? "changes-new-file" : "changes-file")}</h3>
            <FileDiffView before={change.before ?? ""} after={change.after ?? ""} />
          </section>
        )}
      </div>
      <Foot change={change} onDone={onDone} onStale={onStale} />
    </>
  );
}

function Impact({ rows }: { rows: readonly ImpactRow[] }) {
  const t = useText();
  const named = useNamed();
  return (
    <section className={layout.section}>
      <h3>{t("changes-impact")}</h3>
      {rows.length === 0 ? (
        <p className={layout.quiet}>{t("changes-no-impact")}</p>
      ) : (
        <ul className={layout.column}>
          {rows.map((row) => (
            <li key={`${row.person.id} ${row.permission} ${row.scope} ${row.gains}`}>
              {t(row.gains ? "changes-gains" : "changes-loses", {
                person: row.person.name,
                permission: named("permission", row.permission),
                scope: scopeWords(t, row.scope),
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Foot({
  change,
  onDone,
  onStale,
}: {
  change: ChangeRow;
  onDone: (title: string, receipt: Receipt) => void;
  onStale: () => void;
}) {
  const t = useText();
  const decide = useCommand("changes.decide");
  const withdraw = useCommand("changes.withdraw");
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState("");
  const send = async (approve: boolean) => {
    const receipt = await decide.run({
      change: change.id,
      digest: change.digest,
      approve,
      reason: reason.trim() || null,
    });
    if (!receipt) return onStale();
    setRejecting(false);
    onDone(t(approve ? "changes-approved" : "changes-rejected"), receipt);
  };
  const takeBack = async () => {
    const receipt = await withdraw.run({ change: change.id });
    if (receipt) onDone(t("changes-withdrawn"), receipt);
    else onStale();
  };
  const may = change.mayDecide.allowed;
  usePageKeys(
    may && !decide.busy
      ? {
          a: () => void send(true),
          r: () => {
            decide.reset();
            setRejecting(true);
          },
        }
      : {},
  );
  const error = decide.error ?? withdraw.error;
  return (
    <footer className={layout.foot}>
      <WhyNot may={change.mayDecide} />
      {error && !rejecting && <ErrorNotice error={error} onAgain={() => void decide.again()} />}
      {(decide.busy || withdraw.busy) && <Waiting slow={decide.slow || withdraw.slow} words={t("sign-slow")} />}
      <div className={layout.footActs}>
        {change.yours && (
          <Button icon={<Undo2 />} busy={withdraw.busy} onClick={() => void takeBack()}>
            {t("changes-withdraw")}
          </Button>
        )}
        {may && (
          <>
            <Button
              kind="stop"
              icon={<X />}
              keys={["r"]}
              disabled={decide.busy}
              onClick={() => {
                decide.reset();
                setRejecting(true);
              }}
            >
              {t("changes-reject")}
            </Button>
            <Button kind="sign" icon={<Check />} keys={["a"]} busy={decide.busy} onClick={() => void send(true)}>
              {t("changes-approve")}
            </Button>
          </>
        )}
      </div>
      {rejecting && (
        <SignDialog
          title={t("changes-reject-title")}
          description={t("changes-reject-words", { by: change.by.name })}
          sign={t("changes-sign-reject")}
          kind="stop"
          busy={decide.busy}
          slow={decide.slow}
          error={decide.error}
          onAgain={() => void decide.again()}
          onSign={() => void send(false)}
          onClose={() => setRejecting(false)}
          reason={reason}
          onReason={setReason}
          reasonNeeded
        />
      )}
    </footer>
  );
}
