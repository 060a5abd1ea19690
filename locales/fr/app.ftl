# These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# See ../en/app.ftl.

## In general

alone = { $value }
list-next = { $begun }, { $next }
list-last = { $begun } et { $last }
quoted = « { $word } »
gigabytes = { $size } Go
two-sentences = { $first } { $second }
with-stop = { $words }.

## Something went wrong here

internal = Quelque chose s’est mal passé dans Errand.
    .hint = Réessayez. Si cela persiste, redémarrez Errand.
quitting = Errand est en train de se fermer.
    .hint = Cela continuera au prochain démarrage.
quitting-now = Errand est en train de se fermer.
disk-full = Le disque est plein. Rien de ce qui s’y trouvait n’est perdu.
    .hint = Libérez de la place, puis réessayez.
disk-full-at-end = Le disque est plein. Rien de ce qui s’y trouvait n’est perdu.
    .hint = Libérez de la place. Ce qui n’a pas pu être conservé pourra alors être récupéré depuis le panneau des fichiers.

## What is gone

conversation-gone = La conversation n’existe plus.
turn-gone = Cette demande n’existe plus.
turn-before-gone = La demande précédente n’existe plus.
file-gone = Le fichier n’existe plus.
folder-gone = Le dossier n’existe plus.
page-gone = La page n’existe plus.
agent-gone = L’agent n’existe plus.
schedule-gone = La programmation n’existe plus.
who-gone = Celui qui doit s’en charger n’existe plus.
draft-gone = L’emplacement du brouillon n’existe plus.
tool-server-gone = Ce serveur d’outils n’existe plus.
model-server-gone = Ce serveur de modèles n’existe plus.
sandbox-of-file-gone = Le bac à sable de ce fichier n’existe plus.
answer-of-file-gone = La réponse à laquelle ce fichier appartient n’existe plus.

## The way to a server

no-key = Il n’y a pas de clé pour { $place }.
    .hint = Saisissez-la dans les réglages. La clé d’un autre serveur n’y est pas envoyée.
proxy-address = L’adresse du proxy ne peut pas être utilisée.
    .hint = Elle ressemble à http://proxy.example:3128 ou socks5://proxy.example:1080.
proxy-credentials = Le proxy { $proxy } demande un nom et un mot de passe.
    .hint = Saisissez-les dans les réglages sous la forme http://nom:motdepasse@hôte:port.
proxy-no-way = Le proxy { $proxy } n’établit pas de connexion avec le serveur.
    .hint = Demandez à la personne qui s’occupe du proxy, ou choisissez-en un autre dans les réglages.
proxy-unreachable = Le proxy { $proxy } est injoignable.
    .hint = Vérifiez le réseau, ou le proxy dans les réglages. Errand réessaie de lui-même.
certificate = Cet ordinateur ne fait pas confiance au certificat du serveur ; rien n’a été envoyé.
    .hint = Si votre entreprise contrôle les connexions, son certificat doit être installé sur cet ordinateur.
offline = Le serveur est injoignable.
    .hint = Vérifiez le réseau. Errand continue de lui-même dès qu’il est de retour.
offline-now = Le serveur est injoignable.
    .hint = Vérifiez le réseau, puis réessayez.
connection-broke = La connexion avec le serveur a été coupée.
    .hint = Ce qui est arrivé jusque-là est conservé. Réessayez.
not-gemini = La réponse du serveur n’est pas celle de l’API Gemini.
    .hint = Vérifiez l’URL de base dans les réglages.
not-sendable = La clé ou l’URL de base contient des caractères qui ne peuvent pas être envoyés.
    .hint = Copiez de nouveau la clé entière, et vérifiez l’URL de base.
base-url = Cette URL de base ne peut pas être utilisée.
    .hint = Elle commence par https://, ou par http:// pour un serveur de cet ordinateur.

## What a server answers

wrong-key = Le serveur n’accepte pas cette clé.
    .hint = Copiez de nouveau la clé entière, ou créez-en une nouvelle.
region = Gemini n’est pas proposé là où se trouve cet ordinateur.
    .hint = Utilisez le modèle de cet ordinateur, ou réglez une autre URL de base.
needs-payment = Le projet de cette clé a besoin d’un moyen de paiement pour cela.
    .hint = Activez la facturation du projet, ou choisissez un autre modèle.
quota = Le quota de cette clé est épuisé.
    .hint = Il est renouvelé demain. Une offre payante en a un plus grand.
rate-limited = Le serveur reçoit trop de demandes pour cette clé.
    .hint = Attendez une minute, puis réessayez.
unknown-model = Le serveur ne connaît pas ce modèle.
    .hint = Choisissez-en un autre ; il a peut-être été retiré.
no-permission = La clé est bonne, mais elle n’a pas le droit de faire cela.
    .hint = Vérifiez dans le projet de la clé que l’API Gemini lui est permise.
refused = La réponse a été retenue par les règles de sécurité du serveur.
    .hint = Demandez-le autrement.
lost = Le serveur ne connaît plus ceci.
    .hint = Ce qui est arrivé jusque-là est conservé ici. Envoyez-le de nouveau pour recommencer.
server-trouble = Le serveur a lui-même un problème.
    .hint = Réessayez dans un moment.
not-taken = Le serveur n’accepte pas cette demande : { $said }
server-says = Le serveur dit : { $said }
    .hint = Réessayez dans un moment.
too-long = La réponse était trop longue pour être terminée.
    .hint = Demandez-en une partie.
not-told-anew = Le serveur ne connaît plus ce qui précède, et cela ne peut pas lui être redit : { $why }
    .hint = Commencez une nouvelle conversation.

## What nobody knows for certain

not-known-if-received = On ne sait pas si le serveur a reçu ceci.
    .hint = Si vous l’envoyez de nouveau, ce sera peut-être fait et facturé deux fois.
not-known-how-it-stands = On ne sait pas où cela en est sur le serveur.
    .hint = Vérifiez de nouveau dans un moment.
not-known-if-stopped = Le serveur n’a pas dit qu’il s’était arrêté.
    .hint = Vérifiez de nouveau dans un moment.

## This computer's engine, keychain and record

engine-trouble = { $said }
    .hint = Réessayez. Si cela persiste, réinstallez Errand.
