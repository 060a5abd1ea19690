//! The content of a sandbox before a run, so that only new files count as the run's work.

use std::collections::HashMap;

use interactions::{EnvironmentFile, EnvironmentId};
use ledger::{Ledger, ListedFile, RunId};
use screen::view::turn;

use crate::continuing::CarriedContext;
use crate::core::Core;
use crate::errors::Result;
use crate::request::placed_files::place_files;

/// The content of a sandbox before a run.
pub(super) struct SandboxBefore {
    /// The files in the last listing.
    pub(super) known: Vec<EnvironmentFile>,
    /// The newest run since then whose files could not be listed.
    pub(super) unlisted_run: Option<RunId>,
    /// The files of that run that are recorded nevertheless: size by path.
    recorded: HashMap<String, Option<i64>>,
    /// Files that earlier turns had in another sandbox, and that may have been brought from there: size and digest by
    /// path.
    pub(super) brought_files: HashMap<String, (i64, String)>,
}

impl SandboxBefore {
    /// Returns the earlier run that made a file missing in all listings: if the file is older than the run that began
    /// at `begun_at`, or is recorded as the earlier run's.
    pub(super) fn earlier_maker(&self, file: &EnvironmentFile, begun_at: i64) -> Option<RunId> {
        let unlisted_run = self.unlisted_run?;
        let path = file.path.as_deref().or(file.name.as_deref())?;
        let size = file.size_bytes.map(|size| size.0);
        let is_older = match changed_at(file) {
            Some(at) => at < begun_at,
            None => self.recorded.get(normalized(path)) == Some(&size),
        };
        is_older.then_some(unlisted_run)
    }
}

/// Returns the time of a file's last change, in milliseconds since the Unix epoch.
fn changed_at(file: &EnvironmentFile) -> Option<i64> {
    let at = |text: &Option<String>| -> Option<i64> {
        let at: jiff::Timestamp = text.as_deref()?.parse().ok()?;
        Some(at.as_millisecond())
    };
    at(&file.modified).max(at(&file.created))
}

impl Core {
    /// Returns the content of the sandbox before this run: the listings stored with earlier turns in the same
    /// sandbox, and the newest of those turns whose files could not be listed since.
    pub(super) async fn sandbox_before(
        &self,
        row: &ledger::Interaction,
        environment: &EnvironmentId,
    ) -> Result<SandboxBefore> {
        let (parent, sandbox) = (row.parent_id, environment.as_str().to_owned());
        let turns = self
            .ledger(move |ledger| turns_before(ledger, parent, &sandbox))
            .await?;
        let mut before = SandboxBefore {
            known: turns.known.into_iter().map(environment_file).collect(),
            unlisted_run: turns.unlisted_run,
            recorded: HashMap::new(),
            brought_files: HashMap::new(),
        };
        for turn in turns.elsewhere {
            let files = self
                .ledger(move |ledger| ledger.artifacts_of_run(turn))
                .await?;
            for file in files {
                if let (Some(path), Some(size), Some(sha256)) = (file.path, file.size, file.sha256)
                {
                    let path = normalized(&path).to_owned();
                    before.brought_files.entry(path).or_insert((size, sha256));
                }
            }
            for (path, file) in self.sent_along(turn).await? {
                before.brought_files.entry(path).or_insert(file);
            }
        }
        if let Some(unlisted_run) = before.unlisted_run {
            let recorded = self
                .ledger(move |ledger| ledger.artifacts_of_run(unlisted_run))
                .await?;
            let places = recorded
                .into_iter()
                .filter_map(|file| Some((normalized(file.path.as_deref()?).to_owned(), file.size)));
            before.recorded = places.collect();
        }
        Ok(before)
    }

    /// Returns the files that were put into the sandbox with a job: size and digest by path.
    pub(super) async fn sent_along(&self, run: RunId) -> Result<HashMap<String, (i64, String)>> {
        let row = self.ledger(move |ledger| ledger.interaction(run)).await?;
        let attachments = row.as_ref().map(turn::attachments).unwrap_or_default();
        let carried = row
            .as_ref()
            .and_then(CarriedContext::of)
            .unwrap_or_default();
        let sent = place_files(&attachments, &carried.files)
            .into_iter()
            .filter_map(|place| {
                let size = i64::try_from(place.file.size).ok()?;
                Some((place.path().to_owned(), (size, place.file.sha256.clone())))
            });
        Ok(sent.collect())
    }
}

/// The listings of the turns before a run.
struct EarlierTurns {
    known: Vec<ListedFile>,
    unlisted_run: Option<RunId>,
    /// Turns in other sandboxes, newest first, if none in this one was listed: it is a copy, or was created anew.
    elsewhere: Vec<RunId>,
}

/// Blocks.
fn turns_before(
    ledger: &Ledger,
    mut parent: Option<RunId>,
    sandbox: &str,
) -> Result<EarlierTurns, ledger::Error> {
    let (mut listed, mut unlisted_run, mut elsewhere) = (Vec::new(), None, Vec::new());
    while let Some(id) = parent {
        let Some(turn) = ledger.interaction(id)? else {
            break;
        };
        if turn.environment_id.as_deref() != Some(sandbox) {
            elsewhere.extend(turn.environment_id.is_some().then_some(id));
        } else if ledger.is_listed(id)? {
            listed.push(id);
        } else if listed.is_empty() {
            unlisted_run = unlisted_run.or(Some(id));
        }
        parent = turn.parent_id;
    }
    if !listed.is_empty() {
        elsewhere.clear();
    }
    Ok(EarlierTurns {
        known: ledger.listing_after(&listed)?,
        unlisted_run,
        elsewhere,
    })
}

/// Converts a stored listing entry to the API's type.
fn environment_file(file: ListedFile) -> EnvironmentFile {
    EnvironmentFile {
        path: Some(file.path),
        size_bytes: file.size.map(Into::into),
        created: file.created,
        modified: file.modified,
        ..EnvironmentFile::default()
    }
}

/// Normalises a path for comparison.
pub(super) fn normalized(path: &str) -> &str {
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
        let before = SandboxBefore {
            known: Vec::new(),
            unlisted_run: Some(run),
            recorded: HashMap::from([("workspace/a.csv".to_owned(), Some(12))]),
            brought_files: HashMap::new(),
        };
        let (older, newer) = (Some("2025-12-31T23:59:59.5Z"), Some("2026-01-01T00:00:01Z"));
        assert_eq!(
            before.earlier_maker(&file("b.csv", older), begun_at),
            Some(run)
        );
        assert_eq!(before.earlier_maker(&file("b.csv", newer), begun_at), None);
        assert_eq!(
            before.earlier_maker(&file("/workspace/a.csv", newer), begun_at),
            None
        );
        assert_eq!(
            before.earlier_maker(&file("/workspace/a.csv", None), begun_at),
            Some(run)
        );
        assert_eq!(before.earlier_maker(&file("b.csv", None), begun_at), None);
        let listed = SandboxBefore {
            unlisted_run: None,
            ..before
        };
        assert_eq!(listed.earlier_maker(&file("b.csv", older), begun_at), None);
    }
}
