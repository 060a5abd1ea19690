//! Rendering of PDF pages.

use std::panic::{AssertUnwindSafe, catch_unwind};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use hayro::hayro_interpret::{InterpreterCache, InterpreterSettings};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use reader::{Answer, DrawnPages, Image, PAGE_LIMIT, PAGES_PER_RUN, Refusal};

use crate::text;

/// Width of an image in pixels: sharp in the preview also on a screen with a pixel ratio of two.
const WIDTH: f32 = 1200.0;
/// Maximum width and height of an image in pixels, whatever the page says.
const MAX_SIDE: f32 = 4000.0;

/// Draws pages starting at index `from`.
pub(crate) fn draw(pdf: Vec<u8>, password: Option<&str>, from: usize) -> Answer {
    catch_panics(|| Ok(Answer::Drawn(draw_pages(&open(pdf, password)?, from))))
}

/// Reads the text of the pages.
pub(crate) fn text(pdf: Vec<u8>, password: Option<&str>) -> Answer {
    catch_panics(|| Ok(Answer::Text(text::read(&open(pdf, password)?))))
}

fn catch_panics(read: impl FnOnce() -> Result<Answer, Refusal>) -> Answer {
    // The library contains no unsafe code but still panics on malicious files.
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(answer)) => answer,
        Ok(Err(refusal)) => Answer::Refused(refusal),
        Err(_) => Answer::Refused(Refusal::Unreadable),
    }
}

/// Opens a document and checks that it has pages.
fn open(pdf: Vec<u8>, password: Option<&str>) -> Result<Pdf, Refusal> {
    let pdf = Pdf::new_with_password(pdf, password.unwrap_or_default());
    let pdf = pdf.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) if password.is_some() => {
            Refusal::WrongPassword
        }
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Refusal::Locked,
        _ => Refusal::Unreadable,
    })?;
    if pdf.pages().is_empty() {
        return Err(Refusal::Unreadable);
    }
    Ok(pdf)
}

fn draw_pages(pdf: &Pdf, from: usize) -> DrawnPages {
    let document = pdf.pages();
    let (cache, interpreter_cache) = (RenderCache::new(), InterpreterCache::new());
    let settings = InterpreterSettings::default();
    let pages = document
        .iter()
        .take(PAGE_LIMIT)
        .skip(from)
        .take(PAGES_PER_RUN)
        .map(|page| {
            catch_unwind(AssertUnwindSafe(|| {
                image(page, &cache, &interpreter_cache, &settings)
            }))
            .ok()
            .flatten()
        })
        .collect();
    DrawnPages {
        total: document.len(),
        pages,
    }
}

fn image<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    interpreter_cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
) -> Option<Image> {
    let (width, height) = page.render_dimensions();
    let scale = (WIDTH / width).min(MAX_SIDE / height);
    let is_valid = scale.is_finite() && scale > 0.0;
    if !is_valid || width * scale < 1.0 || height * scale < 1.0 {
        return None;
    }
    let pixmap = render(
        page,
        cache,
        settings,
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    Some(Image {
        width,
        height,
        png: BASE64_STANDARD.encode(pixmap.into_png().ok()?),
        lines: text::lines(page, interpreter_cache, settings, f64::from(scale)),
    })
}
