/** Workflows: versions, findings, publishing, importing in a browser and in the window. */
import { describe, expect, it, vi } from "vitest";
import { App } from "../../App";
import { href, navigate } from "../../router";
import { fixtureHost } from "../../testing/fixture";
import { button, open, sees } from "../../testing/page";
import { click, one, render } from "../../testing/render";
import { WORKFLOWS } from "../../testing/workspace/workflows";

// Drawing needs a browser: the diagram has its own tests and its list of steps as a twin.
vi.mock("../../components/Diagram", () => ({ Diagram: ({ name }: { name: string }) => <figure aria-label={name} /> }));

describe("Workflows", () => {
  it("lists them with what is published", async () => {
    await open("workflows");
    await sees("Vendor onboarding", "version 6", "not published", "approved by Bo Lindqvist");
  });

  it("shows findings, steps and files of a version, and proposes its publication", async () => {
    const host = await open("workflows", ["vendor-onboarding"]);
    await sees("which no later step reads", "rule vendor-payments", "amount_limit <= 50000");
    await click(button("Publish version 7"));
    await click(button("Sign and propose publication"));
    expect(host.argsOf("workflows.publish")).toMatchObject({ workflow: "vendor-onboarding", reason: null });
    await sees("It comes into force when another person approves it");
  });

  it("says of a version whose files are damaged that it cannot be used, and why", async () => {
    const detail = WORKFLOWS["workflows.detail"]({ workflow: "vendor-onboarding" });
    const versions = detail.versions.map((each) => ({ ...each, unusable: "its file process.bpmn is damaged" }));
    await open("workflows", ["vendor-onboarding"], { query: { "workflows.detail": () => ({ ...detail, versions }) } });
    await sees("cannot be used", "its file process.bpmn is damaged");
  });

  it("says when a workflow starts by itself, who answers for it, and why it waits", async () => {
    const detail = WORKFLOWS["workflows.detail"]({ workflow: "vendor-onboarding" });
    const next = {
      schedule: "s_7201_2",
      step: "Every month",
      due: "2026-12-01T08:00:00Z",
      zone: "Europe/Berlin",
      repeats: "R/P1M",
      left: 3,
      person: { id: "p_0000000000000003", name: "Cy Okafor" },
    };
    const mayNot = { allowed: false, because: "no grant gives request.start", code: "not_permitted" };
    const schedules = [{ ...next, mayStart: { allowed: true, because: "", code: null } }];
    await open("workflows", ["vendor-onboarding"], { query: { "workflows.detail": () => ({ ...detail, schedules }) } });
    await sees("Starts by itself at “Every month”: next", "(Europe/Berlin)", "3 times", "Cy Okafor answers for it");
    expect(document.body.textContent).not.toContain("It waits when its time comes");
    const waiting = [{ ...next, mayStart: mayNot }];
    await open("workflows", ["vendor-onboarding"], {
      query: { "workflows.detail": () => ({ ...detail, schedules: waiting }) },
    });
    await sees("Cy Okafor may not start it now", "no grant gives request.start");
  });

  it("imports the files that were chosen, and says what waits", async () => {
    const host = await open("workflows", [], {
      command: {
        "workflows.import": {
          workflow: "x",
          version: null,
          number: null,
          changes: ["c_1"],
          missing: ["erp"],
          findings: [],
          receipt: null,
        },
      },
    });
    await sees("Import a workflow");
    await click(button("Import a workflow"));
    const input = one<HTMLInputElement>('input[type="file"][aria-label="Choose files…"]');
    const file = Object.assign(new File(["<definitions/>"], "process.bpmn"), {
      webkitRelativePath: "vendor/process.bpmn",
    });
    Object.defineProperty(input, "files", { value: [file, new File(["x"], "notes.txt")] });
    Object.defineProperty(input, "value", { value: "", writable: true });
    input.dispatchEvent(new Event("change", { bubbles: true }));
    await sees("1 file will be imported", "notes.txt");
    await click(button("Sign and import"));
    expect(host.argsOf("workflows.import")).toEqual({
      path: null,
      files: [{ path: "process.bpmn", text: "<definitions/>" }],
      workflow: null,
    });
    await sees("1 rule or connector was proposed", "Set these connectors first", "Go to connectors");
  });
});

describe("in the desktop window", () => {
  it("a folder is chosen in the dialog of the system, and the engine reads it", async () => {
    navigate(href("workflows"), { replace: true });
    const host = { ...fixtureHost(), pickFolder: async () => "/home/ana/vendor" };
    await render(<App host={host} />);
    await sees("Import a workflow");
    await click(button("Import a workflow"));
    await click(button("Choose a folder…"));
    await sees("/home/ana/vendor will be imported");
    await click(button("Sign and import"));
    expect(host.argsOf("workflows.import")).toEqual({ path: "/home/ana/vendor", files: [], workflow: null });
  });
});
