// Overviews of the fake host: of a well-used Errand, and of the first start.
import type { Overview } from "../../bindings/bridge";
import { noSettings } from "../../lib/state/model";
import { conversations } from "./conversations";
import { who } from "./models";

export const overview = (change: Partial<Overview> = {}): Overview => ({
  fatal: null,
  settings: { ...noSettings, welcomed: true },
  base_url: "https://generativelanguage.googleapis.com",
  system_languages: [],
  base_url_fixed: false,
  key: "keychain",
  local: { state: "ready" },
  has_model: true,
  who: who(() => true),
  chats: conversations.map((c) => c.summary).filter((s) => s.kind === "chat"),
  chats_next: null,
  jobs: conversations.map((c) => c.summary).filter((s) => s.kind === "job"),
  jobs_next: null,
  pinned: [],
  pinned_next: null,
  folders: [],
  deletions: [],
  finished_meanwhile: [],
  version: "0.1.0",
  data_dir: "/home/ada/.local/share/errand",
  save_folder: "/home/ada/Downloads",
  hands_out_files: true,
  ...change,
});

/** The first start: nothing is set up and nothing was asked. */
export const firstMinute = (): Overview =>
  overview({
    settings: noSettings,
    key: "none",
    local: { state: "stopped" },
    who: who(() => false),
    chats: [],
    jobs: [],
  });
