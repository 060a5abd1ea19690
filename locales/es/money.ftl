# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

money-soFar = { $cost } hasta ahora
money-prices = Según precios del { $day }
money-limitReached = Errand detuvo esto: había alcanzado su límite de { $limit } para un encargo. Lo que hay hasta ahora queda.
money-beyond-title = El límite de este mes está agotado
money-beyond-say = Usted puso un límite a lo que se puede gastar en un mes. ¿Enviar esto de todos modos?
money-beyond-yes = Enviarlo
money-beyond-no = Ahora no
money-spending-title = Gastos
money-spending-lead = Lo que cobra Google está en su propia factura. Estas son estimaciones según los tokens de cada respuesta.
money-spending-none = Todavía no se ha gastado nada. Cuando haya preguntado algo, esta página mostrará cuánto costó más o menos, por día, por mes y por quién lo hizo.
money-spending-inMonth = { $month }: { $cost }
money-spending-turns = { $n ->
    [one] { $n } petición
   *[other] { $n } peticiones
    }
money-spending-tokens = { $n } tokens
money-spending-unpriced = { $n ->
    [one] { $n } petición no tiene precio en la tabla. Los tokens se cuentan, el dinero no.
   *[other] { $n } peticiones no tienen precio en la tabla. Los tokens se cuentan, el dinero no.
    }
money-spending-months = Los últimos doce meses
money-spending-days = Día a día, { $month }
money-spending-asTable = Como tabla
money-spending-noneThen = Entonces nada.
money-spending-when = Cuándo
money-spending-cost = Unos
money-spending-byWho = Según a quién se preguntó
money-spending-byModel = Según el modelo que respondió
money-spending-who = Quién
money-spending-noPrice = sin precio
money-spending-costsNothing = gratis
money-spending-export = Guardar como CSV
money-spending-exported = Guardado como { $path }.
money-spending-prices = Precios
money-spending-pricesSay = { $own ->
    [yes] Del { $day }, con filas suyas. Cada fila tiene al lado su fuente.
   *[no] Del { $day }. Cada fila tiene al lado su fuente.
    }
money-spending-problem = Sus propios precios no se pueden leer, así que se usan los de Errand:
money-spending-edit = Cambiar precios
money-spending-limits = Límites
money-spending-jobLimit = Un encargo
money-spending-jobLimitSay = Un encargo cuyos tokens tienen precio se detiene cuando ha costado más o menos eso. Lo que hizo hasta entonces queda. Deep Research tiene un precio por todo el encargo, así que este límite no lo detiene.
money-spending-monthLimit = Un mes
money-spending-monthLimitSay = A partir de cuatro quintos se le avisa; más allá Errand pregunta antes de cada petición.
money-spending-noLimit = Sin límite
money-spending-open = Mostrar
money-spending-settingsSay = Lo que cuestan respuestas y encargos, y sus límites.
money-spending-wrongAmount = Escriba una cantidad como 5 o 2.50, o déjelo vacío.
money-details-cost = Coste
money-details-answeredBy = Respondido por
money-details-conversation = Conversación entera
money-answeredBy = respondido por { $model }
money-choosing-search = Buscar un modelo o un agente
money-choosing-none = Nadie con ese nombre.
money-choosing-favourites = Favoritos
money-choosing-groups-quick = Rápidos
money-choosing-groups-thinker = A fondo
money-choosing-groups-painter = Imágenes
money-choosing-groups-speaker = Voz
money-choosing-groups-filmmaker = Vídeo
money-choosing-groups-researcher = Investigación
money-choosing-groups-worker = Hacen encargos
money-choosing-groups-own = Suyos
money-choosing-groups-other = Otros
money-choosing-retired = Retirados
money-choosing-favour = Hacer favorito a «{ $name }»
money-choosing-unfavour = Quitar «{ $name }» de los favoritos
money-choosing-favourKey = Alt+F marca un favorito
money-choosing-speed-seconds = responde en segundos
money-choosing-speed-moments = tarda un momento
money-choosing-speed-minutes = trabaja minutos
money-choosing-speed-hours = trabaja hasta horas
money-choosing-perAnswer = { $cost } por respuesta
money-choosing-perPicture = { $cost } por imagen
money-choosing-perReading = { $cost } por minuto de voz
money-choosing-perJob = { $cost } por encargo
money-choosing-free = nivel gratuito
money-choosing-paid = solo claves de pago
money-choosing-medium-text = texto
money-choosing-medium-image = imágenes
money-choosing-medium-audio = sonido
money-choosing-medium-video = vídeo
money-choosing-medium-document = documentos
money-choosing-takes = admite { $media }
money-choosing-gives = hace { $media }
money-choosing-retiredEarlier = { $id } está retirado, así que aquí se elige { $by }.
money-options-open = Opciones
money-options-title = Cómo responde
money-options-some = { $n ->
    [one] { $n } opción elegida
   *[other] { $n } opciones elegidas
    }
