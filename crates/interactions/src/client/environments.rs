//! Calls on sandboxes and their files (contract sections 2.2 and 9).

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Map, Value};
use tokio::io::AsyncRead;

use super::http::{Call, ResponseKind, decode};
use super::paged::Page;
use super::{Client, Download, Paged, Partial, path, upload};
use crate::error::Result;
use crate::types::{
    CreateEnvironment, Environment, EnvironmentFile, EnvironmentFileList, EnvironmentId,
    EnvironmentList, EnvironmentMode,
};

/// Calls on sandboxes and their files (contract sections 2.2 and 9).
///
/// # Errors
///
/// All calls: [`Error::Api`](crate::Error::Api) as the service returns it, with 404 if there is no such sandbox or
/// file; [`Error::InvalidRequest`](crate::Error::InvalidRequest) for an empty id or a request that the contract
/// forbids; or a transport error.
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

    /// All sandboxes, page after page (section 2: 50 per page by default, at most 1000).
    pub fn list(&self) -> Paged<Environment> {
        Paged::new::<EnvironmentList>(self.client, Ok("environments".to_owned()), Vec::new())
    }

    /// The sandboxes with this `mode`, which says where their tools run, page after page (section 2).
    pub fn list_by_mode(&self, mode: &EnvironmentMode) -> Paged<Environment> {
        let query = vec![("mode", mode.as_str().to_owned())];
        Paged::new::<EnvironmentList>(self.client, Ok("environments".to_owned()), query)
    }

    /// One sandbox (section 9.2).
    pub async fn get(&self, id: &EnvironmentId) -> Result<Environment> {
        let call = self.client.call(Method::GET, &environment(id)?, &[])?;
        self.client.json(&call, "the environment").await
    }

    /// Creates a sandbox, empty or forked from another one, and returns it (section 9.2). A request that
    /// [`CreateEnvironment::validate`] rejects is not sent.
    pub async fn create(&self, request: &CreateEnvironment) -> Result<Environment> {
        request.validate()?;
        let call = self
            .client
            .call_with(Method::POST, "environments", &[], request)?
            .once();
        self.client.json(&call, "the environment").await
    }

    /// Deletes a sandbox and its files (section 2).
    pub async fn delete(&self, id: &EnvironmentId) -> Result<()> {
        let call = self.client.call(Method::DELETE, &environment(id)?, &[])?;
        self.client.body(&call).await?;
        Ok(())
    }

    /// Files and folders at `path` (empty or `/` for the root): the children of a folder, all its descendants if
    /// `recursive`, or the single entry of a file (section 2.2). The names are untrusted input.
    pub fn files(&self, id: &EnvironmentId, path: &str, recursive: bool) -> Paged<EnvironmentFile> {
        let query = if recursive {
            vec![("recursive", "true".to_owned())]
        } else {
            Vec::new()
        };
        Paged::new::<EnvironmentFileList>(self.client, file(id, path), query)
    }

    /// The bytes of the file at `path`; for a folder, an uncompressed tar of its immediate files (section 2.2). Any
    /// path is sent unchanged, including `#`, `?`, `%41`, spaces and dots.
    pub async fn download(&self, id: &EnvironmentId, path: &str) -> Result<Download> {
        Download::start(self.client, self.file_call(id, path)?).await
    }

    /// Like [`Environments::download`], for a file of which a part is already received. [`Download::received`] is the
    /// offset at which the bytes begin: after the part, or 0 if the file changed or the server sends it only whole.
    pub async fn download_after(
        &self,
        id: &EnvironmentId,
        path: &str,
        part: &Partial,
    ) -> Result<Download> {
        Download::start_after(self.client, self.file_call(id, path)?, part).await
    }

    fn file_call(&self, id: &EnvironmentId, path: &str) -> Result<Call> {
        let call = self
            .client
            .call(Method::GET, &file(id, path)?, &[("alt", "media")])?;
        Ok(call.expecting(ResponseKind::Bytes))
    }

    /// An uncompressed tar of all files below the folder at `path`, empty for the whole sandbox (section 2.2).
    pub async fn download_tar(&self, id: &EnvironmentId, path: &str) -> Result<Download> {
        let query = [("alt", "media"), ("recursive", "true")];
        let call = self
            .client
            .call(Method::GET, &file(id, path)?, &query)?
            .expecting(ResponseKind::Bytes);
        Download::start(self.client, call).await
    }
}

/// Options of an upload into a sandbox (contract section 2.3).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadOptions {
    /// `application/octet-stream` by default; for `extract` a tar or tar.gz.
    pub mime_type: Option<String>,
    /// Replaces an existing file; otherwise an existing file is the error 409 `aborted`.
    pub overwrite: bool,
    /// Unpacks a tar or tar.gz into the path.
    pub extract: bool,
}

impl Environments<'_> {
    /// Uploads exactly `length` bytes to `path`, creating folders as needed; returns the files now there (section
    /// 2.3). Buffers 8 MiB in memory; each piece of that size is retried up to three times. If there are fewer bytes
    /// than `length`, or they cannot be read, that is an [`Error::Local`](crate::Error::Local).
    pub async fn upload(
        &self,
        id: &EnvironmentId,
        path: &str,
        bytes: impl AsyncRead + Unpin,
        length: u64,
        options: &UploadOptions,
    ) -> Result<Vec<EnvironmentFile>> {
        let start = self.start(id, path, options)?;
        let body = self
            .client
            .upload(start, options.mime_type(), length, bytes);
        uploaded_files(decode(&body.await?, "the uploaded file")?)
    }

    /// Like [`Environments::upload`] in one request, for bytes that are in memory anyway (section 2.3). Retried only
    /// with `overwrite`: otherwise the file left by the first attempt would make the second one fail.
    pub async fn upload_at_once(
        &self,
        id: &EnvironmentId,
        path: &str,
        bytes: impl Into<Bytes>,
        options: &UploadOptions,
    ) -> Result<Vec<EnvironmentFile>> {
        let mut call = self
            .start(id, path, options)?
            .with_body(bytes.into())
            .header(CONTENT_TYPE, upload::media_type(options.mime_type())?);
        if !options.overwrite {
            call = call.once();
        }
        let body = self.client.body(&call).await?;
        uploaded_files(decode(&body, "the uploaded file")?)
    }

    fn start(&self, id: &EnvironmentId, path: &str, options: &UploadOptions) -> Result<Call> {
        let mut query = Vec::with_capacity(2);
        query.extend(options.extract.then_some(("extract", "true")));
        query.extend(options.overwrite.then_some(("overwrite", "true")));
        self.client
            .upload_call(Method::PUT, &file(id, path)?, &query)
    }
}

impl UploadOptions {
    fn mime_type(&self) -> &str {
        let set = self.mime_type.as_deref();
        set.unwrap_or("application/octet-stream")
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
