# These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# See ../en/app.ftl.

## In general

alone = { $value }
list-next = { $begun }、{ $next }
list-last = { $begun }と{ $last }
quoted = 「{ $word }」
gigabytes = { $size } GB
two-sentences = { $first }{ $second }
with-stop = { $words }。

## Something went wrong here

internal = Errand の内部で問題が起きました。
    .hint = もう一度お試しください。続く場合は Errand を再起動してください。
quitting = Errand を終了しています。
    .hint = 次に起動したときに続きます。
quitting-now = Errand を終了しています。
disk-full = ディスクがいっぱいです。これまでのものは失われていません。
    .hint = 空きを作ってから、もう一度お試しください。
disk-full-at-end = ディスクがいっぱいです。これまでのものは失われていません。
    .hint = 空きを作ってください。保存できなかったものは、ファイルパネルからもう一度取得できます。

## What is gone

conversation-gone = この会話はもうありません。
turn-gone = この依頼はもうありません。
turn-before-gone = 前の依頼はもうありません。
file-gone = このファイルはもうありません。
folder-gone = このフォルダーはもうありません。
page-gone = このページはもうありません。
agent-gone = このエージェントはもうありません。
schedule-gone = このスケジュールはもうありません。
who-gone = 担当するものがもうありません。
draft-gone = この下書きの場所はもうありません。
tool-server-gone = このツールサーバーはもうありません。
model-server-gone = このモデルサーバーはもうありません。
sandbox-of-file-gone = このファイルのサンドボックスはもうありません。
answer-of-file-gone = このファイルが属する回答はもうありません。

## The way to a server

no-key = { $place } のキーがありません。
    .hint = 設定で入力してください。ほかのサーバーのキーがそこへ送られることはありません。
proxy-address = このプロキシのアドレスは使えません。
    .hint = http://proxy.example:3128 や socks5://proxy.example:1080 のような形です。
proxy-credentials = プロキシ { $proxy } が名前とパスワードを求めています。
    .hint = 設定で http://名前:パスワード@ホスト:ポート の形で入力してください。
proxy-no-way = プロキシ { $proxy } がサーバーへの接続を作りません。
    .hint = プロキシの管理者に尋ねるか、設定で別のものを選んでください。
proxy-unreachable = プロキシ { $proxy } に接続できません。
    .hint = ネットワークか、設定のプロキシを確認してください。Errand は自動で再試行します。
certificate = このコンピューターはサーバーの証明書を信頼していないため、何も送信していません。
    .hint = 会社が通信を検査している場合は、その証明書をこのコンピューターに入れる必要があります。
offline = サーバーに接続できません。
    .hint = ネットワークを確認してください。回復すると Errand は自動で続けます。
offline-now = サーバーに接続できません。
    .hint = ネットワークを確認してから、もう一度お試しください。
connection-broke = サーバーとの接続が切れました。
    .hint = それまでに届いたものは残っています。もう一度お試しください。
not-gemini = サーバーの応答が Gemini API のものではありません。
    .hint = 設定のベース URL を確認してください。
not-sendable = キーまたはベース URL に、送信できない文字があります。
    .hint = キー全体をもう一度コピーし、ベース URL を確認してください。
base-url = このベース URL は使えません。
    .hint = https:// で始まります。このコンピューターのサーバーなら http:// で始まります。

## What a server answers

wrong-key = サーバーはこのキーを受け付けません。
    .hint = キー全体をもう一度コピーするか、新しいキーを作ってください。
region = このコンピューターのある場所では Gemini は提供されていません。
    .hint = このコンピューターのモデルを使うか、別のベース URL を設定してください。
needs-payment = これには、このキーのプロジェクトに支払い方法が必要です。
    .hint = プロジェクトの課金を有効にするか、別のモデルを選んでください。
quota = このキーの割り当てを使い切りました。
    .hint = 明日更新されます。有料プランの割り当てはもっと大きくなります。
rate-limited = このキーでのリクエストが多すぎます。
    .hint = 1 分待ってから、もう一度お試しください。
unknown-model = サーバーはこのモデルを知りません。
    .hint = 別のモデルを選んでください。提供が終わったのかもしれません。
no-permission = キーは正しいものの、これを行う権限がありません。
    .hint = キーのプロジェクトで Gemini API が許可されているか確認してください。
refused = サーバーの安全規則により、回答は差し控えられました。
    .hint = 別の言い方で尋ねてください。
lost = サーバーはこれをもう知りません。
    .hint = それまでに届いたものはここに残っています。やり直すには、もう一度送ってください。
server-trouble = サーバー側に問題があります。
    .hint = しばらくしてからもう一度お試しください。
not-taken = サーバーはこのリクエストを受け付けません: { $said }
server-says = サーバーからのメッセージ: { $said }
    .hint = しばらくしてからもう一度お試しください。
too-long = 回答が長すぎて終わりませんでした。
    .hint = その一部を尋ねてください。
not-told-anew = サーバーはこれまでの内容をもう知らず、改めて伝えることもできません: { $why }
    .hint = 新しい会話を始めてください。

## What nobody knows for certain

not-known-if-received = サーバーがこれを受け取ったかどうかわかりません。
    .hint = もう一度送ると、二重に行われ、二重に請求されることがあります。
not-known-how-it-stands = サーバーでこれがどうなっているかわかりません。
    .hint = しばらくしてからもう一度確認してください。
not-known-if-stopped = サーバーは停止したと伝えていません。
    .hint = しばらくしてからもう一度確認してください。

## This computer's engine, keychain and record

engine-trouble = { $said }
    .hint = もう一度お試しください。続く場合は Errand を入れ直してください。
