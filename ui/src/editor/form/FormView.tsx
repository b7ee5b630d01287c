/** The forms of a workflow: a list, and the builder of the one that is chosen. */
import { FileText, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { EmptyState } from "../../components/EmptyState";
import { Notice } from "../../components/Notice";
import { TextField } from "../../components/TextField";
import { slugOf } from "../../parts/slug";
import { useText } from "../../text/text";
import { formId } from "../model/extension";
import { useOpen } from "../model/useEditor";
import { FormBuilder } from "./FormBuilder";
import { readForm } from "./form";
import { newForm } from "./newForm";
import css from "./Files.module.css";

export function FormView({ path }: { path: string | null }) {
  const t = useText();
  const { editor, show } = useOpen();
  const [naming, setNaming] = useState(false);
  const paths = editor.paths("forms");
  const chosen = path !== null && paths.includes(path) ? path : (paths[0] ?? null);
  const add = (
    <Button icon={<Plus />} onClick={() => setNaming(true)}>
      {t("editor-form-new")}
    </Button>
  );
  const dialog = naming && (
    <NewFile
      title={t("editor-form-new")}
      onClose={() => setNaming(false)}
      onName={(name) => {
        setNaming(false);
        show("forms", newForm(editor, name));
      }}
    />
  );
  if (chosen === null)
    return (
      <>
        <EmptyState icon={<FileText />} action={add}>
          {t("builder-none")}
        </EmptyState>
        {dialog}
      </>
    );
  const form = readForm(editor.file(chosen) ?? "");
  const id = chosen.slice("forms/".length, -".form".length);
  const users = editor.steps().filter((step) => formId(step.bo) === id);
  return (
    <div className={css.files}>
      <nav className={css.list} aria-label={t("editor-view-forms")}>
        <ul>
          {paths.map((each) => (
            <li key={each}>
              <button
                type="button"
                className={css.file}
                aria-current={each === chosen ? "true" : undefined}
                onClick={() => show("forms", each)}
              >
                {each.slice("forms/".length, -".form".length)}
              </button>
            </li>
          ))}
        </ul>
        <div className={css.listFoot}>{add}</div>
      </nav>
      <div className={css.body}>
        <div className={css.bodyHead}>
          <h2>{id}</h2>
          <span className={css.quiet}>
            {users.length === 0
              ? t("builder-unused")
              : t("builder-used", { steps: users.map((step) => step.name || step.id).join(", ") })}
          </span>
          <Button
            kind="quiet"
            icon={<Trash2 />}
            tip={t("builder-remove", { form: id })}
            onClick={() => editor.setFile(chosen, null)}
          />
        </div>
        {form ? (
          <FormBuilder key={chosen} path={chosen} form={form} />
        ) : (
          <Notice kind="refusal">{t("builder-unreadable")}</Notice>
        )}
      </div>
      {dialog}
    </div>
  );
}

export function NewFile({
  title,
  onClose,
  onName,
}: {
  title: string;
  onClose: () => void;
  onName: (name: string) => void;
}) {
  const t = useText();
  const [name, setName] = useState("");
  const id = slugOf(name);
  return (
    <Dialog
      title={title}
      open
      onOpenChange={(open) => !open && onClose()}
      foot={
        <Button kind="primary" disabled={id === ""} onClick={() => onName(name)}>
          {title}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (id !== "") onName(name);
        }}
      >
        <TextField
          label={t("editor-name")}
          hint={id !== "" && t("slug-hint", { id })}
          value={name}
          onChange={setName}
        />
      </form>
    </Dialog>
  );
}
