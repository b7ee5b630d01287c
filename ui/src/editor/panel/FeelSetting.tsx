/**
 * A FEEL expression as a field: checked while it is typed, with completion of the fields that the workflow declares. The leading `=`
 * is the file's business, not the person's.
 */
import { Field as Base } from "@base-ui/react/field";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { Field } from "../../components/Field";
import control from "../../components/Field.module.css";
import { useText } from "../../text/text";
import { useOpen } from "../model/useEditor";
import { completions, complete, type Word, wordAt } from "./completion";
import { useCommitted } from "./useCommitted";
import { useFeelCheck } from "./useFeelCheck";
import css from "./Panel.module.css";

export interface FeelSettingProps {
  label: string;
  value: string;
  onCommit: (value: string) => void;
  hint?: string;
  optional?: boolean;
  unary?: boolean;
  rows?: number;
  /** A sealed field must not be read here: conditions and routes. */
  open?: boolean;
}

export function FeelSetting({
  label,
  value,
  onCommit,
  hint,
  optional,
  unary = false,
  rows = 2,
  open: openOnly = false,
}: FeelSettingProps) {
  const t = useText();
  const { fields } = useOpen();
  const typed = useCommitted(value, onCommit);
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [word, setWord] = useState<Word | null>(null);
  const [at, setAt] = useState(0);
  const names = fields.filter((field) => !openOnly || !field.sealed);
  const found = word ? completions(names, word) : [];
  const shown = found.length > 0;
  const check = useFeelCheck(
    typed.value,
    names.map((field) => field.path),
    unary,
  );

  const take = (path: string) => {
    if (!word || !box.current) return;
    const next = complete(typed.value, word, path);
    typed.onChange(next.text);
    setWord(null);
    requestAnimationFrame(() => box.current?.setSelectionRange(next.caret, next.caret));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!shown) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((at + step + found.length) % found.length);
    else if (event.key === "Enter" || event.key === "Tab") take(found[at]?.path ?? "");
    else if (event.key === "Escape") setWord(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={css.feel} onBlur={typed.onBlur}>
      <Field
        label={label}
        optional={optional}
        hint={hint}
        error={check.error && t("editor-feel-error", { message: check.error.message, at: check.error.start + 1 })}
      >
        <Base.Control
          render={
            <textarea
              ref={box}
              rows={rows}
              role="combobox"
              aria-autocomplete="list"
              aria-expanded={shown}
              aria-controls={list}
              aria-activedescendant={shown ? `${list}-${at}` : undefined}
              spellCheck={false}
              onKeyDown={onKeyDown}
              onBlur={() => setWord(null)}
            />
          }
          className={`${control.control} ${css.expression}`}
          value={typed.value}
          onValueChange={(next) => {
            typed.onChange(String(next));
            setWord(wordAt(String(next), box.current?.selectionStart ?? String(next).length));
            setAt(0);
          }}
        />
      </Field>
      <ul id={list} role="listbox" aria-label={t("editor-feel-fields")} hidden={!shown} className={css.completions}>
        {found.map((field, index) => (
          // Keys are the textarea's: the list has no focus of its own.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <li
            key={field.path}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(field.path)}
          >
            <code>{field.path}</code> <span>{field.label}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
