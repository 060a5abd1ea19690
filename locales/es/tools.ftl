# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

tools-title = Herramientas
tools-none = ninguna
tools-kinds-search-name = Buscar en la web
tools-kinds-search-say = Las búsquedas pueden costar dinero.
tools-kinds-search-short = búsqueda web
tools-kinds-pictures-name = Buscar imágenes
tools-kinds-pictures-say = Imágenes de la web. Las búsquedas pueden costar dinero.
tools-kinds-pictures-short = búsqueda de imágenes
tools-kinds-pages-name = Leer páginas
tools-kinds-pages-say = Páginas que usted o una respuesta nombran.
tools-kinds-pages-short = páginas
tools-kinds-maps-name = Buscar lugares
tools-kinds-maps-say = Lugares y sus horarios, de un mapa.
tools-kinds-maps-short = mapa
tools-kinds-code-name = Ejecutar programas para calcular
tools-kinds-code-say = Se ejecutan donde está el modelo, no aquí.
tools-kinds-code-short = código
tools-always = Siempre ahí.
tools-usual = Como de costumbre
tools-servers = Servidores y programas con herramientas
tools-noServers = Todavía no se ha añadido ninguno.
tools-addServer = Añadir uno en los ajustes
tools-goneServers = { $n ->
    [one] Un servidor o programa con herramientas que se eligió aquí no está en los ajustes de este equipo, así que no se usa. Quítelo, o añádalo en los ajustes y márquelo de nuevo.
   *[other] { $n } servidores o programas con herramientas que se eligieron aquí no están en los ajustes de este equipo, así que no se usan. Quítelos, o añádalos en los ajustes y márquelos de nuevo.
    }
tools-goneStores = { $n ->
    [one] Un depósito de archivos que se eligió aquí ya no existe o es de otro servidor, así que no se busca en él.
   *[other] { $n } depósitos de archivos que se eligieron aquí ya no existen o son de otro servidor, así que no se busca en ellos.
    }
tools-goneDrop = Quitar
tools-goneSettings = Abrir los ajustes
tools-asks = Preguntarme antes de cada uso
tools-asksSay = Errand hace las llamadas y le muestra cada una antes.
tools-unasked = { $owner } lo llama sin preguntarle, y recibe su dirección y sus encabezados.
tools-serverTools = { $n ->
    [one] { $n } herramienta
   *[other] { $n } herramientas
    }
tools-programs = En este equipo
tools-programsSay = Se le pregunta antes de cada uso, donde está la pregunta.
tools-program-look-name = Mirar en una carpeta
tools-program-look-say = Su lista y sus archivos de texto. Lo que se lee se envía como respuesta.
tools-program-put-name = Poner archivos nuevos en ella
tools-program-put-say = No se sobrescribe nada.
tools-program-page-name = Abrir páginas
tools-program-page-say = En su navegador, para que usted las vea.
tools-program-calendar-name = Crear citas en el calendario
tools-program-calendar-say = Como un archivo que usted abre.
tools-program-mail-name = Empezar correos
tools-program-mail-say = En su programa de correo. Usted los envía.
tools-folder = Carpeta
tools-noFolder = No hay ninguna carpeta elegida.
tools-pick = Elegir una carpeta
tools-pickAnother = Elegir otra
tools-allowed = Hecho aquí sin preguntar: { $names }.
tools-askAgain = Preguntar otra vez
tools-programsOn = { $n ->
    [one] { $n } en este equipo
   *[other] { $n } en este equipo
    }
tools-settings-title = Servidores de herramientas
tools-settings-add = Añadir un servidor
tools-settings-addSay = Programas de otro lugar que saben o hacen algo por usted, como un calendario, una tienda o una base de datos (MCP, por «streamable HTTP»).
tools-settings-addButton = Añadir
tools-settings-name = Nombre
tools-settings-nameSay = Cómo lo llama usted. Vacío: por su dirección.
tools-settings-address = Dirección
tools-settings-addressPlaceholder = https://tools.example/mcp
tools-settings-addressSay = Se le preguntan sus herramientas cuando lo añade.
tools-settings-headers = Encabezados
tools-settings-headersSay = Lo que quiere recibir con cada llamada, como una clave.
tools-settings-headerName = Nombre del encabezado
tools-settings-headerPlaceholder = authorization
tools-settings-headerValue = Su valor
tools-settings-headerKept = guardado
tools-settings-addHeader = Añadir un encabezado
tools-settings-check = Añadirlo
tools-settings-save = Conservarlo
tools-settings-checking = Preguntándole sus herramientas
tools-settings-change = Cambiar
tools-settings-again = Comprobar otra vez
tools-settings-remove = Quitar
tools-settings-removeTitle = ¿Quitar «{ $name }»?
tools-settings-removeSay = Las conversaciones que lo usan siguen sin él. Sus encabezados se olvidan aquí ahora, y en las programaciones en Gemini en cuanto se pueda llegar a él.
tools-settings-here = En este equipo ({ $host }).
tools-settings-there = En { $host }.
tools-settings-answered = { $n ->
    [one] { $n } herramienta, preguntada { $when }.
   *[other] { $n } herramientas, preguntadas { $when }.
    }
tools-settings-tools = { $on } de { $all } herramientas
tools-settings-toolsSay = Solo se pueden usar las marcadas. Una herramienta que reciba más tarde no se marca sola.
tools-settings-noKey = Sus encabezados ya no están guardados. Cámbielo y délos otra vez.
tools-settings-locked = Sus encabezados están en el llavero, que ahora no se puede consultar.
tools-settings-outcome-wrong_key = Quiere otra clave
tools-settings-outcome-server = No responde como un servidor de herramientas
tools-settings-outcome-offline = No se puede llegar a él
tools-settings-outcome-invalid = Esto no se puede usar
tools-deed-refused = Errand no puede hacer esto: { $why }
tools-deed-tellIt = Se le dice cuando usted envía.
tools-deed-always = { $job ->
    [yes] Hacer esto sin preguntar en este encargo desde ahora
   *[no] Hacer esto sin preguntar en esta charla desde ahora
    }
tools-deed-alwaysSay = En Herramientas puede hacer que vuelva a preguntar.
tools-deed-approve = { $n ->
    [one] Permitir
   *[other] Permitir todo
    }
tools-deed-decline = { $n ->
    [one] Rechazar
   *[other] Rechazar todo
    }
tools-deed-will = Se hace cuando usted envía.
tools-andMore = { $names } y { $n } más
tools-which = Herramientas: { $names }
tools-using-writeFile = Escribiendo un archivo
tools-using-readFile = Leyendo un archivo
tools-using-listFiles = Mirando sus archivos
tools-using-deleteFile = Eliminando un archivo suyo
tools-using-other = Usando «{ $name }»
