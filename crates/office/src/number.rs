//! Numbers, dates and durations as a workbook's program shows them.

use calamine::ExcelDateTime;
use ssfmt::{FormatOptions, NumberFormat};

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// A cell's format of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Format {
    format: NumberFormat,
    rounding: Rounding,
}

/// What a format leaves to be rounded before it is applied: ssfmt 0.1 cuts digits off there.
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
        Some(Format { format, rounding }) => format
            .format(rounded(value, *rounding), &FormatOptions::default())
            .trim()
            .to_owned(),
        None => plain(value),
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
    /// Of the first section of a format.
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

/// What of the first section of a format stands for digits: without words, colours and room.
fn placeholders(code: &str) -> String {
    let mut bare = String::new();
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign {
            ';' => break,
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
    (!format.is_date_format() && !format.is_text_format()).then(|| Format {
        format,
        rounding: Rounding::of(code),
    })
}

/// As many digits as spreadsheets keep: 15.
fn plain(value: f64) -> String {
    let kept: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if kept != 0.0 && !(1e-9..1e21).contains(&kept.abs()) {
        format!("{kept:E}")
    } else {
        format!("{kept}")
    }
}

/// A date as `2026-11-29`, with the time if there is one; a time of day or a duration as `30:00:00`.
pub(crate) fn date(value: &ExcelDateTime) -> String {
    // Files of other programs do not tell times of day and durations apart.
    if value.is_duration() || (0.0..1.0).contains(&value.as_f64()) {
        return duration(value.as_f64() * DAY);
    }
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        (hour, minute, 0) => format!("{date} {hour:02}:{minute:02}"),
        (hour, minute, second) => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}

/// The same of a date as OpenDocument writes it: `2026-11-29T14:30:00`.
pub(crate) fn iso_date(text: &str) -> String {
    let Some((date, time)) = text.split_once('T') else {
        return text.to_owned();
    };
    let time = time.split('.').next().unwrap_or_default();
    match time.strip_suffix(":00").unwrap_or(time) {
        "00:00" => date.to_owned(),
        time => format!("{date} {time}"),
    }
}

/// The same of a duration as OpenDocument writes it: `PT30H00M00S`; as it is, when it is none.
pub(crate) fn iso_duration(text: &str) -> String {
    let mut seconds = 0.0;
    let (sign, parts) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let Some(parts) = parts.strip_prefix("PT") else {
        return text.to_owned();
    };
    for part in parts.split_inclusive(['H', 'M', 'S']) {
        let (number, unit) = part.split_at(part.len() - 1);
        let Ok(number) = number.parse::<f64>() else {
            return text.to_owned();
        };
        seconds += number
            * match unit {
                "H" => 3600.0,
                "M" => 60.0,
                _ => 1.0,
            };
    }
    duration(sign * seconds)
}

/// Hours, minutes and seconds.
pub(crate) fn duration(seconds: f64) -> String {
    let sign = if seconds < -0.5 { "-" } else { "" };
    let seconds = seconds.abs().round() as u64;
    format!(
        "{sign}{}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
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
        let date_of = |value, kind| date(&ExcelDateTime::new(value, kind, false));
        use ExcelDateTimeType::{DateTime, TimeDelta};
        assert_eq!(date_of(45943.0, DateTime), "2025-10-13");
        assert_eq!(date_of(45943.5, DateTime), "2025-10-13 12:00");
        assert_eq!(date_of(0.25, DateTime), "6:00:00");
        assert_eq!(date_of(1.25, TimeDelta), "30:00:00");
        assert_eq!(iso_date("2025-10-13T12:00:00"), "2025-10-13 12:00");
        assert_eq!(iso_date("2025-10-13"), "2025-10-13");
        assert_eq!(iso_duration("PT30H00M00S"), "30:00:00");
        assert_eq!(iso_duration("-PT00H05M00S"), "-0:05:00");
    }
}
