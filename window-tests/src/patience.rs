//! Polling for a condition.

use std::time::{Duration, Instant};

use crate::{Error, Result};

/// Calls `look` every 100 ms until it returns a value. On a timeout, the error contains what `look` saw last.
pub async fn wait_until<T, F>(what: &str, at_most: Duration, mut look: F) -> Result<T>
where
    F: AsyncFnMut() -> Result<std::result::Result<T, String>>,
{
    let start = Instant::now();
    loop {
        let seen = match look().await {
            Ok(Ok(found)) => return Ok(found),
            Ok(Err(seen)) => seen,
            Err(error) => error.to_string(),
        };
        if start.elapsed() > at_most {
            return Err(Error::Waited {
                what: what.to_owned(),
                waited: at_most,
                seen,
            });
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
