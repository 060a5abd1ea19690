# These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# See ../en/app.ftl.

## In general

alone = { $value }
list-next = { $begun }, { $next }
list-last = { $begun } y { $last }
quoted = «{ $word }»
gigabytes = { $size } GB
two-sentences = { $first } { $second }
with-stop = { $words }.

## Something went wrong here

internal = Algo salió mal dentro de Errand.
    .hint = Inténtelo de nuevo. Si sigue así, reinicie Errand.
quitting = Errand se está cerrando.
    .hint = Continúa en el próximo inicio.
quitting-now = Errand se está cerrando.
disk-full = El disco está lleno. No se ha perdido nada de lo que había.
    .hint = Libere espacio e inténtelo de nuevo.
disk-full-at-end = El disco está lleno. No se ha perdido nada de lo que había.
    .hint = Libere espacio. Lo que no se pudo guardar se puede traer de nuevo desde el panel de archivos.

## What is gone

conversation-gone = La conversación ya no está.
turn-gone = Esta petición ya no está.
turn-before-gone = La petición anterior ya no está.
file-gone = El archivo ya no está.
folder-gone = La carpeta ya no está.
page-gone = La página ya no está.
agent-gone = El agente ya no está.
schedule-gone = La programación ya no está.
who-gone = Quien debe hacerlo ya no está.
draft-gone = El lugar del borrador ya no está.
tool-server-gone = Este servidor de herramientas ya no está.
model-server-gone = Este servidor de modelos ya no está.
sandbox-of-file-gone = El entorno aislado de este archivo ya no está.
answer-of-file-gone = La respuesta a la que pertenece este archivo ya no está.

## The way to a server

no-key = No hay clave para { $place }.
    .hint = Introdúzcala en los ajustes. La clave de otro servidor no se envía allí.
proxy-address = La dirección del proxy no se puede usar.
    .hint = Tiene la forma http://proxy.example:3128 o socks5://proxy.example:1080.
proxy-credentials = El proxy { $proxy } pide un nombre y una contraseña.
    .hint = Introdúzcalos en los ajustes como http://nombre:contraseña@servidor:puerto.
proxy-no-way = El proxy { $proxy } no establece conexión con el servidor.
    .hint = Pregunte a quien se ocupa del proxy, o elija otro en los ajustes.
proxy-unreachable = No se puede acceder al proxy { $proxy }.
    .hint = Revise la red, o el proxy en los ajustes. Errand lo intenta de nuevo por sí mismo.
certificate = Este equipo no confía en el certificado del servidor, así que no se envió nada.
    .hint = Si su empresa revisa las conexiones, su certificado debe estar instalado en este equipo.
offline = No se puede acceder al servidor.
    .hint = Revise la red. Errand continúa por sí mismo cuando vuelva.
offline-now = No se puede acceder al servidor.
    .hint = Revise la red e inténtelo de nuevo.
connection-broke = Se cortó la conexión con el servidor.
    .hint = Lo que llegó hasta entonces se conserva. Inténtelo de nuevo.
not-gemini = La respuesta del servidor no es de la API de Gemini.
    .hint = Revise la URL base en los ajustes.
not-sendable = La clave o la URL base tiene caracteres que no se pueden enviar.
    .hint = Copie de nuevo la clave entera y revise la URL base.
base-url = Esta URL base no se puede usar.
    .hint = Empieza por https://, o por http:// si el servidor está en este equipo.

## What a server answers

wrong-key = El servidor no acepta esta clave.
    .hint = Copie de nuevo la clave entera, o cree una nueva.
region = Gemini no se ofrece donde está este equipo.
    .hint = Use el modelo de este equipo, o ponga otra URL base.
needs-payment = El proyecto de esta clave necesita un medio de pago para esto.
    .hint = Active la facturación del proyecto, o elija otro modelo.
quota = La cuota de esta clave está agotada.
    .hint = Se renueva mañana. Un plan de pago tiene una mayor.
rate-limited = El servidor recibe demasiadas peticiones con esta clave.
    .hint = Espere un minuto e inténtelo de nuevo.
unknown-model = El servidor no conoce este modelo.
    .hint = Elija otro; quizá lo hayan retirado.
no-permission = La clave es correcta, pero no tiene permiso para esto.
    .hint = Compruebe en el proyecto de la clave que tiene permitida la API de Gemini.
refused = Las reglas de seguridad del servidor retuvieron la respuesta.
    .hint = Pregunte con otras palabras.
lost = El servidor ya no conoce esto.
    .hint = Lo que llegó hasta entonces se conserva aquí. Envíelo otra vez para empezar de nuevo.
server-trouble = El servidor tiene un problema propio.
    .hint = Inténtelo de nuevo dentro de un rato.
not-taken = El servidor no acepta esta petición: { $said }
server-says = El servidor dice: { $said }
    .hint = Inténtelo de nuevo dentro de un rato.
too-long = La respuesta era demasiado larga para terminarla.
    .hint = Pida una parte.
not-told-anew = El servidor ya no conoce lo anterior, y no se le puede contar de nuevo: { $why }
    .hint = Empiece una conversación nueva.

## What nobody knows for certain

not-known-if-received = No se sabe si el servidor recibió esto.
    .hint = Si lo envía otra vez, quizá se haga y se cobre dos veces.
not-known-how-it-stands = No se sabe cómo está esto en el servidor.
    .hint = Compruébelo de nuevo dentro de un rato.
not-known-if-stopped = El servidor no dijo que se hubiera detenido.
    .hint = Compruébelo de nuevo dentro de un rato.

## This computer's engine, keychain and record

engine-trouble = { $said }
    .hint = Inténtelo de nuevo. Si sigue así, instale Errand otra vez.
