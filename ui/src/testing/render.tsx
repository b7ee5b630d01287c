/** Renders into the document with the providers of a window; small on purpose. */
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { Providers } from "../frame/Providers";
import { HostContext, type Host } from "../host/host";
import type { Locale } from "../text/text";

const roots: Root[] = [];

export interface Rendered {
  root: HTMLElement;
  again: (node: ReactNode) => Promise<void>;
}

export async function render(node: ReactNode, options: { host?: Host; locale?: Locale } = {}): Promise<Rendered> {
  const container = document.body.appendChild(document.createElement("div"));
  const root = createRoot(container);
  roots.push(root);
  const draw = (inner: ReactNode) =>
    act(async () =>
      root.render(
        <HostContext value={options.host ?? null}>
          <Providers locale={options.locale ?? "en"}>{inner}</Providers>
        </HostContext>,
      ),
    );
  await draw(node);
  return { root: container, again: draw };
}

export async function unmountAll(): Promise<void> {
  await act(async () => {
    for (const root of roots.splice(0)) root.unmount();
  });
}

/** The one element that matches, anywhere in the document. */
export function one<E extends HTMLElement = HTMLElement>(selector: string): E {
  const found = document.querySelectorAll<E>(selector);
  if (found.length !== 1) throw new Error(`${found.length} elements match ${selector}:\n${document.body.innerHTML}`);
  return found[0] as E;
}

/** The one element with this role and accessible name (by label or text). */
export function named(tag: string, name: string): HTMLElement {
  const all = [...document.querySelectorAll<HTMLElement>(tag)];
  const found = all.filter((element) => (element.getAttribute("aria-label") ?? element.textContent)?.trim() === name);
  if (found.length !== 1) throw new Error(`${found.length} of ${all.length} ${tag} are named "${name}"`);
  return found[0] as HTMLElement;
}

export async function click(element: HTMLElement): Promise<void> {
  await act(async () => element.click());
}

export async function press(element: Element, key: string, init: KeyboardEventInit = {}): Promise<void> {
  await act(async () => {
    element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));
  });
}

export async function type(input: HTMLInputElement | HTMLTextAreaElement, text: string): Promise<void> {
  await act(async () => {
    const prototype = input instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(input, text);
    input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  });
}
