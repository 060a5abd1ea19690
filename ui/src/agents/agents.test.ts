// The person's own agents, from the list to the form and back.
import { cleanup, screen, waitFor, within } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import type { ConnectToolServer, Draft, SaveAgent, SendRequest, TryAgent, Who } from "../bindings/bridge";
import { failure } from "../platform/fake";
import { agents as kept } from "../platform/fake-data/agents";
import { summary, turn } from "../platform/fake-data/builders";
import { provided, who } from "../platform/fake-data/models";
import { overview } from "../platform/fake-data/overviews";
import { openai } from "../platform/fake-providers";
import { empty } from "../lib/state/agent-form.svelte";
import { toolServer } from "../tools/fake";
import { byId, findId, openConversation, openWindow, type TestWindow, wordsOf } from "../test-window";

const row = (name: string) => {
  const found = screen.getAllByTestId("agent-row").find((e) => e.dataset.name === name);
  if (!found) throw new Error(`${name} is not in the list`);
  return found;
};

async function agents(prepare?: Parameters<typeof openWindow>[1]): Promise<TestWindow> {
  const window = await openWindow(overview(), prepare);
  await window.user.click(byId("nav-agents"));
  await screen.findByText("Invoice checker", { selector: ".name" });
  return window;
}

async function form(prepare?: Parameters<typeof openWindow>[1]): Promise<TestWindow> {
  const window = await agents(prepare);
  await window.user.click(byId("new-agent"));
  return window;
}

it("lists one's own agents, the built-in ones, and those made elsewhere by their own names", async () => {
  await agents();
  expect(within(row("Invoice checker")).getByText("Knows invoice-check and claim-letter")).toBeTruthy();
  expect(within(row("report-writer")).getByText("Writes weekly reports.")).toBeTruthy();
  expect(within(row("report-writer")).getByText("Builds on antigravity-preview-09-2026")).toBeTruthy();
  expect(row("Errand's agent")).toBeTruthy();
});

it("names what runs on another computer, and asks nobody there", async () => {
  await agents((host) => {
    host.on("agents", () => ({
      ...kept,
      foreign: kept.foreign.map((agent) => ({ ...agent, self_hosted: true })),
      self_hosted: [{ engine: "gemini", api_id: "env-office" }],
    }));
  });
  for (const name of ["env-office", "report-writer"]) {
    const shown = within(row(name));
    expect(shown.getByText(/runs? on another computer. Nothing runs while its worker is not connected/)).toBeTruthy();
    expect(shown.queryByTestId("ask-agent")).toBeNull();
  }
});

it("lets an agent think with a connected model and says where that is", async () => {
  const { user, asked } = await openWindow(overview({ who: who(() => true, [openai]) }));
  await user.click(byId("nav-agents"));
  await user.click(await findId("new-agent"));
  await user.type(byId("agent-name"), "A");
  await user.selectOptions(byId("agent-model"), "local:model:openai/gpt-6");
  expect(byId("agent-model-place").textContent).toContain("api.openai.com");
  await user.click(byId("try-local"));
  expect(byId("try-leaves").textContent).toContain("Your words go to api.openai.com");
  await user.click(byId("save-agent"));
  expect((asked("save_agent") as SaveAgent[])[0]!.draft.model).toBe("local:model:openai/gpt-6");
});

it("keeps one's own agent apart from the agent of this computer, though both think with a connected model", async () => {
  const list = who(() => true, [openai]);
  const worker = provided([openai]).find((w) => w.is_agent)!;
  const mine = list.everyone.find((w) => w.own)!;
  const { provider, thinks_with, goes_to } = worker;
  const own: Who = { ...mine, id: "local:agent:my-inv", engine: "local", provider, thinks_with, goes_to };
  list.everyone = [...list.everyone.filter((w) => w !== mine), own];
  const { user } = await openWindow(overview({ who: list }));
  await user.click(byId("who"));
  const option = (await screen.findAllByTestId("who-option")).find((e) => e.dataset.who === own.id)!;
  expect(option.textContent).toContain("Invoice checker");
  await user.click(option);
  expect(byId("leaves").textContent).toContain("Your words go to api.openai.com");
  expect(screen.queryByTestId("job-model")).toBeNull();
});

