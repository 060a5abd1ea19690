// Agents of the fake host.
import type { AgentDraft, Agents } from "../bindings/bridge";
import type { Handlers } from "./fake";
import { agents, invoices } from "./fake-data/agents";
import { failure } from "./fake-data/builders";

export function agentHandlers() {
  let own: Agents = agents;
  const drafted = new Map<string, AgentDraft>();
  return {
    agents: () => ({ ...own, own: [...own.own] }),
    agent: (id) => {
      const line = own.own.find((a) => a.id === id);
      if (!line) throw failure("not_found", "The agent is no longer there.");
      return (
        drafted.get(id) ?? { ...invoices, name: line.name, letter: line.letter, colour: line.colour, about: line.about }
      );
    },
    save_agent: ({ id, draft }) => {
      const line = {
        id: id ?? `a-new-${drafted.size + 1}`,
        name: draft.name,
        letter: draft.letter,
        colour: draft.colour,
        about: draft.about,
        skills: draft.skills.map((s) => s.name),
        data: draft.data.length,
        changed_at: Date.now(),
      };
      drafted.set(line.id, draft);
      own = { ...own, own: [line, ...own.own.filter((a) => a.id !== line.id)] };
      return line;
    },
    delete_agent: (id) => {
      own = { ...own, own: own.own.filter((a) => a.id !== id) };
      return null;
    },
    read_for_agent: (request) =>
      request.skills
        ? {
            skills: [
              {
                name: "tidy-tables",
                about: "When a table has to be cleaned",
                text: "One header line. No empty rows.",
                head: "",
                files: [],
              },
            ],
            files: [],
            refused: [],
          }
        : { skills: [], files: [{ path: "terms/2026.txt", sha256: "7a", size: 5_400 }], refused: [] },
    share_agent: () => ({ folder: "/home/ada/Downloads", paths: ["/home/ada/Downloads/Invoice checker.errand-agent"] }),
    open_agent: () => ({
      draft: { ...invoices, name: "Table checker", colour: "green", data: [] },
      missing: [{ name: "Orders", host: "orders.example" }],
    }),
  } satisfies Partial<Handlers>;
}
