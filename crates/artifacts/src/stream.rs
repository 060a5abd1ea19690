//! Storing byte streams that do not come from a sandbox.

use futures::{Stream, StreamExt};

use crate::error::{Error, Result};
use crate::fetch::blocking;
use crate::store::{Store, StoredFile};

/// Error on storing a stream of bytes.
#[derive(Debug, thiserror::Error)]
pub enum StreamError<E> {
    /// The stream returned an error.
    #[error(transparent)]
    Source(E),
    /// The stream has more bytes than the limit.
    #[error("it has more than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The bytes could not be stored.
    #[error(transparent)]
    Store(#[from] Error),
}

impl Store {
    /// Stores the bytes of a stream, at most `limit` of them. Dropping the future removes what was written, once a
    /// pending write ends.
    pub async fn put_stream<B, E>(
        &self,
        stream: impl Stream<Item = Result<B, E>>,
        limit: u64,
    ) -> Result<StoredFile, StreamError<E>>
    where
        B: AsRef<[u8]> + Send + 'static,
    {
        let store = self.clone();
        let mut part = blocking(move || store.new_part()).await?;
        let mut stream = std::pin::pin!(stream);
        while let Some(bytes) = stream.next().await {
            let bytes = bytes.map_err(StreamError::Source)?;
            if part.size() + bytes.as_ref().len() as u64 > limit {
                return Err(StreamError::TooLarge { limit });
            }
            part = blocking(move || part.write(bytes.as_ref()).map(|()| part)).await?;
        }
        let store = self.clone();
        Ok(blocking(move || store.store_part(part)).await?)
    }
}
