//! Office files as pages: made a PDF by the LibreOffice of this computer, in the sandbox of the engine's program.

use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ledger::Artifact;
use office::Kind;
use screen::lock;
use serde::Deserialize;
use tempfile::NamedTempFile;
use tokio::process::Command;
use tokio::sync::Semaphore;
use words::say;

use crate::bridge::ErrorCode;
use crate::core::{Core, blocking};
use crate::errors::{self, Result};

/// Maximum number of files kept as PDF; the least recently used is made anew.
const MAX_KEPT: usize = 3;
/// Time limit for making one. The program ends LibreOffice before.
const TIME_LIMIT: Duration = Duration::from_secs(120);
/// Time limit for finding out whether one can be made; a preview waits for it.
const PROBE_LIMIT: Duration = Duration::from_secs(10);
/// How long it is remembered that something is not possible: the person may install LibreOffice meanwhile.
const NO_FOR: Duration = Duration::from_secs(60);

/// LibreOffice uses much memory; concurrent callers wait.
static RUN_PERMIT: Semaphore = Semaphore::const_new(1);

/// What was made of Office files, and whether anything can be.
#[derive(Default)]
pub(crate) struct OfficePages {
    /// Whether any can be made, and since when that is known.
    is_ready: tokio::sync::Mutex<Option<(bool, Instant)>>,
    /// The PDFs by the SHA-256 of their files, the most recently used last.
    made: Mutex<Vec<(String, Arc<NamedTempFile>)>>,
    /// The SHA-256 of files that none could be made of, and when that was.
    failed: Mutex<Vec<(String, Instant)>>,
}

impl OfficePages {
    fn find(&self, sha256: &str) -> Option<Arc<NamedTempFile>> {
        let mut made = lock(&self.made);
        let at = made.iter().position(|(known, _)| known == sha256)?;
        let found = made.remove(at);
        let pdf = Arc::clone(&found.1);
        made.push(found);
        Some(pdf)
    }

    fn keep(&self, sha256: &str, pdf: NamedTempFile) -> Arc<NamedTempFile> {
        let pdf = Arc::new(pdf);
        let mut made = lock(&self.made);
        made.push((sha256.to_owned(), Arc::clone(&pdf)));
        if made.len() > MAX_KEPT {
            made.remove(0);
        }
        pdf
    }

    fn has_failed_lately(&self, sha256: &str) -> bool {
        let mut failed = lock(&self.failed);
        failed.retain(|(_, at)| at.elapsed() < NO_FOR);
        failed.iter().any(|(known, _)| known == sha256)
    }

    /// Removes the PDF of a file with this digest.
    pub(crate) fn close(&self, sha256: &str) {
        lock(&self.made).retain(|(known, _)| known != sha256);
    }

    /// Removes all PDFs.
    pub(crate) fn close_all(&self) {
        lock(&self.made).clear();
    }
}

/// The output of the engine's program.
#[derive(Deserialize)]
struct Report {
    ready: bool,
}

/// Returns the ending by which LibreOffice knows the kind of a file; `None` for files that have no pages.
pub(crate) fn ending_with_pages(row: &Artifact) -> Option<String> {
    use Kind::{Document, Excel, OpenDocumentSheet, OpenDocumentText, RichText};
    let kind = Kind::of_name(&row.name)?;
    let has_pages = matches!(
        kind,
        Document | Excel | OpenDocumentSheet | OpenDocumentText | RichText
    );
    let ending = row.name.rsplit_once('.')?.1.to_ascii_lowercase();
    has_pages.then_some(ending)
}

impl Core {
    /// Returns true if a file can be shown as pages here.
    pub(crate) async fn has_pages(&self, row: &Artifact) -> bool {
        if ending_with_pages(row).is_none() {
            return false;
        }
        let mut known = self.files.office_pages.is_ready.lock().await;
        if let Some(is_ready) = known.and_then(|known| still_known(known, Instant::now())) {
            return is_ready;
        }
        let is_ready = self.find_office().await;
        *known = Some((is_ready, Instant::now()));
        is_ready
    }

    async fn find_office(&self) -> bool {
        let output = Command::new(self.host.engine())
            .arg("pdf")
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .output();
        let Ok(Ok(output)) = tokio::time::timeout(PROBE_LIMIT, output).await else {
            return false;
        };
        serde_json::from_slice(&output.stdout).is_ok_and(|report: Report| report.ready)
    }

    /// Returns the PDF of an Office file with this digest, whose bytes are at `path`.
    pub(crate) async fn office_pdf(
        &self,
        row: &Artifact,
        sha256: &str,
        path: &Path,
    ) -> Result<Arc<NamedTempFile>> {
        let failed = |why: String| {
            tracing::warn!(why, "an Office file cannot be made a PDF");
            errors::error(ErrorCode::File, say::office_no_pages(&row.name))
        };
        // The next call for the same file finds what this one made.
        let permit = RUN_PERMIT.acquire().await;
        let _permit = permit.map_err(|error| failed(error.to_string()))?;
        let pages = &self.files.office_pages;
        if let Some(pdf) = pages.find(sha256) {
            return Ok(pdf);
        }
        if pages.has_failed_lately(sha256) {
            return Err(failed("it failed a moment ago".to_owned()));
        }
        let ending = ending_with_pages(row).unwrap_or_default();
        match self.make_pdf(path, &ending).await {
            Ok(pdf) => Ok(pages.keep(sha256, pdf)),
            Err(why) => {
                lock(&pages.failed).push((sha256.to_owned(), Instant::now()));
                Err(failed(why))
            }
        }
    }

    async fn make_pdf(
        &self,
        path: &Path,
        ending: &str,
    ) -> std::result::Result<NamedTempFile, String> {
        let (path, folder) = (path.to_owned(), self.temporary_folder());
        let opened = blocking(move || {
            let file = std::fs::File::open(path)?;
            let pdf = NamedTempFile::with_suffix_in(".pdf", folder)?;
            let output = pdf.reopen()?;
            Ok::<_, std::io::Error>((file, pdf, output))
        });
        let opened = opened.await.map_err(|failed| format!("{failed:?}"))?;
        let (file, pdf, output) = opened.map_err(|failed| failed.to_string())?;
        let made = Command::new(self.host.engine())
            .args(["pdf", ending])
            .stdin(Stdio::from(file))
            .stdout(Stdio::from(output))
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            // `output` of the command itself would take its standard output.
            .map(tokio::process::Child::wait_with_output);
        let made = made.map_err(|failed| failed.to_string())?;
        let made = tokio::time::timeout(TIME_LIMIT, made).await;
        let made = made.map_err(|_| "it took too long".to_owned())?;
        let made = made.map_err(|failed| failed.to_string())?;
        match made.status.success() {
            true => Ok(pdf),
            false => Err(String::from_utf8_lossy(&made.stderr).into_owned()),
        }
    }
}

/// Returns an answer that was found at this time, unless it is a "no" that may have changed.
fn still_known((is_ready, at): (bool, Instant), now: Instant) -> Option<bool> {
    (is_ready || now.saturating_duration_since(at) < NO_FOR).then_some(is_ready)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_remembered_for_long() {
        let at = Instant::now();
        assert_eq!(still_known((false, at), at + NO_FOR / 2), Some(false));
        assert_eq!(still_known((false, at), at + NO_FOR), None);
        assert_eq!(still_known((true, at), at + NO_FOR * 60), Some(true));
    }
}