no-model = このコンピューターのモデルがないか、読み込めません。
    .hint = 設定で GGUF ファイルを選んでください。
sandbox-gone = サンドボックスがなくなり、取得していなかったファイルも失われました。
    .hint = ここに書かれているものは残っています。ファイルを得るには、もう一度仕事を頼んでください。
keychain-trouble = { $said }
    .hint = キーチェーンのロックを解除するか、設定でキーを入力し直してください。
keychain-none = このコンピューターには Errand が使えるキーチェーンがありません ({ $reason })。
    .hint = キーはこのセッションの間だけ保持してください。
keychain-none-linux = このコンピューターには Errand が使えるキーチェーンがありません ({ $reason })。
    .hint = キーはこのセッションの間だけ保持してください。ずっと保持するには、GNOME Keyring などを用意して Errand を再起動してください。
keychain-locked = キーチェーンがロックされています ({ $reason })。
    .hint = ロックを解除してもう一度試すか、キーをこのセッションの間だけ保持してください。
keychain-denied = キーチェーンへのアクセスが拒否されました ({ $reason })。
    .hint = もう一度試し、システムに尋ねられたら許可するか、キーをこのセッションの間だけ保持してください。
keychain-other = キーチェーンを使えませんでした ({ $reason })。
    .hint = Errand を再起動してください。続く場合は、キーをこのセッションの間だけ保持してください。
ledger-locked = 記録 { $path } は別のプログラムが使っています。
    .hint = もう一つの Errand か、ファイルを開いているプログラムを閉じてから、もう一度お試しください。
ledger-corrupt = 記録 { $path } が壊れています: { $reason }。
    .hint = Errand はファイルをそのままにしています。Errand を閉じ、{ $path } を安全な場所に移して、そこにバックアップのコピーを置いてください。Errand が作ったコピーは .backup- と数字で終わります。ファイルがなければ、Errand は空の記録で始まります。
ledger-newer = 記録 { $path } は新しい Errand で書かれています (形式は { $found }、このバージョンが知るのは { $known } まで)。
    .hint = 最新の Errand を入れてください。ファイルには手を加えていません。
ledger-disk-full = ディスクがいっぱいで、記録 { $path } を書き込めませんでした。
    .hint = ディスクに空きを作ってから、もう一度お試しください。保存済みのものは失われていません。
ledger-io = 記録 { $path } を読み書きできませんでした: { $reason }。
    .hint = { $path } とそのフォルダーを読み書きできるか確認して、もう一度お試しください。
ledger-not-found = { $what } { $id } はありません。
    .hint = 削除されたのかもしれません。一覧を開き直してください。
ledger-other = 記録 { $path } を使えませんでした: { $reason }。
    .hint = Errand を再起動してください。

## Files

file-not-read = { $name } を読み込めませんでした: { $reason }。
    .hint = 別の場所を選ぶか、権限を確認してください。
file-not-written = { $name } を書き込めませんでした: { $reason }。
    .hint = 別の場所を選ぶか、権限を確認してください。
file-not-created = { $name } を作成できませんでした: { $reason }。
    .hint = 別の場所を選ぶか、権限を確認してください。
file-not-removed = { $name } を削除できませんでした: { $reason }。
    .hint = 別の場所を選ぶか、権限を確認してください。
reason-not-there = 見つかりません
reason-denied = アクセスが拒否されました
reason-disk-full = ディスクがいっぱいです
reason-refused = システムが拒否しました
answer-file-local = この回答のファイルを取得できません: { $reason }。
answer-file-not-given = サーバーがこの回答のファイルを渡しません (エラー { $status })。
    .hint = 遅すぎたのかもしれません。もう一度頼んでください。
no-room = { $path } には { $needed } 必要ですが、このディスクの空きは { $room } です。
    .hint = 空きを作ってから、もう一度取得してください。
file-not-fetched = { $name } を取得できませんでした。
    .hint = もう一度取得してください。
download-failed = { $path } を取得できませんでした。{ $why }
file-io = システムからのメッセージ: { $said }。
    .hint = 別のフォルダーを選んでください。
file-not-a-folder = { $path } はフォルダーではありません。
    .hint = 別のフォルダーを選んでください。
file-no-free-name = { $folder } には { $name } のような名前のファイルが多すぎます。
    .hint = 別のフォルダーを選んでください。
file-length = ファイル { $path } は、予告された { $announced } バイトではなく { $received } バイトでした。もう一度取得してください。
file-not-stored = ファイル { $sha256 } はもうこのコンピューターにありません。もう一度取得してください。
file-altered = ファイル { $sha256 } はこのコンピューターで変更されました。もう一度取得してください。
media-not-decoded = 回答のメディアをデコードできません。
sound-not-kept = 回答の音声をファイルとして保存できません: { $reason }。
table-not-read = 表を最後まで読み込めません: { $why }。
file-other = { $said }。
medium-gone = { $name } はもうこのコンピューターにないか、変更されています。
    .hint = 唯一のコピーでした。もう一度頼んでください。
unreadable-locked = { $name } はパスワードで保護されているため、ここでは表示できません。
    .hint = 保存して、ほかのプログラムで開いてください。
unreadable-encrypted = { $name } は、Errandにない鍵で暗号化されているため、ここでは表示できません。
    .hint = 保存して、ほかのプログラムで開いてください。
pdf-locked = { $name } はパスワードでロックされています。
pdf-wrong-password = このパスワードでは { $name } を開けません。
unreadable-large = { $name } は大きすぎるため、ここでは表示できません。
    .hint = 保存して、ほかのプログラムで開いてください。
