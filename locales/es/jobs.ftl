# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

jobs-errand = El encargo
jobs-result = Resultado
jobs-done = Lo que se hizo
jobs-doing = Lo que pasa
jobs-files = Archivos
jobs-new = Nuevo encargo
jobs-choose = Elija un encargo a la izquierda, o haga uno nuevo.
jobs-chooseChat = Elija una charla a la izquierda, o empiece una nueva.
jobs-noneToChoose = Todavía no hay ningún encargo. Haga el primero.
jobs-noChatToChoose = Todavía no hay ninguna charla. Empiece la primera.
jobs-since = desde hace { $ms }
jobs-took = tardó { $ms }
jobs-tokens = { $n } tokens
jobs-groups-running = En marcha
jobs-groups-needs_you = Le necesita
jobs-groups-done = Terminados
jobs-groups-failed = Fallidos o detenidos
jobs-noneYet = Todavía no ha pasado nada.
jobs-steps = { $n ->
    [one] { $n } paso
   *[other] { $n } pasos
    }
jobs-note = Nota
jobs-failedStep = Este paso falló
jobs-failedStepOnly = Este paso falló; el encargo siguió
jobs-byService = por el servicio, no desde el entorno aislado
jobs-read = { $n ->
    [one] Leyó { $n } página
   *[other] Leyó { $n } páginas
    }
jobs-asked = Pidió «{ $name }»
jobs-made = Creó «{ $name }»
jobs-other = Paso de tipo «{ $kind }»
jobs-code = Código
jobs-output = Salida
jobs-noOutput = No imprimió nada.
jobs-arguments = Preguntado
jobs-answer = Respondido
jobs-heardNow = noticias ahora mismo
jobs-heardAgo = últimas noticias hace { $span }
jobs-ran = Ejecutó { $language }
jobs-ranTimes = { $n ->
    [one] Ejecutó { $language }, { $n } vez
   *[other] Ejecutó { $language }, { $n } veces
    }
jobs-searchedWeb = Buscó en la web
jobs-searchedFor = Buscó { $queries }
jobs-searchedPictures = Buscó imágenes
jobs-searchedPicturesFor = Buscó imágenes de { $queries }
jobs-searchingPictures = Busca imágenes
jobs-toolOnce = Usó «{ $name }»
jobs-toolTimes = { $n ->
    [one] Usó «{ $name }», { $n } vez
   *[other] Usó «{ $name }», { $n } veces
    }
jobs-pages-success = leída
jobs-pages-error = no se pudo leer
jobs-pages-paywall = de pago
jobs-pages-unsafe = no es seguro abrirla
jobs-pages-underWay = en camino

details-title = Detalles
details-by = Hecho por
details-where = Dónde
details-id = Su número allí
details-sandbox = Entorno aislado
details-started = Empezó
details-ended = Terminó
details-tokens = Tokens
details-tokensOf = { $read } leídos, { $written } escritos, { $thought } pensados
details-raw = Todo lo que dijo el servidor
details-events = { $n ->
    [one] { $n } suceso
   *[other] { $n } sucesos
    }

jobs-filesBeside = { $n ->
    [one] { $n } archivo, al lado
   *[other] { $n } archivos, al lado
    }
