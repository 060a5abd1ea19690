//! Classes of characters, written without any sign that Rust could read otherwise.

use super::Translator;

/// Ranges of code points, in their order.
pub(super) type Ranges = Vec<(u32, u32)>;

const LAST: u32 = 0x10_ffff;

/// What an escape stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Letter(char),
    Ranges(Ranges),
    /// `\p{…}` as it is written.
    Property(String),
    /// One half of a letter of UTF-16, which no text of Rust has alone.
    HalfLetter,
}

pub(super) fn digits() -> Ranges {
    vec![(0x30, 0x39)]
}

pub(super) fn word() -> Ranges {
    vec![(0x30, 0x39), (0x41, 0x5a), (0x5f, 0x5f), (0x61, 0x7a)]
}

pub(super) fn spaces() -> Ranges {
    vec![
        (0x09, 0x0d),
        (0x20, 0x20),
        (0xa0, 0xa0),
        (0x1680, 0x1680),
        (0x2000, 0x200a),
        (0x2028, 0x2029),
        (0x202f, 0x202f),
        (0x205f, 0x205f),
        (0x3000, 0x3000),
        (0xfeff, 0xfeff),
    ]
}

/// All code points that are in none of the ranges.
pub(super) fn all_but(ranges: &[(u32, u32)]) -> Ranges {
    let mut next = 0;
    let mut others = Ranges::new();
    for (first, last) in ranges {
        if next < *first {
            others.push((next, first - 1));
        }
        next = last + 1;
    }
    if next <= LAST {
        others.push((next, LAST));
    }
    others
}

/// Writes ranges as the inside of a class.
pub(super) fn of_ranges(ranges: &[(u32, u32)]) -> String {
    let code = |code: u32| match char::from_u32(code) {
        Some(letter) => written(letter),
        None => format!("\\x{{{code:x}}}"),
    };
    let written = ranges.iter().map(|(first, last)| match first == last {
        true => code(*first),
        false => format!("{}-{}", code(*first), code(*last)),
    });
    written.collect()
}

/// The dot.
pub(super) fn any_but_line_ends() -> String {
    let ends = [(0x0a, 0x0a), (0x0d, 0x0d), (0x2028, 0x2029)];
    format!("[{}]", of_ranges(&all_but(&ends)))
}

/// Writes a letter that stands for itself.
pub(super) fn written(letter: char) -> String {
    match letter.is_ascii_alphanumeric() {
        true => letter.to_string(),
        false => format!("\\x{{{:x}}}", u32::from(letter)),
    }
}

impl Translator {
    /// Translates a class; the opening bracket is read already.
    pub(super) fn class(&mut self) -> Option<()> {
        let is_negated = self.eat("^");
        let mut inside = String::new();
        while !self.eat("]") {
            let first = self.class_item()?;
            if !self.follows("-") || self.follows("-]") {
                self.write_item(&mut inside, &first);
                continue;
            }
            self.at += 1;
            let last = self.class_item()?;
            match (&first, &last) {
                (Item::Letter(from), Item::Letter(to)) if from > to => return None,
                (Item::Letter(from), Item::Letter(to)) => {
                    inside.push_str(&of_ranges(&[(u32::from(*from), u32::from(*to))]));
                }
                (Item::HalfLetter, _) | (_, Item::HalfLetter) => self.can_express = false,
                // Annex B: beside a set the hyphen stands for itself.
                _ => {
                    self.write_item(&mut inside, &first);
                    inside.push_str(&written('-'));
                    self.write_item(&mut inside, &last);
                }
            }
        }
        let sign = if is_negated { "^" } else { "" };
        match (inside.is_empty(), is_negated) {
            (false, _) => self.atom(&format!("[{sign}{inside}]")),
            (true, true) => self.atom(&format!("[{}]", of_ranges(&[(0, LAST)]))),
            (true, false) => self.atom(&format!("[^{}]", of_ranges(&[(0, LAST)]))),
        }
        Some(())
    }

    fn class_item(&mut self) -> Option<Item> {
        match self.next()? {
            '\\' if self.eat("b") => Some(Item::Letter('\u{8}')),
            '\\' => self.class_escape(),
            letter => Some(Item::Letter(letter)),
        }
    }

    fn write_item(&mut self, inside: &mut String, item: &Item) {
        match item {
            Item::Letter(letter) => inside.push_str(&written(*letter)),
            Item::Ranges(ranges) => inside.push_str(&of_ranges(ranges)),
            Item::Property(property) => inside.push_str(property),
            Item::HalfLetter => self.can_express = false,
        }
    }
}
