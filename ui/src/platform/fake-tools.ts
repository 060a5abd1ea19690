// Tool commands of the fake host: tool servers and programs, file stores, and the search server.
import type { FileStore, Overview, SearchServer, Tools, ToolServer } from "../bindings/bridge";
import { fileStore, searchServer, toolProgram, toolServer, toolsView } from "../tools/fake";
import type { Handlers } from "./fake";

/** `now` returns the current overview. */
export function toolHandlers(now: () => Overview) {
  const tools = new Map<string, Tools>();
  let servers: ToolServer[] = [];
  let searching: SearchServer | null = null;
  let stores: FileStore[] = [];
  return {
    tools: ({ conversation, who }) =>
      toolsView(
        now().who.everyone.find((w) => w.id === who),
        now().settings.web_search,
        conversation === null ? null : (tools.get(conversation) ?? null),
        searching !== null,
      ),
    set_tools: ({ conversation, tools: next }) => {
      if (next) tools.set(conversation, next);
      else tools.delete(conversation);
      return null;
    },
    choose_tool_folder: () => "/home/ada/Documents/Holidays",
    tool_servers: () => servers,
    connect_tool_server: (request) => {
      const server = toolServer(request);
      servers = [...servers.filter((one) => one.id !== server.id), server];
      return server;
    },
    connect_tool_program: (request) => {
      const program = toolProgram(request);
      servers = [...servers.filter((one) => one.id !== program.id), program];
      return program;
    },
    choose_tool_program: () => ({
      command: "python3",
      arguments: ["/home/ada/notes/server.py"],
      folder: "/home/ada/notes",
    }),
    file_stores: () => stores,
    make_file_store: (title) => {
      const made = fileStore(title);
      stores = [...stores, made];
      return made;
    },
    fill_file_store: (id) => {
      stores = stores.map((one) =>
        one.id === id ? { ...fileStore(one.title, [...one.files.map((file) => file.name), "handbook.pdf"]), id } : one,
      );
      return stores.find((one) => one.id === id)!;
    },
    check_file_store: (id) => stores.find((one) => one.id === id)!,
    remove_file_store: (id) => {
      stores = stores.filter((one) => one.id !== id);
      return null;
    },
    search_server: () => searching,
    connect_search_server: (address) => (searching = searchServer(address)),
    check_search_server: () => searching!,
    remove_search_server: () => {
      searching = null;
      return null;
    },
    check_tool_server: (id) => servers.find((one) => one.id === id)!,
    choose_server_tools: ({ server, tools: names }) => {
      servers = servers.map((one) =>
        one.id === server
          ? { ...one, tools: one.tools.map((tool) => ({ ...tool, allowed: names.includes(tool.name) })) }
          : one,
      );
      return servers.find((one) => one.id === server)!;
    },
    remove_tool_server: (id) => {
      servers = servers.filter((one) => one.id !== id);
      return null;
    },
  } satisfies Partial<Handlers>;
}
