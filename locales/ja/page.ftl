# 日本語。These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# 用語: chat = チャット, job = 仕事, conversation = 会話, turn = 依頼, agent = エージェント, schedule = スケジュール,
# skill = スキル, tool = ツール, sandbox = サンドボックス, settings = 設定, record = 記録, key = キー,
# keychain = キーチェーン, branch = 分岐, hand over = 任せる, spending = 支出。

app = Errand

close = 閉じる

cancel = キャンセル

back = 戻る

copy = コピー

copied = コピーしました

remove = 「{ $name }」を取り除く

# Of one of several: “Save: report.md”.
of = { $what }：{ $which }

# With the key that does the same.
withKey = { $what }（{ $key }）

more = その他

stop = 停止

loading = 開いています

engine-gemini = Gemini
engine-local = このコンピューター

kind-chat = チャット
kind-job = 仕事

standing-running = 進行中
standing-needs_you = 確認が必要
standing-done = 完了
standing-failed = 失敗
standing-stopped = 停止

announce-needs_you = { $job ->
    [yes] 仕事があなたの確認を待っています
   *[no] 答えがあなたの確認を待っています
    }
announce-done = { $job ->
    [yes] 仕事が完了しました
   *[no] 答えが完了しました
    }
announce-failed = { $job ->
    [yes] 仕事が失敗しました
   *[no] 答えが失敗しました
    }
announce-stopped = 停止しました

nav-label = メイン
nav-new = 新規
nav-chats = チャット
nav-jobs = 仕事
nav-files = ファイル
nav-agents = エージェント
nav-schedules = スケジュール
nav-search = 検索
nav-settings = 設定
nav-recent = 最近
nav-openList = 一覧を表示
nav-unread = 未読
nav-running = { $n }件進行中
nav-noChats = チャットがここに並びます。
nav-noJobs = 仕事がここに並びます。
nav-noRecent = 頼んだことがここに並びます。

welcome-title = 質問するか、仕事をまるごと任せてください
welcome-lead = Errandが取り組み、終わったら知らせ、作ったものをディスクに残します。
welcome-gemini = Geminiを使う
welcome-geminiLead = Googleのモデルが答え、Googleのコンピューターで長い仕事をします。
welcome-geminiNeeds = Googleのキーが必要です。利用にはGoogleの料金がかかることがあり、Errandがおよその額を表示します。
welcome-local = このコンピューターで試す
welcome-localLead = アカウント不要、このコンピューターからは何も出ません。モデルはとても小さく、最初に見るにはよいですが、よく間違えます。
welcome-localNeeds = 準備は不要です。
welcome-localStarting = モデルを起動中
welcome-keyPlaceholder = ここに貼り付け
welcome-keyGet = { $owner }のキーを取得
welcome-keyWhere = このコンピューターのキーチェーンだけに保管します。
welcome-keySession = 終了するまでメモリーだけに保管します。
welcome-sessionOnly = 終了するまでだけ保管する
welcome-connect = 接続
welcome-connecting = { $owner }に確認中
welcome-connected = キーは有効です。
welcome-chooseModel = モデルファイルを選ぶ
welcome-theme = 両方使えます。後で設定で変えられます。OllamaやOpenAIなどもそこで接続します。
welcome-geminiKey = Geminiのキー
welcome-keyFor = { $owner }のキー

outcome-wrong_key = このキーは正しくありません
    .say = { $owner }が認識しません。キー全体をコピーして、もう一度貼り付けてください。
outcome-no_permission = このキーでは許されていません
    .say = { $owner }はキーを認識しましたが、Gemini APIの許可がありません。新しいキーを作るか、APIを許可してください。
outcome-region = お住まいの地域では提供されていません
    .say = { $owner }はこの地域でGemini APIを提供していません。
outcome-offline = 接続がありません
    .say = { $owner }に接続できませんでした。ネットワークを確認して、もう一度試してください。
outcome-rate_limited = 今は要求が多すぎます
    .say = キーは有効ですが、{ $owner }が少し待つよう求めています。
outcome-quota = このキーの割り当てを使い切りました
    .say = 明日もう一度試すか、{ $owner }で割り当てを増やしてください。
outcome-no_keychain = キーチェーンがありません
    .say = このコンピューターに開いているキーチェーンがありません。キーは終了するまでメモリーに置けます。

