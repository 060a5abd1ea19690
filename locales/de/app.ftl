# Siehe ../en/app.ftl.

## In general

alone = { $value }
list-next = { $begun }, { $next }
list-last = { $begun } und { $last }
quoted = „{ $word }“
gigabytes = { $size } GB
two-sentences = { $first } { $second }
with-stop = { $words }.

## Something went wrong here

internal = In Errand ist etwas schiefgegangen.
    .hint = Versuchen Sie es noch einmal. Wenn es so bleibt, starten Sie Errand neu.
quitting = Errand wird gerade beendet.
    .hint = Beim nächsten Start geht es weiter.
quitting-now = Errand wird gerade beendet.
disk-full = Der Datenträger ist voll. Nichts, was schon da war, ist verloren.
    .hint = Schaffen Sie Platz und versuchen Sie es noch einmal.
disk-full-at-end = Der Datenträger ist voll. Nichts, was schon da war, ist verloren.
    .hint = Schaffen Sie Platz. Was nicht aufbewahrt werden konnte, lässt sich dann im Dateibereich noch einmal holen.

## What is gone

conversation-gone = Die Unterhaltung gibt es nicht mehr.
turn-gone = Diese Anfrage gibt es nicht mehr.
turn-before-gone = Die Anfrage davor gibt es nicht mehr.
file-gone = Die Datei gibt es nicht mehr.
folder-gone = Den Ordner gibt es nicht mehr.
page-gone = Diese Seite gibt es nicht mehr.
agent-gone = Den Agenten gibt es nicht mehr.
schedule-gone = Den Zeitplan gibt es nicht mehr.
who-gone = Wer es erledigen soll, ist nicht mehr da.
draft-gone = Den Ort dieses Entwurfs gibt es nicht mehr.
tool-server-gone = Diesen Werkzeugserver gibt es nicht mehr.
model-server-gone = Diesen Modellserver gibt es nicht mehr.
sandbox-of-file-gone = Die Sandbox dieser Datei gibt es nicht mehr.
answer-of-file-gone = Die Antwort, zu der diese Datei gehört, gibt es nicht mehr.

## The way to a server

no-key = Für { $place } gibt es keinen Schlüssel.
    .hint = Geben Sie ihn in den Einstellungen ein. Der Schlüssel eines anderen Servers wird nicht dorthin gesendet.
proxy-address = Die Adresse des Proxys kann nicht benutzt werden.
    .hint = Sie sieht aus wie http://proxy.example:3128 oder socks5://proxy.example:1080.
proxy-credentials = Der Proxy { $proxy } verlangt einen Namen und ein Passwort.
    .hint = Geben Sie ihn in den Einstellungen so ein: http://name:passwort@host:port.
proxy-no-way = Der Proxy { $proxy } stellt keine Verbindung zum Server her.
    .hint = Fragen Sie, wer den Proxy betreut, oder wählen Sie in den Einstellungen einen anderen.
proxy-unreachable = Der Proxy { $proxy } ist nicht erreichbar.
    .hint = Prüfen Sie das Netzwerk oder den Proxy in den Einstellungen. Errand versucht es von selbst wieder.
certificate = Dieser Computer vertraut dem Zertifikat des Servers nicht, deshalb wurde nichts gesendet.
    .hint = Wenn Ihre Firma Verbindungen prüft, muss ihr Zertifikat auf diesem Computer installiert sein.
offline = Der Server ist nicht erreichbar.
    .hint = Prüfen Sie das Netzwerk. Errand macht von selbst weiter, sobald es wieder da ist.
offline-now = Der Server ist nicht erreichbar.
    .hint = Prüfen Sie das Netzwerk und versuchen Sie es noch einmal.
connection-broke = Die Verbindung zum Server ist abgebrochen.
    .hint = Was bis dahin kam, bleibt erhalten. Versuchen Sie es noch einmal.
not-gemini = Die Antwort des Servers ist keine der Gemini-API.
    .hint = Prüfen Sie die Basis-URL in den Einstellungen.
not-sendable = Der Schlüssel oder die Basis-URL enthält Zeichen, die nicht gesendet werden können.
    .hint = Kopieren Sie den ganzen Schlüssel noch einmal und prüfen Sie die Basis-URL.
base-url = Diese Basis-URL kann nicht benutzt werden.
    .hint = Sie beginnt mit https:// oder, bei einem Server auf diesem Computer, mit http://.

## What a server answers

wrong-key = Der Server nimmt diesen Schlüssel nicht an.
    .hint = Kopieren Sie den ganzen Schlüssel noch einmal, oder erstellen Sie einen neuen.
region = Gemini wird dort, wo dieser Computer steht, nicht angeboten.
    .hint = Benutzen Sie das Modell auf diesem Computer, oder stellen Sie eine andere Basis-URL ein.
needs-payment = Das Projekt dieses Schlüssels braucht dafür eine Zahlungsart.
    .hint = Schalten Sie die Abrechnung für das Projekt ein, oder wählen Sie ein anderes Modell.
quota = Das Kontingent dieses Schlüssels ist aufgebraucht.
    .hint = Morgen gibt es ein neues. Ein bezahlter Tarif hat ein größeres.
rate-limited = Der Server bekommt zu viele Anfragen für diesen Schlüssel.
    .hint = Warten Sie eine Minute und versuchen Sie es dann noch einmal.
unknown-model = Der Server kennt dieses Modell nicht.
    .hint = Wählen Sie ein anderes; vielleicht wurde es eingestellt.
no-permission = Der Schlüssel stimmt, darf das aber nicht.
    .hint = Prüfen Sie im Projekt des Schlüssels, ob ihm die Gemini-API erlaubt ist.
refused = Die Sicherheitsregeln des Servers haben die Antwort zurückgehalten.
    .hint = Fragen Sie mit anderen Worten.
lost = Der Server kennt das nicht mehr.
    .hint = Was bis dahin kam, bleibt hier erhalten. Senden Sie es noch einmal, um neu zu beginnen.
server-trouble = Der Server hat selbst ein Problem.
    .hint = Versuchen Sie es etwas später noch einmal.
not-taken = Der Server nimmt diese Anfrage nicht an: { $said }
server-says = Der Server sagt: { $said }
    .hint = Versuchen Sie es etwas später noch einmal.
too-long = Die Antwort war zu lang, um fertig zu werden.
    .hint = Fragen Sie nach einem Teil davon.
not-told-anew = Der Server kennt nicht mehr, was davor war, und es kann ihm nicht neu erzählt werden: { $why }
    .hint = Beginnen Sie eine neue Unterhaltung.

## What nobody knows for certain

not-known-if-received = Es ist nicht bekannt, ob der Server dies erhalten hat.
    .hint = Wenn Sie es noch einmal senden, wird es vielleicht doppelt erledigt und berechnet.
not-known-how-it-stands = Es ist nicht bekannt, wie es beim Server darum steht.
    .hint = Prüfen Sie es etwas später noch einmal.
