# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

activity-sending = Envoi
activity-queued = En attente dans la file
activity-starting = Se prépare
activity-thinking = Réfléchit
activity-writing = Écrit
activity-runningCode = Exécute { $language }
activity-searchingFor = Cherche { $queries }
activity-searching = Cherche sur le web
activity-reading = { $n ->
    [one] Lit { $n } page
   *[other] Lit { $n } pages
    }
activity-readingOne = Lit { $host }
activity-waitingForNetwork = Attend le réseau
activity-waitingForServer = Le serveur demande d’attendre. Nouvel essai dans { $span }
activity-tryingAgainIn = Nouvel essai dans { $span }
activity-waitingForYou = Vous attend
activity-tryingAgain = Nouvel essai
activity-reconnecting = Se reconnecte
activity-checking = Vérifie où cela en est
activity-silent = Aucune nouvelle depuis { $span }
activity-stopping = S’arrête
activity-savingFiles = Enregistre les fichiers, { $done } sur { $total }
activity-lookingForFiles = Cherche les fichiers
activity-finishing = Termine
activity-unconfirmed = Pas sûr que ce soit arrivé
activity-aPage = une page
activity-code = du code
activity-shell = une commande shell

composer-label = Votre message
composer-chat = Posez une question
composer-job = Décrivez la tâche
composer-by-speaker = Que faut-il lire à voix haute ?
composer-by-painter = Décrivez l’image
composer-by-filmmaker = Décrivez la vidéo
composer-followUp = Demandez-en plus
composer-followUpJob = Continuer dans le même bac à sable
composer-attach = Joindre des fichiers
composer-send = Envoyer
composer-sendJob = Confier
composer-stop = Arrêter
composer-dropHere = Déposez pour joindre
composer-editing = Vos changements créent une nouvelle branche. L’ancienne reste.
composer-keys = Entrée envoie, Maj+Entrée va à la ligne
composer-leaves-local = Rien ne quitte cet ordinateur.
composer-leaves-looksUp = Rien ne quitte cet ordinateur, sauf ce qui est cherché sur le web.
composer-leaves-lookups = Ce qui est recherché part sur le web.
composer-leaves-programs-sites = Les programmes de la tâche peuvent envoyer ce qu’ils voient aux sites que vous autorisez.
composer-leaves-programs-open = Les programmes de la tâche peuvent envoyer ce qu’ils voient à n’importe quel site.
composer-leaves-tools = Ce qui est demandé à ses outils part chez { $hosts }.
composer-thinksWith = Réfléchit avec
composer-network-label = Internet pour le bac à sable
composer-network-offLocal = Aucun. Les programmes de la tâche n’atteignent rien.
composer-network-research = Celui-ci travaille chez { $owner } sans bac à sable, et y cherche sur le web.
composer-network-open = Tous les sites
composer-network-sites = Ces sites seulement
composer-network-sitesHint = example.com, *.example.org
composer-network-needSite = Indiquez au moins un site.
composer-sandbox-refused = La tâche pourrait répondre, mais pas exécuter de programmes ni créer de fichiers sur cet ordinateur.
composer-sandbox-run = Ouvrez un terminal et lancez ceci, puis redémarrez Errand :
composer-sandbox-copy = Copier la commande
composer-background-gemini = La tâche continue chez { $owner }, même quand Errand est fermé.
composer-background-local = La tâche continue tant qu’Errand tourne. Quitter la met en pause.
composer-notRead = « { $name } » n’a pas pu être joint.
composer-refused = { $n ->
    [one] { $n } fichier n’a pas pu être joint.
   *[other] { $n } fichiers n’ont pas pu être joints.
    }
composer-nowhere = Ces fichiers ne peuvent être joints nulle part ici. Ouvrez une discussion, ou commencez autre chose.
composer-original = Repartir de l’ancien texte
composer-later = Écrivez la suite
composer-why-sending = Envoi
composer-why-job = La tâche est encore en cours. Ce que vous écrivez ici est conservé, et vous pourrez le confier quand elle sera terminée.
composer-why-answer = La réponse arrive encore. Ce que vous écrivez ici est conservé, et vous pourrez l’envoyer quand elle sera terminée.
composer-why-nobody = Personne n’est prêt à répondre. Ce que vous écrivez ici est conservé.
composer-leaves-yourWords = vos mots
composer-leaves-filesOf = { $n ->
    [one] { $n } fichier ({ $size })
   *[other] { $n } fichiers ({ $size })
    }
