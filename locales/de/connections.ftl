# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

toolPrograms-title = Programme mit Werkzeugen
toolPrograms-add = Programm hinzufügen
toolPrograms-addSay = Programme dieses Computers, die etwas wissen oder für Sie tun (MCP-Server). Sie laufen in der Sandbox: Sie sehen die Dateien des Auftrags und einen Ordner, den Sie wählen, und erreichen nur Websites, die der Auftrag erreichen darf.
toolPrograms-addButton = Hinzufügen
toolPrograms-pick = Seine Datei wählen
toolPrograms-pickSay = Oder schreiben Sie den Namen eines Programms des Systems, etwa node.
toolPrograms-command = Programm
toolPrograms-commandPlaceholder = node
toolPrograms-arguments = Argumente
toolPrograms-argumentsSay = Eines je Zeile.
toolPrograms-folder = Ordner, den es sieht, aber nicht beschreiben kann
toolPrograms-noFolder = Keiner.
toolPrograms-pickFolder = Ordner wählen
toolPrograms-noFolderAnyMore = Wegnehmen
toolPrograms-name = Name
toolPrograms-nameSay = Wie Sie es nennen. Leer heißt: sein eigener Name.
toolPrograms-check = Hinzufügen
toolPrograms-save = Behalten
toolPrograms-checking = Wird gestartet und nach seinen Werkzeugen gefragt
toolPrograms-started = Startet { $words }
toolPrograms-sees = Sieht { $folder }, nur zum Lesen.
toolPrograms-seesNothing = Sieht keinen Ordner von Ihnen.
toolPrograms-removeSay = Unterhaltungen, die es benutzen, gehen ohne es weiter. Das Programm selbst bleibt, wo es ist.
toolPrograms-outcome-server = Es bietet keine Werkzeuge an
toolPrograms-outcome-invalid = Dies kann nicht benutzt werden

searchServer-title = Websuche auf diesem Computer
searchServer-none = Kein Suchserver ist genannt
searchServer-noneSay = Wer auf diesem Computer gefragt wird, kann dann im Web suchen. Was gesucht wird, geht an einen SearXNG-Server, den Sie nennen; nichts geht dorthin, bevor Sie die Websuche ankreuzen.
searchServer-add = Einen nennen
searchServer-address = Adresse
searchServer-addressPlaceholder = http://127.0.0.1:8888
searchServer-addressSay = Er wird nach „weather“ gefragt, wenn Sie ihn nennen.
searchServer-check = Benutzen
searchServer-checking = Sucht einmal
searchServer-here = Auf diesem Computer ({ $host }). Er gibt Suchen an andere weiter, ohne Ihren Namen.
searchServer-there = Was gesucht wird, geht an { $host }.
searchServer-open = Was gesucht wird, geht an { $host }, unverschlüsselt.
searchServer-answered = Er hat { $when } geantwortet.
searchServer-again = Noch einmal nachsehen
searchServer-remove = Entfernen
searchServer-removed = Es ist kein Suchserver mehr genannt.
searchServer-outcome-offline = Er ist nicht zu erreichen
searchServer-outcome-refused = Er gibt kein JSON
searchServer-outcome-rate_limited = Er nimmt vorerst keine Suchen mehr
searchServer-outcome-server = Er antwortet mit einem Fehler
searchServer-outcome-invalid = Dies kann nicht benutzt werden

fileStores-title = Dateispeicher
fileStores-add = Speicher anlegen
fileStores-addSay = Viele Dateien, bei Google einmal eingelesen und durchsucht, wann immer eine Frage sie braucht. Sie bleiben dort, bis Sie den Speicher entfernen.
fileStores-addButton = Anlegen
fileStores-name = Name
fileStores-nameSay = Er wird auf dem Server von Gemini angelegt, der ihn behält.
fileStores-make = Anlegen
fileStores-making = Wird angelegt
fileStores-put = Dateien hineinlegen
fileStores-putting = Dateien werden gesendet
fileStores-check = Wie steht es?
fileStores-remove = Entfernen
fileStores-removeTitle = „{ $name }“ entfernen?
fileStores-removeSay = Seine Dateien werden auch auf dem Server gelöscht. Unterhaltungen, die ihn benutzen, gehen ohne ihn weiter.
fileStores-empty = Es ist noch nichts darin.
fileStores-elsewhere = Er ist bei { $host }, das jetzt nicht gefragt wird.
fileStores-unknown = { $n ->
    [one] { $n } Datei gesendet. Der Server sagt nicht, ob sie durchsucht werden kann.
   *[other] { $n } Dateien gesendet. Der Server sagt nicht, ob sie durchsucht werden können.
    }
fileStores-ready = { $n ->
    [one] { $n } Datei kann durchsucht werden.
   *[other] { $n } Dateien können durchsucht werden.
    }
fileStores-pending = { $n ->
    [one] { $n } wird noch gelesen.
   *[other] { $n } werden noch gelesen.
    }
fileStores-failed = { $n ->
    [one] { $n } konnte nicht gelesen werden.
   *[other] { $n } konnten nicht gelesen werden.
    }
fileStores-files = Was darin ist
fileStores-inTools = Dateispeicher
fileStores-none = Es ist noch keiner angelegt.
fileStores-makeInSettings = In den Einstellungen anlegen
fileStores-count = { $n ->
    [one] { $n } Datei
   *[other] { $n } Dateien
    }
