# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

agents-title = Agents
agents-new = Nouvel agent
agents-open = Ouvrir un fichier
agents-own = Les vôtres
agents-builtIn = Fournis
agents-foreign = Créés ailleurs
agents-foreignSay = Avec la même clé, dans un autre programme. On peut les interroger ici ; ils se modifient là où ils ont été créés.
agents-hosted = Sur d’autres ordinateurs
agents-hostedSay = Ses programmes tournent sur un autre ordinateur. Rien ne tourne tant que son worker n’est pas connecté.
agents-none = Un agent sait comment vous voulez qu’une chose soit faite : vos instructions, ce qu’il doit savoir et les fichiers dont il a besoin.
agents-ask = Demander
agents-askOne = Demander à « { $name } »
agents-editOne = Modifier « { $name } »
agents-knows = Connaît { $skills }
agents-has = { $n ->
    [one] { $n } élément à disposition
   *[other] { $n } éléments à disposition
    }
agents-basedOn = Repose sur { $base }
agents-uses = Peut utiliser { $tools }
agents-instructionsOf = Ses instructions
agents-newTitle = Nouvel agent
agents-sharedTitle = Un agent venu d’un fichier
agents-shared = Rien n’en a été exécuté, et rien n’est conservé avant que vous ne l’enregistriez. Lisez ce qu’on lui dit, ce qu’il sait et ce qu’il peut utiliser.
agents-name = Nom
agents-namePlaceholder = Vérificateur de factures
agents-letter = Lettre
agents-letterSay = Une lettre ou deux, ou un émoji
agents-colour = Couleur
agents-colours-green = Vert
agents-colours-blue = Bleu
agents-colours-amber = Ambre
agents-colours-red = Rouge
agents-colours-grey = Gris
agents-about = À quoi il sert
agents-aboutPlaceholder = Vérifie les factures de nos fournisseurs
agents-instructions = Comment il travaille
agents-instructionsPlaceholder = Dites comment vous voulez que ce soit fait, comme à un nouveau collègue.
agents-examples = Partir d’un exemple
agents-skills = Ce qu’il sait
agents-skillsSay = Un savoir-faire est un texte qui dit comment se fait une chose, avec des fichiers à côté s’il le faut. L’agent le lit quand il en a besoin.
agents-skillsNone = Il ne sait encore rien de particulier.
agents-writeSkill = En écrire un
agents-addSkillFiles = Ajouter des fichiers
agents-addSkillFilesSay = Un fichier Markdown, ou le .zip d’un savoir-faire
agents-addSkillFolder = Ajouter un dossier
agents-skillFiles = { $n ->
    [one] { $n } fichier à côté
   *[other] { $n } fichiers à côté
    }
