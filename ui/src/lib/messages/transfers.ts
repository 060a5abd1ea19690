// Messages with values: export, import, backup, and the events of a turn.
import type { TransferResult, RecordedEvent } from "../../bindings/bridge";
import { and, bytes, compact, span } from "./format";
import { say } from "./language.svelte";

function imported(end: Extract<TransferResult, { ended: "imported" }>): string[] {
  const what = [
    ...(end.agents ? [say("transfers-agents", { n: end.agents })] : []),
    ...(end.schedules ? [say("transfers-scheduleTexts", { n: end.schedules })] : []),
  ];
  if (end.conversations || end.turns || what.length)
    what.unshift(say("transfers-conversations", { n: end.conversations }), say("transfers-turns", { n: end.turns }));
  const from = and(end.from);
  const first = what.length
    ? from
      ? say("transfers-importedFrom", { what: and(what), from })
      : say("transfers-imported", { what: and(what) })
    : from
      ? say("transfers-nothingFrom", { from })
      : say("transfers-nothing");
  return [
    first,
    ...(end.known ? [say("transfers-known", { n: end.known })] : []),
    ...(end.left_out.length
      ? [say("chat-leftOut", { names: and(end.left_out.map(([kind, n]) => say(`transfers-leftOut-${kind}`, { n }))) })]
      : []),
    ...(end.stopped ? [say("transfers-stoppedEarly")] : []),
  ];
}

/** Contract status words with a translation; others are shown as received. */
const STATES = [
  "queued",
  "in_progress",
  "requires_action",
  "requires_continuation",
  "completed",
  "failed",
  "cancelled",
  "idle",
  "incomplete",
  "budget_exceeded",
] as const;
const TYPES = [
  "user_input",
  "model_output",
  "thought",
  "function",
  "code_execution",
  "url_context",
  "google_search",
  "google_maps",
  "file_search",
  "mcp_server_tool",
  "retrieval",
  "processing",
  "tool_search",
] as const;
const known = <T extends string>(all: readonly T[], word: string): T | undefined => all.find((one) => one === word);

function stateOf(word: string): string {
  const state = known(STATES, word);
  return state ? say(`transfers-record-state-${state}`) : word.replaceAll("_", " ");
}

function typeOf(word: string): string {
  const type = known(TYPES, word.replace(/_(call|result)$/, ""));
  if (!type) return word.replaceAll("_", " ");
  const name = say(`transfers-record-type-${type}`);
  return word.endsWith("_result") ? say("transfers-record-resultOf", { tool: name }) : name;
}

export const transfers = {
  backupIn: (folder: string) => say("transfers-backupIn", { folder }),
  backupLast: (when: string) => say("transfers-backupLast", { when }),
  backupFailed: (message: string) => say("transfers-backupFailed", { message }),
  far: (done: number, total: number) =>
    total ? say("transfers-percent", { n: Math.min(99, Math.floor((100 * done) / total)) }) : "",
  ended(end: TransferResult): string[] {
    switch (end.ended) {
      case "written":
        return [
          say("transfers-written", {
            conversations: say("transfers-conversations", { n: end.conversations }),
            files: say("files-count", { n: end.files }),
            size: bytes(end.size),
          }),
          ...(end.missing ? [say("transfers-missing", { n: end.missing })] : []),
        ];
      case "imported":
        return imported(end);
      case "stopped":
        return [say("transfers-stopped")];
      case "failed":
        return [end.error.message, ...(end.error.hint ? [end.error.hint] : [])];
    }
  },
  from: (program: string) => say("transfers-from", { program }),
  exported: (path: string) => say("transfers-exported", { path }),
  record: {
    sum: (n: number, size: number) => say("transfers-record-sum", { n, size: bytes(size) }),
    later: (ms: number) =>
      ms < 1_000
        ? say("transfers-record-ms", { ms })
        : ms < 60_000
          ? say("span-s", { s: Math.floor(ms / 100) / 10 })
          : span(ms),
    bytes,
    tokensOf: compact,
    moment: (n: number, of: number) => say("transfers-record-moment", { n, of }),
    says(event: RecordedEvent): string {
      const words = event.words.trim();
      const step = (event.step ?? 0) + 1;
      /** A sentence, followed by a colon and the text that it refers to. */
      const with_words = (what: string) => (words ? say("transfers-record-saying", { what, words }) : what);
      switch (event.name) {
        case "interaction.created":
          return say("transfers-record-taken");
        case "interaction.status_update":
          return words ? say("transfers-record-isNow", { state: stateOf(words) }) : say("transfers-record-isElse");
        case "interaction.completed":
          return words ? say("transfers-record-endedAs", { state: stateOf(words) }) : say("transfers-record-ended");
        case "step.start":
          return with_words(say("transfers-record-begins", { step, type: typeOf(event.step_type ?? "") }));
        case "step.stop":
          return say("transfers-record-whole", { step });
        case "error":
          return with_words(say("transfers-record-streamFailed"));
        case "step.delta":
          switch (event.kind) {
            case "answer":
              return words ? with_words(say("transfers-record-words")) : say("transfers-record-part");
            case "thought":
              return words ? with_words(say("transfers-record-thought")) : say("transfers-record-mark");
            case "tool":
              return say("transfers-record-toolWork");
            default:
              return say("transfers-record-moreOfStep");
          }
        default:
          return event.name || say("transfers-record-unknown");
      }
    },
  },
};
