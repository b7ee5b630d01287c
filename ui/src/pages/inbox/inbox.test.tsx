/** The inbox: what is shown is what is signed, and a refusal names the way on. */
import { act } from "react";
import { describe, expect, it, vi } from "vitest";
import { button, label, open, sees, shown } from "../../testing/page";
import { click, press, type } from "../../testing/render";
import { ANA } from "../../testing/workspace/basics";
import { INBOX } from "../../testing/workspace/inbox";

// Drawing needs a browser: the diagram has its own tests and its list of steps as a twin.
vi.mock("../../components/Diagram", () => ({ Diagram: ({ name }: { name: string }) => <figure aria-label={name} /> }));

describe("Inbox", () => {
  it("shows the document, why one is asked, and exactly what will be signed; approving names what was shown", async () => {
    const host = await open("inbox", ["r_57", "t_60"]);
    await sees(
      "Approve payment details",
      "DE89 3704 0044 0532 0130 00",
      "sealed, kept for 10 years",
      "changed since you last decided",
    );
    await sees("2 approvals are needed", '"act":"approval.decide"', "Called the vendor back");
    await press(document.body, "k");
    await sees("Hand over the credentials", "Sign and complete");
    await press(document.body, "j");
    await sees("Called the vendor back", "Sign and approve");
    await press(document.body, "a");
    const args = host.argsOf("approvals.decide");
    expect(args).toMatchObject({ request: "r_57", task: "t_60", round: 2, verdict: "approve", reason: null });
    expect(args.shown).toMatch(/^[0-9a-f]{64}$/);
    await sees("You approved: Approve payment details", "Recorded as entry 8,124", "Copy receipt");
  });

  it("rejects only with a reason", async () => {
    const host = await open("inbox", ["r_57", "t_60"]);
    await sees("Sign and approve");
    await press(document.body, "r");
    await sees("The request ends here");
    const sign = button("Sign and reject") as HTMLButtonElement;
    expect(sign.disabled).toBe(true);
    await type(label("Reason"), "Other account.");
    await click(sign);
    expect(host.argsOf("approvals.decide")).toMatchObject({ verdict: "reject", reason: "Other account." });
  });

  it("says in words why the kernel refused, and shows nothing as done", async () => {
    await open("inbox", ["r_57", "t_60"], {
      refuse: { "approvals.decide": { code: "self_approval", args: { person: ANA.id } } },
    });
    await sees("Sign and approve");
    await click(button("Sign and approve"));
    await sees("You requested this, so you can’t decide on it. Somebody else whom the rule names must");
    expect(shown()).not.toContain("Recorded as entry");
  });

  it("keys of the page do nothing after g, which goes elsewhere", async () => {
    const host = await open("inbox", ["r_57", "t_60"]);
    await sees("Sign and approve");
    await press(document.body, "g");
    await press(document.body, "r");
    expect(location.hash).toBe("#/requests");
    expect(host.sent).toEqual([]);
    expect(document.querySelector('[role="dialog"]')).toBeNull();
  });

  it("completes a plain task with its fields, and shows what is missing at the field first", async () => {
    const host = await open("inbox", ["r_12", "t_15"]);
    await sees("Sign and complete");
    await click(button("Sign and complete"));
    await sees("This is needed.");
    expect(host.sent).toEqual([]);
    await type(label("Handed over to"), "Cy");
    await click(button("Sign and complete"));
    expect(host.argsOf("tasks.complete")).toEqual({
      request: "r_12",
      task: "t_15",
      round: 1,
      fields: { handed_over: "Cy" },
    });
  });

  it("revises only what was changed", async () => {
    const host = await open("inbox", ["r_31", "t_33"]);
    await sees("The order number is missing.", "What you can change");
    await type(label("Legal name"), "Nordwind SE");
    await click(button("Sign and send again"));
    expect(host.argsOf("requests.revise")).toEqual({ request: "r_31", fields: { legal_name: "Nordwind SE" } });
  });

  it("teaches when it is empty", async () => {
    await open("inbox", [], { query: { "inbox.list": () => ({ tasks: [] }) } });
    await sees("Nothing waits for you.");
  });

  it("shows the receipt of a decision whose answer was lost, once it is sent again with the same id", async () => {
    const host = await open("inbox", ["r_57", "t_60"], { lose: ["approvals.decide"] });
    await sees("Sign and approve");
    await press(document.body, "a");
    await sees("What you did may have arrived: trying again is safe");
    await click(button("Try again"));
    await sees("You approved: Approve payment details", "Recorded as entry 8,124");
    expect(new Set(host.sent.map(({ id }) => id)).size).toBe(1);
  });

  it("closes the dialog of a rejection whose answer was lost, once it is sent again", async () => {
    await open("inbox", ["r_57", "t_60"], { lose: ["approvals.decide"] });
    await sees("Sign and approve");
    await press(document.body, "r");
    await type(label("Reason"), "Other account.");
    await click(button("Sign and reject"));
    await sees("trying again is safe");
    await click(button("Try again"));
    await sees("You rejected: Approve payment details");
    await vi.waitFor(() => expect(document.querySelector('[role="dialog"]')).toBeNull());
  });

  it("keeps what one looks at when it waits no longer, and never puts another document under the keys", async () => {
    let tasks = INBOX;
    const host = await open("inbox", [], { query: { "inbox.list": () => ({ tasks }) }, lose: ["requests.revise"] });
    await sees("Sign and send again");
    await type(label("Legal name"), "Nordwind SE");
    await click(button("Sign and send again"));
    await sees("trying again is safe");
    tasks = INBOX.filter(({ kind }) => kind !== "revise");
    await act(async () => host.poke(["inbox"]));
    await sees("This waits for you no longer");
    await press(document.body, "a");
    await click(button("Try again"));
    await sees("You sent Customer refund again");
    expect(host.sent.map(({ name }) => name)).toEqual(["requests.revise", "requests.revise"]);
  });
});
