//! A reader that fails on overlong lines of a program's output: the MCP library reads a line to its end, however long
//! it is.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, ReadBuf};

/// Maximum length of a line in bytes, the same as the library's limit for a response over HTTP.
const LONGEST: usize = 16 << 20;

/// Reads from `from` until a line is longer than `longest` bytes.
pub(super) struct Lines<R> {
    from: R,
    /// Bytes of the current line so far.
    line: usize,
    longest: usize,
}

impl<R> Lines<R> {
    pub(super) fn of(from: R) -> Self {
        Self {
            from,
            line: 0,
            longest: LONGEST,
        }
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Lines<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.from).poll_read(context, buffer))?;
        let new = &buffer.filled()[before..];
        self.line = match new.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => new.len() - end - 1,
            None => self.line + new.len(),
        };
        if self.line > self.longest {
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
            let mut lines = Lines {
                longest: 8,
                ..Lines::of(text.as_bytes())
            };
            let mut all = String::new();
            lines.read_to_string(&mut all).await.map(|_| all)
        };
        let many = "1234567\n1234567\n1234567\n";
        assert_eq!(read(many).await.unwrap(), many);
        assert!(read("1234567\n123456789").await.is_err());
    }
}
