# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

schedules-title = Zeitpläne
schedules-new = Neuer Zeitplan
schedules-none = Ein Zeitplan übergibt einen Auftrag von selbst, immer wieder: jeden Montag um 7, am Ersten des Monats. Sie erfahren, wenn er fertig ist, und seine Dateien kommen hierher.
schedules-open = „{ $name }“ öffnen
schedules-next = Nächstes Mal: { $at }
schedules-when-gemini = Google führt ihn von selbst aus, auch wenn dieser Computer aus ist. Was entstanden ist, kommt hierher, sobald Errand wieder läuft. Solange Errand nicht läuft, achtet niemand auf Ihr Monatslimit.
schedules-when-local = Er läuft auf diesem Computer, solange Errand läuft, mit oder ohne Fenster. Was fällig war, als der Computer aus war oder schlief, wird einmal nachgeholt, wenn Errand wieder läuft.
schedules-where-gemini = Bei Gemini
schedules-where-local = Auf diesem Computer
schedules-state-active = Aktiv
schedules-state-paused = Angehalten
schedules-state-month_limit = Wartet auf das Monatslimit
schedules-state-failing = Nach Fehlern angehalten
schedules-state-gone = Nicht auf seinem Server
schedules-limit = Angehalten, weil das Limit dieses Monats aufgebraucht ist. Es geht von selbst weiter, wenn ein neuer Monat beginnt oder wenn Sie das Limit in Einstellungen, Ausgaben erhöhen.
schedules-gone = Sein Server kennt ihn nicht mehr. Speichern Sie ihn noch einmal, dann wird er neu angelegt.
schedules-problem = Konnte nicht nachgesehen werden: { $message }
schedules-last = Zuletzt: { $outcome }, { $at }
schedules-outcome-running = Läuft
schedules-outcome-done = Fertig
schedules-outcome-failed = Fehlgeschlagen
schedules-outcome-skipped = Ausgelassen
schedules-outcome-timed_out = Dauerte zu lange
schedules-outcome-needs_you = Wartet auf Sie
schedules-missed = { $n ->
    [one] Zusammen mit { $n } späteren, verpassten Mal
   *[other] Zusammen mit { $n } späteren, verpassten Malen
    }
schedules-byHand = Von Hand gestartet
schedules-due = Fällig { $at }
schedules-name = Name
schedules-namePlaceholder = Wochenbericht
schedules-what = Was getan werden soll
schedules-whatPlaceholder = Beschreiben Sie den Auftrag wie für ein einziges Mal. Spätere Läufe finden, was frühere in ihrer Sandbox gelassen haben.
schedules-who = Wer es tut
schedules-nobody = Noch kann niemand Aufträge erledigen. Verbinden Sie zuerst Gemini, oder starten Sie das Modell dieses Computers.
schedules-internet = Internet für seine Programme
schedules-how = Wann
schedules-often-day = Jeden Tag
schedules-often-weekdays = An Werktagen
schedules-often-week = Jede Woche
schedules-often-month = Jeden Monat
schedules-often-own = In eigenen Worten
schedules-weekday = Wochentag
schedules-dayOfMonth = Tag im Monat
schedules-time = Uhrzeit
schedules-words = In Worten
schedules-wordsPlaceholder = every Monday at 7
schedules-wordsSay = Auf Englisch, zum Beispiel „weekdays at 18:30“, „on the 1st and 15th of the month at 8“, „every 2 hours“. Eine Cron-Zeile geht auch.
schedules-reads = Läuft { $words }.
schedules-readsCron = Läuft nach dieser Cron-Zeile.
schedules-zone = Nach den Uhren von { $zone }.
schedules-nextThree = Die nächsten Male, nach Ihrer Uhr
schedules-never = Es kommt nie dazu.
schedules-cron = Cron: { $line }
schedules-leftOut = Am { $day } werden die Uhren vorgestellt, und { $planned } gibt es nicht: Er läuft um { $runs }.
schedules-twice = Am { $day } werden die Uhren zurückgestellt, und { $planned } kommt zweimal: Er läuft nur beim ersten Mal.
schedules-google = Am { $day } werden die Uhren um { $planned } umgestellt. Google sagt nicht, was es dann tut.
schedules-save = Speichern
schedules-saving = Wird gespeichert
schedules-cancel = Verwerfen
schedules-saved = „{ $name }“ ist gespeichert.
schedules-saveFirst = Speichern oder verlassen Sie erst diesen Zeitplan.
schedules-run = Jetzt ausführen
schedules-pause = Anhalten
schedules-goOn = Weitergehen lassen
schedules-runs = Läufe
schedules-noRuns = Er ist noch nicht gelaufen.
schedules-openRun = Öffnen
schedules-remove = Löschen
schedules-removeTitle = „{ $name }“ löschen?
schedules-removeSay = Hier wird er jetzt gelöscht, auf seinem Server, sobald der erreichbar ist. Die Aufträge, die er gemacht hat, bleiben.
schedules-discardTitle = Ohne Speichern verlassen?
schedules-discardSay = Was Sie geändert haben, geht verloren.
schedules-discard = Verwerfen
schedules-stay = Weiter bearbeiten
schedules-autostart = Errand mit dem Computer starten
schedules-autostartSay = Ohne Fenster. Nur so laufen Zeitpläne dieses Computers, bevor Sie Errand öffnen.
schedules-autostartUnknown = Errand kennt keinen Weg, wie dieser Desktop Programme startet. Öffnen Sie Errand nach jedem Start des Computers.
schedules-ask = Errand mit dem Computer starten?
schedules-askSay = Zeitpläne dieses Computers laufen nur, solange Errand läuft. Es würde ohne Fenster starten und wäre in der Leiste zu finden. Auf dieser Seite können Sie es ändern.
schedules-askYes = Starten
schedules-askNo = Jetzt nicht
schedules-failed = { $n ->
    [one] Sein Server hat ihn nach { $n } Fehler angehalten. { $reason } Beheben Sie die Ursache, dann lassen Sie ihn weitergehen.
   *[other] Sein Server hat ihn nach { $n } Fehlern in Folge angehalten. { $reason } Beheben Sie die Ursache, dann lassen Sie ihn weitergehen.
    }
schedules-foreign = Anderswo gemacht
schedules-foreignSay = Diese haben andere Programme mit demselben Schlüssel bei Google angelegt. Sie laufen dort; Errand lässt sie in Ruhe und übernimmt nichts von ihnen.
schedules-foreignState-active = Aktiv
schedules-foreignState-paused = Angehalten
schedules-foreignState-failing = Nach Fehlern angehalten
schedules-attach = Dateien anhängen
schedules-attachSay = Jeder Lauf hat sie. Eine Datei darf 1 MB haben, alle zusammen 2 MB.
schedules-toolsAsk = Was erst fragt, wartet auf Sie: Der Lauf bleibt dort als „Wartet auf Sie“ stehen, und Sie bekommen Bescheid.
schedules-toolsGone = Einige seiner Werkzeuge gibt es hier nicht mehr. Er läuft ohne sie; öffnen Sie ihn, um das zu ändern.
schedules-toolsKept = { $owner } behält Adresse und Kopfzeilen von Servern, die ohne Frage aufgerufen werden, bei diesem Zeitplan, bis Sie ihn ändern oder löschen.
