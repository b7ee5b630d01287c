/** What stopped: in words, what is safe, and the ways on; the person who chooses one signs for it. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { TextField } from "../../components/TextField";
import type { IncidentView, Plain, Receipt, RunDetail } from "../../host/contract";
import { useCommand } from "../../host/hooks";
import { WhyNot } from "../../parts/May";
import { SignDialog } from "../../parts/SignDialog";
import layout from "../../parts/layout.module.css";
import { useNamed, useText } from "../../text/text";
import css from "./Runs.module.css";

export function Incidents({
  detail,
  onDone,
}: {
  detail: RunDetail;
  onDone: (title: string, receipt: Receipt) => void;
}) {
  const t = useText();
  const named = useNamed();
  const [chosen, setChosen] = useState<{ incident: IncidentView; way: string } | null>(null);
  if (detail.incidents.length === 0) return null;
  return (
    <section className={css.incident}>
      {detail.incidents.map((incident) => (
        <Notice
          key={incident.incident}
          kind="incident"
          way={
            incident.mayResolve.allowed ? (
              incident.ways.map((way) => (
                <Button
                  key={way}
                  kind={way === "cancel" ? "stop" : "plain"}
                  onClick={() => setChosen({ incident, way })}
                >
                  {named("incident-way", way)}
                </Button>
              ))
            ) : (
              <WhyNot may={incident.mayResolve} quiet />
            )
          }
        >
          <b>{t("runs-incident", { step: incident.step })}</b> {named("incident", incident.code)}
          {incident.detail && (
            <details className={layout.disclosure}>
              <summary>{t("runs-incident-detail")}</summary>
              <code>{incident.detail}</code>
            </details>
          )}
        </Notice>
      ))}
      {chosen && (
        <Resolve
          request={detail.row.request}
          incident={chosen.incident}
          way={chosen.way}
          onClose={() => setChosen(null)}
          onDone={(receipt) => {
            setChosen(null);
            onDone(t("runs-resolved"), receipt);
          }}
        />
      )}
    </section>
  );
}

function Resolve({
  request,
  incident,
  way,
  onClose,
  onDone,
}: {
  request: string;
  incident: IncidentView;
  way: string;
  onClose: () => void;
  onDone: (receipt: Receipt) => void;
}) {
  const t = useText();
  const named = useNamed();
  const resolve = useCommand("incidents.resolve");
  const [reason, setReason] = useState("");
  const [outputs, setOutputs] = useState<{ path: string; value: string }[]>([]);
  const send = () => {
    const given: Record<string, Plain> = {};
    for (const { path, value } of outputs) if (path.trim() !== "") given[path.trim()] = value.trim();
    resolve.run({ request, incident: incident.incident, way, reason: reason.trim(), outputs: given }, { done: onDone });
  };
  const setAt = (index: number, next: { path: string; value: string }) =>
    setOutputs(outputs.map((each, at) => (at === index ? next : each)));
  return (
    <SignDialog
      title={named("incident-way", way)}
      description={named("incident-way-words", way)}
      sign={t("runs-sign-resolve")}
      kind={way === "cancel" ? "stop" : "sign"}
      busy={resolve.busy}
      slow={resolve.slow}
      error={resolve.error}
      onAgain={resolve.again}
      onSign={send}
      onClose={onClose}
      reason={reason}
      onReason={setReason}
      reasonNeeded
    >
      {way === "done" && (
        <div className={css.outputs}>
          <p className={layout.small}>{t("runs-outputs-words")}</p>
          {outputs.map((output, index) => (
            // Rows are only added at the end.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={index} className={layout.row}>
              <TextField
                label={t("runs-output-name")}
                value={output.path}
                onChange={(path) => setAt(index, { ...output, path })}
                spellCheck={false}
              />
              <TextField
                label={t("runs-output-value")}
                value={output.value}
                onChange={(value) => setAt(index, { ...output, value })}
              />
            </div>
          ))}
          <div>
            <Button onClick={() => setOutputs([...outputs, { path: "", value: "" }])}>{t("runs-output-add")}</Button>
          </div>
        </div>
      )}
    </SignDialog>
  );
}
