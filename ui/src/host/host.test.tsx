import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { named, click, render } from "../testing/render";
import { newCommandId } from "./commandId";
import { HostError } from "./error";
import type { CommandArgs, QueryArgs, Topic } from "./contract";
import type { Host } from "./host";
import { SLOW_AFTER_MS, useCommand, useQuery } from "./hooks";
import { fileIn } from "./tauri";
import { httpHost, readEvents, takeDevhostAddress } from "./http";

const ENVELOPE = { code: "decide.self_approval", args: { rule: "Vendor payments" }, retryable: false };

/** The hooks do not look into answers: here they are plain texts. */
interface LooseHost {
  query: (name: string, args: unknown) => Promise<unknown>;
  command: (name: string, args: unknown, id: string) => Promise<unknown>;
}

function fakeHost(over: Partial<LooseHost> = {}): Host & { poke: (topics: Topic[]) => void } {
  const listeners = new Set<(topics: Topic[]) => void>();
  const loose: LooseHost = {
    query: vi.fn(async () => "answer"),
    command: vi.fn(async () => "receipt"),
    ...over,
  };
  return {
    ...(loose as Pick<Host, "query" | "command">),
    onChanged: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    poke: (topics) => listeners.forEach((listener) => listener(topics)),
  };
}

describe("HostError", () => {
  it("keeps an envelope and makes one of anything else", () => {
    const error = HostError.from({ ...ENVELOPE, field: "amount", incident: null });
    expect([error.code, error.args, error.field, error.incident]).toEqual([
      ENVELOPE.code,
      ENVELOPE.args,
      "amount",
      undefined,
    ]);
    for (const thrown of [null, "text", 7, {}, { code: 1 }, { code: "x" }, new TypeError("x")])
      expect(HostError.from(thrown).code).toBe("host.unreadable");
  });
});

describe("command ids", () => {
  it("are version 7, in order of time, and unlike each other", () => {
    const early = newCommandId(1_000_000_000_000);
    const late = newCommandId(1_900_000_000_000);
    expect(early).toMatch(/^00e8d4a5-1000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(early < late).toBe(true);
    expect(new Set(Array.from({ length: 500 }, () => newCommandId(5))).size).toBe(500);
  });
});

describe("the development host's door", () => {
  afterEach(() => vi.unstubAllGlobals());
  const address = { base: "http://127.0.0.1:9", token: "t0" };

  it("posts name, args and id with the token", async () => {
    const fetched = vi.fn(async (..._args: unknown[]) => Response.json({ ok: 1 }));
    vi.stubGlobal("fetch", fetched);
    expect(await httpHost(address).command("changes.withdraw", { change: "c_1" }, "id-1")).toEqual({ ok: 1 });
    const [url, init] = fetched.mock.calls[0] as [string, RequestInit];
    expect(url).toBe("http://127.0.0.1:9/command");
    expect((init.headers as Record<string, string>).authorization).toBe("Bearer t0");
    expect(JSON.parse(String(init.body))).toEqual({
      name: "changes.withdraw",
      args: { change: "c_1" },
      commandId: "id-1",
    });
  });

  it("throws the envelope, or says that the answer is unreadable or missing", async () => {
    const codeOf = async (answer: () => Promise<Response>) => {
      vi.stubGlobal("fetch", answer);
      return httpHost(address)
        .query("inbox.list", {})
        .then(
          () => "no error",
          (thrown: HostError) => [thrown.code, thrown.retryable],
        );
    };
    expect(await codeOf(async () => Response.json(ENVELOPE, { status: 409 }))).toEqual(["decide.self_approval", false]);
    expect(await codeOf(async () => new Response("<html>", { status: 200 }))).toEqual(["host.unreadable", false]);
    expect(await codeOf(async () => Promise.reject(new TypeError("refused")))).toEqual(["host.unreachable", true]);
  });

  it("reads topics from the event stream, in pieces, and skips what is no list of texts", async () => {
    const seen: string[][] = [];
    const parts = ['event: changed\ndata: ["in', 'box","log"]\n\n:keep\n', 'data: {"no":1}\r\ndata: [1]\r\ndata: []\n'];
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    });
    await readEvents(body, (topics) => seen.push(topics));
    expect(seen).toEqual([["inbox", "log"], []]);
  });

  it("takes the token out of the address bar", () => {
    location.hash = "#devhost=secret&url=http://127.0.0.1:4/&route=/runs";
    expect(takeDevhostAddress(location, history)).toEqual({ base: "http://127.0.0.1:4", token: "secret" });
    expect(location.href).not.toContain("secret");
    expect(location.hash).toBe("#/runs");
    expect(takeDevhostAddress(location, history)).toBeNull();
  });
});

describe("the desktop's door", () => {
  it.each([
    ["/home/ana/", "/home/ana/c.txt"],
    ["C:\\Ana", "C:\\Ana\\c.txt"],
    ["/", "/c.txt"],
  ])("puts a new file into %s", (folder, path) => expect(fileIn(folder, "c.txt")).toBe(path));
});