unreadable-damaged = { $name } は壊れているか、Errand の知らない種類のため、ここでは表示できません。
    .hint = 保存して、ほかのプログラムで開いてください。
unreadable-slow = { $name } は読み込みに時間がかかりすぎるため、ここでは表示できません。
    .hint = 保存して、ほかのプログラムで開いてください。
office-no-pages = { $name } はページとして表示できません。LibreOfficeでページを作成できませんでした。
    .hint = 保存して、ほかのプログラムで開いてください。
unreadable-fails = { $name } は読み込みに失敗したため、ここでは表示できません。
    .hint = 保存して、ほかのプログラムで開いてください。
unreadable-no-reader = { $name } を読み込むプログラムを起動できないため、ここでは表示できません。
    .hint = 保存して、ほかのプログラムで開いてください。
files-trouble = { $said }
    .hint = ファイルパネルからもう一度取得してください。
attachment-trouble = { $said }
    .hint = もう一度添付してください。

## Agents

agent-no-name = このエージェントにはまだ名前がありません。
    .hint = 名前を付けてください。
agent-no-site = エージェントがアクセスできるサイトが指定されていません。
    .hint = 一つ指定するか、インターネットをオフにしてください。
agent-choose-model = エージェントのモデルを選ぶか、なしにしてください。
agent-few-tokens = トークンがこれほど少ないと、どの仕事も終わりません。
    .hint = 少なくとも { $fewest_tokens }、または必要なだけ許可してください。
skill-empty = 名前のないスキル、またはまだ中身のないスキルがあります。
    .hint = 記入するか、取り除いてください。
skill-twice = { $name } という名前のスキルが二つあります。
    .hint = どちらかの名前を変えてください。
agent-text-empty = 貼り付けたテキストが空です。
    .hint = 何か貼り付けるか、取り除いてください。
repository-address = { $address } は取得できるリポジトリのアドレスではありません。
    .hint = https:// で始まり、名前やパスワードを含まないものです。
repository-twice = リポジトリ { $address } が二つあります。
    .hint = 一つ取り除いてください。
agent-file-twice = { $path } という名前のファイルが二つあります。
    .hint = どちらかの名前を変えるか、取り除いてください。
agent-file-too-large = { $name } は大きすぎます。エージェントのファイルは { $megabytes } MB までです。
    .hint = 代わりに仕事に添付してください。
skill-none = { $name } はスキルではありません。
    .hint = スキルは、SKILL.md の入ったフォルダー、Markdown ファイル、またはその .zip です。
skill-no-file = { $name } に SKILL.md がありません。
    .hint = スキルのフォルダー、またはそれらが入ったフォルダーを選んでください。
agent-no-ordinary-file = { $name } は通常のファイルではありません。
    .hint = ディスク上のファイルを選んでください。
archive-damaged = { $name } を開けません。壊れているか、ロックされているか、.zip ではありません。
    .hint = フォルダーをもう一度圧縮してください。
agent-too-much = { $name } の中身が多すぎます。エージェントのファイルは { $most_files } 個、合計 { $megabytes } MB までです。
    .hint = もっと小さいフォルダーを選んでください。大きなファイルは仕事に添付できます。
agent-no-unicode = { $name } は Unicode のテキストではありません。
    .hint = UTF-8 で保存し直してください。
shared-agent-too-large = エージェントのファイルは { $megabytes } MB までですが、これはそれより大きいものです。
    .hint = 別のファイルを選んでください。
shared-agent-newer = このエージェントは新しい Errand で共有されました。
    .hint = 最新の Errand を入れてから、もう一度開いてください。
shared-agent-incomplete = { $path } がないか、変更されています。
    .hint = エージェントをもう一度もらってください。
shared-agent-none = このファイルは Errand のエージェントではないか、壊れています。
    .hint = そのようなファイルの名前は { $extension } で終わります。
agent-say-what = エージェントに何をしてほしいか書いてください。

## Schedules

choose-who = 誰がするかを選んでください。
schedule-needs-agent = スケジュールは仕事をするもののためのものです。モデルではなくエージェントを選んでください。
schedule-say-what = 何をするかを書いてください。
schedules-wait-for-limit = 今月の上限に達したため、費用のかかるスケジュールは待機しています。
    .hint = 設定の「支出」で上限を上げてください。すると自動で続きます。
autostart-not-set = コンピューターと一緒に Errand を起動するように設定できません: { $reason }。
    .hint = デスクトップが起動するプログラムに、--background を付けて Errand を追加してください。
schedule-did-not-begin = 始まりませんでした: { $reason }
    .hint = スケジュールを開いて、実行の記録を見てください。

## Money

month-limit = 今月の上限に達しました。
    .hint = それでも送るか、設定の「支出」で上限を上げてください。
no-such-month = その月はありません。
prices-not-shown = ファイルは { $path } ですが、ファイルマネージャーを開けませんでした。
    .hint = テキストエディターで開いてください。

## Servers of models

server-address = このアドレスは使えません。
    .hint = https://api.example.com/v1 のような形です。このコンピューターのサーバーなら http://127.0.0.1:11434/v1 のような形です。
server-unencrypted = そこに書かれたものは、暗号化されずにインターネットを通ります。
    .hint = https:// で始まるアドレスを使ってください。
server-key-unencrypted = キーは https:// か、このコンピューターのサーバーにだけ送られます。そうでないと、ネットワークの誰でも読めてしまいます。
    .hint = サーバーがキーを求めないなら空のままにするか、https:// のアドレスを使ってください。
server-not-connected = このモデルのサーバーはもう接続されていないか、このモデルを持っていません。
    .hint = メッセージ欄で別の相手を選ぶか、設定でサーバーを接続してください。
