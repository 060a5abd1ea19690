// What the window knows. Plain data; `apply` is the only thing that makes the next one.
import type {
  ArtifactView,
  BridgeError,
  Deletion,
  Folder,
  Keeping,
  KeyStatus,
  LocalEngine,
  Overview,
  ProviderView,
  Removals,
  Settings,
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

/** Something to tell, until the person closes it. */
export interface Notice {
  id: number;
  tone: "error" | "plain";
  error: BridgeError;
  /** Takes back what is told of. */
  undo: (() => void) | null;
}

export interface State {
  phase: "loading" | "fatal" | "ready";
  fatal: BridgeError | null;
  settings: Settings;
  /** The languages of the system, the one liked best first. */
  systemLanguages: readonly string[];
  baseUrl: string;
  baseUrlFixed: boolean;
  key: KeyStatus;
  local: LocalEngine;
  hasModel: boolean;
  /** Connected servers of models; null until they were asked for. */
  providers: readonly ProviderView[] | null;
  who: WhoList;
  version: string;
  dataDir: string;
  /** Where files go while no folder is chosen; empty when the system names none. */
  saveFolder: string;
  /** Whether files can be copied, dragged out, and opened in a program of the person's choice. */
  handsOutFiles: boolean;
  /** Every conversation heard of, newest first. */
  lines: Lines;
  /** Groups of conversations that the person named. */
  folders: readonly Folder[];
  /** What was deleted and can be brought back, oldest first. */
  deletions: readonly Deletion[];
  /** What is to be deleted at servers; null until it was asked for. */
  removals: Removals | null;
  /** What is exported, imported and backed up; null until it was asked for. */
  keeping: Keeping | null;
  /** Ids of what finished while the app was not running. */
  finishedMeanwhile: readonly string[];
  view: View;
  /** The conversation on the screen, once it is here. */
  open: Open | null;
  /** The conversation that was begun on the New page and is to be seen once it is here. */
  awaited: string | null;
  /** The Files list so far, newest first. */
  files: readonly ArtifactView[];
  notices: readonly Notice[];
  /** Files of another program are held over the window. */
  filesOver: boolean;
  /** How many jobs would be paused, while the quit question is open. */
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
  keeping: null,
  finishedMeanwhile: [],
  view: { at: "new" },
  open: null,
  awaited: null,
  files: [],
  notices: [],
  filesOver: false,
  quit: null,
};

/** The state after the first answer of the host. What patches brought before it is kept. */
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
