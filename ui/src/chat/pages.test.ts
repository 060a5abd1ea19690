// A long conversation of which the window holds only a part.
import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { ArtifactView, Turn } from "../bindings/bridge";
import { artifact, summary, text, turn } from "../platform/fake-data/builders";
import { byId, findId, openConversation, openWindow, type TestWindow } from "../test-window";

const shown = () => screen.getAllByTestId("turn").map((e) => e.dataset.turn);
const box = () => byId("composer") as HTMLTextAreaElement;
const chain = (count: number, change: (i: number) => Partial<Turn> = () => ({})): Turn[] =>
  Array.from({ length: count }, (_, i) =>
    turn(`t${i}`, "c-heat", { parent: i ? `t${i - 1}` : null, prompt: `Question ${i}`, ...change(i) }),
  );

async function chat(turns: Turn[], files: ArtifactView[] = [], at: string | null = null): Promise<TestWindow> {
  const window = await openWindow(undefined, (host) => {
    host.have({ summary: summary("c-heat", { files: files.length, turn: turns.at(-1)?.id ?? null }), turns, files });
    host.on("search", () => ({
      complete: true,
      hits: [
        {
          conversation: "c-heat",
          kind: "chat",
          turn: at,
          step: null,
          file: null,
          title: "Heat",
          snippet: ["", "hit", ""],
          at: 1,
        },
      ],
    }));
  });
  if (at === null) await openConversation(window, "c-heat");
  else {
    await window.user.click(byId("nav-search"));
    await window.user.type(byId("search-field"), "hit");
    await window.user.click(await findId("search-hit"));
    await findId("composer");
  }
  return window;
}

describe("a hit of the search", () => {
  it("opens the conversation there, and the way to the end is one click", async () => {
    const { user, asked } = await chat(chain(100), [], "t40");
    expect(asked("open_conversation")).toEqual([{ id: "c-heat", turn: "t40" }]);
    expect([shown().at(0), shown().at(-1)]).toEqual(["t30", "t49"]);
    expect(byId("new-below").textContent).toBe("To the end");
    await user.click(byId("new-below"));
    await expect.poll(() => shown().at(-1)).toBe("t99");
    expect(screen.queryByTestId("new-below")).toBeNull();
  });

  it("does not follow what comes in after the end that is here, and says that it does", async () => {
    const window = await chat(
      chain(100, (i) => (i === 99 ? { standing: "running", activity: { doing: "writing" }, finished_at: null } : {})),
      [],
      "t40",
    );
    expect(byId("new-below").textContent).toBe("New text below");
    await window.push({ patch: "turn_head", turn: turn("t99", "c-heat", { parent: "t98" }) });
    expect(byId("new-below").textContent).toBe("To the end");
    expect(shown().at(-1)).toBe("t49");
    expect(
      [...document.querySelectorAll("[aria-live=polite]")]
        .map((e) => e.textContent)
        .join("")
        .trim(),
    ).toBe("Answer finished");
  });
});

describe("what is sent from the middle", () => {
  it("follows the last turn of the way, and is seen", async () => {
    const { user, asked } = await chat(chain(100), [], "t40");
    await user.type(box(), "and now{Enter}");
    await expect.poll(() => shown().at(-1)).toBe("t-new-1");
    expect(asked("send")).toMatchObject([{ parent: "t99", text: "and now" }]);
    expect(asked("more_turns")).toMatchObject([{ turn: "t-new-1", wanted: "around" }]);
    expect(screen.queryByTestId("new-below")).toBeNull();
  });

  it("may be the last turn changed, which is seen first", async () => {
    const { user, asked } = await chat(chain(100), [], "t40");
    box().focus();
    await user.keyboard("{ArrowUp}");
    await expect.poll(() => box().value).toBe("Question 99");
    expect(shown().at(-1)).toBe("t99");
    await user.type(box(), "?{Enter}");
    await expect.poll(() => asked("send")).toMatchObject([{ parent: "t98", text: "Question 99?" }]);
    await expect.poll(() => shown().at(-1)).toBe("t-new-1");
  });
});

