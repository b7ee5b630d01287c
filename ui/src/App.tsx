/** Which page is shown. Pages are added to `PageOf` as they are built; a page that does not exist says so. */
import { Unplug, MapPinOff } from "lucide-react";
import { EmptyState } from "./components/EmptyState";
import { KeyHint } from "./components/KeyHint";
import { HostContext, type Host } from "./host/host";
import { useText } from "./text/text";

export function App({ host }: { host: Host | null }) {
  const t = useText();
  if (!host) return <EmptyState icon={<Unplug />}>{t("error-host-none")}</EmptyState>;
  return (
    <HostContext value={host}>
      <PageOf />
    </HostContext>
  );
}

function PageOf() {
  const t = useText();
  return (
    <EmptyState icon={<MapPinOff />} action={<KeyHint keys={["Ctrl", "K"]} />}>
      {t("page-unknown")}
    </EmptyState>
  );
}
