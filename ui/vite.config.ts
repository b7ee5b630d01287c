import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The window freezes Object.prototype, after which an assignment to an inherited name such as `toString` throws. moddle-xml,
 * which reads the diagrams, makes one: it is turned into a definition, which a frozen prototype allows.
 */
const underFrozenPrototype: Plugin = {
  name: "under-frozen-prototype",
  transform(code, id) {
    if (!/[\\/]moddle-xml[\\/]/.test(id)) return null;
    const assigned = /ElementHandler\.prototype\.toString = (function\(\) \{[^}]*\});/;
    if (!assigned.test(code)) this.error("moddle-xml does not assign toString any more: remove this plugin");
    const defined = "Object.defineProperty(ElementHandler.prototype, 'toString', { writable: true, value: $1 });";
    return { code: code.replace(assigned, defined), map: null };
  },
};

// `--mode gallery` builds the page of pieces for looking at; it is never part of what is shipped.
export default defineConfig(({ mode }) => ({
  plugins: [react(), underFrozenPrototype],
  base: "./",
  resolve: { alias: { "@i18n": here("../crates/api/i18n") } },
  server: { port: 5173, strictPort: true, fs: { allow: [here("."), here("../crates/api/i18n")] } },
  build: {
    target: "es2022",
    outDir: mode === "gallery" ? "dist-gallery" : "dist",
    emptyOutDir: true,
    // Fonts and pictures stay files: the content security policy allows data: for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: here(mode === "gallery" ? "gallery.html" : "index.html"),
      output: {
        // Parts that change rarely stand alone, so that no one script is long to read at start.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: "base", test: /node_modules[\\/](@base-ui|@floating-ui)[\\/]/ },
          ],
        },
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" as const } },
    restoreMocks: true,
    testTimeout: 20_000,
  },
}));
