# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

activity-sending = Wird gesendet
activity-queued = Wartet in der Schlange
activity-starting = Macht sich bereit
activity-thinking = Denkt nach
activity-writing = Schreibt
activity-runningCode = Führt { $language } aus
activity-searchingFor = Sucht nach { $queries }
activity-searching = Sucht im Web
activity-reading = { $n ->
    [one] Liest { $n } Seite
   *[other] Liest { $n } Seiten
    }
activity-readingOne = Liest { $host }
activity-waitingForNetwork = Wartet auf das Netz
activity-waitingForServer = Der Server bittet zu warten. Neuer Versuch in { $span }
activity-tryingAgainIn = Neuer Versuch in { $span }
activity-waitingForYou = Wartet auf Sie
activity-tryingAgain = Versucht es noch einmal
activity-reconnecting = Verbindet sich neu
activity-checking = Sieht nach, wie es steht
activity-silent = Seit { $span } nichts gehört
activity-stopping = Hält an
activity-savingFiles = Speichert Dateien, { $done } von { $total }
activity-lookingForFiles = Sucht nach Dateien
activity-finishing = Wird fertig
activity-unconfirmed = Nicht sicher, ob es ankam
activity-aPage = eine Seite
activity-code = Code
activity-shell = einen Shell-Befehl

composer-label = Ihre Nachricht
composer-chat = Fragen Sie etwas
composer-job = Beschreiben Sie den Auftrag
composer-by-speaker = Was soll vorgelesen werden?
composer-by-painter = Beschreiben Sie das Bild
composer-by-filmmaker = Beschreiben Sie das Video
composer-followUp = Fragen Sie weiter
composer-followUpJob = In derselben Sandbox weitermachen
composer-attach = Dateien anhängen
composer-send = Senden
composer-sendJob = Übergeben
composer-stop = Anhalten
composer-dropHere = Zum Anhängen loslassen
composer-editing = Ihre Änderungen bilden einen neuen Zweig. Der alte bleibt.
composer-keys = Eingabe sendet, Umschalt+Eingabe macht eine neue Zeile
composer-leaves-local = Nichts verlässt diesen Computer.
composer-leaves-looksUp = Nichts verlässt diesen Computer außer dem, was im Web nachgeschlagen wird.
composer-leaves-lookups = Was nachgeschlagen wird, geht ins Web.
composer-leaves-programs-sites = Programme des Auftrags können das, was sie sehen, an die Websites senden, die Sie erlauben.
composer-leaves-programs-open = Programme des Auftrags können das, was sie sehen, an jede Website senden.
composer-leaves-tools = Was seine Werkzeuge gefragt werden, geht an { $hosts }.
composer-thinksWith = Denkt mit
composer-network-label = Internet für die Sandbox
composer-network-offLocal = Aus. Programme des Auftrags erreichen nichts.
composer-network-research = Dieser arbeitet bei { $owner } ohne Sandbox und sucht dort im Web.
composer-network-open = Alle Websites
composer-network-sites = Nur diese Websites
composer-network-sitesHint = example.com, *.example.org
composer-network-needSite = Nennen Sie mindestens eine Website.
composer-sandbox-refused = Der Auftrag könnte antworten, aber auf diesem Computer keine Programme ausführen und keine Dateien machen.
composer-sandbox-run = Öffnen Sie ein Terminal und führen Sie dies aus, dann starten Sie Errand neu:
composer-sandbox-copy = Befehl kopieren
composer-background-gemini = Der Auftrag läuft bei { $owner } weiter, auch wenn Errand geschlossen ist.
composer-background-local = Der Auftrag läuft weiter, solange Errand läuft. Beenden hält ihn an.
composer-notRead = „{ $name }“ konnte nicht angehängt werden.
composer-refused = { $n ->
    [one] { $n } Datei konnte nicht angehängt werden.
   *[other] { $n } Dateien konnten nicht angehängt werden.
    }
composer-nowhere = Hier kann man diese Dateien nirgends anhängen. Öffnen Sie ein Gespräch, oder fangen Sie etwas Neues an.
composer-original = Vom alten Text ausgehen
composer-later = Schreiben Sie, was als Nächstes kommt
composer-why-sending = Wird gesendet
composer-why-job = Der Auftrag läuft noch. Was Sie hier schreiben, bleibt erhalten, und Sie können es übergeben, wenn er fertig ist.
composer-why-answer = Die Antwort kommt noch. Was Sie hier schreiben, bleibt erhalten, und Sie können es senden, wenn sie fertig ist.
composer-why-nobody = Niemand ist eingerichtet, um zu antworten. Was Sie hier schreiben, bleibt erhalten.
composer-leaves-yourWords = Ihre Worte
composer-leaves-filesOf = { $n ->
    [one] { $n } Datei ({ $size })
   *[other] { $n } Dateien ({ $size })
    }
