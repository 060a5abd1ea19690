// Tools of the conversation in the composer, or of a schedule: which are available for the model or agent, and which
// are chosen.
import type { FileStore, Tools, ToolServer, ToolsView } from "../bindings/bridge";
import type { Store } from "../lib/state/store.svelte";
import { goneOf, type GoneTools, withoutGone } from "./tools";

/** Where a choice is kept until there is a conversation; null for the defaults. */
interface Chosen {
  tools: Tools | null;
}

export class ToolsChoice {
  view = $state.raw<ToolsView | null>(null);
  servers = $state.raw<readonly ToolServer[]>([]);
  stores = $state.raw<readonly FileStore[]>([]);
  /** True if the panel is open. */
  open = $state(false);
  #conversation: string | null = null;
  #asked = 0;

  constructor(
    readonly store: Store,
    readonly draft: () => Chosen,
    readonly isJob: () => boolean,
  ) {}

  /** The tools for the next turn: those chosen for it, for the conversation, or the defaults. */
  get tools(): Tools | null {
    if (!this.view) return null;
    const chosen = this.#conversation === null ? this.draft().tools : null;
    return chosen ?? this.view.chosen ?? this.view.usual;
  }

  /** Hosts of the tool servers outside this computer that are used with the next turn. */
  get hosts(): string[] {
    const used = new Set(this.tools?.servers.map((one) => one.server));
    return this.servers.filter((server) => used.has(server.id) && !server.is_here).map((server) => server.host);
  }

  /** Chosen tools that are not here. */
  get gone(): GoneTools {
    return this.tools ? goneOf(this.tools, this.servers, this.stores) : { servers: [], stores: [] };
  }

  /** Takes the tools off that are not here. */
  dropGone(): void {
    if (this.tools) this.choose(withoutGone(this.tools, this.gone));
  }

  /** Loads the tools that are available. */
  async load(conversation: string | null, who: string | null): Promise<void> {
    this.#conversation = conversation;
    const asked = (this.#asked += 1);
    if (who === null) {
      this.view = null;
      return;
    }
    const host = this.store.host;
    const found = await Promise.all([
      host.call("tools", { conversation, who }),
      host.call("tool_servers", null),
      host.call("file_stores", null),
    ]).catch(() => null);
    if (!found || asked !== this.#asked) return;
    [this.view, this.servers, this.stores] = found;
  }

  /** Stores a choice in the conversation, or in the draft until there is one. */
  choose(tools: Tools | null): void {
    if (!this.view) return;
    if (this.#conversation === null) {
      this.draft().tools = tools;
      // A new question starts with the last web search setting.
      if (tools && !this.isJob() && tools.search !== this.store.state.settings.web_search)
        void this.store.set({ web_search: tools.search });
      return;
    }
    this.view = { ...this.view, chosen: tools };
    void this.store.ask("set_tools", { conversation: this.#conversation, tools });
  }

  /** Lets the person pick the folder that tools may access. */
  async pickFolder(): Promise<void> {
    const folder = await this.store.ask("choose_tool_folder", null);
    if (folder && this.tools) this.choose({ ...this.tools, folder });
  }

  /** Revokes all permissions to act without asking. */
  async askAgain(): Promise<void> {
    if (this.#conversation === null || !this.view) return;
    await this.store.ask("ask_again", this.#conversation);
    this.view = { ...this.view, allowed: [] };
  }
}
