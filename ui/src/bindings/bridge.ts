// Written by `cargo xtask bindings` from crates/app. Do not edit.

/**
 * Abilities of a model, as far as its server reports them; null for unknown.
 */
export type Abilities = { 
/**
 * True if it can call functions.
 */
tools: boolean | null, 
/**
 * True if it accepts pictures.
 */
images: boolean | null, 
/**
 * True if it thinks before it answers.
 */
thinking: boolean | null, 
/**
 * Size of its context window: tokens of input and output together.
 */
context: number | null, };

/**
 * Facts about a model or an agent, for choosing one.
 */
export type About = { 
/**
 * `Who::id` of the entry.
 */
who: string, 
/**
 * What it is good for, in a few words; null if unknown.
 */
good_for: string | null, 
/**
 * How long it takes; null if unknown.
 */
speed: Speed | null, 
/**
 * Approximate cost of a typical answer, picture or minute of speech, or the published cost of a job; null if
 * unknown.
 */
cost: Cost | null, 
/**
 * True if there is a free tier; null if unknown.
 */
free: boolean | null, 
/**
 * Kinds of content that it accepts.
 */
takes: Array<Medium>, 
/**
 * Kinds of content that it makes.
 */
gives: Array<Medium>, 
/**
 * Options that it accepts.
 */
choices: Choices, };

/**
 * The person's answer to one function call.
 */
export type ActionAnswer = { 
/**
 * `RequestedAction::call`.
 */
call: string, 
/**
 * The answer.
 */
reply: ActionReply, };

/**
 * The person's answers to the function calls of a turn.
 */
export type ActionAnswers = { 
/**
 * Id of the turn that made the calls.
 */
turn: string, 
/**
 * One answer for each call.
 */
answers: Array<ActionAnswer>, };

/**
 * A field of the form.
 */
export type ActionField = { 
/**
 * Name of the property in the schema; unique in its form.
 */
name: string, 
/**
 * Label of the field: the schema's title, or the name in plain words.
 */
label: string, 
/**
 * Description from the schema; null if it has none.
 */
about: string | null, 
/**
 * Type of the value.
 */
kind: FieldKind, 
/**
 * True if the field must be filled in.
 */
required: boolean, 
/**
 * Initial value, as text: the one in the call, or the schema's default; empty if there is neither.
 */
value: string, };

/**
 * Content of the answer to one function call.
 */
export type ActionReply = { "reply": "given", 
/**
 * Pairs of a field's name and its value as text; fields with an empty value are left out of the answer.
 */
values: Array<[string, string]>, 
/**
 * Free text; may be empty.
 */
words: string, } | { "reply": "declined", 
/**
 * The reason; may be empty.
 */
reason: string, } | { "reply": "approved", 
/**
 * True to carry out this function without asking from now on in this conversation.
 */
always: boolean, };

/**
 * What a running turn is doing, in technical terms; the page has the words.
 */
export type Activity = { "doing": "sending" } | { "doing": "queued" } | { "doing": "starting" } | { "doing": "thinking" } | { "doing": "writing" } | { "doing": "running_code", 
/**
 * The programming language, such as `python` or `bash`; empty if unknown.
 */
language: string, } | { "doing": "searching", 
/**
 * The search queries.
 */
queries: Array<string>, } | { "doing": "reading", 
/**
 * Addresses of the pages.
 */
urls: Array<string>, } | { "doing": "using_tool", 
/**
 * Name of the tool.
 */
name: string, } | { "doing": "waiting_for_network" } | { "doing": "waiting_for_server", 
/**
 * Time of the next attempt, in milliseconds since the Unix epoch.
 */
until: number, } | { "doing": "trying_again", 
/**
 * Time of the next attempt, in milliseconds since the Unix epoch.
 */
until: number, } | { "doing": "waiting_for_you" } | { "doing": "reconnecting" } | { "doing": "checking" } | { "doing": "silent", 
/**
 * Time of the last event, in milliseconds since the Unix epoch.
 */
since: number, } | { "doing": "stopping" } | { "doing": "fetching", 
/**
 * Number of files fetched.
 */
done: number, 
/**
 * Total number of files.
 */
total: number, } | { "doing": "unconfirmed" };

/**
 * Background colour of an agent's letter; the page has the values.
 */
export type AgentColour = "green" | "blue" | "amber" | "red" | "grey";

/**
 * Data that an agent has in each of its jobs.
 */
export type AgentData = { "is": "file", 
/**
 * The file.
 */
file: AgentFile, } | { "is": "text", 
/**
 * Name of the file that the text is written to.
 */
name: string, 
/**
 * The text.
 */
text: string, } | { "is": "repository", 
/**
 * Its `https` address.
 */
address: string, };

/**
 * The whole of one of the person's own agents, as its form has it.
 */
export type AgentDraft = { 
/**
 * Name of the agent.
 */
name: string, 
/**
 * Short symbol shown with the name: a letter or two, or an emoji. Empty for the first letter of the name.
 */
letter: string, 
/**
 * Background colour of the letter.
 */
colour: AgentColour, 
/**
 * Description of the purpose of the agent.
 */
about: string, 
/**
 * Instructions for how it works.
 */
instructions: string, 
/**
 * Its skills.
 */
skills: Array<Skill>, 
/**
 * Files, texts and repositories that it has in each job.
 */
data: Array<AgentData>, 
/**
 * Tools that it may use.
 */
tools: AgentTools, 
/**
 * Internet access of its sandbox, unless a job says otherwise.
 */
network: Network, 
/**
 * `Who::id` of the model that it uses; null for the default one.
 */
model: string | null, 
/**
 * Maximum number of tokens of one of its jobs; null for no limit.
 */
max_tokens: number | null, };

/**
 * A file of an agent, with its path relative to the agent's other files.
 */
export type AgentFile = { 
/**
 * Folders and name, separated by `/`; safe to write below any folder.
 */
path: string, 
/**
 * SHA-256 of the bytes, in hex.
 */
sha256: string, 
/**
 * Size in bytes.
 */
size: number, };

/**
 * One of the person's own agents, as a list shows it.
 */
export type AgentLine = { 
/**
 * Id of the agent; opaque.
 */
id: string, 
/**
 * Name of the agent.
 */
name: string, 
/**
 * Short symbol shown with the name; see `AgentDraft::letter`.
 */
letter: string, 
/**
 * Background colour of the letter.
 */
colour: AgentColour, 
/**
 * Description of the purpose of the agent.
 */
about: string, 
/**
 * Names of its skills.
 */
skills: Array<string>, 
/**
 * Number of files, texts and repositories that it has in each job.
 */
data: number, 
/**
 * Time of the last change, in milliseconds since the Unix epoch.
 */
changed_at: number, };

/**
 * Tools that an agent may use in addition to the files of its sandbox.
 */
export type AgentTools = { 
/**
 * True if it may run programs.
 */
code: boolean, 
/**
 * True if it may search the web.
 */
search: boolean, 
/**
 * True if it may read web pages.
 */
pages: boolean, 
/**
 * Tool servers.
 */
servers: Array<UsedServer>, };

/**
 * Every agent that is not built in.
 */
export type Agents = { 
/**
 * The person's own agents, the last changed first.
 */
own: Array<AgentLine>, 
/**
 * Agents made elsewhere with the same key, or at the engine on this computer.
 */
foreign: Array<ForeignAgent>, 
/**
 * Environments made elsewhere whose programs run on another computer.
 */
self_hosted: Array<SelfHosted>, };

/**
 * Request to write files to one archive.
 */
export type ArchiveRequest = { 
/**
 * `ArtifactView::id` of each file.
 */
files: Array<string>, 
/**
 * Proposed name of the archive, without an extension; the person may choose another.
 */
name: string, };

/**
 * A schedule whose text came with an archive. It does not run.
 */
export type ArchivedSchedule = { 
/**
 * Id of the schedule; opaque.
 */
id: string, 
/**
 * Its name, or the prompt of its job.
 */
text: string, 
/**
 * Its times, in the person's words.
 */
when: string, 
/**
 * The whole schedule, to create it again, with those of its files that are here; null when this version cannot
 * read it.
 */
draft: ScheduleDraft | null, };

/**
 * A file that a turn made, in the file panel or in the Files list.
 */
export type ArtifactView = { 
/**
 * Id of the file; opaque.
 */
id: string, 
/**
 * Id of the turn that made it.
 */
turn: string, 
/**
 * Id of that turn's conversation.
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
 * Its name without folders, made safe for display.
 */
name: string, 
/**
 * Its folders relative to the job's working folder, separated by `/`; empty if it is in none.
 */
folder: string, 
/**
 * Its path in the sandbox; null if it has none. Files of one conversation with the same path are versions of each
 * other.
 */
path: string | null, 
/**
 * Content of the folder, for a folder that is shown as one line; else null.
 */
holds: FolderView | null, 
/**
 * `ArtifactView::id` of the folder that contains the file, if that folder is shown as one line; else null.
 */
inside: string | null, 
/**
 * MIME type.
 */
mime: string, 
/**
 * Size in bytes; null if unknown.
 */
size: number | null, 
/**
 * SHA-256 of the bytes, in hex; null before they are on this computer.
 */
sha256: string | null, 
/**
 * Download state.
 */
state: FileState, 
/**
 * Time of its creation, in milliseconds since the Unix epoch.
 */
created_at: number, 
/**
 * Index of the step of its turn that made it (see `Turn::steps`); null if unknown.
 */
step: number | null, };

/**
 * Bytes that were pasted or dropped into the message box.
 */
export type AttachBytes = { 
/**
 * Name of the file.
 */
name: string, 
/**
 * MIME type as the webview reports it; may be empty.
 */
mime: string, 
/**
 * The bytes in base64.
 */
base64: string, };

/**
 * Result of attaching several files.
 */
export type AttachResult = { 
/**
 * The files that are attached.
 */
files: Array<Attachment>, 
/**
 * For each file that could not be attached, the reason; every message names its file.
 */
refused: Array<BridgeError>, };

/**
 * A file that the person attached; its bytes are stored already.
 */
export type Attachment = { 
/**
 * SHA-256 of the bytes, in hex.
 */
sha256: string, 
/**
 * Name of the file.
 */
name: string, 
/**
 * MIME type.
 */
mime: string, 
/**
 * Size in bytes.
 */
size: number, };

/**
 * Whether Errand starts with the computer (without a window), so that schedules on this computer run.
 */
export type Autostart = "on" | "off" | "not_asked" | "unknown";

/**
 * The weekly backup.
 */
export type Backup = { 
/**
 * True if a backup is made each week.
 */
on: boolean, 
/**
 * Path of the folder that the person chose; null if none was chosen.
 */
folder: string | null, 
/**
 * Time of the last backup, in milliseconds since the Unix epoch; null if there was none.
 */
last: number | null, 
/**
 * Why the last attempt failed; null if it did not.
 */
problem: BridgeError | null, };

/**
 * One top-level Markdown block as safe HTML. Content that may grow long comes in pieces: the rows of a table, the
 * items of a list, and groups of lines of long code. Each piece is sanitised by itself, so that it need not be
 * processed again when another is added.
 */
export type Block = { 
/**
 * The whole block, or the elements around its pieces; the documentation of the crate `render` lists what may be in
 * it.
 */
html: string, 
/**
 * HTML of the children of the innermost last element of `html`, in order; empty for a block that is not split.
 */
pieces: Array<string>, };

/**
 * A tool server that can only be used if the person is asked before each call.
 */
export type BoundServer = { 
/**
 * `ToolServer::id`.
 */
server: string, 
/**
 * The reason, in a sentence.
 */
why: string, };

/**
 * An error as it crosses the bridge: what happened, to what, and what the person can do next.
 */
export type BridgeError = { 
/**
 * Code by which the window decides; it never interprets the message.
 */
code: ErrorCode, 
/**
 * What happened, in one or two short sentences.
 */
message: string, 
/**
 * What the person can do next; null if there is nothing.
 */
hint: string | null, };

/**
 * The spending of this month, and its limit.
 */
export type Budget = { 
/**
 * Approximate spending since the month began, including running turns.
 */
spent: Cost, 
/**
 * The limit in millionths of a US dollar; null if there is none.
 */
limit: number | null, 
/**
 * How much of the limit is used.
 */
state: BudgetState, };

/**
 * How much of the month's limit is used.
 */
export type BudgetState = "enough" | "near" | "used";

/**
 * What a turn's request repeats of earlier turns, because its server does not have them.
 */
export type CarriedView = { 
/**
 * Why the server does not have them.
 */
why: CarriedWhy, 
/**
 * Number of repeated turns; 0 if the server has the turns and only the sandbox is new.
 */
turns: number, 
/**
 * Number of the oldest turns that were left out for lack of room.
 */
turns_left_out: number, 
/**
 * Number of files that were put into a new sandbox.
 */
files: number, 
/**
 * Names of the files that were left out.
 */
files_left_out: Array<string>, };

/**
 * Why a server does not have the earlier turns, or their sandbox.
 */
export type CarriedWhy = "forgotten" | "expired" | "other_place" | "branch" | "unfinished";

/**
 * Kind of the value of a cell of a sheet.
 */
export type CellKind = "text" | "number" | "formula";

/**
 * A change to conversations.
 */
export type Change = { "what": "pinned", 
/**
 * True to pin.
 */
is: boolean, } | { "what": "archived", 
/**
 * True to archive.
 */
is: boolean, } | { "what": "unread", 
/**
 * True to mark as unread.
 */
is: boolean, } | { "what": "folder", 
/**
 * `Folder::id`; null for no folder.
 */
id: string | null, };

/**
 * Request to change one or more conversations.
 */
export type ChangeRequest = { 
/**
 * Ids of the conversations.
 */
conversations: Array<string>, 
/**
 * The change, the same for all of them.
 */
change: Change, };

/**
 * Options that a model or an agent accepts; others are not sent to it.
 */
