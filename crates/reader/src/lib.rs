//! Reading of untrusted files in a separate program: pages of a PDF as images, Office and similar files as text,
//! archives as a tree.
//!
//! A file from a sandbox is untrusted: it may be made to crash its reader, to exhaust memory, or to loop for ever. So
//! it is read by `errand-reader`, a process that gets the file as its standard input, writes one [`Answer`] as JSON, or
//! the rows of a [`RowStream`], opens no files, and is killed at a timeout. The worst that a file can do is not to be
//! shown.

mod rows;

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use office::{Kind, Office};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{ChildStdin, Command};
use tokio::sync::Semaphore;

pub use rows::{
    RowStream, RowsEnd, Stopper, WHOLE_ARGUMENT, WantedRows, seconds_of_rows, write_end, write_row,
};

/// Maximum size of a file in bytes. Does not apply to what is read in place: archives, of which only names are read, and Parquet.
pub const FILE_LIMIT: u64 = 64 << 20;
/// Maximum number of pages that are drawn.
pub const PAGE_LIMIT: usize = 500;
/// Number of pages drawn at a time.
pub const PAGES_PER_RUN: usize = 4;
/// The argument with which the program expects a password before the file: its length in bytes on a line, then the
/// password. In an argument or environment variable other programs could read it.
pub const PASSWORD_ARGUMENT: &str = "locked";

/// Timeout of one run of the program.
const TIME_LIMIT: Duration = Duration::from_secs(20);
/// Maximum size of the program's output in bytes.
const ANSWER_LIMIT: u64 = 64 << 20;

/// Reading uses a whole CPU core and much memory; concurrent callers wait.
static RUN_PERMIT: Semaphore = Semaphore::const_new(1);

/// The output of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Drawn pages.
    Drawn(DrawnPages),
    /// The text of pages.
    Text(Text),
    /// An Office file.
    Office(Office),
    /// The reason why the file cannot be read.
    Refused(Refusal),
}

/// Consecutive pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnPages {
    /// Number of pages of the document.
    pub total: usize,
    /// The requested pages, fewer at the end; `None` for a page that cannot be drawn.
    pub pages: Vec<Option<Image>>,
}

/// A page as an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// PNG in Base64.
    pub png: String,
    /// The text on the page, as far as it is known, in document order.
    pub lines: Vec<Line>,
}

/// A line of text in an image. Coordinates are pixels from the upper left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The text.
    pub text: String,
    /// X coordinate of the start of the base line.
    pub x: i32,
    /// Y coordinate of the start of the base line.
    pub y: i32,
    /// Length of the line in pixels.
    pub width: u32,
    /// Font size in pixels.
    pub size: u32,
    /// Direction of the line in degrees: 0 is to the right, 90 downwards.
    pub angle: i32,
}

/// The text of the first pages, or of all if the time and size limits permit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Number of pages of the document.
    pub total: usize,
    /// The lines of each page.
    pub pages: Vec<Vec<String>>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It needs a password.
    #[error("the file is locked")]
    Locked,
    /// The password is wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// It is encrypted with a key that is not in it.
    #[error("the file is encrypted")]
    Encrypted,
    /// It is larger than [`FILE_LIMIT`].
    #[error("the file is too large")]
    TooLarge,
    /// It is damaged, not of the stated format, or uses unsupported features.
    #[error("the file cannot be read")]
    Unreadable,
}

impl From<office::Refusal> for Refusal {
    fn from(refusal: office::Refusal) -> Self {
        match refusal {
            office::Refusal::Locked => Self::Locked,
            office::Refusal::Encrypted => Self::Encrypted,
            office::Refusal::Unreadable => Self::Unreadable,
        }
    }
}

/// Why nothing could be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program reported a reason.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The timeout elapsed.
    #[error("reading took too long")]
    TooSlow,
    /// The program crashed, as on a file that was made to break it.
    #[error("the program that reads files gave up: {0}")]
    GaveUp(String),
    /// The file or the program could not be opened.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// A PDF, with its password if it needs one.
#[derive(Clone, Copy)]
pub struct Pdf<'a> {
    /// Path of the file.
    pub path: &'a Path,
    /// The password that the person entered.
    pub password: Option<&'a str>,
}

