# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

keep-title = Ihre Daten
keep-export = Alles exportieren
keep-exportSay = Gespräche, Aufträge, Ordner, Dateien, Agenten, Texte von Zeitplänen, ungesendete Texte, Verbrauch, Preise und Einstellungen in einer .zip-Datei. Keine Schlüssel, keine Erlaubnisse und keine Programme mit Werkzeugen. Errand kann sie wieder importieren.
keep-exportButton = Exportieren
keep-import = Importieren
keep-importSay = Ein Archiv von Errand oder ein Export von ChatGPT, Claude oder Google AI Studio. Was hier schon ist, bleibt, wie es ist.
keep-importButton = Dateien wählen
keep-withSettings = Auch Einstellungen aus dem Archiv übernehmen
keep-withSettingsSay = Auch die Adressen von Servern darin. Schalten Sie dies also nur für ein Archiv ein, das Sie selbst geschrieben haben.
keep-backup = Jede Woche sichern
keep-backupSay = Ein Archiv in einem Ordner von Ihnen. Die letzten drei werden behalten.
keep-backupIn = In { $folder }. Die letzten drei werden behalten.
keep-backupLast = Die letzte wurde { $when } gemacht.
keep-backupNone = Es wurde noch keine gemacht.
keep-backupFailed = Der letzte Versuch schlug fehl: { $message }
keep-folder = Ordner wählen
keep-backupNow = Jetzt sichern
keep-work-export = Wird exportiert
keep-work-backup = Wird gesichert
keep-work-import = Wird importiert
keep-progress = Wie weit es ist
keep-stop = Anhalten
keep-show = Im Ordner zeigen
keep-schedules = Zeitpläne aus einem Archiv
keep-schedulesSay = Sie sind auf keinem Server, also laufen sie nicht. Legen Sie die neu an, die Sie wollen.
keep-forget = Vergessen
keep-make = Neu anlegen
keep-from = Von { $program }
keep-menu = Exportieren
keep-form-markdown = Markdown
keep-form-page = Seite
keep-form-json = JSON
keep-formSay-markdown = Text, den jeder Editor öffnet.
keep-formSay-page = Eine Seite mit Antworten, Quellen, Bildern und Kosten. Jeder Browser öffnet und druckt sie, ohne Errand.
keep-formSay-json = Alles, was aufgezeichnet ist, für Programme.
keep-exported = Gespeichert als { $path }.
keep-record-open = Was geschah
keep-record-title = Was geschah
keep-record-none = Von dieser Anfrage sind keine Ereignisse aufbewahrt. Was von ihr bekannt ist, steht in der Antwort.
keep-record-sum = { $n ->
    [one] { $n } Ereignis, { $size }
   *[other] { $n } Ereignisse, { $size }
    }
keep-record-kinds = Arten von Ereignissen
keep-record-kind-state = Zustand
keep-record-kind-answer = Antwort
keep-record-kind-thought = Gedanken
keep-record-kind-tool = Werkzeuge
keep-record-kind-error = Fehler
keep-record-kind-other = Anderes
keep-record-find = In Ereignissen suchen
keep-record-noneFound = Kein Ereignis passt.
keep-record-more = Mehr
keep-record-raw = Das Ereignis, wie es kam
keep-record-number = Nr.
keep-record-when = Nach
keep-record-what = Was
keep-record-size = Größe
keep-record-tokens = Tokens
keep-record-replay = Durchgehen
keep-record-moment = Nach Ereignis { $n } von { $of }
keep-record-empty = Noch nichts zu sehen.
keep-percent = { $n } %
keep-conversations = { $n ->
    [one] { $n } Unterhaltung
   *[other] { $n } Unterhaltungen
    }
keep-turns = { $n ->
    [one] { $n } Anfrage
   *[other] { $n } Anfragen
    }
keep-agents = { $n ->
    [one] { $n } Agent
   *[other] { $n } Agenten
    }
keep-scheduleTexts = { $n ->
    [one] der Text von { $n } Zeitplan
   *[other] die Texte von { $n } Zeitplänen
    }
