/**
 * Every word the interface says, from the Fluent catalogue it shares with the command line.
 *
 * INVARIANT: no component holds a literal sentence; ids stand as literals in `t("…")` or `msg("…")`, so that a test can prove each exists.
 * To add a text: one line in `crates/api/i18n/en.ftl` (of the editor: in `editor.en.ftl`), one `t("its-id", { … })` where it is shown.
 */
import shared from "@i18n/en.ftl?raw";
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { createContext, use, useCallback } from "react";
import type { HostError } from "../host/error";
import editor from "./editor.en.ftl?raw";
import { pseudo } from "./pseudo";

/** All words of the window. */
export const catalogue = `${shared}\n${editor}`;

export type TextArgs = Record<string, FluentVariable>;
export type Translate = (id: string, args?: TextArgs) => string;
export type Locale = "en" | "pseudo";

/** Marks an id that is kept in a table and passed to `t` later. */
export const msg = (id: string): string => id;

export function createTranslate(
  locale: Locale,
  source: string = catalogue,
): { t: Translate; has: (id: string) => boolean } {
  const bundle = new FluentBundle("en", {
    useIsolating: false,
    ...(locale === "pseudo" ? { transform: pseudo } : {}),
  });
  const errors = bundle.addResource(new FluentResource(source));
  if (errors[0]) throw errors[0];
  const t: Translate = (id, args) => {
    const message = bundle.getMessage(id);
    // A missing text is shown as its id: visible, and the test of ids fails on it.
    if (!message?.value) return id;
    return bundle.formatPattern(message.value, args ?? null, []);
  };
  return { t, has: (id) => bundle.hasMessage(id) };
}

const english = createTranslate("en");
export const TextContext = createContext(english);

export function useText(): Translate {
  return use(TextContext).t;
}

/** Arguments that sentences of the record may name; one the record does not give reads as a gap, not as a mistake. */
const GAPS = Object.fromEntries(
  (
    "by person name role scope subject group rule connector workflow version number manager members change request " +
    "task step verdict workstation way call status on kind because permission reason path expected value"
  )
    .split(" ")
    .map((key) => [key, "…"]),
);

export type Named = (family: string, id: string, args?: Record<string, string>) => string;

/**
 * Words for a name that comes from the host: `named("role", "access_admin")` is the text `role-access_admin`. A name without words
 * of its own is shown as it is.
 */
export function useNamed(): Named {
  const { t, has } = use(TextContext);
  return useCallback(
    (family, id, args) => {
      const key = `${family}-${id.replaceAll(".", "-")}`;
      return has(key) ? t(key, { ...GAPS, ...args }) : id;
    },
    [t, has],
  );
}

/** An error in words. A code without words of its own says so, with the code and the incident to quote. */
export function useErrorText(): (error: HostError) => string {
  const { t, has } = use(TextContext);
  return (error) => {
    const id = errorId(error.code);
    if (has(id)) return t(id, { ...GAPS, ...error.args });
    return error.incident
      ? t("error-incident", { code: error.code, incident: error.incident })
      : t("error-unknown", { code: error.code });
  };
}

/** `decide.self_approval` has its words under `error-decide-self_approval`. */
export function errorId(code: string): string {
  return `error-${code.replaceAll(".", "-")}`;
}

/** `?locale=pseudo` in the address: for finding texts that bypass the catalogue, and room that is too tight. */
export function localeOf(search: string): Locale {
  return new URLSearchParams(search).get("locale") === "pseudo" ? "pseudo" : "en";
}
