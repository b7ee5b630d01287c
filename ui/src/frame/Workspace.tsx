/** The frame of an open workspace with somebody signed in: truths at the bottom, banners on top, the page in the middle. */
import { Suspense, useEffect, useMemo, type ReactNode } from "react";
import { ErrorNotice, Notice } from "../components/Notice";
import { Waiting } from "../components/Waiting";
import type { HostError } from "../host/error";
import { useCommand, useSlow } from "../host/hooks";
import { useNow } from "../text/now";
import { useNamed, useText } from "../text/text";
import css from "./Workspace.module.css";
import { Frame } from "./Frame";
import { PAGES, type PageName } from "./pages";
import { sealState } from "./sealState";
import { SessionContext, type Session } from "./session";

/** Pages that only holders of a permission are offered. */
const NEEDS: Partial<Record<PageName, string>> = { log: "audit.read" };

export function Workspace({
  session,
  onEnded,
  children,
}: {
  session: Session;
  onEnded: () => void;
  children: ReactNode;
}) {
  const t = useText();
  const { app, open, session: signed } = session;
  const now = useNow();
  const left = (new Date(signed.until).getTime() - now.getTime()) / 1000;
  const lock = useCommand("session.sign_out");
  const close = useCommand("workspace.close");
  const check = useCommand("verify.start");
  useEffect(() => {
    if (left <= 0) onEnded();
  }, [left, onEnded]);
  const pages = useMemo(
    () =>
      PAGES.map(({ page }) => page).filter((page) => signed.permissions.includes(NEEDS[page] ?? "") || !NEEDS[page]),
    [signed.permissions],
  );
  const leave = () => lock.run({}, { done: onEnded });
  return (
    <SessionContext value={session}>
      <Frame
        workspace={open.name}
        demo={open.demo}
        pages={pages}
        waiting={{ inbox: signed.inbox, changes: signed.changes }}
        seal={sealState(app.seal, now)}
        signer={{ name: signed.person.name, sessionSecondsLeft: Math.max(0, left) }}
        onLock={leave}
        onSwitch={leave}
        onLeave={() => close.run({}, { done: onEnded })}
        acts={[
          { id: "check", label: t("log-verify"), group: t("page-log"), onRun: () => check.run({}) },
          { id: "lock", label: t("signer-lock"), group: t("keys-everywhere"), onRun: leave },
        ]}
        banners={<Banners session={session} acts={[lock, close, check]} />}
      >
        <Suspense fallback={<Loading />}>{children}</Suspense>
      </Frame>
    </SessionContext>
  );
}

function Loading() {
  return <Waiting slow={useSlow(true)} />;
}

function Banners({
  session: { open },
  acts,
}: {
  session: Session;
  acts: readonly { error: HostError | undefined; again: () => void }[];
}) {
  const t = useText();
  const named = useNamed();
  const failed = acts.find((act) => act.error);
  if (!open.readOnly && !open.bootstrap && !failed) return null;
  return (
    <div className={css.banners}>
      {failed?.error && <ErrorNotice error={failed.error} onAgain={failed.again} />}
      {open.readOnly && (
        <Notice kind="incident">
          {t("banner-read-only")} {named("read-only", open.readOnly.replace(/^read-only-/, ""))}
        </Notice>
      )}
      {open.bootstrap && <Notice kind="wait">{t("banner-bootstrap")}</Notice>}
    </div>
  );
}
