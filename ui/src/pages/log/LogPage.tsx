/** The record: its state, every entry as a sentence, and each entry down to its bytes and the path to the root. */
import { Bookmark, FileOutput, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { ErrorNotice } from "../../components/Notice";
import { PageHeader } from "../../frame/PageHeader";
import { useOpenPalette } from "../../frame/palette";
import { useHolds } from "../../frame/session";
import { useCommand } from "../../host/hooks";
import layout from "../../parts/layout.module.css";
import { useText } from "../../text/text";
import { CheckpointDialog, ExportDialog } from "./Leaving";
import { Entries } from "./Entries";
import { SealPanel } from "./SealPanel";

export default function LogPage() {
  const t = useText();
  const palette = useOpenPalette();
  const mayExport = useHolds("data.export");
  const verify = useCommand("verify.start");
  const [dialog, setDialog] = useState<"export" | "checkpoint" | null>(null);
  return (
    <>
      <PageHeader
        title={t("page-log")}
        onSearch={palette}
        action={
          <>
            <Button icon={<Bookmark />} onClick={() => setDialog("checkpoint")}>
              {t("log-checkpoint")}
            </Button>
            {mayExport && (
              <Button icon={<FileOutput />} onClick={() => setDialog("export")}>
                {t("log-export")}
              </Button>
            )}
            <Button kind="primary" icon={<ShieldCheck />} busy={verify.busy} onClick={() => verify.run({})}>
              {t("log-verify")}
            </Button>
          </>
        }
      />
      {verify.error && (
        <div className={layout.pad}>
          <ErrorNotice error={verify.error} onAgain={verify.again} />
        </div>
      )}
      <SealPanel onCheck={() => verify.run({})} onCheckpoint={() => setDialog("checkpoint")} />
      <Entries />
      {dialog === "export" && <ExportDialog onClose={() => setDialog(null)} />}
      {dialog === "checkpoint" && <CheckpointDialog onClose={() => setDialog(null)} />}
    </>
  );
}
