/** News of changes for everybody who listens, over one subscription: it begins with the first listener and ends with the last. */
import type { Host } from "./host";

export function shareChanges(follow: Host["onChanged"]): Host["onChanged"] {
  const listeners = new Map<symbol, Parameters<Host["onChanged"]>[0]>();
  let stop: (() => void) | undefined;
  return (listener) => {
    const key = Symbol("listener");
    listeners.set(key, listener);
    stop ??= follow((topics) => {
      for (const each of listeners.values()) each(topics);
    });
    return () => {
      if (!listeners.delete(key) || listeners.size > 0) return;
      stop?.();
      stop = undefined;
    };
  };
}
