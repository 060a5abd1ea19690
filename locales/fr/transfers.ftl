# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

transfers-title = Vos données
transfers-export = Tout exporter
transfers-exportSay = Discussions, tâches, dossiers, fichiers, agents, textes des planifications, textes non envoyés, dépenses, prix et réglages dans un .zip. Sans clés, sans autorisations et sans programmes d’outils. Errand peut le réimporter.
transfers-exportButton = Exporter
transfers-import = Importer
transfers-importSay = Une archive d’Errand, ou un export de ChatGPT, Claude ou Google AI Studio. Ce qui est déjà ici reste tel quel.
transfers-importButton = Choisir des fichiers
transfers-withSettings = Reprendre aussi les réglages de l’archive
transfers-withSettingsSay = Y compris les adresses de serveurs ; n’activez donc cela que pour une archive que vous avez écrite vous-même.
transfers-backup = Sauvegarde chaque semaine
transfers-backupSay = Une archive dans un dossier à vous. Les trois dernières sont gardées.
transfers-backupIn = Dans { $folder }. Les trois dernières sont gardées.
transfers-backupLast = La dernière a été faite { $when }.
transfers-backupNone = Aucune n’a encore été faite.
transfers-backupFailed = Le dernier essai a échoué : { $message }
transfers-folder = Choisir un dossier
transfers-backupNow = Sauvegarder maintenant
transfers-work-export = Export
transfers-work-backup = Sauvegarde
transfers-work-import = Import
transfers-progress = Où cela en est
transfers-stop = Arrêter
transfers-show = Montrer dans le dossier
transfers-schedules = Programmations d’une archive
transfers-schedulesSay = Elles ne sont sur aucun serveur, donc elles ne s’exécutent pas. Recréez celles que vous voulez.
transfers-forget = Oublier
transfers-make = Recréer
transfers-from = De { $program }
transfers-menu = Exporter
transfers-form-markdown = Markdown
transfers-form-page = Page
transfers-form-json = JSON
transfers-formSay-markdown = Du texte que tout éditeur ouvre.
transfers-formSay-page = Une page avec réponses, sources, images et coûts. Tout navigateur l’ouvre et l’imprime, sans Errand.
transfers-formSay-json = Tout ce qui est enregistré, pour les programmes.
transfers-exported = Enregistré sous { $path }.
transfers-record-open = Ce qui s’est passé
transfers-record-title = Ce qui s’est passé
transfers-record-none = Aucun événement n’est gardé de cette demande. Ce qu’on en sait se trouve dans la réponse.
transfers-record-sum = { $n ->
    [one] { $n } événement, { $size }
   *[other] { $n } événements, { $size }
    }
transfers-record-kinds = Types d’événements
transfers-record-kind-state = État
transfers-record-kind-answer = Réponse
transfers-record-kind-thought = Réflexions
transfers-record-kind-tool = Outils
transfers-record-kind-error = Erreurs
transfers-record-kind-other = Autres
transfers-record-find = Chercher dans les événements
transfers-record-noneFound = Aucun événement ne correspond.
transfers-record-more = Plus
transfers-record-raw = L’événement tel qu’il est venu
transfers-record-number = Nº
transfers-record-when = Après
transfers-record-what = Quoi
transfers-record-size = Taille
transfers-record-tokens = Jetons
transfers-record-replay = Le parcourir
transfers-record-moment = Après l’événement { $n } sur { $of }
transfers-record-empty = Rien à voir pour l’instant.
transfers-percent = { $n } %
transfers-conversations = { $n ->
    [one] { $n } conversation
   *[other] { $n } conversations
    }
transfers-turns = { $n ->
    [one] { $n } demande
   *[other] { $n } demandes
    }
transfers-agents = { $n ->
    [one] { $n } agent
   *[other] { $n } agents
    }
transfers-scheduleTexts = { $n ->
    [one] le texte de { $n } programmation
   *[other] les textes de { $n } programmations
    }
