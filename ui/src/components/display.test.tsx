/** Things a person reads. */
import { describe, expect, it, vi } from "vitest";
import { HostError } from "../host/error";
import { click, named, one, render } from "../testing/render";
import { createTranslate } from "../text/text";
import { spanText, whenText } from "../text/time";
import { DiagramSteps } from "./DiagramSteps";
import { Digest, shortDigest } from "./Digest";
import { EmptyState } from "./EmptyState";
import { KeyChip } from "./KeyChip";
import { KeyHint } from "./KeyHint";
import { ErrorNotice, Notice } from "./Notice";
import { PersonChip, initials } from "./PersonChip";
import { Progress } from "./Progress";
import { Seal, type SealState } from "./Seal";
import { ALL_STATES, StateBadge } from "./StateBadge";
import { Timeline } from "./Timeline";
import { Waiting } from "./Waiting";
import { When } from "./When";

const { t } = createTranslate("en");

describe("Seal", () => {
  const CASES: [SealState, string, string | null][] = [
    [
      { state: "verified", entry: 8123, anchor: { ageSeconds: 3 * 3600, witness: "Bo’s workstation" } },
      "Record verified to entry 8,123 · anchor 3 h ago with Bo’s workstation",
      null,
    ],
    [{ state: "verified", entry: 1 }, "Record verified to entry 1", null],
    [
      { state: "checking", done: 412_000, total: 1_000_000, secondsLeft: 9.9 },
      "Checking 412,000 of 1,000,000 · 9 s left",
      "Stop",
    ],
    [
      { state: "old", ageSeconds: 9 * 86_400 },
      "Verified here, but no copy outside this machine is newer than 9 days",
      "Save a checkpoint",
    ],
    [
      { state: "old", ageSeconds: null },
      "Verified here, but there is no copy outside this machine",
      "Save a checkpoint",
    ],
    [{ state: "finding", count: 2 }, "2 findings", "Show"],
    [{ state: "unchecked" }, "Not checked since start", "Check now"],
  ];

  it.each(CASES)("says %o in words, never a bare mark", async (seal, words, act) => {
    const acted = vi.fn();
    const { root, again } = await render(<Seal seal={seal} onAct={acted} />);
    expect(root.textContent).toContain(words);
    if (act) {
      await click(named("button", act));
      expect(acted).toHaveBeenCalledTimes(1);
    } else expect(document.querySelector("button")).toBeNull();
    await again(<Seal seal={seal} short />);
    expect(one(".sr-only").textContent).toBe(words);
    expect(one("svg").getAttribute("aria-hidden")).toBe("true");
  });
});

describe("chips and badges", () => {
  it.each([
    ["Ana Kovač", "AK"],
    ["Madonna", "M"],
    ["  José  da  Silva ", "JS"],
    ["", ""],
  ])("initials of %j", (name, letters) => expect(initials(name)).toBe(letters));

  it("say more than colour", async () => {
    const { root } = await render(
      <>
        <PersonChip name="Cy Okafor" disabled />
        <KeyChip fingerprint="9f2c41ab77" state="ended" />
        <KeyHint keys={["g", "i"]} sequence />
        {ALL_STATES.map((state) => (
          <StateBadge key={state} state={state} />
        ))}
        <StateBadge state="waiting" text="Waiting for Finance" />
      </>,
    );
    for (const words of ["Cy Okafor, disabled", "key ended", "gtheni", "Waiting for Finance", "Returned for change"])
      expect(root.textContent).toContain(words);
    expect(root.textContent).not.toContain("state-");
  });

  it("copies the whole digest and shows eight characters of it", async () => {
    const written = vi.fn(async () => undefined);
    vi.spyOn(navigator, "clipboard", "get").mockReturnValue({ writeText: written } as unknown as Clipboard);
    await render(<Digest value="sha256:9f2c41ab77d0e3b8" />);
    await click(named("button", "Copy 9f2c 41ab"));
    expect(written).toHaveBeenCalledWith("sha256:9f2c41ab77d0e3b8");
    expect(named("button", "Copied").textContent).toBe("9f2c 41ab");
    expect(shortDigest("abc")).toBe("abc");
  });
});

describe("times", () => {
  const now = new Date(2026, 10, 22, 15, 0);
  it.each([
    [new Date(2026, 10, 22, 14, 5), "today 14:05"],
    [new Date(2026, 10, 21, 23, 59), "yesterday 23:59"],
    [new Date(2026, 10, 23, 0, 0), "tomorrow 00:00"],
    [new Date(2026, 9, 1, 9, 30), "1 Oct 09:30"],
    [new Date(2025, 9, 1, 9, 30), "1 Oct 2025 09:30"],
  ])("%s reads %s", (at, words) => expect(whenText(t, at, now)).toBe(words));

  it.each([
    [-5, "0 s"],
    [59.9, "59 s"],
    [60, "1 min"],
    [7199, "1 h"],
    [86_400, "1 day"],
    [9 * 86_400, "9 days"],
  ])("%d seconds read %s", (seconds, words) => expect(spanText(t, seconds)).toBe(words));

  it("carry UTC on hover, and an unreadable one is shown as it is", async () => {
    const { root, again } = await render(<When at="2026-11-22T14:05:00Z" />);
    expect(one("time").title).toContain("2026-11-22 14:05:00 UTC");
    await again(<When at="soon" />);
    expect(root.textContent).toContain("soon");
  });
});

