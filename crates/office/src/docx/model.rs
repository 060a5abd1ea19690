//! Corrections to the document that undoc parsed, so that its Markdown has the same meaning.

use undoc::model::{
    Block, Cell, Document, HeadingLevel, ListInfo, ListType, Paragraph, Table, TextRun, TextStyle,
};

use super::comments;
use super::slides::{self, Marker};
use crate::escaping::bracket;

/// Characters that could be markup and that undoc does not escape, or escapes as `\[`, which begins a formula.
const MARKUP_CHARACTERS: &str = "[]$~";
/// The first of the code points that replace [`MARKUP_CHARACTERS`] until the Markdown is written; they occur in no
/// text.
const FIRST_STAND_IN: u32 = 0x10_FF00;

/// Prepares a document.
pub(super) fn mend(document: &mut Document) {
    show_margins(document);
    for section in &mut document.sections {
        // A slide is named by its title; undoc would put "Slide 1" above it, as a lower-level heading.
        if section.content.iter().any(is_heading) {
            section.name = None;
        }
        list_items(&mut section.content);
        number_headings(&mut section.content);
        nest_lists(&mut section.content);
        for block in &mut section.content {
            match block {
                Block::Paragraph(paragraph) => mend_paragraph(paragraph),
                Block::Table(table) => mend_table(table),
                Block::Note { content, .. } => content.iter_mut().for_each(mend_paragraph),
                Block::PageBreak | Block::SectionBreak | Block::Image { .. } => {}
            }
        }
        for paragraph in section.notes.iter_mut().flatten() {
            mend_paragraph(paragraph);
        }
    }
}

/// Moves the page headers before the text and the page footers after it, each distinct one once.
fn show_margins(document: &mut Document) {
    let mut seen = Vec::new();
    let mut new = |margin: Option<Vec<Paragraph>>| -> Vec<Block> {
        let mut paragraphs = margin.unwrap_or_default();
        let text = |paragraph: &Paragraph| paragraph.plain_text().trim().to_owned();
        paragraphs.retain(|paragraph| !text(paragraph).is_empty());
        let words: Vec<String> = paragraphs.iter().map(text).collect();
        if words.is_empty() || seen.contains(&words) {
            return Vec::new();
        }
        seen.push(words);
        paragraphs.into_iter().map(Block::Paragraph).collect()
    };
    let (mut tops, mut bottoms) = (Vec::new(), Vec::new());
    for section in &mut document.sections {
        tops.extend(new(section.header.take()));
        bottoms.extend(new(section.footer.take()));
    }
    if let Some(first) = document.sections.first_mut().filter(|_| !tops.is_empty()) {
        tops.push(Block::SectionBreak);
        first.content.splice(..0, tops);
    }
    if let Some(last) = document.sections.last_mut().filter(|_| !bottoms.is_empty()) {
        last.content.push(Block::SectionBreak);
        last.content.extend(bottoms);
    }
}

/// Returns the Markdown with the replaced characters restored.
pub(super) fn restored(markdown: &str) -> String {
    let mut restored = String::with_capacity(markdown.len());
    for letter in markdown.chars() {
        let at = u32::from(letter).checked_sub(FIRST_STAND_IN);
        let mark = at.and_then(|at| MARKUP_CHARACTERS.chars().nth(at as usize));
        match mark {
            Some(mark @ ('[' | ']')) => restored.push_str(bracket(mark)),
            Some(mark) => restored.extend(['\\', mark]),
            None => restored.push(letter),
        }
    }
    comments::restored(&restored)
}

fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if paragraph.heading != HeadingLevel::None)
}

fn mend_table(table: &mut Table) {
    let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
    cells.for_each(mend_cell);
}

fn mend_cell(cell: &mut Cell) {
    cell.content.iter_mut().for_each(mend_paragraph);
    cell.nested_tables.iter_mut().for_each(mend_table);
}

fn mend_paragraph(paragraph: &mut Paragraph) {
    // A heading is one line.
    let is_one_line = paragraph.heading != HeadingLevel::None;
    for run in &mut paragraph.runs {
        if !run.style.code {
            run.text = run.text.chars().map(stand_in).collect();
        }
        if is_one_line && std::mem::take(&mut run.line_break) {
            run.text.push(' ');
        }
    }
}

/// Returns the code point that replaces a character until the Markdown is written.
fn stand_in(letter: char) -> char {
    let at = MARKUP_CHARACTERS
        .find(letter)
        .and_then(|at| u32::try_from(at).ok());
    at.and_then(|at| char::from_u32(FIRST_STAND_IN + at))
        .unwrap_or(letter)
}

/// Turns the list paragraphs of a slide into list items, and adds a note if the slide is hidden.
fn list_items(blocks: &mut Vec<Block>) {
    let mut is_hidden = false;
    let mut numbers = Numbers::default();
    for block in blocks.iter_mut() {
        match block {
            Block::Paragraph(paragraph) => {
                let markers = take_markers(paragraph);
                is_hidden |= markers.is_hidden;
                paragraph.list_info = numbers
                    .list_info(markers.item)
                    .or(paragraph.list_info.take());
            }
            Block::Table(table) => is_hidden |= list_items_of_cells(table),
            _ => {}
        }
    }
    if is_hidden {
        let style = TextStyle::italic();
        let mut paragraph = Paragraph::new();
        paragraph.add_run(TextRun::styled("(hidden)", style));
        let title = blocks.iter().position(is_heading).map_or(0, |at| at + 1);
        blocks.insert(title, Block::Paragraph(paragraph));
    }
}

