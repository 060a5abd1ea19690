jobs-errand = The job
jobs-result = Result
jobs-done = What was done
jobs-doing = What happens
jobs-files = Files
jobs-new = New job
jobs-choose = Choose a job on the left, or hand over a new one.
jobs-chooseChat = Choose a chat on the left, or start a new one.
jobs-noneToChoose = There is no job yet. Hand over the first one.
jobs-noChatToChoose = There is no chat yet. Start the first one.
jobs-since = for { $ms }
jobs-took = took { $ms }
jobs-tokens = { $n } tokens
jobs-groups-running = Running
jobs-groups-needs_you = Needs you
jobs-groups-done = Done
jobs-groups-failed = Failed or stopped
jobs-noneYet = Nothing has happened yet.
jobs-steps = { $n ->
    [one] { $n } step
   *[other] { $n } steps
    }
jobs-note = Note
jobs-failedStep = This step failed
jobs-failedStepOnly = This step failed; the job went on
jobs-byService = by the service, not from the sandbox
jobs-read = { $n ->
    [one] Read { $n } page
   *[other] Read { $n } pages
    }
jobs-asked = Asked for “{ $name }”
jobs-made = Made “{ $name }”
jobs-other = Step of kind “{ $kind }”
jobs-code = Code
jobs-output = Output
jobs-noOutput = It printed nothing.
jobs-arguments = Asked
jobs-answer = Answered
jobs-heardNow = heard just now
jobs-heardAgo = last heard { $span } ago
jobs-ran = Ran { $language }
jobs-ranTimes = { $n ->
    [one] Ran { $language }, { $n } time
   *[other] Ran { $language }, { $n } times
    }
jobs-searchedWeb = Searched the web
jobs-searchedFor = Searched for { $queries }
jobs-searchedPictures = Searched for pictures
jobs-searchedPicturesFor = Searched for pictures of { $queries }
jobs-searchingPictures = Searching for pictures
jobs-toolOnce = Used “{ $name }”
jobs-toolTimes = { $n ->
    [one] Used “{ $name }”, { $n } time
   *[other] Used “{ $name }”, { $n } times
    }
jobs-pages-success = read
jobs-pages-error = could not be read
jobs-pages-paywall = behind a paywall
jobs-pages-unsafe = not safe to open
jobs-pages-underWay = under way

details-title = Details
details-by = Done by
details-where = Where
details-id = Its number there
details-sandbox = Sandbox
details-started = Started
details-ended = Ended
details-tokens = Tokens
details-tokensOf = { $read } read, { $written } written, { $thought } thought
details-raw = Everything the server said
details-events = { $n ->
    [one] { $n } event
   *[other] { $n } events
    }
jobs-filesBeside = { $n ->
    [one] { $n } file, beside this
   *[other] { $n } files, beside this
    }
