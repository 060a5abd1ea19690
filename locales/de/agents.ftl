# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

agents-title = Agenten
agents-new = Neuer Agent
agents-open = Datei öffnen
agents-own = Ihre
agents-builtIn = Mitgeliefert
agents-foreign = Anderswo gemacht
agents-foreignSay = Mit demselben Schlüssel, in einem anderen Programm. Sie können hier gefragt werden und werden dort geändert, wo sie gemacht wurden.
agents-hosted = Auf anderen Computern
agents-hostedSay = Die Programme laufen auf einem anderen Computer. Solange dessen Worker nicht verbunden ist, läuft nichts.
agents-none = Ein Agent weiß, wie Sie etwas erledigt haben wollen: Ihre Anweisungen, was er wissen muss und welche Dateien er braucht.
agents-ask = Fragen
agents-askOne = „{ $name }“ fragen
agents-editOne = „{ $name }“ ändern
agents-knows = Kennt { $skills }
agents-has = { $n ->
    [one] { $n } Sache zur Hand
   *[other] { $n } Sachen zur Hand
    }
agents-basedOn = Baut auf { $base } auf
agents-uses = Darf benutzen: { $tools }
agents-instructionsOf = Seine Anweisungen
agents-newTitle = Neuer Agent
agents-sharedTitle = Ein Agent aus einer Datei
agents-shared = Nichts davon ist gelaufen, und nichts wird behalten, bevor Sie speichern. Lesen Sie, was ihm gesagt ist, was er weiß und was er darf.
agents-name = Name
agents-namePlaceholder = Rechnungsprüfer
agents-letter = Buchstabe
agents-letterSay = Ein Buchstabe oder zwei, oder ein Emoji
agents-colour = Farbe
agents-colours-green = Grün
agents-colours-blue = Blau
agents-colours-amber = Bernstein
agents-colours-red = Rot
agents-colours-grey = Grau
agents-about = Wofür er da ist
agents-aboutPlaceholder = Prüft die Rechnungen unserer Lieferanten
agents-instructions = Wie er arbeitet
agents-instructionsPlaceholder = Schreiben Sie, wie Sie es haben wollen, so wie Sie es einem neuen Kollegen sagen würden.
agents-examples = Mit einem Beispiel anfangen
agents-skills = Was er weiß
agents-skillsSay = Eine Fertigkeit ist ein Text, der sagt, wie man eine Sache macht, wenn nötig mit Dateien daneben. Der Agent liest ihn, wenn er ihn braucht.
agents-skillsNone = Er weiß noch nichts Eigenes.
agents-writeSkill = Eine schreiben
agents-addSkillFiles = Dateien hinzufügen
agents-addSkillFilesSay = Eine Markdown-Datei oder eine .zip-Datei mit einer Fertigkeit
agents-addSkillFolder = Ordner hinzufügen
agents-skillFiles = { $n ->
    [one] { $n } Datei daneben
   *[other] { $n } Dateien daneben
    }
