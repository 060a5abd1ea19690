// The window's state. Plain data; only `apply` makes a new version of it.
import type {
  ArtifactView,
  BridgeError,
  Deletion,
  Folder,
  TransferView,
  KeyStatus,
  LocalEngine,
  Overview,
  ProviderView,
  Removals,
  Settings,
  Updates,
  WhoList,
} from "../../bindings/bridge";
import { withPageOfLines, type Lines } from "./order";
import type { Open } from "./way";

export type View =
  | { at: "new" }
  | { at: "chats" }
  | { at: "jobs" }
  | { at: "files" }
  | { at: "agents" }
  | { at: "schedules" }
  | { at: "search" }
  | { at: "settings" }
  | { at: "spending" }
  | { at: "conversation"; id: string };

/** A notice, shown until the person closes it. */
export interface Notice {
  id: number;
  tone: "error" | "plain";
  error: BridgeError;
  /** Undoes what the notice is about, if possible. */
  undo: (() => void) | null;
}

export interface State {
  phase: "loading" | "fatal" | "ready";
  fatal: BridgeError | null;
  settings: Settings;
  /** The system's languages, the preferred one first. */
  systemLanguages: readonly string[];
  baseUrl: string;
  baseUrlFixed: boolean;
  key: KeyStatus;
  local: LocalEngine;
  hasModel: boolean;
  /** Connected model servers; null until loaded. */
  providers: readonly ProviderView[] | null;
  who: WhoList;
  version: string;
  dataDir: string;
  /** Default folder for saving while none is chosen; empty if the system has none. */
  saveFolder: string;
  /** True if files can be copied, dragged out, and opened in a chosen program. */
  handsOutFiles: boolean;
  /** All known conversations, newest first. */
  lines: Lines;
  /** The person's folders of conversations. */
  folders: readonly Folder[];
  /** Deletions that can be undone, oldest first. */
  deletions: readonly Deletion[];
  /** Pending deletions at servers; null until loaded. */
  removals: Removals | null;
  /** State of export, import and backup; null until loaded. */
  transfer: TransferView | null;
  /** State of updates of Errand itself; null until loaded, or if this build has none. */
  updates: Updates | null;
  /** Ids of conversations that finished while the app was not running. */
  finishedMeanwhile: readonly string[];
  view: View;
  /** The open conversation, once loaded. */
  open: Open | null;
  /** The conversation started on the New page, which is shown once it is loaded. */
  awaited: string | null;
  /** The loaded part of the Files list, newest first. */
  files: readonly ArtifactView[];
  notices: readonly Notice[];
  /** True while files of another program are dragged over the window. */
  filesOver: boolean;
  /** Number of jobs that would be paused, while the quit dialog is open. */
  quit: number | null;
}

export const noSettings: Settings = {
  base_url: null,
  proxy: { by: "system" },
  theme: "system",
  language: null,
  private_notifications: false,
  save_folder: null,
  model_file: null,
  welcomed: false,
  told_about_tray: false,
  asked_autostart: false,
  look_for_updates: false,
  file_panel_width: 360,
  zoom: 100,
  video: false,
  web_search: false,
  job_limit: null,
  month_limit: null,
  favourites: [],
  last_chat_who: null,
  last_job_who: null,
};

export const initial: State = {
  phase: "loading",
  fatal: null,
  settings: noSettings,
  systemLanguages: [],
  baseUrl: "",
  baseUrlFixed: false,
  key: "none",
  local: { state: "stopped" },
  hasModel: false,
  providers: null,
  who: { everyone: [], for_chat: null, for_job: null, about: [] },
  version: "",
  dataDir: "",
  saveFolder: "",
  handsOutFiles: false,
  lines: [],
  folders: [],
  deletions: [],
  removals: null,
  transfer: null,
  updates: null,
  finishedMeanwhile: [],
  view: { at: "new" },
  open: null,
  awaited: null,
  files: [],
  notices: [],
  filesOver: false,
  quit: null,
};

/** State after the overview arrived. What patches brought before it is kept. */
export function started(state: State, overview: Overview): State {
  return {
    ...state,
    phase: overview.fatal ? "fatal" : "ready",
    fatal: overview.fatal,
    settings: overview.settings,
    systemLanguages: overview.system_languages,
    baseUrl: overview.base_url,
    baseUrlFixed: overview.base_url_fixed,
    key: overview.key,
    local: overview.local,
    hasModel: overview.has_model,
    who: overview.who,
    version: overview.version,
    dataDir: overview.data_dir,
    saveFolder: overview.save_folder,
    handsOutFiles: overview.hands_out_files,
    lines: withPageOfLines(state.lines, [
      ...overview.pinned,
      ...overview.chats,
      ...overview.jobs,
      ...overview.finished_meanwhile,
    ]),
    folders: overview.folders,
    deletions: overview.deletions,
    finishedMeanwhile: overview.finished_meanwhile.map((s) => s.id),
  };
}
