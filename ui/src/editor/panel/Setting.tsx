/** One property of a step as a field. What is typed is kept after a short pause or when the field is left. */
import type { ReactNode } from "react";
import { TextArea } from "../../components/TextArea";
import { TextField } from "../../components/TextField";
import { useCommitted } from "./useCommitted";
import css from "./Panel.module.css";

export interface SettingProps {
  label: string;
  value: string;
  onCommit: (value: string) => void;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  rows?: number;
  placeholder?: string;
  code?: boolean;
}

export function Setting({ value, onCommit, rows, code = false, ...frame }: SettingProps) {
  const typed = useCommitted(value, onCommit);
  const shared = { ...frame, value: typed.value, onChange: typed.onChange };
  return (
    <div onBlur={typed.onBlur} className={code ? css.code : undefined}>
      {rows === undefined ? (
        <TextField {...shared} spellCheck={!code} autoComplete="off" />
      ) : (
        <TextArea {...shared} rows={rows} />
      )}
    </div>
  );
}

export function Section({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <section className={css.section}>
      <div className={css.sectionHead}>
        <h3>{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}
