import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { failure } from "../platform/fake";
import { byId, findId, openConversation, openWindow } from "../test-window";

describe("the list of jobs", () => {
  it("has four groups, and a running job says what it does now", async () => {
    const { user } = await openWindow();
    await user.click(byId("nav-jobs"));
    const nav = screen.getByRole("navigation");
    expect(
      within(nav)
        .getAllByRole("heading")
        .map((h) => h.textContent),
    ).toEqual(["Jobs", "Running", "Needs you", "Done", "Failed or stopped"]);
    const running = screen.getAllByTestId("conversation-item")[0]!;
    expect(running.dataset).toMatchObject({ conversation: "c-run", standing: "running" });
    expect(running.textContent).toMatch(/Running Python.*for 4 min.*last heard \d+ s ago.*18.2K tokens/);
  });

  it("marks what was not read yet", async () => {
    const window = await openWindow();
    await window.user.click(byId("nav-jobs"));
    const item = () => screen.getAllByTestId("conversation-item").find((e) => e.dataset.conversation === "c-sup")!;
    expect(within(item()).getByLabelText("Not read yet")).toBeTruthy();
    await openConversation(window, "c-sup");
    expect(within(item()).queryByLabelText("Not read yet")).toBeNull();
  });

  it("stops a job from the list and leaves the person where they were", async () => {
    const { user, asked } = await openWindow();
    await user.click(screen.getByLabelText(/^Stop: Sort the 2025/));
    expect(asked("stop")).toEqual([]);
    await user.click(byId("stop-yes"));
    expect(asked("stop")).toEqual(["t-run"]);
    expect(byId("composer")).toBeTruthy();
    expect(asked("open_conversation")).toEqual([]);
    expect(asked("close_conversation")).toEqual([]);
  });
});