export type Choices = { 
/**
 * Thinking levels: `minimal`, `low`, `medium`, `high`, `xhigh`.
 */
thinking: Array<string>, 
/**
 * The default thinking level; null if unknown.
 */
thinks: string | null, 
/**
 * True if the length of an answer can be limited.
 */
length: boolean, 
/**
 * True if it accepts a temperature.
 */
temperature: boolean, 
/**
 * True if it accepts system instructions.
 */
instructions: boolean, 
/**
 * Names of voices.
 */
voices: Array<string>, 
/**
 * Aspect ratios of a picture or a video, such as `16:9`.
 */
shapes: Array<string>, 
/**
 * Sizes of a picture, such as `1K`, or of a video, such as `720p`.
 */
sizes: Array<string>, 
/**
 * Durations of a video, such as `8s`.
 */
durations: Array<string>, };

/**
 * Request to choose the models of a connected server that are in the list of models and agents.
 */
export type ChooseModels = { 
/**
 * `ProviderView::id`.
 */
provider: string, 
/**
 * `ProviderModel::id` of each chosen model.
 */
models: Array<string>, };

/**
 * Request to choose the tools of a server that conversations may use.
 */
export type ChooseServerTools = { 
/**
 * `ToolServer::id`.
 */
server: string, 
/**
 * `ServerTool::name` of each chosen tool.
 */
tools: Array<string>, };

/**
 * A source that an answer cites.
 */
export type Citation = { 
/**
 * Number shown in the text, from 1.
 */
number: number, 
/**
 * Title of the page, or its host; empty for a redirect without a title whose target is unknown.
 */
title: string, 
/**
 * Address of the page; a redirect of the search service until its target is known. Null if the source is not a
 * page.
 */
url: string | null, 
/**
 * Host of the page; null if unknown.
 */
site: string | null, };

/**
 * A scheduled time that a clock change skips or repeats.
 */
export type ClockChange = { 
/**
 * Date of the clock change, such as `2027-03-28`.
 */
day: string, 
/**
 * Scheduled local time, such as `2:30`.
 */
planned: string, 
/**
 * Local time at which it runs, such as `3:00`.
 */
runs: string, 
/**
 * True if the time occurs twice, and the first one counts; false if it does not occur.
 */
twice: boolean, };

/**
 * Kind of the cells of a table's column.
 */
export type ColumnKind = "text" | "number" | "date";

/**
 * Request to compare two versions of a file.
 */
export type CompareRequest = { 
/**
 * `ArtifactView::id` of the older version.
 */
before: string, 
/**
 * `ArtifactView::id` of the newer version.
 */
after: string, };

/**
 * A cell of both versions. In each text, unchanged and changed pieces alternate, beginning with an unchanged one.
 */
export type ComparedCell = { 
/**
 * Pieces of the older text.
 */
before: Array<string>, 
/**
 * Pieces of the newer text.
 */
after: Array<string>, };

/**
 * A row of the comparison.
 */
export type ComparedRow = { "type": "left_out", 
/**
 * Number of rows.
 */
rows: number, } | { "type": "row", 
/**
 * Row number in the older version, from 1; null for an added row.
 */
before: number | null, 
/**
 * Row number in the newer version, from 1; null for a removed row.
 */
after: number | null, 
/**
 * Cells of the row.
 */
cells: Array<ComparedCell>, };

/**
 * A model server to check and, if it answers, to store. A server at an address that is connected already is updated.
 */
export type ConnectProvider = { 
/**
 * `ProviderPreset::id`; null for another server.
 */
preset: string | null, 
/**
 * Base URL, if it is not the preset's; else null.
 */
base_url: string | null, 
/**
 * API of another server; null for the usual one.
 */
dialect: ProviderDialect | null, 
/**
 * The key as typed; empty for none, or for the one stored for this origin. It is stored in the keychain or, with
 * `session_only`, in memory, and never sent back.
 */
key: string, 
/**
 * True to keep the key for this session only.
 */
session_only: boolean, };

/**
 * A Gemini key to check and store.
 */
export type ConnectRequest = { 
/**
 * The key as typed. It is stored in the keychain or, with `session_only`, in memory, and never sent back.
 */
key: string, 
/**
 * The base URL, if the form changed it; else null.
 */
base_url: string | null, 
/**
 * True to keep the key for this session only.
 */
session_only: boolean, };

/**
 * A program with tools to check and, if it serves, to store.
 */
export type ConnectToolProgram = { 
/**
 * `ToolServer::id` of the program to replace; null for a new one.
 */
id: string | null, 
/**
 * The person's name for it; empty for the program's own name.
 */
name: string, 
/**
 * The command line.
 */
program: ToolProgram, };

/**
 * A tool server to check and, if it answers, to store.
 */
export type ConnectToolServer = { 
/**
 * `ToolServer::id` of the server to replace; null for a new one.
 */
id: string | null, 
/**
 * The person's name for it; empty for its host.
 */
name: string, 
/**
 * Its URL.
 */
address: string, 
/**
 * HTTP headers to send. An empty value stands for the stored value of that name.
 */
headers: Array<TypedHeader>, 
/**
 * True to keep the values for this session only.
 */
session_only: boolean, };

/**
 * An open conversation, as it is shown first.
 */
export type Conversation = { 
/**
 * Its line in the lists.
 */
summary: ConversationSummary, 
/**
 * The first page of turns.
 */
page: TurnPage, 
/**
 * Its newest files.
 */
files: FilePage, 
/**
 * The unsent text for its next turn; null if there is none.
 */
draft: Draft | null, };

/**
 * Cost of a conversation so far, in all of its branches.
 */
export type ConversationCost = { 
/**
 * Number of its turns whose token usage is known.
 */
turns: number, 
/**
 * Total number of tokens.
 */
tokens: number, 
/**
 * Approximate cost; null if none of the turns has a price.
 */
cost: Cost | null, 
/**
 * Day of the prices, such as `2026-11-29`.
 */
as_of: string, };

/**
 * File format of an exported conversation.
 */
export type ConversationForm = "markdown" | "page" | "json";

/**
 * A page of a list of conversations.
 */
export type ConversationPage = { 
/**
 * The lines, newest first.
 */
conversations: Array<ConversationSummary>, 
/**
 * Cursor of the next page (`ListRequest::after`); null at the end.
 */
next: string | null, };

/**
 * The servers that have turns of a conversation.
 */
export type ConversationServers = { 
/**
 * Engines that serve the turns; the turns are deleted there with the conversation.
 */
engines: Array<Engine>, 
/**
 * Model servers, by host and port, that received the turns and at which nothing can be deleted.
 */
told: Array<string>, };

/**
 * A conversation as a line of a list.
 */
export type ConversationSummary = { 
/**
 * Id of the conversation; opaque.
 */
id: string, 
/**
 * A chat or a job.
 */
kind: Kind, 
/**
 * Its title: made from the first words, or set by the person.
 */
title: string, 
/**
 * What was said last, on one line.
 */
line: string, 
/**
 * State of the newest turn.
 */
standing: Standing, 
/**
 * What the newest turn is doing; null once it has ended.
 */
activity: Activity | null, 
/**
 * Time at which the newest turn was submitted, in milliseconds since the Unix epoch.
 */
started_at: number, 
/**
 * Time of the last change, in milliseconds since the Unix epoch.
 */
updated_at: number, 
/**
 * True if the person has not looked at it since it ended, or marked it as unread.
 */
unread: boolean, 
/**
 * True if it is at the top of its list.
 */
pinned: boolean, 
/**
 * True if it is only in the list of archived conversations.
 */
archived: boolean, 
/**
 * `Folder::id` of its folder; null if it is in none.
 */
folder: string | null, 
/**
 * Engine that serves the newest turn.
 */
engine: Engine, 
/**
 * Number of files.
 */
files: number, 
/**
 * Id of the newest turn, so that it can be stopped from the list.
 */
turn: string | null, 
/**
 * Time of the last event from the server about the newest turn, in milliseconds since the Unix epoch; null if
 * there was none.
 */
last_sign_of_life: number | null, 
/**
 * Total number of tokens of the newest turn so far; null if unknown.
 */
tokens: number | null, 
/**
 * Approximate cost of the newest turn so far; null if unknown.
 */
cost: Cost | null, 
/**
 * Name of the program that it was imported from; null if it was made here.
 */
imported_from: string | null, };

/**
 * An approximate cost, as a range in millionths of a US dollar. Both ends are the same where tokens were counted.
 */
export type Cost = { 
/**
 * Lower end of the range.
 */
low: number, 
/**
 * Upper end of the range.
 */
high: number, };

/**
 * Estimate of what a job takes, before it is handed over.
 */
export type CostAhead = { 
/**
 * What the last jobs by the agent took; null before the first one is done.
 */
usual: UsualCost | null, 
/**
 * Published cost of a job by the agent, for an agent without jobs so far; null if there is none.
 */
published: Cost | null, 
/**
 * Day of the prices, such as `2026-11-29`.
 */
as_of: string, };

/**
 * A deleted conversation that can still be restored.
 */
export type Deletion = { 
/**
 * Id of the conversation.
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
 * Time until which it can be restored, in milliseconds since the Unix epoch.
 */
until: number, };

/**
 * An unsent text.
 */
export type Draft = { 
/**
 * `new`; the id of a conversation, for its next turn; `edit:` and the id of a turn that is being changed; or
 * `answers:` and the id of a turn whose question is being answered.
 */
key: string, 
/**
 * The text.
 */
text: string, 
/**
 * The attached files.
 */
attachments: Array<Attachment>, 
/**
 * `Who::id` of the chosen model or agent; null if none was chosen.
 */
who: string | null, };

/**
 * Consecutive pages of a PDF, beginning with the requested one.
 */
export type DrawnPages = { 
/**
 * Number of pages that can be requested.
 */
total: number, 
/**
 * True if the document has more pages than `total`.
 */
truncated: boolean, 
/**
 * The pages, in order; null for a page that cannot be drawn.
 */
pages: Array<PageImage | null>, };

/**
 * Request to set the encoding in which a file is read.
 */
export type EncodingRequest = { 
/**
 * `ArtifactView::id` of the file.
 */
file: string, 
/**
 * One of the names that `encodings` returns; null to detect it from the bytes.
 */
encoding: string | null, };

/**
 * The server of the Interactions API that serves an interaction.
 */
export type Engine = "gemini" | "local";

/**
 * Code of an error, by which the window decides. A code is added only when the window must act on it differently.
 */
export type ErrorCode = "invalid" | "not_found" | "no_key" | "wrong_key" | "no_permission" | "region" | "offline" | "proxy" | "certificate" | "rate_limited" | "quota" | "server" | "refused" | "no_keychain" | "engine" | "no_model" | "disk_full" | "ledger_locked" | "ledger_corrupt" | "ledger_newer" | "file" | "locked" | "sandbox_gone" | "lost" | "unconfirmed" | "leaving" | "month_limit" | "internal";

/**
 * Kind of an event of a turn.
 */
export type EventKind = "state" | "answer" | "thought" | "tool" | "error" | "other";

/**
 * Request to export a conversation.
 */
export type ExportRequest = { 
/**
 * Id of the conversation.
 */
conversation: string, 
/**
 * File format.
 */
form: ConversationForm, };

/**
 * Type of a field's value. A value crosses as text and is parsed by this type. The values in the JSON of a group or a
 * list are texts too, or nested objects and lists of texts.
 */
export type FieldKind = { "takes": "text" } | { "takes": "number" } | { "takes": "whole_number" } | { "takes": "yes_no" } | { "takes": "choice", 
/**
 * The options, as the text of the value.
 */
options: Array<string>, } | { "takes": "date" } | { "takes": "time" } | { "takes": "date_time" } | { "takes": "file" } | { "takes": "group", 
/**
 * Fields of the object.
 */
fields: Array<ActionField>, } | { "takes": "list", 
/**
 * Field of one item.
 */
item: ActionField, } | { "takes": "json" };

/**
 * The differences between two versions of a file.
 */
export type FileComparison = { 
/**
 * True if the rows are those of a table; false if each row is a line of text, in one cell.
 */
is_table: boolean, 
/**
 * The changed rows, with unchanged rows around them.
 */
rows: Array<ComparedRow>, 
/**
 * Number of added rows; a changed row counts as added and as removed.
 */
added: number, 
/**
 * Number of removed rows.
 */
removed: number, 
/**
 * True if there are more differences than are shown.
 */
truncated: boolean, };

/**
 * A page of files.
 */
export type FilePage = { 
/**
 * The files, newest first; those of a folder by path.
 */
files: Array<ArtifactView>, 
/**
 * Cursor of the next page; null at the end.
 */
next: string | null, };

/**
 * Preview of a file.
 */
export type FilePreview = { "type": "markdown", 
/**
 * Safe HTML.
 */
html: string, 
/**
 * True if the file has more than is shown.
 */
truncated: boolean, 
/**
 * True if it can also be shown as pages, which `draw_pages` returns.
 */
has_pages: boolean, } | { "type": "text", 
/**
 * Safe HTML.
 */
html: string, 
/**
 * Encoding in which its bytes are read, if it is not UTF-8 or was chosen; else null.
 */
encoding: string | null, 
/**
 * True if the file has more than is shown.
 */
truncated: boolean, } | { "type": "table", 
/**
 * Lines above the table that describe it.
 */
title: Array<string>, 
/**
 * Field separator, if it is not a comma; null for a comma, or for a single column.
 */
separator: string | null, 
/**
 * Encoding in which its bytes are read, if it is not UTF-8 or was chosen; else null.
 */
encoding: string | null, 
/**
 * Kind of the cells of each column.
 */
columns: Array<ColumnKind>, 
/**
 * Names of the columns: the first row, or numbers if that row has no names.
 */
header: Array<string>, 
/**
 * True if Errand numbered the columns, because they have no names.
 */
is_numbered: boolean, 
/**
 * The first rows after the header; `table_rows` returns all of them.
 */
rows: Array<Array<string>>, 
/**
 * True if the file has more than is shown.
 */
truncated: boolean, } | { "type": "workbook", 
/**
 * Its sheets, in order.
 */
sheets: Array<SheetPreview>, 
/**
 * True if the file has more than is shown.
 */
truncated: boolean, 
/**
 * True if it can also be shown as pages, which `draw_pages` returns.
 */
has_pages: boolean, } | { "type": "tree", 
/**
 * Its entries, in their order in the archive.
 */
entries: Array<TreeEntry>, 
/**
 * Total unpacked size of the entries in bytes.
 */
size: number, 
/**
 * True if the archive has more than is shown.
 */
truncated: boolean, } | { "type": "image" } | { "type": "audio" } | { "type": "video" } | { "type": "pdf" } | { "type": "page", 
/**
 * True if the file has more than is shown.
 */
truncated: boolean, 
/**
 * True if it contains scripts, which do not run in the frame.
 */
needs_scripts: boolean, } | { "type": "none", 
/**
 * MIME type.
 */
mime: string, };