money-options-byItself = Como venga
money-options-thinking = Pensar
money-options-level-minimal = Lo menos posible
money-options-level-low = Un poco
money-options-level-medium = Algo
money-options-level-high = Mucho
money-options-level-xhigh = Lo más posible
money-options-length = Longitud máxima
money-options-lengths-700 = Más o menos una página
money-options-lengths-2500 = Más o menos cuatro páginas
money-options-lengths-10000 = Más o menos dieciséis páginas
money-options-lengthSay = Lo que piensa también cuenta. Una respuesta más larga se detiene ahí.
money-options-temperature = Elección de palabras
money-options-temperatures-20 = Sencilla y constante
money-options-temperatures-100 = Equilibrada
money-options-temperatures-150 = Sorprendente
money-options-instructions = Instrucciones
money-options-instructionsHint = Por ejemplo: responde con frases cortas, y di de qué no estás seguro
money-options-voice = Voz
money-options-shape = Forma
money-options-size = Tamaño
money-options-duration = Duración
money-options-reset = Restablecer
money-advice-quick = Quizá baste aquí una respuesta rápida, antes y por menos.
money-advice-job = Esto parece un encargo con archivos: quien hace encargos puede crearlos.
money-advice-take = Preguntar mejor a «{ $name }»
money-advice-hand = Encargarlo a «{ $name }»
money-roughly-one = unos { $cost }
money-roughly-range = de { $low } a { $high } aproximadamente
money-tokens = { $tokens } tokens
money-aheadFrom = { $jobs ->
    [one] { $cost }, según su último encargo como este. Normalmente { $took }.
   *[other] { $cost }, según sus últimos { $jobs } encargos como este. Normalmente { $took }.
    }
money-aheadTook = { $jobs ->
    [one] El último encargo como este tardó { $took }.
   *[other] Los últimos { $jobs } encargos como este tardaron normalmente { $took }.
    }
money-aheadPublished = { $cost } por un encargo como este, según lo publicado. Usted no ha hecho ninguno aún.
money-budgetNear = { $cost } de { $limit } usados este mes.
money-budgetOver = { $cost } de { $limit } usados este mes. Al enviar se pregunta antes.
money-spending-free = { $n ->
    [one] { $n } búsqueda en la web; { $free } al mes son gratis.
   *[other] { $n } búsquedas en la web; { $free } al mes son gratis.
    }
money-spending-usedNow = { $cost } este mes
money-spending-nothing = nada
money-spending-barOf = { $turns ->
    [one] { $when }: { $cost }, { $turns } petición
   *[other] { $when }: { $cost }, { $turns } peticiones
    }
money-details-turnsAndTokens = { $turns ->
    [one] { $turns } petición, { $tokens } tokens
   *[other] { $turns } peticiones, { $tokens } tokens
    }
money-details-costAnd = { $cost }, { $rest }
money-options-byItselfAs = Como venga ({ $level })
