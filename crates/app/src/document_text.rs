//! Documents for the agent of this computer, which has no programs that open them: their text, and the first pages of
//! a PDF as pictures for a model that sees.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use office::Kind;

use crate::bridge::{Attachment, Engine};
use crate::core::Core;
use crate::errors::Result;
use crate::request::{AttachedFile, CarriedFileBytes, PageImage};

/// The media type of a PDF.
const PDF: &str = "application/pdf";
/// Maximum number of pages of all PDFs of a turn that are shown as pictures.
const PAGES_SHOWN: usize = 4;
/// Maximum size in bytes of those pictures together.
const PICTURES_LIMIT: usize = 2 << 20;

impl Core {
    /// Reads what a model or agent cannot open itself; `sees` is whether the model takes pictures, if known.
    ///
    /// # Errors
    /// When a file is not in the store.
    pub(crate) async fn read_for(
        &self,
        engine: Engine,
        is_agent: bool,
        sees: Option<bool>,
        files: &mut [AttachedFile],
    ) -> Result<()> {
        match (engine, is_agent) {
            (Engine::Gemini, true) => return Ok(()),
            (Engine::Local, true) => return self.read_documents(files, sees == Some(true)).await,
            (_, false) => self.read_office_text(files).await?,
        }
        // A model that sees, or may, gets a PDF itself.
        if engine == Engine::Local && sees == Some(false) {
            for attached in files.iter_mut().filter(|it| is_pdf(&it.file)) {
                attached.words = self.document_text(&attached.file).await?;
            }
        }
        Ok(())
    }

    /// Reads the text of the documents that are put into a new sandbox of the agent on this computer.
    ///
    /// # Errors
    /// When a file is not in the store.
    pub(crate) async fn read_carried(
        &self,
        engine: Engine,
        files: &mut [CarriedFileBytes],
    ) -> Result<()> {
        for carried in files.iter_mut().filter(|_| engine == Engine::Local) {
            carried.words = self.document_text(&carried.file.file).await?;
        }
        Ok(())
    }

    /// Reads the text of the documents among these files, and with `sees` the pages of PDFs. Files that cannot be read
    /// stay without.
    ///
    /// # Errors
    /// When a file is not in the store.
    pub(crate) async fn read_documents(
        &self,
        files: &mut [AttachedFile],
        sees: bool,
    ) -> Result<()> {
        for attached in files.iter_mut() {
            attached.words = self.document_text(&attached.file).await?;
        }
        if !sees {
            return Ok(());
        }
        let (mut pages, mut bytes) = (PAGES_SHOWN, PICTURES_LIMIT);
        for attached in files.iter_mut().filter(|it| is_pdf(&it.file)) {
            for page in self.first_pages(&attached.file, pages).await? {
                let Some(left) = bytes.checked_sub(page.png.len()) else {
                    return Ok(());
                };
                bytes = left;
                pages -= 1;
                attached.pages.push(page);
            }
        }
        Ok(())
    }

    /// Returns the text of an Office file or a PDF; `None` if it has none, or is of another kind.
    ///
    /// # Errors
    /// When the file is not in the store.
    pub(crate) async fn document_text(&self, file: &Attachment) -> Result<Option<String>> {
        if let Some(kind) = Kind::of_file(&file.name, &file.mime).filter(|kind| !kind.is_text()) {
            let path = self.stored_path(file).await?;
            return Ok(match self.read_office(&path, kind).await {
                Ok(office) => Some(office.to_text()).filter(|text| !text.trim().is_empty()),
                Err(error) => {
                    tracing::info!(%error, "an Office file cannot be read");
                    None
                }
            });
        }
        if !is_pdf(file) {
            return Ok(None);
        }
        let path = self.stored_path(file).await?;
        let pdf = reader::Pdf {
            path: &path,
            password: None,
        };
        Ok(match reader::text(&self.host.reader(), pdf).await {
            Ok(text) => text_of_pages(&text),
            Err(error) => {
                tracing::info!(%error, "a PDF cannot be read");
                None
            }
        })
    }

    /// Returns the pages of a PDF up to the one with the number `last`, without those that cannot be drawn.
    async fn first_pages(&self, file: &Attachment, last: usize) -> Result<Vec<PageImage>> {
        let path = self.stored_path(file).await?;
        let mut pages = Vec::new();
        let (mut from, mut total) = (0, last);
        while from < total.min(last) {
            let pdf = reader::Pdf {
                path: &path,
                password: None,
            };
            let drawn = match reader::draw(&self.host.reader(), pdf, from).await {
                Ok(drawn) if !drawn.pages.is_empty() => drawn,
                Ok(_) => break,
                Err(error) => {
                    tracing::info!(%error, "the pages of a PDF cannot be drawn");
                    break;
                }
            };
            total = drawn.total;
            for image in drawn.pages {
                from += 1;
                if let Some(png) = image.and_then(|image| BASE64_STANDARD.decode(image.png).ok()) {
                    pages.push(PageImage { number: from, png });
                }
            }
        }
        pages.retain(|page| page.number <= last);
        Ok(pages)
    }

    async fn stored_path(&self, file: &Attachment) -> Result<std::path::PathBuf> {
        let sha256 = file.sha256.clone();
        self.files(move |store| store.path(&sha256)).await
    }
}

fn is_pdf(file: &Attachment) -> bool {
    file.mime.eq_ignore_ascii_case(PDF) || file.name.to_lowercase().ends_with(".pdf")
}

/// Returns the text of a PDF, page by page; `None` if no page has any.
fn text_of_pages(text: &reader::Text) -> Option<String> {
    if text
        .pages
        .iter()
        .flatten()
        .all(|line| line.trim().is_empty())
    {
        return None;
    }
    let mut whole = String::new();
    for (at, lines) in text.pages.iter().enumerate() {
        whole.push_str(&format!("[Page {} of {}]\n", at + 1, text.total));
        for line in lines {
            whole.push_str(line);
            whole.push('\n');
        }
        whole.push('\n');
    }
    if text.pages.len() < text.total {
        whole.push_str("[The text of the other pages was not read.]\n");
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_pdf_says_its_pages_and_whether_there_are_more() {
        let page = |line: &str| vec![line.to_owned()];
        let text = |pages, total| text_of_pages(&reader::Text { total, pages });
        assert_eq!(
            text(vec![page("One"), page("Two")], 2).unwrap(),
            "[Page 1 of 2]\nOne\n\n[Page 2 of 2]\nTwo\n\n"
        );
        assert!(text(vec![page("One")], 3).unwrap().contains("not read"));
        assert_eq!(text(vec![page(" "), Vec::new()], 2), None);
    }
}
