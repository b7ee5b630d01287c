/**
 * Rules and connectors that a workflow can use: those in the draft's own files, and those in force in the workspace. One in force
 * that is chosen is put beside the diagram, so that the version pins it.
 */
import type { ConnectorRow, RuleRow } from "../../host/contract";
import { ruleFile } from "../../pages/rules/draft";
import type { Editor } from "./editor";

export interface Choice {
  id: string;
  name: string;
  /** Only in the draft, not in force. */
  proposed: boolean;
}

/** Name and id of a file in `rules/` or `connectors/`; nothing where it cannot be read. */
export function named(text: string | undefined): { id: string; name: string } | null {
  try {
    const read = JSON.parse(text ?? "") as { id?: unknown; name?: unknown };
    return typeof read.id === "string"
      ? { id: read.id, name: typeof read.name === "string" ? read.name : read.id }
      : null;
  } catch {
    return null;
  }
}

export function choices(
  editor: Editor,
  folder: "rules" | "connectors",
  inForce: readonly { id: string; name: string }[],
): Choice[] {
  const found = new Map<string, Choice>();
  for (const path of editor.paths(folder)) {
    const own = named(editor.file(path));
    if (own) found.set(own.id, { ...own, proposed: true });
  }
  for (const row of inForce) found.set(row.id, { id: row.id, name: row.name, proposed: false });
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The file of a rule as it is in force, if it can be written as it was: its digest decides. */
export async function ruleText(rule: RuleRow): Promise<string | null> {
  const text = ruleFile(rule.id, rule.name, rule.eligible, rule.needed);
  for (const each of [text, `${text}\n`]) {
    // Two small texts, one after the other.
    // oxlint-disable-next-line no-await-in-loop
    if ((await sha256(each)) === rule.digest) return each;
  }
  return null;
}

export function connectorFile(connector: ConnectorRow): string {
  return connector.file;
}

async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
