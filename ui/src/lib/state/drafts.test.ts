import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Attachment, Draft as Stored } from "../../bindings/bridge";
import { failure, fakeHost, type FakeHost } from "../../platform/fake";
import { Drafts, editOf, NEW, refusal } from "./drafts.svelte";

const file = (name: string): Attachment => ({ sha256: `sha-${name}`, name, mime: "text/plain", size: 3 });

let host: FakeHost;
let drafts: Drafts;
let told: unknown[];
/** The drafts stored by the host. */
let disk: Map<string, Stored>;

beforeEach(() => {
  host = fakeHost();
  told = [];
  disk = new Map();
  drafts = new Drafts(host, (error) => told.push(error));
  host.on("save_draft", (draft) => {
    if (draft.text || draft.attachments.length) disk.set(draft.key, draft);
    else disk.delete(draft.key);
    return null;
  });
  host.on("draft", (key) => disk.get(key) ?? null);
});

/** A delivery that the test ends explicitly. */
function delivery() {
  let end: (to: string | null) => void = () => {};
  const over = new Promise<string | null>((resolve) => (end = resolve));
  return { deliver: () => over, end: (to: string | null) => end(to) };
}

describe("on the disk", () => {
  it("is within a second, however long somebody goes on typing", async () => {
    vi.useFakeTimers();
    try {
      const draft = await drafts.at(NEW);
      for (let i = 0; i < 30; i += 1) {
        draft.text += "a";
        await vi.advanceTimersByTimeAsync(100);
        expect(disk.get(NEW)?.text.length ?? 0).toBeGreaterThanOrEqual(i - 9);
      }
    } finally {
      vi.useRealTimers();
    }
  });

  it("is at once when it is asked for", async () => {
    const draft = await drafts.at(NEW);
    draft.text = "to the last letter";
    draft.attach([file("a.txt")]);
    await drafts.flush();
    expect(disk.get(NEW)).toMatchObject({ text: "to the last letter", attachments: [{ name: "a.txt" }] });
  });

  it("tries again after a save that failed", async () => {
    vi.useFakeTimers();
    try {
      let full = true;
      host.on("save_draft", (draft) => {
        if (full) throw failure("disk_full");
        disk.set(draft.key, draft);
        return null;
      });
      const draft = await drafts.at(NEW);
      draft.text = "kept in the end";
      await drafts.flush();
      expect(told).toHaveLength(1);
      full = false;
      await vi.advanceTimersByTimeAsync(6000);
      expect(disk.get(NEW)?.text).toBe("kept in the end");
    } finally {
      vi.useRealTimers();
    }
  });

  it("does not save what was not changed", async () => {
    disk.set(NEW, { key: NEW, text: "old", attachments: [], who: null });
    await drafts.at(NEW);
    await drafts.flush();
    expect(host.calls.filter(([name]) => name === "save_draft")).toEqual([]);
  });
});

