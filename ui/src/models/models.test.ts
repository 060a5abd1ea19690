// Model servers: connecting one, its details, and its models in the picker.
import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { ProviderView } from "../bindings/bridge";
import { failure, type FakeHost } from "../platform/fake";
import { who } from "../platform/fake-data/models";
import { overview } from "../platform/fake-data/overviews";
import { model, ollama, openai } from "../platform/fake-providers";
import { byId, findId, openWindow, type TestWindow } from "../test-window";

const having = (views: ProviderView[]) => (host: FakeHost) =>
  host.on("providers", () => ({ connected: views, presets: [] }));
const inSettings = async (prepare?: (host: FakeHost) => void): Promise<TestWindow> => {
  const window = await openWindow(overview(), prepare);
  await window.user.click(byId("nav-settings"));
  await findId("models");
  return window;
};
const preset = async (id: string) =>
  (await screen.findAllByTestId("preset")).find((button) => button.dataset.preset === id)!;

it("offers what runs on this computer already, and connects it with one click", async () => {
  const { user, asked } = await inSettings();
  await user.click(byId("add-models"));
  await user.click(within(await findId("found-provider")).getByRole("button"));
  expect((await findId("provider")).dataset.provider).toBe("ollama");
  expect(asked("connect_provider")).toEqual([
    { preset: "ollama", base_url: "http://127.0.0.1:11434/v1", dialect: null, key: "", session_only: false },
  ]);
  expect(byId("provider").textContent).toContain("stays on this computer");
  await expect.poll(() => screen.queryByTestId("add-provider")).toBeNull();
});

it("tries a key live, names what is wrong with it, and keeps it nowhere on the screen", async () => {
  const { user, asked } = await inSettings();
  await user.click(byId("add-models"));
  await user.click(await preset("openai"));
  expect((byId("provider-connect") as HTMLButtonElement).disabled).toBe(true);
  await user.type(byId("provider-key"), "nonsense{Enter}");
  await screen.findByText("This key is not right");
  expect(byId("provider-outcome").dataset.code).toBe("wrong_key");
  await user.clear(byId("provider-key"));
  await user.type(byId("provider-key"), " sk-right {Enter}");
  expect((await findId("provider")).textContent).toContain("api.openai.com");
  expect(asked("connect_provider").at(-1)).toMatchObject({ preset: "openai", key: "sk-right", session_only: false });
  expect(document.body.innerHTML).not.toContain("sk-right");
});

it.each(["offline", "rate_limited", "quota", "no_permission", "no_key"] as const)("has words for %s", async (code) => {
  const { user } = await inSettings((host) => host.on("connect_provider", () => Promise.reject(failure(code, "raw"))));
  await user.click(byId("add-models"));
  await user.click(await preset("openai"));
  await user.type(byId("provider-key"), "sk-1{Enter}");
  await expect.poll(() => byId("provider-outcome").dataset.code).toBe(code);
  expect(byId("provider-outcome").textContent).not.toContain("raw");
});

it("asks another server's address and how it speaks, and needs no key for it", async () => {
  const { user, asked } = await inSettings();
  await user.click(byId("add-models"));
  await user.click(await preset(""));
  await user.type(byId("provider-address"), "https://models.example/v1");
  await user.click(byId("provider-connect"));
  await findId("provider");
  expect(asked("connect_provider")).toEqual([
    { preset: null, base_url: "https://models.example/v1", dialect: "openai", key: "", session_only: false },
  ]);
});

it("offers this session's memory where there is no keychain", async () => {
  const { user, asked } = await inSettings((host) =>
    host.on("connect_provider", async ({ session_only }) => {
      if (!session_only) throw failure("no_keychain");
      return openai;
    }),
  );
  await user.click(byId("add-models"));
  await user.click(await preset("openai"));
  await user.type(byId("provider-key"), "sk-1{Enter}");
  expect(((await findId("key-session")) as HTMLInputElement).checked).toBe(true);
  await user.click(byId("provider-connect"));
  expect(asked("connect_provider").at(-1)).toMatchObject({ session_only: true });
});

it.each([
  ["where what one writes goes", openai, "What you write to its models goes to api.openai.com."],
  ["that it is not encrypted", { ...openai, is_unencrypted: true, host: "192.168.1.20:11434" }, "without encryption"],
  ["that its key is gone", { ...openai, state: { state: "no_key" } }, "Its key is not there any more"],
  ["that the keychain is locked", { ...openai, state: { state: "locked" } }, "asked without its key"],
  [
    "why it failed",
    { ...openai, state: { state: "failed", error: failure("server", "It is broken.", "Try later.") } },
    "It is broken. Try later.",
  ],
] as [string, ProviderView, string][])("says %s", async (_what, view, words) => {
  await inSettings(having([view]));
  expect((await findId("provider")).textContent).toContain(words);
});

it("asks for the key anew where it is missed", async () => {
  const { user, asked } = await inSettings(having([{ ...openai, state: { state: "no_key" }, key: "none" }]));
  await user.type(await findId("provider-key"), "sk-2{Enter}");
  expect(asked("connect_provider")).toMatchObject([{ base_url: "https://api.openai.com/v1", key: "sk-2" }]);
});

