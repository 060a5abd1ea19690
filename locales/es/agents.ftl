# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

agents-title = Agentes
agents-new = Nuevo agente
agents-open = Abrir un archivo
agents-own = Suyos
agents-builtIn = Incluidos
agents-foreign = Hechos en otro lugar
agents-foreignSay = Con la misma clave, en otro programa. Se les puede preguntar aquí y se cambian donde se hicieron.
agents-hosted = En otros equipos
agents-hostedSay = Sus programas se ejecutan en otro equipo. Nada se ejecuta mientras su worker no esté conectado.
agents-none = Un agente sabe cómo quiere usted que se haga algo: sus instrucciones, lo que debe saber y los archivos que necesita.
agents-ask = Preguntar
agents-askOne = Preguntar a «{ $name }»
agents-editOne = Cambiar «{ $name }»
agents-knows = Conoce { $skills }
agents-has = { $n ->
    [one] { $n } cosa a mano
   *[other] { $n } cosas a mano
    }
agents-basedOn = Se basa en { $base }
agents-uses = Puede usar { $tools }
agents-instructionsOf = Sus instrucciones
agents-newTitle = Nuevo agente
agents-sharedTitle = Un agente de un archivo
agents-shared = Nada de él se ha ejecutado, y nada se guarda hasta que usted lo guarde. Lea lo que se le dice, lo que sabe y lo que puede usar.
agents-name = Nombre
agents-namePlaceholder = Revisor de facturas
agents-letter = Letra
agents-letterSay = Una o dos letras, o un emoji
agents-colour = Color
agents-colours-green = Verde
agents-colours-blue = Azul
agents-colours-amber = Ámbar
agents-colours-red = Rojo
agents-colours-grey = Gris
agents-about = Para qué sirve
agents-aboutPlaceholder = Revisa las facturas de nuestros proveedores
agents-instructions = Cómo trabaja
agents-instructionsPlaceholder = Diga cómo quiere que se haga, como a un colega nuevo.
agents-examples = Empezar con un ejemplo
agents-skills = Lo que sabe
agents-skillsSay = Una habilidad es un texto que dice cómo se hace una cosa, con archivos al lado si hace falta. El agente lo lee cuando lo necesita.
agents-skillsNone = Todavía no sabe nada propio.
agents-writeSkill = Escribir una
agents-addSkillFiles = Añadir archivos
agents-addSkillFilesSay = Un archivo Markdown, o un .zip de una habilidad
agents-addSkillFolder = Añadir una carpeta
agents-skillFiles = { $n ->
    [one] { $n } archivo al lado
   *[other] { $n } archivos al lado
    }
