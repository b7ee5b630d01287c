/** One proposed change in full: what it does, who could do what by it, the file as it is and as it would be. */
import { Digest } from "../../components/Digest";
import { PersonChip } from "../../components/PersonChip";
import { When } from "../../components/When";
import type { ChangeRow, ImpactRow } from "../../host/contract";
import layout from "../../parts/layout.module.css";
import { readable, scopeWords } from "../../parts/words";
import { useNamed, useText, type Named, type Translate } from "../../text/text";
import { Foot, type Deciding } from "./Foot";
import { FileDiffView } from "./FileDiffView";

/** Changes that may alter who could do what. */
const OF_PEOPLE = /^(person|key|group|grant)\./;

/** A change as a sentence. */
export function changeWords(t: Translate, named: Named, change: ChangeRow): string {
  const kind = change.kind === "person.manager" && !change.args.manager ? "person.no_manager" : change.kind;
  return named("change", kind, { ...readable(t, named, change.args), by: change.by.name });
}

export function Change({ change, ...deciding }: { change: ChangeRow } & Deciding) {
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
      <Foot change={change} {...deciding} />
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
