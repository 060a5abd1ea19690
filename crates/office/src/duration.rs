//! Dates, times and durations of workbooks, shown in one way whatever their number format.

use calamine::ExcelDateTime;

/// Seconds in a day.
const DAY: f64 = 86_400.0;

/// Returns the number of digits that a number format shows of a fraction of a second: one for `mm:ss.0`.
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

/// Returns a date as `2026-11-29`, with the time if there is one; a time of day or a duration as `30:00:00`. `digits`
/// is the number of digits of fractional seconds.
pub(crate) fn date(value: &ExcelDateTime, digits: usize) -> String {
    // Files of other programs do not distinguish times of day from durations.
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

/// Like [`date`], for a date in OpenDocument's notation: `2026-11-29T14:30:00`, with fractional seconds.
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

/// Returns a duration in OpenDocument's notation, `PT30H00M00S` or `P1DT6H`, as `30:00:00`; other text is returned
/// unchanged.
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

/// Returns the sum of parts such as `30H` in seconds; `None` if there is anything else.
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

/// Returns hours, minutes and seconds with `digits` digits of fractional seconds.
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
