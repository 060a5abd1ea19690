toolPrograms-title = Programs with tools
toolPrograms-add = Add a program
toolPrograms-addSay = Programs of this computer that know or do something for you (MCP servers). They run in the sandbox: they see the files of the job, one folder that you pick, and reach only sites that the job may reach.
toolPrograms-addButton = Add
toolPrograms-pick = Choose its file
toolPrograms-pickSay = Or write the name of a program of the system, such as node.
toolPrograms-command = Program
toolPrograms-commandPlaceholder = node
toolPrograms-arguments = Arguments
toolPrograms-argumentsSay = One in each line.
toolPrograms-folder = Folder that it sees, and cannot write to
toolPrograms-noFolder = None.
toolPrograms-pickFolder = Pick a folder
toolPrograms-noFolderAnyMore = Take it away
toolPrograms-name = Name
toolPrograms-nameSay = What you call it. Empty for its own name.
toolPrograms-check = Add it
toolPrograms-save = Keep it
toolPrograms-checking = Starting it and asking for its tools
toolPrograms-started = Starts { $words }
toolPrograms-sees = Sees { $folder }, read-only.
toolPrograms-seesNothing = Sees no folder of yours.
toolPrograms-removeSay = Conversations that use it go on without it. The program itself stays where it is.
toolPrograms-outcome-server = It does not serve tools
toolPrograms-outcome-invalid = This cannot be used

searchServer-title = Web search on this computer
searchServer-none = No search server is named
searchServer-noneSay = Whoever is asked on this computer can then search the web. What is searched for goes to a SearXNG server that you name; nothing goes there before you tick web search.
searchServer-add = Name one
searchServer-address = Address
searchServer-addressPlaceholder = http://127.0.0.1:8888
searchServer-addressSay = It is asked for “weather” when you name it.
searchServer-check = Use it
searchServer-checking = Searching once
searchServer-here = On this computer ({ $host }). It passes searches on to others, without your name.
searchServer-there = What is searched for goes to { $host }.
searchServer-open = What is searched for goes to { $host }, not encrypted.
searchServer-answered = It answered { $when }.
searchServer-again = Check again
searchServer-remove = Remove
searchServer-removed = No search server is named any more.
searchServer-outcome-offline = It cannot be reached
searchServer-outcome-refused = It gives no JSON
searchServer-outcome-rate_limited = It takes no more searches for now
searchServer-outcome-server = It answers with an error
searchServer-outcome-invalid = This cannot be used

fileStores-title = Stores of files
fileStores-add = Make a store
fileStores-addSay = Many files, read in once at Google and searched whenever a question needs them. They stay there until you remove the store.
fileStores-addButton = Make one
fileStores-name = Name
fileStores-nameSay = It is made at the server of Gemini, which keeps it.
fileStores-make = Make it
fileStores-making = Making it
fileStores-put = Put files into it
fileStores-putting = Sending the files
fileStores-check = How is it?
fileStores-remove = Remove
fileStores-removeTitle = Remove { $name }?
fileStores-removeSay = Its files are deleted at the server too. Conversations that use it go on without it.
fileStores-empty = Nothing is in it yet.
fileStores-elsewhere = It is at { $host }, which is not asked now.
fileStores-unknown = { $n ->
    [one] { $n } file sent. The server does not say whether they can be searched.
   *[other] { $n } files sent. The server does not say whether they can be searched.
    }
fileStores-ready = { $n ->
    [one] { $n } file can be searched.
   *[other] { $n } files can be searched.
    }
fileStores-pending = { $n ->
    [one] { $n } is still being read.
   *[other] { $n } are still being read.
    }
fileStores-failed = { $n ->
    [one] { $n } could not be read.
   *[other] { $n } could not be read.
    }
fileStores-files = What is in it
fileStores-inTools = Stores of files
fileStores-none = None is made yet.
fileStores-makeInSettings = Make one in the settings
fileStores-count = { $n ->
    [one] { $n } file
   *[other] { $n } files
    }