/// Writes the bullets and numbers of list items in cells as text, because Markdown has no lists there. Returns true if
/// a marker in a cell says that the slide is hidden.
fn list_items_of_cells(table: &mut Table) -> bool {
    let mut is_hidden = false;
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        let mut numbers = Numbers::default();
        for paragraph in &mut cell.content {
            let markers = take_markers(paragraph);
            is_hidden |= markers.is_hidden;
            let Some(item) = numbers.list_info(markers.item) else {
                continue;
            };
            let mark = match item.number {
                Some(number) => format!("{number}. "),
                None => "• ".to_owned(),
            };
            paragraph.runs.insert(0, TextRun::plain(mark));
        }
        for nested in &mut cell.nested_tables {
            is_hidden |= list_items_of_cells(nested);
        }
    }
    is_hidden
}

/// Meaning of the markers in a paragraph of a slide.
#[derive(Default)]
struct ParagraphMarkers {
    is_hidden: bool,
    /// Level, and true if numbered, of a list item; `None` if the paragraph is not one.
    item: Option<(u8, bool)>,
}

/// Removes the markers from a paragraph and returns their meaning.
fn take_markers(paragraph: &mut Paragraph) -> ParagraphMarkers {
    let mut of_paragraph = ParagraphMarkers::default();
    for run in &mut paragraph.runs {
        for markers in run.text.chars().filter_map(slides::marker_of) {
            match markers {
                Marker::Hidden => of_paragraph.is_hidden = true,
                Marker::Item { level, is_numbered } => {
                    of_paragraph.item = Some((level, is_numbered))
                }
            }
        }
        run.text
            .retain(|letter| slides::marker_of(letter).is_none());
    }
    of_paragraph
}

/// Numbers of the last list items, by level.
#[derive(Default)]
struct Numbers(Vec<u32>);

impl Numbers {
    /// Returns the list properties of the next paragraph; `None` if it is not an item, which ends the list.
    fn list_info(&mut self, item: Option<(u8, bool)>) -> Option<ListInfo> {
        let Some((level, is_numbered)) = item else {
            self.0.clear();
            return None;
        };
        self.0.resize(usize::from(level) + 1, 0);
        let number = self.0.last_mut().filter(|_| is_numbered).map(|number| {
            *number += 1;
            *number
        });
        let list_type = match is_numbered {
            true => ListType::Numbered,
            false => ListType::Bullet,
        };
        Some(ListInfo {
            list_type,
            level,
            number,
            marker_image: None,
        })
    }
}

/// Writes the numbers of numbered headings into their text, as in `1.2 Costs`; undoc would make them list items.
fn number_headings(blocks: &mut [Block]) {
    let mut numbers: Vec<u32> = Vec::new();
    for block in blocks {
        let Block::Paragraph(paragraph) = block else {
            continue;
        };
        if paragraph.heading == HeadingLevel::None {
            continue;
        }
        let Some(info) = paragraph.list_info.take() else {
            continue;
        };
        if let Some(number) = info.number {
            numbers.resize(usize::from(info.level), 1);
            numbers.push(number);
            let said: Vec<String> = numbers.iter().map(u32::to_string).collect();
            if let Some(run) = paragraph.runs.first_mut() {
                run.text.insert_str(0, &format!("{} ", said.join(".")));
            }
        }
    }
}

/// Gives list items levels that Markdown can show: each at most one deeper than the item above it. The levels are
/// doubled, because undoc indents by two blanks a level, and a numbered item needs four.
fn nest_lists(blocks: &mut [Block]) {
    let mut open: Vec<u8> = Vec::new();
    for block in blocks {
        let Block::Paragraph(paragraph) = block else {
            open.clear();
            continue;
        };
        let of_style = level_of_style(paragraph.style_name.as_deref());
        let Some(ListInfo { level, .. }) = &mut paragraph.list_info else {
            open.clear();
            continue;
        };
        if *level == 0 {
            *level = of_style;
        }
        open.retain(|above| *above < *level);
        open.push(*level);
        *level = u8::try_from((open.len() - 1) * 2).unwrap_or(u8::MAX);
    }
}

/// Returns the level of a list style. Word's styles for deeper lists, `List Bullet 2` and `List Number 3`, refer to
/// lists with a single level.
fn level_of_style(name: Option<&str>) -> u8 {
    let name = name.unwrap_or_default().to_ascii_lowercase();
    let number = name
        .strip_prefix("list bullet ")
        .or_else(|| name.strip_prefix("list number "));
    number
        .and_then(|number| number.parse().ok())
        .map_or(0, |number: u8| number.saturating_sub(1))
}
