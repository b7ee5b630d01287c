/** Only `src/host` knows the shell, and only `src/host/tauri.ts` imports it; the built page needs no inline script or style. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");

describe("the host boundary", () => {
  it("is the only door to the shell", () => {
    const importers = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
      .filter((path) => /\.tsx?$/.test(path) && path !== "architecture.test.ts")
      .filter((path) => /["']@tauri-apps\//.test(read(path)) || /__TAURI__\b/.test(read(path)));
    expect(importers).toEqual(["host/tauri.ts"]);
  });
});

describe("the page", () => {
  it.each(["../index.html", "../gallery.html"])("%s has no inline script, style or handler", (page) => {
    const html = read(page);
    expect(html).not.toMatch(/<style|style=|\son\w+=/i);
    for (const script of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      expect(script[1]).toContain("src=");
      expect(script[2]).toBe("");
    }
  });
});
