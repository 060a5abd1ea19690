// Tools: what a conversation may use, tool servers in the settings, and actions of Errand after approval.
import { screen } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { RequestedAction } from "../bindings/bridge";
import { failure } from "../platform/fake";
import { overview } from "../platform/fake-data/overviews";
import { byId, findId, openConversation, openWindow, type TestWindow } from "../test-window";
import { fileStore, noTools, searchServer, toolProgram, toolServer, toolsView } from "./fake";

const tool = (kind: string) => screen.getAllByTestId("tool").find((e) => e.dataset.kind === kind)!;
const box = () => byId("composer") as HTMLTextAreaElement;

it("says on the button what is on, sends it with the first turn, and begins the next question with the web again", async () => {
  const { user, asked } = await openWindow();
  await user.click(await findId("tools-open"));
  expect(byId("tools-open").textContent).toBe("Tools");
  await user.click(tool("search"));
  await user.click(tool("page"));
  expect(byId("tools-open").textContent).toBe("Toolsweb search and 1 on this computer");
  expect(byId("tools-open").getAttribute("aria-label")).toBe("Tools: web search and 1 on this computer");
  await user.type(box(), "news{Enter}");
  expect(asked("send")).toMatchObject([
    { who: "g-flash", network: { reach: "off" }, tools: { ...noTools, search: true, programs: ["page"] } },
  ]);
  expect(asked("set_settings")).toMatchObject([{ web_search: true }]);
});

it("keeps the tools of a conversation with it", async () => {
  const window = await openWindow();
  await openConversation(window, "c-heat");
  await window.user.click(await findId("tools-open"));
  await window.user.click(tool("look"));
  expect(byId("tool-folder").textContent).toBe("No folder is picked.");
  await window.user.click(byId("tool-folder-pick"));
  await expect.poll(() => byId("tool-folder").textContent).toBe("/home/ada/Documents/Holidays");
  expect(window.asked("set_tools").at(-1)).toMatchObject({
    conversation: "c-heat",
    tools: { programs: ["look"], folder: "/home/ada/Documents/Holidays" },
  });
});

it("says which tools of a conversation are not here any more, whether or not the tools are open, and takes them off", async () => {
  const chosen = {
    ...noTools,
    search: true,
    servers: [
      { server: "s-orders.example", asks: true },
      { server: "s-gone", asks: true },
    ],
    stores: ["f-gone"],
  };
  const window = await openWindow(overview(), (host) => {
    host.on("tools", ({ who }) => {
      const one = overview().who.everyone.find(({ id }) => id === who);
      return toolsView(one, true, chosen);
    });
    host.on("tool_servers", () => [
      toolServer({
        id: "s-orders.example",
        name: "Orders",
        address: "https://orders.example/mcp",
        headers: [],
        session_only: false,
      }),
    ]);
  });
  await openConversation(window, "c-heat");
  const said = (await findId("tools-gone")).textContent;
  expect(said).toContain("A server or program with tools that was chosen here is not in the settings of this computer");
  expect(said).toContain("so it is not used");
  expect(said).toContain("A store of files that was chosen here is not there any more");
  await window.user.click(byId("tools-gone-drop"));
  expect(screen.queryByTestId("tools-gone")).toBeNull();
  expect(document.activeElement).toBe(box());
  expect(window.asked("set_tools")).toMatchObject([
    { tools: { search: true, servers: [{ server: "s-orders.example", asks: true }], stores: [] } },
  ]);
});

it("does not offer what cannot be had, and says why", async () => {
  const { user } = await openWindow();
  await findId("tools-open");
  await user.click(byId("who"));
  await user.click(screen.getAllByTestId("who-option").find((o) => o.dataset.who === "g-agent")!);
  await user.click(byId("tools-open"));
  await expect
    .poll(() => screen.queryAllByTestId("tool-refused").map((e) => e.textContent))
    .toEqual([
      "Agents search no pictures.",
      "Agents with a sandbox have no map.",
      "Agents with a sandbox search in no stores of files. Attach the files.",
    ]);
  expect(tool("maps")).toBeUndefined();
});

it("searches for pictures where the model can", async () => {
  const { user, asked } = await openWindow();
  await user.click(await findId("tools-open"));
  await user.click(tool("pictures"));
  expect(byId("tools-open").textContent).toBe("Toolspicture search");
  await user.type(box(), "A bridge{Enter}");
  expect(asked("send")).toMatchObject([{ tools: { ...noTools, pictures: true } }]);
});

async function inSettings(): Promise<TestWindow> {
  const window = await openWindow(overview());
  await window.user.click(byId("nav-settings"));
  await window.user.click(await findId("add-tool-server"));
  return window;
}

