# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

settings-title = Einstellungen
settings-gemini = Gemini
settings-key = Schlüssel
settings-keyState-keychain = Im Schlüsselbund dieses Computers.
settings-keyState-session = Im Speicher, bis Sie beenden.
settings-keyState-unreachable = Der Schlüsselbund antwortet nicht. Entsperren Sie ihn, dann starten Sie Errand neu.
settings-noKey = Kein Schlüssel für { $host }. Ein Schlüssel für einen anderen Server wird nie dorthin gesendet.
settings-newKey = Neuer Schlüssel
settings-forget = Schlüssel vergessen
settings-baseUrl = Basis-URL
settings-baseUrlSay = Wo Gemini gefragt wird. Leer heißt Google.
settings-baseUrlFixed = Durch ERRAND_BASE_URL beim Start von Errand gesetzt.
settings-proxy = Proxy
settings-proxySay = Der Weg aus diesem Computer. Was auf ihm bleibt, geht durch keinen.
settings-proxyBy-system = Wie das System
settings-proxyBy-direct = Keiner
settings-proxyBy-at = Dieser
settings-proxyAddress = Adresse des Proxys
settings-proxyPlaceholder = http://name:passwort@proxy.example:3128
settings-local = Dieser Computer
settings-engine = Antworten und Aufträge hier
settings-localState-stopped = Nicht gestartet.
settings-localState-starting = Wird gestartet.
settings-localState-restarting = Von selbst beendet. Wird neu gestartet.
settings-localState-ready = Bereit.
settings-localState-failed = Nicht gestartet.
settings-startLocal = Starten
settings-model = Modelldatei
settings-modelNone = Das Startmodell, das mit Errand kommt.
settings-modelMissing = Hier ist keine Modelldatei. Wählen Sie eine GGUF-Datei.
settings-choose = Auswählen
settings-useStarter = Startmodell benutzen
settings-files = Dateien
settings-saveFolder = Speichern in
settings-saveFolderNone = Fragt jedes Mal
settings-useDownloads = Ordner „Downloads“ benutzen
settings-dataFolder = Errand bewahrt seinen Verlauf auf in
settings-open = Ordner öffnen
settings-storage = Speicher
settings-record = Verlauf der Gespräche und Aufträge
settings-recordSay = Alles, was gesagt wurde, und das Verzeichnis für die Suche.
settings-filesKept = Dateien
settings-filesKeptSay = Was gemacht wurde und was Sie mitgeschickt haben, je einmal behalten.
settings-sandboxes = Aufträge auf diesem Computer
settings-sandboxesSay = Sandboxes mit allem darin, und was der Dienst hier von seinen Antworten behält.
settings-modelSize = Modell
settings-modelSizeSay = Gebraucht für Antworten und Aufträge hier.
settings-counting = Wird gezählt
settings-free = { $n } freigeben
settings-freeSay-record = Schreibt den Verlauf neu, ohne Leeres, und entfernt die Kopie von vor dem letzten Update.
settings-freeSay-files = Entfernt Dateien, die kein Gespräch, kein Auftrag und kein nicht gesendeter Text mehr hat.
settings-freeSay-sandboxes = Entfernt Sandboxes fertiger Aufträge, deren Dateien alle behalten sind. Die nächste Anfrage in einem solchen Auftrag bekommt eine neue Sandbox.
settings-removals = Auf Servern zu löschen
settings-removal-interaction = Antwort
settings-removal-environment = Sandbox
settings-removal-agent = Agent
settings-removal-trigger = Zeitplan
settings-removalState-waiting = Wartet
settings-removalState-done = Gelöscht
settings-removalState-refused = Abgelehnt
settings-here = Dieser Computer
settings-retry = Noch einmal versuchen
settings-forgetAll = Überall vergessen
settings-forgetAllSay = Löscht jedes Gespräch, jeden Auftrag, jede Datei, jeden Zeitplan, jeden Ordner, jeden nicht gesendeten Text und jede Zeile der Ausgaben, hier und auf den Servern. Ihre Schlüssel, Agenten und diese Einstellungen bleiben.
settings-forgetAllTitle = Alles vergessen, überall?
settings-forgetAllYes = Alles vergessen
settings-forgotten = Auf diesem Computer ist alles gelöscht.
settings-look = Aussehen
settings-themeName = Farben
settings-theme-system = Wie das System
settings-theme-light = Hell
settings-theme-dark = Dunkel
settings-language = Sprache
settings-languageSystem = Wie das System
# The name of a language that a machine translated, such as "Français".
settings-byMachine = { $name } (von einer Maschine)
settings-byMachineSay = Diese Worte hat eine Maschine gemacht, und Verbesserungen sind willkommen: Sie stehen in { $folder } im Quelltext von Errand, und CONTRIBUTING.md sagt, wie es geht.
settings-notifications = Benachrichtigungen
settings-privacy = Titel in Benachrichtigungen verbergen
settings-privacySay = Die Benachrichtigung sagt, dass ein Auftrag fertig ist, nicht welcher.
settings-about = Über
settings-version = Errand { $v }
settings-shortcuts = Tastenkürzel
settings-save = Speichern
settings-saved = Gespeichert.
settings-who = Wer antworten kann
settings-refresh = Nach neuen suchen
settings-video = Videomodelle
settings-videoSay = Gemini Omni macht kurze Videos. Google probiert es noch aus: Es kann sich ändern, fehlschlagen oder mehr kosten als erwartet. Das erste Modell kostete ungefähr 0,10 $ für jede Sekunde in 720p; Googles Preise der neueren sind nicht bekannt, deshalb zählt Errand nur ihre Token.
settings-whoCount = { $n ->
    [one] { $n } Modell oder Agent ist bekannt.
   *[other] { $n } Modelle und Agenten sind bekannt.
    }
