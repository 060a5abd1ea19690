// Export, import, backup and event commands of the fake host.
import type { TransferView, Patch, RecordedEvent, Turn } from "../bindings/bridge";

export const noTransfer: TransferView = {
  work: null,
  done: 0,
  total: 0,
  end: null,
  backup: { on: false, folder: null, last: null, problem: null },
  schedules: [],
};

const event = (number: number, own: Partial<RecordedEvent>): RecordedEvent => ({
  number,
  at: 1_764_000_000_000 + number * 250,
  after_ms: number === 1 ? 0 : 250,
  size: 180,
  tokens: null,
  kind: "state",
  name: "step.stop",
  step: null,
  step_type: null,
  words: "",
  ...own,
});

export const recorded: readonly RecordedEvent[] = [
  event(1, { name: "interaction.created", words: "in_progress" }),
  event(2, { name: "step.start", kind: "thought", step: 0, step_type: "thought" }),
  event(3, { name: "step.delta", kind: "thought", step: 0, words: "They want a comparison." }),
  event(4, { name: "step.stop", step: 0 }),
  event(5, { name: "step.delta", kind: "answer", step: 1, words: "A heat pump moves heat." }),
  event(6, { name: "interaction.completed", words: "completed", tokens: 1_240 }),
];

export function transferHandlers(push: (...patches: Patch[]) => void, turnOf: (id: string) => Turn) {
  let transfer = noTransfer;
  const tell = (next: Partial<TransferView>) => {
    transfer = { ...transfer, ...next };
    push({ patch: "transfer", transfer });
    return null;
  };
  return {
    export_conversation: ({ form }: { form: string }) =>
      `/home/ada/Downloads/chat.${{ markdown: "md", page: "html" }[form] ?? "json"}`,
    export_everything: () => {
      tell({ work: "export", done: 30, total: 100, end: null });
      return true;
    },
    import_files: () => {
      tell({ work: "import", done: 0, total: 0, end: null });
      return true;
    },
    stop_transfer: () => {
      tell({ end: { ended: "stopped" } });
      return null;
    },
    transfer_state: () => transfer,
    set_backup: (on: boolean) =>
      tell({ backup: { ...transfer.backup, on, folder: transfer.backup.folder ?? (on ? "/home/ada/Backups" : null) } }),
    choose_backup_folder: () => tell({ backup: { ...transfer.backup, folder: "/media/ada/Disk" } }),
    back_up_now: () => {
      tell({ work: "backup", done: 10, total: 100, end: null });
      return true;
    },
    forget_archived_schedule: (id: string) => tell({ schedules: transfer.schedules.filter((s) => s.id !== id) }),
    turn_record: ({ after, kinds, text }: { after: number; kinds: string[]; text: string }) => {
      const fits = (e: RecordedEvent) =>
        e.number > after &&
        (!kinds.length || kinds.includes(e.kind)) &&
        e.words.toLowerCase().includes(text.toLowerCase());
      return { events: recorded.filter(fits), next: null, count: recorded.length, last: recorded.length, size: 1_080 };
    },
    event_json: ({ event }: { event: number }) =>
      JSON.stringify({ event_type: recorded[event - 1]?.name, event_id: `e${event}` }),
    turn_at: ({ turn, event }: { turn: string; event: number }) => {
      const whole = turnOf(turn);
      return { ...whole, parts: event >= recorded.length ? whole.parts : [] };
    },
  };
}
