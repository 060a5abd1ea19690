# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

lists-which = Lo que muestra la lista
lists-whichIs = Lo que muestra la lista: { $name }
lists-unread = Aún sin leer
lists-archived = Archivados
lists-pinned = Fijados
lists-others = Otros
lists-folders = Carpetas
lists-none-unread = Todo está leído.
lists-none-archived = Lo que archive estará aquí. La búsqueda también lo encuentra.
lists-none-folder = Todavía no hay nada en esta carpeta. Mueva aquí una conversación desde su menú.
lists-menu = Menú de «{ $title }»
lists-select = Seleccionar
lists-pin = Fijar
lists-unpin = Dejar de fijar
lists-markUnread = Marcar como no leído
lists-markRead = Marcar como leído
lists-move = Mover a una carpeta
lists-rename = Cambiar el nombre
lists-archive = Archivar
lists-unarchive = Sacar del archivo
lists-delete = Eliminar
lists-bar = Lo que se hace con las conversaciones seleccionadas
lists-clear = No seleccionar nada
lists-folder = Carpeta
lists-noFolder = Ninguna carpeta
lists-newFolder = Carpeta nueva
lists-newFolderHint = Por ejemplo «Proveedores»
lists-moveYes = Mover
lists-make = Crear
lists-renameFolder = Cambiar el nombre de la carpeta
lists-folderName = Nombre de la carpeta
lists-removeFolder = Quitar la carpeta
lists-folderRemoved = La carpeta «{ $name }» está quitada. Lo que contenía ya no está en ninguna carpeta.
lists-save = Guardar
lists-menuOf = { $n ->
    [one] Menú de { $n } conversación
   *[other] Menú de { $n } conversaciones
    }
lists-selected = { $n ->
    [one] { $n } conversación seleccionada
   *[other] { $n } conversaciones seleccionadas
    }
lists-archivedOne = «{ $title }» está archivado.
lists-archivedAll = { $n ->
    [one] { $n } conversación está archivada.
   *[other] { $n } conversaciones están archivadas.
    }
lists-deletedAll = { $n ->
    [one] { $n } conversación está eliminada.
   *[other] { $n } conversaciones están eliminadas.
    }
lists-deleteAll = { $n ->
    [one] ¿Eliminar { $n } conversación?
   *[other] ¿Eliminar { $n } conversaciones?
    }
lists-moveOne = ¿Dónde se pone «{ $title }»?
lists-moveAll = { $n ->
    [one] ¿Dónde se pone { $n } conversación?
   *[other] ¿Dónde se ponen { $n } conversaciones?
    }