it("makes an agent from an example and keeps it", async () => {
  const { user, asked } = await form();
  expect(byId("save-agent")).toHaveProperty("disabled", true);
  await user.click(screen.getAllByTestId("agent-example")[1]!);
  expect(byId("agent-name")).toHaveProperty("value", "Table checker");
  await user.click(byId("agent-reach-sites"));
  await user.type(byId("agent-sites"), "a.example, *.b.example");
  await user.type(byId("agent-cap"), "50000");
  await user.click(byId("save-agent"));
  await screen.findByText("Table checker", { selector: ".name" });
  const [{ id, draft }] = asked("save_agent") as [SaveAgent];
  expect(id).toBeNull();
  expect(draft).toMatchObject({
    name: "Table checker",
    network: { reach: "sites", domains: ["a.example", "*.b.example"] },
    max_tokens: 50_000,
  });
  expect(draft.instructions).toContain("findings.csv");
});

it("says what an agent gets for which no tool is ticked", async () => {
  const { user } = await form();
  for (const tool of ["code", "search", "pages"]) {
    const box = byId(`tool-${tool}`) as HTMLInputElement;
    if (box.checked) await user.click(box);
  }
  expect(byId("agent-no-tools").textContent).toContain("an agent at Gemini gets all three");
  await user.click(byId("tool-code"));
  expect(screen.queryByTestId("agent-no-tools")).toBeNull();
});

it("keeps a half-filled agent over an end of Errand, and no longer than until it is saved", async () => {
  const first = await agents();
  await first.user.click(within(row("Invoice checker")).getByTestId("edit-agent"));
  await first.user.type(await findId("agent-about"), " and more");
  // The whole of it, not what was saved while it was typed.
  await vi.waitFor(() => expect((first.asked("save_draft").at(-1) as Draft).text).toMatch(/ and more/));
  const kept = first.asked("save_draft").at(-1) as Draft;
  expect(kept.key).toBe("form:agent");
  expect(kept.attachments.length).toBeGreaterThan(0);
  cleanup();

  const second = await openWindow(overview(), (host) => host.on("draft", (key) => (key === kept.key ? kept : null)));
  await second.user.click(byId("nav-agents"));
  expect(await findId("agent-about")).toHaveProperty("value", expect.stringMatching(/ and more$/));
  await second.user.click(byId("save-agent"));
  await screen.findByText("Invoice checker", { selector: ".name" });
  expect((second.asked("save_agent") as SaveAgent[])[0]!.id).not.toBeNull();
  await vi.waitFor(() => expect(second.asked("save_draft").at(-1)).toMatchObject({ key: kept.key, text: "" }));
});

it("opens the kept form of an agent that was deleted since as that of a new one", async () => {
  const form = { id: "gone", origin: "kept", draft: { name: "Writer" }, cap: "", wish: "" };
  const kept = { key: "form:agent", text: JSON.stringify(form), attachments: [], who: null };
  const { user, asked } = await openWindow(overview(), (host) => {
    host.on("draft", (key) => (key === kept.key ? kept : null));
    host.on("agent", () => {
      throw failure("not_found", "The agent is no longer there.");
    });
  });
  await user.click(byId("nav-agents"));
  expect(await findId("agent-name")).toHaveProperty("value", "Writer");
  await user.click(byId("save-agent"));
  await waitFor(() => expect((asked("save_agent") as SaveAgent[])[0]!.id).toBeNull());
});

it("shows an agent's file that Errand was started with only after the kept form of another", async () => {
  const form = { id: null, origin: "new", draft: { name: "Writer" }, cap: "", wish: "" };
  const kept = { key: "form:agent", text: JSON.stringify(form), attachments: [], who: null };
  const { user, asked } = await openWindow(overview(), (host) => {
    host.on("draft", (key) => (key === kept.key ? kept : null));
    host.on("opened_agent", () => ({ draft: { ...empty(), name: "Shared" }, missing: [] }));
  });
  await vi.waitFor(() => expect(byId("agent-name")).toHaveProperty("value", "Writer"));
  expect(asked("save_draft"), "the kept one stays as it is").toEqual([]);
  await user.click(byId("leave-agent"));
  await user.click(await findId("confirm-leave-agent"));
  await vi.waitFor(() => expect(byId("agent-name")).toHaveProperty("value", "Shared"));
});

