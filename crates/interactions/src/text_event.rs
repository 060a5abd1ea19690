//! Fast path for the event that makes up nearly all of a stream: a piece of text, parsed in one pass.
//!
//! Any other event is left to the general parser, which gives the same result, only slower.

use std::borrow::Cow;

use memchr::memchr2;

/// A `step.delta` with a `text` delta and no unknown fields.
pub(crate) struct TextEvent<'a> {
    pub(crate) index: usize,
    pub(crate) text: Cow<'a, str>,
    pub(crate) event_id: Option<Cow<'a, str>>,
}

impl<'a> TextEvent<'a> {
    /// Parses the JSON object of a data line; `None` if it is another event, or formatted unusually.
    pub(crate) fn read(json: &'a str) -> Option<Self> {
        let mut reader = Reader { json, at: 0 };
        let mut is_delta = false;
        let (mut index, mut text, mut event_id) = (None, None, None);
        reader.object(|reader, name| match name {
            "event_type" => once(&mut is_delta, reader.word()? == "step.delta"),
            "index" => once_some(&mut index, reader.number()?),
            "delta" => once_some(&mut text, reader.text_delta()?),
            "event_id" => once_some(&mut event_id, reader.text()?),
            _ => None,
        })?;
        let at_end = reader.peek().is_none();
        (is_delta && at_end).then_some(())?;
        Some(Self {
            index: index?,
            text: text?,
            event_id,
        })
    }
}

/// Records a condition that has to hold and may occur only once.
fn once(place: &mut bool, fact: bool) -> Option<()> {
    (fact && !std::mem::replace(place, true)).then_some(())
}

/// Sets a value that may be set only once.
fn once_some<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

/// A cursor in a JSON text. Returns `None` for anything unexpected.
struct Reader<'a> {
    json: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// The next byte that is not white space, without consuming it.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.json.as_bytes().get(self.at)? {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                byte => return Some(*byte),
            }
        }
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn expect(&mut self, wanted: u8) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }

    /// Parses an object with at least one field; `field` parses the value of each.
    fn object(&mut self, mut field: impl FnMut(&mut Self, &'a str) -> Option<()>) -> Option<()> {
        self.expect(b'{')?;
        loop {
            let name = self.word()?;
            self.expect(b':')?;
            field(self, name)?;
            match self.next()? {
                b',' => {}
                b'}' => return Some(()),
                _ => return None,
            }
        }
    }

    fn text_delta(&mut self) -> Option<Cow<'a, str>> {
        let mut is_text = false;
        let mut text = None;
        self.object(|reader, name| match name {
            "type" => once(&mut is_text, reader.word()? == "text"),
            "text" => once_some(&mut text, reader.text()?),
            _ => None,
        })?;
        text.filter(|_| is_text)
    }

    /// Parses a string without escapes.
    fn word(&mut self) -> Option<&'a str> {
        match self.text()? {
            Cow::Borrowed(word) => Some(word),
            Cow::Owned(_) => None,
        }
    }

    fn text(&mut self) -> Option<Cow<'a, str>> {
        self.expect(b'"')?;
        let start = self.at;
        let mut escaped = false;
        loop {
            let rest = self.json.as_bytes().get(self.at..)?;
            let step = memchr2(b'"', b'\\', rest)?;
            self.at += step + 1;
            if rest[step] == b'"' {
                break;
            }
            escaped = true;
            self.at += 1;
        }
        if escaped {
            let quoted = self.json.get(start - 1..self.at)?;
            return serde_json::from_str(quoted).ok().map(Cow::Owned);
        }
        let text = self.json.get(start..self.at - 1)?;
        let is_plain = text.bytes().all(|byte| byte >= b' ');
        is_plain.then_some(Cow::Borrowed(text))
    }

    /// Parses an integer of at most nine digits.
    fn number(&mut self) -> Option<usize> {
        self.peek()?;
        let rest = self.json.as_bytes().get(self.at..)?;
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_usual = matches!((length, rest.first()?), (1, _) | (2..=9, b'1'..=b'9'));
        let digits = self.json.get(self.at..self.at + length)?;
        self.at += length;
        digits.parse().ok().filter(|_| is_usual)
    }
}
