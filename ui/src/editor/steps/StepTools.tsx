/**
 * What can be done with the selected step, above the list.
 *
 * INVARIANT: each tool acts on what is selected when it is pressed, and so is drawn again only when it can be pressed or no more: not with
 * each step that is chosen.
 */
import { ArrowDown, ArrowUp, PencilLine, Trash2 } from "lucide-react";
import { memo, useCallback, type ReactNode } from "react";
import { Button } from "../../components/Button";
import { useText } from "../../text/text";
import { addAfter, addFirst, branches, canFollow, canMove, move, remove } from "../model/edit";
import { MORE, PALETTE, info, type Kind } from "../model/kind";
import type { Step } from "../model/steps";
import { useEditor } from "../model/useEditor";
import { toPanel } from "../panel/focus";
import { StepMenu } from "./StepMenu";
import css from "./StepList.module.css";

/** Where the menu of steps to add stands in the page: a key opens it. */
export const ADD = "editor-add";

const ADDED: readonly Kind[] = [...PALETTE.filter((kind) => kind !== "start"), ...MORE];
const BETWEEN: readonly Kind[] = ADDED.filter((kind) => info(kind).family !== "end");
const FIRST: readonly Kind[] = ["start", "start-timer", "start-message"];

const EARLIER = ["Alt", "↑"];
const LATER = ["Alt", "↓"];
const PROPERTIES = ["Enter"];
const REMOVE = ["Delete"];

interface StepToolsProps {
  step: Step | undefined;
  /** Does an edit after which the selected row has the focus; the same function always. */
  edited: (act: () => void) => void;
}

export function StepTools({ step, edited }: StepToolsProps) {
  const t = useText();
  const editor = useEditor();
  const id = step?.id ?? "";
  const element = step && editor.element(id);
  const act = useCallback(
    (does: (id: string) => void) => edited(() => editor.selected !== null && does(editor.selected)),
    [editor, edited],
  );
  const earlier = useCallback(() => act((selected) => move(editor, selected, "earlier")), [act, editor]);
  const later = useCallback(() => act((selected) => move(editor, selected, "later")), [act, editor]);
  const properties = useCallback(() => toPanel(editor.selected), [editor]);
  const away = useCallback(() => act((selected) => remove(editor, selected)), [act, editor]);
  return (
    <div className={css.tools} role="toolbar" aria-label={t("editor-steps-tools")}>
      <Add
        first={step === undefined}
        may={step !== undefined && canFollow(step.bo)}
        branch={element !== undefined && branches(element)}
        between={step?.next.length === 1}
        edited={edited}
      />
      <Tool
        icon={EARLIER_ICON}
        tip={t("editor-earlier")}
        keys={EARLIER}
        disabled={!step || !canMove(editor, id, "earlier")}
        onClick={earlier}
      />
      <Tool
        icon={LATER_ICON}
        tip={t("editor-later")}
        keys={LATER}
        disabled={!step || !canMove(editor, id, "later")}
        onClick={later}
      />
      <Tool
        icon={PROPERTIES_ICON}
        tip={t("editor-properties")}
        keys={PROPERTIES}
        disabled={!step}
        onClick={properties}
      />
      <Tool icon={REMOVE_ICON} tip={t("editor-remove-step")} keys={REMOVE} disabled={!step} onClick={away} />
    </div>
  );
}

const EARLIER_ICON = <ArrowUp />;
const LATER_ICON = <ArrowDown />;
const PROPERTIES_ICON = <PencilLine />;
const REMOVE_ICON = <Trash2 />;

interface ToolProps {
  icon: ReactNode;
  tip: string;
  keys: readonly string[];
  disabled: boolean;
  onClick: () => void;
}

const Tool = memo(function Tool(props: ToolProps) {
  return <Button kind="quiet" {...props} />;
});

interface AddProps {
  /** Nothing is selected: the workflow gets a start. */
  first: boolean;
  may: boolean;
  /** Another way out, beside those there are. */
  branch: boolean;
  /** On the only way out, where no end can stand. */
  between: boolean;
  edited: (act: () => void) => void;
}

const Add = memo(function Add({ first, may, branch, between, edited }: AddProps) {
  const t = useText();
  const editor = useEditor();
  const add = (kind: Kind) =>
    edited(() => {
      if (first || editor.selected === null) addFirst(editor, kind);
      else addAfter(editor, editor.selected, kind);
    });
  return (
    <span id={ADD}>
      {first ? (
        <StepMenu label={t("editor-add-start")} words={t("editor-add-start")} kinds={FIRST} onKind={add} />
      ) : (
        <StepMenu
          label={t("editor-add")}
          words={t(branch ? "editor-add-branch" : "editor-add")}
          kinds={between && !branch ? BETWEEN : ADDED}
          disabled={!may}
          onKind={add}
        />
      )}
    </span>
  );
});
