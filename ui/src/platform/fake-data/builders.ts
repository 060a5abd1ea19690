// Builders of the fake host's data: a conversation, turn, file, text or error with ordinary values.
import type {
  ArtifactView,
  Block,
  BridgeError,
  ConversationSummary,
  ErrorCode,
  Part,
  Siblings,
  Turn,
} from "../../bindings/bridge";

const MIN = 60_000;
const start = Date.now();

/** Error of a failed command. */
export const failure = (code: ErrorCode, message: string = code, hint: string | null = null): BridgeError => ({
  code,
  message,
  hint,
});

export const ago = (minutes: number): number => start - minutes * MIN;

export const summary = (id: string, change: Partial<ConversationSummary> = {}): ConversationSummary => ({
  id,
  kind: "chat",
  title: id,
  line: "",
  standing: "done",
  activity: null,
  started_at: ago(5),
  updated_at: ago(4),
  unread: false,
  pinned: false,
  archived: false,
  folder: null,
  engine: "gemini",
  files: 0,
  turn: null,
  last_sign_of_life: ago(4),
  tokens: null,
  cost: null,
  imported_from: null,
  ...change,
});

/** For a turn without siblings. */
export const alone: Siblings = { count: 1, position: 0, earlier: null, later: null };

export const turn = (id: string, conversation: string, change: Partial<Turn> = {}): Turn => ({
  id,
  conversation,
  parent: null,
  siblings: alone,
  engine: "gemini",
  api_id: "gemini-3.8-flash",
  went_to: null,
  is_job: false,
  on_trial: false,
  prompt: "",
  attachments: [],
  standing: "done",
  activity: null,
  parts: [],
  steps: [],
  carried: null,
  error: null,
  incomplete: false,
  started_at: ago(5),
  last_sign_of_life: ago(4),
  finished_at: ago(4),
  tokens: { total: 612, input: 38, output: 402, thought: 172 },
  cost: { low: 2_181, high: 2_181 },
  answered_by: null,
  limit_reached: null,
  interaction_id: "v1_Chd5Q2Jz",
  environment_id: null,
  ...change,
});

export const artifact = (id: string, change: Partial<ArtifactView> = {}): ArtifactView => ({
  id,
  turn: "t-sup",
  conversation: "c-sup",
  kind: "job",
  conversation_title: "Compare three packaging suppliers",
  name: id,
  folder: "",
  path: `workspace/${id}`,
  holds: null,
  inside: null,
  mime: "text/plain",
  size: 1200,
  sha256: "ab".repeat(32),
  state: { state: "saved" },
  created_at: ago(58),
  step: null,
  ...change,
});

export const block = (html: string): Block => ({ html, pieces: [] });
export const text = (...html: string[]): Part => ({ type: "text", blocks: html.map(block), citations: [] });
