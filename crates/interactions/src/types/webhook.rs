//! Webhooks: the service tells a server of one's own (contract section 12).

use serde_json::Value;

use super::ids::WebhookId;
use super::secret::Secret;

words! {
    /// Whether a webhook is told (contract section 12).
    pub enum WebhookState {
        /// It is.
        Enabled = "enabled",
        /// It was switched off.
        Disabled = "disabled",
        /// It could not be reached too often.
        DisabledDueToFailedDeliveries = "disabled_due_to_failed_deliveries",
    }

    /// What happens to the old secrets when a new one is made (contract section 12).
    pub enum RevocationBehavior {
        /// They work for 24 hours more.
        After24Hours = "revoke_previous_secrets_after_h24",
        /// They stop working.
        Immediately = "revoke_previous_secrets_immediately",
    }
}

objects! {
    /// A receiver of news (contract section 12). To create one, set `uri` and `subscribed_events`.
    pub struct Webhook {
        /// Its name.
        pub id: Option<WebhookId>,
        /// Its name for people.
        pub name: Option<String>,
        /// Where it is.
        pub uri: Option<String>,
        /// What it is told, such as `interaction.completed`.
        pub subscribed_events: Vec<String>,
        /// Whether it is told.
        pub state: Option<WebhookState>,
        /// The secrets, shortened.
        pub signing_secrets: Vec<SigningSecret>,
        /// The whole secret, `whsec_…`; only in the answer to create.
        pub new_signing_secret: Option<Secret>,
        /// When it was made, ISO 8601 UTC.
        pub create_time: Option<String>,
        /// When it changed last.
        pub update_time: Option<String>,
    }

    /// A secret, shortened (section 12).
    pub struct SigningSecret {
        /// Its beginning.
        pub truncated_secret: Option<String>,
        /// Until when it works.
        pub expire_time: Option<String>,
    }

    /// A page of webhooks (section 12).
    pub struct WebhookList {
        /// The webhooks.
        pub webhooks: Vec<Webhook>,
        /// For the next page; absent or empty on the last.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }

    /// A request for a new secret (section 12).
    pub struct RotateSigningSecret {
        /// What happens to the old ones.
        pub revocation_behavior: Option<RevocationBehavior>,
    }

    /// A new secret (section 12).
    pub struct RotatedSecret {
        /// The whole secret, `whsec_…`.
        pub secret: Option<Secret>,
    }

    /// What the service posts to a receiver: thin, fetch the interaction afterwards (section 12).
    pub struct WebhookDelivery {
        /// Such as `interaction.completed`.
        pub kind: Option<String> => "type",
        /// `v1`.
        pub version: Option<String>,
        /// When it happened, ISO 8601 UTC.
        pub timestamp: Option<String>,
        /// `{id, …}`.
        pub data: Option<Value>,
    }
}

impl Webhook {
    /// A receiver at this address for these events.
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
