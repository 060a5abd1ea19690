// Written by `cargo xtask bindings` from crates/app. Do not edit.

/**
 * What a model can do, as far as its server says or was asked; `None`: not known.
 */
export type Abilities = { 
/**
 * It calls functions.
 */
tools: boolean | null, 
/**
 * It takes pictures.
 */
images: boolean | null, 
/**
 * It thinks before it answers.
 */
thinking: boolean | null, 
/**
 * Tokens of input and output together.
 */
context: number | null, };

/**
 * What to know of a model or an agent before choosing it.
 */
export type About = { 
/**
 * `Who::id`.
 */
who: string, 
/**
 * What it is good for, in a few words.
 */
good_for: string | null, 
/**
 * How long it takes.
 */
speed: Speed | null, 
/**
 * About what one typical answer, picture or reading costs, or a job as published.
 */
cost: Cost | null, 
/**
 * Whether there is a free tier, if that is known.
 */
free: boolean | null, 
/**
 * What it can be shown.
 */
takes: Array<Medium>, 
/**
 * What it makes.
 */
gives: Array<Medium>, 
/**
 * What can be chosen for it.
 */
choices: Choices, };

/**
 * The answer to one call.
 */
export type ActionAnswer = { 
/**
 * `RequestedAction::call`.
 */
call: string, 
/**
 * What the person says.
 */
reply: ActionReply, };

/**
 * The person's answers to a turn that asks for something.
 */
export type ActionAnswers = { 
/**
 * The turn.
 */
turn: string, 
/**
 * One for each call.
 */
answers: Array<ActionAnswer>, };

/**
 * One field of the form.
 */
export type ActionField = { 
/**
 * The property's name; unique in its form.
 */
name: string, 
/**
 * The same as a person would write it.
 */
label: string, 
/**
 * What belongs in it.
 */
about: string | null, 
/**
 * What it takes.
 */
kind: FieldKind, 
/**
 * Whether it must be filled in.
 */
required: boolean, 
/**
 * What the call proposes, as the field shows it; empty for nothing.
 */
value: string, };

/**
 * What the person says to one call.
 */
export type ActionReply = { "reply": "given", 
/**
 * The fields by name, as text; an empty one is left out of the answer.
 */
values: Array<[string, string]>, 
/**
 * Words of their own.
 */
words: string, } | { "reply": "declined", 
/**
 * Why; may be empty.
 */
reason: string, } | { "reply": "approved", 
/**
 * Without asking again in this conversation.
 */
always: boolean, };

/**
 * What a running turn does now, in the terms of the machine; the window has the words.
 */
export type Activity = { "doing": "sending" } | { "doing": "queued" } | { "doing": "starting" } | { "doing": "thinking" } | { "doing": "writing" } | { "doing": "running_code", 
/**
 * `python`, `bash` …
 */
language: string, } | { "doing": "searching", 
/**
 * The queries.
 */
queries: Array<string>, } | { "doing": "reading", 
/**
 * Their addresses.
 */
urls: Array<string>, } | { "doing": "using_tool", 
/**
 * The tool's name.
 */
name: string, } | { "doing": "waiting_for_network" } | { "doing": "waiting_for_server", 
/**
 * When it is asked again.
 */
until: number, } | { "doing": "trying_again", 
/**
 * When.
 */
until: number, } | { "doing": "waiting_for_you" } | { "doing": "reconnecting" } | { "doing": "checking" } | { "doing": "silent", 
/**
 * Since when.
 */
since: number, } | { "doing": "stopping" } | { "doing": "fetching", 
/**
 * How many are here.
 */
done: number, 
/**
 * How many there are.
 */
total: number, } | { "doing": "unconfirmed" };

/**
 * The colour behind an agent's letter; the window has the values.
 */
export type AgentColour = "green" | "blue" | "amber" | "red" | "grey";

/**
 * Something that an agent has at hand in each of its jobs.
 */
export type AgentData = { "is": "file", 
/**
 * The file.
 */
file: AgentFile, } | { "is": "text", 
/**
 * The name of the file that it becomes.
 */
name: string, 
/**
 * The text.
 */
text: string, } | { "is": "repository", 
/**
 * Its address, `https`.
 */
address: string, };

/**
 * All of an agent, as its form has it.
 */
export type AgentDraft = { 
/**
 * Its name.
 */
name: string, 
/**
 * What stands for it beside its name: a letter or two, or an emoji. Empty for the first of its name.
 */
letter: string, 
/**
 * The colour behind that.
 */
colour: AgentColour, 
/**
 * What it is for.
 */
about: string, 
/**
 * How it works.
 */
instructions: string, 
/**
 * What it knows how to do.
 */
skills: Array<Skill>, 
/**
 * What it has at hand.
 */
data: Array<AgentData>, 
/**
 * What it may use.
 */
tools: AgentTools, 
/**
 * What its sandbox may reach, unless a job says otherwise.
 */
network: Network, 
/**
 * `Who::id` of the model that it thinks with; `None` for the usual one.
 */
model: string | null, 
/**
 * As many tokens may one of its jobs use.
 */
max_tokens: number | null, };

/**
 * A file that an agent has, with its path among the others.
 */
export type AgentFile = { 
/**
 * Folders and name, with `/` between them; safe to write below any folder.
 */
path: string, 
/**
 * SHA-256 of the bytes, in hex.
 */
sha256: string, 
/**
 * Bytes.
 */
size: number, };

/**
 * An agent of the person's own, as a list shows it.
 */
export type AgentLine = { 
/**
 * Opaque.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What stands for it.
 */
letter: string, 
/**
 * The colour behind that.
 */
colour: AgentColour, 
/**
 * What it is for.
 */
about: string, 
/**
 * The names of what it knows how to do.
 */
skills: Array<string>, 
/**
 * How many files, texts and repositories it has at hand.
 */
data: number, 
/**
 * When it was changed last.
 */
changed_at: number, };

/**
 * What an agent may use besides its sandbox's files.
 */
export type AgentTools = { 
/**
 * Run programs.
 */
code: boolean, 
/**
 * Search the web.
 */
search: boolean, 
/**
 * Read pages of the web.
 */
pages: boolean, };

/**
 * Every agent that is not built in.
 */
export type Agents = { 
/**
 * The person's own, the one changed last first.
 */
own: Array<AgentLine>, 
/**
 * Those made elsewhere with the same key, or at the engine of this computer.
 */
foreign: Array<ForeignAgent>, 
/**
 * Environments made elsewhere whose programs run on another computer.
 */
self_hosted: Array<SelfHosted>, };

/**
 * Which files to write into one archive.
 */
export type ArchiveRequest = { 
/**
 * Artifact ids.
 */
files: Array<string>, 
/**
 * A name for it, without an ending; the person may choose another.
 */
name: string, };

/**
 * A schedule whose text came with an archive. It does not run.
 */
export type ArchivedSchedule = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name, or what is to be done.
 */
text: string, 
/**
 * When, in the words of the person.
 */
when: string, 
/**
 * All of it, to make it anew from, with the files that are here; `None` when this version cannot read it.
 */
draft: ScheduleDraft | null, };

/**
 * A file in the panel or in the Files list.
 */
export type ArtifactView = { 
/**
 * Opaque.
 */
id: string, 
/**
 * The turn that made it.
 */
turn: string, 
/**
 * That turn's conversation.
 */
conversation: string, 
/**
 * A chat or a job.
 */
kind: Kind, 
/**
 * Title of the conversation.
 */
conversation_title: string, 
/**
 * Its name, without what deceives the eye.
 */
name: string, 
/**
 * The folders that it is in, from the one that the job worked in; empty when it is in none.
 */
folder: string, 
/**
 * Its path in the sandbox; files of one conversation with the same one are versions of each other.
 */
path: string | null, 
/**
 * What is in it, when it is a folder that is one line.
 */
holds: FolderView | null, 
/**
 * The folder that it is shown inside of, when that is one line.
 */
inside: string | null, 
/**
 * MIME type.
 */
mime: string, 
/**
 * Bytes, if known.
 */
size: number | null, 
/**
 * SHA-256 in hex, once it is here.
 */
sha256: string | null, 
/**
 * Where its bytes are.
 */
state: FileState, 
/**
 * When it was made.
 */
created_at: number, 
/**
 * The step of its turn that made it, if known; see `Turn::steps`.
 */
step: number | null, };

/**
 * Bytes pasted or dropped into the composer.
 */
export type AttachBytes = { 
/**
 * The file's name.
 */
name: string, 
/**
 * MIME type as the browser says.
 */
mime: string, 
/**
 * The bytes in base64.
 */
base64: string, };

/**
 * What became of the files that the person wants to attach.
 */
export type Attaching = { 
/**
 * Those that are attached.
 */
files: Array<Attachment>, 
/**
 * Why each of the others is not; every message names its file.
 */
refused: Array<BridgeError>, };

/**
 * A file that the person attached; its bytes are already safe on disk.
 */
export type Attachment = { 
/**
 * SHA-256 of the bytes, in hex.
 */
sha256: string, 
/**
 * The file's name.
 */
name: string, 
/**
 * MIME type.
 */
mime: string, 
/**
 * Bytes.
 */
size: number, };

/**
 * Whether Errand starts with the computer, without a window, so that schedules of this computer run.
 */
export type Autostart = "on" | "off" | "not_asked" | "unknown";

/**
 * The backup by itself.
 */
export type Backup = { 
/**
 * Whether there is one each week.
 */
on: boolean, 
/**
 * The folder that the person picked.
 */
folder: string | null, 
/**
 * When the last one was made.
 */
last: number | null, 
/**
 * Why the last try failed, if it did.
 */
problem: BridgeError | null, };

/**
 * One top-level Markdown block as safe HTML.
 *
 * What may grow long comes in pieces: the rows of a table, the items of a list, and stretches of lines
 * of long code. Each is sanitised by itself, so that it need not be looked at again when one is added.
 */
export type Block = { 
/**
 * All of the block, or what stands around its pieces; see the crate's documentation for what may be
 * in it.
 */
html: string, 
/**
 * The children of the innermost last element of `html`, in order.
 */
pieces: Array<string>, };

/**
 * A server of tools that can be used only when the person is asked before each use.
 */
export type BoundServer = { 
/**
 * `ToolServer::id`.
 */
server: string, 
/**
 * Why, in a sentence.
 */
why: string, };

/**
 * What happened, to what, and what the person can do next.
 */
export type BridgeError = { 
/**
 * What the window decides by; it never reads the text.
 */
code: ErrorCode, 
/**
 * What happened, in one or two short sentences.
 */
message: string, 
/**
 * What to do next, if anything.
 */
hint: string | null, };

/**
 * What was spent this month, and its limit.
 */
export type Budget = { 
/**
 * About what was spent since the month began, with what runs now.
 */
spent: Cost, 
/**
 * The limit, in millionths of a dollar.
 */
limit: number | null, 
/**
 * How they stand to each other.
 */
state: BudgetState, };

/**
 * How much of the month's limit is used.
 */
export type BudgetState = "enough" | "near" | "used";

/**
 * What a turn had to carry of the turns before it, because its server does not have them.
 */
export type CarriedView = { 
/**
 * Why.
 */
why: CarriedWhy, 
/**
 * How many turns were told anew; 0 when the server knows them and only the sandbox is new.
 */
turns: number, 
/**
 * How many of the oldest turns there was no room for.
 */
turns_left_out: number, 
/**
 * How many files were put into a new sandbox.
 */
files: number, 
/**
 * Files that could not go along, by name.
 */
files_left_out: Array<string>, };

/**
 * Why a server does not have the turns before, or their sandbox.
 */
export type CarriedWhy = "forgotten" | "expired" | "other_place" | "branch" | "unfinished";

/**
 * What a cell of a sheet is.
 */
export type CellKind = "text" | "number" | "formula";

/**
 * What is changed of conversations.
 */
