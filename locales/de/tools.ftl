# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

tools-title = Werkzeuge
tools-none = keine
tools-kinds-search-name = Im Web suchen
tools-kinds-search-say = Suchen können Geld kosten.
tools-kinds-search-short = Websuche
tools-kinds-pictures-name = Nach Bildern suchen
tools-kinds-pictures-say = Bilder im Web. Suchen können Geld kosten.
tools-kinds-pictures-short = Bildersuche
tools-kinds-pages-name = Seiten lesen
tools-kinds-pages-say = Seiten, die Sie oder eine Antwort nennen.
tools-kinds-pages-short = Seiten
tools-kinds-maps-name = Orte nachschlagen
tools-kinds-maps-say = Orte und ihre Öffnungszeiten, aus einer Karte.
tools-kinds-maps-short = Karte
tools-kinds-code-name = Programme zum Ausrechnen ausführen
tools-kinds-code-say = Sie laufen, wo das Modell ist, nicht hier.
tools-kinds-code-short = Code
tools-always = Immer da.
tools-usual = Wie üblich
tools-servers = Server und Programme mit Werkzeugen
tools-noServers = Noch ist keiner hinzugefügt.
tools-addServer = In den Einstellungen hinzufügen
tools-goneServers = { $n ->
    [one] Ein Server oder Programm mit Werkzeugen, der oder das hier gewählt ist, steht nicht in den Einstellungen dieses Computers und wird darum nicht benutzt. Nehmen Sie die Auswahl weg, oder fügen Sie ihn in den Einstellungen hinzu und haken Sie ihn wieder an.
   *[other] { $n } Server oder Programme mit Werkzeugen, die hier gewählt sind, stehen nicht in den Einstellungen dieses Computers und werden darum nicht benutzt. Nehmen Sie die Auswahl weg, oder fügen Sie sie in den Einstellungen hinzu und haken Sie sie wieder an.
    }
tools-goneStores = { $n ->
    [one] Einen Dateispeicher, der hier gewählt ist, gibt es nicht mehr, oder er gehört zu einem anderen Server. Darum wird er nicht durchsucht.
   *[other] { $n } Dateispeicher, die hier gewählt sind, gibt es nicht mehr, oder sie gehören zu einem anderen Server. Darum werden sie nicht durchsucht.
    }
tools-goneDrop = Auswahl wegnehmen
tools-goneSettings = Einstellungen öffnen
tools-asks = Vor jeder Benutzung fragen
tools-asksSay = Errand macht die Aufrufe selbst und zeigt Ihnen vorher jeden einzelnen.
tools-unasked = { $owner } ruft ihn auf, ohne Sie zu fragen, und bekommt seine Adresse und Kopfzeilen.
tools-serverTools = { $n ->
    [one] { $n } Werkzeug
   *[other] { $n } Werkzeuge
    }
tools-programs = Auf diesem Computer
tools-programsSay = Sie werden vor jeder Benutzung gefragt, dort, wo die Frage steht.
tools-program-look-name = In einen Ordner sehen
tools-program-look-say = Seine Liste und seine Textdateien. Was gelesen wird, wird als Antwort gesendet.
tools-program-put-name = Neue Dateien hineinlegen
tools-program-put-say = Nichts wird überschrieben.
tools-program-page-name = Seiten öffnen
tools-program-page-say = In Ihrem Browser, für Sie zum Ansehen.
tools-program-calendar-name = Kalendereinträge machen
tools-program-calendar-say = Als Datei, die Sie öffnen.
tools-program-mail-name = Mails anfangen
tools-program-mail-say = In Ihrem Mailprogramm. Sie senden sie.
tools-folder = Ordner
tools-noFolder = Kein Ordner ist gewählt.
tools-pick = Ordner wählen
tools-pickAnother = Anderen wählen
tools-allowed = Hier ohne Fragen erledigt: { $names }.
tools-askAgain = Wieder fragen
tools-programsOn = { $n ->
    [one] { $n } auf diesem Computer
   *[other] { $n } auf diesem Computer
    }
