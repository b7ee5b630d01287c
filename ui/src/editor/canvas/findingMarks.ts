/**
 * Findings as marks on the elements of the board: a sign, how many where there is more than one, and the words on hover. A mark is part
 * of the drawing of its element, so that it moves and goes with it; the panel says the words in full.
 *
 * INVARIANT: a mark is drawn again only when what it says, or the element that it is on, changed: on a large diagram most marks stay as
 * they are from edit to edit.
 */
import type { LintFinding } from "../../host/contract";
import type { Editor } from "../model/editor";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 18;
const SIGN = 18;
const DIGIT = 7;
/** Two paths on a field of 18. */
const SIGNS = { "cs-error": "M9 4.5v5.5M9 13v.2", "cs-warning": "M9 5.2l4.4 7.6h-8.8z" } as const;

interface Mark {
  marker: keyof typeof SIGNS;
  count: number;
  words: string;
  /** The drawing of the element that it was added to: another one when the element was taken back and done again. */
  on: SVGElement;
  width: number;
  drawn: SVGElement;
}

export class FindingMarks {
  private readonly shown = new Map<string, Mark>();

  constructor(private readonly editor: Editor) {}

  /** Shows these findings and no others. */
  show(findings: readonly LintFinding[]): void {
    const wanted = byElement(findings);
    for (const [id, mark] of this.shown) if (!wanted.has(id)) this.takeAway(id, mark);
    for (const [id, own] of wanted) this.put(id, own);
  }

  clear(): void {
    for (const [id, mark] of this.shown) this.takeAway(id, mark);
  }

  private put(id: string, own: readonly LintFinding[]): void {
    const before = this.shown.get(id);
    const element = this.editor.element(id);
    const on = element && this.editor.get("elementRegistry").getGraphics(element);
    if (!on || element.waypoints) {
      this.shown.delete(id);
      return;
    }
    const marker = own.some((finding) => finding.severity === "error") ? "cs-error" : "cs-warning";
    const words = own.map((finding) => finding.message).join("\n");
    const { width } = element;
    const same = before?.on === on && before.marker === marker && before.words === words && before.width === width;
    if (same && before.count === own.length) return;
    if (before) this.takeAway(id, before);
    this.editor.get("canvas").addMarker(id, marker);
    const drawn = draw(marker, own.length, words, width);
    on.append(drawn);
    this.shown.set(id, { marker, count: own.length, words, on, width, drawn });
  }

  private takeAway(id: string, mark: Mark): void {
    this.shown.delete(id);
    mark.drawn.remove();
    // A marker goes with the drawing that it was set on.
    const element = this.editor.element(id);
    if (element && this.editor.get("elementRegistry").getGraphics(element) === mark.on)
      this.editor.get("canvas").removeMarker(id, mark.marker);
  }
}

/** Findings to show on the canvas, by element; mere notes are not. */
function byElement(findings: readonly LintFinding[]): Map<string, LintFinding[]> {
  const found = new Map<string, LintFinding[]>();
  for (const finding of findings) {
    if (finding.element === "" || finding.severity === "info") continue;
    const own = found.get(finding.element);
    if (own) own.push(finding);
    else found.set(finding.element, [finding]);
  }
  return found;
}

function draw(marker: keyof typeof SIGNS, count: number, words: string, width: number): SVGElement {
  const number = count > 1 ? String(count) : "";
  const mark = part("g", { class: `cs-finding ${marker}`, transform: `translate(${width - 14}, -10)` });
  const title = part("title", {});
  title.textContent = words;
  const wide = SIGN + (number === "" ? 0 : number.length * DIGIT + 3);
  const round = marker === "cs-error" ? 3 : HEIGHT / 2;
  mark.append(title, part("rect", { width: wide, height: HEIGHT, rx: round }), part("path", { d: SIGNS[marker] }));
  if (number !== "") {
    // Letters cost more to lay out than all else: one finding needs none.
    const text = part("text", { x: SIGN - 2, y: 13 });
    text.textContent = number;
    mark.append(text);
  }
  return mark;
}

function part(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
