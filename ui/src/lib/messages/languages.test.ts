import { afterEach, describe, expect, it } from "vitest";
import { and, bytes, byName, calendar, m, moment, money, span, speak } from ".";
import { LANGUAGES, negotiate, PSEUDO, pseudo } from "./languages";

const spokenFor = (chosen: string | null, system: string[]) => {
  const { language, locale } = negotiate(chosen, system);
  return [language.tag, locale];
};

afterEach(async () => {
  await speak("en", []);
});

describe("the language that a person gets", () => {
  it("is the chosen one, with the region of the system where that is of the same language", () => {
    expect(spokenFor("de", ["fr-FR", "de-AT"])).toEqual(["de", "de-AT"]);
    expect(spokenFor("de", ["fr-FR"])).toEqual(["de", "de"]);
  });

  it("is the first of the system’s that there is", () => {
    expect(spokenFor(null, ["nl-NL", "ja-JP", "de-DE"])).toEqual(["ja", "ja-JP"]);
  });

  it("is English where there is none of them, or the system names none that is one", () => {
    expect(spokenFor(null, ["nl-NL"])).toEqual(["en", "en"]);
    expect(spokenFor(null, ["C", "not a tag"])).toEqual(["en", "en"]);
    expect(spokenFor("gone", ["de-DE"])).toEqual(["en", "en"]);
  });

  it("is the pseudo-locale for one who asks for it, and for nobody else", () => {
    expect(spokenFor(null, ["en-XA"])[0]).toBe(PSEUDO.tag);
    expect(spokenFor(null, ["en-GB"])).toEqual(["en", "en-GB"]);
    expect(LANGUAGES).not.toContain(PSEUDO);
    expect(pseudo("Open")).toBe("Ǿƥḗḗƞ");
  });
});

describe("words of a language", () => {
  it("take the form that goes with the number", async () => {
    await speak("de", []);
    expect([1, 2].map(m.files.count)).toEqual(["1 Datei", "2 Dateien"]);
    await speak("fr", []);
    expect([0, 1, 2].map(m.files.count)).toEqual(["0 fichier", "1 fichier", "2 fichiers"]);
    await speak("ar", ["ar-AE"]);
    const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, "");
    expect([0, 1, 2, 3, 11, 100].map((n) => plain(m.files.count(n)))).toEqual([
      "لا ملفات",
      "ملف واحد",
      "ملفان",
      "3 ملفات",
      "11 ملفًا",
      "100 ملف",
    ]);
  });

  it.each(LANGUAGES)("say in $name that a server asked to wait only where it did", async ({ tag }) => {
    await speak(tag, []);
    const doing = (doing: "waiting_for_server" | "trying_again") => m.activity({ doing, until: 30_000 }, 0);
    expect(doing("trying_again")).toContain(span(30_000));
    // The same ending, without the sentence about the server.
    expect(doing("waiting_for_server").length).toBeGreaterThan(doing("trying_again").length);
    expect(m.activity({ doing: "waiting_for_you" }, 0)).not.toBe("");
  });

  it("come with numbers, sizes, lists and dates as the language writes them", async () => {
    await speak("de", ["de-DE"]);
    expect(bytes(8_412_000)).toBe("8,4 MB");
    expect(money(1_250_000)).toBe("1,25\u00a0$");
    expect(and(["Text", "Ton", "Bilder"])).toBe("Text, Ton und Bilder");
    expect(calendar("2026-11-29")).toBe("29. November");
    expect(span(2 * 3_600_000 + 5 * 60_000)).toBe("2 Std. 5 min");
    expect(moment(new Date(2024, 2, 3).getTime(), new Date(2026, 10, 23).getTime())).toBe("3. März 2024");
  });

  it("put names in the order of the language, and numbers in them by their size", async () => {
    await speak("de", []);
    expect(["Zebra", "Äpfel", "apfel", "Teil 10", "Teil 9"].sort(byName)).toEqual([
      "apfel",
      "Äpfel",
      "Teil 9",
      "Teil 10",
      "Zebra",
    ]);
  });

  it("isolate what a person wrote where the language runs the other way", async () => {
    await speak("ar", []);
    expect(m.remove("report.csv")).toContain("\u2068report.csv\u2069");
    expect(m.agents.copyOf("Writer")).toBe("Writer، نسخة");
    expect(m.agents.saved("x")).not.toMatch(/^\u200f/);
    expect(m.who.at("Gemini", "x")).toMatch(/^\u200f/);
    await speak("de", []);
    expect(m.remove("bericht.csv")).toBe("„bericht.csv“ entfernen");
  });

  it("are those of the last wish when two come quickly", async () => {
    await Promise.all([speak("ja", []), speak("de", [])]);
    expect(m.settings.title).toBe("Einstellungen");
  });
});