no-model = Le modèle de cet ordinateur manque ou ne peut pas être lu.
    .hint = Choisissez un fichier GGUF dans les réglages.
sandbox-gone = Le bac à sable n’existe plus, ni les fichiers qui n’avaient pas été récupérés.
    .hint = Ce qui est écrit ici est conservé. Pour avoir les fichiers, confiez de nouveau la tâche.
keychain-trouble = { $said }
    .hint = Déverrouillez le trousseau, ou saisissez de nouveau la clé dans les réglages.
keychain-none = Cet ordinateur n’a pas de trousseau qu’Errand puisse utiliser ({ $reason }).
    .hint = Gardez la clé pour cette session seulement.
keychain-none-linux = Cet ordinateur n’a pas de trousseau qu’Errand puisse utiliser ({ $reason }).
    .hint = Gardez la clé pour cette session seulement. Pour la garder durablement, installez un trousseau comme GNOME Keyring, puis redémarrez Errand.
keychain-locked = Le trousseau est verrouillé ({ $reason }).
    .hint = Déverrouillez votre trousseau et réessayez, ou gardez la clé pour cette session seulement.
keychain-denied = Le trousseau a refusé l’accès ({ $reason }).
    .hint = Réessayez et autorisez l’accès quand le système le demande, ou gardez la clé pour cette session seulement.
keychain-other = Le trousseau n’a pas pu être utilisé ({ $reason }).
    .hint = Redémarrez Errand. Si cela persiste, gardez la clé pour cette session seulement.
ledger-locked = L’historique { $path } est utilisé par un autre programme.
    .hint = Fermez l’autre Errand, ou le programme qui a ouvert le fichier, puis réessayez.
ledger-corrupt = L’historique { $path } est endommagé : { $reason }.
    .hint = Errand a laissé le fichier tel quel. Fermez Errand, déplacez { $path } en lieu sûr et mettez à sa place une copie de votre sauvegarde ; les copies faites par Errand se terminent par .backup- et un nombre. Sans fichier à cet endroit, Errand commence avec un historique vide.
ledger-newer = L’historique { $path } a été écrit par un Errand plus récent (son format est { $found }, cette version connaît { $known }).
    .hint = Installez la dernière version d’Errand. Le fichier n’a pas été touché.
ledger-disk-full = Le disque est plein : l’historique { $path } n’a pas pu être écrit.
    .hint = Libérez de la place sur le disque, puis réessayez. Rien de ce qui était enregistré n’est perdu.
ledger-io = L’historique { $path } n’a pas pu être lu ou écrit : { $reason }.
    .hint = Vérifiez que vous pouvez lire et écrire { $path } et son dossier, puis réessayez.
ledger-not-found = Il n’y a pas de { $what } { $id }.
    .hint = Cela a peut-être été supprimé. Rouvrez la liste.
ledger-other = L’historique { $path } n’a pas pu être utilisé : { $reason }.
    .hint = Redémarrez Errand.

## Files

file-not-read = { $name } n’a pas pu être lu : { $reason }.
    .hint = Choisissez un autre endroit, ou vérifiez les droits.
file-not-written = { $name } n’a pas pu être écrit : { $reason }.
    .hint = Choisissez un autre endroit, ou vérifiez les droits.
file-not-created = { $name } n’a pas pu être créé : { $reason }.
    .hint = Choisissez un autre endroit, ou vérifiez les droits.
file-not-removed = { $name } n’a pas pu être supprimé : { $reason }.
    .hint = Choisissez un autre endroit, ou vérifiez les droits.
reason-not-there = il n’existe pas
reason-denied = l’accès est refusé
reason-disk-full = le disque est plein
reason-refused = le système refuse
answer-file-local = Le fichier de cette réponse ne peut pas être récupéré : { $reason }.
answer-file-not-given = Le serveur ne donne pas le fichier de cette réponse (erreur { $status }).
    .hint = Il est peut-être trop tard. Redemandez-le.
no-room = { $path } a besoin de { $needed }, et ce disque a de la place pour { $room }.
    .hint = Libérez de la place, puis récupérez-le de nouveau.
file-not-fetched = { $name } n’a pas pu être récupéré.
    .hint = Récupérez-le de nouveau.
download-failed = { $path } n’a pas pu être récupéré. { $why }
file-io = Le système signale : { $said }.
    .hint = Choisissez un autre dossier.
file-not-a-folder = { $path } n’est pas un dossier.
    .hint = Choisissez un autre dossier.
file-no-free-name = Il y a trop de fichiers nommés comme { $name } dans { $folder }.
    .hint = Choisissez un autre dossier.
file-length = Le fichier { $path } a { $received } octets au lieu des { $announced } annoncés ; récupérez-le de nouveau.
file-not-stored = Le fichier { $sha256 } n’est plus sur cet ordinateur ; récupérez-le de nouveau.
file-altered = Le fichier { $sha256 } a été modifié sur cet ordinateur ; récupérez-le de nouveau.
media-not-decoded = Le média de la réponse ne peut pas être décodé.
sound-not-kept = Le son de la réponse ne peut pas être conservé comme fichier : { $reason }.
table-not-read = Le tableau ne peut pas être lu jusqu’au bout : { $why }.
file-other = { $said }.
medium-gone = { $name } n’est plus sur cet ordinateur, ou y a été modifié.
    .hint = C’était la seule copie. Redemandez-le.
unreadable-locked = { $name } ne peut pas être affiché ici : il est protégé par un mot de passe.
    .hint = Enregistrez-le, et ouvrez-le avec un autre programme.
unreadable-encrypted = { $name } ne peut pas être affiché ici : il est chiffré avec une clé qu’Errand n’a pas.
    .hint = Enregistrez-le, et ouvrez-le avec un autre programme.
pdf-locked = { $name } est verrouillé par un mot de passe.
pdf-wrong-password = Ce mot de passe n’ouvre pas { $name }.
unreadable-large = { $name } ne peut pas être affiché ici : il est trop grand.
    .hint = Enregistrez-le, et ouvrez-le avec un autre programme.
unreadable-damaged = { $name } ne peut pas être affiché ici : il est endommagé, ou d’un type qu’Errand ne connaît pas.
    .hint = Enregistrez-le, et ouvrez-le avec un autre programme.