agents-skillTitle = Was er weiß
agents-skillName = Name
agents-skillAbout = Wann sie gebraucht wird
agents-skillAboutPlaceholder = Wenn eine Rechnung geprüft werden soll
agents-skillText = Wie es gemacht wird
agents-skillNeeds = Eine Fertigkeit hat einen Namen und sagt, wie es gemacht wird.
agents-done = Fertig
agents-data = Was er zur Hand hat
agents-dataSay = Kopien davon liegen in seiner Sandbox, wann immer er arbeitet.
agents-dataNone = Er hat noch nichts zur Hand.
agents-addFiles = Dateien hinzufügen
agents-addFolder = Ordner hinzufügen
agents-addText = Text einfügen
agents-addRepository = Repository hinzufügen
agents-textTitle = Ein Text zur Hand
agents-textName = Name der Datei
agents-textNamePlaceholder = preise.csv
agents-text = Text
agents-repositoryTitle = Ein Repository zur Hand
agents-repositoryAddress = Adresse
agents-repositoryPlaceholder = https://git.example.org/team/shop
agents-repositorySay = Es wird geholt, wenn ein Auftrag beginnt. Nur öffentliche: Es geht kein Passwort mit.
agents-add = Hinzufügen
agents-room = { $used } von { $all } belegt. Größere Dateien können an einen Auftrag angehängt werden.
agents-tooMuch = { $used } ist mehr als die { $all }, die ein Agent haben kann. Entfernen Sie etwas; größere Dateien können an einen Auftrag angehängt werden.
agents-tools = Was er darf
agents-tool-code = In seiner Sandbox Programme ausführen
agents-tool-search = Im Web suchen
agents-tool-pages = Seiten im Web lesen
agents-noTools = Ohne eines davon bekommt ein Agent bei Gemini alle drei; auf diesem Computer bekommt er keines.
agents-serversAsk = Bei Gemini fragt ein Programm oder Server dieses Computers trotzdem vor jeder Benutzung, auf diesem Computer ein Server mit Kopfzeilen.
agents-serversMissing = Er benutzt auch Server und Programme mit Werkzeugen, die es hier nicht gibt: { $names }. Fügen Sie sie in den Einstellungen hinzu, und haken Sie sie dann hier an.
agents-internet = Internet für seine Programme
agents-internetSay = Sofern ein Auftrag nichts anderes sagt.
agents-reach-off = Aus
agents-reach-sites = Nur diese Websites
agents-reach-open = Alle Websites
agents-sites = Websites
agents-sitesPlaceholder = example.com, *.example.org
agents-model = Modell
agents-usualModel = Das übliche
agents-cap = Höchstens so viele Tokens für einen Auftrag
agents-capSay = Leer heißt: so viele, wie es braucht. Ein Auftrag, der so weit kommt, endet mit dem, was er hat.
agents-capWrong = Eine ganze Zahl ab 1.000, oder nichts.
agents-hereSearch = Auf diesem Computer sucht er, wenn in den Einstellungen ein Suchserver genannt ist, und sonst nicht.
agents-hereNoTools = Dieses Modell ruft keine Werkzeuge auf: Auf diesem Computer sucht der Agent weder im Web, noch liest er Seiten, noch benutzt er Server mit Werkzeugen.
agents-save = Speichern
agents-saving = Wird gespeichert
agents-cancel = Verwerfen
agents-saved = „{ $name }“ ist gespeichert und kann ab jetzt gefragt werden.
agents-duplicate = Duplizieren
agents-copyOf = { $name }, Kopie
agents-share = Teilen
agents-sharedTo = Gespeichert in { $folder }. Darin sind die Anweisungen, die Fertigkeiten, die Dateien und die Namen und Hosts der Server mit Werkzeugen, aber kein Schlüssel.
agents-remove = Löschen
agents-removeTitle = „{ $name }“ löschen?
agents-removeSay = Hier wird er jetzt gelöscht, auf Servern, sobald sie erreichbar sind. Was er getan hat, bleibt.
agents-discardTitle = Ohne Speichern verlassen?
agents-discardSay = Was Sie geändert haben, geht verloren.
agents-discard = Verwerfen
agents-stay = Weiter bearbeiten
agents-try = Ausprobieren
agents-trySay = Mit dem Agenten, wie er hier steht, gespeichert oder nicht. Es ist ein Auftrag wie jeder andere und kann etwas kosten.
agents-tryWhat = Was soll er tun?
agents-tryWhere = Wo
agents-tryGo = Ausprobieren
agents-tryStarting = Wird gestartet
agents-tried = Ausprobiert
agents-trial = Agent auf Probe
agents-deleted = Gelöschter Agent
agents-where-gemini = Gemini
agents-where-local = Dieser Computer
agents-dropHere = Zum Hinzufügen loslassen
agents-left = { $n } konnten nicht hinzugefügt werden.
agents-examplesOf-letters = Briefschreiber
    .about = Schreibt Briefe und Mails in unserem Ton
    .text =
        Du schreibst Briefe und Mails für eine kleine Firma.

        - Antworte in der Sprache der Person, die gefragt hat.
        - Freundlich und kurz: kein Satz länger als zwanzig Wörter, keine Floskeln.
        - Zuerst die Antwort, dann der Grund, dann was als Nächstes geschieht und wann.
        - Versprich nie einen Preis oder einen Termin, der nicht in deinen Unterlagen steht. Wo einer fehlt, lass eine Lücke in eckigen Klammern.
        - Speichere den Brief als brief.md und schreibe darunter, was vor dem Absenden geprüft werden soll.
agents-examplesOf-tables = Tabellenprüfer
    .about = Findet Fehler in Zahlentabellen
    .text =
        Du prüfst Tabellen (.csv), die von Hand gemacht wurden.

        1. Lies jede Tabelle mit einem Programm, nie nach Augenmaß.
        2. Suche nach: Summen, die nicht stimmen, Daten, die es nicht geben kann, doppelten Zeilen, Lücken und Zahlen, die weit von den anderen liegen.
        3. Ändere nichts am Original. Schreibe befunde.csv mit Zeile, Spalte, was da steht, was falsch ist und wie es vielleicht heißen soll.
        4. Schließe mit einem kurzen Bericht: wie viele Zeilen angesehen wurden, was gefunden wurde und was am dringendsten ist.
        Wenn du dir nicht sicher bist, sag es, statt zu raten.
agents-examplesOf-digest = Wochenüberblick
    .about = Fasst zusammen, was in einer Woche geschah
    .text =
        Du schreibst einen Überblick von einer Seite über ein Thema, das du bekommst.

        - Nur Neues aus den letzten sieben Tagen, jeweils mit Datum und Quelle.
        - Die drei wichtigsten Dinge zuerst, in je zwei Sätzen. Dann das Übrige, je eine Zeile.
        - Sag, was sich seit dem letzten Überblick geändert hat, wenn du ihn hast.
        - Trenne Tatsachen von dem, was jemand darüber denkt.
        - Speichere ihn als ueberblick.md.