it("opens the form that an import brought", async () => {
  const form = { id: null, origin: "new", draft: { name: "Writer" }, cap: "", wish: "" };
  const kept = { key: "form:agent", text: JSON.stringify(form), attachments: [], who: null };
  const { user, host, push } = await openWindow();
  host.on("draft", (key) => (key === kept.key ? kept : null));
  await push({ patch: "imported" });
  await user.click(byId("nav-agents"));
  expect(await findId("agent-name")).toHaveProperty("value", "Writer");
});

it("says what is wrong with a cap before it is saved", async () => {
  const { user } = await form();
  await user.type(byId("agent-name"), "A");
  await user.type(byId("agent-cap"), "ten");
  expect(screen.getByText("A whole number of at least 1,000, or nothing.")).toBeTruthy();
  expect(byId("save-agent")).toHaveProperty("disabled", true);
});

it("shows what an agent knows, and lets a skill be read and changed", async () => {
  const { user, asked } = await agents();
  await user.click(within(row("Invoice checker")).getByTestId("edit-agent"));
  await user.click((await screen.findAllByTestId("edit-skill"))[0]!);
  const text = byId("skill-text") as HTMLTextAreaElement;
  expect(text.value).toContain("Read the lines");
  await user.clear(text);
  await user.click(byId("skill-done"));
  expect(screen.getByText("A skill has a name, and says how it is done.")).toBeTruthy();
  await user.type(text, "Another way");
  await user.click(byId("skill-done"));
  await user.click(byId("save-agent"));
  await findId("new-agent");
  const [{ draft }] = asked("save_agent") as [SaveAgent];
  expect(draft.skills[0]).toMatchObject({
    text: "Another way",
    head: "license: MIT\n",
    files: [{ path: "scripts/compare.py" }],
  });
});

it("takes skills and files from the disk, and what is dropped by its kind", async () => {
  const { user, asked, push } = await form();
  await user.click(byId("skill-folder"));
  await screen.findByText("tidy-tables");
  await user.click(byId("data-files"));
  await screen.findByText("terms/2026.txt");
  const file = (name: string) => ({ sha256: name, name, mime: "text/plain", size: 3 });
  await push({ patch: "dropped", attaching: { files: [file("how.md"), file("prices.csv")], refused: [] } });
  await waitFor(() =>
    expect(asked("read_for_agent").slice(-2)).toEqual([
      { from: "kept", files: [file("how.md")], skills: true },
      { from: "kept", files: [file("prices.csv")], skills: false },
    ]),
  );
});

it("tells why something could not be taken", async () => {
  const { user } = await form((host) =>
    host.on("read_for_agent", () => ({
      skills: [],
      files: [],
      refused: [failure("invalid", "photo.png is no skill.")],
    })),
  );
  await user.click(byId("skill-files"));
  expect(await screen.findByText("photo.png is no skill.")).toBeTruthy();
});

it("does not save more than a server takes, and says so", async () => {
  const { user } = await form((host) =>
    host.on("read_for_agent", () => ({
      skills: [],
      files: [{ path: "big.bin", sha256: "b", size: 3_000_000 }],
      refused: [],
    })),
  );
  await user.type(byId("agent-name"), "A");
  await user.click(byId("data-files"));
  await screen.findByText("big.bin");
  expect(byId("agent-room").textContent).toContain("is more than");
  expect(byId("save-agent")).toHaveProperty("disabled", true);
});

it("shows a refusal in the form and loses nothing", async () => {
  const { user } = await form((host) =>
    host.on("save_agent", () => {
      throw failure("invalid", "Two files are called prices.csv.", "Rename one of them.");
    }),
  );
  await user.type(byId("agent-name"), "A");
  await user.click(byId("save-agent"));
  expect(wordsOf(await findId("agent-refused"))).toBe("Two files are called prices.csv. Rename one of them.");
  expect(byId("agent-name")).toHaveProperty("value", "A");
});

