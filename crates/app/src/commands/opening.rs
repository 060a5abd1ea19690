//! Hands files to other programs: opens them, after a question if that may run code, copies and drags them.

use std::path::{Path, PathBuf};

use artifacts::{NameRules, SafeName, safe_name_on};
use ledger::RunId;
use screen::view::artifact;
use words::say;

use super::files::stored_digest;
use super::parse_id;
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::{Core, blocking};
use crate::errors::{self, Result};

/// The folder in the data folder for copies that were opened.
const OPENED_FOLDER: &str = "opened";
/// The folder inside it for copies that another program takes.
const TAKEN_FOLDER: &str = "taken";

/// Extensions of programs, scripts, packages, and documents with macros.
const PROGRAM_EXTENSIONS: &[&str] = &[
    "apk", "app", "appimage", "bash", "bat", "cmd", "com", "command", "cpl", "csh", "deb",
    "desktop", "dll", "dmg", "docm", "dotm", "exe", "fish", "gadget", "hta", "inf", "jar", "js",
    "jse", "ksh", "lnk", "mjs", "msi", "msix", "msp", "php", "pif", "pkg", "pl", "potm", "ppam",
    "pptm", "ps1", "psm1", "py", "pyc", "pyw", "rb", "reg", "rpm", "run", "scf", "scr", "sh", "so",
    "url", "vb", "vbe", "vbs", "webloc", "wsf", "wsh", "xlam", "xlsb", "xlsm", "xltm", "zsh",
];
/// Extensions of pages, which may contain scripts.
const PAGE_EXTENSIONS: &[&str] = &[
    "htm", "html", "mht", "mhtml", "shtml", "svg", "xht", "xhtml",
];

/// The program that opens a file.
#[derive(Debug, Clone, Copy)]
enum Opener {
    /// The system's default program for its type.
    Default,
    /// A program that the person chooses.
    Chosen,
}

/// The purpose for which another program gets a copy.
#[derive(Debug, Clone, Copy)]
enum CopyPurpose {
    /// Open it. The copy is read-only, so a program that changes it asks for another place.
    Reading,
    /// Take it. The result is the person's own file, without restrictions.
    Taking,
}

impl Backend {
    pub(super) async fn open_file(&self, request: OpenFile) -> Result<OpenOutcome> {
        self.open_artifact(request, Opener::Default).await
    }

    pub(super) async fn open_file_with(&self, request: OpenFile) -> Result<OpenOutcome> {
        self.open_artifact(request, Opener::Chosen).await
    }

    async fn open_artifact(&self, request: OpenFile, opener: Opener) -> Result<OpenOutcome> {
        let row = self.artifact(&request.file).await?;
        let (sha256, name) = (stored_digest(&row)?, artifact::display_path(&row));
        self.open_copy(sha256, &name, request.is_sure, opener).await
    }

    pub(super) async fn open_attachment(&self, request: OpenAttachment) -> Result<OpenOutcome> {
        let turn: RunId = parse_id(&request.turn, say::turn_gone)?;
        let row = self
            .core
            .ledger(move |ledger| ledger.interaction(turn))
            .await?
            .ok_or_else(|| errors::not_found(say::turn_gone()))?;
        let sent: Vec<Attachment> = serde_json::from_value(row.attachments).unwrap_or_default();
        let file = sent
            .into_iter()
            .find(|file| file.sha256 == request.sha256)
            .ok_or_else(|| errors::not_found(say::file_gone()))?;
        self.open_copy(file.sha256, &file.name, request.is_sure, Opener::Default)
            .await
    }

    pub(super) async fn copy_file(&self, text: String) -> Result<String> {
        let path = self.copy_to_take(&text).await?;
        match self.core.host.copy_file(&path).await {
            Ok(()) => Ok(shown(&path)),
            Err(reason) => {
                tracing::warn!(reason, "a file cannot be put on the clipboard");
                let said = say::not_copied(shown(&path));
                Err(errors::error(ErrorCode::File, said))
            }
        }
    }

    pub(super) async fn drag_file(&self, text: String) -> Result<()> {
        let path = self.copy_to_take(&text).await?;
        let dragged = self.core.host.drag_file(&path).await;
        dragged.map_err(|reason| {
            tracing::warn!(reason, "a file cannot be dragged");
            errors::error(ErrorCode::File, say::not_dragged(shown(&path)))
        })
    }

    async fn copy_to_take(&self, text: &str) -> Result<PathBuf> {
        let row = self.artifact(text).await?;
        let name = safe_name_on(NameRules::here(), &artifact::display_path(&row));
        self.copy(stored_digest(&row)?, name, CopyPurpose::Taking)
            .await
    }

