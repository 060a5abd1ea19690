// Messages with values: the lists in the sidebar.
import { say } from "./language.svelte";

export const lists = {
  whichIs: (name: string) => say("lists-whichIs", { name }),
  menu: (title: string) => say("lists-menu", { title }),
  menuOf: (n: number) => say("lists-menuOf", { n }),
  selected: (n: number) => say("lists-selected", { n }),
  wasArchived: (n: number, title: string) =>
    n === 1 ? say("lists-archivedOne", { title }) : say("lists-archivedAll", { n }),
  deletedAll: (n: number) => say("lists-deletedAll", { n }),
  deleteAll: (n: number) => say("lists-deleteAll", { n }),
  moveTitle: (n: number, title: string) => (n === 1 ? say("lists-moveOne", { title }) : say("lists-moveAll", { n })),
  folderRemoved: (name: string) => say("lists-folderRemoved", { name }),
};