/**
 * Download state of a file.
 */
export type FileState = { "state": "listed" } | { "state": "fetching", 
/**
 * Number of bytes received.
 */
received: number, 
/**
 * Recent speed in bytes per second.
 */
rate: number, } | { "state": "saved" } | { "state": "failed", 
/**
 * The error, with what the person can do.
 */
error: BridgeError, };

/**
 * A file store at Google (`file_search`) that conversations can search.
 */
export type FileStore = { 
/**
 * Id of the store; opaque.
 */
id: string, 
/**
 * The person's title for it.
 */
title: string, 
/**
 * Host and port of the server that has it.
 */
host: string, 
/**
 * True if that is the Gemini server in use; a store at another server cannot be used.
 */
is_usable: boolean, 
/**
 * Files that were put into it.
 */
files: Array<StoredFile>, 
/**
 * Number of its files that can be searched; null if the server did not say.
 */
ready: number | null, 
/**
 * Number of its files that are still being indexed.
 */
pending: number, 
/**
 * Number of its files that could not be indexed.
 */
failed: number, 
/**
 * Time of the last status request, in milliseconds since the Unix epoch.
 */
asked_at: number, 
/**
 * Error of the last status request or upload in this session; null if it succeeded.
 */
failure: BridgeError | null, };

/**
 * Request for a page of the files of a conversation.
 */
export type FilesRequest = { 
/**
 * Id of the conversation.
 */
conversation: string, 
/**
 * `FilePage::next` of the previous page; null for the first page.
 */
after: string | null, };

/**
 * Request to search the turns of a conversation.
 */
export type FindRequest = { 
/**
 * Id of the conversation.
 */
conversation: string, 
/**
 * Id of a turn on the branch that is searched.
 */
turn: string, 
/**
 * The text to find; case and accents are ignored.
 */
text: string, };

/**
 * A folder: a named group of conversations.
 */
export type Folder = { 
/**
 * Id of the folder; opaque.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Time of its creation, in milliseconds since the Unix epoch.
 */
created_at: number, };

/**
 * Request for a page of the files of a folder that is shown as one line.
 */
export type FolderRequest = { 
/**
 * `ArtifactView::id` of the folder.
 */
folder: string, 
/**
 * `FilePage::next` of the previous page; null for the first page.
 */
after: string | null, };

/**
 * Content of a folder that is shown as one line, such as `node_modules`.
 */
export type FolderView = { 
/**
 * Number of files in it.
 */
files: number, 
/**
 * Number of those that are on this computer.
 */
here: number, };

/**
 * An agent that was not made here, as its server describes it.
 */
export type ForeignAgent = { 
/**
 * Engine that serves it.
 */
engine: Engine, 
/**
 * Its id at the server, chosen by its maker.
 */
api_id: string, 
/**
 * Its description; null if it has none.
 */
about: string | null, 
/**
 * Id of the agent that it is based on; null if the server names none.
 */
base: string | null, 
/**
 * Its instructions; null if it has none.
 */
instructions: string | null, 
/**
 * Its tools, by the names of the API.
 */
tools: Array<string>, 
/**
 * True if its programs run on another computer, as in a `SelfHosted` environment. It cannot be used from here.
 */
self_hosted: boolean, };

/**
 * A schedule at Gemini that another program made. It is shown and never changed.
 */
export type ForeignSchedule = { 
/**
 * Id of the schedule at the server.
 */
id: string, 
/**
 * Its name at the server, or its id if it has none.
 */
name: string, 
/**
 * Id of the agent at the API; null if the server names none.
 */
agent: string | null, 
/**
 * Its times; null if its cron line is not understood.
 */
plan: SchedulePlan | null, 
/**
 * Its cron line, as the server has it.
 */
cron: string, 
/**
 * State of the schedule.
 */
state: ForeignState, 
/**
 * Time of the next run as its server reports it, in milliseconds since the Unix epoch; null if it reports none.
 */
next: number | null, };

/**
 * State of a schedule of another program.
 */
export type ForeignState = "active" | "paused" | "failing";

/**
 * A file of a hit.
 */
export type FoundFile = { 
/**
 * `ArtifactView::id` of a file that a turn made; null for an attachment.
 */
id: string | null, 
/**
 * Its path relative to the job's working folder, or its name.
 */
name: string, };

/**
 * A model server that answers on this computer and is not connected.
 */
export type FoundProvider = { 
/**
 * `ProviderPreset::id` of its kind.
 */
preset: string, 
/**
 * Its name for people.
 */
name: string, 
/**
 * Base URL at which it answered.
 */
base_url: string, 
/**
 * Host and port of `base_url`.
 */
host: string, };

/**
 * Whether an answer contains free text of the person besides the form.
 */
export type FreeText = "required" | "optional" | "none";

/**
 * Kind of disk space that can be freed.
 */
export type Freeable = "record" | "files" | "sandboxes";

/**
 * A hit of a search.
 */
export type Hit = { 
/**
 * Id of the conversation.
 */
conversation: string, 
/**
 * A chat or a job.
 */
kind: Kind, 
/**
 * Id of the turn; null if the hit is not inside a turn.
 */
turn: string | null, 
/**
 * Index of the step that contains the words, if it is one on the way to the answer; else null.
 */
step: number | null, 
/**
 * The file that contains the words; null if they are not in a file.
 */
file: FoundFile | null, 
/**
 * Title of the conversation.
 */
title: string, 
/**
 * The text around the words: plain and matched pieces alternate, beginning with a plain one.
 */
snippet: Array<string>, 
/**
 * Time at which the text was written, in milliseconds since the Unix epoch.
 */
at: number, };

/**
 * Options of an import; the person chooses the files.
 */
export type ImportRequest = { 
/**
 * True if the settings and server addresses in an archive of Errand replace those here.
 */
with_settings: boolean, };

/**
 * Where the key for a server is stored.
 */
export type KeyStatus = "keychain" | "session" | "none" | "unreachable";

/**
 * Kind of a conversation.
 */
export type Kind = "chat" | "job";

/**
 * The part of a conversation that would be sent to a place that does not have it yet.
 */
export type Leaving = { 
/**
 * The place, for `SendRequest::leaving` once the person has seen this.
 */
place: string, 
/**
 * Host and port of the server.
 */
host: string, 
/**
 * True if the place is Google's own server.
 */
is_google: boolean, 
/**
 * Number of turns.
 */
turns: number, 
/**
 * Number of files.
 */
files: number, 
/**
 * Total size of the files in bytes.
 */
bytes: number, };

/**
 * Request for the part of a conversation that the next turn would send to a place that does not have it yet.
 */
export type LeavingRequest = { 
/**
 * Id of the conversation.
 */
conversation: string, 
/**
 * Id of the turn to follow.
 */
parent: string, 
/**
 * `Who::id` of the model or agent that is asked next.
 */
who: string, };

/**
 * Kind of content that an import left out.
 */
export type LeftOut = "conversation" | "empty" | "tool" | "file" | "other";

/**
 * A list of conversations. Archived conversations are only in the list `Archived`.
 */
export type List = { "of": "chat" } | { "of": "job" } | { "of": "pinned" } | { "of": "unread" } | { "of": "archived" } | { "of": "folder", 
/**
 * `Folder::id`.
 */
id: string, };

/**
 * Request for a page of a list.
 */
export type ListRequest = { 
/**
 * The list.
 */
list: List, 
/**
 * `ConversationPage::next` of the previous page; null for the first page.
 */
after: string | null, };

/**
 * State of the engine on this computer.
 */
export type LocalEngine = { "state": "stopped" } | { "state": "starting" } | { "state": "restarting" } | { "state": "ready" } | { "state": "failed", 
/**
 * The error, with what the person can do.
 */
error: BridgeError, };

/**
 * Kind of content.
 */
export type Medium = "text" | "image" | "audio" | "video" | "document";

/**
 * A tool server that an agent from a file uses, and that is not here.
 */
export type MissingServer = { 
/**
 * Its name where the file was written.
 */
name: string, 
/**
 * Host and port of its URL; empty for a program.
 */
host: string, };

/**
 * Internet access of a sandbox.
 */
export type Network = { "reach": "off" } | { "reach": "sites", 
/**
 * Domain names; `*.example.com` is allowed.
 */
domains: Array<string>, } | { "reach": "open" };

/**
 * A version of Errand that is newer than this one.
 */
export type NewerVersion = { 
/**
 * The version, such as `1.2.3`.
 */
version: string, 
/**
 * What changed, as plain text; may be empty.
 */
notes: string, };

/**
 * Whether a kind of tool can be used.
 */
export type OfferState = { "is": "offered" } | { "is": "always" } | { "is": "refused", 
/**
 * The reason, in a sentence.
 */
why: string, };

/**
 * Request to open a file that was sent with a turn.
 */
export type OpenAttachment = { 
/**
 * Id of the turn.
 */
turn: string, 
/**
 * `Attachment::sha256`.
 */
sha256: string, 
/**
 * True to open it even if that may run code, because the person was asked.
 */
is_sure: boolean, };

/**
 * Request to open a file in another program.
 */
export type OpenFile = { 
/**
 * `ArtifactView::id` of the file.
 */
file: string, 
/**
 * True to open it even if that may run code, because the person was asked.
 */
is_sure: boolean, };

/**
 * Result of opening a file.
 */
export type OpenOutcome = { "type": "opened" } | { "type": "asks", 
/**
 * The code that may run.
 */
runs: OpenRisk, };

/**
 * Request to open a conversation.
 */
export type OpenRequest = { 
/**
 * Id of the conversation.
 */
id: string, 
/**
 * Id of the turn to show; null for the newest one.
 */
turn: string | null, };

/**
 * Code that may run when a file is opened.
 */
export type OpenRisk = "program" | "page";

/**
 * An open schedule.
 */
export type OpenSchedule = { 
/**
 * Its line in the list.
 */
line: ScheduleLine, 
/**
 * The whole schedule, for its form.
 */
draft: ScheduleDraft, 
/**
 * Its newest runs, newest first.
 */
runs: Array<ScheduledRun>, };

/**
 * An agent that was read from a file.
 */
export type OpenedAgent = { 
/**
 * The whole agent, with those of its tool servers that are here. Each of them asks before each call.
 */
draft: AgentDraft, 
/**
 * The tool servers of the agent that are not here.
 */
missing: Array<MissingServer>, };

/**
 * Options of a turn; null leaves a choice to the model or agent. Options that it does not accept (`Choices`) are not
 * sent.
 */
export type Options = { 
/**
 * Thinking level: one of `Choices::thinking`.
 */
thinking: string | null, 
/**
 * Maximum number of tokens of an answer, including its thoughts.
 */
length: number | null, 
/**
 * Temperature in hundredths, from 0 to 200.
 */
temperature: number | null, 
/**
 * System instructions.
 */
instructions: string | null, 
/**
 * Voice that reads aloud: one of `Choices::voices`.
 */
voice: string | null, 
/**
 * Aspect ratio of a picture or a video: one of `Choices::shapes`.
 */
shape: string | null, 
/**
 * Size of a picture or a video: one of `Choices::sizes`.
 */
size: string | null, 
/**
 * Duration of a video, such as `8s`: one of `Choices::durations`.
 */
duration: string | null, };

/**
 * The data that the window needs at start.
 */
export type Overview = { 
/**
 * Set if the ledger could not be opened: the window shows this error and nothing else. Else null.
 */
fatal: BridgeError | null, 
/**
 * The person's settings.
 */
settings: Settings, 
/**
 * The person's preferred system languages as BCP 47 tags, best first.
 */
system_languages: Array<string>, 
/**
 * The base URL in use.
 */
base_url: string, 
/**
 * True if `ERRAND_BASE_URL` sets it.
 */
base_url_fixed: boolean, 
/**
 * Where the key for this base URL is stored.
 */
key: KeyStatus, 
/**
 * State of the engine on this computer.
 */
local: LocalEngine, 
/**
 * True if there is a starter model or a chosen GGUF file.
 */
has_model: boolean, 
/**
 * The list of models and agents.
 */
who: WhoList, 
/**
 * The first page of the list of chats.
 */
chats: Array<ConversationSummary>, 
/**
 * Cursor of the next page of chats; null if there is none.
 */
chats_next: string | null, 
/**
 * The first page of the list of jobs.
 */
jobs: Array<ConversationSummary>, 
/**
 * Cursor of the next page of jobs; null if there is none.
 */
jobs_next: string | null, 
/**
 * The first page of the list of pinned conversations.
 */
pinned: Array<ConversationSummary>, 
/**
 * Cursor of the next page of pinned conversations; null if there is none.
 */
pinned_next: string | null, 
/**
 * All folders.
 */
folders: Array<Folder>, 
/**
 * Deleted conversations that can still be restored.
 */
deletions: Array<Deletion>, 
/**
 * Conversations that finished while Errand was not running.
 */
finished_meanwhile: Array<ConversationSummary>, 
/**
 * Errand's version.
 */
version: string, 
/**
 * Path of the folder with the ledger and the files.
 */
data_dir: string, 
/**
 * Path of the folder for saved files: the chosen one, or Downloads. Empty if the system names none; then "Save"
 * asks.
 */
save_folder: string, 
/**
 * True if files can be opened in a program of the person's choice, copied for a file manager, and dragged out on
 * this system.
 */
hands_out_files: boolean, };

/**
 * The person's own agents whose versions are added up in one sum.
 */
export type OwnAgentGroup = { "is": "kept", 
/**
 * Name of the agent.
 */
name: string, } | { "is": "tried" } | { "is": "deleted" };

/**
 * One of the person's own agents, as an entry of the list of models and agents.
 */
