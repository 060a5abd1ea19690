# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

keep-title = Sus datos
keep-export = Exportar todo
keep-exportSay = Charlas, encargos, carpetas, archivos, agentes, textos de programaciones, textos sin enviar, gastos, precios y ajustes en un .zip. Sin claves, sin permisos y sin programas con herramientas. Errand puede volver a importarlo.
keep-exportButton = Exportar
keep-import = Importar
keep-importSay = Un archivo de Errand, o una exportación de ChatGPT, Claude o Google AI Studio. Lo que ya está aquí queda como está.
keep-importButton = Elegir archivos
keep-withSettings = Tomar también los ajustes del archivo
keep-withSettingsSay = También las direcciones de servidores que contiene; actívelo solo para un archivo que usted mismo escribió.
keep-backup = Copia de seguridad cada semana
keep-backupSay = Un archivo en una carpeta suya. Se guardan los tres últimos.
keep-backupIn = En { $folder }. Se guardan los tres últimos.
keep-backupLast = La última se hizo { $when }.
keep-backupNone = Todavía no se ha hecho ninguna.
keep-backupFailed = El último intento falló: { $message }
keep-folder = Elegir carpeta
keep-backupNow = Copiar ahora
keep-work-export = Exportando
keep-work-backup = Copiando
keep-work-import = Importando
keep-progress = Cuánto lleva
keep-stop = Detener
keep-show = Mostrar en la carpeta
keep-schedules = Programaciones de un archivo
keep-schedulesSay = No están en ningún servidor, así que no se ejecutan. Cree de nuevo las que quiera.
keep-forget = Olvidar
keep-make = Crearla de nuevo
keep-from = De { $program }
keep-menu = Exportar
keep-form-markdown = Markdown
keep-form-page = Página
keep-form-json = JSON
keep-formSay-markdown = Texto que abre cualquier editor.
keep-formSay-page = Una página con respuestas, fuentes, imágenes y costes. Cualquier navegador la abre e imprime, sin Errand.
keep-formSay-json = Todo lo registrado, para programas.
keep-exported = Guardado como { $path }.
keep-record-open = Lo que pasó
keep-record-title = Lo que pasó
keep-record-none = No se guardan sucesos de esta petición. Lo que se sabe de ella está en la respuesta.
keep-record-sum = { $n ->
    [one] { $n } suceso, { $size }
   *[other] { $n } sucesos, { $size }
    }
keep-record-kinds = Tipos de sucesos
keep-record-kind-state = Estado
keep-record-kind-answer = Respuesta
keep-record-kind-thought = Pensamientos
keep-record-kind-tool = Herramientas
keep-record-kind-error = Errores
keep-record-kind-other = Otros
keep-record-find = Buscar en los sucesos
keep-record-noneFound = Ningún suceso coincide.
keep-record-more = Más
keep-record-raw = El suceso tal como llegó
keep-record-number = N.º
keep-record-when = Tras
keep-record-what = Qué
keep-record-size = Tamaño
keep-record-tokens = Tokens
keep-record-replay = Recorrerlo
keep-record-moment = Tras el suceso { $n } de { $of }
keep-record-empty = Todavía no hay nada que ver.
keep-percent = { $n } %
keep-conversations = { $n ->
    [one] { $n } conversación
   *[other] { $n } conversaciones
    }
keep-turns = { $n ->
    [one] { $n } petición
   *[other] { $n } peticiones
    }
keep-agents = { $n ->
    [one] { $n } agente
   *[other] { $n } agentes
    }
keep-scheduleTexts = { $n ->
    [one] el texto de { $n } programación
   *[other] los textos de { $n } programaciones
    }
keep-written = Escrito: { $conversations }, { $files }, { $size }.
keep-missing = { $n ->
    [one] { $n } archivo ya no está en este equipo, así que no está en la copia.
   *[other] { $n } archivos ya no están en este equipo, así que no están en la copia.
    }
keep-stopped = Detenido. No se cambió nada.
# $what is a list such as "2 conversations and 9 turns", $from names programs.
keep-imported = Importado: { $what }.
keep-importedFrom = Importado de { $from }: { $what }.
keep-nothing = Nada nuevo.
keep-nothingFrom = Nada nuevo de { $from }.
keep-known = { $n ->
    [one] { $n } petición ya estaba aquí y quedó como estaba.
   *[other] { $n } peticiones ya estaban aquí y quedaron como estaban.
    }
keep-stoppedEarly = Lo detuvo antes del final. Impórtelo otra vez para obtener el resto.
keep-leftOut-conversation = { $n ->
    [one] { $n } conversación ilegible
   *[other] { $n } conversaciones ilegibles
    }
keep-leftOut-empty = { $n ->
    [one] { $n } conversación vacía
   *[other] { $n } conversaciones vacías
    }
keep-leftOut-tool = { $n ->
    [one] { $n } paso con una herramienta
   *[other] { $n } pasos con herramientas
    }
keep-leftOut-file = { $n ->
    [one] { $n } archivo que no está en la exportación
   *[other] { $n } archivos que no están en la exportación
    }
keep-leftOut-other = { $n ->
    [one] { $n } entrada que Errand no conoce
   *[other] { $n } entradas que Errand no conoce
    }
keep-record-ms = { $ms } ms
# A sentence, and what was said: "The stream failed: timeout".
keep-record-saying = { $what }: { $words }
keep-record-taken = El servidor lo aceptó
keep-record-isNow = Ahora está: { $state }
keep-record-isElse = Ahora está en otro estado
keep-record-ended = Terminó
keep-record-endedAs = Terminó: { $state }
keep-record-begins = Empieza el paso { $step }, { $type }
keep-record-resultOf = resultado: { $tool }
keep-record-state-queued = a la espera de su turno
keep-record-state-in_progress = en marcha
keep-record-state-requires_action = a la espera de una respuesta
keep-record-state-requires_continuation = interrumpido, por continuar
keep-record-state-completed = completo
keep-record-state-failed = fallido
keep-record-state-cancelled = detenido
keep-record-state-idle = a la espera de una entrada
keep-record-state-incomplete = incompleto
keep-record-state-budget_exceeded = en su límite
keep-record-type-user_input = pregunta
keep-record-type-model_output = respuesta
keep-record-type-thought = razonamiento
keep-record-type-function = una herramienta de este equipo
keep-record-type-code_execution = código
keep-record-type-url_context = lectura de páginas
keep-record-type-google_search = búsqueda en la web
keep-record-type-google_maps = búsqueda en el mapa
keep-record-type-file_search = búsqueda en archivos
keep-record-type-mcp_server_tool = una herramienta de un servidor
keep-record-type-retrieval = búsqueda en un almacén
keep-record-type-processing = procesamiento
keep-record-type-tool_search = elección de herramientas
keep-record-whole = El paso { $step } está completo
keep-record-streamFailed = El flujo falló
keep-record-words = Palabras
keep-record-part = Una parte de la respuesta
keep-record-thought = Pensamiento
keep-record-mark = Una marca en un pensamiento
keep-record-toolWork = Más del trabajo de una herramienta
keep-record-moreOfStep = Más de un paso
keep-record-unknown = Algo que esta versión no conoce
