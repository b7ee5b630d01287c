/** The window of a workspace: sidebar, page, palette, key sheet. The page itself is given as children. */
import { useEffect, useState, type ReactNode } from "react";
import { CommandPalette, type PaletteEntry } from "../components/CommandPalette";
import { href, navigate, useRoute } from "../router";
import { useText } from "../text/text";
import { KeySheet } from "./KeySheet";
import { PaletteContext } from "./palette";
import { PAGES } from "./pages";
import { Sidebar, type SidebarProps } from "./Sidebar";
import { useShortcuts } from "./shortcuts";
import css from "./Frame.module.css";

export interface FrameProps extends Omit<SidebarProps, "page" | "narrow" | "onNarrow"> {
  /** Acts of the page shown, for the palette. */
  acts?: readonly PaletteEntry[];
  /** What must be known on every page, above it. */
  banners?: ReactNode;
  children: ReactNode;
}

const NARROW = "(max-width: 899px)";

export function Frame({ acts = [], banners, children, ...sidebar }: FrameProps) {
  const t = useText();
  const { page } = useRoute();
  const tight = useMedia(NARROW);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  const pages = PAGES.filter((entry) => sidebar.pages.includes(entry.page));
  useShortcuts({
    onPalette: () => setPalette(true),
    onSheet: () => setSheet(true),
    onGo: (letter) => {
      const target = pages.find((entry) => entry.letter === letter);
      if (target) navigate(href(target.page));
    },
  });
  const entries: PaletteEntry[] = [
    ...acts,
    ...pages.map(({ page: name, title, letter, icon: Icon }) => ({
      id: `go-${name}`,
      label: t(title),
      group: t("keys-go"),
      icon: <Icon />,
      keys: ["g", letter],
      sequence: true,
      onRun: () => navigate(href(name)),
    })),
    { id: "sheet", label: t("keys-title"), group: t("keys-everywhere"), keys: ["?"], onRun: () => setSheet(true) },
  ];
  return (
    <PaletteContext value={() => setPalette(true)}>
      <a
        className={css.skip}
        href="#page"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("page")?.focus();
        }}
      >
        {t("skip-link")}
      </a>
      <div className={css.frame}>
        <Sidebar {...sidebar} page={page || "inbox"} narrow={chosen ?? tight} onNarrow={setChosen} />
        <main id="page" tabIndex={-1} className={css.page}>
          {banners}
          {children}
        </main>
      </div>
      <CommandPalette entries={entries} open={palette} onOpenChange={setPalette} />
      <KeySheet open={sheet} onOpenChange={setSheet} pages={sidebar.pages} />
    </PaletteContext>
  );
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const media = window.matchMedia(query);
    const onChange = () => setMatches(media.matches);
    media.addEventListener("change", onChange);
    return () => media.removeEventListener("change", onChange);
  }, [query]);
  return matches;
}
