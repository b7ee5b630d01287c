/** What became of a file of another tool: what was converted, and what was not and why, each with its element. */
import { Notice } from "../../components/Notice";
import type { Conversion, Converted } from "../../editor/import/convert";
import type { NamedFile } from "../../host/contract";
import layout from "../../parts/layout.module.css";
import { useNamed, useText } from "../../text/text";

export function ConversionReport({
  files,
  conversion,
}: {
  files: readonly NamedFile[];
  conversion: Conversion | null;
}) {
  const t = useText();
  if (conversion === null) return <p>{t("import-chosen", { count: files.length })}</p>;
  const { done, left } = conversion;
  return (
    <section className={layout.column} aria-label={t("convert-report")}>
      <p>{t("convert-from", { tool: conversion.tool })}</p>
      {left.length > 0 && <Notice kind="wait">{t("convert-left", { count: left.length })}</Notice>}
      <Rows rows={left} />
      {done.length > 0 && <p>{t("convert-done", { count: done.length })}</p>}
      <Rows rows={done} />
    </section>
  );
}

function Rows({ rows }: { rows: readonly Converted[] }) {
  const named = useNamed();
  return (
    <ul className={layout.items}>
      {rows.map((row) => (
        <li key={`${row.element} ${row.what}`}>
          <b>{row.name || row.element}</b> <code>{row.what}</code>
          <br />
          <span className={layout.small}>{named("convert", row.why, { value: row.value })}</span>
        </li>
      ))}
    </ul>
  );
}
