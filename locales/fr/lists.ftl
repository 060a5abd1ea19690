# Français. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# Mots : chat = discussion, job = tâche, conversation (les deux) = conversation, turn = demande, agent = agent,
# schedule = programmation, skill = savoir-faire, tool = outil, settings = réglages, record = historique,
# key = clé, keychain = trousseau, branch = branche, hand over = confier, spending = dépenses.

lists-which = Ce que montre la liste
lists-whichIs = Ce que montre la liste : { $name }
lists-unread = Pas encore lus
lists-archived = Archivés
lists-pinned = Épinglés
lists-others = Autres
lists-folders = Dossiers
lists-none-unread = Tout est lu.
lists-none-archived = Ce que vous archivez sera ici. La recherche le trouve aussi.
lists-none-folder = Rien dans ce dossier pour l’instant. Déplacez-y une conversation depuis son menu.
lists-menu = Menu de « { $title } »
lists-select = Sélectionner
lists-pin = Épingler
lists-unpin = Désépingler
lists-markUnread = Marquer comme non lu
lists-markRead = Marquer comme lu
lists-move = Déplacer dans un dossier
lists-rename = Renommer
lists-archive = Archiver
lists-unarchive = Sortir des archives
lists-delete = Supprimer
lists-bar = Ce qui est fait des conversations sélectionnées
lists-clear = Ne rien sélectionner
lists-folder = Dossier
lists-noFolder = Aucun dossier
lists-newFolder = Nouveau dossier
lists-newFolderHint = Par exemple « Fournisseurs »
lists-moveYes = Déplacer
lists-make = Créer
lists-renameFolder = Renommer le dossier
lists-folderName = Nom du dossier
lists-removeFolder = Retirer le dossier
lists-folderRemoved = Le dossier « { $name } » est retiré. Son contenu n’est plus dans aucun dossier.
lists-save = Enregistrer
lists-menuOf = { $n ->
    [one] Menu de { $n } conversation
   *[other] Menu de { $n } conversations
    }
lists-selected = { $n ->
    [one] { $n } conversation sélectionnée
   *[other] { $n } conversations sélectionnées
    }
lists-archivedOne = « { $title } » est archivé.
lists-archivedAll = { $n ->
    [one] { $n } conversation est archivée.
   *[other] { $n } conversations sont archivées.
    }
lists-deletedAll = { $n ->
    [one] { $n } conversation est supprimée.
   *[other] { $n } conversations sont supprimées.
    }
lists-deleteAll = { $n ->
    [one] Supprimer { $n } conversation ?
   *[other] Supprimer { $n } conversations ?
    }
lists-moveOne = Où mettre « { $title } » ?
lists-moveAll = { $n ->
    [one] Où mettre { $n } conversation ?
   *[other] Où mettre { $n } conversations ?
    }
