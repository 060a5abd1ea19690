# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

lists-which = Was die Liste zeigt
lists-whichIs = Was die Liste zeigt: { $name }
lists-unread = Noch nicht gelesen
lists-archived = Archiviert
lists-pinned = Angeheftet
lists-others = Übrige
lists-folders = Ordner
lists-none-unread = Alles ist gelesen.
lists-none-archived = Was Sie archivieren, kommt hierher. Auch die Suche findet es.
lists-none-folder = In diesem Ordner ist noch nichts. Verschieben Sie eine Unterhaltung aus ihrem Menü hierher.
lists-menu = Menü von „{ $title }“
lists-select = Auswählen
lists-pin = Anheften
lists-unpin = Nicht mehr anheften
lists-markUnread = Als ungelesen markieren
lists-markRead = Als gelesen markieren
lists-move = In einen Ordner verschieben
lists-rename = Umbenennen
lists-archive = Archivieren
lists-unarchive = Aus dem Archiv holen
lists-delete = Löschen
lists-bar = Was mit den ausgewählten Unterhaltungen geschieht
lists-clear = Nichts auswählen
lists-folder = Ordner
lists-noFolder = Kein Ordner
lists-newFolder = Neuer Ordner
lists-newFolderHint = Zum Beispiel „Lieferanten“
lists-moveYes = Verschieben
lists-make = Anlegen
lists-renameFolder = Ordner umbenennen
lists-folderName = Name des Ordners
lists-removeFolder = Ordner entfernen
lists-folderRemoved = Der Ordner „{ $name }“ ist entfernt. Was darin war, ist jetzt in keinem Ordner.
lists-save = Speichern
lists-menuOf = { $n ->
    [one] Menü von { $n } Unterhaltung
   *[other] Menü von { $n } Unterhaltungen
    }
lists-selected = { $n ->
    [one] { $n } Unterhaltung ausgewählt
   *[other] { $n } Unterhaltungen ausgewählt
    }
lists-archivedOne = „{ $title }“ ist archiviert.
lists-archivedAll = { $n ->
    [one] { $n } Unterhaltung ist archiviert.
   *[other] { $n } Unterhaltungen sind archiviert.
    }
lists-deletedAll = { $n ->
    [one] { $n } Unterhaltung ist gelöscht.
   *[other] { $n } Unterhaltungen sind gelöscht.
    }
lists-deleteAll = { $n ->
    [one] { $n } Unterhaltung löschen?
   *[other] { $n } Unterhaltungen löschen?
    }
lists-moveOne = Wohin mit „{ $title }“?
lists-moveAll = { $n ->
    [one] Wohin mit { $n } Unterhaltung?
   *[other] Wohin mit { $n } Unterhaltungen?
    }