    /// Opens a copy of stored bytes under a name.
    async fn open_copy(
        &self,
        sha256: String,
        name: &str,
        is_sure: bool,
        opener: Opener,
    ) -> Result<OpenOutcome> {
        let name = safe_name_on(NameRules::here(), name);
        let source = {
            let sha256 = sha256.clone();
            self.core.files(move |store| store.path(&sha256)).await?
        };
        let shown = name.as_str().to_owned();
        let runs = blocking(move || open_risk(&shown, &source)).await?;
        if let Some(runs) = runs.filter(|_| !is_sure) {
            return Ok(OpenOutcome::Asks { runs });
        }
        let shown = name.as_str().to_owned();
        let path = self.copy(sha256, name, CopyPurpose::Reading).await?;
        let host = self.core.host.clone();
        let opened = match opener {
            Opener::Default => blocking(move || host.open_file(&path)).await?,
            Opener::Chosen => host.open_with(&path).await,
        };
        opened.map_err(|reason| {
            tracing::warn!(reason, "a file cannot be opened");
            errors::error(ErrorCode::File, say::no_program_opens(&shown))
        })?;
        Ok(OpenOutcome::Opened)
    }

    /// Makes a copy of stored bytes under a name. An earlier copy is removed; a program that has it open keeps it.
    async fn copy(&self, sha256: String, name: SafeName, to: CopyPurpose) -> Result<PathBuf> {
        let place = self.core.opened_copy(&sha256);
        let place = match to {
            CopyPurpose::Reading => place,
            CopyPurpose::Taking => place.join(TAKEN_FOLDER),
        };
        let (folder, earlier) = (place.clone(), place.join(name.as_str()));
        let made = blocking(move || {
            // There may be no earlier copy.
            let _ = std::fs::remove_file(earlier);
            std::fs::create_dir_all(&folder)
        });
        made.await?
            .map_err(|cause| errors::file(say::file_not_created, &place, &cause))?;
        let exported = self.core.files(move |store| {
            let path = store.export(&sha256, &place, &name)?;
            if let CopyPurpose::Reading = to {
                read_only(&path);
            }
            Ok(path)
        });
        exported.await
    }
}

/// Returns the name of a copy for the person.
fn shown(copy: &Path) -> String {
    let name = copy.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

impl Core {
    /// Returns the folder for copies of a file that other programs are given.
    pub(crate) fn opened_copy(&self, sha256: &str) -> PathBuf {
        self.data_dir().join(OPENED_FOLDER).join(sha256)
    }

    /// Removes all such copies: at the start, and when everything is deleted. Another program keeps a file that it
    /// has open, if the system allows that; else the file is removed the next time. Blocks.
    pub(crate) fn forget_opened_copies(&self) {
        let _ = std::fs::remove_dir_all(self.data_dir().join(OPENED_FOLDER));
    }
}

/// Returns the risk that opening a file runs code, by its name, else by its first bytes. Blocks.
fn open_risk(name: &str, file: &Path) -> Option<OpenRisk> {
    use std::io::Read;
    let (_, extension) = name.rsplit_once('.').unwrap_or(("", ""));
    let extension = extension.to_ascii_lowercase();
    if PROGRAM_EXTENSIONS.contains(&extension.as_str()) {
        return Some(OpenRisk::Program);
    }
    if PAGE_EXTENSIONS.contains(&extension.as_str()) {
        return Some(OpenRisk::Page);
    }
    let mut head = Vec::new();
    let opened = std::fs::File::open(file).ok()?;
    opened.take(4).read_to_end(&mut head).ok()?;
    let begins = |start: &[u8]| head.starts_with(start);
    (begins(b"#!") || begins(b"\x7fELF") || begins(b"MZ")).then_some(OpenRisk::Program)
}

/// Makes a copy read-only, so that a program that changes it asks for another place. An error is ignored.
fn read_only(path: &Path) {
    if let Ok(about) = std::fs::metadata(path) {
        let mut permissions = about.permissions();
        permissions.set_readonly(true);
        let _ = std::fs::set_permissions(path, permissions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_can_run_is_known_by_its_name_or_its_first_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for (name, bytes, expected) in [
            ("report.pdf", &b"%PDF-1.7"[..], None),
            ("notes", b"hello", None),
            ("run.SH", b"echo", Some(OpenRisk::Program)),
            ("macros.xlsm", b"PK", Some(OpenRisk::Program)),
            ("tool", b"#!/bin/sh", Some(OpenRisk::Program)),
            ("image.png", b"\x7fELF", Some(OpenRisk::Program)),
            ("setup.txt", b"MZ\x90\0", Some(OpenRisk::Program)),
            ("page.html", b"<p>", Some(OpenRisk::Page)),
        ] {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(open_risk(name, &path), expected, "{name}");
        }
    }
}