unreadable-slow = { $name } ne peut pas être affiché ici : sa lecture prend trop de temps.
    .hint = Enregistrez-le, et ouvrez-le avec un autre programme.
office-no-pages = { $name } ne peut pas être affiché en pages : LibreOffice n’en a produit aucune.
    .hint = Enregistrez-le, et ouvrez-le avec un autre programme.
unreadable-fails = { $name } ne peut pas être affiché ici : sa lecture échoue.
    .hint = Enregistrez-le, et ouvrez-le avec un autre programme.
unreadable-no-reader = { $name } ne peut pas être affiché ici : le programme qui le lit ne démarre pas.
    .hint = Enregistrez-le, et ouvrez-le avec un autre programme.
files-trouble = { $said }
    .hint = Récupérez-les de nouveau depuis le panneau des fichiers.
attachment-trouble = { $said }
    .hint = Joignez-le de nouveau.

## Agents

agent-no-name = L’agent n’a pas encore de nom.
    .hint = Donnez-lui-en un.
agent-no-site = Aucun site que l’agent puisse joindre n’est nommé.
    .hint = Nommez-en un, ou désactivez son accès à Internet.
agent-choose-model = Choisissez un modèle pour l’agent, ou aucun.
agent-few-tokens = Avec si peu de jetons, aucune tâche n’aboutit.
    .hint = Autorisez-en au moins { $fewest_tokens }, ou autant qu’il en faut.
skill-empty = Un savoir-faire n’a pas de nom ou ne dit encore rien.
    .hint = Remplissez-le, ou supprimez-le.
skill-twice = Deux savoir-faire s’appellent { $name }.
    .hint = Renommez l’un d’eux.
agent-text-empty = Un texte collé est vide.
    .hint = Collez quelque chose, ou supprimez-le.
repository-address = { $address } n’est pas l’adresse d’un dépôt qui puisse être récupéré.
    .hint = Elle commence par https:// et ne contient ni nom ni mot de passe.
repository-twice = Le dépôt { $address } est là deux fois.
    .hint = Supprimez-en un.
agent-file-twice = Deux fichiers s’appellent { $path }.
    .hint = Renommez l’un d’eux, ou supprimez-le.
agent-file-too-large = { $name } est trop grand : les fichiers d’un agent ont au plus { $megabytes } Mo.
    .hint = Joignez-le plutôt à une tâche.
skill-none = { $name } n’est pas un savoir-faire.
    .hint = Un savoir-faire est un dossier qui contient un SKILL.md, un fichier Markdown, ou un .zip de l’un d’eux.
skill-no-file = Il n’y a pas de SKILL.md dans { $name }.
    .hint = Choisissez le dossier d’un savoir-faire, ou un dossier de tels dossiers.
agent-no-ordinary-file = { $name } n’est pas un fichier ordinaire.
    .hint = Choisissez un fichier sur un disque.
archive-damaged = { $name } ne peut pas être ouvert : il est endommagé, verrouillé, ou n’est pas un .zip.
    .hint = Compressez de nouveau le dossier.
agent-too-much = Il y a trop de choses dans { $name } : un agent a au plus { $most_files } fichiers de { $megabytes } Mo au total.
    .hint = Choisissez un dossier plus petit. Les fichiers plus grands peuvent être joints à une tâche.
agent-no-unicode = { $name } n’est pas un texte en Unicode.
    .hint = Enregistrez-le de nouveau en UTF-8.
shared-agent-too-large = Le fichier d’un agent a au plus { $megabytes } Mo, et celui-ci est plus grand.
    .hint = Choisissez un autre fichier.
shared-agent-newer = Cet agent a été partagé par un Errand plus récent.
    .hint = Installez le dernier Errand, puis ouvrez-le de nouveau.
shared-agent-incomplete = { $path } y manque, ou a été modifié.
    .hint = Redemandez l’agent.
shared-agent-none = Ce fichier n’est pas un agent d’Errand, ou est endommagé.
    .hint = Le nom d’un tel fichier se termine par { $extension }.
agent-say-what = Dites ce que l’agent doit faire.

## Schedules

choose-who = Choisissez qui doit le faire.
schedule-needs-agent = Une programmation est pour quelqu’un qui fait des tâches. Choisissez un agent plutôt qu’un modèle.
schedule-say-what = Dites ce qu’il y a à faire.
schedules-wait-for-limit = La limite de ce mois est atteinte ; les programmations qui coûtent quelque chose attendent.
    .hint = Relevez la limite dans les réglages, sous Dépenses. Cela reprend alors de soi-même.
autostart-not-set = Il n’est pas possible de régler qu’Errand démarre avec l’ordinateur : { $reason }.
    .hint = Ajoutez Errand aux programmes que votre bureau démarre, avec l’option --background.
schedule-did-not-begin = Cela n’a pas commencé : { $reason }
    .hint = Ouvrez la programmation et regardez ses exécutions.

## Money

month-limit = La limite de ce mois est atteinte.
    .hint = Envoyez-le quand même, ou relevez la limite dans les réglages, sous Dépenses.
no-such-month = Ce mois n’existe pas.
prices-not-shown = Le fichier est { $path }, mais aucun gestionnaire de fichiers n’a pu être ouvert.
    .hint = Ouvrez-le avec un éditeur de texte.

## Servers of models

server-address = Cette adresse ne peut pas être utilisée.
    .hint = Elle ressemble à https://api.example.com/v1, ou à http://127.0.0.1:11434/v1 pour un serveur de cet ordinateur.
server-unencrypted = Ce qui y est écrit passerait par Internet sans chiffrement.
    .hint = Utilisez une adresse qui commence par https://.
server-key-unencrypted = Une clé n’est envoyée que par https://, ou à un serveur de cet ordinateur : n’importe qui dans le réseau pourrait la lire.
    .hint = Laissez la clé vide si le serveur n’en demande pas, ou donnez au serveur une adresse en https://.
server-not-connected = Le serveur de ce modèle n’est plus connecté, ou ne l’a pas.
    .hint = Choisissez quelqu’un d’autre dans le champ de message, ou connectez le serveur dans les réglages.