describe("sending", () => {
  it("finds exactly what is sent on the disk, and what is typed meanwhile stays", async () => {
    const draft = await drafts.at("c");
    draft.text = "first";
    const { deliver, end } = delivery();
    const sent = drafts.send(draft, deliver);
    expect(draft.text).toBe("");
    await vi.waitFor(() => expect(disk.get("c")?.text).toBe("first"));
    draft.text = "second";
    await drafts.flush();
    expect(disk.get("c")?.text).toBe("first\n\nsecond");
    end("c");
    expect(await sent).toBe(true);
    await drafts.flush();
    expect(draft.text).toBe("second");
    expect(disk.get("c")?.text).toBe("second");
  });

  it("puts back what did not go, before what was typed meanwhile", async () => {
    const draft = await drafts.at("c");
    draft.text = "first";
    draft.attach([file("a.txt")]);
    const { deliver, end } = delivery();
    const sent = drafts.send(draft, deliver);
    await vi.waitFor(() => expect(disk.has("c")).toBe(true));
    draft.text = "second";
    end(null);
    expect(await sent).toBe(false);
    await drafts.flush();
    expect(draft.text).toBe("first\n\nsecond");
    expect(disk.get("c")).toMatchObject({ text: "first\n\nsecond", attachments: [{ name: "a.txt" }] });
  });

  it("sends once at a time", async () => {
    const draft = await drafts.at("c");
    draft.text = "first";
    const { deliver, end } = delivery();
    const sent = drafts.send(draft, deliver);
    draft.text = "second";
    expect(await drafts.send(draft, () => Promise.resolve("c"))).toBe(false);
    expect(draft.text).toBe("second");
    end("c");
    expect(await sent).toBe(true);
  });

  it("takes what was typed meanwhile along to the conversation that was begun", async () => {
    const draft = await drafts.at(NEW);
    draft.text = "first";
    const { deliver, end } = delivery();
    const sent = drafts.send(draft, deliver);
    await vi.waitFor(() => expect(disk.has(NEW)).toBe(true));
    draft.text = "second";
    end("c");
    await sent;
    await drafts.flush();
    expect((await drafts.at("c")).text).toBe("second");
    expect((await drafts.at(NEW)).text).toBe("");
    expect([...disk.keys()]).toEqual(["c"]);
  });

  it("leaves half a message alone while an edit is sent", async () => {
    const half = await drafts.at("c");
    half.text = "half a message";
    const edit = await drafts.at(editOf("t"), { text: "asked", attachments: [], who: null });
    edit.text = "asked better";
    await drafts.send(edit, () => Promise.resolve("c"));
    await drafts.flush();
    expect(half.text).toBe("half a message");
    expect([...disk.keys()]).toEqual(["c"]);
    expect((await drafts.at(editOf("t"), { text: "asked", attachments: [], who: null })).text).toBe("asked");
  });
});

describe("an edit", () => {
  it("starts with what was asked, is kept apart when it is changed, and can go back", async () => {
    const origin = { text: "asked", attachments: [file("a.txt")], who: null };
    const half = await drafts.at("c");
    half.text = "half";
    const edit = await drafts.at(editOf("t"), origin);
    await drafts.flush();
    expect([...disk.keys()]).toEqual(["c"]);
    edit.text = "asked better";
    await drafts.flush();
    expect(disk.get("c")?.text).toBe("half");
    expect(disk.get(editOf("t"))).toMatchObject({ text: "asked better", attachments: [{ name: "a.txt" }] });
    edit.restore();
    await drafts.flush();
    expect(edit.text).toBe("asked");
    expect([...disk.keys()]).toEqual(["c"]);
  });
});

describe("a suggestion", () => {
  it("comes below what the person wrote, in place of one that was left as it was", async () => {
    const draft = await drafts.at(NEW);
    draft.suggest("compare");
    expect(draft.text).toBe("compare");
    draft.suggest("plan");
    expect(draft.text).toBe("plan");
    draft.text = "my own words";
    draft.suggest("compare");
    expect(draft.text).toBe("my own words\n\ncompare");
    draft.suggest("plan");
    expect(draft.text).toBe("my own words\n\nplan");
    draft.text += " it for May";
    draft.suggest("compare");
    expect(draft.text).toBe("my own words\n\nplan it for May\n\ncompare");
  });
});

describe("a conversation that is gone", () => {
  it("takes its draft along", async () => {
    const draft = await drafts.at("c");
    draft.text = "unsent";
    await drafts.forget("c");
    disk.clear();
    expect((await drafts.at("c")).text).toBe("");
  });
});

describe("files that are refused", () => {
  it("are named, one alone and several together", () => {
    const [a, b] = [failure("invalid", "a.mov is too large."), failure("file", "b.txt is not there.")];
    const several = (n: number) => `${n} files`;
    expect(refusal({ files: [], refused: [] }, several)).toBeNull();
    expect(refusal({ files: [], refused: [a] }, several)).toBe(a);
    expect(refusal({ files: [], refused: [a, b] }, several)).toMatchObject({
      message: "2 files",
      hint: "a.mov is too large. b.txt is not there.",
    });
  });
});