sees-no-pictures = { $model } は画像を見られないため、{ $picture } を見せられません。
    .hint = 画像を見られるものを選ぶか、仕事として頼んでください。
server-wants-key = { $name } はキーなしでは応答しません。
    .hint = キーを貼り付けてください。
server-kind = この種類のサーバーは知られていません。

## Sending

nothing-to-send = 送るものがまだありません。
kind-not-quick = { $name } は、すぐの回答では読めない種類です。
    .hint = 仕事として頼んでください。サンドボックスで開けます。
turn-without-conversation = ほかに続く依頼は、その会話に属します。
turn-before-runs = 前の依頼がまだ実行中です。
    .hint = 終わるまで待つか、止めてください。
leaving = これまでの話はまだ { $place } に送られていないため、確認なしには送りません。
    .hint = メッセージ欄で誰が答えるかを選んでください。何が一緒に送られるかはそこに書かれています。
pasted-not-read = 貼り付けたものを読み込めません。
attach-folder = { $name } はフォルダーです。添付できるのはファイルだけです。
    .hint = その中のファイルを選んでください。
attach-no-ordinary-file = { $name } は通常のファイルではないため、添付できません。
    .hint = ディスク上のファイルを選んでください。
attach-too-large = { $name } は大きすぎます。送れるのは { $megabytes } MB までです。
    .hint = もっと小さいファイルを選んでください。

## Files that are fetched and opened

file-not-made = サーバーはこのファイルを作れませんでした。
    .hint = もう一度頼んでください。
file-being-made = サーバーはこのファイルをまだ作っています。
    .hint = しばらくしてからもう一度取得してください。
deleted-still-written = 削除したもののファイルがまだ書き込み中です。
    .hint = 1 分後に Errand が自動でもう一度試します。
fetched-too-large = ファイルが大きすぎます。Errand が取得するのは { $megabytes } MB までです。
no-program-opens = このコンピューターには { $name } を開くプログラムがありません。
    .hint = 保存して、ご自分のプログラムで開いてください。
not-copied = { $name } をコピーできませんでした。
    .hint = 保存してから、ファイルマネージャーでコピーしてください。
not-dragged = { $name } をドラッグできませんでした。
    .hint = 代わりに保存してください。
only-saved-shown = 表示できるのは保存したファイルだけです。
no-file-manager = このコンピューターには { $text } を表示するファイルマネージャーがありません。
    .hint = パスをコピーして、ご自分のプログラムで開いてください。
file-not-here = { $name } はまだここにありません。
    .hint = 先に取得してください。
file-bytes-gone = { $name } はもうこのコンピューターにありません。
    .hint = もう一度取得してください。
no-table = { $name } は表ではありません。
no-such-encoding = その文字コードはありません。
title-empty = タイトルには少なくとも 1 文字必要です。
link-kind = 開けるのはウェブとメールのアドレスだけです。
no-program-for-address = このコンピューターには、このアドレスのためのプログラムがありません。
    .hint = 代わりにアドレスをコピーしてください。

## Errand's own programs

engine-keeps-ending = このコンピューターのエンジンが何度も終了するため、自動では起動しなくなりました。
    .hint = 設定から起動してください。続く場合は、小さいモデルを選ぶか、Errand を入れ直してください。
engine-does-not-start = このコンピューターのエンジンが起動しません: { $why }。
    .hint = もう一度お試しください。続く場合は Errand を入れ直してください。
sandbox-not-asked = このコンピューターでプログラムを実行できるかどうか、Errand にはわかりません。
    .hint = Errand を入れ直してください。
no-command = { $name } というコマンドはありません。
request-not-read = { $name } のリクエストを読み取れません。

## Tools, and what is asked of the person

folder-name-signs = このフォルダーの名前には、保存できない文字があります。
    .hint = 別のフォルダーを選んでください。
too-many-headers = ヘッダーが多すぎます。
header-empty = ヘッダー「{ $name }」にまだ値がありません。
nothing-asked = ここには、答えられる質問がありません。
not-for-errand = 「{ $title }」は Errand が実行するものではありません。
action-unanswered = 「{ $title }」にまだ答えがありません。
pick-folder-again = ツールのフォルダーをもう一度選んでください。
headers-not-kept = { $name } のヘッダーはもう保持されていません。
    .hint = 設定のツールサーバーで、もう一度入力してください。
tool-server-unusable = { $name } を使えません: { $reason }。

## More of agents, schedules and sending

agent-name-long = 名前が { $length } 文字あります。{ $longest } 文字までです。
    .hint = 短くしてください。
agent-letter-long = 文字の印が { $length } 文字あります。{ $longest } 文字までです。
    .hint = 短くしてください。
agent-about-long = 何のためかの説明が { $length } 文字あります。{ $longest } 文字までです。
    .hint = 短くしてください。
agent-instructions-long = 指示が { $length } 文字あります。{ $longest } 文字までです。
    .hint = 短くしてください。
agent-files-too-large = エージェントのファイルは { $count } 個、{ $size } MB です。{ $most } 個、合計 { $megabytes } MB までです。
    .hint = いくつか取り除いてください。大きなファイルは仕事に添付できます。
files-too-large = ファイルは合計 { $size } MB です。送れるのは { $megabytes } MB までです。
    .hint = ファイルを減らすか、小さくしてください。
server-silent = サーバーは理由を伝えていません
engine-program-missing = プログラムがありません
engine-ended = すぐに終了しました
engine-not-ready = 準備ができません
engine-no-address = どこで接続できるかを伝えません
ahead-not-read = { $name } を読み込めません: { $cause }。
ahead-no-name = サーバーはサンドボックスを作りましたが、名前を伝えませんでした。