no-model = El modelo de este equipo falta o no se puede leer.
    .hint = Elija un archivo GGUF en los ajustes.
sandbox-gone = El entorno aislado ya no está, y con él los archivos que no se trajeron antes.
    .hint = Lo que está escrito aquí se conserva. Para tener los archivos, haga el encargo de nuevo.
keychain-trouble = { $said }
    .hint = Desbloquee el llavero, o introduzca la clave de nuevo en los ajustes.
keychain-none = Este equipo no tiene un llavero que Errand pueda usar ({ $reason }).
    .hint = Guarde la clave solo para esta sesión.
keychain-none-linux = Este equipo no tiene un llavero que Errand pueda usar ({ $reason }).
    .hint = Guarde la clave solo para esta sesión. Para guardarla siempre, instale un llavero como GNOME Keyring y reinicie Errand.
keychain-locked = El llavero está bloqueado ({ $reason }).
    .hint = Desbloquee su llavero e inténtelo de nuevo, o guarde la clave solo para esta sesión.
keychain-denied = El llavero negó el acceso ({ $reason }).
    .hint = Inténtelo de nuevo y permita el acceso cuando el sistema pregunte, o guarde la clave solo para esta sesión.
keychain-other = No se pudo usar el llavero ({ $reason }).
    .hint = Reinicie Errand. Si sigue así, guarde la clave solo para esta sesión.
ledger-locked = Otro programa está usando el historial { $path }.
    .hint = Cierre el otro Errand, o el programa que tiene abierto el archivo, e inténtelo de nuevo.
ledger-corrupt = El historial { $path } está dañado: { $reason }.
    .hint = Errand dejó el archivo como está. Cierre Errand, mueva { $path } a un lugar seguro y ponga allí una copia de su respaldo; las copias que hizo Errand terminan en .backup- y un número. Si no hay ningún archivo, Errand empieza con un historial vacío.
ledger-newer = El historial { $path } lo escribió un Errand más nuevo (su formato es { $found }, esta versión conoce { $known }).
    .hint = Instale la versión más nueva de Errand. El archivo no se tocó.
ledger-disk-full = El disco está lleno: no se pudo escribir el historial { $path }.
    .hint = Libere espacio en el disco e inténtelo de nuevo. No se ha perdido nada de lo guardado.
ledger-io = No se pudo leer o escribir el historial { $path }: { $reason }.
    .hint = Compruebe que puede leer y escribir { $path } y su carpeta, e inténtelo de nuevo.
ledger-not-found = No hay { $what } { $id }.
    .hint = Quizá se haya borrado. Abra la lista de nuevo.
ledger-other = No se pudo usar el historial { $path }: { $reason }.
    .hint = Reinicie Errand.

## Files

file-not-read = No se pudo leer { $name }: { $reason }.
    .hint = Elija otro lugar, o revise los permisos.
file-not-written = No se pudo escribir { $name }: { $reason }.
    .hint = Elija otro lugar, o revise los permisos.
file-not-created = No se pudo crear { $name }: { $reason }.
    .hint = Elija otro lugar, o revise los permisos.
file-not-removed = No se pudo quitar { $name }: { $reason }.
    .hint = Elija otro lugar, o revise los permisos.
reason-not-there = no está
reason-denied = el acceso está denegado
reason-disk-full = el disco está lleno
reason-refused = el sistema se niega
answer-file-local = No se puede traer el archivo de esta respuesta: { $reason }.
answer-file-not-given = El servidor no entrega el archivo de esta respuesta (error { $status }).
    .hint = Quizá sea demasiado tarde. Pídalo otra vez.
no-room = { $path } necesita { $needed }, y en este disco hay sitio para { $room }.
    .hint = Libere espacio y tráigalo de nuevo.
file-not-fetched = No se pudo traer { $name }.
    .hint = Tráigalo de nuevo.
download-failed = No se pudo traer { $path }. { $why }
file-io = El sistema informa: { $said }.
    .hint = Elija otra carpeta.
file-not-a-folder = { $path } no es una carpeta.
    .hint = Elija otra carpeta.
file-no-free-name = Hay demasiados archivos con nombres como { $name } en { $folder }.
    .hint = Elija otra carpeta.
file-length = El archivo { $path } tiene { $received } bytes en lugar de los { $announced } anunciados; tráigalo de nuevo.
file-not-stored = El archivo { $sha256 } ya no está en este equipo; tráigalo de nuevo.
file-altered = El archivo { $sha256 } se cambió en este equipo; tráigalo de nuevo.
media-not-decoded = No se puede descodificar el medio de la respuesta.
sound-not-kept = No se puede guardar como archivo el sonido de la respuesta: { $reason }.
table-not-read = No se puede leer la tabla hasta el final: { $why }.
file-other = { $said }.
medium-gone = { $name } ya no está en este equipo, o se cambió aquí.
    .hint = Era la única copia. Pídalo otra vez.
unreadable-locked = { $name } no se puede mostrar aquí: está protegido con una contraseña.
    .hint = Guárdelo y ábralo con otro programa.
unreadable-encrypted = { $name } no se puede mostrar aquí: está cifrado con una clave que Errand no tiene.
    .hint = Guárdelo y ábralo con otro programa.
pdf-locked = { $name } está bloqueado con una contraseña.
pdf-wrong-password = Esa contraseña no abre { $name }.
unreadable-large = { $name } no se puede mostrar aquí: es demasiado grande.
    .hint = Guárdelo y ábralo con otro programa.
unreadable-damaged = { $name } no se puede mostrar aquí: está dañado, o es de un tipo que Errand no conoce.
    .hint = Guárdelo y ábralo con otro programa.
unreadable-slow = { $name } no se puede mostrar aquí: leerlo tarda demasiado.
    .hint = Guárdelo y ábralo con otro programa.
