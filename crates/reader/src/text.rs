//! The text of a page as positioned lines, for selection and search over the page's image.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use reader::{Line, PAGE_LIMIT, Text};

/// Maximum number of letters of a page.
const MAX_LETTERS: usize = 50_000;
/// Maximum number of bytes of text of a document; later pages are left out.
const MAX_TEXT_BYTES: usize = 8 << 20;
/// Time limit for reading pages; the caller is waiting.
const TIME_LIMIT: Duration = Duration::from_secs(12);
/// Number of units per em in a glyph's own coordinate space.
const UNITS_PER_EM: f64 = 1000.0;

/// Reads the text of all pages, within the time and size limits.
pub(crate) fn read(pdf: &Pdf) -> Text {
    let begun = Instant::now();
    let (cache, settings) = (InterpreterCache::new(), InterpreterSettings::default());
    let (mut pages, mut size) = (Vec::new(), 0);
    for page in pdf.pages().iter().take(PAGE_LIMIT) {
        if begun.elapsed() > TIME_LIMIT || size > MAX_TEXT_BYTES {
            break;
        }
        let lines: Vec<String> = lines(page, &cache, &settings, 1.0)
            .into_iter()
            .map(|line| line.text)
            .collect();
        size += lines.iter().map(String::len).sum::<usize>();
        pages.push(lines);
    }
    Text {
        total: pdf.pages().len(),
        pages,
    }
}

/// The lines of a page in the coordinates of its image, scaled by the given factor; empty if it cannot be read.
pub(crate) fn lines<'a>(
    page: &'a Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    scale: f64,
) -> Vec<Line> {
    // The library may panic on malicious files; the page is then shown without its text.
    catch_unwind(AssertUnwindSafe(|| {
        let (width, height) = page.render_dimensions();
        let page_area = Rect::new(
            0.0,
            0.0,
            f64::from(width) * scale,
            f64::from(height) * scale,
        );
        let transform = Affine::scale(scale) * page.initial_transform(true).to_kurbo();
        let mut letters = LetterRecorder {
            page_area,
            all: Vec::new(),
            last_run: 0,
        };
        let mut context = Context::new(transform, page_area, cache, page.xref(), settings.clone());
        interpret_page(page, &mut context, &mut letters);
        group_into_lines(&letters.all)
    }))
    .unwrap_or_default()
}

/// A letter, or several that are one glyph.
#[derive(Debug, Clone)]
struct Letter {
    text: String,
    /// Position on the base line, in pixels from the upper left.
    start: Point,
    /// Position of the next letter.
    end: Point,
    /// Font size in pixels.
    size: f64,
}

/// A drawing device that records letters instead of drawing.
struct LetterRecorder {
    page_area: Rect,
    all: Vec<Letter>,
    /// Index in `all` at which the last run begins.
    last_run: usize,
}

impl LetterRecorder {
    fn letter(&self, glyph: &Glyph<'_>, transform: Affine) -> Option<Letter> {
        let text = match glyph.as_unicode()? {
            BfString::Char(letter) => letter.to_string(),
            BfString::String(letters) => letters,
        };
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(0.0));
        let start = transform * Point::ORIGIN;
        let end = transform * Point::new(advance, 0.0);
        let size = (transform * Point::new(0.0, UNITS_PER_EM) - start).hypot();
        let is_valid = end.is_finite() && size.is_finite() && size > 0.0;
        let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
        (is_valid && self.page_area.contains(start) && !text.is_empty()).then_some(Letter {
            text,
            start,
            end,
            size,
        })
    }

    /// Returns true if these letters repeat the last run in place: filled and stroked, or drawn twice to look bold.
    fn repeats_last_run(&self, letters: &[Letter]) -> bool {
        let last = &self.all[self.last_run..];
        let is_same = |(one, other): (&Letter, &Letter)| {
            one.text == other.text && one.start.distance(other.start) < one.size * 0.1
        };
        last.len() == letters.len() && last.iter().zip(letters).all(is_same)
    }
}

