/** Sentences about things of the record that several pages say: rules, scopes, people, times. */
import type { EligibleView, GrantRow, LogRow, PersonRef, RuleSentence } from "../host/contract";
import type { Named, Translate } from "../text/text";

/** `workflow:refund` as people read it. */
export function scopeWords(t: Translate, scope: string): string {
  const [kind, name = ""] = splitOnce(scope, ":");
  if (kind === "workspace") return t("scope-workspace");
  if (kind === "environment") return t("scope-environment", { name });
  if (kind === "workflow") return t("scope-workflow", { name });
  if (kind === "connector") return t("scope-connector", { name });
  return scope;
}

/** Who a rule makes eligible: "approvers on workflow refund". */
export function eligibleWords(t: Translate, named: Named, eligible: EligibleView): string {
  if (eligible.kind === "manager") return t("eligible-manager");
  if (eligible.kind === "group") return t("eligible-group", { group: eligible.group });
  return t("eligible-role", { role: named("role", eligible.role), scope: scopeWords(t, eligible.scope) });
}

/** A rule in one sentence. */
export function ruleWords(t: Translate, named: Named, rule: { eligible: EligibleView; needed: number }): string {
  return t("rule-sentence", { needed: rule.needed, eligible: eligibleWords(t, named, rule.eligible) });
}

/** Who still can decide: "Bo and Cy can", or nobody. */
export function canStillWords(t: Translate, rule: RuleSentence): string {
  if (rule.canStill.length === 0) return t("rule-can-none");
  return t("rule-can", { people: namesOf(t, rule.canStill) });
}

/** "Ana, Bo and 3 others". */
export function namesOf(t: Translate, people: readonly PersonRef[], most = 5): string {
  const names = people.slice(0, most).map((person) => person.name);
  const others = people.length - names.length;
  if (others > 0) return t("names-and-others", { names: names.join(", "), count: others });
  if (names.length < 2) return names[0] ?? "";
  return t("names-and", { names: names.slice(0, -1).join(", "), last: names.at(-1) ?? "" });
}

export function grantWords(t: Translate, named: Named, grant: Pick<GrantRow, "role" | "scope">): string {
  return t("grant-words", { role: named("role", grant.role), scope: scopeWords(t, grant.scope) });
}

/** Who did something: a person by name, a workstation by the start of its id. */
export function whoWords(t: Translate, who: PersonRef): string {
  if (!who.id.startsWith("w_") || who.name !== who.id) return who.name;
  return t("who-workstation", { id: who.id.slice(2, 6) });
}

/** An entry of the log as a sentence. */
export function actWords(t: Translate, named: Named, row: LogRow): string {
  return named("act", row.act, {
    ...readable(t, named, row.args),
    by: whoWords(t, row.by),
  });
}

/** Arguments with roles and scopes in words. */
export function readable(t: Translate, named: Named, args: Readonly<Record<string, string>>): Record<string, string> {
  const words: Record<string, string> = { ...args };
  if (args.role) words.role = named("role", args.role);
  if (args.scope) words.scope = scopeWords(t, args.scope);
  if (args.kind) words.kind = named("change-name", args.kind);
  return words;
}

function splitOnce(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
