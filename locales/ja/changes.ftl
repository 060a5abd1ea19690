# 日本語。These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# 用語: chat = チャット, job = 仕事, conversation = 会話, turn = 依頼, agent = エージェント, schedule = スケジュール,
# skill = スキル, tool = ツール, sandbox = サンドボックス, settings = 設定, record = 記録, key = キー,
# keychain = キーチェーン, branch = 分岐, hand over = 任せる, spending = 支出。

changes-show = 変更点
changes-hide = ファイルを表示
changes-since = { $when }の版から
changes-same = どちらの版も同じです。
changes-sameSoFar = どちらの版も、比較した部分は同じです。ファイルにはほかにも内容があります。
changes-leftOut = 変更なし{ $rows }行
changes-before = 前
changes-after = 後
changes-added = 追加
changes-removed = 削除
changes-more = ここに表示しきれない部分があります。
changes-rowsAdded = 追加または変更{ $n }行
changes-rowsRemoved = 削除または変更{ $n }行
changes-both = { $added }、{ $removed }
