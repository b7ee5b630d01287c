/** Once before all tests: the sample workspace, and the system that its connectors call. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { SAMPLE, SAMPLE_FACTS, SCRATCH, program } from "./places";
import { startTarget } from "./target";

/** What the tests need to know of the sample. */
export interface SampleFacts {
  passphrase: string;
  people: { name: string; id: string; password: string }[];
  /** Address of the system that the connectors call. */
  target: string;
}

export default async function setup(): Promise<() => Promise<void>> {
  rmSync(SCRATCH, { recursive: true, force: true });
  mkdirSync(SCRATCH, { recursive: true });
  const demo = JSON.parse(ctl(["demo", "--workspace", SAMPLE, "--json"])) as Omit<SampleFacts, "target">;
  const passphrase = `${SCRATCH}/passphrase`;
  writeFileSync(passphrase, `${demo.passphrase}\n`);
  const password = `${SCRATCH}/password`;
  writeFileSync(password, `${demo.people[0]?.password}\n`);
  const listed = ctl([
    ...["connector", "list", "--json", "--workspace", SAMPLE, "--as", demo.people[0]?.name ?? ""],
    ...["--passphrase-file", passphrase, "--password-file", password],
  ]);
  // The demo's own server ended with it: the tests take its place at the same address.
  const target = /http:\/\/127\.0\.0\.1:\d+/.exec(listed)?.[0];
  if (!target) throw new Error(`no address of a connector in: ${listed}`);
  const close = await startTarget(Number(new URL(target).port));
  writeFileSync(SAMPLE_FACTS, JSON.stringify({ passphrase: demo.passphrase, people: demo.people, target }));
  return close;
}

function ctl(args: string[]): string {
  return execFileSync(program("countersignctl"), args, { encoding: "utf8", timeout: 120_000 });
}
