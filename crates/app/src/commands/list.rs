// Every command of the bridge: name, request, result. The dispatcher, the TypeScript bindings and the host's permission
// list are generated from this list. The comments are copied into the bindings: "null" is `None` in Rust.
commands! {
    /// Returns the data that the window needs at start.
    overview(()) -> Overview;
    /// Replaces all settings; returns the settings now in force. The name and password in a proxy's address go to the
    /// keychain and are not returned.
    set_settings(Settings) -> Settings;
    /// Checks a Gemini key with the server and, if the server accepts it, stores the key (and the base URL of the
    /// form). Returns where the key is stored.
    connect_gemini(ConnectRequest) -> KeyStatus;
    /// Deletes the key that belongs to the base URL in use. Returns the status of the key after that.
    forget_key(()) -> KeyStatus;
    /// Starts the engine on this computer and waits until it serves. Fails with `no_model` if there is neither a model
    /// file nor a connected model server.
    start_local(()) -> LocalEngine;
    /// Returns whether the engine on this computer can run the programs of a job, and if not, why and which command
    /// helps.
    sandbox_status(()) -> SandboxStatus;
    /// Lists the models and agents of Gemini (if there is a key) and of this computer again, and returns them.
    refresh_who(()) -> WhoList;
    /// Returns the connected model servers, and the presets that can be connected.
    providers(()) -> Providers;
    /// Looks for model servers on this computer that answer and are not connected.
    find_providers(()) -> Vec<FoundProvider>;
    /// Checks a model server and, if it answers, stores it with its key.
    connect_provider(ConnectProvider) -> ProviderView;
    /// Lists the models of a connected server (`ProviderView::id`) again. A failure is not an error of the command: it
    /// is in `ProviderView::state`.
    check_provider(String) -> ProviderView;
    /// Removes a connected server (`ProviderView::id`), and its key unless Gemini or another server at the same origin
    /// uses that.
    remove_provider(String) -> ();
    /// Sets which models of a connected server are in the list of models and agents.
    choose_models(ChooseModels) -> ProviderView;
    /// Returns the tool servers (MCP) that the person added, in the order in which they were added.
    tool_servers(()) -> Vec<ToolServer>;
    /// Lists the tools of a server (MCP over HTTP) and, if it answers, stores it, as a new one or in place of an old
    /// one.
    connect_tool_server(ConnectToolServer) -> ToolServer;
    /// Starts a program with tools (MCP over stdio) in the sandbox and, if it serves, stores it, as a new one or in
    /// place of an old one.
    connect_tool_program(ConnectToolProgram) -> ToolServer;
    /// Lets the person choose the file of a program in a dialog; returns the proposed command line, or null if they
    /// closed the dialog.
    choose_tool_program(()) -> Option<ToolProgram>;
    /// Lists the tools of a server (`ToolServer::id`) again. A failure is not an error of the command: it is in
    /// `ToolServer::failure`.
    check_tool_server(String) -> ToolServer;
    /// Sets which tools of a server conversations may use.
    choose_server_tools(ChooseServerTools) -> ToolServer;
    /// Removes a tool server (`ToolServer::id`) and the stored values of its headers.
    remove_tool_server(String) -> ();
    /// Returns the file stores that conversations with Gemini can search, in the order of their creation.
    file_stores(()) -> Vec<FileStore>;
    /// Creates a file store with this title at the Gemini server in use.
    make_file_store(String) -> FileStore;
    /// Lets the person choose files and uploads them to a store (`FileStore::id`); returns when the uploads have ended.
    /// Failed uploads are in `FileStore::failure`.
    fill_file_store(String) -> FileStore;
    /// Asks the server for the current numbers of a store (`FileStore::id`).
    check_file_store(String) -> FileStore;
    /// Deletes a store (`FileStore::id`) and its content, at the server and here.
    remove_file_store(String) -> ();
    /// Returns the search server for this computer, or null if none is set.
    search_server(()) -> Option<SearchServer>;
    /// Checks the search server at this address and, if it answers, stores it in place of the previous one.
    connect_search_server(String) -> SearchServer;
    /// Checks the search server again. A failure is not an error of the command: it is in `SearchServer::failure`.
    check_search_server(()) -> SearchServer;
    /// Forgets the search server.
    remove_search_server(()) -> ();
    /// Lets the person choose a GGUF file to use instead of the starter model; returns the settings, unchanged if they
    /// closed the dialog.
    choose_model_file(()) -> Settings;
    /// Lets the person choose the folder for saved files; returns the settings, unchanged if they closed the dialog.
    choose_save_folder(()) -> Settings;

    /// Returns a page of a list of conversations.
    list_conversations(ListRequest) -> ConversationPage;
    /// Opens a conversation and marks it as read; its content comes as the patch `opened`. From then on the window is
    /// sent the changes of this conversation's turns.
    open_conversation(OpenRequest) -> ();
    /// Requests more turns of the open conversation; they come as the patch `turns`.
    more_turns(TurnsRequest) -> ();
    /// Tells that the window has dropped all turns but these (ids); changes of the others are not sent any more.
    keep_turns(Vec<String>) -> ();
    /// Returns the ids of the turns on one branch of a conversation whose prompt or answer contains a text, oldest
    /// first.
    find_turns(FindRequest) -> Vec<String>;
    /// Tells that no conversation is shown now.
    close_conversation(()) -> ();
    /// Sets the title of a conversation; returns its line.
    rename_conversation(RenameRequest) -> ConversationSummary;
    /// Returns which engines serve the turns of a conversation (id), in all branches, and which model servers received
    /// them. The window says it before the conversation is deleted.
    engines_of(String) -> ConversationServers;
    /// Changes one property of one or more conversations: pinned, archived, unread, or their folder. The new lines come
    /// as patches.
    change_conversations(ChangeRequest) -> ();
    /// Deletes conversations (ids) with everything in them; for ten seconds `undo_delete` can restore them. Ids that do
    /// not exist are skipped.
    delete_conversations(Vec<String>) -> Vec<Deletion>;
    /// Creates or renames a folder; the patch `folders` brings all folders.
    save_folder(SaveFolder) -> Folder;
    /// Removes a folder (`Folder::id`); its conversations stay, without a folder. The result can be given to
    /// `put_folder_back`.
    remove_folder(String) -> RemovedFolder;
    /// Restores a removed folder with its conversations. Conversations that were moved to another folder since stay
    /// there. If a folder has its name by now, that folder is used. Returns the folder.
    put_folder_back(RemovedFolder) -> Folder;
    /// Restores a deleted conversation (id) and continues its unfinished runs; fails with `not_found` when its ten
    /// seconds are over. Returns its line.
    undo_delete(String) -> ConversationSummary;
    /// Deletes every conversation, draft, file and schedule here at once, and the records at servers as soon as they
    /// can be reached. Returns null, or what could not be deleted: everything else is gone then, and that is tried again
    /// later.
    forget_everything(()) -> Option<BridgeError>;
    /// Returns the deletions at servers, with their state.
    removals(()) -> Removals;
    /// Tries the deletions at servers again that wait or were refused.
    retry_removals(()) -> ();
    /// Returns the disk space used on this computer. Slow, because it checks every file.
    storage(()) -> Storage;
    /// Frees the disk space of one kind that is not needed; returns the disk space used after that.
    free_storage(Freeable) -> Storage;

    /// Writes a conversation to a file at a place that the person chooses; returns its path, or null if they closed the
    /// dialog.
    export_conversation(ExportRequest) -> Option<String>;
    /// Begins to write everything to an archive at a place that the person chooses; returns false if they closed the
    /// dialog. Progress comes as the patch `transfer`. Fails with `invalid` while another export, import or backup is in
    /// progress.
    export_everything(()) -> bool;
    /// Begins to read archives of Errand and exports of other programs that the person chooses; returns and reports
    /// progress like `export_everything`.
    import_files(ImportRequest) -> bool;
    /// Stops the export, import or backup in progress.
    stop_transfer(()) -> ();
    /// Returns the state of exports, imports and backups.
    transfer_state(()) -> TransferView;
    /// Switches the weekly backup on or off. If no backup folder is set, the person chooses one; if they close the
    /// dialog, the backup stays off.
    set_backup(bool) -> ();
    /// Lets the person choose the folder for backups.
    choose_backup_folder(()) -> ();
    /// Begins a backup; always returns true. Fails with `invalid` without a backup folder, or while another export,
    /// import or backup is in progress.
    back_up_now(()) -> bool;
    /// Deletes the text of a schedule that came with an archive (`ArchivedSchedule::id`).
    forget_archived_schedule(String) -> ();
    /// Returns a page of a turn's events, described in plain words.
    turn_record(RecordRequest) -> RecordPage;
    /// Returns the JSON of one event, as it came.
    event_json(TurnEventRequest) -> String;
    /// Returns a turn as it was after one of its events.
    turn_at(TurnEventRequest) -> Turn;

    /// Stores a turn in the ledger, then submits it. Fails with `leaving` or `month_limit` if the person has to be
    /// asked first, and with `no_key` without a key for Gemini; nothing is stored then.
    send(SendRequest) -> SendResult;
    /// Returns which part of a conversation would be sent to a place that does not have it yet; null if nothing is, or
    /// if it stays on this computer.
    leaving(LeavingRequest) -> Option<Leaving>;
    /// Returns what a job by an agent (`Who::id`) will probably take, from its last jobs and the published prices.
    usual_cost(String) -> CostAhead;
    /// Returns the options that a turn (id) was sent with, as defaults for the turns that follow it.
    options_of(String) -> Options;
    /// Returns the tools of a conversation, and which of them a model or agent can use.
    tools(ToolsRequest) -> ToolsView;
    /// Stores the tools of a conversation.
    set_tools(SetTools) -> ();
    /// Withdraws every "always" approval of a conversation (id), so that each function asks again.
    ask_again(String) -> ();
    /// Lets the person choose the folder for the folder tools; returns its path, or null if they closed the dialog.
    choose_tool_folder(()) -> Option<String>;
    /// Stops a turn (id), and the fetching of its files.
    stop(String) -> ();
    /// Asks the server again for the state of a turn (id).
    check_again(String) -> ();
    /// Submits an unconfirmed or ended turn (id) again, because the person asked for it. A turn that has ended is sent
    /// as a new turn beside it. Fails with `month_limit` like `send`.
    send_again(String) -> ();
    /// Returns the function calls of a turn (id) that wait for the person.
    requested_actions(String) -> RequestedActions;
    /// Answers all waiting function calls of a turn, in a new turn that follows it. Approved calls are carried out
    /// first; nothing is carried out if one of the answers is invalid.
    answer_action(ActionAnswers) -> SendResult;
    /// Returns all events of a turn (id) as one JSON array of the raw events, for the details view.
    raw_events(String) -> String;

    /// Returns the agents that are not built in: the person's own, and those made elsewhere.
    agents(()) -> Agents;
    /// Returns the whole of one of the person's own agents (`AgentLine::id`), for its form.
    agent(String) -> AgentDraft;
    /// Stores one of the person's own agents, as a new one or in place of an old one.
    save_agent(SaveAgent) -> AgentLine;
    /// Deletes one of the person's own agents (`AgentLine::id`), here at once and at servers as soon as they can be
    /// reached. Its jobs stay.
    delete_agent(String) -> ();
    /// Starts a job with an agent as its form has it, without storing the agent.
    try_agent(TryAgent) -> SendResult;
    /// Reads skills or files for an agent.
    read_for_agent(ReadRequest) -> ReadForAgent;
    /// Writes one of the person's own agents (`AgentLine::id`) to a single file in a folder that the person chooses.
    share_agent(String) -> SaveResult;
    /// Lets the person choose an agent file, and reads and checks it; null if they closed the dialog. The agent is not
    /// stored before `save_agent`.
    open_agent(()) -> Option<OpenedAgent>;
    /// Reads the agent file that the person opened with Errand (patch `agent_file`). Each file is returned once; null
    /// if there is none.
    opened_agent(()) -> Option<OpenedAgent>;

    /// Returns all schedules, and whether Errand starts with the computer.
    schedules(()) -> Schedules;
    /// Returns the schedules at Gemini that other programs made, by name; none without a key.
    foreign_schedules(()) -> Vec<ForeignSchedule>;
    /// Parses the words of a schedule; returns its times, or the reason why the words were not understood.
    read_when(WhenRequest) -> When;
    /// Returns a schedule (`ScheduleLine::id`) with its form and its newest runs.
    schedule(String) -> OpenSchedule;
    /// Stores a schedule, as a new one or in place of an old one, here and at its server. Nothing is stored if the
    /// server refuses it.
    save_schedule(SaveSchedule) -> ScheduleLine;
    /// Pauses or resumes a schedule at its server. Resuming fails with `invalid` while the month's limit is used up, if
    /// the schedule may cost something.
    pause_schedule(PauseRequest) -> ScheduleLine;
    /// Runs a schedule (`ScheduleLine::id`) now; fails with `month_limit` like `send`.
    run_schedule(String) -> SendResult;
    /// Deletes a schedule (`ScheduleLine::id`), here at once and at its server as soon as that can be reached. Its jobs
    /// stay.
    delete_schedule(String) -> ();
    /// Sets whether Errand starts with the computer; returns the resulting state.
    set_autostart(bool) -> Autostart;

    /// Stores an unsent text; without text and attachments it deletes the stored one.
    save_draft(Draft) -> ();
    /// Returns the unsent text with this key (`Draft::key`), or null if there is none.
    draft(String) -> Option<Draft>;
    /// Stores pasted or dropped bytes as an attachment. Fails with `invalid` for more than 20 MiB.
    attach_bytes(AttachBytes) -> Attachment;
    /// Lets the person choose files to attach.
    choose_attachments(()) -> AttachResult;
    /// Attaches the files or the picture that the person has just pasted into the window, where the webview does not
    /// give them to the page; else returns the pasted text.
    paste_files(()) -> PastedFiles;
    /// Tells that every unsent text is stored: the answer to the patch `keep_drafts`, with its number.
    drafts_kept(u32) -> ();

    /// Returns a page of the files of all conversations, newest first. Takes `FilePage::next` of the previous page;
    /// null for the first page.
    list_files(Option<String>) -> FilePage;
    /// Returns a page of the files of one conversation, newest first.
    conversation_files(FilesRequest) -> FilePage;
    /// Returns the preview of a file (`ArtifactView::id`). Fails with `file` if its bytes are not here.
    preview_file(String) -> FilePreview;
    /// Compares two versions of a file. Fails with `file` unless both are text or tables.
    compare_files(CompareRequest) -> FileComparison;
    /// Returns consecutive rows of a table, sorted and filtered as requested.
    table_rows(TableRequest) -> TableRows;
    /// Ends the reading of a table that is no longer shown.
    close_table(TableKey) -> ();
    /// Writes a sheet of a workbook as CSV to a place that the person chooses; returns null if they closed the dialog or
    /// stopped it.
    save_table(SaveTableRequest) -> Option<SavedTable>;
    /// Stops `save_table`, which leaves no file then.
    stop_saving_table(TableKey) -> ();
    /// Returns the names of the encodings that a text can be read in.
    encodings(()) -> Vec<String>;
    /// Sets the encoding in which a file is read from now on; returns its new preview.
    set_encoding(EncodingRequest) -> FilePreview;
    /// Opens a copy of a file in the system's default program for its type. If that may run code, it returns `asks` and
    /// opens nothing until the request has `is_sure`.
    open_file(OpenFile) -> OpenOutcome;
    /// Like `open_file`, in a program that the person chooses; returns when they have chosen or closed the dialog.
    open_file_with(OpenFile) -> OpenOutcome;
    /// Puts a copy of a file (`ArtifactView::id`) on the clipboard, for a file manager to paste; returns the name of
    /// the copy.
    copy_file(String) -> String;
    /// Begins to drag a copy of a file (`ArtifactView::id`) out of the window to another program, while the pointer's
    /// button is held.
    drag_file(String) -> ();
    /// Opens a copy of a file that was sent with a turn, as `open_file` does.
    open_attachment(OpenAttachment) -> OpenOutcome;
    /// Draws the next few pages of a PDF as images, or of an Office file whose preview says that it has some. Fails with `locked` if the password is missing or wrong.
    draw_pages(PagesRequest) -> DrawnPages;
    /// Returns the text of the pages of a PDF, for searching in it. Fails with `locked` if the password is missing or
    /// wrong.
    read_pages(TextRequest) -> PagesText;
    /// Returns a page of the files of a folder that is shown as one line, in the order of their paths.
    list_folder(FolderRequest) -> FilePage;
    /// Fetches a file (`ArtifactView::id`) again; of a folder that is shown as one line, begins to fetch its files in
    /// the background. The result comes as patches.
    fetch_file(String) -> ();
    /// Begins to fetch the missing files of a turn (id), in the background.
    fetch_rest(String) -> ();
    /// Stops fetching a file (`ArtifactView::id`), if that is in progress.
    stop_file(String) -> ();
    /// Stops fetching all files of a turn (id).
    stop_files(String) -> ();
    /// Copies files to the folder for saved files, or to one that the person chooses. Existing files are not
    /// overwritten.
    save_files(SaveRequest) -> SaveResult;
    /// Writes files with their folders to one ZIP archive at a place that the person chooses; returns its path, or null
    /// if they closed the dialog.
    save_archive(ArchiveRequest) -> Option<String>;
    /// Shows a saved file or a folder in the file manager. Takes a path that another command has returned; others are
    /// refused with `invalid`.
    show_in_folder(String) -> ();

    /// Returns what was spent this month, and the month's limit.
    budget(()) -> Budget;
    /// Allows the next turn that is sent to go beyond the month's limit, because the person was asked.
    go_beyond_limit(()) -> ();
    /// Returns what a conversation (id) has cost so far.
    conversation_cost(String) -> ConversationCost;
    /// Returns what was spent in the last twelve months, and in one month in full.
    spending(SpendingRequest) -> Spending;
    /// Writes what every turn cost to a CSV file at a place that the person chooses; returns its path, or null if they
    /// closed the dialog.
    export_spending(()) -> Option<String>;
    /// Shows the file of the person's own prices in the file manager; it is created if there is none.
    edit_prices(()) -> ();

    /// Finds words in titles, questions, answers, steps, and the names and text of files.
    search(SearchRequest) -> SearchResult;
    /// Opens an address (`http`, `https` or `mailto`) in the browser or mail program, after the person saw the whole of
    /// it. Others are refused with `invalid`.
    open_link(String) -> ();
    /// Returns the state of updates of Errand itself; null if this build has none.
    updates(()) -> Option<Updates>;
    /// Reads the list of versions now; returns the state after that. A failure is not an error of the command: it is in
    /// `Updates::problem`.
    look_for_updates(()) -> Updates;
    /// Begins to fetch the newer version, and installs it when it is here and checked. Progress comes as the patch
    /// `updates`.
    update(()) -> ();
    /// Installs the newer version that is here and restarts, although jobs run on this computer.
    restart_to_update(()) -> ();
    /// Stops fetching the newer version, or drops the one that is here.
    stop_update(()) -> ();
    /// Sets that the person is not told of this newer version again; the settings still show it.
    put_off_update(()) -> ();
    /// Answers the patch `ask_quit`: true quits, which pauses the jobs of this computer; false stays.
    answer_quit(bool) -> ();
}
