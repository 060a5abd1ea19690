//! Another program on the desktop, to exchange data with: it copies or pastes, offers a file to drag, or accepts
//! dropped files.

use std::path::Path;
use std::time::Duration;

use crate::patience::wait_until;
use crate::processes::{Group, built};
use crate::{Desktop, Error, Result};

/// A running program, killed when dropped.
#[derive(Debug)]
pub struct AnotherProgram {
    _program: Group,
}

const LOG: &str = "another-program.log";

/// The middle of the window that [`AnotherProgram::to_drag`] and [`AnotherProgram::to_drop_on`] open.
pub const GRIP: (u32, u32) = (60, 60);

impl AnotherProgram {
    /// Puts data on the clipboard: MIME types (or targets) with their contents.
    pub async fn copied(desktop: &Desktop, kinds: &[(&str, &[u8])]) -> Result<Self> {
        let folder = tempfile::tempdir_in(desktop.folder()).map_err(Error::io(desktop.folder()))?;
        let folder = folder.keep();
        let mut words = vec!["clipboard".to_owned()];
        for (number, (kind, content)) in kinds.iter().enumerate() {
            let path = folder.join(number.to_string());
            std::fs::write(&path, content).map_err(Error::io(&path))?;
            words.push((*kind).to_owned());
            words.push(path.to_string_lossy().into_owned());
        }
        Self::start(desktop, &words).await
    }

    /// Opens a window in the corner of the screen from which a file can be dragged at [`GRIP`].
    pub async fn to_drag(desktop: &Desktop, file: &Path) -> Result<Self> {
        let words = ["drag".to_owned(), file.to_string_lossy().into_owned()];
        Self::start(desktop, &words).await
    }

    /// Opens a window in the corner of the screen onto which files can be dropped at [`GRIP`]; it writes their URIs to
    /// `record`, one per line.
    pub async fn to_drop_on(desktop: &Desktop, record: &Path) -> Result<Self> {
        let words = ["drop".to_owned(), record.to_string_lossy().into_owned()];
        Self::start(desktop, &words).await
    }

    /// Opens a window in front of the others.
    pub async fn in_front(desktop: &Desktop) -> Result<Self> {
        Self::start(desktop, &["front".to_owned()]).await
    }

    /// Returns the latest activation token that a program [`in_front`](Self::in_front) handed out at a key.
    pub fn token(desktop: &Desktop) -> Option<String> {
        let said = std::fs::read_to_string(desktop.log(LOG)).ok()?;
        let token = said.lines().rev().find_map(|it| it.strip_prefix("token "));
        token.map(str::to_owned)
    }

    /// Pastes the clipboard's data of this kind; empty if there is none.
    pub fn pastes(desktop: &Desktop, kind: &str) -> Result<Vec<u8>> {
        let program = built("another-program")?;
        let output = desktop
            .command(program)
            .args(["paste", kind])
            .output()
            .map_err(|error| Error::program("another-program", error))?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(Error::program("another-program", said))
        }
    }

    async fn start(desktop: &Desktop, words: &[String]) -> Result<Self> {
        let log = desktop.log(LOG);
        let said = || std::fs::read_to_string(&log).unwrap_or_default();
        let earlier = said().matches("ready").count();
        let mut command = desktop.command(built("another-program")?);
        let program = Group::start(command.args(words), &log)?;
        wait_until("the other program", Duration::from_secs(20), async || {
            let said = said();
            Ok(if said.matches("ready").count() > earlier {
                Ok(())
            } else {
                Err(said)
            })
        })
        .await?;
        Ok(Self { _program: program })
    }
}
