# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

jobs-errand = La tâche
jobs-result = Résultat
jobs-done = Ce qui a été fait
jobs-doing = Ce qui se passe
jobs-files = Fichiers
jobs-new = Nouvelle tâche
jobs-choose = Choisissez une tâche à gauche, ou confiez-en une nouvelle.
jobs-chooseChat = Choisissez une discussion à gauche, ou commencez-en une nouvelle.
jobs-noneToChoose = Il n’y a pas encore de tâche. Confiez la première.
jobs-noChatToChoose = Il n’y a pas encore de discussion. Commencez la première.
jobs-since = depuis { $ms }
jobs-took = a pris { $ms }
jobs-tokens = { $n } jetons
jobs-groups-running = En cours
jobs-groups-needs_you = A besoin de vous
jobs-groups-done = Terminées
jobs-groups-failed = Échouées ou arrêtées
jobs-noneYet = Rien ne s’est encore passé.
jobs-steps = { $n ->
    [one] { $n } étape
   *[other] { $n } étapes
    }
jobs-note = Note
jobs-failedStep = Cette étape a échoué
jobs-failedStepOnly = Cette étape a échoué ; la tâche a continué
jobs-byService = par le service, pas depuis le bac à sable
jobs-read = { $n ->
    [one] { $n } page lue
   *[other] { $n } pages lues
    }
jobs-asked = A demandé « { $name } »
jobs-made = A créé « { $name } »
jobs-other = Étape de type « { $kind } »
jobs-code = Code
jobs-output = Sortie
jobs-noOutput = Rien n’a été affiché.
jobs-arguments = Demandé
jobs-answer = Répondu
jobs-heardNow = nouvelles à l’instant
jobs-heardAgo = dernières nouvelles il y a { $span }
jobs-ran = A exécuté { $language }
jobs-ranTimes = { $n ->
    [one] A exécuté { $language }, { $n } fois
   *[other] A exécuté { $language }, { $n } fois
    }
jobs-searchedWeb = A cherché sur le web
jobs-searchedFor = A cherché { $queries }
jobs-searchedPictures = A cherché des images
jobs-searchedPicturesFor = A cherché des images de { $queries }
jobs-searchingPictures = Cherche des images
jobs-toolOnce = A utilisé « { $name } »
jobs-toolTimes = { $n ->
    [one] A utilisé « { $name } », { $n } fois
   *[other] A utilisé « { $name } », { $n } fois
    }
jobs-pages-success = lue
jobs-pages-error = n’a pas pu être lue
jobs-pages-paywall = payante
jobs-pages-unsafe = dangereuse à ouvrir
jobs-pages-underWay = en route

details-title = Détails
details-by = Fait par
details-where = Où
details-id = Son numéro là-bas
details-sandbox = Bac à sable
details-started = Début
details-ended = Fin
details-tokens = Jetons
details-tokensOf = { $read } lus, { $written } écrits, { $thought } réfléchis
details-raw = Tout ce que le serveur a dit
details-events = { $n ->
    [one] { $n } événement
   *[other] { $n } événements
    }

jobs-filesBeside = { $n ->
    [one] { $n } fichier, à côté
   *[other] { $n } fichiers, à côté
    }