office-no-pages = { $name } no se puede mostrar como páginas: LibreOffice no ha creado ninguna.
    .hint = Guárdelo y ábralo con otro programa.
unreadable-fails = { $name } no se puede mostrar aquí: no se consigue leerlo.
    .hint = Guárdelo y ábralo con otro programa.
unreadable-no-reader = { $name } no se puede mostrar aquí: no se puede iniciar el programa que lo lee.
    .hint = Guárdelo y ábralo con otro programa.
files-trouble = { $said }
    .hint = Tráigalos de nuevo desde el panel de archivos.
attachment-trouble = { $said }
    .hint = Adjúntelo de nuevo.

## Agents

agent-no-name = El agente aún no tiene nombre.
    .hint = Póngale uno.
agent-no-site = No se nombra ningún sitio al que el agente pueda acceder.
    .hint = Nombre uno, o desactive su acceso a internet.
agent-choose-model = Elija un modelo para el agente, o ninguno.
agent-few-tokens = Con tan pocos tokens ningún encargo llega a su fin.
    .hint = Permita al menos { $fewest_tokens }, o tantos como haga falta.
skill-empty = Una habilidad no tiene nombre o aún no dice nada.
    .hint = Rellénela, o quítela.
skill-twice = Dos habilidades se llaman { $name }.
    .hint = Cambie el nombre de una.
agent-text-empty = Un texto pegado está vacío.
    .hint = Pegue algo, o quítelo.
repository-address = { $address } no es la dirección de un repositorio que se pueda traer.
    .hint = Empieza por https:// y no contiene nombre ni contraseña.
repository-twice = El repositorio { $address } está dos veces.
    .hint = Quite uno.
agent-file-twice = Dos archivos se llaman { $path }.
    .hint = Cambie el nombre de uno, o quítelo.
agent-file-too-large = { $name } es demasiado grande: los archivos de un agente tienen como mucho { $megabytes } MB.
    .hint = Adjúntelo a un encargo en su lugar.
skill-none = { $name } no es una habilidad.
    .hint = Una habilidad es una carpeta con un SKILL.md, un archivo Markdown, o un .zip de una de ellas.
skill-no-file = No hay ningún SKILL.md en { $name }.
    .hint = Elija la carpeta de una habilidad, o una carpeta con tales carpetas.
agent-no-ordinary-file = { $name } no es un archivo normal.
    .hint = Elija un archivo de un disco.
archive-damaged = { $name } no se puede abrir: está dañado, bloqueado o no es un .zip.
    .hint = Comprima la carpeta de nuevo.
agent-too-much = Hay demasiado en { $name }: un agente tiene como mucho { $most_files } archivos de { $megabytes } MB en total.
    .hint = Elija una carpeta más pequeña. Los archivos más grandes se pueden adjuntar a un encargo.
agent-no-unicode = { $name } no es un texto en Unicode.
    .hint = Guárdelo de nuevo como UTF-8.
shared-agent-too-large = El archivo de un agente tiene como mucho { $megabytes } MB, y este es más grande.
    .hint = Elija otro archivo.
shared-agent-newer = Este agente se compartió con un Errand más nuevo.
    .hint = Instale el Errand más nuevo y ábralo de nuevo.
shared-agent-incomplete = Falta { $path }, o se cambió.
    .hint = Pida el agente otra vez.
shared-agent-none = Este archivo no es un agente de Errand, o está dañado.
    .hint = El nombre de un archivo así termina en { $extension }.
agent-say-what = Diga qué debe hacer el agente.

## Schedules

choose-who = Elija quién debe hacerlo.
schedule-needs-agent = Una programación es para alguien que hace encargos. Elija un agente en lugar de un modelo.
schedule-say-what = Diga qué hay que hacer.
schedules-wait-for-limit = El límite de este mes está agotado, así que las programaciones que cuestan algo esperan.
    .hint = Suba el límite en los ajustes, en Gastos. Entonces continúa por sí mismo.
autostart-not-set = No se puede configurar que Errand se inicie con el equipo: { $reason }.
    .hint = Añada Errand a los programas que inicia su escritorio, con la opción --background.
schedule-did-not-begin = No empezó: { $reason }
    .hint = Abra la programación y mire sus ejecuciones.

## Money

month-limit = El límite de este mes está agotado.
    .hint = Envíelo de todos modos, o suba el límite en los ajustes, en Gastos.
no-such-month = Ese mes no existe.
prices-not-shown = El archivo es { $path }, pero no se pudo abrir ningún gestor de archivos.
    .hint = Ábralo con un editor de texto.

## Servers of models

server-address = Esta dirección no se puede usar.
    .hint = Tiene la forma https://api.example.com/v1, o http://127.0.0.1:11434/v1 si el servidor está en este equipo.
server-unencrypted = Lo que se escriba allí pasaría por internet sin cifrar.
    .hint = Use una dirección que empiece por https://.
server-key-unencrypted = Una clave solo se envía por https://, o a un servidor de este equipo: cualquiera en la red podría leerla.
    .hint = Deje la clave vacía si el servidor no pide ninguna, o dé al servidor una dirección con https://.
server-not-connected = El servidor de este modelo ya no está conectado, o no lo tiene.
    .hint = Elija a otro en el cuadro de mensaje, o conecte el servidor en los ajustes.
sees-no-pictures = { $model } no ve imágenes, así que no se le puede mostrar { $picture }.
    .hint = Elija uno que vea imágenes, o délo como encargo.
server-wants-key = { $name } no responde a nadie sin clave.
    .hint = Pegue una clave para él.
server-kind = Este tipo de servidor no se conoce.

## Sending

