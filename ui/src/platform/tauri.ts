// The desktop host. The only file that imports the Tauri API.
import { Channel, convertFileSrc, invoke } from "@tauri-apps/api/core";
import { tick } from "svelte";
import type { Patch } from "../bindings/bridge";
import type { Host } from "./index";

export function tauriHost(): Host {
  return {
    call: (name, request) => invoke(name, { request }),
    subscribe: (on) => {
      const channel = new Channel<{ number: number; patches: Patch[] }>();
      channel.onmessage = async ({ number, patches }) => {
        // Acknowledge after rendering, so that the host sends no faster than the page renders.
        try {
          on(patches);
          await tick();
        } finally {
          void invoke("shown", { number });
        }
      };
      return invoke("subscribe", { channel });
    },
    firstFrame: (frame) => void invoke("first_frame", { frame }),
    zoom: (percent) => void invoke("zoom", { percent }),
    sealed: (file) => convertFileSrc(file, "sealed"),
    media: (file) => convertFileSrc(file, "media"),
  };
}
