//! DOS encodings, which the Encoding Standard does not have. Excel still writes them when a person chooses
//! "CSV (MS-DOS)", and so did much office software.

/// A single-byte encoding whose first half is ASCII.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DosEncoding {
    pub(crate) name: &'static str,
    /// Characters of the second half, from 0x80.
    letters: &'static str,
}

/// Code page 850, for Western Europe.
pub(crate) const WESTERN: DosEncoding = DosEncoding {
    name: "IBM850",
    letters: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
};

/// Code page 852, for Central Europe.
pub(crate) const CENTRAL: DosEncoding = DosEncoding {
    name: "IBM852",
    letters: "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
    └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
};

impl DosEncoding {
    /// Returns the encoding of this name, ignoring case.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        [&WESTERN, &CENTRAL]
            .into_iter()
            .find(|dos| dos.name.eq_ignore_ascii_case(name))
    }

    /// Appends the decoded bytes to `text`.
    pub(crate) fn decode(&self, bytes: &[u8], text: &mut String) {
        let letters: Vec<char> = self.letters.chars().collect();
        text.extend(bytes.iter().map(|byte| {
            match byte.checked_sub(0x80) {
                Some(at) => letters
                    .get(usize::from(at))
                    .copied()
                    .unwrap_or(char::REPLACEMENT_CHARACTER),
                None => char::from(*byte),
            }
        }));
    }
}
