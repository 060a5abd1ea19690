//! Resumable uploads: a session, then pieces of 8 MiB (contract section 2.3).

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Response};
use tokio::io::{AsyncRead, AsyncReadExt};

use super::Client;
use super::http::Call;
use crate::error::{Error, Result};

/// The size of a piece in bytes; the service requires multiples of 256 KiB.
const PIECE: u64 = 8 << 20;
/// Back-off of the retries of a piece whose response has no upload status.
const REPEATS: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
];

const PROTOCOL: HeaderName = HeaderName::from_static("x-goog-upload-protocol");
const COMMAND: HeaderName = HeaderName::from_static("x-goog-upload-command");
const OFFSET: HeaderName = HeaderName::from_static("x-goog-upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("x-goog-upload-header-content-length");
const MIME_TYPE: HeaderName = HeaderName::from_static("x-goog-upload-header-content-type");
const SESSION: HeaderName = HeaderName::from_static("x-goog-upload-url");
const STATUS: HeaderName = HeaderName::from_static("x-goog-upload-status");

impl Client {
    /// Uploads exactly `length` bytes of `bytes` after a start call; returns the body of the final response. Buffers
    /// one piece in memory.
    pub(crate) async fn upload(
        &self,
        start: Call,
        mime_type: &str,
        length: u64,
        mut bytes: impl AsyncRead + Unpin,
    ) -> Result<Bytes> {
        let mime_type = media_type(mime_type)?;
        let start = start
            .once()
            .header(PROTOCOL, HeaderValue::from_static("resumable"))
            .header(COMMAND, HeaderValue::from_static("start"))
            .header(LENGTH, length.into())
            .header(MIME_TYPE, mime_type);
        let started = self.send(&start).await?;
        let session = session_url(started.headers())?;
        let mut offset = 0;
        loop {
            let size = PIECE.min(length - offset);
            let piece = read_piece(&mut bytes, size).await?;
            let last = offset + size == length;
            let answer = self.send_piece(&session, offset, piece, last).await?;
            let is_final = upload_status(&answer) == Some("final");
            if is_final != last {
                let reason = if last {
                    "the upload is not finished after its last byte"
                } else {
                    "the upload ended early"
                };
                return Err(Error::Transport {
                    reason: reason.to_owned(),
                });
            }
            if last {
                return self.read_body(answer, self.inner.body_limit).await;
            }
            offset += size;
        }
    }

    /// Sends a piece at its offset; that is idempotent, so it is retried after transport errors.
    async fn send_piece(
        &self,
        session: &str,
        offset: u64,
        piece: Bytes,
        last: bool,
    ) -> Result<Response> {
        let command = if last { "upload, finalize" } else { "upload" };
        let call = self
            .call_at(Method::POST, session)?
            .once()
            .with_body(piece)
            .patience(self.inner.timeouts.work)
            .header(COMMAND, HeaderValue::from_static(command))
            .header(OFFSET, offset.into());
        let mut delays = REPEATS.iter();
        loop {
            let failed = match self.send(&call).await {
                Ok(answer) if upload_status(&answer).is_some() => return Ok(answer),
                Ok(_) => Error::Transport {
                    reason: "the answer says nothing of the upload".to_owned(),
                },
                Err(error) if error.is_retryable() => error,
                Err(error) => return Err(error),
            };
            let Some(delay) = delays.next() else {
                return Err(failed);
            };
            let asked = failed.retry_after().unwrap_or_default();
            if asked > self.inner.retry.longest_retry_after {
                return Err(failed);
            }
            tokio::time::sleep(asked.max(*delay)).await;
        }
    }
}

pub(super) fn media_type(text: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(text).map_err(|_| Error::Setup {
        reason: "the media type cannot be sent".to_owned(),
    })
}

/// Path and query of the session URL; its host is replaced by the client's own, so that the key is sent nowhere else.
fn session_url(headers: &HeaderMap) -> Result<String> {
    let url = headers.get(SESSION).and_then(|url| url.to_str().ok());
    let url = url.ok_or_else(|| Error::Decode {
        at: "the answer to the start of the upload".to_owned(),
        reason: "it names no session".to_owned(),
    })?;
    let after_host = url.split_once("://").map_or(url, |(_, rest)| {
        &rest[rest.find('/').unwrap_or(rest.len())..]
    });
    if !after_host.starts_with('/') {
        return Err(Error::Decode {
            at: "the answer to the start of the upload".to_owned(),
            reason: "the session's address has no path".to_owned(),
        });
    }
    Ok(after_host.to_owned())
}

fn upload_status(answer: &Response) -> Option<&str> {
    answer.headers().get(STATUS)?.to_str().ok()
}

async fn read_piece(bytes: &mut (impl AsyncRead + Unpin), size: u64) -> Result<Bytes> {
    let capacity = usize::try_from(size).expect("a piece is at most 8 MiB");
    let mut piece = BytesMut::with_capacity(capacity);
    let mut limited = bytes.take(size);
    while piece.len() < capacity {
        let read = limited.read_buf(&mut piece).await;
        let read = read.map_err(|error| Error::Local {
            reason: error.to_string(),
        })?;
        if read == 0 {
            return Err(Error::Local {
                reason: "there are fewer bytes than announced".to_owned(),
            });
        }
    }
    Ok(piece.freeze())
}
