app = Errand

close = Close

cancel = Cancel

back = Back

copy = Copy

copied = Copied

remove = Remove “{ $name }”

# Of one of several: “Save: report.md”.
of = { $what }: { $which }

# With the key that does the same.
withKey = { $what } ({ $key })

more = More

stop = Stop

loading = Opening

engine-gemini = Gemini
engine-local = This computer

kind-chat = Chat
kind-job = Job

standing-running = Running
standing-needs_you = Needs you
standing-done = Done
standing-failed = Failed
standing-stopped = Stopped

announce-needs_you = { $job ->
    [yes] The job needs you
   *[no] The answer needs you
    }
announce-done = { $job ->
    [yes] Job done
   *[no] Answer finished
    }
announce-failed = { $job ->
    [yes] The job failed
   *[no] The answer failed
    }
announce-stopped = Stopped

nav-label = Main
nav-new = New
nav-chats = Chats
nav-jobs = Jobs
nav-files = Files
nav-agents = Agents
nav-schedules = Schedules
nav-search = Search
nav-settings = Settings
nav-recent = Recent
nav-openList = Show the list
nav-unread = Not read yet
nav-running = { $n ->
    [one] { $n } running
   *[other] { $n } running
    }
nav-noChats = Your chats will be here.
nav-noJobs = Your jobs will be here.
nav-noRecent = What you ask will be here.

welcome-title = Ask a question, or hand over a whole job
welcome-lead = Errand works on it, tells you when it is done, and keeps what it made on your disk.
welcome-gemini = Use Gemini
welcome-geminiLead = Google’s models answer, and do long jobs on Google’s computers.
welcome-geminiNeeds = Needs a key from Google. Google may charge for what you use; Errand shows about how much.
welcome-local = Try it on this computer
welcome-localLead = No account, nothing leaves this computer. The model is very small: good for a first look, often wrong.
welcome-localNeeds = Nothing to set up.
welcome-localStarting = Starting the model
welcome-keyPlaceholder = Paste it here
welcome-keyGet = Get a key from { $owner }
welcome-keyWhere = Kept in this computer’s keychain and nowhere else.
welcome-keySession = Kept in memory until you quit, and nowhere else.
welcome-sessionOnly = Keep it only until I quit
welcome-connect = Connect
welcome-connecting = Asking { $owner }
welcome-connected = The key works.
welcome-chooseModel = Choose a model file
welcome-theme = You can have both. Change it later in Settings; Ollama, OpenAI and others are connected there, too.
welcome-geminiKey = Your Gemini key
welcome-keyFor = Your key for { $owner }

outcome-wrong_key = This key is not right
    .say = { $owner } does not know it. Copy the whole key and paste it again.
outcome-no_permission = This key may not do that
    .say = { $owner } knows the key, but it has no permission for the Gemini API. Make a new one, or allow the API for it.
outcome-region = Not offered where you are
    .say = { $owner } does not offer the Gemini API in this region.
outcome-offline = No connection
    .say = { $owner } could not be reached. Check the network, then try again.
outcome-rate_limited = Too many requests just now
    .say = The key works, but { $owner } asks to wait a moment.
outcome-quota = The quota of this key is used up
    .say = Try again tomorrow, or raise the quota with { $owner }.
outcome-no_keychain = No keychain here
    .say = This computer has no keychain that is open. The key can stay in memory until you quit.

start-lead = What should be done?
start-try = Things to try
start-away = Finished while you were away
start-noEngine = Nobody is set up to answer yet.
start-setUp = Set up in Settings
start-late = Up late
start-morning = Good morning
start-afternoon = Good afternoon
start-evening = Good evening
start-tries-explain = Explain something
    .line = An answer at once
    .text = Explain how a heat pump works, in five sentences a ten-year-old would understand.
