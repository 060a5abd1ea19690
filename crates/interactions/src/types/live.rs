//! Live interactions: what goes over their WebSocket, and the tokens that open one (contract section 18; experimental).

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
        /// After it, messages are refused; RFC 3339.
        pub expire_time: Option<String>,
    }

    /// A token that stands in for the key towards one live interaction (section 18.2).
    pub struct AuthToken {
        /// `auth_tokens/…`.
        pub auth_token: Option<Secret>,
        /// Until when it works.
        pub expires_at: Option<String>,
    }
}

impl AuthToken {
    /// The token without `auth_tokens/`, as it stands in the path of the call that deletes it.
    pub fn id(&self) -> Option<&str> {
        let token = self.auth_token.as_ref()?.expose();
        Some(token.strip_prefix("auth_tokens/").unwrap_or(token))
    }
}

tagged! {
    /// What a client writes (contract section 18.3).
    pub enum LiveInput by "event_type", untagged by |_| None;
    /// Takes up an interaction.
    Connect(Connect) = "interaction.connect",
    /// Begins one.
    Create(LiveCreate) = "interaction.create",
    /// Says something.
    Input(Said) = "input",
    /// Presses a key, in a simulated world.
    UserAction(UserAction) = "user_action",
    /// Describes a world to simulate.
    WorldSetup(WorldSetup) = "world_setup",
    /// No more input; what is under way runs out.
    Complete(Complete) = "interaction.complete",
    /// Ends it at once.
    Cancel(Cancel) = "interaction.cancel",
    /// Leaves; the interaction goes on.
    Disconnect(Disconnect) = "interaction.disconnect",
}

tagged! {
    /// What a server writes (contract section 18.4). Some names also stand for server-sent events, with other fields.
    pub enum LiveEvent by "event_type", untagged by |_| None;
    /// An interaction was begun.
    Created(LiveCreated) = "interaction.created",
    /// The connection has its interaction.
    Connected(Connected) = "interaction.connected",
    /// A step begins.
    StepStart(LiveStepStart) = "step.start",
    /// A step grows.
    StepDelta(LiveStepDelta) = "step.delta",
    /// A step is whole.
    StepStop(LiveStepStop) = "step.stop",
    /// It ended in order.
    Completed(LiveCompleted) = "interaction.completed",
    /// It was cancelled.
    Cancelled(LiveCancelled) = "interaction.cancelled",
    /// Something failed; the session goes on.
    Error(LiveError) = "error",
    /// Connect again.
    ReconnectionRequired(ReconnectionRequired) = "reconnection_required",
}

objects! {
    /// No more input; no fields (section 18.3).
    pub struct Complete {}

    /// Ends it at once; no fields (section 18.3).
    pub struct Cancel {}

    /// Leaves; no fields (section 18.3).
    pub struct Disconnect {}

    /// The connection has its interaction; no fields (section 18.4).
    pub struct Connected {}

    /// Connect again; no fields are known (section 18.4).
    pub struct ReconnectionRequired {}

    /// Takes up an interaction (section 18.3).
    pub struct Connect {
        /// Which.
        pub id: Option<InteractionId>,
        /// The client will leave right away.
        pub background: Option<bool>,
    }

    /// Begins an interaction (section 18.3).
    pub struct LiveCreate {
        /// Who answers.
        pub model: Option<String>,
        /// The interaction that this one follows; stored and ended.
        pub previous_interaction_id: Option<InteractionId>,
        /// Whether the service keeps it.
        pub store: Option<bool>,
        /// How to behave.
        pub system_instruction: Option<String>,
        /// What may be used.
        pub tools: Vec<Tool>,
    }

    /// Says something (section 18.3).
    pub struct Said {
        /// What.
        pub content: Vec<Content>,
    }

    /// Presses a key (section 18.3).
    pub struct UserAction {
        /// `key_down`, `key_up`, `key_click`.
        pub action: Option<String>,
        /// Which key, such as `key_w`.
        pub input: Option<String>,
    }

    /// Describes a world to simulate (section 18.3).
    pub struct WorldSetup {
        /// A string or `{text}`.
        pub world_prompt: Option<Value>,
        /// The first picture.
        pub reference_image: Option<Value>,
    }

    /// An interaction was begun (section 18.4).
    pub struct LiveCreated {
        /// Its name.
        pub interaction_id: Option<InteractionId>,
    }

    /// A step begins (section 18.4).
    pub struct LiveStepStart {
        /// Its place.
        pub index: Option<usize>,
        /// Usually a shell.
        pub step: Option<Step>,
    }

    /// A step grows (section 18.4).
    pub struct LiveStepDelta {
        /// Its place.
        pub index: Option<usize>,
        /// By what.
        pub delta: Option<Delta>,
    }

    /// A step is whole (section 18.4).
    pub struct LiveStepStop {
        /// Its place.
        pub index: Option<usize>,
    }

    /// It ended in order (section 18.4).
    pub struct LiveCompleted {
        /// `{code, message, details}` of google.rpc.
        pub status: Option<Value>,
        /// Tokens used.
        pub usage: Option<Usage>,
        /// When it began.
        pub created: Option<String>,
        /// When it changed last.
        pub updated: Option<String>,
    }

    /// It was cancelled (section 18.4).
    pub struct LiveCancelled {
        /// Tokens used.
        pub usage: Option<Usage>,
    }

    /// Something failed (section 18.4).
    pub struct LiveError {
        /// What.
        pub error: Option<ApiError>,
    }
}
