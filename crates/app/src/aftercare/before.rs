//! What was in a sandbox before a run, so that only what the run made is listed as its work.

use std::collections::HashMap;

use interactions::{EnvironmentFile, EnvironmentId};
use ledger::RunId;

use crate::continuing::Carried;
use crate::core::Core;
use crate::errors::Result;
use crate::request::placed::places;
use crate::view::turn;

/// A sandbox as it was before a run.
pub(super) struct Before {
    /// What it held when it was listed last.
    pub(super) known: Vec<EnvironmentFile>,
    /// The newest run since then whose files could not be listed.
    pub(super) missed: Option<RunId>,
    /// The files of that run that are recorded all the same: size by path.
    recorded: HashMap<String, Option<i64>>,
}

impl Before {
    /// The earlier run that made a file which nobody listed so far: it is older than the run that began
    /// at `begun_at`, or is recorded as the earlier run's.
    pub(super) fn maker(&self, file: &EnvironmentFile, begun_at: i64) -> Option<RunId> {
        let missed = self.missed?;
        let path = file.path.as_deref().or(file.name.as_deref())?;
        let size = file.size_bytes.map(|size| size.0);
        let is_older = match changed_at(file) {
            Some(at) => at < begun_at,
            None => self.recorded.get(plain(path)) == Some(&size),
        };
        is_older.then_some(missed)
    }
}

/// When a file was made or changed last, in milliseconds since the Unix epoch.
fn changed_at(file: &EnvironmentFile) -> Option<i64> {
    let at = |text: &Option<String>| -> Option<i64> {
        let at: jiff::Timestamp = text.as_deref()?.parse().ok()?;
        Some(at.as_millisecond())
    };
    at(&file.modified).max(at(&file.created))
}

impl Core {
    /// What was in the sandbox before this run: the listing kept with the nearest turn before it, and
    /// the turn after that one whose files could not be listed, if there is one.
    pub(super) async fn before(
        &self,
        row: &ledger::Interaction,
        environment: &EnvironmentId,
    ) -> Result<Before> {
        let mut before = Before {
            known: Vec::new(),
            missed: None,
            recorded: HashMap::new(),
        };
        let mut parent = row.parent_id;
        while let Some(id) = parent {
            let (turn, listing) = self
                .ledger(move |ledger| {
                    Ok((ledger.interaction(id)?, ledger.setting(&listing_key(id))?))
                })
                .await?;
            let Some(turn) = turn else { break };
            if turn.environment_id.as_deref() == Some(environment.as_str()) {
                if let Some(listing) = listing {
                    before.known = serde_json::from_value(listing).unwrap_or_default();
                    break;
                }
                before.missed = before.missed.or(Some(id));
            }
            parent = turn.parent_id;
        }
        if let Some(missed) = before.missed {
            let recorded = self
                .ledger(move |ledger| ledger.artifacts_of_run(missed))
                .await?;
            let places = recorded
                .into_iter()
                .filter_map(|file| Some((plain(file.path.as_deref()?).to_owned(), file.size)));
            before.recorded = places.collect();
        }
        Ok(before)
    }

    /// The files that went along with a job into the sandbox: size and digest by path.
    pub(super) async fn sent_along(&self, run: RunId) -> Result<HashMap<String, (i64, String)>> {
        let row = self.ledger(move |ledger| ledger.interaction(run)).await?;
        let attachments = row.as_ref().map(turn::attachments).unwrap_or_default();
        let carried = row.as_ref().and_then(Carried::of).unwrap_or_default();
        let sent = places(&attachments, &carried.files)
            .into_iter()
            .filter_map(|place| {
                let size = i64::try_from(place.file.size).ok()?;
                Some((place.path().to_owned(), (size, place.file.sha256.clone())))
            });
        Ok(sent.collect())
    }
}

/// Under this key the listing of the sandbox after a run is kept.
pub(crate) fn listing_key(run: RunId) -> String {
    format!("listing:{run}")
}

/// A path as paths are compared.
pub(super) fn plain(path: &str) -> &str {
    path.trim_start_matches("./").trim_start_matches('/')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn file(path: &str, modified: Option<&str>) -> EnvironmentFile {
        let json = json!({"path": path, "size_bytes": "12", "modified": modified});
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_file_that_nobody_listed_is_of_the_run_before_when_it_is_older_or_recorded() {
        let run = RunId::new();
        let begun_at = 1_767_225_600_000; // 2026-01-01T00:00:00Z
        let before = Before {
            known: Vec::new(),
            missed: Some(run),
            recorded: HashMap::from([("workspace/a.csv".to_owned(), Some(12))]),
        };
        let (older, newer) = (Some("2025-12-31T23:59:59.5Z"), Some("2026-01-01T00:00:01Z"));
        assert_eq!(before.maker(&file("b.csv", older), begun_at), Some(run));
        assert_eq!(before.maker(&file("b.csv", newer), begun_at), None);
        assert_eq!(
            before.maker(&file("/workspace/a.csv", newer), begun_at),
            None
        );
        assert_eq!(
            before.maker(&file("/workspace/a.csv", None), begun_at),
            Some(run)
        );
        assert_eq!(before.maker(&file("b.csv", None), begun_at), None);
        let listed = Before {
            missed: None,
            ..before
        };
        assert_eq!(listed.maker(&file("b.csv", older), begun_at), None);
    }
}
