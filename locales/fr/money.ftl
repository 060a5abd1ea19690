# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

money-soFar = { $cost } jusqu’ici
money-prices = Aux prix du { $day }
money-limitReached = Errand a arrêté ceci : votre limite de { $limit } pour une tâche était atteinte. Ce qui existe jusqu’ici reste.
money-beyond-title = La limite de ce mois est épuisée
money-beyond-say = Vous avez fixé une limite aux dépenses d’un mois. Envoyer tout de même ?
money-beyond-yes = Envoyer
money-beyond-no = Pas maintenant
money-spending-title = Dépenses
money-spending-lead = Ce que Google facture figure sur sa propre facture. Ce sont ici des estimations d’après les jetons de chaque réponse.
money-spending-none = Rien n’a encore été dépensé. Quand vous aurez demandé quelque chose, cette page montrera à peu près ce que cela a coûté, par jour, par mois et par personne interrogée.
money-spending-inMonth = { $month } : { $cost }
money-spending-turns = { $n ->
    [one] { $n } demande
   *[other] { $n } demandes
    }
money-spending-tokens = { $n } jetons
money-spending-unpriced = { $n ->
    [one] { $n } demande n’a pas de prix dans la table. Les jetons sont comptés, l’argent non.
   *[other] { $n } demandes n’ont pas de prix dans la table. Les jetons sont comptés, l’argent non.
    }
money-spending-months = Les douze derniers mois
money-spending-days = Jour par jour, { $month }
money-spending-asTable = En tableau
money-spending-noneThen = Rien à ce moment.
money-spending-when = Quand
money-spending-cost = Environ
money-spending-byWho = Selon qui a été interrogé
money-spending-byModel = Selon le modèle qui a répondu
money-spending-who = Qui
money-spending-noPrice = sans prix
money-spending-costsNothing = gratuit
money-spending-export = Enregistrer en CSV
money-spending-exported = Enregistré sous { $path }.
money-spending-prices = Prix
money-spending-pricesSay = { $own ->
    [yes] Du { $day }, avec des lignes à vous. Chaque ligne indique sa source.
   *[no] Du { $day }. Chaque ligne indique sa source.
    }
money-spending-problem = Vos propres prix sont illisibles ; ceux d’Errand sont donc utilisés :
money-spending-edit = Modifier les prix
money-spending-limits = Limites
money-spending-jobLimit = Une tâche
money-spending-jobLimitSay = Une tâche dont les jetons ont un prix est arrêtée quand elle a coûté à peu près autant. Ce qu’elle a fait jusque-là reste. Deep Research a un prix pour toute la tâche : cette limite ne l’arrête donc pas.
money-spending-monthLimit = Un mois
money-spending-monthLimitSay = À partir des quatre cinquièmes vous êtes prévenu ; au-delà Errand demande avant chaque envoi.
money-spending-noLimit = Aucune limite
money-spending-open = Afficher
money-spending-settingsSay = Ce que coûtent réponses et tâches, et leurs limites.
money-spending-wrongAmount = Écrivez un montant comme 5 ou 2.50, ou laissez vide.
money-details-cost = Coût
money-details-answeredBy = Répondu par
money-details-conversation = Conversation entière
money-answeredBy = répondu par { $model }
money-choosing-search = Trouver un modèle ou un agent
money-choosing-none = Personne de ce nom.
money-choosing-favourites = Favoris
money-choosing-groups-quick = Rapides
money-choosing-groups-thinker = Approfondis
money-choosing-groups-painter = Images
money-choosing-groups-speaker = Voix
money-choosing-groups-filmmaker = Vidéo
money-choosing-groups-researcher = Recherche
money-choosing-groups-worker = Font des tâches
money-choosing-groups-own = Les vôtres
money-choosing-groups-other = Autres
money-choosing-retired = Retirés
money-choosing-favour = Ajouter « { $name } » aux favoris
money-choosing-unfavour = Retirer « { $name } » des favoris
money-choosing-favourKey = Alt+F ajoute un favori
money-choosing-speed-seconds = répond en quelques secondes
money-choosing-speed-moments = prend un moment
money-choosing-speed-minutes = travaille quelques minutes
money-choosing-speed-hours = travaille jusqu’à des heures
money-choosing-perAnswer = { $cost } la réponse
money-choosing-perPicture = { $cost } l’image
money-choosing-perReading = { $cost } la minute de parole
money-choosing-perJob = { $cost } la tâche
money-choosing-free = niveau gratuit
money-choosing-paid = clés payantes seulement
money-choosing-medium-text = texte
money-choosing-medium-image = images
money-choosing-medium-audio = son
money-choosing-medium-video = vidéo
money-choosing-medium-document = documents
money-choosing-takes = accepte { $media }
money-choosing-gives = produit { $media }
money-choosing-retiredEarlier = { $id } est retiré ; { $by } est donc choisi ici.
money-options-open = Options
money-options-title = Comment il répond
money-options-some = { $n ->
    [one] { $n } option est choisie
   *[other] { $n } options sont choisies
    }
