/** A rule while it is written, and the file it makes. */
import type { EligibleView } from "../../host/contract";

export interface RuleDraft {
  kind: EligibleView["kind"];
  role?: string | undefined;
  scope?: string | undefined;
  group?: string | undefined;
}

/** What the form starts with. */
export function draftOf(eligible: EligibleView): RuleDraft {
  return { ...eligible };
}

/** Who may decide; nothing while the form does not say. */
export function eligibleOf({ kind, role, scope, group }: RuleDraft): EligibleView | null {
  if (kind === "manager") return { kind };
  if (kind === "group") return group ? { kind, group } : null;
  return role && scope ? { kind: "role", role, scope } : null;
}

/** The rule file as `docs/schema/rule.schema.json` has it. */
export function ruleFile(id: string, name: string, eligible: EligibleView, needed: number): string {
  const who =
    eligible.kind === "manager"
      ? { manager_of: "requester" }
      : eligible.kind === "group"
        ? { group: eligible.group }
        : { role: eligible.role, scope: eligible.scope };
  return JSON.stringify({ id, name, eligible: who, needed, distinct: true }, null, 2);
}