it("keeps a half-filled form while the person looks elsewhere, and asks before it is lost", async () => {
  const { user } = await form();
  await user.type(byId("agent-name"), "Half");
  await user.click(byId("nav-files"));
  await user.click(byId("nav-agents"));
  expect(byId("agent-name")).toHaveProperty("value", "Half");
  await user.click(byId("leave-agent"));
  await user.click(await findId("confirm-leave-agent"));
  await findId("new-agent");
});

it("tries an agent as it stands in the form, and shows how that goes on", async () => {
  const { user, asked } = await form();
  await user.type(byId("agent-name"), "Trial");
  await user.type(byId("try-text"), "Do something small");
  await user.click(byId("try-local"));
  await user.click(byId("try-go"));
  const tried = await findId("tried");
  expect(within(tried).getByText("Do something small")).toBeTruthy();
  expect(asked("try_agent") as TryAgent[]).toMatchObject([
    { engine: "local", text: "Do something small", draft: { name: "Trial" } },
  ]);
});

it("duplicates, shares and deletes an agent", async () => {
  const { user, asked } = await agents();
  const edit = async () => user.click(within(row("Invoice checker")).getByTestId("edit-agent"));
  await edit();
  await user.click(await findId("share-agent"));
  expect(await screen.findByText(/and no key\.$/)).toBeTruthy();
  await user.click(byId("copy-agent"));
  expect(byId("agent-name")).toHaveProperty("value", "Invoice checker, copy");
  await user.click(byId("save-agent"));
  await screen.findByText("Invoice checker, copy", { selector: ".name" });
  await edit();
  await user.click(await findId("delete-agent"));
  await user.click(await findId("confirm-delete-agent"));
  await findId("new-agent");
  expect(asked("delete_agent")).toEqual(["a-inv"]);
  expect(screen.queryByText("Invoice checker", { selector: ".name" })).toBeNull();
});

it("shows an agent out of a file as something that is not kept yet", async () => {
  const { user, asked } = await agents();
  await user.click(byId("open-agent"));
  expect(await screen.findByText(/nothing is kept before you save it/)).toBeTruthy();
  expect(asked("save_agent")).toEqual([]);
  await user.click(byId("save-agent"));
  await findId("new-agent");
  expect((asked("save_agent") as SaveAgent[])[0]).toMatchObject({ id: null, draft: { name: "Table checker" } });
});

it("asks one's own agent with the internet that it has, unless the person says otherwise", async () => {
  const { user, asked } = await agents();
  await user.click(within(row("Invoice checker")).getByTestId("ask-agent"));
  await user.type(await findId("composer"), "Check this");
  await user.click(byId("send"));
  await screen.findByTestId("turn");
  expect((asked("send") as SendRequest[])[0]).toMatchObject({
    who: "g-inv",
    network: { reach: "sites", domains: ["nordwerk.example"] },
  });
});

it("goes on with an agent that was changed since the turn before", async () => {
  const window = await openWindow();
  await openConversation(window, "c-sup");
  await window.push({
    patch: "turn",
    turn: turn("t-own", "c-sup", {
      parent: "t-sup",
      is_job: true,
      api_id: "my-invoice-checker-3f2a9c1d-0911aa20",
      started_at: Date.now(),
    }),
  });
  expect((await findId("who")).textContent).toContain("Invoice checker");
});

it("names an agent on trial as one, and offers the usual worker to go on", async () => {
  const tried = turn("t-try", "c-try", {
    is_job: true,
    engine: "local",
    on_trial: true,
    api_id: "trial-in-errand-1a2b3c4d-0a1b2c3d",
    environment_id: "env_1",
    finished_at: 1_000,
  });
  const line = summary("c-try", { kind: "job", engine: "local", turn: "t-try" });
  const window = await openWindow(overview({ jobs: [line] }), (host) =>
    host.have({ summary: line, turns: [tried], files: [] }),
  );
  await openConversation(window, "c-try");
  expect(screen.getByText("agent on trial")).toBeTruthy();
  expect(screen.queryByText(/trial-in-errand/)).toBeNull();
  expect(byId("composer").getAttribute("placeholder")).toBe("Continue in the same sandbox");
});