export type Change = { "what": "pinned", 
/**
 * They do.
 */
is: boolean, } | { "what": "archived", 
/**
 * They are.
 */
is: boolean, } | { "what": "unread", 
/**
 * They are.
 */
is: boolean, } | { "what": "folder", 
/**
 * `Folder::id`; `None` for none.
 */
id: string | null, };

/**
 * Something to change of conversations, one or many.
 */
export type ChangeRequest = { 
/**
 * Their ids.
 */
conversations: Array<string>, 
/**
 * What is changed of each.
 */
change: Change, };

/**
 * What can be chosen for a model or an agent; nothing else is sent to it.
 */
export type Choices = { 
/**
 * Levels of thinking: `minimal`, `low`, `medium`, `high`, `xhigh`.
 */
thinking: Array<string>, 
/**
 * The level that it has by itself, if that is known.
 */
thinks: string | null, 
/**
 * Whether the length of an answer can be limited.
 */
length: boolean, 
/**
 * Whether its choice of words can be made plainer or more daring.
 */
temperature: boolean, 
/**
 * Whether it takes instructions.
 */
instructions: boolean, 
/**
 * Voices.
 */
voices: Array<string>, 
/**
 * Shapes of a picture or a video, such as `16:9`.
 */
shapes: Array<string>, 
/**
 * Sizes of a picture (`1K`) or a video (`720p`).
 */
sizes: Array<string>, 
/**
 * How long a video may be, such as `8s`.
 */
durations: Array<string>, };

/**
 * Which of a server's models are in the list of who can be asked.
 */
export type ChooseModels = { 
/**
 * `ProviderView::id`.
 */
provider: string, 
/**
 * `ProviderModel::id` of each.
 */
models: Array<string>, };

/**
 * Which tools of a server conversations may use.
 */
export type ChooseServerTools = { 
/**
 * `ToolServer::id`.
 */
server: string, 
/**
 * `ServerTool::name` of each.
 */
tools: Array<string>, };

/**
 * One source that an answer cites.
 */
export type Citation = { 
/**
 * The number shown in the text, from 1.
 */
number: number, 
/**
 * Title, or the host's name; empty when a redirect has none and nobody knows where it leads.
 */
title: string, 
/**
 * Address, if it is a page. A redirect of the search service stands for its page as long as it is not known.
 */
url: string | null, 
/**
 * The site of the page, if it is known.
 */
site: string | null, };

/**
 * A time that a change of clocks leaves out or brings twice.
 */
export type ClockChange = { 
/**
 * The day, such as `2027-03-28`.
 */
day: string, 
/**
 * The time that the schedule says, such as `2:30`.
 */
planned: string, 
/**
 * The time at which it runs, such as `3:00`.
 */
runs: string, 
/**
 * It comes twice, and the first one counts; else it does not come at all.
 */
twice: boolean, };

/**
 * What the cells of a table's column are.
 */
export type ColumnKind = "text" | "number" | "date";

/**
 * Two versions of a file.
 */
export type CompareRequest = { 
/**
 * The id of the older one.
 */
before: string, 
/**
 * The id of the newer one.
 */
after: string, };

/**
 * A cell of both versions: pieces that stayed and that changed in turn, the first one stayed.
 */
export type ComparedCell = { 
/**
 * What it said.
 */
before: Array<string>, 
/**
 * What it says.
 */
after: Array<string>, };

/**
 * A row of both versions, or of one.
 */
export type ComparedRow = { "type": "left_out", 
/**
 * How many.
 */
rows: number, } | { "type": "row", 
/**
 * Its number before, from 1; `None` when it was added.
 */
before: number | null, 
/**
 * Its number after, from 1; `None` when it was removed.
 */
after: number | null, 
/**
 * Its cells.
 */
cells: Array<ComparedCell>, };

/**
 * A server to try and, if it answers, to keep. One at an address that is connected already is asked anew and stays
 * one.
 */
export type ConnectProvider = { 
/**
 * `ProviderPreset::id`; nothing: another server.
 */
preset: string | null, 
/**
 * The address, where it is not the preset's.
 */
base_url: string | null, 
/**
 * How another server is spoken to.
 */
dialect: ProviderDialect | null, 
/**
 * The key as typed; empty: none, or the one that is kept for this origin. Never stored here, never sent back.
 */
key: string, 
/**
 * Keep the key for this session only.
 */
session_only: boolean, };

/**
 * A key to try.
 */
export type ConnectRequest = { 
/**
 * The key as typed. Never stored here, never sent back.
 */
key: string, 
/**
 * The base URL to use, if it was changed in the same form.
 */
base_url: string | null, 
/**
 * Keep the key for this session only.
 */
session_only: boolean, };

/**
 * A program with tools to try and, if it serves, to keep.
 */
export type ConnectToolProgram = { 
/**
 * The one that is changed (`ToolServer::id`); nothing for a new one.
 */
id: string | null, 
/**
 * What the person calls it; empty for the program's own name.
 */
name: string, 
/**
 * What is started.
 */
program: ToolProgram, };

/**
 * A server of tools to try and, if it answers, to keep.
 */
export type ConnectToolServer = { 
/**
 * The server that is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What the person calls it; empty for its host.
 */
name: string, 
/**
 * Its address.
 */
address: string, 
/**
 * Headers to send. An empty value keeps the one that was kept under that name.
 */
headers: Array<TypedHeader>, 
/**
 * Keep the values for this session only.
 */
session_only: boolean, };

/**
 * A conversation opened.
 */
export type Conversation = { 
/**
 * Its line in the list.
 */
summary: ConversationSummary, 
/**
 * The turns to begin with.
 */
page: TurnPage, 
/**
 * Its newest files.
 */
files: FilePage, 
/**
 * The unsent text.
 */
draft: Draft | null, };

/**
 * What a conversation cost so far, in all of its branches.
 */
export type ConversationCost = { 
/**
 * How many of its turns said what they used.
 */
turns: number, 
/**
 * All tokens together.
 */
tokens: number, 
/**
 * About how much; `None` when none of them has a price.
 */
cost: Cost | null, 
/**
 * The day of which the prices are: year, month and day.
 */
as_of: string, };

/**
 * As what a conversation is written.
 */
export type ConversationForm = "markdown" | "page" | "json";

/**
 * A page of a list.
 */
export type ConversationPage = { 
/**
 * Newest first.
 */
conversations: Array<ConversationSummary>, 
/**
 * Pass it to get the next page; `None` at the end.
 */
next: string | null, };

/**
 * One line of a list.
 */
export type ConversationSummary = { 
/**
 * Opaque.
 */
id: string, 
/**
 * A chat or a job.
 */
kind: Kind, 
/**
 * Made from the first words, or given by the person.
 */
title: string, 
/**
 * One line of what was said last.
 */
line: string, 
/**
 * How its newest turn stands.
 */
standing: Standing, 
/**
 * What it does now, while it runs.
 */
activity: Activity | null, 
/**
 * When the newest turn was submitted.
 */
started_at: number, 
/**
 * When something last changed.
 */
updated_at: number, 
/**
 * Not looked at since it ended, or marked so by the person.
 */
unread: boolean, 
/**
 * Stands first in its list.
 */
pinned: boolean, 
/**
 * Only in the list of the archive.
 */
archived: boolean, 
/**
 * `Folder::id` of the folder that it is in.
 */
folder: string | null, 
/**
 * Who serves the newest turn.
 */
engine: Engine, 
/**
 * Number of files.
 */
files: number, 
/**
 * Its newest turn, so that it can be stopped from the list.
 */
turn: string | null, 
/**
 * When the server last said something about the newest turn.
 */
last_sign_of_life: number | null, 
/**
 * All tokens of the newest turn so far, if they are known.
 */
tokens: number | null, 
/**
 * About what the newest turn has cost so far.
 */
cost: Cost | null, 
/**
 * The program that it was taken over from.
 */
imported_from: string | null, };

/**
 * About what something cost, in millionths of a US dollar: between two amounts, which are the same where tokens were
 * counted.
 */
export type Cost = { 
/**
 * At least.
 */
low: number, 
/**
 * At most.
 */
high: number, };

/**
 * What is known of the cost of a job before it is handed over.
 */
export type CostAhead = { 
/**
 * What the last jobs took; `None` before the first one is done.
 */
usual: UsualCost | null, 
/**
 * What a job costs as published, for who has done none yet.
 */
published: Cost | null, 
/**
 * The day of which the prices are: year, month and day.
 */
as_of: string, };

/**
 * What Errand does when the person approves a call.
 */
export type Deed = { 
/**
 * What is to be done, in a sentence.
 */
says: string, 
/**
 * What goes with it in full, such as the text of a file.
 */
detail: string | null, 
/**
 * Why it cannot be done as it is asked for; approving then only sends that back.
 */
refused: string | null, };

/**
 * A conversation that was deleted and can still be brought back.
 */
export type Deletion = { 
/**
 * The conversation.
 */
id: string, 
/**
 * A chat or a job.
 */
kind: Kind, 
/**
 * Its title.
 */
title: string, 
/**
 * Until when it can be brought back.
 */
until: number, };

/**
 * An unsent text.
 */
export type Draft = { 
/**
 * `new`, a conversation's id for its next turn, or the id of a turn after `edit:`, which is changed,
 * or after `answers:`, whose question is answered.
 */
key: string, 
/**
 * The text.
 */
text: string, 
/**
 * The files attached.
 */
attachments: Array<Attachment>, 
/**
 * `Who::id`.
 */
who: string | null, };

/**
 * Some pages of a PDF, from the one asked for on.
 */
export type DrawnPages = { 
/**
 * How many pages can be asked for.
 */
total: number, 
/**
 * The document has more pages than that.
 */
truncated: boolean, 
/**
 * In order; `None` for a page that cannot be drawn.
 */
pages: Array<PageImage | null>, };

/**
 * How the bytes of a file are read from now on.
 */
export type EncodingRequest = { 
/**
 * The artifact's id.
 */
file: string, 
/**
 * One of `encodings`; `None` lets the letters tell.
 */
encoding: string | null, };

/**
 * Which server of the contract serves an interaction.
 */
export type Engine = "gemini" | "local";

/**
 * What the window decides by. A code is added only when the window must act on it differently.
 */
export type ErrorCode = "invalid" | "not_found" | "no_key" | "wrong_key" | "no_permission" | "region" | "offline" | "proxy" | "certificate" | "rate_limited" | "quota" | "server" | "refused" | "no_keychain" | "engine" | "no_model" | "disk_full" | "ledger_locked" | "ledger_corrupt" | "ledger_newer" | "file" | "locked" | "sandbox_gone" | "lost" | "unconfirmed" | "leaving" | "month_limit" | "internal";

/**
 * What of a turn's events is wanted.
 */
export type EventKind = "state" | "answer" | "thought" | "tool" | "error" | "other";

/**
 * A conversation to write.
 */
export type ExportRequest = { 
/**
 * The conversation.
 */
conversation: string, 
/**
 * As what.
 */
form: ConversationForm, };

/**
 * What a field takes. A value crosses as text and is read by this; inside of a group or a list it is a text too, or
 * again an object or a list of texts.
 */
export type FieldKind = { "takes": "text" } | { "takes": "number" } | { "takes": "whole_number" } | { "takes": "yes_no" } | { "takes": "choice", 
/**
 * What can be chosen.
 */
options: Array<string>, } | { "takes": "date" } | { "takes": "time" } | { "takes": "date_time" } | { "takes": "file" } | { "takes": "group", 
/**
 * What is in it.
 */
fields: Array<ActionField>, } | { "takes": "list", 
/**
 * What each of its items takes.
 */
item: ActionField, } | { "takes": "json" };

/**
 * What changed between two versions of a file.
 */
export type FileComparison = { 
/**
 * Whether rows are those of a table; else each is a line of text, of one cell.
 */
is_table: boolean, 
/**
 * The rows that changed, with some around them.
 */
rows: Array<ComparedRow>, 
/**
 * So many rows were added; one that changed was added and removed.
 */
added: number, 
/**
 * So many rows were removed.
 */
removed: number, 
/**
 * Whether there is more than is shown.
 */
truncated: boolean, };

