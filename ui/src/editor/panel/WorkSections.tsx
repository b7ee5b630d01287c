/** What the workstation does at a step: call a connector, compute, ask a decision table, run another workflow. */
import { FilePlus2, PencilLine } from "lucide-react";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Combobox } from "../../components/Combobox";
import { Select } from "../../components/Select";
import { useQuery } from "../../host/hooks";
import { useText } from "../../text/text";
import { called, decision, script, setCalled, setDecision, setScript } from "../model/activity";
import { header, headers, mappings, setConnector, setHeader, setMappings } from "../model/extension";
import { choices } from "../model/governed";
import { text, type Bo } from "../model/moddle";
import { useOpen } from "../model/useEditor";
import { newTable } from "../table/newTable";
import { FeelSetting } from "./FeelSetting";
import { Rows } from "./Rows";
import { Section, Setting } from "./Setting";
import css from "./Panel.module.css";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const STATUS = "errorCode.";
const PATH_EXAMPLE = "/vendors";

export function ConnectorSection({ bo }: { bo: Bo }) {
  const t = useText();
  const { editor } = useOpen();
  const connectors = useQuery("connectors.list", {}, { topics: ["rules"] });
  const inForce = connectors.data?.connectors ?? [];
  const connector = header(bo, "connector");
  const offered = choices(editor, "connectors", inForce);
  const options = offered.map((each) => ({
    value: each.id,
    label: each.proposed ? t("editor-connector-proposed", { name: each.name }) : each.name,
  }));
  if (connector !== "" && !offered.some((each) => each.id === connector))
    options.push({ value: connector, label: t("editor-connector-unknown", { id: connector }) });
  const row = inForce.find((each) => each.id === connector);
  const methods = row ? METHODS.filter((each) => row.methods.includes(each) || each === header(bo, "method")) : METHODS;
  const choose = (id: string) => {
    const known = inForce.find((each) => each.id === id);
    const path = `connectors/${id}.json`;
    editor.together(() => {
      setConnector(editor.writer, bo, { connector: id });
      if (known && editor.file(path) === undefined) editor.setFile(path, known.file);
    });
  };
  return (
    <Section title={t("editor-connector")}>
      <Select label={t("editor-connector-which")} options={options} value={connector || null} onChange={choose} />
      <div className={css.two}>
        <Select
          label={t("editor-method")}
          options={methods.map((value) => ({ value, label: value }))}
          value={header(bo, "method") || null}
          onChange={(method) => editor.together(() => setConnector(editor.writer, bo, { method }))}
        />
        <Setting
          label={t("editor-path")}
          placeholder={row?.paths[0] ?? PATH_EXAMPLE}
          code
          value={header(bo, "path")}
          onCommit={(path) => editor.together(() => setConnector(editor.writer, bo, { path }))}
        />
      </div>
    </Section>
  );
}

export function InputSection({ bo }: { bo: Bo }) {
  const t = useText();
  const { editor } = useOpen();
  const inputs = mappings(bo, "inputParameters");
  return (
    <Section title={t("editor-inputs")}>
      <Rows
        rows={inputs.map((each) => ({ name: each.target, value: each.source.replace(/^=/, "") }))}
        onChange={(rows) =>
          editor.together(() =>
            setMappings(
              editor.writer,
              bo,
              "inputParameters",
              rows.map((row) => ({ target: row.name.trim(), source: row.value.trim() && `=${row.value.trim()}` })),
            ),
          )
        }
        nameLabel={t("editor-input-name")}
        valueLabel={t("editor-input-value")}
        add={t("editor-input-add")}
        empty={t("editor-inputs-none")}
        feel
      />
    </Section>
  );
}

