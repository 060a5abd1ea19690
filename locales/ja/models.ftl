# 日本語。These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# 用語: chat = チャット, job = 仕事, conversation = 会話, turn = 依頼, agent = エージェント, schedule = スケジュール,
# skill = スキル, tool = ツール, sandbox = サンドボックス, settings = 設定, record = 記録, key = キー,
# keychain = キーチェーン, branch = 分岐, hand over = 任せる, spending = 支出。

models-title = モデル
models-add = モデルを増やす
models-addSay = このコンピューターのOllamaやLM Studio、自分のキーで使うOpenAI、Anthropic、OpenRouterなど。
models-addButton = 追加
models-here = このコンピューターで
models-looking = サーバーを探しています
models-noneFound = モデルのサーバーは見つかりませんでした
models-nFound = サーバーが{ $n }件見つかりました
models-take = { $name }を接続
models-vendors = 自分のキーで
models-own = 自分のコンピューターで
models-other = 別のサーバー
models-address = アドレス
models-addressPlaceholder = https://api.example.com/v1
models-addressSay = 通常は/v1で終わります。自分のネットワークのサーバーはhttp://で始めてもかまいませんが、キーは送られません。
models-dialect = 方式
models-dialects-openai = OpenAI(ほとんどのサーバー)
models-dialects-anthropic = Anthropic
models-key = { $owner }のキー
models-keyIfAny = キー(必要な場合)
models-keyNone = 不要なら空
models-connected = { $name }を接続しました
models-goes = そのモデルに書いたことは{ $host }に送られます。
models-goesOpen = そのモデルに書いたことは暗号化されずに{ $host }に送られます。そのネットワークにいる人は読めます。
models-answered = 準備完了。最後の応答: { $at }。
models-keySession = キーは終了するまでメモリーに残ります。
models-keyGone = キーがもうありません。もう一度入力してください。
models-locked = キーチェーンが応答しないため、このサーバーにはキーなしで頼みます。ロックを解除して、もう一度確認してください。
models-of = { $name }のモデル
models-search = モデルを探す
models-all = すべて選ぶ
models-noneOfThem = すべて外す
models-none = まだモデルがありません。先方で追加してから、もう一度確認してください。
models-noHit = 「{ $words }」というモデルはありません。
models-moreHits = ほかに{ $n }件。名前をもっと入力してください。
models-can-images = 画像を見られます
models-can-noImages = 画像は見られません
models-can-tools = ツールを使えます
models-can-noTools = ツールは使えません
models-can-thinking = 先に考えます
models-remove = 取り除く
models-removeTitle = 「{ $name }」を取り除きますか?
models-removeSay = { $hasKey ->
    [yes] このモデルは頼める相手の一覧から外れ、ほかで使っていなければキーもキーチェーンから消えます。これまでの内容は残ります。
   *[no] このモデルは頼める相手の一覧から外れます。これまでの内容は残ります。
    }
models-staysHere = 書いたことはこのコンピューターに残ります。
models-staysAt = { $host }。書いたことはこのコンピューターに残ります。
models-chosenAll = モデル{ $n }件
models-chosenSome = モデル{ $all }件中{ $n }件
models-can-holds = { $tokens }トークンまで
models-outcomes-no_key = キーが必要です
    .say = { $name }はキーなしではだれにも答えません。
models-outcomes-wrong_key = このキーは正しくありません
    .say = { $name }が受け付けません。キー全体をコピーして、もう一度貼り付けてください。
models-outcomes-no_permission = このキーでは許されていません
    .say = { $name }はキーを認識しましたが、モデルの一覧は許可されていません。新しいキーを作るか、許可してください。
models-outcomes-offline = 応答がありません
    .say = { $name }に接続できませんでした。動いているか、アドレスが正しいかを確かめて、もう一度試してください。
models-outcomes-rate_limited = 今は要求が多すぎます
    .say = { $name }が少し待つよう求めています。
models-outcomes-quota = 残高がありません
    .say = { $name }はキーを受け付けましたが、残高か割り当てを使い切っています。
models-outcomes-no_keychain = キーチェーンがありません
    .say = このコンピューターに開いているキーチェーンがありません。キーは終了するまでメモリーに置けます。
