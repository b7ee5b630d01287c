/** A decision table from nothing to a version: drawn in the grid by keys, asked in a test run, and there again when it is edited. */
import type { Page } from "@playwright/test";
import { edit, kept, step, tabTo } from "../support/editor";
import { expect, fillVendor, test, VENDOR } from "../support/site";

const view = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).click();

/** Plays a request as far as the approval has been given. */
async function approveInTestRun(page: Page, amount: string): Promise<void> {
  await view(page, "Test run");
  await fillVendor(page, { ...VENDOR, amount_limit: amount });
  await page.getByRole("button", { name: "Start the test run" }).click();
  await page.getByRole("button", { name: "Approve", exact: true }).click();
}

test("a table decides in a test run as it was drawn, and goes with the version", async ({ page, site }) => {
  await edit(page, site, "vendor-onboarding");
  const keys = page.keyboard;
  await step(page, /^Approve payment details/).focus();
  await keys.press("Insert");
  await page.getByRole("menuitem", { name: "Decision table", exact: true }).click();
  await keys.press("Enter");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await keys.type("Which team");
  await tabTo(page, page.getByRole("button", { name: "New table" }));
  await keys.press("Enter");
  await expect(page.getByRole("grid", { name: "Which team" })).toBeVisible();

  await page.getByLabel("Looks at").fill("amount_limit");
  await page.getByRole("button", { name: "Add rule" }).click();
  const cell = page.locator('td[data-here="true"]');
  await page.getByRole("grid").locator("td").first().click();
  // The rules, row by row: what applies, then what follows.
  for (const text of ["> 500", '"board"', "-", '"desk"']) {
    await expect(cell).toBeFocused();
    await keys.type(text);
    await keys.press("Tab");
    await expect(cell).toBeFocused();
    if (text.startsWith('"')) {
      await keys.press("Home");
      await keys.press("ArrowDown");
    }
  }
  await expect(page.getByRole("grid").locator("tbody tr")).toContainText(["> 500", '"desk"']);

  await approveInTestRun(page, "900");
  await expect(page.getByRole("region", { name: "Data at this step" })).toContainText("board");
  await page.getByRole("button", { name: "Start over" }).click();
  await approveInTestRun(page, "20");
  await expect(page.getByRole("region", { name: "Data at this step" })).toContainText("desk");

  await kept(page);
  await page.getByRole("button", { name: "Make a version…" }).click();
  await page.getByRole("button", { name: "Sign and make a version" }).click();
  await expect(page.locator("summary", { hasText: "Decision table which-team" })).toBeVisible();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await view(page, "Decision tables");
  await expect(page.getByRole("grid", { name: "Which team" })).toContainText('"board"');
});
