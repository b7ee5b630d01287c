/** Importing a workflow: a folder or single files are chosen, read here, and checked by the engine. */
import { FilePlus2, FolderPlus } from "lucide-react";
import { useId, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { TextField } from "../../components/TextField";
import type { Imported } from "../../host/contract";
import { useHost } from "../../host/host";
import { useCommand } from "../../host/hooks";
import layout from "../../parts/layout.module.css";
import { SignDialog } from "../../parts/SignDialog";
import { href } from "../../router";
import { useText } from "../../text/text";
import { readFiles, type Picked } from "./files";

const NAME_EXAMPLE = "vendor-onboarding";

export function ImportDialog({
  workflow = null,
  onClose,
  onDone,
}: {
  /** Import another version of this workflow. */
  workflow?: string | null;
  onClose: () => void;
  onDone: (made: Imported) => void;
}) {
  const t = useText();
  const send = useCommand("workflows.import");
  const [picked, setPicked] = useState<Picked | null>(null);
  const [path, setPath] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [made, setMade] = useState<Imported | null>(null);
  const submit = () =>
    send.run(
      {
        path,
        files: path === null ? (picked?.files ?? []) : [],
        workflow: workflow ?? (name.trim() || null),
      },
      {
        done: (answer) => {
          setMade(answer);
          onDone(answer);
        },
      },
    );
  return (
    <SignDialog
      title={t(workflow === null ? "workflows-import" : "workflow-import-version")}
      description={t("import-words")}
      sign={t("import-sign")}
      place="side"
      ready={path !== null || (picked !== null && picked.files.length > 0)}
      busy={send.busy}
      slow={send.slow}
      error={send.error}
      onAgain={send.again}
      onSign={submit}
      onClose={onClose}
    >
      <Choose
        onFiles={(files) => {
          send.reset();
          setMade(null);
          setPath(null);
          void readFiles(files).then(setPicked);
        }}
        onPath={(folder) => {
          send.reset();
          setMade(null);
          setPath(folder);
        }}
      />
      {path === null ? picked && <Files picked={picked} /> : <p>{t("import-path", { path })}</p>}
      {workflow === null && (
        <TextField
          label={t("import-name")}
          hint={t("import-name-hint")}
          optional
          value={name}
          onChange={setName}
          spellCheck={false}
          placeholder={NAME_EXAMPLE}
        />
      )}
      {made && !made.version && <Waits made={made} />}
    </SignDialog>
  );
}

/** The window's own dialog for a folder where there is one, else the browser's. */
function Choose({ onFiles, onPath }: { onFiles: (files: File[]) => void; onPath: (folder: string) => void }) {
  const { pickFolder } = useHost();
  const t = useText();
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const id = useId();
  const take = (input: HTMLInputElement) => {
    if (input.files && input.files.length > 0) onFiles([...input.files]);
    input.value = "";
  };
  return (
    <div className={layout.row}>
      <input
        ref={folder}
        id={`${id}-folder`}
        type="file"
        multiple
        hidden
        aria-label={t("import-folder")}
        // Not in the types of React, but in every browser there is.
        {...{ webkitdirectory: "" }}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={files}
        id={`${id}-files`}
        type="file"
        multiple
        hidden
        accept=".bpmn,.xml,.form,.json,.dmn"
        aria-label={t("import-files")}
        onChange={(event) => take(event.currentTarget)}
      />
      <Button
        icon={<FolderPlus />}
        onClick={() => (pickFolder ? void pickFolder().then((path) => path && onPath(path)) : folder.current?.click())}
      >
        {t("import-folder")}
      </Button>
      <Button icon={<FilePlus2 />} onClick={() => files.current?.click()}>
        {t("import-files")}
      </Button>
    </div>
  );
}

export function Files({ picked }: { picked: Picked }) {
  const t = useText();
  return (
    <section className={layout.column}>
      <p>{t("import-chosen", { count: picked.files.length })}</p>
      <ul>
        {picked.files.map((file) => (
          <li key={file.path} className={layout.clamp} title={file.path}>
            <code>{file.path}</code>
          </li>
        ))}
      </ul>
      {picked.passedOver.length > 0 && (
        <p className={layout.small}>{t("import-passed-over", { files: picked.passedOver.slice(0, 5).join(", ") })}</p>
      )}
      {picked.tooLarge.length > 0 && (
        <Notice kind="refusal">{t("import-too-large", { files: picked.tooLarge.join(", ") })}</Notice>
      )}
    </section>
  );
}

/** Rules and connectors come first: what was proposed, and what somebody must set. */
export function Waits({ made }: { made: Imported }) {
  const t = useText();
  return (
    <Notice
      kind="wait"
      way={
        <>
          {made.changes.length > 0 && <a href={href("changes")}>{t("import-to-changes")}</a>}
          {made.missing.length > 0 && <a href={href("connectors")}>{t("import-to-connectors")}</a>}
        </>
      }
    >
      {made.changes.length > 0 && t("import-waits", { count: made.changes.length })}{" "}
      {made.missing.length > 0 && t("import-missing", { connectors: made.missing.join(", ") })}
      {made.findings.map((finding) => (
        <span key={`${finding.code} ${finding.message}`}> {finding.message}</span>
      ))}
    </Notice>
  );
}
