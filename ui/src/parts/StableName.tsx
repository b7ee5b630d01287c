/** The name of a thing that has a stable name too: what people read, and below it the id that the record will use. */
import { TextField } from "../components/TextField";
import { useText } from "../text/text";
import { slugOf } from "./slug";

/** The id of what is there already, else the one its name gives; empty while the name gives none. */
export function stableName(of: { id: string } | null, name: string): string {
  return of?.id ?? slugOf(name);
}

export function StableName({
  label,
  id,
  value,
  onChange,
}: {
  label: string;
  id: string;
  value: string;
  onChange: (name: string) => void;
}) {
  const t = useText();
  return (
    <TextField
      label={label}
      hint={id !== "" && t("slug-hint", { id })}
      value={value}
      onChange={onChange}
      maxLength={120}
      autoComplete="off"
    />
  );
}