transfers-written = Écrit : { $conversations }, { $files }, { $size }.
transfers-missing = { $n ->
    [one] { $n } fichier n’est plus sur cet ordinateur ; il n’est donc pas dans l’archive.
   *[other] { $n } fichiers ne sont plus sur cet ordinateur ; ils ne sont donc pas dans l’archive.
    }
transfers-stopped = Arrêté. Rien n’a été changé.
# $what is a list such as "2 conversations and 9 turns", $from names programs.
transfers-imported = Importé : { $what }.
transfers-importedFrom = Importé de { $from } : { $what }.
transfers-nothing = Rien de nouveau.
transfers-nothingFrom = Rien de nouveau de { $from }.
transfers-known = { $n ->
    [one] { $n } demande était déjà ici et est restée telle quelle.
   *[other] { $n } demandes étaient déjà ici et sont restées telles quelles.
    }
transfers-stoppedEarly = Vous l’avez arrêté avant la fin. Importez à nouveau pour avoir le reste.
transfers-leftOut-conversation = { $n ->
    [one] { $n } conversation illisible
   *[other] { $n } conversations illisibles
    }
transfers-leftOut-empty = { $n ->
    [one] { $n } conversation vide
   *[other] { $n } conversations vides
    }
transfers-leftOut-tool = { $n ->
    [one] { $n } étape avec un outil
   *[other] { $n } étapes avec des outils
    }
transfers-leftOut-file = { $n ->
    [one] { $n } fichier absent de l’export
   *[other] { $n } fichiers absents de l’export
    }
transfers-leftOut-other = { $n ->
    [one] { $n } entrée qu’Errand ne connaît pas
   *[other] { $n } entrées qu’Errand ne connaît pas
    }
transfers-record-ms = { $ms } ms
# A sentence, and what was said: "The stream failed: timeout".
transfers-record-saying = { $what } : { $words }
transfers-record-taken = Le serveur l’a accepté
transfers-record-isNow = État actuel : { $state }
transfers-record-isElse = Il est maintenant dans un autre état
transfers-record-ended = Terminé
transfers-record-endedAs = Terminé : { $state }
transfers-record-begins = L’étape { $step } commence, { $type }
transfers-record-resultOf = résultat : { $tool }
transfers-record-state-queued = en attente de son tour
transfers-record-state-in_progress = en cours
transfers-record-state-requires_action = en attente d’une réponse
transfers-record-state-requires_continuation = interrompu, à poursuivre
transfers-record-state-completed = complet
transfers-record-state-failed = en échec
transfers-record-state-cancelled = arrêté
transfers-record-state-idle = en attente d’une saisie
transfers-record-state-incomplete = incomplet
transfers-record-state-budget_exceeded = à sa limite
transfers-record-type-user_input = question
transfers-record-type-model_output = réponse
transfers-record-type-thought = réflexion
transfers-record-type-function = un outil de cet ordinateur
transfers-record-type-code_execution = code
transfers-record-type-url_context = lecture de pages
transfers-record-type-google_search = recherche sur le Web
transfers-record-type-google_maps = recherche sur la carte
transfers-record-type-file_search = recherche dans les fichiers
transfers-record-type-mcp_server_tool = un outil d’un serveur
transfers-record-type-retrieval = recherche dans une réserve
transfers-record-type-processing = traitement
transfers-record-type-tool_search = choix des outils
transfers-record-whole = L’étape { $step } est complète
transfers-record-streamFailed = Le flux a échoué
transfers-record-words = Mots
transfers-record-part = Une partie de la réponse
transfers-record-thought = Réflexion
transfers-record-mark = Une marque sur une réflexion
transfers-record-toolWork = Suite du travail d’un outil
transfers-record-moreOfStep = Suite d’une étape
transfers-record-unknown = Quelque chose que cette version ne connaît pas
