//! Terminal output: colours, and of a progress bar that was redrawn many times only the last state.

use std::borrow::Cow;

use vte::{Params, Parser, Perform};

use crate::escape::escape;

/// Classes of the colours, in the order of their ANSI numbers.
const COLOURS: [&str; 8] = [
    "ansi-black",
    "ansi-red",
    "ansi-green",
    "ansi-yellow",
    "ansi-blue",
    "ansi-magenta",
    "ansi-cyan",
    "ansi-white",
];

/// All classes that are written.
pub(crate) const CLASSES: &[&str] = &[
    "ansi-black",
    "ansi-blue",
    "ansi-bold",
    "ansi-cyan",
    "ansi-green",
    "ansi-magenta",
    "ansi-red",
    "ansi-white",
    "ansi-yellow",
];

/// Style of characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct TextStyle {
    colour: Option<&'static str>,
    is_bold: bool,
}

/// Returns true if a text is terminal output.
pub(crate) fn is_output(text: &str) -> bool {
    text.contains('\u{1b}') || text.trim_end_matches(['\r', '\n']).contains('\r')
}

/// Writes a line that begins in the given style, and returns the style at its end.
pub(crate) fn write_line(html: &mut String, line: &str, style: TextStyle) -> TextStyle {
    let buffer = parse_line(line, style);
    let mut written = TextStyle::default();
    for (c, style) in &buffer.cells {
        if *style != written && *c != '\n' {
            close(html, written);
            open(html, *style);
            written = *style;
        }
        if *c == '\n' {
            close(html, written);
            written = TextStyle::default();
        }
        escape(html, c.encode_utf8(&mut [0; 4]));
    }
    close(html, written);
    buffer.style
}

/// Returns a text without its colour sequences, for use outside of terminal output.
pub(crate) fn without_colours(text: &str) -> Cow<'_, str> {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default();
    if first.len() == text.len() {
        return Cow::Borrowed(text);
    }
    let mut plain = first.to_owned();
    for part in parts {
        let is_number = |c: char| c.is_ascii_digit() || c == ';' || c == ':';
        let end = part.trim_start_matches(is_number);
        plain.push_str(
            end.strip_prefix(|c: char| c.is_ascii_alphabetic())
                .unwrap_or(part),
        );
    }
    Cow::Owned(plain)
}

/// Returns the text only, without styles.
pub(crate) fn plain(text: &str) -> String {
    let line = |line: &str| -> String {
        parse_line(line, TextStyle::default())
            .cells
            .iter()
            .map(|(c, _)| *c)
            .collect()
    };
    text.split_inclusive('\n').map(line).collect()
}

fn parse_line(line: &str, style: TextStyle) -> LineBuffer {
    let mut buffer = LineBuffer {
        cells: Vec::new(),
        drawing_start: None,
        style,
    };
    Parser::new().advance(&mut buffer, line.as_bytes());
    buffer.apply_overdraw();
    buffer
}

fn open(html: &mut String, style: TextStyle) {
    let classes: Vec<&str> = style
        .colour
        .into_iter()
        .chain(style.is_bold.then_some("ansi-bold"))
        .collect();
    if !classes.is_empty() {
        html.push_str(&format!("<span class=\"{}\">", classes.join(" ")));
    }
}

fn close(html: &mut String, style: TextStyle) {
    if style != TextStyle::default() {
        html.push_str("</span>");
    }
}

struct LineBuffer {
    cells: Vec<(char, TextStyle)>,
    /// Position at which drawing began after the last carriage return.
    drawing_start: Option<usize>,
    style: TextStyle,
}

impl LineBuffer {
    /// Replaces what was overdrawn since the carriage return: the end of the line if it is the same except for digits,
    /// otherwise all of it.
    fn apply_overdraw(&mut self) {
        let Some(drawing_start) = self.drawing_start.take() else {
            return;
        };
        let drawn: Vec<_> = self.cells.drain(drawing_start..).collect();
        if drawn.iter().all(|(c, _)| *c == '\n') {
            self.cells.extend(drawn);
            return;
        }
        let shape = |cells: &[(char, TextStyle)]| -> String {
            let text: String = cells
                .iter()
                .map(|(c, _)| if c.is_ascii_digit() { '0' } else { *c })
                .collect();
            let mut shape = String::new();
            for c in text.trim().chars() {
                if c != '0' || !shape.ends_with('0') {
                    shape.push(c);
                }
            }
            shape
        };
        let last = self
            .cells
            .iter()
            .rposition(|(c, _)| *c == ' ')
            .map_or(0, |at| at + 1);
        let kept = if shape(&self.cells[last..]) == shape(&drawn) {
            last
        } else {
            0
        };
        self.cells.truncate(kept);
        self.cells.extend(drawn);
    }
}

impl Perform for LineBuffer {
    fn print(&mut self, c: char) {
        self.cells.push((c, self.style));
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\r' => {
                self.apply_overdraw();
                self.drawing_start = Some(self.cells.len());
            }
            b'\n' | b'\t' => self.cells.push((char::from(byte), self.style)),
            0x08 => {
                self.cells.pop();
            }
            _ => {}
        }
    }

    fn csi_dispatch(&mut self, params: &Params, _: &[u8], _: bool, action: char) {
        if action != 'm' {
            return;
        }
        let mut numbers = params.iter().map(|part| part.first().copied().unwrap_or(0));
        while let Some(number) = numbers.next() {
            match number {
                0 => self.style = TextStyle::default(),
                1 => self.style.is_bold = true,
                22 => self.style.is_bold = false,
                30..=37 => self.style.colour = COLOURS.get(usize::from(number - 30)).copied(),
                90..=97 => self.style.colour = COLOURS.get(usize::from(number - 90)).copied(),
                39 => self.style.colour = None,
                // Colours of a larger palette have further parameters.
                38 | 48 => {
                    let count = if numbers.next() == Some(5) { 1 } else { 3 };
                    numbers.by_ref().take(count).for_each(drop);
                }
                _ => {}
            }
        }
    }
}
