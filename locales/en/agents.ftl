agents-title = Agents
agents-new = New agent
agents-open = Open a file
agents-own = Yours
agents-builtIn = Built in
agents-foreign = Made elsewhere
agents-foreignSay = With the same key, in another program. They can be asked here, and are changed where they were made.
agents-hosted = On other computers
agents-hostedSay = Its programs run on another computer. Nothing runs while its worker is not connected.
agents-none = An agent is somebody who knows how you want a thing done: your instructions, what they have to know, and the files they need.
agents-ask = Ask
agents-askOne = Ask “{ $name }”
agents-editOne = Change “{ $name }”
agents-knows = Knows { $skills }
agents-has = { $n ->
    [one] { $n } thing at hand
   *[other] { $n } things at hand
    }
agents-basedOn = Builds on { $base }
agents-uses = May use { $tools }
agents-instructionsOf = Its instructions
agents-newTitle = New agent
agents-sharedTitle = An agent from a file
agents-shared = Nothing of it has run, and nothing is kept before you save it. Read what it is told, knows and may use.
agents-name = Name
agents-namePlaceholder = Invoice checker
agents-letter = Letter
agents-letterSay = A letter or two, or an emoji
agents-colour = Colour
agents-colours-green = Green
agents-colours-blue = Blue
agents-colours-amber = Amber
agents-colours-red = Red
agents-colours-grey = Grey
agents-about = What it is for
agents-aboutPlaceholder = Checks our suppliers’ invoices
agents-instructions = How it works
agents-instructionsPlaceholder = Say how you want it done, as you would to a new colleague.
agents-examples = Start from an example
agents-skills = What it knows
agents-skillsSay = A skill is a text that says how one thing is done, with files beside it if need be. The agent reads it when it needs it.
agents-skillsNone = It knows nothing of its own yet.
agents-writeSkill = Write one
agents-addSkillFiles = Add files
agents-addSkillFilesSay = A Markdown file, or a .zip of a skill
agents-addSkillFolder = Add a folder
agents-skillFiles = { $n ->
    [one] { $n } file beside it
   *[other] { $n } files beside it
    }
agents-skillTitle = What it knows
agents-skillName = Name
agents-skillAbout = When it is needed
agents-skillAboutPlaceholder = When an invoice has to be checked
agents-skillText = How it is done
agents-skillNeeds = A skill has a name, and says how it is done.
agents-done = Done
agents-data = What it has at hand
agents-dataSay = Copies of these are in its sandbox whenever it works.
agents-dataNone = It has nothing at hand yet.
agents-addFiles = Add files
agents-addFolder = Add a folder
agents-addText = Paste a text
agents-addRepository = Add a repository
agents-textTitle = A text at hand
agents-textName = Name of the file
agents-textNamePlaceholder = prices.csv
agents-text = Text
agents-repositoryTitle = A repository at hand
agents-repositoryAddress = Address
agents-repositoryPlaceholder = https://git.example.org/team/shop
agents-repositorySay = It is fetched when a job begins. Only public ones: no password goes along.
agents-add = Add
agents-room = { $used } of { $all } used. Larger files can be attached to a job.
agents-tooMuch = { $used } is more than the { $all } that an agent can have. Remove something; larger files can be attached to a job.
agents-tools = What it may use
agents-tool-code = Run programs in its sandbox
agents-tool-search = Search the web
agents-tool-pages = Read pages of the web
agents-noTools = With none of these, an agent at Gemini gets all three; on this computer it gets none.
agents-serversAsk = At Gemini a program or server of this computer asks before each use all the same, and on this computer a server with headers does.
agents-serversMissing = It also uses servers and programs with tools that are not here: { $names }. Add them in the settings, then tick them here.
agents-internet = Internet for its programs
agents-internetSay = Unless a job says otherwise.
agents-reach-off = Off
agents-reach-sites = Only these sites
agents-reach-open = All sites
agents-sites = Sites
agents-sitesPlaceholder = example.com, *.example.org
agents-model = Model
agents-usualModel = The usual one
agents-cap = Most tokens for one job
agents-capSay = Empty for as many as it takes. A job that reaches it ends with what it has.
agents-capWrong = A whole number of at least 1,000, or nothing.
agents-hereSearch = On this computer it searches where a search server is named in the settings, and else not.
agents-hereNoTools = This model calls no tools: on this computer the agent neither searches the web nor reads pages nor uses servers with tools.
agents-save = Save
agents-saving = Saving
agents-cancel = Leave it
agents-saved = “{ $name }” is saved, and can be asked from now on.
agents-duplicate = Duplicate
agents-copyOf = { $name }, copy
agents-share = Share
agents-sharedTo = Saved to { $folder }. It holds the instructions, the skills, the files and the names and hosts of its servers with tools, and no key.
agents-remove = Delete
agents-removeTitle = Delete “{ $name }”?
agents-removeSay = It is deleted here now, and at servers as soon as they can be reached. What it did stays.
agents-discardTitle = Leave without saving?
agents-discardSay = What you changed is lost.
agents-discard = Leave it
agents-stay = Go on
agents-try = Try it
agents-trySay = With the agent as it stands here, saved or not. It is a job like any other and may cost something.
agents-tryWhat = What should it do?
agents-tryWhere = Where
agents-tryGo = Try it
agents-tryStarting = Starting
agents-tried = Tried
agents-trial = agent on trial
agents-deleted = deleted agent
agents-where-gemini = Gemini
agents-where-local = This computer
agents-dropHere = Drop to add
agents-left = { $n } could not be added.
agents-examplesOf-letters = Letter writer
    .about = Writes letters and mails in our tone
    .text =
        You write letters and mails for a small company.

        - Answer in the language of the person who asked.
        - Friendly and short: no sentence longer than twenty words, no phrases that mean nothing.
        - First the answer, then the reason, then what happens next and when.
        - Never promise a price or a date that is not in what you were given. Where one is missing, leave a gap in square brackets.
        - Save the letter as letter.md, and list below it what should be checked before it is sent.
agents-examplesOf-tables = Table checker
    .about = Finds mistakes in tables of numbers
    .text =
        You check tables (.csv) that people made by hand.

        1. Read each table with a program, never by eye.
        2. Look for: sums that do not add up, dates that cannot be, the same line twice, gaps, numbers far from the others.
        3. Change nothing in the original. Write findings.csv with row, column, what is there, what is wrong, and what it should perhaps be.
        4. End with a short report: how many rows were looked at, what was found, what is most urgent.
        If you are not sure about something, say so in place of guessing.
agents-examplesOf-digest = Weekly digest
    .about = Sums up what happened in a week
    .text =
        You write a digest of one page about a subject that you are given.

        - Only what is new in the last seven days, each with its date and where it says so.
        - The three most important things first, in two sentences each. Then the rest, a line each.
        - Say what changed since the digest before, if you have it.
        - Keep facts and what somebody thinks of them apart.
        - Save it as digest.md.
