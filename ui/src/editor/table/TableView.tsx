/** The decision tables of a workflow: a list, and the grid of the one that is chosen. */
import { Plus, Table as TableIcon, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Notice } from "../../components/Notice";
import { useText } from "../../text/text";
import { NewFile } from "../form/FormView";
import files from "../form/Files.module.css";
import { decision } from "../model/activity";
import { useOpen } from "../model/useEditor";
import { newTable } from "./newTable";
import { readTable } from "./table";
import { TableEditor } from "./TableEditor";

const nameOf = (path: string) => path.slice("decisions/".length, -".dmn".length);

export function TableView({ path }: { path: string | null }) {
  const t = useText();
  const { editor, show } = useOpen();
  const [naming, setNaming] = useState(false);
  const paths = editor.paths("decisions");
  const chosen = path !== null && paths.includes(path) ? path : (paths[0] ?? null);
  const add = (
    <Button icon={<Plus />} onClick={() => setNaming(true)}>
      {t("editor-table-new")}
    </Button>
  );
  const dialog = naming && (
    <NewFile
      title={t("editor-table-new")}
      onClose={() => setNaming(false)}
      onName={(name) => {
        setNaming(false);
        show("tables", newTable(editor, name));
      }}
    />
  );
  if (chosen === null)
    return (
      <>
        <EmptyState icon={<TableIcon />} action={add}>
          {t("table-none")}
        </EmptyState>
        {dialog}
      </>
    );
  const text = editor.file(chosen) ?? "";
  const table = readTable(text);
  const users = editor
    .steps()
    .filter((step) => step.kind === "table" && decision(step.bo).decision === table?.decision);
  return (
    <div className={files.files}>
      <nav className={files.list} aria-label={t("editor-view-tables")}>
        <ul>
          {paths.map((each) => (
            <li key={each}>
              <button
                type="button"
                className={files.file}
                aria-current={each === chosen ? "true" : undefined}
                onClick={() => show("tables", each)}
              >
                {nameOf(each)}
              </button>
            </li>
          ))}
        </ul>
        <div className={files.listFoot}>{add}</div>
      </nav>
      <div className={files.body}>
        <div className={files.bodyHead}>
          <h2>{table?.name || nameOf(chosen)}</h2>
          <span className={files.quiet}>
            {users.length === 0
              ? t("builder-unused")
              : t("builder-used", { steps: users.map((step) => step.name || step.id).join(", ") })}
          </span>
          <Button
            kind="quiet"
            icon={<Trash2 />}
            tip={t("table-remove", { table: nameOf(chosen) })}
            onClick={() => editor.setFile(chosen, null)}
          />
        </div>
        {table ? (
          <TableEditor key={chosen} path={chosen} text={text} table={table} />
        ) : (
          <Notice kind="refusal">{t("table-unreadable")}</Notice>
        )}
      </div>
      {dialog}
    </div>
  );
}
