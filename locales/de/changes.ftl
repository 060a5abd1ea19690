# Deutsch, in der Sie-Form: schlicht, kurz, ohne Ausrufezeichen.
# Wörter: chat = Gespräch, job = Auftrag, conversation (beides) = Unterhaltung, turn = Anfrage, agent = Agent,
# schedule = Zeitplan, skill = Fertigkeit, tool = Werkzeug, sandbox = Sandbox, settings = Einstellungen,
# record = Verlauf, key = Schlüssel, keychain = Schlüsselbund, branch = Zweig, hand over = übergeben,
# limit = Limit, spending = Ausgaben, favourite = Favorit, preview = Vorschau, unsent = nicht gesendet.

changes-show = Was sich geändert hat
changes-hide = Datei zeigen
changes-since = Seit der Fassung von { $when }
changes-same = Beide Fassungen sind gleich.
changes-sameSoFar = Was von beiden Fassungen verglichen wurde, ist gleich. In der Datei steht mehr als das.
changes-leftOut = { $rows ->
    [one] { $rows } Zeile wie zuvor
   *[other] { $rows } Zeilen wie zuvor
    }
changes-before = Vorher
changes-after = Nachher
changes-added = Hinzugekommen
changes-removed = Entfernt
changes-more = Es gibt mehr, als hier gezeigt wird.
changes-rowsAdded = { $n ->
    [one] { $n } Zeile hinzugekommen oder geändert
   *[other] { $n } Zeilen hinzugekommen oder geändert
    }
changes-rowsRemoved = { $n ->
    [one] { $n } Zeile entfernt oder geändert
   *[other] { $n } Zeilen entfernt oder geändert
    }
changes-both = { $added }, { $removed }