composer-leaves-whatIsRead = { $n ->
    [one] was das Modell von der Datei liest
   *[other] was das Modell von den { $n } Dateien liest
    }
composer-leaves-turns = { $n ->
    [one] { $n } Anfrage
   *[other] { $n } Anfragen
    }
# $what begins with a capital letter: "Your words and 2 files (3 MB)".
composer-leaves-goes = An { $owner } geht: { $what }.
composer-leaves-goesToModel = An { $host } geht: { $what }, und ebenso, was Programme zurückgeben. Die Sandbox ist auf diesem Computer.
composer-leaves-goesAlong = Was bisher gesagt wurde, war noch nicht bei { $host }. Es geht mit: { $what }.
composer-network-offGoogle = Aus. Programme in der Sandbox erreichen nichts. Googles eigene Suche kann für den Auftrag trotzdem nachschlagen.
composer-network-offAt = Aus. Programme in der Sandbox erreichen nichts. Eine Suche von { $owner } selbst kann für den Auftrag trotzdem nachschlagen.

chat-thinking = Denkt nach
chat-sources = Quellen
chat-somePage = Eine Seite, die die Suche fand
chat-source = Quelle { $n }: { $title }
chat-newBelow = Neuer Text weiter unten
chat-toEnd = Zum Ende
chat-edit = Ändern
chat-again = Noch einmal antworten
chat-copyAnswer = Antwort kopieren
chat-details = Einzelheiten
chat-branch = { $i }/{ $n }
chat-branchLabel = Zweig { $i } von { $n }
chat-previousBranch = Früherer Zweig
chat-nextBranch = Späterer Zweig
chat-incomplete = Die Antwort hört hier auf: Sie hat die größte Länge erreicht.
chat-stopped = Sie haben dies angehalten.
chat-checkAgain = Noch einmal nachsehen
chat-sendAgain = Noch einmal senden
chat-giveUp = Dabei belassen
chat-openSettings = Einstellungen öffnen
chat-startLocal = Neu starten
chat-earlier = Früheres zeigen
chat-copyCode = Code kopieren
chat-empty = Es wurde nichts geantwortet.
chat-tokens = { $n ->
    [one] { $n } Token
   *[other] { $n } Tokens
    }
chat-rename = Umbenennen
chat-delete = Löschen
chat-renameTitle = Name
chat-save = Speichern
chat-deleteTitle = „{ $title }“ löschen?
chat-deleted = „{ $title }“ ist gelöscht.
chat-undo = Rückgängig
chat-menu = Umbenennen oder löschen
chat-find = Hier suchen
chat-findNext = Weiter
chat-findPrevious = Zurück
chat-showFiles = Dateien
chat-hideFiles = Dateien ausblenden
chat-thoughtShort = Nachgedacht
chat-thoughtFor = { $span } lang nachgedacht
chat-told-forgotten = Der Server hatte nicht mehr, was vorher gesagt wurde, also wurde es ihm aus dem Verlauf hier noch einmal gesagt.
chat-told-expired = Der Server behält nichts so lange, also wurde ihm das Vorherige aus dem Verlauf hier noch einmal gesagt.
chat-told-other_place = Das Vorherige war anderswo gesagt worden, also wurde es aus dem Verlauf hier erzählt.
chat-told-branch = Die Sandbox ist in einem anderen Zweig weitergegangen, also arbeitet dieser in einer neuen. Das Vorherige wurde noch einmal gesagt.
chat-told-unfinished = Die vorige Anfrage ging nicht gut aus, also wurde das Gesagte aus dem Verlauf hier noch einmal gesagt.
chat-fresh-forgotten = Die Sandbox war nicht mehr da, also arbeitet dies in einer neuen.
chat-fresh-expired = Die Sandbox ist inzwischen gelöscht, also arbeitet dies in einer neuen.
chat-fresh-other_place = Die Sandbox ist anderswo, also arbeitet dies in einer neuen.
chat-fresh-branch = Die Sandbox ist in einem anderen Zweig weitergegangen, also arbeitet dies in einer neuen.
chat-fresh-unfinished = Die vorige Anfrage ging nicht gut aus.
chat-putBack = { $n ->
    [one] { $n } Datei wurde in eine neue Sandbox zurückgelegt; Programme, die vorher dort eingerichtet waren, sind nicht darin.
   *[other] { $n } Dateien wurden in eine neue Sandbox zurückgelegt; Programme, die vorher dort eingerichtet waren, sind nicht darin.
    }
chat-noRoom = { $n ->
    [one] Für die älteste Anfrage war kein Platz.
   *[other] Für die { $n } ältesten Anfragen war kein Platz.
    }
