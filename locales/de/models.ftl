# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

models-title = Modelle
models-add = Mehr Modelle
models-addSay = Ollama oder LM Studio auf diesem Computer, OpenAI, Anthropic, OpenRouter und andere mit einem eigenen Schlüssel.
models-addButton = Hinzufügen
models-here = Auf diesem Computer
models-looking = Sucht nach Servern
models-noneFound = Kein Server mit Modellen gefunden
models-nFound = { $n ->
    [one] { $n } Server gefunden
   *[other] { $n } Server gefunden
}
models-take = { $name } verbinden
models-vendors = Mit einem Schlüssel von Ihnen
models-own = Auf Ihren eigenen Computern
models-other = Anderer Server
models-address = Adresse
models-addressPlaceholder = https://api.example.com/v1
models-addressSay = Endet meist auf /v1. Ein Server in Ihrem eigenen Netz darf mit http:// anfangen, bekommt dann aber keinen Schlüssel.
models-dialect = Spricht wie
models-dialects-openai = OpenAI (die meisten Server)
models-dialects-anthropic = Anthropic
models-key = Ihr Schlüssel für { $owner }
models-keyIfAny = Schlüssel, falls er einen will
models-keyNone = Leer, wenn er keinen will
models-connected = { $name } ist verbunden
models-goes = Was Sie seinen Modellen schreiben, geht an { $host }.
models-goesOpen = Was Sie seinen Modellen schreiben, geht unverschlüsselt an { $host }: Wer in diesem Netz ist, kann es lesen.
models-answered = Bereit. Zuletzt geantwortet: { $at }.
models-keySession = Sein Schlüssel bleibt im Speicher, bis Sie beenden.
models-keyGone = Sein Schlüssel ist nicht mehr da. Geben Sie ihn noch einmal ein.
models-locked = Der Schlüsselbund antwortet nicht, deshalb wird dieser Server ohne seinen Schlüssel gefragt. Entsperren Sie ihn, dann sehen Sie noch einmal nach.
models-of = Modelle von { $name }
models-search = Modell suchen
models-all = Alle ankreuzen
models-noneOfThem = Keines ankreuzen
models-none = Er hat noch keine Modelle. Fügen Sie dort eines hinzu, dann sehen Sie noch einmal nach.
models-noHit = Kein Modell heißt „{ $words }“.
models-moreHits = { $n ->
    [one] { $n } weiteres. Geben Sie mehr vom Namen ein.
   *[other] { $n } weitere. Geben Sie mehr vom Namen ein.
    }
models-can-images = Sieht Bilder
models-can-noImages = Sieht keine Bilder
models-can-tools = Benutzt Werkzeuge
models-can-noTools = Benutzt keine Werkzeuge
models-can-thinking = Denkt zuerst nach
models-remove = Entfernen
models-removeTitle = „{ $name }“ entfernen?
models-removeSay = { $hasKey ->
    [yes] Seine Modelle verschwinden aus der Liste derer, die gefragt werden können, und sein Schlüssel aus dem Schlüsselbund, wenn ihn sonst nichts benutzt. Was mit ihnen gesagt wurde, bleibt.
   *[no] Seine Modelle verschwinden aus der Liste derer, die gefragt werden können. Was mit ihnen gesagt wurde, bleibt.
    }
models-staysHere = Was Sie schreiben, bleibt auf diesem Computer.
models-staysAt = { $host }. Was Sie schreiben, bleibt auf diesem Computer.
models-chosenAll = { $n ->
    [one] { $n } Modell
   *[other] { $n } Modelle
    }
models-chosenSome = { $all ->
    [one] { $n } von { $all } Modell
   *[other] { $n } von { $all } Modellen
    }
models-can-holds = Fasst { $tokens } Tokens
models-outcomes-no_key = Ein Schlüssel ist nötig
    .say = { $name } antwortet niemandem ohne einen.
models-outcomes-wrong_key = Dieser Schlüssel stimmt nicht
    .say = { $name } nimmt ihn nicht an. Kopieren Sie den ganzen Schlüssel, und fügen Sie ihn noch einmal ein.
models-outcomes-no_permission = Dieser Schlüssel darf das nicht
    .say = { $name } kennt den Schlüssel, aber er darf keine Modelle auflisten. Machen Sie einen neuen, oder erlauben Sie es ihm.
models-outcomes-offline = Dort antwortet niemand
    .say = { $name } war nicht zu erreichen. Sehen Sie nach, ob er läuft und die Adresse stimmt, dann versuchen Sie es noch einmal.
models-outcomes-rate_limited = Gerade zu viele Anfragen
    .say = { $name } bittet, einen Augenblick zu warten.
models-outcomes-quota = Das Konto hat nichts mehr
    .say = { $name } nimmt den Schlüssel an, aber sein Guthaben oder Kontingent ist aufgebraucht.
models-outcomes-no_keychain = Kein Schlüsselbund hier
    .say = Dieser Computer hat keinen offenen Schlüsselbund. Der Schlüssel kann im Speicher bleiben, bis Sie beenden.
