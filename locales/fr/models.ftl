# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

models-title = Modèles
models-add = Plus de modèles
models-addSay = Ollama ou LM Studio sur cet ordinateur, OpenAI, Anthropic, OpenRouter et d’autres avec une clé à vous.
models-addButton = Ajouter
models-here = Sur cet ordinateur
models-looking = Recherche de serveurs
models-noneFound = Aucun serveur de modèles trouvé
models-nFound = { $n ->
    [one] { $n } serveur trouvé
   *[other] { $n } serveurs trouvés
}
models-take = Connecter { $name }
models-vendors = Avec une clé à vous
models-own = Sur vos propres ordinateurs
models-other = Un autre serveur
models-address = Adresse
models-addressPlaceholder = https://api.example.com/v1
models-addressSay = Se termine d’ordinaire par /v1. Un serveur de votre réseau peut commencer par http://, mais ne reçoit alors pas de clé.
models-dialect = Parle comme
models-dialects-openai = OpenAI (la plupart des serveurs)
models-dialects-anthropic = Anthropic
models-key = Votre clé pour { $owner }
models-keyIfAny = Clé, s’il en veut une
models-keyNone = Vide s’il n’en veut pas
models-connected = { $name } est connecté
models-goes = Ce que vous écrivez à ses modèles part chez { $host }.
models-goesOpen = Ce que vous écrivez à ses modèles part chez { $host } sans chiffrement : quiconque est sur ce réseau peut le lire.
models-answered = Prêt. Dernière réponse : { $at }.
models-keySession = Sa clé reste en mémoire jusqu’à ce que vous quittiez.
models-keyGone = Sa clé n’est plus là. Saisissez-la à nouveau.
models-locked = Le trousseau ne répond pas ; ce serveur est donc interrogé sans sa clé. Déverrouillez-le, puis revérifiez.
models-of = Modèles de { $name }
models-search = Trouver un modèle
models-all = Tout cocher
models-noneOfThem = Tout décocher
models-none = Il n’a pas encore de modèles. Ajoutez-en un là-bas, puis revérifiez.
models-noHit = Aucun modèle ne s’appelle « { $words } ».
models-moreHits = { $n ->
    [one] { $n } de plus. Écrivez davantage du nom.
   *[other] { $n } de plus. Écrivez davantage du nom.
    }
models-can-images = Voit les images
models-can-noImages = Ne voit pas les images
models-can-tools = Appelle des outils
models-can-noTools = N’appelle pas d’outils
models-can-thinking = Réfléchit d’abord
models-remove = Retirer
models-removeTitle = Retirer « { $name } » ?
models-removeSay = { $hasKey ->
    [yes] Ses modèles quittent la liste de ceux qu’on peut interroger, et sa clé quitte le trousseau sauf si autre chose l’utilise. Ce qui a été dit avec eux reste.
   *[no] Ses modèles quittent la liste de ceux qu’on peut interroger. Ce qui a été dit avec eux reste.
    }
models-staysHere = Ce que vous écrivez reste sur cet ordinateur.
models-staysAt = { $host }. Ce que vous écrivez reste sur cet ordinateur.
models-chosenAll = { $n ->
    [one] { $n } modèle
   *[other] { $n } modèles
    }
models-chosenSome = { $all ->
    [one] { $n } sur { $all } modèle
   *[other] { $n } sur { $all } modèles
    }
models-can-holds = Contient { $tokens } jetons
models-outcomes-no_key = Il faut une clé
    .say = { $name } ne répond à personne sans clé.
models-outcomes-wrong_key = Cette clé n’est pas la bonne
    .say = { $name } ne l’accepte pas. Copiez la clé entière et collez-la à nouveau.
models-outcomes-no_permission = Cette clé n’en a pas le droit
    .say = { $name } connaît la clé, mais elle ne peut pas lister les modèles. Créez-en une nouvelle, ou autorisez-le.
models-outcomes-offline = Personne ne répond là-bas
    .say = { $name } est injoignable. Vérifiez qu’il tourne et que l’adresse est juste, puis réessayez.
models-outcomes-rate_limited = Trop de demandes en ce moment
    .say = { $name } demande d’attendre un instant.
models-outcomes-quota = Il ne reste rien sur le compte
    .say = { $name } accepte la clé, mais son argent ou son quota est épuisé.
models-outcomes-no_keychain = Pas de trousseau ici
    .say = Cet ordinateur n’a pas de trousseau ouvert. La clé peut rester en mémoire jusqu’à ce que vous quittiez.
