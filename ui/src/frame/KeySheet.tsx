/** Every key in one place: `?` shows it. */
import type { ReactNode } from "react";
import { Dialog } from "../components/Dialog";
import { KeyHint } from "../components/KeyHint";
import { useText } from "../text/text";
import { PAGES, type PageName } from "./pages";
import css from "./KeySheet.module.css";

export function KeySheet({
  open,
  onOpenChange,
  pages,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  pages: readonly PageName[];
}) {
  const t = useText();
  return (
    <Dialog title={t("keys-title")} open={open} onOpenChange={onOpenChange}>
      <Group title={t("keys-go")}>
        {PAGES.filter(({ page }) => pages.includes(page)).map(({ page, title, letter }) => (
          <Row key={page} words={t(title)} keys={<KeyHint keys={["g", letter]} sequence />} />
        ))}
      </Group>
      <Group title={t("keys-list")}>
        <Row words={t("keys-next")} keys={<KeyHint keys={["j"]} />} />
        <Row words={t("keys-previous")} keys={<KeyHint keys={["k"]} />} />
        <Row words={t("keys-enter")} keys={<KeyHint keys={["Enter"]} />} />
        <Row words={t("keys-escape")} keys={<KeyHint keys={["Esc"]} />} />
        <Row words={t("keys-filter")} keys={<KeyHint keys={["/"]} />} />
      </Group>
      <Group title={t("keys-everywhere")}>
        <Row words={t("keys-palette")} keys={<KeyHint keys={["Ctrl", "K"]} />} />
        <Row words={t("keys-sheet")} keys={<KeyHint keys={["?"]} />} />
      </Group>
    </Dialog>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className={css.title}>{title}</h3>
      <dl className={css.rows}>{children}</dl>
    </section>
  );
}

function Row({ words, keys }: { words: string; keys: ReactNode }) {
  return (
    <div className={css.row}>
      <dt>{words}</dt>
      <dd>{keys}</dd>
    </div>
  );
}
