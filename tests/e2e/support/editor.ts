/** What tests of the workflow editor do over and over: begin a workflow, find steps, wait until a draft is kept. */
import type { Locator, Page } from "@playwright/test";
import { expect, signIn, type Site } from "./site";

/** Who builds workflows in the sample workspace. */
export const BUILDER = "Dee Marsh";

export async function openWorkflows(page: Page, site: Site): Promise<void> {
  await signIn(page, site, BUILDER, "/workflows");
  await expect(page.getByRole("heading", { level: 1, name: "Workflows" })).toBeVisible();
}

/** Opens the newest version of a workflow in the editor. */
export async function edit(page: Page, site: Site, workflow: string): Promise<void> {
  await openWorkflows(page, site);
  await page.evaluate((id) => {
    location.hash = `#/workflows/${id}/edit`;
  }, workflow);
  await expect(steps(page).first()).toBeVisible();
}

/** Begins a workflow with a diagram of another tool. */
export async function beginWith(page: Page, name: string, diagram: string): Promise<void> {
  await page.getByRole("button", { name: "New workflow" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("combobox", { name: "Begin with" }).click();
  await page.getByRole("option", { name: "A file of another tool" }).click();
  await page
    .locator('input[type="file"][aria-label="Choose files…"]')
    .setInputFiles({ name: "process.bpmn", mimeType: "text/xml", buffer: Buffer.from(diagram) });
  const begin = page.getByRole("button", { name: "Begin", exact: true });
  await expect(begin).toBeEnabled();
}

export const begin = (page: Page) => page.getByRole("button", { name: "Begin", exact: true }).click();

export const steps = (page: Page): Locator => page.getByRole("treeitem");

export const step = (page: Page, name: string | RegExp): Locator => page.getByRole("treeitem", { name });

/** The element on the canvas with these words in it. */
export const drawn = (page: Page, words: RegExp): Locator => page.locator(".djs-shape", { hasText: words }).first();

/** Waits until what was changed is kept. */
export async function kept(page: Page): Promise<void> {
  await expect(page.getByText(/^Draft saved \d\d:\d\d$/)).toBeVisible();
}

/** Presses Tab until the control has the focus; a control that Tab never reaches fails. */
export async function tabTo(page: Page, control: Locator, most = 60): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(control).toBeFocused({ timeout: 1 });
}
