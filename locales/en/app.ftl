# What Errand says that is not written on its page: errors, notices, notifications, plans of schedules.
# English is where a sentence begins: each one here is a function of the crate `words`. In the other languages it has
# the same name, the same values, and a hint where this one has a hint.

## In general

# A value by itself, such as a number or a list.
alone = { $value }
# One more of a list, with others to come: "a, b".
list-next = { $begun }, { $next }
# The last of a list: "a, b and c".
list-last = { $begun } and { $last }
# Somebody's word in a sentence.
quoted = “{ $word }”
gigabytes = { $size } GB
# One sentence after another.
two-sentences = { $first } { $second }
# Somebody else's words, as a sentence.
with-stop = { $words }.

## Something went wrong here

internal = Something went wrong inside Errand.
    .hint = Try again. If it stays so, restart Errand.
quitting = Errand is quitting.
    .hint = It goes on at the next start.
quitting-now = Errand is quitting.
disk-full = The disk is full. Nothing that was there is lost.
    .hint = Free some space, then try again.
disk-full-at-end = The disk is full. Nothing that was there is lost.
    .hint = Free some space. What could not be kept can then be fetched again from the file panel.

## What is gone

conversation-gone = The conversation is no longer there.
turn-gone = The turn is no longer there.
turn-before-gone = The turn before is no longer there.
file-gone = The file is no longer there.
folder-gone = The folder is no longer there.
# A page of a list.
page-gone = The page is no longer there.
agent-gone = The agent is no longer there.
schedule-gone = The schedule is no longer there.
# The model or agent that is to do it.
who-gone = Who does it is no longer there.
draft-gone = The place of a draft is no longer there.
tool-server-gone = This server of tools is no longer there.
model-server-gone = This server of models is no longer there.
sandbox-of-file-gone = The sandbox of this file is no longer there.
answer-of-file-gone = The answer that this file is of is no longer there.

## The way to a server

no-key = There is no key for { $place }.
    .hint = Enter it in the settings. A key for another server is not sent there.
proxy-address = The address of the proxy cannot be used.
    .hint = It looks like http://proxy.example:3128 or socks5://proxy.example:1080.
proxy-credentials = The proxy { $proxy } asks for a name and a password.
    .hint = Enter it in the settings as http://name:password@host:port.
proxy-no-way = The proxy { $proxy } makes no connection to the server.
    .hint = Ask who looks after the proxy, or choose another in the settings.
proxy-unreachable = The proxy { $proxy } cannot be reached.
    .hint = Check the network, or the proxy in the settings. Errand tries again by itself.
certificate = This computer does not trust the server's certificate, so nothing was sent.
    .hint = If your office checks connections, its certificate must be installed on this computer.
offline = The server cannot be reached.
    .hint = Check the network. Errand goes on by itself when it is back.
offline-now = The server cannot be reached.
    .hint = Check the network, then try again.
connection-broke = The connection to the server broke.
    .hint = What came until then is kept. Try again.
not-gemini = The server's answer is not one of the Gemini API.
    .hint = Check the base URL in the settings.
not-sendable = The key or the base URL has characters that cannot be sent.
    .hint = Copy the whole key again, and check the base URL.
base-url = This base URL cannot be used.
    .hint = It begins with https://, or with http:// for a server on this computer.

## What a server answers

wrong-key = The server does not accept this key.
    .hint = Copy the whole key again, or make a new one.
region = Gemini is not offered where this computer is.
    .hint = Use the model on this computer, or set another base URL.
needs-payment = The project of this key needs a payment method for this.
    .hint = Turn on billing for the project, or choose another model.
quota = The quota of this key is used up.
    .hint = It is renewed tomorrow. A paid plan has a larger one.
rate-limited = The server gets too many requests for this key.
    .hint = Wait a minute, then try again.
unknown-model = The server does not know this model.
    .hint = Choose another one; it may have been retired.
no-permission = The key is right, but it may not do this.
    .hint = Check in the key's project that the Gemini API is allowed for it.
refused = The answer was withheld by the server's safety rules.
    .hint = Ask in other words.
lost = The server no longer knows this.
    .hint = What came until then is kept here. Send it again to start anew.
server-trouble = The server has a problem of its own.
    .hint = Try again in a while.
not-taken = The server does not take this request: { $said }
server-says = The server says: { $said }
    .hint = Try again in a while.
too-long = The answer was too long to be finished.
    .hint = Ask for a part of it.
not-told-anew = The server no longer knows what came before, and it cannot be told anew: { $why }
    .hint = Begin a new conversation.

## What nobody knows for certain

not-known-if-received = It is not known whether the server received this.
    .hint = If you send it again, it may be done and charged twice.