nothing-to-send = Aún no hay nada que enviar.
kind-not-quick = { $name } es de un tipo que una respuesta rápida no puede leer.
    .hint = Délo como encargo: allí se puede abrir en el entorno aislado.
turn-without-conversation = Una petición que sigue a otra pertenece a su conversación.
turn-before-runs = La petición anterior aún está en curso.
    .hint = Espere a que termine, o deténgala.
leaving = Lo dicho hasta ahora aún no ha estado en { $place }, así que no se envía allí sin preguntar.
    .hint = Elija en el cuadro de mensaje quién debe responder; allí dice qué se envía también.
pasted-not-read = No se puede leer lo que se pegó.
attach-folder = { $name } es una carpeta, y solo se pueden adjuntar archivos.
    .hint = Elija los archivos que contiene.
attach-no-ordinary-file = { $name } no es un archivo normal, así que no se puede adjuntar.
    .hint = Elija un archivo de un disco.
attach-too-large = { $name } es demasiado grande: se pueden enviar como mucho { $megabytes } MB.
    .hint = Elija un archivo más pequeño.

## Files that are fetched and opened

file-not-made = El servidor no pudo hacer este archivo.
    .hint = Pídalo otra vez.
file-being-made = El servidor aún está haciendo este archivo.
    .hint = Tráigalo de nuevo dentro de un rato.
deleted-still-written = Un archivo de lo eliminado se está escribiendo todavía.
    .hint = Errand lo intenta otra vez por sí solo dentro de un minuto.
fetched-too-large = El archivo es demasiado grande: Errand trae como mucho { $megabytes } MB.
no-program-opens = Este equipo no tiene ningún programa que abra { $name }.
    .hint = Guárdelo y ábralo con un programa propio.
not-copied = { $name } no se pudo copiar.
    .hint = Guárdelo y cópielo en su gestor de archivos.
not-dragged = { $name } no se pudo arrastrar.
    .hint = Guárdelo en su lugar.
only-saved-shown = Solo se pueden mostrar archivos guardados.
no-file-manager = Este equipo no tiene un gestor de archivos que muestre { $text }.
    .hint = Copie la ruta y ábrala con un programa propio.
file-not-here = { $name } aún no está aquí.
    .hint = Tráigalo primero.
file-bytes-gone = { $name } ya no está en este equipo.
    .hint = Tráigalo de nuevo.
no-table = { $name } no es una tabla.
no-such-encoding = Esa codificación no existe.
title-empty = Un título necesita al menos una letra.
link-kind = Solo se pueden abrir direcciones web y de correo.
no-program-for-address = Este equipo no tiene un programa para esta dirección.
    .hint = Copie la dirección en su lugar.

## Errand's own programs

engine-keeps-ending = El motor de este equipo se cierra una y otra vez, así que ya no se inicia solo.
    .hint = Inícielo en los ajustes. Si sigue así, elija un modelo más pequeño o instale Errand otra vez.
engine-does-not-start = El motor de este equipo no se inicia: { $why }.
    .hint = Inténtelo de nuevo. Si sigue así, instale Errand otra vez.
sandbox-not-asked = Errand no puede averiguar si en este equipo se pueden ejecutar programas.
    .hint = Instale Errand otra vez.
no-command = No existe la orden { $name }.
request-not-read = No se puede leer la petición de { $name }.

## Tools, and what is asked of the person

folder-name-signs = El nombre de esta carpeta tiene signos que no se pueden guardar.
    .hint = Elija otra carpeta.
too-many-headers = Son demasiadas cabeceras.
header-empty = La cabecera «{ $name }» aún no tiene valor.
nothing-asked = Aquí no se pregunta nada que se pueda responder.
not-for-errand = Errand no puede ejecutar «{ $title }».
action-unanswered = «{ $title }» aún no tiene respuesta.
pick-folder-again = Elija de nuevo la carpeta de las herramientas.
headers-not-kept = Las cabeceras de { $name } ya no se conservan.
    .hint = Póngalas de nuevo en los ajustes, en los servidores de herramientas.
tool-server-unusable = { $name } no se puede usar: { $reason }.

## More of agents, schedules and sending

agent-name-long = El nombre tiene { $length } caracteres; hay sitio para { $longest }.
    .hint = Acórtelo.
agent-letter-long = La letra tiene { $length } caracteres; hay sitio para { $longest }.
    .hint = Acórtela.
agent-about-long = La línea que dice para qué sirve tiene { $length } caracteres; hay sitio para { $longest }.
    .hint = Acórtela.
agent-instructions-long = Las instrucciones tienen { $length } caracteres; hay sitio para { $longest }.
    .hint = Acórtelas.
agent-files-too-large = El agente tiene { $count } archivos de { $size } MB; hay sitio para { $most } de { $megabytes } MB en total.
    .hint = Quite algunos. Los archivos más grandes se pueden adjuntar a un encargo.
files-too-large = Los archivos ocupan juntos { $size } MB; se pueden enviar como mucho { $megabytes } MB.
    .hint = Envíe menos archivos, o más pequeños.
server-silent = su servidor no dice por qué
engine-program-missing = falta su programa
engine-ended = se cerró enseguida
engine-not-ready = no llega a estar listo
engine-no-address = no dice dónde se puede acceder a él
ahead-not-read = No se puede leer { $name }: { $cause }.
ahead-no-name = El servidor creó un entorno aislado y no lo nombró.

## When a schedule runs