money-options-byItself = Comme cela vient
money-options-thinking = Réflexion
money-options-level-minimal = Le moins possible
money-options-level-low = Un peu
money-options-level-medium = Moyenne
money-options-level-high = Beaucoup
money-options-level-xhigh = Le plus possible
money-options-length = Longueur maximale
money-options-lengths-700 = Environ une page
money-options-lengths-2500 = Environ quatre pages
money-options-lengths-10000 = Environ seize pages
money-options-lengthSay = Ce qu’il pense compte aussi. Une réponse plus longue s’arrête là.
money-options-temperature = Choix des mots
money-options-temperatures-20 = Sobre et constant
money-options-temperatures-100 = Équilibré
money-options-temperatures-150 = Surprenant
money-options-instructions = Instructions
money-options-instructionsHint = Par exemple : réponds en phrases courtes, et dis ce dont tu n’es pas sûr
money-options-voice = Voix
money-options-shape = Format
money-options-size = Taille
money-options-duration = Durée
money-options-reset = Réinitialiser
money-advice-quick = Une réponse rapide suffit peut-être ici, plus tôt et pour moins.
money-advice-job = Cela ressemble à une tâche avec des fichiers : qui fait des tâches peut les créer.
money-advice-take = Demander plutôt à « { $name } »
money-advice-hand = Confier à « { $name } »
money-roughly-one = environ { $cost }
money-roughly-range = environ { $low } à { $high }
money-tokens = { $tokens } jetons
money-aheadFrom = { $jobs ->
    [one] { $cost }, d’après votre dernière tâche semblable. D’ordinaire { $took }.
   *[other] { $cost }, d’après vos { $jobs } dernières tâches semblables. D’ordinaire { $took }.
    }
money-aheadTook = { $jobs ->
    [one] La dernière tâche semblable a pris { $took }.
   *[other] Les { $jobs } dernières tâches semblables ont d’ordinaire pris { $took }.
    }
money-aheadPublished = { $cost } pour une tâche de ce genre, selon ce qui est publié. Vous n’en avez encore fait aucune.
money-budgetNear = { $cost } sur { $limit } utilisés ce mois-ci.
money-budgetOver = { $cost } sur { $limit } utilisés ce mois-ci. L’envoi demande d’abord.
money-spending-free = { $n ->
    [one] { $n } recherche sur le web ; { $free } par mois sont gratuites.
   *[other] { $n } recherches sur le web ; { $free } par mois sont gratuites.
    }
money-spending-usedNow = { $cost } ce mois-ci
money-spending-nothing = rien
money-spending-barOf = { $turns ->
    [one] { $when } : { $cost }, { $turns } demande
   *[other] { $when } : { $cost }, { $turns } demandes
    }
money-details-turnsAndTokens = { $turns ->
    [one] { $turns } demande, { $tokens } jetons
   *[other] { $turns } demandes, { $tokens } jetons
    }
money-details-costAnd = { $cost }, { $rest }
money-options-byItselfAs = Comme cela vient ({ $level })
