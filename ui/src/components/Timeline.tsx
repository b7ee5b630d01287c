/** What happened, in order: each act as a sentence with its time and its place in the record. */
import type { ReactNode } from "react";
import { useText } from "../text/text";
import { When } from "./When";
import css from "./Timeline.module.css";

export interface TimelineItem {
  id: string;
  at: string;
  /** The act as a sentence. */
  text: ReactNode;
  /** Reason or note of the person. */
  note?: string;
  entry?: number;
  tone?: "plain" | "seal" | "wait" | "stop";
}

export interface TimelineProps {
  label: string;
  items: readonly TimelineItem[];
  now?: Date;
  selected?: string | null;
  onSelect?: (item: TimelineItem) => void;
}

export function Timeline({ label, items, now, selected, onSelect }: TimelineProps) {
  const t = useText();
  if (items.length === 0) return <p className={css.empty}>{t("timeline-empty")}</p>;
  return (
    <ol className={css.timeline} aria-label={label}>
      {items.map((item) => (
        <li
          key={item.id}
          className={css.item}
          data-tone={item.tone ?? "plain"}
          aria-current={selected === item.id || undefined}
        >
          <span className={css.dot} aria-hidden />
          <div className={css.body}>
            {onSelect ? (
              <button type="button" className={css.act} onClick={() => onSelect(item)}>
                {item.text}
              </button>
            ) : (
              <p>{item.text}</p>
            )}
            {item.note && <p className={css.note}>{item.note}</p>}
            <p className={css.meta}>
              <When at={item.at} now={now} />
              {item.entry !== undefined && <span>{t("timeline-entry", { entry: item.entry })}</span>}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
