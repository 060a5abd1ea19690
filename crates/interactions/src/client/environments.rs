//! Calls on sandboxes and their files (contract sections 2.2 and 9).

use reqwest::Method;
use serde_json::{Map, Value};
use tokio::io::AsyncRead;

use super::http::{Want, decode};
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
        Download::start(self.client, call).await
    }

    /// An uncompressed tar of all files below the folder at `path` (empty for the whole sandbox).
    pub async fn download_tar(&self, id: &EnvironmentId, path: &str) -> Result<Download> {
        let query = [("alt", "media"), ("recursive", "true")];
        let call = self
            .client
            .call(Method::GET, &file(id, path)?, &query)?
            .want(Want::Bytes);
        Download::start(self.client, call).await
    }
}

/// How bytes are put into a sandbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadOptions {
    /// `application/octet-stream` unless set; for `extract` a tar or tar.gz.
    pub mime_type: Option<String>,
    /// Replaces a file that is there; otherwise that is the error 409 `aborted`.
    pub overwrite: bool,
    /// Unpacks a tar or tar.gz into the path.
    pub extract: bool,
}

impl Environments<'_> {
    /// Puts exactly `length` bytes at `path`, making folders as needed; gives what is there now. Holds 8 MiB in
    /// memory.
    pub async fn upload(
        &self,
        id: &EnvironmentId,
        path: &str,
        bytes: impl AsyncRead + Unpin,
        length: u64,
        options: &UploadOptions,
    ) -> Result<Vec<EnvironmentFile>> {
        let mut query = Vec::with_capacity(2);
        query.extend(options.extract.then_some(("extract", "true")));
        query.extend(options.overwrite.then_some(("overwrite", "true")));
        let start = self
            .client
            .upload_call(Method::PUT, &file(id, path)?, &query)?;
        let mime_type = options
            .mime_type
            .as_deref()
            .unwrap_or("application/octet-stream");
        let body = self.client.upload(start, mime_type, length, bytes).await?;
        uploaded_files(decode(&body, "the uploaded file")?)
    }
}

/// `{files:[…]}`, `{file:{…}}`, or one bare file (section 2.3).
fn uploaded_files(mut answer: Map<String, Value>) -> Result<Vec<EnvironmentFile>> {
    if answer.contains_key("files") {
        return Ok(EnvironmentFileList::from_map(answer).files);
    }
    match answer.shift_remove("file") {
        Some(Value::Object(file)) => Ok(vec![EnvironmentFile::from_map(file)]),
        Some(_) => Ok(Vec::new()),
        None => Ok(vec![EnvironmentFile::from_map(answer)]),
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
