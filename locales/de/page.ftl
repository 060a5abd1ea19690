# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

app = Errand

close = Schließen

cancel = Abbrechen

back = Zurück

copy = Kopieren

copied = Kopiert

remove = „{ $name }“ entfernen

# Of one of several: “Save: report.md”.
of = { $what }: { $which }

# With the key that does the same.
withKey = { $what } ({ $key })

more = Mehr

stop = Anhalten

loading = Wird geöffnet

engine-gemini = Gemini
engine-local = Dieser Computer

kind-chat = Gespräch
kind-job = Auftrag

standing-running = Läuft
standing-needs_you = Wartet auf Sie
standing-done = Fertig
standing-failed = Fehlgeschlagen
standing-stopped = Angehalten

announce-needs_you = { $job ->
    [yes] Der Auftrag wartet auf Sie
   *[no] Die Antwort wartet auf Sie
    }
announce-done = { $job ->
    [yes] Auftrag fertig
   *[no] Antwort fertig
    }
announce-failed = { $job ->
    [yes] Der Auftrag ist fehlgeschlagen
   *[no] Die Antwort ist fehlgeschlagen
    }
announce-stopped = Angehalten

nav-label = Hauptbereiche
nav-new = Neu
nav-chats = Gespräche
nav-jobs = Aufträge
nav-files = Dateien
nav-agents = Agenten
nav-schedules = Zeitpläne
nav-search = Suche
nav-settings = Einstellungen
nav-recent = Zuletzt
nav-openList = Liste zeigen
nav-unread = Noch nicht gelesen
nav-running = { $n ->
    [one] { $n } läuft
   *[other] { $n } laufen
    }
nav-noChats = Ihre Gespräche kommen hierher.
nav-noJobs = Ihre Aufträge kommen hierher.
nav-noRecent = Was Sie fragen, kommt hierher.

welcome-title = Fragen Sie etwas, oder übergeben Sie einen ganzen Auftrag
welcome-lead = Errand arbeitet daran, sagt Ihnen, wenn es fertig ist, und behält auf Ihrer Festplatte, was entstanden ist.
welcome-gemini = Gemini benutzen
welcome-geminiLead = Googles Modelle antworten und erledigen lange Aufträge auf Googles Computern.
welcome-geminiNeeds = Braucht einen Schlüssel von Google. Google kann für die Nutzung Geld verlangen; Errand zeigt, wie viel ungefähr.
welcome-local = Auf diesem Computer ausprobieren
welcome-localLead = Kein Konto, nichts verlässt diesen Computer. Das Modell ist sehr klein: gut für einen ersten Blick, oft falsch.
welcome-localNeeds = Nichts einzurichten.
welcome-localStarting = Das Modell wird gestartet
welcome-keyPlaceholder = Fügen Sie ihn hier ein
welcome-keyGet = Einen Schlüssel von { $owner } holen
welcome-keyWhere = Liegt im Schlüsselbund dieses Computers und nirgends sonst.
welcome-keySession = Liegt im Speicher, bis Sie beenden, und nirgends sonst.
welcome-sessionOnly = Nur behalten, bis ich beende
welcome-connect = Verbinden
welcome-connecting = { $owner } wird gefragt
welcome-connected = Der Schlüssel funktioniert.
welcome-chooseModel = Modelldatei wählen
welcome-theme = Sie können beides haben. Ändern können Sie es später in den Einstellungen; dort verbinden Sie auch Ollama, OpenAI und andere.
welcome-geminiKey = Ihr Gemini-Schlüssel
welcome-keyFor = Ihr Schlüssel für { $owner }

outcome-wrong_key = Dieser Schlüssel stimmt nicht
    .say = { $owner } kennt ihn nicht. Kopieren Sie den ganzen Schlüssel, und fügen Sie ihn noch einmal ein.
outcome-no_permission = Dieser Schlüssel darf das nicht
    .say = { $owner } kennt den Schlüssel, aber er hat keine Erlaubnis für die Gemini-API. Machen Sie einen neuen, oder erlauben Sie ihm die API.
outcome-region = Wird an Ihrem Ort nicht angeboten
    .say = { $owner } bietet die Gemini-API in dieser Region nicht an.
outcome-offline = Keine Verbindung
    .say = { $owner } war nicht zu erreichen. Prüfen Sie das Netz, dann versuchen Sie es noch einmal.
outcome-rate_limited = Gerade zu viele Anfragen
    .say = Der Schlüssel funktioniert, aber { $owner } bittet, einen Augenblick zu warten.
outcome-quota = Das Kontingent dieses Schlüssels ist aufgebraucht
    .say = Versuchen Sie es morgen noch einmal, oder erhöhen Sie das Kontingent bei { $owner }.
outcome-no_keychain = Kein Schlüsselbund hier
    .say = Dieser Computer hat keinen offenen Schlüsselbund. Der Schlüssel kann im Speicher bleiben, bis Sie beenden.

start-lead = Was soll erledigt werden?
start-try = Zum Ausprobieren
start-away = Fertig geworden, während Sie weg waren
start-noEngine = Es ist noch niemand eingerichtet, um zu antworten.
start-setUp = In den Einstellungen einrichten
start-late = Noch wach
start-morning = Guten Morgen
start-afternoon = Guten Tag
start-evening = Guten Abend
start-tries-explain = Etwas erklären
    .line = Eine Antwort sofort
    .text = Erkläre in fünf Sätzen, die ein zehnjähriges Kind versteht, wie eine Wärmepumpe funktioniert.
