/** One workflow: its versions as a rail, and the chosen one with steps, files and findings. */
import { PencilLine, Rocket, Upload } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { shortDigest } from "../../components/Digest";
import { Notice } from "../../components/Notice";
import { StateBadge } from "../../components/StateBadge";
import { When } from "../../components/When";
import { PageHeader } from "../../frame/PageHeader";
import type { Proposed, VersionRow, WorkflowDetail } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import { WhyNot } from "../../parts/May";
import layout from "../../parts/layout.module.css";
import { ProposedNotice } from "../../parts/ProposedNotice";
import { RowList } from "../../parts/RowList";
import { SignDialog } from "../../parts/SignDialog";
import { useSigned } from "../../parts/useSigned";
import { Vouch } from "../../parts/Vouch";
import { href, navigate } from "../../router";
import { useText } from "../../text/text";
import { ImportDialog } from "./ImportDialog";
import { Version } from "./Version";

export function WorkflowView({ workflow, version }: { workflow: string; version: string | null }) {
  const t = useText();
  const detail = useQuery("workflows.detail", { workflow }, { topics: ["workflows", "changes", "runs", "people"] });
  const [dialog, setDialog] = useState<"import" | "publish" | null>(null);
  const [proposed, setProposed] = useState<Proposed | null>(null);
  const versions = detail.data?.versions ?? [];
  const chosen = versions.find((row) => row.digest === version) ?? versions[0];
  const mayPublish = detail.data?.mayPublish;
  const publishable = chosen && !chosen.published && !chosen.proposed;
  return (
    <>
      <PageHeader
        title={detail.data?.row.name ?? workflow}
        above={[{ text: t("page-workflows"), href: href("workflows") }]}
        action={
          <>
            <Button
              icon={<PencilLine />}
              onClick={() => navigate(href("workflows", [workflow, "edit"], version === null ? {} : { version }))}
            >
              {t("workflow-edit")}
            </Button>
            <Button icon={<Upload />} onClick={() => setDialog("import")}>
              {t("workflow-import-version")}
            </Button>
            {publishable && mayPublish?.allowed && (
              <Button kind="primary" icon={<Rocket />} onClick={() => setDialog("publish")}>
                {t("workflow-publish", { number: chosen.number })}
              </Button>
            )}
          </>
        }
      />
      {proposed && <ProposedNotice proposed={proposed} onClose={() => setProposed(null)} />}
      <Answer of={detail}>{(data) => <Rail detail={data} chosen={chosen} />}</Answer>
      {dialog === "import" && (
        <ImportDialog
          workflow={workflow}
          onClose={() => setDialog(null)}
          onDone={(made) => {
            detail.reload();
            if (!made.version) return;
            setDialog(null);
            navigate(href("workflows", [workflow, made.version]));
          }}
        />
      )}
      {dialog === "publish" && chosen && (
        <Publish
          workflow={workflow}
          version={chosen}
          onClose={() => setDialog(null)}
          onDone={(made) => {
            setDialog(null);
            setProposed(made);
            detail.reload();
          }}
        />
      )}
    </>
  );
}

function Rail({ detail, chosen }: { detail: WorkflowDetail; chosen: VersionRow | undefined }) {
  const t = useText();
  const { row } = detail;
  return (
    <div className={layout.split}>
      <nav className={layout.list} aria-label={t("workflow-versions")}>
        <RowList
          label={t("workflow-versions")}
          groups={[{ id: "all", rows: detail.versions }]}
          rowKey={(each) => each.digest}
          selected={chosen?.digest ?? null}
          onSelect={(each) => navigate(href("workflows", [row.id, each.digest]), { replace: true })}
        >
          {(each) => <VersionLine version={each} />}
        </RowList>
      </nav>
      <div className={layout.doc}>
        <div className={layout.docBody}>
          {row.vouch && (
            <p className={layout.small}>
              {row.published !== null && t("workflow-published-by", { number: row.published })}{" "}
              <Vouch vouch={row.vouch} />
            </p>
          )}
          <Schedules detail={detail} />
          {!detail.mayPublish.allowed && chosen && !chosen.published && <WhyNot may={detail.mayPublish} />}
          {chosen && <Version key={chosen.digest} version={chosen.digest} name={row.name} />}
        </div>
      </div>
    </div>
  );
}

/** When it starts by itself, and who answers for that; or why it waits. */
function Schedules({ detail }: { detail: WorkflowDetail }) {
  const t = useText();
  return (detail.schedules ?? []).map(({ schedule, step, due, zone, repeats, left, person, mayStart }) => (
    <div key={schedule}>
      <p className={layout.small}>
        {t("workflow-starts-next", { step })} <When at={due} />
        {zone !== "UTC" && ` (${zone})`}
        {repeats !== null && ` · ${left === null ? t("runs-repeats") : t("workflow-starts-left", { count: left })}`}
        {" · "}
        {t("workflow-starts-person", { person: person.name })}
      </p>
      {!mayStart.allowed && (
        <Notice kind="wait">{t("workflow-starts-waits", { person: person.name, because: mayStart.because })}</Notice>
      )}
    </div>
  ));
}

function VersionLine({ version }: { version: VersionRow }) {
  const t = useText();
  return (
    <>
      <span className={`${layout.row} ${layout.between}`}>
        <b className={layout.begins}>{t("workflow-version", { number: version.number })}</b>
        {version.unusable !== undefined ? (
          <StateBadge state="incident" text={t("workflow-unusable")} />
        ) : version.published ? (
          <StateBadge state="published" />
        ) : version.proposed ? (
          <StateBadge state="waiting" text={t("workflow-proposed")} />
        ) : (
          <StateBadge state="draft" />
        )}
      </span>
      <span className={layout.clamp} title={version.author.name}>
        {version.author.name}
      </span>
      <span className={layout.small}>
        <When at={version.at} /> · <code>{shortDigest(version.digest)}</code>
        {version.running > 0 && <> · {t("workflow-running", { count: version.running })}</>}
      </span>
      {version.unusable !== undefined && <span className={layout.small}>{version.unusable}</span>}
    </>
  );
}

function Publish({
  workflow,
  version,
  onClose,
  onDone,
}: {
  workflow: string;
  version: VersionRow;
  onClose: () => void;
  onDone: (proposed: Proposed) => void;
}) {
  const t = useText();
  const publish = useSigned("workflows.publish", onDone);
  const send = () => publish.send({ workflow, version: version.digest });
  return (
    <SignDialog
      title={t("workflow-publish", { number: version.number })}
      description={t("workflow-publish-words")}
      sign={t("workflow-sign-publish")}
      {...publish.dialog}
      onSign={send}
      onClose={onClose}
    />
  );
}