export type OwnWho = { 
/**
 * `AgentLine::id` of the agent.
 */
agent: string, 
/**
 * Short symbol shown with the name; see `AgentDraft::letter`.
 */
letter: string, 
/**
 * Background colour of the letter.
 */
colour: AgentColour, 
/**
 * Description of the purpose of the agent.
 */
about: string, 
/**
 * Internet access of its sandbox, unless a job says otherwise.
 */
network: Network, 
/**
 * Every id that it has had at this engine, newest first.
 */
ids: Array<string>, };

/**
 * A page of a PDF as an image.
 */
export type PageImage = { 
/**
 * The image as a `data:` URL.
 */
data_url: string, 
/**
 * Width in pixels.
 */
width: number, 
/**
 * Height in pixels.
 */
height: number, 
/**
 * The text in the image, as far as it is known, in the order of the document.
 */
lines: Array<PageLine>, };

/**
 * A line of text in an image. Coordinates are pixels from the upper left.
 */
export type PageLine = { 
/**
 * The text.
 */
text: string, 
/**
 * X coordinate of the start of the base line.
 */
x: number, 
/**
 * Y coordinate of the start of the base line.
 */
y: number, 
/**
 * Length of the line in pixels.
 */
width: number, 
/**
 * Font size in pixels.
 */
size: number, 
/**
 * Direction of the line in degrees: 0 is to the right, 90 downwards.
 */
angle: number, };

/**
 * Request to draw pages of a PDF.
 */
export type PagesRequest = { 
/**
 * `ArtifactView::id` of the file.
 */
file: string, 
/**
 * The password; null if the file needs none. It is not stored.
 */
password: string | null, 
/**
 * Index of the first page, from 0.
 */
from: number, };

/**
 * The text of the first pages of a PDF; of all pages that can be requested if the time and size limits permit.
 */
export type PagesText = { 
/**
 * Number of pages that can be requested.
 */
total: number, 
/**
 * The lines of each page.
 */
pages: Array<Array<string>>, };

/**
 * An entry of a turn's timeline.
 */
export type Part = { "type": "text", 
/**
 * The text, as rendered blocks.
 */
blocks: Array<Block>, 
/**
 * Sources that the text cites.
 */
citations: Array<Citation>, } | { "type": "thought", 
/**
 * The summary, as rendered blocks.
 */
blocks: Array<Block>, 
/**
 * Duration in milliseconds; null if unknown.
 */
ms: number | null, } | { "type": "note", 
/**
 * The message, in whole sentences.
 */
text: string, } | { "type": "code", 
/**
 * The programming language, such as `python` or `bash`.
 */
language: string, 
/**
 * The highlighted source, as safe HTML.
 */
html: string, 
/**
 * The output; null while it runs.
 */
output: string | null, 
/**
 * True if it failed.
 */
failed: boolean, } | { "type": "search", 
/**
 * The search queries.
 */
queries: Array<string>, 
/**
 * True if it looks for pictures.
 */
of_pictures: boolean, 
/**
 * True while it is in progress.
 */
running: boolean, } | { "type": "pages", 
/**
 * Pairs of the address and the result: `success`, `error`, `paywall`, `unsafe`; empty while in progress.
 */
pages: Array<[string, string]>, } | { "type": "tool", 
/**
 * Name of the tool.
 */
name: string, 
/**
 * Name of its MCP server; null for other tools.
 */
server: string | null, 
/**
 * The arguments as indented JSON.
 */
arguments: string, 
/**
 * The result; null while in progress.
 */
result: string | null, 
/**
 * True if it failed.
 */
failed: boolean, } | { "type": "media", 
/**
 * `ArtifactView::id` of its file.
 */
artifact: string, } | { "type": "other", 
/**
 * Type of the step.
 */
kind: string, 
/**
 * The whole step as indented JSON.
 */
json: string, };

/**
 * Content that the person pasted, where the webview does not give it to the page.
 */
export type PastedFiles = { 
/**
 * The attached files, or the attached picture.
 */
attaching: AttachResult, 
/**
 * The pasted text, if there were neither files nor a picture; else null.
 */
text: string | null, };

/**
 * A change to what the window shows. The patches of a batch are applied in order.
 */
export type Patch = { "patch": "conversation", 
/**
 * The line.
 */
summary: ConversationSummary, } | { "patch": "conversation_gone", 
/**
 * Id of the conversation.
 */
id: string, } | { "patch": "folders", 
/**
 * All folders.
 */
folders: Array<Folder>, } | { "patch": "opened", 
/**
 * The conversation, as it is shown first.
 */
conversation: Conversation, } | { "patch": "turns", 
/**
 * Id of the conversation.
 */
conversation: string, 
/**
 * Where the page goes, relative to the turns that the window has.
 */
place: TurnsPlace, 
/**
 * The page.
 */
page: TurnPage, } | { "patch": "turn", 
/**
 * The turn.
 */
turn: Turn, } | { "patch": "turn_head", 
/**
 * The turn, with empty `parts` and `steps`.
 */
turn: Turn, } | { "patch": "part", 
/**
 * Id of the turn.
 */
turn: string, 
/**
 * Index in `Turn::parts`; the length of the list appends.
 */
position: number, 
/**
 * The part.
 */
part: Part, } | { "patch": "blocks", 
/**
 * Id of the turn.
 */
turn: string, 
/**
 * Index in `Turn::parts`.
 */
position: number, 
/**
 * The change to the blocks of the part.
 */
update: TextUpdate, 
/**
 * All sources of the part, if they changed; else null.
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
 * All settings.
 */
settings: Settings, } | { "patch": "removals", 
/**
 * All of them.
 */
removals: Removals, } | { "patch": "engines", 
/**
 * Where the Gemini key is stored.
 */
key: KeyStatus, 
/**
 * State of the engine on this computer.
 */
local: LocalEngine, 
/**
 * The list of models and agents.
 */
who: WhoList, } | { "patch": "providers", 
/**
 * All connected servers.
 */
providers: Array<ProviderView>, } | { "patch": "agent_file" } | { "patch": "schedules" } | { "patch": "transfer", 
/**
 * The whole state.
 */
transfer: TransferView, } | { "patch": "updates", 
/**
 * The whole state.
 */
updates: Updates, } | { "patch": "imported" } | { "patch": "open", 
/**
 * Id of the conversation.
 */
conversation: string, } | { "patch": "notice", 
/**
 * The message.
 */
error: BridgeError, } | { "patch": "files_over", 
/**
 * True while files are over the window.
 */
over: boolean, } | { "patch": "dropped", 
/**
 * The attached files, and why others could not be attached.
 */
attaching: AttachResult, } | { "patch": "keep_drafts", 
/**
 * Number of this request.
 */
number: number, } | { "patch": "ask_quit", 
/**
 * Number of jobs that quitting would pause.
 */
running: number, };

/**
 * Request to pause or resume a schedule.
 */
export type PauseRequest = { 
/**
 * `ScheduleLine::id`.
 */
id: string, 
/**
 * True to pause, false to resume.
 */
paused: boolean, };

/**
 * The spending of a month or a day.
 */
export type PeriodSpending = { 
/**
 * The month (`2026-11`) or the day (`2026-11-29`), in the person's time zone.
 */
when: string, 
/**
 * Number of turns.
 */
turns: number, 
/**
 * Total number of their tokens.
 */
tokens: number, 
/**
 * Approximate cost.
 */
cost: Cost, };

/**
 * The price table that amounts are computed from.
 */
export type PriceTable = { 
/**
 * Day on which the prices were valid, such as `2026-11-29`.
 */
as_of: string, 
/**
 * True if it contains rows of the person's own prices.
 */
own: boolean, 
/**
 * Why the person's own prices could not be read, so that they are not used; null if they could.
 */
problem: string | null, };

/**
 * A program of this computer that a conversation may use. Each use has to be approved.
 */
export type Program = "look" | "put" | "page" | "calendar" | "mail";

/**
 * API of a model server that is none of the presets.
 */
export type ProviderDialect = "openai" | "anthropic";

/**
 * A model of a connected model server.
 */
export type ProviderModel = { 
/**
 * Id of the model at its server.
 */
id: string, 
/**
 * Display name given by the server; null if it gives none.
 */
name: string | null, 
/**
 * Its abilities.
 */
can: Abilities, 
/**
 * True if it is in the list of models and agents.
 */
chosen: boolean, };

/**
 * A known kind of model server that can be connected.
 */
export type ProviderPreset = { 
/**
 * Id of the preset, for `ConnectProvider::preset`.
 */
id: string, 
/**
 * Its name for people.
 */
name: string, 
/**
 * Its base URL, or the default one if `is_movable`.
 */
base_url: string, 
/**
 * True if the person may have it at another address.
 */
is_movable: boolean, 
/**
 * True if it accepts no requests without a key.
 */
needs_key: boolean, 
/**
 * Web page where a key is available; null if unknown.
 */
key_page: string | null, };

/**
 * State of a connected model server.
 */
export type ProviderState = { "state": "ready", 
/**
 * Time of its last answer, in milliseconds since the Unix epoch.
 */
at: number, } | { "state": "no_key" } | { "state": "locked" } | { "state": "failed", 
/**
 * The error, with what the person can do.
 */
error: BridgeError, };

/**
 * A model server that the person connected.
 */
export type ProviderView = { 
/**
 * Id of the server, also used in the ids of its models; it is never reused for another address.
 */
id: string, 
/**
 * Its name for people.
 */
name: string, 
/**
 * Its base URL.
 */
base_url: string, 
/**
 * Host and port of `base_url`.
 */
host: string, 
/**
 * True if requests to it stay on this computer.
 */
is_here: boolean, 
/**
 * True if requests to it cross a network unencrypted.
 */
is_unencrypted: boolean, 
/**
 * Where its key is stored; `none` also for a server that needs none.
 */
key: KeyStatus, 
/**
 * Web page where a key is available; null if unknown.
 */
key_page: string | null, 
/**
 * State of the server.
 */
state: ProviderState, 
/**
 * Its models, as it last listed them.
 */
models: Array<ProviderModel>, };

/**
 * Connected model servers, and the presets that can be connected.
 */
export type Providers = { 
/**
 * Connected servers, in the order in which they were connected.
 */
connected: Array<ProviderView>, 
/**
 * The known kinds of servers.
 */
presets: Array<ProviderPreset>, };

/**
 * The proxy for requests to other computers. Requests to this computer use none.
 */
export type ProxyChoice = { "by": "system" } | { "by": "direct" } | { "by": "at", 
/**
 * URL with the scheme `http`, `https`, `socks5` or the like, host and port. A user name and password may be
 * given in it; they go to the keychain and are not returned.
 */
address: string, };

/**
 * Skills and files that were read for an agent.
 */
export type ReadForAgent = { 
/**
 * The skills that were found.
 */
skills: Array<Skill>, 
/**
 * Files that are not skills.
 */
files: Array<AgentFile>, 
/**
 * Reasons why something could not be read; empty if all was.
 */
refused: Array<BridgeError>, };

/**
 * Which skills or files to read for an agent.
 */
export type ReadRequest = { "from": "files", 
/**
 * True to read Markdown files and archives as skills.
 */
skills: boolean, } | { "from": "folder", 
/**
 * True to read each folder in it that has a `SKILL.md` as a skill.
 */
skills: boolean, } | { "from": "kept", 
/**
 * The files.
 */
files: Array<Attachment>, 
/**
 * True to read Markdown files and archives as skills.
 */
skills: boolean, };

/**
 * A page of a turn's events.
 */
export type RecordPage = { 
/**
 * The events, in order.
 */
events: Array<RecordedEvent>, 
/**
 * Number for `RecordRequest::after` to get the next page; null at the end.
 */
next: number | null, 
/**
 * Number of all events of the turn.
 */
count: number, 
/**
 * Number of the last event of the turn.
 */
last: number, 
/**
 * Size of the JSON of all events in bytes.
 */
size: number, };

/**
 * Request for a page of a turn's events.
 */
export type RecordRequest = { 
/**
 * Id of the turn.
 */
turn: string, 
/**
 * Only events after this number (`RecordPage::next`); 0 for the first page.
 */
after: number, 
/**
 * Only events of these kinds; empty for all.
 */
kinds: Array<EventKind>, 
/**
 * Only events whose JSON contains this text, ignoring case; empty for all.
 */
text: string, };

/**
 * An event of a turn.
 */
export type RecordedEvent = { 
/**
 * Number of the event in its turn, from 1.
 */
number: number, 
/**
 * Time at which it arrived, in milliseconds since the Unix epoch.
 */
at: number, 
/**
 * Milliseconds since the previous event of any kind; 0 for the first.
 */
after_ms: number, 
/**
 * Size of its JSON in bytes.
 */
size: number, 
/**
 * Total number of tokens so far; null if the event does not say.
 */
tokens: number | null, 
/**
 * Kind of the event.
 */
kind: EventKind, 
/**
 * Its type on the wire; empty if it cannot be parsed.
 */
name: string, 
/**
 * Index of its step, from 0; null if it belongs to none.
 */
step: number | null, 
/**
 * Type of the step that the event begins; null for other events.
 */
step_type: string | null, 
/**
 * The text that it adds or reports, truncated and on one line.
 */
words: string, };

/**
 * A deletion at a server, pending or finished.
 */
export type Removal = { 
/**
 * Name of the server for people; null for this computer.
 */
place: string | null, 
/**
 * Kind of the record.
 */
kind: RemovalKind, 
/**
 * Id of the record at the server.
 */
id: string, 
/**
 * State of the deletion.
 */
state: RemovalState, 
/**
 * Why it waits or was refused; null if there is no reason yet.
 */
problem: BridgeError | null, };

/**
 * Kind of a record at a server.
 */
export type RemovalKind = "interaction" | "environment" | "agent" | "trigger";

/**
 * State of a deletion at a server.
 */
export type RemovalState = "waiting" | "done" | "refused";

/**
 * All pending deletions at servers, and those finished since the last start.
 */
export type Removals = { 
/**
 * Number of deletions that are still retried.
 */
waiting: number, 
/**
 * Number of finished deletions.
 */
done: number, 
/**
 * Number of deletions that a server refuses.
 */
refused: number, 
/**
 * The first few hundred deletions: refused ones first, then waiting ones, then finished ones.
 */
items: Array<Removal>, };

/**
 * A removed folder with its conversations, so that it can be restored.
 */