sees-no-pictures = { $model } ne voit pas les images ; { $picture } ne peut pas lui être montrée.
    .hint = Choisissez-en un qui voit les images, ou confiez-le comme tâche.
server-wants-key = { $name } ne répond à personne sans clé.
    .hint = Collez une clé pour lui.
server-kind = Ce type de serveur n’est pas connu.

## Sending

nothing-to-send = Il n’y a encore rien à envoyer.
kind-not-quick = { $name } est d’un type qu’une réponse rapide ne peut pas lire.
    .hint = Confiez-le comme tâche : là, il peut être ouvert dans le bac à sable.
turn-without-conversation = Une demande qui en suit une autre appartient à sa conversation.
turn-before-runs = La demande précédente est encore en cours.
    .hint = Attendez qu’elle soit terminée, ou arrêtez-la.
leaving = Ce qui a été dit jusqu’ici n’est pas encore allé chez { $place } ; cela n’y est pas envoyé sans demander.
    .hint = Choisissez dans le champ de message qui doit répondre ; il y est dit ce qui part avec.
pasted-not-read = Ce qui a été collé ne peut pas être lu.
attach-folder = { $name } est un dossier, et seuls des fichiers peuvent être joints.
    .hint = Choisissez les fichiers qu’il contient.
attach-no-ordinary-file = { $name } n’est pas un fichier ordinaire et ne peut pas être joint.
    .hint = Choisissez un fichier sur un disque.
attach-too-large = { $name } est trop grand : au plus { $megabytes } Mo peuvent être envoyés.
    .hint = Choisissez un fichier plus petit.

## Files that are fetched and opened

file-not-made = Le serveur n’a pas pu faire ce fichier.
    .hint = Redemandez-le.
file-being-made = Le serveur est encore en train de faire ce fichier.
    .hint = Récupérez-le de nouveau dans un moment.
deleted-still-written = Un fichier de ce qui a été supprimé est encore en cours d’écriture.
    .hint = Errand réessaie de lui-même dans une minute.
fetched-too-large = Le fichier est trop grand : Errand en récupère au plus { $megabytes } Mo.
no-program-opens = Cet ordinateur n’a pas de programme qui ouvre { $name }.
    .hint = Enregistrez-le, et ouvrez-le avec un programme de votre choix.
not-copied = { $name } n’a pas pu être copié.
    .hint = Enregistrez-le, puis copiez-le dans votre gestionnaire de fichiers.
not-dragged = { $name } n’a pas pu être glissé.
    .hint = Enregistrez-le à la place.
only-saved-shown = Seuls les fichiers enregistrés peuvent être montrés.
no-file-manager = Cet ordinateur n’a pas de gestionnaire de fichiers qui montre { $text }.
    .hint = Copiez le chemin, et ouvrez-le avec un programme de votre choix.
file-not-here = { $name } n’est pas encore ici.
    .hint = Récupérez-le d’abord.
file-bytes-gone = { $name } n’est plus sur cet ordinateur.
    .hint = Récupérez-le de nouveau.
no-table = { $name } n’est pas un tableau.
no-such-encoding = Cet encodage n’existe pas.
title-empty = Un titre a besoin d’au moins une lettre.
link-kind = Seules les adresses web et de courriel peuvent être ouvertes.
no-program-for-address = Cet ordinateur n’a pas de programme pour cette adresse.
    .hint = Copiez plutôt l’adresse.

## Errand's own programs

engine-keeps-ending = Le moteur de cet ordinateur s’arrête sans cesse ; il n’est plus redémarré automatiquement.
    .hint = Démarrez-le dans les réglages. Si cela persiste, choisissez un modèle plus petit ou réinstallez Errand.
engine-does-not-start = Le moteur de cet ordinateur ne démarre pas : { $why }.
    .hint = Réessayez. Si cela persiste, réinstallez Errand.
sandbox-not-asked = Errand ne peut pas savoir si des programmes peuvent être exécutés sur cet ordinateur.
    .hint = Réinstallez Errand.
no-command = La commande { $name } n’existe pas.
request-not-read = La demande pour { $name } ne peut pas être lue.

## Tools, and what is asked of the person

folder-name-signs = Le nom de ce dossier contient des signes qui ne peuvent pas être conservés.
    .hint = Choisissez un autre dossier.
too-many-headers = Il y a trop d’en-têtes.
header-empty = L’en-tête « { $name } » n’a pas encore de valeur.
nothing-asked = Rien à quoi l’on puisse répondre n’est demandé ici.
not-for-errand = « { $title } » ne peut pas être exécuté par Errand.
action-unanswered = « { $title } » n’a pas encore de réponse.
pick-folder-again = Choisissez de nouveau le dossier des outils.
headers-not-kept = Les en-têtes de { $name } ne sont plus conservés.
    .hint = Redonnez-les dans les réglages, sous les serveurs d’outils.
tool-server-unusable = { $name } ne peut pas être utilisé : { $reason }.

## More of agents, schedules and sending

agent-name-long = Le nom a { $length } caractères ; il y a de la place pour { $longest }.
    .hint = Raccourcissez-le.
agent-letter-long = La lettre a { $length } caractères ; il y a de la place pour { $longest }.
    .hint = Raccourcissez-la.
agent-about-long = La ligne qui dit à quoi il sert a { $length } caractères ; il y a de la place pour { $longest }.
    .hint = Raccourcissez-la.
agent-instructions-long = Les instructions ont { $length } caractères ; il y a de la place pour { $longest }.
    .hint = Raccourcissez-les.
agent-files-too-large = L’agent a { $count } fichiers de { $size } Mo ; il y a de la place pour { $most } de { $megabytes } Mo au total.
    .hint = Supprimez-en. Les fichiers plus grands peuvent être joints à une tâche.
files-too-large = Les fichiers font ensemble { $size } Mo ; au plus { $megabytes } Mo peuvent être envoyés.
    .hint = Envoyez moins de fichiers, ou de plus petits.
server-silent = son serveur ne dit pas pourquoi
engine-program-missing = son programme manque
engine-ended = il s’est arrêté aussitôt
engine-not-ready = il ne devient pas prêt
engine-no-address = il ne dit pas où il peut être joint
ahead-not-read = { $name } ne peut pas être lu : { $cause }.
ahead-no-name = Le serveur a créé un bac à sable et ne l’a pas nommé.

