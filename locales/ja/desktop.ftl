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
dialog-import = 読み込むファイルを選ぶ
dialog-store = ストアに入れるファイルを選ぶ
dialog-skills = エージェントのファイルを選ぶ
dialog-program = プログラムを選ぶ
dialog-agent = エージェントのファイルを開く
dialog-read-folder = フォルダーを選択
dialog-model = モデルを選択
dialog-model-filter = GGUF モデル
dialog-save-folder = 保存先のフォルダーを選択
dialog-save-as = 名前を付けて保存
