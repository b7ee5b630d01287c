/** A menu of kinds of step. */
import { Plus } from "lucide-react";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { useNamed } from "../../text/text";
import { Glyph } from "../canvas/Glyph";
import type { Kind } from "../model/kind";

export interface StepMenuProps {
  label: string;
  kinds: readonly Kind[];
  onKind: (kind: Kind) => void;
  /** Words on the button; without them it has its sign only, and `label` as its name. */
  words?: string;
  disabled?: boolean;
}

export function StepMenu({ label, kinds, onKind, words, disabled }: StepMenuProps) {
  const named = useNamed();
  return (
    <Menu
      trigger={
        <Button
          kind={words === undefined ? "quiet" : "plain"}
          icon={<Plus />}
          aria-label={words === undefined ? label : undefined}
          disabled={disabled}
        >
          {words}
        </Button>
      }
      entries={kinds.map((kind) => ({
        id: kind,
        label: named("editor-kind", kind),
        icon: <Glyph kind={kind} />,
        onSelect: () => onKind(kind),
      }))}
    />
  );
}
