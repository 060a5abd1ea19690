# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

transfers-title = Ihre Daten
transfers-export = Alles exportieren
transfers-exportSay = Gespräche, Aufträge, Ordner, Dateien, Agenten, Texte von Zeitplänen, ungesendete Texte, Verbrauch, Preise und Einstellungen in einer .zip-Datei. Keine Schlüssel, keine Erlaubnisse und keine Programme mit Werkzeugen. Errand kann sie wieder importieren.
transfers-exportButton = Exportieren
transfers-import = Importieren
transfers-importSay = Ein Archiv von Errand oder ein Export von ChatGPT, Claude oder Google AI Studio. Was hier schon ist, bleibt, wie es ist.
transfers-importButton = Dateien wählen
transfers-withSettings = Auch Einstellungen aus dem Archiv übernehmen
transfers-withSettingsSay = Auch die Adressen von Servern darin. Schalten Sie dies also nur für ein Archiv ein, das Sie selbst geschrieben haben.
transfers-backup = Jede Woche sichern
transfers-backupSay = Ein Archiv in einem Ordner von Ihnen. Die letzten drei werden behalten.
transfers-backupIn = In { $folder }. Die letzten drei werden behalten.
transfers-backupLast = Die letzte wurde { $when } gemacht.
transfers-backupNone = Es wurde noch keine gemacht.
transfers-backupFailed = Der letzte Versuch schlug fehl: { $message }
transfers-folder = Ordner wählen
transfers-backupNow = Jetzt sichern
transfers-work-export = Wird exportiert
transfers-work-backup = Wird gesichert
transfers-work-import = Wird importiert
transfers-progress = Wie weit es ist
transfers-stop = Anhalten
transfers-show = Im Ordner zeigen
transfers-schedules = Zeitpläne aus einem Archiv
transfers-schedulesSay = Sie sind auf keinem Server, also laufen sie nicht. Legen Sie die neu an, die Sie wollen.
transfers-forget = Vergessen
transfers-make = Neu anlegen
transfers-from = Von { $program }
transfers-menu = Exportieren
transfers-form-markdown = Markdown
transfers-form-page = Seite
transfers-form-json = JSON
transfers-formSay-markdown = Text, den jeder Editor öffnet.
transfers-formSay-page = Eine Seite mit Antworten, Quellen, Bildern und Kosten. Jeder Browser öffnet und druckt sie, ohne Errand.
transfers-formSay-json = Alles, was aufgezeichnet ist, für Programme.
transfers-exported = Gespeichert als { $path }.
transfers-record-open = Was geschah
transfers-record-title = Was geschah
transfers-record-none = Von dieser Anfrage sind keine Ereignisse aufbewahrt. Was von ihr bekannt ist, steht in der Antwort.
transfers-record-sum = { $n ->
    [one] { $n } Ereignis, { $size }
   *[other] { $n } Ereignisse, { $size }
    }
transfers-record-kinds = Arten von Ereignissen
transfers-record-kind-state = Zustand
transfers-record-kind-answer = Antwort
transfers-record-kind-thought = Gedanken
transfers-record-kind-tool = Werkzeuge
transfers-record-kind-error = Fehler
transfers-record-kind-other = Anderes
transfers-record-find = In Ereignissen suchen
transfers-record-noneFound = Kein Ereignis passt.
transfers-record-more = Mehr
transfers-record-raw = Das Ereignis, wie es kam
transfers-record-number = Nr.
transfers-record-when = Nach
transfers-record-what = Was
transfers-record-size = Größe
transfers-record-tokens = Tokens
transfers-record-replay = Durchgehen
transfers-record-moment = Nach Ereignis { $n } von { $of }
transfers-record-empty = Noch nichts zu sehen.
transfers-percent = { $n } %
transfers-conversations = { $n ->
    [one] { $n } Unterhaltung
   *[other] { $n } Unterhaltungen
    }
transfers-turns = { $n ->
    [one] { $n } Anfrage
   *[other] { $n } Anfragen
    }
transfers-agents = { $n ->
    [one] { $n } Agent
   *[other] { $n } Agenten
    }
transfers-scheduleTexts = { $n ->
    [one] der Text von { $n } Zeitplan
   *[other] die Texte von { $n } Zeitplänen
    }
