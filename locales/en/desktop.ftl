# What Errand says outside its window: the tray, the dialogs for files.

## The tray

tray-open = Open Errand
tray-quit = Quit
tray-waiting =
    { $count ->
        [0] Nothing needs you
        [one] { $count } needs you
       *[other] { $count } need you
    }

## Dialogs for files

dialog-attach = Attach files
dialog-import = Choose files to import
dialog-store = Choose files for the store
dialog-skills = Choose files for the agent
dialog-program = Choose a program
dialog-agent = Choose the file of an agent
dialog-read-folder = Choose a folder
dialog-model = Choose a model
dialog-model-filter = GGUF model
dialog-save-folder = Choose a folder to save to
dialog-save-as = Save as