export type RemovedFolder = { 
/**
 * The folder.
 */
folder: Folder, 
/**
 * Ids of the conversations that were in it.
 */
conversations: Array<string>, };

/**
 * Request to change a title.
 */
export type RenameRequest = { 
/**
 * Id of the conversation.
 */
id: string, 
/**
 * The new title; must not be empty.
 */
title: string, };

/**
 * A function call of a model or agent that the person carries out, decides or approves.
 */
export type RequestedAction = { 
/**
 * Id of the call.
 */
call: string, 
/**
 * Name of the function in plain words.
 */
title: string, 
/**
 * Name of the function.
 */
name: string, 
/**
 * Description of the function, from its declaration; null if it has none.
 */
about: string | null, 
/**
 * Arguments of the call that are not in the form: pairs of a name in plain words and a value.
 */
given: Array<[string, string]>, 
/**
 * Fields of the form, made from the function's schema; empty if there is no form.
 */
fields: Array<ActionField>, 
/**
 * Whether the answer contains free text besides the form.
 */
free_text: FreeText, 
/**
 * Set if Errand itself carries the call out once the person approves it; there is no form then. Else null.
 */
deed: ToolAction | null, };

/**
 * The function calls of a turn that wait for the person.
 */
export type RequestedActions = { 
/**
 * The calls, in the order in which the model or agent made them; all are answered together. Empty if none waits.
 */
actions: Array<RequestedAction>, 
/**
 * Id of the turn that answered them; null if they are not answered.
 */
answered_by: string | null, };

/**
 * What a model or agent is good for; the page has the words for it.
 */
export type Role = "quick" | "thinker" | "worker" | "researcher" | "painter" | "speaker" | "filmmaker" | "own" | "other";

/**
 * What a workbook says of a row, if it says something.
 */
export type RowMarks = { 
/**
 * Index among the rows that this comes with.
 */
at: number, 
/**
 * True if the row is hidden in the workbook.
 */
is_hidden: boolean, 
/**
 * Indexes of the cells that are formulas without a result.
 */
formulas: Array<number>, };

/**
 * Whether the engine on this computer can run the programs of a job.
 */
export type SandboxStatus = { 
/**
 * True if it can.
 */
ready: boolean, 
/**
 * Why it cannot, in a sentence; null if it can.
 */
reason: string | null, 
/**
 * A command that helps; null if none is known.
 */
command: string | null, };

/**
 * Request to store an agent.
 */
export type SaveAgent = { 
/**
 * `AgentLine::id` of the agent to replace; null for a new one.
 */
id: string | null, 
/**
 * The whole agent.
 */
draft: AgentDraft, };

/**
 * Request to create or rename a folder.
 */
export type SaveFolder = { 
/**
 * `Folder::id` of the folder to rename; null to create one.
 */
id: string | null, 
/**
 * Its name, at most 120 characters; no other folder may have it.
 */
name: string, };

/**
 * Request to copy files to a folder of the person.
 */
export type SaveRequest = { 
/**
 * `ArtifactView::id` of each file.
 */
files: Array<string>, 
/**
 * True to ask for a folder even if one is set.
 */
ask: boolean, };

/**
 * Result of saving files.
 */
export type SaveResult = { 
/**
 * Path of the folder; null if the person closed the dialog.
 */
folder: string | null, 
/**
 * Full paths of the written files, in the order of the request.
 */
paths: Array<string>, };

/**
 * Request to store a schedule.
 */
export type SaveSchedule = { 
/**
 * `ScheduleLine::id` of the schedule to replace; null for a new one.
 */
id: string | null, 
/**
 * The whole schedule.
 */
draft: ScheduleDraft, };

/**
 * Request to write a sheet of a workbook as CSV.
 */
export type SaveTableRequest = { 
/**
 * `ArtifactView::id` of the file.
 */
file: string, 
/**
 * Index of the sheet in the workbook's preview.
 */
sheet: number, 
/**
 * Name of the sheet, for the suggested name of the file; empty if it is the only one.
 */
name: string, };

/**
 * A table that was written as CSV.
 */
export type SavedTable = { 
/**
 * Path of the new file.
 */
place: string, 
/**
 * True if the table has rows, columns or parts of long cells that were left out.
 */
is_cut: boolean, };

/**
 * The whole schedule, as its form has it.
 */
export type ScheduleDraft = { 
/**
 * Its name; empty for the first words of the prompt.
 */
name: string, 
/**
 * The prompt of each run.
 */
text: string, 
/**
 * Files that each run receives.
 */
files: Array<Attachment>, 
/**
 * `Who::id` of the agent.
 */
who: string, 
/**
 * Internet access of the sandbox.
 */
network: Network, 
/**
 * Tools that its runs may use; null for the usual ones of the agent.
 */
tools: Tools | null, 
/**
 * The times, in words or as a cron line.
 */
words: string, 
/**
 * IANA name of the time zone; null for that of this computer at the time of saving.
 */
zone: string | null, };

/**
 * A schedule as a line of the list.
 */
export type ScheduleLine = { 
/**
 * Id of the schedule; opaque.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * `Who::id` of the agent.
 */
who: string, 
/**
 * Engine that serves it.
 */
engine: Engine, 
/**
 * Tools that were chosen for its runs; null for the usual ones of the agent.
 */
tools: Tools | null, 
/**
 * Its times.
 */
plan: SchedulePlan, 
/**
 * State of the schedule.
 */
state: ScheduleState, 
/**
 * Time of the next run as its server reports it, in milliseconds since the Unix epoch; null if it reports none.
 */
next: number | null, 
/**
 * Its newest run; null if there was none.
 */
last: ScheduledRun | null, 
/**
 * Why its server could not be reached lately; null if it could.
 */
problem: BridgeError | null, };

/**
 * The times of a schedule.
 */
export type SchedulePlan = { 
/**
 * The times in plain words; null for a cron line that has none.
 */
words: string | null, 
/**
 * The times as a cron line of five fields.
 */
cron: string, 
/**
 * IANA name of the time zone in which the cron line is evaluated.
 */
zone: string, 
/**
 * True if that is the current time zone of this computer.
 */
is_here: boolean, 
/**
 * The next three times, in milliseconds since the Unix epoch.
 */
next: Array<number>, 
/**
 * Effects of clock changes (daylight saving time) on the schedule within about a year.
 */
changes: Array<ClockChange>, };

/**
 * State of a schedule.
 */
export type ScheduleState = { "is": "active" } | { "is": "paused" } | { "is": "month_limit" } | { "is": "failing", 
/**
 * Number of consecutive failures.
 */
failures: number, 
/**
 * Why the last run failed; null if unknown.
 */
reason: string | null, } | { "is": "gone" };

/**
 * Outcome of one run of a schedule.
 */
export type ScheduledOutcome = "running" | "done" | "failed" | "skipped" | "timed_out" | "needs_you";

/**
 * One run of a schedule.
 */
export type ScheduledRun = { 
/**
 * Id of the run; opaque.
 */
id: string, 
/**
 * Outcome of the run.
 */
outcome: ScheduledOutcome, 
/**
 * Time for which it was scheduled, in milliseconds since the Unix epoch; null for a run that the person started.
 */
due: number | null, 
/**
 * Time at which it began or was skipped, in milliseconds since the Unix epoch.
 */
at: number, 
/**
 * Time at which it ended, in milliseconds since the Unix epoch; null before.
 */
ended: number | null, 
/**
 * Number of further scheduled times that passed before it began, because nothing ran then; the run makes up for
 * them.
 */
missed: number, 
/**
 * Why it failed or was skipped, in a sentence; null if there is no reason.
 */
reason: string | null, 
/**
 * Id of its conversation; null if there is none or it was deleted.
 */
conversation: string | null, 
/**
 * Approximate cost; null while its token usage is unknown, or without a known price.
 */
cost: Cost | null, };

/**
 * All schedules, and whether Errand starts with the computer.
 */
export type Schedules = { 
/**
 * The schedules, newest first.
 */
list: Array<ScheduleLine>, 
/**
 * Whether Errand starts with the computer.
 */
autostart: Autostart, };

/**
 * A search, with its filters.
 */
export type SearchRequest = { 
/**
 * The search text: each word must occur; words between quotes are a phrase.
 */
words: string, 
/**
 * Only chats, or only jobs; null for both.
 */
kind: Kind | null, 
/**
 * True to search only files: their text and names.
 */
files: boolean, 
/**
 * Only turns of these models or agents, by their ids at the API; empty for any. One of the person's own agents has
 * one id for each of its versions.
 */
who: Array<string>, 
/**
 * Only what was begun at this time or later, in milliseconds since the Unix epoch; null for any time.
 */
from: number | null, };

/**
 * Result of a search.
 */
export type SearchResult = { 
/**
 * The hits, best first; at most 60.
 */
hits: Array<Hit>, 
/**
 * True if everything except files is indexed; false while content that an older Errand stored is still being
 * indexed, newest first.
 */
complete: boolean, };

/**
 * The search server (SearXNG) for web searches of models and agents on this computer.
 */
export type SearchServer = { 
/**
 * Its URL.
 */
address: string, 
/**
 * Host and port of the URL.
 */
host: string, 
/**
 * True if it is on this computer.
 */
is_here: boolean, 
/**
 * True if searches cross a network unencrypted.
 */
is_unencrypted: boolean, 
/**
 * Time of its last answer, in milliseconds since the Unix epoch.
 */
answered_at: number, 
/**
 * Error of the last request in this session; null if it succeeded.
 */
failure: BridgeError | null, };

/**
 * An environment whose programs run on another computer, with a worker of its owner (contract section 9.7).
 */
export type SelfHosted = { 
/**
 * Engine that serves it.
 */
engine: Engine, 
/**
 * Its id at the server; it has no other name.
 */
api_id: string, };

/**
 * Request to submit a turn.
 */
export type SendRequest = { 
/**
 * Id of the conversation; null begins a new one.
 */
conversation: string | null, 
/**
 * Id of the turn to follow; null at the start of a conversation. A further child of the same parent makes a
 * branch.
 */
parent: string | null, 
/**
 * `Who::id` of the model or agent.
 */
who: string, 
/**
 * The person's prompt.
 */
text: string, 
/**
 * Files that are sent with it.
 */
attachments: Array<Attachment>, 
/**
 * For jobs: internet access of the sandbox.
 */
network: Network, 
/**
 * `Draft::key` of the unsent text; that draft is deleted if it is exactly what is sent. Null if there is none.
 */
draft: string | null, 
/**
 * `Leaving::place` that the person was shown, if earlier turns go to a place that does not have them yet; else
 * null.
 */
leaving: string | null, 
/**
 * The options chosen for this turn.
 */
options: Options, 
/**
 * For a new conversation: its tools; null for the default ones. An existing conversation keeps the tools set with
 * `set_tools`.
 */
tools: Tools | null, };

/**
 * Ids of what a sent turn created; patches bring the rest.
 */
export type SendResult = { 
/**
 * Id of the conversation, which contains the turn.
 */
conversation: string, 
/**
 * Id of the new turn.
 */
turn: string, };

/**
 * A tool of a tool server.
 */
export type ServerTool = { 
/**
 * Name of the tool at the server.
 */
name: string, 
/**
 * Its name in plain words.
 */
title: string, 
/**
 * The server's description; null if it gives none.
 */
about: string | null, 
/**
 * True if conversations may use it.
 */
allowed: boolean, };

/**
 * Request to store the tools of a conversation.
 */
export type SetTools = { 
/**
 * Id of the conversation.
 */
conversation: string, 
/**
 * The chosen tools; null for the default ones.
 */
tools: Tools | null, };

/**
 * The person's settings. They are stored in the ledger and never contain a key.
 */
export type Settings = { 
/**
 * Base URL of Gemini; null for Google. `ERRAND_BASE_URL` takes precedence.
 */
base_url: string | null, 
/**
 * The proxy for requests to other computers.
 */
proxy: ProxyChoice, 
/**
 * Colour scheme of the window.
 */
theme: Theme, 
/**
 * Language of the window as a BCP 47 tag such as `de`; null for that of the system.
 */
language: string | null, 
/**
 * True if notifications leave out the titles of conversations and schedules.
 */
private_notifications: boolean, 
/**
 * Path of the folder for saved files; null for the Downloads folder.
 */
save_folder: string | null, 
/**
 * Path of a GGUF file to use instead of the starter model; null for the starter model.
 */
model_file: string | null, 
/**
 * True once the person has left the welcome page.
 */
welcomed: boolean, 
/**
 * True once the person was told that closing the window hides it in the tray.
 */
told_about_tray: boolean, 
/**
 * True once the person was asked whether Errand starts with the computer.
 */
asked_autostart: boolean, 
/**
 * True if Errand looks for newer versions of itself once a day.
 */
look_for_updates: boolean, 
/**
 * Width of the file panel in CSS pixels.
 */
file_panel_width: number, 
/**
 * Zoom of the page in percent, from 50 to 300.
 */
zoom: number, 
/**
 * True if models that make videos (Gemini Omni) are listed; they are not generally available yet.
 */
video: boolean, 
/**
 * True if web search is on by default for questions.
 */
web_search: boolean, 
/**
 * Maximum cost of one job in US cents, at which it is stopped; null for no limit.
 */
job_limit: number | null, 
/**
 * Maximum spending of a month in US cents, beyond which sending asks first; null for no limit.
 */
month_limit: number | null, 
/**
 * `Who::id` of the person's favourite models and agents.
 */
favourites: Array<string>, 
/**
 * `Who::id` of the model last used for a chat; null if there was none.
 */
last_chat_who: string | null, 
/**
 * `Who::id` of the agent last used for a job; null if there was none.
 */
last_job_who: string | null, };

/**
 * A cell of a sheet.
 */
export type SheetCell = { 
/**
 * The formatted value.
 */
text: string, 
/**
 * Kind of the value.
 */
kind: CellKind, };

/**
 * A sheet of a workbook.
 */