not-known-if-stopped = Der Server hat nicht gesagt, dass er angehalten hat.
    .hint = Prüfen Sie es etwas später noch einmal.

## This computer's engine, keychain and record

engine-trouble = { $said }
    .hint = Versuchen Sie es noch einmal. Wenn es so bleibt, installieren Sie Errand neu.
no-model = Das Modell auf diesem Computer fehlt oder kann nicht gelesen werden.
    .hint = Wählen Sie in den Einstellungen eine GGUF-Datei.
sandbox-gone = Die Sandbox ist weg, und mit ihr die Dateien, die nicht vorher geholt wurden.
    .hint = Was hier steht, bleibt erhalten. Für die Dateien übergeben Sie den Auftrag noch einmal.
keychain-trouble = { $said }
    .hint = Entsperren Sie den Schlüsselbund, oder geben Sie den Schlüssel in den Einstellungen noch einmal ein.
keychain-none = Dieser Computer hat keinen Schlüsselbund, den Errand benutzen kann ({ $reason }).
    .hint = Behalten Sie den Schlüssel nur für diese Sitzung.
keychain-none-linux = Dieser Computer hat keinen Schlüsselbund, den Errand benutzen kann ({ $reason }).
    .hint = Behalten Sie den Schlüssel nur für diese Sitzung. Um ihn dauerhaft zu behalten, richten Sie einen Schlüsselbund wie GNOME Keyring ein und starten Errand neu.
keychain-locked = Der Schlüsselbund ist gesperrt ({ $reason }).
    .hint = Entsperren Sie Ihren Schlüsselbund und versuchen Sie es noch einmal, oder behalten Sie den Schlüssel nur für diese Sitzung.
keychain-denied = Der Schlüsselbund hat den Zugriff verweigert ({ $reason }).
    .hint = Versuchen Sie es noch einmal und erlauben Sie den Zugriff, wenn das System fragt, oder behalten Sie den Schlüssel nur für diese Sitzung.
keychain-other = Der Schlüsselbund konnte nicht benutzt werden ({ $reason }).
    .hint = Starten Sie Errand neu. Wenn es so bleibt, behalten Sie den Schlüssel nur für diese Sitzung.
ledger-locked = Der Verlauf unter { $path } wird von einem anderen Programm benutzt.
    .hint = Schließen Sie das andere Errand oder das Programm, das die Datei geöffnet hat, und versuchen Sie es noch einmal.
ledger-corrupt = Der Verlauf unter { $path } ist beschädigt: { $reason }.
    .hint = Errand hat die Datei gelassen, wie sie ist. Schließen Sie Errand, verschieben Sie { $path } an einen sicheren Ort und legen Sie eine Kopie aus Ihrer Sicherung dorthin; Kopien, die Errand selbst gemacht hat, enden auf .backup- und eine Zahl. Ist dort keine Datei, beginnt Errand mit einem leeren Verlauf.
ledger-newer = Der Verlauf unter { $path } wurde von einem neueren Errand geschrieben (er hat das Format { $found }, diese Version kennt { $known }).
    .hint = Installieren Sie die neueste Version von Errand. Die Datei wurde nicht angerührt.
ledger-disk-full = Der Datenträger ist voll: Der Verlauf unter { $path } konnte nicht geschrieben werden.
    .hint = Schaffen Sie Platz auf dem Datenträger und versuchen Sie es noch einmal. Nichts, was schon gespeichert war, ist verloren.
ledger-io = Der Verlauf unter { $path } konnte nicht gelesen oder geschrieben werden: { $reason }.
    .hint = Prüfen Sie, ob Sie { $path } und den Ordner darum lesen und schreiben dürfen, und versuchen Sie es noch einmal.
ledger-not-found = Es gibt kein { $what } { $id }.
    .hint = Vielleicht wurde es gelöscht. Öffnen Sie die Liste noch einmal.
ledger-other = Der Verlauf unter { $path } konnte nicht benutzt werden: { $reason }.
    .hint = Starten Sie Errand neu.

## Files

file-not-read = { $name } konnte nicht gelesen werden: { $reason }.
    .hint = Wählen Sie einen anderen Ort, oder prüfen Sie die Zugriffsrechte.
file-not-written = { $name } konnte nicht geschrieben werden: { $reason }.
    .hint = Wählen Sie einen anderen Ort, oder prüfen Sie die Zugriffsrechte.
file-not-created = { $name } konnte nicht angelegt werden: { $reason }.
    .hint = Wählen Sie einen anderen Ort, oder prüfen Sie die Zugriffsrechte.
file-not-removed = { $name } konnte nicht entfernt werden: { $reason }.
    .hint = Wählen Sie einen anderen Ort, oder prüfen Sie die Zugriffsrechte.
reason-not-there = sie ist nicht da
reason-denied = der Zugriff ist verweigert
reason-disk-full = der Datenträger ist voll
reason-refused = das System lehnt es ab
answer-file-local = Die Datei dieser Antwort kann nicht geholt werden: { $reason }.
answer-file-not-given = Der Server gibt die Datei dieser Antwort nicht her (Fehler { $status }).
    .hint = Vielleicht ist es zu spät dafür. Fragen Sie noch einmal danach.
no-room = { $path } braucht { $needed }, und auf diesem Datenträger ist Platz für { $room }.
    .hint = Schaffen Sie Platz und holen Sie die Datei dann noch einmal.
file-not-fetched = { $name } konnte nicht geholt werden.
    .hint = Holen Sie die Datei noch einmal.
download-failed = { $path } konnte nicht geholt werden. { $why }
file-io = Das System meldet: { $said }.
    .hint = Wählen Sie einen anderen Ordner.
file-not-a-folder = { $path } ist kein Ordner.
    .hint = Wählen Sie einen anderen Ordner.
file-no-free-name = In { $folder } gibt es zu viele Dateien, die wie { $name } heißen.
    .hint = Wählen Sie einen anderen Ordner.
file-length = Die Datei { $path } hat { $received } Bytes statt der angekündigten { $announced }; holen Sie sie noch einmal.
file-not-stored = Die Datei { $sha256 } ist nicht mehr auf diesem Computer; holen Sie sie noch einmal.
file-altered = Die Datei { $sha256 } wurde auf diesem Computer verändert; holen Sie sie noch einmal.
media-not-decoded = Bild, Ton oder Video in der Antwort lässt sich nicht entschlüsseln.
sound-not-kept = Der Ton in der Antwort kann nicht als Datei aufbewahrt werden: { $reason }.
table-not-read = Die Tabelle kann nicht bis zum Ende gelesen werden: { $why }.
file-other = { $said }.
medium-gone = { $name } ist nicht mehr auf diesem Computer oder wurde dort verändert.
    .hint = Es war die einzige Kopie. Fragen Sie noch einmal danach.
unreadable-locked = { $name } kann hier nicht gezeigt werden: Die Datei ist mit einem Passwort geschützt.
    .hint = Speichern Sie die Datei und öffnen Sie sie mit einem anderen Programm.
