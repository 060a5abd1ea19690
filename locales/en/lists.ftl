lists-which = What the list shows
lists-whichIs = What the list shows: { $name }
lists-unread = Not read yet
lists-archived = Archived
lists-pinned = Pinned
lists-others = Others
lists-folders = Folders
lists-none-unread = Everything is read.
lists-none-archived = What you archive will be here. Search finds it, too.
lists-none-folder = Nothing is in this folder yet. Move a conversation here from its menu.
lists-menu = Menu of “{ $title }”
lists-select = Select
lists-pin = Pin
lists-unpin = Unpin
lists-markUnread = Mark as unread
lists-markRead = Mark as read
lists-move = Move to a folder
lists-rename = Rename
lists-archive = Archive
lists-unarchive = Take out of the archive
lists-delete = Delete
lists-bar = What is done to the selected conversations
lists-clear = Select nothing
lists-folder = Folder
lists-noFolder = No folder
lists-newFolder = New folder
lists-newFolderHint = For example “Suppliers”
lists-moveYes = Move
lists-make = Make it
lists-renameFolder = Rename the folder
lists-folderName = Name of the folder
lists-removeFolder = Remove the folder
lists-folderRemoved = The folder “{ $name }” is removed. What was in it is in no folder now.
lists-save = Save
lists-menuOf = { $n ->
    [one] Menu of { $n } conversation
   *[other] Menu of { $n } conversations
    }
lists-selected = { $n ->
    [one] { $n } conversation selected
   *[other] { $n } conversations selected
    }
lists-archivedOne = “{ $title }” is archived.
lists-archivedAll = { $n ->
    [one] { $n } conversation is archived.
   *[other] { $n } conversations are archived.
    }
lists-deletedAll = { $n ->
    [one] { $n } conversation is deleted.
   *[other] { $n } conversations are deleted.
    }
lists-deleteAll = { $n ->
    [one] Delete { $n } conversation?
   *[other] Delete { $n } conversations?
    }
lists-moveOne = Choose a folder for “{ $title }”
lists-moveAll = { $n ->
    [one] Choose a folder for { $n } conversation
   *[other] Choose a folder for { $n } conversations
    }
