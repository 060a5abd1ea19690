# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

app = Errand

close = Cerrar

cancel = Cancelar

back = Atrás

copy = Copiar

copied = Copiado

remove = Quitar «{ $name }»

# Of one of several: “Save: report.md”.
of = { $what }: { $which }

# With the key that does the same.
withKey = { $what } ({ $key })

more = Más

stop = Detener

loading = Abriendo

engine-gemini = Gemini
engine-local = Este equipo

kind-chat = Charla
kind-job = Encargo

standing-running = En marcha
standing-needs_you = Le necesita
standing-done = Terminado
standing-failed = Fallido
standing-stopped = Detenido

announce-needs_you = { $job ->
    [yes] El encargo le necesita
   *[no] La respuesta le necesita
    }
announce-done = { $job ->
    [yes] Encargo terminado
   *[no] Respuesta terminada
    }
announce-failed = { $job ->
    [yes] El encargo falló
   *[no] La respuesta falló
    }
announce-stopped = Detenido

nav-label = Principal
nav-new = Nuevo
nav-chats = Charlas
nav-jobs = Encargos
nav-files = Archivos
nav-agents = Agentes
nav-schedules = Programaciones
nav-search = Buscar
nav-settings = Ajustes
nav-recent = Recientes
nav-openList = Mostrar la lista
nav-unread = Aún sin leer
nav-running = { $n ->
    [one] { $n } en marcha
   *[other] { $n } en marcha
    }
nav-noChats = Sus charlas estarán aquí.
nav-noJobs = Sus encargos estarán aquí.
nav-noRecent = Lo que pregunte estará aquí.

welcome-title = Haga una pregunta, o encargue un trabajo entero
welcome-lead = Errand trabaja en ello, le avisa cuando termina y guarda lo que hizo en su disco.
welcome-gemini = Usar Gemini
welcome-geminiLead = Los modelos de Google responden, y hacen encargos largos en los equipos de Google.
welcome-geminiNeeds = Necesita una clave de Google. Google puede cobrar por el uso; Errand muestra cuánto, más o menos.
welcome-local = Probarlo en este equipo
welcome-localLead = Sin cuenta, nada sale de este equipo. El modelo es muy pequeño: bueno para un primer vistazo, a menudo equivocado.
welcome-localNeeds = Nada que configurar.
welcome-localStarting = Iniciando el modelo
welcome-keyPlaceholder = Péguela aquí
welcome-keyGet = Obtener una clave de { $owner }
welcome-keyWhere = Se guarda en el llavero de este equipo y en ningún otro sitio.
welcome-keySession = Se guarda en memoria hasta que salga, y en ningún otro sitio.
welcome-sessionOnly = Guardarla solo hasta que salga
welcome-connect = Conectar
welcome-connecting = Preguntando a { $owner }
welcome-connected = La clave funciona.
welcome-chooseModel = Elegir un archivo de modelo
welcome-theme = Puede tener ambos. Cámbielo más tarde en Ajustes; allí se conectan también Ollama, OpenAI y otros.
welcome-geminiKey = Su clave de Gemini
welcome-keyFor = Su clave para { $owner }

outcome-wrong_key = Esta clave no es correcta
    .say = { $owner } no la conoce. Copie la clave entera y péguela otra vez.
outcome-no_permission = Esta clave no puede hacer eso
    .say = { $owner } conoce la clave, pero no tiene permiso para la API de Gemini. Cree una nueva o permítale la API.
outcome-region = No se ofrece donde usted está
    .say = { $owner } no ofrece la API de Gemini en esta región.
outcome-offline = Sin conexión
    .say = No se pudo llegar a { $owner }. Compruebe la red e inténtelo de nuevo.
outcome-rate_limited = Demasiadas peticiones ahora mismo
    .say = La clave funciona, pero { $owner } pide esperar un momento.
outcome-quota = La cuota de esta clave se ha agotado
    .say = Inténtelo mañana, o aumente la cuota con { $owner }.
outcome-no_keychain = Aquí no hay llavero
    .say = Este equipo no tiene ningún llavero abierto. La clave puede quedar en memoria hasta que usted salga.

start-lead = ¿Qué hay que hacer?
start-try = Para probar
start-away = Terminado mientras no estaba
start-noEngine = Todavía no hay nadie preparado para responder.
start-setUp = Configurar en Ajustes
start-late = Despierto hasta tarde
start-morning = Buenos días
start-afternoon = Buenas tardes
start-evening = Buenas noches
start-tries-explain = Explicar algo
    .line = Una respuesta al momento
    .text = Explica cómo funciona una bomba de calor, en cinco frases que entienda un niño de diez años.
