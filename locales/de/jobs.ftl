# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

jobs-errand = Der Auftrag
jobs-result = Ergebnis
jobs-done = Was getan wurde
jobs-doing = Was geschieht
jobs-files = Dateien
jobs-new = Neuer Auftrag
jobs-choose = Wählen Sie links einen Auftrag, oder übergeben Sie einen neuen.
jobs-chooseChat = Wählen Sie links ein Gespräch, oder fangen Sie ein neues an.
jobs-noneToChoose = Es gibt noch keinen Auftrag. Übergeben Sie den ersten.
jobs-noChatToChoose = Es gibt noch kein Gespräch. Fangen Sie das erste an.
jobs-since = seit { $ms }
jobs-took = dauerte { $ms }
jobs-tokens = { $n } Tokens
jobs-groups-running = Läuft
jobs-groups-needs_you = Wartet auf Sie
jobs-groups-done = Fertig
jobs-groups-failed = Fehlgeschlagen oder angehalten
jobs-noneYet = Es ist noch nichts geschehen.
jobs-steps = { $n ->
    [one] { $n } Schritt
   *[other] { $n } Schritte
    }
jobs-note = Notiz
jobs-failedStep = Dieser Schritt schlug fehl
jobs-failedStepOnly = Dieser Schritt schlug fehl; der Auftrag ging weiter
jobs-byService = vom Dienst selbst, nicht aus der Sandbox
jobs-read = { $n ->
    [one] { $n } Seite gelesen
   *[other] { $n } Seiten gelesen
    }
jobs-asked = Fragte nach „{ $name }“
jobs-made = „{ $name }“ gemacht
jobs-other = Schritt der Art „{ $kind }“
jobs-code = Code
jobs-output = Ausgabe
jobs-noOutput = Es hat nichts ausgegeben.
jobs-arguments = Gefragt
jobs-answer = Geantwortet
jobs-heardNow = eben noch gehört
jobs-heardAgo = zuletzt vor { $span } gehört
jobs-ran = { $language } ausgeführt
jobs-ranTimes = { $n ->
    [one] { $language } { $n }-mal ausgeführt
   *[other] { $language } { $n }-mal ausgeführt
    }
jobs-searchedWeb = Im Web gesucht
jobs-searchedFor = Nach { $queries } gesucht
jobs-searchedPictures = Nach Bildern gesucht
jobs-searchedPicturesFor = Nach Bildern zu { $queries } gesucht
jobs-searchingPictures = Sucht nach Bildern
jobs-toolOnce = „{ $name }“ benutzt
jobs-toolTimes = { $n ->
    [one] „{ $name }“ { $n }-mal benutzt
   *[other] „{ $name }“ { $n }-mal benutzt
    }
jobs-pages-success = gelesen
jobs-pages-error = konnte nicht gelesen werden
jobs-pages-paywall = hinter einer Bezahlschranke
jobs-pages-unsafe = nicht sicher zu öffnen
jobs-pages-underWay = unterwegs

details-title = Einzelheiten
details-by = Erledigt von
details-where = Wo
details-id = Seine Nummer dort
details-sandbox = Sandbox
details-started = Begonnen
details-ended = Beendet
details-tokens = Tokens
details-tokensOf = { $read } gelesen, { $written } geschrieben, { $thought } gedacht
details-raw = Alles, was der Server sagte
details-events = { $n ->
    [one] { $n } Ereignis
   *[other] { $n } Ereignisse
    }

jobs-filesBeside = { $n ->
    [one] { $n } Datei, daneben
   *[other] { $n } Dateien, daneben
    }
