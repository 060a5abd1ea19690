//! Calls on webhooks (contract sections 2 and 12).

use reqwest::Method;

use super::paged::Page;
use super::{Client, Paged, path};
use crate::error::Result;
use crate::types::{
    RevocationBehavior, RotateSigningSecret, RotatedSecret, Webhook, WebhookId, WebhookList,
};

/// Calls on webhooks (contract section 12).
///
/// # Errors
///
/// All calls: [`Error::Api`](crate::Error::Api) as the service returns it, with 404 if there is no such webhook;
/// [`Error::InvalidRequest`](crate::Error::InvalidRequest) for an empty id or a request that the contract forbids; or
/// a transport error.
#[derive(Debug, Clone, Copy)]
pub struct Webhooks<'a> {
    client: &'a Client,
}

impl Page for WebhookList {
    type Item = Webhook;

    fn split(self) -> (Vec<Webhook>, Option<String>) {
        (self.webhooks, self.next_page_token)
    }
}

impl<'a> Webhooks<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// All webhooks, page after page (section 2).
    pub fn list(&self) -> Paged<Webhook> {
        Paged::new::<WebhookList>(self.client, Ok("webhooks".to_owned()), Vec::new())
    }

    /// Creates a webhook; only this response has its complete secret, in `new_signing_secret` (section 12).
    pub async fn create(&self, webhook: &Webhook) -> Result<Webhook> {
        let call = self
            .client
            .call_with(Method::POST, "webhooks", &[], webhook)?
            .once();
        self.client.json(&call, "the webhook").await
    }

    /// One webhook (section 2).
    pub async fn get(&self, id: &WebhookId) -> Result<Webhook> {
        let call = self.client.call(Method::GET, &webhook_path(id)?, &[])?;
        self.client.json(&call, "the webhook").await
    }

    /// Updates the named fields, such as `["state"]`, and returns the webhook's new state (section 2).
    pub async fn update(
        &self,
        id: &WebhookId,
        webhook: &Webhook,
        fields: &[&str],
    ) -> Result<Webhook> {
        let mask = fields.join(",");
        let call = self.client.call_with(
            Method::PATCH,
            &webhook_path(id)?,
            &[("update_mask", &mask)],
            webhook,
        )?;
        self.client.json(&call, "the webhook").await
    }

    /// Deletes a webhook (section 2).
    pub async fn delete(&self, id: &WebhookId) -> Result<()> {
        let call = self.client.call(Method::DELETE, &webhook_path(id)?, &[])?;
        self.client.body(&call).await?;
        Ok(())
    }

    /// Makes the service send a test message to the receiver (section 2).
    pub async fn ping(&self, id: &WebhookId) -> Result<()> {
        let call = self
            .client
            .call(Method::POST, &format!("{}:ping", webhook_path(id)?), &[])?;
        self.client.body(&call).await?;
        Ok(())
    }

    /// Creates a new secret and returns it; `old` says until when the earlier ones stay valid (section 12).
    pub async fn rotate_signing_secret(
        &self,
        id: &WebhookId,
        old: Option<RevocationBehavior>,
    ) -> Result<RotatedSecret> {
        let request = RotateSigningSecret {
            revocation_behavior: old,
            ..RotateSigningSecret::default()
        };
        let path = format!("{}:rotateSigningSecret", webhook_path(id)?);
        let call = self
            .client
            .call_with(Method::POST, &path, &[], &request)?
            .once();
        self.client.json(&call, "the secret").await
    }
}

fn webhook_path(id: &WebhookId) -> Result<String> {
    Ok(format!("webhooks/{}", path::segment(id.as_str())?))
}
