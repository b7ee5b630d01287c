/** What leaves the workspace: an export for somebody who checks it elsewhere, and a checkpoint to keep outside this machine. */
import { useState, type FormEvent } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNotice, Notice } from "../../components/Notice";
import { Select } from "../../components/Select";
import { Waiting } from "../../components/Waiting";
import { Digest } from "../../components/Digest";
import type { Exported, SavedCheckpoint } from "../../host/contract";
import { useSession } from "../../frame/session";
import { useHost } from "../../host/host";
import { useCommand } from "../../host/hooks";
import layout from "../../parts/layout.module.css";
import { PathField } from "../../parts/PathField";
import { useText } from "../../text/text";

const DISCLOSES = ["all", "names", "nothing"] as const;

export function ExportDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const host = useHost();
  const write = useCommand("export.write");
  const [path, setPath] = useState("");
  const [discloses, setDiscloses] = useState<string>("names");
  const [written, setWritten] = useState<Exported | null>(null);
  const words = { all: t("export-all"), names: t("export-names"), nothing: t("export-nothing") };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.run({ path: path.trim(), discloses }, { done: setWritten });
  };
  return (
    <Dialog
      title={t("export-title")}
      description={written ? undefined : t("export-words")}
      open
      onOpenChange={(open) => !open && !write.busy && onClose()}
      foot={
        written ? (
          <Button kind="primary" onClick={onClose}>
            {t("notice-close")}
          </Button>
        ) : (
          <>
            <Button kind="quiet" onClick={onClose} disabled={write.busy}>
              {t("dialog-cancel")}
            </Button>
            <Button kind="sign" type="submit" form="export" busy={write.busy} disabled={path.trim() === ""}>
              {t("export-sign")}
            </Button>
          </>
        )
      }
    >
      {written ? (
        <Notice kind="info">
          {t("export-done", {
            size: written.size,
            path: written.path,
            disclosed: written.disclosed,
            withheld: written.withheld,
          })}{" "}
          <Digest value={written.root} />
        </Notice>
      ) : (
        <form id="export" className={layout.form} onSubmit={submit}>
          <PathField
            label={t("export-path")}
            hint={t("export-path-hint")}
            value={path}
            onChange={setPath}
            onPick={host.pickFolder}
          />
          <Select
            label={t("export-discloses")}
            hint={t("export-discloses-hint")}
            options={DISCLOSES.map((value) => ({ value, label: words[value] }))}
            value={discloses}
            onChange={setDiscloses}
          />
          {write.error && <ErrorNotice error={write.error} onAgain={write.again} />}
          {write.busy && <Waiting slow={write.slow} words={t("export-slow")} />}
        </form>
      )}
    </Dialog>
  );
}

export function CheckpointDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const host = useHost();
  const { open } = useSession();
  const save = useCommand("checkpoint.save");
  const [path, setPath] = useState("");
  const [saved, setSaved] = useState<SavedCheckpoint | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.run({ path: path.trim() }, { done: setSaved });
  };
  const pick = host.pickNewFile;
  return (
    <Dialog
      title={t("checkpoint-title")}
      description={saved ? undefined : t("checkpoint-words")}
      open
      onOpenChange={(stays) => !stays && !save.busy && onClose()}
      foot={
        saved ? (
          <Button kind="primary" onClick={onClose}>
            {t("notice-close")}
          </Button>
        ) : (
          <>
            <Button kind="quiet" onClick={onClose} disabled={save.busy}>
              {t("dialog-cancel")}
            </Button>
            <Button kind="primary" type="submit" form="checkpoint" busy={save.busy} disabled={path.trim() === ""}>
              {t("checkpoint-save")}
            </Button>
          </>
        )
      }
    >
      {saved ? (
        <Notice kind="info">{t("checkpoint-done", { size: saved.size, path: saved.path })}</Notice>
      ) : (
        <form id="checkpoint" className={layout.form} onSubmit={submit}>
          <PathField
            label={t("checkpoint-path")}
            hint={t("checkpoint-path-hint")}
            value={path}
            onChange={setPath}
            onPick={pick && (() => pick(`checkpoint-${open.size}.txt`))}
          />
          {save.error && <ErrorNotice error={save.error} onAgain={save.again} />}
        </form>
      )}
    </Dialog>
  );
}
