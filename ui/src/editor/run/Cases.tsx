/** The test cases of a draft: what each shows, whether it passes as the draft is now, and what differs where it does not. */
import { Play, Trash2 } from "lucide-react";
import { useRef } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { StateBadge, type State } from "../../components/StateBadge";
import { useNamed, useText } from "../../text/text";
import { useOpen } from "../model/useEditor";
import { useStepName } from "../panel/WaysSection";
import { caseName, casePaths, inWords, readCase, verdictOf, type Run, type Verdict } from "./cases";
import css from "./Run.module.css";

export function Cases({ onPlay }: { onPlay: (run: Run) => void }) {
  const t = useText();
  const { editor } = useOpen();
  const heading = useRef<HTMLHeadingElement>(null);
  const paths = casePaths(editor);
  const remove = (path: string) => {
    editor.setFile(path, null);
    // The row goes, and with it the button that had the focus.
    heading.current?.focus();
  };
  return (
    <section className={css.cases} aria-labelledby="run-cases">
      <h2 id="run-cases" ref={heading} tabIndex={-1}>
        {t("cases")}
      </h2>
      <p className={css.quiet}>{t(paths.length === 0 ? "cases-none" : "cases-words")}</p>
      {paths.length > 0 && (
        <ul className={css.caseList}>
          {paths.map((path) => (
            <Row key={path} path={path} onPlay={onPlay} onRemove={() => remove(path)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ path, onPlay, onRemove }: { path: string; onPlay: (run: Run) => void; onRemove: () => void }) {
  const t = useText();
  const named = useNamed();
  const { editor, findings, linted } = useOpen();
  const nameOf = useStepName();
  const name = caseName(path);
  const one = readCase(editor.file(path));
  const verdict = verdictOf(path, findings, linted === editor.edits);
  const known = (id: string) => (editor.step(id) ? nameOf(id) : undefined);
  return (
    <li className={css.case}>
      <div className={css.head}>
        <StateBadge state={BADGE[verdict.state]} text={named("case", verdict.state)} />
        <b>{one?.description || name}</b>
        <code className={css.quiet}>{path}</code>
        <span className={css.caseActs}>
          {one && (
            <Button
              kind="quiet"
              icon={<Play />}
              tip={t("case-play", { name })}
              onClick={() => onPlay({ input: one.input, answers: one.answers })}
            />
          )}
          <Button kind="quiet" icon={<Trash2 />} tip={t("case-remove", { name })} onClick={onRemove} />
        </span>
      </div>
      {verdict.state === "fails" && (
        <Notice kind="refusal">{t("case-differs", { differs: inWords(verdict.differs, known) })}</Notice>
      )}
    </li>
  );
}

const BADGE = {
  passes: "done",
  fails: "incident",
  open: "waiting",
  blocked: "open",
} as const satisfies Record<Verdict["state"], State>;