unreadable-encrypted = { $name } kann hier nicht gezeigt werden: Die Datei ist mit einem Schlüssel verschlüsselt, den Errand nicht hat.
    .hint = Speichern Sie die Datei und öffnen Sie sie mit einem anderen Programm.
pdf-locked = { $name } ist mit einem Passwort gesperrt.
pdf-wrong-password = Dieses Passwort öffnet { $name } nicht.
unreadable-large = { $name } kann hier nicht gezeigt werden: Die Datei ist zu groß.
    .hint = Speichern Sie die Datei und öffnen Sie sie mit einem anderen Programm.
unreadable-damaged = { $name } kann hier nicht gezeigt werden: Die Datei ist beschädigt oder von einer Art, die Errand nicht kennt.
    .hint = Speichern Sie die Datei und öffnen Sie sie mit einem anderen Programm.
unreadable-slow = { $name } kann hier nicht gezeigt werden: Das Lesen dauert zu lange.
    .hint = Speichern Sie die Datei und öffnen Sie sie mit einem anderen Programm.
office-no-pages = { $name } kann nicht als Seiten gezeigt werden: LibreOffice hat keine daraus gemacht.
    .hint = Speichern Sie die Datei und öffnen Sie sie mit einem anderen Programm.
unreadable-fails = { $name } kann hier nicht gezeigt werden: Das Lesen misslingt.
    .hint = Speichern Sie die Datei und öffnen Sie sie mit einem anderen Programm.
unreadable-no-reader = { $name } kann hier nicht gezeigt werden: Das Programm, das die Datei liest, lässt sich nicht starten.
    .hint = Speichern Sie die Datei und öffnen Sie sie mit einem anderen Programm.
files-trouble = { $said }
    .hint = Holen Sie sie im Dateibereich noch einmal.
attachment-trouble = { $said }
    .hint = Hängen Sie die Datei noch einmal an.

## Agents

agent-no-name = Der Agent hat noch keinen Namen.
    .hint = Geben Sie ihm einen.
agent-no-site = Es ist keine Website genannt, die der Agent erreichen darf.
    .hint = Nennen Sie eine, oder schalten Sie sein Internet aus.
agent-choose-model = Wählen Sie ein Modell für den Agenten, oder keines.
agent-few-tokens = Mit so wenigen Tokens wird kein Auftrag fertig.
    .hint = Erlauben Sie mindestens { $fewest_tokens }, oder so viele, wie es braucht.
skill-empty = Eine Fertigkeit hat keinen Namen oder sagt noch nichts.
    .hint = Füllen Sie sie aus, oder entfernen Sie sie.
skill-twice = Zwei Fertigkeiten heißen { $name }.
    .hint = Benennen Sie eine davon um.
agent-text-empty = Ein eingefügter Text ist leer.
    .hint = Fügen Sie etwas ein, oder entfernen Sie ihn.
repository-address = { $address } ist keine Adresse eines Repositorys, das geholt werden kann.
    .hint = Sie beginnt mit https:// und enthält weder Namen noch Passwort.
repository-twice = Das Repository { $address } ist doppelt da.
    .hint = Entfernen Sie eines davon.
agent-file-twice = Zwei Dateien heißen { $path }.
    .hint = Benennen Sie eine davon um, oder entfernen Sie sie.
agent-file-too-large = { $name } ist zu groß: Dateien eines Agenten haben höchstens { $megabytes } MB.
    .hint = Hängen Sie sie stattdessen an einen Auftrag an.
skill-none = { $name } ist keine Fertigkeit.
    .hint = Eine Fertigkeit ist ein Ordner mit einer SKILL.md darin, eine Markdown-Datei oder eine .zip-Datei davon.
skill-no-file = In { $name } gibt es keine SKILL.md.
    .hint = Wählen Sie den Ordner einer Fertigkeit, oder einen Ordner mit solchen Ordnern.
agent-no-ordinary-file = { $name } ist keine gewöhnliche Datei.
    .hint = Wählen Sie eine Datei auf einem Datenträger.
archive-damaged = { $name } kann nicht geöffnet werden: Die Datei ist beschädigt, gesperrt oder kein .zip.
    .hint = Packen Sie den Ordner noch einmal.
agent-too-much = In { $name } ist zu viel: Ein Agent hat höchstens { $most_files } Dateien mit zusammen { $megabytes } MB.
    .hint = Wählen Sie einen kleineren Ordner. Größere Dateien können an einen Auftrag angehängt werden.
agent-no-unicode = { $name } ist kein Text in Unicode.
    .hint = Speichern Sie die Datei noch einmal als UTF-8.
shared-agent-too-large = Die Datei eines Agenten hat höchstens { $megabytes } MB, und diese ist größer.
    .hint = Wählen Sie eine andere Datei.
shared-agent-newer = Dieser Agent wurde von einem neueren Errand geteilt.
    .hint = Installieren Sie das neueste Errand und öffnen Sie ihn dann noch einmal.
shared-agent-incomplete = { $path } fehlt darin oder wurde verändert.
    .hint = Bitten Sie noch einmal um den Agenten.
shared-agent-none = Diese Datei ist kein Agent von Errand oder ist beschädigt.
    .hint = Der Name einer solchen Datei endet auf { $extension }.
agent-say-what = Sagen Sie, was der Agent tun soll.

## Schedules

choose-who = Wählen Sie, wer es erledigen soll.
schedule-needs-agent = Ein Zeitplan ist für jemanden, der Aufträge erledigt. Wählen Sie statt eines Modells einen Agenten.
schedule-say-what = Sagen Sie, was zu tun ist.
schedules-wait-for-limit = Das Limit dieses Monats ist erreicht, deshalb warten Zeitpläne, die etwas kosten.
    .hint = Erhöhen Sie das Limit in den Einstellungen unter „Ausgaben“. Dann geht es von selbst weiter.
autostart-not-set = Es lässt sich nicht einstellen, dass Errand mit dem Computer startet: { $reason }.
    .hint = Nehmen Sie Errand mit der Option --background in die Programme auf, die Ihr Desktop startet.
schedule-did-not-begin = Es hat nicht begonnen: { $reason }
    .hint = Öffnen Sie den Zeitplan und sehen Sie sich seine Läufe an.

## Money

month-limit = Das Limit dieses Monats ist erreicht.
    .hint = Senden Sie es trotzdem, oder erhöhen Sie das Limit in den Einstellungen unter „Ausgaben“.
no-such-month = Diesen Monat gibt es nicht.
prices-not-shown = Die Datei ist { $path }, aber es ließ sich kein Dateimanager öffnen.
    .hint = Öffnen Sie sie mit einem Texteditor.

## Servers of models

server-address = Diese Adresse kann nicht benutzt werden.
    .hint = Sie sieht aus wie https://api.example.com/v1, oder wie http://127.0.0.1:11434/v1 bei einem Server auf diesem Computer.
server-unencrypted = Was dort geschrieben wird, ginge unverschlüsselt durch das Internet.
    .hint = Nehmen Sie eine Adresse, die mit https:// beginnt.
