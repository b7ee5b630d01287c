/** The page of the editor: what is edited, whether it is saved, undo and redo, its views, and making a version of it. */
import { Columns3, List, Redo2, Stamp, Undo2, Workflow as WorkflowIcon } from "lucide-react";
import { Suspense, lazy, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Waiting } from "../../components/Waiting";
import type { Editor } from "../../editor/model/editor";
import { processesOf, text } from "../../editor/model/moddle";
import { useEdits, type View } from "../../editor/model/useEditor";
import { useDraft, type DraftId, type Saved } from "../../editor/useDraft";
import { PageHeader } from "../../frame/PageHeader";
import type { NamedFile } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import layout from "../../parts/layout.module.css";
import { href, navigate, useRoute } from "../../router";
import { CLOCK } from "../../text/dates";
import { useErrorText, useText } from "../../text/text";
import { pinnedPath } from "./files";
import { MakeVersion } from "./MakeVersion";
import css from "./Edit.module.css";

const Workbench = lazy(() => import("../../editor/Workbench"));

export function EditPage({ workflow }: { workflow: string }) {
  const { params } = useRoute();
  // What was asked for first: the address learns of a draft once it is saved, which is no reason to open it again.
  const [draft] = useState(params.get("draft"));
  const [version] = useState(params.get("version"));
  return draft === null ? <FromVersion workflow={workflow} version={version} /> : <FromDraft draft={draft} />;
}

function FromDraft({ draft }: { draft: string }) {
  const opened = useQuery("drafts.open", { draft }, { topics: [] });
  return (
    <Answer of={opened}>
      {({ row, files }) => (
        <Edit
          id={{ draft, workflow: row.workflow, name: row.name, base: row.base, revision: row.revision }}
          files={files}
          at={row.at}
        />
      )}
    </Answer>
  );
}

function FromVersion({ workflow, version }: { workflow: string; version: string | null }) {
  const detail = useQuery("workflows.detail", { workflow }, { topics: [] });
  const digest = version ?? detail.data?.versions[0]?.digest;
  const base = useQuery("workflows.version", { version: digest ?? "" }, { topics: [], enabled: digest !== undefined });
  const name = detail.data?.row.name ?? workflow;
  if (!detail.data) return <Answer of={detail}>{() => null}</Answer>;
  return (
    <Answer of={base}>
      {(data) => (
        <Edit
          id={{ draft: null, workflow, name, base: data.row.digest, revision: 0 }}
          files={data.files.map((file) => ({ path: pinnedPath(file), text: file.text }))}
        />
      )}
    </Answer>
  );
}

const VIEWS = ["process", "forms", "tables", "run"] as const satisfies readonly View[];
type Shown = "both" | "steps" | "canvas";
const WIDE = "(min-width: 1280px)";

function Edit({ id: first, files, at }: { id: DraftId; files: NamedFile[]; at?: string }) {
  const t = useText();
  const { params } = useRoute();
  const [editor, setEditor] = useState<Editor | null>(null);
  const [failed, setFailed] = useState(false);
  const [making, setMaking] = useState(false);
  const wide = useWide();
  const [wanted, setWanted] = useState<Shown>("both");
  // A narrow window has no room for both: then the list, which has everything.
  const shown = wanted === "both" && !wide ? "steps" : wanted;
  const draft = useDraft(editor, first, nameOf);
  const { workflow } = draft.id;
  const view = VIEWS.find((each) => each === params.get("view")) ?? "process";
  const to = (next: View, item?: string) =>
    href("workflows", [workflow, "edit"], {
      ...(draft.id.draft === null ? {} : { draft: draft.id.draft }),
      ...(next === "process" ? {} : { view: next }),
      ...(item === undefined ? {} : { item }),
    });
  // Once saved, the address names the draft: going back and forth finds it.
  const named = useRef(first.draft);
  useEffect(() => {
    if (draft.id.draft === null || draft.id.draft === named.current) return;
    named.current = draft.id.draft;
    navigate(to(view), { replace: true });
  });
  // The bench hears of it by functions that stay the same, so that a draft being saved does not draw it again.
  const there = useRef(to);
  useEffect(() => {
    there.current = to;
  });
  const onShow = useCallback((next: View, item?: string) => navigate(there.current(next, item)), []);
  const onFailed = useCallback(() => setFailed(true), []);
  return (
    <div className={css.page}>
      <PageHeader
        title={draft.id.name || t("editor-untitled")}
        above={[{ text: t("page-workflows"), href: href("workflows") }]}
        beside={<SavedState saved={draft.saved} at={at} />}
        action={
          editor && (
            <>
              <History editor={editor} />
              <Button kind="primary" icon={<Stamp />} onClick={() => void draft.flush().then(() => setMaking(true))}>
                {t("editor-make-version")}
              </Button>
            </>
          )
        }
      />
      {draft.saved.state === "conflict" && <Conflict draft={draft.id} onFork={draft.fork} />}
      <div className={css.bar}>
        <nav className={layout.tabs} aria-label={t("editor-views")}>
          {VIEWS.map((each) => (
            <a key={each} href={to(each)} aria-current={each === view ? "page" : undefined}>
              {viewName(t, each)}
            </a>
          ))}
        </nav>
        {view === "process" && <Shows shown={shown} wide={wide} onShown={setWanted} />}
      </div>
      {failed ? (
        <div className={layout.pad}>
          <Notice kind="refusal">{t("editor-unreadable")}</Notice>
        </div>
      ) : (
        <Suspense fallback={<Waiting slow words={t("editor-loading")} />}>
          <Workbench
            files={files}
            view={view}
            item={params.get("item")}
            shown={shown}
            onShow={onShow}
            onReady={setEditor}
            onFailed={onFailed}
          />
        </Suspense>
      )}
      {making && editor && (
        <MakeVersion
          editor={editor}
          draft={draft.id}
          onClose={() => setMaking(false)}
          onDone={(made) => navigate(href("workflows", [made.workflow, made.version]))}
        />
      )}
    </div>
  );
}

