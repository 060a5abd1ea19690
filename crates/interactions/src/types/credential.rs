//! Stored credentials: the service adds them to requests; the sandbox never sees them (contract section 9.6).

use serde_json::Value;

use super::ids::CredentialId;
use super::secret::Secret;

words! {
    /// Status of a credential (contract section 9.6).
    pub enum CredentialStatus {
        /// The credential can be used.
        Active = "active",
        /// The credential was revoked.
        Revoked = "revoked",
    }
}

tagged! {
    /// The write-only content of a credential (contract section 9.6). An update omits unchanged fields.
    pub enum CredentialConfig by "type", untagged by |_| None;
    /// A token in a header.
    BearerToken(BearerToken) = "bearer_token",
    /// OAuth 2 with a refresh token.
    Oauth2(Oauth2) = "oauth2",
    /// A value in place of an environment variable.
    EnvironmentVariable(EnvironmentVariable) = "environment_variable",
}

objects! {
    /// A token in a header (section 9.6).
    pub struct BearerToken {
        /// Id chosen by the caller.
        pub id: Option<CredentialId>,
        /// The token.
        pub token: Option<Secret>,
        /// Name of the header; `Authorization` by default.
        pub header_name: Option<String>,
        /// Prefix of the value; `Bearer` by default.
        pub prefix: Option<String>,
    }

    /// OAuth 2 with a refresh token (section 9.6).
    pub struct Oauth2 {
        /// Id chosen by the caller.
        pub id: Option<CredentialId>,
        /// The client id.
        pub client_id: Option<String>,
        /// The client secret.
        pub client_secret: Option<Secret>,
        /// The refresh token.
        pub refresh_token: Option<Secret>,
        /// URL of the token endpoint.
        pub token_url: Option<String>,
        /// The requested scopes.
        pub scopes: Vec<String>,
    }

    /// A value in place of an environment variable (section 9.6).
    pub struct EnvironmentVariable {
        /// Id chosen by the caller.
        pub id: Option<CredentialId>,
        /// The value.
        pub value: Option<Secret>,
        /// Parts of a request in which the value is inserted: `header`, `query`, `body`, or a list of them.
        pub injection_location: Option<Value>,
        /// The hosts that may receive the value.
        pub trusted_domains: Vec<String>,
    }

    /// A stored credential; the secret cannot be read back (section 9.6).
    pub struct Credential {
        /// The credential's id.
        pub id: Option<CredentialId>,
        /// `bearer_token`, `oauth2` or `environment_variable`.
        pub kind: Option<String> => "type",
        /// State of the credential.
        pub status: Option<CredentialStatus>,
        /// Creation time, ISO 8601 UTC.
        pub create_time: Option<String>,
        /// Time of the last change, ISO 8601 UTC.
        pub update_time: Option<String>,
    }

    /// A page of credentials (section 9.6).
    pub struct CredentialList {
        /// The credentials.
        pub credentials: Vec<Credential>,
        /// Token of the next page; absent or empty on the last page.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }
}
