/** Everything that can be set about what is selected, in plain words. Nothing selected: the workflow itself. */
import { CircleAlert, Info, TriangleAlert, Workflow as WorkflowIcon } from "lucide-react";
import { memo, useDeferredValue, useEffect } from "react";
import { Button } from "../../components/Button";
import { Select } from "../../components/Select";
import type { LintFinding } from "../../host/contract";
import { useNamed, useText } from "../../text/text";
import { Glyph } from "../canvas/Glyph";
import { changeKind, setAttributes } from "../model/edit";
import { siblings, type Kind } from "../model/kind";
import { child, is, list, processesOf, text, type Bo } from "../model/moddle";
import type { Editor } from "../model/editor";
import type { Step } from "../model/steps";
import { EditorContext, useOpen, useSelected } from "../model/useEditor";
import { CodeSection, InterruptingSection, LoopSection, MessageSection, TimerSection } from "./EventSections";
import { arrived, toPanel } from "./focus";
import { Section, Setting } from "./Setting";
import { BorderSection, FormSection, RuleSection, ScheduleSection } from "./TaskSections";
import { FlowPanel, WaysSection } from "./WaysSection";
import {
  CalledSection,
  ConnectorSection,
  ErrorSection,
  InputSection,
  ScriptSection,
  TableSection,
} from "./WorkSections";
import css from "./Panel.module.css";

export function Panel() {
  const t = useText();
  // The list and the canvas answer at once; the many fields of a step follow, with what is selected and edited then.
  const now = useOpen();
  const open = useDeferredValue(now);
  const selected = useDeferredValue(useSelected(now.editor));
  useEffect(() => arrived(selected), [selected]);
  return (
    <aside
      className={css.panel}
      aria-label={t("editor-panel")}
      id="editor-panel"
      data-shows={selected ?? ""}
      tabIndex={-1}
    >
      <EditorContext value={open}>
        <Of selected={selected} edits={open.edits} />
      </EditorContext>
    </aside>
  );
}

const Of = memo(function Of({ selected }: { selected: string | null; edits: number }) {
  const { editor } = useOpen();
  const bo = selected === null ? undefined : editor.element(selected)?.businessObject;
  const step = bo && editor.step(bo.id ?? "");
  if (step) return <StepPanel key={step.id} step={step} />;
  if (bo && is(bo, "bpmn:SequenceFlow")) return <FlowPanel key={bo.id} flow={bo} />;
  if (bo && !is(bo, "bpmn:Process", "bpmn:Collaboration")) return <PlainPanel key={bo.id} bo={bo} />;
  return <ProcessPanel />;
});

/** Sections of each kind, in their order. */
function sections(kind: Kind, bo: Bo, t: (id: string) => string) {
  switch (kind) {
    case "start":
      return <FormSection bo={bo} title={t("editor-start-form")} />;
    case "task":
      return (
        <>
          <FormSection bo={bo} title={t("editor-task-form")} />
          <ScheduleSection bo={bo} />
        </>
      );
    case "approval":
      return (
        <>
          <RuleSection bo={bo} />
          <FormSection bo={bo} title={t("editor-approval-form")} />
          <ScheduleSection bo={bo} />
        </>
      );
    case "connector":
    case "send":
      return (
        <>
          <ConnectorSection bo={bo} />
          <InputSection bo={bo} />
          <ErrorSection bo={bo} />
        </>
      );
    case "script":
      return <ScriptSection bo={bo} />;
    case "table":
      return <TableSection bo={bo} />;
    case "call":
      return (
        <>
          <CalledSection bo={bo} />
          <InputSection bo={bo} />
        </>
      );
    case "timer":
    case "start-timer":
    case "deadline":
      return <TimerSection bo={bo} />;
    case "message":
    case "receive":
    case "boundary-message":
    case "start-message":
      return <MessageSection bo={bo} start={kind === "start-message" && !is(bo.$parent, "bpmn:SubProcess")} />;
    case "boundary-error":
    case "end-error":
    case "start-error":
      return <CodeSection bo={bo} kind="error" />;
    case "escalate":
    case "boundary-escalation":
    case "end-escalation":
    case "start-escalation":
      return <CodeSection bo={bo} kind="escalation" />;
    default:
      return null;
  }
}