server-key-unencrypted = Ein Schlüssel wird nur über https:// oder an einen Server auf diesem Computer gesendet: Jeder im Netzwerk könnte ihn lesen.
    .hint = Lassen Sie den Schlüssel leer, wenn der Server keinen verlangt, oder geben Sie dem Server eine Adresse mit https://.
server-not-connected = Der Server dieses Modells ist nicht mehr verbunden oder hat es nicht.
    .hint = Wählen Sie im Eingabefeld jemand anderen, oder verbinden Sie den Server in den Einstellungen.
sees-no-pictures = { $model } sieht keine Bilder, deshalb kann ihm { $picture } nicht gezeigt werden.
    .hint = Wählen Sie ein Modell, das Bilder sieht, oder übergeben Sie es als Auftrag.
server-wants-key = { $name } antwortet niemandem ohne Schlüssel.
    .hint = Fügen Sie einen Schlüssel dafür ein.
server-kind = Diese Art von Server ist nicht bekannt.

## Sending

nothing-to-send = Es gibt noch nichts zu senden.
kind-not-quick = { $name } ist von einer Art, die eine schnelle Antwort nicht lesen kann.
    .hint = Übergeben Sie es als Auftrag: Dort lässt sich die Datei in der Sandbox öffnen.
turn-without-conversation = Eine Anfrage, die auf eine andere folgt, gehört zu deren Unterhaltung.
turn-before-runs = Die Anfrage davor läuft noch.
    .hint = Warten Sie, bis sie fertig ist, oder halten Sie sie an.
leaving = Was bisher gesagt wurde, war noch nicht bei { $place }, deshalb wird es nicht ungefragt dorthin gesendet.
    .hint = Wählen Sie im Eingabefeld, wer antworten soll; dort steht, was mitgeht.
pasted-not-read = Was eingefügt wurde, kann nicht gelesen werden.
attach-folder = { $name } ist ein Ordner, und nur Dateien können angehängt werden.
    .hint = Wählen Sie die Dateien darin.
attach-no-ordinary-file = { $name } ist keine gewöhnliche Datei und kann deshalb nicht angehängt werden.
    .hint = Wählen Sie eine Datei auf einem Datenträger.
attach-too-large = { $name } ist zu groß: Es können höchstens { $megabytes } MB gesendet werden.
    .hint = Wählen Sie eine kleinere Datei.

## Files that are fetched and opened

file-not-made = Der Server konnte diese Datei nicht herstellen.
    .hint = Fragen Sie noch einmal danach.
file-being-made = Der Server stellt diese Datei noch her.
    .hint = Holen Sie sie etwas später noch einmal.
deleted-still-written = Eine Datei des Gelöschten wird noch geschrieben.
    .hint = Errand versucht es in einer Minute von selbst noch einmal.
fetched-too-large = Die Datei ist zu groß: Errand holt höchstens { $megabytes } MB davon.
no-program-opens = Dieser Computer hat kein Programm, das { $name } öffnet.
    .hint = Speichern Sie die Datei und öffnen Sie sie mit einem Programm Ihrer Wahl.
not-copied = { $name } konnte nicht kopiert werden.
    .hint = Speichern Sie die Datei, und kopieren Sie sie in Ihrer Dateiverwaltung.
not-dragged = { $name } konnte nicht gezogen werden.
    .hint = Speichern Sie die Datei stattdessen.
only-saved-shown = Nur gespeicherte Dateien können gezeigt werden.
no-file-manager = Dieser Computer hat keinen Dateimanager, der { $text } zeigt.
    .hint = Kopieren Sie den Pfad und öffnen Sie ihn mit einem Programm Ihrer Wahl.
file-not-here = { $name } ist noch nicht hier.
    .hint = Holen Sie die Datei zuerst.
file-bytes-gone = { $name } ist nicht mehr auf diesem Computer.
    .hint = Holen Sie die Datei noch einmal.
no-table = { $name } ist keine Tabelle.
no-such-encoding = Diese Zeichenkodierung gibt es nicht.
title-empty = Ein Titel braucht mindestens einen Buchstaben.
link-kind = Nur Web- und Mailadressen können geöffnet werden.
no-program-for-address = Dieser Computer hat kein Programm für diese Adresse.
    .hint = Kopieren Sie stattdessen die Adresse.

## Errand's own programs

engine-keeps-ending = Die Engine auf diesem Computer endet immer wieder und wird deshalb nicht mehr von selbst gestartet.
    .hint = Starten Sie sie in den Einstellungen. Wenn es so bleibt, wählen Sie ein kleineres Modell oder installieren Sie Errand neu.
engine-does-not-start = Die Engine auf diesem Computer startet nicht: { $why }.
    .hint = Versuchen Sie es noch einmal. Wenn es so bleibt, installieren Sie Errand neu.
sandbox-not-asked = Errand kann nicht herausfinden, ob auf diesem Computer Programme laufen können.
    .hint = Installieren Sie Errand noch einmal.
no-command = Den Befehl { $name } gibt es nicht.
request-not-read = Die Anfrage für { $name } kann nicht gelesen werden.

## Tools, and what is asked of the person

folder-name-signs = Der Name dieses Ordners hat Zeichen, die nicht aufbewahrt werden können.
    .hint = Wählen Sie einen anderen Ordner.
too-many-headers = Das sind zu viele Header.
header-empty = Der Header „{ $name }“ hat noch keinen Wert.
nothing-asked = Hier wird nichts gefragt, was sich beantworten lässt.
not-for-errand = „{ $title }“ kann Errand nicht ausführen.
action-unanswered = „{ $title }“ hat noch keine Antwort.
pick-folder-again = Wählen Sie den Ordner für die Werkzeuge noch einmal.
headers-not-kept = Die Header für { $name } werden nicht mehr aufbewahrt.
    .hint = Geben Sie sie in den Einstellungen bei den Werkzeugservern noch einmal ein.
tool-server-unusable = { $name } kann nicht benutzt werden: { $reason }.

## More of agents, schedules and sending

agent-name-long = Der Name hat { $length } Zeichen; Platz ist für { $longest }.
    .hint = Kürzen Sie ihn.
agent-letter-long = Das Kürzel hat { $length } Zeichen; Platz ist für { $longest }.
    .hint = Kürzen Sie es.
agent-about-long = Die Zeile dazu, wofür er da ist, hat { $length } Zeichen; Platz ist für { $longest }.
    .hint = Kürzen Sie sie.
agent-instructions-long = Die Anweisungen haben { $length } Zeichen; Platz ist für { $longest }.
    .hint = Kürzen Sie sie.
agent-files-too-large = Der Agent hat { $count } Dateien mit { $size } MB; Platz ist für { $most } mit zusammen { $megabytes } MB.
    .hint = Entfernen Sie einige. Größere Dateien können an einen Auftrag angehängt werden.
files-too-large = Die Dateien sind zusammen { $size } MB groß; gesendet werden können höchstens { $megabytes } MB.
    .hint = Senden Sie weniger oder kleinere Dateien.
