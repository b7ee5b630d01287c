/** All workflows; one with its versions; importing another. */
import { Plus, Upload, Workflow as WorkflowIcon } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Table, type Column } from "../../components/Table";
import { PageHeader } from "../../frame/PageHeader";
import { useOpenPalette } from "../../frame/palette";
import type { WorkflowRow } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import { WhyNot } from "../../parts/May";
import layout from "../../parts/layout.module.css";
import { Vouch } from "../../parts/Vouch";
import { href, navigate, useRoute } from "../../router";
import { useText } from "../../text/text";
import { Drafts } from "./Drafts";
import { EditPage } from "./EditPage";
import { ImportDialog } from "./ImportDialog";
import { NewWorkflow } from "./NewWorkflow";
import { WorkflowView } from "./WorkflowView";

export default function WorkflowsPage() {
  const { rest } = useRoute();
  const [workflow, version] = rest;
  if (workflow === undefined) return <AllWorkflows />;
  // No version is called so: versions are called by their digest.
  if (version === "edit") return <EditPage key={workflow} workflow={workflow} />;
  return <WorkflowView key={workflow} workflow={workflow} version={version ?? null} />;
}

function AllWorkflows() {
  const t = useText();
  const palette = useOpenPalette();
  const workflows = useQuery("workflows.list", {}, { topics: ["workflows", "runs", "people"] });
  const [importing, setImporting] = useState(false);
  const [beginning, setBeginning] = useState(false);
  const may = workflows.data?.mayImport;
  const importButton = may?.allowed && (
    <Button icon={<Upload />} onClick={() => setImporting(true)}>
      {t("workflows-import")}
    </Button>
  );
  const newButton = may?.allowed && (
    <Button kind="primary" icon={<Plus />} onClick={() => setBeginning(true)}>
      {t("workflows-new")}
    </Button>
  );
  const columns: Column<WorkflowRow>[] = [
    {
      key: "name",
      title: t("workflows-name"),
      width: 260,
      cell: (row) => (
        <a className={layout.cellLink} href={href("workflows", [row.id])} tabIndex={-1} title={row.name}>
          {row.name}
        </a>
      ),
    },
    {
      key: "published",
      title: t("workflows-published"),
      width: 150,
      cell: (row) =>
        row.published === null ? (
          <span className={layout.quiet}>{t("workflows-unpublished")}</span>
        ) : (
          t("workflow-version", { number: row.published })
        ),
    },
    {
      key: "latest",
      title: t("workflows-latest"),
      width: 120,
      cell: (row) => t("workflow-version", { number: row.latest }),
    },
    { key: "running", title: t("workflows-running"), width: 110, align: "end", cell: (row) => row.running },
    {
      key: "vouch",
      title: t("workflows-vouch"),
      width: 280,
      cell: (row) =>
        row.vouch && (
          <span className={layout.ellipsis}>
            <Vouch vouch={row.vouch} />
          </span>
        ),
    },
  ];
  return (
    <>
      <PageHeader
        title={t("page-workflows")}
        onSearch={palette}
        action={
          <>
            {importButton}
            {newButton}
          </>
        }
      />
      <Drafts />
      <Answer of={workflows}>
        {(data) => (
          <div className={layout.grow}>
            <Table
              label={t("page-workflows")}
              name="workflows"
              columns={columns}
              rows={data.workflows}
              rowKey={(row) => row.id}
              onOpen={(row) => navigate(href("workflows", [row.id]))}
              empty={
                <EmptyState icon={<WorkflowIcon />} action={newButton || <WhyNot may={data.mayImport} quiet />}>
                  {t("workflows-empty")}
                </EmptyState>
              }
            />
          </div>
        )}
      </Answer>
      {beginning && <NewWorkflow onClose={() => setBeginning(false)} />}
      {importing && (
        <ImportDialog
          onClose={() => setImporting(false)}
          onDone={(made) => {
            workflows.reload();
            if (!made.version) return;
            setImporting(false);
            navigate(href("workflows", [made.workflow, made.version]));
          }}
        />
      )}
    </>
  );
}