## When a schedule runs

rule-times = { $days } { $times }
rule-interval = { $days }、{ $interval }
every-hour = 1 時間ごと
every-hours = { $count } 時間ごと
every-minutes = { $count } 分ごと
every-day = 毎日
every-weekday = 毎週平日
every-of-week = 毎週{ $days }
every-of-month = 毎月{ $days }
day-of-month = { $day }日
every-year = 毎年{ $month }{ $day }日
weekday-sunday = 日曜日
weekday-monday = 月曜日
weekday-tuesday = 火曜日
weekday-wednesday = 水曜日
weekday-thursday = 木曜日
weekday-friday = 金曜日
weekday-saturday = 土曜日
month-january = 1月
month-february = 2月
month-march = 3月
month-april = 4月
month-may = 5月
month-june = 6月
month-july = 7月
month-august = 8月
month-september = 9月
month-october = 10月
month-november = 11月
month-december = 12月

## When a plan is not understood

when-nothing = いつかを英語かドイツ語で書いてください。例: 「every Monday at 7」
when-unknown = わかりません: { $words }。
when-days = どの日ですか。例: 「every day」「weekdays」「every Monday」「on the 1st of the month」
when-time = 何時ですか。例: 「at 7:00」
when-mixed-days = 一つのスケジュールは、曜日、月の日、年のいずれかによります。二つに分けてください。
when-times-and-interval = 一つのスケジュールには、時刻か間隔のどちらかがあります。二つに分けてください。
when-minutes-differ = 一つのスケジュールの時刻は、7:30 と 18:30 のように同じ分でそろえます。二つに分けてください。
when-last-day = スケジュールには月の最後の日を表す言葉がありません。28 日か、翌月の 1 日にしてください。
when-which-weekday = 何曜日ですか。例: 「every Monday at 7」
when-which-day = 月の何日ですか。例: 「on the 1st of the month at 7」
when-counts = スケジュールは日、週、月を数えられません。「every Monday」「on the 1st and 15th of the month」のように日を挙げてください。
when-does-not-fit = 割り切れる必要があります。5、6、10、12、15、20、30 分ごと、または 1、2、3、4、6、8、12 時間ごとです。
when-nth-weekday = スケジュールでは「月の最初の月曜日」とは言えません。曜日か月の日によります。
when-two-days = 一つのスケジュールには年の 1 日だけです。二つに分けてください。
when-every-other = スケジュールには隔週や隔日を表す言葉がありません。「on the 1st and 15th of the month」か、毎週にしてください。
cron-fields = スケジュールには五つの欄があります。分、時、日、月、曜日です。月曜日の 7 時なら「0 7 * * 1」です。これには { $count } 個あります。
cron-unreadable = スケジュール「{ $line }」を読み取れません。欄に入るのは、分 0-59、時 0-23、日 1-31、月 1-12 または JAN-DEC、曜日 0-7 または SUN-SAT で、それぞれ列挙、範囲、間隔でも書けます。
cron-never = スケジュール「{ $line }」の日は来ません。そのような日はありません。
cron-zone = タイムゾーン「{ $zone }」はありません。「Europe/Zurich」や「UTC」のような IANA の名前を使ってください。

## The sandbox of this computer

sandbox-missing = サンドボックスを閉じるプログラム bubblewrap がインストールされていません。
sandbox-apparmor = このシステム (AppArmor) は、Errand がサンドボックスを閉じることをまだ許可していません。
sandbox-forbidden = このシステムは、プログラムがサンドボックスを閉じることを許可していません。

## What Errand does for a model once the person approves

path-outside = 「{ $path }」は選んだフォルダーの中にありません。
put-no-name = ファイルに名前がありません。
put-bad-name = 「{ $path }」はここではファイル名にできません。
put-program = 「{ $path }」はプログラムになるため、書き込みません。
picked-not-opened = 選んだフォルダーを開けません: { $reason }。
look-failed = 「{ $path }」を見られません: { $reason }。
look-no-file = 「{ $path }」はファイルではありません。
look-no-text = 「{ $path }」はテキストではありません。
put-exists = 「{ $path }」はすでにあり、上書きはしません。別の名前にしてください。
put-failed = 「{ $path }」を書き込めません: { $reason }。
path-link = 「{ $name }」は別の場所へのリンクなので、たどりません。
path-unusable = 「{ $name }」を使えません: { $reason }。
list-failed = フォルダーの一覧を作れません: { $reason }。
page-kind = 開くのは http:// か https:// で始まるウェブアドレスだけです。
page-too-long = アドレスが長すぎます。
page-with-name = 名前やパスワードを含むアドレスは開きません。
mail-many-people = メールの宛先は { $most_people } 人までです。
mail-address = 「{ $wrong }」はメールアドレスではありません。
mail-too-long = メールが長すぎて作成できません。
entry-no-title = 予定にタイトルがありません。
entry-too-long = 予定が長すぎます。
entry-when = 開始と終了は 2026-12-24 のような日、または両方とも 2026-12-24T18:00 のような日時です。
entry-ends-early = 始まる前に終わってしまいます。
entry-no-such-time = その時刻はありません。
asked-unknown-words = Errand の知らない指定で頼まれました。
put-too-large = ファイルが { $megabytes } MB より大きいです。
deed-list = 「{ $folder }」の中身を一覧にして、回答として送ります。
deed-look = 「{ $folder }」の「{ $path }」を見て、その内容を回答として送ります。
deed-put = 新しいファイル「{ $path }」を「{ $folder }」に書き込みます。
deed-page = このページをブラウザーで開きます。
deed-calendar = 「{ $title }」のカレンダーファイルを作ります。
deed-mail = このメールをメールプログラムで作成します。送信はご自分で行います。
from-to = { $first }～{ $last }
deed-tool = { $server } の「{ $tool }」を使います。
no-folder-picked = この会話のツールでは、フォルダーが選ばれていません。
no-program-for-it = このコンピューターには、そのためのプログラムがありません。
no-save-folder = このコンピューターには、保存先のフォルダーがありません。
save-folder-not-made = 保存先のフォルダーを作れません。
no-folder-picked-now = フォルダーが選ばれていません。

