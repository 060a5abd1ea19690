// How the window's code is built. `--mode fake` builds the same UI over the fake host, under the
// content policy that the real window has, so that it can be looked at in a browser.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src data: blob:",
  "frame-src 'self'",
].join("; ");

function contentPolicy(): Plugin {
  return {
    name: "errand:content-policy",
    apply: "build",
    transformIndexHtml: () => [
      { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" },
    ],
  };
}

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), mode === "fake" ? contentPolicy() : null],
  clearScreen: false,
  server: { port: 5173, strictPort: true, fs: { allow: [".."] } },
  build: {
    target: ["es2022", "safari16"],
    // `:dir()` is known to every webview that runs this; `light-dark()` is not and is translated.
    cssTarget: ["safari17", "chrome120"],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
  },
}));
