/**
 * The small signs of the kinds of step, after BPMN: the same in the palette, the pad beside an element and the step list.
 * One path on a field of 16; drawn with the colour of the text. Signs never stand without words.
 */
import type { Kind } from "../model/kind";

const EVENT = "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12";
const INNER = "M8 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8";
const TASK = "M3 3.5h10a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-10a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1";
const DIAMOND = "M8 1.5l6.5 6.5l-6.5 6.5l-6.5-6.5z";
const CLOCK = "M8 5.5v2.5l1.7 1";
const LETTER = "M5.3 6.2h5.4v3.8h-5.4zM5.3 6.2l2.7 2l2.7-2";
const BOLT = "M6 10.3l1-4l2 2.6l1.2-3.4";
const UP = "M6 10l2-4.5l2 4.5l-2-1.6z";

export const GLYPHS: Partial<Record<Kind, string>> = {
  start: EVENT,
  "start-timer": `${EVENT}${CLOCK}`,
  "start-message": `${EVENT}${LETTER}`,
  "start-error": `${EVENT}${BOLT}`,
  "start-escalation": `${EVENT}${UP}`,
  task: `${TASK}M8 6a1.3 1.3 0 1 0 0 2.6a1.3 1.3 0 1 0 0-2.6M5.6 11.4c0-3 4.8-3 4.8 0`,
  approval: `${TASK}M5 8l2.2 2.2l4-4.4`,
  connector: `${TASK}M5 8h6M9 6l2 2l-2 2`,
  send: `${TASK}${LETTER}`,
  receive: `${TASK}${LETTER}`,
  script: `${TASK}M5 6h6M5 8h6M5 10h4`,
  table: `${TASK}M5 6h6v4.2h-6zM5 8.1h6M7.5 6v4.2`,
  manual: `${TASK}M5.5 9.5h5`,
  call: `${TASK}M6 6.2h4v3.6h-4zM8 6.2v3.6M6 8h4`,
  subprocess: `${TASK}M6.2 8.5h3.6v3.6h-3.6zM8 9.3v2M7 10.3h2`,
  "event-subprocess":
    "M3 3.5h2M7 3.5h2M11 3.5h2M14 5v2M14 9v2M13 12.5h-2M9 12.5h-2M5 12.5h-2M2 11v-2M2 7v-2M8 6a2 2 0 1 0 0 4a2 2 0 1 0 0-4",
  decision: `${DIAMOND}M6 6l4 4M10 6l-4 4`,
  parallel: `${DIAMOND}M8 5v6M5 8h6`,
  inclusive: `${DIAMOND}M8 5.4a2.6 2.6 0 1 0 0 5.2a2.6 2.6 0 1 0 0-5.2`,
  race: `${DIAMOND}M8 5.2l2.7 2l-1 3.2h-3.4l-1-3.2z`,
  timer: `${EVENT}${INNER}${CLOCK}`,
  message: `${EVENT}${LETTER}`,
  milestone: `${EVENT}${INNER}`,
  escalate: `${EVENT}${UP}`,
  deadline: `${EVENT}${INNER}${CLOCK}`,
  "boundary-message": `${EVENT}${LETTER}`,
  "boundary-error": `${EVENT}${BOLT}`,
  "boundary-escalation": `${EVENT}${UP}`,
  end: `${EVENT}${INNER}M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6`,
  "end-terminate": `${EVENT}M8 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M8 7a1 1 0 1 0 0 2a1 1 0 1 0 0-2`,
  "end-error": `${EVENT}${BOLT}`,
  "end-escalation": `${EVENT}${UP}`,
};

export function glyphPath(kind: Kind): string {
  return GLYPHS[kind] ?? TASK;
}
