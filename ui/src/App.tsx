/** Which page is shown: no host, no workspace, nobody signed in, or a page of the open workspace. Pages load when first needed. */
import { MapPinOff, Unplug } from "lucide-react";
import { Suspense, lazy, type ComponentType } from "react";
import { EmptyState } from "./components/EmptyState";
import { ErrorNotice } from "./components/Notice";
import { Waiting } from "./components/Waiting";
import { PageHeader } from "./frame/PageHeader";
import { useOpenPalette } from "./frame/palette";
import { Workspace } from "./frame/Workspace";
import type { PageName } from "./frame/pages";
import { HostContext, type Host } from "./host/host";
import { useQuery } from "./host/hooks";
import { href, useRoute } from "./router";
import { useText } from "./text/text";

const Welcome = lazy(() => import("./pages/welcome/Welcome"));
const SignIn = lazy(() => import("./pages/SignIn"));
const PAGE: Record<PageName, ComponentType> = {
  inbox: lazy(() => import("./pages/inbox/InboxPage")),
  requests: lazy(() => import("./pages/requests/RequestsPage")),
  workflows: lazy(() => import("./pages/workflows/WorkflowsPage")),
  runs: lazy(() => import("./pages/runs/RunsPage")),
  people: lazy(() => import("./pages/people/PeoplePage")),
  changes: lazy(() => import("./pages/changes/ChangesPage")),
  rules: lazy(() => import("./pages/rules/RulesPage")),
  connectors: lazy(() => import("./pages/connectors/ConnectorsPage")),
  log: lazy(() => import("./pages/log/LogPage")),
};

export function App({ host }: { host: Host | null }) {
  const t = useText();
  if (!host) return <EmptyState icon={<Unplug />}>{t("error-host-none")}</EmptyState>;
  return (
    <HostContext value={host}>
      <Start />
    </HostContext>
  );
}

function Start() {
  const app = useQuery("app.state", {});
  if (!app.data)
    return app.error ? <ErrorNotice error={app.error} onAgain={app.reload} /> : <Waiting slow={app.slow} />;
  const { open, session } = app.data;
  if (!open)
    return (
      <Suspense fallback={<Waiting slow={false} />}>
        <Welcome app={app.data} onDone={app.reload} />
      </Suspense>
    );
  if (!session)
    return (
      <Suspense fallback={<Waiting slow={false} />}>
        <SignIn app={app.data} open={open} onDone={app.reload} />
      </Suspense>
    );
  return (
    // Another signer starts with nothing of the one before.
    <Workspace key={session.person.id} session={{ app: app.data, open, session }} onEnded={app.reload}>
      <PageOf />
    </Workspace>
  );
}

function PageOf() {
  const t = useText();
  const palette = useOpenPalette();
  const { page } = useRoute();
  const name = page === "" ? "inbox" : page;
  const Page = Object.hasOwn(PAGE, name) ? PAGE[name as PageName] : undefined;
  if (Page) return <Page />;
  return (
    <>
      <PageHeader title={t("page-unknown-title")} onSearch={palette} />
      <EmptyState icon={<MapPinOff />} action={<a href={href("inbox")}>{t("page-unknown-way")}</a>}>
        {t("page-unknown")}
      </EmptyState>
    </>
  );
}
