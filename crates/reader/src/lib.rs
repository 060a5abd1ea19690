//! Files that others made, read by a program of its own: the pages of a PDF as images, Office files and their kin as
//! text, archives as a tree.
//!
//! A file from a sandbox is hostile: it may be made to crash whoever reads it, to fill the memory, or to
//! never come to an end. So it is read by `errand-reader`, a process that gets the file as its standard
//! input, writes one [`Answer`] as JSON, opens nothing, and is ended when it takes too long. The worst that
//! a file can do is not to be shown.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use office::{Kind, Office};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{ChildStdin, Command};
use tokio::sync::Semaphore;

/// A larger file is not read, in bytes, unless it is an archive: of those only names are read.
pub const FILE_LIMIT: u64 = 64 << 20;
/// Pages after these are not drawn.
pub const PAGE_LIMIT: usize = 500;
/// As many pages are drawn at a time.
pub const BATCH: usize = 4;
/// The word after which the program expects a password before the file: its length in bytes on a line, and then itself.
/// Other programs could read it in a word or a variable.
pub const LOCKED: &str = "locked";

/// How long one answer may take.
const TIME_LIMIT: Duration = Duration::from_secs(20);
/// The most bytes that the program may write.
const ANSWER_LIMIT: u64 = 64 << 20;

/// Reading takes a whole processor and much memory; whoever asks meanwhile waits.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// What the program writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Some pages.
    Drawn(Drawn),
    /// The text of pages.
    Text(Text),
    /// An Office file.
    Office(Office),
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
    /// The text in it, as far as it is known, in the order of the document.
    pub lines: Vec<Line>,
}

/// A line of text in an image. Places are pixels from its upper left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// Where its base line begins.
    pub x: i32,
    /// Where its base line begins.
    pub y: i32,
    /// How long it is.
    pub width: u32,
    /// The size of its letters.
    pub size: u32,
    /// Where it leads, in degrees: 0 to the right, 90 downwards.
    pub angle: i32,
}

/// The text of the first pages, all of them if there was time and room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// How many pages the document has.
    pub total: usize,
    /// The lines of each page.
    pub pages: Vec<Vec<String>>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It opens with a password only.
    #[error("the file is locked")]
    Locked,
    /// It opens with another password.
    #[error("the password is wrong")]
    WrongPassword,
    /// It is larger than [`FILE_LIMIT`].
    #[error("the file is too large")]
    TooLarge,
    /// It is not what it says, or of a form that the program does not understand.
    #[error("the file cannot be read")]
    Unreadable,
}

impl From<office::Refusal> for Refusal {
    fn from(refusal: office::Refusal) -> Self {
        match refusal {
            office::Refusal::Locked => Self::Locked,
            office::Refusal::Unreadable => Self::Unreadable,
        }
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program says why.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It took longer than it may.
    #[error("reading took too long")]
    TooSlow,
    /// The program gave up, as on a file that was made to break it.
    #[error("the program that reads files gave up: {0}")]
    GaveUp(String),
    /// The file or the program could not be opened.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// A PDF, and the password that opens it, if it needs one.
#[derive(Clone, Copy)]
pub struct Pdf<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// What the person typed.
    pub password: Option<&'a str>,
}

/// Draws up to [`BATCH`] pages of a PDF, the first of which is `from`, counted from 0. `program` is `errand-reader`.
///
/// # Errors
/// [`Error`], when nothing can be drawn.
pub async fn draw(program: &Path, pdf: Pdf<'_>, from: usize) -> Result<Drawn, Error> {
    match ask_of_pdf(program, &["pages", &from.to_string()], pdf).await? {
        Answer::Drawn(drawn) => Ok(drawn),
        other => Err(misplaced(&other)),
    }
}

/// Reads the text of the pages of a PDF. `program` is `errand-reader`.
///
/// # Errors
/// [`Error`], when nothing can be read.
pub async fn text(program: &Path, pdf: Pdf<'_>) -> Result<Text, Error> {
    match ask_of_pdf(program, &["text"], pdf).await? {
        Answer::Text(text) => Ok(text),
        other => Err(misplaced(&other)),
    }
}

async fn ask_of_pdf(program: &Path, words: &[&str], pdf: Pdf<'_>) -> Result<Answer, Error> {
    let mut command = Command::new(program);
    command.args(words);
    if pdf.password.is_some() {
        command.arg(LOCKED);
    }
    ask(command, pdf.path, pdf.password, FILE_LIMIT).await
}

/// Reads the file at `file`, which is of this kind. `program` is `errand-reader`.
///
/// # Errors
/// [`Error`], when nothing of it can be read.
pub async fn office(program: &Path, file: &Path, kind: Kind) -> Result<Office, Error> {
    let limit = if kind.is_archive() {
        u64::MAX
    } else {
        FILE_LIMIT
    };
    let mut command = Command::new(program);
    command.args(["office", kind.word()]);
    match ask(command, file, None, limit).await? {
        Answer::Office(office) => Ok(office),
        other => Err(misplaced(&other)),
    }
}

/// Runs the program on a file of at most so many bytes.
async fn ask(
    mut command: Command,
    file: &Path,
    password: Option<&str>,
    limit: u64,
) -> Result<Answer, Error> {
    let file = std::fs::File::open(file)?;
    if file.metadata()?.len() > limit {
        return Err(Refusal::TooLarge.into());
    }
    let Ok(_turn) = ONE_AT_A_TIME.acquire().await else {
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
            // One that gave up reads no more, and its status says so.
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
        // Dropping the process ends it.
        Err(_) => Err(Error::TooSlow),
    }
}

/// Writes a password as [`LOCKED`] says, and the file.
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

/// An answer that is none to what was asked.
fn misplaced(answer: &Answer) -> Error {
    match answer {
        Answer::Refused(refusal) => (*refusal).into(),
        _ => Error::GaveUp("it answered something else".to_owned()),
    }
}
