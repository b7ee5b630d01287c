/** A rule as a form: who may decide, and how many must approve. What is signed is the rule file it makes. */
import { useState } from "react";
import { Combobox } from "../../components/Combobox";
import { NumberField } from "../../components/NumberField";
import { Select } from "../../components/Select";
import type { Proposed, RuleRow } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { FileToSign } from "../../parts/FileToSign";
import { SignDialog } from "../../parts/SignDialog";
import { useSigned } from "../../parts/useSigned";
import { StableName, stableName } from "../../parts/StableName";
import { ruleWords, scopeWords } from "../../parts/words";
import { useNamed, useText } from "../../text/text";
import { draftOf, eligibleOf, ruleFile, type RuleDraft } from "./draft";

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
  const set = useSigned("rules.set", onDone);
  const people = useQuery("people.list", {}, { topics: ["people"] });
  const [name, setName] = useState(rule?.name ?? "");
  const [eligible, setEligible] = useState<RuleDraft>(
    rule ? draftOf(rule.eligible) : { kind: "role", role: "approver" },
  );
  const [needed, setNeeded] = useState<number | null>(rule?.needed ?? 1);
  const id = stableName(rule, name);
  const whole = eligibleOf(eligible);
  const count = eligible.kind === "manager" ? 1 : needed;
  const ready = name.trim() !== "" && id !== "" && whole !== null && count !== null;
  const file = ready ? ruleFile(id, name.trim(), whole, count) : null;
  const send = () => {
    if (file) set.send({ file });
  };
  const { roles = [], scopes = [], groups = [] } = people.data ?? {};
  return (
    <SignDialog
      title={t(rule ? "rules-change" : "rules-add")}
      sign={t("propose-sign")}
      place="side"
      ready={ready}
      {...set.dialog}
      onSign={send}
      onClose={onClose}
    >
      <StableName label={t("rules-name")} id={id} value={name} onChange={setName} />
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
          <FileToSign title={t("rules-file")} file={file} />
        </>
      )}
    </SignDialog>
  );
}
