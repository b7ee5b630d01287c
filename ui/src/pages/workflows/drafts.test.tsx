/** Drafts: begun from a template, saved by themselves, never written over. The board needs a browser and is stood in for. */
import { act, useEffect } from "react";
import { describe, expect, it, vi } from "vitest";
import type { Editor } from "../../editor/model/editor";
import type { NamedFile } from "../../host/contract";
import { button, label, open, sees, shown } from "../../testing/page";
import { click, type } from "../../testing/render";

const SAVED_AFTER = { timeout: 5000 };

/** What the page needs of an editor: something that is edited, and its files. */
const stand = vi.hoisted(() => {
  const listeners = new Set<() => void>();
  const editor = {
    edits: 1,
    selected: null,
    text: "<one/>",
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: () => ({ canUndo: () => false, canRedo: () => false }),
    definitions: () => ({ get: () => [] }),
    allFiles: async (): Promise<NamedFile[]> => [{ path: "process.bpmn", text: editor.text }],
    edit: (text: string) => {
      editor.text = text;
      editor.edits += 1;
      for (const listener of listeners) listener();
    },
  };
  return editor;
});

vi.mock("../../editor/Workbench", () => ({
  default: function Workbench({ onReady }: { onReady: (editor: Editor) => void }) {
    useEffect(() => onReady(stand as unknown as Editor), [onReady]);
    return <p>the board</p>;
  },
}));

describe("a new workflow", () => {
  it("is a draft with the files of its template, and is opened", async () => {
    const host = await open("workflows");
    await sees("New workflow");
    await click(button("New workflow"));
    await type(label("Name"), "Travel requests");
    await click(button("Begin"));
    await vi.waitFor(() => expect(location.hash).toBe("#/workflows/travel-requests/edit?draft=d_1"));
    const sent = host.argsOf("drafts.save");
    expect(sent).toMatchObject({
      draft: null,
      workflow: "travel-requests",
      name: "Travel requests",
      base: null,
      revision: 0,
    });
    expect(sent.files.map((file) => file.path)).toEqual([
      "process.bpmn",
      "forms/travel-requests-request.form",
      "forms/travel-requests-approval.form",
    ]);
  });
});

describe("drafts", () => {
  it("are listed with who and when, and deleted only when asked twice", async () => {
    const host = await open("workflows");
    await sees("Only on this workstation, unsigned.", "Ana Kovač");
    await click(document.querySelector<HTMLElement>('[aria-label="Delete draft Vendor onboarding"]') as HTMLElement);
    expect(host.sent).toEqual([]);
    await click(button("Delete the draft"));
    expect(host.argsOf("drafts.delete")).toEqual({ draft: "d_1" });
  });

  it("save what was edited, once it has not changed for a moment", async () => {
    const host = await open("workflows", ["vendor-onboarding", "edit"]);
    await sees("the board", "Nothing changed yet");
    await act(async () => {
      stand.edit("<two/>");
      stand.edit("<three/>");
    });
    expect(shown()).toContain("Saving the draft…");
    await vi.waitFor(() => expect(shown()).toMatch(/Draft saved \d\d:\d\d/), SAVED_AFTER);
    expect(host.argsOf("drafts.save")).toMatchObject({
      draft: null,
      revision: 0,
      files: [{ path: "process.bpmn", text: "<three/>" }],
    });
    // The address names the draft now, so that going back finds it.
    await vi.waitFor(() => expect(location.hash).toContain("draft=d_1"));
    await act(async () => stand.edit("<four/>"));
    await vi.waitFor(
      () => expect(host.sent.filter((each) => each.name === "drafts.save")).toHaveLength(2),
      SAVED_AFTER,
    );
    expect(host.sent.at(-1)?.args).toMatchObject({ draft: "d_1", revision: 4 });
  });

  it("that were saved elsewhere are not written over: mine goes on as another draft", async () => {
    const refuse: Record<string, { code: string }> = { "drafts.save": { code: "draft.conflict" } };
    const host = await open("workflows", ["vendor-onboarding", "edit"], { refuse });
    await sees("the board");
    await act(async () => stand.edit("<mine/>"));
    await vi.waitFor(() => expect(shown()).toContain("was saved somewhere else since you opened it"), SAVED_AFTER);
    await act(async () => stand.edit("<mine again/>"));
    // Longer than the pause after which a draft saves itself: nothing may be sent.
    await new Promise((resume) => setTimeout(resume, 1000));
    expect(host.sent).toHaveLength(1);
    delete refuse["drafts.save"];
    await click(button("Keep mine as another draft"));
    await vi.waitFor(() => expect(shown()).toMatch(/Draft saved/), SAVED_AFTER);
    expect(host.sent.at(-1)?.args).toMatchObject({ draft: null, revision: 0, files: [{ text: "<mine again/>" }] });
  });
});