it("adds a server of tools with a live check, and keeps no header on the screen", async () => {
  const { user, asked, host } = await inSettings();
  host.on("connect_tool_server", () =>
    Promise.reject(failure("wrong_key", "Orders cannot be used: it wants another key (HTTP 401).")),
  );
  await user.type(byId("tool-server-address"), "https://orders.example/mcp");
  await user.click(byId("add-header"));
  await user.type(byId("header-name"), "authorization");
  await user.type(byId("header-value"), "Bearer s3cret");
  await user.click(byId("tool-server-keep"));
  await screen.findByText("It wants another key");
  host.on("connect_tool_server", toolServer);
  await user.click(byId("tool-server-keep"));
  expect((await findId("tool-server")).textContent).toContain("At orders.example.");
  expect(asked("connect_tool_server").at(-1)).toEqual({
    id: null,
    name: "",
    address: "https://orders.example/mcp",
    headers: [{ name: "authorization", value: "Bearer s3cret" }],
    session_only: false,
  });
  expect(document.body.innerHTML).not.toContain("s3cret");
  expect(screen.getAllByTestId("server-tool").map((e) => e.textContent?.trim())).toEqual([
    "Find orderFinds an order by its number.",
    "Cancel orderCancels an order.",
  ]);
});

it("unticks a tool of a server", async () => {
  const { user, asked } = await inSettings();
  await user.type(byId("tool-server-address"), "https://orders.example/mcp{Enter}");
  const cancel = (await screen.findAllByTestId("server-tool"))[1]!;
  await user.click(cancel);
  expect(asked("choose_server_tools")).toEqual([{ server: "s-orders.example", tools: ["find_order"] }]);
  await expect.poll(() => byId("server-tools").textContent).toBe("1 of 2 tools");
});

it("uses a server in a conversation, which asks first unless the person says otherwise", async () => {
  const { user, asked } = await inSettings();
  await user.type(byId("tool-server-address"), "https://orders.example/mcp{Enter}");
  await findId("tool-server");
  await user.click(byId("nav-new"));
  await user.click(await findId("tools-open"));
  await user.click(await findId("tool-server-use"));
  await user.click(byId("tool-server-asks"));
  await user.type(box(), "where is it{Enter}");
  expect(asked("send")).toMatchObject([{ tools: { servers: [{ server: "s-orders.example", asks: false }] } }]);
});

it("says that a job here asks tools elsewhere", async () => {
  const { user } = await inSettings();
  await user.type(byId("tool-server-address"), "https://orders.example/mcp{Enter}");
  await findId("tool-server");
  await user.click(byId("nav-new"));
  await user.click(await findId("who"));
  await user.click(document.querySelector("[data-testid=who-option][data-who=l-agent]")!);
  expect(byId("leaves").textContent).toContain("Nothing leaves this computer");
  await user.click(await findId("tools-open"));
  await user.click(await findId("tool-server-use"));
  expect(byId("leaves").textContent).toContain("What its tools are asked goes to orders.example");
  expect(byId("leaves").textContent).not.toContain("Nothing leaves");
  expect(byId("leaves").textContent).not.toContain("looked up");
  await user.click(screen.getAllByTestId("tool").find((e) => e.dataset.kind === "pages")!);
  expect(byId("leaves").textContent).toContain("What is looked up goes out to the web.");
});

const deed = (call: string, refused: string | null = null): RequestedAction => ({
  call,
  title: "Put a file into your folder",
  name: "errand_put_file",
  about: null,
  given: [],
  fields: [],
  free_text: "required",
  deed: { says: "Write the new file “plan.md” into “Holidays”.", detail: "Pack", refused },
});

async function needsYou(actions: RequestedAction[]): Promise<TestWindow> {
  const window = await openWindow(overview(), (host) =>
    host.on("requested_actions", () => ({ actions, answered_by: null })),
  );
  await openConversation(window, "c-ask");
  await findId("actions");
  return window;
}

it("shows all of what it does, approves it with one button, and remembers when it need not ask", async () => {
  const { user, asked } = await needsYou([deed("c1")]);
  expect(byId("deed").textContent).toBe("Write the new file “plan.md” into “Holidays”.");
  expect(byId("deed-detail").textContent).toBe("Pack");
  expect(byId("answer-actions").textContent).toBe("Approve");
  await user.click(byId("deed-always"));
  await user.click(byId("answer-actions"));
  expect(asked("answer_action")).toMatchObject([
    { answers: [{ call: "c1", reply: { reply: "approved", always: true } }] },
  ]);
});

