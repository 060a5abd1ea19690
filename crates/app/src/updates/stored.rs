//! The state of updates as it is stored, and when to look for the next one.

use semver::Version;
use serde::{Deserialize, Serialize};

use crate::bridge::NewerVersion;

/// Time between two looks, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000;
/// Time after which a list of versions that could not be reached is tried again, in milliseconds.
const AGAIN: i64 = 60 * 60 * 1_000;

/// The state of updates as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct StoredUpdates {
    /// The version of Errand that stored this.
    pub(super) version: String,
    /// Time of the last answer, of whatever kind.
    pub(super) answered: Option<i64>,
    /// Time at which the list of versions was last read.
    pub(super) looked: Option<i64>,
    /// The newer version that it named.
    pub(super) newer: Option<NewerVersion>,
    /// The newer version that the person does not want to be told of again.
    pub(super) put_off: Option<String>,
    /// The version whose installation had begun.
    pub(super) installing: Option<String>,
}

impl StoredUpdates {
    /// Returns the state at the start of this version, and the version whose installation has failed, if any.
    pub(super) fn at_start(self, version: &str) -> (Self, Option<String>) {
        let failed = self
            .installing
            .clone()
            .filter(|installing| is_older(version, installing));
        // Another version looks anew: it may have another list of versions.
        let kept = match self.version == version {
            true => self,
            false => Self::default(),
        };
        let now = Self {
            version: version.to_owned(),
            installing: None,
            ..kept
        };
        (now, failed)
    }

    /// Returns the time until the next look, in milliseconds. `tried` is the time of the last one, whose answer may be
    /// missing or not stored.
    pub(super) fn due_in(&self, tried: Option<i64>, now: i64) -> i64 {
        let after = |at: Option<i64>, pause: i64| match at {
            // A time in the future comes from a clock that was set back since.
            Some(at) if at <= now => (at.saturating_add(pause) - now).max(0),
            _ => 0,
        };
        after(self.answered, DAY).max(after(tried, AGAIN))
    }
}

/// Returns true if the version is older than the other one.
fn is_older(version: &str, other: &str) -> bool {
    let read = |version: &str| Version::parse(version).ok();
    read(version)
        .zip(read(other))
        .is_some_and(|(version, other)| version < other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * 60 * 1_000;

    fn answered(at: Option<i64>) -> StoredUpdates {
        StoredUpdates {
            answered: at,
            ..StoredUpdates::default()
        }
    }

    #[test]
    fn it_looks_once_a_day() {
        let now = 1_000 * HOUR;
        assert_eq!(answered(None).due_in(None, now), 0, "the first at once");
        assert_eq!(answered(Some(now - HOUR)).due_in(None, now), 23 * HOUR);
        assert_eq!(answered(Some(now - DAY)).due_in(None, now), 0);
        assert_eq!(
            answered(Some(now + DAY)).due_in(None, now),
            0,
            "the clock was wrong"
        );
    }

    #[test]
    fn who_could_not_be_reached_is_asked_again_in_an_hour() {
        let now = 1_000 * HOUR;
        let tried = Some(now - HOUR / 2);
        assert_eq!(answered(Some(now - DAY)).due_in(tried, now), HOUR / 2);
        assert_eq!(answered(Some(now - HOUR)).due_in(tried, now), 23 * HOUR);
    }

    #[test]
    fn what_an_older_version_found_is_forgotten_and_a_failed_installation_is_not() {
        let found = StoredUpdates {
            version: "1.0.0".to_owned(),
            newer: Some(NewerVersion {
                version: "1.1.0".to_owned(),
                notes: String::new(),
            }),
            installing: Some("1.1.0".to_owned()),
            answered: Some(1),
            looked: Some(1),
            put_off: Some("1.1.0".to_owned()),
        };
        let (same, failed) = found.clone().at_start("1.0.0");
        assert_eq!(failed.as_deref(), Some("1.1.0"));
        assert!(same.newer.is_some() && same.installing.is_none());
        let (_, failed) = found.clone().at_start("1.10.0");
        assert_eq!(failed, None, "a still newer version is there");
        let (newer, failed) = found.at_start("1.1.0");
        assert_eq!(failed, None);
        let nothing = StoredUpdates {
            version: "1.1.0".to_owned(),
            ..StoredUpdates::default()
        };
        assert_eq!(newer, nothing);
    }
}
