# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

changes-show = Ce qui a changé
changes-hide = Afficher le fichier
changes-since = Depuis la version de { $when }
changes-same = Les deux versions disent la même chose.
changes-sameSoFar = Ce qui a été comparé dans les deux versions est identique. Le fichier en contient davantage.
changes-leftOut = { $rows ->
    [one] { $rows } ligne comme avant
   *[other] { $rows } lignes comme avant
    }
changes-before = Avant
changes-after = Après
changes-added = Ajouté
changes-removed = Retiré
changes-more = Il y en a plus que ce qui est affiché ici.
changes-rowsAdded = { $n ->
    [one] { $n } ligne ajoutée ou modifiée
   *[other] { $n } lignes ajoutées ou modifiées
    }
changes-rowsRemoved = { $n ->
    [one] { $n } ligne retirée ou modifiée
   *[other] { $n } lignes retirées ou modifiées
    }
changes-both = { $added }, { $removed }
