//! Characters of rich text: code page bytes, one or two each, and Unicode numbers followed by fallback characters.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Incomplete characters.
#[derive(Default)]
pub(super) struct Letters {
    bytes: Vec<u8>,
    encoding: Option<&'static Encoding>,
    units: Vec<u16>,
    /// Number of fallback characters to skip.
    skip: usize,
}

impl Letters {
    /// Takes a byte in a code page; returns the text that it completes.
    pub(super) fn push(&mut self, byte: u8, encoding: Option<&'static Encoding>) -> Option<String> {
        if self.skip > 0 {
            self.skip -= 1;
            return None;
        }
        let changes =
            !self.units.is_empty() || (self.encoding != encoding && !self.bytes.is_empty());
        let done = changes.then(|| self.take());
        self.encoding = encoding;
        self.bytes.push(byte);
        done
    }

    /// Takes a UTF-16 code unit that is followed by `stand_ins` fallback characters.
    pub(super) fn unicode(&mut self, number: i32, stand_ins: usize) {
        if !self.bytes.is_empty() {
            let text = self.take();
            self.units.extend(text.encode_utf16());
        }
        // Values above 32767 are written as negative numbers.
        self.units.push(number as u16);
        self.skip = stand_ins;
    }

    /// Returns everything pending as text.
    pub(super) fn take(&mut self) -> String {
        self.skip = 0;
        let mut text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
        if !self.bytes.is_empty() {
            let encoding = self.encoding.unwrap_or(WINDOWS_1252);
            text.push_str(&encoding.decode_without_bom_handling(&self.bytes).0);
            self.bytes.clear();
        }
        text
    }
}

/// Returns the encoding of a Windows code page.
pub(super) fn of_code_page(number: i32) -> Option<&'static Encoding> {
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
pub(super) fn of_charset(number: i32) -> Option<&'static Encoding> {
    of_code_page(match number {
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