tools-settings-title = Werkzeugserver
tools-settings-add = Server hinzufügen
tools-settings-addSay = Programme anderswo, die etwas wissen oder für Sie tun, etwa ein Kalender, ein Laden oder eine Datenbank (MCP, über „streamable HTTP“).
tools-settings-addButton = Hinzufügen
tools-settings-name = Name
tools-settings-nameSay = Wie Sie ihn nennen. Leer heißt: nach seiner Adresse.
tools-settings-address = Adresse
tools-settings-addressPlaceholder = https://tools.example/mcp
tools-settings-addressSay = Er wird nach seinen Werkzeugen gefragt, wenn Sie ihn hinzufügen.
tools-settings-headers = Kopfzeilen
tools-settings-headersSay = Was er bei jedem Aufruf mitgesendet haben will, etwa einen Schlüssel.
tools-settings-headerName = Name der Kopfzeile
tools-settings-headerPlaceholder = authorization
tools-settings-headerValue = Ihr Wert
tools-settings-headerKept = behalten
tools-settings-addHeader = Kopfzeile hinzufügen
tools-settings-check = Hinzufügen
tools-settings-save = Behalten
tools-settings-checking = Wird nach seinen Werkzeugen gefragt
tools-settings-change = Ändern
tools-settings-again = Noch einmal nachsehen
tools-settings-remove = Entfernen
tools-settings-removeTitle = „{ $name }“ entfernen?
tools-settings-removeSay = Unterhaltungen, die ihn benutzen, gehen ohne ihn weiter. Seine Kopfzeilen werden hier jetzt vergessen, in Zeitplänen bei Gemini, sobald es erreichbar ist.
tools-settings-here = Auf diesem Computer ({ $host }).
tools-settings-there = Bei { $host }.
tools-settings-answered = { $n ->
    [one] { $n } Werkzeug, gefragt { $when }.
   *[other] { $n } Werkzeuge, gefragt { $when }.
    }
tools-settings-tools = { $on } von { $all } Werkzeugen
tools-settings-toolsSay = Nur angekreuzte können benutzt werden. Ein Werkzeug, das später dazukommt, wird nicht von selbst angekreuzt.
tools-settings-noKey = Seine Kopfzeilen sind nicht mehr da. Ändern Sie ihn, und geben Sie sie noch einmal an.
tools-settings-locked = Seine Kopfzeilen liegen im Schlüsselbund, der jetzt nicht gefragt werden kann.
tools-settings-outcome-wrong_key = Er will einen anderen Schlüssel
tools-settings-outcome-server = Er antwortet nicht wie ein Werkzeugserver
tools-settings-outcome-offline = Er ist nicht zu erreichen
tools-settings-outcome-invalid = Dies kann nicht benutzt werden
tools-deed-refused = Errand kann das nicht tun: { $why }
tools-deed-tellIt = Es erfährt das, wenn Sie senden.
tools-deed-always = { $job ->
    [yes] In diesem Auftrag ab jetzt ohne Fragen tun
   *[no] In diesem Gespräch ab jetzt ohne Fragen tun
    }
tools-deed-alwaysSay = Unter Werkzeuge können Sie es wieder fragen lassen.
tools-deed-approve = { $n ->
    [one] Erlauben
   *[other] Alle erlauben
    }
tools-deed-decline = { $n ->
    [one] Ablehnen
   *[other] Alle ablehnen
    }
tools-deed-will = Wird getan, wenn Sie senden.
tools-andMore = { $names } und { $n } mehr
tools-which = Werkzeuge: { $names }
tools-using-writeFile = Schreibt eine Datei
tools-using-readFile = Liest eine Datei
tools-using-listFiles = Sieht seine Dateien durch
tools-using-deleteFile = Löscht eine eigene Datei
tools-using-other = Benutzt „{ $name }“
