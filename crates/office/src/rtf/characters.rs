//! Characters of rich text: code page bytes, one or two each, and Unicode numbers followed by fallback characters.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Incomplete characters.
#[derive(Default)]
pub(super) struct CharacterDecoder {
    bytes: Vec<u8>,
    encoding: Option<&'static Encoding>,
    utf16: Vec<u16>,
    /// Number of fallback characters to skip.
    fallback_left: usize,
}

impl CharacterDecoder {
    /// Takes a byte in a code page; returns the text that it completes.
    pub(super) fn push(&mut self, byte: u8, encoding: Option<&'static Encoding>) -> Option<String> {
        if self.fallback_left > 0 {
            self.fallback_left -= 1;
            return None;
        }
        let changes =
            !self.utf16.is_empty() || (self.encoding != encoding && !self.bytes.is_empty());
        let done = changes.then(|| self.take());
        self.encoding = encoding;
        self.bytes.push(byte);
        done
    }

    /// Takes a UTF-16 code unit that is followed by `fallback_count` fallback characters.
    pub(super) fn unicode(&mut self, number: i32, fallback_count: usize) {
        if !self.bytes.is_empty() {
            let text = self.take();
            self.utf16.extend(text.encode_utf16());
        }
        // Values above 32767 are written as negative numbers.
        self.utf16.push(number as u16);
        self.fallback_left = fallback_count;
    }

    /// Returns everything pending as text.
    pub(super) fn take(&mut self) -> String {
        self.fallback_left = 0;
        let mut text = String::from_utf16_lossy(&std::mem::take(&mut self.utf16));
        if !self.bytes.is_empty() {
            let encoding = self.encoding.unwrap_or(WINDOWS_1252);
            text.push_str(&encoding.decode_without_bom_handling(&self.bytes).0);
            self.bytes.clear();
        }
        text
    }
}

/// Returns the encoding of a Windows code page.
pub(super) fn encoding_of_code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        866 => "ibm866".to_owned(),
        65001 => "utf-8".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// Returns the encoding of a font's character set.
pub(super) fn encoding_of_charset(number: i32) -> Option<&'static Encoding> {
    encoding_of_code_page(match number {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}