start-tries-compare = Comparar tres proveedores
    .line = Un encargo que deja una tabla
    .text =
        Compara estos tres proveedores y escribe comparacion.csv, y luego di cuál elegirías y por qué.

        Nordwerk: 4,20 por pieza, entrega 14 días, mínimo 500
        Halden & Co: 4,65 por pieza, entrega 5 días, mínimo 100
        Primaplast: 3,90 por pieza, entrega 30 días, mínimo 2000
start-tries-plan = Planear un fin de semana
    .line = Un encargo que deja una página
    .text = Planea un fin de semana tranquilo en Gante para dos personas a quienes gustan los edificios antiguos y el buen pan. Escribe plan.md con horas, lugares y un motivo breve para cada uno, y di qué hay que comprobar antes de ir.
start-tries-findDate = Encontrar una fecha en un texto
    .line = Una respuesta al momento, en inglés
    .text =
        The garden group meets on 14 March at ten o'clock in the garden behind the school. Bring gloves and a spade. If it rains, we meet in the library.

        On which date is the meeting?
start-tries-askShort = Hacer una pregunta corta
    .line = Una respuesta al momento, en inglés
    .text = Which ocean is the largest?

who-label = Quién lo hace
who-choose = Elegir quién lo hace
who-errandsAgent = El agente de Errand
who-role-quick = Respuesta rápida
who-role-thinker = Piensa más tiempo
who-role-worker = Hace el encargo en su propio entorno aislado
who-role-researcher = Investiga en la web
who-role-painter = Hace imágenes
who-role-speaker = Lee en voz alta
who-role-filmmaker = Hace vídeos
who-role-own = Su propio agente
who-role-other = Otro modelo
who-retired = Retirado. Lo sustituye { $by }.
who-here = En este equipo
who-stays = queda en este equipo
who-goes = va a { $host }
who-with = Piensa con { $model }
who-at = { $model }, { $provider }
who-none = Nadie todavía

palette-label = Ir o hacer
palette-placeholder = Ir a una charla, a un encargo, o hacer algo
palette-none = Nada con ese nombre.
palette-go = Ir a
palette-do = Hacer
palette-theme = Aspecto: { $name }
palette-startLocal = Iniciar el modelo en este equipo

shortcuts-title = Atajos de teclado
shortcuts-palette = Ir a algo o hacer algo
shortcuts-new = Nuevo
shortcuts-find = Buscar aquí
shortcuts-findAll = Buscar en todas partes
shortcuts-jobs = Encargos
shortcuts-settings = Ajustes
shortcuts-help = Estos atajos
shortcuts-send = Enviar
shortcuts-line = Cambiar de línea
shortcuts-stop = Detener una respuesta
shortcuts-edit = Cambiar la última petición
shortcuts-panel = Mostrar u ocultar los archivos
shortcuts-size = Más grande, más pequeño, normal
shortcuts-note = { $find } y { $help } también funcionan solos mientras no escribe.

stopAsk-title = { $job ->
    [yes] ¿Detener este encargo?
   *[no] ¿Detener esta respuesta?
    }
stopAsk-say = Lleva { $ms } en marcha. Lo que hay hasta ahora queda.
stopAsk-stop = Detener
stopAsk-stay = Dejar en marcha

link-title = ¿Abrir esta dirección en su navegador?
link-say = Mírela entera primero.
link-open = Abrir
link-copy = Copiar la dirección

quit-title = { $n ->
    [one] { $n } encargo está en marcha en este equipo
   *[other] { $n } encargos están en marcha en este equipo
    }
quit-say = { $n ->
    [one] Si sale, se pone en pausa donde está y sigue la próxima vez.
   *[other] Si sale, se ponen en pausa donde están y siguen la próxima vez.
    }
quit-quit = Pausar y salir
quit-stay = Dejar en marcha

fatal-title = Errand no pudo abrir su historial
fatal-ledger_newer = Este historial es de un Errand más nuevo
fatal-ledger_locked = Otro programa está usando el historial
fatal-ledger_corrupt = El historial está dañado
fatal-disk_full = El disco está lleno
fatal-untouched = No se cambió nada.
fatal-where = Está aquí:

errors-unexpected = Algo salió mal dentro de Errand.
errors-unconfirmed-message = No es seguro que esto llegara.
errors-unconfirmed-hint = Compruebe otra vez, o envíelo otra vez; eso puede costar el doble.

quoted = «{ $text }»

span-s = { $s } s
span-min = { $min } min
span-minS = { $min } min { $s } s
span-h = { $h } h
span-hMin = { $h } h { $min } min
span-d = { $d } d

# What happened in a conversation that is not on the screen.
announceElsewhere = «{ $title }»: { $what }
