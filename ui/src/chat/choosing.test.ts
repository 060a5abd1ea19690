// Choosing a model or agent: search, descriptions, options, and the hint when another would do better.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Options, Role } from "../bindings/bridge";
import { about } from "../platform/fake-data/models";
import { overview } from "../platform/fake-data/overviews";
import { byId, findId, openWindow } from "../test-window";
import { LANGUAGES } from "../lib/messages/languages";
import { advise } from "./advice";
import { ADVICE_WORDS } from "./advice-words";
import OptionsPanel from "./OptionsPanel.svelte";
import { countSet, noOptions } from "../lib/options";

const shown = () => screen.getAllByTestId("who-option").map((option) => option.dataset.who);

it("finds somebody by what they are good for, and says when there is nobody", async () => {
  const { user } = await openWindow();
  await findId("composer");
  await user.click(byId("who"));
  expect(document.activeElement).toBe(byId("who-find"));
  expect(screen.getAllByRole("group").map((group) => group.getAttribute("aria-labelledby")!.split("-").pop())).toEqual([
    "quick",
    "thinker",
    "worker",
    "researcher",
    "painter",
    "own",
    "retired",
  ]);
  await user.keyboard("picture");
  expect(shown()).toEqual(["g-paint"]);
  expect(screen.getByTestId("who-option").textContent).toContain("about $0.034 a picture");
  await user.keyboard("zzz");
  expect(screen.getByText("Nobody by that name.")).toBeTruthy();
  await user.keyboard("{Escape}");
  expect(document.activeElement).toBe(byId("who"));
});

it("goes on with writing once somebody is chosen", async () => {
  const { user } = await openWindow();
  await findId("composer");
  await user.click(byId("who"));
  await user.keyboard("picture{Enter}");
  expect(screen.queryByTestId("who-find")).toBeNull();
  expect(document.activeElement).toBe(byId("composer"));
});

it("keeps favourites at the top, marked by key or by the star", async () => {
  const { user, asked } = await openWindow();
  await findId("composer");
  await user.click(byId("who"));
  await user.keyboard("hard questions{Alt>}f{/Alt}");
  expect((asked("set_settings").at(-1) as { favourites: string[] }).favourites).toEqual(["g-pro"]);
  await user.clear(byId("who-find"));
  expect(shown()[0]).toBe("g-pro");
  expect(shown().filter((who) => who === "g-pro")).toHaveLength(1);
  await user.click(within(screen.getAllByTestId("who-option")[0]!).getByTestId("favour"));
  expect((asked("set_settings").at(-1) as { favourites: string[] }).favourites).toEqual([]);
});

it("says that the one chosen last has retired since", async () => {
  const first = overview();
  await openWindow({ ...first, settings: { ...first.settings, last_chat_who: "g-agent-old" } });
  expect((await findId("retired")).textContent).toBe(
    "antigravity-preview-05-2026 is retired, so Gemini 3.8 Flash is chosen here.",
  );
});

it("offers only what the chosen one takes, sends it, and begins the next turn with it", async () => {
  const { user, asked, host } = await openWindow();
  await findId("composer");
  await user.click(byId("options-open"));
  expect(screen.queryByTestId("option-voice")).toBeNull();
  await user.selectOptions(byId("option-thinking"), "low");
  await user.type(byId("option-instructions"), "Be brief");
  expect(byId("options-open").getAttribute("aria-label")).toBe("Options: 2 options are set");
  host.on("options_of", () => ({
    thinking: "low",
    length: null,
    temperature: null,
    instructions: null,
    voice: null,
    shape: null,
    size: null,
    duration: null,
  }));
  await user.type(byId("composer"), "What is basalt?{Enter}");
  expect(asked("send")).toMatchObject([{ options: { thinking: "low", instructions: "Be brief", voice: null } }]);
  await findId("turn");
  await expect.poll(() => byId("options-open").getAttribute("aria-label")).toBe("Options: 1 option is set");
});

