// Servers of models that the fake host has connected, and those that it offers.
import type { Abilities, ProviderModel, ProviderPreset, ProviderView } from "../bindings/bridge";
import { ago } from "./fake-data/builders";
import { unknownAbilities } from "./fake-data/models";

/** A model of a connected server. */
export const model = (id: string, name: string | null = null, can: Partial<Abilities> = {}): ProviderModel => ({
  id,
  name,
  can: { ...unknownAbilities, ...can },
  chosen: true,
});

export const ollama: ProviderView = {
  id: "ollama",
  name: "Ollama",
  base_url: "http://127.0.0.1:11434/v1",
  host: "127.0.0.1:11434",
  is_here: true,
  is_unencrypted: false,
  key: "none",
  key_page: null,
  state: { state: "ready", at: ago(20) },
  models: [
    model("qwen3:8b", "Qwen3 8B", { tools: true, images: false, thinking: true, context: 40_960 }),
    model("gemma3:4b", null, { images: true, context: 131_072 }),
  ],
};

export const openai: ProviderView = {
  id: "openai",
  name: "OpenAI",
  base_url: "https://api.openai.com/v1",
  host: "api.openai.com",
  is_here: false,
  is_unencrypted: false,
  key: "keychain",
  key_page: "https://platform.openai.com/api-keys",
  state: { state: "ready", at: ago(3) },
  models: [
    model("gpt-6", "GPT-6", { tools: true, images: true, thinking: true, context: 400_000 }),
    model("gpt-6-mini"),
  ],
};

export const presets: ProviderPreset[] = [
  {
    id: "ollama",
    name: "Ollama",
    base_url: "http://127.0.0.1:11434/v1",
    is_movable: true,
    needs_key: false,
    key_page: null,
  },
  {
    id: "lm-studio",
    name: "LM Studio",
    base_url: "http://127.0.0.1:1234/v1",
    is_movable: true,
    needs_key: false,
    key_page: null,
  },
  {
    id: "openai",
    name: "OpenAI",
    base_url: "https://api.openai.com/v1",
    is_movable: false,
    needs_key: true,
    key_page: "https://platform.openai.com/api-keys",
  },
  {
    id: "anthropic",
    name: "Anthropic",
    base_url: "https://api.anthropic.com/v1",
    is_movable: false,
    needs_key: true,
    key_page: "https://platform.claude.com/settings/keys",
  },
  {
    id: "openrouter",
    name: "OpenRouter",
    base_url: "https://openrouter.ai/api/v1",
    is_movable: false,
    needs_key: true,
    key_page: "https://openrouter.ai/settings/keys",
  },
];
