/** A draft becomes a version: all its files, checked by the engine, signed by whoever makes it. */
import { useEffect, useState } from "react";
import type { Editor } from "../../editor/model/editor";
import type { DraftId } from "../../editor/useDraft";
import type { Imported, NamedFile } from "../../host/contract";
import { newCommandId } from "../../host/commandId";
import { useHost } from "../../host/host";
import { useCommand } from "../../host/hooks";
import { SignDialog } from "../../parts/SignDialog";
import { useText } from "../../text/text";
import { Files, Waits } from "./ImportDialog";

export function MakeVersion({
  editor,
  draft,
  onClose,
  onDone,
}: {
  editor: Editor;
  draft: DraftId;
  onClose: () => void;
  onDone: (made: { workflow: string; version: string }) => void;
}) {
  const t = useText();
  const host = useHost();
  const send = useCommand("workflows.import");
  const [files, setFiles] = useState<NamedFile[] | null>(null);
  const [made, setMade] = useState<Imported | null>(null);
  useEffect(() => {
    let stopped = false;
    void editor.allFiles().then((all) => {
      // Files that only an editor knows stay with the draft.
      if (!stopped) setFiles(all);
    });
    return () => {
      stopped = true;
    };
  }, [editor]);
  const submit = () =>
    send.run(
      { path: null, files: files ?? [], workflow: draft.workflow },
      {
        done: (answer) => {
          setMade(answer);
          const { workflow, version } = answer;
          if (version === null) return;
          // The version has everything now. A draft that stays behind is no harm, so its removal is not waited for.
          if (draft.draft !== null)
            void host.command("drafts.delete", { draft: draft.draft }, newCommandId()).catch(() => undefined);
          onDone({ workflow, version });
        },
      },
    );
  return (
    <SignDialog
      title={t("editor-make-title", { name: draft.name })}
      description={t("editor-make-words")}
      sign={t("editor-make-sign")}
      place="side"
      ready={files !== null}
      busy={send.busy}
      slow={send.slow}
      error={send.error}
      onAgain={send.again}
      onSign={submit}
      onClose={onClose}
    >
      {files && <Files picked={{ files, passedOver: [], tooLarge: [] }} />}
      {made && made.version === null && <Waits made={made} />}
    </SignDialog>
  );
}
