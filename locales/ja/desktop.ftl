# These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# See ../en/desktop.ftl.

## The tray

tray-open = Errand を開く
tray-quit = 終了
tray-waiting =
    { $count ->
        [0] 対応が必要なものはありません
       *[other] { $count } 件の対応が必要です
    }

## Dialogs for files

dialog-attach = ファイルを添付
dialog-read-folder = フォルダーを選択
dialog-model = モデルを選択
dialog-model-filter = GGUF モデル
dialog-save-folder = 保存先のフォルダーを選択