export type SheetPreview = { 
/**
 * Name of the sheet.
 */
name: string, 
/**
 * True if the sheet is hidden in the workbook.
 */
is_hidden: boolean, 
/**
 * Its rows, beginning with the first one that is not empty; none if it is shown as a table.
 */
rows: Array<SheetRow>, 
/**
 * The sheet as a table, if it is one by itself, or is longer than what is shown of a sheet; else null.
 */
table: SheetTable | null, 
/**
 * Number of rows of the table without its head, where the file states it; else null.
 */
total: number | null, 
/**
 * True if the sheet has more than is shown.
 */
truncated: boolean, 
/**
 * Names of columns that are encrypted and not shown.
 */
encrypted: Array<string>, };

/**
 * A row of a sheet.
 */
export type SheetRow = { 
/**
 * Its cells, formatted as the workbook's program shows them.
 */
cells: Array<SheetCell>, 
/**
 * True if the row is hidden in the workbook.
 */
is_hidden: boolean, };

/**
 * A sheet as a table.
 */
export type SheetTable = { 
/**
 * Kind of the cells of each column.
 */
columns: Array<ColumnKind>, 
/**
 * Names of the columns: the first row, or letters if that row has no names.
 */
header: Array<string>, 
/**
 * The first rows after the header; `table_rows` returns all of them.
 */
rows: Array<Array<string>>, 
/**
 * True if there are others after these.
 */
is_long: boolean, 
/**
 * What the workbook says of these rows.
 */
marks: Array<RowMarks>, };

/**
 * Position of a turn among the turns that follow the same turn, or that begin the same conversation.
 */
export type Siblings = { 
/**
 * Number of these turns, including this one.
 */
count: number, 
/**
 * Index of this turn, from 0; the oldest is first.
 */
position: number, 
/**
 * Id of the previous one; null for the first.
 */
earlier: string | null, 
/**
 * Id of the next one; null for the last.
 */
later: string | null, };

/**
 * A skill of an agent: a folder with a `SKILL.md` (contract section 10).
 */
export type Skill = { 
/**
 * Name of the skill; the name of its folder is derived from it.
 */
name: string, 
/**
 * Description of the purpose of the skill.
 */
about: string, 
/**
 * Instructions: the text of its `SKILL.md` below the front matter.
 */
text: string, 
/**
 * The other entries of the front matter of its `SKILL.md`, unchanged.
 */
head: string, 
/**
 * The other files in its folder.
 */
files: Array<AgentFile>, };

/**
 * How long a model or agent takes.
 */
export type Speed = "seconds" | "moments" | "minutes" | "hours";

/**
 * The spending of the last twelve months, and of one month in full.
 */
export type Spending = { 
/**
 * The month that is shown in full, such as `2026-11`.
 */
month: string, 
/**
 * Approximate cost of the month, including searches beyond the free ones.
 */
cost: Cost, 
/**
 * Number of turns in the month.
 */
turns: number, 
/**
 * Total number of their tokens.
 */
tokens: number, 
/**
 * Number of turns in the month without a known price; their tokens are counted, their cost is not.
 */
unpriced: number, 
/**
 * Number of searches in the month that are billed by use.
 */
searches: number, 
/**
 * The last twelve months up to the current one, oldest first.
 */
months: Array<PeriodSpending>, 
/**
 * Every day of the month, in order.
 */
days: Array<PeriodSpending>, 
/**
 * Sums by the model or agent that was asked, most expensive first.
 */
by_who: Array<TargetSpending>, 
/**
 * Sums by the model that answered, most expensive first.
 */
by_model: Array<TargetSpending>, 
/**
 * The price table of all these amounts.
 */
prices: PriceTable, 
/**
 * The current month and its limit.
 */
budget: Budget, };

/**
 * Request for the spending.
 */
export type SpendingRequest = { 
/**
 * The month to show in full, such as `2026-11`; null for the current one.
 */
month: string | null, };

/**
 * State of a turn; shown as icon and word.
 */
export type Standing = "running" | "needs_you" | "done" | "failed" | "stopped";

/**
 * Disk space used on this computer, in bytes.
 */
export type Storage = { 
/**
 * Size of the ledger, with the backups made before migrations.
 */
record: number, 
/**
 * Part of `record` that is free pages or such backups.
 */
record_free: number, 
/**
 * Size of the stored files: made by turns, or sent with them.
 */
files: number, 
/**
 * Part of `files` that no record names, or that is left of interrupted downloads.
 */
files_free: number, 
/**
 * Size of the sandboxes on this computer, and of the engine's own records.
 */
sandboxes: number, 
/**
 * Part of `sandboxes` that belongs to jobs that have ended and whose files are all stored in `files`.
 */
sandboxes_free: number, 
/**
 * Size of the model files.
 */
model: number, };

/**
 * A file in a store.
 */
export type StoredFile = { 
/**
 * Name of the file.
 */
name: string, 
/**
 * Size in bytes.
 */
size: number, };

/**
 * A table that is open or being saved.
 */
export type TableKey = { 
/**
 * `ArtifactView::id` of the file.
 */
file: string, 
/**
 * Index of the sheet in a workbook's preview; null for a file that is a table by itself.
 */
sheet: number | null, };

/**
 * Request for rows of a table.
 */
export type TableRequest = { 
/**
 * `ArtifactView::id` of the file.
 */
file: string, 
/**
 * Index of the sheet in a workbook's preview; null for a file that is a table by itself.
 */
sheet: number | null, 
/**
 * Index of the first row, from 0, in the sorted and filtered table.
 */
from: number, 
/**
 * Number of rows; at most 1,000 are returned.
 */
count: number, 
/**
 * The order of the rows; null for that of the file.
 */
sort: TableSort | null, 
/**
 * Only rows with this text in a cell, ignoring case; empty for all.
 */
find: string, 
/**
 * Language by whose rules text is sorted, such as `de-CH`.
 */
language: string, };

/**
 * A row of a table.
 */
export type TableRow = { 
/**
 * Index of the row in the file, from 0.
 */
number: number, 
/**
 * Its cells.
 */
cells: Array<string>, };

/**
 * Consecutive rows of the sorted and filtered table.
 */
export type TableRows = { 
/**
 * The requested rows; fewer at the end.
 */
rows: Array<TableRow>, 
/**
 * Number of rows that match, as far as the file has been read.
 */
total: number, 
/**
 * True if the whole file has been read.
 */
is_whole: boolean, 
/**
 * Names of the columns that only rows after the preview have, as far as the file has been read; empty for one
 * without a name.
 */
more_columns: Array<string>, 
/**
 * True if the file has rows, columns or parts of long cells that are left out.
 */
is_cut: boolean, 
/**
 * What a workbook says of these rows.
 */
marks: Array<RowMarks>, 
/**
 * True if the workbook hides some rows, as far as it has been read.
 */
has_hidden_rows: boolean, 
/**
 * True if some rows hold formulas without a result, as far as the workbook has been read.
 */
has_formulas: boolean, };

/**
 * The order of a table's rows.
 */
export type TableSort = { 
/**
 * Index of the column, from 0.
 */
column: number, 
/**
 * True if the largest values come first.
 */
is_descending: boolean, };

/**
 * The spending on one model or agent.
 */
export type TargetSpending = { 
/**
 * Engine that serves it.
 */
engine: Engine, 
/**
 * True for an agent, false for a model.
 */
is_agent: boolean, 
/**
 * Its id at the API; of one of the person's own agents the latest one.
 */
api_id: string, 
/**
 * Set for one of the person's own agents, whose versions are added up here; else null.
 */
own: OwnAgentGroup | null, 
/**
 * Number of turns.
 */
turns: number, 
/**
 * Total number of their tokens.
 */
tokens: number, 
/**
 * Approximate cost; null if it has no known price.
 */
cost: Cost | null, };

/**
 * Request for the text of a PDF.
 */
export type TextRequest = { 
/**
 * `ArtifactView::id` of the file.
 */
file: string, 
/**
 * The password; null if the file needs none. It is not stored.
 */
password: string | null, };

/**
 * A change to the end of a rendered text, after more of the text arrived.
 */
export type TextUpdate = { 
/**
 * Index of the first block that changed or is new; blocks before it are final.
 */
from: number, 
/**
 * Number of pieces of the block at `from` that are kept; 0 if the block is replaced.
 */
kept: number, 
/**
 * The blocks from `from` on. If pieces are kept, the first block contains only the pieces after them.
 */
blocks: Array<Block>, };

/**
 * Colour scheme of the window.
 */
export type Theme = "system" | "light" | "dark";

/**
 * Token counts of a turn.
 */
export type Tokens = { 
/**
 * Total number of tokens.
 */
total: number, 
/**
 * Number of input tokens.
 */
input: number, 
/**
 * Number of output tokens.
 */
output: number, 
/**
 * Number of thought tokens.
 */
thought: number, };

/**
 * An action that Errand carries out when the person approves a call.
 */
export type ToolAction = { 
/**
 * The action in one sentence.
 */
says: string, 
/**
 * The full content that goes with it, such as the text of a file; null if there is none.
 */
detail: string | null, 
/**
 * Why the action cannot be carried out as requested; approving then only sends this reason back. Null if it can.
 */
refused: string | null, };

/**
 * Kind of tool.
 */
export type ToolKind = "search" | "pictures" | "pages" | "maps" | "code" | "stores" | "servers" | "servers_unasked" | "programs";

/**
 * A kind of tool, and whether it can be used.
 */
export type ToolOffer = { 
/**
 * Kind of the tool.
 */
kind: ToolKind, 
/**
 * Whether it can be used.
 */
state: OfferState, };

/**
 * The command line of a program with tools (MCP over stdio), which is started in the sandbox.
 */
export type ToolProgram = { 
/**
 * Name or path of the program.
 */
command: string, 
/**
 * Its arguments, one by one.
 */
arguments: Array<string>, 
/**
 * Path of a folder, chosen by the person, that the program can read and not write; null for none.
 */
folder: string | null, };

/**
 * A tool server (MCP) that the person added.
 */
export type ToolServer = { 
/**
 * Id of the server; opaque.
 */
id: string, 
/**
 * The person's name for it.
 */
name: string, 
/**
 * Its name in requests: lower-case letters, digits and `-`, unique among the servers.
 */
word: string, 
/**
 * Its URL; of a program `stdio:` and an id.
 */
address: string, 
/**
 * Host and port of the URL; empty for a program.
 */
host: string, 
/**
 * True if it is on this computer.
 */
is_here: boolean, 
/**
 * The program to start; null for a server that is reached over HTTP.
 */
program: ToolProgram | null, 
/**
 * Names of the HTTP headers that it is sent.
 */
headers: Array<string>, 
/**
 * Where the values of the headers are stored.
 */
key: KeyStatus, 
/**
 * Its tools, as it last listed them.
 */
tools: Array<ServerTool>, 
/**
 * Time of its last answer, in milliseconds since the Unix epoch.
 */
answered_at: number, 
/**
 * Error of the last request in this session; null if it succeeded.
 */
failure: BridgeError | null, };

/**
 * Tools that a conversation may use. Stored with the conversation and sent with every turn.
 */
export type Tools = { 
/**
 * True for web search.
 */
search: boolean, 
/**
 * True for searching pictures on the web.
 */
pictures: boolean, 
/**
 * True for reading web pages.
 */
pages: boolean, 
/**
 * True for looking up places on a map.
 */
maps: boolean, 
/**
 * True for running programs at the server of the model.
 */
code: boolean, 
/**
 * `FileStore::id` of each file store to search.
 */
stores: Array<string>, 
/**
 * Tool servers.
 */
servers: Array<UsedServer>, 
/**
 * Programs of this computer.
 */
programs: Array<Program>, 
/**
 * Path of the folder for the programs `Look` and `Put`, which the person chose; null if none was chosen.
 */
folder: string | null, };

/**
 * Request for the tools of a conversation.
 */
export type ToolsRequest = { 
/**
 * Id of the conversation; null for one that has not begun.
 */
conversation: string | null, 
/**
 * `Who::id` of the model or agent that will use them.
 */
who: string, };

/**
 * The tools of a conversation, for the model or agent that is asked next.
 */
export type ToolsView = { 
/**
 * The tools chosen for the conversation, as far as this model or agent can use them; null if none were chosen, so
 * that `usual` applies. Tool servers and file stores may be among them that are not here (any more); requests are
 * sent without those.
 */
chosen: Tools | null, 
/**
 * The default tools of this model or agent; of a person's own agent as in `chosen`.
 */
usual: Tools, 
/**
 * Every kind of tool, and whether this model or agent can use it.
 */
offers: Array<ToolOffer>, 
/**
 * Tool servers that it can only use if the person is asked before each call.
 */
bound: Array<BoundServer>, 
/**
 * Functions that are carried out in this conversation without asking, by their names in plain words.
 */
allowed: Array<string>, };

/**
 * Kind of an operation on the whole record.
 */
export type TransferKind = "export" | "backup" | "import";

/**
 * Result of an export, import or backup.
 */
export type TransferResult = { "ended": "written", 
/**
 * Path of the archive.
 */
path: string, 
/**
 * Size in bytes.
 */
size: number, 
/**
 * Number of conversations in it.
 */
conversations: number, 
/**
 * Number of files in it.
 */
files: number, 
/**
 * Number of recorded files whose bytes are not on this computer.
 */
missing: number, } | { "ended": "imported", 
/**
 * Names of the programs that the data came from; `Errand` for an archive.
 */
from: Array<string>, 
/**
 * Number of new conversations.
 */
conversations: number, 
/**
 * Number of new turns.
 */
turns: number, 
/**
 * Number of turns that were here already.
 */
known: number, 
/**
 * Number of new agents.
 */
agents: number, 
/**
 * Number of schedules whose text is new. They do not run.
 */
schedules: number, 
/**
 * Pairs of what was left out and its number.
 */
left_out: Array<[LeftOut, number]>, 
/**
 * True if the person stopped the import before its end.
 */
stopped: boolean, } | { "ended": "stopped" } | { "ended": "failed", 
/**
 * The error.
 */
error: BridgeError, };

/**
 * State of exports, imports and backups. One is in progress at a time.
 */
export type TransferView = { 
/**
 * The operation in progress, or the last one; null if there was none since the start.
 */
work: TransferKind | null, 
/**
 * Amount of work done, in a unit of the operation.
 */
done: number, 
/**
 * Total amount of work in the same unit; 0 while unknown.
 */
total: number, 
/**
 * Result of the operation; null while it is in progress.
 */
end: TransferResult | null, 
/**
 * The weekly backup.
 */
backup: Backup, 
/**
 * Schedules that came with an archive.
 */
schedules: Array<ArchivedSchedule>, };

