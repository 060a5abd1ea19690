//! Detection of column types: numbers and dates in the notations of many countries, or text.

/// Type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// Text.
    Text,
    /// Numbers with this decimal separator, a comma or a full stop.
    Number(char),
    /// Dates.
    Date(DayOrder),
}

/// Order of day and month in dates that do not begin with the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// `31.12.2026`
    DayFirst,
    /// `12/31/2026`
    MonthFirst,
}

/// Number of cells in every five that may be of another type, such as `n/a`.
const EXCEPTIONS_OF_FIVE: usize = 1;

impl ColumnType {
    /// Detects the type from some cells of a column. `separator` is the field separator of the table, if any.
    pub(crate) fn detect<'a>(
        cells: impl Iterator<Item = &'a str>,
        separator: Option<char>,
    ) -> Self {
        let cells: Vec<&str> = cells
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
            .collect();
        let most = |found: usize| found > 0 && found * 5 >= cells.len() * (5 - EXCEPTIONS_OF_FIVE);
        let order = day_order(&cells);
        if most(
            cells
                .iter()
                .filter(|cell| date(cell, order).is_some())
                .count(),
        ) {
            return Self::Date(order);
        }
        let decimal = decimal_mark(&cells, separator);
        if most(
            cells
                .iter()
                .filter(|cell| number(cell, decimal).is_some())
                .count(),
        ) {
            return Self::Number(decimal);
        }
        Self::Text
    }
}

/// Parses a number with a sign, separators, a currency or a percent sign, such as `(1.234,50 €)`.
pub(crate) fn number(cell: &str, decimal: char) -> Option<f64> {
    let cell = cell.trim();
    let (cell, is_negative) = match cell
        .strip_prefix('(')
        .and_then(|cell| cell.strip_suffix(')'))
    {
        Some(inner) => (inner, true),
        None => (cell, false),
    };
    let bare = without_code(cell);
    let mut digits = String::with_capacity(bare.len());
    let mut is_begun = false;
    for letter in bare.chars() {
        match letter {
            '0'..='9' => {
                is_begun = true;
                digits.push(letter);
            }
            '-' | '−' if !is_begun && digits.is_empty() => digits.push('-'),
            '+' if !is_begun && digits.is_empty() => {}
            _ if letter == decimal => digits.push('.'),
            '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' => {}
            _ if is_sign(letter) => {}
            'e' | 'E' if is_begun => digits.push('e'),
            '-' | '+' if digits.ends_with('e') => digits.push(letter),
            _ => return None,
        }
    }
    let number: f64 = digits.parse().ok().filter(|_| is_begun)?;
    Some(if is_negative { -number } else { number })
}

/// Removes a currency code, such as `EUR`, before or after a number.
fn without_code(cell: &str) -> &str {
    let code = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let cell = match cell.split_at_checked(3) {
        Some((first, rest)) if code(first) => rest,
        _ => cell,
    };
    match cell
        .len()
        .checked_sub(3)
        .and_then(|at| cell.split_at_checked(at))
    {
        Some((rest, last)) if code(last) => rest,
        _ => cell,
    }
}

/// Signs that may precede or follow a number.
fn is_sign(c: char) -> bool {
    "%‰€$£¥₹₽₩₺₫฿".contains(c)
}

/// Returns the decimal separator of a column's numbers.
fn decimal_mark(cells: &[&str], separator: Option<char>) -> char {
    for cell in cells {
        let (comma, stop) = (cell.rfind(','), cell.rfind('.'));
        match (comma, stop) {
            (Some(comma), Some(stop)) => return if comma > stop { ',' } else { '.' },
            // A mark that occurs twice groups digits.
            (Some(_), None) if cell.matches(',').count() > 1 => return '.',
            (None, Some(_)) if cell.matches('.').count() > 1 => return ',',
            (Some(at), None) if is_decimal_mark(cell, at) => return ',',
            (None, Some(at)) if is_decimal_mark(cell, at) => return '.',
            _ => {}
        }
    }
    // `1,234` is ambiguous. Where commas cannot separate fields because numbers contain them, they are decimal
    // separators.
    let has = |mark| cells.iter().any(|cell| cell.matches(mark).count() == 1);
    match separator {
        Some(';') if has(',') => ',',
        _ => '.',
    }
}