server-silent = sein Server sagt nicht, warum
engine-program-missing = ihr Programm fehlt
engine-ended = sie ist sofort zu Ende gegangen
engine-not-ready = sie wird nicht bereit
engine-no-address = sie sagt nicht, wo sie erreichbar ist
ahead-not-read = { $name } kann nicht gelesen werden: { $cause }.
ahead-no-name = Der Server hat eine Sandbox angelegt und sie nicht benannt.

## When a schedule runs

rule-times = { $days } um { $times } Uhr
rule-interval = { $interval }, { $days }
every-hour = jede Stunde
every-hours = alle { $count } Stunden
every-minutes = alle { $count } Minuten
every-day = jeden Tag
every-weekday = jeden Werktag
every-of-week = jeden { $days }
every-of-month = am { $days } jedes Monats
day-of-month = { $day }.
every-year = jedes Jahr am { $day }. { $month }
weekday-sunday = Sonntag
weekday-monday = Montag
weekday-tuesday = Dienstag
weekday-wednesday = Mittwoch
weekday-thursday = Donnerstag
weekday-friday = Freitag
weekday-saturday = Samstag
month-january = Januar
month-february = Februar
month-march = März
month-april = April
month-may = Mai
month-june = Juni
month-july = Juli
month-august = August
month-september = September
month-october = Oktober
month-november = November
month-december = Dezember

## When a plan is not understood

when-nothing = Sagen Sie, wann, zum Beispiel „jeden Montag um 7“.
when-unknown = Nicht verstanden: { $words }.
when-days = An welchen Tagen? Zum Beispiel „jeden Tag“, „werktags“, „jeden Montag“ oder „am 1. des Monats“.
when-time = Um welche Uhrzeit? Zum Beispiel „um 7:00“.
when-mixed-days = Ein Zeitplan richtet sich nach Wochentagen, nach Tagen des Monats oder nach dem Jahr. Legen Sie zwei Zeitpläne an.
when-times-and-interval = Ein Zeitplan hat entweder Uhrzeiten oder einen Abstand. Legen Sie zwei Zeitpläne an.
when-minutes-differ = Mehrere Uhrzeiten eines Zeitplans liegen auf derselben Minute ihrer Stunden, wie 7:30 und 18:30. Legen Sie zwei Zeitpläne an.
when-last-day = Ein Zeitplan hat kein Wort für den letzten Tag eines Monats. Nehmen Sie den 28., oder den 1. des nächsten.
when-which-weekday = An welchem Wochentag? Zum Beispiel „jeden Montag um 7“.
when-which-day = An welchem Tag des Monats? Zum Beispiel „am 1. des Monats um 7“.
when-counts = Ein Zeitplan kann keine Tage, Wochen oder Monate zählen. Nennen Sie die Tage: „jeden Montag“, „am 1. und 15. des Monats“.
when-does-not-fit = Es muss aufgehen: alle 5, 6, 10, 12, 15, 20 oder 30 Minuten, oder alle 1, 2, 3, 4, 6, 8 oder 12 Stunden.
when-nth-weekday = Ein Zeitplan kann nicht „der erste Montag im Monat“ sagen: Er richtet sich nach dem Wochentag oder nach dem Tag des Monats.
when-two-days = Ein Zeitplan hat einen Tag im Jahr. Legen Sie zwei Zeitpläne an.
when-every-other = Ein Zeitplan hat kein Wort für jede zweite Woche oder jeden zweiten Tag. Nehmen Sie „am 1. und 15. des Monats“, oder jede Woche.
cron-fields = Ein Zeitplan hat fünf Felder: Minute, Stunde, Tag des Monats, Monat, Wochentag, zum Beispiel „0 7 * * 1“ für montags um sieben. Dieser hat { $count }.
cron-unreadable = Der Zeitplan „{ $line }“ kann nicht gelesen werden. Seine Felder nehmen Minuten 0-59, Stunden 0-23, Tage 1-31, Monate 1-12 oder JAN-DEC und Wochentage 0-7 oder SUN-SAT, jeweils auch als Liste, als Bereich oder mit einer Schrittweite.
cron-never = Der Zeitplan „{ $line }“ tritt nie ein: Diesen Tag gibt es nicht.
cron-zone = Die Zeitzone „{ $zone }“ gibt es nicht. Geben Sie einen IANA-Namen an, zum Beispiel „Europe/Zurich“ oder „UTC“.

## The sandbox of this computer

sandbox-missing = Das Programm, das die Sandbox schließt, bubblewrap, ist nicht installiert.
sandbox-apparmor = Dieses System (AppArmor) lässt Errand seine Sandbox noch nicht schließen.
sandbox-forbidden = Dieses System lässt Programme keine Sandbox schließen.

## What Errand does for a model once the person approves

path-outside = „{ $path }“ ist nicht im gewählten Ordner.
put-no-name = Die Datei hat keinen Namen.
put-bad-name = „{ $path }“ ist kein Name, den eine Datei hier haben kann.
put-program = „{ $path }“ wäre ein Programm, und es wird keines geschrieben.
picked-not-opened = Der gewählte Ordner kann nicht geöffnet werden: { $reason }.
look-failed = „{ $path }“ kann nicht angesehen werden: { $reason }.
look-no-file = „{ $path }“ ist keine Datei.
look-no-text = „{ $path }“ ist kein Text.
put-exists = „{ $path }“ gibt es schon, und nichts wird überschrieben. Nehmen Sie einen anderen Namen.
put-failed = „{ $path }“ kann nicht geschrieben werden: { $reason }.
path-link = „{ $name }“ ist eine Verknüpfung mit einem anderen Ort, und ihr wird nicht gefolgt.
path-unusable = „{ $name }“ kann nicht benutzt werden: { $reason }.
list-failed = Der Ordner kann nicht aufgelistet werden: { $reason }.
page-kind = Nur eine Webadresse, die mit http:// oder https:// beginnt, wird geöffnet.
page-too-long = Die Adresse ist zu lang.
page-with-name = Eine Adresse mit einem Namen oder Passwort darin wird nicht geöffnet.
mail-many-people = Eine Mail wird für höchstens { $most_people } Personen begonnen.
mail-address = „{ $wrong }“ ist keine Mailadresse.
mail-too-long = Die Mail ist zu lang, um begonnen zu werden.
entry-no-title = Der Eintrag hat keinen Titel.
entry-too-long = Der Eintrag ist zu lang.
entry-when = Beginn und Ende sind Tage wie 2026-12-24, oder beide Zeiten wie 2026-12-24T18:00.
entry-ends-early = Er würde enden, bevor er beginnt.
entry-no-such-time = Diese Zeit gibt es nicht.
asked-unknown-words = Es wurde mit Angaben darum gebeten, die Errand nicht kennt.
put-too-large = Die Datei ist größer als { $megabytes } MB.
deed-list = Auflisten, was in „{ $folder }“ ist, und die Liste als Antwort senden.
deed-look = „{ $path }“ in „{ $folder }“ ansehen und als Antwort senden, was darin steht.
deed-put = Die neue Datei „{ $path }“ in „{ $folder }“ schreiben.
deed-page = Diese Seite im Browser öffnen.
deed-calendar = Eine Kalenderdatei für „{ $title }“ anlegen.
deed-mail = Diese Mail im Mailprogramm beginnen. Sie senden sie selbst.
from-to = { $first } bis { $last }
deed-tool = „{ $tool }“ von { $server } benutzen.
no-folder-picked = In den Werkzeugen dieser Unterhaltung ist kein Ordner gewählt.
no-program-for-it = Dieser Computer hat kein Programm dafür.
no-save-folder = Dieser Computer hat keinen Ordner für gespeicherte Dateien.
save-folder-not-made = Der Ordner für gespeicherte Dateien kann nicht angelegt werden.
no-folder-picked-now = Es ist kein Ordner gewählt.

