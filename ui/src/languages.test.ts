// The page in other languages: untranslated text shows in the pseudo-locale, and changing the language loses nothing.
import { screen } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import type { Overview, Settings } from "./bindings/bridge";
import { speak } from "./lib/messages";
import type { FakeHost } from "./platform/fake";
import { summary } from "./platform/fake-data/builders";
import { overview } from "./platform/fake-data/overviews";
import { screens } from "./test-screens";
import { byId, findId, openWindow } from "./test-window";

const PATIENCE = 60_000;

const speaking = (language: string | null, first: Overview = overview()): Overview => ({
  ...first,
  settings: { ...first.settings, language },
});

afterEach(async () => {
  await speak("en", []);
});

/** Records all responses of the host: names and texts that are not in a catalogue. */
function listenTo(host: FakeHost): () => string {
  const heard: unknown[] = [];
  const call = host.call.bind(host);
  host.call = async (name, request) => {
    heard.push(request);
    try {
      const answer = await call(name, request);
      heard.push(answer);
      return answer;
    } catch (error) {
      heard.push(error);
      throw error;
    }
  };
  const subscribe = host.subscribe.bind(host);
  host.subscribe = (listener) =>
    subscribe((patches) => {
      heard.push(patches);
      listener(patches);
    });
  const strings = (value: unknown): string[] =>
    typeof value === "string"
      ? [value, value.replaceAll(/<[^>]*>/g, "").replaceAll("&amp;", "&")]
      : typeof value === "object" && value !== null
        ? Object.values(value).flatMap(strings)
        : [];
  return () => strings(heard).join("\n");
}

/** Names of months, days, units and keys, and file extensions, which are not from the catalogue. */
const OTHERWISE_NAMED = new RegExp(
  `\\b(${[
    ...Array.from({ length: 12 }, (_, i) => [
      new Date(2024, i, 1).toLocaleString("en", { month: "long" }),
      new Date(2024, i, 1).toLocaleString("en", { month: "short" }),
    ]).flat(),
    ...Array.from({ length: 7 }, (_, i) => [
      new Date(2024, 0, 1 + i).toLocaleString("en", { weekday: "long" }),
      new Date(2024, 0, 1 + i).toLocaleString("en", { weekday: "short" }),
    ]).flat(),
    "AM",
    "PM",
    "at",
    "and",
    "bytes?",
    "kB",
    "MB",
    "GB",
    "TB",
    "Python",
    "Google",
    "Ctrl",
    "Alt",
    "Shift",
    "Enter",
    "Esc",
    "Delete",
    "F",
    "[A-Z]{2,4}",
  ].join("|")})\\b`,
  "g",
);

/** Returns all text on the screen, including text for screen readers. */
function read(): string[] {
  const words: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, nodeValue } = walker.currentNode;
    if (!parentElement?.closest("script, style, code, pre, textarea, [lang]:not(html), iframe"))
      words.push(nodeValue ?? "");
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) words.push(element.getAttribute(name) ?? "");
  }
  return words;
}

/** Returns the English texts that come neither from the catalogue nor from the host. */
function forgotten(heard: string): string[] {
  const runs = read().flatMap((text) => text.replaceAll(OTHERWISE_NAMED, "§").match(/[A-Za-z][ -~]*[A-Za-z]/g) ?? []);
  return [
    ...new Set(
      runs.flatMap((run) =>
        heard.includes(run) ? [] : run.split(/, |\. |: | ?[()] ?/).filter((part) => !heard.includes(part)),
      ),
    ),
  ];
}

describe("the pseudo-locale", () => {
  it.each(screens)("finds every word of the catalogue on %s", { timeout: PATIENCE }, async (_name, first, go) => {
    let heard = () => "";
    const given = speaking("en-XA", first());
    const window = await openWindow(given, (host) => (heard = listenTo(host)));
    await go(window);
    expect(forgotten(heard() + JSON.stringify(given))).toEqual([]);
  });
});