it("has a word when somebody else would do better, and is silent otherwise", async () => {
  const { user } = await openWindow();
  await findId("composer");
  await user.type(byId("composer"), "Write a spreadsheet of these prices");
  expect(byId("advice").dataset.advice).toBe("job");
  await user.click(byId("take-advice"));
  expect(byId("who").getAttribute("aria-label")).toContain("antigravity-preview-09-2026");
  expect(screen.queryByTestId("advice")).toBeNull();
  await user.clear(byId("composer"));
  await user.type(byId("composer"), "Why is the sea salt?");
  expect(byId("advice").dataset.advice).toBe("quick");
});

it.each<[string, Role, string, string[], ReturnType<typeof advise>]>([
  ["a passing question to an agent", "worker", "What does basalt consist of?", [], "quick"],
  ["a question with files", "worker", "What is in these?", ["application/zip"], null],
  ["work in the words of a question", "worker", "Can you make a chart of these numbers?", [], null],
  ["research", "researcher", "Why is the sea salt?", [], null],
  ["a file to be made", "quick", "Save the list as prices.csv", [], "job"],
  [
    "a workbook to be read",
    "thinker",
    "Which row is wrong?",
    ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    "job",
  ],
  ["a question about files", "quick", "What is a pdf?", [], null],
  ["nothing yet", "quick", "  ", [], null],
  ["a long text by its beginning", "quick", `Save it as prices.csv. ${"x-".repeat(100_000)}`, [], "job"],
  ["what stands far down in a long text", "quick", `${"Lorem ipsum. ".repeat(200)}Save it as prices.csv`, [], null],
])("advises on %s", (_name, role, text, files, expected) => {
  expect(advise({ is_agent: role === "worker" || role === "researcher", role }, { text, files })).toBe(expected);
});

it.each([
  ["de", "Was ist Basalt?", "Erstelle eine Excel-Tabelle mit allen Preisen", "Vergleiche die Berichte im Ordner"],
  ["es", "Qué es el basalto", "Crea una hoja de cálculo con los precios", "Compara los informes de la carpeta"],
  ["fr", "Qu’est-ce que le basalte", "Crée une présentation sur le basalte", "Compare les rapports du dossier"],
  ["ar", "ما هو البازلت؟", "أنشئ جدول بيانات للأسعار", "قارن التقارير في المجلد"],
  ["ja", "玄武岩とは何ですか", "価格のスプレッドシートを作成してください", "フォルダのレポートを比較して"],
])("advises in %s as in English", (tag, question, making, working) => {
  const worker = { is_agent: true, role: "worker" } as const;
  const quick = { is_agent: false, role: "quick" } as const;
  expect(advise(worker, { text: question, files: [] }, tag)).toBe("quick");
  expect(advise(worker, { text: `${working}?`, files: [] }, tag)).toBeNull();
  expect(advise(quick, { text: making, files: [] }, tag)).toBe("job");
  expect(advise(quick, { text: question, files: [] }, tag)).toBeNull();
});

it("has words for the advice in every language of the window", () => {
  for (const { tag } of LANGUAGES) {
    const words = ADVICE_WORDS[tag];
    for (const kind of ["question", "files", "makes", "work"] as const) {
      expect(
        words?.[kind].split(",").every((word) => word.trim().replace("*", "") !== ""),
        `${tag} ${kind}`,
      ).toBe(true);
    }
  }
});

it("offers lengths of a video as a person says them, and sends them as the service does", async () => {
  const chosen: Options[] = [];
  const choices = { ...about[0]!.choices, durations: ["4s", "15s"] };
  render(OptionsPanel, { choices, options: noOptions, onchange: (options: Options) => chosen.push(options) });
  const field = byId("option-duration") as HTMLSelectElement;
  expect([...field.options].map((o) => o.textContent)).toEqual(["As it comes", "4 s", "15 s"]);
  await userEvent.setup().selectOptions(field, "15s");
  expect(chosen).toEqual([{ ...noOptions, duration: "15s" }]);
  expect(countSet(chosen[0]!, choices)).toBe(1);
});
