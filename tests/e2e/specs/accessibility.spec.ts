/** Every page in light and dark: axe-core finds nothing under WCAG 2.2 AA, and nothing runs out of a narrow window. */
import type { Page } from "@playwright/test";
import { findings } from "../support/axe";
import { expect, signIn, startVendor, test, type Site } from "../support/site";

/** Route, and words that are there when the page is complete. */
type Stop = readonly [route: string, shows: string | RegExp];
interface Facts {
  request: string;
  version: string;
}

const STOPS: Record<string, (facts: Facts) => Stop[]> = {
  "Ana Torres": () => [
    ["/people", "Gus Pereira"],
    ["/changes", /No change waits|For you to decide|For others to decide/],
    ["/rules", "Vendor payments"],
    ["/connectors", "ERP"],
  ],
  "Cy Okafor": ({ version, request }) => [
    ["/workflows", "Vendor onboarding"],
    ["/workflows/vendor-onboarding", /version 1/],
    [`/workflows/vendor-onboarding/${version}`, "Files"],
    ["/runs", "Completed"],
    [`/runs/${request}`, "What happened"],
  ],
  "Fay Duarte": () => [["/inbox", "Decisions in this round"]],
  "Gus Pereira": () => [
    ["/requests", "Vendor onboarding"],
    ["/requests/start/vendor-onboarding", "Legal name"],
    ["/requests/mine", "Waits for"],
    ["/inbox", "Nothing waits for you"],
  ],
  "Joy Adeyemi": () => [
    ["/log", "State of the record"],
    ["/log/5", "Bytes as signed"],
    ["/nowhere", "There is no page here"],
  ],
};

async function go(page: Page, [route, shows]: Stop): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#${route}`);
  // What shows may be the name of a part of the page, or its words.
  await expect(page.getByText(shows).or(page.getByLabel(shows)).first()).toBeVisible();
  await expect(page.getByText(/^(Loading rows|Drawing the diagram|Still working)/)).toHaveCount(0);
}

async function facts(site: Site): Promise<Facts> {
  await site.as("Gus Pereira");
  const request = await startVendor(site, "Lantern Works");
  const form = await site.query<{ version: string }>("requests.form", { workflow: "vendor-onboarding" });
  await site.command("session.sign_out", {});
  return { request, version: form.version };
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const [name, stops] of Object.entries(STOPS))
      test(`pages of ${name}`, async ({ page, site }) => {
        const known = await facts(site);
        await signIn(page, site, name, "/inbox");
        for (const stop of stops(known)) {
          // One page after the other, in one window.
          await go(page, stop);
          expect.soft(await findings(page), `${stop[0]} in ${colorScheme}`).toEqual([]);
        }
      });

    test("sign-in", async ({ page, site }) => {
      await page.goto(site.start());
      await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
      expect(await findings(page)).toEqual([]);
    });

    test("a dialog that signs", async ({ page, site }) => {
      await site.as("Gus Pereira");
      await startVendor(site, "Lantern Works");
      await signIn(page, site, "Eli Novak", "/inbox");
      await page.getByRole("button", { name: /^Reject…/ }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      expect(await findings(page)).toEqual([]);
    });

    test.describe("without a workspace", () => {
      test.use({ sample: false });
      test("welcome", async ({ page, site }) => {
        await page.goto(site.start());
        await expect(page.getByRole("button", { name: "Sign and create workspace" })).toBeVisible();
        expect(await findings(page)).toEqual([]);
      });
    });
  });
}

test.describe("in the narrowest window", () => {
  test.use({ viewport: { width: 960, height: 600 } });
  for (const [name, stops] of Object.entries(STOPS))
    test(`pages of ${name} do not run over`, async ({ page, site }) => {
      const known = await facts(site);
      await signIn(page, site, name, "/inbox");
      for (const stop of stops(known)) {
        await go(page, stop);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect.soft(over, stop[0]).toBeLessThanOrEqual(0);
      }
    });
});