## Forms that a model asks to be filled in

field-not-read = kann nicht gelesen werden
field-needed = muss ausgefüllt werden
field-yes-no = nimmt Ja oder Nein
field-whole-number = nimmt eine ganze Zahl
field-number = nimmt eine Zahl
field-day = nimmt einen Tag wie 2026-03-29
field-time = nimmt eine Uhrzeit wie 18:30
field-one-of = nimmt eines von: { $options }
field-json = nimmt eine Liste oder ein Objekt in JSON
field-moment = nimmt einen Tag mit Uhrzeit wie 2026-03-29T18:30
field-file = nimmt eine angehängte Datei
field-file-size = nimmt eine Datei von höchstens 5 MB
answer-approved = genehmigt und erledigt
answer-not-done = nicht erledigt. { $why }
answer-declined-because = abgelehnt. { $reason }

## Why somebody cannot use a tool

bound-here = Er ist auf diesem Computer und von außen nicht erreichbar.
bound-headers = Seine Header bleiben im Schlüsselbund, den nur Errand liest.
offer-worker-no-map = Agenten mit einer Sandbox haben keine Karte.
offer-agent-no-pictures = Agenten suchen keine Bilder.
offer-research-no-map = Recherche hat keine Karte.
offer-research-asks-nothing = Recherche fragt nichts, während sie arbeitet, und kann deshalb nichts benutzen, was Sie vorher fragt.
offer-makes-media = Es macht Bilder, Ton oder Video und benutzt keine Werkzeuge.
offer-unknown = Was es benutzen kann, ist nicht bekannt.
offer-local-no-map = Die Engine auf diesem Computer hat keine Karte.
offer-local-no-pictures = Die Engine auf diesem Computer sucht keine Bilder.
offer-local-code = Auf diesem Computer lässt nur ein Auftrag Programme laufen, in seiner Sandbox.
offer-no-functions = Dieses Modell ruft keine Werkzeuge auf.
program-look = In Ihren Ordner sehen
program-put = Eine Datei in Ihren Ordner legen
program-page = Eine Seite öffnen
program-calendar = Einen Kalendereintrag anlegen
program-mail = Eine Mail beginnen
answer-declined = abgelehnt
answer-line = { $title }: { $words }
field-wrong = „{ $name }“ { $wants }.
and-more = { $line } (und { $count } weitere)

## Notifications

action-open = Öffnen
action-save-files = Dateien speichern
action-approve = Genehmigen
action-decline = Ablehnen
notice-job = Auftrag
notice-answer = Antwort
notice-unconfirmed = Nicht sicher, ob es angekommen ist
notice-key-refused = Wartet: Der Schlüssel wurde abgelehnt
notice-no-key = Wartet auf einen Schlüssel
notice-job-done = Auftrag erledigt
notice-answer-ready = Antwort ist da
notice-job-failed = Auftrag fehlgeschlagen
notice-no-answer = Es kam keine Antwort
notice-needs-you = Braucht Sie
notice-files =
    { $count ->
        [one] { $count } Datei
       *[other] { $count } Dateien
    }
notice-line = { $state } · { $more }
notice-done = { $count } erledigt
notice-failed = { $count } fehlgeschlagen
notice-waiting =
    { $count ->
        [one] { $count } braucht Sie
       *[other] { $count } brauchen Sie
    }
notice-schedule = Ein Zeitplan
notice-schedules =
    { $count ->
        [one] { $count } Zeitplan
       *[other] { $count } Zeitpläne
    }
notice-paused-by-limit = Angehalten · Das Limit dieses Monats ist erreicht. Im nächsten Monat geht es weiter, oder wenn Sie das Limit erhöhen.
notice-schedule-failing =
    Angehalten nach { $failures ->
        [one] { $failures } Fehlschlag
       *[other] { $failures } Fehlschlägen nacheinander
    }
notice-could-not-begin = Konnte nicht beginnen
notice-in-tray = Errand ist noch da
notice-in-tray-body = Es läuft im Infobereich weiter. Beenden Sie es von dort.
notice-no-window = Das Fenster von Errand kann nicht gezeigt werden
notice-no-window-body = Beenden Sie Errand und starten Sie es neu; es zeichnet dann ohne die Grafikkarte. Antworten und Aufträge sind nicht betroffen.

## The window

window-page-ended = Das Fenster musste neu geladen werden.
    .hint = Seine Seite ist unerwartet zu Ende gegangen. Antworten und Aufträge sind nicht betroffen.
window-never-drawn = Das Fenster musste neu geladen werden.
    .hint = Es wurde nichts darin gezeichnet. Antworten und Aufträge sind nicht betroffen.
window-drawn-safely = Das Fenster wird ohne die Grafikkarte gezeichnet.
    .hint = Beim letzten Start wurde nichts darin gezeichnet. Es rollt jetzt vielleicht weniger flüssig.

## What a model or an agent is good for

good-for-everyday = Alltägliche Fragen, Briefe, Zusammenfassungen und Dateien, die Sie ihm zeigen
good-for-hard = Schwierige Fragen, lange Dokumente, Pläne, die halten müssen
good-for-jobs = Ganze Aufträge: Er schreibt Programme und führt sie aus, erstellt Dateien und prüft sie
good-for-report = Ein Bericht zu einer Frage, aus etwa achtzig Suchen im Web
good-for-report-complete = Dasselbe mit doppelt so vielen Suchen, wenn es vollständig sein muss
good-for-jobs-first = Ganze Aufträge, in der ersten Ausgabe
good-for-report-earlier = Berichte aus dem Web, in einer früheren Ausgabe
good-for-hardest = Das Neueste: die schwierigsten Fragen und lange Arbeiten mit vielen Teilen
good-for-careful = Schwierige Fragen, die Sorgfalt brauchen, Programme und Beweise
good-for-careful-sibling = Schwierige Fragen, die Sorgfalt brauchen; ein Geschwister von Argon
good-for-hard-earlier = Schwierige Fragen, in einer früheren Ausgabe
good-for-hard-before = Schwierige Fragen, vor zwei Ausgaben
good-for-newest-pro = Immer das neueste Pro von Google; was es kostet, ändert sich mit
good-for-everyday-earlier = Alltägliche Fragen, in einer früheren Ausgabe
good-for-short = Kurze, einfache Fragen, und viele davon: am wenigsten Geld für das höchste Tempo
good-for-short-earlier = Kurze, einfache Fragen, in einer früheren Ausgabe
good-for-short-cheapest = Kurze, einfache Fragen; das billigste von allen
good-for-everyday-before = Alltägliche Fragen, vor zwei Ausgaben
good-for-newest-flash = Immer das neueste Flash von Google; was es kostet, ändert sich mit
good-for-newest-flash-lite = Immer das neueste Flash-Lite von Google; was es kostet, ändert sich mit
good-for-pictures = Bilder aus Worten, und Änderungen an einem Bild, das Sie ihm zeigen
good-for-pictures-words = Bilder mit Worten darin, die stimmen müssen
good-for-pictures-quick = Schnelle, einfache Bilder
good-for-pictures-earlier = Bilder, in einer früheren Ausgabe
good-for-aloud = Liest einen Text vor, in dem Ton, den Sie beschreiben
good-for-aloud-cheap = Liest einen Text vor, für weniger
good-for-aloud-earlier = Liest einen Text vor, in einer früheren Ausgabe
good-for-videos = Kurze Videos mit Ton, aus Worten oder aus einem Bild
good-for-videos-earlier = Kurze Videos, in einer früheren Ausgabe

