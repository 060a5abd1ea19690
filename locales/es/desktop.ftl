# These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# See ../en/desktop.ftl.

## The tray

tray-open = Abrir Errand
tray-quit = Salir
tray-waiting =
    { $count ->
        [0] Nada le necesita
        [one] { $count } le necesita
       *[other] { $count } le necesitan
    }

## Dialogs for files

dialog-attach = Adjuntar archivos
dialog-import = Elegir archivos para importar
dialog-store = Elegir archivos para el almacén
dialog-skills = Elegir archivos para el agente
dialog-program = Elegir un programa
dialog-agent = Elegir el archivo de un agente
dialog-read-folder = Elegir una carpeta
dialog-model = Elegir un modelo
dialog-model-filter = Modelo GGUF
dialog-save-folder = Elegir una carpeta donde guardar
dialog-save-as = Guardar como
