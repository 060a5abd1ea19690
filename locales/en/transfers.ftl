transfers-title = Your data
transfers-export = Export everything
transfers-exportSay = Chats, jobs, folders, files, agents, texts of schedules, unsent texts, what was spent, prices and settings in one .zip. No keys, no permissions and no programs with tools. Errand can import it again.
transfers-exportButton = Export
transfers-import = Import
transfers-importSay = An archive of Errand, or an export of ChatGPT, Claude or Google AI Studio. What is here already stays as it is.
transfers-importButton = Choose files
transfers-withSettings = Take settings from the archive, too
transfers-withSettingsSay = Also the addresses of servers in it, so switch this on only for an archive that you wrote yourself.
transfers-backup = Backup each week
transfers-backupSay = An archive in a folder of yours. The last three are kept.
transfers-backupIn = In { $folder }. The last three are kept.
transfers-backupLast = The last one was made { $when }.
transfers-backupNone = None was made yet.
transfers-backupFailed = The last try failed: { $message }
transfers-folder = Choose folder
transfers-backupNow = Back up now
transfers-work-export = Exporting
transfers-work-backup = Backing up
transfers-work-import = Importing
transfers-progress = How far it is
transfers-stop = Stop
transfers-show = Show in folder
transfers-schedules = Schedules from an archive
transfers-schedulesSay = They are at no server, so they do not run. Make those anew that you want.
transfers-forget = Forget
transfers-make = Make it anew
transfers-from = From { $program }
transfers-menu = Export
transfers-form-markdown = Markdown
transfers-form-page = Page
transfers-form-json = JSON
transfers-formSay-markdown = Text that any editor opens.
transfers-formSay-page = One page with answers, sources, pictures and costs. Any browser opens and prints it, without Errand.
transfers-formSay-json = All that is recorded, for programs.
transfers-exported = Saved as { $path }.
transfers-record-open = What happened
transfers-record-title = What happened
transfers-record-none = No events are kept of this turn. What is known of it stands in the answer.
transfers-record-sum = { $n ->
    [one] { $n } event, { $size }
   *[other] { $n } events, { $size }
    }
transfers-record-kinds = Kinds of events
transfers-record-kind-state = State
transfers-record-kind-answer = Answer
transfers-record-kind-thought = Thoughts
transfers-record-kind-tool = Tools
transfers-record-kind-error = Errors
transfers-record-kind-other = Other
transfers-record-find = Find in events
transfers-record-noneFound = No event fits.
transfers-record-more = More
transfers-record-raw = The event as it came
transfers-record-number = No.
transfers-record-when = After
transfers-record-what = What
transfers-record-size = Size
transfers-record-tokens = Tokens
transfers-record-replay = Go through it
transfers-record-moment = After event { $n } of { $of }
transfers-record-empty = Nothing to see yet.
transfers-percent = { $n } %
transfers-conversations = { $n ->
    [one] { $n } conversation
   *[other] { $n } conversations
    }
transfers-turns = { $n ->
    [one] { $n } turn
   *[other] { $n } turns
    }
transfers-agents = { $n ->
    [one] { $n } agent
   *[other] { $n } agents
    }
transfers-scheduleTexts = { $n ->
    [one] the text of { $n } schedule
   *[other] the texts of { $n } schedules
    }
transfers-written = Written: { $conversations }, { $files }, { $size }.
transfers-missing = { $n ->
    [one] { $n } file is not on this computer any more, so it is not in the archive.
   *[other] { $n } files are not on this computer any more, so they are not in the archive.
    }
transfers-stopped = Stopped. Nothing was changed.
# $what is a list such as "2 conversations and 9 turns", $from names programs.
transfers-imported = Imported { $what }.
transfers-importedFrom = Imported { $what } from { $from }.
transfers-nothing = Nothing new.
transfers-nothingFrom = Nothing new from { $from }.
transfers-known = { $n ->
    [one] { $n } turn was here already and stayed as it was.
   *[other] { $n } turns were here already and stayed as they were.
    }
transfers-stoppedEarly = You stopped it before the end. Import it again to get the rest.
transfers-leftOut-conversation = { $n ->
    [one] { $n } conversation that cannot be read
   *[other] { $n } conversations that cannot be read
    }
transfers-leftOut-empty = { $n ->
    [one] { $n } empty conversation
   *[other] { $n } empty conversations
    }
transfers-leftOut-tool = { $n ->
    [one] { $n } step with a tool
   *[other] { $n } steps with tools
    }
transfers-leftOut-file = { $n ->
    [one] { $n } file that is not in the export
   *[other] { $n } files that are not in the export
    }
transfers-leftOut-other = { $n ->
    [one] { $n } entry that Errand does not know
   *[other] { $n } entries that Errand does not know
    }
transfers-record-ms = { $ms } ms
# A sentence, and what was said: "The stream failed: timeout".
transfers-record-saying = { $what }: { $words }
transfers-record-taken = The server took it
transfers-record-isNow = It is now: { $state }
transfers-record-isElse = It is now in another state
transfers-record-ended = It ended
transfers-record-endedAs = It ended: { $state }
transfers-record-begins = Step { $step } begins, { $type }
transfers-record-resultOf = result: { $tool }
transfers-record-state-queued = waiting for its turn
transfers-record-state-in_progress = running
transfers-record-state-requires_action = waiting for an answer
transfers-record-state-requires_continuation = cut off, to be continued
transfers-record-state-completed = complete
transfers-record-state-failed = failed
transfers-record-state-cancelled = stopped
transfers-record-state-idle = waiting for input
transfers-record-state-incomplete = incomplete
transfers-record-state-budget_exceeded = at its limit
transfers-record-type-user_input = question
transfers-record-type-model_output = answer
transfers-record-type-thought = thought
transfers-record-type-function = a tool of this computer
transfers-record-type-code_execution = code
transfers-record-type-url_context = reading pages
transfers-record-type-google_search = web search
transfers-record-type-google_maps = map search
transfers-record-type-file_search = search in files
transfers-record-type-mcp_server_tool = a tool of a server
transfers-record-type-retrieval = search in a store
transfers-record-type-processing = processing
transfers-record-type-tool_search = choice of tools
transfers-record-whole = Step { $step } is whole
transfers-record-streamFailed = The stream failed
transfers-record-words = Words
transfers-record-part = A part of the answer
transfers-record-thought = Thought
transfers-record-mark = A mark on a thought
transfers-record-toolWork = More of a tool’s work
transfers-record-moreOfStep = More of a step
transfers-record-unknown = Something that this version does not know
