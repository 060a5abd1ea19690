# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

money-soFar = bisher { $cost }
money-prices = Nach Preisen vom { $day }
money-limitReached = Errand hat dies angehalten: Es hatte Ihr Limit von { $limit } für einen Auftrag erreicht. Was es bis dahin gibt, bleibt.
money-beyond-title = Das Limit dieses Monats ist aufgebraucht
money-beyond-say = Sie haben ein Limit dafür gesetzt, was in einem Monat ausgegeben werden darf. Trotzdem senden?
money-beyond-yes = Senden
money-beyond-no = Jetzt nicht
money-spending-title = Ausgaben
money-spending-lead = Was Google berechnet, steht auf Googles Rechnung. Dies sind Schätzungen aus den Tokens jeder Antwort.
money-spending-none = Es wurde noch nichts ausgegeben. Wenn Sie etwas gefragt haben, zeigt diese Seite, was es ungefähr gekostet hat: nach Tag, nach Monat und danach, wer es getan hat.
money-spending-inMonth = { $month }: { $cost }
money-spending-turns = { $n ->
    [one] { $n } Anfrage
   *[other] { $n } Anfragen
    }
money-spending-tokens = { $n } Tokens
money-spending-unpriced = { $n ->
    [one] { $n } Anfrage hat keinen Preis in der Tabelle. Die Tokens sind gezählt, das Geld nicht.
   *[other] { $n } Anfragen haben keinen Preis in der Tabelle. Die Tokens sind gezählt, das Geld nicht.
    }
money-spending-months = Die letzten zwölf Monate
money-spending-days = Tag für Tag, { $month }
money-spending-asTable = Als Tabelle
money-spending-noneThen = Da war nichts.
money-spending-when = Wann
money-spending-cost = Etwa
money-spending-byWho = Wer gefragt wurde
money-spending-byModel = Welches Modell geantwortet hat
money-spending-who = Wer
money-spending-noPrice = kein Preis
money-spending-costsNothing = kostenlos
money-spending-export = Als CSV speichern
money-spending-exported = Gespeichert als { $path }.
money-spending-prices = Preise
money-spending-pricesSay = { $own ->
    [yes] Vom { $day }, mit eigenen Zeilen von Ihnen. Neben jeder Zeile steht ihre Quelle.
   *[no] Vom { $day }. Neben jeder Zeile steht ihre Quelle.
    }
money-spending-problem = Ihre eigenen Preise sind nicht lesbar, deshalb gelten die von Errand:
money-spending-edit = Preise ändern
money-spending-limits = Limits
money-spending-jobLimit = Ein Auftrag
money-spending-jobLimitSay = Ein Auftrag, dessen Token einen Preis haben, wird angehalten, wenn er ungefähr so viel gekostet hat. Was er bis dahin gemacht hat, bleibt. Deep Research hat einen Preis für den ganzen Auftrag, deshalb hält diese Grenze es nicht an.
money-spending-monthLimit = Ein Monat
money-spending-monthLimitSay = Ab vier Fünfteln werden Sie erinnert; darüber fragt Errand vor jeder Anfrage.
money-spending-noLimit = Kein Limit
money-spending-open = Zeigen
money-spending-settingsSay = Was Antworten und Aufträge kosten, und Limits dafür.
money-spending-wrongAmount = Schreiben Sie einen Betrag wie 5 oder 2.50, oder lassen Sie es leer.
money-details-cost = Kosten
money-details-answeredBy = Beantwortet von
money-details-conversation = Ganze Unterhaltung
money-answeredBy = beantwortet von { $model }
money-choosing-search = Modell oder Agenten suchen
money-choosing-none = Niemand mit diesem Namen.
money-choosing-favourites = Favoriten
money-choosing-groups-quick = Schnell
money-choosing-groups-thinker = Gründlich
money-choosing-groups-painter = Bilder
money-choosing-groups-speaker = Stimme
money-choosing-groups-filmmaker = Video
money-choosing-groups-researcher = Recherche
money-choosing-groups-worker = Erledigt Aufträge
money-choosing-groups-own = Ihre
money-choosing-groups-other = Andere
money-choosing-retired = Eingestellt
money-choosing-favour = „{ $name }“ zu den Favoriten
money-choosing-unfavour = „{ $name }“ aus den Favoriten nehmen
money-choosing-favourKey = Alt+F macht zum Favoriten
money-choosing-speed-seconds = antwortet in Sekunden
money-choosing-speed-moments = braucht einen Augenblick
money-choosing-speed-minutes = arbeitet Minuten
money-choosing-speed-hours = arbeitet bis zu Stunden
money-choosing-perAnswer = { $cost } je Antwort
money-choosing-perPicture = { $cost } je Bild
money-choosing-perReading = { $cost } je Minute Sprache
money-choosing-perJob = { $cost } je Auftrag
money-choosing-free = kostenlose Stufe
money-choosing-paid = nur bezahlte Schlüssel
money-choosing-medium-text = Text
money-choosing-medium-image = Bilder
money-choosing-medium-audio = Ton
money-choosing-medium-video = Video
money-choosing-medium-document = Dokumente
money-choosing-takes = nimmt { $media }
money-choosing-gives = macht { $media }
money-choosing-retiredEarlier = { $id } ist eingestellt, deshalb ist hier { $by } gewählt.
money-options-open = Optionen
money-options-title = Wie geantwortet wird
money-options-some = { $n ->
    [one] { $n } Option ist gesetzt
   *[other] { $n } Optionen sind gesetzt
    }
