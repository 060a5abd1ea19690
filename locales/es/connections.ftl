# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

toolPrograms-title = Programas con herramientas
toolPrograms-add = Añadir un programa
toolPrograms-addSay = Programas de este equipo que saben o hacen algo por usted (servidores MCP). Se ejecutan en el entorno aislado: ven los archivos del encargo, una carpeta que usted elige, y solo llegan a los sitios permitidos al encargo.
toolPrograms-addButton = Añadir
toolPrograms-pick = Elegir su archivo
toolPrograms-pickSay = O escriba el nombre de un programa del sistema, como node.
toolPrograms-command = Programa
toolPrograms-commandPlaceholder = node
toolPrograms-arguments = Argumentos
toolPrograms-argumentsSay = Uno por línea.
toolPrograms-folder = Carpeta que ve y en la que no puede escribir
toolPrograms-noFolder = Ninguna.
toolPrograms-pickFolder = Elegir una carpeta
toolPrograms-noFolderAnyMore = Quitarla
toolPrograms-name = Nombre
toolPrograms-nameSay = Cómo lo llama usted. Vacío: su propio nombre.
toolPrograms-check = Añadirlo
toolPrograms-save = Conservarlo
toolPrograms-checking = Iniciándolo y preguntándole sus herramientas
toolPrograms-started = Inicia { $words }
toolPrograms-sees = Ve { $folder }, solo lectura.
toolPrograms-seesNothing = No ve ninguna carpeta suya.
toolPrograms-removeSay = Las conversaciones que lo usan siguen sin él. El programa mismo queda donde está.
toolPrograms-outcome-server = No ofrece herramientas
toolPrograms-outcome-invalid = Esto no se puede usar

searchServer-title = Búsqueda web en este equipo
searchServer-none = No hay servidor de búsqueda indicado
searchServer-noneSay = Quien responda en este equipo podrá entonces buscar en la web. Lo que se busca va a un servidor SearXNG que usted indica; nada va allí antes de que marque la búsqueda web.
searchServer-add = Indicar uno
searchServer-address = Dirección
searchServer-addressPlaceholder = http://127.0.0.1:8888
searchServer-addressSay = Se le pregunta «weather» cuando lo indica.
searchServer-check = Usarlo
searchServer-checking = Buscando una vez
searchServer-here = En este equipo ({ $host }). Pasa las búsquedas a otros, sin su nombre.
searchServer-there = Lo que se busca va a { $host }.
searchServer-open = Lo que se busca va a { $host }, sin cifrar.
searchServer-answered = Respondió { $when }.
searchServer-again = Comprobar otra vez
searchServer-remove = Quitar
searchServer-removed = Ya no hay servidor de búsqueda indicado.
searchServer-outcome-offline = No se puede llegar a él
searchServer-outcome-refused = No da JSON
searchServer-outcome-rate_limited = Por ahora no acepta más búsquedas
searchServer-outcome-server = Responde con un error
searchServer-outcome-invalid = Esto no se puede usar

fileStores-title = Depósitos de archivos
fileStores-add = Crear un depósito
fileStores-addSay = Muchos archivos, leídos una vez en Google y consultados cuando una pregunta los necesita. Quedan allí hasta que quite el depósito.
fileStores-addButton = Crear uno
fileStores-name = Nombre
fileStores-nameSay = Se crea en el servidor de Gemini, que lo guarda.
fileStores-make = Crearlo
fileStores-making = Creándolo
fileStores-put = Poner archivos en él
fileStores-putting = Enviando los archivos
fileStores-check = ¿Cómo está?
fileStores-remove = Quitar
fileStores-removeTitle = ¿Quitar «{ $name }»?
fileStores-removeSay = Sus archivos se eliminan también en el servidor. Las conversaciones que lo usan siguen sin él.
fileStores-empty = Todavía no contiene nada.
fileStores-elsewhere = Está en { $host }, al que ahora no se pregunta.
fileStores-unknown = { $n ->
    [one] { $n } archivo enviado. El servidor no dice si se puede consultar.
   *[other] { $n } archivos enviados. El servidor no dice si se pueden consultar.
    }
fileStores-ready = { $n ->
    [one] { $n } archivo se puede consultar.
   *[other] { $n } archivos se pueden consultar.
    }
fileStores-pending = { $n ->
    [one] { $n } aún se está leyendo.
   *[other] { $n } aún se están leyendo.
    }
fileStores-failed = { $n ->
    [one] { $n } no se pudo leer.
   *[other] { $n } no se pudieron leer.
    }
fileStores-files = Lo que contiene
fileStores-inTools = Depósitos de archivos
fileStores-none = Todavía no se ha creado ninguno.
fileStores-makeInSettings = Crear uno en los ajustes
fileStores-count = { $n ->
    [one] { $n } archivo
   *[other] { $n } archivos
    }