transfers-written = Geschrieben: { $conversations }, { $files }, { $size }.
transfers-missing = { $n ->
    [one] { $n } Datei ist nicht mehr auf diesem Computer, deshalb ist sie nicht im Archiv.
   *[other] { $n } Dateien sind nicht mehr auf diesem Computer, deshalb sind sie nicht im Archiv.
    }
transfers-stopped = Angehalten. Nichts wurde geändert.
# $what is a list such as "2 conversations and 9 turns", $from names programs.
transfers-imported = Importiert: { $what }.
transfers-importedFrom = Importiert von { $from }: { $what }.
transfers-nothing = Nichts Neues.
transfers-nothingFrom = Nichts Neues von { $from }.
transfers-known = { $n ->
    [one] { $n } Anfrage war schon hier und blieb, wie sie war.
   *[other] { $n } Anfragen waren schon hier und blieben, wie sie waren.
    }
transfers-stoppedEarly = Sie haben vor dem Ende angehalten. Importieren Sie noch einmal, um den Rest zu bekommen.
transfers-leftOut-conversation = { $n ->
    [one] { $n } Unterhaltung, die nicht gelesen werden kann
   *[other] { $n } Unterhaltungen, die nicht gelesen werden können
    }
transfers-leftOut-empty = { $n ->
    [one] { $n } leere Unterhaltung
   *[other] { $n } leere Unterhaltungen
    }
transfers-leftOut-tool = { $n ->
    [one] { $n } Schritt mit einem Werkzeug
   *[other] { $n } Schritte mit Werkzeugen
    }
transfers-leftOut-file = { $n ->
    [one] { $n } Datei, die nicht im Export ist
   *[other] { $n } Dateien, die nicht im Export sind
    }
transfers-leftOut-other = { $n ->
    [one] { $n } Eintrag, den Errand nicht kennt
   *[other] { $n } Einträge, die Errand nicht kennt
    }
transfers-record-ms = { $ms } ms
# A sentence, and what was said: "The stream failed: timeout".
transfers-record-saying = { $what }: { $words }
transfers-record-taken = Der Server nahm es an
transfers-record-isNow = Es ist jetzt: { $state }
transfers-record-isElse = Es ist jetzt in einem anderen Zustand
transfers-record-ended = Es endete
transfers-record-endedAs = Es endete: { $state }
transfers-record-begins = Schritt { $step } beginnt, { $type }
transfers-record-resultOf = Ergebnis: { $tool }
transfers-record-state-queued = wartet, bis es an der Reihe ist
transfers-record-state-in_progress = läuft
transfers-record-state-requires_action = wartet auf eine Antwort
transfers-record-state-requires_continuation = abgebrochen, geht weiter
transfers-record-state-completed = vollständig
transfers-record-state-failed = fehlgeschlagen
transfers-record-state-cancelled = angehalten
transfers-record-state-idle = wartet auf eine Eingabe
transfers-record-state-incomplete = unvollständig
transfers-record-state-budget_exceeded = am Limit
transfers-record-type-user_input = Frage
transfers-record-type-model_output = Antwort
transfers-record-type-thought = Gedanke
transfers-record-type-function = ein Werkzeug dieses Computers
transfers-record-type-code_execution = Code
transfers-record-type-url_context = Seiten lesen
transfers-record-type-google_search = Websuche
transfers-record-type-google_maps = Kartensuche
transfers-record-type-file_search = Suche in Dateien
transfers-record-type-mcp_server_tool = ein Werkzeug eines Servers
transfers-record-type-retrieval = Suche in einem Speicher
transfers-record-type-processing = Verarbeitung
transfers-record-type-tool_search = Auswahl von Werkzeugen
transfers-record-whole = Schritt { $step } ist ganz
transfers-record-streamFailed = Der Strom brach ab
transfers-record-words = Worte
transfers-record-part = Ein Teil der Antwort
transfers-record-thought = Gedanke
transfers-record-mark = Ein Zeichen an einem Gedanken
transfers-record-toolWork = Mehr von der Arbeit eines Werkzeugs
transfers-record-moreOfStep = Mehr von einem Schritt
transfers-record-unknown = Etwas, das diese Version nicht kennt
