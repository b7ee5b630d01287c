/** Which door this window has: the desktop shell, or the development host named in the address. */
import type { Host } from "./host";
import { httpHost, takeDevhostAddress } from "./http";

export async function chooseHost(): Promise<Host | null> {
  const address = takeDevhostAddress(location, history);
  if (address) return httpHost(address);
  const { insideTauri, tauriHost } = await import("./tauri");
  return insideTauri() ? tauriHost() : null;
}
