//! Numbers as the workbook's program shows them.

use ssfmt::ast::Condition;
use ssfmt::{FormatOptions, NumberFormat};

/// Number format of a cell.
#[derive(Debug, Clone)]
pub(crate) struct Format {
    sections: Vec<Section>,
}

/// A section of a format, which applies to some numbers, such as negative ones.
#[derive(Debug, Clone)]
struct Section {
    /// `None` if nothing is shown.
    format: Option<NumberFormat>,
    /// `None` if the position of the section decides: positive, negative, zero.
    condition: Option<Condition>,
    rounding: Rounding,
}

/// Rounding to be done before a section is applied, because ssfmt 0.1 truncates there.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Rounding {
    /// No rounding.
    None,
    /// To a multiple of this: the format shows thousands or millions.
    Step(f64),
    /// To this number of digits after the first: the format uses scientific notation.
    Digits(usize),
}

/// Returns a number in its cell's format, such as `#,##0.00 €`; unformatted without one.
pub(crate) fn number(value: f64, format: Option<&Format>) -> String {
    match format {
        Some(format) => format.format(value),
        None => plain(value),
    }
}

impl Format {
    fn format(&self, value: f64) -> String {
        let at = self.section_of(value);
        let Some(section) = self.sections.get(at) else {
            return plain(value);
        };
        let Some(format) = &section.format else {
            return String::new();
        };
        // A section for negative numbers formats the sign itself.
        let value = if value < 0.0 && self.is_of_negatives(at) {
            -value
        } else {
            value
        };
        match format.sections() {
            [general] if general.parts.is_empty() => plain(value),
            _ => format
                .format(rounded(value, section.rounding), &FormatOptions::default())
                .trim()
                .to_owned(),
        }
    }

    /// Returns the index of the first section whose condition is met, or that has none; without conditions, of that
    /// for the sign.
    fn section_of(&self, value: f64) -> usize {
        let count = self.sections.len();
        if self.has_conditions() {
            let meets = |section: &Section| section.condition.is_none_or(|one| one.evaluate(value));
            return self.sections.iter().position(meets).unwrap_or(count - 1);
        }
        match count {
            3.. if value == 0.0 => 2,
            2.. if value < 0.0 => 1,
            _ => 0,
        }
    }

    fn is_of_negatives(&self, at: usize) -> bool {
        if !self.has_conditions() {
            return at == 1;
        }
        match self.sections[at].condition {
            Some(Condition::LessThan(limit)) => limit <= 0.0,
            Some(Condition::LessOrEqual(limit) | Condition::Equal(limit)) => limit < 0.0,
            Some(_) => false,
            None => self.sections[..at].iter().any(|before| {
                matches!(before.condition, Some(Condition::GreaterThan(limit) | Condition::GreaterOrEqual(limit)) if limit <= 0.0)
            }),
        }
    }

    fn has_conditions(&self) -> bool {
        self.sections
            .iter()
            .any(|section| section.condition.is_some())
    }
}

/// Spreadsheets round the decimal digits that they show: 1.005 is rounded up, although its binary value is slightly
/// less.
fn rounded(value: f64, rounding: Rounding) -> f64 {
    let value = if value.fract() == 0.0 {
        value
    } else {
        value * (1.0 + 1e-15)
    };
    match rounding {
        Rounding::None => value,
        Rounding::Step(step) => (value / step).round() * step,
        Rounding::Digits(digits) => format!("{value:.digits$e}").parse().unwrap_or(value),
    }
}

impl Rounding {
    /// Returns the rounding that a section of a format needs.
    fn of(code: &str) -> Self {
        let bare = placeholders(code);
        let (whole, part) = bare.split_once('.').unwrap_or((&bare, ""));
        let count = |text: &str| text.chars().filter(|c| "0#?".contains(*c)).count();
        if let Some((before, _)) = bare.split_once(['E', 'e']) {
            let (whole, part) = before.split_once('.').unwrap_or((before, ""));
            return match count(whole) {
                1 => Self::Digits(count(part)),
                _ => Self::None,
            };
        }
        let trailing = |text: &str| text.chars().rev().take_while(|c| *c == ',').count();
        let commas = match part {
            "" => trailing(whole),
            part => trailing(whole) + trailing(part),
        };
        if commas == 0 {
            return Self::None;
        }
        let thousands = 1000_f64.powi(i32::try_from(commas).unwrap_or(0));
        let digits = 10_f64.powi(i32::try_from(count(part)).unwrap_or(0));
        Self::Step(thousands / digits / if code.contains('%') { 100.0 } else { 1.0 })
    }
}

