/** The main job through the pages: a request, two countersignatures, the run, the record, the proof elsewhere. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { program } from "../support/places";
import { VENDOR, expect, fillVendor, open, signIn, switchTo, test } from "../support/site";
import { effects } from "../support/target";

test("a vendor request is countersigned by two, runs on, and is proved from an export", async ({ page, site }) => {
  const before = await effects(site.facts.target);

  await test.step("Gus submits a request", async () => {
    await signIn(page, site, "Gus Pereira", "/requests");
    await page.getByRole("link", { name: /Vendor onboarding/ }).click();
    const asked = page.getByRole("complementary");
    await expect(asked).toContainText("Who will be asked?");
    await expect(asked).toContainText("2 approvals are needed");
    await expect(asked).toContainText("Eli Novak");
    await fillVendor(page, VENDOR);
    await page.getByRole("button", { name: "Sign and submit" }).click();
    const receipt = page.getByRole("status").filter({ hasText: "is under way" });
    await expect(receipt).toContainText(/Recorded as entry \d+/);
    await receipt.getByText("Show the receipt").click();
    await expect(receipt).toContainText("c2sp.org/tlog-proof");
  });

  for (const [name, left] of [
    ["Eli Novak", "1 approval"],
    ["Fay Duarte", ""],
  ] as const)
    await test.step(`${name} countersigns from the inbox`, async () => {
      await switchTo(page, site, name);
      await open(page, "Inbox");
      await page
        .getByRole("option")
        .filter({ hasText: "Gus Pereira" })
        .filter({ hasText: "Vendor onboarding" })
        .click();
      const document = page.getByRole("main");
      await expect(document).toContainText(VENDOR.legal_name);
      await expect(document).toContainText(VENDOR.iban);
      if (left === "") await expect(document).toContainText("Eli Novak");
      await page.getByText("Show exactly what will be signed").click();
      await expect(document).toContainText("approval.decide");
      await page.getByRole("button", { name: /^Sign and approve/ }).click();
      await expect(page.getByRole("status").filter({ hasText: "You approved" })).toContainText(/entry \d+/);
    });

  await test.step("the run goes on to the system it names, once", async () => {
    await switchTo(page, site, "Gus Pereira");
    await open(page, "Requests");
    await page.getByRole("link", { name: "Mine" }).click();
    await page.getByRole("row").nth(1).getByRole("link", { name: "Vendor onboarding" }).click();
    const main = page.getByRole("main");
    await expect(main).toContainText(VENDOR.legal_name);
    await expect(main.getByText("Completed")).toBeVisible();
    await expect(main).toContainText("The call was answered with status 201");
    const after = await effects(site.facts.target);
    expect(after).toEqual({ calls: before.calls + 1, effects: before.effects + 1 });
  });

  await test.step("Joy reads, verifies and exports the record", async () => {
    await switchTo(page, site, "Joy Adeyemi");
    await open(page, "Log");
    await page.getByRole("button", { name: "Verify now" }).click();
    const state = page.getByRole("region", { name: "State of the record" });
    await expect(state).toContainText(/verified/i);
    await expect(state).not.toContainText(/finding/);
    await page.getByRole("row").filter({ hasText: "approved in Vendor onboarding" }).first().click();
    await expect(page.getByRole("region", { name: "Bytes as signed" })).toContainText('"approval.decide"');
    await expect(page.getByRole("img", { name: /^Entry \d+ is joined by \d+ hashes/ })).toBeVisible();
    await page.getByRole("button", { name: "Export…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Folder").fill(`${site.folder}/export`);
    await dialog.getByRole("button", { name: "Sign and export" }).click();
    await expect(dialog).toContainText(/entries written to/);
    await dialog.getByRole("button", { name: "Close" }).last().click();
  });

  await test.step("the verifier proves the export", () => {
    expect(existsSync(`${site.folder}/export/manifest`)).toBe(true);
    const said = execFileSync(program("countersign-verify"), [`${site.folder}/export`, "--json"], { encoding: "utf8" });
    const { verdict, findings } = JSON.parse(said) as { verdict: string; findings: unknown[] };
    expect({ verdict, findings }).toEqual({ verdict: "verified", findings: [] });
  });
});
