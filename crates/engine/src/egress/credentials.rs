//! Headers that stored credentials add to requests outside the sandbox (contract sections 9.4 and 9.6).
//!
//! A bearer token is added verbatim. For OAuth 2 an access token is requested, which is kept in memory until it
//! expires. Neither is ever in a sandbox, a response, a log or a step.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use interactions::CredentialConfig;
use interactions::types::credential::{BearerToken, Oauth2};
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;
use url::form_urlencoded::Serializer;

use super::added;
use super::rules::{CredentialHeaders, Rules};
use super::swaps::Swap;
use crate::state::{CredentialRow, Store, now};
use crate::webhooks::{check_target, client};

/// Timeout of a request to the token server.
const PATIENCE: Duration = Duration::from_secs(20);
/// Maximum size of a token response in bytes.
const LARGEST_ANSWER: usize = 64 << 10;
/// Lifetime of a token whose server does not state one.
const USUAL_LIFE: Duration = Duration::from_secs(300);
/// A token is no longer used this long before it expires, because a program may run that long.
const MARGIN: Duration = Duration::from_secs(90);

/// The reason why a credential cannot be added to requests; `None` if it can.
pub(crate) fn unusable(config: &CredentialConfig) -> Option<&'static str> {
    match config {
        CredentialConfig::BearerToken(_) | CredentialConfig::Oauth2(_) => None,
        _ => Some(
            "is no header: only credentials of the types bearer_token and oauth2 can be added to requests",
        ),
    }
}

/// The header of a bearer token, or the name of the field that cannot be sent.
pub(crate) fn bearer(config: &BearerToken) -> Result<(HeaderName, HeaderValue), &'static str> {
    let name = match &config.header_name {
        None => AUTHORIZATION,
        Some(name) => added::name(name).ok_or("header_name")?,
    };
    let token = config.token.as_ref().ok_or("token")?;
    let value = match config.prefix.as_deref().unwrap_or("Bearer") {
        "" => added::value(token.expose()),
        prefix => added::value(&format!("{prefix} {}", token.expose())),
    };
    Ok((name, value.ok_or("token")?))
}

/// The stored credentials, resolved to headers.
pub(crate) struct Credentials {
    store: Store,
    /// Access tokens by credential id and the time of the credential's last change.
    tokens: Mutex<HashMap<(String, String), Token>>,
}

struct Token {
    value: HeaderValue,
    until: Instant,
}

impl Credentials {
    pub(crate) fn new(store: Store) -> Self {
        Self {
            store,
            tokens: Mutex::default(),
        }
    }

    /// Resolves the credentials of the rules and of the variables that stand for one, given as pairs of credential id
    /// and stand-in. A credential that cannot be used leaves its stand-in in place, which reveals nothing.
    pub(crate) async fn resolve(
        &self,
        rules: &Arc<Rules>,
        variables: &[(String, String)],
    ) -> Arc<Rules> {
        let rules = self.filled(rules).await;
        let mut swaps = Vec::new();
        for (id, stand_in) in variables {
            match self.swap(id, stand_in).await {
                Ok(swap) => swaps.push(swap),
                Err(why) => tracing::warn!(credential = id, why, "a variable is left as it is"),
            }
        }
        match swaps.is_empty() {
            true => rules,
            false => Arc::new(rules.swapping(swaps)),
        }
    }

    async fn swap(&self, id: &str, stand_in: &str) -> Result<Swap, String> {
        let found = self.store.listed::<CredentialRow>(id).await;
        let row = found
            .map_err(|_| "it cannot be read")?
            .ok_or("it is not there any more")?;
        match &row.config {
            CredentialConfig::EnvironmentVariable(config) => Swap::of(config, stand_in.to_owned()),
            _ => Err("it is no variable".to_owned()),
        }
    }

    async fn filled(&self, rules: &Arc<Rules>) -> Arc<Rules> {
        let mut credential_headers = CredentialHeaders::new();
        for (_, id) in rules.credentials() {
            if !credential_headers.contains_key(id) {
                credential_headers.insert(id.to_owned(), self.header(id).await);
            }
        }
        match credential_headers.is_empty() {
            true => Arc::clone(rules),
            false => Arc::new(rules.with(&credential_headers)),
        }
    }

