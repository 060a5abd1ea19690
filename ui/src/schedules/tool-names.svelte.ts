// The tools that were chosen for schedules: their names, and which are not here.
import type { FileStore, ScheduleLine, ToolServer, ToolsView } from "../bindings/bridge";
import type { Host } from "../platform";
import { goneOf, type GoneTools, on } from "../tools/tools";

interface Known {
  /** What each agent can use, by `Who::id`. */
  views: ReadonlyMap<string, ToolsView>;
  servers: readonly ToolServer[];
  stores: readonly FileStore[];
}

export class ToolNames {
  #known = $state.raw<Known | null>(null);
  #asked = 0;

  constructor(readonly host: Host) {}

  /** Loads what is needed to tell of the tools of these schedules. */
  async load(lines: readonly ScheduleLine[]): Promise<void> {
    const asked = (this.#asked += 1);
    const agents = [...new Set(lines.map((line) => line.who))];
    if (!agents.length) return;
    const view = (who: string) =>
      this.host.call("tools", { conversation: null, who }).then(
        (view) => [[who, view] as const],
        () => [],
      );
    const found = await Promise.all([
      Promise.all(agents.map(view)),
      this.host.call("tool_servers", null),
      this.host.call("file_stores", null),
    ]).catch(() => null);
    if (!found || asked !== this.#asked) return;
    const [views, servers, stores] = found;
    this.#known = { views: new Map(views.flat()), servers, stores };
  }

  /** Names of the tools that were chosen for a schedule; none while they are not known. */
  of({ tools, who }: ScheduleLine): readonly string[] {
    const view = this.#known?.views.get(who);
    return tools && view && this.#known ? on(view, tools, this.#known.servers, this.#known.stores) : [];
  }

  /** Tools that were chosen for a schedule or its agent and are not here; null while they are not known. */
  gone({ tools, who }: ScheduleLine): GoneTools | null {
    const view = this.#known?.views.get(who);
    return view && this.#known ? goneOf(tools ?? view.usual, this.#known.servers, this.#known.stores) : null;
  }
}
