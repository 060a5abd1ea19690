//! Server-sent events (SSE): splits bytes into frames, for any API.
//!
//! Beyond the standard it detects errors that servers send between events in violation of it: JSON on bare lines, and
//! in a field `error`.

use std::borrow::Cow;

use memchr::memchr2;

/// The content between two blank lines of a stream.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame<'a> {
    /// The data lines of one event, joined with LF.
    Data(Cow<'a, str>),
    /// Lines that are no fields but look like JSON, or the value of a field `error`: an error response sent by a
    /// defective server (of the Interactions API: contract section 16, item 1; `error: {…}`: older llama-servers).
    Bare(Cow<'a, str>),
    /// `[DONE]`: the end of the stream.
    Done,
}

/// The error for a line, or the data of one event, that is longer than allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event is longer than {limit} bytes")]
pub struct TooLong {
    /// Maximum length in bytes.
    pub limit: usize,
}

/// Splits a stream of bytes, in chunks of any size, into frames.
///
/// Supports LF, CRLF and CR line ends, comments, a leading BOM, `data:` with and without a space, and several data
/// lines; the `event`, `id` and `retry` fields are ignored: every API read here has the type in the data.
#[derive(Debug, Clone)]
pub struct Framer {
    /// The beginning of a line whose end has not arrived yet.
    line: Vec<u8>,
    /// The data lines of the current event.
    data: Vec<u8>,
    has_data: bool,
    /// Lines that are no fields but look like JSON.
    bare: Vec<u8>,
    /// True if the last chunk ended with CR: a LF at the start of the next one belongs to it.
    after_cr: bool,
    at_start: bool,
    /// The buffer that was returned as a frame and has to be cleared.
    taken: Option<Ready>,
    limit: usize,
}

impl Framer {
    /// A framer that rejects lines and events longer than `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self {
            line: Vec::new(),
            data: Vec::new(),
            has_data: false,
            bare: Vec::new(),
            after_cr: false,
            at_start: true,
            taken: None,
            limit,
        }
    }

    /// Consumes `input`, moving its start, until a frame is complete; `None` once all input is consumed.
    pub fn next_frame(&mut self, input: &mut &[u8]) -> Result<Option<Frame<'_>>, TooLong> {
        self.forget_taken();
        while !input.is_empty() {
            if self.after_cr {
                self.after_cr = false;
                if input[0] == b'\n' {
                    *input = &input[1..];
                    continue;
                }
            }
            let Some(end) = memchr2(b'\n', b'\r', input) else {
                self.check(self.line.len() + input.len())?;
                self.line.extend_from_slice(input);
                *input = &[];
                break;
            };
            let (line, rest) = input.split_at(end);
            self.after_cr = rest[0] == b'\r';
            *input = &rest[1..];
            self.check(self.line.len() + line.len())?;
            let ready = if self.line.is_empty() {
                self.take_line(line)?
            } else {
                let mut whole = std::mem::take(&mut self.line);
                whole.extend_from_slice(line);
                let ready = self.take_line(&whole)?;
                whole.clear();
                self.line = whole;
                ready
            };
            if let Some(ready) = ready {
                return Ok(Some(self.hand_out(ready)));
            }
        }
        Ok(None)
    }

    /// Ends the stream: returns the last event, even without its blank line. Call it until it returns `None`.
    pub fn finish(&mut self) -> Result<Option<Frame<'_>>, TooLong> {
        self.forget_taken();
        let line = std::mem::take(&mut self.line);
        let mut ready = if line.is_empty() {
            None
        } else {
            self.take_line(&line)?
        };
        if ready.is_none() {
            ready = self.take_line(b"")?;
        }
        Ok(ready.map(|ready| self.hand_out(ready)))
    }

    fn check(&self, length: usize) -> Result<(), TooLong> {
        if length > self.limit {
            Err(TooLong { limit: self.limit })
        } else {
            Ok(())
        }
    }

    fn forget_taken(&mut self) {
        match self.taken.take() {
            Some(Ready::Data) => {
                self.data.clear();
                self.has_data = false;
            }
            Some(Ready::Bare) => self.bare.clear(),
            None => {}
        }
    }

    /// Processes one line without its line end; returns the kind of frame that it completes.
    fn take_line(&mut self, mut line: &[u8]) -> Result<Option<Ready>, TooLong> {
        if self.at_start {
            self.at_start = false;
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        let Some(first) = line.first() else {
            return Ok(if self.has_data {
                Some(Ready::Data)
            } else if self.bare.is_empty() {
                None
            } else {
                Some(Ready::Bare)
            });
        };
        match first {
            b'd' if line.starts_with(b"data") && matches!(line.get(4), None | Some(b':')) => {
                let value = line.get(5..).unwrap_or_default();
                let value = value.strip_prefix(b" ").unwrap_or(value);
                if self.has_data {
                    self.data.push(b'\n');
                }
                self.check(self.data.len() + value.len())?;
                self.data.extend_from_slice(value);
                self.has_data = true;
            }
            b'e' if line.starts_with(b"error:") && self.bare.is_empty() => {
                let value = line[b"error:".len()..].trim_ascii();
                if serde_json::from_slice::<serde::de::IgnoredAny>(value).is_ok() {
                    self.bare.extend_from_slice(value);
                    return Ok(Some(Ready::Bare));
                }
            }
            b'{' | b'[' | b'}' | b']' | b' ' | b'\t' | b'"'
                if !self.bare.is_empty() || matches!(first, b'{' | b'[') =>
            {
                self.check(self.bare.len() + line.len())?;
                self.bare.extend_from_slice(line);
                self.bare.push(b'\n');
                let closed = matches!(line.trim_ascii_end().last(), Some(b'}' | b']'));
                if closed && serde_json::from_slice::<serde::de::IgnoredAny>(&self.bare).is_ok() {
                    return Ok(Some(Ready::Bare));
                }
            }
            _ => {}
        }
        Ok(None)
    }

    fn hand_out(&mut self, ready: Ready) -> Frame<'_> {
        self.taken = Some(ready);
        match ready {
            Ready::Data if self.data == b"[DONE]" => Frame::Done,
            Ready::Data => Frame::Data(String::from_utf8_lossy(&self.data)),
            Ready::Bare => Frame::Bare(String::from_utf8_lossy(&self.bare)),
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Ready {
    Data,
    Bare,
}
