# 日本語。These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# 用語: chat = チャット, job = 仕事, conversation = 会話, turn = 依頼, agent = エージェント, schedule = スケジュール,
# skill = スキル, tool = ツール, sandbox = サンドボックス, settings = 設定, record = 記録, key = キー,
# keychain = キーチェーン, branch = 分岐, hand over = 任せる, spending = 支出。

lists-which = 一覧に表示するもの
lists-whichIs = 一覧に表示するもの: { $name }
lists-unread = 未読
lists-archived = アーカイブ
lists-pinned = ピン留め
lists-others = その他
lists-folders = フォルダ
lists-none-unread = すべて既読です。
lists-none-archived = アーカイブしたものがここに並びます。検索でも見つかります。
lists-none-folder = このフォルダにはまだ何もありません。会話のメニューからここに移してください。
lists-menu = 「{ $title }」のメニュー
lists-select = 選択
lists-pin = ピン留め
lists-unpin = ピン留めを外す
lists-markUnread = 未読にする
lists-markRead = 既読にする
lists-move = フォルダに移す
lists-rename = 名前を変更
lists-archive = アーカイブ
lists-unarchive = アーカイブから戻す
lists-delete = 削除
lists-bar = 選択した会話にすること
lists-clear = 選択を解除
lists-folder = フォルダ
lists-noFolder = フォルダなし
lists-newFolder = 新しいフォルダ
lists-newFolderHint = 例: 「仕入先」
lists-moveYes = 移す
lists-make = 作る
lists-renameFolder = フォルダの名前を変更
lists-folderName = フォルダの名前
lists-removeFolder = フォルダを取り除く
lists-folderRemoved = フォルダ「{ $name }」を取り除きました。中にあったものは、今どのフォルダにもありません。
lists-save = 保存
lists-menuOf = 会話{ $n }件のメニュー
lists-selected = 会話{ $n }件を選択
lists-archivedOne = 「{ $title }」をアーカイブしました。
lists-archivedAll = 会話{ $n }件をアーカイブしました。
lists-deletedAll = 会話{ $n }件を削除しました。
lists-deleteAll = 会話{ $n }件を削除しますか?
lists-moveOne = 「{ $title }」をどこに置きますか?
lists-moveAll = 会話{ $n }件をどこに置きますか?
