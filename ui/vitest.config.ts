// Unit and component tests, in jsdom, against the fake host.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  server: { fs: { allow: [".."] } },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    // The tests that read the style sheets need them as they are.
    css: true,
    // Some tests walk through many screens, and a busy computer takes its time for each.
    testTimeout: 60_000,
    setupFiles: ["src/test-setup.ts"],
  },
});
