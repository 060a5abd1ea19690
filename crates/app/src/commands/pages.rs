//! Commands on the pages of a PDF, or of an Office file made one: as images with text, and as text alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use reader::{PAGE_LIMIT, Pdf};
use secrecy::ExposeSecret;
use tempfile::NamedTempFile;
use words::say;

use super::files::stored_digest;
use crate::backend::Backend;
use crate::bridge::*;
use crate::errors::{self, Result};
use crate::office_pages::ending_with_pages;

impl Backend {
    pub(super) async fn draw_pages(&self, request: PagesRequest) -> Result<DrawnPages> {
        let document = self.document(&request.file).await?;
        let pdf = Pdf {
            path: document.path(),
            password: password(request.password.as_ref()),
        };
        let drawn = reader::draw(&self.core.host.reader(), pdf, request.from as usize)
            .await
            .map_err(|failed| reader_error(&document.name, &failed))?;
        Ok(DrawnPages {
            total: number(drawn.total.min(PAGE_LIMIT)),
            truncated: drawn.total > PAGE_LIMIT,
            pages: drawn
                .pages
                .into_iter()
                .map(|page| page.map(image))
                .collect(),
        })
    }

    pub(super) async fn read_pages(&self, request: TextRequest) -> Result<PagesText> {
        let document = self.document(&request.file).await?;
        let pdf = Pdf {
            path: document.path(),
            password: password(request.password.as_ref()),
        };
        let text = reader::text(&self.core.host.reader(), pdf)
            .await
            .map_err(|failed| reader_error(&document.name, &failed))?;
        Ok(PagesText {
            total: number(text.total.min(PAGE_LIMIT)),
            pages: text.pages,
        })
    }

    /// Returns a file as PDF; an Office file is made one.
    async fn document(&self, text: &str) -> Result<Document> {
        let row = self.artifact(text).await?;
        let path = self.path_of_bytes(&row).await?;
        let bytes = match ending_with_pages(&row) {
            Some(_) => {
                let sha256 = stored_digest(&row)?;
                Bytes::Made(self.core.office_pdf(&row, &sha256, &path).await?)
            }
            None => Bytes::Stored(path),
        };
        Ok(Document {
            name: row.name,
            bytes,
        })
    }
}

/// A PDF that is read.
struct Document {
    name: String,
    bytes: Bytes,
}

/// Where the bytes of a PDF are.
enum Bytes {
    Stored(PathBuf),
    /// Made of an Office file.
    Made(Arc<NamedTempFile>),
}

impl Document {
    fn path(&self) -> &Path {
        match &self.bytes {
            Bytes::Stored(path) => path,
            Bytes::Made(pdf) => pdf.path(),
        }
    }
}

fn password(typed: Option<&Key>) -> Option<&str> {
    typed.map(|key| key.0.expose_secret())
}

fn reader_error(name: &str, failed: &reader::Error) -> BridgeError {
    use reader::{Error as E, Refusal as R};
    match failed {
        E::Refused(R::Locked) => errors::error(ErrorCode::Locked, say::pdf_locked(name)),
        E::Refused(R::WrongPassword) => {
            errors::error(ErrorCode::Locked, say::pdf_wrong_password(name))
        }
        other => errors::unreadable(name, other),
    }
}

fn image(image: reader::Image) -> PageImage {
    PageImage {
        data_url: format!("data:image/png;base64,{}", image.png),
        width: image.width,
        height: image.height,
        lines: image.lines.into_iter().map(line).collect(),
    }
}

fn line(line: reader::Line) -> PageLine {
    PageLine {
        text: line.text,
        x: line.x,
        y: line.y,
        width: line.width,
        size: line.size,
        angle: line.angle,
    }
}

fn number(pages: usize) -> u32 {
    u32::try_from(pages).unwrap_or(u32::MAX)
}