## Forms that a model asks to be filled in

field-not-read = は読み取れません
field-needed = は入力が必要です
field-yes-no = には、はいかいいえが入ります
field-whole-number = には整数が入ります
field-number = には数字が入ります
field-day = には 2026-03-29 のような日が入ります
field-time = には 18:30 のような時刻が入ります
field-one-of = には次のどれかが入ります: { $options }
field-json = には JSON の配列かオブジェクトが入ります
field-moment = には 2026-03-29T18:30 のような日時が入ります
field-file = には添付したファイルが入ります
field-file-size = には 5 MB までのファイルが入ります
answer-approved = 承認され、完了しました
answer-not-done = 行われませんでした。{ $why }
answer-declined-because = 拒否しました。{ $reason }

## Why somebody cannot use a tool

bound-here = このコンピューターにあり、外からは接続できません。
bound-headers = そのヘッダーは、Errand だけが読むキーチェーンに残ります。
offer-worker-no-map = サンドボックスのあるエージェントには地図がありません。
offer-agent-no-pictures = エージェントは画像を検索しません。
offer-research-no-map = リサーチには地図がありません。
offer-research-asks-nothing = リサーチは作業中に何も尋ねないため、先に確認するものは使えません。
offer-makes-media = 画像、音声、動画を作るもので、ツールは使いません。
offer-unknown = 何を使えるかわかりません。
offer-local-no-map = このコンピューターのエンジンには地図がありません。
offer-local-no-pictures = このコンピューターのエンジンは画像を検索しません。
offer-local-code = このコンピューターでは、仕事だけがサンドボックスでプログラムを実行します。
offer-no-functions = このモデルはツールを呼び出しません。
program-look = フォルダーの中を見る
program-put = フォルダーにファイルを入れる
program-page = ページを開く
program-calendar = カレンダーの予定を作る
program-mail = メールを作成する
answer-declined = 拒否しました
answer-line = { $title }: { $words }
field-wrong = 「{ $name }」{ $wants }。
and-more = { $line } (ほか { $count } 件)

## Notifications

action-open = 開く
action-save-files = ファイルを保存
action-approve = 承認
action-decline = 拒否
notice-job = 仕事
notice-answer = 回答
notice-unconfirmed = 届いたかどうかわかりません
notice-key-refused = 待機中: キーが拒否されました
notice-no-key = キーを待っています
notice-job-done = 仕事が終わりました
notice-answer-ready = 回答ができました
notice-job-failed = 仕事が失敗しました
notice-no-answer = 回答が届きませんでした
notice-needs-you = 対応が必要です
notice-files = { $count } 個のファイル
notice-line = { $state } · { $more }
notice-done = { $count } 件完了
notice-failed = { $count } 件失敗
notice-waiting = { $count } 件は対応が必要
notice-schedule = スケジュール
notice-schedules = { $count } 件のスケジュール
notice-paused-by-limit = 一時停止 · 今月の上限に達しました。来月、または上限を上げると続きます。
notice-schedule-failing = { $failures } 回続けて失敗したため停止しました
notice-could-not-begin = 始められませんでした
notice-in-tray = Errand は動いています
notice-in-tray-body = トレイで続けています。終了はそこから行えます。
notice-no-window = Errand のウィンドウを表示できません
notice-no-window-body = Errand を終了して起動し直してください。グラフィックカードを使わずに描画します。回答と仕事に影響はありません。

## The window

window-page-ended = ウィンドウを読み込み直しました。
    .hint = ページが予期せず終了しました。回答と仕事に影響はありません。
window-never-drawn = ウィンドウを読み込み直しました。
    .hint = 何も描画されていませんでした。回答と仕事に影響はありません。
window-drawn-safely = ウィンドウをグラフィックカードなしで描画しています。
    .hint = 前回の起動では何も描画されませんでした。スクロールが滑らかでないことがあります。

## What a model or an agent is good for

good-for-everyday = 日常の質問、手紙、要約、見せたファイル
good-for-hard = 難しい質問、長い文書、しっかりした計画
good-for-jobs = 仕事全体: プログラムを書いて実行し、ファイルを作って確認します
good-for-report = 一つの質問についての報告書。ウェブを約 80 回検索します
good-for-report-complete = 同じものを 2 倍の検索で。漏れのないことが大切なときに
good-for-jobs-first = 仕事全体、最初の版
good-for-report-earlier = ウェブからの報告書、以前の版
good-for-hardest = 最新: 最も難しい質問と、多くの部分からなる長い作業
good-for-careful = 注意のいる難しい質問、プログラム、証明
good-for-careful-sibling = 注意のいる難しい質問。Argon の兄弟
good-for-hard-earlier = 難しい質問、以前の版
good-for-hard-before = 難しい質問、二つ前の版
good-for-newest-pro = 常に Google の最新の Pro。費用もそれに伴って変わります
good-for-everyday-earlier = 日常の質問、以前の版
good-for-short = 短く簡単な質問をたくさん: 最も安く、最も速く
good-for-short-earlier = 短く簡単な質問、以前の版
good-for-short-cheapest = 短く簡単な質問。最も安いもの
good-for-everyday-before = 日常の質問、二つ前の版
good-for-newest-flash = 常に Google の最新の Flash。費用もそれに伴って変わります
good-for-newest-flash-lite = 常に Google の最新の Flash-Lite。費用もそれに伴って変わります
good-for-pictures = 言葉から画像を作り、見せた画像を変更します
good-for-pictures-words = 正確な文字が入った画像
good-for-pictures-quick = 手早い、簡単な画像
good-for-pictures-earlier = 画像、以前の版
good-for-aloud = 指定した調子でテキストを読み上げます
good-for-aloud-cheap = テキストを読み上げます。より安く
good-for-aloud-earlier = テキストを読み上げます。以前の版
good-for-videos = 言葉や画像から、音声付きの短い動画
good-for-videos-earlier = 短い動画、以前の版