/// Returns the digit placeholders of a section, without text, colours and padding.
fn placeholders(code: &str) -> String {
    let mut bare = String::new();
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => {
                signs.by_ref().find(|c| *c == '"');
            }
            '[' => {
                signs.by_ref().find(|c| *c == ']');
            }
            '\\' | '_' | '*' => {
                signs.next();
            }
            '0' | '#' | '?' | '.' | ',' | 'E' | 'e' => bare.push(sign),
            _ => {}
        }
    }
    bare
}

/// Parses a format for numbers; `None` for `General`, for dates, which are shown in one way whatever their format, and
/// for formats that cannot be parsed.
pub(crate) fn format_of(code: &str) -> Option<Format> {
    if without_brackets(code).eq_ignore_ascii_case("general") || code == "@" {
        return None;
    }
    let format = NumberFormat::parse(code).ok()?;
    if format.is_date_format() || format.is_text_format() {
        return None;
    }
    let mut sections: Vec<Section> = split(code)
        .into_iter()
        .zip(format.sections())
        .map(|(code, section)| {
            let mut alone = section.clone();
            Section {
                condition: alone.condition.take(),
                format: (!code.is_empty()).then(|| NumberFormat::from_sections(vec![alone])),
                rounding: Rounding::of(code),
            }
        })
        .collect();
    // The fourth section is for text, and an earlier text-only section does not apply to zero.
    sections.truncate(3);
    let is_of_words = |section: &Section| {
        let format = section.format.as_ref();
        format.is_some_and(NumberFormat::is_text_format)
    };
    while sections.len() > 1 && sections.last().is_some_and(is_of_words) {
        sections.pop();
    }
    (!sections.is_empty()).then_some(Format { sections })
}

/// Returns a format without the parts in square brackets before it: a colour, or a language of its digits.
fn without_brackets(code: &str) -> &str {
    let mut rest = code;
    while let Some((_, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        rest = after;
    }
    rest
}

/// Returns a text as a format shows it: by its fourth section, or by the last one if `@` is in it.
pub(crate) fn words(text: String, code: &str) -> String {
    if code == "@" || code.eq_ignore_ascii_case("general") {
        return text;
    }
    let sections = split(code);
    let Some(section) = sections.get(3).or(sections.last()) else {
        return text;
    };
    let mut shown = String::new();
    let mut has_text = sections.len() > 3;
    let mut signs = section.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => shown.extend(signs.by_ref().take_while(|c| *c != '"')),
            '[' => {
                signs.by_ref().find(|c| *c == ']');
            }
            '\\' => shown.extend(signs.next()),
            // Blanks as wide as a sign, and a sign that fills the cell.
            '_' | '*' => {
                signs.next();
            }
            '@' => {
                shown.push_str(&text);
                has_text = true;
            }
            sign => shown.push(sign),
        }
    }
    if has_text { shown } else { text }
}

/// Splits a format into its sections at `;`.
fn split(code: &str) -> Vec<&str> {
    let mut sections = Vec::new();
    let mut start = 0;
    let mut signs = code.char_indices();
    while let Some((at, sign)) = signs.next() {
        match sign {
            ';' => {
                sections.push(&code[start..at]);
                start = at + 1;
            }
            '"' => {
                signs.by_ref().find(|(_, c)| *c == '"');
            }
            '[' => {
                signs.by_ref().find(|(_, c)| *c == ']');
            }
            '\\' | '_' | '*' => {
                signs.next();
            }
            _ => {}
        }
    }
    sections.push(&code[start..]);
    sections
}

