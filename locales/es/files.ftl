# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

files-title = Archivos
files-count = { $n ->
    [one] { $n } archivo
   *[other] { $n } archivos
    }
files-none = Lo que hagan sus encargos estará aquí, y queda en su disco.
files-noneHere = Todavía no hay archivos.
files-older = { $n ->
    [one] { $n } versión anterior
   *[other] { $n } versiones anteriores
    }
files-olderOf = Versiones anteriores de «{ $name }»
files-moreRows = Mostrar más, quedan { $n }
files-holds = { $n ->
    [one] { $n } archivo
   *[other] { $n } archivos
    }
files-folderSay = Lo que hay en «{ $name }» lo hicieron los programas para sí mismos, así que Errand no lo trae por su cuenta.
files-folderFetching = Trayendo, { $here } aquí
files-showMore = Mostrar más
files-fetchThese = { $n ->
    [one] Traer este archivo
   *[other] Traer estos { $n }
    }
files-missing = { $n ->
    [one] { $n } archivo aún no está aquí
   *[other] { $n } archivos aún no están aquí
    }
files-fetchRest = Traerlos
files-fetch = Traer
files-save = Guardar
files-saveAs = Elegir una carpeta donde guardar
files-saveAll = Guardar todo
files-openFolder = Abrir carpeta
files-noFolderYet = Guarde primero un archivo. Entonces se podrá abrir su carpeta.
files-savedTo = { $n ->
    [one] { $n } archivo guardado en { $folder }.
   *[other] { $n } archivos guardados en { $folder }.
    }
files-listed = No traído
files-waits = Espera a ser traído
files-failed = No se pudo traer
files-fetchAgain = Traer otra vez
files-stop = Dejar de traer
files-coming = { $n ->
    [one] { $n } archivo está en camino
   *[other] { $n } archivos están en camino
    }
files-stopAll = Detener
files-truncated = Solo se muestra el principio.
files-notPlayed = Este archivo no se puede reproducir aquí.
files-notDecoded = Este equipo no puede descodificar este archivo aquí. Guárdelo, o ábralo en un reproductor suyo.
files-noPreview = Este tipo de archivo no se puede mostrar aquí.
files-page = Página { $n } de { $total }
files-pageFailed = La página { $n } no se puede mostrar aquí.
files-drawing = Dibujando las páginas
files-morePages = Mostrar más páginas
files-password = Contraseña
files-unlock = Desbloquear
files-findInPages = Buscar en este archivo
files-searchedPages = Se busca solo hasta la página { $n }.
files-foundPages = Páginas: { $at } de { $n }
files-drawAgain = Intentar de nuevo
files-sandboxed = Se muestra sin scripts y sin red.
files-from = De «{ $title }»
files-resize = Ancho del panel de archivos
files-progress = Trayendo «{ $name }»
files-rows = { $n ->
    [one] { $n } fila
   *[other] { $n } filas
    }
files-readAs = Leer como
files-guessed = por sus letras
files-findInTable = Buscar en esta tabla
files-sortBy = Ordenar por { $column }
files-columnWidth = Ancho de { $column }
files-readingRows = { $n ->
    [one] { $n } fila hasta ahora, aún leyendo
   *[other] { $n } filas hasta ahora, aún leyendo
    }
files-open = Abrir
files-openWith = Abrir con…
files-copy = Copiar
files-menu = Más para «{ $name }»
files-copied = «{ $name }» está copiado. Péguelo en su gestor de archivos.
files-openTitle = ¿Abrir «{ $name }»?
files-openProgram = Este archivo puede ejecutarse como programa en este equipo, con todo lo que usted puede hacer. Ábralo solo si sabe lo que hace.
files-openPage = Esta página se abre en su navegador, donde sus scripts se ejecutan y pueden llegar a internet.
files-openAnyway = Abrirlo
files-openInBrowser = Abrir en el navegador
files-needsScripts = Esta página necesita scripts, que aquí no se ejecutan. Falta lo que dibujan.
files-saveArchive = Guardar como .zip
files-archived = Guardado como { $place }.
files-showPages = Mostrar como páginas
files-showContents = Mostrar el contenido
files-saveCsv = Guardar como CSV
files-savingCsv = Guardando como CSV…
files-encryptedColumns = Columnas cifradas, que no se pueden mostrar: { $names }
files-cut = Se omite: las columnas después de la 100, los caracteres de una celda después del 1000, las filas más allá de 20 millones o de 1 GB y lo que no se puede leer.
files-cutCsv = Se omite: las columnas después de la 16 384, los caracteres de una celda después del millón, lo que una fila tiene más allá de 64 MB, las filas más allá de 20 millones o de 4 GB y lo que no se puede leer.
files-sheets = Hojas
files-hidden = (oculta)
files-emptySheet = Esta hoja está vacía.
files-hiddenRow = El libro oculta esta fila.
files-hiddenRows = las filas con borde discontinuo están ocultas en el libro
files-notCalculated = El archivo no contiene el resultado de esta fórmula.
files-formulas = hay fórmulas donde el archivo no tiene resultado; ábralo y guárdelo en una hoja de cálculo para calcularlas
files-link = un enlace
files-locked = se abre con contraseña
files-outside = lleva fuera de la carpeta
files-emptyArchive = Este archivo comprimido está vacío.
files-unpacked = { $size } al descomprimir; aquí no se descomprime nada
files-openConversation = Abrir donde se creó
files-received = { $received } de { $size }
files-rate = { $received }, { $rate } por segundo
files-allHere = Todo aquí
files-someHere = { $here } de { $files } aquí
files-noneFetched = No traídos
files-cells-semicolons = celdas separadas por puntos y comas
files-cells-tabs = celdas separadas por tabuladores
files-cells-bars = celdas separadas por barras
files-cells-spaces = celdas separadas por espacios
files-cells-other = celdas separadas por { $separator }
files-numbered = columnas numeradas por Errand, porque no tienen nombre
files-openFolderAt = Abrir { $folder }
files-openOne = Abrir «{ $name }»
files-newestFirst = Lo más nuevo primero
files-wider = Tan ancho como se pueda