agents-skillTitle = Lo que sabe
agents-skillName = Nombre
agents-skillAbout = Cuándo hace falta
agents-skillAboutPlaceholder = Cuando hay que revisar una factura
agents-skillText = Cómo se hace
agents-skillNeeds = Una habilidad tiene un nombre y dice cómo se hace.
agents-done = Listo
agents-data = Lo que tiene a mano
agents-dataSay = Hay copias de esto en su entorno aislado siempre que trabaja.
agents-dataNone = Todavía no tiene nada a mano.
agents-addFiles = Añadir archivos
agents-addFolder = Añadir una carpeta
agents-addText = Pegar un texto
agents-addRepository = Añadir un repositorio
agents-textTitle = Un texto a mano
agents-textName = Nombre del archivo
agents-textNamePlaceholder = precios.csv
agents-text = Texto
agents-repositoryTitle = Un repositorio a mano
agents-repositoryAddress = Dirección
agents-repositoryPlaceholder = https://git.example.org/team/shop
agents-repositorySay = Se trae cuando empieza un encargo. Solo públicos: no va ninguna contraseña.
agents-add = Añadir
agents-room = { $used } de { $all } usados. Los archivos más grandes se pueden adjuntar a un encargo.
agents-tooMuch = { $used } es más que los { $all } que puede tener un agente. Quite algo; los archivos más grandes se pueden adjuntar a un encargo.
agents-tools = Lo que puede usar
agents-tool-code = Ejecutar programas en su entorno aislado
agents-tool-search = Buscar en la web
agents-tool-pages = Leer páginas de la web
agents-noTools = Si no se marca nada, un agente en Gemini recibe los tres; en este equipo no recibe ninguno.
agents-serversAsk = En Gemini, un programa o servidor de este equipo pregunta de todos modos antes de cada uso; en este equipo lo hace un servidor con encabezados.
agents-serversMissing = También usa servidores y programas con herramientas que no están aquí: { $names }. Añádalos en los ajustes y márquelos aquí.
agents-internet = Internet para sus programas
agents-internetSay = Salvo que un encargo diga otra cosa.
agents-reach-off = No
agents-reach-sites = Solo estos sitios
agents-reach-open = Todos los sitios
agents-sites = Sitios
agents-sitesPlaceholder = example.com, *.example.org
agents-model = Modelo
agents-usualModel = El habitual
agents-cap = Máximo de tokens por encargo
agents-capSay = Vacío: tantos como haga falta. Un encargo que lo alcanza termina con lo que tiene.
agents-capWrong = Un número entero de al menos 1000, o nada.
agents-hereSearch = En este equipo busca si en los ajustes hay un servidor de búsqueda; si no, no.
agents-hereNoTools = Este modelo no llama a herramientas: en este equipo el agente no busca en la web, no lee páginas ni usa servidores con herramientas.
agents-save = Guardar
agents-saving = Guardando
agents-cancel = Descartar
agents-saved = «{ $name }» está guardado y ya se le puede preguntar.
agents-duplicate = Duplicar
agents-copyOf = { $name }, copia
agents-share = Compartir
agents-sharedTo = Guardado en { $folder }. Contiene las instrucciones, las habilidades, los archivos y los nombres y los hosts de sus servidores con herramientas, y ninguna clave.
agents-remove = Eliminar
agents-removeTitle = ¿Eliminar «{ $name }»?
agents-removeSay = Se elimina aquí ahora, y en los servidores en cuanto se pueda llegar a ellos. Lo que hizo queda.
agents-discardTitle = ¿Salir sin guardar?
agents-discardSay = Lo que cambió se pierde.
agents-discard = Descartar
agents-stay = Seguir
agents-try = Probarlo
agents-trySay = Con el agente tal como está aquí, guardado o no. Es un encargo como cualquier otro y puede costar algo.
agents-tryWhat = ¿Qué debe hacer?
agents-tryWhere = Dónde
agents-tryGo = Probarlo
agents-tryStarting = Empezando
agents-tried = Probado
agents-trial = agente a prueba
agents-deleted = agente eliminado
agents-where-gemini = Gemini
agents-where-local = Este equipo
agents-dropHere = Suelte para añadir
agents-left = { $n } no se pudieron añadir.
agents-examplesOf-letters = Redactor de cartas
    .about = Escribe cartas y correos en nuestro tono
    .text =
        Escribes cartas y correos para una empresa pequeña.

        - Responde en el idioma de la persona que preguntó.
        - Amable y breve: ninguna frase de más de veinte palabras, ninguna fórmula vacía.
        - Primero la respuesta, luego el motivo, luego qué pasa después y cuándo.
        - No prometas nunca un precio o una fecha que no esté en lo que te dieron. Si falta alguno, deja un hueco entre corchetes.
        - Guarda la carta como carta.md, y escribe debajo lo que hay que comprobar antes de enviarla.
agents-examplesOf-tables = Revisor de tablas
    .about = Encuentra errores en tablas de números
    .text =
        Revisas tablas (.csv) hechas a mano.

        1. Lee cada tabla con un programa, nunca a ojo.
        2. Busca: sumas que no cuadran, fechas imposibles, la misma línea dos veces, huecos, números muy lejos de los demás.
        3. No cambies nada del original. Escribe hallazgos.csv con fila, columna, lo que pone, lo que está mal y lo que quizá debería poner.
        4. Termina con un informe corto: cuántas filas se miraron, qué se encontró, qué es lo más urgente.
        Si no estás seguro de algo, dilo en lugar de adivinar.
agents-examplesOf-digest = Resumen semanal
    .about = Resume lo que pasó en una semana
    .text =
        Escribes un resumen de una página sobre un tema que te dan.

        - Solo lo nuevo de los últimos siete días, cada cosa con su fecha y su fuente.
        - Primero las tres cosas más importantes, en dos frases cada una. Luego el resto, una línea cada una.
        - Di qué cambió desde el resumen anterior, si lo tienes.
        - Separa los hechos de lo que alguien opina de ellos.
        - Guárdalo como resumen.md.
