/** One version: what lint says first, then the diagram, its steps, and the files it pins, as text. */
import { useState } from "react";
import { Diagram } from "../../components/Diagram";
import { Digest } from "../../components/Digest";
import { Notice } from "../../components/Notice";
import type { LintFinding, PinnedFile, StepView, VersionDetail } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import layout from "../../parts/layout.module.css";
import { useNamed, useText } from "../../text/text";
import css from "./Workflows.module.css";

export function Version({ version, name }: { version: string; name: string }) {
  const detail = useQuery("workflows.version", { version }, { topics: ["workflows"] });
  return <Answer of={detail}>{(data) => <Content detail={data} name={name} />}</Answer>;
}

function Content({ detail, name }: { detail: VersionDetail; name: string }) {
  const t = useText();
  const [step, setStep] = useState<string | null>(null);
  return (
    <>
      <Findings findings={detail.findings} />
      <div className={css.wide}>
        <Diagram name={name} xml={detail.diagram} selected={step} onSelect={setStep} height={280} />
      </div>
      <section className={layout.section}>
        <h2>{t("version-steps")}</h2>
        <Steps steps={detail.steps} selected={step} />
      </section>
      <section className={layout.section}>
        <h2>{t("version-files")}</h2>
        <Files files={detail.files} />
      </section>
      <p className={layout.small}>
        {t("version-digest")} <Digest value={detail.row.digest} whole />
      </p>
    </>
  );
}

const KIND = { error: "refusal", warning: "wait", info: "info" } as const;

function Findings({ findings }: { findings: readonly LintFinding[] }) {
  const t = useText();
  if (findings.length === 0) return <p className={layout.quiet}>{t("version-no-findings")}</p>;
  return (
    <section className={layout.column} aria-label={t("version-findings")}>
      {findings.map((finding) => (
        <Notice
          key={`${finding.code} ${finding.element} ${finding.message}`}
          kind={KIND[finding.severity as keyof typeof KIND] ?? "info"}
          rule={finding.code}
        >
          {finding.message} {finding.element !== "" && <code>{finding.element}</code>}
        </Notice>
      ))}
    </section>
  );
}

function Steps({ steps, selected }: { steps: readonly StepView[]; selected: string | null }) {
  const t = useText();
  const named = useNamed();
  const nameOf = (id: string) => steps.find((step) => step.id === id)?.name || id;
  return (
    <ol className={layout.items}>
      {steps.map((step) => (
        <li key={step.id} className={css.step} aria-current={step.id === selected ? "step" : undefined}>
          <span className={css.name}>{step.name || step.id}</span>
          <span className={`${layout.small} ${layout.begins}`}>
            {[
              named("step-kind", step.kind),
              step.rule && t("step-rule", { rule: step.rule }),
              step.form && t("step-form", { form: step.form }),
              step.connector && t("step-connector", { connector: step.connector }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
          {step.next.map(([next, condition]) => (
            <span key={`${next} ${condition}`} className={css.next}>
              → {nameOf(next)} {condition !== null && <code>{condition}</code>}
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}

function Files({ files }: { files: readonly PinnedFile[] }) {
  const named = useNamed();
  return (
    <ul className={layout.items}>
      {files.map((file) => (
        <li key={`${file.kind} ${file.name}`}>
          <details className={layout.disclosure}>
            <summary>
              {named("file-kind", file.kind)} <b>{file.name}</b>
            </summary>
            <p className={layout.small}>
              <Digest value={file.digest} />
            </p>
            <pre tabIndex={0} className={`${layout.code} ${layout.plain}`}>
              {file.text}
            </pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
