activity-sending = Sending
activity-queued = Waiting in line
activity-starting = Getting ready
activity-thinking = Thinking
activity-writing = Writing
activity-runningCode = Running { $language }
activity-searchingFor = Searching for { $queries }
activity-searching = Searching the web
activity-reading = { $n ->
    [one] Reading { $n } page
   *[other] Reading { $n } pages
    }
activity-readingOne = Reading { $host }
activity-waitingForNetwork = Waiting for the network
activity-waitingForServer = The server asked to wait. Trying again in { $span }
activity-tryingAgainIn = Trying again in { $span }
activity-waitingForYou = Waiting for you
activity-tryingAgain = Trying again
activity-reconnecting = Connecting again
activity-checking = Checking how it stands
activity-silent = Nothing heard for { $span }
activity-stopping = Stopping
activity-savingFiles = Saving files, { $done } of { $total }
activity-lookingForFiles = Looking for files
activity-finishing = Finishing
activity-unconfirmed = Not sure it arrived
activity-aPage = a page
activity-code = code
activity-shell = a shell command

composer-label = Your message
composer-chat = Ask something
composer-job = Describe the job
composer-by-speaker = What should be read aloud?
composer-by-painter = Describe the picture
composer-by-filmmaker = Describe the video
composer-followUp = Ask for more
composer-followUpJob = Continue in the same sandbox
composer-attach = Attach files
composer-send = Send
composer-sendJob = Hand over
composer-stop = Stop
composer-dropHere = Drop to attach
composer-editing = Your changes make a new branch. The old one stays.
composer-keys = Enter sends, Shift+Enter breaks the line
composer-leaves-local = Nothing leaves this computer.
composer-leaves-looksUp = Nothing leaves this computer but what is looked up on the web.
composer-leaves-lookups = What is looked up goes out to the web.
composer-leaves-programs-sites = Programs of the job may send what they see to the sites that you allow.
composer-leaves-programs-open = Programs of the job may send what they see to any site.
composer-leaves-tools = What its tools are asked goes to { $hosts }.
composer-thinksWith = Thinks with
composer-network-label = Internet for the sandbox
composer-network-offLocal = Off. Programs of the job reach nothing.
composer-network-research = This one works at { $owner } without a sandbox, and searches the web there.
composer-network-open = All sites
composer-network-sites = Only these sites
composer-network-sitesHint = example.com, *.example.org
composer-network-needSite = Name at least one site.
composer-sandbox-refused = The job could answer, but not run programs or make files on this computer.
composer-sandbox-run = Open a terminal and run this, then start Errand again:
composer-sandbox-copy = Copy the command
composer-background-gemini = The job goes on at { $owner }, also while Errand is closed.
composer-background-local = The job goes on while Errand runs. Quitting pauses it.
composer-notRead = “{ $name }” could not be attached.
composer-refused = { $n ->
    [one] { $n } file could not be attached.
   *[other] { $n } files could not be attached.
    }
composer-nowhere = Nothing to attach these files to here. Open a chat, or start something new.
composer-original = Start from the old text
composer-later = Write what comes next
composer-why-sending = Sending
composer-why-job = The job is still running. What you write here is kept, and you can hand it over when the job is done.
composer-why-answer = The answer is still coming. What you write here is kept, and you can send it when the answer is done.
composer-why-nobody = Nobody is set up to answer. What you write here is kept.
composer-leaves-yourWords = your words
composer-leaves-filesOf = { $n ->
    [one] { $n } file ({ $size })
   *[other] { $n } files ({ $size })
    }
composer-leaves-whatIsRead = { $n ->
    [one] what the model reads of the file
   *[other] what the model reads of the { $n } files
    }
composer-leaves-turns = { $n ->
    [one] { $n } turn
   *[other] { $n } turns
    }
# $what begins with a capital letter: "Your words and 2 files (3 MB)".
composer-leaves-goes = { $what } go to { $owner }.
composer-leaves-goesToModel = { $what } go to { $host }, and so does what programs give back. The sandbox is on this computer.
composer-leaves-goesAlong = What was said so far has not been at { $host } yet. It goes along: { $what }.
composer-network-offGoogle = Off. Programs in the sandbox reach nothing. Google’s own search may still look things up for the job.
composer-network-offAt = Off. Programs in the sandbox reach nothing. A search of { $owner } itself may still look things up for the job.

chat-thinking = Thinking
chat-sources = Sources
chat-somePage = A page that search found
chat-source = Source { $n }: { $title }
chat-newBelow = New text below
chat-toEnd = To the end
chat-edit = Edit
chat-again = Answer again
chat-copyAnswer = Copy the answer
chat-details = Details
chat-branch = { $i }/{ $n }
chat-branchLabel = Branch { $i } of { $n }
chat-previousBranch = Earlier branch
chat-nextBranch = Later branch
chat-incomplete = The answer stops here: its length limit was reached.
chat-stopped = You stopped this.
chat-checkAgain = Check again
chat-sendAgain = Send again
chat-giveUp = Leave it
chat-openSettings = Open Settings
chat-startLocal = Start it again
chat-earlier = Show earlier
chat-copyCode = Copy code
chat-empty = Nothing was answered.
chat-tokens = { $n ->
    [one] { $n } token
   *[other] { $n } tokens
    }
