/** Where programs and scratch folders lie. */
import { resolve } from "node:path";

export const ROOT = resolve(__dirname, "../../..");
/** Everything that the browser tests write. */
export const SCRATCH = resolve(ROOT, "target/e2e");
/** The sample workspace as the demo left it; tests work on copies. */
export const SAMPLE = resolve(SCRATCH, "sample");
/** Passwords of its people and the passphrase of its vault, drawn anew for each run. */
export const SAMPLE_FACTS = resolve(SCRATCH, "sample.json");
/** The built pages. */
export const PAGES = resolve(ROOT, "ui/dist");

const programs = process.env.CARGO_TARGET_DIR ?? resolve(ROOT, "target");
export const program = (name: string) => resolve(programs, "debug", name);
