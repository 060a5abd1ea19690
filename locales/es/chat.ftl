# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

activity-sending = Enviando
activity-queued = Esperando en la cola
activity-starting = Preparándose
activity-thinking = Pensando
activity-writing = Escribiendo
activity-runningCode = Ejecutando { $language }
activity-searchingFor = Buscando { $queries }
activity-searching = Buscando en la web
activity-reading = { $n ->
    [one] Leyendo { $n } página
   *[other] Leyendo { $n } páginas
    }
activity-readingOne = Leyendo { $host }
activity-waitingForNetwork = Esperando a la red
activity-waitingForServer = El servidor pide esperar. Nuevo intento en { $span }
activity-tryingAgainIn = Nuevo intento en { $span }
activity-waitingForYou = Le espera a usted
activity-tryingAgain = Intentando de nuevo
activity-reconnecting = Conectando de nuevo
activity-checking = Comprobando cómo está
activity-silent = Sin noticias desde hace { $span }
activity-stopping = Deteniéndose
activity-savingFiles = Guardando archivos, { $done } de { $total }
activity-lookingForFiles = Buscando archivos
activity-finishing = Terminando
activity-unconfirmed = No es seguro que llegara
activity-aPage = una página
activity-code = código
activity-shell = una orden de shell

composer-label = Su mensaje
composer-chat = Pregunte algo
composer-job = Describa el encargo
composer-by-speaker = ¿Qué hay que leer en voz alta?
composer-by-painter = Describa la imagen
composer-by-filmmaker = Describa el vídeo
composer-followUp = Pida más
composer-followUpJob = Continuar en el mismo entorno aislado
composer-attach = Adjuntar archivos
composer-send = Enviar
composer-sendJob = Encargar
composer-stop = Detener
composer-dropHere = Suelte para adjuntar
composer-editing = Sus cambios crean una rama nueva. La anterior queda.
composer-keys = Intro envía, Mayús+Intro cambia de línea
composer-leaves-local = Nada sale de este equipo.
composer-leaves-looksUp = Nada sale de este equipo salvo lo que se consulta en la web.
composer-leaves-lookups = Lo que se consulta sale a la web.
composer-leaves-programs-sites = Los programas del encargo pueden enviar lo que ven a los sitios que usted permita.
composer-leaves-programs-open = Los programas del encargo pueden enviar lo que ven a cualquier sitio.
composer-leaves-tools = Lo que se pide a sus herramientas va a { $hosts }.
composer-thinksWith = Piensa con
composer-network-label = Internet para el entorno aislado
composer-network-offLocal = No. Los programas del encargo no llegan a nada.
composer-network-research = Este trabaja en { $owner } sin entorno aislado, y busca allí en la web.
composer-network-open = Todos los sitios
composer-network-sites = Solo estos sitios
composer-network-sitesHint = example.com, *.example.org
composer-network-needSite = Indique al menos un sitio.
composer-sandbox-refused = El encargo podría responder, pero no ejecutar programas ni crear archivos en este equipo.
composer-sandbox-run = Abra una terminal y ejecute esto, y luego vuelva a iniciar Errand:
composer-sandbox-copy = Copiar la orden
composer-background-gemini = El encargo sigue en { $owner }, también con Errand cerrado.
composer-background-local = El encargo sigue mientras Errand esté en marcha. Salir lo pone en pausa.
composer-notRead = «{ $name }» no se pudo adjuntar.
composer-refused = { $n ->
    [one] { $n } archivo no se pudo adjuntar.
   *[other] { $n } archivos no se pudieron adjuntar.
    }
composer-nowhere = Aquí no hay dónde adjuntar estos archivos. Abra una charla o empiece algo nuevo.
composer-original = Partir del texto anterior
composer-later = Escriba lo que sigue
composer-why-sending = Enviando
composer-why-job = El encargo sigue en marcha. Lo que escriba aquí se conserva, y podrá encargarlo cuando termine.
composer-why-answer = La respuesta aún está llegando. Lo que escriba aquí se conserva, y podrá enviarlo cuando termine.
composer-why-nobody = No hay nadie preparado para responder. Lo que escriba aquí se conserva.
composer-leaves-yourWords = sus palabras
composer-leaves-filesOf = { $n ->
    [one] { $n } archivo ({ $size })
   *[other] { $n } archivos ({ $size })
    }
