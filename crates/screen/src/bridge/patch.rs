//! What changed: sent to the window over one channel, at most one batch a frame.

use render::Update;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ArtifactView, Attaching, BridgeError, Citation, Conversation, ConversationSummary, Folder,
    Keeping, KeyStatus, LocalEngine, Part, ProviderView, Removals, Settings, Turn, TurnPage,
    TurnsPlace, WhoList,
};

/// One change. A batch is applied in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "patch", rename_all = "snake_case")]
pub enum Patch {
    /// Insert or replace a line of a list.
    Conversation {
        /// The line.
        summary: ConversationSummary,
    },
    /// A conversation is gone.
    ConversationGone {
        /// Which.
        id: String,
    },
    /// The folders changed.
    Folders {
        /// All of them.
        folders: Vec<Folder>,
    },
    /// A conversation that was asked for is open; this is where it begins.
    Opened {
        /// What of it is shown first.
        conversation: Box<Conversation>,
    },
    /// A page of turns that was asked for.
    Turns {
        /// The conversation.
        conversation: String,
        /// Where the page goes.
        place: TurnsPlace,
        /// The turns.
        page: TurnPage,
    },
    /// Replace a turn that the window has, or a new one that follows such a turn; its `parts` are
    /// authoritative.
    Turn {
        /// The turn.
        turn: Turn,
    },
    /// All of a turn but its parts changed; keep the parts that are shown.
    TurnHead {
        /// The turn, with `parts` empty.
        turn: Turn,
    },
    /// Replace or append one part of a turn's timeline.
    Part {
        /// The turn.
        turn: String,
        /// Position in `Turn::parts`; equal to its length appends.
        position: u32,
        /// The part.
        part: Part,
    },
    /// The end of a `Text` or `Thought` part changed.
    Blocks {
        /// The turn.
        turn: String,
        /// Position in `Turn::parts`.
        position: u32,
        /// What stands at its end now.
        update: Update,
        /// The sources, when there are others than before.
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
        /// All of them.
        settings: Settings,
    },
    /// Something is to be deleted at servers, or was.
    Removals {
        /// All of it.
        removals: Removals,
    },
    /// An engine or the key changed.
    Engines {
        /// Where the Gemini key is.
        key: KeyStatus,
        /// How the local engine is.
        local: LocalEngine,
        /// Who can be asked now.
        who: WhoList,
    },
    /// The connected servers of models changed.
    Providers {
        /// All of them.
        providers: Vec<ProviderView>,
    },
    /// The person opened an agent's file with this program: it is there to be asked for (`opened_agent`).
    AgentFile,
    /// Schedules or their runs changed: whoever shows them asks again.
    Schedules,
    /// What is exported, imported or backed up now, or was.
    Keeping {
        /// All of it.
        keeping: Keeping,
    },
    /// Conversations were imported: whoever shows a list asks for it again.
    Imported,
    /// Open this conversation: a notification was clicked.
    Open {
        /// Which.
        conversation: String,
    },
    /// Something to tell at once, without a place of its own.
    Notice {
        /// What happened.
        error: BridgeError,
    },
    /// Files from another program are held over the window, or are not any more.
    FilesOver {
        /// Whether they are.
        over: bool,
    },
    /// Files were dropped on the window.
    Dropped {
        /// What became of them.
        attaching: Attaching,
    },
    /// The window is about to go: save every unsent text, then call `drafts_kept` with this number.
    KeepDrafts {
        /// Which question this is.
        number: u32,
    },
    /// The person wants to quit while jobs of this computer run: ask.
    AskQuit {
        /// How many would be paused.
        running: u32,
    },
}
