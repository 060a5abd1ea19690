# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

app = Errand

close = Fermer

cancel = Annuler

back = Retour

copy = Copier

copied = Copié

remove = Retirer « { $name } »

# Of one of several: “Save: report.md”.
of = { $what } : { $which }

# With the key that does the same.
withKey = { $what } ({ $key })

more = Plus

stop = Arrêter

loading = Ouverture

engine-gemini = Gemini
engine-local = Cet ordinateur

kind-chat = Discussion
kind-job = Tâche

standing-running = En cours
standing-needs_you = A besoin de vous
standing-done = Terminé
standing-failed = Échoué
standing-stopped = Arrêté

announce-needs_you = { $job ->
    [yes] La tâche a besoin de vous
   *[no] La réponse a besoin de vous
    }
announce-done = { $job ->
    [yes] Tâche terminée
   *[no] Réponse terminée
    }
announce-failed = { $job ->
    [yes] La tâche a échoué
   *[no] La réponse a échoué
    }
announce-stopped = Arrêté

nav-label = Principal
nav-new = Nouveau
nav-chats = Discussions
nav-jobs = Tâches
nav-files = Fichiers
nav-agents = Agents
nav-schedules = Programmations
nav-search = Recherche
nav-settings = Réglages
nav-recent = Récents
nav-openList = Afficher la liste
nav-unread = Pas encore lu
nav-running = { $n ->
    [one] { $n } en cours
   *[other] { $n } en cours
    }
nav-noChats = Vos discussions seront ici.
nav-noJobs = Vos tâches seront ici.
nav-noRecent = Ce que vous demandez sera ici.

welcome-title = Posez une question, ou confiez toute une tâche
welcome-lead = Errand y travaille, vous prévient quand c’est fini et garde le résultat sur votre disque.
welcome-gemini = Utiliser Gemini
welcome-geminiLead = Les modèles de Google répondent, et font de longues tâches sur les ordinateurs de Google.
welcome-geminiNeeds = Il faut une clé de Google. Google peut facturer l’utilisation ; Errand montre combien, à peu près.
welcome-local = Essayer sur cet ordinateur
welcome-localLead = Pas de compte, rien ne quitte cet ordinateur. Le modèle est tout petit : bien pour un premier aperçu, souvent dans l’erreur.
welcome-localNeeds = Rien à configurer.
welcome-localStarting = Démarrage du modèle
welcome-keyPlaceholder = Collez-la ici
welcome-keyGet = Obtenir une clé de { $owner }
welcome-keyWhere = Gardée dans le trousseau de cet ordinateur et nulle part ailleurs.
welcome-keySession = Gardée en mémoire jusqu’à ce que vous quittiez, et nulle part ailleurs.
welcome-sessionOnly = Ne la garder que jusqu’à ce que je quitte
welcome-connect = Connecter
welcome-connecting = Interrogation de { $owner }
welcome-connected = La clé fonctionne.
welcome-chooseModel = Choisir un fichier de modèle
welcome-theme = Vous pouvez avoir les deux. Changez cela plus tard dans les réglages ; Ollama, OpenAI et d’autres s’y connectent aussi.
welcome-geminiKey = Votre clé Gemini
welcome-keyFor = Votre clé pour { $owner }

outcome-wrong_key = Cette clé n’est pas la bonne
    .say = { $owner } ne la connaît pas. Copiez la clé entière et collez-la à nouveau.
outcome-no_permission = Cette clé n’en a pas le droit
    .say = { $owner } connaît la clé, mais elle n’est pas autorisée pour l’API Gemini. Créez-en une nouvelle, ou autorisez l’API.
outcome-region = Pas proposé là où vous êtes
    .say = { $owner } ne propose pas l’API Gemini dans cette région.
outcome-offline = Pas de connexion
    .say = { $owner } est injoignable. Vérifiez le réseau, puis réessayez.
outcome-rate_limited = Trop de demandes en ce moment
    .say = La clé fonctionne, mais { $owner } demande d’attendre un instant.
outcome-quota = Le quota de cette clé est épuisé
    .say = Réessayez demain, ou augmentez le quota chez { $owner }.
outcome-no_keychain = Pas de trousseau ici
    .say = Cet ordinateur n’a pas de trousseau ouvert. La clé peut rester en mémoire jusqu’à ce que vous quittiez.

start-lead = Que faut-il faire ?
start-try = À essayer
start-away = Terminé en votre absence
start-noEngine = Personne n’est encore prêt à répondre.
start-setUp = Configurer dans les réglages
start-late = Encore debout
start-morning = Bonjour
start-afternoon = Bon après-midi
start-evening = Bonsoir
start-tries-explain = Expliquer quelque chose
    .line = Une réponse immédiate
    .text = Explique comment fonctionne une pompe à chaleur, en cinq phrases qu’un enfant de dix ans comprendrait.
