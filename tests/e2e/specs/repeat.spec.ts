/** The same act twice: a second click, a lost answer, a repeated call. It is recorded once. */
import { VENDOR, expect, fillVendor, signIn, startVendor, test, type Site } from "../support/site";

async function mine(site: Site): Promise<number> {
  const filter = { mine: true, workflow: null, state: null, before: null, limit: 100 };
  return (await site.query<{ runs: unknown[] }>("runs.list", filter)).runs.length;
}

test("a double click on the button that signs submits once", async ({ page, site }) => {
  await signIn(page, site, "Gus Pereira", "/requests/start/vendor-onboarding");
  const before = await mine(site);
  await fillVendor(page, VENDOR);
  await page.getByRole("button", { name: "Sign and submit" }).dblclick();
  await expect(page.getByRole("status").filter({ hasText: "is under way" })).toBeVisible();
  expect(await mine(site)).toBe(before + 1);
});

test("when the answer is lost, trying again gives the first answer", async ({ page, site }) => {
  await signIn(page, site, "Gus Pereira", "/requests/start/vendor-onboarding");
  const before = await mine(site);
  await fillVendor(page, VENDOR);
  let lost = 0;
  await page.route("**/command", async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    // It arrives and is recorded; only its answer is lost.
    await route.fetch();
    return route.abort();
  });
  await page.getByRole("button", { name: "Sign and submit" }).click();
  await expect(page.getByText("The workspace does not answer")).toBeVisible();
  expect(await mine(site)).toBe(before + 1);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("status").filter({ hasText: "is under way" })).toBeVisible();
  expect(await mine(site)).toBe(before + 1);
});

test("the same command under the same id has one effect and one answer", async ({ site }) => {
  await site.as("Gus Pereira");
  const before = await mine(site);
  const { version } = await site.query<{ version: string }>("requests.form", { workflow: "vendor-onboarding" });
  const args = {
    workflow: "vendor-onboarding",
    version,
    fields: { legal_name: "Twice Ltd", country: "NL", iban: "NL91ABNA0417164300", amount_limit: "900" },
  };
  const id = "00000000-0000-4000-8000-0000000000e2";
  const both = await Promise.all([site.command("requests.start", args, id), site.command("requests.start", args, id)]);
  expect(both[1]).toEqual(both[0]);
  expect(await mine(site)).toBe(before + 1);
  expect(await site.command("requests.start", args, id)).toEqual(both[0]);
});

test("a double click on the button that countersigns decides once", async ({ page, site }) => {
  await site.as("Gus Pereira");
  const request = await startVendor(site, "Twice Ltd");
  await signIn(page, site, "Eli Novak", "/inbox");
  await page.getByRole("option").filter({ hasText: "Gus Pereira" }).click();
  await page.getByRole("button", { name: /^Sign and approve/ }).dblclick();
  await expect(page.getByRole("status").filter({ hasText: "You approved" })).toBeVisible();
  const { timeline } = await site.query<{ timeline: { act: string }[] }>("runs.detail", { request });
  expect(timeline.filter((row) => row.act === "approval.decide")).toHaveLength(1);
});
