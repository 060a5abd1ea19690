# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

transfers-title = Sus datos
transfers-export = Exportar todo
transfers-exportSay = Charlas, encargos, carpetas, archivos, agentes, textos de programaciones, textos sin enviar, gastos, precios y ajustes en un .zip. Sin claves, sin permisos y sin programas con herramientas. Errand puede volver a importarlo.
transfers-exportButton = Exportar
transfers-import = Importar
transfers-importSay = Un archivo de Errand, o una exportación de ChatGPT, Claude o Google AI Studio. Lo que ya está aquí queda como está.
transfers-importButton = Elegir archivos
transfers-withSettings = Tomar también los ajustes del archivo
transfers-withSettingsSay = También las direcciones de servidores que contiene; actívelo solo para un archivo que usted mismo escribió.
transfers-backup = Copia de seguridad cada semana
transfers-backupSay = Un archivo en una carpeta suya. Se guardan los tres últimos.
transfers-backupIn = En { $folder }. Se guardan los tres últimos.
transfers-backupLast = La última se hizo { $when }.
transfers-backupNone = Todavía no se ha hecho ninguna.
transfers-backupFailed = El último intento falló: { $message }
transfers-folder = Elegir carpeta
transfers-backupNow = Copiar ahora
transfers-work-export = Exportando
transfers-work-backup = Copiando
transfers-work-import = Importando
transfers-progress = Cuánto lleva
transfers-stop = Detener
transfers-show = Mostrar en la carpeta
transfers-schedules = Programaciones de un archivo
transfers-schedulesSay = No están en ningún servidor, así que no se ejecutan. Cree de nuevo las que quiera.
transfers-forget = Olvidar
transfers-make = Crearla de nuevo
transfers-from = De { $program }
transfers-menu = Exportar
transfers-form-markdown = Markdown
transfers-form-page = Página
transfers-form-json = JSON
transfers-formSay-markdown = Texto que abre cualquier editor.
transfers-formSay-page = Una página con respuestas, fuentes, imágenes y costes. Cualquier navegador la abre e imprime, sin Errand.
transfers-formSay-json = Todo lo registrado, para programas.
transfers-exported = Guardado como { $path }.
transfers-record-open = Lo que pasó
transfers-record-title = Lo que pasó
transfers-record-none = No se guardan sucesos de esta petición. Lo que se sabe de ella está en la respuesta.
transfers-record-sum = { $n ->
    [one] { $n } suceso, { $size }
   *[other] { $n } sucesos, { $size }
    }
transfers-record-kinds = Tipos de sucesos
transfers-record-kind-state = Estado
transfers-record-kind-answer = Respuesta
transfers-record-kind-thought = Pensamientos
transfers-record-kind-tool = Herramientas
transfers-record-kind-error = Errores
transfers-record-kind-other = Otros
transfers-record-find = Buscar en los sucesos
transfers-record-noneFound = Ningún suceso coincide.
transfers-record-more = Más
transfers-record-raw = El suceso tal como llegó
transfers-record-number = N.º
transfers-record-when = Tras
transfers-record-what = Qué
transfers-record-size = Tamaño
transfers-record-tokens = Tokens
transfers-record-replay = Recorrerlo
transfers-record-moment = Tras el suceso { $n } de { $of }
transfers-record-empty = Todavía no hay nada que ver.
transfers-percent = { $n } %
transfers-conversations = { $n ->
    [one] { $n } conversación
   *[other] { $n } conversaciones
    }
transfers-turns = { $n ->
    [one] { $n } petición
   *[other] { $n } peticiones
    }
transfers-agents = { $n ->
    [one] { $n } agente
   *[other] { $n } agentes
    }
transfers-scheduleTexts = { $n ->
    [one] el texto de { $n } programación
   *[other] los textos de { $n } programaciones
    }
transfers-written = Escrito: { $conversations }, { $files }, { $size }.
transfers-missing = { $n ->
    [one] { $n } archivo ya no está en este equipo, así que no está en la copia.
   *[other] { $n } archivos ya no están en este equipo, así que no están en la copia.
    }
transfers-stopped = Detenido. No se cambió nada.
# $what is a list such as "2 conversations and 9 turns", $from names programs.
transfers-imported = Importado: { $what }.
transfers-importedFrom = Importado de { $from }: { $what }.
transfers-nothing = Nada nuevo.
transfers-nothingFrom = Nada nuevo de { $from }.
transfers-known = { $n ->
    [one] { $n } petición ya estaba aquí y quedó como estaba.
   *[other] { $n } peticiones ya estaban aquí y quedaron como estaban.
    }
transfers-stoppedEarly = Lo detuvo antes del final. Impórtelo otra vez para obtener el resto.
transfers-leftOut-conversation = { $n ->
    [one] { $n } conversación ilegible
   *[other] { $n } conversaciones ilegibles
    }
transfers-leftOut-empty = { $n ->
    [one] { $n } conversación vacía
   *[other] { $n } conversaciones vacías
    }
transfers-leftOut-tool = { $n ->
    [one] { $n } paso con una herramienta
   *[other] { $n } pasos con herramientas
    }
transfers-leftOut-file = { $n ->
    [one] { $n } archivo que no está en la exportación
   *[other] { $n } archivos que no están en la exportación
    }
transfers-leftOut-other = { $n ->
    [one] { $n } entrada que Errand no conoce
   *[other] { $n } entradas que Errand no conoce
    }
transfers-record-ms = { $ms } ms
# A sentence, and what was said: "The stream failed: timeout".
transfers-record-saying = { $what }: { $words }
transfers-record-taken = El servidor lo aceptó
transfers-record-isNow = Ahora está: { $state }
transfers-record-isElse = Ahora está en otro estado
transfers-record-ended = Terminó
transfers-record-endedAs = Terminó: { $state }
transfers-record-begins = Empieza el paso { $step }, { $type }
transfers-record-resultOf = resultado: { $tool }
transfers-record-state-queued = a la espera de su turno
transfers-record-state-in_progress = en marcha
transfers-record-state-requires_action = a la espera de una respuesta
transfers-record-state-requires_continuation = interrumpido, por continuar
transfers-record-state-completed = completo
transfers-record-state-failed = fallido
transfers-record-state-cancelled = detenido
transfers-record-state-idle = a la espera de una entrada
transfers-record-state-incomplete = incompleto
transfers-record-state-budget_exceeded = en su límite
transfers-record-type-user_input = pregunta
transfers-record-type-model_output = respuesta
transfers-record-type-thought = razonamiento
transfers-record-type-function = una herramienta de este equipo
transfers-record-type-code_execution = código
transfers-record-type-url_context = lectura de páginas
transfers-record-type-google_search = búsqueda en la web
transfers-record-type-google_maps = búsqueda en el mapa
transfers-record-type-file_search = búsqueda en archivos
transfers-record-type-mcp_server_tool = una herramienta de un servidor
transfers-record-type-retrieval = búsqueda en un almacén
transfers-record-type-processing = procesamiento
transfers-record-type-tool_search = elección de herramientas
transfers-record-whole = El paso { $step } está completo
transfers-record-streamFailed = El flujo falló
transfers-record-words = Palabras
transfers-record-part = Una parte de la respuesta
transfers-record-thought = Pensamiento
transfers-record-mark = Una marca en un pensamiento
transfers-record-toolWork = Más del trabajo de una herramienta
transfers-record-moreOfStep = Más de un paso
transfers-record-unknown = Algo que esta versión no conoce
