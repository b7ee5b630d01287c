/** A connector as a form. What is signed is the file it makes; the token goes to the vault of this workstation and nowhere else. */
import { useState } from "react";
import { Checkbox } from "../../components/Checkbox";
import { NumberField } from "../../components/NumberField";
import { Select } from "../../components/Select";
import { TextArea } from "../../components/TextArea";
import { TextField } from "../../components/TextField";
import type { ConnectorRow, Proposed } from "../../host/contract";
import layout from "../../parts/layout.module.css";
import { FileToSign } from "../../parts/FileToSign";
import { SignDialog } from "../../parts/SignDialog";
import { useSigned } from "../../parts/useSigned";
import { StableName, stableName } from "../../parts/StableName";
import { useText } from "../../text/text";
import { connectorFile, draftOf, METHODS, outputsProblem, type ConnectorDraft } from "./draft";

const BASE_EXAMPLE = "https://erp.example.com/api";

export function ConnectorForm({
  connector,
  onClose,
  onDone,
}: {
  connector: ConnectorRow | null;
  onClose: () => void;
  onDone: (proposed: Proposed) => void;
}) {
  const t = useText();
  const set = useSigned("connectors.set", onDone);
  const [draft, setDraft] = useState<ConnectorDraft>(() => draftOf(connector));
  const [token, setToken] = useState("");
  const id = stableName(connector, draft.name);
  const change = (part: Partial<ConnectorDraft>) => setDraft({ ...draft, ...part });
  const badOutput = outputsProblem(draft.outputs);
  const ready =
    id !== "" &&
    draft.base.trim() !== "" &&
    draft.methods.length > 0 &&
    draft.paths.trim() !== "" &&
    badOutput === null;
  const file = ready ? connectorFile(id, draft) : null;
  const send = () => {
    if (file) set.send({ file, token: token === "" ? null : token });
  };
  return (
    <SignDialog
      title={t(connector ? "connectors-change" : "connectors-add")}
      description={connector ? t("connectors-change-words") : undefined}
      sign={t("propose-sign")}
      place="side"
      ready={ready}
      {...set.dialog}
      onSign={send}
      onClose={onClose}
    >
      <StableName label={t("connectors-name")} id={id} value={draft.name} onChange={(name) => change({ name })} />
      <TextField
        label={t("connectors-base")}
        hint={t("connectors-base-hint")}
        value={draft.base}
        onChange={(base) => change({ base })}
        placeholder={BASE_EXAMPLE}
        spellCheck={false}
      />
      <fieldset className={layout.fieldset}>
        <legend>{t("connectors-methods")}</legend>
        {METHODS.map((method) => (
          <Checkbox
            key={method}
            label={method}
            checked={draft.methods.includes(method)}
            onChange={(on) =>
              change({ methods: METHODS.filter((each) => (each === method ? on : draft.methods.includes(each))) })
            }
          />
        ))}
      </fieldset>
      <TextArea
        label={t("connectors-paths")}
        hint={t("connectors-paths-hint")}
        value={draft.paths}
        onChange={(paths) => change({ paths })}
      />
      <TextArea
        label={t("connectors-outputs")}
        hint={t("connectors-outputs-hint")}
        optional
        value={draft.outputs}
        onChange={(outputs) => change({ outputs })}
        error={badOutput === null ? undefined : t("connectors-outputs-bad", { line: badOutput })}
      />
      <Select
        label={t("connectors-repeat")}
        options={[
          { value: "no", label: t("connectors-repeat-no") },
          { value: "yes", label: t("connectors-repeat-yes") },
        ]}
        value={draft.idempotent ? "yes" : "no"}
        onChange={(value) => change({ idempotent: value === "yes" })}
      />
      <Checkbox
        label={t("connectors-private-label")}
        hint={t("connectors-private-hint")}
        checked={draft.privateAddresses}
        onChange={(privateAddresses) => change({ privateAddresses })}
      />
      <NumberField
        label={t("connectors-timeout")}
        value={draft.timeout}
        onChange={(timeout) => change({ timeout: timeout ?? 10 })}
        min={1}
        max={60}
      />
      <TextField
        label={t("connectors-token")}
        hint={t(connector?.hasToken ? "connectors-token-keep" : "connectors-token-hint")}
        optional
        type="password"
        autoComplete="off"
        value={token}
        onChange={setToken}
      />
      {file && <FileToSign title={t("connectors-file")} file={file} />}
    </SignDialog>
  );
}
