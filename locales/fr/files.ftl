# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

files-title = Fichiers
files-count = { $n ->
    [one] { $n } fichier
   *[other] { $n } fichiers
    }
files-none = Ce que font vos tâches sera ici, et reste sur votre disque.
files-noneHere = Pas encore de fichiers.
files-older = { $n ->
    [one] { $n } version plus ancienne
   *[other] { $n } versions plus anciennes
    }
files-olderOf = Versions plus anciennes de « { $name } »
files-moreRows = Afficher plus, encore { $n }
files-holds = { $n ->
    [one] { $n } fichier
   *[other] { $n } fichiers
    }
files-folderSay = Le contenu de « { $name } » a été fait par des programmes pour eux-mêmes ; Errand ne le récupère donc pas de lui-même.
files-folderFetching = Récupération, { $here } ici
files-showMore = Afficher plus
files-fetchThese = { $n ->
    [one] Récupérer ce fichier
   *[other] Récupérer ces { $n }
    }
files-missing = { $n ->
    [one] { $n } fichier n’est pas encore ici
   *[other] { $n } fichiers ne sont pas encore ici
    }
files-fetchRest = Les récupérer
files-fetch = Récupérer
files-save = Enregistrer
files-saveAs = Choisir un dossier où enregistrer
files-saveAll = Tout enregistrer
files-openFolder = Ouvrir le dossier
files-noFolderYet = Enregistrez d’abord un fichier. Son dossier pourra alors être ouvert.
files-savedTo = { $n ->
    [one] { $n } fichier enregistré dans { $folder }.
   *[other] { $n } fichiers enregistrés dans { $folder }.
    }
files-listed = Non récupéré
files-waits = En attente de récupération
files-failed = N’a pas pu être récupéré
files-fetchAgain = Récupérer à nouveau
files-stop = Arrêter la récupération
files-coming = { $n ->
    [one] { $n } fichier est en route
   *[other] { $n } fichiers sont en route
    }
files-stopAll = Arrêter
files-truncated = Seul le début est affiché.
files-notPlayed = Ce fichier ne peut pas être lu ici.
files-notDecoded = Cet ordinateur ne peut pas décoder ce fichier ici. Enregistrez-le, ou ouvrez-le dans un lecteur à vous.
files-noPreview = Ce type de fichier ne peut pas être affiché ici.
files-page = Page { $n } sur { $total }
files-pageFailed = La page { $n } ne peut pas être affichée ici.
files-drawing = Dessin des pages
files-morePages = Afficher plus de pages
files-password = Mot de passe
files-unlock = Déverrouiller
files-findInPages = Chercher dans ce fichier
files-searchedPages = Recherche jusqu’à la page { $n } seulement.
files-foundPages = Pages : { $at } sur { $n }
files-drawAgain = Réessayer
files-sandboxed = Affiché sans scripts et sans réseau.
files-from = De « { $title } »
files-resize = Largeur du panneau des fichiers
files-progress = Récupération de « { $name } »
files-rows = { $n ->
    [one] { $n } ligne
   *[other] { $n } lignes
    }
files-readAs = Lire comme
files-guessed = d’après ses lettres
files-findInTable = Chercher dans ce tableau
files-sortBy = Trier par { $column }
files-columnWidth = Largeur de { $column }
files-readingRows = { $n ->
    [one] { $n } ligne jusqu’ici, lecture en cours
   *[other] { $n } lignes jusqu’ici, lecture en cours
    }
files-open = Ouvrir
files-openWith = Ouvrir avec…
files-copy = Copier
files-menu = Plus pour « { $name } »
files-copied = « { $name } » est copié. Collez-le dans votre gestionnaire de fichiers.
files-openTitle = Ouvrir « { $name } » ?
files-openProgram = Ce fichier peut s’exécuter comme programme sur cet ordinateur, avec tous vos droits. Ne l’ouvrez que si vous savez ce qu’il fait.
files-openPage = Cette page s’ouvre dans votre navigateur, où ses scripts s’exécutent et peuvent accéder à Internet.
files-openAnyway = L’ouvrir
files-openInBrowser = Ouvrir dans le navigateur
files-needsScripts = Cette page a besoin de scripts, qui ne s’exécutent pas ici. Ce qu’ils dessinent manque.
files-saveArchive = Enregistrer en .zip
files-archived = Enregistré sous { $place }.
files-showPages = Afficher en pages
files-showContents = Afficher le contenu
files-saveCsv = Enregistrer en CSV
files-savingCsv = Enregistrement en CSV…
files-encryptedColumns = Colonnes chiffrées, qui ne peuvent pas être affichées : { $names }
files-cut = Omis : les colonnes après la 100e, les caractères d’une cellule après le 1 000e, les lignes au-delà de 20 millions ou de 1 Go, et ce qui ne peut pas être lu.
files-cutCsv = Omis : les colonnes après la 16 384e, les caractères d’une cellule après le millionième, ce qu’une ligne a au-delà de 64 Mo, les lignes au-delà de 20 millions ou de 4 Go, et ce qui ne peut pas être lu.
files-sheets = Feuilles
files-hidden = (masquée)
files-emptySheet = Cette feuille est vide.
files-hiddenRow = Le classeur masque cette ligne.
files-hiddenRows = les lignes au bord en tirets sont masquées dans le classeur
files-notCalculated = Le fichier ne contient pas le résultat de cette formule.
files-formulas = des formules figurent là où le fichier n’a pas de résultat ; ouvrez-le et enregistrez-le dans un tableur pour les calculer
files-link = un lien
files-locked = s’ouvre avec un mot de passe
files-outside = mène hors du dossier
files-emptyArchive = Cette archive est vide.
files-unpacked = { $size } une fois décompressé ; rien n’est décompressé ici
files-openConversation = Ouvrir là où il a été créé
files-received = { $received } sur { $size }
files-rate = { $received }, { $rate } par seconde
files-allHere = Tout est ici
files-someHere = { $here } sur { $files } ici
files-noneFetched = Non récupérés
files-cells-semicolons = cellules séparées par des points-virgules
files-cells-tabs = cellules séparées par des tabulations
files-cells-bars = cellules séparées par des barres
files-cells-spaces = cellules séparées par des espaces
files-cells-other = cellules séparées par { $separator }
files-numbered = colonnes numérotées par Errand, car elles n’ont pas de nom
files-openFolderAt = Ouvrir { $folder }
files-openOne = Ouvrir « { $name } »
files-newestFirst = Les plus récents d’abord
files-wider = Aussi large que possible
