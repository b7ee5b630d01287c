/** Hash routes: `#/runs/run_1?filter=open` is page `runs`, rest `["run_1"]`. Nothing but the hash is state. */
import { useSyncExternalStore } from "react";

export interface Route {
  /** First part of the path; empty at the root. */
  page: string;
  rest: readonly string[];
  params: URLSearchParams;
}

export function parseRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#/, "").split("?", 2);
  const [page = "", ...rest] = path.split("/").filter(Boolean).map(decode);
  return { page, rest, params: new URLSearchParams(search) };
}

export function href(page: string, rest: readonly string[] = [], params: Record<string, string> = {}): string {
  const path = [page, ...rest].filter(Boolean).map(encodeURIComponent).join("/");
  const search = new URLSearchParams(params).toString();
  return `#/${path}${search ? `?${search}` : ""}`;
}

export function navigate(to: string, { replace = false } = {}): void {
  if (replace) {
    history.replaceState(null, "", to);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = to;
  }
}

let cached: { hash: string; route: Route } | undefined;

function current(): Route {
  const { hash } = location;
  if (cached?.hash !== hash) cached = { hash, route: parseRoute(hash) };
  return cached.route;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, current);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