/**
 * A page of files.
 */
export type FilePage = { 
/**
 * Newest first.
 */
files: Array<ArtifactView>, 
/**
 * Pass it to get the next page; `None` at the end.
 */
next: string | null, };

/**
 * What a file looks like.
 */
export type FilePreview = { "type": "markdown", 
/**
 * Safe HTML.
 */
html: string, 
/**
 * Whether there is more than is shown.
 */
truncated: boolean, } | { "type": "text", 
/**
 * Safe HTML.
 */
html: string, 
/**
 * How its bytes were read, when they are not UTF-8.
 */
encoding: string | null, 
/**
 * Whether there is more than is shown.
 */
truncated: boolean, } | { "type": "table", 
/**
 * Lines before the table that say what it is about.
 */
title: Array<string>, 
/**
 * What stands between its cells, when that is no comma.
 */
separator: string | null, 
/**
 * How its bytes were read, when they are not UTF-8.
 */
encoding: string | null, 
/**
 * What the cells of its columns are.
 */
columns: Array<ColumnKind>, 
/**
 * The first row, or numbers where that names nothing.
 */
header: Array<string>, 
/**
 * Whether Errand numbered the columns, which have no names.
 */
is_numbered: boolean, 
/**
 * The rows after it; all of them are asked for with `table_rows`.
 */
rows: Array<Array<string>>, 
/**
 * Whether there is more than is shown.
 */
truncated: boolean, } | { "type": "workbook", 
/**
 * Its sheets, in order.
 */
sheets: Array<SheetPreview>, 
/**
 * Whether there is more than is shown.
 */
truncated: boolean, } | { "type": "tree", 
/**
 * What is in it, in its order.
 */
entries: Array<TreeEntry>, 
/**
 * Bytes of all these files, unpacked.
 */
size: number, 
/**
 * Whether there is more than is shown.
 */
truncated: boolean, } | { "type": "image" } | { "type": "audio" } | { "type": "video" } | { "type": "pdf" } | { "type": "page", 
/**
 * Whether there is more than is shown.
 */
truncated: boolean, 
/**
 * Whether it holds scripts, which do not run there.
 */
needs_scripts: boolean, } | { "type": "none", 
/**
 * MIME type.
 */
mime: string, };

/**
 * Where a file's bytes are.
 */
export type FileState = { "state": "listed" } | { "state": "fetching", 
/**
 * Bytes here.
 */
received: number, 
/**
 * Bytes a second, lately.
 */
rate: number, } | { "state": "saved" } | { "state": "failed", 
/**
 * Why, and what to do.
 */
error: BridgeError, };

/**
 * A store of files.
 */
export type FileStore = { 
/**
 * Opaque.
 */
id: string, 
/**
 * What the person calls it.
 */
title: string, 
/**
 * Host and port of the server that has it.
 */
host: string, 
/**
 * Whether that is the server that is asked now; at another one it cannot be used.
 */
is_usable: boolean, 
/**
 * What was put into it.
 */
files: Array<StoredFile>, 
/**
 * How many of its files can be searched; nothing when the server did not say.
 */
ready: number | null, 
/**
 * How many are still being read.
 */
pending: number, 
/**
 * How many could not be read.
 */
failed: number, 
/**
 * When the server was asked last.
 */
asked_at: number, 
/**
 * What went wrong when it was asked or filled last in this session.
 */
failure: BridgeError | null, };

/**
 * Which files of a conversation.
 */
export type FilesRequest = { 
/**
 * The conversation.
 */
conversation: string, 
/**
 * `FilePage::next` of the page before.
 */
after: string | null, };

/**
 * What to look for in the turns of a conversation.
 */
export type FindRequest = { 
/**
 * The conversation.
 */
conversation: string, 
/**
 * A turn of the way that is looked through.
 */
turn: string, 
/**
 * What to look for; case does not matter.
 */
text: string, };

/**
 * A group of conversations that the person named.
 */
export type Folder = { 
/**
 * Opaque.
 */
id: string, 
/**
 * What the person calls it.
 */
name: string, 
/**
 * When it was made.
 */
created_at: number, };

/**
 * Which files of a folder that is one line.
 */
export type FolderRequest = { 
/**
 * The folder's id.
 */
folder: string, 
/**
 * `FilePage::next` of the page before.
 */
after: string | null, };

/**
 * What is in a folder that is one line, such as `node_modules`.
 */
export type FolderView = { 
/**
 * How many files.
 */
files: number, 
/**
 * How many of them are here.
 */
here: number, };

/**
 * An agent that was not made here, and what its server says of it.
 */
export type ForeignAgent = { 
/**
 * Who serves it.
 */
engine: Engine, 
/**
 * The id that its maker gave it.
 */
api_id: string, 
/**
 * What it is for.
 */
about: string | null, 
/**
 * The agent that it builds on.
 */
base: string | null, 
/**
 * How it works.
 */
instructions: string | null, 
/**
 * What it may use, in the service's words.
 */
tools: Array<string>, 
/**
 * Whether its programs run on another computer, as in a [`SelfHosted`] environment. It is not asked from here.
 */
self_hosted: boolean, };

/**
 * A schedule at Gemini that another program made. It is shown and left alone.
 */
export type ForeignSchedule = { 
/**
 * The server's id of it.
 */
id: string, 
/**
 * Its name there; its id, where it has none.
 */
name: string, 
/**
 * The agent that does it, as the server knows it.
 */
agent: string | null, 
/**
 * When it runs; nothing when that is not understood.
 */
plan: SchedulePlan | null, 
/**
 * The same as the server has it.
 */
cron: string, 
/**
 * Whether it runs.
 */
state: ForeignState, 
/**
 * When it runs next, as its server says it.
 */
next: number | null, };

/**
 * Whether a schedule of another program runs.
 */
export type ForeignState = "active" | "paused" | "failing";

/**
 * A file that holds the words.
 */
export type FoundFile = { 
/**
 * Its id, when a run made it; `None` for one that the person sent along.
 */
id: string | null, 
/**
 * Its path from the folder that the job worked in, or its name.
 */
name: string, };

/**
 * A server that was found on this computer and is not connected.
 */
export type FoundProvider = { 
/**
 * Its kind.
 */
preset: string, 
/**
 * What people call it.
 */
name: string, 
/**
 * Where it answered.
 */
base_url: string, 
/**
 * The same in short: host and port.
 */
host: string, };

/**
 * What can be freed.
 */
export type Freeable = "record" | "files" | "sandboxes";

/**
 * One place where the words occur.
 */
export type Hit = { 
/**
 * The conversation.
 */
conversation: string, 
/**
 * A chat or a job.
 */
kind: Kind, 
/**
 * The turn, if the hit is inside one.
 */
turn: string | null, 
/**
 * The step that the words are in, if they are in one on the way to the answer.
 */
step: number | null, 
/**
 * The file that the words are in, if they are in one.
 */
file: FoundFile | null, 
/**
 * Title of the conversation.
 */
title: string, 
/**
 * The words around it: plain and matched pieces in turn, the first one plain.
 */
snippet: Array<string>, 
/**
 * When it was written.
 */
at: number, };

/**
 * What to import; the person picks the files.
 */
export type ImportRequest = { 
/**
 * Whether settings and addresses of servers in an archive of Errand take the place of those here.
 */
with_settings: boolean, };

/**
 * Exports, imports and backups.
 */
export type Keeping = { 
/**
 * What goes on, or went on last.
 */
work: KeepingWork | null, 
/**
 * How much is done.
 */
done: number, 
/**
 * Of so much; 0 while nobody knows.
 */
total: number, 
/**
 * How it ended; `None` while it goes on.
 */
end: KeepingEnd | null, 
/**
 * The backup by itself.
 */
backup: Backup, 
/**
 * Schedules that came with an archive.
 */
schedules: Array<ArchivedSchedule>, };

/**
 * How it ended.
 */
export type KeepingEnd = { "ended": "written", 
/**
 * Where.
 */
path: string, 
/**
 * Bytes.
 */
size: number, 
/**
 * Conversations in it.
 */
conversations: number, 
/**
 * Files in it.
 */
files: number, 
/**
 * Files that something names and whose bytes are not here.
 */
missing: number, } | { "ended": "imported", 
/**
 * The programs that it came from; Errand's own name for an archive.
 */
from: Array<string>, 
/**
 * Conversations that are new.
 */
conversations: number, 
/**
 * Turns that are new.
 */
turns: number, 
/**
 * Turns that were here already.
 */
known: number, 
/**
 * Agents that are new.
 */
agents: number, 
/**
 * Schedules whose text is new. They do not run.
 */
schedules: number, 
/**
 * What was left out, and how much of it.
 */
left_out: Array<[LeftOut, number]>, 
/**
 * The person stopped it before its end.
 */
stopped: boolean, } | { "ended": "stopped" } | { "ended": "failed", 
/**
 * Why.
 */
error: BridgeError, };

/**
 * What goes on.
 */
export type KeepingWork = "export" | "backup" | "import";

/**
 * Where the key is that belongs to the base URL in use.
 */
export type KeyStatus = "keychain" | "session" | "none" | "unreachable";

/**
 * A chat or a job.
 */
export type Kind = "chat" | "job";

/**
 * What of a conversation goes to a place that does not have it yet.
 */
export type Leaving = { 
/**
 * The place; goes into `SendRequest::leaving` once the person has seen it.
 */
place: string, 
/**
 * The server's name.
 */
host: string, 
/**
 * Whether that is Google's own server.
 */
is_google: boolean, 
/**
 * How many turns go along.
 */
turns: number, 
/**
 * How many files.
 */
files: number, 
/**
 * Their size together.
 */
bytes: number, };

/**
 * Whom a turn that follows another would go to.
 */
export type LeavingRequest = { 
/**
 * The conversation.
 */
conversation: string, 
/**
 * The turn to follow.
 */
parent: string, 
/**
 * `Who::id`.
 */
who: string, };

/**
 * Something of an export that was left out.
 */
export type LeftOut = "conversation" | "empty" | "tool" | "file" | "other";

/**
 * Which conversations are listed. What is archived is only in its own list.
 */
export type List = { "of": "chat" } | { "of": "job" } | { "of": "pinned" } | { "of": "unread" } | { "of": "archived" } | { "of": "folder", 
/**
 * `Folder::id`.
 */
id: string, };

/**
 * Which page of which list.
 */
export type ListRequest = { 
/**
 * The list.
 */
list: List, 
/**
 * `ConversationPage::next` of the page before.
 */
after: string | null, };

/**
 * How the local engine is.
 */
export type LocalEngine = { "state": "stopped" } | { "state": "starting" } | { "state": "restarting" } | { "state": "ready" } | { "state": "failed", 
/**
 * Why, and what to do.
 */
error: BridgeError, };

/**
 * What is shown to someone, or made by them.
 */
export type Medium = "text" | "image" | "audio" | "video" | "document";

/**
 * A moment of a turn.
 */
export type MomentRequest = { 
/**
 * The turn.
 */
turn: string, 
/**
 * The number of an event.
 */
event: number, };

/**
 * Whether the sandbox may reach the internet.
 */
export type Network = { "reach": "off" } | { "reach": "sites", 
/**
 * Domain names, `*.example.com` allowed.
 */
domains: Array<string>, } | { "reach": "open" };

/**
 * Whether a kind of tool can be had.
 */
export type OfferState = { "is": "offered" } | { "is": "always" } | { "is": "refused", 
/**
 * Why, in a sentence.
 */
why: string, };

/**
 * Which file that went along with a turn to open.
 */
export type OpenAttachment = { 
/**
 * The turn.
 */
turn: string, 
/**
 * `Attachment::sha256`.
 */
sha256: string, 
/**
 * The person was asked, or need not be.
 */
is_sure: boolean, };

/**
 * Which file to open.
 */
