/** Giving a role on a scope to a person or a group, for a time if wanted. */
import { useState } from "react";
import { Combobox } from "../../components/Combobox";
import { DateField } from "../../components/DateField";
import { Select } from "../../components/Select";
import layout from "../../parts/layout.module.css";
import { SignDialog } from "../../parts/SignDialog";
import { useSigned } from "../../parts/useSigned";
import { scopeWords } from "../../parts/words";
import { useNamed, useText } from "../../text/text";
import { peopleOptions, type ProposeProps } from "./AddPerson";

export function GiveRole({ list, subject: first, onClose, onDone }: ProposeProps & { subject: string | null }) {
  const t = useText();
  const named = useNamed();
  const grant = useSigned("grants.add", onDone);
  const [subject, setSubject] = useState(first);
  const [role, setRole] = useState<string | null>(null);
  const [scope, setScope] = useState<string | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const permissions = list.roles.find(({ id }) => id === role)?.permissions ?? [];
  const send = () => {
    if (!subject || !role || !scope) return;
    grant.send({
      subject,
      role,
      scope,
      from: null,
      // To the end of that day, wherever it is read.
      until: until === null ? null : `${until}T23:59:59Z`,
    });
  };
  return (
    <SignDialog
      title={t("people-grant")}
      description={t("grant-intro")}
      sign={t("grant-sign")}
      place="side"
      ready={subject !== null && role !== null && scope !== null}
      {...grant.dialog}
      onSign={send}
      onClose={onClose}
    >
      <Combobox
        label={t("grant-subject")}
        options={[
          ...peopleOptions(list),
          ...list.groups.map((group) => ({ value: `group:${group.id}`, label: group.name, note: t("grant-group") })),
        ]}
        value={subject}
        onChange={setSubject}
      />
      <Select
        label={t("grant-role")}
        hint={permissions.map((permission) => named("permission", permission)).join(" · ") || undefined}
        options={list.roles.map(({ id }) => ({ value: id, label: named("role", id) }))}
        value={role}
        onChange={setRole}
      />
      <Combobox
        label={t("grant-scope")}
        hint={t("grant-scope-hint")}
        options={list.scopes.map((value) => ({ value, label: scopeWords(t, value) }))}
        value={scope}
        onChange={setScope}
      />
      <div className={layout.column}>
        <DateField label={t("grant-until")} optional value={until} onChange={setUntil} />
      </div>
    </SignDialog>
  );
}