money-options-byItself = Standard
money-options-thinking = Nachdenken
money-options-level-minimal = So wenig wie möglich
money-options-level-low = Wenig
money-options-level-medium = Etwas
money-options-level-high = Viel
money-options-level-xhigh = So viel wie möglich
money-options-length = Höchstens so lang
money-options-lengths-700 = Etwa eine Seite
money-options-lengths-2500 = Etwa vier Seiten
money-options-lengths-10000 = Etwa sechzehn Seiten
money-options-lengthSay = Auch das Nachdenken zählt mit. Eine längere Antwort hört dort auf.
money-options-temperature = Wortwahl
money-options-temperatures-20 = Schlicht und stetig
money-options-temperatures-100 = Ausgewogen
money-options-temperatures-150 = Überraschend
money-options-instructions = Anweisungen
money-options-instructionsHint = Etwa: antworte in kurzen Sätzen, und sag, wessen du dir nicht sicher bist
money-options-voice = Stimme
money-options-shape = Form
money-options-size = Größe
money-options-duration = Länge
money-options-reset = Zurücksetzen
money-advice-quick = Dafür reicht vielleicht eine schnelle Antwort, früher und für weniger.
money-advice-job = Das sieht nach einem Auftrag mit Dateien aus: Wer Aufträge erledigt, kann sie machen.
money-advice-take = Lieber „{ $name }“ fragen
money-advice-hand = An „{ $name }“ übergeben
money-roughly-one = etwa { $cost }
money-roughly-range = etwa { $low } bis { $high }
money-tokens = { $tokens } Tokens
money-aheadFrom = { $jobs ->
    [one] { $cost }, nach Ihrem letzten Auftrag dieser Art. Meist { $took }.
   *[other] { $cost }, nach Ihren letzten { $jobs } Aufträgen dieser Art. Meist { $took }.
    }
money-aheadTook = { $jobs ->
    [one] Der letzte Auftrag dieser Art brauchte { $took }.
   *[other] Die letzten { $jobs } Aufträge dieser Art brauchten meist { $took }.
    }
money-aheadPublished = { $cost } für einen Auftrag dieser Art, laut Veröffentlichung. Sie hatten noch keinen.
money-budgetNear = { $cost } von { $limit } in diesem Monat verbraucht.
money-budgetOver = { $cost } von { $limit } in diesem Monat verbraucht. Vor dem Senden wird gefragt.
money-spending-free = { $n ->
    [one] { $n } Suche im Web; { $free } im Monat sind frei.
   *[other] { $n } Suchen im Web; { $free } im Monat sind frei.
    }
money-spending-usedNow = { $cost } in diesem Monat
money-spending-nothing = nichts
money-spending-barOf = { $turns ->
    [one] { $when }: { $cost }, { $turns } Anfrage
   *[other] { $when }: { $cost }, { $turns } Anfragen
    }
money-details-turnsAndTokens = { $turns ->
    [one] { $turns } Anfrage, { $tokens } Tokens
   *[other] { $turns } Anfragen, { $tokens } Tokens
    }
money-details-costAnd = { $cost }, { $rest }
money-options-byItselfAs = Standard ({ $level })