it("declines one of several with a reason, and says what cannot be done", async () => {
  const { user, asked } = await needsYou([deed("c1"), deed("c2", "“a.sh” would be a program, and none is written.")]);
  expect(byId("deed-refused").textContent).toContain("Errand cannot do this: “a.sh” would be a program");
  expect(byId("answer-actions").textContent).toBe("Approve all");
  await user.click(screen.getAllByTestId("decline")[0]!);
  await user.type(byId("decline-reason"), "Not there");
  expect(byId("answer-actions").textContent).toBe("Send the answers");
  await user.click(byId("answer-actions"));
  expect(asked("answer_action")).toMatchObject([
    {
      answers: [
        { call: "c1", reply: { reply: "declined", reason: "Not there" } },
        { call: "c2", reply: { reply: "approved", always: false } },
      ],
    },
  ]);
});

it("adds a program with tools from a file that was chosen, and says what it sees", async () => {
  const { user, asked, host } = await openWindow(overview());
  await user.click(byId("nav-settings"));
  await user.click(await findId("add-tool-program"));
  host.on("connect_tool_program", () =>
    Promise.reject(failure("server", "notes cannot be used: its program does not serve: no such file.")),
  );
  await user.click(byId("tool-program-choose"));
  await expect.poll(() => (byId("tool-program-command") as HTMLInputElement).value).toBe("python3");
  expect(byId("tool-program-folder").textContent).toBe("/home/ada/notes");
  await user.type(byId("tool-program-arguments"), "\n--all\n");
  await user.click(byId("tool-program-keep"));
  await screen.findByText("It does not serve tools");
  host.on("connect_tool_program", toolProgram);
  await user.click(byId("tool-program-keep"));
  const row = await findId("tool-server");
  expect(row.textContent).toContain("Starts python3 /home/ada/notes/server.py --all. Sees /home/ada/notes, read-only.");
  expect(asked("connect_tool_program").at(-1)).toEqual({
    id: null,
    name: "",
    program: { command: "python3", arguments: ["/home/ada/notes/server.py", "--all"], folder: "/home/ada/notes" },
  });
  expect(screen.getAllByTestId("server-tool").length).toBe(2);
});

it("names a search server with a live check, and then offers web search on this computer", async () => {
  const { user, asked, host } = await openWindow(overview());
  await user.click(byId("nav-settings"));
  await user.click(await findId("search-server-name"));
  host.on("connect_search_server", () =>
    Promise.reject(failure("refused", "The search server answers, but gives no JSON.", "Mend it.")),
  );
  await user.type(byId("search-server-address"), "http://127.0.0.1:8888{Enter}");
  await screen.findByText("It gives no JSON");
  host.on("connect_search_server", searchServer);
  await user.click(byId("search-server-keep"));
  expect((await findId("search-server-state")).textContent).toContain("It answered");
  expect(byId("search-server").textContent).toContain("On this computer (127.0.0.1:8888).");
  await user.click(byId("search-server-remove"));
  await findId("search-server-name");
  expect(asked("remove_search_server")).toEqual([null]);
});

it("makes a store of files, puts files into it, says how it is, and uses it in a conversation", async () => {
  const { user, asked, host } = await openWindow(overview());
  await user.click(byId("nav-settings"));
  await user.click(await findId("add-file-store"));
  await user.type(byId("file-store-name"), "Handbooks{Enter}");
  expect((await findId("file-store-state")).textContent).toBe("Nothing is in it yet.");
  await user.click(byId("file-store-put"));
  await expect.poll(() => byId("file-store-state").textContent).toBe("1 file can be searched.");
  host.on("check_file_store", (id) => ({
    ...fileStore("Handbooks", ["a.pdf", "b.pdf", "c.pdf"]),
    id,
    ready: 1,
    pending: 1,
    failed: 1,
  }));
  await user.click(byId("file-store-check"));
  await expect
    .poll(() => byId("file-store-state").textContent)
    .toBe("1 file can be searched. 1 is still being read. 1 could not be read.");
  await user.click(byId("nav-new"));
  await user.click(await findId("tools-open"));
  await user.click(await findId("file-store-use"));
  expect(byId("tools-open").textContent).toBe("ToolsHandbooks");
  await user.type(box(), "how long is the warranty{Enter}");
  expect(asked("send")).toMatchObject([{ tools: { stores: ["f-Handbooks"] } }]);
});

it("keeps a store that the server did not remove, and says why", async () => {
  const { user, host } = await openWindow(overview(), (host) => host.on("file_stores", () => [fileStore("Handbooks")]));
  await user.click(byId("nav-settings"));
  host.on("remove_file_store", () => Promise.reject(failure("offline", "No connection.")));
  await user.click(await findId("file-store-remove"));
  await user.click(byId("file-store-remove-yes"));
  await screen.findByText("No connection.");
  expect(byId("file-store")).toBeTruthy();
});
