// A host without a desktop, for tests and `npm run dev`. Not part of a release build.
import type { Overview, Patch } from "../bindings/bridge";
import type { AnswerOf, CommandName, Host, RequestOf } from "./index";
import { agentHandlers } from "./fake-agents";
import { conversationHandlers } from "./fake-conversations";
import { failure, turn } from "./fake-data/builders";
import { documents } from "./fake-data/previews";
import { engineHandlers } from "./fake-engines";
import { fileHandlers } from "./fake-files";
import { transferHandlers } from "./fake-transfers";
import { listHandlers } from "./fake-lists";
import { moneyHandlers } from "./fake-money";
import { scheduleHandlers } from "./fake-schedules";
import { storageHandlers } from "./fake-storage";
import { toolHandlers } from "./fake-tools";
import { updateHandlers } from "./fake-updates";
import type { FakeConversation } from "./fake-pages";
import { FakeWorld } from "./fake-world";

export { failure };

type Handler<N extends CommandName> = (request: RequestOf<N>) => AnswerOf<N> | Promise<AnswerOf<N>>;
export type Handlers = { [N in CommandName]: Handler<N> };

export interface FakeHost extends Host {
  /** All calls so far, in order. */
  calls: [CommandName, unknown][];
  /** All requested zoom levels so far, in percent. */
  zooms: number[];
  /** Sends changes to the window. */
  push(...patches: Patch[]): void;
  /** Adds a conversation with all turns of every branch. */
  have(conversation: FakeConversation): void;
  /** Replaces the handler of a command. */
  on<N extends CommandName>(name: N, handler: Handler<N>): void;
}

/**
 * `query` is the page's: `?welcome`, `?local`, `?fatal`, `?theme=dark`, `?quit`, `?long`, `?away`, `?models` (model
 * servers are connected), `?measured` (patches come from outside, through `window.measured`).
 */
export function fakeHost(query = "", first?: Overview): FakeHost {
  const world = new FakeWorld(query, first);
  const handlers: Handlers = {
    overview: () => {
      if (world.scene.has("quit")) setTimeout(() => world.push({ patch: "ask_quit", running: 2 }), 50);
      if (world.scene.has("notice"))
        setTimeout(
          () =>
            world.push({
              patch: "notice",
              error: failure(
                "offline",
                "No connection to Google.",
                "The job goes on there. Errand looks again when the network is back.",
              ),
            }),
          50,
        );
      return { ...world.state, save_folder: world.state.settings.save_folder ?? "/home/ada/Downloads" };
    },
    set_settings: (settings) => world.settle(settings),
    opened_agent: () => null,
    open_link: () => null,
    answer_quit: () => null,

    ...engineHandlers(world),
    ...listHandlers(world),
    ...conversationHandlers(world),
    ...moneyHandlers(world),
    ...storageHandlers(world),
    ...agentHandlers(),
    ...toolHandlers(() => world.state),
    ...fileHandlers(() => [...world.conversations.values()].flatMap((c) => c.files)),
    ...scheduleHandlers(world.push, "c-trip"),
    ...updateHandlers(world.push, world.scene.has("updates")),
    ...transferHandlers(world.push, (id) => world.turns.find((t) => t.id === id) ?? turn(id, "")),
  };

  const host: FakeHost = {
    calls: [],
    push: world.push,
    have: (conversation) => {
      world.conversations.set(conversation.summary.id, conversation);
    },
    on: (name, handler) => {
      (handlers as Record<string, unknown>)[name] = handler;
    },
    call: async (name, request) => {
      host.calls.push([name, request]);
      return (handlers[name] as Handler<typeof name>)(request);
    },
    subscribe: async (on) => {
      world.listen = on;
    },
    firstFrame: () => {},
    zooms: [],
    zoom: (percent) => {
      host.zooms.push(percent);
    },
    sealed: (file) => `data:text/html;charset=utf-8,${encodeURIComponent(documents[file] ?? "")}`,
    media: (file) =>
      `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><title>${file}</title></svg>`)}`,
  };
  return host;
}
