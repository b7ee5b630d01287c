import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// `--mode gallery` builds the page of pieces for looking at; it is never part of what is shipped.
export default defineConfig(({ mode }) => ({
  plugins: [react()],
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
  },
}));
