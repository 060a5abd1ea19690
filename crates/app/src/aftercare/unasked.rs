//! Decides which of a turn's files are fetched without asking the person, by size and free disk space.

use ledger::{Artifact, ArtifactState};

/// Maximum number of bytes of one turn that are fetched without asking.
const MOST_BYTES: u64 = 2_000_000_000;

/// Returns how many bytes of a turn are fetched without asking; `room` is the free disk space in bytes, if known.
pub(super) fn allowance(room: Option<u64>) -> u64 {
    room.map_or(MOST_BYTES, |room| room.min(MOST_BYTES))
}

/// Returns the files that are fetched without asking; `room` is the free disk space in bytes, if known. The other
/// files wait for the person, as each row says.
pub(super) fn unasked(rows: Vec<Artifact>, room: Option<u64>) -> Vec<Artifact> {
    let mut left = allowance(room);
    let fits = rows.into_iter().filter(|row| {
        if row.state == ArtifactState::Saved {
            return true;
        }
        let size = row.size.and_then(|size| u64::try_from(size).ok());
        match left.checked_sub(size.unwrap_or(0)) {
            Some(rest) => {
                left = rest;
                true
            }
            None => false,
        }
    });
    fits.collect()
}

#[cfg(test)]
mod tests {
    use ledger::{ArtifactId, ConversationId, Kind, RunId, Source};

    use super::*;

    fn file(name: &str, size: Option<i64>, state: ArtifactState) -> Artifact {
        serde_json::from_value(serde_json::json!({
            "id": ArtifactId::new(), "run_id": RunId::new(), "conversation_id": ConversationId::new(),
            "kind": Kind::Job, "conversation_title": "", "name": name, "path": name, "source": Source::Environment,
            "mime": "", "size": size, "sha256": null, "state": state, "error": null, "created_at": 0,
            "step_index": null,
        }))
        .unwrap()
    }

    fn names(rows: Vec<Artifact>, room: Option<u64>) -> Vec<String> {
        let fetched = unasked(rows, room);
        fetched.into_iter().map(|row| row.name).collect()
    }

    #[test]
    fn more_than_two_gigabytes_or_the_room_on_the_disk_waits_for_the_person() {
        use ArtifactState::{Listed, Saved};
        let rows = || {
            vec![
                file("a", Some(1_500_000_000), Listed),
                file("b", Some(600_000_000), Listed),
                file("c", Some(500_000_000), Listed),
                file("here", Some(9_000_000_000), Saved),
                file("unknown", None, Listed),
            ]
        };
        assert_eq!(names(rows(), None), ["a", "c", "here", "unknown"]);
        assert_eq!(names(rows(), Some(1_000_000_000)), ["b", "here", "unknown"]);
        assert_eq!(names(rows(), Some(0)), ["here", "unknown"]);
    }
}
