/** A new decision table beside the diagram. */
import { slugOf } from "../../parts/slug";
import { freeName } from "../form/newForm";
import type { Editor } from "../model/editor";

/** Makes a table of one rule; `use` puts it to use. Answers its path. */
export function newTable(editor: Editor, name: string, use?: (id: string) => void): string {
  const id = freeName(editor, "decisions", "dmn", slugOf(name) || "decision");
  const path = `decisions/${id}.dmn`;
  editor.together(() => {
    editor.setFile(path, emptyTable(id, name));
    use?.(id);
  });
  return path;
}

const escaped = (value: string) =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

export function emptyTable(id: string, name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${id}-definitions" name="${escaped(name)}" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="${id}" name="${escaped(name)}">
    <decisionTable id="${id}-table" hitPolicy="FIRST">
      <input id="${id}-input-1" label="When">
        <inputExpression id="${id}-expression-1">
          <text></text>
        </inputExpression>
      </input>
      <output id="${id}-output-1" label="Then" name="result" />
      <rule id="${id}-rule-1">
        <inputEntry id="${id}-rule-1-in-1">
          <text>-</text>
        </inputEntry>
        <outputEntry id="${id}-rule-1-out-1">
          <text></text>
        </outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
`;
}
