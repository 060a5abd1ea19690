// Every command of the bridge: name, request, answer. The dispatcher, the TypeScript bindings and
// the host's permission list are all made from this one list.
commands! {
    /// What the window needs at start.
    overview(()) -> Overview;
    /// Changes the settings; answers with what is now in force.
    set_settings(Settings) -> Settings;
    /// Tries a Gemini key and, if the server takes it, keeps it.
    connect_gemini(ConnectRequest) -> KeyStatus;
    /// Forgets the Gemini key.
    forget_key(()) -> KeyStatus;
    /// Starts the engine on this computer.
    start_local(()) -> LocalEngine;
    /// Whether the engine on this computer can run the programs of a job, and what helps if not.
    sandbox_status(()) -> SandboxStatus;
    /// Asks the engines again who can be asked.
    refresh_who(()) -> WhoList;
    /// The connected servers of models, and what else can be connected.
    providers(()) -> Providers;
    /// Servers of models that answer on this computer and are not connected.
    find_providers(()) -> Vec<FoundProvider>;
    /// Tries a server of models and, if it answers, keeps it.
    connect_provider(ConnectProvider) -> ProviderView;
    /// Asks a connected server (`ProviderView::id`) again how it is and which models it has.
    check_provider(String) -> ProviderView;
    /// Forgets a connected server, and its key unless another one has the same.
    remove_provider(String) -> ();
    /// Chooses which of a server's models are in the list of who can be asked.
    choose_models(ChooseModels) -> ProviderView;
    /// The servers of tools (MCP) that the person added.
    tool_servers(()) -> Vec<ToolServer>;
    /// Tries a server of tools and, if it answers, keeps it.
    connect_tool_server(ConnectToolServer) -> ToolServer;
    /// Tries a program with tools in the sandbox and, if it serves, keeps it.
    connect_tool_program(ConnectToolProgram) -> ToolServer;
    /// Lets the person choose the file of a program; says how it is probably started.
    choose_tool_program(()) -> Option<ToolProgram>;
    /// Asks a server of tools (`ToolServer::id`) again for its tools.
    check_tool_server(String) -> ToolServer;
    /// Chooses which tools of a server conversations may use.
    choose_server_tools(ChooseServerTools) -> ToolServer;
    /// Forgets a server of tools and its headers.
    remove_tool_server(String) -> ();
    /// The stores of files that conversations with Gemini can search in.
    file_stores(()) -> Vec<FileStore>;
    /// Makes a store of files with this title, at the server that is asked now.
    make_file_store(String) -> FileStore;
    /// Lets the person choose files and puts them into a store (`FileStore::id`); ends when they are there.
    fill_file_store(String) -> FileStore;
    /// Asks the server how a store is.
    check_file_store(String) -> FileStore;
    /// Removes a store and what is in it, at the server and here.
    remove_file_store(String) -> ();
    /// The search server of this computer, if one is named.
    search_server(()) -> Option<SearchServer>;
    /// Tries the search server at this address and, if it answers, keeps it.
    connect_search_server(String) -> SearchServer;
    /// Asks the search server again.
    check_search_server(()) -> SearchServer;
    /// Forgets the search server.
    remove_search_server(()) -> ();
    /// Lets the person choose a GGUF file.
    choose_model_file(()) -> Settings;
    /// Lets the person choose the folder for saved files.
    choose_save_folder(()) -> Settings;

    /// A page of a list.
    list_conversations(ListRequest) -> ConversationPage;
    /// Opens a conversation and marks it read; it comes as the patch `opened`. The window tells what is on the
    /// screen by this.
    open_conversation(OpenRequest) -> ();
    /// More turns of the open conversation; they come as the patch `turns`.
    more_turns(TurnsRequest) -> ();
    /// The window let go of all turns but these, and is told nothing of the others any more.
    keep_turns(Vec<String>) -> ();
    /// The turns of a way through a conversation in which a text occurs, oldest first.
    find_turns(FindRequest) -> Vec<String>;
    /// No conversation is on the screen now.
    close_conversation(()) -> ();
    /// Gives a conversation a title.
    rename_conversation(RenameRequest) -> ConversationSummary;
    /// Who serves the turns of a conversation, in all branches, and who else was told of them; said before it is deleted.
    engines_of(String) -> Served;
    /// Changes what a list says of conversations: pinned, archived, unread, their folder. Patches bring the lines.
    change_conversations(ChangeRequest) -> ();
    /// Deletes conversations with everything in them; for ten seconds they can be brought back. Those that are not
    /// there are passed over.
    delete_conversations(Vec<String>) -> Vec<Deletion>;
    /// Keeps a folder, a new one or with another name; the patch `folders` brings all of them.
    save_folder(SaveFolder) -> Folder;
    /// Removes a folder; what is in it stays, in no folder.
    remove_folder(String) -> RemovedFolder;
    /// Puts a removed folder back, with what was in it; into one that has its name by now. Gives that folder.
    put_folder_back(RemovedFolder) -> Folder;
    /// Brings a deleted conversation back as it was.
    undo_delete(String) -> ConversationSummary;
    /// Deletes every conversation, draft and file, here and at the servers.
    forget_everything(()) -> ();
    /// What is to be deleted at servers, and what became of it.
    removals(()) -> Removals;
    /// Tries again what waits or was refused.
    retry_removals(()) -> ();
    /// How much room everything takes.
    storage(()) -> Storage;
    /// Frees what can be freed of one kind; answers with how it is then.
    free_storage(Freeable) -> Storage;

    /// Writes a conversation into a file, in a place that the person chooses; says where, or nothing when they closed the
    /// dialog.
    export_conversation(ExportRequest) -> Option<String>;
    /// Begins to write everything into an archive, in a place that the person chooses; `false` when they closed the
    /// dialog. How it goes on comes as the patch `keeping`.
    export_everything(()) -> bool;
    /// Begins to read archives and exports of other programs that the person chooses, likewise.
    import_files(ImportRequest) -> bool;
    /// Stops what is exported, imported or backed up now.
    stop_keeping(()) -> ();
    /// What is exported, imported and backed up.
    keeping(()) -> Keeping;
    /// Switches the backup each week on or off. When there is no folder yet, the person picks one.
    set_backup(bool) -> ();
    /// Lets the person pick the folder for backups.
    choose_backup_folder(()) -> ();
    /// Begins a backup now.
    back_up_now(()) -> bool;
    /// Forgets the text of a schedule that came with an archive.
    forget_archived_schedule(String) -> ();
    /// A page of a turn's events, in plain words.
    turn_record(RecordRequest) -> RecordPage;
    /// The JSON of one event.
    event_json(MomentRequest) -> String;
    /// A turn as it stood after one of its events.
    turn_at(MomentRequest) -> Turn;

    /// Writes a turn down, then submits it.
    send(SendRequest) -> Sent;
    /// What of a conversation would go to a place that does not have it yet, before it is sent.
    leaving(LeavingRequest) -> Option<Leaving>;
    /// What a job by someone (`Who::id`) will take, from the last ones.
    usual_cost(String) -> CostAhead;
    /// What was chosen for a turn beside its words; what follows it begins with that.
    options_of(String) -> Options;
    /// The tools of a conversation, and which can be had for the one who is asked.
    tools(ToolsRequest) -> ToolsView;
    /// Keeps the tools of a conversation.
    set_tools(SetTools) -> ();
    /// Asks again before anything is done in a conversation.
    ask_again(String) -> ();
    /// Lets the person pick the folder that tools work in.
    choose_tool_folder(()) -> Option<String>;
    /// Stops a turn.
    stop(String) -> ();
    /// Asks the server once more what became of a turn.
    check_again(String) -> ();
    /// Submits an unconfirmed or failed turn once more; the person asked for it.
    send_again(String) -> ();
    /// What a turn asks of the person, when it needs them: functions that are theirs to run.
    requested_actions(String) -> RequestedActions;
    /// Answers all of it, as a turn that follows.
    answer_action(ActionAnswers) -> Sent;
    /// The raw events of a turn, as one JSON array, for the details view.
    raw_events(String) -> String;

    /// Agents that are not built in: the person's own, and those made elsewhere.
    agents(()) -> Agents;
    /// All of an agent of the person's own.
    agent(String) -> AgentDraft;
    /// Keeps an agent, a new one or in place of an old one.
    save_agent(SaveAgent) -> AgentLine;
    /// Deletes an agent, here and at servers. What it did stays.
    delete_agent(String) -> ();
    /// Hands a job to an agent that is not kept (yet).
    try_agent(TryAgent) -> Sent;
    /// Reads skills or files for an agent.
    read_for_agent(ReadRequest) -> ReadForAgent;
    /// Writes an agent into one file, in a folder that the person chooses.
    share_agent(String) -> Saved;
    /// Lets the person choose the file of an agent and checks it; nothing is kept of it before it is saved.
    open_agent(()) -> Option<AgentDraft>;
    /// The same for a file that they opened with this program, once; nothing when there is none.
    opened_agent(()) -> Option<AgentDraft>;

    /// Schedules, and whether Errand starts with the computer.
    schedules(()) -> Schedules;
    /// Schedules at Gemini that other programs made.
    foreign_schedules(()) -> Vec<ForeignSchedule>;
    /// What words say about when something is to be done.
    read_when(WhenRequest) -> When;
    /// A schedule with its runs.
    schedule(String) -> OpenSchedule;
    /// Keeps a schedule, a new one or in place of an old one, here and at its server.
    save_schedule(SaveSchedule) -> ScheduleLine;
    /// Pauses a schedule, or lets it go on.
    pause_schedule(PauseRequest) -> ScheduleLine;
    /// Runs a schedule now.
    run_schedule(String) -> Sent;
    /// Deletes a schedule, here and at its server. What it did stays.
    delete_schedule(String) -> ();
    /// Has Errand start with the computer, or not.
    set_autostart(bool) -> Autostart;

    /// Keeps an unsent text.
    save_draft(Draft) -> ();
    /// The unsent text of a place (`Draft::key`).
    draft(String) -> Option<Draft>;
    /// Keeps pasted or dropped bytes.
    attach_bytes(AttachBytes) -> Attachment;
    /// Lets the person choose files to attach.
    choose_attachments(()) -> Attaching;
    /// Attaches the files or the picture that the person has just pasted into the window.
    paste_files(()) -> PastedFiles;
    /// Every unsent text is on the disk: the answer to the patch `keep_drafts`.
    drafts_kept(u32) -> ();

    /// A page of all files.
    list_files(Option<String>) -> FilePage;
    /// A page of the files of a conversation.
    conversation_files(FilesRequest) -> FilePage;
    /// What a file looks like.
    preview_file(String) -> FilePreview;
    /// What changed from one version of a file to another.
    compare_files(CompareRequest) -> FileComparison;
    /// Rows of a table, from the one asked for on, in the order asked for.
    table_rows(TableRequest) -> TableRows;
    /// The encodings that a text can be read in.
    encodings(()) -> Vec<String>;
    /// Reads a text in another encoding from now on; answers with what it looks like then.
    set_encoding(EncodingRequest) -> FilePreview;
    /// Opens a copy of a file in the person's own program for it; first asks when that may run code.
    open_file(OpenFile) -> OpenOutcome;
    /// The same in a program that the person chooses; ends when they have chosen or closed the dialog.
    open_file_with(OpenFile) -> OpenOutcome;
    /// Puts a copy of a file on the clipboard, for a file manager to paste; says the name that it has there.
    copy_file(String) -> String;
    /// Lets the pointer, whose button is held, take a copy of a file to another program.
    drag_file(String) -> ();
    /// Opens a copy of a file that went along with a turn, as `open_file` does.
    open_attachment(OpenAttachment) -> OpenOutcome;
    /// Draws the next few pages of a PDF.
    draw_pages(PagesRequest) -> DrawnPages;
    /// The text of the pages of a PDF, to be searched.
    read_pages(TextRequest) -> PagesText;
    /// A page of what was fetched of a folder that is one line, by path.
    list_folder(FolderRequest) -> FilePage;
    /// Fetches a file that is not here; of a folder that is one line, begins to fetch what is in it.
    fetch_file(String) -> ();
    /// Begins to fetch what of a turn's files is not here.
    fetch_rest(String) -> ();
    /// Stops the fetch of a file, if it is on its way.
    stop_file(String) -> ();
    /// Stops all fetches of a turn's files.
    stop_files(String) -> ();
    /// Copies files to the person's folder.
    save_files(SaveRequest) -> Saved;
    /// Writes files with their folders into one archive, in a place that the person chooses; says where, or nothing when
    /// they closed the dialog.
    save_archive(ArchiveRequest) -> Option<String>;
    /// Shows a saved file or a folder in the file manager.
    show_in_folder(String) -> ();

    /// What was spent this month, and its limit.
    budget(()) -> Budget;
    /// The person was asked: the next turn that is sent may go beyond the month's limit.
    go_beyond_limit(()) -> ();
    /// What a conversation cost so far.
    conversation_cost(String) -> ConversationCost;
    /// What was spent: a year of months, and one of them in full.
    spending(SpendingRequest) -> Spending;
    /// Writes what every turn cost into a table where the person wants it; says where, or nothing when they closed the
    /// dialog.
    export_spending(()) -> Option<String>;
    /// Shows the file of the person's own prices, made when there is none.
    edit_prices(()) -> ();

    /// Finds words in everything.
    search(SearchRequest) -> SearchFound;
    /// Opens an address in the browser, after the person saw the whole of it.
    open_link(String) -> ();
    /// Quits: `true` pauses the jobs of this computer, `false` stays.
    answer_quit(bool) -> ();
}
