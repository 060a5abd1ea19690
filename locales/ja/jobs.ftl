# 日本語。These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# 用語: chat = チャット, job = 仕事, conversation = 会話, turn = 依頼, agent = エージェント, schedule = スケジュール,
# skill = スキル, tool = ツール, sandbox = サンドボックス, settings = 設定, record = 記録, key = キー,
# keychain = キーチェーン, branch = 分岐, hand over = 任せる, spending = 支出。

jobs-errand = 仕事
jobs-result = 結果
jobs-done = したこと
jobs-doing = していること
jobs-files = ファイル
jobs-new = 新しい仕事
jobs-choose = 左で仕事を選ぶか、新しく任せてください。
jobs-chooseChat = 左でチャットを選ぶか、新しく始めてください。
jobs-noneToChoose = まだ仕事はありません。最初の仕事を任せてください。
jobs-noChatToChoose = まだチャットはありません。最初のチャットを始めてください。
jobs-since = { $ms }経過
jobs-took = 所要{ $ms }
jobs-tokens = { $n }トークン
jobs-groups-running = 進行中
jobs-groups-needs_you = 確認が必要
jobs-groups-done = 完了
jobs-groups-failed = 失敗または停止
jobs-noneYet = まだ何も起きていません。
jobs-steps = { $n }ステップ
jobs-note = メモ
jobs-failedStep = このステップは失敗しました
jobs-failedStepOnly = このステップは失敗しましたが、仕事は続きました
jobs-byService = サンドボックスではなくサービスから
jobs-read = { $n }ページを読みました
jobs-asked = 「{ $name }」を求めました
jobs-made = 「{ $name }」を作りました
jobs-other = 種類「{ $kind }」のステップ
jobs-code = コード
jobs-output = 出力
jobs-noOutput = 何も出力されませんでした。
jobs-arguments = 質問
jobs-answer = 回答
jobs-heardNow = たった今応答あり
jobs-heardAgo = 最後の応答は{ $span }前
jobs-ran = { $language }を実行しました
jobs-ranTimes = { $language }を{ $n }回実行しました
jobs-searchedWeb = ウェブを検索しました
jobs-searchedFor = { $queries }を検索しました
jobs-searchedPictures = 画像を検索しました
jobs-searchedPicturesFor = { $queries }の画像を検索しました
jobs-searchingPictures = 画像を検索しています
jobs-toolOnce = 「{ $name }」を使いました
jobs-toolTimes = 「{ $name }」を{ $n }回使いました
jobs-pages-success = 読みました
jobs-pages-error = 読めませんでした
jobs-pages-paywall = 有料です
jobs-pages-unsafe = 開くのは安全ではありません
jobs-pages-underWay = 途中

details-title = 詳細
details-by = 担当
details-where = 場所
details-id = 先方での番号
details-sandbox = サンドボックス
details-started = 開始
details-ended = 終了
details-tokens = トークン
details-tokensOf = 入力{ $read }、出力{ $written }、思考{ $thought }
details-raw = サーバーの応答すべて
details-events = イベント{ $n }件

jobs-filesBeside = 横にファイル{ $n }件
