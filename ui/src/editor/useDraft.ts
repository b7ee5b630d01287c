/**
 * The draft of an open workflow: saved by itself shortly after each change, through the host. A draft is local and unsigned.
 *
 * INVARIANT: one save at a time; what changed meanwhile is saved after it; a draft that somebody else saved since is never written
 * over (`conflict`) unless a person says that it should become another draft.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import { newCommandId } from "../host/commandId";
import type { NamedFile } from "../host/contract";
import { HostError } from "../host/error";
import { useHost } from "../host/host";
import type { Editor } from "./model/editor";

const PAUSE_MS = 800;

export interface DraftId {
  draft: string | null;
  workflow: string;
  name: string;
  base: string | null;
  revision: number;
}

export type Saved =
  | { state: "clean" }
  | { state: "waiting" | "saving" }
  | { state: "saved"; at: string }
  | { state: "conflict" | "failed"; error: HostError };

export interface Draft {
  id: DraftId;
  saved: Saved;
  /** Saves what is not saved yet; answers when nothing is open any more. */
  flush: () => Promise<void>;
  /** After a conflict: goes on as a draft of its own. */
  fork: () => void;
}

export function useDraft(editor: Editor | null, first: DraftId, nameOf: (editor: Editor) => string): Draft {
  const host = useHost();
  const [id, setId] = useState(first);
  const [saved, setSaved] = useState<Saved>({ state: "clean" });
  const now = useRef({ id: first, done: -1, flying: null as Promise<void> | null, stopped: false });
  const name = useRef(nameOf);
  useEffect(() => {
    name.current = nameOf;
  });

  const save = useCallback(
    async (from: Editor): Promise<void> => {
      const mine = now.current;
      if (mine.flying) await mine.flying;
      if (mine.done === from.edits || mine.stopped) return;
      const edits = from.edits;
      const send = async () => {
        const files: NamedFile[] = await from.allFiles();
        const args = { ...mine.id, name: name.current(from) || mine.id.name, files };
        const answer = await host.command("drafts.save", args, newCommandId());
        mine.done = edits;
        mine.id = { ...args, draft: answer.draft, revision: answer.revision };
        setId(mine.id);
        setSaved({ state: from.edits === edits ? "saved" : "waiting", at: answer.at } as Saved);
      };
      setSaved({ state: "saving" });
      mine.flying = send().catch((thrown: unknown) => {
        const error = HostError.from(thrown);
        const conflict = error.code === "draft.conflict";
        mine.stopped = conflict;
        setSaved({ state: conflict ? "conflict" : "failed", error });
      });
      await mine.flying;
      mine.flying = null;
    },
    [host],
  );

  useEffect(() => {
    if (!editor) return undefined;
    const mine = now.current;
    // What was opened is what is saved.
    if (mine.done === -1) mine.done = editor.edits;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = editor.edits;
    const stop = editor.subscribe(() => {
      if (editor.edits === seen || mine.stopped) return;
      seen = editor.edits;
      setSaved((last) => (last.state === "saving" ? last : { state: "waiting" }));
      clearTimeout(timer);
      timer = setTimeout(() => void save(editor), PAUSE_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
      // Leaving the page loses nothing.
      if (mine.done !== editor.edits) void save(editor);
    };
  }, [editor, save]);

  const flush = useCallback(async () => {
    if (editor) await save(editor);
  }, [editor, save]);
  const fork = useCallback(() => {
    const mine = now.current;
    mine.stopped = false;
    mine.done = -1;
    mine.id = { ...mine.id, draft: null, revision: 0 };
    if (editor) void save(editor);
  }, [editor, save]);
  return { id, saved, flush, fork };
}
