//! Calls on uploaded files and file search stores (contract section 2.4).

use reqwest::Method;
use tokio::io::AsyncRead;

use super::http::{ResponseKind, decode, parse_url, same_origin};
use super::{Client, Download, path};
use crate::error::{Error, Result};
use crate::types::file::{NewFile, NewStoreFile, StartFile, UploadedFile};
use crate::types::{File, FileId, FileSearchStore, Operation};

/// Calls on uploaded files and file search stores (contract section 2.4).
///
/// # Errors
///
/// All calls: [`Error::Api`](crate::Error::Api) as the service returns it, with 404 if there is no such file;
/// [`Error::InvalidRequest`](crate::Error::InvalidRequest) for an empty id or a request that the contract forbids; or
/// a transport error.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    client: &'a Client,
}

impl<'a> Files<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Uploads exactly `length` bytes and returns the file; it can be used once its state is active (section 2.4: at
    /// most 2 GB, kept for 48 hours). Buffers 8 MiB in memory; each piece of that size is retried up to three times.
    /// If there are fewer bytes than `length`, or they cannot be read, that is an [`Error::Local`].
    pub async fn upload(
        &self,
        bytes: impl AsyncRead + Unpin,
        length: u64,
        mime_type: &str,
        display_name: Option<&str>,
    ) -> Result<File> {
        let file = NewFile {
            display_name: display_name.map(str::to_owned),
            mime_type: Some(mime_type.to_owned()),
            size_bytes: Some(length),
            ..NewFile::default()
        };
        let start = StartFile {
            file: Some(file),
            ..StartFile::default()
        };
        let call = self
            .client
            .upload_call_with(Method::POST, "files", &[], &start)?;
        let body = self.client.upload(call, mime_type, length, bytes).await?;
        let uploaded: UploadedFile = decode(&body, "the uploaded file")?;
        uploaded.file.ok_or_else(|| Error::Decode {
            at: "the uploaded file".to_owned(),
            reason: "there is no `file` in it".to_owned(),
        })
    }

    /// One file, by its id with or without `files/` (section 2.4).
    pub async fn get(&self, id: &FileId) -> Result<File> {
        let call = self.client.call(Method::GET, &file_path(id)?, &[])?;
        self.client.json(&call, "the file").await
    }

    /// Deletes a file (section 2.4).
    pub async fn delete(&self, id: &FileId) -> Result<()> {
        let call = self.client.call(Method::DELETE, &file_path(id)?, &[])?;
        self.client.body(&call).await?;
        Ok(())
    }

    /// The bytes of a file (section 2.4). The whole content of a sandbox as a tar is the file `environment-{id}`
    /// (section 2.2, deprecated).
    pub async fn download(&self, id: &FileId) -> Result<Download> {
        let path = format!("{}:download", file_path(id)?);
        let call = self
            .client
            .call(Method::GET, &path, &[("alt", "media")])?
            .expecting(ResponseKind::Bytes);
        Download::start(self.client, call).await
    }

    /// The file id in a URL of a response, if the URL is this service's own (section 6): only such a file is
    /// requested with the key.
    pub fn of_uri(&self, uri: &str) -> Option<FileId> {
        let url = parse_url(uri).ok()?;
        if !same_origin(&url, &self.client.inner.origin) {
            return None;
        }
        let mut segments = url
            .path_segments()?
            .skip_while(|segment| *segment != "files");
        let id = segments.nth(1)?;
        let id = id.strip_suffix(":download").unwrap_or(id);
        (!id.is_empty()).then(|| FileId::from(id))
    }

    /// Creates a store for the `file_search` tool (section 2).
    pub async fn create_store(&self, display_name: &str) -> Result<FileSearchStore> {
        let store = FileSearchStore {
            display_name: Some(display_name.to_owned()),
            ..FileSearchStore::default()
        };
        let call = self
            .client
            .call_with(Method::POST, "fileSearchStores", &[], &store)?
            .once();
        self.client.json(&call, "the store").await
    }

    /// One store, by its name with or without `fileSearchStores/`, including the number of its searchable files. The
    /// contract has no recording of this call; it follows the service's reference.
    pub async fn store(&self, name: &str) -> Result<FileSearchStore> {
        let call = self.client.call(Method::GET, &store_path(name)?, &[])?;
        self.client.json(&call, "the store").await
    }

    /// Deletes a store with all its files. The contract has no recording of this call; it follows the service's
    /// reference.
    pub async fn delete_store(&self, name: &str) -> Result<()> {
        let query = [("force", "true")];
        let call = self
            .client
            .call(Method::DELETE, &store_path(name)?, &query)?;
        self.client.body(&call).await?;
        Ok(())
    }

    /// Uploads exactly `length` bytes into a store, named with or without `fileSearchStores/`, and returns the
    /// operation that processes the file afterwards (section 2). Memory use and errors as for [`Files::upload`].
    pub async fn upload_to_store(
        &self,
        store: &str,
        bytes: impl AsyncRead + Unpin,
        length: u64,
        mime_type: &str,
        display_name: Option<&str>,
    ) -> Result<Operation> {
        let path = format!("{}:uploadToFileSearchStore", store_path(store)?);
        let file = NewStoreFile {
            mime_type: Some(mime_type.to_owned()),
            display_name: display_name.map(str::to_owned),
            ..NewStoreFile::default()
        };
        let call = self
            .client
            .upload_call_with(Method::POST, &path, &[], &file)?;
        let body = self.client.upload(call, mime_type, length, bytes).await?;
        decode(&body, "the upload's operation")
    }
}

fn store_path(name: &str) -> Result<String> {
    let id = name.strip_prefix("fileSearchStores/").unwrap_or(name);
    Ok(format!("fileSearchStores/{}", path::segment(id)?))
}

fn file_path(id: &FileId) -> Result<String> {
    let id = id.as_str();
    let id = path::segment(id.strip_prefix("files/").unwrap_or(id))?;
    Ok(format!("files/{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_of_the_service_itself_is_one_of_its_files() {
        let client = Client::builder("https://service.example/").build().unwrap();
        let id = |uri| client.files().of_uri(uri).map(|id| id.as_str().to_owned());
        let uri = "https://service.example/v1beta/files/abc-1";
        assert_eq!(id(uri).as_deref(), Some("abc-1"));
        let download = "https://service.example/v1beta/files/abc-1:download?alt=media";
        assert_eq!(id(download).as_deref(), Some("abc-1"));
        for other in [
            "https://other.example/v1beta/files/abc",
            "http://service.example/v1beta/files/abc",
            "https://service.example:8443/v1beta/files/abc",
            "https://service.example.evil.example/v1beta/files/abc",
            "https://service.example/v1beta/files/",
            "https://service.example/v1beta/models/abc",
            "files/abc",
        ] {
            assert_eq!(id(other), None, "{other}");
        }
    }
}
