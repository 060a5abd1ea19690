# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

files-title = Dateien
files-count = { $n ->
    [one] { $n } Datei
   *[other] { $n } Dateien
    }
files-none = Was Ihre Aufträge machen, kommt hierher und bleibt auf Ihrer Festplatte.
files-noneHere = Noch keine Dateien.
files-older = { $n ->
    [one] { $n } ältere Fassung
   *[other] { $n } ältere Fassungen
    }
files-olderOf = Ältere Fassungen von „{ $name }“
files-moreRows = Mehr zeigen, { $n } übrig
files-holds = { $n ->
    [one] { $n } Datei
   *[other] { $n } Dateien
    }
files-folderSay = Was in „{ $name }“ ist, haben Programme für sich selbst gemacht, deshalb holt Errand es nicht von sich aus.
files-folderFetching = Wird geholt, { $here } hier
files-showMore = Mehr zeigen
files-fetchThese = { $n ->
    [one] Diese Datei holen
   *[other] Diese { $n } holen
    }
files-missing = { $n ->
    [one] { $n } Datei ist noch nicht hier
   *[other] { $n } Dateien sind noch nicht hier
    }
files-fetchRest = Holen
files-fetch = Holen
files-save = Speichern
files-saveAs = Ordner zum Speichern wählen
files-saveAll = Alle speichern
files-openFolder = Ordner öffnen
files-noFolderYet = Speichern Sie zuerst eine Datei. Dann kann ihr Ordner geöffnet werden.
files-savedTo = { $n ->
    [one] { $n } Datei in { $folder } gespeichert.
   *[other] { $n } Dateien in { $folder } gespeichert.
    }
files-listed = Nicht geholt
files-waits = Wartet darauf, geholt zu werden
files-failed = Konnte nicht geholt werden
files-fetchAgain = Noch einmal holen
files-stop = Nicht weiter holen
files-coming = { $n ->
    [one] { $n } Datei ist unterwegs
   *[other] { $n } Dateien sind unterwegs
    }
files-stopAll = Anhalten
files-truncated = Nur der Anfang wird gezeigt.
files-notPlayed = Diese Datei kann hier nicht abgespielt werden.
files-notDecoded = Dieser Computer kann diese Datei hier nicht dekodieren. Speichern Sie sie, oder öffnen Sie sie in einem eigenen Abspieler.
files-noPreview = Diese Art Datei kann hier nicht gezeigt werden.
files-page = Seite { $n } von { $total }
files-pageFailed = Seite { $n } kann hier nicht gezeigt werden.
files-drawing = Seiten werden gezeichnet
files-morePages = Mehr Seiten zeigen
files-password = Passwort
files-unlock = Entsperren
files-findInPages = In dieser Datei suchen
files-searchedPages = Durchsucht nur bis Seite { $n }.
files-foundPages = Seiten: { $at } von { $n }
files-drawAgain = Noch einmal versuchen
files-sandboxed = Ohne Skripte und ohne Netz gezeigt.
files-from = Aus „{ $title }“
files-resize = Breite der Dateileiste
files-progress = „{ $name }“ wird geholt
files-rows = { $n ->
    [one] { $n } Zeile
   *[other] { $n } Zeilen
    }
files-readAs = Lesen als
files-guessed = aus den Buchstaben erraten
files-findInTable = In dieser Tabelle suchen
files-sortBy = Nach { $column } sortieren
files-columnWidth = Breite von { $column }
files-readingRows = { $n ->
    [one] { $n } Zeile bisher, es wird noch gelesen
   *[other] { $n } Zeilen bisher, es wird noch gelesen
    }
files-open = Öffnen
files-openWith = Öffnen mit …
files-copy = Kopieren
files-menu = Mehr zu „{ $name }“
files-copied = „{ $name }“ ist kopiert. Fügen Sie die Datei in Ihrer Dateiverwaltung ein.
files-openTitle = „{ $name }“ öffnen?
files-openProgram = Diese Datei kann auf diesem Computer als Programm laufen, mit allem, was Sie dürfen. Öffnen Sie sie nur, wenn Sie wissen, was sie tut.
files-openPage = Diese Seite wird in Ihrem Browser geöffnet. Dort laufen ihre Skripte und können ins Internet.
files-openAnyway = Öffnen
files-openInBrowser = Im Browser öffnen
files-needsScripts = Diese Seite braucht Skripte, die hier nicht laufen. Was sie zeichnen, fehlt.
files-saveArchive = Als .zip speichern
files-archived = Gespeichert als { $place }.
files-showPages = Als Seiten zeigen
files-showContents = Inhalt zeigen
files-saveCsv = Als CSV speichern
files-savingCsv = Wird als CSV gespeichert …
files-encryptedColumns = Verschlüsselte Spalten, die nicht gezeigt werden können: { $names }
files-cut = Weggelassen: Spalten nach der 100., Zeichen einer Zelle nach dem 1.000., Zeilen über 20 Millionen oder 1 GB hinaus und was sich nicht lesen lässt.
files-cutCsv = Weggelassen: Spalten nach der 16.384., Zeichen einer Zelle nach dem millionsten, was eine Zeile über 64 MB hinaus hat, Zeilen über 20 Millionen oder 4 GB hinaus und was sich nicht lesen lässt.
files-sheets = Blätter
files-hidden = (ausgeblendet)
files-emptySheet = Dieses Blatt ist leer.
files-hiddenRow = Die Arbeitsmappe blendet diese Zeile aus.
files-hiddenRows = Zeilen mit gestricheltem Rand sind in der Arbeitsmappe ausgeblendet
files-notCalculated = In der Datei steht kein Ergebnis dieser Formel.
files-formulas = Formeln stehen, wo die Datei kein Ergebnis enthält; öffnen und speichern Sie sie in einer Tabellenkalkulation, um sie auszurechnen
files-link = ein Verweis
files-locked = öffnet sich mit einem Passwort
files-outside = führt aus dem Ordner hinaus
files-emptyArchive = Dieses Archiv ist leer.
files-unpacked = { $size } ausgepackt; hier wird nichts ausgepackt
files-openConversation = Dort öffnen, wo sie gemacht wurde
files-received = { $received } von { $size }
files-rate = { $received }, { $rate } in der Sekunde
files-allHere = Alle hier
files-someHere = { $here } von { $files } hier
files-noneFetched = Nicht geholt
files-cells-semicolons = Zellen durch Strichpunkte getrennt
files-cells-tabs = Zellen durch Tabulatoren getrennt
files-cells-bars = Zellen durch senkrechte Striche getrennt
files-cells-spaces = Zellen durch Leerzeichen getrennt
files-cells-other = Zellen durch { $separator } getrennt
files-numbered = Spalten von Errand nummeriert, da sie keine Namen haben
files-openFolderAt = { $folder } öffnen
files-openOne = „{ $name }“ öffnen
files-newestFirst = Das Neueste zuerst
files-wider = So breit wie möglich