export type OpenFile = { 
/**
 * The artifact's id.
 */
file: string, 
/**
 * The person was asked, or need not be.
 */
is_sure: boolean, };

/**
 * What became of opening a file.
 */
export type OpenOutcome = { "type": "opened" } | { "type": "asks", 
/**
 * What may run then.
 */
runs: OpenRisk, };

/**
 * Which conversation to open, and where.
 */
export type OpenRequest = { 
/**
 * The conversation.
 */
id: string, 
/**
 * The turn to open it at; its newest one if there is none.
 */
turn: string | null, };

/**
 * What may run when a file is opened.
 */
export type OpenRisk = "program" | "page";

/**
 * A schedule, opened.
 */
export type OpenSchedule = { 
/**
 * As in the list.
 */
line: ScheduleLine, 
/**
 * As its form has it.
 */
draft: ScheduleDraft, 
/**
 * Its runs, the newest first.
 */
runs: Array<ScheduledRun>, };

/**
 * What was chosen; whatever is left open is up to the one who is asked. What that one does not take (`Choices`) is not
 * sent.
 */
export type Options = { 
/**
 * How much it thinks: one of `Choices::thinking`.
 */
thinking: string | null, 
/**
 * The most tokens of an answer; what it thinks counts, too.
 */
length: number | null, 
/**
 * How daring its choice of words is, in hundredths, from 0 to 200.
 */
temperature: number | null, 
/**
 * How to behave.
 */
instructions: string | null, 
/**
 * Whose voice reads: one of `Choices::voices`.
 */
voice: string | null, 
/**
 * The shape of a picture or a video: one of `Choices::shapes`.
 */
shape: string | null, 
/**
 * The size of a picture or a video: one of `Choices::sizes`.
 */
size: string | null, 
/**
 * How long a video is, such as `8s`: one of `Choices::durations`.
 */
duration: string | null, };

/**
 * What the window needs at start.
 */
export type Overview = { 
/**
 * Set when the ledger could not be opened: the window shows this and nothing else.
 */
fatal: BridgeError | null, 
/**
 * What the person chose.
 */
settings: Settings, 
/**
 * The languages that the person chose in the system, the one liked best first, as BCP 47 tags.
 */
system_languages: Array<string>, 
/**
 * The base URL in use.
 */
base_url: string, 
/**
 * True when `ERRAND_BASE_URL` fixes it.
 */
base_url_fixed: boolean, 
/**
 * Where the key is that belongs to this base URL.
 */
key: KeyStatus, 
/**
 * How the local engine is.
 */
local: LocalEngine, 
/**
 * Whether a starter model or a chosen GGUF file is there.
 */
has_model: boolean, 
/**
 * Who can be asked.
 */
who: WhoList, 
/**
 * The newest chats.
 */
chats: Array<ConversationSummary>, 
/**
 * Where the list of chats goes on; nothing when that is all of it.
 */
chats_next: string | null, 
/**
 * The newest jobs.
 */
jobs: Array<ConversationSummary>, 
/**
 * Where the list of jobs goes on; nothing when that is all of it.
 */
jobs_next: string | null, 
/**
 * The newest of those that stand first.
 */
pinned: Array<ConversationSummary>, 
/**
 * Where the list of those goes on; nothing when that is all of it.
 */
pinned_next: string | null, 
/**
 * The folders that the person made.
 */
folders: Array<Folder>, 
/**
 * What was deleted just now and can still be brought back.
 */
deletions: Array<Deletion>, 
/**
 * What finished while the app was not running.
 */
finished_meanwhile: Array<ConversationSummary>, 
/**
 * Errand's version.
 */
version: string, 
/**
 * Where the ledger and the files are.
 */
data_dir: string, 
/**
 * The folder that "Save" writes to: the chosen one, or Downloads. Empty when the system names
 * none; then "Save" asks.
 */
save_folder: string, 
/**
 * Whether a file can be opened in a program of the person's choice, copied for a file manager, and dragged out.
 */
hands_out_files: boolean, };

/**
 * Which agent of the person's own something was spent on, whatever version of it.
 */
export type OwnSpent = { "is": "kept", 
/**
 * What it is called.
 */
name: string, } | { "is": "tried" } | { "is": "deleted" };

/**
 * What the window shows of an agent of the person's own, where it can be asked.
 */
export type OwnWho = { 
/**
 * The agent (`AgentLine::id`).
 */
agent: string, 
/**
 * What stands for it.
 */
letter: string, 
/**
 * The colour behind that.
 */
colour: AgentColour, 
/**
 * What it is for.
 */
about: string, 
/**
 * What its sandbox may reach, unless a job says otherwise.
 */
network: Network, 
/**
 * Every id that it has had at this server.
 */
ids: Array<string>, };

/**
 * Whether an answer has words of the person's own beside the form.
 */
export type OwnWords = "needed" | "welcome" | "unwanted";

/**
 * A page as an image.
 */
export type PageImage = { 
/**
 * The image as a `data:` URL.
 */
data_url: string, 
/**
 * Pixels.
 */
width: number, 
/**
 * Pixels.
 */
height: number, 
/**
 * The text in it, as far as it is known, in the order of the document.
 */
lines: Array<PageLine>, };

/**
 * A line of text in an image. Places are pixels from its upper left.
 */
export type PageLine = { 
/**
 * What it says.
 */
text: string, 
/**
 * Where its base line begins.
 */
x: number, 
/**
 * Where its base line begins.
 */
y: number, 
/**
 * How long it is.
 */
width: number, 
/**
 * The size of its letters.
 */
size: number, 
/**
 * Where it leads, in degrees: 0 to the right, 90 downwards.
 */
angle: number, };

/**
 * Which pages of a PDF to draw.
 */
export type PagesRequest = { 
/**
 * The artifact's id.
 */
file: string, 
/**
 * The password that opens it, if it needs one. It is kept nowhere.
 */
password: string | null, 
/**
 * The first page, counted from 0.
 */
from: number, };

/**
 * The text of the first pages of a PDF, of all that can be asked for if there was time and room.
 */
export type PagesText = { 
/**
 * How many pages can be asked for.
 */
total: number, 
/**
 * The lines of each page.
 */
pages: Array<Array<string>>, };

/**
 * One entry of the timeline.
 */
export type Part = { "type": "text", 
/**
 * The text, block by block.
 */
blocks: Array<Block>, 
/**
 * Its sources.
 */
citations: Array<Citation>, } | { "type": "thought", 
/**
 * The summary, block by block.
 */
blocks: Array<Block>, 
/**
 * How long, if known.
 */
ms: number | null, } | { "type": "note", 
/**
 * Whole sentences.
 */
text: string, } | { "type": "code", 
/**
 * `python`, `bash` …
 */
language: string, 
/**
 * Highlighted source.
 */
html: string, 
/**
 * What it printed; `None` while it runs.
 */
output: string | null, 
/**
 * Whether it failed.
 */
failed: boolean, } | { "type": "search", 
/**
 * What was searched for.
 */
queries: Array<string>, 
/**
 * Still under way.
 */
running: boolean, } | { "type": "pages", 
/**
 * Address and how it went (`success`, `error`, `paywall`, `unsafe`; empty while under way).
 */
pages: Array<[string, string]>, } | { "type": "tool", 
/**
 * Its name.
 */
name: string, 
/**
 * Its MCP server.
 */
server: string | null, 
/**
 * Its arguments as indented JSON.
 */
arguments: string, 
/**
 * What it answered; `None` while under way.
 */
result: string | null, 
/**
 * Whether it failed.
 */
failed: boolean, } | { "type": "media", 
/**
 * Its file.
 */
artifact: string, } | { "type": "other", 
/**
 * Its type.
 */
kind: string, 
/**
 * The whole of it as indented JSON.
 */
json: string, };

/**
 * What the person pasted, as far as the page is not given it by its browser.
 */
export type PastedFiles = { 
/**
 * The files, or the picture.
 */
attaching: Attaching, 
/**
 * The text, when there are neither.
 */
text: string | null, };

/**
 * One change. A batch is applied in order.
 */
export type Patch = { "patch": "conversation", 
/**
 * The line.
 */
summary: ConversationSummary, } | { "patch": "conversation_gone", 
/**
 * Which.
 */
id: string, } | { "patch": "folders", 
/**
 * All of them.
 */
folders: Array<Folder>, } | { "patch": "opened", 
/**
 * What of it is shown first.
 */
conversation: Conversation, } | { "patch": "turns", 
/**
 * The conversation.
 */
conversation: string, 
/**
 * Where the page goes.
 */
place: TurnsPlace, 
/**
 * The turns.
 */
page: TurnPage, } | { "patch": "turn", 
/**
 * The turn.
 */
turn: Turn, } | { "patch": "turn_head", 
/**
 * The turn, with `parts` empty.
 */
turn: Turn, } | { "patch": "part", 
/**
 * The turn.
 */
turn: string, 
/**
 * Position in `Turn::parts`; equal to its length appends.
 */
position: number, 
/**
 * The part.
 */
part: Part, } | { "patch": "blocks", 
/**
 * The turn.
 */
turn: string, 
/**
 * Position in `Turn::parts`.
 */
position: number, 
/**
 * What stands at its end now.
 */
update: TextUpdate, 
/**
 * The sources, when there are others than before.
 */
citations: Array<Citation> | null, } | { "patch": "artifact", 
/**
 * The file.
 */
artifact: ArtifactView, } | { "patch": "artifacts", 
/**
 * The files.
 */
artifacts: Array<ArtifactView>, } | { "patch": "settings", 
/**
 * All of them.
 */
settings: Settings, } | { "patch": "removals", 
/**
 * All of it.
 */
removals: Removals, } | { "patch": "engines", 
/**
 * Where the Gemini key is.
 */
key: KeyStatus, 
/**
 * How the local engine is.
 */
local: LocalEngine, 
/**
 * Who can be asked now.
 */
who: WhoList, } | { "patch": "providers", 
/**
 * All of them.
 */
providers: Array<ProviderView>, } | { "patch": "agent_file" } | { "patch": "schedules" } | { "patch": "keeping", 
/**
 * All of it.
 */
keeping: Keeping, } | { "patch": "imported" } | { "patch": "open", 
/**
 * Which.
 */
conversation: string, } | { "patch": "notice", 
/**
 * What happened.
 */
error: BridgeError, } | { "patch": "files_over", 
/**
 * Whether they are.
 */
over: boolean, } | { "patch": "dropped", 
/**
 * What became of them.
 */
attaching: Attaching, } | { "patch": "keep_drafts", 
/**
 * Which question this is.
 */
number: number, } | { "patch": "ask_quit", 
/**
 * How many would be paused.
 */
running: number, };

/**
 * A schedule is paused, or goes on.
 */
export type PauseRequest = { 
/**
 * Which.
 */
id: string, 
/**
 * Whether it is to be paused.
 */
paused: boolean, };

/**
 * The table that amounts come from.
 */
export type PriceTable = { 
/**
 * On which day it was right: year, month and day.
 */
as_of: string, 
/**
 * Whether rows of the person's are in it.
 */
own: boolean, 
/**
 * Why the person's own rows could not be read; they count for nothing then.
 */
problem: string | null, };

/**
 * A program of this computer that a conversation may ask for. Each use is asked before.
 */
export type Program = "look" | "put" | "page" | "calendar" | "mail";

/**
 * How a server is spoken to that is none of the known ones.
 */
export type ProviderDialect = "openai" | "anthropic";

/**
 * A model of a connected server.
 */
export type ProviderModel = { 
/**
 * The server's own id.
 */
id: string, 
/**
 * What the server calls it for people.
 */
name: string | null, 
/**
 * What it can do.
 */
can: Abilities, 
/**
 * Whether it is in the list of who can be asked.
 */
chosen: boolean, };

/**
 * A kind of server that is known, or another one at an address of the person's own.
 */