## When a schedule runs

rule-times = { $days } à { $times }
rule-interval = { $interval }, { $days }
every-hour = toutes les heures
every-hours = toutes les { $count } heures
every-minutes = toutes les { $count } minutes
every-day = tous les jours
every-weekday = du lundi au vendredi
every-of-week = chaque { $days }
every-of-month = le { $days } de chaque mois
day-of-month = { $day }
every-year = chaque année le { $day } { $month }
weekday-sunday = dimanche
weekday-monday = lundi
weekday-tuesday = mardi
weekday-wednesday = mercredi
weekday-thursday = jeudi
weekday-friday = vendredi
weekday-saturday = samedi
month-january = janvier
month-february = février
month-march = mars
month-april = avril
month-may = mai
month-june = juin
month-july = juillet
month-august = août
month-september = septembre
month-october = octobre
month-november = novembre
month-december = décembre

## When a plan is not understood

when-nothing = Dites quand, en anglais ou en allemand, par exemple « every Monday at 7 ».
when-unknown = Non compris : { $words }.
when-days = Quels jours ? Par exemple « every day », « weekdays », « every Monday » ou « on the 1st of the month ».
when-time = À quelle heure ? Par exemple « at 7:00 ».
when-mixed-days = Une programmation suit les jours de la semaine, les jours du mois ou l’année. Faites-en deux.
when-times-and-interval = Une programmation a soit des heures, soit un intervalle. Faites-en deux.
when-minutes-differ = Plusieurs heures d’une programmation sont à la même minute, comme 7:30 et 18:30. Faites-en deux.
when-last-day = Une programmation n’a pas de mot pour le dernier jour d’un mois. Prenez le 28, ou le 1er du mois suivant.
when-which-weekday = Quel jour de la semaine ? Par exemple « every Monday at 7 ».
when-which-day = Quel jour du mois ? Par exemple « on the 1st of the month at 7 ».
when-counts = Une programmation ne compte ni jours, ni semaines, ni mois. Nommez les jours : « every Monday », « on the 1st and 15th of the month ».
when-does-not-fit = Il faut que cela tombe juste : toutes les 5, 6, 10, 12, 15, 20 ou 30 minutes, ou toutes les 1, 2, 3, 4, 6, 8 ou 12 heures.
when-nth-weekday = Une programmation ne peut pas dire « le premier lundi du mois » : elle suit le jour de la semaine ou le jour du mois.
when-two-days = Une programmation a un seul jour de l’année. Faites-en deux.
when-every-other = Une programmation n’a pas de mot pour une semaine ou un jour sur deux. Prenez « on the 1st and 15th of the month », ou chaque semaine.
cron-fields = Une programmation a cinq champs : minute, heure, jour du mois, mois, jour de la semaine, par exemple « 0 7 * * 1 » pour le lundi à sept heures. Celle-ci en a { $count }.
cron-unreadable = La programmation « { $line } » ne peut pas être lue. Ses champs prennent les minutes 0-59, les heures 0-23, les jours 1-31, les mois 1-12 ou JAN-DEC, et les jours de la semaine 0-7 ou SUN-SAT, aussi comme liste, comme intervalle ou avec un pas.
cron-never = La programmation « { $line } » n’arrive jamais : ce jour n’existe pas.
cron-zone = Le fuseau horaire « { $zone } » n’existe pas. Donnez un nom IANA, par exemple « Europe/Zurich » ou « UTC ».

## The sandbox of this computer

sandbox-missing = Le programme qui ferme le bac à sable, bubblewrap, n’est pas installé.
sandbox-apparmor = Ce système (AppArmor) ne laisse pas encore Errand fermer son bac à sable.
sandbox-forbidden = Ce système ne laisse pas les programmes fermer un bac à sable.

## What Errand does for a model once the person approves

path-outside = « { $path } » n’est pas dans le dossier choisi.
put-no-name = Le fichier n’a pas de nom.
put-bad-name = « { $path } » n’est pas un nom qu’un fichier puisse avoir ici.
put-program = « { $path } » serait un programme, et aucun n’est écrit.
picked-not-opened = Le dossier choisi ne peut pas être ouvert : { $reason }.
look-failed = « { $path } » ne peut pas être consulté : { $reason }.
look-no-file = « { $path } » n’est pas un fichier.
look-no-text = « { $path } » n’est pas un texte.
put-exists = « { $path } » existe déjà, et rien n’est remplacé. Choisissez un autre nom.
put-failed = « { $path } » ne peut pas être écrit : { $reason }.
path-link = « { $name } » est un lien vers un autre endroit et n’est pas suivi.
path-unusable = « { $name } » ne peut pas être utilisé : { $reason }.
list-failed = Le contenu du dossier ne peut pas être listé : { $reason }.
page-kind = Seule une adresse web qui commence par http:// ou https:// est ouverte.
page-too-long = L’adresse est trop longue.
page-with-name = Une adresse qui contient un nom ou un mot de passe n’est pas ouverte.
mail-many-people = Un courriel est commencé pour { $most_people } personnes au plus.
mail-address = « { $wrong } » n’est pas une adresse de courriel.
mail-too-long = Le courriel est trop long pour être commencé.
entry-no-title = L’entrée n’a pas de titre.
entry-too-long = L’entrée est trop longue.
entry-when = Le début et la fin sont des jours comme 2026-12-24, ou tous deux des heures comme 2026-12-24T18:00.
entry-ends-early = Elle finirait avant de commencer.
entry-no-such-time = Cette heure n’existe pas.
asked-unknown-words = Cela a été demandé avec des indications qu’Errand ne connaît pas.
put-too-large = Le fichier est plus grand que { $megabytes } Mo.
deed-list = Lister ce qu’il y a dans « { $folder } », et envoyer la liste comme réponse.
deed-look = Regarder « { $path } » dans « { $folder } », et envoyer ce qui s’y trouve comme réponse.
deed-put = Écrire le nouveau fichier « { $path } » dans « { $folder } ».
deed-page = Ouvrir cette page dans le navigateur.
deed-calendar = Faire un fichier d’agenda pour « { $title } ».
deed-mail = Commencer ce courriel dans le programme de courriel. Vous l’envoyez vous-même.
from-to = { $first } à { $last }
deed-tool = Utiliser « { $tool } » de { $server }.
no-folder-picked = Aucun dossier n’est choisi dans les outils de cette conversation.
no-program-for-it = Cet ordinateur n’a pas de programme pour cela.
no-save-folder = Cet ordinateur n’a pas de dossier pour les fichiers enregistrés.
save-folder-not-made = Le dossier des fichiers enregistrés ne peut pas être créé.
no-folder-picked-now = Aucun dossier n’est choisi.