/// Returns true if the mark is the only one and is not followed by a group of three digits.
fn is_decimal_mark(cell: &str, at: usize) -> bool {
    let mark = &cell[at..at + 1];
    let digits = cell[at + 1..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let whole = cell[..at]
        .bytes()
        .rev()
        .take_while(u8::is_ascii_digit)
        .count();
    cell.matches(mark).count() == 1 && digits > 0 && (digits != 3 || whole == 0 || whole > 3)
}

/// Detects the order of dates: with slashes, the day is first in most countries and the month in one; a value above 12
/// decides.
fn day_order(cells: &[&str]) -> DayOrder {
    let mut slashes = false;
    for cell in cells {
        let parts: Vec<u32> = cell
            .split(|c: char| !c.is_ascii_digit())
            .map_while(|part| part.parse().ok())
            .take(3)
            .collect();
        slashes |= cell.contains('/');
        match parts.as_slice() {
            [13..=31, _, ..] => return DayOrder::DayFirst,
            [1..=12, 13..=31, ..] => return DayOrder::MonthFirst,
            _ => {}
        }
    }
    if slashes {
        DayOrder::MonthFirst
    } else {
        DayOrder::DayFirst
    }
}

/// Parses a date, with an optional time, as a sortable number: `20261231143000`.
pub(crate) fn date(cell: &str, order: DayOrder) -> Option<i64> {
    let cell = cell.trim();
    let end = cell
        .find(|c: char| c == 'T' || c.is_whitespace())
        .unwrap_or(cell.len());
    let (day, time) = cell.split_at(end);
    let mark = day.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(mark, '-' | '/' | '.' | '年') {
        return None;
    }
    let parts: Vec<&str> = day
        .split([mark, '月', '日'])
        .filter(|part| !part.is_empty())
        .collect();
    let [one, two, three] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str| {
        let is_short = part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i64>().ok().filter(|_| is_short)
    };
    let (one, two, third) = (number(one)?, number(two)?, number(three)?);
    let (year, month, day) = match (parts[0].len(), order) {
        (4, _) => (one, two, third),
        (_, DayOrder::DayFirst) => (full_year(third, parts[2])?, two, one),
        (_, DayOrder::MonthFirst) => (full_year(third, parts[2])?, one, two),
    };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    Some(((year * 100 + month) * 100 + day) * 1_000_000 + time_of(time)?)
}

/// Expands a two-digit year to one near the present.
fn full_year(year: i64, written: &str) -> Option<i64> {
    match written.len() {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// Parses `14:30` as `143000`, ignoring the time zone; 0 if empty.
fn time_of(text: &str) -> Option<i64> {
    let text = text.trim_start_matches('T').trim();
    if text.is_empty() {
        return Some(0);
    }
    let clock = text
        .split(|c: char| !c.is_ascii_digit() && c != ':')
        .next()
        .unwrap_or_default();
    let parts: Vec<i64> = clock
        .split(':')
        .map_while(|part| part.parse().ok())
        .collect();
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute, 0),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    let is_evening = text.to_ascii_lowercase().ends_with("pm") && hour < 12;
    let hour = if is_evening { hour + 12 } else { hour };
    (hour < 25 && minute < 60 && second < 61).then_some((hour * 100 + minute) * 100 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&str]) -> ColumnType {
        ColumnType::detect(cells.iter().copied(), Some(';'))
    }

    #[test]
    fn numbers_of_all_countries_are_numbers() {
        assert_eq!(of(&["1.234,50 €", "-3,00 €", ""]), ColumnType::Number(','));
        assert_eq!(number("1.234,50 €", ','), Some(1234.5));
        assert_eq!(of(&["$1,234.50", "$0.99"]), ColumnType::Number('.'));
        assert_eq!(number("$1,234.50", '.'), Some(1234.5));
        assert_eq!(number("(12.00)", '.'), Some(-12.0));
        assert_eq!(number("−4", '.'), Some(-4.0));
        assert_eq!(number("-€ 4", '.'), Some(-4.0));
        assert_eq!(number("1'000", '.'), Some(1000.0));
        assert_eq!(number("EUR 12", '.'), Some(12.0));
        assert_eq!(number("12,5 %", ','), Some(12.5));
        assert_eq!(number("1.5e-3", '.'), Some(0.0015));
        for word in ["word", "A12", "12 apples", "", "-", "."] {
            assert_eq!(number(word, '.'), None, "{word}");
        }
        assert_eq!(
            ColumnType::detect(["1,234", "5,678"].into_iter(), Some('\t')),
            ColumnType::Number('.')
        );
        assert_eq!(of(&["1,234", "5,678"]), ColumnType::Number(','));
        assert_eq!(of(&["1", "2", "n/a", "3", "4"]), ColumnType::Number('.'));
        assert_eq!(of(&["1", "x", "y"]), ColumnType::Text);
    }

    #[test]
    fn dates_are_ordered_by_their_time() {
        use DayOrder::{DayFirst, MonthFirst};
        assert_eq!(of(&["31.12.2026", "1.2.27"]), ColumnType::Date(DayFirst));
        assert_eq!(
            of(&["12/31/2026", "1/2/2027"]),
            ColumnType::Date(MonthFirst)
        );
        assert_eq!(of(&["1/2/2026", "31/12/2026"]), ColumnType::Date(DayFirst));
        assert_eq!(
            of(&["2026-12-31T14:30:00Z", "2026-01-01"]),
            ColumnType::Date(DayFirst)
        );
        assert_eq!(date("2026年12月31日", DayFirst), Some(20_261_231_000_000));
        assert!(date("1.2.27", DayFirst) > date("31.12.2026 23:59", DayFirst));
        assert!(date("1/2/2027 1:00 PM", MonthFirst) > date("1/2/2027 11:00 AM", MonthFirst));
        assert_eq!(date("1.2", DayFirst), None);
        assert_eq!(date("1.234.567", DayFirst), None);
        assert_eq!(of(&["1.234.567", "2.345.678"]), ColumnType::Number(','));
        assert_eq!(number("1.234.567", ','), Some(1_234_567.0));
    }
}