describe("useQuery", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function View({ args = "", topics }: { args?: string; topics?: Topic[] }) {
    const { data, error, loading, slow } = useQuery("people.person", { person: args }, { topics });
    return (
      <p>
        {[(data as string | undefined) ?? "-", error?.code ?? "-", loading ? "loading" : "-", slow ? "slow" : "-"]
          .map(String)
          .join("|")}
      </p>
    );
  }
  const shown = (root: HTMLElement) => root.querySelector("p")?.textContent;

  it("asks again when its topic changed, once for many pokes, and keeps the answer meanwhile", async () => {
    const host = fakeHost();
    const { root } = await render(<View topics={["inbox"]} />, { host });
    expect(shown(root)).toBe("answer|-|-|-");
    await act(async () => {
      host.poke(["people"]);
      await vi.advanceTimersByTimeAsync(100);
    });
    expect(host.query).toHaveBeenCalledTimes(1);
    await act(async () => {
      host.poke(["inbox"]);
      host.poke(["log", "inbox"]);
      await vi.advanceTimersByTimeAsync(100);
    });
    expect(host.query).toHaveBeenCalledTimes(2);
    expect(shown(root)).toBe("answer|-|-|-");
  });

  it("says that it is slow only after 300 ms", async () => {
    let answer: (value: string) => void = () => undefined;
    const host = fakeHost({ query: () => new Promise((resolve) => (answer = resolve as typeof answer)) });
    const { root } = await render(<View />, { host });
    await act(() => vi.advanceTimersByTimeAsync(SLOW_AFTER_MS - 1));
    expect(shown(root)).toBe("-|-|loading|-");
    await act(() => vi.advanceTimersByTimeAsync(1));
    expect(shown(root)).toBe("-|-|loading|slow");
    await act(async () => answer("late"));
    expect(shown(root)).toBe("late|-|-|-");
  });

  it("drops an answer that was overtaken by other arguments", async () => {
    const pending: Record<string, (value: string) => void> = {};
    const host = fakeHost({
      query: (_name, args) =>
        new Promise(
          (resolve) => (pending[(args as QueryArgs["people.person"]).person] = resolve as (value: string) => void),
        ),
    });
    const { root, again } = await render(<View args="a" />, { host });
    await again(<View args="b" />);
    await act(async () => pending.b?.("for b"));
    await act(async () => pending.a?.("for a"));
    expect(shown(root)).toBe("for b|-|-|-");
  });

  it("keeps the last answer beside an error", async () => {
    const host = fakeHost();
    const { root } = await render(<View />, { host });
    vi.mocked(host.query).mockRejectedValueOnce(ENVELOPE);
    await act(async () => {
      host.poke(["app"]);
      await vi.advanceTimersByTimeAsync(100);
    });
    expect(shown(root)).toBe("answer|decide.self_approval|-|-");
  });
});

describe("useCommand", () => {
  const ACT: CommandArgs["changes.withdraw"] = { change: "c_1" };
  function View() {
    const { run, again, error, busy } = useCommand("changes.withdraw");
    return (
      <>
        <button onClick={() => run(ACT)}>{"run"}</button>
        <button onClick={again}>{"again"}</button>
        <p>{[error?.code ?? "-", busy ? "busy" : "-"].join("|")}</p>
      </>
    );
  }

  it("makes one id per act, repeats it with again, and a new one for the next act", async () => {
    const host = fakeHost();
    vi.mocked(host.command).mockRejectedValueOnce({ code: "host.unreachable", args: {}, retryable: true });
    const { root } = await render(<View />, { host });
    await click(named("button", "run"));
    expect(root.querySelector("p")?.textContent).toBe("host.unreachable|-");
    await click(named("button", "again"));
    expect(root.querySelector("p")?.textContent).toBe("-|-");
    await click(named("button", "run"));
    const [first, second, third] = vi.mocked(host.command).mock.calls.map((call) => call[2]);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
  });

  it("treats a second press while the first is under way as the same act", async () => {
    const host = fakeHost({ command: vi.fn(() => new Promise<unknown>(() => undefined)) });
    await render(<View />, { host });
    await click(named("button", "run"));
    await click(named("button", "run"));
    expect(host.command).toHaveBeenCalledTimes(1);
  });

  it("tells who waits for the answer when it comes only with again, and refuses only what was refused", async () => {
    const host = fakeHost();
    const follows = { done: vi.fn(), refused: vi.fn() };
    function Follow() {
      const { run, again } = useCommand("changes.withdraw");
      return (
        <>
          <button onClick={() => run(ACT, follows)}>{"run"}</button>
          <button onClick={again}>{"again"}</button>
        </>
      );
    }
    vi.mocked(host.command).mockRejectedValueOnce({ code: "host.unreachable", args: {}, retryable: true });
    await render(<Follow />, { host });
    await click(named("button", "run"));
    expect([follows.done.mock.calls.length, follows.refused.mock.calls.length]).toEqual([0, 0]);
    await click(named("button", "again"));
    expect([follows.done.mock.calls.length, follows.refused.mock.calls.length]).toEqual([1, 0]);
    vi.mocked(host.command).mockRejectedValueOnce(ENVELOPE);
    await click(named("button", "run"));
    await click(named("button", "again"));
    expect([follows.done.mock.calls.length, follows.refused.mock.calls.length]).toEqual([1, 1]);
    expect(host.command).toHaveBeenCalledTimes(3);
  });
});