settings-removalsWaiting = { $n } warten
settings-removalsRefused = { $n } abgelehnt
settings-removalsDone = { $n } gelöscht
settings-removalsMore = Und { $n } weitere.
settings-forgets-all = Jedes Gespräch und jeder Auftrag, jede hier behaltene Datei, jeder nicht gesendete Text, jeder Zeitplan, jeder Ordner und was zu Ausgaben notiert war, wird jetzt gelöscht. Das lässt sich nicht rückgängig machen.
settings-forgets-running = Was läuft, wird angehalten. Sandboxes und Antworten auf diesem Computer werden jetzt gelöscht, die auf Servern, sobald ein Server erreichbar ist und seinen Schlüssel annimmt. Was aus jedem wurde, steht hier.
settings-forgets-elsewhere = Server von Modellen, die Sie verbunden haben, behalten nach ihren eigenen Regeln, was ihnen gesendet wurde. Errand kann es dort nicht löschen.
settings-forgets-stays = Kopien, die Sie anderswo gespeichert haben, bleiben, ebenso Ihre Schlüssel und diese Einstellungen.
settings-updates-title = Aktualisierungen
settings-updates-look = Nach neuen Versionen suchen
settings-updates-lookSay = Einmal am Tag wird { $host } gefragt, welche Version die neueste ist. Installiert wird nichts, bevor Sie es sagen.
settings-updates-now = Jetzt suchen
settings-updates-looking = Sucht nach einer neueren Version.
settings-updates-newest = Es gibt keine neuere Version. Zuletzt gesucht: { $when }.
settings-updates-last = Zuletzt gesucht: { $when }.
settings-updates-never = Noch nicht gesucht.
settings-updates-out = Errand { $version } ist da
settings-updates-notes = Was neu ist
settings-updates-update = Aktualisieren und neu starten…
settings-updates-putOff = Nicht mehr darauf hinweisen
settings-updates-later = Später
settings-updates-stop = Anhalten
settings-updates-fetching = Wird geholt.
settings-updates-far = { $done } von { $total }
settings-updates-asking = { $n ->
    [one] Sie ist da und geprüft. Der Neustart hält einen Auftrag auf diesem Computer an; danach geht er weiter.
   *[other] Sie ist da und geprüft. Der Neustart hält { $n } Aufträge auf diesem Computer an; danach gehen sie weiter.
    }
settings-updates-restart = Jetzt neu starten
settings-updates-installing = Wird installiert. Errand startet von selbst neu.
settings-updates-bySystem = Neue Versionen kommen mit den Aktualisierungen Ihres Systems.
settings-updates-byPerson = Diese Kopie aktualisiert sich nicht selbst. Installieren Sie eine neuere Version auf demselben Weg wie diese.