not-known-how-it-stands = It is not known how this stands at the server.
    .hint = Check again in a while.
not-known-if-stopped = The server did not say that it stopped.
    .hint = Check again in a while.

## This computer's engine, keychain and record

engine-trouble = { $said }
    .hint = Try again. If it stays so, install Errand anew.
no-model = The model on this computer is missing or cannot be read.
    .hint = Choose a GGUF file in the settings.
sandbox-gone = The sandbox is gone, and the files that were not fetched before are gone with it.
    .hint = What is written here is kept. To get the files, hand the job over again.
# What a run met; the keychain's own words.
keychain-trouble = { $said }
    .hint = Unlock the keychain, or enter the key again in the settings.
keychain-none = This computer has no keychain that Errand can use ({ $reason }).
    .hint = Keep the key for this session only.
keychain-none-linux = This computer has no keychain that Errand can use ({ $reason }).
    .hint = Keep the key for this session only. To keep it for good, set up a keyring such as GNOME Keyring, then start Errand again.
keychain-locked = The keychain is locked ({ $reason }).
    .hint = Unlock your keychain and try again, or keep the key for this session only.
keychain-denied = The keychain refused access ({ $reason }).
    .hint = Try again and allow access when the system asks, or keep the key for this session only.
keychain-other = The keychain could not be used ({ $reason }).
    .hint = Start Errand again. If it stays so, keep the key for this session only.
ledger-locked = The history at { $path } is in use by another program.
    .hint = Close the other Errand, or the program that has the file open, then try again.
ledger-corrupt = The history at { $path } is damaged: { $reason }.
    .hint = Errand left the file as it is. Close Errand, move { $path } to a safe place and put a copy from your backup there; copies that Errand made itself end in .backup- and a number. Without any file there, Errand starts with an empty history.
ledger-newer = The history at { $path } was written by a newer Errand (its format is { $found }, this version knows { $known }).
    .hint = Install the newest version of Errand. The file was left untouched.
ledger-disk-full = The disk is full: the history at { $path } could not be written.
    .hint = Free some space on the disk, then try again. Nothing stored before is lost.
ledger-io = The history at { $path } could not be read or written: { $reason }.
    .hint = Check that { $path } and its folder can be read and written by you, then try again.
ledger-not-found = There is no { $what } { $id }.
    .hint = It may have been deleted. Open the list again.
ledger-other = The history at { $path } could not be used: { $reason }.
    .hint = Start Errand again.

## Files

file-not-read = { $name } could not be read: { $reason }.
    .hint = Choose another place, or check the permissions.
file-not-written = { $name } could not be written: { $reason }.
    .hint = Choose another place, or check the permissions.
file-not-created = { $name } could not be created: { $reason }.
    .hint = Choose another place, or check the permissions.
file-not-removed = { $name } could not be removed: { $reason }.
    .hint = Choose another place, or check the permissions.
# A reason, after a colon.
reason-not-there = it is not there
reason-denied = access is denied
reason-disk-full = the disk is full
reason-refused = the system refuses
answer-file-local = The file of this answer cannot be fetched: { $reason }.
answer-file-not-given = The server does not give the file of this answer (error { $status }).
    .hint = It may be too late for it. Ask for it once more.
no-room = { $path } needs { $needed }, and this disk has room for { $room }.
    .hint = Free some space, then fetch it again.
file-not-fetched = { $name } could not be fetched.
    .hint = Fetch it again.
download-failed = { $path } could not be fetched. { $why }
# What the system said of a file.
file-io = { $said }.
    .hint = Choose another folder.
file-not-a-folder = { $path } is not a folder; choose another one.
    .hint = Choose another folder.
file-no-free-name = There are too many files named like { $name } in { $folder }; choose another folder.
    .hint = Choose another folder.
file-length = The file { $path } has { $received } bytes instead of the { $announced } that were announced; fetch it again.
file-not-stored = The file { $sha256 } is no longer on this computer; fetch it again.
file-altered = The file { $sha256 } was changed on this computer; fetch it again.
media-not-decoded = The media in the answer cannot be decoded.
sound-not-kept = The sound in the answer cannot be kept as a file: { $reason }.
table-not-read = The table cannot be read to its end: { $why }.
file-other = { $said }.
medium-gone = { $name } is no longer on this computer, or was changed there.
    .hint = It was its only copy. Ask for it once more.
unreadable-locked = { $name } cannot be shown here: it is locked with a password.
    .hint = Save it, and open it with another program.
unreadable-encrypted = { $name } cannot be shown here: it is encrypted with a key that Errand does not have.
    .hint = Save it, and open it with another program.
pdf-locked = { $name } is locked with a password.
pdf-wrong-password = That password does not open { $name }.
unreadable-large = { $name } cannot be shown here: it is too large.
    .hint = Save it, and open it with another program.