export type ProviderPreset = { 
/**
 * Names it in [`ConnectProvider`].
 */
id: string, 
/**
 * What people call it.
 */
name: string, 
/**
 * Where it is, or usually is.
 */
base_url: string, 
/**
 * Whether the person may have it at another address.
 */
is_movable: boolean, 
/**
 * Whether it takes no one without a key.
 */
needs_key: boolean, 
/**
 * Where a key is to be had.
 */
key_page: string | null, };

/**
 * How a connected server is.
 */
export type ProviderState = { "state": "ready", 
/**
 * When that was.
 */
at: number, } | { "state": "no_key" } | { "state": "locked" } | { "state": "failed", 
/**
 * Why, and what to do.
 */
error: BridgeError, };

/**
 * A server of models that the person connected.
 */
export type ProviderView = { 
/**
 * Names it, also in the ids of its models; it never means another address.
 */
id: string, 
/**
 * What the person calls it.
 */
name: string, 
/**
 * Where it is.
 */
base_url: string, 
/**
 * The same in short: host and port.
 */
host: string, 
/**
 * Whether what goes to it stays on this computer.
 */
is_here: boolean, 
/**
 * Whether what goes to it crosses a network without being encrypted.
 */
is_unencrypted: boolean, 
/**
 * Where its key is; `None` also for one that takes none.
 */
key: KeyStatus, 
/**
 * Where a key is to be had.
 */
key_page: string | null, 
/**
 * How it is.
 */
state: ProviderState, 
/**
 * Its models as it listed them last.
 */
models: Array<ProviderModel>, };

/**
 * What is connected, and what can be.
 */
export type Providers = { 
/**
 * Connected servers, in the order in which they were connected.
 */
connected: Array<ProviderView>, 
/**
 * What else there is.
 */
presets: Array<ProviderPreset>, };

/**
 * The proxy that requests leave this computer through. Those to this computer itself go through none.
 */
export type ProxyChoice = { "by": "system" } | { "by": "direct" } | { "by": "at", 
/**
 * `http`, `https`, `socks5` and the like, with host and port. A name and a password may be given in it; they
 * go into the keychain and are not given back.
 */
address: string, };

/**
 * What was read for an agent, and what could not be.
 */
export type ReadForAgent = { 
/**
 * Skills that were found.
 */
skills: Array<Skill>, 
/**
 * Files that are no skills.
 */
files: Array<AgentFile>, 
/**
 * Why something was left out.
 */
refused: Array<BridgeError>, };

/**
 * Which files to read for an agent.
 */
export type ReadRequest = { "from": "files", 
/**
 * Whether skills are looked for.
 */
skills: boolean, } | { "from": "folder", 
/**
 * Whether skills are looked for.
 */
skills: boolean, } | { "from": "kept", 
/**
 * The files.
 */
files: Array<Attachment>, 
/**
 * Whether skills are looked for.
 */
skills: boolean, };

/**
 * Events of a turn.
 */
export type RecordPage = { 
/**
 * In their order.
 */
events: Array<RecordedEvent>, 
/**
 * The number to go on after; `None` at the end.
 */
next: number | null, 
/**
 * How many events the turn has.
 */
count: number, 
/**
 * The number of the last of them.
 */
last: number, 
/**
 * Bytes of all of them.
 */
size: number, };

/**
 * A page of a turn's events.
 */
export type RecordRequest = { 
/**
 * The turn.
 */
turn: string, 
/**
 * Only those after this number; 0 for the first page.
 */
after: number, 
/**
 * Only those of these kinds; all when there are none.
 */
kinds: Array<EventKind>, 
/**
 * Only those whose JSON holds this text; case does not matter.
 */
text: string, };

/**
 * One event.
 */
export type RecordedEvent = { 
/**
 * Its number in the turn, from 1.
 */
number: number, 
/**
 * When it came.
 */
at: number, 
/**
 * Milliseconds after the event before it, whatever kind that is of.
 */
after_ms: number, 
/**
 * Bytes of its JSON.
 */
size: number, 
/**
 * All tokens so far, when it says so.
 */
tokens: number | null, 
/**
 * What it is about.
 */
kind: EventKind, 
/**
 * Its type on the wire.
 */
name: string, 
/**
 * The step that it is about, from 0.
 */
step: number | null, 
/**
 * Its type, when it begins one.
 */
step_type: string | null, 
/**
 * What it adds or says, cut short.
 */
words: string, };

/**
 * Something to be deleted at a server, or that was.
 */
export type Removal = { 
/**
 * What a person calls the server; `None` is this computer.
 */
place: string | null, 
/**
 * What it is.
 */
kind: RemovalKind, 
/**
 * The server's id.
 */
id: string, 
/**
 * What became of it.
 */
state: RemovalState, 
/**
 * Why it waits or was refused.
 */
problem: BridgeError | null, };

/**
 * What lies at a server.
 */
export type RemovalKind = "interaction" | "environment" | "agent" | "trigger";

/**
 * What became of something to be deleted at a server.
 */
export type RemovalState = "waiting" | "done" | "refused";

/**
 * Everything to be deleted at servers, and what became of it since the last start.
 */
export type Removals = { 
/**
 * How many are still tried.
 */
waiting: number, 
/**
 * How many are done.
 */
done: number, 
/**
 * How many a server refuses.
 */
refused: number, 
/**
 * The first few hundred: refused ones first, then those that wait, then those that are done.
 */
items: Array<Removal>, };

/**
 * A folder that was removed, with what was in it, so that it can be put back.
 */
export type RemovedFolder = { 
/**
 * The folder.
 */
folder: Folder, 
/**
 * The conversations that were in it.
 */
conversations: Array<string>, };

/**
 * A new title.
 */
export type RenameRequest = { 
/**
 * The conversation.
 */
id: string, 
/**
 * Its new title.
 */
title: string, };

/**
 * One function that the model or the agent calls and the person is to carry out or decide.
 */
export type RequestedAction = { 
/**
 * Names the call.
 */
call: string, 
/**
 * The function's name as a person would write it.
 */
title: string, 
/**
 * The function's own name.
 */
name: string, 
/**
 * What the function is for, as the request said.
 */
about: string | null, 
/**
 * What the call says and the form does not hold: names as a person would write them, and values.
 */
given: Array<[string, string]>, 
/**
 * The form, made from the function's schema; empty without one.
 */
fields: Array<ActionField>, 
/**
 * Whether words of the person's own belong to the answer.
 */
own_words: OwnWords, 
/**
 * Set when Errand itself carries it out, once the person approves; there is no form then.
 */
deed: Deed | null, };

/**
 * The calls of a turn that wait for the person.
 */
export type RequestedActions = { 
/**
 * In the order in which they were made; all are answered together.
 */
actions: Array<RequestedAction>, 
/**
 * The turn that has answered them, if one has.
 */
answered_by: string | null, };

/**
 * What a model or agent is good for; the window has the words for it.
 */
export type Role = "quick" | "thinker" | "worker" | "researcher" | "painter" | "speaker" | "filmmaker" | "own" | "other";

/**
 * Whether the engine on this computer can run the programs of a job.
 */
export type SandboxStatus = { 
/**
 * Whether it can.
 */
ready: boolean, 
/**
 * Why not, in a sentence.
 */
reason: string | null, 
/**
 * The command that helps, if one is known.
 */
command: string | null, };

/**
 * An agent to keep.
 */
export type SaveAgent = { 
/**
 * The agent that it replaces; `None` for a new one.
 */
id: string | null, 
/**
 * All of it.
 */
draft: AgentDraft, };

/**
 * A folder to keep.
 */
export type SaveFolder = { 
/**
 * `None` makes a new one.
 */
id: string | null, 
/**
 * Its name; no other folder has it.
 */
name: string, };

/**
 * Which files to copy to the person's folder.
 */
export type SaveRequest = { 
/**
 * Artifact ids.
 */
files: Array<string>, 
/**
 * Ask for a folder even when one is set.
 */
ask: boolean, };

/**
 * A schedule to keep.
 */
export type SaveSchedule = { 
/**
 * Which one is changed; `None` makes a new one.
 */
id: string | null, 
/**
 * All of it.
 */
draft: ScheduleDraft, };

/**
 * What was saved where.
 */
export type Saved = { 
/**
 * The folder; `None` when the person closed the dialog.
 */
folder: string | null, 
/**
 * Full paths of what was written, in the order asked.
 */
paths: Array<string>, };

/**
 * All of a schedule, as its form has it.
 */
export type ScheduleDraft = { 
/**
 * Its name; empty for the first words of the job.
 */
name: string, 
/**
 * What is to be done.
 */
text: string, 
/**
 * Files that each run is given.
 */
files: Array<Attachment>, 
/**
 * `Who::id` of the agent that does it.
 */
who: string, 
/**
 * What its sandbox may reach.
 */
network: Network, 
/**
 * When, in words or as a cron line.
 */
words: string, 
/**
 * The time zone, an IANA name; `None` is that of this computer when it is saved.
 */
zone: string | null, };

/**
 * A schedule in the list.
 */
export type ScheduleLine = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * `Who::id` of the agent that does it.
 */
who: string, 
/**
 * Who serves it.
 */
engine: Engine, 
/**
 * When it runs.
 */
plan: SchedulePlan, 
/**
 * Whether it runs.
 */
state: ScheduleState, 
/**
 * When it runs next, as its server says it.
 */
next: number | null, 
/**
 * Its newest run.
 */
last: ScheduledRun | null, 
/**
 * Why its server could not be asked lately.
 */
problem: BridgeError | null, };

/**
 * When something runs.
 */
export type SchedulePlan = { 
/**
 * In plain words; `None` for a cron line that has none.
 */
words: string | null, 
/**
 * As a cron line of five fields.
 */
cron: string, 
/**
 * The time zone whose clocks it follows, an IANA name.
 */
zone: string, 
/**
 * Whether this is the time zone of this computer now.
 */
is_here: boolean, 
/**
 * The next three times.
 */
next: Array<number>, 
/**
 * What changes of clocks do to it in the year to come.
 */
changes: Array<ClockChange>, };

/**
 * Whether a schedule runs.
 */
export type ScheduleState = { "is": "active" } | { "is": "paused" } | { "is": "month_limit" } | { "is": "failing", 
/**
 * How many.
 */
failures: number, 
/**
 * Why the last one failed.
 */
reason: string | null, } | { "is": "gone" };

/**
 * How one run of a schedule went.
 */
export type ScheduledOutcome = "running" | "done" | "failed" | "skipped" | "timed_out";

/**
 * One run of a schedule.
 */
export type ScheduledRun = { 
/**
 * Opaque.
 */
id: string, 
/**
 * How it went.
 */
outcome: ScheduledOutcome, 
/**
 * When it was due; `None` for one that was asked for by hand.
 */
due: number | null, 
/**
 * When it began, or was left out.
 */
at: number, 
/**
 * When it ended.
 */
ended: number | null, 
/**
 * How many later times it was made up for together with its own, because nothing ran at them.
 */
missed: number, 
/**
 * Why it failed or was left out, in a sentence.
 */
reason: string | null, 
/**
 * The conversation that it became, unless that was deleted.
 */
conversation: string | null, 
/**
 * About what it cost, once it said what it used.
 */
cost: Cost | null, };

/**
 * All schedules, and whether Errand starts with the computer.
 */
export type Schedules = { 
/**
 * The newest first.
 */
list: Array<ScheduleLine>, 
/**
 * Whether Errand starts with the computer.
 */
autostart: Autostart, };

/**
 * What a search found.
 */
export type SearchFound = { 
/**
 * The places, best first.
 */
hits: Array<Hit>, 
/**
 * Whether all there is was searched; what an older Errand kept may still be read for it, the newest first.
 */
complete: boolean, };

/**
 * What is looked for, and where.
 */
export type SearchRequest = { 
/**
 * Any text: each word must occur; words between quotes are one.
 */
words: string, 
/**
 * Only chats, or only jobs.
 */
kind: Kind | null, 
/**
 * Only files: their words and their names.
 */
files: boolean, 
/**
 * Only what one of these models or agents was asked, by the ids that their server gives them; empty for anybody. An
 * agent of the person's own has one for each of its versions.
 */
who: Array<string>, 
/**
 * Only what was begun at this time or after it, in milliseconds since 1970.
 */
from: number | null, };

