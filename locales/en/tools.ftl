tools-title = Tools
tools-none = none
tools-kinds-search-name = Search the web
tools-kinds-search-say = Searches may cost money.
tools-kinds-search-short = web search
tools-kinds-pictures-name = Search for pictures
tools-kinds-pictures-say = Pictures on the web. Searches may cost money.
tools-kinds-pictures-short = picture search
tools-kinds-pages-name = Read pages
tools-kinds-pages-say = Pages that you or an answer name.
tools-kinds-pages-short = pages
tools-kinds-maps-name = Look up places
tools-kinds-maps-say = Places and their opening hours, from a map.
tools-kinds-maps-short = map
tools-kinds-code-name = Run programs to work things out
tools-kinds-code-say = They run where the model is, not here.
tools-kinds-code-short = code
tools-always = Always there.
tools-usual = As usual
tools-servers = Servers and programs with tools
tools-noServers = None is added yet.
tools-addServer = Add one in the settings
tools-goneServers = { $n ->
    [one] A server or program with tools that was chosen here is not in the settings of this computer, so it is not used. Take it off, or add it in the settings and tick it again.
   *[other] { $n } servers or programs with tools that were chosen here are not in the settings of this computer, so they are not used. Take them off, or add them in the settings and tick them again.
    }
tools-goneStores = { $n ->
    [one] A store of files that was chosen here is not there any more, or is another server’s, so it is not searched.
   *[other] { $n } stores of files that were chosen here are not there any more, or are another server’s, so they are not searched.
    }
tools-goneDrop = Take off
tools-goneSettings = Open the settings
tools-asks = Ask me before each use
tools-asksSay = Errand makes the calls itself, and shows you each one before.
tools-unasked = { $owner } calls it without asking you, and is given its address and headers.
tools-serverTools = { $n ->
    [one] { $n } tool
   *[other] { $n } tools
    }
tools-programs = On this computer
tools-programsSay = You are asked before each use, where the question stands.
tools-program-look-name = Look into a folder
tools-program-look-say = Its list and its text files. What is read is sent as the answer.
tools-program-put-name = Put new files into it
tools-program-put-say = Nothing is overwritten.
tools-program-page-name = Open pages
tools-program-page-say = In your browser, for you to see.
tools-program-calendar-name = Make calendar entries
tools-program-calendar-say = As a file that you open.
tools-program-mail-name = Begin mails
tools-program-mail-say = In your mail program. You send them.
tools-folder = Folder
tools-noFolder = No folder is picked.
tools-pick = Pick a folder
tools-pickAnother = Pick another
tools-allowed = Done here without asking: { $names }.
tools-askAgain = Ask again
tools-programsOn = { $n ->
    [one] { $n } on this computer
   *[other] { $n } on this computer
    }
tools-settings-title = Servers of tools
tools-settings-add = Add a server
tools-settings-addSay = Programs elsewhere that know or do something for you, such as a calendar, a shop or a database (MCP, over streamable HTTP).
tools-settings-addButton = Add
tools-settings-name = Name
tools-settings-nameSay = What you call it. Empty for its address.
tools-settings-address = Address
tools-settings-addressPlaceholder = https://tools.example/mcp
tools-settings-addressSay = It is asked for its tools when you add it.
tools-settings-headers = Headers
tools-settings-headersSay = What it wants to be sent with every call, such as a key.
tools-settings-headerName = Name of the header
tools-settings-headerPlaceholder = authorization
tools-settings-headerValue = Its value
tools-settings-headerKept = kept
tools-settings-addHeader = Add a header
tools-settings-check = Add it
tools-settings-save = Keep it
tools-settings-checking = Asking it for its tools
tools-settings-change = Change
tools-settings-again = Check again
tools-settings-remove = Remove
tools-settings-removeTitle = Remove “{ $name }”?
tools-settings-removeSay = Conversations that use it go on without it. Its headers are forgotten here now, and in schedules at Gemini as soon as it can be reached.
tools-settings-here = On this computer ({ $host }).
tools-settings-there = At { $host }.
tools-settings-answered = { $n ->
    [one] { $n } tool, asked { $when }.
   *[other] { $n } tools, asked { $when }.
    }
tools-settings-tools = { $on } of { $all } tools
tools-settings-toolsSay = Only ticked ones can be used. A tool that it gets later is not ticked by itself.
tools-settings-noKey = Its headers are not kept any more. Change it and give them again.
tools-settings-locked = Its headers are in the keychain, which cannot be asked now.
tools-settings-outcome-wrong_key = It wants another key
tools-settings-outcome-server = It does not answer as a server of tools
tools-settings-outcome-offline = It cannot be reached
tools-settings-outcome-invalid = This cannot be used
tools-deed-refused = Errand cannot do this: { $why }
tools-deed-tellIt = It is told so when you send.
tools-deed-always = { $job ->
    [yes] Do this without asking in this job from now on
   *[no] Do this without asking in this chat from now on
    }
tools-deed-alwaysSay = You can have it ask again under Tools.
tools-deed-approve = { $n ->
    [one] Approve
   *[other] Approve all
    }
tools-deed-decline = { $n ->
    [one] Decline
   *[other] Decline all
    }
tools-deed-will = Is done when you send.
tools-andMore = { $names } and { $n } more
tools-which = Tools: { $names }
tools-using-writeFile = Writing a file
tools-using-readFile = Reading a file
tools-using-listFiles = Looking through its files
tools-using-deleteFile = Deleting a file of its own
tools-using-other = Using “{ $name }”