/** Answers that are no failure of the call but a case of the business: each becomes an error that an event at the border takes. */
export function ErrorSection({ bo }: { bo: Bo }) {
  const t = useText();
  const { editor } = useOpen();
  const codes = headers(bo).filter((each) => each.key.startsWith(STATUS));
  return (
    <Section title={t("editor-errors")}>
      <p className={css.quiet}>{t("editor-errors-hint")}</p>
      <Rows
        rows={codes.map((each) => ({ name: each.key.slice(STATUS.length), value: each.value }))}
        onChange={(rows) =>
          editor.together(() => {
            for (const { key } of codes) setHeader(editor.writer, bo, key, null);
            for (const row of rows) setHeader(editor.writer, bo, `${STATUS}${row.name.trim()}`, row.value.trim());
          })
        }
        nameLabel={t("editor-status")}
        valueLabel={t("editor-error-code")}
        add={t("editor-status-add")}
        empty={t("editor-errors-none")}
      />
    </Section>
  );
}

export function ScriptSection({ bo }: { bo: Bo }) {
  const t = useText();
  const { editor } = useOpen();
  const now = script(bo);
  return (
    <Section title={t("editor-script")}>
      <FeelSetting
        label={t("editor-script-expression")}
        value={now.expression}
        onCommit={(expression) => editor.together(() => setScript(editor.writer, bo, { ...now, expression }))}
        rows={3}
      />
      <Setting
        label={t("editor-result")}
        hint={t("editor-result-hint")}
        code
        value={now.result}
        onCommit={(result) => editor.together(() => setScript(editor.writer, bo, { ...now, result }))}
      />
    </Section>
  );
}

export function TableSection({ bo }: { bo: Bo }) {
  const t = useText();
  const { editor, show } = useOpen();
  const now = decision(bo);
  const known = editor.paths("decisions").map((path) => path.slice("decisions/".length, -".dmn".length));
  const ids = now.decision === "" || known.includes(now.decision) ? known : [...known, now.decision];
  const path = `decisions/${now.decision}.dmn`;
  const make = () => {
    const made = newTable(editor, text(bo, "name") || (bo.id ?? ""), (id) =>
      setDecision(editor.writer, bo, { decision: id, result: now.result || "result" }),
    );
    show("tables", made);
  };
  return (
    <Section title={t("editor-table")}>
      <Select
        label={t("editor-table-which")}
        options={ids.map((id) => ({ value: id, label: id }))}
        value={now.decision || null}
        onChange={(id) => editor.together(() => setDecision(editor.writer, bo, { ...now, decision: id }))}
      />
      <div className={css.acts}>
        {editor.file(path) !== undefined && (
          <Button icon={<PencilLine />} onClick={() => show("tables", path)}>
            {t("editor-table-edit")}
          </Button>
        )}
        <Button icon={<FilePlus2 />} onClick={make}>
          {t("editor-table-new")}
        </Button>
      </div>
      <Setting
        label={t("editor-result")}
        hint={t("editor-result-hint")}
        code
        value={now.result}
        onCommit={(result) => editor.together(() => setDecision(editor.writer, bo, { ...now, result }))}
      />
    </Section>
  );
}

export function CalledSection({ bo }: { bo: Bo }) {
  const t = useText();
  const { editor } = useOpen();
  const workflows = useQuery("workflows.list", {}, { topics: ["workflows"] });
  const now = called(bo);
  const known = (workflows.data?.workflows ?? []).map((each) => ({ value: each.id, label: each.name, note: each.id }));
  if (now.process !== "" && !known.some((each) => each.value === now.process))
    known.push({ value: now.process, label: now.process, note: "" });
  return (
    <Section title={t("editor-call")}>
      <Combobox
        label={t("editor-call-which")}
        hint={t("editor-call-hint")}
        options={known}
        value={now.process || null}
        onChange={(process) => editor.together(() => setCalled(editor.writer, bo, { ...now, process: process ?? "" }))}
      />
      <Checkbox
        label={t("editor-call-in")}
        checked={now.allIn}
        onChange={(allIn) => editor.together(() => setCalled(editor.writer, bo, { ...now, allIn }))}
      />
      <Checkbox
        label={t("editor-call-out")}
        checked={now.allOut}
        onChange={(allOut) => editor.together(() => setCalled(editor.writer, bo, { ...now, allOut }))}
      />
    </Section>
  );
}