/**
 * The search server (SearXNG) that searches are made at for whoever is asked on this computer.
 */
export type SearchServer = { 
/**
 * Its address.
 */
address: string, 
/**
 * Host and port.
 */
host: string, 
/**
 * Whether it is on this computer.
 */
is_here: boolean, 
/**
 * Whether what is searched for crosses a network without being encrypted.
 */
is_unencrypted: boolean, 
/**
 * When it answered last.
 */
answered_at: number, 
/**
 * Why it did not when it was asked last in this session.
 */
failure: BridgeError | null, };

/**
 * An environment whose programs run on another computer, by a worker of its owner.
 */
export type SelfHosted = { 
/**
 * Who serves it.
 */
engine: Engine, 
/**
 * Its id there; it has no other name.
 */
api_id: string, };

/**
 * A turn to submit.
 */
export type SendRequest = { 
/**
 * `None` starts a conversation.
 */
conversation: string | null, 
/**
 * The turn to follow; `None` at the start of a conversation. Another child of the same
 * parent makes a branch.
 */
parent: string | null, 
/**
 * `Who::id`.
 */
who: string, 
/**
 * What the person wrote.
 */
text: string, 
/**
 * Files that go along.
 */
attachments: Array<Attachment>, 
/**
 * For jobs: whether the sandbox may reach the internet.
 */
network: Network, 
/**
 * `Draft::key` of what was typed. That draft is forgotten if it holds exactly what is sent. `None`
 * when nothing was typed for it.
 */
draft: string | null, 
/**
 * `Leaving::place` of what the person was shown, when something of the turns before goes to a place that does not
 * have it.
 */
leaving: string | null, 
/**
 * What was chosen beside the words.
 */
options: Options, 
/**
 * The tools of a conversation that begins with this; nothing for the usual ones. One that is there keeps those that
 * were chosen for it (`set_tools`).
 */
tools: Tools | null, };

/**
 * What was made of it, by id; patches bring the rest.
 */
export type Sent = { 
/**
 * The conversation, now with the turn in it.
 */
conversation: string, 
/**
 * The new turn.
 */
turn: string, };

/**
 * Who has to do with the turns of a conversation.
 */
export type Served = { 
/**
 * Who serves them, and deletes them with the conversation.
 */
engines: Array<Engine>, 
/**
 * Servers of models, by host and port, that were told of them and that nothing can be deleted at.
 */
told: Array<string>, };

/**
 * A tool of a server.
 */
export type ServerTool = { 
/**
 * The server's own name for it.
 */
name: string, 
/**
 * The same as a person would write it.
 */
title: string, 
/**
 * What it does, in the server's words.
 */
about: string | null, 
/**
 * Whether conversations may use it.
 */
allowed: boolean, };

/**
 * Tools to keep for a conversation.
 */
export type SetTools = { 
/**
 * The conversation.
 */
conversation: string, 
/**
 * What is chosen; nothing for the usual ones.
 */
tools: Tools | null, };

/**
 * What the person chose. Kept in the ledger; never holds a key.
 */
export type Settings = { 
/**
 * Where Gemini is; `None` is Google. `ERRAND_BASE_URL` wins over it.
 */
base_url: string | null, 
/**
 * The proxy on the way to it.
 */
proxy: ProxyChoice, 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * The language of all words, as a BCP 47 tag such as `de`; `None` follows the system.
 */
language: string | null, 
/**
 * Whether notifications keep quiet about the title of the job.
 */
private_notifications: boolean, 
/**
 * Folder that "Save" writes to; `None` is the Downloads folder.
 */
save_folder: string | null, 
/**
 * A GGUF file to use in place of the starter model.
 */
model_file: string | null, 
/**
 * Whether the first minute is over.
 */
welcomed: boolean, 
/**
 * Whether the person was told that closing hides to the tray.
 */
told_about_tray: boolean, 
/**
 * Whether the person was asked if Errand starts with the computer.
 */
asked_autostart: boolean, 
/**
 * Width of the file panel in CSS pixels.
 */
file_panel_width: number, 
/**
 * How large the page is drawn, in percent of its usual size; 50 to 300.
 */
zoom: number, 
/**
 * Whether models that make videos (Gemini Omni) are listed, which are not generally available yet.
 */
video: boolean, 
/**
 * Whether questions may be looked up on the web.
 */
web_search: boolean, 
/**
 * What one job may cost, in cents; it is stopped when it has cost more.
 */
job_limit: number | null, 
/**
 * What may be spent in a month, in cents; beyond it sending asks first.
 */
month_limit: number | null, 
/**
 * `Who::id` of those the person likes best.
 */
favourites: Array<string>, 
/**
 * `Who::id` last used for a chat.
 */
last_chat_who: string | null, 
/**
 * `Who::id` last used for a job.
 */
last_job_who: string | null, };

/**
 * A cell of a sheet.
 */
export type SheetCell = { 
/**
 * What it says.
 */
text: string, 
/**
 * What it is.
 */
kind: CellKind, };

/**
 * A sheet of a workbook.
 */
export type SheetPreview = { 
/**
 * What its tab says.
 */
name: string, 
/**
 * Whether the workbook hides it.
 */
is_hidden: boolean, 
/**
 * Its rows, from the first one with something in it.
 */
rows: Array<SheetRow>, 
/**
 * Whether there is more than is shown.
 */
truncated: boolean, };

/**
 * A row of a sheet.
 */
export type SheetRow = { 
/**
 * Its cells, as the workbook's program shows them.
 */
cells: Array<SheetCell>, 
/**
 * Whether the workbook hides it.
 */
is_hidden: boolean, };

/**
 * The place of a turn among those that follow the same one, or that begin the same conversation.
 */
export type Siblings = { 
/**
 * How many there are, this one included.
 */
count: number, 
/**
 * Its place among them, from 0; the oldest is first.
 */
position: number, 
/**
 * The one before it.
 */
earlier: string | null, 
/**
 * The one after it.
 */
later: string | null, };

/**
 * Something that an agent knows how to do: a folder with a `SKILL.md` (contract section 10).
 */
export type Skill = { 
/**
 * Its name, of which its folder is made.
 */
name: string, 
/**
 * What it is for.
 */
about: string, 
/**
 * How it is done: the text of its `SKILL.md` below its head.
 */
text: string, 
/**
 * What else stands in the head of its `SKILL.md`, as it came.
 */
head: string, 
/**
 * What else is in its folder.
 */
files: Array<AgentFile>, };

/**
 * How long something takes.
 */
export type Speed = "seconds" | "moments" | "minutes" | "hours";

/**
 * What was spent: a year of months, and one of them in full.
 */
export type Spending = { 
/**
 * The month that is told in full: year and month.
 */
month: string, 
/**
 * About what it cost, with searches beyond the free ones.
 */
cost: Cost, 
/**
 * Turns in it.
 */
turns: number, 
/**
 * All their tokens.
 */
tokens: number, 
/**
 * Turns in it without a price; their tokens are counted and their money is not.
 */
unpriced: number, 
/**
 * Searches in it that are billed by use.
 */
searches: number, 
/**
 * The last twelve months up to the present one, the oldest first.
 */
months: Array<SpentIn>, 
/**
 * Every day of the month, the first one first.
 */
days: Array<SpentIn>, 
/**
 * By who was asked, the dearest first.
 */
by_who: Array<SpentBy>, 
/**
 * By the model that answered, the dearest first.
 */
by_model: Array<SpentBy>, 
/**
 * The table that all of it comes from.
 */
prices: PriceTable, 
/**
 * The present month and its limit.
 */
budget: Budget, };

/**
 * Which month's spending is wanted.
 */
export type SpendingRequest = { 
/**
 * Year and month, such as `2026-11`; `None` is the present one.
 */
month: string | null, };

/**
 * What was spent on one model or agent.
 */
export type SpentBy = { 
/**
 * Who serves it.
 */
engine: Engine, 
/**
 * Whether it is an agent.
 */
is_agent: boolean, 
/**
 * Its real id; of an agent of the person's own the one that it had last.
 */
api_id: string, 
/**
 * Whose versions are added up here, if it is an agent of the person's own.
 */
own: OwnSpent | null, 
/**
 * Turns.
 */
turns: number, 
/**
 * All their tokens.
 */
tokens: number, 
/**
 * About how much; `None` when it has no price.
 */
cost: Cost | null, };

/**
 * What was spent in a span of time.
 */
export type SpentIn = { 
/**
 * A month (`2026-11`) or a day (`2026-11-29`), in the person's time zone.
 */
when: string, 
/**
 * Turns in it.
 */
turns: number, 
/**
 * All their tokens.
 */
tokens: number, 
/**
 * About how much.
 */
cost: Cost, };

/**
 * How the newest turn stands; shown as icon and word.
 */
export type Standing = "running" | "needs_you" | "done" | "failed" | "stopped";

/**
 * How much room everything takes on this computer, in bytes.
 */
export type Storage = { 
/**
 * The record of conversations, with the copies made before updates.
 */
record: number, 
/**
 * What of it is empty, or such a copy.
 */
record_free: number, 
/**
 * Files that were made and files that were sent along.
 */
files: number, 
/**
 * What of them nothing names any more.
 */
files_free: number, 
/**
 * The sandboxes of jobs on this computer, and that engine's own record.
 */
sandboxes: number, 
/**
 * What of them belongs to jobs that are over and whose files are all kept above.
 */
sandboxes_free: number, 
/**
 * The model's file.
 */
model: number, };

/**
 * A file in a store.
 */
export type StoredFile = { 
/**
 * Its name.
 */
name: string, 
/**
 * Bytes.
 */
size: number, };

/**
 * Which rows of a table.
 */
export type TableRequest = { 
/**
 * The artifact's id.
 */
file: string, 
/**
 * The first row, counted from 0 among those that are wanted.
 */
from: number, 
/**
 * How many; at most 1,000 come.
 */
count: number, 
/**
 * In which order; as in the file, if not said.
 */
sort: TableSort | null, 
/**
 * Only rows with these words; all for none.
 */
find: string, 
/**
 * The language by whose rules words are sorted, such as `de-CH`.
 */
language: string, };

/**
 * A row of a table.
 */
export type TableRow = { 
/**
 * Its place in the file, counted from 0.
 */
number: number, 
/**
 * Its cells.
 */
cells: Array<string>, };

/**
 * Rows of a table.
 */
export type TableRows = { 
/**
 * In the order asked for, fewer at the end.
 */
rows: Array<TableRow>, 
/**
 * How many are wanted in all, as far as the file is read.
 */
total: number, 
/**
 * Whether all of the file is read.
 */
is_whole: boolean, };

/**
 * The order of a table's rows.
 */
export type TableSort = { 
/**
 * The column, counted from 0.
 */
column: number, 
/**
 * Whether the largest come first.
 */
is_descending: boolean, };

/**
 * Which PDF to read the text of.
 */
export type TextRequest = { 
/**
 * The artifact's id.
 */
file: string, 
/**
 * The password that opens it, if it needs one. It is kept nowhere.
 */
password: string | null, };

/**
 * What to show after a piece of text arrived.
 */
export type TextUpdate = { 
/**
 * Blocks before this position stay as they are, for good.
 */
from: number, 
/**
 * Of the block at that position, this many pieces stay as they are; 0 when it is all new.
 */
kept: number, 
/**
 * What stands from there on. Where pieces are kept, the first block holds only those that follow
 * them.
 */
blocks: Array<Block>, };

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * Tokens used.
 */
export type Tokens = { 
/**
 * All together.
 */
total: number, 
/**
 * Read.
 */
input: number, 
/**
 * Written.
 */
output: number, 
/**
 * Thought.
 */
thought: number, };

/**
 * Kinds of tools.
 */
