//! Properties of `.xls` cells that the cell reader does not report: number formats and hidden rows. Both are in the
//! records of the workbook stream (MS-XLS 2.1.4).

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};

use cfb::CompoundFile;
use encoding_rs::{Encoding, UTF_16LE, WINDOWS_1252};

/// Maximum size of a workbook stream in bytes.
const MAX_STREAM_BYTES: u64 = 512 << 20;

/// Types of the records that are read.
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const BOUND_SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041e;
const XF: u16 = 0x00e0;
const ROW: u16 = 0x0208;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027e;
const MULTIPLE_RK: u16 = 0x00bd;
const FORMULA: u16 = 0x0006;

/// Properties of a workbook's cells.
#[derive(Default)]
pub(crate) struct CellProperties {
    /// Number formats, by the index that a cell refers to.
    formats: Vec<String>,
    sheets: Vec<SheetProperties>,
}

/// Properties of a sheet.
#[derive(Default)]
pub(crate) struct SheetProperties {
    /// Format indexes of numeric cells, by row and column.
    pub(crate) cells: HashMap<(u32, u32), u16>,
    /// Indexes of hidden rows.
    pub(crate) hidden: HashSet<u32>,
}

impl CellProperties {
    /// `formats` are those that the cells of `sheets` refer to.
    pub(crate) fn new(formats: Vec<String>, sheets: Vec<SheetProperties>) -> Self {
        Self { formats, sheets }
    }

    /// Reads a file; empty if it is not an `.xls`.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        stream(bytes).map_or_else(Self::default, |stream| Self::read(&stream))
    }

    /// Returns the number format of a cell; `sheet` is an index from 0.
    pub(crate) fn format(&self, sheet: usize, at: (u32, u32)) -> Option<&str> {
        let number = self.sheets.get(sheet)?.cells.get(&at)?;
        self.formats.get(usize::from(*number)).map(String::as_str)
    }

    /// Returns the indexes of a sheet's hidden rows.
    pub(crate) fn hidden(&self, sheet: usize) -> Option<&HashSet<u32>> {
        Some(&self.sheets.get(sheet)?.hidden)
    }

    fn read(stream: &[u8]) -> Self {
        let mut codes = HashMap::new();
        let mut cell_formats = Vec::new();
        let mut sheet_offsets = Vec::new();
        let mut is_unicode = true;
        for (kind, data) in records(stream) {
            match kind {
                // Text is Unicode since Excel 97.
                BOF => is_unicode = u16_at(data, 0).is_none_or(|version| version >= 0x0600),
                FORMAT => codes.extend(format_code(data, is_unicode)),
                XF => cell_formats.push(u16_at(data, 2).unwrap_or_default()),
                BOUND_SHEET => sheet_offsets.push(u32_at(data, 0)),
                EOF => break,
                _ => {}
            }
        }
        let format = |number: u16| {
            let custom = codes.get(&number).cloned();
            custom.unwrap_or_else(|| built_in_format(number).to_owned())
        };
        let sheet = |offset: Option<usize>| {
            let sheet_stream = offset.and_then(|offset| stream.get(offset..));
            sheet_stream.map_or_else(SheetProperties::default, SheetProperties::read)
        };
        Self {
            formats: cell_formats.into_iter().map(format).collect(),
            sheets: sheet_offsets.into_iter().map(sheet).collect(),
        }
    }
}

impl SheetProperties {
    fn read(stream: &[u8]) -> Self {
        let mut sheet = Self::default();
        // Charts within a sheet have records of the same types.
        let mut depth = 0_usize;
        for (kind, data) in records(stream) {
            match kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                _ if depth != 1 => {}
                _ => {
                    // Records are truncated only in damaged files.
                    let _ = sheet.add(kind, data);
                }
            }
        }
        sheet
    }

    fn add(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        let row = u32::from(u16_at(data, 0)?);
        match kind {
            NUMBER | RK | FORMULA => {
                self.cells
                    .insert((row, u16_at(data, 2)?.into()), u16_at(data, 4)?);
            }
            MULTIPLE_RK => {
                let first = u32::from(u16_at(data, 2)?);
                let cells = data.get(4..)?.chunks_exact(6);
                for (column, cell) in (first..).zip(cells) {
                    self.cells.insert((row, column), u16_at(cell, 0)?);
                }
            }
            ROW if u16_at(data, 12)? & 0x20 != 0 => {
                self.hidden.insert(row);
            }
            _ => {}
        }
        Some(())
    }
}

fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| file.is_stream(name))?;
    let mut stream = Vec::new();
    let opened = file.open_stream(name).ok()?;
    opened
        .take(MAX_STREAM_BYTES)
        .read_to_end(&mut stream)
        .ok()?;
    Some(stream)
}

/// Returns a built-in number format, whose code is not in the file.
pub(crate) fn built_in_format(number: u16) -> &'static str {
    match number {
        5 => "$#,##0_);($#,##0)",
        6 => "$#,##0_);[Red]($#,##0)",
        7 => "$#,##0.00_);($#,##0.00)",
        8 => "$#,##0.00_);[Red]($#,##0.00)",
        41 => "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
        42 => "_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)",
        43 => "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)",
        44 => "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)",
        _ => ssfmt::format_code_from_id(number.into()).unwrap_or("General"),
    }
}

/// Iterates over the records of a stream: type and data.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let kind = u16_at(rest, 0)?;
        let end = 4 + usize::from(u16_at(rest, 2)?);
        let data = rest.get(4..end)?;
        rest = &rest[end..];
        Some((kind, data))
    })
}

/// Parses a number format and its index.
fn format_code(data: &[u8], is_unicode: bool) -> Option<(u16, String)> {
    let number = u16_at(data, 0)?;
    let (encoding, text): (&Encoding, _) = if !is_unicode {
        (WINDOWS_1252, data.get(3..)?)
    } else if data.get(4)? & 1 == 1 {
        (UTF_16LE, data.get(5..)?)
    } else {
        (WINDOWS_1252, data.get(5..)?)
    };
    let (text, _) = encoding.decode_without_bom_handling(text);
    Some((number, text.into_owned()))
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at + 2)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<usize> {
    let bytes = data.get(at..at + 4)?;
    let number = u32::from_le_bytes(bytes.try_into().ok()?);
    usize::try_from(number).ok()
}