start-lead = 何をしましょうか?
start-try = 試してみる
start-away = 留守の間に完了
start-noEngine = 答える担当がまだ設定されていません。
start-setUp = 設定で準備する
start-late = 夜更かしですね
start-morning = おはようございます
start-afternoon = こんにちは
start-evening = こんばんは
start-tries-explain = 何かを説明する
    .line = すぐに答えます
    .text = ヒートポンプの仕組みを、10歳の子どもに分かる5つの文で説明して。
start-tries-compare = 3つの仕入先を比べる
    .line = 表を残す仕事
    .text =
        次の3つの仕入先を比べてcomparison.csvを書き、どれを選ぶかとその理由を教えて。

        Nordwerk: 1個4.20、納期14日、最低500
        Halden & Co: 1個4.65、納期5日、最低100
        Primaplast: 1個3.90、納期30日、最低2000
start-tries-plan = 週末の計画を立てる
    .line = ページを残す仕事
    .text = 古い建物とおいしいパンが好きな二人のために、ゲントでの静かな週末を計画して。時間、場所、それぞれの短い理由をplan.mdに書き、出かける前に確認すべきことを教えて。
start-tries-findDate = 文章から日付を見つける
    .line = すぐに答えます(英語)
    .text =
        The garden group meets on 14 March at ten o'clock in the garden behind the school. Bring gloves and a spade. If it rains, we meet in the library.

        On which date is the meeting?
start-tries-askShort = 短い質問をする
    .line = すぐに答えます(英語)
    .text = Which ocean is the largest?

who-label = 担当
who-choose = 担当を選ぶ
who-errandsAgent = Errand のエージェント
who-role-quick = 速い答え
who-role-thinker = 長く考える
who-role-worker = 専用のサンドボックスで仕事をする
who-role-researcher = ウェブを調べる
who-role-painter = 画像を作る
who-role-speaker = 読み上げる
who-role-filmmaker = 動画を作る
who-role-own = 自分のエージェント
who-role-other = 別のモデル
who-retired = 引退しました。{ $by }に替わります。
who-here = このコンピューターで
who-stays = このコンピューターに残ります
who-goes = { $host }に送られます
who-with = { $model }で考えます
who-at = { $model }、{ $provider }
who-none = まだいません

palette-label = 移動または実行
palette-placeholder = チャットや仕事に移動、または何かを実行
palette-none = その名前のものはありません。
palette-go = 移動
palette-do = 実行
palette-theme = 外観: { $name }
palette-startLocal = このコンピューターのモデルを起動

shortcuts-title = キーボードショートカット
shortcuts-palette = どこへでも移動、何でも実行
shortcuts-new = 新規
shortcuts-find = この中を検索
shortcuts-findAll = すべてを検索
shortcuts-jobs = 仕事
shortcuts-settings = 設定
shortcuts-help = このショートカット
shortcuts-send = 送信
shortcuts-line = 改行
shortcuts-stop = 答えを停止
shortcuts-edit = 最後の依頼を編集
shortcuts-panel = ファイルの表示切り替え
shortcuts-size = 大きく、小さく、標準
shortcuts-note = { $find }と{ $help }は、入力中でなければ単独でも使えます。

stopAsk-title = { $job ->
    [yes] この仕事を停止しますか?
   *[no] この答えを停止しますか?
    }
stopAsk-say = { $ms }動いています。ここまでのものは残ります。
stopAsk-stop = 停止
stopAsk-stay = 続ける

link-title = このアドレスをブラウザーで開きますか?
link-say = まず全体を確認してください。
link-open = 開く
link-copy = アドレスをコピー

quit-title = このコンピューターで{ $n }件の仕事が進行中です
quit-say = 終了すると、その場で一時停止し、次の起動で続きます。
quit-quit = 一時停止して終了
quit-stay = 続ける

fatal-title = Errandは記録を開けませんでした
fatal-ledger_newer = この記録はより新しいErrandのものです
fatal-ledger_locked = 別のプログラムが記録を使っています
fatal-ledger_corrupt = 記録が壊れています
fatal-disk_full = ディスクがいっぱいです
fatal-untouched = 何も変更していません。
fatal-where = 場所:

errors-unexpected = Errandの内部で問題が起きました。
errors-unconfirmed-message = 届いたかどうか分かりません。
errors-unconfirmed-hint = もう一度確認するか、もう一度送ってください。送ると費用が二重にかかることがあります。

quoted = 「{ $text }」

span-s = { $s }秒
span-min = { $min }分
span-minS = { $min }分{ $s }秒
span-h = { $h }時間
span-hMin = { $h }時間{ $min }分
span-d = { $d }日

# What happened in a conversation that is not on the screen.
announceElsewhere = 「{ $title }」: { $what }
