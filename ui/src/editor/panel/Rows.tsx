/** Rows of pairs, such as inputs of a call: add, change, remove, by keyboard too. */
import { Plus, X } from "lucide-react";
import { Button } from "../../components/Button";
import { useText } from "../../text/text";
import { Setting } from "./Setting";
import { FeelSetting } from "./FeelSetting";
import css from "./Panel.module.css";

export interface Row {
  name: string;
  value: string;
}

export interface RowsProps {
  rows: readonly Row[];
  onChange: (rows: Row[]) => void;
  nameLabel: string;
  valueLabel: string;
  /** What the button says: "Add an input". */
  add: string;
  /** Values are expressions. */
  feel?: boolean;
  empty: string;
}

export function Rows({ rows, onChange, nameLabel, valueLabel, add, feel = false, empty }: RowsProps) {
  const t = useText();
  const set = (index: number, part: Partial<Row>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <div className={css.rows}>
      {rows.length === 0 && <p className={css.quiet}>{empty}</p>}
      {rows.map((row, index) => (
        // Rows have no id of their own: their place is what they are known by.
        // oxlint-disable-next-line react/no-array-index-key
        <div
          key={index}
          className={css.pair}
          role="group"
          aria-label={t("editor-row", { number: index + 1, name: row.name })}
        >
          <Setting label={nameLabel} value={row.name} onCommit={(name) => set(index, { name })} code />
          {feel ? (
            <FeelSetting label={valueLabel} value={row.value} onCommit={(value) => set(index, { value })} rows={1} />
          ) : (
            <Setting label={valueLabel} value={row.value} onCommit={(value) => set(index, { value })} code />
          )}
          <Button
            kind="quiet"
            icon={<X />}
            tip={t("editor-row-remove", { number: index + 1 })}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button icon={<Plus />} onClick={() => onChange([...rows, { name: "", value: "" }])}>
        {add}
      </Button>
    </div>
  );
}
