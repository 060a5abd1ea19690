//! Webhooks: the service sends messages to a server of the caller (contract section 12).

use serde_json::Value;

use super::ids::WebhookId;
use super::secret::Secret;

words! {
    /// State of a webhook (contract section 12).
    pub enum WebhookState {
        /// Messages are sent.
        Enabled = "enabled",
        /// Disabled by the owner.
        Disabled = "disabled",
        /// Disabled after too many failed deliveries.
        DisabledDueToFailedDeliveries = "disabled_due_to_failed_deliveries",
    }

    /// What happens to the old secrets when a new one is created (contract section 12).
    pub enum RevocationBehavior {
        /// They stay valid for another 24 hours.
        After24Hours = "revoke_previous_secrets_after_h24",
        /// They become invalid at once.
        Immediately = "revoke_previous_secrets_immediately",
    }
}

objects! {
    /// A receiver of messages (contract section 12). To create one, set `uri` and `subscribed_events`.
    pub struct Webhook {
        /// The webhook's id.
        pub id: Option<WebhookId>,
        /// Display name.
        pub name: Option<String>,
        /// URL of the receiver.
        pub uri: Option<String>,
        /// Types of the events to send, such as `interaction.completed`.
        pub subscribed_events: Vec<String>,
        /// State of the webhook; messages are sent only while it is enabled.
        pub state: Option<WebhookState>,
        /// The truncated secrets.
        pub signing_secrets: Vec<SigningSecret>,
        /// The complete secret, `whsec_…`; only in the response to create.
        pub new_signing_secret: Option<Secret>,
        /// Creation time, ISO 8601 UTC.
        pub create_time: Option<String>,
        /// Time of the last change, ISO 8601 UTC.
        pub update_time: Option<String>,
    }

    /// A truncated secret (section 12).
    pub struct SigningSecret {
        /// Its first characters.
        pub truncated_secret: Option<String>,
        /// Time until which it is valid.
        pub expire_time: Option<String>,
    }

    /// A page of webhooks (section 12).
    pub struct WebhookList {
        /// The webhooks.
        pub webhooks: Vec<Webhook>,
        /// Token of the next page; absent or empty on the last page.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }

    /// A request for a new secret (section 12).
    pub struct RotateSigningSecret {
        /// What happens to the old secrets.
        pub revocation_behavior: Option<RevocationBehavior>,
    }

    /// A new secret (section 12).
    pub struct RotatedSecret {
        /// The complete secret, `whsec_…`.
        pub secret: Option<Secret>,
    }

    /// The body of a message to a receiver: minimal, fetch the interaction afterwards (section 12).
    pub struct WebhookDelivery {
        /// Type of the event, such as `interaction.completed`.
        pub kind: Option<String> => "type",
        /// `v1`.
        pub version: Option<String>,
        /// Time of the event, ISO 8601 UTC.
        pub timestamp: Option<String>,
        /// `{id, …}`.
        pub data: Option<Value>,
    }
}

impl Webhook {
    /// A webhook with this URL, for these events.
    pub fn new(
        uri: impl Into<String>,
        events: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let subscribed_events = events.into_iter().map(Into::into).collect();
        Self {
            uri: Some(uri.into()),
            subscribed_events,
            ..Self::default()
        }
    }
}
