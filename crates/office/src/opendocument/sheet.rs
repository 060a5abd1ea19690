//! Workbooks. A cell stores its value, and the text that its program shows for it.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::content;
use crate::duration::{iso_date, iso_duration};
use crate::number::plain;
use crate::workbook::shortened;
use crate::xml::{attribute, push_text};
use crate::{Cell, CellKind, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Refusal, Row, Sheet, Workbook};

/// Reads all sheets.
pub(crate) fn workbook(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let content = content(bytes)?;
    let mut sheet_reader = SheetReader::default();
    let mut reader = Reader::from_str(&content);
    loop {
        match reader.read_event().map_err(|_| Refusal::Unreadable)? {
            Event::Start(element) => sheet_reader.start_element(&element),
            Event::Empty(element) => {
                sheet_reader.start_element(&element);
                sheet_reader.end_element(element.local_name().as_ref());
            }
            Event::End(element) => sheet_reader.end_element(element.local_name().as_ref()),
            Event::Eof => break,
            event => {
                let is_shown = sheet_reader.notes == 0 && sheet_reader.paragraphs > 0;
                if let Some(cell) = sheet_reader.cell.as_mut().filter(|_| is_shown) {
                    push_text(&mut cell.words, &event);
                }
            }
        }
    }
    Ok(Workbook {
        sheets: sheet_reader.sheets,
        truncated: sheet_reader.truncated,
    })
}

/// State of sheet_reader.
#[derive(Default)]
struct SheetReader {
    sheets: Vec<Sheet>,
    truncated: bool,
    /// The current style, and the styles of hidden sheets.
    style: Option<String>,
    hidden_styles: HashSet<String>,
    sheet: Option<Sheet>,
    row: Option<OpenRow>,
    cell: Option<OpenCell>,
    /// Nesting depth within cell annotations.
    notes: usize,
    /// Nesting depth within paragraphs; the spaces between elements are not content.
    paragraphs: usize,
    /// Number of empty rows, which are added only if something follows them.
    gap: usize,
}

struct OpenRow {
    row: Row,
    repeat: usize,
    /// Number of empty cells, which are added only if something follows them.
    gap: usize,
}

struct OpenCell {
    value_type: Option<String>,
    /// Value of a date, time, boolean or number.
    value: Option<String>,
    currency: Option<String>,
    formula: Option<String>,
    words: String,
    repeat: usize,
}

impl SheetReader {
    fn start_element(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "style" => self.style = attribute(element, "style:name"),
            "table-properties"
                if attribute(element, "table:display").as_deref() == Some("false") =>
            {
                self.hidden_styles.extend(self.style.take());
            }
            "table" if self.sheets.len() >= MAX_SHEETS => self.truncated = true,
            "table" => {
                let style = attribute(element, "table:style-name");
                self.gap = 0;
                self.sheet = Some(Sheet {
                    name: attribute(element, "table:name").unwrap_or_default(),
                    is_hidden: style.is_some_and(|style| self.hidden_styles.contains(&style)),
                    ..Sheet::default()
                });
            }
            "table-row" if self.sheet.is_some() => {
                let visibility = attribute(element, "table:visibility");
                self.row = Some(OpenRow {
                    row: Row {
                        is_hidden: visibility.is_some_and(|visibility| visibility != "visible"),
                        ..Row::default()
                    },
                    repeat: repeat_count(element, "table:number-rows-repeated"),
                    gap: 0,
                });
            }
            "table-cell" | "covered-table-cell" if self.row.is_some() => {
                let values = [
                    "office:date-value",
                    "office:time-value",
                    "office:boolean-value",
                    "office:value",
                ];
                self.cell = Some(OpenCell {
                    value_type: attribute(element, "office:value-type"),
                    value: values.iter().find_map(|name| attribute(element, name)),
                    currency: attribute(element, "office:currency"),
                    formula: attribute(element, "table:formula"),
                    words: String::new(),
                    repeat: repeat_count(element, "table:number-columns-repeated"),
                });
            }
            "annotation" => self.notes += 1,
            "p" => {
                self.paragraphs += 1;
                let is_shown = self.notes == 0;
                let cell = self.cell.as_mut().filter(|_| is_shown);
                if let Some(cell) = cell.filter(|cell| !cell.words.is_empty()) {
                    cell.words.push('\n');
                }
            }
            "line-break" | "tab" | "s" if self.notes == 0 => {
                if let Some(cell) = &mut self.cell {
                    let is_break = element.local_name().as_ref() == "line-break";
                    cell.words.push(if is_break { '\n' } else { ' ' });
                }
            }
            _ => {}
        }
    }

    fn end_element(&mut self, name: &str) {
        match name {
            "annotation" => self.notes = self.notes.saturating_sub(1),
            "p" => self.paragraphs = self.paragraphs.saturating_sub(1),
            "table-cell" | "covered-table-cell" => {
                if let (Some(cell), Some(row), Some(sheet)) =
                    (self.cell.take(), &mut self.row, &mut self.sheet)
                {
                    let repeat = cell.repeat;
                    let cell = shortened(cell.into_cell(), &mut sheet.truncated);
                    if cell.text.is_empty() {
                        row.gap = row.gap.saturating_add(repeat);
                        return;
                    }
                    let cells = &mut row.row.cells;
                    push_repeated(cells, Cell::default(), row.gap, MAX_COLUMNS, sheet);
                    push_repeated(cells, cell, repeat, MAX_COLUMNS, sheet);
                    row.gap = 0;
                }
            }
            "table-row" => {
                if let (Some(OpenRow { row, repeat, .. }), Some(sheet)) =
                    (self.row.take(), &mut self.sheet)
                {
                    if row.cells.is_empty() {
                        // Empty rows above the first one are not shown.
                        if !sheet.rows.is_empty() {
                            self.gap = self.gap.saturating_add(repeat);
                        }
                        return;
                    }
                    let mut rows = std::mem::take(&mut sheet.rows);
                    push_repeated(&mut rows, Row::default(), self.gap, MAX_ROWS, sheet);
                    push_repeated(&mut rows, row, repeat, MAX_ROWS, sheet);
                    sheet.rows = rows;
                    self.gap = 0;
                }
            }
            "table" => self.sheets.extend(self.sheet.take()),
            _ => {}
        }
    }
}