keep-written = Geschrieben: { $conversations }, { $files }, { $size }.
keep-missing = { $n ->
    [one] { $n } Datei ist nicht mehr auf diesem Computer, deshalb ist sie nicht im Archiv.
   *[other] { $n } Dateien sind nicht mehr auf diesem Computer, deshalb sind sie nicht im Archiv.
    }
keep-stopped = Angehalten. Nichts wurde geändert.
# $what is a list such as "2 conversations and 9 turns", $from names programs.
keep-imported = Importiert: { $what }.
keep-importedFrom = Importiert von { $from }: { $what }.
keep-nothing = Nichts Neues.
keep-nothingFrom = Nichts Neues von { $from }.
keep-known = { $n ->
    [one] { $n } Anfrage war schon hier und blieb, wie sie war.
   *[other] { $n } Anfragen waren schon hier und blieben, wie sie waren.
    }
keep-stoppedEarly = Sie haben vor dem Ende angehalten. Importieren Sie noch einmal, um den Rest zu bekommen.
keep-leftOut-conversation = { $n ->
    [one] { $n } Unterhaltung, die nicht gelesen werden kann
   *[other] { $n } Unterhaltungen, die nicht gelesen werden können
    }
keep-leftOut-empty = { $n ->
    [one] { $n } leere Unterhaltung
   *[other] { $n } leere Unterhaltungen
    }
keep-leftOut-tool = { $n ->
    [one] { $n } Schritt mit einem Werkzeug
   *[other] { $n } Schritte mit Werkzeugen
    }
keep-leftOut-file = { $n ->
    [one] { $n } Datei, die nicht im Export ist
   *[other] { $n } Dateien, die nicht im Export sind
    }
keep-leftOut-other = { $n ->
    [one] { $n } Eintrag, den Errand nicht kennt
   *[other] { $n } Einträge, die Errand nicht kennt
    }
keep-record-ms = { $ms } ms
# A sentence, and what was said: "The stream failed: timeout".
keep-record-saying = { $what }: { $words }
keep-record-taken = Der Server nahm es an
keep-record-isNow = Es ist jetzt: { $state }
keep-record-isElse = Es ist jetzt in einem anderen Zustand
keep-record-ended = Es endete
keep-record-endedAs = Es endete: { $state }
keep-record-begins = Schritt { $step } beginnt, { $type }
keep-record-resultOf = Ergebnis: { $tool }
keep-record-state-queued = wartet, bis es an der Reihe ist
keep-record-state-in_progress = läuft
keep-record-state-requires_action = wartet auf eine Antwort
keep-record-state-requires_continuation = abgebrochen, geht weiter
keep-record-state-completed = vollständig
keep-record-state-failed = fehlgeschlagen
keep-record-state-cancelled = angehalten
keep-record-state-idle = wartet auf eine Eingabe
keep-record-state-incomplete = unvollständig
keep-record-state-budget_exceeded = am Limit
keep-record-type-user_input = Frage
keep-record-type-model_output = Antwort
keep-record-type-thought = Gedanke
keep-record-type-function = ein Werkzeug dieses Computers
keep-record-type-code_execution = Code
keep-record-type-url_context = Seiten lesen
keep-record-type-google_search = Websuche
keep-record-type-google_maps = Kartensuche
keep-record-type-file_search = Suche in Dateien
keep-record-type-mcp_server_tool = ein Werkzeug eines Servers
keep-record-type-retrieval = Suche in einem Speicher
keep-record-type-processing = Verarbeitung
keep-record-type-tool_search = Auswahl von Werkzeugen
keep-record-whole = Schritt { $step } ist ganz
keep-record-streamFailed = Der Strom brach ab
keep-record-words = Worte
keep-record-part = Ein Teil der Antwort
keep-record-thought = Gedanke
keep-record-mark = Ein Zeichen an einem Gedanken
keep-record-toolWork = Mehr von der Arbeit eines Werkzeugs
keep-record-moreOfStep = Mehr von einem Schritt
keep-record-unknown = Etwas, das diese Version nicht kennt
