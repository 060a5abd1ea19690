// State of the search: query, filters, and results. It is kept while the person looks at a hit.
import type { Hit, SearchRequest, Who } from "../../bindings/bridge";

/** Scope of the search. */
export type Scope = "everything" | "chats" | "jobs" | "files";
/** Time span of the search. */
export type Period = "any" | "today" | "week" | "month" | "year";

const DAY = 86_400_000;
const days: Record<Exclude<Period, "any" | "today">, number> = { week: 7, month: 30, year: 365 };

/** A hit in the list; `first` is true for the first one of its conversation, which shows the title. */
export interface Row {
  hit: Hit;
  first: boolean;
}

export class Searching {
  scope = $state<Scope>("everything");
  period = $state<Period>("any");
  /** `Who::id` of a model or agent; empty for any. */
  who = $state("");

  get narrowed(): boolean {
    return this.scope !== "everything" || this.period !== "any" || this.who !== "";
  }

  /** Builds the request to the host. */
  request(words: string, everyone: readonly Who[], now: number): SearchRequest {
    const { scope } = this;
    return {
      words,
      kind: scope === "chats" ? "chat" : scope === "jobs" ? "job" : null,
      files: scope === "files",
      who: idsOf(everyone.find((who) => who.id === this.who)),
      from: this.#from(now),
    };
  }

  #from(now: number): number | null {
    if (this.period === "any") return null;
    const midnight = new Date(now).setHours(0, 0, 0, 0);
    return this.period === "today" ? midnight : midnight - days[this.period] * DAY;
  }
}

/** All ids at its server: an own agent has one for each of its versions. */
const idsOf = (who: Who | undefined): string[] => (who ? [...new Set([who.api_id, ...(who.own?.ids ?? [])])] : []);

/** Groups the hits of each conversation at the position of its best hit. */
export function grouped(hits: readonly Hit[]): Row[] {
  const groups = new Map<string, Hit[]>();
  for (const hit of hits) {
    const group = groups.get(hit.conversation);
    if (group) group.push(hit);
    else groups.set(hit.conversation, [hit]);
  }
  return [...groups.values()].flatMap((group) => group.map((hit, at) => ({ hit, first: at === 0 })));
}
