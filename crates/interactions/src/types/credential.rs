//! Stored credentials: the service adds them to requests, the sandbox never sees them (contract section 9.6).

use serde_json::Value;

use super::ids::CredentialId;
use super::secret::Secret;

words! {
    /// Whether a credential can be used (contract section 9.6).
    pub enum CredentialStatus {
        /// It can.
        Active = "active",
        /// It was revoked.
        Revoked = "revoked",
    }
}

tagged! {
    /// What a credential holds, written only (contract section 9.6). An update leaves out what stays.
    pub enum CredentialConfig by "type", untagged by |_| None;
    /// A token in a header.
    BearerToken(BearerToken) = "bearer_token",
    /// OAuth 2 with a refresh token.
    Oauth2(Oauth2) = "oauth2",
    /// A value that takes the place of an environment variable.
    EnvironmentVariable(EnvironmentVariable) = "environment_variable",
}

objects! {
    /// A token in a header (section 9.6).
    pub struct BearerToken {
        /// Chosen by the caller.
        pub id: Option<CredentialId>,
        /// The token.
        pub token: Option<Secret>,
        /// `Authorization` unless set.
        pub header_name: Option<String>,
        /// `Bearer` unless set.
        pub prefix: Option<String>,
    }

    /// OAuth 2 with a refresh token (section 9.6).
    pub struct Oauth2 {
        /// Chosen by the caller.
        pub id: Option<CredentialId>,
        /// The client.
        pub client_id: Option<String>,
        /// The client's secret.
        pub client_secret: Option<Secret>,
        /// The refresh token.
        pub refresh_token: Option<Secret>,
        /// Where tokens are made.
        pub token_url: Option<String>,
        /// What they allow.
        pub scopes: Vec<String>,
    }

    /// A value that takes the place of an environment variable (section 9.6).
    pub struct EnvironmentVariable {
        /// Chosen by the caller.
        pub id: Option<CredentialId>,
        /// The value.
        pub value: Option<Secret>,
        /// `header`, `query`, `body`, or a list of them.
        pub injection_location: Option<Value>,
        /// The hosts that may get it.
        pub trusted_domains: Vec<String>,
    }

    /// A stored credential; the secret cannot be read back (section 9.6).
    pub struct Credential {
        /// Its name.
        pub id: Option<CredentialId>,
        /// `bearer_token`, `oauth2` or `environment_variable`.
        pub kind: Option<String> => "type",
        /// Whether it can be used.
        pub status: Option<CredentialStatus>,
        /// When it was made, ISO 8601 UTC.
        pub create_time: Option<String>,
        /// When it changed last.
        pub update_time: Option<String>,
    }

    /// A page of credentials (section 9.6).
    pub struct CredentialList {
        /// The credentials.
        pub credentials: Vec<Credential>,
        /// For the next page; absent or empty on the last.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }
}
