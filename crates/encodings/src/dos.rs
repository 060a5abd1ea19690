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

/// Bytes that are lower-case letters in DOS encodings, but not letters within a word in others: symbols in Windows
/// encodings, capitals in those of the Mac.
const EVIDENCE: &[u8] = &[0x81, 0x82, 0x84, 0x94, 0xa1, 0xa2, 0xa3, 0xa4];
/// Those of [`EVIDENCE`] that are symbols before a word in other encodings, so that they are evidence of DOS at the end
/// of a word too.
const EVIDENCE_AT_END: &[u8] = &[0x81, 0x82, 0x84];
/// Bytes that are evidence of Polish and Czech: `ć`, `ł`, `ś`, `ę` and `ě`.
const CENTRAL_EVIDENCE: &[u8] = &[0x86, 0x88, 0x98, 0xa9, 0xd8];
/// Bytes that are capitals in one of the two encodings, and so do not occur within a word.
const CAPITALS: &[u8] = &[0x80, 0x8e, 0x90, 0x99, 0x9a];
/// DOS symbols that occur in office texts: `£`, `½`, `«`, `»`, `±`, `§`, `°`, `²`, and a blank.
const SYMBOLS: &[u8] = &[0x9c, 0xab, 0xac, 0xae, 0xaf, 0xf1, 0xf5, 0xf8, 0xfd, 0xff];
/// The other letters of Western Europe: `Ø`, `ß`, `õ`, `ã`, `ý`, and capitals with accents.
const WESTERN_LETTERS: &[u8] = &[
    0x9d, 0xe1, 0xe4, 0xc6, 0xc7, 0xec, 0xb5, 0xb6, 0xb7, 0xd6, 0xe0, 0xe9, 0xe5,
];
/// The other letters of Polish, Czech, Slovak and Hungarian.
const CENTRAL_LETTERS: &[u8] = &[
    0x9d, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xab, 0xac, 0x9f, 0xb5, 0xbd, 0xbe, 0xd2, 0xd4, 0xd5, 0xd6,
    0xd8, 0xde, 0xe0, 0xe1, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe9, 0xeb, 0xec, 0xed, 0xfb, 0xfc, 0xfd,
];

/// Returns the DOS encoding of a text; `None` if it is likely in another encoding.
pub(crate) fn encoding(bytes: &[u8]) -> Option<&'static DosEncoding> {
    let high: Vec<(usize, u8)> = bytes
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, byte)| !byte.is_ascii())
        .collect();
    let letters = bytes
        .iter()
        .filter(|byte| byte.is_ascii_alphabetic())
        .count();
    // Texts in double-byte encodings and in other scripts have few ASCII letters.
    let is_short = |word: &[u8]| word.len() <= 3;
    if letters <= high.len() || !bytes.split(u8::is_ascii).all(is_short) {
        return None;
    }
    let byte_at = |position: usize| bytes.get(position).copied().unwrap_or(b' ');
    let is_within = |position: usize| {
        let (before, after) = (byte_at(position.wrapping_sub(1)), byte_at(position + 1));
        before.is_ascii_alphabetic() && (after.is_ascii_lowercase() || after == 0xe1)
    };
    let capital =
        |position: usize| is_within(position) && byte_at(position - 1).is_ascii_lowercase();
    let has = |evidence: &[u8]| {
        high.iter().any(|(position, byte)| {
            let ends = EVIDENCE_AT_END.contains(byte)
                && byte_at(position.wrapping_sub(1)).is_ascii_lowercase();
            evidence.contains(byte) && (ends || is_within(*position))
        })
    };
    let fits = |letters: &[u8]| {
        high.iter().all(|(position, byte)| match byte {
            byte if CAPITALS.contains(byte) => !capital(*position),
            byte => {
                matches!(byte, 0x81..=0x9b | 0xa0..=0xa4)
                    || letters.contains(byte)
                    || SYMBOLS.contains(byte)
            }
        })
    };
    // `ł` before a vowel or in `zł`, the currency of Poland; `ź` and `ś` next to a letter.
    let is_polish = |(position, byte): &(usize, u8)| {
        let (before, after) = (byte_at(position.wrapping_sub(1)), byte_at(position + 1));
        match byte {
            0x88 => b"aouy".contains(&after) || (before == b'z' && !after.is_ascii_alphabetic()),
            0x98 | 0xab => before.is_ascii_alphabetic() || after.is_ascii_alphabetic(),
            _ => false,
        }
    };
    if has(EVIDENCE) && fits(WESTERN_LETTERS) && !high.iter().any(is_polish) {
        Some(&WESTERN)
    } else if (has(EVIDENCE) || has(CENTRAL_EVIDENCE)) && fits(CENTRAL_LETTERS) {
        Some(&CENTRAL)
    } else {
        None
    }
}