impl<'a> Device<'a> for LetterRecorder {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        if self.all.len() >= MAX_LETTERS {
            return;
        }
        let letters: Vec<Letter> = run
            .glyphs()
            .iter()
            .filter_map(|glyph| self.letter(glyph, props.transform * glyph.transform()))
            .collect();
        if letters.is_empty() || self.repeats_last_run(&letters) {
            return;
        }
        self.last_run = self.all.len();
        self.all.extend(letters);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Groups letters, in document order, into lines.
fn group_into_lines(letters: &[Letter]) -> Vec<Line> {
    let mut lines: Vec<Vec<&Letter>> = Vec::new();
    for letter in letters {
        match lines.last_mut() {
            Some(line) if line.last().is_some_and(|last| follows(last, letter)) => {
                line.push(letter);
            }
            _ => lines.push(vec![letter]),
        }
    }
    lines.iter().filter_map(|line| join_line(line)).collect()
}

/// Returns true if a letter continues the line of the one before.
fn follows(before: &Letter, letter: &Letter) -> bool {
    let (Some(direction), Some(own)) = (direction(before), direction(letter)) else {
        return before.start.distance(letter.start) < before.size;
    };
    let gap = letter.start - before.end;
    let (along, aside) = (gap.dot(direction), gap.cross(direction).abs());
    let size = before.size.max(letter.size);
    direction.dot(own) > 0.99
        && (0.5..2.0).contains(&(letter.size / before.size))
        && aside < size * 0.4
        && (-size * 0.5..size * 1.5).contains(&along)
}

/// Direction in which a letter advances; `None` for a combining mark, which does not advance.
fn direction(letter: &Letter) -> Option<Vec2> {
    let direction = letter.end - letter.start;
    (direction.hypot() > letter.size * 1e-3).then(|| direction.normalize())
}

/// Makes one line, with a space wherever the gap is wide enough for one.
fn join_line(letters: &[&Letter]) -> Option<Line> {
    let (first, last) = (letters.first()?, letters.last()?);
    let mut pieces: Vec<&str> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        if let Some(before) = at.checked_sub(1).map(|at| letters[at]) {
            let gap = before.end.distance(letter.start);
            let is_apart = gap > before.size.max(letter.size) * 0.18
                && (letter.start - before.end).dot(before.end - before.start) > 0.0;
            let has_space = |text: &str| text.chars().any(char::is_whitespace);
            if is_apart && !has_space(&before.text) && !has_space(&letter.text) {
                pieces.push(" ");
            }
        }
        pieces.push(&letter.text);
    }
    let text = reading_order(&pieces);
    let whole = last.end - first.start;
    let direction = direction(first).unwrap_or(Vec2::new(1.0, 0.0));
    let size = letters.iter().map(|letter| letter.size).fold(0.0, f64::max);
    (!text.trim().is_empty()).then(|| Line {
        text,
        x: first.start.x.round() as i32,
        y: first.start.y.round() as i32,
        width: whole.hypot().round().max(1.0) as u32,
        size: size.round().max(1.0) as u32,
        angle: direction.atan2().to_degrees().round() as i32,
    })
}

/// Converts pieces from visual order (left to right) to reading order: right-to-left scripts are reversed.
fn reading_order(pieces: &[&str]) -> String {
    let mut text = String::new();
    let mut rest = pieces;
    while let Some((first, after)) = rest.split_first() {
        if !is_from_right(first) {
            text.push_str(first);
            rest = after;
            continue;
        }
        let reach = rest.iter().position(|piece| is_from_left(piece));
        let reach = &rest[..reach.unwrap_or(rest.len())];
        let last = reach.iter().rposition(|piece| is_from_right(piece));
        let words = last.map_or(1, |last| last + 1);
        text.extend(rest[..words].iter().rev().copied());
        rest = &rest[words..];
    }
    text
}

/// Returns true for Hebrew, Arabic and related scripts, including presentation forms.
fn is_from_right(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
    })
}

fn is_from_left(text: &str) -> bool {
    !is_from_right(text) && text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of a line, each ten pixels wide, starting at this position.
    fn letters(text: &str, x: f64, y: f64) -> Vec<Letter> {
        let letter = |(at, letter): (usize, char)| Letter {
            text: letter.to_string(),
            start: Point::new(x + at as f64 * 10.0, y),
            end: Point::new(x + at as f64 * 10.0 + 10.0, y),
            size: 16.0,
        };
        text.chars().enumerate().map(letter).collect()
    }

    fn texts(letters: &[Letter]) -> Vec<String> {
        let lines = group_into_lines(letters).into_iter();
        lines.map(|line| line.text).collect()
    }

    #[test]
    fn letters_with_room_between_are_words_and_columns_are_lines_of_their_own() {
        let mut all = letters("two", 0.0, 50.0);
        all.extend(letters("words", 36.0, 50.0));
        all.extend(letters("far", 300.0, 50.0));
        all.extend(letters("below", 0.0, 70.0));
        assert_eq!(texts(&all), ["two words", "far", "below"]);
        let line = &group_into_lines(&all)[0];
        assert_eq!((line.x, line.y, line.width), (0, 50, 86));
        assert_eq!((line.size, line.angle), (16, 0));
    }

    #[test]
    fn words_from_right_to_left_are_read_from_their_right_and_numbers_stay() {
        assert_eq!(texts(&letters("םלוע םולש", 0.0, 9.0)), ["שלום עולם"]);
        assert_eq!(texts(&letters("12 םולש abc", 0.0, 9.0)), ["12 שלום abc"]);
    }

    #[test]
    fn a_mark_stays_with_its_letter() {
        let mut all = letters("e", 0.0, 9.0);
        let at = Point::new(10.0, 9.0);
        all.push(Letter {
            text: "\u{301}".to_owned(),
            start: at,
            end: at,
            size: 16.0,
        });
        all.extend(letters("t", 10.0, 9.0));
        assert_eq!(texts(&all), ["e\u{301}t"]);
    }
}