/// Adds a copy of `item` `repeat` times, up to a length of `limit`.
fn push_repeated<T: Clone>(
    to: &mut Vec<T>,
    item: T,
    repeat: usize,
    limit: usize,
    sheet: &mut Sheet,
) {
    let room = limit.saturating_sub(to.len());
    sheet.truncated |= repeat > room;
    to.extend(std::iter::repeat_n(item, repeat.min(room)));
}

fn repeat_count(element: &BytesStart<'_>, name: &str) -> usize {
    attribute(element, name)
        .and_then(|repeat| repeat.parse().ok())
        .unwrap_or(1)
}

impl OpenCell {
    fn into_cell(self) -> Cell {
        let words = self.words;
        match (self.value_type.as_deref(), self.value) {
            (Some("date"), Some(date)) => {
                Cell::new(iso_date(&date, digits(&date, &words)), CellKind::Number)
            }
            (Some("time"), Some(time)) => {
                Cell::new(iso_duration(&time, digits(&time, &words)), CellKind::Number)
            }
            (Some("boolean"), Some(flag)) => Cell::new(flag.to_uppercase(), CellKind::Text),
            (Some(kind @ ("float" | "percentage" | "currency")), Some(value)) => {
                let text = match (words.is_empty(), value.parse::<f64>()) {
                    (true, Ok(number)) => amount(number, kind, self.currency.as_deref()),
                    (true, Err(_)) => value,
                    (false, _) => words,
                };
                Cell::new(text, CellKind::Number)
            }
            _ if words.is_empty() => match self.formula {
                Some(formula) => {
                    let formula = formula.split_once(':').map_or(&*formula, |(_, rest)| rest);
                    Cell::new(formula, CellKind::Formula)
                }
                None => Cell::default(),
            },
            _ => Cell::new(words, CellKind::Text),
        }
    }
}

/// Formats a number for which the file has no text.
fn amount(value: f64, kind: &str, currency: Option<&str>) -> String {
    match (kind, currency) {
        ("percentage", _) => format!("{}%", plain(value * 100.0)),
        ("currency", Some(currency)) => format!("{} {currency}", plain(value)),
        _ => plain(value),
    }
}

/// Returns the number of digits of fractional seconds to show: as in the text or, without a text, as in the value.
fn digits(value: &str, words: &str) -> usize {
    let shown = if words.is_empty() { value } else { words };
    let (before, after) = shown.rsplit_once(['.', ',']).unwrap_or_default();
    let is_of_seconds = before.contains([':', 'T']);
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let digits = match words.is_empty() {
        true => after[..digits].trim_end_matches('0').len(),
        false => digits,
    };
    if is_of_seconds { digits.min(3) } else { 0 }
}
