/** A path on this machine: typed, or chosen in a dialog of the system where the window has one. */
import { FolderOpen } from "lucide-react";
import { Button } from "../components/Button";
import { TextField } from "../components/TextField";
import type { FieldFrame } from "../components/Field";
import { useText } from "../text/text";
import css from "./PathField.module.css";

export interface PathFieldProps extends FieldFrame {
  value: string;
  onChange: (path: string) => void;
  /** The dialog of the system; none: only typing. */
  onPick?: (() => Promise<string | null>) | undefined;
  placeholder?: string;
}

export function PathField({ value, onChange, onPick, placeholder, ...frame }: PathFieldProps) {
  const t = useText();
  const pick = async () => {
    const path = await onPick?.();
    if (path) onChange(path);
  };
  return (
    <div className={css.path}>
      <TextField {...frame} value={value} onChange={onChange} placeholder={placeholder} spellCheck={false} />
      {onPick && (
        <Button icon={<FolderOpen />} onClick={() => void pick()}>
          {t("path-choose")}
        </Button>
      )}
    </div>
  );
}
