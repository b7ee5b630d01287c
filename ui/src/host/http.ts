/**
 * The door of the development host: the same api over loopback HTTP, for tests in a browser.
 *
 * `POST {base}/query {name,args}` and `POST {base}/command {name,args,commandId}` answer 2xx with the JSON result, or another
 * status with the error envelope. `GET {base}/changed` is an event stream whose `data:` lines are JSON arrays of
 * topics; it is read with fetch, because EventSource cannot carry the bearer token.
 *
 * INVARIANT: the token lives in memory only; it leaves the address bar before anything is drawn.
 */
import { shareChanges } from "./changes";
import { HostError } from "./error";
import type { Host } from "./host";
import type { Topic } from "./contract";

export interface DevhostAddress {
  base: string;
  token: string;
}

/** Reads `#devhost=<token>` or `#devhost=<token>&url=http://127.0.0.1:1234`, and takes it out of the address bar. */
export function takeDevhostAddress(location: Location, history: History): DevhostAddress | null {
  if (!location.hash.startsWith("#devhost=")) return null;
  const params = new URLSearchParams(location.hash.slice(1));
  const token = params.get("devhost");
  const base = (params.get("url") ?? location.origin).replace(/\/$/, "");
  const route = params.get("route") ?? "/";
  history.replaceState(null, "", `#${route}`);
  return token ? { base, token } : null;
}

export function httpHost({ base, token }: DevhostAddress): Host {
  const headers = { authorization: `Bearer ${token}` };

  async function post<T>(path: "query" | "command", body: unknown): Promise<T> {
    const answer = await fetch(`${base}/${path}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    }).catch(() => {
      throw HostError.local("host.unreachable", true);
    });
    const json: unknown = await answer.json().catch(() => {
      throw HostError.local("host.unreadable", false);
    });
    if (!answer.ok) throw HostError.from(json);
    return json as T;
  }

  return {
    query: (name, args) => post("query", { name, args }),
    command: (name, args, commandId) => post("command", { name, args, commandId }),
    // One stream for the page: a browser opens six connections to one address and no more.
    onChanged: shareChanges((tell) => {
      const stopped = new AbortController();
      void follow(`${base}/changed`, headers, tell, stopped.signal);
      return () => stopped.abort();
    }),
  };
}

/** Reads the stream until it is stopped; a broken stream is opened again after a second. */
async function follow(
  url: string,
  headers: Record<string, string>,
  listener: (topics: Topic[]) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      // One stream at a time, by design.
      // oxlint-disable-next-line no-await-in-loop
      const answer = await fetch(url, { headers, signal });
      // oxlint-disable-next-line no-await-in-loop
      if (answer.ok && answer.body) await readEvents(answer.body, listener);
    } catch {
      if (signal.aborted) return;
    }
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resume) => setTimeout(resume, 1000));
  }
}

export async function readEvents(body: ReadableStream<Uint8Array>, listener: (topics: Topic[]) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    const lines = rest.split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const topics = topicsOf(line);
      if (topics) listener(topics);
    }
  }
}

function topicsOf(line: string): Topic[] | null {
  if (!line.startsWith("data:")) return null;
  try {
    const value: unknown = JSON.parse(line.slice(5));
    return Array.isArray(value) && value.every((topic) => typeof topic === "string") ? (value as Topic[]) : null;
  } catch {
    return null;
  }
}