rule-times = { $days } a las { $times }
rule-interval = { $interval }, { $days }
every-hour = cada hora
every-hours = cada { $count } horas
every-minutes = cada { $count } minutos
every-day = todos los días
every-weekday = de lunes a viernes
every-of-week = cada { $days }
every-of-month = el { $days } de cada mes
day-of-month = { $day }
every-year = cada año el { $day } de { $month }
weekday-sunday = domingo
weekday-monday = lunes
weekday-tuesday = martes
weekday-wednesday = miércoles
weekday-thursday = jueves
weekday-friday = viernes
weekday-saturday = sábado
month-january = enero
month-february = febrero
month-march = marzo
month-april = abril
month-may = mayo
month-june = junio
month-july = julio
month-august = agosto
month-september = septiembre
month-october = octubre
month-november = noviembre
month-december = diciembre

## When a plan is not understood

when-nothing = Diga cuándo, en inglés o en alemán, por ejemplo «every Monday at 7».
when-unknown = No se entiende: { $words }.
when-days = ¿Qué días? Por ejemplo «every day», «weekdays», «every Monday» u «on the 1st of the month».
when-time = ¿A qué hora? Por ejemplo «at 7:00».
when-mixed-days = Una programación va por días de la semana, por días del mes o por el año. Haga dos programaciones.
when-times-and-interval = Una programación tiene o bien horas o bien un intervalo. Haga dos programaciones.
when-minutes-differ = Varias horas de una programación están en el mismo minuto, como 7:30 y 18:30. Haga dos programaciones.
when-last-day = Una programación no tiene palabra para el último día de un mes. Tome el 28, o el 1 del siguiente.
when-which-weekday = ¿Qué día de la semana? Por ejemplo «every Monday at 7».
when-which-day = ¿Qué día del mes? Por ejemplo «on the 1st of the month at 7».
when-counts = Una programación no puede contar días, semanas ni meses. Nombre los días: «every Monday», «on the 1st and 15th of the month».
when-does-not-fit = Tiene que encajar: cada 5, 6, 10, 12, 15, 20 o 30 minutos, o cada 1, 2, 3, 4, 6, 8 o 12 horas.
when-nth-weekday = Una programación no puede decir «el primer lunes del mes»: va por el día de la semana o por el día del mes.
when-two-days = Una programación tiene un solo día del año. Haga dos programaciones.
when-every-other = Una programación no tiene palabra para una de cada dos semanas o días. Tome «on the 1st and 15th of the month», o cada semana.
cron-fields = Una programación tiene cinco campos: minuto, hora, día del mes, mes, día de la semana, por ejemplo «0 7 * * 1» para los lunes a las siete. Esta tiene { $count }.
cron-unreadable = La programación «{ $line }» no se puede leer. Sus campos toman minutos 0-59, horas 0-23, días 1-31, meses 1-12 o JAN-DEC y días de la semana 0-7 o SUN-SAT, también como lista, como intervalo o con un paso.
cron-never = La programación «{ $line }» nunca llega: ese día no existe.
cron-zone = No existe la zona horaria «{ $zone }». Dé un nombre IANA, por ejemplo «Europe/Zurich» o «UTC».

## The sandbox of this computer

sandbox-missing = El programa que cierra el entorno aislado, bubblewrap, no está instalado.
sandbox-apparmor = Este sistema (AppArmor) aún no deja que Errand cierre su entorno aislado.
sandbox-forbidden = Este sistema no deja que los programas cierren un entorno aislado.

## What Errand does for a model once the person approves

path-outside = «{ $path }» no está en la carpeta elegida.
put-no-name = El archivo no tiene nombre.
put-bad-name = «{ $path }» no es un nombre que un archivo pueda tener aquí.
put-program = «{ $path }» sería un programa, y no se escribe ninguno.
picked-not-opened = No se puede abrir la carpeta elegida: { $reason }.
look-failed = No se puede mirar «{ $path }»: { $reason }.
look-no-file = «{ $path }» no es un archivo.
look-no-text = «{ $path }» no es un texto.
put-exists = «{ $path }» ya existe, y no se sobrescribe nada. Elija otro nombre.
put-failed = No se puede escribir «{ $path }»: { $reason }.
path-link = «{ $name }» es un enlace a otro lugar y no se sigue.
path-unusable = No se puede usar «{ $name }»: { $reason }.
list-failed = No se puede listar la carpeta: { $reason }.
page-kind = Solo se abre una dirección web que empiece por http:// o https://.
page-too-long = La dirección es demasiado larga.
page-with-name = No se abre una dirección que contenga un nombre o una contraseña.
mail-many-people = Un correo se empieza para { $most_people } personas como mucho.
mail-address = «{ $wrong }» no es una dirección de correo.
mail-too-long = El correo es demasiado largo para empezarlo.
entry-no-title = La entrada no tiene título.
entry-too-long = La entrada es demasiado larga.
entry-when = El comienzo y el final son días como 2026-12-24, o ambos horas como 2026-12-24T18:00.
entry-ends-early = Terminaría antes de empezar.
entry-no-such-time = Esa hora no existe.
asked-unknown-words = Se pidió con indicaciones que Errand no conoce.
put-too-large = El archivo es más grande que { $megabytes } MB.
deed-list = Listar lo que hay en «{ $folder }» y enviar la lista como respuesta.
deed-look = Mirar «{ $path }» en «{ $folder }» y enviar lo que dice como respuesta.
deed-put = Escribir el archivo nuevo «{ $path }» en «{ $folder }».
deed-page = Abrir esta página en el navegador.
deed-calendar = Hacer un archivo de calendario para «{ $title }».
deed-mail = Empezar este correo en el programa de correo. Lo envía usted.
from-to = { $first } a { $last }
deed-tool = Usar «{ $tool }» de { $server }.
no-folder-picked = No hay ninguna carpeta elegida en las herramientas de esta conversación.
no-program-for-it = Este equipo no tiene un programa para eso.
no-save-folder = Este equipo no tiene una carpeta para archivos guardados.
save-folder-not-made = No se puede crear la carpeta para archivos guardados.
no-folder-picked-now = No hay ninguna carpeta elegida.

