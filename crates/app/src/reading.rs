//! Indexes the text of text files, Office files and PDFs for search, in small steps in the background.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Weak;
use std::time::Duration;

use artifacts::WORDS_LIMIT;
use ledger::UnreadFile;
use office::Kind;

use crate::core::Core;
use crate::errors::Result;

/// Number of files taken from the ledger at once.
const AT_ONCE: usize = 16;
/// Number of first bytes by which the type of a file is determined.
const TELLING: u64 = 512;
/// The media type of PDFs.
const PDF: &str = "application/pdf";
/// Delay after each file, so that other work is not held up.
const PAUSE: Duration = Duration::from_millis(20);
/// Delay after the start.
const START: Duration = Duration::from_secs(2);

/// Reads all unread files, now and whenever it is notified, until the core is dropped. It may be stopped at any point
/// and continues from there.
pub(crate) async fn read(core: Weak<Core>) {
    tokio::time::sleep(START).await;
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
        let files = self.ledger(|ledger| ledger.unread_files(AT_ONCE)).await?;
        let any = !files.is_empty();
        for file in files {
            self.read_file(file).await?;
            tokio::time::sleep(PAUSE).await;
        }
        Ok(any)
    }

    /// Reads the text of a file and stores it.
    pub(crate) async fn read_file(&self, file: UnreadFile) -> Result<()> {
        let UnreadFile { sha256, name, mime } = file;
        let digest = sha256.clone();
        if let Some(kind) = Kind::of_name(&name) {
            let digest = digest.clone();
            // A file whose bytes are missing is marked as read too, because otherwise the files after it would never
            // be read.
            let words = match self.files(move |store| store.path(&digest)).await {
                Ok(path) => match self.read_office(&path, kind).await {
                    Ok(office) => Some(office.to_text()),
                    Err(error) => {
                        tracing::info!(%error, "an Office file cannot be read for search");
                        None
                    }
                },
                Err(error) => {
                    tracing::info!(%error, "a file is not here to be read for search");
                    None
                }
            };
            // A file that cannot be parsed is indexed as text, if it is text.
            if words.is_some() || !kind.is_text() {
                return self
                    .ledger(move |ledger| ledger.keep_words(&sha256, words.as_deref()))
                    .await;
            }
        }
        if let Some(path) = self.pdf_at(&digest, &name, mime.as_deref()).await {
            let words = self.words_of_pdf(&path).await;
            return self
                .ledger(move |ledger| ledger.keep_words(&sha256, words.as_deref()))
                .await;
        }
        let encoding = self.chosen_encoding(&digest).await?;
        let read = self.files(move |store| {
            let path = store.path(&digest)?;
            artifacts::words(&path, &name, mime.as_deref(), encoding.as_deref())
        });
        let words = match read.await {
            Ok(words) => words,
            Err(error) => {
                tracing::info!(%error, "a file cannot be read for search");
                None
            }
        };
        self.ledger(move |ledger| ledger.keep_words(&sha256, words.as_deref()))
            .await
    }

    /// Returns the path of the file, if it is a PDF.
    async fn pdf_at(&self, sha256: &str, name: &str, mime: Option<&str>) -> Option<PathBuf> {
        let (sha256, name, mime) = (sha256.to_owned(), name.to_owned(), mime.map(str::to_owned));
        let found = self.files(move |store| {
            let path = store.path(&sha256)?;
            let kind = artifacts::media_type(&name, mime.as_deref(), &head(&path));
            Ok((kind == PDF).then_some(path))
        });
        // A missing file is handled where its text is read.
        found.await.unwrap_or_default()
    }

    /// Returns the text of a PDF, from its beginning; `None` if it cannot be read, such as an encrypted one.
    async fn words_of_pdf(&self, path: &Path) -> Option<String> {
        let pdf = reader::Pdf {
            path,
            password: None,
        };
        let text = match reader::text(&self.host.reader(), pdf).await {
            Ok(text) => text,
            Err(error) => {
                tracing::info!(%error, "a PDF cannot be read for search");
                return None;
            }
        };
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
}

/// The first bytes of a file, by which its kind is known; none where it cannot be read.
fn head(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    if let Ok(file) = File::open(path)
        && let Err(cause) = file.take(TELLING).read_to_end(&mut head)
    {
        tracing::info!(%cause, "a file cannot be read for search");
    }
    head
}
