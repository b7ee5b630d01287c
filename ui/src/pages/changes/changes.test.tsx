/** Changes: decided as they were shown. */
import { describe, expect, it } from "vitest";
import { button, label, open, sees, shown } from "../../testing/page";
import { click, type } from "../../testing/render";

describe("Changes", () => {
  it("shows the difference line by line and approves what was shown", async () => {
    const host = await open("changes");
    await sees("Set rule refund-high", '"needed": 1', '"needed": 2', "as agreed with the auditors");
    await click(button("Sign and approve change"));
    const args = host.argsOf("changes.decide");
    expect(args).toMatchObject({ change: "c_8121", approve: true, reason: null });
    expect(args.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("shows who could newly do what; one's own is withdrawn, not decided", async () => {
    const host = await open("changes", ["c_8099"]);
    await sees("Cy Okafor could newly decide on approvals", "you proposed this");
    expect(shown()).not.toContain("Sign and approve change");
    await click(button("Sign and withdraw"));
    expect(host.argsOf("changes.withdraw")).toEqual({ change: "c_8099" });
  });

  it("rejects with a reason", async () => {
    const host = await open("changes");
    await sees("Sign and approve change");
    await click(button("Reject…"));
    await type(label("Reason"), "One is enough.");
    await click(button("Sign and reject"));
    expect(host.argsOf("changes.decide")).toMatchObject({ approve: false, reason: "One is enough." });
  });

  it("shows the receipt of a withdrawal whose answer was lost, and sends no decision in its place", async () => {
    const host = await open("changes", ["c_8099"], { lose: ["changes.withdraw"] });
    await sees("Sign and withdraw");
    await click(button("Sign and withdraw"));
    await sees("trying again is safe");
    await click(button("Try again"));
    await sees("You withdrew the change");
    expect(new Set(host.sent.map(({ id }) => id)).size).toBe(1);
  });
});