/**
 * An entry of an archive: a file or a folder.
 */
export type TreeEntry = { 
/**
 * Its path with `/` as separator; characters that hide text or change its direction are replaced by U+FFFD.
 */
path: string, 
/**
 * Kind of the entry.
 */
kind: TreeEntryKind, 
/**
 * Unpacked size in bytes.
 */
size: number, 
/**
 * True if it needs a password.
 */
is_locked: boolean, 
/**
 * True if its path leads out of the folder that the archive is unpacked to.
 */
is_outside: boolean, };

/**
 * Kind of an entry of an archive.
 */
export type TreeEntryKind = "file" | "folder" | "other";

/**
 * Request for a job with an agent that is not stored.
 */
export type TryAgent = { 
/**
 * The whole agent.
 */
draft: AgentDraft, 
/**
 * Engine that serves the job.
 */
engine: Engine, 
/**
 * The person's prompt for the job.
 */
text: string, };

/**
 * A turn (one interaction): the person's prompt and everything that resulted from it.
 */
export type Turn = { 
/**
 * Id of the turn; opaque.
 */
id: string, 
/**
 * Id of its conversation.
 */
conversation: string, 
/**
 * Id of the turn that it follows; null at the start of a conversation.
 */
parent: string | null, 
/**
 * Its position among the turns that follow the same turn.
 */
siblings: Siblings, 
/**
 * Engine that serves it.
 */
engine: Engine, 
/**
 * Id of the model or agent at the API.
 */
api_id: string, 
/**
 * Host and port that it was sent to; null if it stayed on this computer, or if an older Errand did not store it.
 */
went_to: string | null, 
/**
 * True for background work by an agent in a sandbox.
 */
is_job: boolean, 
/**
 * True if its agent was only tried from its form, and not stored.
 */
on_trial: boolean, 
/**
 * The person's prompt.
 */
prompt: string, 
/**
 * Files that were sent with the prompt.
 */
attachments: Array<Attachment>, 
/**
 * State of the turn.
 */
standing: Standing, 
/**
 * What it is doing while it runs or waits; null once it has ended.
 */
activity: Activity | null, 
/**
 * The timeline, in order.
 */
parts: Array<Part>, 
/**
 * For each of `parts` the index of the step that it begins with. Set only in whole turns; parts that came one by
 * one since then have no entry yet.
 */
steps: Array<number>, 
/**
 * What its request repeats of earlier turns because the server does not have them; null if nothing.
 */
carried: CarriedView | null, 
/**
 * Why it failed or waits; null if there is no reason.
 */
error: BridgeError | null, 
/**
 * True if the answer stopped early, for example at a token limit.
 */
incomplete: boolean, 
/**
 * Time at which it was submitted, in milliseconds since the Unix epoch.
 */
started_at: number, 
/**
 * Time of the last event from the server, in milliseconds since the Unix epoch; null if there was none.
 */
last_sign_of_life: number | null, 
/**
 * Time at which it ended, in milliseconds since the Unix epoch; null before.
 */
finished_at: number | null, 
/**
 * Token counts so far; null if unknown.
 */
tokens: Tokens | null, 
/**
 * Approximate cost so far; null if unknown.
 */
cost: Cost | null, 
/**
 * Id of the model that answered, if it differs from the one requested; else null.
 */
answered_by: string | null, 
/**
 * The spending limit, in millionths of a US dollar, at which Errand stopped the turn; null if it did not.
 */
limit_reached: number | null, 
/**
 * Id of the interaction at its server, for the details view; null if the server gave none yet.
 */
interaction_id: string | null, 
/**
 * Id of its sandbox at the server; null if it has none.
 */
environment_id: string | null, };

/**
 * An event of a turn.
 */
export type TurnEventRequest = { 
/**
 * Id of the turn.
 */
turn: string, 
/**
 * Number of the event.
 */
event: number, };

/**
 * A page of consecutive turns of one branch of a conversation.
 */
export type TurnPage = { 
/**
 * The turns, oldest first; each follows the previous one.
 */
turns: Array<Turn>, 
/**
 * Files of these turns, oldest first.
 */
files: Array<ArtifactView>, 
/**
 * True if the branch has turns before these.
 */
before: boolean, 
/**
 * True if the branch has turns after these.
 */
after: boolean, 
/**
 * The last turn of the branch, if it is not among `turns` and the window does not have it from an earlier page;
 * else null.
 */
last: Turn | null, };

/**
 * Where a page of turns goes, relative to the turns that the window has.
 */
export type TurnsPlace = "before" | "after" | "anew";

/**
 * Request for a page of turns; it comes as the patch `turns`.
 */
export type TurnsRequest = { 
/**
 * Id of the conversation, which must be open.
 */
conversation: string, 
/**
 * Id of the turn that `wanted` is relative to.
 */
turn: string, 
/**
 * Which turns.
 */
wanted: TurnsWanted, };

/**
 * Which turns to return, relative to a given turn of the branch.
 */
export type TurnsWanted = "before" | "after" | "around" | "end";

/**
 * An HTTP header as typed.
 */
export type TypedHeader = { 
/**
 * Name of the header.
 */
name: string, 
/**
 * Value of the header. It is stored in the keychain or, with `session_only`, in memory, and never sent back.
 */
value: string, };

/**
 * What is being done about a newer version.
 */
export type UpdateStep = { "step": "rest" } | { "step": "looking" } | { "step": "fetching", 
/**
 * Number of bytes fetched.
 */
done: number, 
/**
 * Number of bytes of the whole; null if it is not known.
 */
total: number | null, } | { "step": "asking", 
/**
 * Number of jobs that the restart would pause.
 */
running: number, } | { "step": "installing" };

/**
 * Who replaces this copy of Errand by a newer version.
 */
export type UpdatedBy = "itself" | "system" | "person";

/**
 * The state of updates of Errand itself. Nobody is asked for newer versions before the person switched that on, or
 * said to look now.
 */
export type Updates = { 
/**
 * Who updates this copy. Unless it is Errand itself, only the server is told besides, and the commands fail.
 */
by: UpdatedBy, 
/**
 * Host name of the server that is asked for newer versions.
 */
asks: string, 
/**
 * What is being done.
 */
doing: UpdateStep, 
/**
 * The newer version, as far as is known; null if there is none.
 */
newer: NewerVersion | null, 
/**
 * True if the person does not want to be told of this newer version again.
 */
put_off: boolean, 
/**
 * Time at which the list of versions was last read; null if it never was.
 */
looked: number | null, 
/**
 * Why the last step failed; null if it did not.
 */
problem: BridgeError | null, };

/**
 * A tool server used in a conversation.
 */
export type UsedServer = { 
/**
 * `ToolServer::id`.
 */
server: string, 
/**
 * True if the person is asked before each call, and Errand makes the calls. False if the server of the model or
 * agent makes them without asking.
 */
asks: boolean, };

/**
 * Duration, tokens and cost of the last jobs by an agent; shown before another job is handed over.
 */
export type UsualCost = { 
/**
 * Number of jobs that were evaluated; at least one.
 */
jobs: number, 
/**
 * Median time from sending to the end, in milliseconds.
 */
ms: number, 
/**
 * Median of the total number of tokens; null if unknown.
 */
tokens: number | null, 
/**
 * Range from the cheapest to the most expensive job; null if none has a known price.
 */
cost: Cost | null, };

/**
 * Result of parsing the words of a schedule.
 */
export type When = { "is": "understood", 
/**
 * Their meaning.
 */
plan: SchedulePlan, } | { "is": "not_understood", 
/**
 * Which word was not understood, or what is missing, in a sentence.
 */
reason: string, };

/**
 * The words of a schedule, to be parsed.
 */
export type WhenRequest = { 
/**
 * The words, or a cron line of five fields.
 */
words: string, 
/**
 * IANA name of the schedule's time zone; null for that of this computer.
 */
zone: string | null, };

/**
 * A model or agent that can be asked: an entry of the list in the message box.
 */
export type Who = { 
/**
 * Id of the entry; opaque, stable across restarts.
 */
id: string, 
/**
 * Engine that serves it.
 */
engine: Engine, 
/**
 * True for an agent (a job), false for a model (an answer).
 */
is_agent: boolean, 
/**
 * Its id at the API, shown beneath the plain words.
 */
api_id: string, 
/**
 * What it is good for.
 */
role: Role, 
/**
 * Display name given by the server; null if it gives none.
 */
display_name: string | null, 
/**
 * True if the list shows it at the top.
 */
recommended: boolean, 
/**
 * Id at the API that replaces it, if it is retired; else null.
 */
replaced_by: string | null, 
/**
 * The connected model server that has it; null for the engine's own.
 */
provider: WhoProvider | null, 
/**
 * The model that an agent on this computer uses, as `<provider>/<model>`; null for the engine's own.
 */
thinks_with: string | null, 
/**
 * Host and port that prompts are sent to; null if they stay on this computer.
 */
goes_to: string | null, 
/**
 * Its abilities.
 */
can: Abilities, 
/**
 * Set for one of the person's own agents; else null.
 */
own: OwnWho | null, };

/**
 * The list of models and agents for the message box.
 */
export type WhoList = { 
/**
 * The entries, recommended ones first.
 */
everyone: Array<Who>, 
/**
 * `Who::id` that is preselected for a new chat; null if no engine is set up.
 */
for_chat: string | null, 
/**
 * `Who::id` that is preselected for a new job; null if there is none.
 */
for_job: string | null, 
/**
 * Facts about the entries; entries without any are left out.
 */
about: Array<About>, };

/**
 * The connected model server of a model.
 */
export type WhoProvider = { 
/**
 * `ProviderView::id`.
 */
id: string, 
/**
 * Its name for people.
 */
name: string, };