unreadable-damaged = { $name } cannot be shown here: it is damaged, or of a kind that Errand does not know.
    .hint = Save it, and open it with another program.
unreadable-slow = { $name } cannot be shown here: reading it takes too long.
    .hint = Save it, and open it with another program.
office-no-pages = { $name } cannot be shown as pages: LibreOffice made none of it.
    .hint = Save it, and open it with another program.
unreadable-fails = { $name } cannot be shown here: reading it fails.
    .hint = Save it, and open it with another program.
unreadable-no-reader = { $name } cannot be shown here: the program that reads it cannot be started.
    .hint = Save it, and open it with another program.
# What a run met when it fetched its files.
files-trouble = { $said }
    .hint = Fetch them again from the file panel.
attachment-trouble = { $said }
    .hint = Attach it again.

## Agents

agent-no-name = The agent has no name yet.
    .hint = Give it one.
agent-no-site = No site is named that the agent may reach.
    .hint = Name one, or switch its internet off.
agent-choose-model = Choose a model for the agent, or none.
agent-few-tokens = With so few tokens no job comes to an end.
    .hint = Allow at least { $fewest_tokens }, or as many as it takes.
skill-empty = A skill has no name or says nothing yet.
    .hint = Fill it in, or remove it.
skill-twice = Two skills are called { $name }.
    .hint = Rename one of them.
agent-text-empty = A pasted text is empty.
    .hint = Paste something, or remove it.
repository-address = { $address } is no address of a repository that can be fetched.
    .hint = It begins with https:// and has no name or password in it.
repository-twice = The repository { $address } is there twice.
    .hint = Remove one of them.
agent-file-twice = Two files are called { $path }.
    .hint = Rename one of them, or remove it.
agent-file-too-large = { $name } is too large: an agent has files of at most { $megabytes } MB.
    .hint = Attach it to a job in its place.
skill-none = { $name } is no skill.
    .hint = A skill is a folder with a SKILL.md in it, a Markdown file, or a .zip of one.
skill-no-file = There is no SKILL.md in { $name }.
    .hint = Choose the folder of a skill, or a folder of such folders.
agent-no-ordinary-file = { $name } is no ordinary file.
    .hint = Choose a file on a disk.
archive-damaged = { $name } cannot be opened: it is damaged, locked, or no .zip.
    .hint = Pack the folder again.
agent-too-much = There is too much in { $name }: an agent has at most { $most_files } files of { $megabytes } MB together.
    .hint = Choose a smaller folder. Larger files can be attached to a job.
agent-no-unicode = { $name } is no text in Unicode.
    .hint = Save it again as UTF-8.
shared-agent-too-large = An agent's file has at most { $megabytes } MB, and this is larger.
    .hint = Choose another file.
shared-agent-newer = This agent was shared by a newer Errand.
    .hint = Install the newest Errand, then open it again.
shared-agent-incomplete = { $path } is missing in it, or was changed.
    .hint = Ask for the agent once more.
shared-agent-none = This file is no agent of Errand's, or is damaged.
    .hint = The name of such a file ends with { $extension }.
agent-say-what = Say what the agent is to do.

## Schedules

choose-who = Choose who is to do it.
schedule-needs-agent = A schedule is for somebody who does jobs. Choose an agent in place of a model.
schedule-say-what = Say what is to be done.
schedules-wait-for-limit = This month’s limit is used up, so schedules that cost something wait.
    .hint = Raise the limit in Settings, Spending. It goes on by itself then.
autostart-not-set = It cannot be set that Errand starts with the computer: { $reason }.
    .hint = Add Errand to the programs that your desktop starts, with the option --background.
schedule-did-not-begin = It did not begin: { $reason }
    .hint = Open the schedule and look at its runs.

## Money

month-limit = This month’s limit is used up.
    .hint = Send it all the same, or raise the limit in Settings, Spending.
no-such-month = There is no such month.
prices-not-shown = The file is { $path }, but no file manager could be opened.
    .hint = Open it with an editor of text.

## Servers of models

server-address = This address cannot be used.
    .hint = It looks like https://api.example.com/v1, or http://127.0.0.1:11434/v1 for a server on this computer.
server-unencrypted = What is written there would go over the internet without encryption.
    .hint = Use an address that begins with https://.
server-key-unencrypted = A key is only sent over https://, or to a server on this computer: anybody in the network could read it.
    .hint = Leave the key empty if the server takes none, or give the server an address with https://.
server-not-connected = The server of this model is not connected any more, or does not have it.
    .hint = Choose somebody else in the message box, or connect the server in the settings.
sees-no-pictures = { $model } sees no pictures, so it cannot be shown { $picture }.
    .hint = Choose one that sees pictures, or hand it over as a job.
