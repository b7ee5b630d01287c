/** A decision table: how it decides, its grid, and the settings of the column that is chosen. */
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Select } from "../../components/Select";
import { useNamed, useText } from "../../text/text";
import { useOpen } from "../model/useEditor";
import { FeelSetting } from "../panel/FeelSetting";
import { Setting } from "../panel/Setting";
import { useFeelCheck } from "../panel/useFeelCheck";
import { Grid, type Cell } from "./Grid";
import {
  AGGREGATIONS,
  HIT_POLICIES,
  TYPES,
  addColumn,
  addRule,
  moveColumn,
  moveRule,
  removeColumn,
  removeRule,
  setCell,
  setColumn,
  setNote,
  setTable,
  type Column,
  type Table,
} from "./table";
import css from "./Table.module.css";

const NONE = "-";

export function TableEditor({ path, text, table }: { path: string; text: string; table: Table }) {
  const t = useText();
  const { editor } = useOpen();
  const [at, setAt] = useState<Cell>({ row: 0, column: 0 });
  const keep = (next: string) => editor.setFile(path, next);
  const cell = {
    row: Math.min(at.row, table.rules.length - 1),
    column: Math.min(at.column, table.columns.length),
  };
  const column = table.columns[cell.column];
  return (
    <div className={css.editor}>
      <div className={css.main}>
        <HitPolicy table={table} onSet={(set) => keep(setTable(text, set))} />
        <RuleTools table={table} cell={cell} text={text} keep={keep} onCell={setAt} />
        <Grid
          table={table}
          cell={cell}
          onCell={setAt}
          onSet={({ row, column: to }, value) =>
            keep(to === table.columns.length ? setNote(text, row, value) : setCell(text, row, to, value))
          }
          onAddRule={() => {
            keep(addRule(text, table.rules.length - 1));
            setAt({ row: table.rules.length, column: 0 });
          }}
        />
        <CellState table={table} cell={cell} />
        <p className={css.quiet}>{t("table-keys")}</p>
      </div>
      <section className={css.side} aria-label={t("table-column")}>
        {column ? (
          <ColumnSettings
            key={`${cell.column} ${column.side}`}
            column={column}
            onSet={(set) => keep(setColumn(text, cell.column, set))}
          />
        ) : (
          <p className={css.quiet}>{t("table-note-words")}</p>
        )}
        <div className={css.acts}>
          <Button icon={<Plus />} onClick={() => keep(addColumn(text, "input"))}>
            {t("table-add-input")}
          </Button>
          <Button icon={<Plus />} onClick={() => keep(addColumn(text, "output"))}>
            {t("table-add-output")}
          </Button>
        </div>
        {column && (
          <div className={css.acts}>
            <Button
              kind="quiet"
              icon={<ArrowLeft />}
              tip={t("table-column-left")}
              onClick={() => keep(moveColumn(text, cell.column, -1))}
            />
            <Button
              kind="quiet"
              icon={<ArrowRight />}
              tip={t("table-column-right")}
              onClick={() => keep(moveColumn(text, cell.column, 1))}
            />
            <Button
              kind="quiet"
              icon={<Trash2 />}
              tip={t("table-column-remove")}
              onClick={() => keep(removeColumn(text, cell.column))}
            />
          </div>
        )}
      </section>
    </div>
  );
}

const id = (policy: string) => policy.toLowerCase().replace(" ", "-");

