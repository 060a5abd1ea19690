//! A reader that fails on overlong lines of a program's output: the MCP library reads a line to its end, however long
//! it is.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, ReadBuf};

/// Maximum length of a line in bytes, the same as the library's limit for a response over HTTP.
const MAX_LINE_BYTES: usize = 16 << 20;

/// Reads from `inner` until a line is longer than `max_line_bytes` bytes.
pub(super) struct LineLimiter<R> {
    inner: R,
    /// Bytes of the current line so far.
    line_length: usize,
    max_line_bytes: usize,
}

impl<R> LineLimiter<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            line_length: 0,
            max_line_bytes: MAX_LINE_BYTES,
        }
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for LineLimiter<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.inner).poll_read(context, buffer))?;
        let new = &buffer.filled()[before..];
        self.line_length = match new.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => new.len() - end - 1,
            None => self.line_length + new.len(),
        };
        if self.line_length > self.max_line_bytes {
            // After an error the buffer must not have grown.
            buffer.set_filled(before);
            return Poll::Ready(Err(io::Error::other("a line is too long")));
        }
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt as _;

    use super::*;

    #[tokio::test]
    async fn many_lines_pass_and_one_that_is_too_long_does_not() {
        let read = async |text: &'static str| {
            let mut lines = LineLimiter {
                max_line_bytes: 8,
                ..LineLimiter::new(text.as_bytes())
            };
            let mut all = String::new();
            lines.read_to_string(&mut all).await.map(|_| all)
        };
        let many = "1234567\n1234567\n1234567\n";
        assert_eq!(read(many).await.unwrap(), many);
        assert!(read("1234567\n123456789").await.is_err());
    }
}
