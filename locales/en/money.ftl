money-soFar = { $cost } so far
money-prices = By prices of { $day }
money-limitReached = Errand stopped this: it had reached your limit of { $limit } for one job. What there is so far stays.
money-beyond-title = This month’s limit is used up
money-beyond-say = You set a limit for what may be spent in a month. Send this all the same?
money-beyond-yes = Send it
money-beyond-no = Not now
money-spending-title = Spending
money-spending-lead = What Google charges is on its own bill. These are estimates from the tokens of every answer.
money-spending-none = Nothing was spent yet. When you have asked something, this page shows about what it cost, by day, by month and by who did it.
money-spending-inMonth = { $month }: { $cost }
money-spending-turns = { $n ->
    [one] { $n } turn
   *[other] { $n } turns
    }
money-spending-tokens = { $n } tokens
money-spending-unpriced = { $n ->
    [one] { $n } turn has no price in the table. The tokens are counted, the money is not.
   *[other] { $n } turns have no price in the table. The tokens are counted, the money is not.
    }
money-spending-months = The last twelve months
money-spending-days = Day by day, { $month }
money-spending-asTable = As a table
money-spending-noneThen = Nothing then.
money-spending-when = When
money-spending-cost = About
money-spending-byWho = By who was asked
money-spending-byModel = By the model that answered
money-spending-who = Who
money-spending-noPrice = no price
money-spending-costsNothing = free
money-spending-export = Save as CSV
money-spending-exported = Saved as { $path }.
money-spending-prices = Prices
money-spending-pricesSay = { $own ->
    [yes] Of { $day }, with rows of your own. Each row has its source beside it.
   *[no] Of { $day }. Each row has its source beside it.
    }
money-spending-problem = Your own prices cannot be read, so those of Errand are used:
money-spending-edit = Change prices
money-spending-limits = Limits
money-spending-jobLimit = One job
money-spending-jobLimitSay = A job whose tokens have a price is stopped when it has cost about so much. What it made by then stays. Deep Research has one price for a whole job, so this limit does not stop it.
money-spending-monthLimit = One month
money-spending-monthLimitSay = From four fifths on you are reminded; beyond it Errand asks before each turn.
money-spending-noLimit = No limit
money-spending-open = Show
money-spending-settingsSay = What answers and jobs cost, and limits for them.
money-spending-wrongAmount = Write an amount such as 5 or 2.50, or leave it empty.
money-details-cost = Cost
money-details-answeredBy = Answered by
money-details-conversation = Whole conversation
money-answeredBy = answered by { $model }
money-choosing-search = Find a model or an agent
money-choosing-none = Nobody by that name.
money-choosing-favourites = Favourites
money-choosing-groups-quick = Quick
money-choosing-groups-thinker = Thorough
money-choosing-groups-painter = Pictures
money-choosing-groups-speaker = Voice
money-choosing-groups-filmmaker = Video
money-choosing-groups-researcher = Research
money-choosing-groups-worker = Does jobs
money-choosing-groups-own = Yours
money-choosing-groups-other = Others
money-choosing-retired = Retired
money-choosing-favour = Make “{ $name }” a favourite
money-choosing-unfavour = Take “{ $name }” out of the favourites
money-choosing-favourKey = Alt+F marks a favourite
money-choosing-speed-seconds = answers in seconds
money-choosing-speed-moments = takes a moment
money-choosing-speed-minutes = works for minutes
money-choosing-speed-hours = works for up to hours
money-choosing-perAnswer = { $cost } an answer
money-choosing-perPicture = { $cost } a picture
money-choosing-perReading = { $cost } a minute of speech
money-choosing-perJob = { $cost } a job
money-choosing-free = free tier
money-choosing-paid = paid keys only
money-choosing-medium-text = text
money-choosing-medium-image = pictures
money-choosing-medium-audio = sound
money-choosing-medium-video = video
money-choosing-medium-document = documents
money-choosing-takes = takes { $media }
money-choosing-gives = makes { $media }
money-choosing-retiredEarlier = { $id } is retired, so { $by } is chosen here.
money-options-open = Options
money-options-title = How it answers
money-options-some = { $n ->
    [one] { $n } option is set
   *[other] { $n } options are set
    }
money-options-byItself = As it comes
money-options-thinking = Thinking
money-options-level-minimal = As little as possible
money-options-level-low = A little
money-options-level-medium = Some
money-options-level-high = Much
money-options-level-xhigh = As much as possible
money-options-length = Length at most
money-options-lengths-700 = About a page
money-options-lengths-2500 = About four pages
money-options-lengths-10000 = About sixteen pages
money-options-lengthSay = What it thinks counts, too. An answer that is longer stops there.
money-options-temperature = Choice of words
money-options-temperatures-20 = Plain and steady
money-options-temperatures-100 = Balanced
money-options-temperatures-150 = Surprising
money-options-instructions = Instructions
money-options-instructionsHint = Such as: answer in short sentences, and say what you are not sure of
money-options-voice = Voice
money-options-shape = Shape
money-options-size = Size
money-options-duration = Length
money-options-reset = Reset
money-advice-quick = A quick answer may do for this, sooner and for less.
money-advice-job = This looks like a job with files: one who does jobs can make them.
money-advice-take = Ask “{ $name }” instead
money-advice-hand = Hand it to “{ $name }”
money-roughly-one = about { $cost }
money-roughly-range = about { $low } to { $high }
money-tokens = { $tokens } tokens
money-aheadFrom = { $jobs ->
    [one] { $cost }, from your last job like this. Usually { $took }.
   *[other] { $cost }, from your last { $jobs } jobs like this. Usually { $took }.
    }
money-aheadTook = { $jobs ->
    [one] The last job like this took { $took }.
   *[other] The last { $jobs } jobs like this usually took { $took }.
    }
money-aheadPublished = { $cost } for a job like this, as published. You have done none yet.
money-budgetNear = { $cost } of { $limit } used this month.
money-budgetOver = { $cost } of { $limit } used this month. Sending asks first.
money-spending-free = { $n ->
    [one] { $n } search of the web; { $free } in a month are free.
   *[other] { $n } searches of the web; { $free } in a month are free.
    }
money-spending-usedNow = { $cost } this month
money-spending-nothing = nothing
money-spending-barOf = { $turns ->
    [one] { $when }: { $cost }, { $turns } turn
   *[other] { $when }: { $cost }, { $turns } turns
    }
money-details-turnsAndTokens = { $turns ->
    [one] { $turns } turn, { $tokens } tokens
   *[other] { $turns } turns, { $tokens } tokens
    }
money-details-costAnd = { $cost }, { $rest }
money-options-byItselfAs = As it comes ({ $level })
