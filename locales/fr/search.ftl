# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

search-title = Recherche
search-label = Trouver des mots partout
search-placeholder = Trouver des mots dans les discussions, tâches et fichiers
search-none = Rien ne contient « { $query } ».
search-noneHere = Rien ne contient « { $query } » ici. Cherchez partout pour en trouver plus.
search-hint = Toutes les discussions et tâches de cet ordinateur sont parcourues, avec le texte de leurs fichiers ; d’un long fichier, seulement le début. Toute partie d’un mot est trouvée, dans toute langue ; les mots entre guillemets sont cherchés tels quels. Rien n’est envoyé.
search-incomplete = Ce que vous avez écrit il y a quelque temps est encore en préparation pour la recherche. Le plus récent est déjà trouvé.
search-inFile = Dans le fichier « { $name } »
search-inSent = Dans « { $name } », que vous avez joint
search-inStep = En chemin vers la réponse
search-count = { $n ->
    [one] { $n } endroit
   *[other] { $n } endroits
    }
search-where = Où chercher
search-everything = Partout
search-chats = Discussions
search-jobs = Tâches
search-files = Fichiers
search-when = Quand
search-anyTime = N’importe quand
search-today = Aujourd’hui
search-week = Les 7 derniers jours
search-month = Les 30 derniers jours
search-year = La dernière année
search-who = Qui a été interrogé
search-anybody = N’importe qui
