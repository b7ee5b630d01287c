/** Files a person chose, as the contract takes them: paths relative to the folder, text only, within what the engine takes anyway. */
import type { NamedFile } from "../../host/contract";

/** The engine's limits are the same; here they only save the way. */
export const MOST_FILES = 200;
export const MOST_BYTES = 1024 * 1024;
const TAKEN = /\.(bpmn|xml|form|json|dmn)$/i;

export interface Picked {
  files: NamedFile[];
  /** Files that are not part of a workflow, by path. */
  passedOver: string[];
  /** Files that are too large, by path. */
  tooLarge: string[];
}

export async function readFiles(chosen: readonly File[]): Promise<Picked> {
  const picked: Picked = { files: [], passedOver: [], tooLarge: [] };
  for (const file of chosen) {
    const path = pathOf(file);
    if (!TAKEN.test(path) || picked.files.length >= MOST_FILES) picked.passedOver.push(path);
    else if (file.size > MOST_BYTES) picked.tooLarge.push(path);
    // One after another, so that a large folder is not held in memory twice.
    // oxlint-disable-next-line no-await-in-loop
    else picked.files.push({ path, text: await file.text() });
  }
  return picked;
}

/** `my-folder/forms/start.form`, chosen as a folder, is `forms/start.form`. */
export function pathOf(file: Pick<File, "name"> & { webkitRelativePath?: string }): string {
  const whole = file.webkitRelativePath ?? "";
  const below = whole.split("/").slice(1).join("/");
  return below === "" ? file.name : below;
}

const FOLDER: Record<string, [folder: string, ending: string]> = {
  form: ["forms", ".form"],
  rule: ["rules", ".json"],
  connector: ["connectors", ".json"],
  decision: ["decisions", ".dmn"],
  test: ["tests", ".json"],
};

/** Where a file that a version pins lies in a folder. */
export function pinnedPath({ kind, name }: { kind: string; name: string }): string {
  const place = FOLDER[kind];
  if (!place) return "process.bpmn";
  const [folder, ending] = place;
  return `${folder}/${name.endsWith(ending) ? name : `${name}${ending}`}`;
}
