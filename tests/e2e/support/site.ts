/**
 * A development host on a workspace of its own for each test, and what people do on every page: sign in, go somewhere.
 *
 * INVARIANT: nothing waits for time: every step waits for what a person would see.
 */
import { randomUUID } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { test as base, expect, type Page } from "@playwright/test";
import { PAGES, SAMPLE, SAMPLE_FACTS, SCRATCH, program } from "./places";
import type { SampleFacts } from "./setup";

export { expect };

/** A refusal or failure as the host says it. */
export interface Refusal {
  code: string;
  args: Record<string, string>;
  field: string | null;
}

export class Site {
  constructor(
    private readonly address: { url: string; token: string },
    readonly facts: SampleFacts,
    /** A folder of this test alone. */
    readonly folder: string,
  ) {}

  /** The address that opens the pages; the token leaves the address bar at once. */
  start(route = "/"): string {
    return `${this.address.url}/#devhost=${this.address.token}&route=${encodeURIComponent(route)}`;
  }

  passwordOf(name: string): string {
    return this.person(name).password;
  }

  person(name: string) {
    const found = this.facts.people.find((person) => person.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  }

  /** Asks the host beside the pages, as the pages do. */
  async query<T>(name: string, args: unknown = {}): Promise<T> {
    const [status, answer] = await this.post("query", { name, args });
    if (status !== 200) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer as T;
  }

  async command<T>(name: string, args: unknown, commandId: string = randomUUID()): Promise<T> {
    const [status, answer] = await this.post("command", { name, args, commandId });
    if (status !== 200) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer as T;
  }

  /** A command that must be refused. */
  async refused(name: string, args: unknown): Promise<Refusal> {
    const [status, answer] = await this.post("command", { name, args, commandId: randomUUID() });
    expect(status, `${name} was not refused: ${JSON.stringify(answer)}`).toBe(422);
    return answer as Refusal;
  }

  /** Signs in beside the pages; whoever signed in before does not sign any more. */
  async as(name: string): Promise<void> {
    const { id, password } = this.person(name);
    await this.command("session.sign_in", { person: id, password });
  }

  private async post(path: string, body: unknown): Promise<[number, unknown]> {
    const answer = await fetch(`${this.address.url}/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.address.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return [answer.status, await answer.json()];
  }
}

export const test = base.extend<{ sample: boolean; site: Site }>({
  /** Whether a copy of the sample workspace is open; otherwise the welcome page shows. */
  sample: [true, { option: true }],
  site: async ({ sample }, use, info) => {
    const folder = `${SCRATCH}/${info.testId}`;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(`${folder}/data`, { recursive: true });
    const facts = JSON.parse(readFileSync(SAMPLE_FACTS, "utf8")) as SampleFacts;
    const args = ["--data", `${folder}/data`, "--ui", PAGES];
    if (sample) {
      cpSync(SAMPLE, `${folder}/data/sample`, { recursive: true });
      writeFileSync(`${folder}/passphrase`, `${facts.passphrase}\n`);
      args.push("--workspace", `${folder}/data/sample`, "--passphrase-file", `${folder}/passphrase`);
    }
    const host = spawn(program("devhost"), args, { stdio: ["ignore", "pipe", "inherit"] });
    try {
      await use(new Site(await announced(host), facts, folder));
    } finally {
      const ended = new Promise((resolve) => host.once("exit", resolve));
      if (host.exitCode === null && host.kill()) await ended;
    }
  },
  // What the page itself reports as wrong is never right. It is asked before its host ends: a request that is under way then is reset,
  // which is nobody's mistake.
  page: async ({ page, site: _host }, use) => {
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => {
      // A refusal is an answer with status 422, which the browser reports as a failed load.
      // Pages have no icon of their own, which the browser asks for unbidden.
      const expected = /422|ERR_FAILED/.test(message.text()) || message.location().url.endsWith("/favicon.ico");
      if (message.type() === "error" && !expected) wrong.push(message.text());
    });
    // As in the window, where a library that assigns to inherited names would fail.
    await page.addInitScript("Object.freeze(Object.prototype)");
    await use(page);
    expect(wrong, "errors that the browser reported").toEqual([]);
  },
});

function announced(host: ChildProcess): Promise<{ url: string; token: string }> {
  return new Promise((ready, failed) => {
    host.once("exit", (code) => failed(new Error(`devhost ended with ${code} before it was ready`)));
    if (!host.stdout) return failed(new Error("devhost has no output"));
    createInterface({ input: host.stdout }).once("line", (line) => ready(JSON.parse(line)));
  });
}

/** Opens the pages and signs in there; whoever signed before, beside the pages, signs no more. */
export async function signIn(page: Page, site: Site, name: string, route = "/inbox"): Promise<void> {
  await site.command("session.sign_out", {});
  await page.goto(site.start(route));
  await fillSignIn(page, site, name);
}

/** Fills the sign-in page that is shown. */
export async function fillSignIn(page: Page, site: Site, name: string): Promise<void> {
  const who = page.getByRole("combobox", { name: "Who signs" });
  await who.fill(name);
  await page.getByRole("option", { name }).click();
  await expect(who).toHaveValue(name);
  await page.getByLabel("Password").fill(site.passwordOf(name));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(signer(page)).toContainText(name);
}

/** The button at the foot of the sidebar that says who signs. */
export const signer = (page: Page) => page.getByRole("button", { name: /session ends in/ });

/** Hands the window to somebody else. */
export async function switchTo(page: Page, site: Site, name: string): Promise<void> {
  await signer(page).click();
  await page.getByRole("menuitem", { name: "Switch signer" }).click();
  await fillSignIn(page, site, name);
}

/** To a page by the sidebar. */
export async function open(page: Page, title: string): Promise<void> {
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

export interface VendorForm {
  legal_name: string;
  country: string;
  iban: string;
  amount_limit: string;
}

export const VENDOR: VendorForm = {
  legal_name: "Quayside Freight BV",
  country: "Netherlands",
  iban: "NL91ABNA0417164300",
  amount_limit: "40000",
};

/** Fills the form of a vendor request that is shown. */
export async function fillVendor(page: Page, form: VendorForm): Promise<void> {
  await page.getByLabel("Legal name").fill(form.legal_name);
  await page.getByRole("combobox", { name: "Country" }).click();
  await page.getByRole("option", { name: form.country }).click();
  await page.getByLabel("IBAN").fill(form.iban);
  await page.getByLabel("Highest amount of one invoice").fill(form.amount_limit);
}

/** Submits a vendor request beside the pages, as whoever is signed in. */
export async function startVendor(site: Site, legalName: string): Promise<string> {
  const form = await site.query<{ version: string }>("requests.form", { workflow: "vendor-onboarding" });
  const started = await site.command<{ request: string }>("requests.start", {
    workflow: "vendor-onboarding",
    version: form.version,
    fields: { legal_name: legalName, country: "NL", iban: "NL91ABNA0417164300", amount_limit: "900" },
  });
  return started.request;
}
