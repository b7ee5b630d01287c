/** Runs: the list, what stopped and the ways on, sealed values. */
import { describe, expect, it, vi } from "vitest";
import { RUNS } from "../../testing/workspace/runs";
import { button, label, open, sees } from "../../testing/page";
import { click, named, type } from "../../testing/render";

// Drawing needs a browser: the diagram has its own tests and its list of steps as a twin.
vi.mock("../../components/Diagram", () => ({ Diagram: ({ name }: { name: string }) => <figure aria-label={name} /> }));

describe("Runs", () => {
  it("lists runs with their state in words", async () => {
    await open("runs");
    await sees("Customer refund", "Stopped", "Completed", "Approve payment details");
  });

  it("says what stopped and what is safe, and goes on as a person says", async () => {
    const host = await open("runs", ["r_57"]);
    await sees("Nobody knows whether the call took effect", "Ana Kovač requested Vendor onboarding");
    await click(button("It took effect…"));
    await type(label("Reason"), "The vendor is there.");
    await click(button("Add a field"));
    await type(label("Field"), "vendor_number");
    await type(label("Value"), "4711");
    await click(button("Sign and go on"));
    expect(host.argsOf("incidents.resolve")).toEqual({
      request: "r_57",
      incident: 1,
      way: "done",
      reason: "The vendor is there.",
      outputs: { vendor_number: "4711" },
    });
  });

  it("opens sealed values only as a recorded act, and cancels", async () => {
    const host = await open("runs", ["r_57"]);
    await sees("sealed, not open here");
    await click(button("Sign and open 1 sealed value"));
    expect(host.argsOf("data.reveal")).toEqual({ request: "r_57", paths: ["iban"] });
    await sees("DE89 3704 0044 0532 0130 00", "recorded as entry 8,124");
    await click(named("button", "Cancel request"));
    await click(button("Sign and cancel request"));
    expect(host.argsOf("requests.cancel")).toEqual({ request: "r_57", reason: null });
  });

  it("says which times and messages it waits for, how far a loop is and how late a timer fired", async () => {
    await open("runs", ["r_57"]);
    await sees(
      "Enter payment details: deadline",
      "(Europe/Berlin)",
      "2 times more",
      "Vendor confirms: waits for the message vendor-confirmed with the key 4711",
      "2 of 5 done",
      "fired 3 h 12 min after it was due",
    );
  });

  it("says that a time began it, and who answers for it", async () => {
    const detail = RUNS["runs.detail"]({ request: "r_57" });
    const startedBy = { index: 57, due: "2026-11-22T06:00:00Z", lateS: 7_260 };
    await open("runs", ["r_57"], { query: { "runs.detail": () => ({ ...detail, startedBy }) } });
    await sees("a time. Cy Okafor answers for it", "entry 57 fired 2 h 1 min after it was due");
  });

  it("lets an operator change data, with a reason, and sends only what changed", async () => {
    const host = await open("runs", ["r_57"]);
    await click(button("Change data…"));
    await sees("no longer count");
    await type(label("Legal name"), "Nordwind AG");
    await type(label("Reason"), "The register says so.");
    await click(button("Sign and change data"));
    expect(host.argsOf("requests.modify")).toMatchObject({ request: "r_57", reason: "The register says so." });
    expect(Object.keys((host.argsOf("requests.modify") as { fields: object }).fields)).toHaveLength(1);
  });
});
