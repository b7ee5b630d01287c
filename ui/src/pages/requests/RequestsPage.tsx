/** Starting a request, and what became of one's own. */
import { FileText } from "lucide-react";
import { EmptyState } from "../../components/EmptyState";
import { PageHeader } from "../../frame/PageHeader";
import { useOpenPalette } from "../../frame/palette";
import { useSession } from "../../frame/session";
import type { Startable } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import layout from "../../parts/layout.module.css";
import { href, useRoute } from "../../router";
import { useText } from "../../text/text";
import { Mine } from "./Mine";
import { Start } from "./Start";
import css from "./Requests.module.css";

export default function RequestsPage() {
  const t = useText();
  const palette = useOpenPalette();
  const { open } = useSession();
  const { rest } = useRoute();
  const [place, workflow] = rest;
  const starting = place === "start" && workflow !== undefined;
  return (
    <>
      <PageHeader
        title={starting ? t("requests-new") : t("page-requests")}
        above={starting ? [{ text: t("page-requests"), href: href("requests") }] : []}
        production={!open.demo}
        onSearch={palette}
      />
      {starting ? (
        <Start key={workflow} workflow={workflow} />
      ) : (
        <>
          <nav className={layout.tabs} aria-label={t("page-requests")}>
            <a href={href("requests")} aria-current={place === undefined ? "page" : undefined}>
              {t("requests-tab-start")}
            </a>
            <a href={href("requests", ["mine"])} aria-current={place === "mine" ? "page" : undefined}>
              {t("requests-tab-mine")}
            </a>
          </nav>
          {place === "mine" ? <Mine /> : <Tiles />}
        </>
      )}
    </>
  );
}

function Tiles() {
  const t = useText();
  const startable = useQuery("requests.startable", {}, { topics: ["workflows", "people"] });
  return (
    <div className={layout.scroll}>
      <Answer of={startable}>
        {({ workflows }) =>
          workflows.length === 0 ? (
            <EmptyState icon={<FileText />} action={<a href={href("workflows")}>{t("requests-to-workflows")}</a>}>
              {t("requests-empty")}
            </EmptyState>
          ) : (
            <ul className={css.tiles}>
              {workflows.map((each) => (
                <li key={each.workflow}>
                  <Tile workflow={each} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </div>
  );
}

function Tile({ workflow }: { workflow: Startable }) {
  const t = useText();
  const words = (
    <>
      <span className={css.name}>{workflow.name}</span>
      <span className={css.sentence}>{workflow.description}</span>
    </>
  );
  if (workflow.mayStart.allowed)
    return (
      <a className={css.tile} href={href("requests", ["start", workflow.workflow])}>
        {words}
      </a>
    );
  return (
    <div className={css.tile} data-closed>
      {words}
      <span className={css.why}>{t("may-not-because", { because: workflow.mayStart.because })}</span>
    </div>
  );
}