## Forms that a model asks to be filled in

field-not-read = ne peut pas être lu
field-needed = doit être rempli
field-yes-no = prend oui ou non
field-whole-number = prend un nombre entier
field-number = prend un nombre
field-day = prend un jour, comme 2026-03-29
field-time = prend une heure, comme 18:30
field-one-of = prend l’un de : { $options }
field-json = prend une liste ou un objet en JSON
field-moment = prend un jour et une heure, comme 2026-03-29T18:30
field-file = prend un fichier joint
field-file-size = prend un fichier de 5 Mo au plus
answer-approved = approuvé et fait
answer-not-done = pas fait. { $why }
answer-declined-because = refusé. { $reason }

## Why somebody cannot use a tool

bound-here = Il est sur cet ordinateur et ne peut pas être joint de l’extérieur.
bound-headers = Ses en-têtes restent dans le trousseau, que seul Errand lit.
offer-worker-no-map = Les agents avec un bac à sable n’ont pas de carte.
offer-agent-no-pictures = Les agents ne cherchent pas d’images.
offer-research-no-map = La recherche n’a pas de carte.
offer-research-asks-nothing = La recherche ne demande rien pendant qu’elle travaille ; elle ne peut donc pas utiliser ce qui vous demande d’abord.
offer-makes-media = Il fait des images, du son ou de la vidéo et n’utilise pas d’outils.
offer-unknown = On ne sait pas ce qu’il peut utiliser.
offer-local-no-map = Le moteur de cet ordinateur n’a pas de carte.
offer-local-no-pictures = Le moteur de cet ordinateur ne cherche pas d’images.
offer-local-code = Sur cet ordinateur, seule une tâche exécute des programmes, dans son bac à sable.
offer-no-functions = Ce modèle n’appelle pas d’outils.
program-look = Regarder dans votre dossier
program-put = Mettre un fichier dans votre dossier
program-page = Ouvrir une page
program-calendar = Faire une entrée d’agenda
program-mail = Commencer un courriel
answer-declined = refusé
answer-line = { $title } : { $words }
field-wrong = « { $name } » { $wants }.
and-more = { $line } (et { $count } de plus)

## Notifications

action-open = Ouvrir
action-save-files = Enregistrer les fichiers
action-approve = Approuver
action-decline = Refuser
notice-job = Tâche
notice-answer = Réponse
notice-unconfirmed = Pas sûr que ce soit arrivé
notice-key-refused = En attente : la clé a été refusée
notice-no-key = Attend une clé
notice-job-done = Tâche terminée
notice-answer-ready = Réponse prête
notice-job-failed = Tâche échouée
notice-no-answer = Aucune réponse n’est venue
notice-needs-you = A besoin de vous
notice-files =
    { $count ->
        [one] { $count } fichier
       *[other] { $count } fichiers
    }
notice-line = { $state } · { $more }
notice-done =
    { $count ->
        [one] { $count } terminée
       *[other] { $count } terminées
    }
notice-failed =
    { $count ->
        [one] { $count } échouée
       *[other] { $count } échouées
    }
notice-waiting =
    { $count ->
        [one] { $count } a besoin de vous
       *[other] { $count } ont besoin de vous
    }
notice-schedule = Une programmation
notice-schedules =
    { $count ->
        [one] { $count } programmation
       *[other] { $count } programmations
    }
notice-paused-by-limit = En pause · la limite de ce mois est atteinte. Cela reprend le mois prochain, ou quand vous relevez la limite.
notice-schedule-failing =
    Arrêté après { $failures ->
        [one] { $failures } échec
       *[other] { $failures } échecs de suite
    }
notice-could-not-begin = N’a pas pu commencer
notice-in-tray = Errand est toujours là
notice-in-tray-body = Il continue dans la zone de notification. Quittez-le depuis là.
notice-no-window = La fenêtre d’Errand ne peut pas être affichée
notice-no-window-body = Quittez Errand et redémarrez-le ; il dessine alors sans la carte graphique. Les réponses et les tâches ne sont pas touchées.

## The window

window-page-ended = La fenêtre a dû être rechargée.
    .hint = Sa page s’est arrêtée de façon inattendue. Les réponses et les tâches n’ont pas été touchées.
window-never-drawn = La fenêtre a dû être rechargée.
    .hint = Rien n’y était dessiné. Les réponses et les tâches n’ont pas été touchées.
window-drawn-safely = La fenêtre est dessinée sans la carte graphique.
    .hint = Au dernier démarrage, rien n’y était dessiné. Elle défile peut-être moins bien maintenant.

## What a model or an agent is good for

