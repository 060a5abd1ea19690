//! Numbers and units as in siunitx and mhchem's `\pu`.

use self::product::{Divisors, Product};
use super::arguments::{argument, group, optional};

mod product;

/// Units and their prefixes.
const UNITS: &[(&str, &str)] = &[
    ("meter", "m"),
    ("metre", "m"),
    ("second", "s"),
    ("gram", "g"),
    ("kilogram", "kg"),
    ("ampere", "A"),
    ("kelvin", "K"),
    ("mole", "mol"),
    ("candela", "cd"),
    ("hertz", "Hz"),
    ("newton", "N"),
    ("pascal", "Pa"),
    ("joule", "J"),
    ("watt", "W"),
    ("coulomb", "C"),
    ("volt", "V"),
    ("farad", "F"),
    ("ohm", "Ω"),
    ("siemens", "S"),
    ("weber", "Wb"),
    ("tesla", "T"),
    ("henry", "H"),
    ("lumen", "lm"),
    ("lux", "lx"),
    ("becquerel", "Bq"),
    ("gray", "Gy"),
    ("sievert", "Sv"),
    ("katal", "kat"),
    ("liter", "L"),
    ("litre", "L"),
    ("minute", "min"),
    ("hour", "h"),
    ("day", "d"),
    ("tonne", "t"),
    ("electronvolt", "eV"),
    ("bar", "bar"),
    ("percent", "%"),
    ("degree", "°"),
    ("degreeCelsius", "°C"),
    ("celsius", "°C"),
    ("arcminute", "′"),
    ("arcsecond", "″"),
    ("radian", "rad"),
    ("steradian", "sr"),
    ("bit", "bit"),
    ("byte", "B"),
    ("bel", "B"),
    ("decibel", "dB"),
    ("angstrom", "Å"),
    ("atm", "atm"),
    ("molar", "M"),
    ("dalton", "Da"),
    ("hectare", "ha"),
    ("astronomicalunit", "au"),
    ("kilo", "k"),
    ("mega", "M"),
    ("giga", "G"),
    ("tera", "T"),
    ("peta", "P"),
    ("milli", "m"),
    ("micro", "µ"),
    ("nano", "n"),
    ("pico", "p"),
    ("femto", "f"),
    ("atto", "a"),
    ("centi", "c"),
    ("deci", "d"),
    ("deca", "da"),
    ("hecto", "h"),
];

const PREFIXES: &[&str] = &[
    "kilo", "mega", "giga", "tera", "peta", "milli", "micro", "nano", "pico", "femto", "atto",
    "centi", "deci", "deca", "hecto",
];

/// Unit abbreviations of siunitx.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("um", "µm"),
    ("us", "µs"),
    ("ug", "µg"),
    ("uL", "µL"),
    ("ul", "µL"),
    ("uA", "µA"),
    ("uV", "µV"),
    ("uF", "µF"),
    ("kohm", "kΩ"),
    ("Mohm", "MΩ"),
    ("degC", "°C"),
    ("kWh", "kWh"),
    ("l", "L"),
];

/// Returns the number of arguments of a siunitx command; `None` for other commands.
pub(super) fn arguments(command: &str) -> Option<usize> {
    Some(match command {
        "unit" | "si" | "num" | "ang" | "tablenum" | "complexnum" | "numlist" | "numproduct" => 1,
        "SI" | "qty" | "numrange" | "SIlist" | "qtylist" | "qtyproduct" | "complexqty" => 2,
        "SIrange" | "qtyrange" => 3,
        _ => return None,
    })
}

/// Writes numbers and units.
pub(super) fn quantity<'t>(written: &mut String, name: &str, follows: &'t str) -> Option<&'t str> {
    let (options, after) = optional(follows);
    if !after.trim_start().starts_with('{') {
        // The physics package has a command of this name, which sizes brackets.
        return Some(follows);
    }
    let mut rest = after;
    let mut given = Vec::new();
    while given.len() < arguments(name)?
        && let Some((one, after)) = group(rest)
    {
        given.push(one);
        rest = after;
    }
    let options: String = options.unwrap_or_default().split_whitespace().collect();
    let divisors = match options.split_once("per-mode=") {
        Some((_, mode)) if mode.starts_with("fraction") => Divisors::Fraction,
        Some((_, mode)) if mode.contains("symbol") => Divisors::Slash,
        _ => Divisors::Powers,
    };
    written.push_str(&self::to_math(name, &given, divisors)?);
    Some(rest)
}

