# 日本語。These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# 用語: chat = チャット, job = 仕事, conversation = 会話, turn = 依頼, agent = エージェント, schedule = スケジュール,
# skill = スキル, tool = ツール, sandbox = サンドボックス, settings = 設定, record = 記録, key = キー,
# keychain = キーチェーン, branch = 分岐, hand over = 任せる, spending = 支出。

agents-title = エージェント
agents-new = 新しいエージェント
agents-open = ファイルを開く
agents-own = 自分のもの
agents-builtIn = 付属
agents-foreign = ほかで作られたもの
agents-foreignSay = 同じキーで、別のプログラムで作られたものです。ここで頼むことはできますが、変更は作られた場所で行います。
agents-hosted = ほかのコンピューター
agents-hostedSay = プログラムは別のコンピューターで動きます。そのワーカーが接続していない間は何も動きません。
agents-none = エージェントは、あなたのやり方を知っている担当者です。指示、知っておくべきこと、必要なファイルを持っています。
agents-ask = 頼む
agents-askOne = 「{ $name }」に頼む
agents-editOne = 「{ $name }」を変更
agents-knows = 知っていること: { $skills }
agents-has = 手元に{ $n }件
agents-basedOn = { $base }が元
agents-uses = 使えるもの: { $tools }
agents-instructionsOf = 指示
agents-newTitle = 新しいエージェント
agents-sharedTitle = ファイルからのエージェント
agents-shared = まだ何も実行されておらず、保存するまで何も残りません。指示、知識、使えるものを確認してください。
agents-name = 名前
agents-namePlaceholder = 請求書チェック
agents-letter = 文字
agents-letterSay = 1〜2文字、または絵文字
agents-colour = 色
agents-colours-green = 緑
agents-colours-blue = 青
agents-colours-amber = 琥珀
agents-colours-red = 赤
agents-colours-grey = 灰
agents-about = 何のためのものか
agents-aboutPlaceholder = 取引先の請求書を確認します
agents-instructions = 働き方
agents-instructionsPlaceholder = 新しい同僚に話すように、どうしてほしいかを書いてください。
agents-examples = 例から始める
agents-skills = 知っていること
agents-skillsSay = スキルは、ひとつのことのやり方を書いた文章です。必要ならファイルも添えます。エージェントは必要なときに読みます。
agents-skillsNone = まだ独自の知識はありません。
agents-writeSkill = 書く
agents-addSkillFiles = ファイルを追加
agents-addSkillFilesSay = Markdownファイル、またはスキルの.zip
agents-addSkillFolder = フォルダを追加
agents-skillFiles = 添えたファイル{ $n }件
agents-skillTitle = 知っていること
agents-skillName = 名前
agents-skillAbout = 必要なとき
agents-skillAboutPlaceholder = 請求書を確認するとき
agents-skillText = やり方
agents-skillNeeds = スキルには名前とやり方が必要です。
agents-done = 完了
agents-data = 手元にあるもの
agents-dataSay = 働くときはいつも、これらの写しがサンドボックスにあります。
agents-dataNone = まだ手元に何もありません。
agents-addFiles = ファイルを追加
agents-addFolder = フォルダを追加
agents-addText = 文章を貼り付け
agents-addRepository = リポジトリを追加
agents-textTitle = 手元の文章
agents-textName = ファイル名
agents-textNamePlaceholder = prices.csv
agents-text = 文章
agents-repositoryTitle = 手元のリポジトリ
agents-repositoryAddress = アドレス
agents-repositoryPlaceholder = https://git.example.org/team/shop
agents-repositorySay = 仕事が始まるときに取得します。公開されているものだけです。パスワードは送りません。
agents-add = 追加
agents-room = { $all }のうち{ $used }を使用。もっと大きなファイルは仕事に添付できます。
agents-tooMuch = { $used }は、エージェントが持てる{ $all }を超えています。何かを取り除いてください。もっと大きなファイルは仕事に添付できます。
agents-tools = 使えるもの
agents-tool-code = サンドボックスでプログラムを実行
agents-tool-search = ウェブを検索
agents-tool-pages = ウェブのページを読む
agents-noTools = どれも選ばないと、Geminiのエージェントには3つすべてが与えられ、このコンピューターのエージェントには何も与えられません。
agents-serversAsk = それでも、Geminiではこのコンピューターのプログラムやサーバーが、このコンピューターではヘッダーのあるサーバーが、使う前に毎回確認します。
agents-serversMissing = ここにないツールのサーバーやプログラムも使います: { $names }。設定で追加してから、ここで選んでください。
agents-internet = プログラムのインターネット
agents-internetSay = 仕事で別に決めないかぎり。
agents-reach-off = なし
agents-reach-sites = これらのサイトだけ
agents-reach-open = すべてのサイト
agents-sites = サイト
agents-sitesPlaceholder = example.com, *.example.org
agents-model = モデル
agents-usualModel = いつものもの
agents-cap = ひとつの仕事の最大トークン数
agents-capSay = 空なら必要なだけ。上限に達した仕事は、その時点のもので終わります。
agents-capWrong = 1,000以上の整数、または空。
agents-hereSearch = このコンピューターでは、設定に検索サーバーがあれば検索し、なければ検索しません。
agents-hereNoTools = このモデルはツールを呼び出しません。このコンピューターでは、エージェントはウェブの検索もページの閲覧もせず、ツールを持つサーバーも使いません。
agents-save = 保存
agents-saving = 保存中
agents-cancel = やめる
agents-saved = 「{ $name }」を保存しました。これから頼めます。
agents-duplicate = 複製
agents-copyOf = { $name }のコピー
agents-share = 共有
agents-sharedTo = { $folder }に保存しました。指示、スキル、ファイル、ツールを持つサーバーの名前とホストが入っています。キーは入っていません。
agents-remove = 削除
agents-removeTitle = 「{ $name }」を削除しますか?
agents-removeSay = ここでは今すぐ、サーバーでは接続でき次第削除されます。済んだ仕事は残ります。
agents-discardTitle = 保存せずに離れますか?
agents-discardSay = 変更した内容は失われます。
agents-discard = やめる
agents-stay = 続ける
agents-try = 試す
agents-trySay = 保存の有無にかかわらず、ここにあるままのエージェントで試します。ほかと同じ仕事なので、費用がかかることがあります。
agents-tryWhat = 何をしてほしいですか?
agents-tryWhere = 場所
agents-tryGo = 試す
agents-tryStarting = 開始中
agents-tried = 試しました
agents-trial = 試用中のエージェント
agents-deleted = 削除されたエージェント
agents-where-gemini = Gemini
agents-where-local = このコンピューター
agents-dropHere = 離すと追加されます
agents-left = { $n }件を追加できませんでした。
agents-examplesOf-letters = 手紙の書き手
    .about = 私たちの調子で手紙やメールを書きます
    .text =
        あなたは小さな会社のために手紙やメールを書きます。

        - 尋ねた人の言語で答える。
        - 親しみやすく短く。長い文や意味のない決まり文句は使わない。
        - まず答え、次に理由、それから次に何がいつ起こるか。
        - 渡された資料にない価格や日付を決して約束しない。足りないときは角括弧で空けておく。
        - 手紙をletter.mdとして保存し、送る前に確認すべきことをその下に書く。
agents-examplesOf-tables = 表の点検
    .about = 数の表の間違いを見つけます
    .text =
        あなたは人が手で作った表(.csv)を点検します。

        1. 表は必ずプログラムで読み、目で読まない。
        2. 探すもの: 合わない合計、ありえない日付、重複した行、欠け、ほかから大きく外れた数。
        3. 元の表は変えない。findings.csvに、行、列、今の値、何が誤りか、おそらく正しい値を書く。
        4. 最後に短い報告: 見た行の数、見つけたもの、最も急ぐもの。
        確かでないことは、推測せずにそう書く。
agents-examplesOf-digest = 週のまとめ
    .about = 一週間の出来事をまとめます
    .text =
        あなたは与えられた話題について1ページのまとめを書きます。

        - この7日間の新しいことだけを、日付と出典をつけて書く。
        - 最も重要な3つを先に、それぞれ2文で。残りは1行ずつ。
        - 前回のまとめがあれば、何が変わったかを書く。
        - 事実と、だれかの意見を分ける。
        - digest.mdとして保存する。
