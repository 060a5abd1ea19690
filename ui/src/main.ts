// Starts the window.
import { mount } from "svelte";
import App from "./App.svelte";
import type { Host } from "./platform";
import { watchFirstFrame } from "./platform/painted";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/prose.css";
import "./styles/maths.css";

// Both conditions are build-time constants, so a release build contains nothing of the fake host.
async function findHost(): Promise<Host> {
  if (import.meta.env.DEV || import.meta.env.MODE === "fake") {
    if (!("__TAURI_INTERNALS__" in window)) return (await import("./platform/fake")).fakeHost(location.search);
  }
  return (await import("./platform/tauri")).tauriHost();
}

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");
const host = await findHost();
mount(App, { target, props: { host } });
watchFirstFrame((frame) => host.firstFrame(frame));
