keep-title = Your data
keep-export = Export everything
keep-exportSay = Chats, jobs, folders, files, agents, texts of schedules, unsent texts, what was spent, prices and settings in one .zip. No keys, no permissions and no programs with tools. Errand can import it again.
keep-exportButton = Export
keep-import = Import
keep-importSay = An archive of Errand, or an export of ChatGPT, Claude or Google AI Studio. What is here already stays as it is.
keep-importButton = Choose files
keep-withSettings = Take settings from the archive, too
keep-withSettingsSay = Also the addresses of servers in it, so switch this on only for an archive that you wrote yourself.
keep-backup = Backup each week
keep-backupSay = An archive in a folder of yours. The last three are kept.
keep-backupIn = In { $folder }. The last three are kept.
keep-backupLast = The last one was made { $when }.
keep-backupNone = None was made yet.
keep-backupFailed = The last try failed: { $message }
keep-folder = Choose folder
keep-backupNow = Back up now
keep-work-export = Exporting
keep-work-backup = Backing up
keep-work-import = Importing
keep-progress = How far it is
keep-stop = Stop
keep-show = Show in folder
keep-schedules = Schedules from an archive
keep-schedulesSay = They are at no server, so they do not run. Make those anew that you want.
keep-forget = Forget
keep-make = Make it anew
keep-from = From { $program }
keep-menu = Export
keep-form-markdown = Markdown
keep-form-page = Page
keep-form-json = JSON
keep-formSay-markdown = Text that any editor opens.
keep-formSay-page = One page with answers, sources, pictures and costs. Any browser opens and prints it, without Errand.
keep-formSay-json = All that is recorded, for programs.
keep-exported = Saved as { $path }.
keep-record-open = What happened
keep-record-title = What happened
keep-record-none = No events are kept of this turn. What is known of it stands in the answer.
keep-record-sum = { $n ->
    [one] { $n } event, { $size }
   *[other] { $n } events, { $size }
    }
keep-record-kinds = Kinds of events
keep-record-kind-state = State
keep-record-kind-answer = Answer
keep-record-kind-thought = Thoughts
keep-record-kind-tool = Tools
keep-record-kind-error = Errors
keep-record-kind-other = Other
keep-record-find = Find in events
keep-record-noneFound = No event fits.
keep-record-more = More
keep-record-raw = The event as it came
keep-record-number = No.
keep-record-when = After
keep-record-what = What
keep-record-size = Size
keep-record-tokens = Tokens
keep-record-replay = Go through it
keep-record-moment = After event { $n } of { $of }
keep-record-empty = Nothing to see yet.
keep-percent = { $n } %
keep-conversations = { $n ->
    [one] { $n } conversation
   *[other] { $n } conversations
    }
keep-turns = { $n ->
    [one] { $n } turn
   *[other] { $n } turns
    }
keep-agents = { $n ->
    [one] { $n } agent
   *[other] { $n } agents
    }
keep-scheduleTexts = { $n ->
    [one] the text of { $n } schedule
   *[other] the texts of { $n } schedules
    }
keep-written = Written: { $conversations }, { $files }, { $size }.
keep-missing = { $n ->
    [one] { $n } file is not on this computer any more, so it is not in the archive.
   *[other] { $n } files are not on this computer any more, so they are not in the archive.
    }
keep-stopped = Stopped. Nothing was changed.
# $what is a list such as "2 conversations and 9 turns", $from names programs.
keep-imported = Imported { $what }.
keep-importedFrom = Imported { $what } from { $from }.
keep-nothing = Nothing new.
keep-nothingFrom = Nothing new from { $from }.
keep-known = { $n ->
    [one] { $n } turn was here already and stayed as it was.
   *[other] { $n } turns were here already and stayed as they were.
    }
keep-stoppedEarly = You stopped it before the end. Import it again to get the rest.
keep-leftOut-conversation = { $n ->
    [one] { $n } conversation that cannot be read
   *[other] { $n } conversations that cannot be read
    }
keep-leftOut-empty = { $n ->
    [one] { $n } empty conversation
   *[other] { $n } empty conversations
    }
keep-leftOut-tool = { $n ->
    [one] { $n } step with a tool
   *[other] { $n } steps with tools
    }
keep-leftOut-file = { $n ->
    [one] { $n } file that is not in the export
   *[other] { $n } files that are not in the export
    }
keep-leftOut-other = { $n ->
    [one] { $n } entry that Errand does not know
   *[other] { $n } entries that Errand does not know
    }
keep-record-ms = { $ms } ms
# A sentence, and what was said: "The stream failed: timeout".
keep-record-saying = { $what }: { $words }
keep-record-taken = The server took it
keep-record-isNow = It is now: { $state }
keep-record-isElse = It is now in another state
keep-record-ended = It ended
keep-record-endedAs = It ended: { $state }
keep-record-begins = Step { $step } begins, { $type }
keep-record-resultOf = result: { $tool }
keep-record-state-queued = waiting for its turn
keep-record-state-in_progress = running
keep-record-state-requires_action = waiting for an answer
keep-record-state-requires_continuation = cut off, to be continued
keep-record-state-completed = complete
keep-record-state-failed = failed
keep-record-state-cancelled = stopped
keep-record-state-idle = waiting for input
keep-record-state-incomplete = incomplete
keep-record-state-budget_exceeded = at its limit
keep-record-type-user_input = question
keep-record-type-model_output = answer
keep-record-type-thought = thought
keep-record-type-function = a tool of this computer
keep-record-type-code_execution = code
keep-record-type-url_context = reading pages
keep-record-type-google_search = web search
keep-record-type-google_maps = map search
keep-record-type-file_search = search in files
keep-record-type-mcp_server_tool = a tool of a server
keep-record-type-retrieval = search in a store
keep-record-type-processing = processing
keep-record-type-tool_search = choice of tools
keep-record-whole = Step { $step } is whole
keep-record-streamFailed = The stream failed
keep-record-words = Words
keep-record-part = A part of the answer
keep-record-thought = Thought
keep-record-mark = A mark on a thought
keep-record-toolWork = More of a tool’s work
keep-record-moreOfStep = More of a step
keep-record-unknown = Something that this version does not know
