//! A unit given as commands: a product of units with prefixes and powers.

use super::{PREFIXES, argument, expand_abbreviation, known, letters, upright};

/// How the units that others are divided by are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Divisors {
    /// With negative powers.
    Powers,
    /// After a slash.
    Slash,
    /// Below a line.
    Fraction,
}

/// A unit in a product.
#[derive(Clone)]
struct Part {
    /// The unit's symbol as TeX, without the power.
    name: String,
    power: i32,
    /// A power that is not a number.
    other: Option<String>,
}

impl Part {
    fn to_math(&self) -> String {
        let name = &self.name;
        match (&self.other, self.power) {
            (Some(power), _) => format!("{name}^{{{power}}}"),
            (None, 1) => name.clone(),
            (None, power) => format!("{name}^{{{power}}}"),
        }
    }
}

/// A unit being parsed.
#[derive(Default)]
pub(super) struct Product {
    parts: Vec<Part>,
    prefix: String,
    /// True if the next unit is a divisor.
    is_per: bool,
    /// A power given before its unit.
    before: Option<i32>,
}

impl Product {
    /// Parses commands and letters into a product.
    pub(super) fn parse(unit: &str) -> Self {
        let mut product = Self::default();
        product.read(unit, 0);
        product
    }

    /// Returns the product as math commands.
    pub(super) fn to_math(&self, divisors: Divisors) -> String {
        let product = |parts: &[Part]| {
            let written: Vec<String> = parts.iter().map(Part::to_math).collect();
            written.join("\\,")
        };
        let (below, above): (Vec<Part>, Vec<Part>) = match divisors {
            Divisors::Powers => return product(&self.parts),
            _ => self.parts.iter().cloned().partition(|part| part.power < 0),
        };
        let count = below.len();
        let below: Vec<Part> = below
            .into_iter()
            .map(|part| Part {
                power: part.power.saturating_neg(),
                ..part
            })
            .collect();
        let above = match above.is_empty() {
            true => "1".to_owned(),
            false => product(&above),
        };
        match (divisors, count) {
            (_, 0) => above,
            (Divisors::Fraction, _) => format!("\\frac{{{above}}}{{{}}}", product(&below)),
            (_, 1) => format!("{above}/{}", product(&below)),
            _ => format!("{above}/({})", product(&below)),
        }
    }

    fn read(&mut self, unit: &str, depth: usize) {
        let mut rest = unit.trim_start();
        while let Some(c) = rest.chars().next() {
            if c.is_alphabetic() || "°%µΩ′″".contains(c) {
                let length = rest
                    .find(|c: char| !(c.is_alphabetic() || "°%µΩ′″".contains(c)))
                    .unwrap_or(rest.len());
                self.push(&upright(expand_abbreviation(&rest[..length])));
                rest = rest[length..].trim_start();
                continue;
            }
            if c.is_ascii_digit() || c == '-' || c == '+' {
                let length = rest[1..]
                    .find(|c: char| !c.is_ascii_digit())
                    .map_or(rest.len(), |length| length + 1);
                self.raise(&rest[..length]);
                rest = rest[length..].trim_start();
                continue;
            }
            let Some((token, after)) = argument(rest) else {
                break;
            };
            let is_group = rest.starts_with('{');
            rest = after.trim_start();
            match token.strip_prefix('\\') {
                _ if is_group && depth < 8 => self.read(token, depth + 1),
                Some(name) => rest = self.command(name, rest),
                None if token == "^" => rest = self.power(rest),
                None => self.is_per |= token == "/",
            }
        }
    }

    /// Reads a command, and returns the rest after it and its argument.
    fn command<'t>(&mut self, name: &str, rest: &'t str) -> &'t str {
        match name {
            "per" => self.is_per = true,
            "squared" => self.raise("2"),
            "cubed" => self.raise("3"),
            "square" => self.before = Some(2),
            "cubic" => self.before = Some(3),
            "tothe" => return self.power(rest),
            "raiseto" => {
                let (power, after) = argument(rest).unwrap_or(("", rest));
                self.before = power.trim().parse().ok();
                return after.trim_start();
            }
            "of" => {
                let (what, after) = argument(rest).unwrap_or(("", rest));
                if let Some(last) = self.parts.last_mut() {
                    last.name.push_str(&format!("_{{{}}}", letters(what)));
                }
                return after.trim_start();
            }
            "mathrm" | "text" | "textrm" | "mathup" | "textup" | "rm" | "operatorname" | "mbox"
            | "mathit" | "mathsf" | "mathbf" => {
                if let Some((words, after)) = argument(rest) {
                    self.push(&letters(words));
                    return after.trim_start();
                }
            }
            "cdot" | "times" | "circ" | "left" | "right" => {}
            name if PREFIXES.contains(&name) => self.prefix.push_str(known(name)),
            "mu" => self.prefix.push('µ'),
            "Omega" => self.push("\\text{Ω}"),
            name if name.starts_with(char::is_alphabetic) || name == "%" => {
                let name = format!("{}{}", std::mem::take(&mut self.prefix), known(name));
                self.push(&upright(&name));
            }
            _ => {}
        }
        rest
    }

    /// Adds a unit that is already typeset.
    fn push(&mut self, set: &str) {
        let prefix = std::mem::take(&mut self.prefix);
        let name = match prefix.is_empty() {
            true => set.to_owned(),
            false => format!("{}{set}", upright(&prefix)),
        };
        let sign = if std::mem::take(&mut self.is_per) {
            -1
        } else {
            1
        };
        self.parts.push(Part {
            name,
            power: sign * self.before.take().unwrap_or(1),
            other: None,
        });
    }

    /// Reads the power at the start of `rest`, and returns the rest after it.
    fn power<'t>(&mut self, rest: &'t str) -> &'t str {
        if let Some(after) = rest.strip_prefix('-') {
            let length = after
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(after.len());
            self.raise(&rest[..=length]);
            return after[length..].trim_start();
        }
        let Some((power, after)) = argument(rest) else {
            return rest;
        };
        match power.trim() {
            "\\circ" => self.prefix.push('°'),
            power => self.raise(power),
        }
        after.trim_start()
    }

    /// Raises the last unit to a power.
    fn raise(&mut self, power: &str) {
        let Some(last) = self.parts.last_mut() else {
            return;
        };
        match power.trim().parse::<i32>() {
            Ok(power) => last.power = last.power.saturating_mul(power),
            Err(_) if power.contains('\\') => {}
            Err(_) => last.other = Some(power.trim().to_owned()),
        }
    }
}
