// List commands of the fake host: the lists of conversations, their folders, deletion and search.
import type { ConversationSummary, Folder, Hit } from "../bindings/bridge";
import type { Handlers } from "./fake";
import { failure } from "./fake-data/builders";
import type { FakeConversation } from "./fake-pages";
import type { FakeWorld } from "./fake-world";

export function listHandlers(world: FakeWorld) {
  const deleted = new Map<string, FakeConversation>();
  let folders: readonly Folder[] = world.state.folders;
  const remove = (id: string, until: number) => {
    const conversation = world.find(id);
    world.conversations.delete(id);
    deleted.set(id, conversation);
    return { id, kind: conversation.summary.kind, title: conversation.summary.title, until };
  };
  return {
    list_conversations: ({ list }) => {
      const is = (line: ConversationSummary) => {
        if (list.of === "archived") return line.archived;
        if (line.archived) return false;
        return list.of === "folder"
          ? line.folder === list.id
          : list.of === "pinned" || list.of === "unread"
            ? line[list.of]
            : line.kind === list.of;
      };
      return { conversations: [...world.conversations.values()].map((c) => c.summary).filter(is), next: null };
    },
    change_conversations: ({ conversations, change }) => {
      for (const id of conversations) {
        const conversation = world.find(id);
        conversation.summary = {
          ...conversation.summary,
          ...(change.what === "folder" ? { folder: change.id } : { [change.what]: change.is }),
        };
        world.push({ patch: "conversation", summary: conversation.summary });
      }
      return null;
    },
    save_folder: ({ id, name }) => {
      if (folders.some((one) => one.id !== id && one.name.toLowerCase() === name.toLowerCase()))
        throw failure("invalid", `There is a folder “${name}” already.`);
      const folder = { id: id ?? `folder-${world.next()}`, name, created_at: Date.now() };
      folders = id === null ? [...folders, folder] : folders.map((one) => (one.id === id ? { ...one, name } : one));
      world.push({ patch: "folders", folders: [...folders] });
      return folder;
    },
    remove_folder: (id) => {
      const folder = folders.find((one) => one.id === id);
      if (!folder) throw failure("not_found", "The folder is no longer there.");
      folders = folders.filter((one) => one.id !== id);
      const inside = [...world.conversations.values()].filter((c) => c.summary.folder === id);
      for (const conversation of inside) conversation.summary = { ...conversation.summary, folder: null };
      world.push(
        { patch: "folders", folders: [...folders] },
        ...inside.map(({ summary }) => ({ patch: "conversation" as const, summary })),
      );
      return { folder, conversations: inside.map((c) => c.summary.id) };
    },
    put_folder_back: ({ folder, conversations }) => {
      folders = [...folders, folder];
      world.push({ patch: "folders", folders: [...folders] });
      for (const id of conversations) {
        const conversation = world.find(id);
        conversation.summary = { ...conversation.summary, folder: folder.id };
        world.push({ patch: "conversation", summary: conversation.summary });
      }
      return folder;
    },
    rename_conversation: ({ id, title }) => {
      const summary = (world.find(id).summary = { ...world.find(id).summary, title });
      world.push({ patch: "conversation", summary });
      return summary;
    },
    engines_of: (id) => ({ engines: [...new Set(world.find(id).turns.map((t) => t.engine))], told: [] }),
    delete_conversations: (ids) => {
      const until = Date.now() + 10_000;
      return ids.map((id) => remove(id, until));
    },
    undo_delete: (id) => {
      const conversation = deleted.get(id);
      if (!conversation) throw failure("not_found", "The conversation is no longer there.");
      deleted.delete(id);
      world.conversations.set(id, conversation);
      world.push({ patch: "conversation", summary: conversation.summary });
      return conversation.summary;
    },
    search: ({ words, kind }) => ({
      complete: true,
      hits: [...world.conversations.values()].flatMap(({ summary: s }): Hit[] => {
        const all = `${s.title}. ${s.line}`;
        const at = all.toLowerCase().indexOf(words.toLowerCase());
        if (at < 0 || (kind !== null && kind !== s.kind)) return [];
        return [
          {
            conversation: s.id,
            kind: s.kind,
            turn: null,
            step: null,
            file: null,
            title: s.title,
            snippet: [all.slice(0, at), all.slice(at, at + words.length), all.slice(at + words.length)],
            at: s.updated_at,
          },
        ];
      }),
    }),
  } satisfies Partial<Handlers>;
}
