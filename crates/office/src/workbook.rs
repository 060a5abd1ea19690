//! Excel workbooks, read by calamine, with additions for number formats, formulas without results, and hidden rows.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read, Seek};
use std::ops::ControlFlow;

use calamine::{
    Data, Range, Reader, SheetType, SheetVisible, Sheets, StyleRange, XlsError, Xlsb, XlsbError,
    XlsxError, open_workbook_auto_from_rs,
};

use crate::duration::{date, digits_of_seconds, iso_date, iso_duration};
use crate::hidden;
use crate::number::{Format, format_of, number, words};
use crate::xls::CellProperties;
use crate::xlsb;
use crate::{Cell, CellKind, EachRow, Extent, MAX_ROWS, MAX_SHEETS, Refusal, Row, Sheet, Workbook};

/// Reads the beginning of all sheets that contain cells.
pub(crate) fn read(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut sheets = Vec::new();
    let truncated = read_sheets(
        bytes,
        Extent::Shown,
        |_| true,
        |sheet, source| {
            let mut rows = Vec::new();
            let (truncated, is_long) = source.rows(MAX_ROWS as u32, &mut |row| {
                rows.push(row);
                ControlFlow::Continue(())
            });
            sheets.push(Sheet {
                name: sheet.name,
                is_hidden: sheet.visible != SheetVisible::Visible,
                rows,
                truncated: truncated || is_long,
                is_long,
                ..Sheet::default()
            });
        },
    )?;
    Ok(Workbook { sheets, truncated })
}

/// Calls `each` with every row of a sheet; see [`crate::each_row`].
pub(crate) fn each_row(
    bytes: &[u8],
    wanted: usize,
    extent: Extent,
    each: &mut EachRow<'_>,
) -> Result<bool, Refusal> {
    let mut left_out = None;
    read_sheets(
        bytes,
        extent,
        |at| at == wanted,
        |_, source| {
            let mut is_ended = false;
            let (truncated, _) = source.rows(u32::MAX, &mut |row| {
                let flow = each(&row);
                is_ended = flow.is_break();
                flow
            });
            left_out = Some(truncated || is_ended);
        },
    )?;
    left_out.ok_or(Refusal::Unreadable)
}

/// Calls `take` with each sheet that contains cells and whose index is `wanted`. Returns true if sheets were left out.
fn read_sheets(
    bytes: &[u8],
    extent: Extent,
    wanted: impl Fn(usize) -> bool,
    mut take: impl FnMut(calamine::Sheet, Source<'_>),
) -> Result<bool, Refusal> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(Cow::Borrowed(bytes)))
        .map_err(|error| refusal(&error))?;
    let all = book.sheets_metadata().iter().cloned().enumerate();
    let mut listed: Vec<_> = all
        .filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet)
        .collect();
    let truncated = listed.len() > MAX_SHEETS;
    listed.truncate(MAX_SHEETS);
    let hidden = hidden::rows(bytes);
    let properties = match book {
        Sheets::Xls(_) => CellProperties::of(bytes),
        Sheets::Xlsb(_) => {
            let (properties, rewritten) = xlsb::read(bytes)?;
            if let Some(rewritten) = rewritten {
                let rewritten = Xlsb::new(Cursor::new(Cow::Owned(rewritten)));
                book = Sheets::Xlsb(rewritten.map_err(|error| refusal(&error.into()))?);
            }
            properties
        }
        _ => CellProperties::default(),
    };
    let missing = if hidden::is_recalculated_on_load(bytes) {
        Some(Data::Float(0.0))
    } else if matches!(book, Sheets::Xls(_)) && has_no_results(&mut book, &listed) {
        Some(Data::String(String::new()))
    } else {
        None
    };
    for (at, (number, sheet)) in listed.into_iter().enumerate() {
        if !wanted(at) {
            continue;
        }
        let values = book
            .worksheet_range(&sheet.name)
            .map_err(|error| refusal(&error))?;
        let source = Source {
            extent,
            values,
            formulas: book.worksheet_formula(&sheet.name).unwrap_or_default(),
            missing: missing.clone(),
            styles: book.worksheet_style(&sheet.name).ok(),
            properties: (&properties, number),
            formats: HashMap::new(),
            hidden: hidden
                .get(&sheet.name)
                .or_else(|| properties.hidden(number)),
        };
        take(sheet, source);
    }
    Ok(truncated)
}

/// Returns true if every formula of a workbook has an empty text as its result, as written by programs that do not
/// calculate (such as xlwt).
fn has_no_results<R: Read + Seek>(
    book: &mut Sheets<R>,
    sheets: &[(usize, calamine::Sheet)],
) -> bool {
    sheets.iter().all(|(_, sheet)| {
        let Ok(values) = book.worksheet_range(&sheet.name) else {
            return true;
        };
        let formulas = book.worksheet_formula(&sheet.name).unwrap_or_default();
        let (top, left) = formulas.start().unwrap_or_default();
        formulas.used_cells().all(|(row, column, _)| {
            let at = (top + row as u32, left + column as u32);
            values.get_value(at).is_none_or(|value| {
                matches!(value, Data::Empty) || *value == Data::String(String::new())
            })
        })
    })
}

