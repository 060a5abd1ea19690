# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

search-title = Suche
search-label = Wörter in allem finden
search-placeholder = Wörter in Gesprächen, Aufträgen und Dateien finden
search-none = Nichts enthält „{ $query }“.
search-noneHere = Hier enthält nichts „{ $query }“. Suchen Sie in allem, um mehr zu finden.
search-hint = Jedes Gespräch und jeder Auftrag auf diesem Computer wird durchsucht, samt dem Text der Dateien; von einer langen Datei nur der Anfang. Jeder Teil eines Wortes wird gefunden, in jeder Sprache; Wörter zwischen Anführungszeichen so, wie sie dastehen. Nichts wird gesendet.
search-incomplete = Was Sie vor einiger Zeit geschrieben haben, wird für die Suche noch vorbereitet. Das Neueste wird schon gefunden.
search-inFile = In der Datei „{ $name }“
search-inSent = In „{ $name }“, von Ihnen mitgeschickt
search-inStep = Auf dem Weg zur Antwort
search-count = { $n ->
    [one] { $n } Stelle
   *[other] { $n } Stellen
    }
search-where = Wo gesucht wird
search-everything = Alles
search-chats = Gespräche
search-jobs = Aufträge
search-files = Dateien
search-when = Wann
search-anyTime = Jederzeit
search-today = Heute
search-week = Die letzten 7 Tage
search-month = Die letzten 30 Tage
search-year = Das letzte Jahr
search-who = Wer gefragt wurde
search-anybody = Egal wer