server-wants-key = { $name } answers nobody without a key.
    .hint = Paste a key for it.
server-kind = This kind of server is not known.

## Sending

nothing-to-send = There is nothing to send yet.
kind-not-quick = { $name } is of a kind that a quick answer cannot read.
    .hint = Hand it over as a job: there it can be opened in the sandbox.
turn-without-conversation = A turn that follows another belongs to its conversation.
turn-before-runs = The turn before this one still runs.
    .hint = Wait until it is done, or stop it.
leaving = What was said so far has not been at { $place } yet, so it is not sent there without asking.
    .hint = Choose in the message box who is to answer; it says there what goes along.
pasted-not-read = What was pasted cannot be read.
attach-folder = { $name } is a folder, and only files can be attached.
    .hint = Choose the files in it.
attach-no-ordinary-file = { $name } is no ordinary file, so it cannot be attached.
    .hint = Choose a file on a disk.
attach-too-large = { $name } is too large: at most { $megabytes } MB can be sent.
    .hint = Choose a smaller file.

## Files that are fetched and opened

file-not-made = The server could not make this file.
    .hint = Ask for it once more.
file-being-made = The server is still making this file.
    .hint = Fetch it again in a while.
deleted-still-written = A file of what was deleted is still being written.
    .hint = Errand tries again by itself in a minute.
fetched-too-large = The file is too large: Errand fetches at most { $megabytes } MB of it.
no-program-opens = This computer has no program that opens { $name }.
    .hint = Save it, and open it with a program of your own.
not-copied = { $name } could not be copied.
    .hint = Save it, and copy it in your file manager.
not-dragged = { $name } could not be dragged.
    .hint = Save it instead.
only-saved-shown = Only files that were saved can be shown.
no-file-manager = This computer has no file manager that shows { $text }.
    .hint = Copy the path, and open it with a program of your own.
file-not-here = { $name } is not here yet.
    .hint = Fetch it first.
file-bytes-gone = { $name } is no longer on this computer.
    .hint = Fetch it again.
no-table = { $name } is no table.
no-such-encoding = There is no such encoding.
title-empty = A title needs at least one letter.
link-kind = Only web and mail addresses can be opened.
no-program-for-address = This computer has no program for this address.
    .hint = Copy the address instead.

## Errand's own programs

engine-keeps-ending = The engine on this computer keeps ending, so it is not started again by itself.
    .hint = Start it in the settings. If it stays so, choose a smaller model or install Errand anew.
engine-does-not-start = The engine on this computer does not start: { $why }.
    .hint = Try again. If it stays so, install Errand anew.
sandbox-not-asked = Errand cannot find out whether programs can be run on this computer.
    .hint = Install Errand again.
no-command = There is no command { $name }.
request-not-read = The request for { $name } cannot be read.

## Tools, and what is asked of the person

folder-name-signs = The name of this folder has signs that cannot be kept.
    .hint = Choose another folder.
too-many-headers = These are too many headers.
header-empty = The header “{ $name }” has no value yet.
nothing-asked = Nothing is asked here that can be answered.
not-for-errand = “{ $title }” is not for Errand to carry out.
action-unanswered = “{ $title }” has no answer yet.
pick-folder-again = Pick the folder for the tools again.
headers-not-kept = The headers for { $name } are not kept any more.
    .hint = Give them again in the settings, under the servers of tools.
tool-server-unusable = { $name } cannot be used: { $reason }.

## More of agents, schedules and sending

agent-name-long = The name has { $length } letters; there is room for { $longest }.
    .hint = Make it shorter.
agent-letter-long = The letter has { $length } letters; there is room for { $longest }.
    .hint = Make it shorter.
agent-about-long = The line on what it is for has { $length } letters; there is room for { $longest }.
    .hint = Make it shorter.
agent-instructions-long = The instructions have { $length } letters; there is room for { $longest }.
    .hint = Make it shorter.
agent-files-too-large = The agent has { $count } files of { $size } MB; there is room for { $most } of { $megabytes } MB together.
    .hint = Remove some. Larger files can be attached to a job.
files-too-large = The files together are { $size } MB large; at most { $megabytes } MB can be sent.
    .hint = Send fewer or smaller files.
# Why a run of a schedule did not begin.
server-silent = its server does not say why
# Why the engine does not start.
engine-program-missing = its program is missing
engine-ended = it ended at once
engine-not-ready = it does not become ready
engine-no-address = it does not say where it can be reached
ahead-not-read = { $name } cannot be read: { $cause }.
ahead-no-name = The server made a sandbox and did not name it.

## When a schedule runs

