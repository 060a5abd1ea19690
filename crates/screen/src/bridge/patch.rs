//! Patches: changes that are sent to the window over one channel, at most one batch per frame.

use render::Update;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ArtifactView, AttachResult, BridgeError, Citation, Conversation, ConversationSummary, Folder,
    KeyStatus, LocalEngine, Part, ProviderView, Removals, Settings, TransferView, Turn, TurnPage,
    TurnsPlace, Updates, WhoList,
};

/// A change to what the window shows. The patches of a batch are applied in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "patch", rename_all = "snake_case")]
pub enum Patch {
    /// Insert or replace a line of a list.
    Conversation {
        /// The line.
        summary: ConversationSummary,
    },
    /// A conversation was deleted: remove its line.
    ConversationGone {
        /// Id of the conversation.
        id: String,
    },
    /// The folders changed.
    Folders {
        /// All folders.
        folders: Vec<Folder>,
    },
    /// A conversation was opened, as requested with `open_conversation`.
    Opened {
        /// The conversation, as it is shown first.
        conversation: Box<Conversation>,
    },
    /// A page of turns, as requested with `more_turns`.
    Turns {
        /// Id of the conversation.
        conversation: String,
        /// Where the page goes, relative to the turns that the window has.
        place: TurnsPlace,
        /// The page.
        page: TurnPage,
    },
    /// Replace a turn that the window has, or add one that follows such a turn. Its `parts` are authoritative.
    Turn {
        /// The turn.
        turn: Turn,
    },
    /// Replace everything of a turn except its `parts` and `steps`.
    TurnHead {
        /// The turn, with empty `parts` and `steps`.
        turn: Turn,
    },
    /// Replace or append one part of a turn's timeline.
    Part {
        /// Id of the turn.
        turn: String,
        /// Index in `Turn::parts`; the length of the list appends.
        position: u32,
        /// The part.
        part: Part,
    },
    /// The end of a `Text` or `Thought` part changed.
    Blocks {
        /// Id of the turn.
        turn: String,
        /// Index in `Turn::parts`.
        position: u32,
        /// The change to the blocks of the part.
        update: Update,
        /// All sources of the part, if they changed; else null.
        citations: Option<Vec<Citation>>,
    },
    /// Insert or replace a file.
    Artifact {
        /// The file.
        artifact: ArtifactView,
    },
    /// Insert or replace many files at once.
    Artifacts {
        /// The files.
        artifacts: Vec<ArtifactView>,
    },
    /// The settings changed.
    Settings {
        /// All settings.
        settings: Settings,
    },
    /// The deletions at servers changed.
    Removals {
        /// All of them.
        removals: Removals,
    },
    /// An engine, the key, or the list of models and agents changed.
    Engines {
        /// Where the Gemini key is stored.
        key: KeyStatus,
        /// State of the engine on this computer.
        local: LocalEngine,
        /// The list of models and agents.
        who: WhoList,
    },
    /// The connected model servers changed.
    Providers {
        /// All connected servers.
        providers: Vec<ProviderView>,
    },
    /// The person opened an agent file with Errand: read it with `opened_agent`.
    AgentFile,
    /// Schedules or their runs changed: a view that shows them requests them again.
    Schedules,
    /// The state of exports, imports and backups changed.
    Transfer {
        /// The whole state.
        transfer: TransferView,
    },
    /// The state of updates of Errand itself changed.
    Updates {
        /// The whole state.
        updates: Updates,
    },
    /// Conversations were imported: a view that shows a list requests it again.
    Imported,
    /// Open this conversation, because the person clicked its notification.
    Open {
        /// Id of the conversation.
        conversation: String,
    },
    /// Show a message that belongs to no particular part of the window.
    Notice {
        /// The message.
        error: BridgeError,
    },
    /// Files from another program were dragged over the window, or away from it.
    FilesOver {
        /// True while files are over the window.
        over: bool,
    },
    /// Files were dropped on the window.
    Dropped {
        /// The attached files, and why others could not be attached.
        attaching: AttachResult,
    },
    /// The window is about to close: save every unsent text, then call `drafts_kept` with this number.
    KeepDrafts {
        /// Number of this request.
        number: u32,
    },
    /// The person wants to quit while jobs of this computer run: ask, then call `answer_quit`.
    AskQuit {
        /// Number of jobs that quitting would pause.
        running: u32,
    },
}
