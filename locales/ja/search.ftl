# 日本語。These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# 用語: chat = チャット, job = 仕事, conversation = 会話, turn = 依頼, agent = エージェント, schedule = スケジュール,
# skill = スキル, tool = ツール, sandbox = サンドボックス, settings = 設定, record = 記録, key = キー,
# keychain = キーチェーン, branch = 分岐, hand over = 任せる, spending = 支出。

search-title = 検索
search-label = すべての中から言葉を探す
search-placeholder = チャット、仕事、ファイルの言葉を探す
search-none = 「{ $query }」を含むものはありません。
search-noneHere = ここに「{ $query }」を含むものはありません。すべてを検索すると見つかるかもしれません。
search-hint = このコンピューターのすべてのチャットと仕事を、ファイルの文章も含めて検索します。長いファイルは最初の部分だけです。どの言語でも言葉の一部で見つかり、引用符の中はそのまま探します。何も送信しません。
search-incomplete = 以前に書いたものはまだ検索の準備中です。新しいものはすでに見つかります。
search-inFile = ファイル「{ $name }」の中
search-inSent = 添付した「{ $name }」の中
search-inStep = 答えに至る途中
search-count = { $n }か所
search-where = 検索する場所
search-everything = すべて
search-chats = チャット
search-jobs = 仕事
search-files = ファイル
search-when = いつ
search-anyTime = いつでも
search-today = 今日
search-week = この7日間
search-month = この30日間
search-year = この1年
search-who = 頼んだ相手
search-anybody = だれでも