export type Commands = {
  /** Returns the data that the window needs at start. */
  overview: [null, Overview];
  /** Replaces all settings; returns the settings now in force. The name and password in a proxy's address go to the keychain and are not returned. */
  set_settings: [Settings, Settings];
  /** Checks a Gemini key with the server and, if the server accepts it, stores the key (and the base URL of the form). Returns where the key is stored. */
  connect_gemini: [ConnectRequest, KeyStatus];
  /** Deletes the key that belongs to the base URL in use. Returns the status of the key after that. */
  forget_key: [null, KeyStatus];
  /** Starts the engine on this computer and waits until it serves. Fails with `no_model` if there is neither a model file nor a connected model server. */
  start_local: [null, LocalEngine];
  /** Returns whether the engine on this computer can run the programs of a job, and if not, why and which command helps. */
  sandbox_status: [null, SandboxStatus];
  /** Lists the models and agents of Gemini (if there is a key) and of this computer again, and returns them. */
  refresh_who: [null, WhoList];
  /** Returns the connected model servers, and the presets that can be connected. */
  providers: [null, Providers];
  /** Looks for model servers on this computer that answer and are not connected. */
  find_providers: [null, Array<FoundProvider>];
  /** Checks a model server and, if it answers, stores it with its key. */
  connect_provider: [ConnectProvider, ProviderView];
  /** Lists the models of a connected server (`ProviderView::id`) again. A failure is not an error of the command: it is in `ProviderView::state`. */
  check_provider: [string, ProviderView];
  /** Removes a connected server (`ProviderView::id`), and its key unless Gemini or another server at the same origin uses that. */
  remove_provider: [string, null];
  /** Sets which models of a connected server are in the list of models and agents. */
  choose_models: [ChooseModels, ProviderView];
  /** Returns the tool servers (MCP) that the person added, in the order in which they were added. */
  tool_servers: [null, Array<ToolServer>];
  /** Lists the tools of a server (MCP over HTTP) and, if it answers, stores it, as a new one or in place of an old one. */
  connect_tool_server: [ConnectToolServer, ToolServer];
  /** Starts a program with tools (MCP over stdio) in the sandbox and, if it serves, stores it, as a new one or in place of an old one. */
  connect_tool_program: [ConnectToolProgram, ToolServer];
  /** Lets the person choose the file of a program in a dialog; returns the proposed command line, or null if they closed the dialog. */
  choose_tool_program: [null, ToolProgram | null];
  /** Lists the tools of a server (`ToolServer::id`) again. A failure is not an error of the command: it is in `ToolServer::failure`. */
  check_tool_server: [string, ToolServer];
  /** Sets which tools of a server conversations may use. */
  choose_server_tools: [ChooseServerTools, ToolServer];
  /** Removes a tool server (`ToolServer::id`) and the stored values of its headers. */
  remove_tool_server: [string, null];
  /** Returns the file stores that conversations with Gemini can search, in the order of their creation. */
  file_stores: [null, Array<FileStore>];
  /** Creates a file store with this title at the Gemini server in use. */
  make_file_store: [string, FileStore];
  /** Lets the person choose files and uploads them to a store (`FileStore::id`); returns when the uploads have ended. Failed uploads are in `FileStore::failure`. */
  fill_file_store: [string, FileStore];
  /** Asks the server for the current numbers of a store (`FileStore::id`). */
  check_file_store: [string, FileStore];
  /** Deletes a store (`FileStore::id`) and its content, at the server and here. */
  remove_file_store: [string, null];
  /** Returns the search server for this computer, or null if none is set. */
  search_server: [null, SearchServer | null];
  /** Checks the search server at this address and, if it answers, stores it in place of the previous one. */
  connect_search_server: [string, SearchServer];
  /** Checks the search server again. A failure is not an error of the command: it is in `SearchServer::failure`. */
  check_search_server: [null, SearchServer];
  /** Forgets the search server. */
  remove_search_server: [null, null];
  /** Lets the person choose a GGUF file to use instead of the starter model; returns the settings, unchanged if they closed the dialog. */
  choose_model_file: [null, Settings];
  /** Lets the person choose the folder for saved files; returns the settings, unchanged if they closed the dialog. */
  choose_save_folder: [null, Settings];
  /** Returns a page of a list of conversations. */
  list_conversations: [ListRequest, ConversationPage];
  /** Opens a conversation and marks it as read; its content comes as the patch `opened`. From then on the window is sent the changes of this conversation's turns. */
  open_conversation: [OpenRequest, null];
  /** Requests more turns of the open conversation; they come as the patch `turns`. */
  more_turns: [TurnsRequest, null];
  /** Tells that the window has dropped all turns but these (ids); changes of the others are not sent any more. */
  keep_turns: [Array<string>, null];
  /** Returns the ids of the turns on one branch of a conversation whose prompt or answer contains a text, oldest first. */
  find_turns: [FindRequest, Array<string>];
  /** Tells that no conversation is shown now. */
  close_conversation: [null, null];
  /** Sets the title of a conversation; returns its line. */
  rename_conversation: [RenameRequest, ConversationSummary];
  /** Returns which engines serve the turns of a conversation (id), in all branches, and which model servers received them. The window says it before the conversation is deleted. */
  engines_of: [string, ConversationServers];
  /** Changes one property of one or more conversations: pinned, archived, unread, or their folder. The new lines come as patches. */
  change_conversations: [ChangeRequest, null];
  /** Deletes conversations (ids) with everything in them; for ten seconds `undo_delete` can restore them. Ids that do not exist are skipped. */
  delete_conversations: [Array<string>, Array<Deletion>];
  /** Creates or renames a folder; the patch `folders` brings all folders. */
  save_folder: [SaveFolder, Folder];
  /** Removes a folder (`Folder::id`); its conversations stay, without a folder. The result can be given to `put_folder_back`. */
  remove_folder: [string, RemovedFolder];
  /** Restores a removed folder with its conversations. Conversations that were moved to another folder since stay there. If a folder has its name by now, that folder is used. Returns the folder. */
  put_folder_back: [RemovedFolder, Folder];
  /** Restores a deleted conversation (id) and continues its unfinished runs; fails with `not_found` when its ten seconds are over. Returns its line. */
  undo_delete: [string, ConversationSummary];
  /** Deletes every conversation, draft, file and schedule here at once, and the records at servers as soon as they can be reached. Returns null, or what could not be deleted: everything else is gone then, and that is tried again later. */
  forget_everything: [null, BridgeError | null];
  /** Returns the deletions at servers, with their state. */
  removals: [null, Removals];
  /** Tries the deletions at servers again that wait or were refused. */
  retry_removals: [null, null];
  /** Returns the disk space used on this computer. Slow, because it checks every file. */
  storage: [null, Storage];
  /** Frees the disk space of one kind that is not needed; returns the disk space used after that. */
  free_storage: [Freeable, Storage];
  /** Writes a conversation to a file at a place that the person chooses; returns its path, or null if they closed the dialog. */
  export_conversation: [ExportRequest, string | null];
  /** Begins to write everything to an archive at a place that the person chooses; returns false if they closed the dialog. Progress comes as the patch `transfer`. Fails with `invalid` while another export, import or backup is in progress. */
  export_everything: [null, boolean];
  /** Begins to read archives of Errand and exports of other programs that the person chooses; returns and reports progress like `export_everything`. */
  import_files: [ImportRequest, boolean];
  /** Stops the export, import or backup in progress. */
  stop_transfer: [null, null];
  /** Returns the state of exports, imports and backups. */
  transfer_state: [null, TransferView];
  /** Switches the weekly backup on or off. If no backup folder is set, the person chooses one; if they close the dialog, the backup stays off. */
  set_backup: [boolean, null];
  /** Lets the person choose the folder for backups. */
  choose_backup_folder: [null, null];
  /** Begins a backup; always returns true. Fails with `invalid` without a backup folder, or while another export, import or backup is in progress. */
  back_up_now: [null, boolean];
  /** Deletes the text of a schedule that came with an archive (`ArchivedSchedule::id`). */
  forget_archived_schedule: [string, null];
  /** Returns a page of a turn's events, described in plain words. */
  turn_record: [RecordRequest, RecordPage];
  /** Returns the JSON of one event, as it came. */
  event_json: [TurnEventRequest, string];
  /** Returns a turn as it was after one of its events. */
  turn_at: [TurnEventRequest, Turn];
  /** Stores a turn in the ledger, then submits it. Fails with `leaving` or `month_limit` if the person has to be asked first, and with `no_key` without a key for Gemini; nothing is stored then. */
  send: [SendRequest, SendResult];
  /** Returns which part of a conversation would be sent to a place that does not have it yet; null if nothing is, or if it stays on this computer. */
  leaving: [LeavingRequest, Leaving | null];
  /** Returns what a job by an agent (`Who::id`) will probably take, from its last jobs and the published prices. */
  usual_cost: [string, CostAhead];
  /** Returns the options that a turn (id) was sent with, as defaults for the turns that follow it. */
  options_of: [string, Options];
  /** Returns the tools of a conversation, and which of them a model or agent can use. */
  tools: [ToolsRequest, ToolsView];
  /** Stores the tools of a conversation. */
  set_tools: [SetTools, null];
  /** Withdraws every "always" approval of a conversation (id), so that each function asks again. */
  ask_again: [string, null];
  /** Lets the person choose the folder for the folder tools; returns its path, or null if they closed the dialog. */
  choose_tool_folder: [null, string | null];
  /** Stops a turn (id), and the fetching of its files. */
  stop: [string, null];
  /** Asks the server again for the state of a turn (id). */
  check_again: [string, null];
  /** Submits an unconfirmed or ended turn (id) again, because the person asked for it. A turn that has ended is sent as a new turn beside it. Fails with `month_limit` like `send`. */
  send_again: [string, null];
  /** Returns the function calls of a turn (id) that wait for the person. */
  requested_actions: [string, RequestedActions];
  /** Answers all waiting function calls of a turn, in a new turn that follows it. Approved calls are carried out first; nothing is carried out if one of the answers is invalid. */
  answer_action: [ActionAnswers, SendResult];
  /** Returns all events of a turn (id) as one JSON array of the raw events, for the details view. */
  raw_events: [string, string];
  /** Returns the agents that are not built in: the person's own, and those made elsewhere. */
  agents: [null, Agents];
  /** Returns the whole of one of the person's own agents (`AgentLine::id`), for its form. */
  agent: [string, AgentDraft];
  /** Stores one of the person's own agents, as a new one or in place of an old one. */
  save_agent: [SaveAgent, AgentLine];
  /** Deletes one of the person's own agents (`AgentLine::id`), here at once and at servers as soon as they can be reached. Its jobs stay. */
  delete_agent: [string, null];
  /** Starts a job with an agent as its form has it, without storing the agent. */
  try_agent: [TryAgent, SendResult];
  /** Reads skills or files for an agent. */
  read_for_agent: [ReadRequest, ReadForAgent];
  /** Writes one of the person's own agents (`AgentLine::id`) to a single file in a folder that the person chooses. */
  share_agent: [string, SaveResult];
  /** Lets the person choose an agent file, and reads and checks it; null if they closed the dialog. The agent is not stored before `save_agent`. */
  open_agent: [null, OpenedAgent | null];
  /** Reads the agent file that the person opened with Errand (patch `agent_file`). Each file is returned once; null if there is none. */
  opened_agent: [null, OpenedAgent | null];
  /** Returns all schedules, and whether Errand starts with the computer. */
  schedules: [null, Schedules];
  /** Returns the schedules at Gemini that other programs made, by name; none without a key. */
  foreign_schedules: [null, Array<ForeignSchedule>];
  /** Parses the words of a schedule; returns its times, or the reason why the words were not understood. */
  read_when: [WhenRequest, When];
  /** Returns a schedule (`ScheduleLine::id`) with its form and its newest runs. */
  schedule: [string, OpenSchedule];
  /** Stores a schedule, as a new one or in place of an old one, here and at its server. Nothing is stored if the server refuses it. */
  save_schedule: [SaveSchedule, ScheduleLine];
  /** Pauses or resumes a schedule at its server. Resuming fails with `invalid` while the month's limit is used up, if the schedule may cost something. */
  pause_schedule: [PauseRequest, ScheduleLine];
  /** Runs a schedule (`ScheduleLine::id`) now; fails with `month_limit` like `send`. */
  run_schedule: [string, SendResult];
  /** Deletes a schedule (`ScheduleLine::id`), here at once and at its server as soon as that can be reached. Its jobs stay. */
  delete_schedule: [string, null];
  /** Sets whether Errand starts with the computer; returns the resulting state. */
  set_autostart: [boolean, Autostart];
  /** Stores an unsent text; without text and attachments it deletes the stored one. */
  save_draft: [Draft, null];
  /** Returns the unsent text with this key (`Draft::key`), or null if there is none. */
  draft: [string, Draft | null];
  /** Stores pasted or dropped bytes as an attachment. Fails with `invalid` for more than 20 MiB. */
  attach_bytes: [AttachBytes, Attachment];
  /** Lets the person choose files to attach. */
  choose_attachments: [null, AttachResult];
  /** Attaches the files or the picture that the person has just pasted into the window, where the webview does not give them to the page; else returns the pasted text. */
  paste_files: [null, PastedFiles];
  /** Tells that every unsent text is stored: the answer to the patch `keep_drafts`, with its number. */
  drafts_kept: [number, null];
  /** Returns a page of the files of all conversations, newest first. Takes `FilePage::next` of the previous page; null for the first page. */
  list_files: [string | null, FilePage];
  /** Returns a page of the files of one conversation, newest first. */
  conversation_files: [FilesRequest, FilePage];
  /** Returns the preview of a file (`ArtifactView::id`). Fails with `file` if its bytes are not here. */
  preview_file: [string, FilePreview];
  /** Compares two versions of a file. Fails with `file` unless both are text or tables. */
  compare_files: [CompareRequest, FileComparison];
  /** Returns consecutive rows of a table, sorted and filtered as requested. */
  table_rows: [TableRequest, TableRows];
  /** Ends the reading of a table that is no longer shown. */
  close_table: [TableKey, null];
  /** Writes a sheet of a workbook as CSV to a place that the person chooses; returns null if they closed the dialog or stopped it. */
  save_table: [SaveTableRequest, SavedTable | null];
  /** Stops `save_table`, which leaves no file then. */
  stop_saving_table: [TableKey, null];
  /** Returns the names of the encodings that a text can be read in. */
  encodings: [null, Array<string>];
  /** Sets the encoding in which a file is read from now on; returns its new preview. */
  set_encoding: [EncodingRequest, FilePreview];
  /** Opens a copy of a file in the system's default program for its type. If that may run code, it returns `asks` and opens nothing until the request has `is_sure`. */
  open_file: [OpenFile, OpenOutcome];
  /** Like `open_file`, in a program that the person chooses; returns when they have chosen or closed the dialog. */
  open_file_with: [OpenFile, OpenOutcome];
  /** Puts a copy of a file (`ArtifactView::id`) on the clipboard, for a file manager to paste; returns the name of the copy. */
  copy_file: [string, string];
  /** Begins to drag a copy of a file (`ArtifactView::id`) out of the window to another program, while the pointer's button is held. */
  drag_file: [string, null];
  /** Opens a copy of a file that was sent with a turn, as `open_file` does. */
  open_attachment: [OpenAttachment, OpenOutcome];
  /** Draws the next few pages of a PDF as images, or of an Office file whose preview says that it has some. Fails with `locked` if the password is missing or wrong. */
  draw_pages: [PagesRequest, DrawnPages];
  /** Returns the text of the pages of a PDF, for searching in it. Fails with `locked` if the password is missing or wrong. */
  read_pages: [TextRequest, PagesText];
  /** Returns a page of the files of a folder that is shown as one line, in the order of their paths. */
  list_folder: [FolderRequest, FilePage];
  /** Fetches a file (`ArtifactView::id`) again; of a folder that is shown as one line, begins to fetch its files in the background. The result comes as patches. */
  fetch_file: [string, null];
  /** Begins to fetch the missing files of a turn (id), in the background. */
  fetch_rest: [string, null];
  /** Stops fetching a file (`ArtifactView::id`), if that is in progress. */
  stop_file: [string, null];
  /** Stops fetching all files of a turn (id). */
  stop_files: [string, null];
  /** Copies files to the folder for saved files, or to one that the person chooses. Existing files are not overwritten. */
  save_files: [SaveRequest, SaveResult];
  /** Writes files with their folders to one ZIP archive at a place that the person chooses; returns its path, or null if they closed the dialog. */
  save_archive: [ArchiveRequest, string | null];
  /** Shows a saved file or a folder in the file manager. Takes a path that another command has returned; others are refused with `invalid`. */
  show_in_folder: [string, null];
  /** Returns what was spent this month, and the month's limit. */
  budget: [null, Budget];
  /** Allows the next turn that is sent to go beyond the month's limit, because the person was asked. */
  go_beyond_limit: [null, null];
  /** Returns what a conversation (id) has cost so far. */
  conversation_cost: [string, ConversationCost];
  /** Returns what was spent in the last twelve months, and in one month in full. */
  spending: [SpendingRequest, Spending];
  /** Writes what every turn cost to a CSV file at a place that the person chooses; returns its path, or null if they closed the dialog. */
  export_spending: [null, string | null];
  /** Shows the file of the person's own prices in the file manager; it is created if there is none. */
  edit_prices: [null, null];
  /** Finds words in titles, questions, answers, steps, and the names and text of files. */
  search: [SearchRequest, SearchResult];
  /** Opens an address (`http`, `https` or `mailto`) in the browser or mail program, after the person saw the whole of it. Others are refused with `invalid`. */
  open_link: [string, null];
  /** Returns the state of updates of Errand itself; null if this build has none. */
  updates: [null, Updates | null];
  /** Reads the list of versions now; returns the state after that. A failure is not an error of the command: it is in `Updates::problem`. */
  look_for_updates: [null, Updates];
  /** Begins to fetch the newer version, and installs it when it is here and checked. Progress comes as the patch `updates`. */
  update: [null, null];
  /** Installs the newer version that is here and restarts, although jobs run on this computer. */
  restart_to_update: [null, null];
  /** Stops fetching the newer version, or drops the one that is here. */
  stop_update: [null, null];
  /** Sets that the person is not told of this newer version again; the settings still show it. */
  put_off_update: [null, null];
  /** Answers the patch `ask_quit`: true quits, which pauses the jobs of this computer; false stays. */
  answer_quit: [boolean, null];
};