describe("notices", () => {
  it("name the rule and the way on", async () => {
    await render(
      <Notice kind="refusal" rule="Vendor payments" way={<button>{"Remind them"}</button>}>
        {"You requested this."}
      </Notice>,
    );
    expect(one('[role="alert"]').textContent).toBe("You requested this.Rule Vendor paymentsRemind them");
  });

  it("say an error by its code, with the incident to quote, and offer again only where harmless", async () => {
    const again = vi.fn();
    const { again: draw } = await render(
      <ErrorNotice error={HostError.local("host.unreachable", true)} onAgain={again} />,
    );
    await click(named("button", "Try again"));
    expect(again).toHaveBeenCalledTimes(1);
    await draw(
      <ErrorNotice
        error={new HostError({ code: "store.odd", args: {}, retryable: false, incident: "i-7" })}
        onAgain={again}
      />,
    );
    expect(one('[role="alert"]').textContent).toContain("(store.odd). Quote incident i-7");
    expect(document.querySelector("button")).toBeNull();
  });
});

describe("waiting", () => {
  it("shows amount, time left and Stop", async () => {
    const stopped = vi.fn();
    const { root, again } = await render(
      <Progress label="Checking" done={5} total={20} secondsLeft={61} onStop={stopped} />,
    );
    expect(root.textContent).toContain("5 of 201 min left");
    expect(one('[role="progressbar"]').getAttribute("aria-valuenow")).toBe("5");
    await click(named("button", "Stop"));
    expect(stopped).toHaveBeenCalledTimes(1);
    await again(<Progress label="Opening" done={0} total={null} />);
    expect(one('[role="progressbar"]').hasAttribute("aria-valuenow")).toBe(false);
  });

  it("finds words only when it is slow, and keeps its place", async () => {
    const { root, again } = await render(<Waiting slow={false} />);
    expect(one('[role="status"]').textContent).toBe("");
    await again(<Waiting slow />);
    expect(root.textContent).toContain("Still working on it…");
  });

  it("teaches where there is nothing", async () => {
    const { root } = await render(<EmptyState icon={<svg />}>{"Nothing waits for you."}</EmptyState>);
    expect(root.textContent).toBe("Nothing waits for you.");
    await render(<Timeline label="Acts" items={[]} />);
    expect(document.body.textContent).toContain("Nothing has happened yet");
  });
});

describe("Timeline", () => {
  it("tells acts with time and place in the record, and selects", async () => {
    const selected = vi.fn();
    const items = [{ id: "1", at: "2026-11-22T08:40:00Z", text: "Ana approved.", note: "Checked.", entry: 8119 }];
    const { root } = await render(<Timeline label="Acts" items={items} selected="1" onSelect={selected} />);
    expect(root.textContent).toContain("Checked.");
    expect(root.textContent).toContain("entry 8,119");
    await click(named("button", "Ana approved."));
    expect(selected).toHaveBeenCalledWith(items[0]);
    expect(one("li").getAttribute("aria-current")).toBe("true");
  });
});

describe("the diagram's twin", () => {
  it("says in words whatever the picture marks", async () => {
    const steps = [
      { id: "a", name: "Enter", type: "UserTask", next: [{ flow: "a_b", to: "b" }] },
      {
        id: "b",
        name: "",
        type: "ExclusiveGateway",
        next: [
          { flow: "b_c", to: "c" },
          { flow: "b_a", to: "a" },
        ],
      },
      { id: "c", name: "Create", type: "ServiceTask", next: [] },
    ];
    const flows = ["a_b", "b_c"];
    const marks = { tokens: { b: 2 }, done: ["a", "c"], flows, incidents: { c: "no answer" }, changed: ["a"] };
    const chosen = vi.fn();
    await render(<DiagramSteps steps={steps} marks={marks} selected="b" onSelect={chosen} />);
    expect([...document.querySelectorAll("li")].map((item) => item.textContent)).toEqual([
      "Enter · done · changed",
      "ExclusiveGateway without a name · 2 pieces of work are here · went on to Create",
      "Create · stopped: no answer",
    ]);
    await click(named("button", "Create"));
    expect(chosen).toHaveBeenCalledWith("c");
  });
});
