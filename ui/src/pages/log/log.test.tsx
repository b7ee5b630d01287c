/** The record: entries, the check, what leaves the workspace. */
import { describe, expect, it, vi } from "vitest";
import { ANA } from "../../testing/workspace/basics";
import { button, label, open, sees, shown } from "../../testing/page";
import { click, one, type } from "../../testing/render";
import { act } from "../../testing/workspace/log";
import { APP } from "../../testing/workspace/state";

// Drawing needs a browser: the diagram has its own tests and its list of steps as a twin.
vi.mock("../../components/Diagram", () => ({ Diagram: ({ name }: { name: string }) => <figure aria-label={name} /> }));

describe("Log", () => {
  it("says each entry in a sentence and shows one down to its path to the root", async () => {
    await open("log", ["8123"]);
    await sees("Bo Lindqvist approved in Vendor onboarding", "Ana Kovač proposed: to give a role");
    await sees("Bytes as signed", "log.nordwind.example/w_1", "Root over 8,124");
    expect(one("svg[role='img']").getAttribute("aria-label")).toContain("5 hashes");
  });

  it("verifies, and shows progress that can be stopped", async () => {
    const host = await open("log", [], {
      query: { "app.state": () => ({ ...APP, seal: { state: "checking", done: 412, total: 1000, secondsLeft: 9 } }) },
    });
    await sees("412 of 1,000", "9 s left");
    await click(button("Verify now"));
    await click(button("Stop"));
    expect(host.sent.map(({ name }) => name)).toEqual(["verify.start", "verify.stop"]);
  });

  it("never hides findings", async () => {
    const findings = [
      { code: "signature_invalid", index: 12, message: "the signature of `p_bo` does not fit the text" },
    ];
    await open("log", [], {
      query: {
        "app.state": () => ({ ...APP, seal: { state: "findings", size: 20, at: new Date().toISOString(), findings } }),
      },
    });
    await sees("1 finding", "does not fit the text", "signature_invalid");
  });

  it("exports with what is to be disclosed, and saves a checkpoint", async () => {
    const host = await open("log");
    await click(button("Export…"));
    await type(label("Folder"), "/home/ana/out");
    await click(button("Sign and export"));
    expect(host.argsOf("export.write")).toEqual({ path: "/home/ana/out", discloses: "names" });
    await sees("4 sealed values disclosed, 911 withheld");
    await click(button("Close"));
    await vi.waitFor(() => expect(document.querySelector('[role="dialog"]')).toBeNull());
    await click(button("Save checkpoint…"));
    await type(label("File"), "/media/stick/c.txt");
    await click([...document.querySelectorAll<HTMLElement>('[role="dialog"] button[type="submit"]')][0] as HTMLElement);
    expect(host.argsOf("checkpoint.save")).toEqual({ path: "/media/stick/c.txt" });
  });

  it("starts the list where a link leads, however far back, and shows the newest when asked", async () => {
    const asked: (number | null)[] = [];
    await open("log", ["12"], {
      query: {
        "log.page": ({ before, limit }) => {
          asked.push(before);
          const from = Math.min(before ?? 8124, 8124);
          const rows = [...Array(Math.min(limit, from)).keys()].map((at) =>
            act(from - 1 - at, "request.start", ANA, { workflow: "Refund" }),
          );
          return { rows, more: from > limit, size: 8124 };
        },
      },
    });
    await sees("Shown from entry 31 down.");
    await vi.waitFor(() =>
      expect(document.querySelector('[role="row"][aria-selected="true"]')?.textContent).toMatch(/^12/),
    );
    expect(asked).toEqual([null, 32]);
    await click(button("Show the newest"));
    await sees("8123");
    expect(shown()).not.toContain("Shown from entry");
  });
});
