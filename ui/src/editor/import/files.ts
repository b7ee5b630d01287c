/** Files of another tool, read, converted and written again; those of this one come through as they are. */
import { BpmnModdle } from "bpmn-moddle";
import zeebe from "zeebe-bpmn-moddle/resources/zeebe.json";
import type { NamedFile } from "../../host/contract";
import { plainWriter, processesOf, text, type Bo } from "../model/moddle";
import { PROCESS } from "../model/editor";
import { convert, type Conversion } from "./convert";

export interface ConvertedFiles {
  files: NamedFile[];
  /** None: the file is of no other tool, and not a byte of it changed. */
  conversion: Conversion | null;
  name: string;
}

export async function convertFiles(chosen: readonly NamedFile[]): Promise<ConvertedFiles> {
  const process =
    chosen.find((file) => file.path === PROCESS) ?? chosen.find((file) => /\.(bpmn|xml)$/i.test(file.path));
  if (!process) throw new Error("no diagram among the files");
  const moddle = new BpmnModdle({ zeebe });
  const { rootElement } = await moddle.fromXML(process.text);
  const definitions = rootElement as unknown as Bo;
  const conversion = convert(definitions, plainWriter(moddle));
  const diagram = conversion === null ? process.text : (await moddle.toXML(rootElement, { format: true })).xml;
  const others = chosen.filter((file) => file !== process).map((file) => ({ ...file, path: placeOf(file.path) }));
  const name = text(processesOf(definitions)[0], "name");
  return { files: [{ path: PROCESS, text: diagram }, ...others], conversion, name };
}

/** Where a file that was chosen alone belongs. */
function placeOf(path: string): string {
  if (path.includes("/")) return path;
  if (path.endsWith(".form")) return `forms/${path}`;
  if (path.endsWith(".dmn")) return `decisions/${path}`;
  return path;
}
