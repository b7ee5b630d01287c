// The ledger of known disagreements: tables in a document, each in a section that explains them.
//
// INVARIANT: a disagreement without its row fails, and so does a row whose disagreement is gone or has changed. Each section
// says who follows the standard.

import { readFileSync } from "node:fs";

const FOLLOWS = /^\*\*Follows the standard:\*\* (Countersign|feelin|bpmn-engine|both|neither)\.$/m;

/** The rows of a document by their key: `{key, theirs, ours, section}`. */
export function readLedger(path) {
  return parseLedger(readFileSync(path, "utf8"), path);
}

export function parseLedger(text, path) {
  const rows = new Map();
  for (const part of text.split(/^## /m).slice(1)) {
    const section = part.slice(0, part.indexOf("\n"));
    const found = tableRows(part);
    if (found.length > 0 && !FOLLOWS.test(part)) {
      throw new Error(`${path}: the section \`${section}\` does not say who follows the standard`);
    }
    for (const [key, theirs, ours] of found) {
      if (rows.has(key)) throw new Error(`${path}: two rows for \`${key}\``);
      rows.set(key, { theirs, ours, section });
    }
  }
  return rows;
}

function tableRows(part) {
  const lines = part.split("\n").filter((line) => line.startsWith("| `"));
  return lines.map((line) => {
    const cells = line.split(/(?<!\\)\|/).slice(1, -1);
    return cells.map((cell) => cell.trim().replace(/^`{1,2} ?|( ?`{1,2})$/g, "").replaceAll("\\|", "|"));
  });
}

/** A row as it stands in the document. */
export function row(key, theirs, ours) {
  const cell = (text) => {
    const escaped = text.replaceAll("|", "\\|");
    return escaped.includes("`") ? `\`\` ${escaped} \`\`` : `\`${escaped}\``;
  };
  return `| ${[key, theirs, ours].map(cell).join(" | ")} |`;
}

/** Every way in which the disagreements and the ledger differ, in words. */
export function differences(disagreements, rows, path) {
  const found = [];
  for (const [key, { theirs, ours, note }] of disagreements) {
    const known = rows.get(key);
    if (!known) {
      found.push(`not in ${path}: ${row(key, theirs, ours)}${note ? `   (${note})` : ""}`);
    } else if (known.theirs !== theirs || known.ours !== ours) {
      found.push(`changed since ${path} (${known.section}): ${row(key, theirs, ours)}`);
    }
  }
  for (const [key, { section }] of rows) {
    if (!disagreements.has(key)) found.push(`stale in ${path} (${section}): \`${key}\` agrees now, or is not asked any more`);
  }
  return found;
}