start-tries-compare = Comparer trois fournisseurs
    .line = Une tâche qui laisse un tableau
    .text =
        Compare ces trois fournisseurs et écris comparaison.csv, puis dis lequel tu prendrais et pourquoi.

        Nordwerk : 4,20 la pièce, livraison 14 jours, minimum 500
        Halden & Co : 4,65 la pièce, livraison 5 jours, minimum 100
        Primaplast : 3,90 la pièce, livraison 30 jours, minimum 2000
start-tries-plan = Préparer un week-end
    .line = Une tâche qui laisse une page
    .text = Prépare un week-end tranquille à Gand pour deux personnes qui aiment les vieilles maisons et le bon pain. Écris plan.md avec les heures, les lieux et une courte raison pour chacun, et dis ce qu’il faut vérifier avant de partir.
start-tries-findDate = Trouver une date dans un texte
    .line = Une réponse immédiate, en anglais
    .text =
        The garden group meets on 14 March at ten o'clock in the garden behind the school. Bring gloves and a spade. If it rains, we meet in the library.

        On which date is the meeting?
start-tries-askShort = Poser une courte question
    .line = Une réponse immédiate, en anglais
    .text = Which ocean is the largest?

who-label = Qui s’en charge
who-choose = Choisir qui s’en charge
who-errandsAgent = L’agent d’Errand
who-role-quick = Réponse rapide
who-role-thinker = Réfléchit plus longtemps
who-role-worker = Fait la tâche dans son propre bac à sable
who-role-researcher = Fait des recherches sur le web
who-role-painter = Fait des images
who-role-speaker = Lit à voix haute
who-role-filmmaker = Fait des vidéos
who-role-own = Votre propre agent
who-role-other = Un autre modèle
who-retired = Retiré. Remplacé par { $by }.
who-here = Sur cet ordinateur
who-stays = reste sur cet ordinateur
who-goes = part chez { $host }
who-with = Réfléchit avec { $model }
who-at = { $model }, { $provider }
who-none = Personne encore

palette-label = Aller ou faire
palette-placeholder = Aller à une discussion, à une tâche, ou faire quelque chose
palette-none = Rien de ce nom.
palette-go = Aller à
palette-do = Faire
palette-theme = Apparence : { $name }
palette-startLocal = Démarrer le modèle sur cet ordinateur

shortcuts-title = Raccourcis clavier
shortcuts-palette = Aller n’importe où ou faire n’importe quoi
shortcuts-new = Nouveau
shortcuts-find = Chercher ici
shortcuts-findAll = Chercher partout
shortcuts-jobs = Tâches
shortcuts-settings = Réglages
shortcuts-help = Ces raccourcis
shortcuts-send = Envoyer
shortcuts-line = Aller à la ligne
shortcuts-stop = Arrêter une réponse
shortcuts-edit = Modifier la dernière demande
shortcuts-panel = Afficher ou masquer les fichiers
shortcuts-size = Plus grand, plus petit, normal
shortcuts-note = { $find } et { $help } marchent aussi seuls quand vous n’écrivez pas.

stopAsk-title = { $job ->
    [yes] Arrêter cette tâche ?
   *[no] Arrêter cette réponse ?
    }
stopAsk-say = En cours depuis { $ms }. Ce qui existe jusqu’ici reste.
stopAsk-stop = Arrêter
stopAsk-stay = Laisser tourner

link-title = Ouvrir cette adresse dans votre navigateur ?
link-say = Regardez-la d’abord en entier.
link-open = Ouvrir
link-copy = Copier l’adresse

quit-title = { $n ->
    [one] { $n } tâche tourne sur cet ordinateur
   *[other] { $n } tâches tournent sur cet ordinateur
    }
quit-say = { $n ->
    [one] Si vous quittez, elle est mise en pause où elle en est et reprend au prochain démarrage.
   *[other] Si vous quittez, elles sont mises en pause où elles en sont et reprennent au prochain démarrage.
    }
quit-quit = Mettre en pause et quitter
quit-stay = Laisser tourner

fatal-title = Errand n’a pas pu ouvrir son historique
fatal-ledger_newer = Cet historique vient d’un Errand plus récent
fatal-ledger_locked = Un autre programme utilise l’historique
fatal-ledger_corrupt = L’historique est abîmé
fatal-disk_full = Le disque est plein
fatal-untouched = Rien n’a été changé.
fatal-where = Il se trouve ici :

errors-unexpected = Quelque chose a mal tourné dans Errand.
errors-unconfirmed-message = Il n’est pas sûr que ceci soit arrivé.
errors-unconfirmed-hint = Revérifiez, ou renvoyez ; cela peut coûter deux fois.

quoted = « { $text } »

span-s = { $s } s
span-min = { $min } min
span-minS = { $min } min { $s } s
span-h = { $h } h
span-hMin = { $h } h { $min } min
span-d = { $d } j

# What happened in a conversation that is not on the screen.
announceElsewhere = « { $title } » : { $what }