chat-leftOut = Weggelassen: { $names }.
chat-deletes-all = jedes Wort davon
chat-deletes-allWithFiles = { $n ->
    [one] jedes Wort davon und seine Datei
   *[other] jedes Wort davon und seine { $n } Dateien
    }
chat-deletes-first = { $sandbox ->
    [yes] Zehn Sekunden lang können Sie dies rückgängig machen. Danach wird auf diesem Computer gelöscht: { $what }, samt der Sandbox hier.
   *[no] Zehn Sekunden lang können Sie dies rückgängig machen. Danach wird auf diesem Computer gelöscht: { $what }.
    }
chat-deletes-running = Was darin noch läuft, wird angehalten.
chat-deletes-elsewhere = Antworten und Sandboxes auf dem Server, der gefragt wurde, werden gelöscht, sobald der Server erreichbar ist. Wann, steht in Einstellungen, Speicher.
chat-deletes-told = { $n ->
    [one] Was an { $names } gesendet wurde, bleibt dort nach den dortigen Regeln. Errand kann es nicht löschen.
   *[other] Was an { $names } gesendet wurde, bleibt dort nach den jeweiligen Regeln. Errand kann es nicht löschen.
    }
chat-deletes-files = Dateien, die nur in dieser Unterhaltung sind, werden gelöscht. Kopien, die Sie anderswo gespeichert haben, bleiben. Eine Kopie Ihres Verlaufs aus der Zeit vor einem Update von Errand wird auch gelöscht, weil diese Worte darin stehen.
chat-findNone = Nichts gefunden
chat-findPlace = { $i } von { $n }
chat-findMessage = { $n ->
    [one] { $i } von { $n } Nachricht
   *[other] { $i } von { $n } Nachrichten
    }

actions-label = Was von Ihnen gewünscht wird
actions-unnamed = Ohne Namen
actions-unknown = Es wartet auf etwas, das Errand nicht zeigen kann. Sie können unten mit einer eigenen Nachricht weitermachen.
actions-answered = Sie haben dies beantwortet.
actions-words = Ihre Antwort
actions-moreWords = Möchten Sie etwas hinzufügen?
actions-needed = nötig
actions-choose = Auswählen
actions-leaveOpen = Offen lassen
actions-yes = Ja
actions-no = Nein
actions-decline = Ablehnen
actions-answerAfterAll = Doch antworten
actions-reason = Warum nicht (kann leer bleiben)
actions-send = { $n ->
    [one] Antwort senden
   *[other] Antworten senden
    }
actions-required = Dies muss ausgefüllt werden.
actions-nothing = Antworten Sie, oder lehnen Sie ab.
actions-wholeNumber = Hierher gehört eine ganze Zahl.
actions-number = Hierher gehört eine Zahl, mit einem Punkt vor den Dezimalstellen.
actions-date = Hierher gehört ein Tag, als Jahr-Monat-Tag.
actions-time = Hierher gehört eine Uhrzeit, etwa 18:30.
actions-dateTime = Hierher gehören ein Tag und eine Uhrzeit.
actions-chooseFile = Datei auswählen
actions-fileLimit = Höchstens 5 MB.
actions-item = { $list } { $n }
actions-addItem = Zu { $list } hinzufügen
actions-json = Hierher gehört eine Liste oder ein Objekt in JSON.
actions-leadOfJob = { $n ->
    [one] Der Auftrag braucht { $n } Antwort von Ihnen.
   *[other] Der Auftrag braucht { $n } Antworten von Ihnen.
    }
actions-leadOfAnswer = { $n ->
    [one] Die Antwort braucht noch { $n } Angabe von Ihnen.
   *[other] Die Antwort braucht noch { $n } Angaben von Ihnen.
    }

chat-deletes-manyWithFiles = { $n ->
    [one] jedes Wort davon und die Datei
   *[other] jedes Wort davon und alle { $n } Dateien
    }
chat-deletes-firstMany = Zehn Sekunden lang können Sie dies rückgängig machen. Danach wird auf diesem Computer gelöscht: { $what }, samt den Sandboxes hier.
chat-deletes-runningMany = Was noch läuft, wird angehalten.
chat-deletes-elsewhereMany = Antworten und Sandboxes auf dem Server, der gefragt wurde, werden gelöscht, sobald der Server erreichbar ist. Wann, steht in Einstellungen, Speicher.
chat-deletes-filesMany = Dateien, die nur in diesen Unterhaltungen sind, werden gelöscht. Kopien, die Sie anderswo gespeichert haben, bleiben. Eine Kopie Ihres Verlaufs aus der Zeit vor einem Update von Errand wird auch gelöscht, weil diese Worte darin stehen.