export type ToolKind = "search" | "pages" | "maps" | "code" | "stores" | "servers" | "servers_unasked" | "programs";

/**
 * One kind of tool, and whether it can be had.
 */
export type ToolOffer = { 
/**
 * The kind.
 */
kind: ToolKind, 
/**
 * Whether it can be had.
 */
state: OfferState, };

/**
 * A program of this computer that has tools. It is started in the sandbox.
 */
export type ToolProgram = { 
/**
 * Its name, or its path.
 */
command: string, 
/**
 * Its arguments, one by one.
 */
arguments: Array<string>, 
/**
 * The folder that it sees and cannot write to; one that the person picked.
 */
folder: string | null, };

/**
 * A server of tools (MCP) that the person added.
 */
export type ToolServer = { 
/**
 * Opaque.
 */
id: string, 
/**
 * What the person calls it.
 */
name: string, 
/**
 * The name that requests have for it.
 */
word: string, 
/**
 * Its address; of a program `stdio:` and its name.
 */
address: string, 
/**
 * Host and port; of a program nothing.
 */
host: string, 
/**
 * Whether it is on this computer.
 */
is_here: boolean, 
/**
 * What is started, when it is a program of this computer.
 */
program: ToolProgram | null, 
/**
 * Names of the headers that it is sent.
 */
headers: Array<string>, 
/**
 * Where the values of the headers are.
 */
key: KeyStatus, 
/**
 * Its tools as it listed them last.
 */
tools: Array<ServerTool>, 
/**
 * When it answered last.
 */
answered_at: number, 
/**
 * Why it did not when it was asked last in this session.
 */
failure: BridgeError | null, };

/**
 * What a conversation may use beside what it is told. Kept with it and sent with every turn.
 */
export type Tools = { 
/**
 * The web is searched.
 */
search: boolean, 
/**
 * Pages are read.
 */
pages: boolean, 
/**
 * Places are looked up on a map.
 */
maps: boolean, 
/**
 * Programs are run where the model is.
 */
code: boolean, 
/**
 * Stores of files that are searched: `FileStore::id` of each.
 */
stores: Array<string>, 
/**
 * Servers of tools.
 */
servers: Array<UsedServer>, 
/**
 * Programs of this computer.
 */
programs: Array<Program>, 
/**
 * The folder that [`Program::Look`] and [`Program::Put`] work in; one that the person picked.
 */
folder: string | null, };

/**
 * Whose tools are wanted.
 */
export type ToolsRequest = { 
/**
 * The conversation; nothing for one that is not begun.
 */
conversation: string | null, 
/**
 * `Who::id` of the one who is to use them.
 */
who: string, };

/**
 * The tools of a conversation, for the one who is asked next.
 */
export type ToolsView = { 
/**
 * What was chosen for the conversation; nothing when nothing was, and the usual ones hold.
 */
chosen: Tools | null, 
/**
 * What this one has when nothing is chosen.
 */
usual: Tools, 
/**
 * What can be chosen for this one, and what not and why.
 */
offers: Array<ToolOffer>, 
/**
 * Servers of tools that this one can use only when the person is asked before each use.
 */
bound: Array<BoundServer>, 
/**
 * Functions that are carried out in this conversation without asking, as a person would write them.
 */
allowed: Array<string>, };

/**
 * A file or folder of an archive.
 */
export type TreeEntry = { 
/**
 * Its path, with `/` between its parts and what hides or turns text as U+FFFD.
 */
path: string, 
/**
 * What it is.
 */
kind: TreeEntryKind, 
/**
 * Bytes, unpacked.
 */
size: number, 
/**
 * Whether it opens with a password only.
 */
is_locked: boolean, 
/**
 * Whether its path would lead out of the folder that one unpacks into.
 */
is_outside: boolean, };

/**
 * What an entry of an archive is.
 */
export type TreeEntryKind = "file" | "folder" | "other";

/**
 * A job for an agent that is not kept (yet).
 */
export type TryAgent = { 
/**
 * All of the agent.
 */
draft: AgentDraft, 
/**
 * Who serves it.
 */
engine: Engine, 
/**
 * What it is to do.
 */
text: string, };

/**
 * One interaction in the centre of the window.
 */
export type Turn = { 
/**
 * Opaque.
 */
id: string, 
/**
 * The conversation it belongs to.
 */
conversation: string, 
/**
 * The turn it follows.
 */
parent: string | null, 
/**
 * Its place among the turns that follow the same one.
 */
siblings: Siblings, 
/**
 * Who serves it.
 */
engine: Engine, 
/**
 * The model's or agent's real id.
 */
api_id: string, 
/**
 * Host and port outside of this computer that it was sent to; nothing: it stayed here, or an older Errand did not
 * note it.
 */
went_to: string | null, 
/**
 * Whether it is background work in a sandbox.
 */
is_job: boolean, 
/**
 * Whether an agent was asked that was tried as it stood in its form, and is kept under no name.
 */
on_trial: boolean, 
/**
 * What the person wrote.
 */
prompt: string, 
/**
 * What went along.
 */
attachments: Array<Attachment>, 
/**
 * How it stands.
 */
standing: Standing, 
/**
 * What it does now, while it runs or waits.
 */
activity: Activity | null, 
/**
 * The timeline, in order.
 */
parts: Array<Part>, 
/**
 * The step that each of `parts` begins with. Comes with whole turns; parts that came one by one
 * since then have none yet.
 */
steps: Array<number>, 
/**
 * What its request carries of the turns before, when the server does not have them.
 */
carried: CarriedView | null, 
/**
 * Why it failed or waits.
 */
error: BridgeError | null, 
/**
 * True when the answer stopped early (token limit).
 */
incomplete: boolean, 
/**
 * When it was submitted.
 */
started_at: number, 
/**
 * When the server last said something.
 */
last_sign_of_life: number | null, 
/**
 * When it ended.
 */
finished_at: number | null, 
/**
 * Tokens so far.
 */
tokens: Tokens | null, 
/**
 * About what it has cost so far; `None` when it has no price.
 */
cost: Cost | null, 
/**
 * The model that the answer names, when that is another one than was asked.
 */
answered_by: string | null, 
/**
 * The limit, in millionths of a dollar, at which Errand stopped it.
 */
limit_reached: number | null, 
/**
 * The interaction's id at its server, for the details view.
 */
interaction_id: string | null, 
/**
 * The sandbox, if it worked in one.
 */
environment_id: string | null, };

/**
 * Some turns of one way through a conversation.
 */
export type TurnPage = { 
/**
 * Oldest first; each follows the one before it.
 */
turns: Array<Turn>, 
/**
 * Their files, oldest first.
 */
files: Array<ArtifactView>, 
/**
 * Whether turns come before these.
 */
before: boolean, 
/**
 * Whether turns come after these.
 */
after: boolean, 
/**
 * The last turn of the way, when it is not among `turns` and the window does not have it from an
 * earlier page.
 */
last: Turn | null, };

/**
 * Where a page of turns goes.
 */
export type TurnsPlace = "before" | "after" | "anew";

/**
 * A page of turns that is asked for; it comes as the patch `turns`.
 */
export type TurnsRequest = { 
/**
 * The conversation, which is open.
 */
conversation: string, 
/**
 * The turn that it is about.
 */
turn: string, 
/**
 * Which turns.
 */
wanted: TurnsWanted, };

/**
 * Which turns of a conversation are wanted.
 */
export type TurnsWanted = "before" | "after" | "around" | "end";

/**
 * A header as it was typed.
 */
export type TypedHeader = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its value. Never stored here, never sent back.
 */
value: string, };

/**
 * A server of tools in a conversation.
 */
export type UsedServer = { 
/**
 * `ToolServer::id`.
 */
server: string, 
/**
 * Whether the person is asked before each use: Errand then makes the calls itself. Else whoever does the work makes
 * them, and nobody is asked.
 */
asks: boolean, };

/**
 * What the last jobs by the same agent took, each the median: said before another one is handed over.
 */
export type UsualCost = { 
/**
 * How many jobs were looked at; at least one.
 */
jobs: number, 
/**
 * From sending to the end, in milliseconds.
 */
ms: number, 
/**
 * All tokens together, if the server says them.
 */
tokens: number | null, 
/**
 * From the cheapest to the dearest of them, if they have a price.
 */
cost: Cost | null, };

/**
 * What words say, or why they say nothing.
 */
export type When = { "is": "understood", 
/**
 * What they say.
 */
plan: SchedulePlan, } | { "is": "not_understood", 
/**
 * Which of them, or what is missing, in a sentence.
 */
reason: string, };

/**
 * Words that say when something is to be done.
 */
export type WhenRequest = { 
/**
 * The words, or a cron line of five fields.
 */
words: string, 
/**
 * The time zone of the schedule, an IANA name; `None` is that of this computer.
 */
zone: string | null, };

/**
 * One entry of the "who does it" list.
 */
export type Who = { 
/**
 * Opaque, stable across restarts.
 */
id: string, 
/**
 * Who serves it.
 */
engine: Engine, 
/**
 * True for an agent (a job), false for a model (an answer).
 */
is_agent: boolean, 
/**
 * The real id, shown beneath the plain words.
 */
api_id: string, 
/**
 * What it is good for.
 */
role: Role, 
/**
 * The server's own display name, if it gives one.
 */
display_name: string | null, 
/**
 * Whether the composer lists it at the top.
 */
recommended: boolean, 
/**
 * Set when the id is retired: the id that replaces it.
 */
replaced_by: string | null, 
/**
 * The connected server of models that has it; nothing: the engine itself.
 */
provider: WhoProvider | null, 
/**
 * The model that an agent of this computer thinks with, as `<provider>/<model>`; nothing: the engine's own.
 */
thinks_with: string | null, 
/**
 * Host and port that what one writes goes to; nothing: it stays on this computer.
 */
goes_to: string | null, 
/**
 * What it can do.
 */
can: Abilities, 
/**
 * Set for an agent of the person's own making.
 */
own: OwnWho | null, };

/**
 * The list for the composer.
 */
export type WhoList = { 
/**
 * Everyone who can be asked now, recommended ones first.
 */
everyone: Array<Who>, 
/**
 * `Who::id` preselected for a new chat, if any engine is set up.
 */
for_chat: string | null, 
/**
 * `Who::id` preselected for a new job.
 */
for_job: string | null, 
/**
 * What is known of each of them, as far as it is.
 */
about: Array<About>, };

/**
 * The connected server of models that has a model.
 */
export type WhoProvider = { 
/**
 * `ProviderView::id`.
 */
id: string, 
/**
 * What the person calls it.
 */
name: string, };

