/** The frame around every page of an open workspace. */
import { describe, expect, it } from "vitest";
import { open, sees, shown } from "../testing/page";
import { click, named, one } from "../testing/render";
import { APP } from "../testing/workspace/state";

describe("the frame", () => {
  it("shows what waits, the seal, who signs, and locks", async () => {
    const host = await open("rules");
    await sees("3 wait for you", "1 waits for you", "Record verified to entry 8,123", "Ana Kovač");
    await click([...document.querySelectorAll<HTMLElement>("nav button")].at(-1) as HTMLElement);
    await click(document.querySelector('[role="menuitem"]') as HTMLElement);
    expect(host.sent.map(({ name }) => name)).toEqual(["session.sign_out"]);
  });

  it("says on every page that nothing can be recorded, and that one person's word is enough", async () => {
    const state = { ...APP, open: APP.open && { ...APP.open, readOnly: "read-only-behind", bootstrap: true } };
    await open("rules", [], { query: { "app.state": () => state } });
    await sees("shorter than this workstation remembers", "on one person’s word");
  });

  it("does not offer the log to who may not read it", async () => {
    const state = { ...APP, session: APP.session && { ...APP.session, permissions: [] } };
    await open("rules", [], { query: { "app.state": () => state } });
    expect([...document.querySelectorAll("nav ul a")].map((link) => link.textContent)).not.toContain("Log");
  });

  it("says so when nothing of the record is kept outside this machine", async () => {
    const seal = { state: "verified" as const, size: 8124, at: new Date().toISOString(), anchor: null };
    await open("rules", [], { query: { "app.state": () => ({ ...APP, seal }) } });
    await sees("no copy outside yet", "there is no copy outside this machine");
    expect(shown()).not.toContain("anchor old");
  });

  it("shows on every page why an act of the frame did not work, and tries it again", async () => {
    const host = await open("rules", [], { lose: ["session.sign_out"] });
    await click([...document.querySelectorAll<HTMLElement>("nav button")].at(-1) as HTMLElement);
    await click(document.querySelector('[role="menuitem"]') as HTMLElement);
    await sees("trying again is safe");
    await click(named("button", "Try again"));
    expect(new Set(host.sent.map(({ id }) => id)).size).toBe(1);
    expect(shown()).not.toContain("trying again is safe");
  });

  it("has a title and a way on where there is no page", async () => {
    await open("nowhere");
    expect(one("h1").textContent).toBe("Unknown page");
    // The window and its place in the list of windows say where one is.
    expect(document.title).toBe("Unknown page · Countersign");
    await sees("There is no page here");
    expect(one('main a[href="#/inbox"]').textContent).toBe("Go to the inbox");
  });
});