composer-leaves-whatIsRead = { $n ->
    [one] lo que el modelo lee del archivo
   *[other] lo que el modelo lee de los { $n } archivos
    }
composer-leaves-turns = { $n ->
    [one] { $n } petición
   *[other] { $n } peticiones
    }
# $what begins with a capital letter: "Your words and 2 files (3 MB)".
composer-leaves-goes = { $what }: esto va a { $owner }.
composer-leaves-goesToModel = { $what }: esto va a { $host }, y también lo que devuelven los programas. El entorno aislado está en este equipo.
composer-leaves-goesAlong = Lo dicho hasta ahora aún no ha estado en { $host }. Va también: { $what }.
composer-network-offGoogle = No. Los programas del entorno aislado no llegan a nada. La búsqueda propia de Google sí puede consultar cosas para el encargo.
composer-network-offAt = No. Los programas del entorno aislado no llegan a nada. Una búsqueda del propio { $owner } sí puede consultar cosas para el encargo.

chat-thinking = Pensando
chat-sources = Fuentes
chat-somePage = Una página que encontró la búsqueda
chat-source = Fuente { $n }: { $title }
chat-newBelow = Texto nuevo abajo
chat-toEnd = Al final
chat-edit = Cambiar
chat-again = Responder otra vez
chat-copyAnswer = Copiar la respuesta
chat-details = Detalles
chat-branch = { $i }/{ $n }
chat-branchLabel = Rama { $i } de { $n }
chat-previousBranch = Rama anterior
chat-nextBranch = Rama posterior
chat-incomplete = La respuesta se detiene aquí: alcanzó su longitud máxima.
chat-stopped = Usted detuvo esto.
chat-checkAgain = Comprobar otra vez
chat-sendAgain = Enviar otra vez
chat-giveUp = Dejarlo
chat-openSettings = Abrir ajustes
chat-startLocal = Iniciarlo otra vez
chat-earlier = Mostrar lo anterior
chat-copyCode = Copiar el código
chat-empty = No se respondió nada.
chat-tokens = { $n ->
    [one] { $n } token
   *[other] { $n } tokens
    }
chat-rename = Cambiar el nombre
chat-delete = Eliminar
chat-renameTitle = Nombre
chat-save = Guardar
chat-deleteTitle = ¿Eliminar «{ $title }»?
chat-deleted = «{ $title }» está eliminado.
chat-undo = Deshacer
chat-menu = Cambiar el nombre o eliminar
chat-find = Buscar aquí
chat-findNext = Siguiente
chat-findPrevious = Anterior
chat-showFiles = Archivos
chat-hideFiles = Ocultar los archivos
chat-thoughtShort = Pensó
chat-thoughtFor = Pensó durante { $span }
chat-told-forgotten = El servidor ya no tenía lo dicho antes, así que se le volvió a decir desde el historial de aquí.
chat-told-expired = El servidor no guarda nada tanto tiempo, así que lo dicho antes se le volvió a decir desde el historial de aquí.
chat-told-other_place = Lo dicho antes estaba en otro lugar, así que se contó desde el historial de aquí.
chat-told-branch = El entorno aislado siguió en otra rama, así que esta trabaja en uno nuevo. Lo dicho antes se volvió a decir.
chat-told-unfinished = La petición anterior no terminó bien, así que lo dicho se volvió a decir desde el historial de aquí.
chat-fresh-forgotten = El entorno aislado ya no estaba, así que esto trabaja en uno nuevo.
chat-fresh-expired = El entorno aislado ya se eliminó, así que esto trabaja en uno nuevo.
chat-fresh-other_place = El entorno aislado está en otro lugar, así que esto trabaja en uno nuevo.
chat-fresh-branch = El entorno aislado siguió en otra rama, así que esto trabaja en uno nuevo.
chat-fresh-unfinished = La petición anterior no terminó bien.
chat-putBack = { $n ->
    [one] { $n } archivo se volvió a poner en un entorno aislado nuevo; los programas instalados antes no están en él.
   *[other] { $n } archivos se volvieron a poner en un entorno aislado nuevo; los programas instalados antes no están en él.
    }
