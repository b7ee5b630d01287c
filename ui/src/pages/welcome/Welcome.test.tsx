/** No workspace is open: choosing, opening and making one; then signing in. */
import { describe, expect, it } from "vitest";
import { button, label, open, sees, submit } from "../../testing/page";
import { click, type } from "../../testing/render";
import { BO } from "../../testing/workspace/basics";
import { APP } from "../../testing/workspace/state";

describe("Welcome", () => {
  const nothing = { ...APP, open: null, session: null };

  it("lists workspaces and opens the chosen one", async () => {
    const host = await open("", [], { query: { "app.state": () => nothing } });
    await sees("Nordwind Operations", "Tryout");
    await click(button("Tryout"));
    expect(host.argsOf("workspace.open")).toEqual({ path: APP.workspaces[1]?.path, passphrase: null });
  });

  it("asks for the passphrase once the workspace says it needs one", async () => {
    const host = await open("", [], {
      query: { "app.state": () => nothing },
      refuse: { "workspace.open": { code: "wrong_passphrase" } },
    });
    await sees("Tryout");
    await click(button("Tryout"));
    await sees("This is not the passphrase");
    await type(label("Passphrase of Tryout"), "four words unlike others");
    await click(button("Open workspace"));
    expect(host.sent[1]?.args).toEqual({ path: APP.workspaces[1]?.path, passphrase: "four words unlike others" });
  });

  it("creates one, only with a password of 15 characters that was typed twice the same", async () => {
    const host = await open("", [], { query: { "app.state": () => ({ ...nothing, workspaces: [] }) } });
    await sees("Make the first one");
    await type(label("Name of the workspace"), "Nordwind");
    await type(label("Your name"), "Ana");
    await type(label("Password"), "too short");
    await sees("6 more characters");
    await type(label("Password"), "quiet amber tundra pilot");
    await type(label("Password, once more"), "quiet amber tundra pilos");
    await sees("This is not what stands above");
    expect((submit() as HTMLButtonElement).disabled).toBe(true);
    await type(label("Password, once more"), "quiet amber tundra pilot");
    await click(submit());
    expect(host.argsOf("workspace.create")).toEqual({
      name: "Nordwind",
      adminName: "Ana",
      password: "quiet amber tundra pilot",
      vault: "keyring",
      passphrase: null,
      path: null,
    });
  });
});

describe("Sign in", () => {
  it("shows the fingerprint in words, sends person and password, forgets the password, and says how long to wait", async () => {
    const only = APP.open && { ...APP.open, people: [BO] };
    const host = await open("", [], {
      query: { "app.state": () => ({ ...APP, session: null, open: only }) },
      refuse: { "session.sign_in": { code: "session.sign_in", args: { wait_s: "4" } } },
    });
    await sees("amber gravel novel tundra");
    await type(label("Password"), "quiet amber tundra pilot");
    await click(button("Sign in"));
    expect(host.argsOf("session.sign_in")).toEqual({ person: BO.id, password: "quiet amber tundra pilot" });
    await sees("Wait 4 s before you try again");
    expect(label("Password").value).toBe("");
  });
});
