/** A new form beside the diagram. */
import { slugOf } from "../../parts/slug";
import type { Editor } from "../model/editor";

/** Makes an empty form named after its step; `use` puts it to use. Answers its path. */
export function newForm(editor: Editor, name: string, use?: (id: string) => void): string {
  const id = freeName(editor, "forms", "form", slugOf(name) || "form");
  const path = `forms/${id}.form`;
  editor.together(() => {
    editor.setFile(path, emptyForm(id));
    use?.(id);
  });
  return path;
}

export function emptyForm(id: string): string {
  const form = {
    schemaVersion: 16,
    type: "default",
    id,
    executionPlatform: "Camunda Cloud",
    executionPlatformVersion: "8.6.0",
    components: [],
  };
  return `${JSON.stringify(form, null, 2)}\n`;
}

/** A file name that nothing has yet. */
export function freeName(editor: Pick<Editor, "file">, folder: string, ending: string, stem: string): string {
  if (editor.file(`${folder}/${stem}.${ending}`) === undefined) return stem;
  let number = 2;
  while (editor.file(`${folder}/${stem}-${number}.${ending}`) !== undefined) number += 1;
  return `${stem}-${number}`;
}
