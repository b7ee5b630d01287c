/** Live lint: the files as they are now, asked about once nothing has changed for a moment. The last answer stands meanwhile. */
import { useEffect, useState } from "react";
import type { QueryResult } from "../host/contract";
import { useHost } from "../host/host";
import type { Editor } from "./model/editor";

const PAUSE_MS = 400;

export interface Linted extends Lint {
  /** What the answer is about: how often the workflow was edited when lint was asked. */
  linted: number;
}

type Lint = QueryResult["drafts.lint"];
const NOTHING: Linted = { findings: [], fields: [], linted: -1 };

export function useLint(editor: Editor | null): Linted {
  const host = useHost();
  const [answer, setAnswer] = useState(NOTHING);
  useEffect(() => {
    if (!editor) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = -1;
    let stopped = false;
    const ask = async () => {
      const edits = editor.edits;
      try {
        const found = await host.query("drafts.lint", { files: await editor.allFiles() });
        if (!stopped && editor.edits === edits) setAnswer({ ...found, linted: edits });
      } catch {
        // Lint advises; that it did not answer is said where a version is made, which lints again.
      }
    };
    const soon = () => {
      if (editor.edits === seen) return;
      seen = editor.edits;
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), PAUSE_MS);
    };
    soon();
    const stop = editor.subscribe(soon);
    return () => {
      stopped = true;
      clearTimeout(timer);
      stop();
    };
  }, [editor, host]);
  return answer;
}