describe("a job", () => {
  it("shows the log while it runs", async () => {
    const window = await openWindow();
    await openConversation(window, "c-run");
    expect(byId("activity").textContent).toMatch(/Running Python/);
    expect(within(byId("timeline")).getByText("Ran a shell command")).toBeTruthy();
  });

  it("shows the result, then the files, then what was done, folded", async () => {
    const window = await openWindow();
    await openConversation(window, "c-sup");
    const order = ["answer", "files-beside", "timeline"].map((id) => within(byId("turn")).getAllByTestId(id)[0]!);
    for (const [i, element] of order.slice(1).entries()) {
      expect(order[i]!.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    }
    // The panel beside shows them already; without the panel they are listed here.
    expect(within(byId("turn")).queryAllByTestId("file-item")).toEqual([]);
    await window.user.click(byId("close-files"));
    expect(within(byId("turn")).getAllByTestId("file-item").length).toBeGreaterThan(1);
    expect((byId("timeline") as HTMLDetailsElement).open).toBe(false);
    expect(within(byId("timeline")).queryByText(/Ran Python/)).toBeNull();
    await window.user.click(within(byId("timeline")).getByText("What was done"));
    expect(await within(byId("timeline")).findByText("Ran Python, 2 times")).toBeTruthy();
  });

  it("leads from the step that wrote a file to the file", async () => {
    const window = await openWindow();
    await openConversation(window, "c-sup");
    await window.user.click(within(byId("timeline")).getByText("What was done"));
    const links = await within(byId("timeline")).findAllByTestId("step-file");
    expect(links.map((link) => link.textContent)).toEqual(["report.md"]);
    expect(links[0]!.closest("ol > li")?.textContent).toContain("“write file”");
    await window.user.click(links[0]!);
    await expect.poll(() => byId("file-preview").dataset.kind).toBe("markdown");
  });

  it("has the raw events one click away", async () => {
    const window = await openWindow();
    await openConversation(window, "c-sup");
    await window.user.click(byId("details"));
    await window.user.click(byId("raw"));
    expect((await findId("raw-events")).textContent).toContain("interaction.created");
  });
});

describe("files", () => {
  it("previews a table, saves one, saves all, and opens the folder they went to", async () => {
    const window = await openWindow();
    const { user, asked } = window;
    await openConversation(window, "c-sup");
    const panel = screen.getByRole("complementary", { name: "Files" });
    await user.click(within(panel).getByText("comparison.csv"));
    await expect.poll(() => byId("file-preview").dataset.kind).toBe("table");
    expect(within(byId("file-preview")).getByRole("columnheader", { name: "cost_1500" })).toBeTruthy();
    await user.click(within(panel).getByLabelText("Save: comparison.csv"));
    await user.click(byId("save-all"));
    expect(asked("save_files")).toEqual([
      { files: ["comparison.csv"], ask: false },
      { files: ["report.md", "comparison.csv", "chart.svg"], ask: false },
    ]);
    await user.click(byId("open-folder"));
    expect(asked("show_in_folder")).toEqual(["/home/ada/Downloads"]);
  });

  it("opens the folder before anything was saved, and Downloads again when no other is chosen", async () => {
    const { user, asked } = await openWindow();
    await user.click(byId("nav-files"));
    await user.click(byId("open-folder"));
    await user.click(byId("nav-settings"));
    expect(screen.getByText("/home/ada/Downloads")).toBeTruthy();
    await user.click(byId("settings-save-folder"));
    expect(await screen.findByText("/home/ada/Documents/Errand")).toBeTruthy();
    await user.click(byId("nav-files"));
    await user.click(byId("open-folder"));
    await user.click(byId("nav-settings"));
    await user.click(screen.getByText("Use Downloads"));
    expect(await screen.findByText("/home/ada/Downloads")).toBeTruthy();
    expect(asked("show_in_folder")).toEqual(["/home/ada/Downloads", "/home/ada/Documents/Errand"]);
  });

  it("shows a page in a frame that may do nothing", async () => {
    const window = await openWindow();
    await openConversation(window, "c-sup");
    await window.user.click(within(screen.getByRole("complementary", { name: "Files" })).getByText("chart.svg"));
    await expect.poll(() => byId("file-preview").dataset.kind).toBe("page");
    const frame = byId("file-preview").querySelector("iframe");
    expect(frame?.getAttribute("sandbox")).toBe("");
    // Its content comes from the host with its own content policy; the window passes nothing in.
    expect(frame?.getAttribute("src")).toBe(window.host.sealed("chart.svg"));
    expect(frame?.hasAttribute("srcdoc")).toBe(false);
  });

  it("shows a PDF page by page, a few at a time", async () => {
    const { user, asked } = await openWindow();
    await user.click(byId("nav-files"));
    await user.click(await screen.findByText("tickets.pdf"));
    const pages = () =>
      within(byId("pages"))
        .queryAllByRole("img")
        .map((page) => page.getAttribute("alt"));
    await expect.poll(pages).toEqual(["Page 1 of 6", "Page 2 of 6", "Page 3 of 6", "Page 4 of 6"]);
    await user.click(byId("more-pages"));
    await expect.poll(() => pages().length).toBe(6);
    expect(screen.queryByTestId("more-pages")).toBeNull();
    expect(asked("draw_pages")).toEqual([
      { file: "tickets.pdf", password: null, from: 0 },
      { file: "tickets.pdf", password: null, from: 4 },
    ]);
  });

  it("says which page of a PDF, or that nothing of it, can be drawn", async () => {
    const { user, host } = await openWindow();
    host.on("draw_pages", () => ({
      total: 2,
      truncated: false,
      pages: [null, { data_url: "data:,", width: 9, height: 9, lines: [] }],
    }));
    await user.click(byId("nav-files"));
    await user.click(await screen.findByText("tickets.pdf"));
    expect(await screen.findByText("Page 1 cannot be shown here.")).toBeTruthy();
    expect(screen.getByAltText("Page 2 of 2")).toBeTruthy();

    host.on("draw_pages", () =>
      Promise.reject(failure("file", "tickets.pdf cannot be shown here: it is too large.", "Save it.")),
    );
    await user.click(screen.getByText("plan.md"));
    await user.click(screen.getByText("tickets.pdf"));
    expect((await findId("error")).textContent).toContain("it is too large");
  });

  it("remembers the width of the panel", async () => {
    globalThis.innerWidth = 1600;
    const window = await openWindow();
    await openConversation(window, "c-sup");
    screen.getByRole("separator").focus();
    await window.user.keyboard("{ArrowLeft}");
    await expect.poll(() => window.asked("set_settings")).toMatchObject([{ file_panel_width: 376 }]);
  });

  it("lists every file of every job", async () => {
    const { user } = await openWindow();
    await user.click(byId("nav-files"));
    await expect.poll(() => screen.queryAllByTestId("file-item").map((e) => e.dataset.name)).toContain("plan.md");
    const failed = screen.getAllByTestId("file-item").find((e) => e.dataset.state === "failed");
    expect(failed?.textContent).toContain("Could not be fetched");
  });
});
