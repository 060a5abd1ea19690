//! Numbers, dates and durations as a workbook's program shows them.

use calamine::ExcelDateTime;
use ssfmt::ast::Condition;
use ssfmt::{FormatOptions, NumberFormat};

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// A cell's format of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Format {
    sections: Vec<Section>,
}

/// What a format says of some numbers, such as of those below zero.
#[derive(Debug, Clone)]
struct Section {
    /// None where nothing is shown.
    format: Option<NumberFormat>,
    /// None for what the place of the section says: positive, negative, zero.
    condition: Option<Condition>,
    rounding: Rounding,
}

/// What a section leaves to be rounded before it is applied: ssfmt 0.1 cuts digits off there.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Rounding {
    /// Nothing.
    None,
    /// To a multiple of this: the format shows thousands or millions.
    Step(f64),
    /// To so many digits after the first: the format shows a power of ten.
    Digits(usize),
}

/// A number in its cell's format, such as `#,##0.00 €`; as it is without one.
pub(crate) fn number(value: f64, format: Option<&Format>) -> String {
    match format {
        Some(format) => format.shown(value),
        None => plain(value),
    }
}

impl Format {
    fn shown(&self, value: f64) -> String {
        let at = self.section_of(value);
        let Some(section) = self.sections.get(at) else {
            return plain(value);
        };
        let Some(format) = &section.format else {
            return String::new();
        };
        // A section that only numbers below zero come to says itself how that is shown.
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

    /// The first section whose condition is met, or that has none; without conditions by the sign.
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

/// Spreadsheets round by the digits that they show of a number, of which 1.005 has a five at its end, though the
/// number in the computer is a little less.
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
    /// Of a section of a format.
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

/// What of a section stands for digits: without words, colours and room.
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

/// A format that shows numbers as numbers: none for `General`, for dates, which are shown in one way whatever
/// their format says, and for what cannot be understood.
pub(crate) fn format_of(code: &str) -> Option<Format> {
    if code.eq_ignore_ascii_case("general") || code == "@" {
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
    // The last of four is for words, and one before it that is for words alone is none for zero.
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

/// The sections of a format, which `;` parts.
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

/// As many digits as spreadsheets keep: 15.
pub(crate) fn plain(value: f64) -> String {
    let kept: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if kept != 0.0 && !(1e-9..1e21).contains(&kept.abs()) {
        format!("{kept:E}")
    } else {
        format!("{kept}")
    }
}

/// How many digits of a fraction of a second a format shows: of `mm:ss.0` one.
pub(crate) fn digits_of_seconds(code: &str) -> usize {
    let after = code.split_once(['s', 'S']).map_or("", |(_, after)| after);
    let after = after.trim_start_matches(['s', 'S', ']']);
    let zeros = after.strip_prefix('.').unwrap_or_default();
    zeros
        .bytes()
        .take_while(|byte| *byte == b'0')
        .count()
        .min(3)
}

/// A date as `2026-11-29`, with the time if there is one; a time of day or a duration as `30:00:00`. Of a fraction of a
/// second so many digits are shown.
pub(crate) fn date(value: &ExcelDateTime, digits: usize) -> String {
    // Files of other programs do not tell times of day and durations apart.
    if value.is_duration() || (0.0..1.0).contains(&value.as_f64()) {
        return duration(value.as_f64() * DAY, digits);
    }
    let (year, month, day, hour, minute, second, milli) = value.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let fraction = format!("{milli:03}");
    match (hour, minute, second) {
        (0, 0, 0) if digits == 0 => date,
        (hour, minute, 0) if digits == 0 => format!("{date} {hour:02}:{minute:02}"),
        (hour, minute, second) => {
            let point = if digits > 0 { "." } else { "" };
            let fraction = &fraction[..digits.min(3)];
            format!("{date} {hour:02}:{minute:02}:{second:02}{point}{fraction}")
        }
    }
}

/// The same of a date as OpenDocument writes it: `2026-11-29T14:30:00`, with its fraction of a second as far as that is
/// shown.
pub(crate) fn iso_date(text: &str, digits: usize) -> String {
    let Some((date, time)) = text.split_once('T') else {
        return text.to_owned();
    };
    let (time, fraction) = time.split_once(['.', ',']).unwrap_or((time, ""));
    if digits > 0 {
        return format!("{date} {time}.{:0<digits$.digits$}", fraction);
    }
    match time.strip_suffix(":00").unwrap_or(time) {
        "00:00" => date.to_owned(),
        time => format!("{date} {time}"),
    }
}

/// The same of a duration as OpenDocument writes it: `PT30H00M00S` or `P1DT6H`; as it is, when it is none.
pub(crate) fn iso_duration(text: &str, digits: usize) -> String {
    let (sign, parts) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let seconds = parts.strip_prefix('P').and_then(|parts| {
        let (days, times) = parts.split_once('T').unwrap_or((parts, ""));
        let days = in_seconds(days, &[('W', 7.0 * DAY), ('D', DAY)])?;
        let times = in_seconds(times, &[('H', 3600.0), ('M', 60.0), ('S', 1.0)])?;
        Some(days + times)
    });
    seconds.map_or_else(
        || text.to_owned(),
        |seconds| duration(sign * seconds, digits),
    )
}

/// The sum of parts such as `30H`; `None` when something else is in them.
fn in_seconds(parts: &str, units: &[(char, f64)]) -> Option<f64> {
    let mut seconds = 0.0;
    for part in parts.split_inclusive(char::is_alphabetic) {
        let unit = part.chars().next_back()?;
        let (_, length) = units.iter().find(|(known, _)| *known == unit)?;
        let number: f64 = part.strip_suffix(unit)?.replace(',', ".").parse().ok()?;
        seconds += number * length;
    }
    Some(seconds)
}

/// Hours, minutes and seconds, with so many digits of their fraction.
fn duration(seconds: f64, digits: usize) -> String {
    let scale = 10_u64.pow(u32::try_from(digits).unwrap_or(0));
    let parts = (seconds.abs() * scale as f64).round() as u64;
    let sign = if seconds < 0.0 && parts > 0 { "-" } else { "" };
    let (seconds, fraction) = (parts / scale, parts % scale);
    let whole = format!(
        "{sign}{}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    match digits {
        0 => whole,
        digits => format!("{whole}.{fraction:0digits$}"),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn shown(value: f64, code: &str) -> String {
        number(value, format_of(code).as_ref())
    }

    #[test]
    fn numbers_wear_their_format() {
        assert_eq!(shown(0.125, "0.0%"), "12.5%");
        assert_eq!(shown(1234.5, "#,##0.00\\ \"€\""), "1,234.50 €");
        assert_eq!(shown(-3.0, "0.00"), "-3.00");
        assert_eq!(shown(7.0, "000"), "007");
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
            assert_eq!(shown(value, code), expected, "{value} {code}");
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
            assert_eq!(shown(value, code), expected, "{value} {code}");
        }
    }

    #[test]
    fn numbers_without_a_format_keep_fifteen_digits() {
        assert_eq!(shown(0.1 + 0.2, "General"), "0.3");
        assert_eq!(shown(3.0, "General"), "3");
        assert_eq!(
            shown(1_000_000_000_000_001.0, "General"),
            "1000000000000000"
        );
        assert_eq!(shown(1e-12, "General"), "1E-12");
    }

    #[test]
    fn a_date_reads_the_same_whatever_its_format() {
        let date_of = |value, kind| date(&ExcelDateTime::new(value, kind, false), 0);
        use ExcelDateTimeType::{DateTime, TimeDelta};
        assert_eq!(date_of(45943.0, DateTime), "2025-10-13");
        assert_eq!(date_of(45943.5, DateTime), "2025-10-13 12:00");
        assert_eq!(date_of(0.25, DateTime), "6:00:00");
        assert_eq!(date_of(1.25, TimeDelta), "30:00:00");
        assert_eq!(iso_date("2025-10-13T12:00:00", 0), "2025-10-13 12:00");
        assert_eq!(iso_date("2025-10-13", 0), "2025-10-13");
        assert_eq!(iso_duration("PT30H00M00S", 0), "30:00:00");
        assert_eq!(iso_duration("-PT00H05M00S", 0), "-0:05:00");
        assert_eq!(iso_duration("P1DT2H", 0), "26:00:00");
        assert_eq!(iso_duration("P1X", 0), "P1X");
    }

    #[test]
    fn fractions_of_seconds_are_shown_where_the_format_has_them() {
        for (code, digits) in [
            ("mm:ss.0", 1),
            ("yyyy-mm-dd hh:mm:ss.000", 3),
            ("[s].00", 2),
            ("h:mm:ss", 0),
            ("0.00", 0),
        ] {
            assert_eq!(digits_of_seconds(code), digits, "{code}");
        }
        let date_of = |value, digits| {
            date(
                &ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false),
                digits,
            )
        };
        assert_eq!(date_of(303.5 / DAY, 1), "0:05:03.5");
        assert_eq!(date_of(303.5 / DAY, 0), "0:05:04");
        assert_eq!(date_of(45943.5 + 0.25 / DAY, 3), "2025-10-13 12:00:00.250");
        assert_eq!(iso_duration("PT00H01M23.45S", 2), "0:01:23.45");
        assert_eq!(
            iso_date("2025-10-13T12:00:00.5", 1),
            "2025-10-13 12:00:00.5"
        );
    }
}
