// State of an agent's form: its fields, its problems, and the trials. It is kept while the person is elsewhere.
import type {
  AgentData,
  AgentDraft,
  AgentFile,
  Attachment,
  BridgeError,
  MissingServer,
  ReadForAgent,
  ReadRequest,
  Skill,
} from "../../bindings/bridge";
import { m } from "../messages";
import { parsed, unlessGone } from "./form-draft.svelte";
import { asError, type Store } from "./store.svelte";

/** Maximum total size of an agent's files and texts in bytes (the host checks again and decides). */
export const ROOM = 2 * 1024 * 1024;

/** Minimum token limit; below this no job can finish. */
const FEWEST_TOKENS = 1000;

export const empty = (): AgentDraft => ({
  name: "",
  letter: "",
  colour: "green",
  about: "",
  instructions: "",
  skills: [],
  data: [],
  tools: { code: true, search: false, pages: false, servers: [] },
  network: { reach: "off" },
  model: null,
  max_tokens: null,
});

const length = (text: string): number => new TextEncoder().encode(text).length;
const filesOf = (files: readonly AgentFile[]): number => files.reduce((sum, file) => sum + file.size, 0);

/** Returns the bytes of an agent's size limit that are used. */
export function taken(draft: AgentDraft): number {
  const skills = draft.skills.reduce(
    (sum, skill) => sum + length(skill.name + skill.about + skill.head + skill.text) + filesOf(skill.files),
    0,
  );
  const data = draft.data.reduce(
    (sum, one) => sum + (one.is === "file" ? one.file.size : one.is === "text" ? length(one.text) : 0),
    0,
  );
  return skills + data;
}

export type Origin = "new" | "kept" | "shared";

/** Saved state of a form, from which it is restored. */
interface Kept {
  id: string | null;
  origin: Origin;
  draft: AgentDraft;
  cap: string;
  wish: string;
  /** Absent in a form that an older Errand kept. */
  missing?: readonly MissingServer[];
  found?: readonly string[];
}

export class AgentForm {
  draft = $state<AgentDraft>(empty());
  /** The token limit as typed. */
  cap = $state("");
  refused = $state.raw<BridgeError | null>(null);
  saving = $state(false);
  /** Conversations in which it was tried, newest first. */
  tried = $state.raw<readonly string[]>([]);
  /** The last prompt it was tried with. */
  wish = $state("");
  /** Id of the agent being changed; null for a new one. */
  id = $state<string | null>(null);
  #before: string;

  constructor(
    readonly store: Store,
    readonly origin: Origin,
    id: string | null,
    draft: AgentDraft,
    /** Tool servers that the agent of a file uses, and that were not here when it was read. */
    readonly missing: readonly MissingServer[] = [],
    /** Ids of its other tool servers, which were here. */
    readonly found: readonly string[] = draft.tools.servers.map((one) => one.server),
  ) {
    this.id = id;
    this.draft = draft;
    this.cap = draft.max_tokens === null ? "" : String(draft.max_tokens);
    // An agent from a file, or a copy, is not saved yet.
    this.#before = JSON.stringify(id === null && draft.name ? empty() : this.whole);
  }

  /** Opens a form again as it was left; null if that cannot be read. A deleted agent's form is one for a new agent. */
  static async restored(store: Store, text: string): Promise<AgentForm | null> {
    const kept = parsed<Kept>(text);
    if (!kept) return null;
    const saved = kept.id === null ? null : await unlessGone(store.host.call("agent", kept.id));
    const form = new AgentForm(
      store,
      kept.origin,
      saved && kept.id,
      saved ?? empty(),
      kept.missing ?? [],
      kept.found ?? [],
    );
    form.draft = { ...empty(), ...kept.draft, tools: { ...empty().tools, ...kept.draft.tools } };
    form.cap = kept.cap;
    form.wish = kept.wish;
    return form;
  }

  get kept(): string {
    const { id, origin, draft, cap, wish, missing, found } = this;
    return JSON.stringify({ id, origin, draft, cap, wish, missing, found } satisfies Kept);
  }

  get files(): Attachment[] {
    const data = this.draft.data.flatMap((one) => (one.is === "file" ? [one.file] : []));
    const files = [...data, ...this.draft.skills.flatMap((skill) => skill.files)];
    return files.map(({ path, sha256, size }) => ({ name: path, mime: "", sha256, size }));
  }

  /** The agent as currently in the form. */
  get whole(): AgentDraft {
    const draft = $state.snapshot(this.draft);
    const cap = this.cap.replace(/[\s.,’']/g, "");
    return { ...draft, max_tokens: cap ? Number(cap) : null };
  }

  get changed(): boolean {
    return JSON.stringify(this.whole) !== this.#before;
  }

  readonly used = $derived(taken(this.draft));

  get capWrong(): boolean {
    const { max_tokens } = this.whole;
    return max_tokens !== null && !(Number.isInteger(max_tokens) && max_tokens >= FEWEST_TOKENS);
  }

  get ready(): boolean {
    const { name, network } = this.draft;
    const namesSites = network.reach !== "sites" || network.domains.length > 0;
    return name.trim() !== "" && namesSites && !this.capWrong && this.used <= ROOM && !this.saving;
  }

  /** Adds what was read; a skill replaces one of the same name. */
  take(read: ReadForAgent): void {
    for (const skill of read.skills)
      this.putSkill(
        skill,
        this.draft.skills.findIndex((s) => s.name === skill.name),
      );
    for (const file of read.files)
      this.putData(
        { is: "file", file },
        this.draft.data.findIndex((d) => d.is === "file" && d.file.path === file.path),
      );
    for (const error of read.refused) this.store.tell(error);
  }

  /** Reads skills or files through the host. */
  async read(request: ReadRequest): Promise<void> {
    const read = await this.store.ask("read_for_agent", request);
    if (read) this.take(read);
  }

  /** Adds dropped files: Markdown and archives as skills, others as data. */
  async attach(files: readonly Attachment[]): Promise<void> {
    const isSkill = ({ name }: Attachment) => /\.(md|markdown|zip|skill)$/i.test(name);
    for (const skills of [true, false]) {
      const some = files.filter((file) => isSkill(file) === skills);
      if (some.length) await this.read({ from: "kept", files: some, skills });
    }
  }

  putSkill(skill: Skill, at: number): void {
    if (at < 0) this.draft.skills.push(skill);
    else this.draft.skills[at] = skill;
  }

  putData(data: AgentData, at: number): void {
    if (at < 0) this.draft.data.push(data);
    else this.draft.data[at] = data;
  }

  /** Saves the agent; returns true if it was saved. */
  async save(): Promise<boolean> {
    this.saving = true;
    this.refused = null;
    const draft = this.whole;
    try {
      const line = await this.store.host.call("save_agent", { id: this.id, draft });
      this.id = line.id;
      this.#before = JSON.stringify(draft);
      this.store.note(m.agents.saved(line.name));
      return true;
    } catch (error) {
      this.refused = asError(error);
      return false;
    } finally {
      this.saving = false;
    }
  }
}