agents-skillTitle = Ce qu’il sait
agents-skillName = Nom
agents-skillAbout = Quand il sert
agents-skillAboutPlaceholder = Quand une facture doit être vérifiée
agents-skillText = Comment cela se fait
agents-skillNeeds = Un savoir-faire a un nom, et dit comment cela se fait.
agents-done = Terminé
agents-data = Ce qu’il a à disposition
agents-dataSay = Des copies en sont dans son bac à sable chaque fois qu’il travaille.
agents-dataNone = Il n’a encore rien à disposition.
agents-addFiles = Ajouter des fichiers
agents-addFolder = Ajouter un dossier
agents-addText = Coller un texte
agents-addRepository = Ajouter un dépôt
agents-textTitle = Un texte à disposition
agents-textName = Nom du fichier
agents-textNamePlaceholder = prix.csv
agents-text = Texte
agents-repositoryTitle = Un dépôt à disposition
agents-repositoryAddress = Adresse
agents-repositoryPlaceholder = https://git.example.org/team/shop
agents-repositorySay = Il est récupéré au début d’une tâche. Publics seulement : aucun mot de passe ne l’accompagne.
agents-add = Ajouter
agents-room = { $used } utilisés sur { $all }. De plus gros fichiers peuvent être joints à une tâche.
agents-tooMuch = { $used } dépasse les { $all } qu’un agent peut avoir. Retirez quelque chose ; de plus gros fichiers peuvent être joints à une tâche.
agents-tools = Ce qu’il peut utiliser
agents-tool-code = Exécuter des programmes dans son bac à sable
agents-tool-search = Chercher sur le web
agents-tool-pages = Lire des pages du web
agents-noTools = Si rien n’est coché, un agent chez Gemini reçoit les trois ; sur cet ordinateur, il n’en reçoit aucun.
agents-serversAsk = Chez Gemini, un programme ou un serveur de cet ordinateur demande quand même avant chaque usage ; sur cet ordinateur, un serveur avec en-têtes le fait.
agents-serversMissing = Il utilise aussi des serveurs et programmes avec outils qui ne sont pas ici : { $names }. Ajoutez-les dans les réglages, puis cochez-les ici.
agents-internet = Internet pour ses programmes
agents-internetSay = Sauf indication contraire d’une tâche.
agents-reach-off = Aucun
agents-reach-sites = Ces sites seulement
agents-reach-open = Tous les sites
agents-sites = Sites
agents-sitesPlaceholder = example.com, *.example.org
agents-model = Modèle
agents-usualModel = L’habituel
agents-cap = Nombre maximal de jetons pour une tâche
agents-capSay = Vide : autant qu’il en faut. Une tâche qui l’atteint s’arrête avec ce qu’elle a.
agents-capWrong = Un nombre entier d’au moins 1 000, ou rien.
agents-hereSearch = Sur cet ordinateur, il cherche si un serveur de recherche est indiqué dans les réglages, et sinon non.
agents-hereNoTools = Ce modèle n’appelle pas d’outils : sur cet ordinateur, l’agent ne cherche pas sur le web, ne lit pas de pages et n’utilise pas de serveurs avec outils.
agents-save = Enregistrer
agents-saving = Enregistrement
agents-cancel = Abandonner
agents-saved = « { $name } » est enregistré et peut être interrogé dès maintenant.
agents-duplicate = Dupliquer
agents-copyOf = { $name }, copie
agents-share = Partager
agents-sharedTo = Enregistré dans { $folder }. On y trouve les instructions, les savoir-faire, les fichiers et les noms et les hôtes de ses serveurs avec outils, mais aucune clé.
agents-remove = Supprimer
agents-removeTitle = Supprimer « { $name } » ?
agents-removeSay = Il est supprimé ici maintenant, et sur les serveurs dès qu’ils sont joignables. Ce qu’il a fait reste.
agents-discardTitle = Quitter sans enregistrer ?
agents-discardSay = Vos modifications seront perdues.
agents-discard = Abandonner
agents-stay = Continuer
agents-try = Essayer
agents-trySay = Avec l’agent tel qu’il est ici, enregistré ou non. C’est une tâche comme une autre, qui peut coûter quelque chose.
agents-tryWhat = Que doit-il faire ?
agents-tryWhere = Où
agents-tryGo = Essayer
agents-tryStarting = Démarrage
agents-tried = Essayé
agents-trial = agent à l’essai
agents-deleted = agent supprimé
agents-where-gemini = Gemini
agents-where-local = Cet ordinateur
agents-dropHere = Déposez pour ajouter
agents-left = { $n } n’ont pas pu être ajoutés.
agents-examplesOf-letters = Rédacteur de lettres
    .about = Écrit lettres et courriels dans notre ton
    .text =
        Tu écris des lettres et des courriels pour une petite entreprise.

        - Réponds dans la langue de la personne qui a demandé.
        - Aimable et bref : aucune phrase de plus de vingt mots, aucune formule creuse.
        - D’abord la réponse, puis la raison, puis ce qui va suivre et quand.
        - Ne promets jamais un prix ou une date qui ne figure pas dans ce qu’on t’a donné. S’il en manque, laisse un blanc entre crochets.
        - Enregistre la lettre sous lettre.md, et indique dessous ce qu’il faut vérifier avant l’envoi.
agents-examplesOf-tables = Vérificateur de tableaux
    .about = Trouve les erreurs dans les tableaux de chiffres
    .text =
        Tu vérifies des tableaux (.csv) faits à la main.

        1. Lis chaque tableau avec un programme, jamais à l’œil.
        2. Cherche : sommes fausses, dates impossibles, lignes en double, trous, nombres très éloignés des autres.
        3. Ne change rien à l’original. Écris constats.csv avec la ligne, la colonne, ce qui s’y trouve, ce qui est faux et ce que ce devrait peut-être être.
        4. Termine par un court rapport : combien de lignes ont été examinées, ce qui a été trouvé, ce qui est le plus urgent.
        Si tu n’es pas sûr de quelque chose, dis-le au lieu de deviner.
agents-examplesOf-digest = Résumé de la semaine
    .about = Résume ce qui s’est passé en une semaine
    .text =
        Tu écris un résumé d’une page sur un sujet qu’on te donne.

        - Seulement ce qui est nouveau ces sept derniers jours, chaque fois avec sa date et sa source.
        - Les trois choses les plus importantes d’abord, en deux phrases chacune. Puis le reste, une ligne chacune.
        - Dis ce qui a changé depuis le résumé précédent, si tu l’as.
        - Sépare les faits de ce que quelqu’un en pense.
        - Enregistre-le sous resume.md.
