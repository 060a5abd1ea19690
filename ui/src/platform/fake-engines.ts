// Engine commands of the fake host: the key, the engine on this computer, and the connected model servers.
import type { ProviderView } from "../bindings/bridge";
import type { Handlers } from "./fake";
import { failure } from "./fake-data/builders";
import { ollama, openai, presets } from "./fake-providers";
import { wait, type FakeWorld } from "./fake-world";

export function engineHandlers(world: FakeWorld) {
  const connected = (next: ProviderView[]) => {
    world.providers = next;
    world.push({ patch: "providers", providers: next });
    world.engines({});
  };
  const provider = (id: string): ProviderView => {
    const view = world.providers.find((one) => one.id === id);
    if (!view) throw failure("not_found", "This server of models is no longer there.");
    return view;
  };
  return {
    connect_gemini: async ({ key, session_only }) => {
      await wait(200);
      if (!key.startsWith("AIza")) throw failure("wrong_key", "Google does not know this key.");
      world.engines({ key: session_only ? "session" : "keychain" }, () => true);
      return world.state.key;
    },
    forget_key: () => (world.state = { ...world.state, key: "none" }).key,
    start_local: async () => {
      await wait(200);
      world.engines({ local: { state: "ready" } });
      return world.state.local;
    },
    sandbox_status: () => ({ ready: true, reason: null, command: null }),
    refresh_who: () => world.state.who,
    providers: () => ({ connected: world.providers, presets }),
    find_providers: async () => {
      await wait(50);
      return world.providers.some((one) => one.id === "ollama")
        ? []
        : [{ preset: "ollama", name: "Ollama", base_url: ollama.base_url, host: ollama.host }];
    },
    connect_provider: async ({ preset, base_url, key }) => {
      await wait(100);
      if (preset && preset !== "ollama" && !key.startsWith("sk-")) throw failure("wrong_key", "The key is not taken.");
      const known = [openai, ollama].find((one) => one.id === preset);
      const host = new URL(base_url ?? "").host;
      const view = known ?? {
        ...ollama,
        id: host,
        name: presets.find((p) => p.id === preset)?.name ?? host,
        base_url: base_url ?? "",
        host,
        is_here: false,
      };
      connected([...world.providers.filter((one) => one.id !== view.id), view]);
      return view;
    },
    check_provider: async (id) => {
      await wait(100);
      const view = { ...provider(id), state: { state: "ready" as const, at: Date.now() } };
      connected(world.providers.map((one) => (one.id === id ? view : one)));
      return view;
    },
    remove_provider: (id) => {
      connected(world.providers.filter((one) => one.id !== id));
      return null;
    },
    choose_models: ({ provider: id, models }) => {
      const old = provider(id);
      const view = { ...old, models: old.models.map((one) => ({ ...one, chosen: models.includes(one.id) })) };
      connected(world.providers.map((one) => (one.id === id ? view : one)));
      return view;
    },
    choose_model_file: () => world.settle({ ...world.state.settings, model_file: "/home/ada/models/bigger.gguf" }),
    choose_save_folder: () => world.settle({ ...world.state.settings, save_folder: "/home/ada/Documents/Errand" }),
  } satisfies Partial<Handlers>;
}
