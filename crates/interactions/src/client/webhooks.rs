//! Calls on webhooks (contract sections 2 and 12).

use reqwest::Method;

use super::paged::Page;
use super::{Client, Paged, path};
use crate::error::Result;
use crate::types::{
    RevocationBehavior, RotateSigningSecret, RotatedSecret, Webhook, WebhookId, WebhookList,
};

/// Receivers of news (contract section 12).
///
/// # Errors
///
/// All calls: an [`Error::Api`](crate::Error::Api) as the service answers it, with 404 when there is no such webhook;
/// an [`Error::InvalidRequest`](crate::Error::InvalidRequest) for an empty id and what the contract forbids; else what
/// went wrong on the way.
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

    /// Makes a webhook; only this answer holds its whole secret, in `new_signing_secret` (section 12).
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

    /// Changes the named fields, such as `["state"]`, and gives the webhook as it is now (section 2).
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

    /// Removes a webhook (section 2).
    pub async fn delete(&self, id: &WebhookId) -> Result<()> {
        let call = self.client.call(Method::DELETE, &webhook_path(id)?, &[])?;
        self.client.body(&call).await?;
        Ok(())
    }

    /// Has the service send a test to the receiver (section 2).
    pub async fn ping(&self, id: &WebhookId) -> Result<()> {
        let call = self
            .client
            .call(Method::POST, &format!("{}:ping", webhook_path(id)?), &[])?;
        self.client.body(&call).await?;
        Ok(())
    }

    /// Makes a new secret and gives it; `old` says until when the ones before it work (section 12).
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
