// Writing and sending: no typed text is ever lost.
import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { summary, turn } from "../platform/fake-data/builders";
import { failure } from "../platform/fake";
import { conversationOf } from "../platform/fake-pages";
import { byId, findId, openWindow } from "../test-window";

const box = () => byId("composer") as HTMLTextAreaElement;

const optionOf = (who: string): HTMLElement =>
  screen.getAllByTestId("who-option").find((option) => option.dataset.who === who)!;

describe("asking", () => {
  it("sends with Enter, breaks the line with Shift+Enter, and streams the answer", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.type(box(), "one{Shift>}{Enter}{/Shift}two{Enter}");
    expect(asked("send")).toMatchObject([
      { conversation: null, parent: null, who: "g-flash", text: "one\ntwo", network: { reach: "off" } },
    ]);
    expect((await findId("turn")).dataset.standing).toBe("running");
    await expect
      .poll(() => screen.queryByTestId("answer")?.textContent ?? "", { timeout: 4000 })
      .toContain("while text comes in.");
    await expect.poll(() => byId("turn").dataset.standing, { timeout: 4000 }).toBe("done");
  });

  it("keeps the text when sending fails, and says why", async () => {
    const { user } = await openWindow(undefined, (host) =>
      host.on("send", () => Promise.reject(failure("disk_full", "The disk is full."))),
    );
    await findId("composer");
    await user.type(box(), "hello{Enter}");
    expect((await findId("notice")).textContent).toContain("The disk is full.");
    expect(box().value).toBe("hello");
  });

  it("shows an end that comes before the answer to the question for the conversation", async () => {
    let arrive = () => {};
    const window = await openWindow(undefined, (host) =>
      host.on("open_conversation", async () => {
        await new Promise<void>((r) => (arrive = r));
        return null;
      }),
    );
    const running = turn("t1", "c-heat", { standing: "running", parts: [], activity: { doing: "sending" } });
    const item = screen.getAllByTestId("conversation-item").find((e) => e.dataset.conversation === "c-heat");
    await window.user.click(item!);
    await window.push(
      {
        patch: "opened",
        conversation: conversationOf(
          { summary: summary("c-heat", { standing: "running" }), turns: [running], files: [] },
          null,
          null,
        ),
      },
      { patch: "turn", turn: { ...running, standing: "failed", activity: null } },
      { patch: "conversation", summary: summary("c-heat", { standing: "failed" }) },
    );
    arrive();
    expect((await findId("turn")).dataset.standing).toBe("failed");
    expect(within(item!).getByText("Failed")).toBeTruthy();
  });

  it("keeps letters in their order that are typed while the conversation comes before its answer", async () => {
    let sent = () => {};
    let answered = () => {};
    const window = await openWindow(undefined, (host) => {
      host.on("send", async () => {
        await new Promise<void>((r) => (sent = r));
        return { conversation: "c-new", turn: "t-new" };
      });
      host.on("open_conversation", async () => {
        await new Promise<void>((r) => (answered = r));
        return null;
      });
    });
    await findId("composer");
    await window.user.type(box(), "look at these{Enter}");
    await window.user.type(box(), "and the");
    sent();
    await expect.poll(() => window.asked("open_conversation")).toHaveLength(1);
    const asked = turn("t-new", "c-new", { standing: "running", prompt: "look at these" });
    await window.push({
      patch: "opened",
      conversation: conversationOf({ summary: summary("c-new"), turns: [asked], files: [] }, null, null),
    });
    await window.user.type(box(), "n");
    answered();
    await expect.poll(() => box().value).toBe("and then");
  });

  it("keeps the unsent text on the disk, and clears it when it is sent", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.type(box(), "half a thought");
    await expect.poll(() => asked("save_draft").at(-1)).toMatchObject({ key: "new", text: "half a thought" });
    await user.keyboard("{Enter}");
    await expect.poll(() => asked("save_draft").at(-1)).toMatchObject({ key: "new", text: "" });
    expect(asked("send")).toMatchObject([{ text: "half a thought", draft: "new" }]);
  });

  it("saves the unsent text before the window goes, and says so", async () => {
    const window = await openWindow();
    await findId("composer");
    await window.user.type(box(), "to the last letter");
    await window.push({ patch: "keep_drafts", number: 7 });
    await expect.poll(() => window.asked("drafts_kept")).toEqual([7]);
    const saved = window.host.calls.findLastIndex(([name]) => name === "save_draft");
    expect(window.host.calls[saved]![1]).toMatchObject({ text: "to the last letter" });
    expect(saved).toBeLessThan(window.host.calls.findIndex(([name]) => name === "drafts_kept"));
  });

  it("saves the unsent text when the window loses the focus", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.type(box(), "wait");
    window.dispatchEvent(new Event("blur"));
    await Promise.resolve();
    expect(asked("save_draft").at(-1)).toMatchObject({ text: "wait" });
  });

  it("keeps every letter that is typed while a send is under way, and takes them along", async () => {
    let arrive = () => {};
    const { host, user, asked } = await openWindow();
    const send = host.call;
    host.call = async (name, request) => {
      if (name === "send") await new Promise<void>((r) => (arrive = r));
      return send(name, request);
    };
    await findId("composer");
    await user.type(box(), "first{Enter}");
    expect(box().value).toBe("");
    expect(byId("why").textContent).toBe("Sending");
    await user.keyboard("second{Enter} and more");
    arrive();
    await findId("turn");
    await user.keyboard(", to the end");
    expect(box().value).toBe("second and more, to the end");
    expect(asked("send")).toMatchObject([{ text: "first" }]);
    await expect
      .poll(() => asked("save_draft").at(-1))
      .toMatchObject({ key: "c-new-1", text: "second and more, to the end" });
  });

  it("saves the unsent text at once when the person goes elsewhere", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.type(box(), "wait");
    await user.click(byId("nav-settings"));
    await expect.poll(() => asked("save_draft").at(-1)).toMatchObject({ text: "wait" });
    await user.click(byId("nav-new"));
    expect(((await findId("composer")) as HTMLTextAreaElement).value).toBe("wait");
  });

  it("stays on the New page, and says why, when what was sent cannot be shown", async () => {
    const { user, asked } = await openWindow(undefined, (host) =>
      host.on("open_conversation", () => Promise.reject(failure("internal", "The record did not answer."))),
    );
    await findId("composer");
    await user.type(box(), "first{Enter}");
    expect((await findId("notice")).textContent).toContain("The record did not answer.");
    await user.type(box(), "second");
    expect(box().value).toBe("second");
    expect(byId("nav-new").getAttribute("aria-current")).toBe("page");
    expect(asked("send")).toHaveLength(1);
  });

  it("stays where the person went while what was sent is on its way", async () => {
    const window = await openWindow(undefined, (host) => host.on("open_conversation", () => null));
    await findId("composer");
    await window.user.type(box(), "first{Enter}");
    await window.user.click(byId("nav-settings"));
    expect(window.asked("close_conversation")).toEqual([null]);
    await window.push({
      patch: "opened",
      conversation: conversationOf(
        { summary: summary("c-new-1"), turns: [turn("t", "c-new-1")], files: [] },
        null,
        null,
      ),
    });
    expect(byId("nav-settings").getAttribute("aria-current")).toBe("page");
  });

  it("keeps the unsent text when it becomes a job", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.type(box(), "sort it");
    await user.click(byId("who"));
    await user.click(optionOf("g-agent"));
    await expect.poll(() => asked("save_draft").at(-1)).toMatchObject({ key: "new", text: "sort it", who: "g-agent" });
    await user.click(byId("nav-files"));
    await user.click(byId("nav-new"));
    expect(((await findId("composer")) as HTMLTextAreaElement).value).toBe("sort it");
  });

  it("attaches by picker and by paste, shows size, and removes", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.click(byId("attach"));
    expect((await findId("chip")).textContent).toMatch(/offers\.pdf.*248 kB/);
    box().focus();
    await user.paste({
      files: [new File(["abc"], "note.txt", { type: "text/plain" })],
      getData: () => "",
      types: ["Files"],
    } as unknown as DataTransfer);
    await expect.poll(() => screen.getAllByTestId("chip")).toHaveLength(2);
    expect(asked("attach_bytes")).toEqual([{ name: "note.txt", mime: "text/plain", base64: "YWJj" }]);
    await user.click(screen.getByLabelText("Remove “offers.pdf”"));
    await user.type(box(), "look{Enter}");
    expect(asked("send")).toMatchObject([{ attachments: [{ name: "note.txt" }] }]);
  });

  it("names who does it in words and by id, and choosing an agent makes it a job", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.click(byId("who"));
    const options = screen.getAllByTestId("who-option");
    expect(options.map((o) => o.dataset.who)).toEqual([
      "g-flash",
      "l-starter",
      "g-pro",
      "g-agent",
      "l-agent",
      "g-research",
      "g-paint",
      "g-inv",
      "g-report",
      "g-agent-old",
    ]);
    expect(optionOf("g-inv").textContent).toMatch(/Invoice checker.*against what was agreed/);
    expect(optionOf("g-agent").textContent).toMatch(
      /Antigravity.*Whole jobs.*about \$0\.25 to \$3\.25 a job.*antigravity-preview-09-2026/,
    );
    expect(optionOf("g-agent-old").textContent).toContain("Retired. antigravity-preview-09-2026 replaces it.");
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{Enter}");
    expect(byId("leaves").textContent).toContain("go to Google");
    expect((await findId("usual")).textContent).toBe(
      "About $0.10 to $0.40, from your last 5 jobs like this. Usually 3 min 4 s and 41.8K tokens.",
    );
    await user.type(box(), "work{Enter}");
    expect(asked("send")).toMatchObject([{ who: "g-agent", network: { reach: "off" } }]);
  });

  it("chooses the successor of a retired one", async () => {
    const { user } = await openWindow();
    await findId("composer");
    await user.click(byId("who"));
    await user.click(optionOf("g-agent-old"));
    expect(byId("who").getAttribute("aria-label")).toContain("antigravity-preview-09-2026");
  });

  it("lets a job out to the named sites only", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.click(byId("who"));
    await user.click(optionOf("g-agent"));
    await user.type(box(), "work");
    await user.click(byId("network"));
    expect((byId("send") as HTMLButtonElement).disabled).toBe(true);
    await user.type(byId("sites"), "example.com, *.example.org");
    await user.click(byId("send"));
    expect(asked("send")).toMatchObject([{ network: { reach: "sites", domains: ["example.com", "*.example.org"] } }]);
  });

  it("says that nothing leaves this computer for a job here", async () => {
    const { user } = await openWindow();
    await findId("composer");
    await user.click(byId("who"));
    await user.click(optionOf("l-agent"));
    expect(byId("leaves").textContent).toContain("Nothing leaves this computer");
    expect(screen.getByText("Off. Programs of the job reach nothing.")).toBeTruthy();
  });

  it("lets a job of this computer out as well, and says what that means", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.click(byId("who"));
    await user.click(optionOf("l-agent"));
    await user.type(box(), "work");
    await user.click(byId("network"));
    await user.type(byId("sites"), "example.org");
    expect(byId("leaves").textContent).not.toContain("Nothing leaves");
    expect(byId("leaves").textContent).toContain("Programs of the job may send what they see to the sites");
    await user.click(screen.getByLabelText("All sites"));
    expect(byId("leaves").textContent).toContain("Programs of the job may send what they see to any site.");
    // The typed sites are kept.
    await user.click(screen.getByLabelText("Only these sites"));
    expect(byId("sites")).toHaveProperty("value", "example.org");
    await user.click(byId("send"));
    expect(asked("send")).toMatchObject([{ who: "l-agent", network: { reach: "sites", domains: ["example.org"] } }]);
  });

  it("keeps what was typed when a thing to try is chosen", async () => {
    const { user } = await openWindow();
    await findId("composer");
    await user.type(box(), "my own words");
    await user.click(screen.getByText("Compare three suppliers"));
    await expect.poll(() => box().value).toMatch(/^my own words\n\nCompare these/);
  });

  it("attaches what the host finds on the clipboard when the browser hands over nothing", async () => {
    const { user } = await openWindow(undefined, (host) =>
      host.on("paste_files", () => ({
        attaching: { files: [{ sha256: "ab", name: "picture.png", mime: "image/png", size: 9 }], refused: [] },
        text: null,
      })),
    );
    await findId("composer");
    box().focus();
    await user.paste({ files: [], getData: () => "", types: [] } as unknown as DataTransfer);
    expect((await findId("chip")).textContent).toContain("picture.png");
  });

  it("pastes text as text, also when the host has to read it", async () => {
    const { user, asked } = await openWindow(undefined, (host) =>
      host.on("paste_files", () => ({ attaching: { files: [], refused: [] }, text: "https://example.org/" })),
    );
    await findId("composer");
    await user.type(box(), "see ");
    await user.paste({ files: [], getData: () => "", types: ["text/uri-list"] } as unknown as DataTransfer);
    await expect.poll(() => box().value).toBe("see https://example.org/");
    await expect.poll(() => asked("save_draft").at(-1)).toMatchObject({ text: "see https://example.org/" });
  });

  it("takes the text of a table and not the picture beside it", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    box().focus();
    const data: Record<string, string> = { "text/plain": "a\tb", "text/html": "<table></table>" };
    const picture = new File(["abc"], "image.png", { type: "image/png" });
    await user.paste({
      files: [picture],
      getData: (type: string) => data[type] ?? "",
      types: [...Object.keys(data), "Files"],
    } as unknown as DataTransfer);
    expect(screen.queryByTestId("chip")).toBeNull();
    expect(asked("attach_bytes")).toEqual([]);
  });

  it("shows where files can be dropped, attaches them, and names the one that is refused", async () => {
    const window = await openWindow();
    await findId("composer");
    await window.push({ patch: "files_over", over: true });
    expect(byId("drop").textContent).toBe("Drop to attach");
    const files = [{ sha256: "ab", name: "a.txt", mime: "text/plain", size: 9 }];
    await window.push(
      { patch: "files_over", over: false },
      { patch: "dropped", attaching: { files, refused: [failure("invalid", "film.mov is too large.")] } },
    );
    expect(screen.queryByTestId("drop")).toBeNull();
    expect((await findId("chip")).textContent).toContain("a.txt");
    expect((await findId("notice")).textContent).toContain("film.mov is too large.");
  });

  it("attaches the others when the browser hands over one bad file", async () => {
    const { user } = await openWindow(undefined, (host) =>
      host.on("attach_bytes", ({ name, mime }) => {
        if (name === "bad.txt") throw failure("invalid", "Too large.");
        return { sha256: name, name, mime, size: 3 };
      }),
    );
    await findId("composer");
    box().focus();
    const files = ["a.txt", "bad.txt", "c.txt"].map((name) => new File(["abc"], name, { type: "text/plain" }));
    await user.paste({ files, getData: () => "", types: ["Files"] } as unknown as DataTransfer);
    await expect
      .poll(() => screen.queryAllByTestId("chip").map((e) => e.querySelector(".name")?.textContent))
      .toEqual(["a.txt", "c.txt"]);
    expect((await findId("notice")).textContent).toContain("bad.txt");
  });

  it("says before a job here what to do when its sandbox is refused, with one command to copy", async () => {
    const { user } = await openWindow(undefined, (host) =>
      host.on("sandbox_status", () => ({
        ready: false,
        reason: "This system (AppArmor) does not let Errand close its sandbox yet.",
        command: "sudo allow it",
      })),
    );
    await findId("composer");
    expect(screen.queryByTestId("sandbox-refused")).toBeNull();
    await user.click(byId("who"));
    await user.click(optionOf("l-agent"));
    const said = await findId("sandbox-refused");
    expect(said.textContent).toContain("AppArmor");
    expect(byId("sandbox-command").textContent).toBe("sudo allow it");
    expect(within(said).getByRole("button", { name: "Copy the command" })).toBeTruthy();
  });

  it("fills the box with a thing to try, and with who does it", async () => {
    const { user } = await openWindow();
    await findId("composer");
    await user.click(screen.getByText("Compare three suppliers"));
    await expect.poll(() => box().value).toContain("comparison.csv");
    expect(byId("who").getAttribute("aria-label")).toContain("antigravity-preview-09-2026");
  });
});
