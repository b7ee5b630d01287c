/** What a person does at a step: the form, who decides, until when. */
import { FilePlus2, PencilLine, Plus } from "lucide-react";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Select } from "../../components/Select";
import { useQuery } from "../../host/hooks";
import { useNamed, useText } from "../../text/text";
import { durationWords } from "../model/duration";
import { addBorder } from "../model/edit";
import { schedule, setSchedule } from "../model/activity";
import { timer } from "../model/events";
import { RULE, STEP, formId, property, setFormId, setProperty } from "../model/extension";
import { choices, ruleText } from "../model/governed";
import { text, type Bo } from "../model/moddle";
import { useOpen } from "../model/useEditor";
import { newForm } from "../form/newForm";
import { Section, Setting } from "./Setting";
import css from "./Panel.module.css";

const NONE = "-";

export function FormSection({ bo, title }: { bo: Bo; title: string }) {
  const t = useText();
  const { editor, show } = useOpen();
  const form = formId(bo);
  const known = editor.paths("forms").map((path) => path.slice("forms/".length, -".form".length));
  const ids = form === "" || known.includes(form) ? known : [...known, form];
  const options = [{ value: NONE, label: t("editor-form-none") }, ...ids.map((id) => ({ value: id, label: id }))];
  const make = () => {
    const made = newForm(editor, text(bo, "name") || (bo.id ?? ""), (id) => setFormId(editor.writer, bo, id));
    show("forms", made);
  };
  return (
    <Section title={title}>
      <Select
        label={t("editor-form")}
        options={options}
        value={form || NONE}
        onChange={(id) => editor.together(() => setFormId(editor.writer, bo, id === NONE ? null : id))}
      />
      <div className={css.acts}>
        {form !== "" && (
          <Button icon={<PencilLine />} onClick={() => show("forms", `forms/${form}.form`)}>
            {t("editor-form-edit")}
          </Button>
        )}
        <Button icon={<FilePlus2 />} onClick={make}>
          {t("editor-form-new")}
        </Button>
      </div>
    </Section>
  );
}

export function RuleSection({ bo }: { bo: Bo }) {
  const t = useText();
  const { editor } = useOpen();
  const rules = useQuery("rules.list", {}, { topics: ["rules"] });
  const rule = property(bo, RULE) ?? "";
  const inForce = rules.data?.rules ?? [];
  const offered = choices(editor, "rules", inForce);
  const options = offered.map((each) => ({
    value: each.id,
    label: each.proposed ? t("editor-rule-proposed", { name: each.name }) : each.name,
  }));
  if (rule !== "" && !offered.some((each) => each.id === rule))
    options.push({ value: rule, label: t("editor-rule-unknown", { id: rule }) });
  const choose = (id: string) => {
    const row = inForce.find((each) => each.id === id);
    const path = `rules/${id}.json`;
    if (!row || editor.file(path) !== undefined) {
      editor.together(() => setProperty(editor.writer, bo, RULE, id));
      return;
    }
    void ruleText(row).then((file) =>
      editor.together(() => {
        setProperty(editor.writer, bo, RULE, id);
        if (file !== null) editor.setFile(path, file);
      }),
    );
  };
  return (
    <Section title={t("editor-approval")}>
      <Select
        label={t("editor-rule")}
        hint={t("editor-rule-hint")}
        options={options}
        value={rule || null}
        onChange={choose}
      />
      <Checkbox
        label={t("editor-mandatory")}
        hint={t("editor-mandatory-hint")}
        checked={property(bo, STEP) === "mandatory"}
        onChange={(on) => editor.together(() => setProperty(editor.writer, bo, STEP, on ? "mandatory" : null))}
      />
    </Section>
  );
}

/** Deadlines and other events at the border of a step. */
export function BorderSection({ bo }: { bo: Bo }) {
  const t = useText();
  const named = useNamed();
  const { editor } = useOpen();
  const id = bo.id ?? "";
  const events = editor.steps().filter((step) => step.host === id);
  return (
    <Section title={t("editor-deadlines")}>
      {events.length === 0 && <p className={css.quiet}>{t("editor-deadline-none")}</p>}
      <ul className={css.rows}>
        {events.map((step) => {
          const due = timer(step.bo);
          const words = due && (durationWords(t, due.text) ?? due.text);
          return (
            <li key={step.id} className={css.acts}>
              <Button kind="quiet" icon={<PencilLine />} onClick={() => editor.select(step.id)}>
                {step.name || named("editor-kind", step.kind)} {words}
              </Button>
            </li>
          );
        })}
      </ul>
      <div className={css.acts}>
        <Button icon={<Plus />} onClick={() => addBorder(editor, id, "deadline")}>
          {t("editor-deadline-add")}
        </Button>
        <Button kind="quiet" onClick={() => addBorder(editor, id, "boundary-error")}>
          {t("editor-error-add")}
        </Button>
      </div>
    </Section>
  );
}

export function ScheduleSection({ bo }: { bo: Bo }) {
  const t = useText();
  const { editor } = useOpen();
  const now = schedule(bo);
  return (
    <Section title={t("editor-schedule")}>
      <Setting
        label={t("editor-due")}
        hint={t("editor-due-hint")}
        optional
        code
        value={now.due}
        onCommit={(due) => editor.together(() => setSchedule(editor.writer, bo, { ...now, due }))}
      />
    </Section>
  );
}
