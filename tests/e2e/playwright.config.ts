/**
 * Browser tests: one browser, one test at a time, each on a copy of the sample workspace of its own.
 * To add a spec: a file in `specs/` that imports `test` from `../support/site`.
 */
import { defineConfig } from "@playwright/test";
import { SCRATCH } from "./support/places";

export default defineConfig({
  testDir: "specs",
  outputDir: `${SCRATCH}/results`,
  globalSetup: "./support/setup.ts",
  workers: 1,
  forbidOnly: true,
  retries: 0,
  reporter: [["list"]],
  // Patience for a busy machine: a state that never comes fails all the same.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    actionTimeout: 30_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
