// English words about what leaves Errand as a file and comes back from one, and about what happened in a turn.
import type { ConversationForm, EventKind, KeepingEnd, KeepingWork, LeftOut, RecordedEvent } from "../../bindings/bridge";
import { and, bytes, compact, count, plural } from "./format";

const leftOut: Record<LeftOut, (n: number) => string> = {
  conversation: (n) => plural(n, { one: "# conversation that cannot be read", other: "# conversations that cannot be read" }),
  empty: (n) => plural(n, { one: "# empty conversation", other: "# empty conversations" }),
  tool: (n) => plural(n, { one: "# step with a tool", other: "# steps with tools" }),
  file: (n) => plural(n, { one: "# file that is not in the export", other: "# files that are not in the export" }),
  other: (n) => plural(n, { one: "# entry that Errand does not know", other: "# entries that Errand does not know" }),
};

const turns = (n: number) => plural(n, { one: "# turn", other: "# turns" });
const conversations = (n: number) => plural(n, { one: "# conversation", other: "# conversations" });

function imported(end: Extract<KeepingEnd, { ended: "imported" }>): string[] {
  const from = end.from.length ? ` from ${and(end.from)}` : "";
  const also = [
    ...(end.agents ? [plural(end.agents, { one: "# agent", other: "# agents" })] : []),
    ...(end.schedules ? [plural(end.schedules, { one: "the text of # schedule", other: "the texts of # schedules" })] : []),
  ];
  const nothing = !end.conversations && !end.turns && !also.length;
  return [
    nothing ? `Nothing new${from}.` : `Imported ${and([conversations(end.conversations), turns(end.turns), ...also])}${from}.`,
    ...(end.known ? [plural(end.known, { one: "# turn was here already and stayed as it was.", other: "# turns were here already and stayed as they were." })] : []),
    ...(end.left_out.length ? [`Left out: ${and(end.left_out.map(([what, n]) => leftOut[what](n)))}.`] : []),
    ...(end.stopped ? ["You stopped it before the end. Import it again to get the rest."] : []),
  ];
}

export const keep = {
  title: "Your data",
  export: "Export everything",
  exportSay: "All chats, jobs, files, agents and settings in one .zip, without keys. Errand can import it again.",
  exportButton: "Export",
  import: "Import",
  importSay: "An archive of Errand, or an export of ChatGPT, Claude or Google AI Studio. What is here already stays as it is.",
  importButton: "Choose files",
  withSettings: "Take settings from the archive, too",
  withSettingsSay: "Also the addresses of servers in it, so switch this on only for an archive that you wrote yourself.",
  backup: "Backup each week",
  backupSay: "An archive in a folder of yours. The last three are kept.",
  backupIn: (folder: string) => `In ${folder}. The last three are kept.`,
  backupLast: (when: string) => `The last one was made ${when}.`,
  backupNone: "None was made yet.",
  backupFailed: (message: string) => `The last try failed: ${message}`,
  folder: "Choose folder",
  backupNow: "Back up now",
  work: { export: "Exporting", backup: "Backing up", import: "Importing" } satisfies Record<KeepingWork, string>,
  far: (done: number, total: number) => (total ? `${count(Math.min(99, Math.floor((100 * done) / total)))} %` : ""),
  progress: "How far it is",
  stop: "Stop",
  ended(end: KeepingEnd): string[] {
    switch (end.ended) {
      case "written":
        return [
          `Written: ${conversations(end.conversations)}, ${plural(end.files, { one: "# file", other: "# files" })}, ${bytes(end.size)}.`,
          ...(end.missing ? [plural(end.missing, { one: "# file is not on this computer any more, so it is not in the archive.", other: "# files are not on this computer any more, so they are not in the archive." })] : []),
        ];
      case "imported": return imported(end);
      case "stopped": return ["Stopped. Nothing was changed."];
      case "failed": return [end.error.message, ...(end.error.hint ? [end.error.hint] : [])];
    }
  },
  show: "Show in folder",
  schedules: "Schedules from an archive",
  schedulesSay: "They are at no server, so they do not run. Make those anew that you want.",
  forget: "Forget",
  make: "Make it anew",

  from: (program: string) => `From ${program}`,
  menu: "Export",
  form: { markdown: "Markdown", page: "Page", json: "JSON" } satisfies Record<ConversationForm, string>,
  formSay: {
    markdown: "Text that any editor opens.",
    page: "One page with answers, sources, pictures and costs. Any browser opens and prints it, without Errand.",
    json: "All that is recorded, for programs.",
  } satisfies Record<ConversationForm, string>,
  exported: (path: string) => `Saved as ${path}.`,

  record: {
    open: "What happened",
    title: "What happened",
    none: "No events are kept of this turn. What is known of it stands in the answer.",
    sum: (n: number, size: number) => `${plural(n, { one: "# event", other: "# events" })}, ${bytes(size)}`,
    kinds: "Kinds of events",
    kind: { state: "State", answer: "Answer", thought: "Thoughts", tool: "Tools", error: "Errors", other: "Other" } satisfies Record<EventKind, string>,
    find: "Find in events",
    noneFound: "No event fits.",
    more: "More",
    raw: "The event as it came",
    number: "No.",
    when: "After",
    what: "What",
    size: "Size",
    tokens: "Tokens",
    later: (ms: number) => (ms < 1_000 ? `${count(ms)} ms` : `${count(Math.round(ms / 100) / 10)} s`),
    bytes,
    tokensOf: (n: number) => compact(n),
    replay: "Go through it",
    moment: (n: number, of: number) => `After event ${count(n)} of ${count(of)}`,
    empty: "Nothing to see yet.",
    says(event: RecordedEvent): string {
      const words = event.words.trim();
      const quoted = words ? `: ${words}` : "";
      const step = event.step === null ? "" : ` ${count(event.step + 1)}`;
      switch (event.name) {
        case "interaction.created": return "The server took it";
        case "interaction.status_update": return `It is now ${words.replaceAll("_", " ") || "in another state"}`;
        case "interaction.completed": return `It ended${words ? ` as ${words.replaceAll("_", " ")}` : ""}`;
        case "step.start": return `Step${step} begins, ${(event.step_type ?? "").replaceAll("_", " ")}${quoted}`;
        case "step.stop": return `Step${step} is whole`;
        case "error": return `The stream failed${quoted}`;
        case "step.delta":
          switch (event.kind) {
            case "answer": return words ? `Words${quoted}` : "A part of the answer";
            case "thought": return words ? `Thought${quoted}` : "A mark on a thought";
            case "tool": return "More of a tool’s work";
            default: return "More of a step";
          }
        default: return event.name || "Something that this version does not know";
      }
    },
  },
} as const;