## Forms that a model asks to be filled in

field-not-read = no se puede leer
field-needed = hay que rellenarlo
field-yes-no = admite sí o no
field-whole-number = admite un número entero
field-number = admite un número
field-day = admite un día, como 2026-03-29
field-time = admite una hora, como 18:30
field-one-of = admite uno de: { $options }
field-json = admite una lista o un objeto en JSON
field-moment = admite un día y una hora, como 2026-03-29T18:30
field-file = admite un archivo adjunto
field-file-size = admite un archivo de 5 MB como mucho
answer-approved = aprobado y hecho
answer-not-done = no hecho. { $why }
answer-declined-because = rechazado. { $reason }

## Why somebody cannot use a tool

bound-here = Está en este equipo y no se puede acceder a él desde fuera.
bound-headers = Sus cabeceras se quedan en el llavero, que solo lee Errand.
offer-worker-no-map = Los agentes con un entorno aislado no tienen mapa.
offer-agent-no-pictures = Los agentes no buscan imágenes.
offer-research-no-map = La investigación no tiene mapa.
offer-research-asks-nothing = La investigación no pregunta nada mientras trabaja, así que no puede usar lo que le pregunta antes a usted.
offer-makes-media = Hace imágenes, sonido o vídeo y no usa herramientas.
offer-unknown = No se sabe qué puede usar.
offer-local-no-map = El motor de este equipo no tiene mapa.
offer-local-no-pictures = El motor de este equipo no busca imágenes.
offer-local-code = En este equipo solo un encargo ejecuta programas, en su entorno aislado.
offer-no-functions = Este modelo no llama a herramientas.
program-look = Mirar en su carpeta
program-put = Poner un archivo en su carpeta
program-page = Abrir una página
program-calendar = Hacer una entrada de calendario
program-mail = Empezar un correo
answer-declined = rechazado
answer-line = { $title }: { $words }
field-wrong = «{ $name }» { $wants }.
and-more = { $line } (y { $count } más)

## Notifications

action-open = Abrir
action-save-files = Guardar archivos
action-approve = Aprobar
action-decline = Rechazar
notice-job = Encargo
notice-answer = Respuesta
notice-unconfirmed = No es seguro que llegara
notice-key-refused = En espera: la clave fue rechazada
notice-no-key = Espera una clave
notice-job-done = Encargo terminado
notice-answer-ready = Respuesta lista
notice-job-failed = El encargo falló
notice-no-answer = No llegó ninguna respuesta
notice-needs-you = Le necesita
notice-files =
    { $count ->
        [one] { $count } archivo
       *[other] { $count } archivos
    }
notice-line = { $state } · { $more }
notice-done =
    { $count ->
        [one] { $count } terminado
       *[other] { $count } terminados
    }
notice-failed =
    { $count ->
        [one] { $count } fallido
       *[other] { $count } fallidos
    }
notice-waiting =
    { $count ->
        [one] { $count } le necesita
       *[other] { $count } le necesitan
    }
notice-schedule = Una programación
notice-schedules =
    { $count ->
        [one] { $count } programación
       *[other] { $count } programaciones
    }
notice-paused-by-limit = En pausa · el límite de este mes está agotado. Continúa el mes que viene, o cuando suba el límite.
notice-schedule-failing =
    Detenido tras { $failures ->
        [one] { $failures } fallo
       *[other] { $failures } fallos seguidos
    }
notice-could-not-begin = No pudo empezar
notice-in-tray = Errand sigue aquí
notice-in-tray-body = Continúa en la bandeja. Ciérrelo desde allí.
notice-no-window = No se puede mostrar la ventana de Errand
notice-no-window-body = Cierre Errand e inícielo de nuevo; entonces dibuja sin la tarjeta gráfica. Las respuestas y encargos no se ven afectados.

## The window

window-page-ended = Hubo que cargar de nuevo la ventana.
    .hint = Su página se cerró de forma inesperada. Las respuestas y encargos no se vieron afectados.
window-never-drawn = Hubo que cargar de nuevo la ventana.
    .hint = No se dibujó nada en ella. Las respuestas y encargos no se vieron afectados.
window-drawn-safely = La ventana se dibuja sin la tarjeta gráfica.
    .hint = En el último inicio no se dibujó nada en ella. Quizá ahora se desplace con menos fluidez.

## What a model or an agent is good for

good-for-everyday = Preguntas de cada día, cartas, resúmenes y archivos que le muestre
good-for-hard = Preguntas difíciles, documentos largos, planes que deben sostenerse
good-for-jobs = Encargos enteros: escribe y ejecuta programas, hace archivos y los comprueba
good-for-report = Un informe sobre una pregunta, a partir de unas ochenta búsquedas en la web
good-for-report-complete = Lo mismo con el doble de búsquedas, para lo que debe estar completo
good-for-jobs-first = Encargos enteros, en su primera edición
good-for-report-earlier = Informes de la web, en una edición anterior
good-for-hardest = Lo más nuevo: las preguntas más difíciles y trabajos largos con muchas partes
good-for-careful = Preguntas difíciles que requieren cuidado, programas y demostraciones
good-for-careful-sibling = Preguntas difíciles que requieren cuidado; de la familia de Argon
good-for-hard-earlier = Preguntas difíciles, en una edición anterior
good-for-hard-before = Preguntas difíciles, hace dos ediciones
good-for-newest-pro = Siempre el Pro más nuevo de Google; lo que cuesta cambia con él
good-for-everyday-earlier = Preguntas de cada día, en una edición anterior
good-for-short = Preguntas cortas y sencillas, y muchas: el menor gasto con la mayor velocidad
good-for-short-earlier = Preguntas cortas y sencillas, en una edición anterior
good-for-short-cheapest = Preguntas cortas y sencillas; el más barato de todos
good-for-everyday-before = Preguntas de cada día, hace dos ediciones
good-for-newest-flash = Siempre el Flash más nuevo de Google; lo que cuesta cambia con él
good-for-newest-flash-lite = Siempre el Flash-Lite más nuevo de Google; lo que cuesta cambia con él
good-for-pictures = Imágenes a partir de palabras, y cambios en una imagen que le muestre
good-for-pictures-words = Imágenes con palabras que deben ser correctas
good-for-pictures-quick = Imágenes rápidas y sencillas
good-for-pictures-earlier = Imágenes, en una edición anterior
good-for-aloud = Lee un texto en voz alta, con el tono que usted describa
good-for-aloud-cheap = Lee un texto en voz alta, por menos
good-for-aloud-earlier = Lee un texto en voz alta, en una edición anterior
good-for-videos = Vídeos cortos con sonido, a partir de palabras o de una imagen
good-for-videos-earlier = Vídeos cortos, en una edición anterior

