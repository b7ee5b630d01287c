/** The inbox without a mouse: sign in, go there, move, open, decide. */
import type { Locator, Page } from "@playwright/test";
import { expect, signer, startVendor, test } from "../support/site";

test("somebody signs in, walks through the inbox and decides by keyboard alone", async ({ page, site }) => {
  await site.as("Gus Pereira");
  await startVendor(site, "Lantern Works");
  await site.command("session.sign_out", {});
  await page.goto(site.start("/runs"));
  const keys = page.keyboard;

  // Every control is reached by Tab: nothing below clicks.
  const who = page.getByRole("combobox", { name: "Who signs" });
  await expect(who).toBeVisible();
  await tabTo(page, who);
  await keys.type("Fay");
  await expect(page.getByRole("option", { name: "Fay Duarte" })).toBeVisible();
  await keys.press("Enter");
  await expect(who).toHaveValue("Fay Duarte");
  await tabTo(page, page.getByLabel("Password"));
  await keys.type(site.passwordOf("Fay Duarte"));
  await keys.press("Enter");
  await expect(signer(page)).toContainText("Fay Duarte");

  await keys.press("g");
  await keys.press("i");
  await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  const rows = page.getByRole("option");
  await expect(rows).toHaveCount(2);
  const chosen = page.getByRole("option", { selected: true });
  const first = await chosen.textContent();
  await keys.press("j");
  await expect(chosen).not.toHaveText(first ?? "");
  await keys.press("k");
  await expect(chosen).toHaveText(first ?? "");
  await expect(chosen).toBeFocused();
  if (!first?.includes("Gus Pereira")) await keys.press("j");
  await expect(chosen).toContainText("Gus Pereira");
  await expect(page.getByRole("main")).toContainText("Lantern Works");
  await keys.press("Enter");
  await expect(page.locator("[data-plain]")).toBeFocused();

  // A dialog is left by Escape, and nothing has happened.
  await keys.press("t");
  await expect(page.getByRole("dialog")).toBeVisible();
  await keys.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(rows).toHaveCount(2);

  await keys.press("a");
  await expect(page.getByRole("status").filter({ hasText: "You approved" })).toBeVisible();
  await expect(rows).toHaveCount(1);
});

test("the palette and the sheet of keys open and lead on", async ({ page, site }) => {
  await site.as("Joy Adeyemi");
  await page.goto(site.start("/inbox"));
  await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.type("Log");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Log" })).toBeVisible();
  await page.locator('[role="row"][tabindex="0"]').focus();
  await page.keyboard.press("j");
  await expect(page.getByRole("region", { name: "Bytes as signed" })).toBeVisible();
});

/** Presses Tab until the control has the focus; a control that Tab never reaches fails. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(control).toBeFocused({ timeout: 1 });
}
