//! Adapts `jiff`'s times to `croner`: wall-clock time in a zone, and the resolution of times at a change of clocks.

use std::cmp::Ordering;

use croner::errors::CronError;
use croner::{CivilDate, CivilDateTime, CivilTime, CronDateTime, Resolution, Weekday};
use jiff::tz::AmbiguousOffset;
use jiff::{SignedDuration, ZonedDateTime, civil};

/// A moment in a time zone.
#[derive(Debug, Clone)]
pub(crate) struct WallClock(pub(crate) ZonedDateTime);

impl CronDateTime for WallClock {
    fn to_civil(&self) -> CivilDateTime {
        let time = self.0.datetime();
        // The parts of a valid time are small and not negative.
        let part = i8::unsigned_abs;
        CivilDateTime::new(
            CivilDate::from_parts_unchecked(
                time.year().into(),
                part(time.month()).into(),
                part(time.day()).into(),
            ),
            CivilTime::from_parts_unchecked(
                part(time.hour()).into(),
                part(time.minute()).into(),
                part(time.second()).into(),
            ),
        )
    }

    fn civil_weekday(&self) -> Weekday {
        let days = self.0.weekday().to_sunday_zero_offset();
        Weekday::from_days_from_sunday(days.unsigned_abs().into())
    }

    fn resolve_civil(&self, civil: CivilDateTime) -> Result<Resolution<Self>, CronError> {
        let local = local(civil).ok_or(CronError::InvalidDate)?;
        let resolved = self.0.time_zone().to_ambiguous_zoned_datetime(local);
        let out_of_range = |_| CronError::InvalidTime;
        Ok(match resolved.offset() {
            AmbiguousOffset::Unambiguous { .. } => {
                Resolution::Single(Self(resolved.unambiguous().map_err(out_of_range)?))
            }
            AmbiguousOffset::Gap { .. } => Resolution::Gap,
            AmbiguousOffset::Fold { .. } => Resolution::Ambiguous(
                Self(resolved.clone().earlier().map_err(out_of_range)?),
                Self(resolved.later().map_err(out_of_range)?),
            ),
        })
    }

    fn checked_add_seconds(&self, seconds: i64) -> Option<Self> {
        self.0
            .checked_add(SignedDuration::from_secs(seconds))
            .ok()
            .map(Self)
    }

    fn cmp_instant(&self, other: &Self) -> Ordering {
        self.0.timestamp().cmp(&other.0.timestamp())
    }
}

fn local(civil: CivilDateTime) -> Option<civil::DateTime> {
    let part = |number: u32| i8::try_from(number).ok();
    civil::DateTime::new(
        i16::try_from(civil.year()).ok()?,
        part(civil.month())?,
        part(civil.day())?,
        part(civil.hour())?,
        part(civil.minute())?,
        part(civil.second())?,
        0,
    )
    .ok()
}
