/** A new workflow: a name, and what to begin with: a small whole example, nothing, or a file of another tool. */
import { FilePlus2 } from "lucide-react";
import { useId, useRef, useState, type FormEvent } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNotice, Notice } from "../../components/Notice";
import { Select } from "../../components/Select";
import type { Conversion } from "../../editor/import/convert";
import { TEMPLATES, templateFiles, type Template } from "../../editor/model/template";
import type { NamedFile } from "../../host/contract";
import { useCommand } from "../../host/hooks";
import layout from "../../parts/layout.module.css";
import { stableName, StableName } from "../../parts/StableName";
import { href, navigate } from "../../router";
import { useNamed, useText } from "../../text/text";
import { readFiles } from "./files";
import { ConversionReport } from "./ConversionReport";

interface Taken {
  files: NamedFile[];
  conversion: Conversion | null;
}

export function NewWorkflow({ onClose }: { onClose: () => void }) {
  const t = useText();
  const named = useNamed();
  const form = useId();
  const save = useCommand("drafts.save");
  const [name, setName] = useState("");
  const [from, setFrom] = useState<Template | "file">("approval");
  const [taken, setTaken] = useState<Taken | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const id = stableName(null, name);
  const ready = name.trim() !== "" && id !== "" && (from !== "file" || taken !== null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!ready) return;
    const files = from === "file" ? (taken?.files ?? []) : templateFiles(from, id, name.trim());
    save.run(
      { draft: null, workflow: id, name: name.trim(), files, base: null, revision: 0 },
      { done: ({ draft }) => navigate(href("workflows", [id, "edit"], { draft })) },
    );
  };
  const take = async (chosen: File[]) => {
    setUnreadable(false);
    setTaken(null);
    try {
      const { convertFiles } = await import("../../editor/import/files");
      const picked = await readFiles(chosen);
      const made = await convertFiles(picked.files);
      setTaken(made);
      if (name === "" && made.name !== "") setName(made.name);
    } catch {
      setUnreadable(true);
    }
  };
  return (
    <Dialog
      title={t("workflows-new")}
      description={t("new-words")}
      place="side"
      open
      onOpenChange={(open) => !open && !save.busy && onClose()}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("dialog-cancel")}
          </Button>
          <Button kind="primary" type="submit" form={form} busy={save.busy} disabled={!ready}>
            {t("new-begin")}
          </Button>
        </>
      }
    >
      <form id={form} className={layout.form} onSubmit={submit}>
        <StableName label={t("editor-name")} id={id} value={name} onChange={setName} />
        <Select
          label={t("new-from")}
          options={[
            ...TEMPLATES.map((value) => ({ value, label: named("new-template", value) })),
            { value: "file" as const, label: t("new-from-file") },
          ]}
          value={from}
          onChange={(value) => setFrom(value)}
        />
        <p className={layout.small}>{named("new-template-words", from)}</p>
        {from === "file" && <ChooseFile onFiles={(files) => void take(files)} />}
        {unreadable && <Notice kind="refusal">{t("editor-unreadable")}</Notice>}
        {from === "file" && taken && <ConversionReport files={taken.files} conversion={taken.conversion} />}
        {save.error && <ErrorNotice error={save.error} onAgain={save.again} />}
      </form>
    </Dialog>
  );
}

function ChooseFile({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".bpmn,.xml,.form,.dmn,.json"
        aria-label={t("new-choose")}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      <Button icon={<FilePlus2 />} onClick={() => input.current?.click()}>
        {t("new-choose")}
      </Button>
    </div>
  );
}
