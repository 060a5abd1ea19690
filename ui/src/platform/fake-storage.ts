// Storage commands of the fake host: disk usage, and pending deletions at servers.
import type { Storage } from "../bindings/bridge";
import type { Handlers } from "./fake";
import { failure } from "./fake-data/builders";
import type { FakeWorld } from "./fake-world";

export function storageHandlers(world: FakeWorld) {
  let storage: Storage = {
    record: 48_200_000,
    record_free: 6_100_000,
    files: 212_000_000,
    files_free: 0,
    sandboxes: 96_000_000,
    sandboxes_free: 31_000_000,
    model: 1_120_000_000,
  };
  return {
    forget_everything: () => {
      world.conversations.clear();
      world.drafts.clear();
      world.state = { ...world.state, chats: [], jobs: [], finished_meanwhile: [] };
      storage = { ...storage, record: 4_096, record_free: 0, files: 0, files_free: 0, sandboxes: 0, sandboxes_free: 0 };
      return null;
    },
    removals: () => ({
      waiting: 1,
      done: 1,
      refused: 0,
      items: [
        {
          place: "Gemini",
          kind: "interaction",
          id: "v1_Chd5Q2Jz",
          state: "waiting",
          problem: failure("offline", "No connection.", "Errand tries again by itself."),
        },
        { place: null, kind: "environment", id: "0d9c2c1e", state: "done", problem: null },
      ],
    }),
    retry_removals: () => null,
    storage: () => storage,
    free_storage: (what) =>
      (storage = { ...storage, [what]: storage[what] - storage[`${what}_free` as const], [`${what}_free`]: 0 }),
  } satisfies Partial<Handlers>;
}