/// Returns a siunitx command as math commands; `None` if arguments are missing.
fn to_math(command: &str, given: &[&str], divisors: Divisors) -> Option<String> {
    let with_unit = |number: &str, unit: &str| with_unit(number, unit, divisors);
    Some(match (command, given) {
        ("num" | "tablenum" | "complexnum", [number]) => self::number(number),
        ("numlist", [numbers]) => join_numbers(numbers, ';', ", ", self::number),
        ("numproduct", [numbers]) => join_numbers(numbers, 'x', " × ", self::number),
        ("SIlist" | "qtylist", [numbers, unit]) => join_numbers(numbers, ';', ", ", |number| {
            with_unit(&self::number(number), unit)
        }),
        ("qtyproduct", [numbers, unit]) => join_numbers(numbers, 'x', " × ", |number| {
            with_unit(&self::number(number), unit)
        }),
        ("ang", [angle]) => {
            let signs = ["°", "′", "″"];
            let parts = angle.split(';').zip(signs);
            parts
                .filter(|(part, _)| !part.trim().is_empty())
                .map(|(part, sign)| format!("{}\\text{{{sign}}}", self::number(part)))
                .collect()
        }
        ("unit" | "si" | "qty" | "SI", [unit]) => format!("{{{}}}", self::unit(unit, divisors)),
        ("qty" | "SI" | "complexqty", [number, unit]) => with_unit(&self::number(number), unit),
        ("numrange", [from, to]) => {
            format!("{}\\text{{ – }}{}", self::number(from), self::number(to))
        }
        ("SIrange" | "qtyrange", [from, to, unit]) => {
            let range = format!("{}\\text{{ – }}{}", self::number(from), self::number(to));
            with_unit(&range, unit)
        }
        _ => return None,
    })
}

/// Returns numbers joined by a separator.
fn join_numbers(numbers: &str, sign: char, between: &str, set: impl Fn(&str) -> String) -> String {
    let set: Vec<String> = numbers.split(sign).map(set).collect();
    set.join(&format!("\\text{{{between}}}"))
}

fn with_unit(number: &str, unit: &str, divisors: Divisors) -> String {
    let unit = self::unit(unit, divisors);
    let is_close = unit.starts_with("\\text{°}") || unit.starts_with("\\text{′}");
    format!("{{{number}{}{unit}}}", if is_close { "" } else { "\\," })
}

fn number(number: &str) -> String {
    let plain: String = number
        .chars()
        .filter(|c| !c.is_whitespace() && !"{}\\".contains(*c))
        .collect();
    let plain = plain
        .replace("+-", "\\pm ")
        .replace("pm", "\\pm ")
        .replace("\\\\pm", "\\pm")
        .replace('x', "\\times ");
    match plain.split_once(['e', 'E']) {
        Some(("", power)) => format!("10^{{{power}}}"),
        Some((number, power))
            if power
                .trim_start_matches(['-', '+'])
                .bytes()
                .all(|b| b.is_ascii_digit()) =>
        {
            format!("{number}\\times 10^{{{}}}", power.trim_start_matches('+'))
        }
        _ => plain.replace(',', "{,}"),
    }
}

/// Returns a unit given as commands or as letters.
fn unit(unit: &str, divisors: Divisors) -> String {
    if !unit.contains('\\') {
        return letters(unit);
    }
    Product::parse(unit).to_math(divisors)
}

fn expand_abbreviation(name: &str) -> &str {
    let short = ABBREVIATIONS.iter().find(|(known, _)| *known == name);
    short.map_or(name, |(_, shown)| shown)
}

fn known(name: &str) -> &str {
    UNITS
        .iter()
        .chain(ABBREVIATIONS)
        .find(|(known, _)| *known == name)
        .map_or(name, |(_, shown)| shown)
}

/// Returns the letters of a unit in upright type; signs among them are set as text.
fn upright(name: &str) -> String {
    match name {
        "%" => "\\%".to_owned(),
        name if name.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            format!("\\mathrm{{{name}}}")
        }
        name => format!("\\text{{{name}}}"),
    }
}

/// Returns a unit such as `kg.m/s^2` or `kJ mol-1`.
fn letters(unit: &str) -> String {
    let mut written = String::new();
    let mut rest = unit.trim();
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let is_letter = |c: char| c.is_alphabetic() || "°%Ωµ′″".contains(c);
        let is_power = |c: char| c.is_ascii_digit() || c == '-' || c == '+';
        if is_letter(c) {
            let length = rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
            written.push_str(&upright(&rest[..length]));
            rest = &rest[length..];
        } else if is_power(c) {
            let length = rest.find(|c: char| !is_power(c)).unwrap_or(rest.len());
            written.push_str(&format!("^{{{}}}", &rest[..length]));
            rest = &rest[length..];
        } else if c == '^' {
            let (power, after) = argument(after).unwrap_or(("", after));
            let digits = match power {
                "-" => after
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(after.len()),
                _ => 0,
            };
            written.push_str(&format!("^{{{power}{}}}", &after[..digits]));
            rest = &after[digits..];
        } else {
            written.push_str(match c {
                '/' => "/",
                '.' | '*' | '~' | ' ' | '·' => "\\,",
                _ => "",
            });
            rest = if c == '/' {
                after.trim_start_matches('/')
            } else {
                after
            };
            rest = rest.trim_start();
        }
    }
    written
}

/// Returns a number and a unit, as in `\pu{123 kJ/mol}`.
pub(super) fn plain(amount: &str) -> String {
    let amount = amount.trim();
    let is_number = |c: char| c.is_ascii_digit() || ".,+-eE".contains(c);
    let length = match amount.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        true => amount.find(|c: char| !is_number(c)).unwrap_or(amount.len()),
        false => 0,
    };
    let (number, unit) = amount.split_at(length);
    match (number, unit.trim()) {
        ("", unit) => format!("{{{}}}", letters(unit)),
        (number, "") => self::number(number),
        (number, unit) => with_unit(&self::number(number), unit, Divisors::Powers),
    }
}