const tools = (name: string, more: Partial<ConnectToolServer> = {}) =>
  toolServer({
    id: `s-${name}`,
    name,
    address: `https://${name.toLowerCase()}.example/mcp`,
    headers: [],
    session_only: false,
    ...more,
  });

it("gives an agent servers with tools, and says where one asks all the same", async () => {
  const { user, asked } = await form((host) =>
    host.on("tool_servers", () => [tools("Orders", { headers: [{ name: "authorization", value: "" }] })]),
  );
  await user.type(byId("agent-name"), "Clerk");
  await user.click(await findId("tool-server-use"));
  expect(screen.queryByTestId("agent-servers-ask")).toBeNull();
  await user.click(byId("tool-server-asks"));
  expect(byId("tool-server-unasked").textContent).toContain("is given its address and headers");
  expect(byId("agent-servers-ask").textContent).toContain("on this computer a server with headers does");
  await user.click(byId("save-agent"));
  await waitFor(() => expect(asked("save_agent")).toHaveLength(1));
  const [{ draft }] = asked("save_agent") as [SaveAgent];
  expect(draft.tools.servers).toEqual([{ server: "s-Orders", asks: false }]);
});

it("does not say that Google is given a server of this computer", async () => {
  const { user } = await form((host) =>
    host.on("tool_servers", () => [tools("Orders", { address: "http://127.0.0.1:8080/mcp" })]),
  );
  await user.click(await findId("tool-server-use"));
  await user.click(byId("tool-server-asks"));
  expect(screen.queryByTestId("tool-server-unasked")).toBeNull();
  expect(byId("agent-servers-ask").textContent).toContain("server of this computer asks");
});

it("says which servers with tools of an agent's file are not here, until they are ticked", async () => {
  const first = await agents();
  await first.user.click(byId("open-agent"));
  expect((await findId("agent-servers-missing")).textContent).toContain("Orders (orders.example)");
  await vi.waitFor(() => expect(first.asked("save_draft")).not.toHaveLength(0));
  const kept = first.asked("save_draft").at(-1) as Draft;
  cleanup();

  const { user } = await openWindow(overview(), (host) => {
    host.on("draft", (key) => (key === kept.key ? kept : null));
    host.on("tool_servers", () => [tools("Orders")]);
  });
  await user.click(byId("nav-agents"));
  await findId("agent-servers");
  expect(byId("agent-servers-missing").textContent).toContain("then tick them here");
  await user.click(byId("tool-server-use"));
  expect(screen.queryByTestId("agent-servers-missing")).toBeNull();
});

it("tells servers with tools of one host apart by their names", async () => {
  const host = "orders.example";
  const shop = (name: string) => tools(name, { address: `https://${host}/${name}` });
  let here = [shop("Orders"), shop("Parcels"), shop("My returns")];
  const { user } = await agents((fake) => {
    fake.on("tool_servers", () => here);
    fake.on("open_agent", () => ({
      draft: {
        ...empty(),
        name: "Clerk",
        tools: { ...empty().tools, servers: [{ server: "s-Orders", asks: true }] },
      },
      missing: [
        { name: "Returns", host },
        { name: "Parcels", host },
      ],
    }));
  });
  await user.click(byId("open-agent"));
  const missing = () => screen.queryByTestId("agent-servers-missing")?.textContent ?? "";
  await expect.poll(missing).toContain(`Returns (${host}) and Parcels (${host})`);
  const use = (name: string) =>
    screen.getAllByTestId("tool-server-use").find((e) => e.closest("label")?.textContent?.includes(name))!;
  await user.click(use("Parcels"));
  expect(missing()).toContain(`Returns (${host})`);
  expect(missing()).not.toContain("Parcels");
  await user.click(use("My returns"));
  expect(missing()).toBe("");

  // With two others of the host, neither is known to be the one that is meant.
  here = [...here, shop("Older")];
  await user.click(byId("nav-schedules"));
  await user.click(byId("nav-agents"));
  await expect.poll(missing).toContain(`Returns (${host})`);
});
