# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

tools-title = Outils
tools-none = aucun
tools-kinds-search-name = Chercher sur le web
tools-kinds-search-say = Les recherches peuvent coûter de l’argent.
tools-kinds-search-short = recherche web
tools-kinds-pictures-name = Chercher des images
tools-kinds-pictures-say = Des images du web. Les recherches peuvent coûter de l’argent.
tools-kinds-pictures-short = recherche d’images
tools-kinds-pages-name = Lire des pages
tools-kinds-pages-say = Les pages que vous ou une réponse nommez.
tools-kinds-pages-short = pages
tools-kinds-maps-name = Chercher des lieux
tools-kinds-maps-say = Les lieux et leurs heures d’ouverture, d’après une carte.
tools-kinds-maps-short = carte
tools-kinds-code-name = Exécuter des programmes pour calculer
tools-kinds-code-say = Ils s’exécutent là où est le modèle, pas ici.
tools-kinds-code-short = code
tools-always = Toujours là.
tools-usual = Comme d’habitude
tools-servers = Serveurs et programmes avec outils
tools-noServers = Aucun n’est encore ajouté.
tools-addServer = En ajouter un dans les réglages
tools-goneServers = { $n ->
    [one] Un serveur ou programme avec outils choisi ici n’est pas dans les réglages de cet ordinateur ; il n’est donc pas utilisé. Retirez-le, ou ajoutez-le dans les réglages et cochez-le à nouveau.
   *[other] { $n } serveurs ou programmes avec outils choisis ici ne sont pas dans les réglages de cet ordinateur ; ils ne sont donc pas utilisés. Retirez-les, ou ajoutez-les dans les réglages et cochez-les à nouveau.
    }
tools-goneStores = { $n ->
    [one] Une réserve de fichiers choisie ici n’existe plus ou appartient à un autre serveur ; la recherche n’y est donc pas faite.
   *[other] { $n } réserves de fichiers choisies ici n’existent plus ou appartiennent à un autre serveur ; la recherche n’y est donc pas faite.
    }
tools-goneDrop = Retirer
tools-goneSettings = Ouvrir les réglages
tools-asks = Me demander avant chaque usage
tools-asksSay = Errand fait lui-même les appels, et vous montre chacun avant.
tools-unasked = { $owner } l’appelle sans vous demander, et reçoit son adresse et ses en-têtes.
tools-serverTools = { $n ->
    [one] { $n } outil
   *[other] { $n } outils
    }
tools-programs = Sur cet ordinateur
tools-programsSay = On vous demande avant chaque usage, là où se trouve la question.
tools-program-look-name = Regarder dans un dossier
tools-program-look-say = Sa liste et ses fichiers texte. Ce qui est lu est envoyé comme réponse.
tools-program-put-name = Y mettre de nouveaux fichiers
tools-program-put-say = Rien n’est remplacé.
tools-program-page-name = Ouvrir des pages
tools-program-page-say = Dans votre navigateur, pour que vous les voyiez.
tools-program-calendar-name = Créer des événements d’agenda
tools-program-calendar-say = Sous forme de fichier que vous ouvrez.
tools-program-mail-name = Commencer des courriels
tools-program-mail-say = Dans votre messagerie. C’est vous qui les envoyez.
tools-folder = Dossier
tools-noFolder = Aucun dossier n’est choisi.
tools-pick = Choisir un dossier
tools-pickAnother = En choisir un autre
tools-allowed = Fait ici sans demander : { $names }.
tools-askAgain = Demander à nouveau
tools-programsOn = { $n ->
    [one] { $n } sur cet ordinateur
   *[other] { $n } sur cet ordinateur
    }
tools-settings-title = Serveurs d’outils
tools-settings-add = Ajouter un serveur
tools-settings-addSay = Des programmes ailleurs qui savent ou font quelque chose pour vous, comme un agenda, une boutique ou une base de données (MCP, en « streamable HTTP »).
tools-settings-addButton = Ajouter
tools-settings-name = Nom
tools-settings-nameSay = Comment vous l’appelez. Vide : son adresse.
tools-settings-address = Adresse
tools-settings-addressPlaceholder = https://tools.example/mcp
tools-settings-addressSay = On lui demande ses outils quand vous l’ajoutez.
tools-settings-headers = En-têtes
tools-settings-headersSay = Ce qu’il veut recevoir à chaque appel, comme une clé.
tools-settings-headerName = Nom de l’en-tête
tools-settings-headerPlaceholder = authorization
tools-settings-headerValue = Sa valeur
tools-settings-headerKept = gardée
tools-settings-addHeader = Ajouter un en-tête
tools-settings-check = L’ajouter
tools-settings-save = Le garder
tools-settings-checking = On lui demande ses outils
tools-settings-change = Modifier
tools-settings-again = Revérifier
tools-settings-remove = Retirer
tools-settings-removeTitle = Retirer « { $name } » ?
tools-settings-removeSay = Les conversations qui l’utilisent continuent sans lui. Ses en-têtes sont oubliés ici maintenant, et dans les programmations chez Gemini dès qu’il est joignable.
tools-settings-here = Sur cet ordinateur ({ $host }).
tools-settings-there = Chez { $host }.
tools-settings-answered = { $n ->
    [one] { $n } outil, demandé { $when }.
   *[other] { $n } outils, demandés { $when }.
    }
tools-settings-tools = { $on } outils sur { $all }
tools-settings-toolsSay = Seuls les outils cochés peuvent servir. Un outil qu’il reçoit plus tard n’est pas coché de lui-même.
tools-settings-noKey = Ses en-têtes ne sont plus gardés. Modifiez-le et redonnez-les.
tools-settings-locked = Ses en-têtes sont dans le trousseau, qui ne peut être consulté maintenant.
tools-settings-outcome-wrong_key = Il veut une autre clé
tools-settings-outcome-server = Il ne répond pas comme un serveur d’outils
tools-settings-outcome-offline = Il est injoignable
tools-settings-outcome-invalid = Ceci est inutilisable
tools-deed-refused = Errand ne peut pas faire cela : { $why }
tools-deed-tellIt = On le lui dit quand vous envoyez.
tools-deed-always = { $job ->
    [yes] Désormais faire ceci sans demander dans cette tâche
   *[no] Désormais faire ceci sans demander dans cette discussion
    }
tools-deed-alwaysSay = Sous Outils vous pouvez le faire redemander.
tools-deed-approve = { $n ->
    [one] Autoriser
   *[other] Tout autoriser
    }
tools-deed-decline = { $n ->
    [one] Refuser
   *[other] Tout refuser
    }
tools-deed-will = Est fait quand vous envoyez.
tools-andMore = { $names } et { $n } de plus
tools-which = Outils : { $names }
tools-using-writeFile = Écrit un fichier
tools-using-readFile = Lit un fichier
tools-using-listFiles = Parcourt ses fichiers
tools-using-deleteFile = Supprime un de ses fichiers
tools-using-other = Utilise « { $name } »