    async fn header(&self, id: &str) -> Result<(HeaderName, HeaderValue), String> {
        let found = self.store.listed::<CredentialRow>(id).await;
        let row = found
            .map_err(|_| "cannot be read")?
            .ok_or("is not there any more")?;
        match &row.config {
            CredentialConfig::BearerToken(config) => {
                bearer(config).map_err(|field| format!("has a {field} that cannot be sent"))
            }
            CredentialConfig::Oauth2(config) => {
                Ok((AUTHORIZATION, self.access_token(&row, config).await?))
            }
            other => Err(unusable(other).unwrap_or("cannot be used").to_owned()),
        }
    }

    /// An access token for a refresh token (RFC 6749, section 6). Only one request is made at a time, so that a
    /// single-use refresh token is not used twice.
    async fn access_token(
        &self,
        row: &CredentialRow,
        config: &Oauth2,
    ) -> Result<HeaderValue, String> {
        let mut tokens = self.tokens.lock().await;
        tokens.retain(|_, token| token.until > Instant::now());
        let key = (row.id.clone(), row.updated.clone());
        if let Some(token) = tokens.get(&key) {
            return Ok(token.value.clone());
        }
        let answer = ask_for_token(config).await?;
        let text = |name: &str| answer.get(name).and_then(Value::as_str);
        let value = text("access_token").and_then(|token| added::value(&format!("Bearer {token}")));
        let value = value.ok_or("got an answer without an access token")?;
        let life = answer.get("expires_in").and_then(Value::as_u64);
        let life = life.map_or(USUAL_LIFE, Duration::from_secs);
        let mut key = key;
        let known = config.refresh_token.as_ref().map(|it| it.expose());
        if let Some(next) = text("refresh_token").filter(|next| Some(*next) != known) {
            // The server may have rotated the refresh token; the old one may be invalid now.
            let row = CredentialRow {
                config: CredentialConfig::Oauth2(Oauth2 {
                    refresh_token: Some(next.into()),
                    ..config.clone()
                }),
                updated: now(),
                ..row.clone()
            };
            key.1.clone_from(&row.updated);
            let kept = self.store.change_credential(row).await;
            kept.map_err(|_| "got a new refresh token that could not be stored")?;
        }
        let until = Instant::now() + life.saturating_sub(MARGIN);
        let token = Token {
            value: value.clone(),
            until,
        };
        tokens.insert(key, token);
        Ok(value)
    }
}

/// Requests a token. Redirects are not followed, and hosts of the local network are not contacted.
async fn ask_for_token(config: &Oauth2) -> Result<Value, String> {
    let url = config.token_url.as_deref().unwrap_or_default();
    let url =
        check_target(url).map_err(|why| format!("has a token_url that is not asked: {why}"))?;
    let client = client(PATIENCE).map_err(|_| "cannot be renewed: no connection can be made")?;
    let sent = client
        .post(url)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form(config))
        .send()
        .await;
    // The error is not passed on: it contains the URL, which may contain a secret.
    let mut response =
        sent.map_err(|_| "cannot be renewed: the server of its tokens does not answer")?;
    let status = response.status();
    if !status.is_success() {
        let status = status.as_u16();
        return Err(format!(
            "cannot be renewed: the server of its tokens answers HTTP {status}"
        ));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.ok().flatten() {
        body.extend_from_slice(&chunk);
        if body.len() > LARGEST_ANSWER {
            break;
        }
    }
    serde_json::from_slice(&body)
        .map_err(|_| "got an answer that is not JSON from the server of its tokens".to_owned())
}

/// The form body of a token request (RFC 6749, sections 2.3.1 and 6).
fn form(config: &Oauth2) -> String {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "refresh_token");
    let secrets = [
        ("refresh_token", &config.refresh_token),
        ("client_secret", &config.client_secret),
    ];
    for (name, secret) in secrets {
        if let Some(secret) = secret {
            form.append_pair(name, secret.expose());
        }
    }
    form.append_pair("client_id", config.client_id.as_deref().unwrap_or_default());
    if !config.scopes.is_empty() {
        form.append_pair("scope", &config.scopes.join(" "));
    }
    form.finish()
}