## Servers of models and of tools

it-says = Er sagt: „{ $quote }“
model-server-no-address = Die Adresse von { $name } ist keine gültige Adresse. Eine gültige sieht so aus: http://127.0.0.1:11434/v1.
model-server-unreachable = Unter { $place } antwortet nichts. Prüfen Sie, ob { $name } läuft, sowie die Adresse und die Verbindung.
model-server-key-wanted = { $name } verlangt einen Schlüssel. Geben Sie einen ein.
model-server-key-refused = { $name } nimmt diesen Schlüssel nicht an. Prüfen Sie ihn, oder erstellen Sie dort einen neuen.
model-server-quota = Das Konto bei { $name } hat kein Guthaben mehr. Sehen Sie auf dessen Abrechnungsseite nach.
model-server-other-service = Unter { $place } antwortet etwas, aber nicht als Modellserver. Prüfen Sie die Adresse; die meisten enden auf /v1.
model-server-broken = Die Verbindung zu { $name } ist abgebrochen, bevor die Antwort vollständig war. Versuchen Sie es noch einmal.
model-server-silent = { $name } hat eine Viertelstunde lang nichts gesagt. Versuchen Sie es noch einmal, oder wählen Sie ein kleineres Modell.
model-server-endless = { $name } hat mehr gesendet, als irgendeine Antwort lang ist. Prüfen Sie, ob die Adresse stimmt.
model-server-not-taken = { $name } kann keine Datei der Art { $kind } bekommen. Lassen Sie sie weg, oder wählen Sie ein anderes Modell.
model-server-busy =
    { $name } nimmt gerade keine weiteren Anfragen an. Versuchen Sie es in { $seconds ->
        [one] einer Sekunde
       *[other] { $seconds } Sekunden
    } noch einmal.
model-server-busy-now = { $name } nimmt gerade keine weiteren Anfragen an. Versuchen Sie es später noch einmal.
model-server-no-model = { $name } hat dieses Modell nicht. Wählen Sie ein anderes.
model-server-too-long = Die Unterhaltung ist länger, als dieses Modell lesen kann. Beginnen Sie eine neue, oder wählen Sie ein Modell mit mehr Platz.
model-server-refused = { $name } hat die Anfrage nicht angenommen.
model-server-failed = { $name } hat einen Fehler. Versuchen Sie es später noch einmal.
tools-unreachable = er ist nicht erreichbar
tools-refused = er verlangt einen anderen Schlüssel (HTTP { $status }); geben Sie ihn in seinen Headern an
tools-status = er antwortet mit HTTP { $status }
tools-late = er hat nicht rechtzeitig geantwortet
tools-ended = die Verbindung ist zu Ende gegangen
tools-other-protocol = er spricht kein MCP

## Search, stores, programs and folders

compare-kinds = Was sich geändert hat, lässt sich nur bei Texten und Tabellen zeigen.
    .hint = Sehen Sie sich beide Fassungen nacheinander an.
folder-no-name = Ein Ordner braucht einen Namen.
folder-name-long = Der Name eines Ordners kann { $longest } Zeichen haben. Kürzen Sie ihn.
folder-exists = Einen Ordner „{ $name }“ gibt es schon.
file-name-signs = Der Name dieser Datei hat Zeichen, die nicht aufbewahrt werden können.
    .hint = Wählen Sie eine andere Datei, oder benennen Sie sie um.
too-many-arguments = Das sind zu viele Argumente.
schedule-file-too-large = { $name } ist zu groß für einen Zeitplan: Eine Datei darf 1 MB haben, und alle zusammen 2 MB.
    .hint = Hängen Sie kleinere an.
search-unusable = Er kann nicht benutzt werden: { $bad }.
search-unreachable = Der Suchserver antwortet nicht.
    .hint = Prüfen Sie die Adresse und ob der Server läuft.
search-no-json = Der Suchserver antwortet, gibt aber kein JSON.
    .hint = In seiner settings.yml muss „json“ unter search.formats stehen. Bei vielen öffentlichen Servern ist das nicht so.
search-busy = Der Suchserver nimmt gerade keine weiteren Suchen an.
    .hint = Versuchen Sie es später noch einmal, oder nennen Sie einen anderen.
search-status = Der Suchserver antwortet mit einem Fehler (HTTP { $status }).
    .hint = Prüfen Sie die Adresse und ob der Server im Browser funktioniert.
search-broken = Die Antwort des Suchservers ist abgebrochen oder zu lang.
    .hint = Versuchen Sie es noch einmal.
search-other-service = Was dort antwortet, ist kein SearXNG.
    .hint = Prüfen Sie die Adresse.
bound-program = Er ist ein Programm dieses Computers, und nur Errand kann es starten.
offer-worker-no-stores = Agenten mit einer Sandbox suchen nicht in Dateispeichern. Hängen Sie die Dateien an.
offer-local-name-search = Um auf diesem Computer im Web zu suchen, nennen Sie in den Einstellungen einen Suchserver.
offer-local-no-stores = Dateispeicher sind bei Google. Hängen Sie die Dateien hier an.
program-no-name = Nennen Sie das Programm.
program-not-found = Das Programm würde nicht gefunden: In der Sandbox gibt es die Programme des Systems und den Ordner.
    .hint = Wählen Sie den Ordner, in dem das Programm ist, oder nennen Sie ein Programm des Systems, etwa node oder python3.
store-no-name = Geben Sie ihm einen Namen.
store-not-named = Der Server hat einen Dateispeicher angelegt und ihn nicht benannt.
    .hint = Versuchen Sie es noch einmal.
store-no-ordinary-file = { $name } ist keine gewöhnliche Datei.
    .hint = Wählen Sie eine andere.