composer-leaves-whatIsRead = { $n ->
    [one] ce que le modèle lit du fichier
   *[other] ce que le modèle lit des { $n } fichiers
    }
composer-leaves-turns = { $n ->
    [one] { $n } demande
   *[other] { $n } demandes
    }
# $what begins with a capital letter: "Your words and 2 files (3 MB)".
composer-leaves-goes = { $what } : cela part chez { $owner }.
composer-leaves-goesToModel = { $what } : cela part chez { $host }, de même que ce que les programmes renvoient. Le bac à sable est sur cet ordinateur.
composer-leaves-goesAlong = Ce qui a été dit n’est pas encore passé par { $host }. Cela part avec : { $what }.
composer-network-offGoogle = Aucun. Les programmes du bac à sable n’atteignent rien. La recherche de Google peut tout de même servir à la tâche.
composer-network-offAt = Aucun. Les programmes du bac à sable n’atteignent rien. Une recherche de { $owner } peut tout de même servir à la tâche.

chat-thinking = Réfléchit
chat-sources = Sources
chat-somePage = Une page trouvée par la recherche
chat-source = Source { $n } : { $title }
chat-newBelow = Nouveau texte plus bas
chat-toEnd = Aller à la fin
chat-edit = Modifier
chat-again = Répondre à nouveau
chat-copyAnswer = Copier la réponse
chat-details = Détails
chat-branch = { $i }/{ $n }
chat-branchLabel = Branche { $i } sur { $n }
chat-previousBranch = Branche précédente
chat-nextBranch = Branche suivante
chat-incomplete = La réponse s’arrête ici : elle a atteint sa longueur maximale.
chat-stopped = Vous avez arrêté ceci.
chat-checkAgain = Revérifier
chat-sendAgain = Renvoyer
chat-giveUp = Laisser
chat-openSettings = Ouvrir les réglages
chat-startLocal = Redémarrer
chat-earlier = Afficher ce qui précède
chat-copyCode = Copier le code
chat-empty = Rien n’a été répondu.
chat-tokens = { $n ->
    [one] { $n } jeton
   *[other] { $n } jetons
    }
chat-rename = Renommer
chat-delete = Supprimer
chat-renameTitle = Nom
chat-save = Enregistrer
chat-deleteTitle = Supprimer « { $title } » ?
chat-deleted = « { $title } » est supprimé.
chat-undo = Annuler
chat-menu = Renommer ou supprimer
chat-find = Chercher ici
chat-findNext = Suivant
chat-findPrevious = Précédent
chat-showFiles = Fichiers
chat-hideFiles = Masquer les fichiers
chat-thoughtShort = A réfléchi
chat-thoughtFor = A réfléchi { $span }
chat-told-forgotten = Le serveur n’avait plus ce qui avait été dit ; cela lui a été redit d’après l’historique d’ici.
chat-told-expired = Le serveur ne garde rien aussi longtemps ; ce qui avait été dit lui a été redit d’après l’historique d’ici.
chat-told-other_place = Ce qui avait été dit se trouvait ailleurs ; cela a été repris de l’historique d’ici.
chat-told-branch = Le bac à sable a continué dans une autre branche ; celle-ci en utilise un nouveau. Ce qui avait été dit a été redit.
chat-told-unfinished = La demande précédente s’est mal terminée ; ce qui avait été dit a été redit d’après l’historique d’ici.
chat-fresh-forgotten = Le bac à sable n’existait plus ; ceci en utilise un nouveau.
chat-fresh-expired = Le bac à sable est supprimé depuis ; ceci en utilise un nouveau.
chat-fresh-other_place = Le bac à sable est ailleurs ; ceci en utilise un nouveau.
chat-fresh-branch = Le bac à sable a continué dans une autre branche ; ceci en utilise un nouveau.
chat-fresh-unfinished = La demande précédente s’est mal terminée.
chat-putBack = { $n ->
    [one] { $n } fichier a été remis dans un nouveau bac à sable ; les programmes qui y étaient installés n’y sont plus.
   *[other] { $n } fichiers ont été remis dans un nouveau bac à sable ; les programmes qui y étaient installés n’y sont plus.
    }