function HitPolicy({ table, onSet }: { table: Table; onSet: (set: Parameters<typeof setTable>[1]) => void }) {
  const t = useText();
  const named = useNamed();
  const policies: readonly string[] = HIT_POLICIES;
  return (
    <div className={css.policy}>
      <Setting label={t("editor-name")} value={table.name} onCommit={(name) => onSet({ name })} />
      <Select
        label={t("table-policy")}
        options={policies.map((value) => ({ value, label: named("table-policy", id(value)) }))}
        value={table.hitPolicy}
        onChange={(hitPolicy) => onSet({ hitPolicy })}
      />
      {table.hitPolicy === "COLLECT" && (
        <Select
          label={t("table-aggregation")}
          options={AGGREGATIONS.map((value) => ({
            value: value || NONE,
            label: named("table-aggregation", value.toLowerCase() || "list"),
          }))}
          value={table.aggregation || NONE}
          onChange={(value) => onSet({ aggregation: value === NONE ? "" : value })}
        />
      )}
    </div>
  );
}

function RuleTools({
  table,
  cell,
  text,
  keep,
  onCell,
}: {
  table: Table;
  cell: Cell;
  text: string;
  keep: (text: string) => void;
  onCell: (cell: Cell) => void;
}) {
  const t = useText();
  const last = table.rules.length - 1;
  const to = (row: number) => onCell({ ...cell, row: Math.max(0, row) });
  return (
    <div className={css.tools} role="toolbar" aria-label={t("table-rules")}>
      <Button
        icon={<Plus />}
        onClick={() => {
          keep(addRule(text, cell.row));
          to(cell.row + 1);
        }}
      >
        {t("table-rule-add")}
      </Button>
      <Button
        kind="quiet"
        icon={<ArrowUp />}
        tip={t("table-rule-up")}
        disabled={cell.row <= 0}
        onClick={() => {
          keep(moveRule(text, cell.row, -1));
          to(cell.row - 1);
        }}
      />
      <Button
        kind="quiet"
        icon={<ArrowDown />}
        tip={t("table-rule-down")}
        disabled={cell.row >= last}
        onClick={() => {
          keep(moveRule(text, cell.row, 1));
          to(cell.row + 1);
        }}
      />
      <Button
        kind="quiet"
        icon={<Trash2 />}
        tip={t("table-rule-remove")}
        disabled={last < 0}
        onClick={() => {
          keep(removeRule(text, cell.row));
          to(Math.min(cell.row, last - 1));
        }}
      />
    </div>
  );
}

/** What the engine says of the cell where one is. */
function CellState({ table, cell }: { table: Table; cell: Cell }) {
  const t = useText();
  const { fields } = useOpen();
  const column = table.columns[cell.column];
  const value = column ? (table.rules[cell.row]?.cells[cell.column] ?? "") : "";
  const check = useFeelCheck(
    value === "-" ? "" : value,
    fields.map((field) => field.path),
    column?.side === "input",
  );
  return (
    <p role="status" className={check.error ? css.wrong : css.quiet}>
      {check.error &&
        t("table-cell-error", { row: cell.row + 1, message: check.error.message, at: check.error.start + 1 })}
    </p>
  );
}

function ColumnSettings({ column, onSet }: { column: Column; onSet: (set: Partial<Omit<Column, "side">>) => void }) {
  const t = useText();
  const named = useNamed();
  const known: readonly string[] = TYPES;
  const types = known.includes(column.type) ? known : [...known, column.type];
  return (
    <>
      <h3>{t(column.side === "input" ? "table-input" : "table-output")}</h3>
      <Setting label={t("table-label")} optional value={column.label} onCommit={(label) => onSet({ label })} />
      {column.side === "input" ? (
        <FeelSetting
          label={t("table-expression")}
          hint={t("table-expression-hint")}
          rows={1}
          open
          value={column.value}
          onCommit={(value) => onSet({ value: value.trim() })}
        />
      ) : (
        <Setting
          label={t("table-name")}
          hint={t("table-name-hint")}
          code
          value={column.value}
          onCommit={(value) => onSet({ value: value.trim() })}
        />
      )}
      <Select
        label={t("table-type")}
        options={types.map((value) => ({ value: value || NONE, label: named("table-type", value || "any") }))}
        value={column.type || NONE}
        onChange={(value) => onSet({ type: value === NONE ? "" : value })}
      />
    </>
  );
}
