//! Filter values that are indexed with a row, so that a filter costs no more than a word.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::grams::Mark;
use crate::Kind;

/// Time spans of more months than this are filtered by year.
const MOST_MONTHS: usize = 12;

/// The mark for chat or job.
pub(super) fn kind(kind: Kind) -> Mark {
    Mark::new('k', kind.as_str())
}

/// The mark for the model or agent asked.
pub(super) fn who(target_id: &str) -> Mark {
    Mark::new('w', target_id)
}

/// The marks for the month and the year of a time.
pub(super) fn times(at: i64) -> [Mark; 2] {
    let (year, month) = month_of(at);
    [
        Mark::new('m', &format!("{year}-{month}")),
        Mark::new('y', &year.to_string()),
    ]
}

/// Returns marks at least one of which every time in this span has. Times outside of it may have one as well.
pub(super) fn span(from: i64, to: i64) -> Vec<Mark> {
    let (first_year, first_month) = month_of(from);
    let (last_year, last_month) = month_of(to.max(from));
    let mut months = Vec::new();
    let (mut year, mut month) = (first_year, first_month);
    while (year, month) <= (last_year, last_month) {
        if months.len() == MOST_MONTHS {
            let years = first_year..=last_year.min(first_year.saturating_add(200));
            return years
                .map(|year| Mark::new('y', &year.to_string()))
                .collect();
        }
        months.push(Mark::new('m', &format!("{year}-{month}")));
        (year, month) = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
    }
    months
}

/// Returns year and month in UTC of a time in Unix milliseconds; year 0, month 1 if it is out of range.
fn month_of(at: i64) -> (i64, i64) {
    let time = Timestamp::from_millisecond(at).map(|time| TimeZone::UTC.to_datetime(time));
    time.map_or((0, 1), |time| (time.year().into(), time.month().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    #[test]
    fn every_time_in_a_span_has_one_of_its_marks() {
        assert_eq!(month_of(0), (1970, 1));
        assert_eq!(month_of(1_709_164_800_000), (2024, 2), "29 February");
        assert_eq!(month_of(1_709_251_200_000), (2024, 3));
        let from = 1_700_000_000_000;
        for days in [0, 20, 300, 3_000] {
            let to = from + days * DAY;
            let span = span(from, to);
            assert!(span.len() <= 13);
            for day in 0..=days {
                assert!(
                    times(from + day * DAY)
                        .iter()
                        .any(|mark| span.contains(mark))
                );
            }
        }
    }
}
