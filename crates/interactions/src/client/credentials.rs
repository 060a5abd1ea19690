//! Calls on stored credentials (contract sections 2 and 9.6).

use reqwest::Method;

use super::paged::Page;
use super::{Client, Paged, path};
use crate::error::Result;
use crate::types::{Credential, CredentialConfig, CredentialId, CredentialList};

/// Calls on stored credentials (contract section 9.6).
///
/// # Errors
///
/// All calls: [`Error::Api`](crate::Error::Api) as the service returns it, with 404 if there is no such credential;
/// [`Error::InvalidRequest`](crate::Error::InvalidRequest) for an empty id or a request that the contract forbids; or
/// a transport error.
#[derive(Debug, Clone, Copy)]
pub struct Credentials<'a> {
    client: &'a Client,
}

impl Page for CredentialList {
    type Item = Credential;

    fn split(self) -> (Vec<Credential>, Option<String>) {
        (self.credentials, self.next_page_token)
    }
}

impl<'a> Credentials<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// All credentials, without their secrets, page after page (section 2).
    pub fn list(&self) -> Paged<Credential> {
        Paged::new::<CredentialList>(self.client, Ok("credentials".to_owned()), Vec::new())
    }

    /// Stores a credential and returns it without its secret (section 9.6).
    pub async fn create(&self, config: &CredentialConfig) -> Result<Credential> {
        let call = self
            .client
            .call_with(Method::POST, "credentials", &[], config)?
            .once();
        self.client.json(&call, "the credential").await
    }

    /// One credential, without its secret (section 2).
    pub async fn get(&self, id: &CredentialId) -> Result<Credential> {
        let call = self.client.call(Method::GET, &credential_path(id)?, &[])?;
        self.client.json(&call, "the credential").await
    }

    /// Updates the named fields, such as `["token"]`, and returns the credential without its secret (section 9.6).
    pub async fn update(
        &self,
        id: &CredentialId,
        config: &CredentialConfig,
        fields: &[&str],
    ) -> Result<Credential> {
        let mask = fields.join(",");
        let call = self.client.call_with(
            Method::PATCH,
            &credential_path(id)?,
            &[("update_mask", &mask)],
            config,
        )?;
        self.client.json(&call, "the credential").await
    }

    /// Deletes a credential (section 2).
    pub async fn delete(&self, id: &CredentialId) -> Result<()> {
        let call = self
            .client
            .call(Method::DELETE, &credential_path(id)?, &[])?;
        self.client.body(&call).await?;
        Ok(())
    }
}

fn credential_path(id: &CredentialId) -> Result<String> {
    Ok(format!("credentials/{}", path::segment(id.as_str())?))
}
