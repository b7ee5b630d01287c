/** People: everything here is a proposal. */
import { describe, expect, it } from "vitest";
import { button, label, open, sees, submit } from "../../testing/page";
import { click, named, type } from "../../testing/render";
import { ANA, CY } from "../../testing/workspace/basics";

describe("People", () => {
  it("lists people with their roles, and each permission with its grant", async () => {
    await open("people", [ANA.id]);
    await sees("Ana Kovač (you)", "access administrator on the whole workspace", "on one person’s word");
    await sees(
      "propose people and keys on the whole workspace",
      "as access administrator on the whole workspace",
      "key ended",
    );
  });

  it("adds a person, who types their own password", async () => {
    const host = await open("people");
    await sees("Add a person");
    await click(button("Add a person"));
    await type(label("Name"), "Mira");
    await sees("hand the keyboard to Mira");
    await type(label("Their password"), "quiet amber tundra pilot");
    await type(label("Their password, once more"), "quiet amber tundra pilot");
    await click(button("Both sign and propose"));
    expect(host.argsOf("people.add")).toEqual({
      name: "Mira",
      manager: null,
      password: "quiet amber tundra pilot",
      reason: null,
    });
    await sees("It comes into force when another person approves it");
  });

  it("takes a role away and disables", async () => {
    const host = await open("people", [CY.id]);
    await sees("By group finance");
    await click(named("button", "Take away approver on workflow refund"));
    await click(submit());
    expect(host.argsOf("grants.revoke")).toEqual({ grant: "g_9", reason: null });
    await click(button("Disable"));
    await sees("They can sign nothing more");
    await click(submit());
    expect(host.argsOf("people.disable")).toEqual({ person: CY.id, reason: null });
  });

  it("sets a group", async () => {
    const host = await open("people", ["groups", "finance"]);
    await sees("Change group");
    await click(button("Change group"));
    await click(submit());
    expect(host.argsOf("groups.set")).toEqual({
      group: "finance",
      name: "Finance",
      members: [ANA.id, CY.id],
      reason: null,
    });
  });

  it("says why a role cannot be given", async () => {
    await open("people", [CY.id], { refuse: { "grants.revoke": { code: "last_access_admin" } } });
    await sees("By group finance");
    await click(named("button", "Take away approver on workflow refund"));
    await click(submit());
    await sees("This would leave the workspace without an access administrator");
  });

  it("closes the form of a new role once the lost answer has come", async () => {
    const host = await open("people", [CY.id], { lose: ["grants.revoke"] });
    await sees("By group finance");
    await click(named("button", "Take away approver on workflow refund"));
    await click(submit());
    await sees("trying again is safe");
    await click(button("Try again"));
    await sees("It comes into force when another person approves it");
    expect(new Set(host.sent.map(({ id }) => id)).size).toBe(1);
  });
});
