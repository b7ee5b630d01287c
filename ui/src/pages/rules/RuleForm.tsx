/** A rule as a form: who may decide, and how many must approve. What is signed is the rule file it makes. */
import { useState } from "react";
import { Combobox } from "../../components/Combobox";
import { NumberField } from "../../components/NumberField";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import type { EligibleView, Proposed, RuleRow } from "../../host/contract";
import { useCommand, useQuery } from "../../host/hooks";
import layout from "../../parts/layout.module.css";
import { SignDialog } from "../../parts/SignDialog";
import { slugOf } from "../../parts/slug";
import { ruleWords, scopeWords } from "../../parts/words";
import { useNamed, useText } from "../../text/text";

const MOST = 20;

export function RuleForm({
  rule,
  onClose,
  onDone,
}: {
  rule: RuleRow | null;
  onClose: () => void;
  onDone: (proposed: Proposed) => void;
}) {
  const t = useText();
  const named = useNamed();
  const set = useCommand("rules.set");
  const people = useQuery("people.list", {}, { topics: ["people"] });
  const [name, setName] = useState(rule?.name ?? "");
  const [eligible, setEligible] = useState<Draft>(rule ? draftOf(rule.eligible) : { kind: "role", role: "approver" });
  const [needed, setNeeded] = useState<number | null>(rule?.needed ?? 1);
  const [reason, setReason] = useState("");
  const id = rule?.id ?? slugOf(name);
  const whole = eligibleOf(eligible);
  const count = eligible.kind === "manager" ? 1 : needed;
  const ready = name.trim() !== "" && id !== "" && whole !== null && count !== null;
  const file = ready ? ruleFile(id, name.trim(), whole, count) : null;
  const send = () => {
    if (file) set.run({ file, reason: reason.trim() || null }, { done: onDone });
  };
  const { roles = [], scopes = [], groups = [] } = people.data ?? {};
  return (
    <SignDialog
      title={t(rule ? "rules-change" : "rules-add")}
      sign={t("propose-sign")}
      place="side"
      ready={ready}
      busy={set.busy}
      slow={set.slow}
      error={set.error}
      onAgain={set.again}
      onSign={send}
      onClose={onClose}
      reason={reason}
      onReason={setReason}
    >
      <TextField
        label={t("rules-name")}
        hint={id !== "" && t("slug-hint", { id })}
        value={name}
        onChange={setName}
        maxLength={120}
        autoComplete="off"
      />
      <Select
        label={t("rules-who")}
        options={[
          { value: "role", label: t("rules-by-role") },
          { value: "manager", label: t("rules-by-manager") },
          { value: "group", label: t("rules-by-group") },
        ]}
        value={eligible.kind}
        onChange={(kind) => setEligible({ ...eligible, kind })}
      />
      {eligible.kind === "role" && (
        <>
          <Select
            label={t("grant-role")}
            options={roles.map((each) => ({ value: each.id, label: named("role", each.id) }))}
            value={eligible.role ?? null}
            onChange={(role) => setEligible({ ...eligible, role })}
          />
          <Combobox
            label={t("grant-scope")}
            hint={t("rules-scope-hint")}
            options={scopes.map((value) => ({ value, label: scopeWords(t, value) }))}
            value={eligible.scope ?? null}
            onChange={(scope) => setEligible({ ...eligible, scope: scope ?? undefined })}
          />
        </>
      )}
      {eligible.kind === "group" && (
        <Combobox
          label={t("rules-group")}
          options={groups.map((each) => ({ value: each.id, label: each.name }))}
          value={eligible.group ?? null}
          onChange={(group) => setEligible({ ...eligible, group: group ?? undefined })}
        />
      )}
      {eligible.kind !== "manager" && (
        <NumberField
          label={t("rules-needed")}
          hint={t("rules-needed-hint")}
          value={needed}
          onChange={setNeeded}
          min={1}
          max={MOST}
        />
      )}
      {file && whole && (
        <>
          <p>{ruleWords(t, named, { eligible: whole, needed: count ?? 1 })}</p>
          <details className={layout.disclosure}>
            <summary>{t("rules-file")}</summary>
            <pre tabIndex={0} className={layout.code}>
              {file}
            </pre>
          </details>
        </>
      )}
    </SignDialog>
  );
}

interface Draft {
  kind: EligibleView["kind"];
  role?: string | undefined;
  scope?: string | undefined;
  group?: string | undefined;
}

function draftOf(eligible: EligibleView): Draft {
  return { ...eligible };
}

function eligibleOf({ kind, role, scope, group }: Draft): EligibleView | null {
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
