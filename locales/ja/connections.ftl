# 日本語。These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# 用語: chat = チャット, job = 仕事, conversation = 会話, turn = 依頼, agent = エージェント, schedule = スケジュール,
# skill = スキル, tool = ツール, sandbox = サンドボックス, settings = 設定, record = 記録, key = キー,
# keychain = キーチェーン, branch = 分岐, hand over = 任せる, spending = 支出。

toolPrograms-title = ツールを持つプログラム
toolPrograms-add = プログラムを追加
toolPrograms-addSay = あなたのために何かを知っていたり行ったりする、このコンピューターのプログラム(MCPサーバー)。サンドボックスで動き、仕事のファイルとあなたが選ぶフォルダ1つだけを見て、仕事に許されたサイトだけに接続します。
toolPrograms-addButton = 追加
toolPrograms-pick = ファイルを選ぶ
toolPrograms-pickSay = またはnodeのような、システムのプログラム名を書いてください。
toolPrograms-command = プログラム
toolPrograms-commandPlaceholder = node
toolPrograms-arguments = 引数
toolPrograms-argumentsSay = 1行に1つ。
toolPrograms-folder = 見えるが書き込めないフォルダ
toolPrograms-noFolder = なし。
toolPrograms-pickFolder = フォルダを選ぶ
toolPrograms-noFolderAnyMore = 外す
toolPrograms-name = 名前
toolPrograms-nameSay = 呼び名。空なら元の名前。
toolPrograms-check = 追加する
toolPrograms-save = 保存する
toolPrograms-checking = 起動してツールをたずねています
toolPrograms-started = { $words }を起動します
toolPrograms-sees = { $folder }を読み取り専用で見ます。
toolPrograms-seesNothing = あなたのフォルダは見ません。
toolPrograms-removeSay = 使っている会話は、これなしで続きます。プログラム自体はそのまま残ります。
toolPrograms-outcome-server = ツールを提供していません
toolPrograms-outcome-invalid = これは使えません

searchServer-title = このコンピューターのウェブ検索
searchServer-none = 検索サーバーが指定されていません
searchServer-noneSay = 指定すると、このコンピューターで答える担当がウェブを検索できます。検索語は指定したSearXNGサーバーに送られます。ウェブ検索を選ぶまでは何も送られません。
searchServer-add = 指定する
searchServer-address = アドレス
searchServer-addressPlaceholder = http://127.0.0.1:8888
searchServer-addressSay = 指定するときに「weather」で試します。
searchServer-check = 使う
searchServer-checking = 一度検索しています
searchServer-here = このコンピューター({ $host })。検索を名前なしでほかに渡します。
searchServer-there = 検索語は{ $host }に送られます。
searchServer-open = 検索語は暗号化されずに{ $host }に送られます。
searchServer-answered = { $when }に応答しました。
searchServer-again = もう一度確認
searchServer-remove = 取り除く
searchServer-removed = 検索サーバーの指定がなくなりました。
searchServer-outcome-offline = 接続できません
searchServer-outcome-refused = JSONを返しません
searchServer-outcome-rate_limited = 今は検索を受け付けません
searchServer-outcome-server = エラーを返します
searchServer-outcome-invalid = これは使えません

fileStores-title = ファイルの保管庫
fileStores-add = 保管庫を作る
fileStores-addSay = 多くのファイルをGoogleで一度読み込み、質問に必要なときに検索します。保管庫を取り除くまで残ります。
fileStores-addButton = 作る
fileStores-name = 名前
fileStores-nameSay = Geminiのサーバーに作られ、そこに保管されます。
fileStores-make = 作る
fileStores-making = 作成中
fileStores-put = ファイルを入れる
fileStores-putting = ファイルを送信中
fileStores-check = 状態は?
fileStores-remove = 取り除く
fileStores-removeTitle = 「{ $name }」を取り除きますか?
fileStores-removeSay = ファイルはサーバーからも削除されます。使っている会話は、これなしで続きます。
fileStores-empty = まだ何も入っていません。
fileStores-elsewhere = { $host }にあり、今は接続していません。
fileStores-unknown = ファイル{ $n }件を送信しました。検索できるかどうかをサーバーは示していません。
fileStores-ready = ファイル{ $n }件を検索できます。
fileStores-pending = { $n }件を読み込み中です。
fileStores-failed = { $n }件を読めませんでした。
fileStores-files = 中身
fileStores-inTools = ファイルの保管庫
fileStores-none = まだありません。
fileStores-makeInSettings = 設定で作る
fileStores-count = ファイル{ $n }件
