# Español. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Palabras: chat = charla, job = encargo, conversation (ambos) = conversación, turn = petición, agent = agente,
# schedule = programación, skill = habilidad, tool = herramienta, settings = ajustes, record = historial,
# key = clave, keychain = llavero, branch = rama, hand over = encargar, spending = gastos. Trato de usted.

search-title = Buscar
search-label = Buscar palabras en todo
search-placeholder = Buscar palabras en charlas, encargos y archivos
search-none = Nada contiene «{ $query }».
search-noneHere = Aquí nada contiene «{ $query }». Busque en todo para encontrar más.
search-hint = Se busca en todas las charlas y encargos de este equipo, con el texto de sus archivos; de un archivo largo, solo el principio. Se encuentra cualquier parte de una palabra, en cualquier idioma; las palabras entre comillas, tal como están. No se envía nada.
search-incomplete = Lo que escribió hace algún tiempo aún se está preparando para la búsqueda. Lo más nuevo ya se encuentra.
search-inFile = En el archivo «{ $name }»
search-inSent = En «{ $name }», que usted envió
search-inStep = En el camino a la respuesta
search-count = { $n ->
    [one] { $n } lugar
   *[other] { $n } lugares
    }
search-where = Dónde buscar
search-everything = Todo
search-chats = Charlas
search-jobs = Encargos
search-files = Archivos
search-when = Cuándo
search-anyTime = En cualquier momento
search-today = Hoy
search-week = Los últimos 7 días
search-month = Los últimos 30 días
search-year = El último año
search-who = A quién se preguntó
search-anybody = A cualquiera
