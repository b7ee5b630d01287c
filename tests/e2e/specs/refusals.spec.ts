/** What is refused, and in which words: nobody approves their own request, and a refusal names the way on. */
import { expect, fillVendor, open, signIn, startVendor, switchTo, test, VENDOR } from "../support/site";

interface InboxRow {
  request: string;
  task: string;
  round: number;
}

test("who asked is never offered their own request, and the host refuses it too", async ({ page, site }) => {
  await site.as("Fay Duarte");
  const form = await site.query<{ version: string }>("requests.form", { workflow: "customer-refund" });
  const { request } = await site.command<{ request: string }>("requests.start", {
    workflow: "customer-refund",
    version: form.version,
    fields: { order_id: "A-20001", amount: "40", reason_code: "damaged", customer_email: "c@example.com" },
  });
  // Eli sees it, and so knows what a decision names.
  await site.as("Eli Novak");
  const { tasks } = await site.query<{ tasks: InboxRow[] }>("inbox.list");
  const row = tasks.find((task) => task.request === request);
  expect(row, "the other person of Finance is asked").toBeDefined();
  const { shown } = await site.query<{ shown: string }>("inbox.task", { request, task: row?.task });

  await signIn(page, site, "Fay Duarte");
  await expect(page.getByRole("option").filter({ hasText: "Vendor onboarding" })).toBeVisible();
  await expect(page.getByRole("option").filter({ hasText: "Customer refund" })).toHaveCount(0);
  const said = await site.refused("approvals.decide", {
    ...{ request, task: row?.task, round: row?.round },
    ...{ shown, verdict: "approve", reason: null },
  });
  expect(said.code).toMatch(/own|self|requester/);
});

test("before anything is submitted it says who can approve, without the person who asks", async ({ page, site }) => {
  await signIn(page, site, "Fay Duarte", "/requests/start/customer-refund");
  const asked = page.getByRole("complementary");
  await expect(asked).toContainText("Eli Novak");
  await expect(asked).not.toContainText("Fay Duarte");
});

test("who holds no role for it sees a closed workflow with the reason", async ({ page, site }) => {
  await signIn(page, site, "Joy Adeyemi", "/requests");
  await expect(page.getByText("Vendor onboarding")).toBeVisible();
  await expect(page.getByText(/You may not do this/).first()).toBeVisible();
  await expect(page.getByRole("link", { name: /Vendor onboarding/ })).toHaveCount(0);
});

test("a form says at the field what is missing or no number", async ({ page, site }) => {
  await signIn(page, site, "Gus Pereira", "/requests/start/vendor-onboarding");
  const submit = page.getByRole("button", { name: "Sign and submit" });
  await submit.click();
  await expect(page.getByText("This is needed")).toHaveCount(4);
  const amount = page.getByLabel("Highest amount of one invoice");
  await expect(amount).toHaveAttribute("aria-invalid", "true");
  await fillVendor(page, { ...VENDOR, amount_limit: "a lot" });
  await submit.click();
  await expect(page.getByText("This must be a number")).toBeVisible();
  await amount.fill(VENDOR.amount_limit);
  await submit.click();
  await expect(page.getByRole("status").filter({ hasText: "is under way" })).toBeVisible();
});

test("a wrong password says how to go on, not which part was wrong", async ({ page, site }) => {
  await page.goto(site.start());
  await page.getByRole("combobox", { name: "Who signs" }).fill("Eli Novak");
  await page.getByRole("option", { name: "Eli Novak" }).click();
  await page.getByLabel("Password").fill("not the password of Eli");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toBeVisible();
  await expect(alert).not.toContainText(/wrong password|password is wrong/i);
  await expect(page.getByLabel("Password")).toHaveValue("");
});

test("a rejection needs a reason and reaches the person who asked", async ({ page, site }) => {
  await site.as("Gus Pereira");
  const request = await startVendor(site, "Backdoor Ltd");
  await signIn(page, site, "Eli Novak", "/inbox");
  await page.getByRole("option").filter({ hasText: "Gus Pereira" }).click();
  await page.getByRole("button", { name: /^Reject…/ }).click();
  const dialog = page.getByRole("dialog");
  const sign = dialog.getByRole("button", { name: "Sign and reject" });
  await expect(sign).toBeDisabled();
  await dialog.getByLabel(/^Reason/).fill("This vendor is not known to anybody.");
  await sign.click();
  await expect(page.getByRole("status").filter({ hasText: "You rejected" })).toBeVisible();
  await switchTo(page, site, "Gus Pereira");
  await open(page, "Requests");
  await page.getByRole("link", { name: "Mine" }).click();
  await page.locator(`a[href="#/runs/${request}"]`).click();
  await expect(page.getByRole("main").getByText("Rejected", { exact: true })).toBeVisible();
});
