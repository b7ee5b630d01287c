/** The editor for whoever sees it otherwise: with forced colours, at twice the size, and axe-core in the states between its pages. */
import type { Locator, Page } from "@playwright/test";
import { findings } from "../support/axe";
import { edit, step } from "../support/editor";
import { expect, fillVendor, test, VENDOR } from "../support/site";

const view = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).click();

async function startRun(page: Page): Promise<void> {
  await view(page, "Test run");
  await fillVendor(page, { ...VENDOR, amount_limit: "900" });
  await page.getByRole("button", { name: "Start the test run" }).click();
  await expect(page.getByText("The run waits for an answer.")).toBeVisible();
}

async function newTable(page: Page): Promise<void> {
  await view(page, "Decision tables");
  await page.getByRole("button", { name: "New table" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Team");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Add rule" }).click();
  await expect(page.getByRole("grid").locator("tbody tr")).toHaveCount(2);
}

for (const colorScheme of ["light", "dark"] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test("axe finds nothing between the pages", async ({ page, site }) => {
      const clean = async (state: string) => expect.soft(await findings(page), state).toEqual([]);
      await edit(page, site, "vendor-onboarding");
      await step(page, /^Approve payment details/).focus();
      await page.keyboard.press("Insert");
      await expect(page.getByRole("menu")).toBeVisible();
      await clean("the menu of steps");
      await page.getByRole("menuitem", { name: "Approval", exact: true }).click();
      await expect(page.locator(".cs-finding").first()).toBeVisible();
      await clean("a step with a finding");
      await page.keyboard.press("Delete");
      await step(page, /^Approve payment details/).focus();
      await page.keyboard.press("Insert");
      await page.getByRole("menuitem", { name: "Compute a value", exact: true }).click();
      await page.getByLabel("Expression").fill("amount_li");
      await page.getByLabel("Expression").press("End");
      await page.keyboard.type("m");
      await expect(page.getByRole("listbox", { name: "Fields of this workflow" })).toBeVisible();
      await clean("fields offered while typing");
      await page.keyboard.press("Escape");
      await step(page, /^Compute a value/).focus();
      await page.keyboard.press("Delete");
      await page.keyboard.press("Control+f");
      await clean("the search");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Diagram", exact: true }).click();
      await clean("the diagram alone");
      await view(page, "Forms");
      await page.getByRole("button", { name: "vendor-request" }).click();
      await page.getByRole("option", { name: /^IBAN/ }).click();
      await clean("a sealed field");
      await newTable(page);
      await page.getByRole("grid").locator("td").first().click();
      await page.keyboard.type(">");
      await clean("a cell that is typed in");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Remove the table team" }).click();
      await startRun(page);
      await clean("a run that waits");
      await page.getByRole("button", { name: "Approve", exact: true }).click();
      await page.getByRole("button", { name: "Fail", exact: true }).click();
      await expect(page.getByText(/^Stopped at/)).toBeVisible();
      await clean("a run that stopped");
      await page.getByRole("button", { name: "Make a version…" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await clean("making a version");
    });
  });

/** The ground a person sees behind a control: its own, or that of what it lies on. */
const ground = (of: Locator) =>
  of.evaluate((element) => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/^rgba\(.*, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
    }
    return "none";
  });
const ink = (of: Locator) => of.evaluate((element) => getComputedStyle(element).color);

for (const colorScheme of ["light", "dark"] as const)
  test.describe(`with forced colours, ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { forcedColors: "active" } });
    test("what is chosen, drawn and filled can be told apart", async ({ page, site }) => {
      await edit(page, site, "vendor-onboarding");
      await step(page, /^Approve payment details/).click();
      const stands = async (chosen: Locator, other: Locator, what: string) => {
        expect.soft(await ground(chosen), `${what} has a ground of its own`).not.toBe(await ground(other));
        expect.soft(await ink(chosen), `${what} can be read`).not.toBe(await ground(chosen));
      };
      await stands(step(page, /^Approve payment details/), step(page, /^Vendor requested/), "the chosen step");
      const link = (name: string) => page.getByRole("link", { name, exact: true });
      await stands(link("Process"), link("Forms"), "the view that shows");
      await stands(link("Workflows").first(), link("Inbox"), "the page that shows");
      const shows = (name: string) => page.getByRole("button", { name, exact: true });
      await stands(shows("Both"), shows("Steps"), "what is shown of the process");
      await stands(shows("Make a version…"), shows("Steps"), "the button that leads on");
      // The line of a step on the board is not the ground it is drawn on.
      const line = page.locator(".djs-shape .djs-visual > :first-child").first();
      const stroke = await line.evaluate((element) => getComputedStyle(element).stroke);
      expect.soft(stroke).not.toBe(await ground(page.locator(".djs-container")));
      await view(page, "Forms");
      await page.getByRole("option").nth(1).click();
      await stands(page.getByRole("option").nth(1), page.getByRole("option").nth(2), "the chosen field");
      const file = (name: string) => page.getByRole("button", { name, exact: true });
      await stands(file("vendor-approval"), file("vendor-request"), "the form that shows");
      await newTable(page);
      await page.getByRole("grid").locator("td").nth(1).click();
      const cells = page.getByRole("grid").locator("td");
      await stands(cells.nth(1), cells.nth(2), "the cell one is in");
    });
  });

/** Controls that stand out of the window to the side, and those that lie under something else: nobody could press them. */
const outOfReach = (page: Page) =>
  page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll<HTMLElement>("main button, main input, main textarea, main a[href]"),
    ];
    const shown = controls.filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
    return shown.flatMap((each) => {
      each.scrollIntoView({ block: "center" });
      const { left, right, top, bottom, width } = each.getBoundingClientRect();
      // Those that only a screen reader uses, and marks of the drawing library.
      if (width <= 1 || each.closest(".djs-container") || each.ariaHidden === "true") return [];
      const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const covered = over === null || !(each.contains(over) || over.contains(each));
      const out = left < 0 || right > window.innerWidth + 1;
      return out || covered ? [`${each.ariaLabel ?? each.textContent ?? each.tagName} at ${left}-${right}`] : [];
    });
  });

for (const [name, size] of Object.entries({
  "at twice the size": { width: 640, height: 450 },
  "in the narrowest window": { width: 960, height: 600 },
}))
  test(`${name} every control of the editor is within reach`, async ({ page, site }) => {
    await edit(page, site, "vendor-onboarding");
    await page.setViewportSize(size);
    const reach = async (state: string) => {
      expect.soft(await outOfReach(page), state).toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(over, `${state} runs over`).toBeLessThanOrEqual(0);
    };
    await step(page, /^Approve payment details/).click();
    await reach("the steps");
    await page.getByRole("button", { name: "Diagram", exact: true }).click();
    await reach("the diagram");
    await view(page, "Forms");
    await page.getByRole("button", { name: "vendor-request" }).click();
    await page.getByRole("option", { name: /^IBAN/ }).click();
    await reach("a form");
    await newTable(page);
    await reach("a table");
    await page.getByRole("button", { name: "Remove the table team" }).click();
    await startRun(page);
    await reach("a test run");
  });