start-tries-compare = Compare three suppliers
    .line = A job that leaves a table
    .text =
        Compare these three suppliers and write comparison.csv, then say which you would take and why.

        Nordwerk: 4.20 per piece, delivery 14 days, minimum 500
        Halden & Co: 4.65 per piece, delivery 5 days, minimum 100
        Primaplast: 3.90 per piece, delivery 30 days, minimum 2000
start-tries-plan = Plan a weekend
    .line = A job that leaves a page
    .text = Plan a quiet weekend in Ghent for two people who like old buildings and good bread. Write plan.md with times, places and a short reason for each, and say what has to be checked before we go.
# What the starter model was seen to do right; a test asks it. It understands English alone, so the texts stay English.
start-tries-findDate = Find a date in a text
    .line = An answer at once
    .text =
        The garden group meets on 14 March at ten o'clock in the garden behind the school. Bring gloves and a spade. If it rains, we meet in the library.

        On which date is the meeting?
start-tries-askShort = Ask a short question
    .line = An answer at once
    .text = Which ocean is the largest?

who-label = Who does it
who-choose = Choose who does it
who-errandsAgent = Errand's agent
who-role-quick = Quick answer
who-role-thinker = Thinks longer
who-role-worker = Does the job in its own sandbox
who-role-researcher = Researches the web
who-role-painter = Makes pictures
who-role-speaker = Reads aloud
who-role-filmmaker = Makes videos
who-role-own = Your own agent
who-role-other = Another model
who-retired = Retired. { $by } replaces it.
who-here = On this computer
who-stays = stays on this computer
who-goes = goes to { $host }
who-with = Thinks with { $model }
who-at = { $model }, { $provider }
who-none = Nobody yet

palette-label = Go to or do
palette-placeholder = Go to a chat, a job, or do something
palette-none = Nothing by that name.
palette-go = Go to
palette-do = Do
palette-theme = Look: { $name }
palette-startLocal = Start the model on this computer

shortcuts-title = Keyboard shortcuts
shortcuts-palette = Go to or do anything
shortcuts-new = New
shortcuts-find = Find here
shortcuts-findAll = Find everywhere
shortcuts-jobs = Jobs
shortcuts-settings = Settings
shortcuts-help = These shortcuts
shortcuts-send = Send
shortcuts-line = Break the line
shortcuts-stop = Stop an answer
shortcuts-edit = Edit the last turn
shortcuts-panel = Show or hide the files
shortcuts-size = Larger, smaller, as usual
shortcuts-note = { $find } and { $help } also work alone while you are not typing.

stopAsk-title = { $job ->
    [yes] Stop this job?
   *[no] Stop this answer?
    }
stopAsk-say = It has been running for { $ms }. What there is so far stays.
stopAsk-stop = Stop
stopAsk-stay = Keep running

link-title = Open this address in your browser?
link-say = Look at the whole of it first.
link-open = Open
link-copy = Copy the address

quit-title = { $n ->
    [one] { $n } job is running on this computer
   *[other] { $n } jobs are running on this computer
    }
quit-say = { $n ->
    [one] If you quit, it is paused where it is and goes on at the next start.
   *[other] If you quit, they are paused where they are and go on at the next start.
    }
quit-quit = Pause and quit
quit-stay = Keep running

fatal-title = Errand could not open its record
fatal-ledger_newer = This record is from a newer Errand
fatal-ledger_locked = Another program is using the record
fatal-ledger_corrupt = The record is damaged
fatal-disk_full = The disk is full
fatal-untouched = Nothing was changed.
fatal-where = It is here:

errors-unexpected = Something went wrong inside Errand.
errors-unconfirmed-message = It is not sure that this arrived.
errors-unconfirmed-hint = Check again, or send it again; that may cost twice.

quoted = “{ $text }”

span-s = { $s } s
span-min = { $min } min
span-minS = { $min } min { $s } s
span-h = { $h } h
span-hMin = { $h } h { $min } min
span-d = { $d } d
# What happened in a conversation that is not on the screen.
announceElsewhere = “{ $title }”: { $what }