# A whole plan: "every Monday at 7:00".
rule-times = { $days } at { $times }
rule-interval = { $interval }, { $days }
every-hour = every hour
every-hours = every { $count } hours
every-minutes = every { $count } minutes
every-day = every day
# Monday to Friday.
every-weekday = every weekday
every-of-week = every { $days }
every-of-month = on the { $days } of every month
day-of-month =
    { NUMBER($day, type: "ordinal") ->
        [one] { $day }st
        [two] { $day }nd
        [few] { $day }rd
       *[other] { $day }th
    }
every-year = every year on { $day } { $month }
weekday-sunday = Sunday
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December

## When a plan is not understood

when-nothing = Say when, for example “every Monday at 7”.
when-unknown = I do not understand { $words }.
when-days = On which days? For example “every day”, “weekdays”, “every Monday” or “on the 1st of the month”.
when-time = At what time? For example “at 7:00”.
when-mixed-days = One schedule goes by days of the week, by days of the month, or by the year. Make two schedules.
when-times-and-interval = One schedule has either times or an interval. Make two schedules.
when-minutes-differ = Several times of one schedule are at the same minute of their hours, such as 7:30 and 18:30. Make two schedules.
when-last-day = A schedule has no word for the last day of a month. Take the 28th, or the 1st of the next.
when-which-weekday = On which day of the week? For example “every Monday at 7”.
when-which-day = On which day of the month? For example “on the 1st of the month at 7”.
when-counts = A schedule cannot count days, weeks or months. Name the days: “every Monday”, “on the 1st and 15th of the month”.
when-does-not-fit = It has to fit: every 5, 6, 10, 12, 15, 20 or 30 minutes, or every 1, 2, 3, 4, 6, 8 or 12 hours.
when-nth-weekday = A schedule cannot say “the first Monday of the month”: it goes by the day of the week or by the day of the month.
when-two-days = One schedule has one day of the year. Make two schedules.
when-every-other = A schedule has no word for every other week or day. Take “on the 1st and 15th of the month”, or every week.
cron-fields = A schedule has five fields: minute, hour, day of the month, month, day of the week, such as "0 7 * * 1" for Mondays at seven. This one has { $count }.
cron-unreadable = The schedule '{ $line }' cannot be read. Its fields take minutes 0-59, hours 0-23, days 1-31, months 1-12 or JAN-DEC, and days of the week 0-7 or SUN-SAT, each also as a list, a range or with a step.
cron-never = The schedule '{ $line }' never comes: there is no such day.
cron-zone = There is no time zone '{ $zone }'. Send an IANA name, such as "Europe/Zurich" or "UTC".

## The sandbox of this computer

sandbox-missing = The program that closes the sandbox, bubblewrap, is not installed.
sandbox-apparmor = This system (AppArmor) does not let Errand close its sandbox yet.
sandbox-forbidden = This system does not let programs close a sandbox.

## What Errand does for a model once the person approves

path-outside = “{ $path }” is not in the picked folder.
put-no-name = The file has no name.
put-bad-name = “{ $path }” is no name that a file can have here.
put-program = “{ $path }” would be a program, and none is written.
picked-not-opened = The picked folder cannot be opened: { $reason }.
look-failed = “{ $path }” cannot be looked at: { $reason }.
look-no-file = “{ $path }” is no file.
look-no-text = “{ $path }” is no text.
put-exists = There is “{ $path }” already, and nothing is overwritten. Choose another name.
put-failed = “{ $path }” cannot be written: { $reason }.
path-link = “{ $name }” is a link to another place and is not followed.
path-unusable = “{ $name }” cannot be used: { $reason }.
list-failed = The folder cannot be listed: { $reason }.
page-kind = Only a web address that begins with http:// or https:// is opened.
page-too-long = The address is too long.
page-with-name = An address with a name or a password in it is not opened.
mail-many-people = A mail is begun for at most { $most_people } people.
mail-address = “{ $wrong }” is no mail address.
mail-too-long = The mail is too long to be begun.
entry-no-title = The entry has no title.
entry-too-long = The entry is too long.
entry-when = The begin and the end are days such as 2026-12-24, or both times such as 2026-12-24T18:00.
entry-ends-early = It would end before it begins.
entry-no-such-time = There is no such time.
asked-unknown-words = It was asked for with words that Errand does not know.
put-too-large = The file is larger than { $megabytes } MB.
deed-list = List what is in “{ $folder }”, and send the list as the answer.
deed-look = Look at “{ $path }” in “{ $folder }”, and send what it says as the answer.
deed-put = Write the new file “{ $path }” into “{ $folder }”.
deed-page = Open this page in the browser.
deed-calendar = Make a calendar file for “{ $title }”.
deed-mail = Begin this mail in the mail program. You send it yourself.
from-to = { $first } to { $last }
deed-tool = Use “{ $tool }” of { $server }.
no-folder-picked = No folder is picked in the tools of this conversation.
no-program-for-it = This computer has no program for it.
no-save-folder = This computer has no folder for saved files.
save-folder-not-made = The folder for saved files cannot be made.
no-folder-picked-now = No folder is picked.

