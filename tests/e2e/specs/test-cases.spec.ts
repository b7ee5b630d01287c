/** A test run is kept as a test case: the engine plays it with every change, says what differs, and makes no version meanwhile. */
import type { Page } from "@playwright/test";
import { findings } from "../support/axe";
import { edit, kept, step } from "../support/editor";
import { expect, fillVendor, test, VENDOR, type Site } from "../support/site";

interface Kept {
  description: string;
  input: Record<string, unknown>;
  answers: { at: string; kind: string }[];
  expect: { outcome: string; path: string[] };
}

/** The test cases of the one draft, by path. */
async function casesOf(site: Site): Promise<Record<string, Kept>> {
  const { drafts } = await site.query<{ drafts: { draft: string }[] }>("drafts.list");
  expect(drafts).toHaveLength(1);
  const { files } = await site.query<{
    files: { path: string; text: string }[];
  }>("drafts.open", {
    draft: drafts[0]?.draft,
  });
  const cases = files.filter((file) => file.path.startsWith("tests/"));
  return Object.fromEntries(cases.map((file) => [file.path, JSON.parse(file.text) as Kept]));
}

const cases = (page: Page) => page.getByRole("region", { name: "Test cases" });
const view = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).click();

/** Plays a vendor request to its end. */
async function playToTheEnd(page: Page): Promise<void> {
  await view(page, "Test run");
  await fillVendor(page, { ...VENDOR, amount_limit: "900" });
  await page.getByRole("button", { name: "Start the test run" }).click();
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(page.getByText("The run came to its end.")).toBeVisible();
}

async function keepAs(page: Page, words: string): Promise<void> {
  await page.getByRole("button", { name: "Save as test case…" }).click();
  await page.getByLabel("What it shows").fill(words);
}

test("a test run becomes a test case that fails when the workflow changes, and is removed", async ({ page, site }) => {
  await edit(page, site, "vendor-onboarding");
  await playToTheEnd(page);
  await keepAs(page, "A small vendor");
  await expect(page.getByText("Test cases stay in the clear")).toBeVisible();
  expect.soft(await findings(page), "saving").toEqual([]);
  await page.getByRole("button", { name: "Save test case" }).click();
  await expect(page.getByText("Kept as test case a-small-vendor.")).toBeVisible();
  await kept(page);
  const saved = (await casesOf(site))["tests/a-small-vendor.json"];
  expect(saved).toMatchObject({
    description: "A small vendor",
    input: {
      legal_name: VENDOR.legal_name,
      country: "NL",
      amount_limit: "900",
    },
    expect: { outcome: "completed" },
  });
  expect(saved?.answers.map((answer) => answer.kind)).toEqual(["approve", "answer"]);

  await page.getByRole("button", { name: "Start over" }).click();
  await expect(cases(page)).toContainText("Passes");
  await view(page, "Process");
  await step(page, /^Approve payment details/).focus();
  await page.keyboard.press("Insert");
  await page.getByRole("menuitem", { name: "Parallel", exact: true }).click();
  await view(page, "Test run");
  await expect(cases(page)).toContainText("Fails");
  await expect(cases(page).getByRole("alert")).toContainText(
    /It came out otherwise: the path differs at step \d+: it is “Parallel”, expected “/,
  );
  expect.soft(await findings(page), "a case that fails").toEqual([]);

  // The panel of any step says that something is wrong with the workflow as a whole, and leads there.
  await view(page, "Process");
  await page.getByRole("button", { name: "Workflow: 1 finding" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(page.getByRole("complementary", { name: "Properties" })).toContainText("tests/a-small-vendor.json");
  await kept(page);
  await page.getByRole("button", { name: "Make a version…" }).click();
  await page.getByRole("button", { name: "Sign and make a version" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("tests/a-small-vendor.json");
  await page.getByRole("button", { name: "Cancel" }).click();

  await step(page, /^Parallel/).focus();
  await page.keyboard.press("Control+z");
  await view(page, "Test run");
  await expect(cases(page)).toContainText("Passes");
  await page.getByRole("button", { name: "Play a-small-vendor" }).click();
  await expect(page.getByText("The run came to its end.")).toBeVisible();
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("button", { name: "Remove the test case a-small-vendor" }).click();
  await expect(cases(page)).toContainText("None yet.");
  await expect(page.getByRole("heading", { name: "Test cases" })).toBeFocused();
  await kept(page);
  expect(await casesOf(site)).toEqual({});
});

test("a case of the same name is replaced only when that is said, and goes into the version", async ({
  page,
  site,
}) => {
  await edit(page, site, "vendor-onboarding");
  await playToTheEnd(page);
  await keepAs(page, "A small vendor");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Take back the last answer" }).click();
  await expect(page.getByText("The run waits for an answer.")).toBeVisible();
  await keepAs(page, "A small vendor");
  await expect(page.getByText("There is a test case of this name. It is replaced.")).toBeVisible();
  await page.getByRole("button", { name: "Replace test case" }).click();
  await kept(page);
  expect((await casesOf(site))["tests/a-small-vendor.json"]?.expect.outcome).toBe("waiting");
  await page.getByRole("button", { name: "Make a version…" }).click();
  await page.getByRole("button", { name: "Sign and make a version" }).click();
  await expect(page.getByRole("option", { name: /version 2/ })).toBeVisible();
  await expect(page.locator("summary", { hasText: "a-small-vendor" })).toBeVisible();
});
