//! Values as text: dates as `2026-11-29`, timestamps as `2026-11-29 14:30:00 UTC`, decimals with all their digits.

use jiff::civil::{self, DateTime};
use jiff::tz::Offset;
use jiff::{SignedDuration, Span, Timestamp};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::data_type::Int96;
use parquet::schema::types::ColumnDescriptor;

use super::nested::json_string;
use super::number::{decimal, float16};
use crate::{CellKind, Extent};

/// Number of nanoseconds of a day.
const NANOSECONDS_PER_DAY: i128 = 86_400_000_000_000;
/// The Julian day of 1 January 1970.
const EPOCH_JULIAN_DAY: i128 = 2_440_588;

/// A value as text.
#[derive(Debug, PartialEq)]
pub(super) struct Value {
    pub(super) text: String,
    pub(super) kind: CellKind,
    /// True if JSON writes it without quotes.
    is_unquoted: bool,
}

impl Value {
    fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind: CellKind::Text,
            is_unquoted: false,
        }
    }

    fn date(text: String) -> Self {
        Self {
            text,
            kind: CellKind::Number,
            is_unquoted: false,
        }
    }

    fn number(text: String) -> Self {
        Self {
            text,
            kind: CellKind::Number,
            is_unquoted: true,
        }
    }

    pub(super) fn boolean(flag: bool) -> Self {
        Self {
            text: flag.to_string(),
            kind: CellKind::Text,
            is_unquoted: true,
        }
    }

    pub(super) fn float(number: f32) -> Self {
        Self {
            is_unquoted: number.is_finite(),
            ..Self::number(match number.abs() {
                0.0 | 1e-5..1e16 => number.to_string(),
                _ => format!("{number:E}"),
            })
        }
    }

    pub(super) fn double(number: f64) -> Self {
        Self {
            is_unquoted: number.is_finite(),
            ..Self::number(match number.abs() {
                0.0 | 1e-5..1e16 => number.to_string(),
                _ => format!("{number:E}"),
            })
        }
    }

    /// A timestamp as older programs wrote it: nanoseconds of a day, and a Julian day. Some meant UTC and some did not.
    pub(super) fn int96(timestamp: &Int96) -> Self {
        let [low, high, day] = timestamp.data() else {
            return Self::text("");
        };
        let nanoseconds = i128::from(*high as i32) << 32 | i128::from(*low);
        let day = i128::from(*day as i32) - EPOCH_JULIAN_DAY;
        let raw = day * NANOSECONDS_PER_DAY + nanoseconds;
        match datetime(raw) {
            Some(timestamp) => Self::date(datetime_text(timestamp)),
            None => Self::number(raw.to_string()),
        }
    }

    /// Adds the value to JSON.
    pub(super) fn write(&self, json: &mut String) {
        if self.is_unquoted {
            json.push_str(&self.text);
        } else {
            json.push_str(&json_string(&self.text));
        }
    }
}

/// What the values of a column stand for, as its schema says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ValueType {
    /// As it is stored.
    Physical,
    Unsigned,
    Decimal {
        scale: i32,
    },
    Date,
    Time(NanosecondsPerUnit),
    Timestamp {
        unit: NanosecondsPerUnit,
        is_utc: bool,
    },
    Text,
    Uuid,
    Float16,
    /// Months, days and milliseconds.
    Interval,
}

/// Number of nanoseconds that a number of a time stands for.
type NanosecondsPerUnit = i128;

const MILLISECOND: NanosecondsPerUnit = 1_000_000;
const MICROSECOND: NanosecondsPerUnit = 1_000;
const NANOSECOND: NanosecondsPerUnit = 1;

impl ValueType {
    pub(super) fn of(column: &ColumnDescriptor) -> Self {
        match column.logical_type_ref() {
            None => Self::of_converted_type(column),
            Some(LogicalType::Integer(number)) if !number.is_signed => Self::Unsigned,
            Some(LogicalType::Decimal(decimal)) => Self::Decimal {
                scale: decimal.scale,
            },
            Some(LogicalType::Date) => Self::Date,
            Some(LogicalType::Time(time)) => Self::Time(unit(&time.unit)),
            Some(LogicalType::Timestamp(timestamp)) => Self::Timestamp {
                unit: unit(&timestamp.unit),
                is_utc: timestamp.is_adjusted_to_u_t_c,
            },
            Some(LogicalType::String | LogicalType::Enum | LogicalType::Json) => Self::Text,
            Some(LogicalType::Uuid) => Self::Uuid,
            Some(LogicalType::Float16) => Self::Float16,
            Some(_) => Self::Physical,
        }
    }

