// Menu of actions on conversations, for list entries and for the open conversation.
import { m } from "../messages";
import type { Entry } from "../parts/menu";
import type { Store } from "../state/store.svelte";

/** `onLine`: true for a list entry, where the actions have keys and entries can be selected. */
export function entriesFor(store: Store, ids: readonly string[], onLine: boolean): Entry[][] {
  const { lists } = store;
  const lines = lists.lines(ids);
  const every = (is: (line: (typeof lines)[number]) => boolean) => lines.length > 0 && lines.every(is);
  const pinned = every((line) => line.pinned);
  const archived = every((line) => line.archived);
  const unread = every((line) => line.unread);
  const ask = (what: "rename" | "delete" | "move" | "export") => () => (lists.asking = { what, of: ids });
  const one = ids.length === 1;
  return [
    [
      {
        label: pinned ? m.lists.unpin : m.lists.pin,
        icon: "pin",
        testid: "line-pin",
        run: () => void lists.change(ids, { what: "pinned", is: !pinned }),
      },
      {
        label: unread ? m.lists.markRead : m.lists.markUnread,
        icon: "unread",
        testid: "line-unread",
        run: () => void lists.change(ids, { what: "unread", is: !unread }),
      },
      { label: m.lists.move, icon: "files", testid: "line-move", run: ask("move") },
      ...(one
        ? [
            {
              label: m.lists.rename,
              icon: "edit" as const,
              testid: "rename",
              ...(onLine ? { key: "F2" } : {}),
              run: ask("rename"),
            },
          ]
        : []),
      ...(one ? [{ label: m.transfers.menu, icon: "save" as const, testid: "export", run: ask("export") }] : []),
      ...(onLine && one && !lists.selected.size
        ? [{ label: m.lists.select, icon: "done" as const, testid: "line-select", run: () => lists.toggle(ids[0]!) }]
        : []),
    ],
    [
      archived
        ? {
            label: m.lists.unarchive,
            icon: "archive",
            testid: "line-archive",
            run: () => void lists.change(ids, { what: "archived", is: false }),
          }
        : { label: m.lists.archive, icon: "archive", testid: "line-archive", run: () => void lists.archive(ids) },
      {
        label: m.lists.delete,
        icon: "bin",
        danger: true,
        testid: "delete",
        ...(onLine ? { key: "Delete" } : {}),
        run: ask("delete"),
      },
    ],
  ];
}
