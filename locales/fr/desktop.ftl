# These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# See ../en/desktop.ftl.

## The tray

tray-open = Ouvrir Errand
tray-quit = Quitter
tray-waiting =
    { $count ->
        [0] Rien n’a besoin de vous
        [one] { $count } a besoin de vous
       *[other] { $count } ont besoin de vous
    }

## Dialogs for files

dialog-attach = Joindre des fichiers
dialog-import = Choisir des fichiers à importer
dialog-store = Choisir des fichiers pour la réserve
dialog-skills = Choisir des fichiers pour l’agent
dialog-program = Choisir un programme
dialog-agent = Choisir le fichier d’un agent
dialog-read-folder = Choisir un dossier
dialog-model = Choisir un modèle
dialog-model-filter = Modèle GGUF
dialog-save-folder = Choisir un dossier où enregistrer
dialog-save-as = Enregistrer sous
