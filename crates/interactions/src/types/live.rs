//! Live interactions: messages of their WebSocket, and the tokens that open one (contract section 18; experimental).

use serde_json::Value;

use super::content::Content;
use super::delta::Delta;
use super::ids::InteractionId;
use super::interaction::ApiError;
use super::secret::Secret;
use super::step::Step;
use super::tool::Tool;
use super::usage::Usage;

objects! {
    /// A request for a token of one live interaction (contract section 18.2).
    pub struct CreateAuthToken {
        /// Expiry time, after which messages are refused; RFC 3339.
        pub expire_time: Option<String>,
    }

    /// A token that replaces the key for one live interaction (section 18.2).
    pub struct AuthToken {
        /// `auth_tokens/…`.
        pub auth_token: Option<Secret>,
        /// Expiry time.
        pub expires_at: Option<String>,
    }
}

impl AuthToken {
    /// The token without `auth_tokens/`, as in the path of the call that deletes it.
    pub fn id(&self) -> Option<&str> {
        let token = self.auth_token.as_ref()?.expose();
        Some(token.strip_prefix("auth_tokens/").unwrap_or(token))
    }
}

tagged! {
    /// A message of the client (contract section 18.3).
    pub enum LiveInput by "event_type", untagged by |_| None;
    /// Joins an existing interaction.
    Connect(Connect) = "interaction.connect",
    /// Creates an interaction.
    Create(LiveCreate) = "interaction.create",
    /// Adds input.
    Input(Said) = "input",
    /// A key press, in a simulated world.
    UserAction(UserAction) = "user_action",
    /// Describes the world to simulate.
    WorldSetup(WorldSetup) = "world_setup",
    /// Ends the input; work in progress is finished.
    Complete(Complete) = "interaction.complete",
    /// Cancels the interaction at once.
    Cancel(Cancel) = "interaction.cancel",
    /// Disconnects; the interaction continues.
    Disconnect(Disconnect) = "interaction.disconnect",
}

tagged! {
    /// A message of the server (contract section 18.4). Some names are also those of SSE events, with other fields.
    pub enum LiveEvent by "event_type", untagged by |_| None;
    /// An interaction was created.
    Created(LiveCreated) = "interaction.created",
    /// The connection has joined its interaction.
    Connected(Connected) = "interaction.connected",
    /// The start of a step.
    StepStart(LiveStepStart) = "step.start",
    /// A change of a step.
    StepDelta(LiveStepDelta) = "step.delta",
    /// The end of a step.
    StepStop(LiveStepStop) = "step.stop",
    /// The interaction ended regularly.
    Completed(LiveCompleted) = "interaction.completed",
    /// The interaction was cancelled.
    Cancelled(LiveCancelled) = "interaction.cancelled",
    /// An error; the session continues.
    Error(LiveError) = "error",
    /// The client has to connect again.
    ReconnectionRequired(ReconnectionRequired) = "reconnection_required",
}

objects! {
    /// Ends the input; no fields (section 18.3).
    pub struct Complete {}

    /// Cancels the interaction at once; no fields (section 18.3).
    pub struct Cancel {}

    /// Disconnects; no fields (section 18.3).
    pub struct Disconnect {}

    /// The connection has joined its interaction; no fields (section 18.4).
    pub struct Connected {}

    /// The client has to connect again; no fields are known (section 18.4).
    pub struct ReconnectionRequired {}

    /// Joins an existing interaction (section 18.3).
    pub struct Connect {
        /// Id of the interaction.
        pub id: Option<InteractionId>,
        /// True if the client will disconnect immediately.
        pub background: Option<bool>,
    }

    /// Creates an interaction (section 18.3).
    pub struct LiveCreate {
        /// The model.
        pub model: Option<String>,
        /// The interaction before this one; stored and ended.
        pub previous_interaction_id: Option<InteractionId>,
        /// True if the service stores the interaction.
        pub store: Option<bool>,
        /// The system instruction.
        pub system_instruction: Option<String>,
        /// The tools that may be used.
        pub tools: Vec<Tool>,
    }

    /// Adds input (section 18.3).
    pub struct Said {
        /// The content.
        pub content: Vec<Content>,
    }

    /// A key press (section 18.3).
    pub struct UserAction {
        /// `key_down`, `key_up`, `key_click`.
        pub action: Option<String>,
        /// The key, such as `key_w`.
        pub input: Option<String>,
    }

    /// Describes the world to simulate (section 18.3).
    pub struct WorldSetup {
        /// A string or `{text}`.
        pub world_prompt: Option<Value>,
        /// The first image.
        pub reference_image: Option<Value>,
    }

    /// An interaction was created (section 18.4).
    pub struct LiveCreated {
        /// Id of the interaction.
        pub interaction_id: Option<InteractionId>,
    }

    /// The start of a step (section 18.4).
    pub struct LiveStepStart {
        /// Index of the step.
        pub index: Option<usize>,
        /// The step, usually an empty shell.
        pub step: Option<Step>,
    }

    /// A change of a step (section 18.4).
    pub struct LiveStepDelta {
        /// Index of the step.
        pub index: Option<usize>,
        /// The change.
        pub delta: Option<Delta>,
    }

    /// The end of a step (section 18.4).
    pub struct LiveStepStop {
        /// Index of the step.
        pub index: Option<usize>,
    }

    /// The interaction ended regularly (section 18.4).
    pub struct LiveCompleted {
        /// `{code, message, details}` of google.rpc.
        pub status: Option<Value>,
        /// Tokens used.
        pub usage: Option<Usage>,
        /// Creation time.
        pub created: Option<String>,
        /// Time of the last change, ISO 8601 UTC.
        pub updated: Option<String>,
    }

    /// The interaction was cancelled (section 18.4).
    pub struct LiveCancelled {
        /// Tokens used.
        pub usage: Option<Usage>,
    }

    /// An error (section 18.4).
    pub struct LiveError {
        /// The error.
        pub error: Option<ApiError>,
    }
}
