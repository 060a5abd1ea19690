//! Patterns of JSON schemas (ECMA-262), written anew for the regular expressions of Rust.
//!
//! Both read most patterns alike, but not all: `\d` is an ASCII digit here and any digit there, `[^]` is any character
//! here and no class there, and a `{` that begins no count stands for itself here only. What follows is the grammar of
//! ECMA-262 with its annex B; what Rust accepts beyond it is for the caller to decide.

mod class;
mod escape;
mod groups;

use serde_json::json;

use groups::Groups;

/// A valid pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Translation {
    /// The pattern for Rust; `None` if it cannot be expressed there.
    pub(crate) pattern: Option<String>,
    /// False if the pattern looks around or refers back, which no grammar and no automaton can do.
    pub(crate) is_regular: bool,
}

/// Translates a pattern; `None` if it is not valid.
pub(crate) fn translate(pattern: &str) -> Option<Translation> {
    let letters: Vec<char> = pattern.chars().collect();
    let groups = Groups::of(&letters);
    let mut translator = Translator {
        letters,
        at: 0,
        out: String::new(),
        groups,
        open: Vec::new(),
        previous: Previous::Nothing,
        is_regular: true,
        refers_back: false,
        can_express: true,
    };
    while let Some(letter) = translator.next() {
        translator.take(letter)?;
    }
    translator.open.is_empty().then(|| translator.finish())
}

/// The part before the cursor, which decides whether it can be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Previous {
    Nothing,
    Repeatable,
    LookAhead,
    Repeated,
}

struct Translator {
    letters: Vec<char>,
    at: usize,
    out: String,
    groups: Groups,
    /// The closing text of each open group, and what the closed group is to a quantifier.
    open: Vec<(&'static str, Previous)>,
    previous: Previous,
    is_regular: bool,
    refers_back: bool,
    can_express: bool,
}

impl Translator {
    fn next(&mut self) -> Option<char> {
        let letter = self.letters.get(self.at).copied();
        self.at += usize::from(letter.is_some());
        letter
    }

    fn follows(&self, text: &str) -> bool {
        let rest = self.letters.get(self.at..).unwrap_or_default();
        text.chars().count() <= rest.len() && text.chars().zip(rest).all(|(a, b)| a == *b)
    }

    fn eat(&mut self, text: &str) -> bool {
        let follows = self.follows(text);
        self.at += if follows { text.chars().count() } else { 0 };
        follows
    }

    /// Writes a part that can be repeated.
    fn atom(&mut self, text: &str) {
        self.out.push_str(text);
        self.previous = Previous::Repeatable;
    }

    fn literal(&mut self, letter: char) {
        self.atom(&class::written(letter));
    }

    fn take(&mut self, letter: char) -> Option<()> {
        match letter {
            '\\' => self.escape()?,
            '[' => self.class()?,
            '(' => self.open_group()?,
            ')' => {
                let (closing, previous) = self.open.pop()?;
                self.out.push_str(closing);
                self.previous = previous;
            }
            '|' | '^' | '$' => {
                self.out.push(letter);
                self.previous = Previous::Nothing;
            }
            '*' | '+' | '?' => self.repeat(&letter.to_string(), letter == '+')?,
            '{' => match self.count() {
                Some((least, most)) => {
                    if most.is_some_and(|most| most < least) {
                        return None;
                    }
                    let most = most.map_or(String::new(), |most| most.to_string());
                    self.repeat(&format!("{{{least},{most}}}"), least > 0)?;
                }
                None => self.literal(letter),
            },
            '.' => self.atom(&class::any_but_line_ends()),
            other => self.literal(other),
        }
        Some(())
    }

    fn repeat(&mut self, quantifier: &str, is_needed: bool) -> Option<()> {
        let is_lazy = self.eat("?");
        match self.previous {
            Previous::Repeatable => {
                self.out.push_str(quantifier);
                self.out.push_str(if is_lazy { "?" } else { "" });
            }
            // It is the same however often it is looked; Rust refuses to repeat it.
            Previous::LookAhead if is_needed => {}
            Previous::LookAhead => {
                self.out.pop();
                self.out.push_str("|)");
            }
            Previous::Nothing | Previous::Repeated => return None,
        }
        self.previous = Previous::Repeated;
        Some(())
    }

