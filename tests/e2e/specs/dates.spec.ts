/** Dates as they are written where the person lives, as the browser says; the words around them are English. */
import { expect, signIn, test } from "../support/site";

for (const [locale, whole, clock] of [
  ["de-DE", /^[A-Z][a-z]+, \d{1,2}\. \p{L}+ \d{4} um \d\d:\d\d:\d\d/u, /^today \d\d:\d\d$/],
  ["en-US", /^[A-Z][a-z]+, [A-Z][a-z]+ \d{1,2}, \d{4} at \d{1,2}:\d\d:\d\d\s[AP]M/, /^today \d\d:\d\d\s[AP]M$/],
] as const)
  test.describe(locale, () => {
    test.use({ locale });
    test("a moment is written in the way of the person", async ({ page, site }) => {
      await signIn(page, site, "Cy Okafor", "/workflows/vendor-onboarding");
      const moment = page.getByRole("option", { name: /version 1/ }).locator("time");
      // Where a run of this test goes over midnight, the sample is of yesterday.
      await expect(moment).toHaveText(new RegExp(clock.source.replace("today", "(today|yesterday)")));
      await expect(moment).toHaveAttribute("title", whole);
      await expect(moment).toHaveAttribute("datetime", /^\d{4}-\d\d-\d\dT/);
    });
  });