/// Returns a number with the 15 significant digits that spreadsheets keep.
pub(crate) fn plain(value: f64) -> String {
    let kept: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if kept == 0.0 {
        // Without a sign.
        "0".to_owned()
    } else if !(1e-9..1e21).contains(&kept.abs()) {
        format!("{kept:E}")
    } else {
        format!("{kept}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(value: f64, code: &str) -> String {
        number(value, format_of(code).as_ref())
    }

    #[test]
    fn numbers_are_shown_in_their_format() {
        assert_eq!(formatted(0.125, "0.0%"), "12.5%");
        assert_eq!(formatted(1234.5, "#,##0.00\\ \"€\""), "1,234.50 €");
        assert_eq!(formatted(-3.0, "0.00"), "-3.00");
        assert_eq!(formatted(7.0, "000"), "007");
    }

    #[test]
    fn what_is_not_shown_is_rounded_and_not_cut_off() {
        for (value, code, expected) in [
            (1_234_567.0, "#,##0,\"k\"", "1,235k"),
            (1_999_999.0, "0,,", "2"),
            (999_999.0, "#,##0,\"k\"", "1,000k"),
            (1_250_000.0, "0.0,,\"M\"", "1.3M"),
            (1_500.0, "0,", "2"),
            (-1_500.0, "0,", "-2"),
            (1.005, "0.00", "1.01"),
            (0.285, "0.00", "0.29"),
            (0.285, "0%", "29%"),
            (-1.005, "0.00", "-1.01"),
            (1.004, "0.00", "1.00"),
            (999.96, "0.0E+0", "1.0E+3"),
            (12.345, "0.00E+00", "1.23E+01"),
            (1e15, "#,##0", "1,000,000,000,000,000"),
            (1234.5, "#,##0.00", "1,234.50"),
            (1234.5, "#,##0", "1,235"),
        ] {
            assert_eq!(formatted(value, code), expected, "{value} {code}");
        }
    }

    #[test]
    fn each_section_of_a_format_rounds_and_shows_its_own_numbers() {
        let scaled = "[>=1000000]0.0,,\"M\";[>=1000]0.0,\"K\";0";
        for (value, code, expected) in [
            (2_500_000.0, scaled, "2.5M"),
            (2_500.0, scaled, "2.5K"),
            (25.0, scaled, "25"),
            (-25.0, scaled, "-25"),
            (2_500.0, "[>=1000000]0.0,,\"M\";0.0,\"K\"", "2.5K"),
            (12.34, "[>=1000]#,##0,\"k\";0.00", "12.34"),
            (-3.2, "0.0,\"k\";(0.0)", "(3.2)"),
            (-1.25, "0,\"k\";-0.00", "-1.25"),
            (1_999.0, "[<1000]0;0,\"K\"", "2K"),
            (-5.0, "[<1000]0;0,\"K\"", "-5"),
            (-5.0, "[<0]\"minus \"0;0", "minus 5"),
            (-5.0, "[>=0]0;(0)", "(5)"),
            (12_990.0, "[<1000]0;0.0,\"K\"", "13.0K"),
            (0.123_456, "[>1]0.00E+00;0.00000", "0.12346"),
            (0.0, "0.0,,\"M\";-0.0,,\"M\";\"-\"", "-"),
            (0.0, "0;-0;;@", ""),
            (5.0, "0;-0;;@", "5"),
            (0.0, "0;-0;@", "0"),
            (3.0, "\"a;b\"0;\\;0", "a;b3"),
            (-3.0, "\"a;b\"0;\\;0", ";3"),
            (7.5, "[=1]\"Yes\";[=0]\"No\";General", "7.5"),
        ] {
            assert_eq!(formatted(value, code), expected, "{value} {code}");
        }
    }

    #[test]
    fn a_text_is_shown_by_the_section_for_texts() {
        for (code, expected) in [
            ("General", "abc"),
            ("@", "abc"),
            ("0.00", "abc"),
            ("\"Text: \"@", "Text: abc"),
            ("0;-0;0;\"<\"@\\>", "<abc>"),
            (
                "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)",
                "abc",
            ),
            ("yyyy-mm-dd;@", "abc"),
            (";;;", ""),
        ] {
            assert_eq!(words("abc".to_owned(), code), expected, "{code}");
        }
        assert_eq!(formatted(7.0, "[DBNum1][$-804]General"), "7");
        assert_eq!(formatted(-0.0, "General"), "0");
    }

    #[test]
    fn numbers_without_a_format_keep_fifteen_digits() {
        assert_eq!(formatted(0.1 + 0.2, "General"), "0.3");
        assert_eq!(formatted(3.0, "General"), "3");
        assert_eq!(
            formatted(1_000_000_000_000_001.0, "General"),
            "1000000000000000"
        );
        assert_eq!(formatted(1e-12, "General"), "1E-12");
    }
}