chat-noRoom = { $n ->
    [one] No había sitio para la petición más antigua.
   *[other] No había sitio para las { $n } peticiones más antiguas.
    }
chat-leftOut = Quedó fuera: { $names }.
chat-deletes-all = cada una de sus palabras
chat-deletes-allWithFiles = { $n ->
    [one] cada una de sus palabras y su archivo
   *[other] cada una de sus palabras y sus { $n } archivos
    }
chat-deletes-first = { $sandbox ->
    [yes] Durante diez segundos puede deshacerlo. Después se elimina de este equipo: { $what }, con su entorno aislado aquí.
   *[no] Durante diez segundos puede deshacerlo. Después se elimina de este equipo: { $what }.
    }
chat-deletes-running = Lo que aún esté en marcha se detiene.
chat-deletes-elsewhere = Sus respuestas y entornos aislados en el servidor preguntado se eliminan en cuanto se pueda llegar al servidor. Ajustes, Almacenamiento dice cuándo.
chat-deletes-told = { $n ->
    [one] Lo enviado a { $names } se guarda allí según sus propias reglas. Errand no puede eliminarlo.
   *[other] Lo enviado a { $names } se guarda allí según las reglas de cada uno. Errand no puede eliminarlo.
    }
chat-deletes-files = Los archivos que solo tiene esta conversación se eliminan. Las copias guardadas en otro lugar quedan. Una copia de su historial anterior a una actualización de Errand también se elimina, porque contiene estas palabras.
chat-findNone = Nada encontrado
chat-findPlace = { $i } de { $n }
chat-findMessage = { $n ->
    [one] { $i } de { $n } mensaje
   *[other] { $i } de { $n } mensajes
    }

actions-label = Lo que se le pide
actions-unnamed = Sin nombre
actions-unknown = Espera algo que Errand no puede mostrar. Puede seguir con un mensaje propio más abajo.
actions-answered = Usted respondió a esto.
actions-words = Su respuesta
actions-moreWords = Algo que añadir
actions-needed = necesario
actions-choose = Elegir
actions-leaveOpen = Dejar abierto
actions-yes = Sí
actions-no = No
actions-decline = Rechazar
actions-answerAfterAll = Responder de todos modos
actions-reason = Por qué no (puede dejarlo vacío)
actions-send = { $n ->
    [one] Enviar la respuesta
   *[other] Enviar las respuestas
    }
actions-required = Esto hay que rellenarlo.
actions-nothing = Dé una respuesta o rechace.
actions-wholeNumber = Aquí va un número entero.
actions-number = Aquí va un número, con un punto antes de los decimales.
actions-date = Aquí va un día, como año-mes-día.
actions-time = Aquí va una hora, como 18:30.
actions-dateTime = Aquí van un día y una hora.
actions-chooseFile = Elegir un archivo
actions-fileLimit = 5 MB como máximo.
actions-item = { $list } { $n }
actions-addItem = Añadir a { $list }
actions-json = Aquí va una lista o un objeto en JSON.
actions-leadOfJob = { $n ->
    [one] El encargo necesita { $n } respuesta de usted.
   *[other] El encargo necesita { $n } respuestas de usted.
    }
actions-leadOfAnswer = { $n ->
    [one] La respuesta necesita { $n } respuesta de usted.
   *[other] La respuesta necesita { $n } respuestas de usted.
    }

chat-deletes-manyWithFiles = { $n ->
    [one] cada una de sus palabras y el archivo
   *[other] cada una de sus palabras y los { $n } archivos
    }
chat-deletes-firstMany = Durante diez segundos puede deshacerlo. Después se elimina de este equipo: { $what }, con los entornos aislados de aquí.
chat-deletes-runningMany = Lo que aún esté en marcha se detiene.
chat-deletes-elsewhereMany = Las respuestas y entornos aislados en el servidor preguntado se eliminan en cuanto se pueda llegar al servidor. Ajustes, Almacenamiento dice cuándo.
chat-deletes-filesMany = Los archivos que solo tienen estas conversaciones se eliminan. Las copias guardadas en otro lugar quedan. Una copia de su historial anterior a una actualización de Errand también se elimina, porque contiene estas palabras.
