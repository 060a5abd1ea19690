//! Workbooks. A cell stores its value, and the text that its program shows for it.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::content;
use crate::duration::{iso_date, iso_duration};
use crate::number::plain;
use crate::workbook::shortened;
use crate::xml::{attribute, push_text};
use crate::{Cell, CellKind, EachRow, Extent, MAX_ROWS, MAX_SHEETS, Refusal, Row, Sheet, Workbook};

/// Maximum number of rows of a sheet that only repeat the one before: as many as a sheet has in LibreOffice.
const MAX_REPEATED: usize = 1 << 20;
/// Maximum number of bytes of a row.
const MAX_ROW_BYTES: usize = 64 << 20;

/// Reads the beginning of all sheets.
pub(crate) fn workbook(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let content = content(bytes)?;
    let mut sheet_reader = SheetReader::default();
    sheet_reader.read(&content)?;
    Ok(Workbook {
        sheets: sheet_reader.sheets,
        truncated: sheet_reader.truncated,
    })
}

/// Calls `each` with every row of a sheet; see [`crate::each_row`].
pub(crate) fn each_row(
    bytes: &[u8],
    wanted: usize,
    extent: Extent,
    each: &mut EachRow<'_>,
) -> Result<bool, Refusal> {
    let content = content(bytes)?;
    let mut sheet_reader = SheetReader {
        extent,
        wanted: Some(Wanted {
            sheet: wanted,
            each,
        }),
        ..SheetReader::default()
    };
    sheet_reader.read(&content)?;
    let SheetReader { sheets, sheet, .. } = sheet_reader;
    let broke_off = sheet.map(|_| true);
    let read = sheets.get(wanted).map(|sheet| sheet.truncated);
    read.or(broke_off).ok_or(Refusal::Unreadable)
}

/// A sheet whose rows are passed on.
struct Wanted<'a, 'e> {
    sheet: usize,
    each: &'a mut EachRow<'e>,
}

/// State of the reader.
#[derive(Default)]
struct SheetReader<'a, 'e> {
    sheets: Vec<Sheet>,
    truncated: bool,
    /// The sheet whose rows are passed on; if `None`, the first rows of all sheets are kept.
    wanted: Option<Wanted<'a, 'e>>,
    extent: Extent,
    /// True if nothing more is to be read.
    is_over: bool,
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
    /// True if the sheet has a row that is not empty.
    has_rows: bool,
    /// Number of empty rows, which are added only if something follows them.
    gap: usize,
    /// Number of rows passed on that repeat the one before.
    repeated: usize,
}

struct OpenRow {
    row: Row,
    repeat: usize,
    /// Number of empty cells, which are added only if something follows them.
    gap: usize,
    /// Number of bytes of its cells.
    bytes: usize,
}

impl OpenRow {
    /// Adds a cell `repeat` times after the empty ones before it. Returns true if some are left out.
    fn push(&mut self, cell: Cell, repeat: usize, max_columns: usize) -> bool {
        let gap = std::mem::take(&mut self.gap);
        let cells = &mut self.row.cells;
        let is_long = push_repeated(cells, Cell::default(), gap, max_columns);
        // A few bytes can claim a long text in each column.
        let fitting = MAX_ROW_BYTES.saturating_sub(self.bytes) / cell.text.len().max(1);
        let (length, before) = (cell.text.len(), cells.len());
        let is_longer = push_repeated(cells, cell, repeat.min(fitting), max_columns);
        self.bytes += length * (cells.len() - before);
        is_long || is_longer || repeat > fitting
    }
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

impl SheetReader<'_, '_> {
    fn read(&mut self, content: &str) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(content);
        while !self.is_over {
            match reader.read_event().map_err(|_| Refusal::Unreadable)? {
                Event::Start(element) => self.start_element(&element),
                Event::Empty(element) => {
                    self.start_element(&element);
                    self.end_element(element.local_name().as_ref());
                }
                Event::End(element) => self.end_element(element.local_name().as_ref()),
                Event::Eof => break,
                event => {
                    let is_shown = self.notes == 0 && self.paragraphs > 0;
                    if let Some(cell) = self.cell.as_mut().filter(|_| is_shown) {
                        push_text(&mut cell.words, &event);
                    }
                }
            }
        }
        Ok(())
    }

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
                (self.gap, self.has_rows) = (0, false);
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
                    bytes: 0,
                });
            }
            "table-cell" | "covered-table-cell" if self.row.is_some() => {
                self.cell = Some(OpenCell::new(element));
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
                    let cell = shortened(cell.into_cell(), self.extent, &mut sheet.truncated);
                    if cell.text.is_empty() {
                        row.gap = row.gap.saturating_add(repeat);
                        return;
                    }
                    sheet.truncated |= row.push(cell, repeat, self.extent.columns());
                }
            }
            "table-row" => {
                let Some(OpenRow { row, repeat, .. }) = self.row.take() else {
                    return;
                };
                if !row.cells.is_empty() {
                    let gap = std::mem::take(&mut self.gap);
                    self.push_rows(Row::default(), gap);
                    self.push_rows(row, repeat);
                    self.has_rows = true;
                } else if self.has_rows {
                    // Empty rows above the first one are not shown.
                    self.gap = self.gap.saturating_add(repeat);
                }
            }
            "table" => {
                self.sheets.extend(self.sheet.take());
                let wanted = self.wanted.as_ref();
                self.is_over |= wanted.is_some_and(|wanted| self.sheets.len() > wanted.sheet);
            }
            _ => {}
        }
    }

    /// Keeps a row `repeat` times, or passes it on.
    fn push_rows(&mut self, row: Row, repeat: usize) {
        let Some(sheet) = &mut self.sheet else {
            return;
        };
        let Some(wanted) = &mut self.wanted else {
            let is_long = push_repeated(&mut sheet.rows, row, repeat, MAX_ROWS);
            sheet.is_long |= is_long;
            sheet.truncated |= is_long;
            return;
        };
        if self.sheets.len() == wanted.sheet && !self.is_over {
            let most = MAX_REPEATED - self.repeated + 1;
            sheet.truncated |= repeat > most;
            let repeat = repeat.min(most);
            self.repeated += repeat.saturating_sub(1);
            self.is_over = (0..repeat).any(|_| (wanted.each)(&row).is_break());
        }
    }
}

/// Adds a copy of `item` `repeat` times, up to a length of `limit`. Returns true if some are left out.
fn push_repeated<T: Clone>(to: &mut Vec<T>, item: T, repeat: usize, limit: usize) -> bool {
    let room = limit.saturating_sub(to.len());
    to.extend(std::iter::repeat_n(item, repeat.min(room)));
    repeat > room
}

fn repeat_count(element: &BytesStart<'_>, name: &str) -> usize {
    attribute(element, name)
        .and_then(|repeat| repeat.parse().ok())
        .unwrap_or(1)
}

impl OpenCell {
    fn new(element: &BytesStart<'_>) -> Self {
        let values = [
            "office:date-value",
            "office:time-value",
            "office:boolean-value",
            "office:value",
        ];
        Self {
            value_type: attribute(element, "office:value-type"),
            value: values.iter().find_map(|name| attribute(element, name)),
            currency: attribute(element, "office:currency"),
            formula: attribute(element, "table:formula"),
            words: String::new(),
            repeat: repeat_count(element, "table:number-columns-repeated"),
        }
    }

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
