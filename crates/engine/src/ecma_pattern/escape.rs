//! Escapes, outside and inside of classes.

use super::class::{self, Item, Ranges};
use super::{Translator, groups};

impl Translator {
    /// Translates an escape outside of classes; the backslash is read already.
    pub(super) fn escape(&mut self) -> Option<()> {
        let letter = *self.letters.get(self.at)?;
        match letter {
            'b' | 'B' => {
                self.at += 1;
                self.boundary(letter == 'b');
            }
            'k' if self.groups.have_names() => {
                self.at += 1;
                if !self.eat("<") {
                    return None;
                }
                let name = groups::name(&self.letters, self.at)?;
                self.at += name.chars().count() + 1;
                let named = self.groups.named(&name);
                if named.is_empty() {
                    return None;
                }
                self.refer(&named);
            }
            '1'..='9' => {
                let start = self.at;
                let number = self.number().and_then(|it| usize::try_from(it).ok());
                match number.filter(|it| *it <= self.groups.count()) {
                    Some(group) => self.refer(&[group]),
                    None => {
                        self.at = start;
                        self.escaped_item()?;
                    }
                }
            }
            _ => self.escaped_item()?,
        }
        Some(())
    }

    fn escaped_item(&mut self) -> Option<()> {
        match self.class_escape()? {
            Item::Letter(letter) => self.literal(letter),
            Item::Ranges(ranges) => self.atom(&format!("[{}]", class::of_ranges(&ranges))),
            Item::Property(property) => self.atom(&property),
            Item::HalfLetter => {
                self.can_express = false;
                self.literal('x');
            }
        }
        Some(())
    }

    /// Word boundaries know only ASCII letters, as `\w` does.
    fn boundary(&mut self, is_there: bool) {
        let word = format!("[{}]", class::of_ranges(&class::word()));
        let (left, right) = match is_there {
            true => ("!", "="),
            false => ("=", "!"),
        };
        let text = format!("(?:(?<={word})(?{left}{word})|(?<!{word})(?{right}{word}))");
        self.out.push_str(&text);
        self.previous = super::Previous::Nothing;
        self.is_regular = false;
    }

    /// Reads an escape that means the same inside and outside of a class; the backslash is read already.
    pub(super) fn class_escape(&mut self) -> Option<Item> {
        let letter = self.next()?;
        let item = match letter {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => Item::Ranges(set(letter)),
            't' => Item::Letter('\t'),
            'n' => Item::Letter('\n'),
            'v' => Item::Letter('\u{b}'),
            'f' => Item::Letter('\u{c}'),
            'r' => Item::Letter('\r'),
            'c' => self.control(),
            'x' => self.hex(2).map_or(Item::Letter('x'), letter_of),
            'u' => self.unicode(),
            'p' | 'P' => self.property(letter),
            '0'..='7' => {
                self.at -= 1;
                self.octal()
            }
            other => Item::Letter(other),
        };
        Some(item)
    }

    /// `\cJ`; without a letter the backslash stands for itself.
    fn control(&mut self) -> Item {
        match self.letters.get(self.at).copied() {
            Some(letter) if letter.is_ascii_alphabetic() => {
                self.at += 1;
                letter_of(u32::from(letter) % 32)
            }
            _ => {
                self.at -= 1;
                Item::Letter('\\')
            }
        }
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let text = self.letters.get(self.at..self.at + digits)?;
        let number = text
            .iter()
            .try_fold(0, |number, digit| Some(number * 16 + digit.to_digit(16)?))?;
        self.at += digits;
        Some(number)
    }

    /// `\u00e9`, two of them for a letter beyond, or `\u{e9}`.
    fn unicode(&mut self) -> Item {
        if self.follows("{") {
            let rest = self.letters.get(self.at + 1..).unwrap_or_default();
            let end = rest.iter().position(|letter| *letter == '}');
            let digits: Option<String> = end.map(|end| rest[..end].iter().collect());
            let code = digits.and_then(|digits| u32::from_str_radix(&digits, 16).ok());
            if let (Some(end), Some(code)) = (end, code.filter(|code| *code <= 0x10_ffff)) {
                self.at += end + 2;
                return letter_of(code);
            }
        }
        let Some(first) = self.hex(4) else {
            return Item::Letter('u');
        };
        let start = self.at;
        if (0xd800..0xdc00).contains(&first)
            && self.eat("\\u")
            && let Some(second) = self.hex(4)
            && (0xdc00..0xe000).contains(&second)
        {
            return letter_of(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
        }
        self.at = start;
        letter_of(first)
    }

    /// `\p{…}`; the names are those of Unicode on both sides.
    fn property(&mut self, sign: char) -> Item {
        let rest = self.letters.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|letter| *letter == '}');
        let name: Option<String> = end
            .filter(|_| rest.first() == Some(&'{'))
            .map(|end| rest[1..end].iter().collect());
        let is_name = |name: &String| {
            let mut letters = name.chars();
            !name.is_empty() && letters.all(|it| it.is_ascii_alphanumeric() || "_=".contains(it))
        };
        match name.filter(is_name) {
            Some(name) => {
                self.at += name.len() + 2;
                Item::Property(format!("\\{sign}{{{name}}}"))
            }
            None => Item::Letter(sign),
        }
    }

    fn octal(&mut self) -> Item {
        let mut number = 0;
        for _ in 0..3 {
            let digit = self.letters.get(self.at).and_then(|it| it.to_digit(8));
            let Some(digit) = digit.filter(|digit| number * 8 + digit <= 0xff) else {
                break;
            };
            number = number * 8 + digit;
            self.at += 1;
        }
        letter_of(number)
    }
}

fn letter_of(code: u32) -> Item {
    char::from_u32(code).map_or(Item::HalfLetter, Item::Letter)
}

fn set(letter: char) -> Ranges {
    let ranges = match letter.to_ascii_lowercase() {
        'd' => class::digits(),
        'w' => class::word(),
        _ => class::spaces(),
    };
    match letter.is_ascii_uppercase() {
        true => class::all_but(&ranges),
        false => ranges,
    }
}
