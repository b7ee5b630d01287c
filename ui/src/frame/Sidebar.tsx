/** Pages on the left; at the bottom always two truths: the state of the record, and who signs. */
import { ChevronsUpDown, Lock, LogOut, PanelLeftClose, PanelLeftOpen, UserRoundCog } from "lucide-react";
import { Button } from "../components/Button";
import { Menu, type MenuEntry } from "../components/Menu";
import { PersonChip, initials } from "../components/PersonChip";
import { Seal, type SealState } from "../components/Seal";
import { Tooltip } from "../components/Tooltip";
import { href } from "../router";
import { THEMES, useTheme, type Theme } from "../styles/theme";
import { msg, useText } from "../text/text";
import { spanText } from "../text/time";
import { PAGES, type PageName } from "./pages";
import css from "./Sidebar.module.css";

export interface Signer {
  name: string;
  sessionSecondsLeft: number;
}

export interface SidebarProps {
  workspace: string;
  page: string;
  /** Pages that exist and may be seen; others are not shown. */
  pages: readonly PageName[];
  /** How many things wait for the signer, by page. */
  waiting: Partial<Record<PageName, number>>;
  /** A workspace for trying out: said beside its name. */
  demo?: boolean;
  seal: SealState;
  signer: Signer;
  narrow: boolean;
  onNarrow: (narrow: boolean) => void;
  onLock: () => void;
  onSwitch: () => void;
  /** Leaves the workspace for the list of workspaces. */
  onLeave?: () => void;
}

const THEME_WORDS: Record<Theme, string> = {
  system: msg("theme-system"),
  light: msg("theme-light"),
  dark: msg("theme-dark"),
};

export function Sidebar({
  workspace,
  page,
  pages,
  waiting,
  demo = false,
  seal,
  signer,
  narrow,
  onNarrow,
  onLock,
  onSwitch,
  onLeave,
}: SidebarProps) {
  const t = useText();
  const [theme, setTheme] = useTheme();
  const entries: MenuEntry[] = [
    { id: "lock", label: t("signer-lock"), icon: <Lock />, onSelect: onLock },
    { id: "switch", label: t("signer-switch"), icon: <UserRoundCog />, onSelect: onSwitch },
    ...(onLeave
      ? [{ id: "leave", label: t("signer-leave"), icon: <LogOut />, onSelect: onLeave } satisfies MenuEntry]
      : []),
    { kind: "line", id: "line" },
    ...THEMES.map((value): MenuEntry => ({
      id: value,
      label: `${t("theme-label")}: ${t(THEME_WORDS[value])}`,
      disabled: value === theme,
      onSelect: () => setTheme(value),
    })),
  ];
  return (
    <nav className={css.sidebar} data-narrow={narrow || undefined} aria-label={t("sidebar-label")}>
      <div className={css.workspace}>
        {!narrow && (
          <span className={css.name} title={workspace}>
            {workspace}
            {demo && <span className={css.demo}>{t("sidebar-demo")}</span>}
          </span>
        )}
        <Button
          kind="quiet"
          icon={narrow ? <PanelLeftOpen /> : <PanelLeftClose />}
          tip={t(narrow ? "sidebar-expand" : "sidebar-collapse")}
          onClick={() => onNarrow(!narrow)}
        />
      </div>
      <ul className={css.pages}>
        {PAGES.filter((entry) => pages.includes(entry.page)).map(({ page: name, title, icon: Icon }) => {
          const count = waiting[name] ?? 0;
          const link = (
            <a
              className={css.page}
              href={href(name)}
              aria-current={page === name ? "page" : undefined}
              aria-label={narrow ? t(title) : undefined}
            >
              <Icon aria-hidden />
              {!narrow && <span>{t(title)}</span>}
              {count > 0 && (
                <span className={css.count}>
                  <span aria-hidden>{count}</span>
                  <span className="sr-only">{t("sidebar-waiting", { count })}</span>
                </span>
              )}
            </a>
          );
          return <li key={name}>{narrow ? <Tooltip text={t(title)}>{link}</Tooltip> : link}</li>;
        })}
      </ul>
      <div className={css.foot}>
        <a className={css.truth} href={href("log")}>
          <Seal seal={seal} short />
        </a>
        <Menu
          side="top"
          entries={entries}
          trigger={
            <button
              type="button"
              className={css.signer}
              aria-label={narrow ? t("signer-menu", { name: signer.name }) : undefined}
            >
              {narrow ? (
                <span className={css.initials}>{initials(signer.name)}</span>
              ) : (
                <>
                  <span className={css.who}>
                    <PersonChip name={signer.name} />
                    <span className={css.session}>
                      {t("signer-session", { time: spanText(t, signer.sessionSecondsLeft) })}
                    </span>
                  </span>
                  <ChevronsUpDown aria-hidden />
                </>
              )}
            </button>
          }
        />
      </div>
    </nav>
  );
}
