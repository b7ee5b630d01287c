/** The head of a page: a noun, where it lies when depth is more than one, and one primary action. */
import { Search } from "lucide-react";
import { useEffect, type ReactNode } from "react";
import { Button } from "../components/Button";
import { KeyHint } from "../components/KeyHint";
import { useText } from "../text/text";
import css from "./PageHeader.module.css";

export interface PageHeaderProps {
  title: ReactNode;
  /** Where this page hangs: `[{ text: "Runs", href: "#/runs" }]`. */
  above?: readonly { text: string; href: string }[];
  /** Badges beside the title. */
  beside?: ReactNode;
  action?: ReactNode;
  /** A 3 px bar: what is done here is done in production. */
  production?: boolean;
  onSearch?: () => void;
}

export function PageHeader({ title, above, beside, action, production = false, onSearch }: PageHeaderProps) {
  const t = useText();
  useEffect(() => {
    if (typeof title === "string") document.title = t("page-title", { title });
  }, [t, title]);
  return (
    <header className={css.header} data-production={production || undefined}>
      <div className={css.titles}>
        {above && above.length > 0 && (
          <ol className={css.above}>
            {above.map((place) => (
              <li key={place.href}>
                <a href={place.href}>{place.text}</a>
              </li>
            ))}
          </ol>
        )}
        <div className={css.line}>
          <h1>{title}</h1>
          {beside}
        </div>
      </div>
      <div className={css.acts}>
        {onSearch && (
          <Button kind="quiet" icon={<Search />} onClick={onSearch} aria-keyshortcuts="Control+K">
            {t("palette-open")} <KeyHint keys={["Ctrl", "K"]} />
          </Button>
        )}
        {action}
      </div>
    </header>
  );
}