export type Commands = {
  /** What the window needs at start. */
  overview: [null, Overview];
  /** Changes the settings; answers with what is now in force. */
  set_settings: [Settings, Settings];
  /** Tries a Gemini key and, if the server takes it, keeps it. */
  connect_gemini: [ConnectRequest, KeyStatus];
  /** Forgets the Gemini key. */
  forget_key: [null, KeyStatus];
  /** Starts the engine on this computer. */
  start_local: [null, LocalEngine];
  /** Whether the engine on this computer can run the programs of a job, and what helps if not. */
  sandbox_status: [null, SandboxStatus];
  /** Asks the engines again who can be asked. */
  refresh_who: [null, WhoList];
  /** The connected servers of models, and what else can be connected. */
  providers: [null, Providers];
  /** Servers of models that answer on this computer and are not connected. */
  find_providers: [null, Array<FoundProvider>];
  /** Tries a server of models and, if it answers, keeps it. */
  connect_provider: [ConnectProvider, ProviderView];
  /** Asks a connected server (`ProviderView::id`) again how it is and which models it has. */
  check_provider: [string, ProviderView];
  /** Forgets a connected server, and its key unless another one has the same. */
  remove_provider: [string, null];
  /** Chooses which of a server's models are in the list of who can be asked. */
  choose_models: [ChooseModels, ProviderView];
  /** The servers of tools (MCP) that the person added. */
  tool_servers: [null, Array<ToolServer>];
  /** Tries a server of tools and, if it answers, keeps it. */
  connect_tool_server: [ConnectToolServer, ToolServer];
  /** Tries a program with tools in the sandbox and, if it serves, keeps it. */
  connect_tool_program: [ConnectToolProgram, ToolServer];
  /** Lets the person choose the file of a program; says how it is probably started. */
  choose_tool_program: [null, ToolProgram | null];
  /** Asks a server of tools (`ToolServer::id`) again for its tools. */
  check_tool_server: [string, ToolServer];
  /** Chooses which tools of a server conversations may use. */
  choose_server_tools: [ChooseServerTools, ToolServer];
  /** Forgets a server of tools and its headers. */
  remove_tool_server: [string, null];
  /** The stores of files that conversations with Gemini can search in. */
  file_stores: [null, Array<FileStore>];
  /** Makes a store of files with this title, at the server that is asked now. */
  make_file_store: [string, FileStore];
  /** Lets the person choose files and puts them into a store (`FileStore::id`); ends when they are there. */
  fill_file_store: [string, FileStore];
  /** Asks the server how a store is. */
  check_file_store: [string, FileStore];
  /** Removes a store and what is in it, at the server and here. */
  remove_file_store: [string, null];
  /** The search server of this computer, if one is named. */
  search_server: [null, SearchServer | null];
  /** Tries the search server at this address and, if it answers, keeps it. */
  connect_search_server: [string, SearchServer];
  /** Asks the search server again. */
  check_search_server: [null, SearchServer];
  /** Forgets the search server. */
  remove_search_server: [null, null];
  /** Lets the person choose a GGUF file. */
  choose_model_file: [null, Settings];
  /** Lets the person choose the folder for saved files. */
  choose_save_folder: [null, Settings];
  /** A page of a list. */
  list_conversations: [ListRequest, ConversationPage];
  /** Opens a conversation and marks it read; it comes as the patch `opened`. The window tells what is on the screen by this. */
  open_conversation: [OpenRequest, null];
  /** More turns of the open conversation; they come as the patch `turns`. */
  more_turns: [TurnsRequest, null];
  /** The window let go of all turns but these, and is told nothing of the others any more. */
  keep_turns: [Array<string>, null];
  /** The turns of a way through a conversation in which a text occurs, oldest first. */
  find_turns: [FindRequest, Array<string>];
  /** No conversation is on the screen now. */
  close_conversation: [null, null];
  /** Gives a conversation a title. */
  rename_conversation: [RenameRequest, ConversationSummary];
  /** Who serves the turns of a conversation, in all branches, and who else was told of them; said before it is deleted. */
  engines_of: [string, Served];
  /** Changes what a list says of conversations: pinned, archived, unread, their folder. Patches bring the lines. */
  change_conversations: [ChangeRequest, null];
  /** Deletes conversations with everything in them; for ten seconds they can be brought back. Those that are not there are passed over. */
  delete_conversations: [Array<string>, Array<Deletion>];
  /** Keeps a folder, a new one or with another name; the patch `folders` brings all of them. */
  save_folder: [SaveFolder, Folder];
  /** Removes a folder; what is in it stays, in no folder. */
  remove_folder: [string, RemovedFolder];
  /** Puts a removed folder back, with what was in it; into one that has its name by now. Gives that folder. */
  put_folder_back: [RemovedFolder, Folder];
  /** Brings a deleted conversation back as it was. */
  undo_delete: [string, ConversationSummary];
  /** Deletes every conversation, draft and file, here and at the servers. */
  forget_everything: [null, null];
  /** What is to be deleted at servers, and what became of it. */
  removals: [null, Removals];
  /** Tries again what waits or was refused. */
  retry_removals: [null, null];
  /** How much room everything takes. */
  storage: [null, Storage];
  /** Frees what can be freed of one kind; answers with how it is then. */
  free_storage: [Freeable, Storage];
  /** Writes a conversation into a file, in a place that the person chooses; says where, or nothing when they closed the dialog. */
  export_conversation: [ExportRequest, string | null];
  /** Begins to write everything into an archive, in a place that the person chooses; `false` when they closed the dialog. How it goes on comes as the patch `keeping`. */
  export_everything: [null, boolean];
  /** Begins to read archives and exports of other programs that the person chooses, likewise. */
  import_files: [ImportRequest, boolean];
  /** Stops what is exported, imported or backed up now. */
  stop_keeping: [null, null];
  /** What is exported, imported and backed up. */
  keeping: [null, Keeping];
  /** Switches the backup each week on or off. When there is no folder yet, the person picks one. */
  set_backup: [boolean, null];
  /** Lets the person pick the folder for backups. */
  choose_backup_folder: [null, null];
  /** Begins a backup now. */
  back_up_now: [null, boolean];
  /** Forgets the text of a schedule that came with an archive. */
  forget_archived_schedule: [string, null];
  /** A page of a turn's events, in plain words. */
  turn_record: [RecordRequest, RecordPage];
  /** The JSON of one event. */
  event_json: [MomentRequest, string];
  /** A turn as it stood after one of its events. */
  turn_at: [MomentRequest, Turn];
  /** Writes a turn down, then submits it. */
  send: [SendRequest, Sent];
  /** What of a conversation would go to a place that does not have it yet, before it is sent. */
  leaving: [LeavingRequest, Leaving | null];
  /** What a job by someone (`Who::id`) will take, from the last ones. */
  usual_cost: [string, CostAhead];
  /** What was chosen for a turn beside its words; what follows it begins with that. */
  options_of: [string, Options];
  /** The tools of a conversation, and which can be had for the one who is asked. */
  tools: [ToolsRequest, ToolsView];
  /** Keeps the tools of a conversation. */
  set_tools: [SetTools, null];
  /** Asks again before anything is done in a conversation. */
  ask_again: [string, null];
  /** Lets the person pick the folder that tools work in. */
  choose_tool_folder: [null, string | null];
  /** Stops a turn. */
  stop: [string, null];
  /** Asks the server once more what became of a turn. */
  check_again: [string, null];
  /** Submits an unconfirmed or failed turn once more; the person asked for it. */
  send_again: [string, null];
  /** What a turn asks of the person, when it needs them: functions that are theirs to run. */
  requested_actions: [string, RequestedActions];
  /** Answers all of it, as a turn that follows. */
  answer_action: [ActionAnswers, Sent];
  /** The raw events of a turn, as one JSON array, for the details view. */
  raw_events: [string, string];
  /** Agents that are not built in: the person's own, and those made elsewhere. */
  agents: [null, Agents];
  /** All of an agent of the person's own. */
  agent: [string, AgentDraft];
  /** Keeps an agent, a new one or in place of an old one. */
  save_agent: [SaveAgent, AgentLine];
  /** Deletes an agent, here and at servers. What it did stays. */
  delete_agent: [string, null];
  /** Hands a job to an agent that is not kept (yet). */
  try_agent: [TryAgent, Sent];
  /** Reads skills or files for an agent. */
  read_for_agent: [ReadRequest, ReadForAgent];
  /** Writes an agent into one file, in a folder that the person chooses. */
  share_agent: [string, Saved];
  /** Lets the person choose the file of an agent and checks it; nothing is kept of it before it is saved. */
  open_agent: [null, AgentDraft | null];
  /** The same for a file that they opened with this program, once; nothing when there is none. */
  opened_agent: [null, AgentDraft | null];
  /** Schedules, and whether Errand starts with the computer. */
  schedules: [null, Schedules];
  /** Schedules at Gemini that other programs made. */
  foreign_schedules: [null, Array<ForeignSchedule>];
  /** What words say about when something is to be done. */
  read_when: [WhenRequest, When];
  /** A schedule with its runs. */
  schedule: [string, OpenSchedule];
  /** Keeps a schedule, a new one or in place of an old one, here and at its server. */
  save_schedule: [SaveSchedule, ScheduleLine];
  /** Pauses a schedule, or lets it go on. */
  pause_schedule: [PauseRequest, ScheduleLine];
  /** Runs a schedule now. */
  run_schedule: [string, Sent];
  /** Deletes a schedule, here and at its server. What it did stays. */
  delete_schedule: [string, null];
  /** Has Errand start with the computer, or not. */
  set_autostart: [boolean, Autostart];
  /** Keeps an unsent text. */
  save_draft: [Draft, null];
  /** The unsent text of a place (`Draft::key`). */
  draft: [string, Draft | null];
  /** Keeps pasted or dropped bytes. */
  attach_bytes: [AttachBytes, Attachment];
  /** Lets the person choose files to attach. */
  choose_attachments: [null, Attaching];
  /** Attaches the files or the picture that the person has just pasted into the window. */
  paste_files: [null, PastedFiles];
  /** Every unsent text is on the disk: the answer to the patch `keep_drafts`. */
  drafts_kept: [number, null];
  /** A page of all files. */
  list_files: [string | null, FilePage];
  /** A page of the files of a conversation. */
  conversation_files: [FilesRequest, FilePage];
  /** What a file looks like. */
  preview_file: [string, FilePreview];
  /** What changed from one version of a file to another. */
  compare_files: [CompareRequest, FileComparison];
  /** Rows of a table, from the one asked for on, in the order asked for. */
  table_rows: [TableRequest, TableRows];
  /** The encodings that a text can be read in. */
  encodings: [null, Array<string>];
  /** Reads a text in another encoding from now on; answers with what it looks like then. */
  set_encoding: [EncodingRequest, FilePreview];
  /** Opens a copy of a file in the person's own program for it; first asks when that may run code. */
  open_file: [OpenFile, OpenOutcome];
  /** The same in a program that the person chooses; ends when they have chosen or closed the dialog. */
  open_file_with: [OpenFile, OpenOutcome];
  /** Puts a copy of a file on the clipboard, for a file manager to paste; says the name that it has there. */
  copy_file: [string, string];
  /** Lets the pointer, whose button is held, take a copy of a file to another program. */
  drag_file: [string, null];
  /** Opens a copy of a file that went along with a turn, as `open_file` does. */
  open_attachment: [OpenAttachment, OpenOutcome];
  /** Draws the next few pages of a PDF. */
  draw_pages: [PagesRequest, DrawnPages];
  /** The text of the pages of a PDF, to be searched. */
  read_pages: [TextRequest, PagesText];
  /** A page of what was fetched of a folder that is one line, by path. */
  list_folder: [FolderRequest, FilePage];
  /** Fetches a file that is not here; of a folder that is one line, begins to fetch what is in it. */
  fetch_file: [string, null];
  /** Begins to fetch what of a turn's files is not here. */
  fetch_rest: [string, null];
  /** Stops the fetch of a file, if it is on its way. */
  stop_file: [string, null];
  /** Stops all fetches of a turn's files. */
  stop_files: [string, null];
  /** Copies files to the person's folder. */
  save_files: [SaveRequest, Saved];
  /** Writes files with their folders into one archive, in a place that the person chooses; says where, or nothing when they closed the dialog. */
  save_archive: [ArchiveRequest, string | null];
  /** Shows a saved file or a folder in the file manager. */
  show_in_folder: [string, null];
  /** What was spent this month, and its limit. */
  budget: [null, Budget];
  /** The person was asked: the next turn that is sent may go beyond the month's limit. */
  go_beyond_limit: [null, null];
  /** What a conversation cost so far. */
  conversation_cost: [string, ConversationCost];
  /** What was spent: a year of months, and one of them in full. */
  spending: [SpendingRequest, Spending];
  /** Writes what every turn cost into a table where the person wants it; says where, or nothing when they closed the dialog. */
  export_spending: [null, string | null];
  /** Shows the file of the person's own prices, made when there is none. */
  edit_prices: [null, null];
  /** Finds words in everything. */
  search: [SearchRequest, SearchFound];
  /** Opens an address in the browser, after the person saw the whole of it. */
  open_link: [string, null];
  /** Quits: `true` pauses the jobs of this computer, `false` stays. */
  answer_quit: [boolean, null];
};