## Forms that a model asks to be filled in

field-not-read = cannot be read
field-needed = has to be filled in
field-yes-no = takes yes or no
field-whole-number = takes a whole number
field-number = takes a number
field-day = takes a day, such as 2026-03-29
field-time = takes a time, such as 18:30
field-one-of = takes one of: { $options }
field-json = takes a list or an object in JSON
field-moment = takes a day and a time, such as 2026-03-29T18:30
field-file = takes a file that is attached
field-file-size = takes a file of at most 5 MB
answer-approved = approved and done
answer-not-done = not done. { $why }
answer-declined-because = declined. { $reason }

## Why somebody cannot use a tool

bound-here = It is on this computer and cannot be reached from outside.
bound-headers = Its headers stay in the keychain, which only Errand reads.
offer-worker-no-map = Agents with a sandbox have no map.
offer-agent-no-pictures = Agents search no pictures.
offer-research-no-map = Research has no map.
offer-research-asks-nothing = Research asks nothing while it works, so it cannot use what asks you first.
offer-makes-media = It makes pictures, sound or video and uses no tools.
offer-unknown = What it can use is not known.
offer-local-no-map = The engine on this computer has no map.
offer-local-no-pictures = The engine on this computer searches no pictures.
offer-local-code = On this computer only a job runs programs, in its sandbox.
offer-no-functions = This model calls no tools.
program-look = Look into your folder
program-put = Put a file into your folder
program-page = Open a page
program-calendar = Make a calendar entry
program-mail = Begin a mail
answer-declined = declined
answer-line = { $title }: { $words }
# What a field of a form wants is said by the sentences above.
field-wrong = “{ $name }” { $wants }.
# A question of several, for a notification.
and-more = { $line } (and { $count } more)

## Notifications

