//! Decodes token bytes into text that can be shown: whole characters only, and no part of a stop sequence.

/// A decoder that holds back incomplete characters and possible stop sequences.
pub(super) struct TextDecoder {
    bytes: Vec<u8>,
    text: String,
    stops: Vec<String>,
}

impl TextDecoder {
    pub(super) fn new(stops: &[String]) -> Self {
        let stops = stops
            .iter()
            .filter(|stop| !stop.is_empty())
            .cloned()
            .collect();
        Self {
            bytes: Vec::new(),
            text: String::new(),
            stops,
        }
    }

    /// Adds a token's bytes; returns the text that can be shown, and the stop sequence if one was reached.
    pub(super) fn push(&mut self, bytes: &[u8]) -> (String, Option<String>) {
        self.bytes.extend_from_slice(bytes);
        self.take_letters();
        if let Some((at, stop)) = self
            .stops
            .iter()
            .filter_map(|stop| Some((self.text.find(stop.as_str())?, stop)))
            .min()
        {
            let stop = stop.clone();
            let mut words = std::mem::take(&mut self.text);
            words.truncate(at);
            return (words, Some(stop));
        }
        let held = self
            .stops
            .iter()
            .map(|stop| overlap(&self.text, stop))
            .max()
            .unwrap_or(0);
        let rest = self.text.split_off(self.text.len() - held);
        (std::mem::replace(&mut self.text, rest), None)
    }

    /// The text that was held back, at the end of the reply.
    pub(super) fn finish(&mut self) -> String {
        self.text
            .push_str(&String::from_utf8_lossy(&std::mem::take(&mut self.bytes)));
        std::mem::take(&mut self.text)
    }

    /// Moves complete characters to the text; invalid bytes become U+FFFD.
    fn take_letters(&mut self) {
        loop {
            match std::str::from_utf8(&self.bytes) {
                Ok(text) => {
                    self.text.push_str(text);
                    self.bytes.clear();
                    return;
                }
                Err(error) => {
                    let valid = error.valid_up_to();
                    self.text
                        .push_str(&String::from_utf8_lossy(&self.bytes[..valid]));
                    let Some(bad) = error.error_len() else {
                        self.bytes.drain(..valid);
                        return;
                    };
                    self.text.push(char::REPLACEMENT_CHARACTER);
                    self.bytes.drain(..valid + bad);
                }
            }
        }
    }
}

/// Number of bytes at the end of `text` that could be the beginning of `stop`.
fn overlap(text: &str, stop: &str) -> usize {
    let fits = |length: &usize| stop.is_char_boundary(*length) && text.ends_with(&stop[..*length]);
    (1..stop.len()).rev().find(fits).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::TextDecoder;

    fn shown(tokens: &[&[u8]], stops: &[&str]) -> (Vec<String>, bool) {
        let mut words = TextDecoder::new(
            &stops
                .iter()
                .map(|stop| (*stop).to_owned())
                .collect::<Vec<_>>(),
        );
        let mut shown = Vec::new();
        for token in tokens {
            let (text, over) = words.push(token);
            shown.push(text);
            if over.is_some() {
                return (shown, true);
            }
        }
        shown.push(words.finish());
        (shown, false)
    }

    #[test]
    fn a_letter_split_over_tokens_is_shown_whole() {
        let (text, _) = shown(&[b"gr", b"\xc3", b"\xbc", b"n \xf0\x9f", b"\x98\x80"], &[]);
        assert_eq!(text, ["gr", "", "ü", "n ", "😀", ""]);
    }

    #[test]
    fn bytes_that_are_no_letter_are_replaced_and_the_rest_goes_on() {
        assert_eq!(
            shown(&[b"a\xffb", b"\xc3"], &[]).0.concat(),
            "a\u{fffd}b\u{fffd}"
        );
    }

    #[test]
    fn nothing_of_a_stop_sequence_is_shown_and_what_only_looked_like_one_is() {
        assert_eq!(
            shown(&[b"one EN", b"D two"], &["END"]),
            (vec!["one ".to_owned(), String::new()], true)
        );
        assert_eq!(
            shown(&[b"one E", b"Xit", b" E"], &["END"]).0.concat(),
            "one EXit E"
        );
    }
}