    /// Returns the type that files of older programs state, all of whose timestamps are in UTC.
    fn of_converted_type(column: &ColumnDescriptor) -> Self {
        use ConvertedType as Converted;
        let timestamp = |unit| Self::Timestamp { unit, is_utc: true };
        match column.converted_type() {
            Converted::UINT_8 | Converted::UINT_16 | Converted::UINT_32 | Converted::UINT_64 => {
                Self::Unsigned
            }
            Converted::DECIMAL => Self::Decimal {
                scale: column.type_scale(),
            },
            Converted::DATE => Self::Date,
            Converted::TIME_MILLIS => Self::Time(MILLISECOND),
            Converted::TIME_MICROS => Self::Time(MICROSECOND),
            Converted::TIMESTAMP_MILLIS => timestamp(MILLISECOND),
            Converted::TIMESTAMP_MICROS => timestamp(MICROSECOND),
            Converted::UTF8 | Converted::ENUM | Converted::JSON => Self::Text,
            Converted::INTERVAL => Self::Interval,
            _ => Self::Physical,
        }
    }

    /// Returns the value of an integer, given with and without its sign.
    pub(super) fn integer(self, signed: i64, unsigned: u64) -> Value {
        let raw = || Value::number(signed.to_string());
        match self {
            Self::Unsigned => Value::number(unsigned.to_string()),
            Self::Decimal { scale } => {
                let found = decimal(&signed.to_be_bytes(), scale);
                found.map_or_else(raw, Value::number)
            }
            Self::Date => match day(signed) {
                Some(day) => Value::date(day.to_string()),
                None => raw(),
            },
            // Programs that know no zones of times say that each one is in UTC, so nothing follows from it.
            Self::Time(unit) => match time(i128::from(signed) * unit) {
                Some(time) => Value::date(time),
                None => raw(),
            },
            Self::Timestamp { unit, is_utc } => match datetime(i128::from(signed) * unit) {
                Some(timestamp) if is_utc => {
                    Value::date(format!("{} UTC", datetime_text(timestamp)))
                }
                Some(timestamp) => Value::date(datetime_text(timestamp)),
                None => raw(),
            },
            _ => raw(),
        }
    }

    /// Returns the value of bytes: their size, unless the schema says what they are.
    pub(super) fn bytes(self, bytes: &[u8], extent: Extent) -> Value {
        let found = match self {
            Self::Text => {
                // More cannot be shown; a letter has at most four bytes.
                let start = &bytes[..bytes.len().min(4 * (extent.cell_chars() + 1))];
                Some(Value::text(String::from_utf8_lossy(start)))
            }
            Self::Decimal { scale } => decimal(bytes, scale).map(Value::number),
            Self::Uuid => uuid(bytes).map(Value::text),
            Self::Float16 => <[u8; 2]>::try_from(bytes)
                .ok()
                .map(|bytes| Value::float(float16(u16::from_le_bytes(bytes)))),
            Self::Interval => interval(bytes).map(Value::date),
            _ => None,
        };
        found.unwrap_or_else(|| Value::text(format!("({})", crate::size(bytes.len() as u64))))
    }
}

fn unit(unit: &TimeUnit) -> NanosecondsPerUnit {
    match unit {
        TimeUnit::MILLIS => MILLISECOND,
        TimeUnit::MICROS => MICROSECOND,
        TimeUnit::NANOS => NANOSECOND,
    }
}

/// Returns the day so many days after 1 January 1970.
fn day(days: i64) -> Option<civil::Date> {
    let days = Span::new().try_days(days).ok()?;
    civil::date(1970, 1, 1).checked_add(days).ok()
}

/// Returns the time of day after so many nanoseconds of a day.
fn time(nanoseconds: i128) -> Option<String> {
    let since_midnight = i64::try_from(nanoseconds).ok()?;
    let is_in_day = (0..NANOSECONDS_PER_DAY).contains(&nanoseconds);
    let time = civil::Time::midnight().checked_add(SignedDuration::from_nanos(since_midnight));
    time.ok().filter(|_| is_in_day).map(|time| time.to_string())
}

/// Returns the date and time so many nanoseconds after the start of 1970.
fn datetime(nanoseconds: i128) -> Option<DateTime> {
    let timestamp = Timestamp::from_nanosecond(nanoseconds).ok()?;
    Some(Offset::UTC.to_datetime(timestamp))
}

fn datetime_text(timestamp: DateTime) -> String {
    format!("{} {}", timestamp.date(), timestamp.time())
}

fn uuid(bytes: &[u8]) -> Option<String> {
    let number = u128::from_be_bytes(bytes.try_into().ok()?);
    let digits = format!("{number:032x}");
    let parts = [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ];
    Some(parts.join("-"))
}

/// Returns a span of time as ISO 8601 writes it: `P1M2DT3.5S`.
fn interval(bytes: &[u8]) -> Option<String> {
    let (parts, []) = bytes.as_chunks::<4>() else {
        return None;
    };
    let [months, days, milliseconds] = parts else {
        return None;
    };
    let [months, days, milliseconds] =
        [months, days, milliseconds].map(|part| u32::from_le_bytes(*part));
    let mut text = "P".to_owned();
    if months > 0 {
        text.push_str(&format!("{months}M"));
    }
    if days > 0 {
        text.push_str(&format!("{days}D"));
    }
    if milliseconds > 0 || text.len() == 1 {
        text.push_str(&format!("T{}S", f64::from(milliseconds) / 1000.0));
    }
    Some(text)
}
