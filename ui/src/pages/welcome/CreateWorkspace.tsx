/** A new workspace: its name, its first administrator, and where the keys are kept. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { ErrorNotice } from "../../components/Notice";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import { Waiting } from "../../components/Waiting";
import type { VaultView } from "../../host/contract";
import { useCommand } from "../../host/hooks";
import { NewPassword, passwordReady } from "../../parts/NewPassword";
import { useText } from "../../text/text";
import css from "./Welcome.module.css";

export function CreateWorkspace({ vault, onDone }: { vault: VaultView; onDone: () => void }) {
  const t = useText();
  const create = useCommand("workspace.create");
  const [name, setName] = useState("");
  const [adminName, setAdminName] = useState("");
  const [password, setPassword] = useState({ first: "", second: "" });
  const [kind, setKind] = useState<string>(vault.keyringAvailable ? "keyring" : "file");
  const [passphrase, setPassphrase] = useState({ first: "", second: "" });
  const needsPhrase = kind === "file";
  const ready =
    name.trim() !== "" &&
    adminName.trim() !== "" &&
    passwordReady(password) &&
    (!needsPhrase || passwordReady(passphrase));
  const submit = () =>
    create.run(
      {
        name: name.trim(),
        adminName: adminName.trim(),
        password: password.first,
        vault: kind,
        passphrase: needsPhrase ? passphrase.first : null,
        path: null,
      },
      { done: onDone },
    );
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) submit();
      }}
    >
      <TextField
        label={t("create-name")}
        hint={t("create-name-hint")}
        value={name}
        onChange={setName}
        maxLength={120}
        autoComplete="off"
      />
      <TextField
        label={t("create-admin")}
        hint={t("create-admin-hint")}
        value={adminName}
        onChange={setAdminName}
        maxLength={120}
        autoComplete="name"
      />
      <NewPassword label={t("password-new")} value={password} onChange={setPassword} />
      <Select
        label={t("create-vault")}
        hint={t(kind === "keyring" ? "create-vault-keyring-hint" : "create-vault-file-hint")}
        options={[
          ...(vault.keyringAvailable ? [{ value: "keyring", label: t("create-vault-keyring") }] : []),
          { value: "file", label: t("create-vault-file") },
        ]}
        value={kind}
        onChange={setKind}
      />
      {needsPhrase && (
        <NewPassword
          label={t("create-passphrase")}
          value={passphrase}
          onChange={setPassphrase}
          hint={t("create-passphrase-hint")}
        />
      )}
      {create.error && <ErrorNotice error={create.error} onAgain={create.again} />}
      <Button kind="sign" type="submit" busy={create.busy} disabled={!ready}>
        {t("create-submit")}
      </Button>
      {create.busy && <Waiting slow={create.slow} words={t("create-slow")} />}
    </form>
  );
}
