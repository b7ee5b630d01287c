/**
 * The system that the connectors call: creates something for each POST, once per idempotency key.
 * `GET /effects` gives the number of calls and of effects, so that a test can say that nothing happened twice.
 */
import { createServer } from "node:http";

export interface Effects {
  calls: number;
  effects: number;
}

export async function startTarget(port: number): Promise<() => Promise<void>> {
  const made = new Map<string, string>();
  let calls = 0;
  const server = createServer((request, response) => {
    request.resume();
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (request.method === "GET" && request.url === "/effects")
      return answer(200, { calls, effects: made.size } satisfies Effects);
    if (request.method !== "POST") return answer(405, {});
    calls += 1;
    const key = `${request.url} ${request.headers["idempotency-key"] ?? `call ${calls}`}`;
    const id = made.get(key) ?? `E2E-${made.size + 1}`;
    made.set(key, id);
    return answer(201, { id });
  });
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", ready);
  });
  return () => new Promise((closed) => server.close(() => closed()));
}

export async function effects(target: string): Promise<Effects> {
  return (await (await fetch(`${target}/effects`)).json()) as Effects;
}