## Servers of models and of tools

it-says = Dice: «{ $quote }»
model-server-no-address = La dirección de { $name } no es válida. Tiene la forma http://127.0.0.1:11434/v1.
model-server-unreachable = Nada responde en { $place }. Compruebe que { $name } está en marcha, la dirección y la conexión.
model-server-key-wanted = { $name } pide una clave. Introduzca una.
model-server-key-refused = { $name } no acepta esta clave. Revísela, o cree una nueva allí.
model-server-quota = A la cuenta en { $name } no le queda nada. Mire su página de facturación.
model-server-other-service = Algo responde en { $place }, pero no como servidor de modelos. Revise la dirección; la mayoría termina en /v1.
model-server-broken = La conexión con { $name } se cortó antes de que la respuesta estuviera completa. Inténtelo de nuevo.
model-server-silent = { $name } no dijo nada durante un cuarto de hora. Inténtelo de nuevo, o elija un modelo más pequeño.
model-server-endless = { $name } envió más de lo que tiene cualquier respuesta. Compruebe que su dirección es correcta.
model-server-not-taken = No se le puede dar a { $name } un archivo del tipo { $kind }. Quítelo, o elija otro modelo.
model-server-busy =
    { $name } no acepta más peticiones por ahora. Inténtelo de nuevo en { $seconds ->
        [one] { $seconds } segundo
       *[other] { $seconds } segundos
    }.
model-server-busy-now = { $name } no acepta más peticiones por ahora. Inténtelo más tarde.
model-server-no-model = { $name } no tiene este modelo. Elija otro.
model-server-too-long = La conversación es más larga de lo que este modelo puede leer. Empiece una nueva, o elija un modelo con más espacio.
model-server-refused = { $name } no aceptó la petición.
model-server-failed = { $name } falló. Inténtelo más tarde.
tools-unreachable = no se puede acceder a él
tools-refused = pide otra clave (HTTP { $status }); indíquela en sus cabeceras
tools-status = responde HTTP { $status }
tools-late = no respondió a tiempo
tools-ended = la conexión terminó
tools-other-protocol = no habla MCP

## Search, stores, programs and folders

compare-kinds = Lo que cambió solo se puede mostrar de textos y tablas.
    .hint = Mire ambas versiones una tras otra.
folder-no-name = Una carpeta necesita un nombre.
folder-name-long = El nombre de una carpeta puede tener { $longest } caracteres. Acórtelo.
folder-exists = Ya hay una carpeta «{ $name }».
file-name-signs = El nombre de este archivo tiene signos que no se pueden guardar.
    .hint = Elija otro archivo, o cámbiele el nombre.
too-many-arguments = Son demasiados argumentos.
schedule-file-too-large = { $name } es demasiado grande para una programación: un archivo puede tener 1 MB, y todos juntos 2 MB.
    .hint = Adjunte otros más pequeños.
search-unusable = No se puede usar: { $bad }.
search-unreachable = El servidor de búsqueda no responde.
    .hint = Revise la dirección y si el servidor está en marcha.
search-no-json = El servidor de búsqueda responde, pero no da JSON.
    .hint = En su settings.yml, «json» debe estar en search.formats. En muchos servidores públicos no lo está.
search-busy = El servidor de búsqueda no acepta más búsquedas por ahora.
    .hint = Inténtelo más tarde, o nombre otro.
search-status = El servidor de búsqueda responde con un error (HTTP { $status }).
    .hint = Revise la dirección y si el servidor funciona en un navegador.
search-broken = La respuesta del servidor de búsqueda se cortó o es demasiado larga.
    .hint = Inténtelo de nuevo.
search-other-service = Lo que responde allí no es un SearXNG.
    .hint = Revise la dirección.
bound-program = Es un programa de este equipo, y solo Errand puede iniciarlo.
offer-worker-no-stores = Los agentes con un entorno aislado no buscan en almacenes de archivos. Adjunte los archivos.
offer-local-name-search = Para buscar en la web en este equipo, nombre un servidor de búsqueda en los ajustes.
offer-local-no-stores = Los almacenes de archivos están en Google. Aquí, adjunte los archivos.
program-no-name = Nombre el programa.
program-not-found = No se encontraría el programa: en el entorno aislado están los programas del sistema y la carpeta.
    .hint = Elija la carpeta en la que está el programa, o nombre un programa del sistema, como node o python3.
store-no-name = Póngale un nombre.
store-not-named = El servidor creó un almacén y no lo nombró.
    .hint = Inténtelo de nuevo.
store-no-ordinary-file = { $name } no es un archivo normal.
    .hint = Elija otro.
store-empty-file = { $name } está vacío, así que no hay nada que buscar en él.
    .hint = Elija otro.
