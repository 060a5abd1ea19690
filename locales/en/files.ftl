files-title = Files
files-count = { $n ->
    [one] { $n } file
   *[other] { $n } files
    }
files-none = What your jobs make will be here, and stays on your disk.
files-noneHere = No files yet.
files-older = { $n ->
    [one] { $n } older version
   *[other] { $n } older versions
    }
files-olderOf = Older versions of “{ $name }”
files-moreRows = Show more, { $n } left
files-holds = { $n ->
    [one] { $n } file
   *[other] { $n } files
    }
files-folderSay = What is in “{ $name }” was made by programs for themselves, so Errand does not fetch it by itself.
files-folderFetching = Fetching, { $here } here
files-showMore = Show more
files-fetchThese = { $n ->
    [one] Fetch this file
   *[other] Fetch these { $n }
    }
files-missing = { $n ->
    [one] { $n } file is not here yet
   *[other] { $n } files are not here yet
    }
files-fetchRest = Fetch them
files-fetch = Fetch
files-save = Save
files-saveAs = Choose a folder to save to
files-saveAll = Save all
files-openFolder = Open folder
files-noFolderYet = Save a file first. Then its folder can be opened.
files-savedTo = { $n ->
    [one] { $n } file saved to { $folder }.
   *[other] { $n } files saved to { $folder }.
    }
files-listed = Not fetched
files-waits = Waits to be fetched
files-failed = Could not be fetched
files-fetchAgain = Fetch again
files-stop = Stop fetching
files-coming = { $n ->
    [one] { $n } file is on its way
   *[other] { $n } files are on their way
    }
files-stopAll = Stop
files-truncated = Only the beginning is shown.
files-notPlayed = This file cannot be played here.
files-notDecoded = This computer cannot decode this file here. Save it, or open it in a player of your own.
files-noPreview = This kind of file cannot be shown here.
files-page = Page { $n } of { $total }
files-pageFailed = Page { $n } cannot be shown here.
files-drawing = Drawing the pages
files-morePages = Show more pages
files-password = Password
files-unlock = Unlock
files-findInPages = Find in this file
files-searchedPages = Searched up to page { $n } only.
files-foundPages = Pages: { $at } of { $n }
files-drawAgain = Try again
files-sandboxed = Shown without scripts and without a network.
files-from = From “{ $title }”
files-resize = Width of the file panel
files-progress = Fetching “{ $name }”
files-rows = { $n ->
    [one] { $n } row
   *[other] { $n } rows
    }
files-readAs = Read as
files-guessed = by its letters
files-findInTable = Find in this table
files-sortBy = Sort by { $column }
files-columnWidth = Width of { $column }
files-readingRows = { $n ->
    [one] { $n } row so far, still reading
   *[other] { $n } rows so far, still reading
    }
files-open = Open
files-openWith = Open with…
files-copy = Copy
files-menu = More for “{ $name }”
files-copied = “{ $name }” is copied. Paste it in your file manager.
files-openTitle = Open “{ $name }”?
files-openProgram = This file can run as a program on this computer, with everything you may do. Open it only if you know what it does.
files-openPage = This page opens in your browser, where its scripts run and may reach the internet.
files-openAnyway = Open it
files-openInBrowser = Open in the browser
files-needsScripts = This page needs scripts, which do not run here. What they draw is missing.
files-saveArchive = Save as .zip
files-archived = Saved as { $place }.
files-showPages = Show as pages
files-showContents = Show its contents
files-saveCsv = Save as CSV
files-savingCsv = Saving as CSV…
files-encryptedColumns = Encrypted columns, which cannot be shown: { $names }
files-cut = Left out: columns after the 100th, letters of a cell after the 1,000th, rows beyond 20 million or 1 GB, and what cannot be read.
files-cutCsv = Left out: columns after the 16,384th, letters of a cell after the millionth, what a row has beyond 64 MB, rows beyond 20 million or 4 GB, and what cannot be read.
files-sheets = Sheets
files-hidden = (hidden)
files-emptySheet = This sheet is empty.
files-hiddenRow = The workbook hides this row.
files-hiddenRows = rows with a dashed edge are hidden in the workbook
files-notCalculated = The file does not hold the result of this formula.
files-formulas = formulas stand where the file holds no result; open and save it in a spreadsheet program to work them out
files-link = a link
files-locked = opens with a password
files-outside = leads out of the folder
files-emptyArchive = This archive is empty.
files-unpacked = { $size } when unpacked; nothing is unpacked here
files-openConversation = Open where it was made
files-received = { $received } of { $size }
files-rate = { $received }, { $rate } a second
files-allHere = All here
files-someHere = { $here } of { $files } here
files-noneFetched = Not fetched
files-cells-semicolons = cells parted by semicolons
files-cells-tabs = cells parted by tabs
files-cells-bars = cells parted by bars
files-cells-spaces = cells parted by spaces
files-cells-other = cells parted by { $separator }
files-numbered = columns numbered by Errand, as they have no names
files-openFolderAt = Open { $folder }
files-openOne = Open “{ $name }”
files-newestFirst = The newest first
files-wider = As wide as it can be