good-for-everyday = Questions de tous les jours, lettres, résumés, et fichiers que vous lui montrez
good-for-hard = Questions difficiles, longs documents, plans qui doivent tenir
good-for-jobs = Tâches entières : il écrit et exécute des programmes, fait des fichiers et les vérifie
good-for-report = Un rapport sur une question, à partir de quelque quatre-vingts recherches sur le web
good-for-report-complete = La même chose avec deux fois plus de recherches, pour ce qui doit être complet
good-for-jobs-first = Tâches entières, dans sa première édition
good-for-report-earlier = Rapports du web, dans une édition antérieure
good-for-hardest = Le plus récent : les questions les plus difficiles et de longs travaux en plusieurs parties
good-for-careful = Questions difficiles qui demandent du soin, programmes et preuves
good-for-careful-sibling = Questions difficiles qui demandent du soin ; de la famille d’Argon
good-for-hard-earlier = Questions difficiles, dans une édition antérieure
good-for-hard-before = Questions difficiles, il y a deux éditions
good-for-newest-pro = Toujours le Pro le plus récent de Google ; son prix change avec lui
good-for-everyday-earlier = Questions de tous les jours, dans une édition antérieure
good-for-short = Questions courtes et simples, en grand nombre : le moins d’argent pour le plus de vitesse
good-for-short-earlier = Questions courtes et simples, dans une édition antérieure
good-for-short-cheapest = Questions courtes et simples ; le moins cher de tous
good-for-everyday-before = Questions de tous les jours, il y a deux éditions
good-for-newest-flash = Toujours le Flash le plus récent de Google ; son prix change avec lui
good-for-newest-flash-lite = Toujours le Flash-Lite le plus récent de Google ; son prix change avec lui
good-for-pictures = Images à partir de mots, et modifications d’une image que vous lui montrez
good-for-pictures-words = Images avec des mots qui doivent être justes
good-for-pictures-quick = Images rapides et simples
good-for-pictures-earlier = Images, dans une édition antérieure
good-for-aloud = Lit un texte à voix haute, sur le ton que vous décrivez
good-for-aloud-cheap = Lit un texte à voix haute, pour moins cher
good-for-aloud-earlier = Lit un texte à voix haute, dans une édition antérieure
good-for-videos = Courtes vidéos avec du son, à partir de mots ou d’une image
good-for-videos-earlier = Courtes vidéos, dans une édition antérieure

## Servers of models and of tools

it-says = Il dit : « { $quote } »
model-server-no-address = L’adresse de { $name } n’est pas valide. Une adresse valide ressemble à http://127.0.0.1:11434/v1.
model-server-unreachable = Rien ne répond à { $place }. Vérifiez que { $name } fonctionne, ainsi que l’adresse et la connexion.
model-server-key-wanted = { $name } demande une clé. Saisissez-en une.
model-server-key-refused = { $name } n’accepte pas cette clé. Vérifiez-la, ou créez-en une nouvelle là-bas.
model-server-quota = Le compte chez { $name } n’a plus de crédit. Consultez sa page de facturation.
model-server-other-service = Quelque chose répond à { $place }, mais pas comme un serveur de modèles. Vérifiez l’adresse ; la plupart se terminent par /v1.
model-server-broken = La connexion avec { $name } a été coupée avant que la réponse soit entière. Réessayez.
model-server-silent = { $name } n’a rien dit pendant un quart d’heure. Réessayez, ou choisissez un modèle plus petit.
model-server-endless = { $name } a envoyé plus que n’en contient une réponse. Vérifiez que son adresse est juste.
model-server-not-taken = { $name } ne peut pas recevoir un fichier du type { $kind }. Retirez-le, ou choisissez un autre modèle.
model-server-busy =
    { $name } n’accepte plus de demandes pour l’instant. Réessayez dans { $seconds ->
        [one] { $seconds } seconde
       *[other] { $seconds } secondes
    }.
model-server-busy-now = { $name } n’accepte plus de demandes pour l’instant. Réessayez plus tard.
model-server-no-model = { $name } n’a pas ce modèle. Choisissez-en un autre.
model-server-too-long = La conversation est plus longue que ce que ce modèle peut lire. Commencez-en une nouvelle, ou choisissez un modèle plus grand.
model-server-refused = { $name } n’a pas accepté la demande.
model-server-failed = { $name } a échoué. Réessayez plus tard.
tools-unreachable = il est injoignable
tools-refused = il demande une autre clé (HTTP { $status }) ; donnez-la dans ses en-têtes
tools-status = il répond HTTP { $status }
tools-late = il n’a pas répondu à temps
tools-ended = la connexion s’est terminée
tools-other-protocol = il ne parle pas MCP

## Search, stores, programs and folders

compare-kinds = Ce qui a changé ne peut être montré que pour des textes et des tableaux.
    .hint = Regardez les deux versions l’une après l’autre.
folder-no-name = Un dossier a besoin d’un nom.
folder-name-long = Le nom d’un dossier peut avoir { $longest } caractères. Raccourcissez-le.
folder-exists = Il y a déjà un dossier « { $name } ».
file-name-signs = Le nom de ce fichier contient des signes qui ne peuvent pas être conservés.
    .hint = Choisissez un autre fichier, ou renommez-le.
too-many-arguments = Il y a trop d’arguments.
schedule-file-too-large = { $name } est trop grand pour une programmation : un fichier peut avoir 1 Mo, et tous ensemble 2 Mo.
    .hint = Joignez-en de plus petits.
search-unusable = Il ne peut pas être utilisé : { $bad }.
search-unreachable = Le serveur de recherche ne répond pas.
    .hint = Vérifiez l’adresse, et si le serveur fonctionne.
search-no-json = Le serveur de recherche répond, mais ne donne pas de JSON.
    .hint = Dans son settings.yml, « json » doit figurer sous search.formats. Sur beaucoup de serveurs publics, il n’y est pas.
search-busy = Le serveur de recherche n’accepte plus de recherches pour l’instant.
    .hint = Réessayez plus tard, ou nommez-en un autre.
search-status = Le serveur de recherche répond par une erreur (HTTP { $status }).
    .hint = Vérifiez l’adresse, et si le serveur fonctionne dans un navigateur.
search-broken = La réponse du serveur de recherche est interrompue ou trop longue.
    .hint = Réessayez.
search-other-service = Ce qui répond là n’est pas un SearXNG.
    .hint = Vérifiez l’adresse.
bound-program = C’est un programme de cet ordinateur, et seul Errand peut le démarrer.
offer-worker-no-stores = Les agents avec un bac à sable ne cherchent pas dans des réserves de fichiers. Joignez les fichiers.
offer-local-name-search = Pour chercher sur le web avec cet ordinateur, nommez un serveur de recherche dans les réglages.
offer-local-no-stores = Les réserves de fichiers sont chez Google. Ici, joignez les fichiers.
program-no-name = Nommez le programme.
program-not-found = Le programme ne serait pas trouvé : dans le bac à sable, il y a les programmes du système et le dossier.
    .hint = Choisissez le dossier où se trouve le programme, ou nommez un programme du système, comme node ou python3.
store-no-name = Donnez-lui un nom.
store-not-named = Le serveur a créé une réserve et ne l’a pas nommée.
    .hint = Réessayez.
store-no-ordinary-file = { $name } n’est pas un fichier ordinaire.
    .hint = Choisissez-en un autre.
