/** Keeps a run as a test case of the draft: the name of its file, and what it shows. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { TextField } from "../../components/TextField";
import type { Simulation } from "../../host/contract";
import { slugOf } from "../../parts/slug";
import { useNamed, useText } from "../../text/text";
import { useOpen } from "../model/useEditor";
import { caseOf, casePath, writeCase, type Run } from "./cases";
import css from "./Run.module.css";

export interface SaveCaseProps {
  run: Run;
  came: Simulation;
  onClose: () => void;
  onSaved: (name: string) => void;
}

export function SaveCase({ run, came, onClose, onSaved }: SaveCaseProps) {
  const t = useText();
  const named = useNamed();
  const { editor } = useOpen();
  const [title, setTitle] = useState("");
  const name = slugOf(title);
  const there = name !== "" && editor.file(casePath(name)) !== undefined;
  const save = () => {
    if (name === "") return;
    editor.setFile(casePath(name), writeCase(caseOf(run, came, title.trim())));
    onSaved(name);
  };
  return (
    <Dialog
      title={t("case-save-title")}
      description={t("case-save-words")}
      open
      onOpenChange={(open) => !open && onClose()}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("dialog-cancel")}
          </Button>
          <Button kind="primary" disabled={name === ""} onClick={save}>
            {t(there ? "case-replace" : "case-save")}
          </Button>
        </>
      }
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label={t("case-shows")}
          hint={name === "" ? t("case-shows-hint") : t(there ? "case-there" : "case-file", { file: casePath(name) })}
          value={title}
          onChange={setTitle}
        />
        <p className={css.quiet}>
          {t("case-expects", { outcome: named("case-outcome", came.outcome), count: came.path.length })}
        </p>
        <Notice kind="wait">{t("case-clear")}</Notice>
      </form>
    </Dialog>
  );
}