action-open = Open
action-save-files = Save files
action-approve = Approve
action-decline = Decline
notice-job = Job
notice-answer = Answer
notice-unconfirmed = Not sure it arrived
notice-key-refused = Waits: the key was refused
notice-no-key = Waits for a key
notice-job-done = Job done
notice-answer-ready = Answer ready
notice-job-failed = Job failed
notice-no-answer = No answer came
notice-needs-you = Needs you
notice-files =
    { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
# State and what goes with it.
notice-line = { $state } · { $more }
# Parts of the title of several notices together, such as "2 done, 1 failed, 1 needs you".
notice-done = { $count } done
notice-failed = { $count } failed
notice-waiting =
    { $count ->
        [one] { $count } needs you
       *[other] { $count } need you
    }
notice-schedule = A schedule
notice-schedules =
    { $count ->
        [one] { $count } schedule
       *[other] { $count } schedules
    }
notice-paused-by-limit = Paused · this month’s limit is used up. It goes on next month, or when you raise the limit.
notice-schedule-failing =
    Stopped after { $failures ->
        [one] { $failures } failure
       *[other] { $failures } failures in a row
    }
notice-could-not-begin = Could not begin
notice-in-tray = Errand is still here
notice-in-tray-body = It goes on in the tray. Quit it from there.
notice-no-window = Errand's window cannot be shown
notice-no-window-body = Quit Errand and start it again; it then draws without the graphics card. Answers and jobs are not touched.

## The window

window-page-ended = The window had to be loaded again.
    .hint = Its page ended unexpectedly. Answers and jobs were not touched.
window-never-drawn = The window had to be loaded again.
    .hint = Nothing was drawn in it. Answers and jobs were not touched.
window-drawn-safely = The window is drawn without the graphics card.
    .hint = At the last start nothing was drawn in it. It may scroll less smoothly now.

## What a model or an agent is good for

good-for-everyday = Everyday questions, letters, summaries, and files you show it
good-for-hard = Hard questions, long documents, plans that have to hold
good-for-jobs = Whole jobs: it writes and runs programs, makes files, and checks them
good-for-report = A report on a question, from some eighty searches of the web
good-for-report-complete = The same with twice the searches, for what has to be complete
good-for-jobs-first = Whole jobs, in its first edition
good-for-report-earlier = Reports from the web, in an earlier edition
good-for-hardest = The newest: the hardest questions and long work with many parts
good-for-careful = Hard questions that need care, programs and proofs
good-for-careful-sibling = Hard questions that need care; a sibling of Argon
good-for-hard-earlier = Hard questions, in an earlier edition
good-for-hard-before = Hard questions, two editions ago
good-for-newest-pro = Whichever Pro is Google’s newest; what it costs changes with it
good-for-everyday-earlier = Everyday questions, in an earlier edition
good-for-short = Short, simple questions and many of them: the least money for the most speed
good-for-short-earlier = Short, simple questions, in an earlier edition
good-for-short-cheapest = Short, simple questions; the cheapest of all
good-for-everyday-before = Everyday questions, two editions ago
good-for-newest-flash = Whichever Flash is Google’s newest; what it costs changes with it
good-for-newest-flash-lite = Whichever Flash-Lite is Google’s newest; what it costs changes with it
good-for-pictures = Pictures from words, and changes to a picture you show it
good-for-pictures-words = Pictures with words in them that have to be right
good-for-pictures-quick = Quick, simple pictures
good-for-pictures-earlier = Pictures, in an earlier edition
good-for-aloud = Reads a text aloud, with the tone you describe
good-for-aloud-cheap = Reads a text aloud, for less
good-for-aloud-earlier = Reads a text aloud, in an earlier edition
good-for-videos = Short videos with sound, from words or from a picture
good-for-videos-earlier = Short videos, in an earlier edition

## Servers of models and of tools

it-says = It says: “{ $quote }”
model-server-no-address = The address of { $name } is not a valid address. A valid one looks like http://127.0.0.1:11434/v1.
model-server-unreachable = Nothing answers at { $place }. Check that { $name } is running, the address and the connection.
model-server-key-wanted = { $name } wants a key. Enter one.
model-server-key-refused = { $name } does not take this key. Check it, or make a new one there.
model-server-quota = The account at { $name } has nothing left. Look at its billing page.
model-server-other-service = Something answers at { $place }, but not as a server of models. Check the address; most end in /v1.
model-server-broken = The connection to { $name } broke before the answer was whole. Try again.
model-server-silent = { $name } said nothing for a quarter of an hour. Try again, or choose a smaller model.
model-server-endless = { $name } sent more than any answer has. Check whether its address is right.
model-server-not-taken = { $name } cannot be given a file of the type { $kind }. Leave it out, or choose another model.
model-server-busy =
    { $name } takes no more requests for now. Try again in { $seconds ->
        [1] a second
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }.
model-server-busy-now = { $name } takes no more requests for now. Try again later.
model-server-no-model = { $name } does not have this model. Choose another.
model-server-too-long = The conversation is longer than this model can read. Start a new one, or choose a model with more room.
model-server-refused = { $name } did not take the request.
model-server-failed = { $name } failed. Try again later.
tools-unreachable = it cannot be reached
tools-refused = it wants another key (HTTP { $status }); send it in the headers of the tool
tools-status = it answers HTTP { $status }
tools-late = it did not answer in time
tools-ended = the connection ended
tools-other-protocol = it does not speak MCP

## Search, stores, programs and folders

compare-kinds = What changed can be shown of texts and tables only.
    .hint = Look at both versions one after the other.
folder-no-name = A folder needs a name.
folder-name-long = The name of a folder can have { $longest } characters. Make it shorter.
folder-exists = There is a folder “{ $name }” already.
file-name-signs = The name of this file has signs that cannot be kept.
    .hint = Choose another file, or rename it.
too-many-arguments = These are too many arguments.
schedule-file-too-large = { $name } is too large for a schedule: a file may have 1 MB, and all together 2 MB.
    .hint = Attach smaller ones.
search-unusable = It cannot be used: { $bad }.
search-unreachable = The search server does not answer.
    .hint = Check the address, and whether the server runs.
search-no-json = The search server answers, but gives no JSON.
    .hint = In its settings.yml, “json” must stand under search.formats. On many public servers it does not.
search-busy = The search server takes no more searches for now.
    .hint = Try again later, or name another one.
search-status = The search server answers with an error (HTTP { $status }).
    .hint = Check the address, and whether the server works in a browser.
search-broken = The answer of the search server is broken off or too long.
    .hint = Try again.
search-other-service = What answers there is no SearXNG.
    .hint = Check the address.
bound-program = It is a program of this computer, and only Errand can start it.
offer-worker-no-stores = Agents with a sandbox search in no stores of files. Attach the files.
offer-local-name-search = To search the web on this computer, name a search server in the settings.
offer-local-no-stores = Stores of files are at Google. Here, attach the files.
program-no-name = Name the program.
program-not-found = The program would not be found: in the sandbox there are the programs of the system and the folder.
    .hint = Pick the folder that the program is in, or name a program of the system, such as node or python3.
store-no-name = Give it a name.
store-not-named = The server made a store and did not name it.
    .hint = Try again.
store-no-ordinary-file = { $name } is no ordinary file.
    .hint = Choose another one.
store-empty-file = { $name } is empty, so there is nothing in it to search.
    .hint = Choose another one.
store-file-too-large = { $name } is too large: a file in a store has at most { $megabytes } MB.
    .hint = Part it, or choose another one.
store-file-not-taken = The service could not take { $name }: { $why }
    .hint = Choose another file.
left-out = The oldest part of this conversation was left out: it is longer than what the model can take.
may-be-left-out = The model may not get to read the oldest part of this conversation. Its server leaves out what is longer than the model’s context without saying so, and does not tell how long that is: usually { $tokens } tokens. In Ollama it is set by OLLAMA_CONTEXT_LENGTH, or by num_ctx in the model’s file; then check the server again in the settings.
store-lost = The server does not have this store any more.
    .hint = Remove it here, and make another one.
search-server-gone = The search server is no longer there.
store-gone = This store of files is no longer there.

## Export, import and backup

transfer-goes-on = Another export, import or backup goes on.
    .hint = Wait until it is done, or stop it.
backup-no-folder = There is no folder for backups yet.
    .hint = Choose one first.
backup-folder-gone = The folder for backups, { $path }, is not there.
    .hint = Connect the disk that it is on, or choose another folder.
backup-folder-full = The folder for backups is full of them.
archive-newer = { $name } was written by a newer Errand.
    .hint = Install the newest version of Errand, then import it again.
archive-unknown = { $name } is neither an archive of Errand nor an export that Errand knows.
    .hint = Known are exports of ChatGPT, Claude and Google AI Studio: the .zip as it came, or conversations.json.
archive-damaged-since = { $name } is damaged, or was changed since it was written.
    .hint = Nothing of it was imported. Use another copy of it.
archive-not-whole = { $name } is not whole: a part of it is missing.
    .hint = Nothing of it was imported. Use another copy of it.
archive-foreign = { $name } holds something that no archive of Errand has.
    .hint = Install the newest version of Errand, or use another copy of it. Nothing was imported.
archive-locked = { $name } is locked with a password.
    .hint = Unpack it, pack it again without a password, then import that.
archive-packed = { $name } was packed so that it would fill the disk.
    .hint = Nothing of it was imported. Delete it, unless you know who made it.
archive-other = { $name } could not be used: { $other }.
event-gone = The event is no longer there.
backup-not-made = The backup was not made. { $why }
imported-not-over = This still went on when the archive was written.
    .hint = What came until then is here. Send it again to start anew.

## A conversation as a file

told-chat = A chat of { $begun }, turns: { $turns }.
told-job = A job of { $begun }, turns: { $turns }.
told-from = Taken over from { $from }.
told-written = Written by Errand on { $at }.
told-question = { $number }. Question
told-beginning = Another beginning.
told-follows = This follows turn { $number }.
told-with-file = With the file { $name } ({ $bytes }).
told-bytes = { $count } bytes
told-steps = Steps
told-answer = Answer
told-no-words = No words.
told-sources = Sources
told-page = A page
told-files = Files
told-not-kept = not kept
told-all = All of it: { $tokens }
told-tokens = { $count } tokens
told-thought = Thought
told-thought-for = Thought for { $span }
told-ran = Ran a program
told-ran-failed = Ran a program, which failed
told-printed = It printed
told-searched = Searched for
told-searched-for = Searched for { $query }.
told-read = Read
told-used = Used { $tool }
told-used-of = Used { $tool } of { $server }
told-about = about { $amount }
told-about-between = about { $low } to { $high }
told-seconds = { $seconds } s
told-minutes = { $minutes } min { $seconds } s
told-hours = { $hours } h { $minutes } min

## Newer versions of Errand

update-not-here = This copy of Errand does not update itself.
    .hint = Install the newer version in the same way as this one.
update-unreachable = { $host } cannot be reached, so nothing was updated.
    .hint = Check the connection, and the proxy in the settings, then try again.
update-unreadable = { $host } answered with something that Errand cannot use ({ $reason }).
    .hint = Try again later. This version goes on working.
update-not-for-here = The newer version has no package for this computer.
    .hint = Look again later. This version goes on working.
update-not-signed = The newer version does not have the signature of whoever made this one, so it was not installed.
    .hint = Try again later. If it stays so, tell whoever gave you Errand.
update-not-installed = The newer version could not be installed ({ $reason }).
    .hint = This version goes on working. Try again, or install the newer one in the same way as this one.
update-not-restored = The newer version could not be installed, and this one could not be put back: it is now at { $path }.
    .hint = Move it to where it was, or install Errand in the same way as before. What you have in Errand stays.
update-not-there = Errand { $version } was to be installed, and this is still the version before it.
    .hint = Try again, or install it in the same way as this one.
