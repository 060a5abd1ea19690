//! Calls that Errand carries out itself once the person approves: their description in words, and their execution.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use interactions::types::step::FunctionCall;
use interactions::{Tool, ToolOutput};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ledger::ConversationId;
use screen::lock;
use serde_json::Value;

use words::{Sentence, say};

use super::calendar::CalendarEntry;
use super::folder::{Folder, FolderPath};
use super::programs::{self, ProgramCall};
use super::servers::{StoredTool, StoredToolServer};
use crate::actions::{PendingCalls, words_of};
use crate::bridge::{Program, RequestedAction, ToolAction};
use crate::core::{Core, blocking};
use crate::errors::Result;

/// Size in bytes above which arguments are shown as one text.
const LONG_ARGUMENTS: usize = 2_000;
/// Maximum number of tries to find a free name for a calendar file.
const MOST_NAMES: u32 = 100;

/// A call that Errand can carry out.
pub(crate) struct PreparedCall {
    /// The title for the person.
    pub(crate) title: Sentence,
    /// The name of the function.
    pub(crate) function: String,
    /// The description of what will be done.
    pub(crate) deed: ToolAction,
    what: CallKind,
}

enum CallKind {
    /// Refused, for this reason.
    Refused(Sentence),
    Program(ProgramCall, Option<PathBuf>),
    Tool(Box<(StoredToolServer, StoredTool)>, Value),
}

