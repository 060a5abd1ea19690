# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

models-title = Modelos
models-add = Más modelos
models-addSay = Ollama o LM Studio en este equipo, OpenAI, Anthropic, OpenRouter y otros con una clave suya.
models-addButton = Añadir
models-here = En este equipo
models-looking = Buscando servidores
models-noneFound = No se encontró ningún servidor de modelos
models-nFound = { $n ->
    [one] { $n } servidor encontrado
   *[other] { $n } servidores encontrados
}
models-take = Conectar { $name }
models-vendors = Con una clave suya
models-own = En sus propios equipos
models-other = Otro servidor
models-address = Dirección
models-addressPlaceholder = https://api.example.com/v1
models-addressSay = Suele terminar en /v1. Un servidor de su propia red puede empezar por http://, pero entonces no recibe clave.
models-dialect = Habla como
models-dialects-openai = OpenAI (la mayoría de los servidores)
models-dialects-anthropic = Anthropic
models-key = Su clave para { $owner }
models-keyIfAny = Clave, si la quiere
models-keyNone = Vacío si no quiere ninguna
models-connected = { $name } está conectado
models-goes = Lo que escriba a sus modelos va a { $host }.
models-goesOpen = Lo que escriba a sus modelos va a { $host } sin cifrar: quien esté en esa red puede leerlo.
models-answered = Listo. Última respuesta: { $at }.
models-keySession = Su clave queda en memoria hasta que usted salga.
models-keyGone = Su clave ya no está. Escríbala otra vez.
models-locked = El llavero no responde, así que se pregunta a este servidor sin su clave. Desbloquéelo y compruebe otra vez.
models-of = Modelos de { $name }
models-search = Buscar un modelo
models-all = Marcar todos
models-noneOfThem = No marcar ninguno
models-none = Todavía no tiene modelos. Añada uno allí y compruebe otra vez.
models-noHit = Ningún modelo se llama «{ $words }».
models-moreHits = { $n ->
    [one] { $n } más. Escriba más del nombre.
   *[other] { $n } más. Escriba más del nombre.
    }
models-can-images = Ve imágenes
models-can-noImages = No ve imágenes
models-can-tools = Llama a herramientas
models-can-noTools = No llama a herramientas
models-can-thinking = Piensa primero
models-remove = Quitar
models-removeTitle = ¿Quitar «{ $name }»?
models-removeSay = { $hasKey ->
    [yes] Sus modelos dejan la lista de a quién se puede preguntar, y su clave deja el llavero salvo que otra cosa la use. Lo dicho con ellos queda.
   *[no] Sus modelos dejan la lista de a quién se puede preguntar. Lo dicho con ellos queda.
    }
models-staysHere = Lo que escriba queda en este equipo.
models-staysAt = { $host }. Lo que escriba queda en este equipo.
models-chosenAll = { $n ->
    [one] { $n } modelo
   *[other] { $n } modelos
    }
models-chosenSome = { $all ->
    [one] { $n } de { $all } modelo
   *[other] { $n } de { $all } modelos
    }
models-can-holds = Le caben { $tokens } tokens
models-outcomes-no_key = Hace falta una clave
    .say = { $name } no responde a nadie sin ella.
models-outcomes-wrong_key = Esta clave no es correcta
    .say = { $name } no la acepta. Copie la clave entera y péguela otra vez.
models-outcomes-no_permission = Esta clave no puede hacer eso
    .say = { $name } conoce la clave, pero no puede listar modelos. Cree una nueva o permítalo.
models-outcomes-offline = Allí no responde nadie
    .say = No se pudo llegar a { $name }. Mire si está en marcha y si la dirección es correcta, e inténtelo de nuevo.
models-outcomes-rate_limited = Demasiadas peticiones ahora mismo
    .say = { $name } pide esperar un momento.
models-outcomes-quota = A la cuenta no le queda nada
    .say = { $name } acepta la clave, pero su dinero o su cuota se ha agotado.
models-outcomes-no_keychain = Aquí no hay llavero
    .say = Este equipo no tiene ningún llavero abierto. La clave puede quedar en memoria hasta que usted salga.