store-empty-file = { $name } est vide ; il n’y a rien à y chercher.
    .hint = Choisissez-en un autre.
store-file-too-large = { $name } est trop grand : un fichier dans une réserve a au plus { $megabytes } Mo.
    .hint = Partagez-le, ou choisissez-en un autre.
store-file-not-taken = Le service n’a pas pu prendre { $name } : { $why }
    .hint = Choisissez un autre fichier.
left-out = La partie la plus ancienne de cette conversation a été omise : elle est plus longue que ce que le modèle peut lire.
may-be-left-out = Il se peut que le modèle ne lise pas la partie la plus ancienne de cette conversation. Son serveur omet sans le dire ce qui dépasse le contexte du modèle, et n’indique pas sa longueur : en général { $tokens } jetons. Dans Ollama, elle se règle par OLLAMA_CONTEXT_LENGTH, ou par num_ctx dans le fichier du modèle ; vérifiez ensuite le serveur dans les réglages.
store-lost = Le serveur n’a plus cette réserve.
    .hint = Supprimez-la ici, et faites-en une autre.
search-server-gone = Le serveur de recherche n’existe plus.
store-gone = Cette réserve de fichiers n’existe plus.

## Export, import and backup

transfer-goes-on = Une autre exportation, importation ou sauvegarde est en cours.
    .hint = Attendez qu’elle soit terminée, ou arrêtez-la.
backup-no-folder = Il n’y a pas encore de dossier pour les sauvegardes.
    .hint = Choisissez-en d’abord un.
backup-folder-gone = Le dossier des sauvegardes, { $path }, n’est pas là.
    .hint = Branchez le disque sur lequel il se trouve, ou choisissez un autre dossier.
backup-folder-full = Le dossier des sauvegardes en est plein.
archive-newer = { $name } a été écrit par un Errand plus récent.
    .hint = Installez la dernière version d’Errand, puis importez-le de nouveau.
archive-unknown = { $name } n’est ni une archive d’Errand ni une exportation qu’Errand connaisse.
    .hint = Sont connues les exportations de ChatGPT, Claude et Google AI Studio : le .zip tel qu’il est arrivé, ou conversations.json.
archive-damaged-since = { $name } est endommagé, ou a été modifié depuis son écriture.
    .hint = Rien n’en a été importé. Utilisez-en une autre copie.
archive-not-whole = { $name } n’est pas complet : une partie manque.
    .hint = Rien n’en a été importé. Utilisez-en une autre copie.
archive-foreign = { $name } contient quelque chose qu’aucune archive d’Errand ne contient.
    .hint = Installez la dernière version d’Errand, ou utilisez une autre copie. Rien n’a été importé.
archive-locked = { $name } est protégé par un mot de passe.
    .hint = Décompressez-le, compressez-le de nouveau sans mot de passe, puis importez-le.
archive-packed = { $name } a été compressé de façon à remplir le disque.
    .hint = Rien n’en a été importé. Supprimez-le, si vous ne savez pas de qui il vient.
archive-other = { $name } n’a pas pu être utilisé : { $other }.
event-gone = L’événement n’existe plus.
backup-not-made = La sauvegarde n’a pas été faite. { $why }
imported-not-over = Ceci était encore en cours quand l’archive a été écrite.
    .hint = Ce qui était arrivé jusque-là est ici. Envoyez-le de nouveau pour recommencer.

## A conversation as a file

told-chat = Une discussion du { $begun }, demandes : { $turns }.
told-job = Une tâche du { $begun }, demandes : { $turns }.
told-from = Repris de { $from }.
told-written = Écrit par Errand le { $at }.
told-question = { $number }. Question
told-beginning = Un autre début.
told-follows = Ceci suit la demande { $number }.
told-with-file = Avec le fichier { $name } ({ $bytes }).
told-bytes = { $count } octets
told-steps = Étapes
told-answer = Réponse
told-no-words = Pas de mots.
told-sources = Sources
told-page = Une page
told-files = Fichiers
told-not-kept = non conservé
told-all = Le tout : { $tokens }
told-tokens = { $count } jetons
told-thought = Réflexion
told-thought-for = Réflexion pendant { $span }
told-ran = Un programme exécuté
told-ran-failed = Un programme exécuté, qui a échoué
told-printed = Sa sortie
told-searched = Recherché
told-searched-for = Recherché : { $query }.
told-read = Lu
told-used = { $tool } utilisé
told-used-of = { $tool } de { $server } utilisé
told-about = environ { $amount }
told-about-between = environ { $low } à { $high }
told-seconds = { $seconds } s
told-minutes = { $minutes } min { $seconds } s
told-hours = { $hours } h { $minutes } min

## Nouvelles versions d’Errand

update-not-here = Cette copie d’Errand ne se met pas à jour elle-même.
    .hint = Installez la nouvelle version de la même façon que celle-ci.
update-unreachable = { $host } est injoignable, rien n’a donc été mis à jour.
    .hint = Vérifiez la connexion et le proxy dans les réglages, puis réessayez.
update-unreadable = { $host } a répondu quelque chose qu’Errand ne peut pas utiliser ({ $reason }).
    .hint = Réessayez plus tard. Cette version continue de fonctionner.
update-not-for-here = La nouvelle version n’a pas de paquet pour cet ordinateur.
    .hint = Cherchez à nouveau plus tard. Cette version continue de fonctionner.
update-not-signed = La nouvelle version ne porte pas la signature de l’auteur de celle-ci, elle n’a donc pas été installée.
    .hint = Réessayez plus tard. Si cela persiste, dites-le à la personne qui vous a donné Errand.
update-not-installed = La nouvelle version n’a pas pu être installée ({ $reason }).
    .hint = Cette version continue de fonctionner. Réessayez, ou installez la nouvelle de la même façon que celle-ci.
update-not-restored = La nouvelle version n’a pas pu être installée, et celle-ci n’a pas pu être remise en place : elle est maintenant ici : { $path }.
    .hint = Remettez-la là où elle était, ou installez Errand de la même façon qu’avant. Ce que vous avez dans Errand reste.
update-not-there = Errand { $version } devait être installé, et ceci est encore la version d’avant.
    .hint = Réessayez, ou installez-le de la même façon que celui-ci.