impl Core {
    /// Returns what a call asks Errand to do; `None` when the person has to answer it.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) async fn prepare_call(
        &self,
        conversation: ConversationId,
        pending: &PendingCalls,
        call: &FunctionCall,
    ) -> Result<Option<PreparedCall>> {
        let function = call.name.clone().unwrap_or_default();
        // Errand only carries out functions that the request declared.
        let is_declared = |tool: &Tool| matches!(tool, Tool::Function(declared) if declared.name.as_deref() == Some(&function));
        if !pending.request.tools.iter().any(is_declared) {
            return Ok(None);
        }
        if let Some(program) = programs::program(&function) {
            let prepared =
                self.prepare_program_call(conversation, program, function, call.arguments.as_ref());
            return prepared.await.map(Some);
        }
        let Some((server, tool)) = self.connections.tool_servers.tool_of(&function) else {
            return Ok(None);
        };
        let arguments = call.arguments.clone().unwrap_or_default();
        let whole = serde_json::to_string_pretty(&arguments).unwrap_or_default();
        let deed = ToolAction {
            says: say::deed_tool(tool.plain_name(), &server.name),
            // Long values are shortened in the list of arguments, but nobody should approve what they cannot read in
            // full.
            detail: (whole.len() > LONG_ARGUMENTS).then_some(whole),
            refused: None,
        };
        Ok(Some(PreparedCall {
            title: Sentence::quoted(tool.plain_name()),
            function,
            deed,
            what: CallKind::Tool(Box::new((server, tool)), arguments),
        }))
    }

    async fn prepare_program_call(
        &self,
        conversation: ConversationId,
        program: Program,
        function: String,
        arguments: Option<&Value>,
    ) -> Result<PreparedCall> {
        let chosen = self.chosen_tools(conversation).await?;
        let folder = chosen.and_then(|chosen| chosen.folder).map(PathBuf::from);
        let program_call = programs::parse_call(program, arguments).and_then(|program_call| {
            match program_call.needs_folder() && folder.is_none() {
                true => Err(say::no_folder_picked()),
                false => Ok(program_call),
            }
        });
        let name = folder.as_deref().and_then(Path::file_name);
        let name = name.map(|name| name.to_string_lossy().into_owned());
        let (deed, what) = match program_call {
            Ok(program_call) => (
                program_call.deed(&name.unwrap_or_default(), self.language()),
                CallKind::Program(program_call, folder),
            ),
            Err(why) => (
                ToolAction {
                    says: say::with_stop(programs::title(program)),
                    detail: arguments.map(Value::to_string),
                    refused: Some(why.clone()),
                },
                CallKind::Refused(why),
            ),
        };
        Ok(PreparedCall {
            title: programs::title(program),
            function,
            deed,
            what,
        })
    }

    /// Returns what a turn asks of the person, with Errand's own description for calls that it can carry out.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) async fn requested_actions_of(
        &self,
        conversation: ConversationId,
        pending: &PendingCalls,
    ) -> Result<Vec<RequestedAction>> {
        let mut actions = pending.actions();
        for (action, (_, call)) in actions.iter_mut().zip(pending.calls()) {
            let Some(prepared) = self.prepare_call(conversation, pending, call).await? else {
                continue;
            };
            // A program describes its arguments itself; those of a server's tool are shown unchanged.
            if matches!(prepared.what, CallKind::Tool(..)) && prepared.deed.detail.is_none() {
                action.given = pending.arguments_in_words(call);
            } else {
                action.given = Vec::new();
            }
            action.fields = Vec::new();
            action.title = prepared.title;
            action.deed = Some(prepared.deed);
        }
        Ok(actions)
    }

    /// Carries out a call.
    pub(crate) async fn carry_out(
        &self,
        prepared: PreparedCall,
    ) -> std::result::Result<ToolOutput, Sentence> {
        match prepared.what {
            CallKind::Refused(why) => Err(why),
            CallKind::Tool(tool, arguments) => {
                let (server, tool) = *tool;
                let called = self.call_tool(&server, &tool.name, arguments).await;
                called.map_err(|error| error.message)
            }
            CallKind::Program(program_call, folder) => {
                self.run(program_call, folder).await.map(ToolOutput::Text)
            }
        }
    }

    /// Runs a program; the returned text is for the model.
    async fn run(
        &self,
        program_call: ProgramCall,
        folder: Option<PathBuf>,
    ) -> std::result::Result<String, Sentence> {
        let in_folder =
            |work: fn(&Folder, &FolderPath, &str) -> std::result::Result<String, Sentence>,
             inside: FolderPath,
             text: String| {
                on_disk(move || {
                    let folder = folder.ok_or(say::no_folder_picked_now())?;
                    work(&Folder::open(&folder)?, &inside, &text)
                })
            };
        match program_call {
            ProgramCall::Look(inside) => {
                in_folder(
                    |folder, inside, _| folder.look(inside),
                    inside,
                    String::new(),
                )
                .await
            }
            ProgramCall::Put(inside, text) => {
                let put = |folder: &Folder, inside: &FolderPath, text: &str| {
                    folder.put(inside, text.as_bytes())?;
                    Ok(format!("“{}” is written.", inside.shown()))
                };
                in_folder(put, inside, text).await
            }
            ProgramCall::Page(url) => {
                self.open_address(url.to_string()).await?;
                Ok("The page was opened in the browser.".to_owned())
            }
            ProgramCall::Mail(_, address) => {
                self.open_address(address).await?;
                Ok("The mail was begun in the mail program. The person sends it.".to_owned())
            }
            ProgramCall::Calendar(entry) => self.save_entry(entry).await,
        }
    }

    /// Opens a URL in the desktop's program for it.
    async fn open_address(&self, address: String) -> std::result::Result<(), Sentence> {
        let host = Arc::clone(&self.host);
        on_disk(move || {
            host.open_link(&address).map_err(|reason| {
                tracing::warn!(reason, "an address cannot be opened");
                say::no_program_for_it()
            })
        })
        .await
    }

    /// Writes a calendar file into the folder for saved files and shows it there.
    async fn save_entry(&self, entry: CalendarEntry) -> std::result::Result<String, Sentence> {
        let folder = self.save_folder();
        let folder = folder.ok_or(say::no_save_folder())?;
        let uid = format!("{}@errand", uuid::Uuid::new_v4());
        let text = entry.file(&TimeZone::system(), Timestamp::now(), &uid)?;
        let host = Arc::clone(&self.host);
        let path = on_disk(move || {
            let put = || -> std::result::Result<PathBuf, Sentence> {
                std::fs::create_dir_all(&folder).map_err(|_| say::save_folder_not_made())?;
                let opened = Folder::open(&folder)?;
                let name = artifacts::safe_name(&format!("{}.ics", entry.title.trim()));
                let mut why = say::save_folder_not_made();
                for number in 1..=MOST_NAMES {
                    let name = match number {
                        1 => name.clone(),
                        _ => name.numbered(number),
                    };
                    match opened.put(&FolderPath::read_new(name.as_str())?, text.as_bytes()) {
                        Ok(()) => return Ok(folder.join(name.as_str())),
                        Err(error) => why = error,
                    }
                }
                Err(why)
            };
            let path = put()?;
            if let Err(reason) = host.show_in_folder(&path) {
                tracing::warn!(reason, "the file manager cannot be opened");
            }
            Ok(path)
        })
        .await?;
        lock(&self.files.saved).insert(path.clone());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok(format!(
            "The calendar file “{name}” was saved for the person to open."
        ))
    }

    /// Returns the title of an allowed function.
    pub(super) fn title_of_function(&self, function: &str) -> Sentence {
        if let Some(program) = programs::program(function) {
            return programs::title(program);
        }
        match self.connections.tool_servers.tool_of(function) {
            Some((server, tool)) => {
                Sentence::quoted(format!("{}: {}", server.name, tool.plain_name()))
            }
            None => Sentence::quoted(words_of(function)),
        }
    }
}

/// Runs blocking work off the async threads.
async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> std::result::Result<T, Sentence> + Send + 'static,
) -> std::result::Result<T, Sentence> {
    match blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(error.message),
    }
}
