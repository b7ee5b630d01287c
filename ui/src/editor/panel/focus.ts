/**
 * Going to the properties of what is selected.
 *
 * The properties follow the selection a moment later, so that the list and the canvas answer at once. Who asks for them before they
 * have come is led there when they have, unless something else was done meanwhile.
 */

const PANEL = "editor-panel";

let wanted: string | null = null;

/** To the first field of the selected element. */
export function toPanel(selected: string | null): void {
  const panel = document.getElementById(PANEL);
  if (panel?.dataset.shows === (selected ?? "")) enter(panel);
  else wanted = selected ?? "";
}

/** Something else was done: nobody is led anywhere. */
export function stay(): void {
  wanted = null;
}

/** The properties of this element have come. */
export function arrived(selected: string | null): void {
  const panel = document.getElementById(PANEL);
  if (panel === null || wanted !== (selected ?? "")) return;
  wanted = null;
  enter(panel);
}

function enter(panel: HTMLElement): void {
  (panel.querySelector<HTMLElement>("input, textarea, [role=combobox]") ?? panel).focus();
}
