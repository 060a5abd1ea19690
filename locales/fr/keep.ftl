# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

keep-title = Vos données
keep-export = Tout exporter
keep-exportSay = Discussions, tâches, dossiers, fichiers, agents, textes des planifications, textes non envoyés, dépenses, prix et réglages dans un .zip. Sans clés, sans autorisations et sans programmes d’outils. Errand peut le réimporter.
keep-exportButton = Exporter
keep-import = Importer
keep-importSay = Une archive d’Errand, ou un export de ChatGPT, Claude ou Google AI Studio. Ce qui est déjà ici reste tel quel.
keep-importButton = Choisir des fichiers
keep-withSettings = Reprendre aussi les réglages de l’archive
keep-withSettingsSay = Y compris les adresses de serveurs ; n’activez donc cela que pour une archive que vous avez écrite vous-même.
keep-backup = Sauvegarde chaque semaine
keep-backupSay = Une archive dans un dossier à vous. Les trois dernières sont gardées.
keep-backupIn = Dans { $folder }. Les trois dernières sont gardées.
keep-backupLast = La dernière a été faite { $when }.
keep-backupNone = Aucune n’a encore été faite.
keep-backupFailed = Le dernier essai a échoué : { $message }
keep-folder = Choisir un dossier
keep-backupNow = Sauvegarder maintenant
keep-work-export = Export
keep-work-backup = Sauvegarde
keep-work-import = Import
keep-progress = Où cela en est
keep-stop = Arrêter
keep-show = Montrer dans le dossier
keep-schedules = Programmations d’une archive
keep-schedulesSay = Elles ne sont sur aucun serveur, donc elles ne s’exécutent pas. Recréez celles que vous voulez.
keep-forget = Oublier
keep-make = Recréer
keep-from = De { $program }
keep-menu = Exporter
keep-form-markdown = Markdown
keep-form-page = Page
keep-form-json = JSON
keep-formSay-markdown = Du texte que tout éditeur ouvre.
keep-formSay-page = Une page avec réponses, sources, images et coûts. Tout navigateur l’ouvre et l’imprime, sans Errand.
keep-formSay-json = Tout ce qui est enregistré, pour les programmes.
keep-exported = Enregistré sous { $path }.
keep-record-open = Ce qui s’est passé
keep-record-title = Ce qui s’est passé
keep-record-none = Aucun événement n’est gardé de cette demande. Ce qu’on en sait se trouve dans la réponse.
keep-record-sum = { $n ->
    [one] { $n } événement, { $size }
   *[other] { $n } événements, { $size }
    }
keep-record-kinds = Types d’événements
keep-record-kind-state = État
keep-record-kind-answer = Réponse
keep-record-kind-thought = Réflexions
keep-record-kind-tool = Outils
keep-record-kind-error = Erreurs
keep-record-kind-other = Autres
keep-record-find = Chercher dans les événements
keep-record-noneFound = Aucun événement ne correspond.
keep-record-more = Plus
keep-record-raw = L’événement tel qu’il est venu
keep-record-number = Nº
keep-record-when = Après
keep-record-what = Quoi
keep-record-size = Taille
keep-record-tokens = Jetons
keep-record-replay = Le parcourir
keep-record-moment = Après l’événement { $n } sur { $of }
keep-record-empty = Rien à voir pour l’instant.
keep-percent = { $n } %
keep-conversations = { $n ->
    [one] { $n } conversation
   *[other] { $n } conversations
    }
keep-turns = { $n ->
    [one] { $n } demande
   *[other] { $n } demandes
    }
keep-agents = { $n ->
    [one] { $n } agent
   *[other] { $n } agents
    }
keep-scheduleTexts = { $n ->
    [one] le texte de { $n } programmation
   *[other] les textes de { $n } programmations
    }
keep-written = Écrit : { $conversations }, { $files }, { $size }.
keep-missing = { $n ->
    [one] { $n } fichier n’est plus sur cet ordinateur ; il n’est donc pas dans l’archive.
   *[other] { $n } fichiers ne sont plus sur cet ordinateur ; ils ne sont donc pas dans l’archive.
    }
keep-stopped = Arrêté. Rien n’a été changé.
# $what is a list such as "2 conversations and 9 turns", $from names programs.
keep-imported = Importé : { $what }.
keep-importedFrom = Importé de { $from } : { $what }.
keep-nothing = Rien de nouveau.
keep-nothingFrom = Rien de nouveau de { $from }.
keep-known = { $n ->
    [one] { $n } demande était déjà ici et est restée telle quelle.
   *[other] { $n } demandes étaient déjà ici et sont restées telles quelles.
    }
keep-stoppedEarly = Vous l’avez arrêté avant la fin. Importez à nouveau pour avoir le reste.
keep-leftOut-conversation = { $n ->
    [one] { $n } conversation illisible
   *[other] { $n } conversations illisibles
    }
keep-leftOut-empty = { $n ->
    [one] { $n } conversation vide
   *[other] { $n } conversations vides
    }
keep-leftOut-tool = { $n ->
    [one] { $n } étape avec un outil
   *[other] { $n } étapes avec des outils
    }
keep-leftOut-file = { $n ->
    [one] { $n } fichier absent de l’export
   *[other] { $n } fichiers absents de l’export
    }
keep-leftOut-other = { $n ->
    [one] { $n } entrée qu’Errand ne connaît pas
   *[other] { $n } entrées qu’Errand ne connaît pas
    }
keep-record-ms = { $ms } ms
# A sentence, and what was said: "The stream failed: timeout".
keep-record-saying = { $what } : { $words }
keep-record-taken = Le serveur l’a accepté
keep-record-isNow = État actuel : { $state }
keep-record-isElse = Il est maintenant dans un autre état
keep-record-ended = Terminé
keep-record-endedAs = Terminé : { $state }
keep-record-begins = L’étape { $step } commence, { $type }
keep-record-resultOf = résultat : { $tool }
keep-record-state-queued = en attente de son tour
keep-record-state-in_progress = en cours
keep-record-state-requires_action = en attente d’une réponse
keep-record-state-requires_continuation = interrompu, à poursuivre
keep-record-state-completed = complet
keep-record-state-failed = en échec
keep-record-state-cancelled = arrêté
keep-record-state-idle = en attente d’une saisie
keep-record-state-incomplete = incomplet
keep-record-state-budget_exceeded = à sa limite
keep-record-type-user_input = question
keep-record-type-model_output = réponse
keep-record-type-thought = réflexion
keep-record-type-function = un outil de cet ordinateur
keep-record-type-code_execution = code
keep-record-type-url_context = lecture de pages
keep-record-type-google_search = recherche sur le Web
keep-record-type-google_maps = recherche sur la carte
keep-record-type-file_search = recherche dans les fichiers
keep-record-type-mcp_server_tool = un outil d’un serveur
keep-record-type-retrieval = recherche dans une réserve
keep-record-type-processing = traitement
keep-record-type-tool_search = choix des outils
keep-record-whole = L’étape { $step } est complète
keep-record-streamFailed = Le flux a échoué
keep-record-words = Mots
keep-record-part = Une partie de la réponse
keep-record-thought = Réflexion
keep-record-mark = Une marque sur une réflexion
keep-record-toolWork = Suite du travail d’un outil
keep-record-moreOfStep = Suite d’une étape
keep-record-unknown = Quelque chose que cette version ne connaît pas
