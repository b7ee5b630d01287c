/** The first minutes: a new workspace from the welcome page, and opening one that is there. */
import type { Page } from "@playwright/test";
import { expect, signer, test } from "../support/site";

test.use({ sample: false });

const PASSWORD = "four words made up today";
const PASSPHRASE = "another five words for the vault";

test("an administrator creates a workspace with a file vault, closes and opens it again", async ({ page, site }) => {
  await page.goto(site.start());
  await expect(page.getByRole("heading", { level: 1, name: "Countersign" })).toBeVisible();
  await page.getByLabel("Name of the workspace").fill("Nordwind Operations");
  await page.getByLabel("Your name").fill("Ana Kling");
  const submit = page.getByRole("button", { name: "Sign and create workspace" });
  const password = page.getByLabel("Password", { exact: true });
  await password.fill("too short");
  await expect(page.getByText("6 more characters")).toBeVisible();
  await password.fill(PASSWORD);
  const again = page.getByLabel("Password, once more");
  await again.fill("something else");
  await expect(page.getByText("This is not what stands above")).toBeVisible();
  await expect(submit).toBeDisabled();
  await again.fill(PASSWORD);
  const where = page.getByRole("combobox", { name: "Where secrets are kept" });
  await where.click();
  await page.getByRole("option", { name: "File with a passphrase" }).click();
  await page.getByLabel("Passphrase of the secrets file", { exact: true }).fill(PASSPHRASE);
  await page.getByLabel("Passphrase of the secrets file, once more").fill(PASSPHRASE);
  await submit.click();

  await expect(signer(page)).toContainText("Ana Kling");
  // One administrator alone: the record says so until there is a second.
  await expect(page.getByText("This workspace is being set up")).toBeVisible();

  await signer(page).click();
  await page.getByRole("menuitem", { name: "Close this workspace" }).click();
  await page.getByRole("button", { name: /Nordwind Operations/ }).click();
  const phrase = page.getByLabel("Passphrase of Nordwind Operations");
  await phrase.fill("not the passphrase at all");
  await page.getByRole("button", { name: "Open workspace" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await phrase.fill(PASSPHRASE);
  await page.getByRole("button", { name: "Open workspace" }).click();
  await enter(page);
  await expect(signer(page)).toContainText("Ana Kling");
});

test("the administrator adds a person, who types their own password and signs in", async ({ page, site }) => {
  await site.command("workspace.create", {
    name: "Harbour",
    adminName: "Ana Kling",
    password: PASSWORD,
    vault: "file",
    passphrase: PASSPHRASE,
    path: null,
  });
  await page.goto(site.start("/people"));
  await page.getByRole("button", { name: "Add a person" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Bo Lindqvist");
  await dialog.getByLabel("Their password", { exact: true }).fill("the password of Bo alone");
  await dialog.getByLabel("Their password, once more").fill("the password of Bo alone");
  await dialog.getByRole("button", { name: "Both sign and propose" }).click();
  await expect(page.getByText(/In force at once, on one person’s word/)).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Bo Lindqvist" })).toBeVisible();
});

async function enter(page: Page): Promise<void> {
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