chat-noRoom = { $n ->
    [one] Il n’y avait pas de place pour la demande la plus ancienne.
   *[other] Il n’y avait pas de place pour les { $n } demandes les plus anciennes.
    }
chat-leftOut = Laissé de côté : { $names }.
chat-deletes-all = chacun de ses mots
chat-deletes-allWithFiles = { $n ->
    [one] chacun de ses mots et son fichier
   *[other] chacun de ses mots et ses { $n } fichiers
    }
chat-deletes-first = { $sandbox ->
    [yes] Pendant dix secondes vous pouvez annuler. Ensuite est supprimé de cet ordinateur : { $what }, avec son bac à sable ici.
   *[no] Pendant dix secondes vous pouvez annuler. Ensuite est supprimé de cet ordinateur : { $what }.
    }
chat-deletes-running = Ce qui y tourne encore est arrêté.
chat-deletes-elsewhere = Ses réponses et bacs à sable sur le serveur interrogé sont supprimés dès que le serveur est joignable. Réglages, Stockage dit quand.
chat-deletes-told = { $n ->
    [one] Ce qui a été envoyé à { $names } y est conservé selon ses propres règles. Errand ne peut pas le supprimer.
   *[other] Ce qui a été envoyé à { $names } y est conservé selon leurs propres règles. Errand ne peut pas le supprimer.
    }
chat-deletes-files = Les fichiers qui ne sont que dans cette conversation sont supprimés. Les copies enregistrées ailleurs restent. Une copie de votre historique datant d’avant une mise à jour d’Errand est supprimée aussi, car elle contient ces mots.
chat-findNone = Rien trouvé
chat-findPlace = { $i } sur { $n }
chat-findMessage = { $n ->
    [one] { $i } sur { $n } message
   *[other] { $i } sur { $n } messages
    }

actions-label = Ce qu’on vous demande
actions-unnamed = Sans nom
actions-unknown = Cela attend quelque chose qu’Errand ne peut pas montrer. Vous pouvez continuer avec votre propre message ci-dessous.
actions-answered = Vous y avez répondu.
actions-words = Votre réponse
actions-moreWords = Quelque chose à ajouter
actions-needed = obligatoire
actions-choose = Choisir
actions-leaveOpen = Laisser ouvert
actions-yes = Oui
actions-no = Non
actions-decline = Refuser
actions-answerAfterAll = Répondre tout de même
actions-reason = Pourquoi non (vous pouvez laisser vide)
actions-send = { $n ->
    [one] Envoyer la réponse
   *[other] Envoyer les réponses
    }
actions-required = Ceci doit être rempli.
actions-nothing = Donnez une réponse, ou refusez.
actions-wholeNumber = Il faut ici un nombre entier.
actions-number = Il faut ici un nombre, avec un point avant les décimales.
actions-date = Il faut ici un jour, sous la forme année-mois-jour.
actions-time = Il faut ici une heure, par exemple 18:30.
actions-dateTime = Il faut ici un jour et une heure.
actions-chooseFile = Choisir un fichier
actions-fileLimit = 5 Mo au plus.
actions-item = { $list } { $n }
actions-addItem = Ajouter à { $list }
actions-json = Il faut ici une liste ou un objet en JSON.
actions-leadOfJob = { $n ->
    [one] La tâche attend { $n } réponse de vous.
   *[other] La tâche attend { $n } réponses de vous.
    }
actions-leadOfAnswer = { $n ->
    [one] La réponse attend { $n } réponse de vous.
   *[other] La réponse attend { $n } réponses de vous.
    }

chat-deletes-manyWithFiles = { $n ->
    [one] chacun de ses mots et le fichier
   *[other] chacun de ses mots et les { $n } fichiers
    }
chat-deletes-firstMany = Pendant dix secondes vous pouvez annuler. Ensuite est supprimé de cet ordinateur : { $what }, avec les bacs à sable d’ici.
chat-deletes-runningMany = Ce qui tourne encore est arrêté.
chat-deletes-elsewhereMany = Les réponses et bacs à sable sur le serveur interrogé sont supprimés dès que le serveur est joignable. Réglages, Stockage dit quand.
chat-deletes-filesMany = Les fichiers qui ne sont que dans ces conversations sont supprimés. Les copies enregistrées ailleurs restent. Une copie de votre historique datant d’avant une mise à jour d’Errand est supprimée aussi, car elle contient ces mots.