const StepPanel = memo(function StepPanel({ step }: { step: Step }) {
  const { id, bo, kind } = step;
  const t = useText();
  const named = useNamed();
  const { editor } = useOpen();
  const kinds = siblings(kind);
  const triggered = is(bo.$parent, "bpmn:SubProcess") && bo.$parent?.get("triggeredByEvent") === true;
  const loops = is(bo, "bpmn:Activity") && kind !== "event-subprocess";
  return (
    <>
      <div className={css.head}>
        <Glyph kind={kind} />
        <h2>{step.name || named("editor-kind", kind)}</h2>
        <ToWorkflow />
      </div>
      <Findings of={id} />
      <Section title={t("editor-step")}>
        <Setting
          label={t("editor-name")}
          value={text(bo, "name")}
          onCommit={(name) => setAttributes(editor, id, { name })}
        />
        {kinds.length > 1 && (
          <Select
            label={t("editor-kind")}
            options={kinds.map((value) => ({ value, label: named("editor-kind", value) }))}
            value={kind}
            onChange={(next) => changeKind(editor, id, next)}
          />
        )}
        <Documentation bo={bo} />
      </Section>
      {sections(kind, bo, t)}
      {is(bo, "bpmn:BoundaryEvent") && kind !== "boundary-error" && (
        <InterruptingSection bo={bo} attribute="cancelActivity" />
      )}
      {is(bo, "bpmn:StartEvent") && triggered && <InterruptingSection bo={bo} attribute="isInterrupting" />}
      {!is(bo, "bpmn:EndEvent") && kind !== "event-subprocess" && <WaysSection step={step} />}
      {loops && <BorderSection bo={bo} />}
      {loops && <LoopSection bo={bo} />}
      <Section title={t("editor-technical")}>
        <p className={css.quiet}>
          {t("editor-id")} <code>{id}</code>
        </p>
      </Section>
    </>
  );
});

/** Findings that are about no step: about the workflow as a whole, its files and its test cases. */
function useOthers(): LintFinding[] {
  const { editor, findings } = useOpen();
  return findings.filter((finding) => editor.step(finding.element) === undefined);
}

/** To the properties of the workflow itself: with the keyboard there is no empty place to choose. */
function ToWorkflow() {
  const t = useText();
  const { editor } = useOpen();
  const others = useOthers().filter((finding) => finding.severity !== "info").length;
  return (
    <span className={css.whole}>
      <Button
        kind="quiet"
        icon={<WorkflowIcon />}
        onClick={() => {
          editor.select(null);
          toPanel(null);
        }}
      >
        {others === 0 ? t("editor-workflow") : t("editor-workflow-findings", { count: others })}
      </Button>
    </span>
  );
}

function ProcessPanel() {
  const t = useText();
  const { editor } = useOpen();
  const [process] = processesOf(editor.definitions());
  const others = useOthers();
  if (!process) return null;
  const set = (values: Record<string, unknown>) => editor.writer.set(process, process, values);
  return (
    <>
      <div className={css.head}>
        <h2>{text(process, "name") || t("editor-workflow")}</h2>
      </div>
      <FindingList findings={others} />
      <Section title={t("editor-workflow")}>
        <Setting label={t("editor-name")} value={text(process, "name")} onCommit={(name) => set({ name })} />
        <Documentation bo={process} />
        <p className={css.quiet}>{t("editor-teach")}</p>
      </Section>
    </>
  );
}

function PlainPanel({ bo }: { bo: Bo }) {
  const t = useText();
  const { editor } = useOpen();
  return (
    <>
      <Section title={bo.$type.replace("bpmn:", "")}>
        <Setting
          label={t("editor-name")}
          optional
          value={text(bo, is(bo, "bpmn:TextAnnotation") ? "text" : "name")}
          onCommit={(name) =>
            setAttributes(editor, bo.id ?? "", is(bo, "bpmn:TextAnnotation") ? { text: name } : { name })
          }
        />
        <p className={css.quiet}>{t("editor-no-meaning")}</p>
      </Section>
    </>
  );
}

function Documentation({ bo }: { bo: Bo }) {
  const t = useText();
  const { editor } = useOpen();
  const found = list(bo, "documentation")[0];
  return (
    <Setting
      label={t("editor-documentation")}
      optional
      rows={2}
      value={text(found, "text")}
      onCommit={(value) => editor.together(() => document(editor, bo, found, value))}
    />
  );
}

function document(editor: Editor, bo: Bo, found: Bo | undefined, value: string): void {
  const { writer } = editor;
  if (found && value !== "") writer.set(bo, found, { text: value });
  else
    writer.set(bo, bo, {
      documentation: value === "" ? [] : [child(writer, bo, "bpmn:Documentation", { text: value })],
    });
}

function Findings({ of }: { of: string }) {
  const { findings } = useOpen();
  return <FindingList findings={findings.filter((finding) => finding.element === of)} />;
}

const ICON = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;

function FindingList({ findings }: { findings: readonly LintFinding[] }) {
  const t = useText();
  if (findings.length === 0) return null;
  return (
    <Section title={t("editor-findings", { count: findings.length })}>
      {findings.map((finding) => {
        const Icon = ICON[finding.severity as keyof typeof ICON] ?? Info;
        return (
          <p
            key={`${finding.code} ${finding.element} ${finding.message}`}
            className={css.finding}
            data-severity={finding.severity}
          >
            <Icon aria-hidden />
            <span>
              <b>{t("editor-severity", { severity: finding.severity })}</b> {finding.message}
            </span>
          </p>
        );
      })}
    </Section>
  );
}
