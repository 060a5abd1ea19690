//! The pages of a PDF as images, drawn by a program of their own.
//!
//! A PDF from a sandbox is hostile: it may be made to crash whoever draws it, to fill the memory, or to
//! never come to an end. So it is drawn by `errand-pages`, a process that reads the file from its standard
//! input, writes one [`Answer`] as JSON, opens nothing, and is ended when it takes too long. The worst that
//! a file can do is not to be shown.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::io::AsyncReadExt;
use tokio::process::Command;
use tokio::sync::Semaphore;

/// A larger file is not drawn, in bytes.
pub const FILE_LIMIT: u64 = 64 << 20;
/// Pages after these are not drawn.
pub const PAGE_LIMIT: usize = 500;
/// As many pages are drawn at a time.
pub const BATCH: usize = 4;

/// How long a batch may take.
const TIME_LIMIT: Duration = Duration::from_secs(20);
/// The most bytes that the program may write.
const ANSWER_LIMIT: u64 = 64 << 20;

/// Drawing takes a whole processor and much memory; whoever asks meanwhile waits.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// What the program writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Some pages.
    Drawn(Drawn),
    /// Nothing.
    Refused(Refusal),
}

/// Pages, one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// How many pages the document has.
    pub total: usize,
    /// The pages asked for, fewer at the end; `None` for one that cannot be drawn.
    pub pages: Vec<Option<Image>>,
}

/// A page as an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// PNG in Base64.
    pub png: String,
}

/// Why no page can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It opens with a password only.
    #[error("the document is locked")]
    Locked,
    /// It is larger than [`FILE_LIMIT`].
    #[error("the document is too large")]
    TooLarge,
    /// It is no PDF, or one that the program does not understand.
    #[error("the document cannot be read")]
    Unreadable,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program says why.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It took longer than it may.
    #[error("drawing took too long")]
    TooSlow,
    /// The program gave up, as on a file that was made to break it.
    #[error("the program that draws pages gave up: {0}")]
    GaveUp(String),
    /// The file or the program could not be opened.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Draws up to [`BATCH`] pages of the PDF at `pdf`, the first of which is `from`, counted from 0. `program`
/// is `errand-pages`.
///
/// # Errors
/// [`Error`], when nothing can be drawn.
pub async fn draw(program: &Path, pdf: &Path, from: usize) -> Result<Drawn, Error> {
    let file = std::fs::File::open(pdf)?;
    if file.metadata()?.len() > FILE_LIMIT {
        return Err(Refusal::TooLarge.into());
    }
    let Ok(_turn) = ONE_AT_A_TIME.acquire().await else {
        return Err(Error::GaveUp("nobody may draw any more".into()));
    };
    let mut process = Command::new(program)
        .arg(from.to_string())
        .stdin(file)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .env_clear()
        .current_dir(std::env::temp_dir())
        .kill_on_drop(true)
        .spawn()?;
    let stdout = process.stdout.take();
    let whole = async {
        let mut answer = Vec::new();
        if let Some(stdout) = stdout {
            stdout.take(ANSWER_LIMIT).read_to_end(&mut answer).await?;
        }
        let status = process.wait().await?;
        serde_json::from_slice(&answer).map_err(|_| Error::GaveUp(status.to_string()))
    };
    match tokio::time::timeout(TIME_LIMIT, whole).await {
        Ok(answer) => match answer? {
            Answer::Drawn(drawn) => Ok(drawn),
            Answer::Refused(refusal) => Err(refusal.into()),
        },
        // Dropping the process ends it.
        Err(_) => Err(Error::TooSlow),
    }
}
