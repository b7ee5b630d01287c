/** No workspace is open: the ones on this machine, a new one, or one from another folder. */
import { FolderOpen, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { ErrorNotice } from "../../components/Notice";
import { SealMark } from "../../components/Seal";
import { TextField } from "../../components/TextField";
import { Waiting } from "../../components/Waiting";
import type { AppState, WorkspaceEntry } from "../../host/contract";
import { useHost } from "../../host/host";
import { useCommand } from "../../host/hooks";
import { PathField } from "../../parts/PathField";
import { useText } from "../../text/text";
import { CreateWorkspace } from "./CreateWorkspace";
import css from "./Welcome.module.css";

type Way = "list" | "create" | "folder";

export default function Welcome({ app, onDone }: { app: AppState; onDone: () => void }) {
  const t = useText();
  const [way, setWay] = useState<Way>(app.workspaces.length === 0 ? "create" : "list");
  return (
    <main className={css.page}>
      <div className={css.column}>
        <header className={css.head}>
          <SealMark seal={{ state: "unchecked" }} size={36} />
          <h1>{t("app-name")}</h1>
          <p className={css.lead}>{t(app.workspaces.length === 0 ? "welcome-first" : "welcome-lead")}</p>
        </header>
        {way === "list" && <Workspaces app={app} onDone={onDone} />}
        {way === "create" && <CreateWorkspace vault={app.vault} onDone={onDone} />}
        {way === "folder" && <OpenFolder onDone={onDone} />}
        <footer className={css.ways}>
          {way !== "list" && app.workspaces.length > 0 && (
            <Button kind="quiet" onClick={() => setWay("list")}>
              {t("welcome-back")}
            </Button>
          )}
          {way !== "create" && (
            <Button kind="quiet" icon={<Plus />} onClick={() => setWay("create")}>
              {t("welcome-create")}
            </Button>
          )}
          {way !== "folder" && (
            <Button kind="quiet" icon={<FolderOpen />} onClick={() => setWay("folder")}>
              {t("welcome-folder")}
            </Button>
          )}
        </footer>
      </div>
    </main>
  );
}

/** Opens, and asks for the passphrase only when the workspace says it needs one. */
function useOpen(onDone: () => void) {
  const open = useCommand("workspace.open");
  const [passphrase, setPassphrase] = useState("");
  // Which is no error yet: the engine says what it needs.
  const wanted = open.error?.field === "passphrase" && passphrase === "";
  const asks = open.error?.field === "passphrase" || open.error?.code === "wrong_passphrase";
  const run = (path: string) => open.run({ path, passphrase: passphrase === "" ? null : passphrase }, { done: onDone });
  return { open, passphrase, setPassphrase, asks, error: wanted ? undefined : open.error, run };
}

function Workspaces({ app, onDone }: { app: AppState; onDone: () => void }) {
  const t = useText();
  const { open, passphrase, setPassphrase, asks, error, run } = useOpen(onDone);
  const [chosen, setChosen] = useState<WorkspaceEntry | null>(null);
  const start = (entry: WorkspaceEntry) => {
    setChosen(entry);
    run(entry.path);
  };
  return (
    <div className={css.form}>
      <ul className={css.list} aria-label={t("welcome-list")}>
        {app.workspaces.map((entry) => (
          <li key={entry.path}>
            <button type="button" className={css.entry} disabled={open.busy} onClick={() => start(entry)}>
              <span className={css.name}>{entry.name}</span>
              <span className={css.path} title={entry.path}>
                {entry.path}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {error && <ErrorNotice error={error} onAgain={open.again} />}
      {asks && chosen && (
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            run(chosen.path);
          }}
        >
          <TextField
            label={t("welcome-passphrase-of", { name: chosen.name })}
            type="password"
            autoComplete="off"
            value={passphrase}
            onChange={setPassphrase}
          />
          <Button kind="primary" type="submit" busy={open.busy} disabled={passphrase === ""}>
            {t("welcome-open")}
          </Button>
        </form>
      )}
      {open.busy && <Waiting slow={open.slow} words={t("welcome-opening")} />}
    </div>
  );
}

function OpenFolder({ onDone }: { onDone: () => void }) {
  const t = useText();
  const host = useHost();
  const { open, passphrase, setPassphrase, run } = useOpen(onDone);
  const [path, setPath] = useState("");
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        run(path.trim());
      }}
    >
      <PathField
        label={t("welcome-path")}
        hint={t("welcome-path-hint")}
        value={path}
        onChange={setPath}
        onPick={host.pickFolder}
      />
      <TextField
        label={t("welcome-passphrase")}
        hint={t("welcome-passphrase-if")}
        optional
        type="password"
        autoComplete="off"
        value={passphrase}
        onChange={setPassphrase}
      />
      {open.error && <ErrorNotice error={open.error} onAgain={open.again} />}
      <Button kind="primary" type="submit" busy={open.busy} disabled={path.trim() === ""}>
        {t("welcome-open")}
      </Button>
      {open.busy && <Waiting slow={open.slow} words={t("welcome-opening")} />}
    </form>
  );
}