store-empty-file = { $name } ist leer, es gibt darin also nichts zu suchen.
    .hint = Wählen Sie eine andere.
store-file-too-large = { $name } ist zu groß: Eine Datei in einem Dateispeicher hat höchstens { $megabytes } MB.
    .hint = Teilen Sie sie, oder wählen Sie eine andere.
store-file-not-taken = Der Dienst konnte { $name } nicht aufnehmen: { $why }
    .hint = Wählen Sie eine andere Datei.
left-out = Der älteste Teil dieser Unterhaltung wurde weggelassen: Sie ist länger, als das Modell aufnehmen kann.
may-be-left-out = Vielleicht bekommt das Modell den ältesten Teil dieser Unterhaltung nicht zu lesen. Sein Server lässt ohne ein Wort weg, was länger ist als der Kontext des Modells, und sagt nicht, wie lang der ist: meist { $tokens } Token. In Ollama wird er mit OLLAMA_CONTEXT_LENGTH oder mit num_ctx in der Datei des Modells eingestellt; prüfen Sie den Server danach in den Einstellungen noch einmal.
store-lost = Der Server hat diesen Dateispeicher nicht mehr.
    .hint = Entfernen Sie ihn hier, und legen Sie einen anderen an.
search-server-gone = Den Suchserver gibt es nicht mehr.
store-gone = Diesen Dateispeicher gibt es nicht mehr.

## Export, import and backup

transfer-goes-on = Ein anderer Export, Import oder eine andere Sicherung läuft noch.
    .hint = Warten Sie, bis das fertig ist, oder halten Sie es an.
backup-no-folder = Es gibt noch keinen Ordner für Sicherungen.
    .hint = Wählen Sie zuerst einen.
backup-folder-gone = Der Ordner für Sicherungen, { $path }, ist nicht da.
    .hint = Schließen Sie den Datenträger an, auf dem er ist, oder wählen Sie einen anderen Ordner.
backup-folder-full = Der Ordner für Sicherungen ist voll davon.
archive-newer = { $name } wurde von einem neueren Errand geschrieben.
    .hint = Installieren Sie die neueste Version von Errand und importieren Sie die Datei dann noch einmal.
archive-unknown = { $name } ist weder ein Archiv von Errand noch ein Export, den Errand kennt.
    .hint = Bekannt sind Exporte von ChatGPT, Claude und Google AI Studio: die .zip-Datei, wie sie kam, oder conversations.json.
archive-damaged-since = { $name } ist beschädigt oder wurde verändert, seit die Datei geschrieben wurde.
    .hint = Nichts davon wurde importiert. Nehmen Sie eine andere Kopie.
archive-not-whole = { $name } ist nicht vollständig: ein Teil fehlt.
    .hint = Nichts davon wurde importiert. Nehmen Sie eine andere Kopie.
archive-foreign = { $name } enthält etwas, das in keinem Archiv von Errand steht.
    .hint = Installieren Sie die neueste Version von Errand, oder nehmen Sie eine andere Kopie. Nichts wurde importiert.
archive-locked = { $name } ist mit einem Passwort geschützt.
    .hint = Entpacken Sie die Datei, packen Sie alles ohne Passwort neu und importieren Sie das.
archive-packed = { $name } ist so gepackt, dass der Datenträger davon voll würde.
    .hint = Nichts davon wurde importiert. Löschen Sie die Datei, wenn Sie nicht wissen, von wem sie ist.
archive-other = { $name } konnte nicht benutzt werden: { $other }.
event-gone = Das Ereignis gibt es nicht mehr.
backup-not-made = Die Sicherung wurde nicht gemacht. { $why }
imported-not-over = Dies lief noch, als das Archiv geschrieben wurde.
    .hint = Was bis dahin kam, ist hier. Senden Sie es noch einmal, um neu zu beginnen.

## A conversation as a file

told-chat = Ein Gespräch vom { $begun }, Anfragen: { $turns }.
told-job = Ein Auftrag vom { $begun }, Anfragen: { $turns }.
told-from = Übernommen aus { $from }.
told-written = Geschrieben von Errand am { $at }.
told-question = { $number }. Frage
told-beginning = Ein anderer Anfang.
told-follows = Dies folgt auf Anfrage { $number }.
told-with-file = Mit der Datei { $name } ({ $bytes }).
told-bytes = { $count } Bytes
told-steps = Schritte
told-answer = Antwort
told-no-words = Keine Worte.
told-sources = Quellen
told-page = Eine Seite
told-files = Dateien
told-not-kept = nicht aufbewahrt
told-all = Alles zusammen: { $tokens }
told-tokens = { $count } Tokens
told-thought = Nachgedacht
told-thought-for = { $span } lang nachgedacht
told-ran = Ein Programm ausgeführt
told-ran-failed = Ein Programm ausgeführt, das fehlschlug
told-printed = Seine Ausgabe
told-searched = Gesucht nach
told-searched-for = Gesucht nach { $query }.
told-read = Gelesen
told-used = { $tool } benutzt
told-used-of = { $tool } von { $server } benutzt
told-about = etwa { $amount }
told-about-between = etwa { $low } bis { $high }
told-seconds = { $seconds } s
told-minutes = { $minutes } min { $seconds } s
told-hours = { $hours } h { $minutes } min

## Neuere Versionen von Errand

update-not-here = Diese Kopie von Errand aktualisiert sich nicht selbst.
    .hint = Installieren Sie die neuere Version auf demselben Weg wie diese.
update-unreachable = { $host } ist nicht erreichbar, deshalb wurde nichts aktualisiert.
    .hint = Prüfen Sie die Verbindung und den Proxy in den Einstellungen, dann versuchen Sie es noch einmal.
update-unreadable = { $host } hat etwas geantwortet, womit Errand nichts anfangen kann ({ $reason }).
    .hint = Versuchen Sie es später noch einmal. Diese Version läuft weiter.
update-not-for-here = Die neuere Version hat kein Paket für diesen Computer.
    .hint = Suchen Sie später noch einmal. Diese Version läuft weiter.
update-not-signed = Die neuere Version trägt nicht die Signatur dessen, der diese gemacht hat. Sie wurde nicht installiert.
    .hint = Versuchen Sie es später noch einmal. Bleibt es so, sagen Sie es dem, von dem Sie Errand haben.
update-not-installed = Die neuere Version konnte nicht installiert werden ({ $reason }).
    .hint = Diese Version läuft weiter. Versuchen Sie es noch einmal, oder installieren Sie die neuere auf demselben Weg wie diese.
update-not-restored = Die neuere Version konnte nicht installiert und diese nicht zurückgelegt werden: Sie ist jetzt unter { $path }.
    .hint = Verschieben Sie sie dorthin, wo sie war, oder installieren Sie Errand auf demselben Weg wie zuvor. Was Sie in Errand haben, bleibt.
update-not-there = Errand { $version } sollte installiert werden, und dies ist noch die Version davor.
    .hint = Versuchen Sie es noch einmal, oder installieren Sie sie auf demselben Weg wie diese.
