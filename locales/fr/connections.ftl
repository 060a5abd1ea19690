# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

toolPrograms-title = Programmes avec outils
toolPrograms-add = Ajouter un programme
toolPrograms-addSay = Des programmes de cet ordinateur qui savent ou font quelque chose pour vous (serveurs MCP). Ils tournent dans le bac à sable : ils voient les fichiers de la tâche, un dossier que vous choisissez, et n’atteignent que les sites permis à la tâche.
toolPrograms-addButton = Ajouter
toolPrograms-pick = Choisir son fichier
toolPrograms-pickSay = Ou écrivez le nom d’un programme du système, comme node.
toolPrograms-command = Programme
toolPrograms-commandPlaceholder = node
toolPrograms-arguments = Arguments
toolPrograms-argumentsSay = Un par ligne.
toolPrograms-folder = Dossier qu’il voit sans pouvoir y écrire
toolPrograms-noFolder = Aucun.
toolPrograms-pickFolder = Choisir un dossier
toolPrograms-noFolderAnyMore = Le retirer
toolPrograms-name = Nom
toolPrograms-nameSay = Comment vous l’appelez. Vide : son propre nom.
toolPrograms-check = L’ajouter
toolPrograms-save = Le garder
toolPrograms-checking = Démarrage, puis demande de ses outils
toolPrograms-started = Lance { $words }
toolPrograms-sees = Voit { $folder }, en lecture seule.
toolPrograms-seesNothing = Ne voit aucun de vos dossiers.
toolPrograms-removeSay = Les conversations qui l’utilisent continuent sans lui. Le programme lui-même reste où il est.
toolPrograms-outcome-server = Il ne fournit pas d’outils
toolPrograms-outcome-invalid = Ceci est inutilisable

searchServer-title = Recherche web sur cet ordinateur
searchServer-none = Aucun serveur de recherche n’est indiqué
searchServer-noneSay = Qui est interrogé sur cet ordinateur peut alors chercher sur le web. Ce qui est cherché part vers un serveur SearXNG que vous indiquez ; rien n’y part avant que vous ne cochiez la recherche web.
searchServer-add = En indiquer un
searchServer-address = Adresse
searchServer-addressPlaceholder = http://127.0.0.1:8888
searchServer-addressSay = On lui demande « weather » quand vous l’indiquez.
searchServer-check = L’utiliser
searchServer-checking = Une recherche d’essai
searchServer-here = Sur cet ordinateur ({ $host }). Il transmet les recherches à d’autres, sans votre nom.
searchServer-there = Ce qui est cherché part chez { $host }.
searchServer-open = Ce qui est cherché part chez { $host }, sans chiffrement.
searchServer-answered = Il a répondu { $when }.
searchServer-again = Revérifier
searchServer-remove = Retirer
searchServer-removed = Plus aucun serveur de recherche n’est indiqué.
searchServer-outcome-offline = Il est injoignable
searchServer-outcome-refused = Il ne donne pas de JSON
searchServer-outcome-rate_limited = Il n’accepte plus de recherches pour l’instant
searchServer-outcome-server = Il répond par une erreur
searchServer-outcome-invalid = Ceci est inutilisable

fileStores-title = Réserves de fichiers
fileStores-add = Créer une réserve
fileStores-addSay = Beaucoup de fichiers, lus une fois chez Google et parcourus chaque fois qu’une question en a besoin. Ils y restent jusqu’à ce que vous retiriez la réserve.
fileStores-addButton = En créer une
fileStores-name = Nom
fileStores-nameSay = Elle est créée sur le serveur de Gemini, qui la garde.
fileStores-make = La créer
fileStores-making = Création
fileStores-put = Y mettre des fichiers
fileStores-putting = Envoi des fichiers
fileStores-check = Où en est-elle ?
fileStores-remove = Retirer
fileStores-removeTitle = Retirer « { $name } » ?
fileStores-removeSay = Ses fichiers sont supprimés aussi sur le serveur. Les conversations qui l’utilisent continuent sans elle.
fileStores-empty = Rien n’y est encore.
fileStores-elsewhere = Elle est chez { $host }, qui n’est pas interrogé maintenant.
fileStores-unknown = { $n ->
    [one] { $n } fichier envoyé. Le serveur ne dit pas s’il peut être parcouru.
   *[other] { $n } fichiers envoyés. Le serveur ne dit pas s’ils peuvent être parcourus.
    }
fileStores-ready = { $n ->
    [one] { $n } fichier peut être parcouru.
   *[other] { $n } fichiers peuvent être parcourus.
    }
fileStores-pending = { $n ->
    [one] { $n } est encore en lecture.
   *[other] { $n } sont encore en lecture.
    }
fileStores-failed = { $n ->
    [one] { $n } n’a pas pu être lu.
   *[other] { $n } n’ont pas pu être lus.
    }
fileStores-files = Ce qui s’y trouve
fileStores-inTools = Réserves de fichiers
fileStores-none = Aucune n’est encore créée.
fileStores-makeInSettings = En créer une dans les réglages
fileStores-count = { $n ->
    [one] { $n } fichier
   *[other] { $n } fichiers
    }
