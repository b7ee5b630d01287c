/** Rules as sentences, and the files that are signed. */
import { describe, expect, it } from "vitest";
import { button, label, open, sees, submit } from "../../testing/page";
import { click, type } from "../../testing/render";

describe("Rules", () => {
  it("says each rule in a sentence and warns where too few may decide", async () => {
    await open("rules", ["refund-high"]);
    await sees("2 approvals are needed, from members of group finance", "Only 1 may decide now, but 2 must");
  });

  it("proposes the file of a changed rule", async () => {
    const host = await open("rules", ["manager-approval"]);
    await sees("Change rule");
    await click(button("Change rule"));
    await type(label("Name"), "By the manager");
    await click(submit());
    expect(JSON.parse(host.argsOf("rules.set").file)).toEqual({
      id: "manager-approval",
      name: "By the manager",
      eligible: { manager_of: "requester" },
      needed: 1,
      distinct: true,
    });
  });

  it("closes the form once the lost answer to a proposal has come", async () => {
    const host = await open("rules", ["refund-high"], { lose: ["rules.set"] });
    await sees("Change rule");
    await click(button("Change rule"));
    await click(submit());
    await sees("trying again is safe");
    await click(button("Try again"));
    await sees("It comes into force when another person approves it");
    expect(new Set(host.sent.map(({ id }) => id)).size).toBe(1);
  });
});