    /// Reads `n}`, `n,}` or `n,m}`; reads nothing if it is none of them.
    fn count(&mut self) -> Option<(u64, Option<u64>)> {
        let start = self.at;
        let count = self.count_here();
        if count.is_none() {
            self.at = start;
        }
        count
    }

    fn count_here(&mut self) -> Option<(u64, Option<u64>)> {
        let least = self.number()?;
        if self.eat("}") {
            return Some((least, Some(least)));
        }
        if !self.eat(",") {
            return None;
        }
        if self.eat("}") {
            return Some((least, None));
        }
        let most = self.number()?;
        self.eat("}").then_some((least, Some(most)))
    }

    fn number(&mut self) -> Option<u64> {
        let mut number: Option<u64> = None;
        while let Some(digit) = self.letters.get(self.at).and_then(|it| it.to_digit(10)) {
            let so_far = number.unwrap_or_default().saturating_mul(10);
            number = Some(so_far.saturating_add(u64::from(digit)));
            self.at += 1;
        }
        number
    }

    fn open_group(&mut self) -> Option<()> {
        let looks = [("?=", "(?:(?="), ("?!", "(?:(?!")];
        let looks_behind = [("?<=", "(?<="), ("?<!", "(?<!")];
        self.previous = Previous::Nothing;
        if let Some((_, opening)) = looks.iter().find(|(sign, _)| self.follows(sign)) {
            self.at += 2;
            self.is_regular = false;
            self.out.push_str(opening);
            // Annex B lets a look-ahead be repeated.
            self.open.push(("))", Previous::LookAhead));
        } else if let Some((_, opening)) = looks_behind.iter().find(|(sign, _)| self.follows(sign))
        {
            self.at += 3;
            self.is_regular = false;
            self.out.push_str(opening);
            self.open.push((")", Previous::Nothing));
        } else if self.eat("?<") {
            let name = groups::name(&self.letters, self.at)?;
            self.at += name.chars().count() + 1;
            self.group("(");
        } else if self.eat("?") {
            let flags = self.flags()?;
            self.group(&format!("(?{flags}:"));
        } else {
            self.group("(");
        }
        Some(())
    }

    fn group(&mut self, opening: &str) {
        self.out.push_str(opening);
        self.open.push((")", Previous::Repeatable));
    }

    /// Reads the flags of a group without a number up to its `:`.
    fn flags(&mut self) -> Option<String> {
        let mut flags = String::new();
        loop {
            match self.next()? {
                ':' => return (!flags.ends_with('-')).then_some(flags),
                letter @ ('i' | 'm' | 's') if !flags.contains(letter) => {
                    // A dot is written as a class, which no flag changes.
                    self.can_express &= letter == 'i';
                    flags.push(letter);
                }
                '-' if !flags.contains('-') => flags.push('-'),
                _ => return None,
            }
        }
    }

    /// Writes a reference to groups, which matches nothing while none of them has matched.
    fn refer(&mut self, groups: &[usize]) {
        let each = groups.iter().map(|it| format!("(?({it})\\{it}|)"));
        let each: String = each.collect();
        self.atom(&format!("(?:{each})"));
        self.is_regular = false;
        self.refers_back = true;
    }

    fn finish(self) -> Translation {
        // The validator leaves a pattern as it is where it begins with a look-ahead, and does not know `(?(1)…)`.
        let start = if self.refers_back { "(?=)" } else { "" };
        let pattern = format!("{start}{}", self.out);
        Translation {
            pattern: (self.can_express && is_accepted(&pattern)).then_some(pattern),
            is_regular: self.is_regular,
        }
    }
}

/// Returns true if the validator accepts a pattern, which must not be too large once its counts are written out.
fn is_accepted(pattern: &str) -> bool {
    jsonschema::options()
        .build(&json!({"pattern": pattern}))
        .is_ok()
}