chat-rename = Rename
chat-delete = Delete
chat-renameTitle = Name
chat-save = Save
chat-deleteTitle = Delete “{ $title }”?
chat-deleted = “{ $title }” is deleted.
chat-undo = Undo
chat-menu = What can be done with this conversation
chat-find = Find here
chat-findNext = Next
chat-findPrevious = Previous
chat-showFiles = Files
chat-hideFiles = Hide the files
chat-thoughtShort = Thought
chat-thoughtFor = Thought for { $span }
chat-told-forgotten = The server no longer had what was said before, so it was told again from the history here.
chat-told-expired = The server keeps nothing for so long, so what was said before was told again from the history here.
chat-told-other_place = What was said before was somewhere else, so it was told from the history here.
chat-told-branch = The sandbox has gone on in another branch, so this works in a new one. What was said before was told again.
chat-told-unfinished = The turn before did not end well, so what was said was told again from the history here.
chat-fresh-forgotten = The sandbox was no longer there, so this works in a new one.
chat-fresh-expired = The sandbox is deleted by now, so this works in a new one.
chat-fresh-other_place = The sandbox is somewhere else, so this works in a new one.
chat-fresh-branch = The sandbox has gone on in another branch, so this works in a new one.
chat-fresh-unfinished = The turn before did not end well.
chat-putBack = { $n ->
    [one] { $n } file was put back into a new sandbox; programs installed there before are not in it.
   *[other] { $n } files were put back into a new sandbox; programs installed there before are not in it.
    }
chat-noRoom = { $n ->
    [one] There was no room for the oldest turn.
   *[other] There was no room for the { $n } oldest turns.
    }
chat-leftOut = Left out: { $names }.
chat-deletes-all = every word of it
chat-deletes-allWithFiles = { $n ->
    [one] every word of it and its file
   *[other] every word of it and its { $n } files
    }
chat-deletes-first = { $sandbox ->
    [yes] For ten seconds you can undo this. Then { $what } is deleted on this computer, with its sandbox here.
   *[no] For ten seconds you can undo this. Then { $what } is deleted on this computer.
    }
chat-deletes-running = What still runs in it is stopped.
chat-deletes-elsewhere = Its answers and sandboxes at the server that was asked are deleted as soon as the server can be reached. Settings, Storage says when.
chat-deletes-told = { $n ->
    [one] What was sent to { $names } is kept there by its own rules. Errand cannot delete it.
   *[other] What was sent to { $names } is kept there by their own rules. Errand cannot delete it.
    }
chat-deletes-files = Files that only this conversation has are deleted. Copies you saved elsewhere stay. A copy of your history from before an update of Errand is deleted too, because it has these words in it.
chat-findNone = Nothing found
chat-findPlace = { $i } of { $n }
chat-findMessage = { $n ->
    [one] { $i } of { $n } message
   *[other] { $i } of { $n } messages
    }

actions-label = What is asked of you
actions-unnamed = Without a name
actions-unknown = It waits for something that Errand cannot show. You can go on with a message of your own below.
actions-answered = You answered this.
actions-words = Your answer
actions-moreWords = Anything to add
actions-needed = needed
actions-choose = Choose
actions-leaveOpen = Leave open
actions-yes = Yes
actions-no = No
actions-decline = Decline
actions-answerAfterAll = Answer after all
actions-reason = Why not (you can leave this empty)
actions-send = { $n ->
    [one] Send the answer
   *[other] Send the answers
    }
actions-required = This has to be filled in.
actions-nothing = Give an answer, or decline.
actions-wholeNumber = This takes a whole number.
actions-number = This takes a number, with a point before its decimals.
actions-date = This takes a day, as year-month-day.
actions-time = This takes a time, such as 18:30.
actions-dateTime = This takes a day and a time.
actions-chooseFile = Choose a file
actions-fileLimit = At most 5 MB.
actions-item = { $list } { $n }
actions-addItem = Add to { $list }
actions-json = This takes a list or an object in JSON.
actions-leadOfJob = { $n ->
    [one] The job needs { $n } answer from you.
   *[other] The job needs { $n } answers from you.
    }
actions-leadOfAnswer = { $n ->
    [one] The answer needs { $n } answer from you.
   *[other] The answer needs { $n } answers from you.
    }
chat-deletes-manyWithFiles = { $n ->
    [one] every word of it and the file
   *[other] every word of it and all { $n } files
    }
chat-deletes-firstMany = For ten seconds you can undo this. Then { $what } is deleted on this computer, with their sandboxes here.
chat-deletes-runningMany = What still runs is stopped.
chat-deletes-elsewhereMany = The answers and sandboxes at the server that was asked are deleted as soon as the server can be reached. Settings, Storage says when.
chat-deletes-filesMany = Files that only these conversations have are deleted. Copies you saved elsewhere stay. A copy of your history from before an update of Errand is deleted too, because it has these words in it.
