# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

schedules-title = Programaciones
schedules-new = Nueva programación
schedules-none = Una programación hace un encargo por sí sola, una y otra vez: cada lunes a las 7, el día uno del mes. Se le avisa cuando termina cada uno, y sus archivos llegan aquí.
schedules-open = Abrir «{ $name }»
schedules-next = Próxima vez: { $at }
schedules-when-gemini = Google la ejecuta por su cuenta, también con este equipo apagado. Lo que hizo llega aquí en cuanto Errand esté en marcha otra vez. Mientras Errand no está en marcha, nadie vigila su límite del mes.
schedules-when-local = Se ejecuta en este equipo mientras Errand está en marcha, con o sin ventana. Lo que tocaba con el equipo apagado o en reposo se recupera una vez, cuando Errand vuelve a estar en marcha.
schedules-where-gemini = En Gemini
schedules-where-local = En este equipo
schedules-state-active = Activa
schedules-state-paused = En pausa
schedules-state-month_limit = Espera al límite del mes
schedules-state-failing = Detenida tras fallos
schedules-state-gone = No está en su servidor
schedules-limit = En pausa porque el límite de este mes está agotado. Sigue por sí sola cuando empieza un mes nuevo, o cuando usted sube el límite en Ajustes, Gastos.
schedules-gone = Su servidor ya no la conoce. Guárdela otra vez y se creará de nuevo.
schedules-problem = No se pudo consultar: { $message }
schedules-last = Última vez: { $outcome }, { $at }
schedules-outcome-running = En marcha
schedules-outcome-done = Terminado
schedules-outcome-failed = Fallido
schedules-outcome-skipped = Omitido
schedules-outcome-timed_out = Tardó demasiado
schedules-outcome-needs_you = Le necesita
schedules-missed = { $n ->
    [one] Junto con { $n } vez posterior que se perdió
   *[other] Junto con { $n } veces posteriores que se perdieron
    }
schedules-byHand = Ejecutada a mano
schedules-due = Tocaba { $at }
schedules-name = Nombre
schedules-namePlaceholder = Informe semanal
schedules-what = Lo que hay que hacer
schedules-whatPlaceholder = Describa el encargo como para una sola vez. Las ejecuciones posteriores encuentran lo que las anteriores dejaron en su entorno aislado.
schedules-who = Quién lo hace
schedules-nobody = Todavía nadie puede hacer encargos. Conecte primero Gemini o inicie el modelo de este equipo.
schedules-internet = Internet para sus programas
schedules-how = Cuándo
schedules-often-day = Cada día
schedules-often-weekdays = Entre semana
schedules-often-week = Cada semana
schedules-often-month = Cada mes
schedules-often-own = Con mis palabras
schedules-weekday = Día de la semana
schedules-dayOfMonth = Día del mes
schedules-time = Hora
schedules-words = Con palabras
schedules-wordsPlaceholder = every Monday at 7
schedules-wordsSay = En inglés, por ejemplo «weekdays at 18:30», «on the 1st and 15th of the month at 8», «every 2 hours». También vale una línea de cron.
schedules-reads = Se ejecuta { $words }.
schedules-readsCron = Se ejecuta según esta línea de cron.
schedules-zone = Según los relojes de { $zone }.
schedules-nextThree = Las próximas veces, en su hora
schedules-never = No llega nunca.
schedules-cron = cron: { $line }
schedules-leftOut = El { $day } se adelantan los relojes y no existen las { $planned }: se ejecuta a las { $runs }.
schedules-twice = El { $day } se atrasan los relojes y las { $planned } llegan dos veces: se ejecuta solo la primera.
schedules-google = El { $day } se cambian los relojes a las { $planned }. Google no dice qué hace entonces.
schedules-save = Guardar
schedules-saving = Guardando
schedules-cancel = Descartar
schedules-saved = «{ $name }» está guardada.
schedules-saveFirst = Guarde o deje primero esta programación.
schedules-run = Ejecutar ahora
schedules-pause = Pausar
schedules-goOn = Dejar que siga
schedules-runs = Ejecuciones
schedules-noRuns = Todavía no se ha ejecutado.
schedules-openRun = Abrir
schedules-remove = Eliminar
schedules-removeTitle = ¿Eliminar «{ $name }»?
schedules-removeSay = Se elimina aquí ahora, y en su servidor en cuanto se pueda llegar a él. Los encargos que hizo quedan.
schedules-discardTitle = ¿Salir sin guardar?
schedules-discardSay = Lo que cambió se pierde.
schedules-discard = Descartar
schedules-stay = Seguir
schedules-autostart = Iniciar Errand con el equipo
schedules-autostartSay = Sin ventana. Solo así se ejecutan las programaciones de este equipo antes de que usted abra Errand.
schedules-autostartUnknown = Errand no conoce la forma en que este escritorio inicia programas. Abra Errand después de cada arranque del equipo.
schedules-ask = ¿Iniciar Errand con el equipo?
schedules-askSay = Las programaciones de este equipo solo se ejecutan mientras Errand está en marcha. Se iniciaría sin ventana y estaría en la bandeja. Puede cambiarlo en esta página.
schedules-askYes = Iniciarlo
schedules-askNo = Ahora no
schedules-failed = { $n ->
    [one] Su servidor la detuvo tras { $n } fallo. { $reason } Arregle lo que va mal y deje que siga.
   *[other] Su servidor la detuvo tras { $n } fallos seguidos. { $reason } Arregle lo que va mal y deje que siga.
    }
schedules-foreign = Hechas en otro lugar
schedules-foreignSay = Otros programas las crearon en Google, con la misma clave. Se ejecutan allí; Errand no las toca ni toma nada de ellas.
schedules-foreignState-active = Activa
schedules-foreignState-paused = En pausa
schedules-foreignState-failing = Detenida tras fallos
schedules-attach = Adjuntar archivos
schedules-attachSay = Cada ejecución los tiene. Un archivo puede tener 1 MB, todos juntos 2 MB.
schedules-toolsAsk = Lo que pregunta antes le espera: la ejecución se detiene ahí como «Le necesita», y se le avisa.
schedules-toolsGone = Algunas de sus herramientas ya no están aquí. Se ejecuta sin ellas; ábrala para cambiarlo.
schedules-toolsKept = { $owner } guarda con esta programación la dirección y los encabezados de los servidores que se llaman sin preguntar, hasta que usted la cambie o la elimine.
