//! Calls on interactions (contract sections 2 to 4).

use reqwest::Method;
use serde_json::{Map, Value};

use super::http::{Call, ResponseKind, decode};
use super::{Client, RawStream, path};
use crate::error::{Error, Result};
use crate::types::{AuthToken, CreateAuthToken, CreateInteraction, Interaction, InteractionId};

impl Client {
    /// Sends a create request and waits for the answer; a background run returns at once (contract section 3).
    ///
    /// The answer has output steps only (section 16, item 14); a returned answer is not a success: check its status.
    /// The request is never sent again automatically unless the connection was never made, or
    /// [`RetryPolicy::repeat_creates`](super::RetryPolicy::repeat_creates) allows it.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] for a request that [`CreateInteraction::validate`] rejects, before anything is sent;
    /// [`Error::Api`] as the service returns it; [`Error::NotAnInteraction`] if a 200 has no status, or no id
    /// although it is stored. After all other errors, except those that were [certainly not
    /// sent](Error::certainly_not_sent), the work may have begun.
    pub async fn create(&self, request: &CreateInteraction) -> Result<Interaction> {
        request.validate()?;
        if request.stream == Some(true) {
            let unary = CreateInteraction {
                stream: None,
                ..request.clone()
            };
            return Box::pin(self.create(&unary)).await;
        }
        let mut call = self
            .call_with(Method::POST, "interactions", &[], request)?
            .once();
        if request.background != Some(true) {
            call = call.patience(self.inner.timeouts.work);
        }
        let stored = request.store != Some(false);
        interaction(&self.body(&call).await?, stored)
    }

    /// Sends a create request and returns the events of this one connection as they happen (contract section 8);
    /// [`Client::create_events`] resumes if it breaks. Sets `stream` itself. Errors as for [`Client::create`].
    pub async fn create_stream(&self, request: &CreateInteraction) -> Result<RawStream> {
        request.validate()?;
        let streamed;
        let request = if request.stream == Some(true) {
            request
        } else {
            streamed = CreateInteraction {
                stream: Some(true),
                ..request.clone()
            };
            &streamed
        };
        let call = self
            .call_with(Method::POST, "interactions", &[], request)?
            .once()
            .expecting(ResponseKind::Events);
        self.open_stream(&call).await
    }

    /// The current state of an interaction with its whole timeline (section 4). An [`Error::Api`] with 404 if none is
    /// stored; long runs occasionally return 500 and 504 (section 16, item 6), see [`Client::wait`].
    pub async fn get(&self, id: &InteractionId) -> Result<Interaction> {
        self.get_by(id, &[("stream", "false")]).await
    }

    /// Like [`Client::get`], with the request's input (section 2, `include_input`).
    pub async fn get_with_input(&self, id: &InteractionId) -> Result<Interaction> {
        self.get_by(id, &[("include_input", "true"), ("stream", "false")])
            .await
    }

    async fn get_by(&self, id: &InteractionId, query: &[(&str, &str)]) -> Result<Interaction> {
        let call = self.call(Method::GET, &interaction_path(id)?, query)?;
        interaction(&self.body(&call).await?, true)
    }

    /// The events of a stored interaction over one connection: after `last_event_id`, or all from the first (contract
    /// section 8.6); [`Client::events`] resumes if it breaks. A service that does not stream it returns an
    /// [`Error::Api`], or something other than events: [`Error::NotAnInteraction`].
    pub async fn stream(
        &self,
        id: &InteractionId,
        last_event_id: Option<&str>,
    ) -> Result<RawStream> {
        let mut query = Vec::with_capacity(2);
        query.extend(
            last_event_id
                .filter(|id| !id.is_empty())
                .map(|id| ("last_event_id", id)),
        );
        query.push(("stream", "true"));
        let call = self
            .call(Method::GET, &interaction_path(id)?, &query)?
            .expecting(ResponseKind::Events);
        self.open_stream(&call).await
    }

    /// Cancels a background interaction and returns its current state. The effect may lag: read the status again
    /// (contract section 4.2).
    pub async fn cancel(&self, id: &InteractionId) -> Result<Interaction> {
        let call = self.call(
            Method::POST,
            &format!("{}/cancel", interaction_path(id)?),
            &[],
        )?;
        interaction(&self.body(&call).await?, true)
    }

    /// Deletes the stored interaction; later reads are 404. Its sandbox stays (contract section 4.2).
    pub async fn delete(&self, id: &InteractionId) -> Result<()> {
        let call = self.call(Method::DELETE, &interaction_path(id)?, &[])?;
        self.body(&call).await?;
        Ok(())
    }

    /// Creates a token for access to this one live interaction without the key, valid until `expire_time` (RFC 3339)
    /// or as long as the service decides (contract section 18.2; experimental).
    pub async fn create_auth_token(
        &self,
        id: &InteractionId,
        expire_time: Option<&str>,
    ) -> Result<AuthToken> {
        let request = CreateAuthToken {
            expire_time: expire_time.map(str::to_owned),
            ..CreateAuthToken::default()
        };
        let path = format!("{}/auth_tokens", interaction_path(id)?);
        let call = self.call_with(Method::POST, &path, &[], &request)?.once();
        self.json(&call, "the token").await
    }

    /// Revokes such a token, given with or without `auth_tokens/` (contract section 18.2).
    pub async fn delete_auth_token(&self, id: &InteractionId, token: &str) -> Result<()> {
        let token = token.strip_prefix("auth_tokens/").unwrap_or(token);
        let token = path::segment(token)?;
        let path = format!("{}/auth_tokens/{token}", interaction_path(id)?);
        let call = self.call(Method::DELETE, &path, &[])?;
        self.body(&call).await?;
        Ok(())
    }

    async fn open_stream(&self, call: &Call) -> Result<RawStream> {
        let response = self.send(call).await?;
        let kind = response
            .headers()
            .get(reqwest::header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        if let Some(kind) = kind.filter(|kind| !is_event_stream(kind)) {
            return Err(Error::NotAnInteraction {
                reason: format!("its content type is `{kind}`, not a stream"),
            });
        }
        Ok(RawStream::new(
            response,
            self.inner.event_limit,
            self.inner.timeouts.idle,
        ))
    }
}

fn is_event_stream(content_type: &str) -> bool {
    let bare = content_type.split(';').next().unwrap_or_default().trim();
    bare.eq_ignore_ascii_case("text/event-stream")
}

fn interaction_path(id: &InteractionId) -> Result<String> {
    Ok(format!("interactions/{}", path::segment(id.as_str())?))
}

/// Parses a 200 response that must be an interaction (section 16, item 23).
fn interaction(body: &[u8], stored: bool) -> Result<Interaction> {
    let not = |reason: &str| {
        Err(Error::NotAnInteraction {
            reason: reason.to_owned(),
        })
    };
    if body.trim_ascii().is_empty() {
        return not("it is empty");
    }
    let map: Map<String, Value> = match decode(body, "the interaction") {
        Ok(map) => map,
        Err(error) => return not(&error.to_string()),
    };
    let mut interaction = Interaction::from_map(map);
    interaction.outputs_to_steps();
    if interaction.status.is_none() {
        return not("it has no status");
    }
    if stored && interaction.id.as_ref().is_none_or(InteractionId::is_empty) {
        return not("it has no id");
    }
    Ok(interaction)
}