## Servers of models and of tools

it-says = メッセージ: 「{ $quote }」
model-server-no-address = { $name } のアドレスが正しくありません。http://127.0.0.1:11434/v1 のような形です。
model-server-unreachable = { $place } からの応答がありません。{ $name } が動いているか、アドレスと接続を確認してください。
model-server-key-wanted = { $name } はキーを求めています。入力してください。
model-server-key-refused = { $name } はこのキーを受け付けません。確認するか、そこで新しく作ってください。
model-server-quota = { $name } のアカウントに残高がありません。支払いのページを確認してください。
model-server-other-service = { $place } は応答しますが、モデルサーバーではありません。アドレスを確認してください。多くは /v1 で終わります。
model-server-broken = 回答が終わる前に { $name } との接続が切れました。もう一度お試しください。
model-server-silent = { $name } は 15 分間何も返しませんでした。もう一度試すか、小さいモデルを選んでください。
model-server-endless = { $name } がどの回答よりも多くのデータを送ってきました。アドレスが正しいか確認してください。
model-server-not-taken = { $name } には { $kind } の種類のファイルを渡せません。外すか、別のモデルを選んでください。
model-server-busy = { $name } は今、これ以上リクエストを受け付けません。{ $seconds } 秒後にもう一度お試しください。
model-server-busy-now = { $name } は今、これ以上リクエストを受け付けません。後でもう一度お試しください。
model-server-no-model = { $name } にはこのモデルがありません。別のものを選んでください。
model-server-too-long = 会話がこのモデルの読める長さを超えています。新しく始めるか、もっと余裕のあるモデルを選んでください。
model-server-refused = { $name } はリクエストを受け付けませんでした。
model-server-failed = { $name } でエラーが起きました。後でもう一度お試しください。
tools-unreachable = 接続できません
tools-refused = 別のキーを求めています (HTTP { $status })。ヘッダーに入力してください
tools-status = HTTP { $status } を返しました
tools-late = 時間内に応答しませんでした
tools-ended = 接続が終了しました
tools-other-protocol = MCP に対応していません

## Search, stores, programs and folders

compare-kinds = 変更点を表示できるのはテキストと表だけです。
    .hint = 両方の版を順に見てください。
folder-no-name = フォルダーには名前が必要です。
folder-name-long = フォルダーの名前は { $longest } 文字までです。短くしてください。
folder-exists = フォルダー「{ $name }」はすでにあります。
file-name-signs = このファイルの名前には、保存できない文字があります。
    .hint = 別のファイルを選ぶか、名前を変えてください。
too-many-arguments = 引数が多すぎます。
schedule-file-too-large = { $name } はスケジュールには大きすぎます。ファイルは 1 MB、合計 2 MB までです。
    .hint = もっと小さいものを添付してください。
search-unusable = 使えません: { $bad }。
search-unreachable = 検索サーバーが応答しません。
    .hint = アドレスと、サーバーが動いているかを確認してください。
search-no-json = 検索サーバーは応答しますが、JSON を返しません。
    .hint = その settings.yml の search.formats に「json」が必要です。公開サーバーの多くにはありません。
search-busy = 検索サーバーは今、これ以上検索を受け付けません。
    .hint = 後でもう一度試すか、別のサーバーを指定してください。
search-status = 検索サーバーがエラーを返しました (HTTP { $status })。
    .hint = アドレスと、ブラウザーでサーバーが使えるかを確認してください。
search-broken = 検索サーバーの応答が途切れたか、長すぎます。
    .hint = もう一度お試しください。
search-other-service = そこで応答しているのは SearXNG ではありません。
    .hint = アドレスを確認してください。
bound-program = このコンピューターのプログラムで、起動できるのは Errand だけです。
offer-worker-no-stores = サンドボックスのあるエージェントはファイルの保管庫を検索しません。ファイルを添付してください。
offer-local-name-search = このコンピューターでウェブを検索するには、設定で検索サーバーを指定してください。
offer-local-no-stores = ファイルの保管庫は Google にあります。ここではファイルを添付してください。
program-no-name = プログラムを指定してください。
program-not-found = プログラムが見つかりません。サンドボックスにあるのは、システムのプログラムとフォルダーだけです。
    .hint = プログラムのあるフォルダーを選ぶか、node や python3 のようなシステムのプログラムを指定してください。
store-no-name = 名前を付けてください。
store-not-named = サーバーは保管庫を作りましたが、名前を伝えませんでした。
    .hint = もう一度お試しください。
store-no-ordinary-file = { $name } は通常のファイルではありません。
    .hint = 別のものを選んでください。
store-empty-file = { $name } は空なので、検索するものがありません。
    .hint = 別のものを選んでください。
store-file-too-large = { $name } は大きすぎます。保管庫のファイルは { $megabytes } MB までです。
    .hint = 分けるか、別のものを選んでください。