it("ticks which models are in the list, and says how many", async () => {
  const { user, asked } = await inSettings((host) => {
    let view = ollama;
    host.on("providers", () => ({ connected: [view], presets: [] }));
    host.on("choose_models", ({ models }) => {
      view = { ...view, models: view.models.map((one) => ({ ...one, chosen: models.includes(one.id) })) };
      host.push({ patch: "providers", providers: [view] });
      return view;
    });
  });
  await user.click(await findId("provider-models"));
  expect(byId("model-choice").textContent).toContain(
    "Sees no pictures · Calls tools · Thinks first · Holds 41K tokens",
  );
  await user.click(screen.getByLabelText(/gemma3/));
  expect(asked("choose_models")).toEqual([{ provider: "ollama", models: ["qwen3:8b"] }]);
  await expect.poll(() => byId("provider-models").textContent).toBe("1 of 2 models");
});

it("finds one of many models, and ticks only those that were found", async () => {
  const models = Array.from({ length: 300 }, (_, i) => ({ ...model(`house/model-${i}`), chosen: i === 0 }));
  const { user, asked } = await inSettings(having([{ ...openai, models }]));
  await user.click(await findId("provider-models"));
  await user.type(byId("model-search"), "model-29");
  expect(screen.getAllByTestId("model").map((box) => box.dataset.model)).toEqual([
    "house/model-29",
    ...Array.from({ length: 10 }, (_, i) => `house/model-29${i}`),
  ]);
  await user.click(screen.getByText("Tick all"));
  const [{ models: ticked }] = asked("choose_models") as [{ models: string[] }];
  expect(ticked).toHaveLength(12);
  expect(ticked[0]).toBe("house/model-0");
});

it("removes a server after a question, and checks it again without one", async () => {
  const { user, asked } = await inSettings(having([openai]));
  await user.click(await findId("provider-check"));
  expect(asked("check_provider")).toEqual(["openai"]);
  await user.click(byId("provider-remove"));
  expect(asked("remove_provider")).toEqual([]);
  await user.click(byId("provider-remove-yes"));
  expect(asked("remove_provider")).toEqual(["openai"]);
});

const provided = () => overview({ who: who(() => true, [openai, ollama]) });

it("says in the picker whose each one is, what it can do, and where what one writes goes", async () => {
  const { user } = await openWindow(provided());
  await user.click(byId("who"));
  const row = (id: string) => screen.getAllByTestId("who-option").find((one) => one.dataset.who === id)!.textContent;
  expect(row("g-flash")).toContain("Gemini, goes to Google");
  expect(row("l-starter")).toContain("On this computer");
  expect(row("local:model:ollama/qwen3:8b")).toContain("Ollama, stays on this computer");
  expect(row("local:model:openai/gpt-6")).toContain("OpenAI, goes to api.openai.com");
  expect(row("local:model:openai/gpt-6")).toContain("GPT-6");
  expect(row("local:model:openai/gpt-6")).toContain("Sees pictures · Calls tools · Thinks first · Holds 400K tokens");
});

it("has one row for the agent at each place, and the choice of its model beside the job", async () => {
  const { user, asked } = await openWindow(provided());
  await user.click(byId("who"));
  const agents = screen
    .getAllByTestId("who-option")
    .map((one) => one.dataset.who)
    .filter((id) => id?.startsWith("local:agent:errand-agent"));
  expect(agents).toEqual(["local:agent:errand-agent/openai/gpt-6", "local:agent:errand-agent/ollama/qwen3:8b"]);
  await user.click(screen.getAllByTestId("who-option").find((one) => one.dataset.who === agents[0])!);
  expect(byId("leaves").textContent).toContain("Your words go to api.openai.com");
  expect(byId("leaves").textContent).not.toContain("Nothing leaves this computer");
  await user.selectOptions(byId("job-model"), "gpt-6-mini");
  await user.type(byId("composer"), "Sort these.{Enter}");
  expect(asked("send")).toMatchObject([{ who: "local:agent:errand-agent/openai/gpt-6-mini" }]);
});

it("says that nothing leaves this computer when the model is on it", async () => {
  const { user } = await openWindow(provided());
  await user.click(byId("who"));
  await user.click(
    screen.getAllByTestId("who-option").find((one) => one.dataset.who === "local:agent:errand-agent/ollama/qwen3:8b")!,
  );
  expect(byId("leaves").textContent).toContain("Nothing leaves this computer");
});

it("says before a conversation is deleted who keeps what was sent", async () => {
  const { user } = await openWindow(overview(), (host) =>
    host.on("engines_of", () => ({ engines: ["local"], told: ["api.openai.com"] })),
  );
  await user.click(screen.getAllByTestId("conversation-item")[0]!);
  await user.click(await findId("conversation-menu"));
  await user.click(byId("delete"));
  await screen.findByText("What was sent to api.openai.com is kept there by its own rules. Errand cannot delete it.");
});
