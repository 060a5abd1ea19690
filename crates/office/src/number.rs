//! Numbers, dates and durations as a workbook's program shows them.

use calamine::ExcelDateTime;
use ssfmt::{FormatOptions, NumberFormat};

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// A number in its cell's format, such as `#,##0.00 €`; as it is without one.
pub(crate) fn number(value: f64, format: Option<&NumberFormat>) -> String {
    match format {
        Some(format) => format
            .format(value, &FormatOptions::default())
            .trim()
            .to_owned(),
        None => plain(value),
    }
}

/// A format that shows numbers as numbers: none for `General`, for dates, which are shown in one way whatever
/// their format says, and for what cannot be understood.
pub(crate) fn format_of(code: &str) -> Option<NumberFormat> {
    if code.eq_ignore_ascii_case("general") || code == "@" {
        return None;
    }
    let format = NumberFormat::parse(code).ok()?;
    (!format.is_date_format() && !format.is_text_format()).then_some(format)
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