store-file-too-large = { $name } es demasiado grande: un archivo en un almacén tiene como mucho { $megabytes } MB.
    .hint = Divídalo, o elija otro.
store-file-not-taken = El servicio no pudo aceptar { $name }: { $why }
    .hint = Elija otro archivo.
left-out = Se ha omitido la parte más antigua de esta conversación: es más larga de lo que el modelo puede leer.
may-be-left-out = Puede que el modelo no llegue a leer la parte más antigua de esta conversación. Su servidor omite sin decirlo lo que supera el contexto del modelo y no indica cuánto es: normalmente { $tokens } tokens. En Ollama se ajusta con OLLAMA_CONTEXT_LENGTH o con num_ctx en el archivo del modelo; después, compruebe otra vez el servidor en los ajustes.
store-lost = El servidor ya no tiene este almacén.
    .hint = Quítelo aquí y haga otro.
search-server-gone = El servidor de búsqueda ya no está.
store-gone = Este almacén de archivos ya no está.

## Export, import and backup

transfer-goes-on = Hay otra exportación, importación o copia de seguridad en curso.
    .hint = Espere a que termine, o deténgala.
backup-no-folder = Aún no hay una carpeta para las copias de seguridad.
    .hint = Elija una primero.
backup-folder-gone = La carpeta de las copias de seguridad, { $path }, no está.
    .hint = Conecte el disco en el que está, o elija otra carpeta.
backup-folder-full = La carpeta de las copias de seguridad está llena de ellas.
archive-newer = { $name } lo escribió un Errand más nuevo.
    .hint = Instale la versión más nueva de Errand e impórtelo de nuevo.
archive-unknown = { $name } no es ni un archivo de Errand ni una exportación que Errand conozca.
    .hint = Se conocen las exportaciones de ChatGPT, Claude y Google AI Studio: el .zip tal como llegó, o conversations.json.
archive-damaged-since = { $name } está dañado, o se cambió desde que se escribió.
    .hint = No se importó nada de él. Use otra copia.
archive-not-whole = { $name } no está completo: falta una parte.
    .hint = No se importó nada de él. Use otra copia.
archive-foreign = { $name } contiene algo que ningún archivo de Errand tiene.
    .hint = Instale la versión más nueva de Errand, o use otra copia. No se importó nada.
archive-locked = { $name } está protegido con una contraseña.
    .hint = Descomprímalo, comprímalo de nuevo sin contraseña e impórtelo.
archive-packed = { $name } se comprimió de modo que llenaría el disco.
    .hint = No se importó nada de él. Elimínelo, si no sabe quién lo hizo.
archive-other = No se pudo usar { $name }: { $other }.
event-gone = El evento ya no está.
backup-not-made = No se hizo la copia de seguridad. { $why }
imported-not-over = Esto aún estaba en curso cuando se escribió el archivo.
    .hint = Lo que llegó hasta entonces está aquí. Envíelo otra vez para empezar de nuevo.

## A conversation as a file

told-chat = Una charla del { $begun }, peticiones: { $turns }.
told-job = Un encargo del { $begun }, peticiones: { $turns }.
told-from = Tomado de { $from }.
told-written = Escrito por Errand el { $at }.
told-question = { $number }. Pregunta
told-beginning = Otro comienzo.
told-follows = Esto sigue a la petición { $number }.
told-with-file = Con el archivo { $name } ({ $bytes }).
told-bytes = { $count } bytes
told-steps = Pasos
told-answer = Respuesta
told-no-words = Sin palabras.
told-sources = Fuentes
told-page = Una página
told-files = Archivos
told-not-kept = no guardado
told-all = Todo junto: { $tokens }
told-tokens = { $count } tokens
told-thought = Reflexión
told-thought-for = Reflexión durante { $span }
told-ran = Se ejecutó un programa
told-ran-failed = Se ejecutó un programa, que falló
told-printed = Su salida
told-searched = Se buscó
told-searched-for = Se buscó { $query }.
told-read = Leído
told-used = Se usó { $tool }
told-used-of = Se usó { $tool } de { $server }
told-about = unos { $amount }
told-about-between = de unos { $low } a { $high }
told-seconds = { $seconds } s
told-minutes = { $minutes } min { $seconds } s
told-hours = { $hours } h { $minutes } min

## Versiones más nuevas de Errand

update-not-here = Esta copia de Errand no se actualiza sola.
    .hint = Instale la versión nueva del mismo modo que esta.
update-unreachable = No se puede llegar a { $host }, así que no se ha actualizado nada.
    .hint = Compruebe la conexión y el proxy en los ajustes, y vuelva a intentarlo.
update-unreadable = { $host } ha respondido algo que Errand no puede usar ({ $reason }).
    .hint = Vuelva a intentarlo más tarde. Esta versión sigue funcionando.
update-not-for-here = La versión nueva no tiene paquete para este equipo.
    .hint = Vuelva a buscar más tarde. Esta versión sigue funcionando.
update-not-signed = La versión nueva no lleva la firma de quien hizo esta, así que no se ha instalado.
    .hint = Vuelva a intentarlo más tarde. Si sigue así, dígaselo a quien le dio Errand.
update-not-installed = No se ha podido instalar la versión nueva ({ $reason }).
    .hint = Esta versión sigue funcionando. Vuelva a intentarlo, o instale la nueva del mismo modo que esta.
update-not-restored = No se ha podido instalar la versión nueva ni volver a poner esta en su sitio: ahora está en { $path }.
    .hint = Muévala a donde estaba, o instale Errand del mismo modo que antes. Lo que tiene en Errand se conserva.
update-not-there = Se iba a instalar Errand { $version }, y esta es todavía la versión anterior.
    .hint = Vuelva a intentarlo, o instálela del mismo modo que esta.