store-file-not-taken = サービスは { $name } を受け取れませんでした: { $why }
    .hint = 別のファイルを選んでください。
left-out = この会話の最も古い部分は省かれました。モデルが読める長さを超えています。
may-be-left-out = モデルがこの会話の最も古い部分を読めないかもしれません。サーバーはモデルのコンテキストより長い部分を黙って省き、その長さも知らせません。通常は{ $tokens }トークンです。Ollamaでは OLLAMA_CONTEXT_LENGTH、またはモデルのファイルの num_ctx で設定できます。そのあと、設定でサーバーをもう一度確認してください。
store-lost = サーバーにこの保管庫はもうありません。
    .hint = ここで取り除いて、別のものを作ってください。
search-server-gone = 検索サーバーはもうありません。
store-gone = このファイルの保管庫はもうありません。

## Export, import and backup

transfer-goes-on = 別の書き出し、読み込み、またはバックアップが進行中です。
    .hint = 終わるまで待つか、止めてください。
backup-no-folder = バックアップのフォルダーがまだありません。
    .hint = 先に選んでください。
backup-folder-gone = バックアップのフォルダー { $path } がありません。
    .hint = そのディスクを接続するか、別のフォルダーを選んでください。
backup-folder-full = バックアップのフォルダーはバックアップでいっぱいです。
archive-newer = { $name } は新しい Errand で書かれています。
    .hint = 最新の Errand を入れてから、もう一度読み込んでください。
archive-unknown = { $name } は Errand のアーカイブでも、Errand の知る書き出しでもありません。
    .hint = 読み込めるのは ChatGPT、Claude、Google AI Studio の書き出しです。届いたままの .zip か conversations.json を使ってください。
archive-damaged-since = { $name } は壊れているか、書かれたあとに変更されています。
    .hint = 何も読み込んでいません。別のコピーを使ってください。
archive-not-whole = { $name } は一部が欠けています。
    .hint = 何も読み込んでいません。別のコピーを使ってください。
archive-foreign = { $name } には、Errand のアーカイブにはないものが入っています。
    .hint = 最新の Errand を入れるか、別のコピーを使ってください。何も読み込んでいません。
archive-locked = { $name } はパスワードで保護されています。
    .hint = 展開して、パスワードなしで圧縮し直してから読み込んでください。
archive-packed = { $name } は、ディスクをいっぱいにするように圧縮されています。
    .hint = 何も読み込んでいません。作った人がわからないなら、削除してください。
archive-other = { $name } を使えませんでした: { $other }。
event-gone = このイベントはもうありません。
backup-not-made = バックアップは作られませんでした。{ $why }
imported-not-over = アーカイブが書かれたとき、これはまだ実行中でした。
    .hint = それまでに届いたものはここにあります。やり直すには、もう一度送ってください。

## A conversation as a file

told-chat = { $begun } のチャット、依頼: { $turns } 件。
told-job = { $begun } の仕事、依頼: { $turns } 件。
told-from = { $from } から引き継ぎました。
told-written = { $at } に Errand が書き出しました。
told-question = { $number }. 質問
told-beginning = 別の始まり。
told-follows = 依頼 { $number } に続きます。
told-with-file = ファイル { $name } ({ $bytes }) 付き。
told-bytes = { $count } バイト
told-steps = 手順
told-answer = 回答
told-no-words = 言葉はありません。
told-sources = 出典
told-page = ページ
told-files = ファイル
told-not-kept = 保存されていません
told-all = 全体: { $tokens }
told-tokens = { $count } トークン
told-thought = 考えました
told-thought-for = { $span } 考えました
told-ran = プログラムを実行しました
told-ran-failed = プログラムを実行し、失敗しました
told-printed = 出力
told-searched = 検索した語
told-searched-for = { $query } を検索しました。
told-read = 読んだページ
told-used = { $tool } を使いました
told-used-of = { $server } の { $tool } を使いました
told-about = 約 { $amount }
told-about-between = 約 { $low }～{ $high }
told-seconds = { $seconds } 秒
told-minutes = { $minutes } 分 { $seconds } 秒
told-hours = { $hours } 時間 { $minutes } 分

## Errand の新しいバージョン

update-not-here = この Errand は自分では更新しません。
    .hint = 新しいバージョンを、これと同じ方法でインストールしてください。
update-unreachable = { $host } につながらないため、何も更新されませんでした。
    .hint = 接続と、設定のプロキシを確認してから、もう一度お試しください。
update-unreadable = { $host } の返答を Errand は使えません ({ $reason })。
    .hint = 後でもう一度お試しください。このバージョンは引き続き使えます。
update-not-for-here = 新しいバージョンには、このコンピューター用のパッケージがありません。
    .hint = 後でもう一度確認してください。このバージョンは引き続き使えます。
update-not-signed = 新しいバージョンには、このバージョンの作成者の署名がないため、インストールされませんでした。
    .hint = 後でもう一度お試しください。変わらなければ、Errand の入手元に知らせてください。
update-not-installed = 新しいバージョンをインストールできませんでした ({ $reason })。
    .hint = このバージョンは引き続き使えます。もう一度試すか、これと同じ方法で新しいバージョンをインストールしてください。
update-not-restored = 新しいバージョンをインストールできず、このバージョンも元に戻せませんでした。今は { $path } にあります。
    .hint = 元の場所に移すか、以前と同じ方法で Errand をインストールしてください。Errand の中のものは残ります。
update-not-there = Errand { $version } をインストールするはずでしたが、まだ前のバージョンのままです。
    .hint = もう一度試すか、これと同じ方法でインストールしてください。
