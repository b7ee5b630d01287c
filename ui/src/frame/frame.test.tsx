/** The window around the pages, and the pieces that float over it. */
import { act, useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { Menu } from "../components/Menu";
import { Sheet } from "../components/Sheet";
import { useUndoable } from "../components/Toast";
import { SignInFrame } from "../pages/SignInFrame";
import { href, navigate } from "../router";
import { readTheme, setTheme } from "../styles/theme";
import { click, named, one, press, render } from "../testing/render";
import { Frame, type FrameProps } from "./Frame";
import { PageHeader } from "./PageHeader";

const FRAME: Omit<FrameProps, "children"> = {
  workspace: "Nordwind",
  pages: ["inbox", "runs"],
  waiting: { inbox: 3 },
  seal: { state: "unchecked" },
  signer: { name: "Ana Kovač", sessionSecondsLeft: 600 },
  onLock: () => undefined,
  onSwitch: () => undefined,
};

describe("Frame", () => {
  it("shows only pages that exist, what waits, the seal and who signs", async () => {
    navigate(href("runs"), { replace: true });
    const { root } = await render(<Frame {...FRAME}>{"page"}</Frame>);
    const links = [...document.querySelectorAll("nav ul a")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual(["#/inbox", "#/runs"]);
    expect(one('[aria-current="page"]').textContent).toBe("Runs");
    for (const words of ["3 wait for you", "Not checked since start", "Ana Kovač", "session ends in 10 min"])
      expect(root.textContent).toContain(words);
  });

  it("goes by g and a letter, not while typing, not to a page that is not shown", async () => {
    navigate(href("inbox"), { replace: true });
    await render(
      <Frame {...FRAME}>
        <input />
      </Frame>,
    );
    const input = one<HTMLInputElement>("input");
    await press(input, "g");
    await press(input, "u");
    expect(location.hash).toBe("#/inbox");
    await press(document.body, "g");
    await press(document.body, "w");
    expect(location.hash).toBe("#/inbox");
    await press(document.body, "g");
    await press(document.body, "u");
    expect(location.hash).toBe("#/runs");
  });

  it("opens the key sheet with ? and the palette with Ctrl K, which runs an act", async () => {
    const ran = vi.fn();
    await render(
      <Frame {...FRAME} acts={[{ id: "verify", label: "Verify now", group: "Log", onRun: ran }]}>
        {"page"}
      </Frame>,
    );
    await press(document.body, "?");
    expect(one('[role="dialog"]').textContent).toContain("Keyboard");
    await click(named("button", "Close"));
    await vi.waitFor(() => expect(document.querySelector('[role="dialog"]')).toBeNull());
    await press(document.body, "k", { ctrlKey: true });
    const options = [...document.querySelectorAll<HTMLElement>('[role="option"]')];
    expect(options.map((option) => option.textContent)).toEqual([
      "Verify now",
      "Inboxgtheni",
      "Runsgthenu",
      "Keyboard?",
    ]);
    await click(options[0] as HTMLElement);
    expect(ran).toHaveBeenCalledTimes(1);
  });

  it("skips to the page, and narrows the sidebar to icons that keep their names", async () => {
    await render(<Frame {...FRAME}>{"page"}</Frame>);
    await click(named("a", "Skip to the page"));
    expect(document.activeElement?.id).toBe("page");
    await click(named("button", "Make the sidebar narrow"));
    expect(named("a", "Runs").getAttribute("href")).toBe("#/runs");
  });
});

describe("PageHeader", () => {
  it("shows where a deep page hangs, one action, and production", async () => {
    const { root } = await render(
      <PageHeader
        title="Run 7"
        above={[{ text: "Runs", href: "#/runs" }]}
        production
        action={<Button kind="primary">Retry</Button>}
      />,
    );
    expect(one("h1").textContent).toBe("Run 7");
    expect(named("a", "Runs").getAttribute("href")).toBe("#/runs");
    expect(root.querySelector("[data-production]")).not.toBeNull();
  });
});

describe("what floats", () => {
  it.each([
    ["Dialog", Dialog],
    ["Sheet", Sheet],
  ])("%s is named, described, and closes", async (_name, Piece) => {
    const changed = vi.fn();
    await render(
      <Piece
        title="Reject?"
        description="Dana gets your reason."
        open
        onOpenChange={changed}
        foot={<Button>Sign and reject</Button>}
      />,
    );
    const dialog = one('[role="dialog"]');
    expect(document.getElementById(dialog.getAttribute("aria-labelledby") ?? "")?.textContent).toBe("Reject?");
    expect(document.getElementById(dialog.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "Dana gets your reason.",
    );
    await click(named("button", "Close"));
    expect(changed.mock.calls[0]?.[0]).toBe(false);
  });

  it("Menu runs what is chosen", async () => {
    const ran = vi.fn();
    await render(
      <Menu
        trigger={<Button>More</Button>}
        entries={[
          { id: "a", label: "Open", onSelect: ran },
          { kind: "line", id: "l" },
          { id: "b", label: "Void", disabled: true, onSelect: ran },
        ]}
      />,
    );
    await click(named("button", "More"));
    const items = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    expect(items.map((item) => [item.textContent, item.getAttribute("aria-disabled")])).toEqual([
      ["Open", null],
      ["Void", "true"],
    ]);
    await click(items[0] as HTMLElement);
    expect(ran).toHaveBeenCalledTimes(1);
  });

  it("Toast takes back", async () => {
    const undone = vi.fn();
    function Page() {
      const undoable = useUndoable();
      return <button onClick={() => undoable("Filter removed", undone)}>{"remove"}</button>;
    }
    await render(<Page />);
    await click(named("button", "remove"));
    expect(document.body.textContent).toContain("Filter removed");
    await click(named("button", "Undo"));
    expect(undone).toHaveBeenCalledTimes(1);
  });
});

describe("theme", () => {
  it("is kept, applied, and given back to the system", async () => {
    await act(async () => setTheme("dark"));
    expect([readTheme(), document.documentElement.dataset.theme]).toEqual(["dark", "dark"]);
    await act(async () => setTheme("system"));
    expect([readTheme(), document.documentElement.dataset.theme]).toEqual(["system", undefined]);
    localStorage.setItem("countersign.theme", "purple");
    expect(readTheme()).toBe("system");
  });
});

describe("sign-in", () => {
  it("asks who signs and for the password, and sends only when both are there", async () => {
    const sent = vi.fn();
    function Page() {
      const [password, setPassword] = useState("");
      return (
        <>
          <button onClick={() => setPassword("correct horse battery")}>{"fill"}</button>
          <SignInFrame
            workspace="Nordwind"
            fingerprint="amber gravel"
            people={[{ value: "a", label: "Ana" }]}
            person="a"
            onPerson={() => undefined}
            password={password}
            onPassword={setPassword}
            busy={false}
            onSubmit={sent}
          />
        </>
      );
    }
    await render(<Page />);
    expect(document.body.textContent).toContain("amber gravel");
    expect((named("button", "Sign in") as HTMLButtonElement).disabled).toBe(true);
    await click(named("button", "fill"));
    await click(named("button", "Sign in"));
    expect(sent).toHaveBeenCalledTimes(1);
  });
});
