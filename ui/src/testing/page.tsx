/** A page of the whole window against the made-up workspace, and what a person finds on it. */
import { expect, vi } from "vitest";
import { App } from "../App";
import { href, navigate } from "../router";
import { fixtureHost, type FixtureHost, type Over } from "./fixture";
import { render } from "./render";

/** A page is drawn within milliseconds; only a machine that does much else needs more. */
const PATIENCE = { timeout: 10_000 };

/** Shows a page and waits until it has loaded. */
export async function open(page: string, rest: string[] = [], over: Over = {}): Promise<FixtureHost> {
  navigate(href(page, rest), { replace: true });
  const host = fixtureHost(over);
  await render(<App host={host} />);
  // The page is loaded when it is first needed.
  await vi.waitFor(() => expect(document.querySelector("h1")).not.toBeNull(), PATIENCE);
  return host;
}

export const shown = () => document.body.textContent ?? "";
export const sees = (...words: string[]) =>
  vi.waitFor(() => {
    for (const each of words) expect(shown()).toContain(each);
  }, PATIENCE);
export const label = (text: string) => {
  const found = [...document.querySelectorAll("label")].find((each) => each.textContent?.startsWith(text));
  const input = found && document.getElementById(found.htmlFor);
  if (!input) throw new Error(`no field ${text}`);
  return input as HTMLInputElement;
};
export const button = (text: string) => {
  const found = [...document.querySelectorAll<HTMLElement>("button")].filter((each) =>
    each.textContent?.startsWith(text),
  );
  if (found.length !== 1) throw new Error(`${found.length} buttons ${text}`);
  return found[0] as HTMLElement;
};
export const submit = () => button("Sign and");