describe("another branch", () => {
  it("is brought with what follows it, wherever it begins", async () => {
    const branch = Array.from({ length: 30 }, (_, i) =>
      turn(`b${i}`, "c-heat", { parent: i ? `b${i - 1}` : "t9", prompt: `Other ${i}` }),
    );
    const { user, asked } = await chat([...chain(40), ...branch], [], "t12");
    expect(shown()).toContain("t10");
    const here = within(screen.getAllByTestId("turn").find((e) => e.dataset.turn === "t10")!);
    expect(here.getByTestId("branches").textContent).toContain("1/2");
    await user.click(here.getByLabelText("Later branch"));
    await expect.poll(shown).toContain("b0");
    expect(shown()).not.toContain("t10");
    expect(asked("more_turns")).toEqual([{ conversation: "c-heat", turn: "b0", wanted: "around" }]);
    expect(screen.getByLabelText("Earlier branch")).toBeTruthy();
  });
});

describe("finding words", () => {
  const talk = chain(100, (i) =>
    i % 30 === 5 ? { prompt: "A needle", parts: [text("<p>A needle and a needle.</p>")] } : {},
  );
  const count = () => screen.getByRole("search").querySelector("[role=status]")!.textContent;

  it("goes from message to message, and brings those that are not here", async () => {
    const { user, asked } = await chat(talk);
    const drawn = shown().length;
    (document.activeElement as HTMLElement).blur();
    await user.keyboard("{Control>}f{/Control}");
    expect(shown()).toHaveLength(drawn);
    await findId("find-field");
    await user.paste("needle");
    await expect.poll(count).toBe("4 of 4 messages");
    expect(asked("find_turns")).toEqual([{ conversation: "c-heat", turn: "t99", text: "needle" }]);
    for (const key of ["{Enter}", "{Enter}"]) await user.keyboard(key);
    expect(count()).toBe("4 of 4 messages");
    await user.keyboard("{Enter}");
    await expect.poll(shown).toContain("t5");
    expect(count()).toBe("1 of 4 messages");
    await user.keyboard("{Shift>}{Enter}{/Shift}");
    await expect.poll(shown).toContain("t95");
    expect(count()).toBe("4 of 4 messages");
    expect(asked("more_turns")).toMatchObject([
      { turn: "t5", wanted: "around" },
      { turn: "t95", wanted: "around" },
    ]);
  });

  it("says when there is nothing, and asks once for what was typed", async () => {
    const { user, asked } = await chat(talk);
    await user.keyboard("{Control>}f{/Control}");
    await findId("find-field");
    await user.paste("haystack");
    await expect.poll(count).toBe("Nothing found");
    expect(asked("find_turns")).toHaveLength(1);
  });
});

describe("the files of a long conversation", () => {
  const turns = chain(300);
  const files = turns.map((t, i) =>
    artifact(`f${i}`, { turn: t.id, conversation: "c-heat", name: `f${i}.txt`, path: `f${i}.txt`, created_at: i }),
  );
  const panel = () => screen.getByRole("complementary", { name: "Files" });
  const names = () =>
    within(panel())
      .getAllByTestId("file-item")
      .map((e) => e.dataset.name);

  it("are listed without a hole, newest first, though those of older turns are known", async () => {
    const window = await chat(turns, files, "t40");
    expect(byId("toggle-files").textContent).toContain("300");
    expect(within(panel()).getByRole("heading").textContent).toContain("300");
    expect([names().length, names().at(0), names().at(-1)]).toEqual([100, "f299.txt", "f200.txt"]);
    await window.push({
      patch: "artifact",
      artifact: artifact("new", { ...files[40]!, id: "new", name: "new.txt", path: "new.txt", created_at: 400 }),
    });
    expect(names().at(0)).toBe("new.txt");
  });

  it("are all brought before all are saved", async () => {
    const { user, asked } = await chat(turns, files);
    await user.click(byId("save-all"));
    await expect.poll(() => asked("save_files")).toHaveLength(1);
    expect((asked("save_files")[0] as { files: string[] }).files).toEqual(files.map((f) => f.id).reverse());
    expect(asked("conversation_files")).toEqual([
      { conversation: "c-heat", after: "f200" },
      { conversation: "c-heat", after: "f100" },
    ]);
  });
});
