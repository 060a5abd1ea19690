//! Calls on sandboxes and their files (contract sections 2.2 and 9).

use reqwest::Method;

use super::http::Want;
use super::paged::Page;
use super::{Client, Download, Paged, path};
use crate::error::Result;
use crate::types::{
    CreateEnvironment, Environment, EnvironmentFile, EnvironmentFileList, EnvironmentId,
    EnvironmentList,
};

/// Sandboxes and their files (contract sections 2.2 and 9).
#[derive(Debug, Clone, Copy)]
pub struct Environments<'a> {
    client: &'a Client,
}

impl Page for EnvironmentList {
    type Item = Environment;

    fn split(self) -> (Vec<Environment>, Option<String>) {
        (self.environments, self.next_page_token)
    }
}

impl Page for EnvironmentFileList {
    type Item = EnvironmentFile;

    fn split(self) -> (Vec<EnvironmentFile>, Option<String>) {
        (self.files, self.next_page_token)
    }
}

impl<'a> Environments<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// All sandboxes.
    pub fn list(&self) -> Paged<Environment> {
        Paged::new::<EnvironmentList>(self.client, Ok("environments".to_owned()), Vec::new())
    }

    /// One sandbox.
    pub async fn get(&self, id: &EnvironmentId) -> Result<Environment> {
        let call = self.client.call(Method::GET, &environment(id)?, &[])?;
        self.client.json(&call, "the environment").await
    }

    /// Makes a sandbox, empty or from another one.
    pub async fn create(&self, request: &CreateEnvironment) -> Result<Environment> {
        let call = self
            .client
            .call_with(Method::POST, "environments", &[], request)?
            .once();
        self.client.json(&call, "the environment").await
    }

    /// Removes a sandbox and its files.
    pub async fn delete(&self, id: &EnvironmentId) -> Result<()> {
        let call = self.client.call(Method::DELETE, &environment(id)?, &[])?;
        self.client.body(&call).await?;
        Ok(())
    }

    /// Files and folders at `path` (empty or `/` for the root): its children, all that is below it when
    /// `recursive`, or the one entry of a file. Names in it are hostile input.
    pub fn files(&self, id: &EnvironmentId, path: &str, recursive: bool) -> Paged<EnvironmentFile> {
        let query = if recursive {
            vec![("recursive", "true".to_owned())]
        } else {
            Vec::new()
        };
        Paged::new::<EnvironmentFileList>(self.client, file(id, path), query)
    }

    /// The bytes of the file at `path`; of a folder, an uncompressed tar of its immediate files.
    pub async fn download(&self, id: &EnvironmentId, path: &str) -> Result<Download> {
        let call = self
            .client
            .call(Method::GET, &file(id, path)?, &[("alt", "media")])?
            .want(Want::Bytes);
        Ok(Download::new(
            self.client.send(&call).await?,
            self.client.inner.timeouts.idle,
        ))
    }

    /// An uncompressed tar of all files below the folder at `path` (empty for the whole sandbox).
    pub async fn download_tar(&self, id: &EnvironmentId, path: &str) -> Result<Download> {
        let query = [("alt", "media"), ("recursive", "true")];
        let call = self
            .client
            .call(Method::GET, &file(id, path)?, &query)?
            .want(Want::Bytes);
        Ok(Download::new(
            self.client.send(&call).await?,
            self.client.inner.timeouts.idle,
        ))
    }
}

fn environment(id: &EnvironmentId) -> Result<String> {
    Ok(format!("environments/{}", path::segment(id.as_str())?))
}

fn file(id: &EnvironmentId, path: &str) -> Result<String> {
    Ok(format!(
        "{}/files/{}",
        environment(id)?,
        path::environment_path(path)
    ))
}
