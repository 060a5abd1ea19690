//! Indexes the text of text files, Office files and PDFs for search, in small steps in the background.

use std::path::PathBuf;
use std::sync::Weak;
use std::time::Duration;

use artifacts::WORDS_LIMIT;
use ledger::{Ledger, UnreadFile};
use office::Kind;
use screen::lock;

use crate::core::Core;
use crate::errors::Result;

/// Number of files taken from the ledger at once.
const BATCH: usize = 16;
/// The media type of PDFs.
const PDF: &str = "application/pdf";
/// Delay after each file, so that other work is not held up.
const FILE_PAUSE: Duration = Duration::from_millis(20);
/// Delay after the start.
const START_DELAY: Duration = Duration::from_secs(2);

/// Reads all unread files, now and whenever it is notified, until the core is dropped. It may be stopped at any point
/// and continues from there.
pub(crate) async fn index_texts(core: Weak<Core>) {
    tokio::time::sleep(START_DELAY).await;
    loop {
        let Some(strong) = core.upgrade() else { return };
        let more = strong.files.unread.clone();
        drop(strong);
        loop {
            let Some(core) = core.upgrade() else { return };
            match core.read_some().await {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    tracing::warn!(%error, "the words of files cannot be read for search");
                    break;
                }
            }
        }
        more.notified().await;
    }
}

impl Core {
    /// Reads a few files; returns true if there were any.
    async fn read_some(&self) -> Result<bool> {
        let left_out = lock(&self.files.unread_for_now).clone();
        let most = BATCH + left_out.len();
        let mut files = self.ledger(move |ledger| ledger.unread_files(most)).await?;
        files.retain(|file| !left_out.contains(&file.sha256));
        let any = !files.is_empty();
        for file in files {
            self.read_file(file).await?;
            tokio::time::sleep(FILE_PAUSE).await;
        }
        Ok(any)
    }

    /// Reads the text of a file and stores it.
    pub(crate) async fn read_file(&self, file: UnreadFile) -> Result<()> {
        let sha256 = file.sha256.clone();
        match self.extract_text(file).await? {
            ExtractedText::Words(words) => {
                let keep = move |ledger: &Ledger| ledger.keep_words(&sha256, words.as_deref());
                self.ledger(keep).await
            }
            ExtractedText::NotNow => {
                lock(&self.files.unread_for_now).insert(sha256);
                Ok(())
            }
        }
    }

    async fn extract_text(&self, file: UnreadFile) -> Result<ExtractedText> {
        let UnreadFile { sha256, name, mime } = file;
        let digest = sha256.clone();
        if let Some(kind) = Kind::of_file(&name, mime.as_deref().unwrap_or_default()) {
            // A file whose bytes are gone counts as read too; otherwise no file after it would ever be read.
            let found = match self.files(move |store| store.path(&sha256)).await {
                Ok(path) => extracted(self.read_office(&path, kind).await, |office| {
                    Some(office.to_text())
                }),
                Err(error) => {
                    tracing::info!(%error, "a file is not here to be read for search");
                    ExtractedText::Words(None)
                }
            };
            // A file that cannot be parsed is indexed as plain text, if its kind is text.
            if !matches!(found, ExtractedText::Words(None)) || !kind.is_text() {
                return Ok(found);
            }
        }
        if let Some(path) = self.pdf_at(&digest, &name, mime.as_deref()).await {
            let pdf = reader::Pdf {
                path: &path,
                password: None,
            };
            let text = reader::text(&self.host.reader(), pdf).await;
            return Ok(extracted(text, words_of_pdf));
        }
        let encoding = self.chosen_encoding(&digest).await?;
        let read = self.files(move |store| {
            let path = store.path(&digest)?;
            artifacts::words(&path, &name, mime.as_deref(), encoding.as_deref())
        });
        let words = read.await.unwrap_or_else(|error| {
            tracing::info!(%error, "a file cannot be read for search");
            None
        });
        Ok(ExtractedText::Words(words.map(|words| words.text)))
    }

    /// Returns the path of the file, if it is a PDF.
    async fn pdf_at(&self, sha256: &str, name: &str, mime: Option<&str>) -> Option<PathBuf> {
        let (sha256, name, mime) = (sha256.to_owned(), name.to_owned(), mime.map(str::to_owned));
        let found = self.files(move |store| {
            let path = store.path(&sha256)?;
            let kind = artifacts::media_type_of(&path, &name, mime.as_deref());
            Ok((kind == PDF).then_some(path))
        });
        // A missing file is handled where its text is read.
        found.await.unwrap_or_default()
    }
}

/// Result of reading a file's text.
enum ExtractedText {
    /// The text; `None` if there is none.
    Words(Option<String>),
    /// Failed for a reason outside the file; reading may succeed later.
    NotNow,
}

/// Converts the result of the reader program.
fn extracted<T>(
    read: Result<T, reader::Error>,
    words: impl FnOnce(T) -> Option<String>,
) -> ExtractedText {
    match read {
        Ok(read) => ExtractedText::Words(words(read)),
        Err(error) => {
            tracing::info!(%error, "a file cannot be read for search");
            match error {
                // The computer was busy, or the reader program is missing.
                reader::Error::TooSlow | reader::Error::Io(_) => ExtractedText::NotNow,
                reader::Error::Refused(_) | reader::Error::GaveUp(_) => ExtractedText::Words(None),
            }
        }
    }
}

/// Returns the first [`WORDS_LIMIT`] bytes of a PDF's text; `None` if it has none.
fn words_of_pdf(text: reader::Text) -> Option<String> {
    let mut words = String::new();
    for line in text.pages.into_iter().flatten() {
        words.push_str(&line);
        words.push('\n');
        if words.len() > WORDS_LIMIT {
            break;
        }
    }
    words.truncate(words.floor_char_boundary(WORDS_LIMIT));
    (!words.trim().is_empty()).then_some(words)
}