/// The data of a sheet.
struct Source<'a> {
    extent: Extent,
    values: Range<Data>,
    formulas: Range<String>,
    /// The value that stands for the result of a formula that was not calculated.
    missing: Option<Data>,
    styles: Option<StyleRange>,
    /// Cell data of an `.xls` or `.xlsb`, and the index of this sheet.
    properties: (&'a CellProperties, usize),
    /// Parsed number formats, by format code.
    formats: HashMap<String, Option<Format>>,
    /// Indexes of hidden rows.
    hidden: Option<&'a HashSet<u32>>,
}

impl Source<'_> {
    /// Passes on the first `most` rows. Returns whether parts of them were left out, and whether there are more.
    fn rows(mut self, most: u32, push: &mut dyn FnMut(Row) -> ControlFlow<()>) -> (bool, bool) {
        let Some((first, left, last, right)) = self.bounds() else {
            return (false, false);
        };
        let bottom = last.min(first.saturating_add(most - 1));
        let edge = right.min(left.saturating_add(self.extent.columns() as u32 - 1));
        let mut truncated = edge < right;
        for row in first..=bottom {
            let mut cells: Vec<Cell> = (left..=edge)
                .map(|column| self.cell((row, column), &mut truncated))
                .collect();
            while cells.last().is_some_and(|cell| cell.text.is_empty()) {
                cells.pop();
            }
            let is_hidden = self.hidden.is_some_and(|hidden| hidden.contains(&row));
            if push(Row { cells, is_hidden }).is_break() {
                break;
            }
        }
        (truncated, bottom < last)
    }

    /// Returns the first row, first column, last row and last column with content.
    fn bounds(&self) -> Option<(u32, u32, u32, u32)> {
        let of_values = self.values.start().zip(self.values.end());
        let of_formulas = self.formulas.start().zip(self.formulas.end());
        let mut bounds = [of_values, of_formulas].into_iter().flatten();
        let first = bounds.next()?;
        let ((top, left), (bottom, right)) = bounds.fold(first, |(start, end), (other, far)| {
            (
                (start.0.min(other.0), start.1.min(other.1)),
                (end.0.max(far.0), end.1.max(far.1)),
            )
        });
        Some((top, left, bottom, right))
    }

    fn cell(&mut self, at: (u32, u32), truncated: &mut bool) -> Cell {
        let value = self.values.get_value(at).cloned().unwrap_or_default();
        let is_missing = value == Data::Empty || self.missing.as_ref() == Some(&value);
        let formula = match is_missing {
            true => self.formulas.get_value(at).filter(|text| !text.is_empty()),
            false => None,
        };
        if let Some(formula) = formula {
            // Excel stores these prefixes before functions newer than the file format, and does not display them.
            let formula = ["_xlfn.", "_xlws.", "_xlpm."]
                .iter()
                .fold(formula.clone(), |formula, word| formula.replace(word, ""));
            let formula = Cell::new(format!("={formula}"), CellKind::Formula);
            return shortened(formula, self.extent, truncated);
        }
        let cell = match value {
            Data::Empty => Cell::default(),
            Data::String(text) => Cell::new(words(text, self.code(at)), CellKind::Text),
            Data::Bool(flag) => Cell::new(if flag { "TRUE" } else { "FALSE" }, CellKind::Text),
            Data::Error(error) => Cell::new(error.to_string(), CellKind::Text),
            Data::Int(value) => self.number(value as f64, at),
            Data::Float(value) => self.number(value, at),
            Data::DateTime(value) => {
                let digits = digits_of_seconds(self.code(at));
                Cell::new(date(&value, digits), CellKind::Number)
            }
            Data::DateTimeIso(text) => {
                let digits = digits_of_seconds(self.code(at));
                let text = iso_date(text.trim_end_matches('Z'), digits);
                Cell::new(text, CellKind::Number)
            }
            Data::DurationIso(text) => {
                let digits = digits_of_seconds(self.code(at));
                Cell::new(iso_duration(&text, digits), CellKind::Number)
            }
        };
        shortened(cell, self.extent, truncated)
    }

    fn number(&mut self, value: f64, at: (u32, u32)) -> Cell {
        let code = self.code(at).to_owned();
        let format = self
            .formats
            .entry(code)
            .or_insert_with_key(|code| format_of(code));
        Cell::new(number(value, format.as_ref()), CellKind::Number)
    }

    /// Returns the number format code of a cell.
    fn code(&self, at: (u32, u32)) -> &str {
        let style = self.styles.as_ref().and_then(|styles| styles.get(at));
        let (properties, sheet) = self.properties;
        style
            .and_then(|style| style.number_format.as_ref())
            .map(|format| format.format_code.as_str())
            .or_else(|| properties.format(sheet, at))
            .unwrap_or("General")
    }
}

/// Returns a cell with its text cut at the end of the extent.
pub(crate) fn shortened(mut cell: Cell, extent: Extent, truncated: &mut bool) -> Cell {
    if let Some((end, _)) = cell.text.char_indices().nth(extent.cell_chars()) {
        cell.text.truncate(end);
        *truncated = true;
    }
    cell
}

fn refusal(error: &calamine::Error) -> Refusal {
    match error {
        calamine::Error::Xlsx(XlsxError::Password)
        | calamine::Error::Xls(XlsError::Password)
        | calamine::Error::Xlsb(XlsbError::Password) => Refusal::Locked,
        _ => Refusal::Unreadable,
    }
}
