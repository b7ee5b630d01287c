/** One's own requests, the newest first: where each stands. */
import { FileText } from "lucide-react";
import { EmptyState } from "../../components/EmptyState";
import { useText } from "../../text/text";
import { href } from "../../router";
import { RunTable } from "../runs/RunTable";
import layout from "../../parts/layout.module.css";

const MINE = { mine: true, workflow: null, state: null };

export function Mine() {
  const t = useText();
  return (
    <div className={layout.fill}>
      <RunTable
        filter={MINE}
        name="requests-mine"
        empty={
          <EmptyState icon={<FileText />} action={<a href={href("requests")}>{t("requests-tab-start")}</a>}>
            {t("requests-mine-empty")}
          </EmptyState>
        }
      />
    </div>
  );
}