/** The name of the workflow as the diagram has it. */
function nameOf(editor: Editor): string {
  return text(processesOf(editor.definitions())[0], "name");
}

function viewName(t: ReturnType<typeof useText>, view: View): string {
  switch (view) {
    case "process":
      return t("editor-view-process");
    case "forms":
      return t("editor-view-forms");
    case "tables":
      return t("editor-view-tables");
    case "run":
      return t("editor-view-run");
  }
}

function History({ editor }: { editor: Editor }) {
  const t = useText();
  useEdits(editor);
  const stack = editor.get("commandStack");
  return (
    <span className={css.history}>
      <Button
        kind="quiet"
        icon={<Undo2 />}
        tip={t("editor-undo")}
        keys={["Ctrl", "Z"]}
        disabled={!stack.canUndo()}
        onClick={() => stack.undo()}
      />
      <Button
        kind="quiet"
        icon={<Redo2 />}
        tip={t("editor-redo")}
        keys={["Ctrl", "Shift", "Z"]}
        disabled={!stack.canRedo()}
        onClick={() => stack.redo()}
      />
    </span>
  );
}

function SavedState({ saved, at }: { saved: Saved; at: string | undefined }) {
  const t = useText();
  const words = useErrorText();
  return (
    <span className={css.saved} role="status">
      {savedWords(t, words, saved, at)}
    </span>
  );
}

function savedWords(
  t: ReturnType<typeof useText>,
  words: ReturnType<typeof useErrorText>,
  saved: Saved,
  at: string | undefined,
): string {
  switch (saved.state) {
    case "clean":
      return at === undefined ? t("editor-unchanged") : t("editor-saved", { time: CLOCK.format(new Date(at)) });
    case "waiting":
    case "saving":
      return t("editor-saving");
    case "saved":
      return t("editor-saved", { time: CLOCK.format(new Date(saved.at)) });
    case "conflict":
      return t("editor-not-saved");
    case "failed":
      return t("editor-save-failed", { words: words(saved.error) });
  }
}

/** Somebody saved the same draft since it was opened here. */
function Conflict({ draft, onFork }: { draft: DraftId; onFork: () => void }) {
  const t = useText();
  return (
    <div className={layout.pad}>
      <Notice
        kind="incident"
        way={
          <>
            <Button onClick={() => location.reload()}>{t("editor-conflict-open")}</Button>
            <Button onClick={onFork}>{t("editor-conflict-fork")}</Button>
          </>
        }
      >
        {t("editor-conflict", { name: draft.name })}
      </Notice>
    </div>
  );
}

function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(WIDE);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => window.matchMedia(WIDE).matches,
  );
}

function Shows({ shown, wide, onShown }: { shown: Shown; wide: boolean; onShown: (shown: Shown) => void }) {
  const t = useText();
  const ways = [
    { shown: "both", words: t("editor-show-both"), icon: <Columns3 /> },
    { shown: "steps", words: t("editor-show-steps"), icon: <List /> },
    { shown: "canvas", words: t("editor-show-canvas"), icon: <WorkflowIcon /> },
  ] as const;
  return (
    <div role="group" aria-label={t("editor-show")} className={css.shows}>
      {ways
        .filter((way) => wide || way.shown !== "both")
        .map((way) => (
          <Button
            key={way.shown}
            kind="quiet"
            icon={way.icon}
            aria-pressed={way.shown === shown}
            onClick={() => onShown(way.shown)}
          >
            {way.words}
          </Button>
        ))}
    </div>
  );
}
