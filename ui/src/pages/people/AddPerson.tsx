/** Adding a person: both sit at the keyboard, and the new person alone types their password. */
import { useState } from "react";
import { Combobox } from "../../components/Combobox";
import { Notice } from "../../components/Notice";
import { TextField } from "../../components/TextField";
import type { PeopleList, Proposed } from "../../host/contract";
import { NewPassword, passwordReady } from "../../parts/NewPassword";
import { SignDialog } from "../../parts/SignDialog";
import { useSigned } from "../../parts/useSigned";
import { useText } from "../../text/text";

export interface ProposeProps {
  list: PeopleList;
  onClose: () => void;
  onDone: (proposed: Proposed) => void;
}

/** Everybody who is not disabled, to choose from. */
export function peopleOptions(list: PeopleList, but?: string) {
  return list.people
    .filter((row) => !row.disabled && row.person.id !== but)
    .map((row) => ({ value: row.person.id, label: row.person.name }));
}

export function AddPerson({ list, onClose, onDone }: ProposeProps) {
  const t = useText();
  const add = useSigned("people.add", onDone);
  const [name, setName] = useState("");
  const [manager, setManager] = useState<string | null>(null);
  const [password, setPassword] = useState({ first: "", second: "" });
  const send = () => add.send({ name: name.trim(), manager, password: password.first });
  return (
    <SignDialog
      title={t("people-add")}
      sign={t("people-sign-add")}
      place="side"
      ready={name.trim() !== "" && passwordReady(password)}
      {...add.dialog}
      onSign={send}
      onClose={onClose}
    >
      <TextField
        label={t("people-new-name")}
        hint={t("people-new-name-hint")}
        value={name}
        onChange={setName}
        maxLength={120}
        autoComplete="off"
      />
      <Combobox
        label={t("people-manager")}
        hint={t("people-manager-hint")}
        optional
        options={peopleOptions(list)}
        value={manager}
        onChange={setManager}
      />
      <Notice kind="wait">{t("people-hand-over", { name: name.trim() || t("people-new") })}</Notice>
      <NewPassword label={t("people-new-password")} value={password} onChange={setPassword} />
    </SignDialog>
  );
}
