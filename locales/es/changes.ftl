# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

changes-show = Lo que cambió
changes-hide = Mostrar el archivo
changes-since = Desde la versión de { $when }
changes-same = Ambas versiones dicen lo mismo.
changes-sameSoFar = Lo que se comparó de ambas versiones es igual. En el archivo hay más que eso.
changes-leftOut = { $rows ->
    [one] { $rows } fila como antes
   *[other] { $rows } filas como antes
    }
changes-before = Antes
changes-after = Después
changes-added = Añadido
changes-removed = Quitado
changes-more = Hay más de lo que se muestra aquí.
changes-rowsAdded = { $n ->
    [one] { $n } fila añadida o cambiada
   *[other] { $n } filas añadidas o cambiadas
    }
changes-rowsRemoved = { $n ->
    [one] { $n } fila quitada o cambiada
   *[other] { $n } filas quitadas o cambiadas
    }
changes-both = { $added }, { $removed }
