# Siehe ../en/desktop.ftl.

## The tray

tray-open = Errand öffnen
tray-quit = Beenden
tray-waiting =
    { $count ->
        [0] Nichts braucht Sie
        [one] { $count } braucht Sie
       *[other] { $count } brauchen Sie
    }

## Dialogs for files

dialog-attach = Dateien anhängen
dialog-import = Dateien zum Importieren wählen
dialog-store = Dateien für den Speicher wählen
dialog-skills = Dateien für den Agenten wählen
dialog-program = Programm wählen
dialog-agent = Datei eines Agenten wählen
dialog-read-folder = Ordner wählen
dialog-model = Modell wählen
dialog-model-filter = GGUF-Modell
dialog-save-folder = Ordner zum Speichern wählen
dialog-save-as = Speichern unter