start-tries-compare = Drei Lieferanten vergleichen
    .line = Ein Auftrag, der eine Tabelle hinterlässt
    .text =
        Vergleiche diese drei Lieferanten und schreibe vergleich.csv, dann sag, welchen du nehmen würdest und warum.

        Nordwerk: 4,20 je Stück, Lieferung 14 Tage, mindestens 500
        Halden & Co: 4,65 je Stück, Lieferung 5 Tage, mindestens 100
        Primaplast: 3,90 je Stück, Lieferung 30 Tage, mindestens 2000
start-tries-plan = Ein Wochenende planen
    .line = Ein Auftrag, der eine Seite hinterlässt
    .text = Plane ein ruhiges Wochenende in Gent für zwei Menschen, die alte Häuser und gutes Brot mögen. Schreibe plan.md mit Zeiten, Orten und je einem kurzen Grund, und sag, was vor der Abreise geprüft werden muss.
start-tries-findDate = Ein Datum in einem Text finden
    .line = Eine Antwort sofort, auf Englisch
    .text =
        The garden group meets on 14 March at ten o'clock in the garden behind the school. Bring gloves and a spade. If it rains, we meet in the library.

        On which date is the meeting?
start-tries-askShort = Eine kurze Frage stellen
    .line = Eine Antwort sofort, auf Englisch
    .text = Which ocean is the largest?

who-label = Wer es tut
who-choose = Wählen, wer es tut
who-errandsAgent = Errands Agent
who-role-quick = Schnelle Antwort
who-role-thinker = Denkt länger nach
who-role-worker = Erledigt den Auftrag in einer eigenen Sandbox
who-role-researcher = Recherchiert im Web
who-role-painter = Macht Bilder
who-role-speaker = Liest vor
who-role-filmmaker = Macht Videos
who-role-own = Ihr eigener Agent
who-role-other = Ein anderes Modell
who-retired = Eingestellt. Ersetzt durch { $by }.
who-here = Auf diesem Computer
who-stays = bleibt auf diesem Computer
who-goes = geht an { $host }
who-with = Denkt mit { $model }
who-at = { $model }, { $provider }
who-none = Noch niemand

palette-label = Gehe zu, oder führe aus
palette-placeholder = Zu einem Gespräch oder Auftrag gehen, oder etwas ausführen
palette-none = Nichts mit diesem Namen.
palette-go = Gehe zu
palette-do = Ausführen
palette-theme = Aussehen: { $name }
palette-startLocal = Das Modell auf diesem Computer starten

shortcuts-title = Tastenkürzel
shortcuts-palette = Irgendwohin gehen oder etwas ausführen
shortcuts-new = Neu
shortcuts-find = Hier suchen
shortcuts-findAll = Überall suchen
shortcuts-jobs = Aufträge
shortcuts-settings = Einstellungen
shortcuts-help = Diese Tastenkürzel
shortcuts-send = Senden
shortcuts-line = Neue Zeile
shortcuts-stop = Antwort anhalten
shortcuts-edit = Letzte Anfrage ändern
shortcuts-panel = Dateien zeigen oder ausblenden
shortcuts-size = Größer, kleiner, wie üblich
shortcuts-note = { $find } und { $help } gehen auch allein, solange Sie nicht schreiben.

stopAsk-title = { $job ->
    [yes] Diesen Auftrag anhalten?
   *[no] Diese Antwort anhalten?
    }
stopAsk-say = Es läuft seit { $ms }. Was es bisher gibt, bleibt.
stopAsk-stop = Anhalten
stopAsk-stay = Weiterlaufen lassen

link-title = Diese Adresse in Ihrem Browser öffnen?
link-say = Sehen Sie sich erst die ganze Adresse an.
link-open = Öffnen
link-copy = Adresse kopieren

quit-title = { $n ->
    [one] { $n } Auftrag läuft auf diesem Computer
   *[other] { $n } Aufträge laufen auf diesem Computer
    }
quit-say = { $n ->
    [one] Wenn Sie beenden, hält er an, wo er ist, und geht beim nächsten Start weiter.
   *[other] Wenn Sie beenden, halten sie an, wo sie sind, und gehen beim nächsten Start weiter.
    }
quit-quit = Anhalten und beenden
quit-stay = Weiterlaufen lassen

fatal-title = Errand konnte seinen Verlauf nicht öffnen
fatal-ledger_newer = Dieser Verlauf ist von einem neueren Errand
fatal-ledger_locked = Ein anderes Programm benutzt den Verlauf
fatal-ledger_corrupt = Der Verlauf ist beschädigt
fatal-disk_full = Die Festplatte ist voll
fatal-untouched = Es wurde nichts geändert.
fatal-where = Er liegt hier:

errors-unexpected = In Errand ist etwas schiefgegangen.
errors-unconfirmed-message = Es ist nicht sicher, ob dies ankam.
errors-unconfirmed-hint = Sehen Sie noch einmal nach, oder senden Sie es noch einmal; das kann doppelt kosten.

quoted = „{ $text }“

span-s = { $s } s
span-min = { $min } min
span-minS = { $min } min { $s } s
span-h = { $h } Std.
span-hMin = { $h } Std. { $min } min
span-d = { $d } T.

# What happened in a conversation that is not on the screen.
announceElsewhere = „{ $title }“: { $what }