describe("another language", () => {
  it("changes the open page at once, and keeps what is not sent", async () => {
    const first = overview();
    const pinned = summary("kept", { title: "Kept", pinned: true });
    const { user, host, asked } = await openWindow({ ...first, chats: [pinned, ...first.chats] });
    host.on("set_settings", (settings) => settings as Settings);
    await user.type(await findId("composer"), "Half a thought");
    await user.click(byId("nav-settings"));
    await user.selectOptions(byId("settings-language"), "de");
    expect(await screen.findByRole("heading", { name: "Einstellungen" })).toBeTruthy();
    expect((asked("set_settings").at(-1) as Settings).language).toBe("de");
    expect(document.documentElement.lang).toBe("de");
    expect(screen.getByRole("heading", { name: "Angeheftet" })).toBeTruthy();

    await user.click(byId("nav-new"));
    expect(((await findId("composer")) as HTMLTextAreaElement).value).toBe("Half a thought");
    expect(screen.getByRole("heading", { name: /Guten|Noch wach/ })).toBeTruthy();

    await user.click(byId("nav-settings"));
    await user.selectOptions(byId("settings-language"), "en");
    expect(await screen.findByRole("heading", { name: "Settings" })).toBeTruthy();
  });

  it("runs from right to left in Arabic, and says that a machine made it", async () => {
    const { user } = await openWindow(speaking("ar"));
    await findId("composer");
    expect(document.documentElement.dir).toBe("rtl");
    await user.click(byId("nav-settings"));
    expect(await screen.findByText(/CONTRIBUTING\.md/)).toBeTruthy();
  });

  it("is the first of the system’s that there is", async () => {
    await openWindow({ ...speaking(null), system_languages: ["C", "it-IT", "fr-CA", "de-DE"] });
    await findId("composer");
    expect(await screen.findAllByText("Réglages")).not.toEqual([]);
    expect(document.documentElement.lang).toBe("fr");
  });
});

describe("what is on the screen all the time", () => {
  it(
    "has its headings in the language that was just chosen",
    async () => {
      const pinned = { ...overview().chats[0]!, pinned: true };
      const first = overview({ chats: [pinned, ...overview().chats.slice(1)], jobs: [] });
      const { push } = await openWindow(first);
      const headings = () => screen.getAllByRole("heading", { level: 3 }).map((h) => h.textContent);
      await expect.poll(headings).toContain("Pinned");
      await push({ patch: "settings", settings: { ...first.settings, language: "de" } });
      await expect.poll(headings).toContain("Angeheftet");
      expect(headings()).not.toContain("Pinned");
    },
    PATIENCE,
  );

  it(
    "keeps the first sign of a path at its beginning in Arabic",
    async () => {
      const first = speaking("ar", overview({ data_dir: "/home/mai/.local/share/errand" }));
      const { user } = await openWindow(first);
      await user.click(await findId("nav-settings"));
      const path = (await screen.findAllByText(/\/home\/mai/))[0]!;
      // Without an attribute, `bdi` takes its direction from its first letter.
      expect(path.closest("bdi, [dir]")?.getAttribute("dir") ?? "auto").toMatch(/auto|ltr/);
    },
    PATIENCE,
  );

  it(
    "asks anew for what the host says of servers and stores in the settings",
    async () => {
      const first = overview();
      const { user, asked, push } = await openWindow(first);
      await user.click(await findId("nav-settings"));
      const commands = ["search_server", "file_stores", "tool_servers"] as const;
      const counts = () => commands.map((command) => asked(command).length);
      await expect.poll(() => counts().every((count) => count > 0)).toBe(true);
      // Everything else on the page that requests them has done so by then.
      await new Promise((r) => setTimeout(r, 100));
      const before = counts();
      await push({ patch: "settings", settings: { ...first.settings, language: "de" } });
      await expect.poll(() => counts().every((count, i) => count > (before[i] ?? 0))).toBe(true);
    },
    PATIENCE,
  );
});
