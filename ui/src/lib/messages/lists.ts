// English words of the lists on the left: what is done to conversations from their lines, and folders.
import { plural } from "./format";

const conversations = (n: number) => plural(n, { one: "# conversation", other: "# conversations" });

export const lists = {
  which: "What the list shows",
  whichIs: (name: string) => `What the list shows: ${name}`,
  unread: "Not read yet",
  archived: "Archived",
  pinned: "Pinned",
  others: "Others",
  folders: "Folders",
  none: { unread: "Everything is read.", archived: "What you archive will be here. Search finds it, too.", folder: "Nothing is in this folder yet. Move a conversation here from its menu." },

  menu: (title: string) => `Menu of “${title}”`,
  menuOf: (n: number) => `Menu of ${conversations(n)}`,
  select: "Select",
  pin: "Pin",
  unpin: "Unpin",
  markUnread: "Mark as unread",
  markRead: "Mark as read",
  move: "Move to a folder",
  rename: "Rename",
  archive: "Archive",
  unarchive: "Take out of the archive",
  delete: "Delete",

  selected: (n: number) => `${conversations(n)} selected`,
  bar: "What is done to the selected conversations",
  clear: "Select nothing",

  wasArchived: (n: number, title: string) => (n === 1 ? `“${title}” is archived.` : `${conversations(n)} are archived.`),
  deletedAll: (n: number) => `${conversations(n)} are deleted.`,
  deleteAll: (n: number) => `Delete ${conversations(n)}?`,

  moveTitle: (n: number, title: string) => (n === 1 ? `Where is “${title}” put?` : `Where are ${conversations(n)} put?`),
  folder: "Folder",
  noFolder: "No folder",
  newFolder: "New folder",
  newFolderHint: "For example “Suppliers”",
  moveYes: "Move",
  make: "Make it",
  renameFolder: "Rename the folder",
  folderName: "Name of the folder",
  removeFolder: "Remove the folder",
  folderRemoved: (name: string) => `The folder “${name}” is removed. What was in it is in no folder now.`,
  save: "Save",
};