/// Draws up to [`PAGES_PER_RUN`] pages of a PDF, starting at index `from`. `program` is the path of `errand-reader`.
///
/// # Errors
/// [`Error`] if nothing can be drawn.
pub async fn draw(program: &Path, pdf: Pdf<'_>, from: usize) -> Result<DrawnPages, Error> {
    match run_on_pdf(program, &["pages", &from.to_string()], pdf).await? {
        Answer::Drawn(drawn) => Ok(drawn),
        other => Err(unexpected(&other)),
    }
}

/// Reads the text of a PDF. `program` is the path of `errand-reader`.
///
/// # Errors
/// [`Error`] if nothing can be read.
pub async fn text(program: &Path, pdf: Pdf<'_>) -> Result<Text, Error> {
    match run_on_pdf(program, &["text"], pdf).await? {
        Answer::Text(text) => Ok(text),
        other => Err(unexpected(&other)),
    }
}

async fn run_on_pdf(program: &Path, arguments: &[&str], pdf: Pdf<'_>) -> Result<Answer, Error> {
    let mut command = Command::new(program);
    command.args(arguments);
    if pdf.password.is_some() {
        command.arg(PASSWORD_ARGUMENT);
    }
    run(command, pdf.path, pdf.password, FILE_LIMIT).await
}

/// Reads the Office file at `file`. `program` is the path of `errand-reader`.
///
/// # Errors
/// [`Error`] if nothing of it can be read.
pub async fn office(program: &Path, file: &Path, kind: Kind) -> Result<Office, Error> {
    let limit = if kind.is_read_in_place() {
        u64::MAX
    } else {
        FILE_LIMIT
    };
    let mut command = Command::new(program);
    command.args(["office", kind.word()]);
    match run(command, file, None, limit).await? {
        Answer::Office(office) => Ok(office),
        other => Err(unexpected(&other)),
    }
}

/// Runs the program on a file of at most `limit` bytes.
async fn run(
    mut command: Command,
    file: &Path,
    password: Option<&str>,
    limit: u64,
) -> Result<Answer, Error> {
    let file = std::fs::File::open(file)?;
    if file.metadata()?.len() > limit {
        return Err(Refusal::TooLarge.into());
    }
    let Ok(_turn) = RUN_PERMIT.acquire().await else {
        return Err(Error::GaveUp("nobody may read any more".into()));
    };
    let (stdin, to_write) = match password {
        None => (Stdio::from(file), None),
        Some(password) => (Stdio::piped(), Some((password, file))),
    };
    let mut process = command
        .env_clear()
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .current_dir(std::env::temp_dir())
        .kill_on_drop(true)
        .spawn()?;
    let (stdin, stdout) = (process.stdin.take(), process.stdout.take());
    let whole = async {
        if let (Some(stdin), Some((password, file))) = (stdin, to_write) {
            // A program that crashed reads no further, and its exit status shows that.
            let _ = write(stdin, password, file).await;
        }
        let mut answer = Vec::new();
        if let Some(stdout) = stdout {
            stdout.take(ANSWER_LIMIT).read_to_end(&mut answer).await?;
        }
        let status = process.wait().await?;
        serde_json::from_slice(&answer).map_err(|_| Error::GaveUp(status.to_string()))
    };
    match tokio::time::timeout(TIME_LIMIT, whole).await {
        Ok(answer) => answer,
        // Dropping the process kills it.
        Err(_) => Err(Error::TooSlow),
    }
}

/// Writes the password in the format of [`PASSWORD_ARGUMENT`], and the file.
async fn write(
    mut stdin: ChildStdin,
    password: &str,
    file: std::fs::File,
) -> Result<(), std::io::Error> {
    let length = format!("{}\n", password.len());
    stdin.write_all(length.as_bytes()).await?;
    stdin.write_all(password.as_bytes()).await?;
    tokio::io::copy(&mut tokio::fs::File::from_std(file), &mut stdin).await?;
    stdin.shutdown().await
}

/// The error for an answer of the wrong kind.
fn unexpected(answer: &Answer) -> Error {
    match answer {
        Answer::Refused(refusal) => (*refusal).into(),
        _ => Error::GaveUp("it answered something else".to_owned()),
    }
}
