//! Properties of `.xlsb` cells that the cell reader does not report: number formats and hidden rows; and the cells that
//! it leaves out, written out for it. All are in records of the parts of the file (MS-XLSB 2.1.4).

use std::collections::HashMap;

use encoding_rs::UTF_16LE;

use crate::Refusal;
use crate::archive::{Archive, PartChange};
use crate::hidden::targets;
use crate::xls::{CellProperties, SheetProperties, built_in_format};

/// Types of the records that are read.
const ROW: u16 = 0;
const NUMBER_CELLS: [u16; 3] = [2, 5, 9];
const CELLS: std::ops::RangeInclusive<u16> = 1..=11;
const ERROR: u16 = 3;
const FORMULA_WITH_ERROR: u16 = 11;
/// Cells without a column of their own: the same types, from 12 instead of 1, for the cell after the last one.
const SHORT_CELLS: std::ops::RangeInclusive<u16> = 12..=18;
const SHORT_CELL_OFFSET: u16 = 11;
const FORMAT: u16 = 44;
const XF: u16 = 47;
const SHEET: u16 = 156;
const CELL_XFS: u16 = 617;
const END_OF_CELL_XFS: u16 = 618;

/// Index of the last row and of the last column that a sheet of Excel has.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;
/// The cell reader makes room for each place between the first and the last cell. So many may be empty.
const MAX_EMPTY_CELLS: u64 = 16_000_000;
/// How many places a larger sheet may have for each of its cells.
const MAX_PLACES_PER_CELL: u64 = 8;

/// Size of the column, the style, and the code of an error.
const ERROR_CELL_BYTES: usize = 9;

/// Returns the properties of the cells, and the file with all its cells written out if some were not.
pub(crate) fn read(bytes: &[u8]) -> Result<(CellProperties, Option<Vec<u8>>), Refusal> {
    let mut archive = Archive::open(bytes)?;
    let (Some(workbook), Some(relations)) = (
        archive.bytes("xl/workbook.bin")?,
        archive.text("xl/_rels/workbook.bin.rels")?,
    ) else {
        return Ok((CellProperties::default(), None));
    };
    let targets = targets(&relations);
    let formats = archive.bytes("xl/styles.bin")?.map(|part| formats(&part));
    let (mut sheets, mut rewritten_parts) = (Vec::new(), HashMap::new());
    // Each sheet has its place here, also one that cannot be read.
    for sheet in records(&workbook).filter(|(kind, _)| *kind == SHEET) {
        let part = relation_id(sheet.1).and_then(|id| targets.get(&id));
        let name = part.map(|part| format!("xl/{part}")).unwrap_or_default();
        let (properties, rewritten) = match archive.bytes(&name)? {
            Some(part) => cells(&part)?,
            None => Default::default(),
        };
        sheets.push(properties);
        rewritten_parts.extend(rewritten.map(|rewritten| (name, rewritten)));
    }
    let rewritten = match rewritten_parts.is_empty() {
        true => None,
        false => Some(
            archive.copy_with(|_, name| match rewritten_parts.remove(name) {
                Some(part) => PartChange::ReplaceBytes(name.to_owned(), part),
                None => PartChange::Keep,
            })?,
        ),
    };
    Ok((
        CellProperties::new(formats.unwrap_or_default(), sheets),
        rewritten,
    ))
}

/// Returns the number formats by the index that a cell refers to.
fn formats(part: &[u8]) -> Vec<String> {
    let (mut codes, mut formats) = (HashMap::new(), Vec::new());
    let mut is_in_cell_xfs = false;
    for (kind, data) in records(part) {
        match kind {
            FORMAT => codes.extend(u16_at(data, 0).zip(data.get(2..).and_then(text))),
            CELL_XFS => is_in_cell_xfs = true,
            END_OF_CELL_XFS => break,
            XF if is_in_cell_xfs => {
                let number = u16_at(data, 2).unwrap_or_default();
                let code = codes.get(&number).cloned();
                formats.push(code.unwrap_or_else(|| built_in_format(number).to_owned()));
            }
            _ => {}
        }
    }
    formats
}

/// Returns the properties of the cells of a sheet, and the sheet with all of them written out if some were not.
fn cells(part: &[u8]) -> Result<(SheetProperties, Option<Vec<u8>>), Refusal> {
    let mut area = Area::default();
    let mut properties = SheetProperties::default();
    let mut rewritten = Vec::new();
    let mut is_rewritten = false;
    let (mut row, mut next_column) = (0, 0);
    for (kind, data) in records(part) {
        if kind == ROW {
            row = u32_at(data, 0).unwrap_or_default();
            next_column = 0;
            if data.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                properties.hidden.insert(row);
            }
        }
        let is_short = SHORT_CELLS.contains(&kind);
        if !is_short && !CELLS.contains(&kind) {
            write(&mut rewritten, kind, &[data]);
            continue;
        }
        let column = if is_short {
            next_column
        } else {
            u32_at(data, 0).unwrap_or_default()
        };
        next_column = column.saturating_add(1);
        area.add(row, column);
        let (kind, style_offset) = if is_short {
            (kind - SHORT_CELL_OFFSET, 0)
        } else {
            (kind, 4)
        };
        if NUMBER_CELLS.contains(&kind)
            && let Some(style) = u16_at(data, style_offset)
        {
            properties.cells.insert((row, column), style);
        }
        is_rewritten |= is_short || kind == FORMULA_WITH_ERROR;
        match data.get(..ERROR_CELL_BYTES) {
            Some(data) if kind == FORMULA_WITH_ERROR => write(&mut rewritten, ERROR, &[data]),
            _ if is_short => write(&mut rewritten, kind, &[&column.to_le_bytes(), data]),
            _ => write(&mut rewritten, kind, &[data]),
        }
    }
    match area.is_readable() {
        true => Ok((properties, is_rewritten.then_some(rewritten))),
        false => Err(Refusal::Unreadable),
    }
}

/// The cells of a sheet, and the rectangle that they lie in.
#[derive(Debug, Default)]
struct Area {
    cells: u64,
    /// First and last.
    rows: Option<(u32, u32)>,
    columns: Option<(u32, u32)>,
}

impl Area {
    fn add(&mut self, row: u32, column: u32) {
        let widened = |range: Option<(u32, u32)>, to: u32| {
            Some(range.map_or((to, to), |(first, last)| (first.min(to), last.max(to))))
        };
        self.cells += 1;
        self.rows = widened(self.rows, row);
        self.columns = widened(self.columns, column);
    }

    /// Returns true if no cell lies where a sheet has none, and there is memory for the places of all.
    fn is_readable(&self) -> bool {
        let (Some((top, bottom)), Some((left, right))) = (self.rows, self.columns) else {
            return true;
        };
        let places = (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1);
        let is_small = places <= MAX_EMPTY_CELLS;
        let is_full = places / MAX_PLACES_PER_CELL <= self.cells;
        bottom <= LAST_ROW && right <= LAST_COLUMN && (is_small || is_full)
    }
}

/// Iterates over the records of a part: type and data.
fn records(part: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = part;
    std::iter::from_fn(move || {
        let (kind, after) = variable_length(rest, 2)?;
        let (size, after) = variable_length(after, 4)?;
        let (data, after) = after.split_at_checked(size)?;
        rest = after;
        Some((u16::try_from(kind).ok()?, data))
    })
}

/// Parses a number of at most `max_bytes`, seven bits in each, and returns it with what follows.
fn variable_length(bytes: &[u8], max_bytes: usize) -> Option<(usize, &[u8])> {
    let mut number = 0;
    for at in 0..max_bytes {
        let byte = *bytes.get(at)?;
        number |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 || at + 1 == max_bytes {
            return Some((number, &bytes[at + 1..]));
        }
    }
    None
}

/// Adds a record, whose data is in pieces.
fn write(part: &mut Vec<u8>, kind: u16, data: &[&[u8]]) {
    write_variable_length(part, kind.into());
    write_variable_length(part, data.iter().map(|piece| piece.len()).sum());
    part.extend(data.concat());
}

fn write_variable_length(part: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        part.push(number as u8 | 0x80);
        number >>= 7;
    }
    part.push(number as u8);
}

/// Returns the id of the relation to a sheet's part.
fn relation_id(sheet: &[u8]) -> Option<String> {
    text(sheet.get(8..)?)
}

/// Parses a text after its length in code units.
fn text(data: &[u8]) -> Option<String> {
    let size = usize::try_from(u32_at(data, 0)?).ok()?.checked_mul(2)?;
    let letters = data.get(4..)?.get(..size)?;
    let (text, _) = UTF_16LE.decode_without_bom_handling(letters);
    Some(text.into_owned())
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at + 2)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_in_short_form_get_the_column_after_the_last_one() {
        let mut part = Vec::new();
        let hidden = [&[0; 11][..], &[0x10, 0]].concat();
        write(&mut part, ROW, &[&hidden]);
        write(&mut part, 2, &[&[3, 0, 0, 0, 1, 0, 0, 0], b"numb"]);
        write(&mut part, 13, &[&[2, 0, 0, 0], b"numb"]);
        write(
            &mut part,
            FORMULA_WITH_ERROR,
            &[&[5, 0, 0, 0, 0, 0, 0, 0, 7], b"formula"],
        );
        let (properties, rewritten) = cells(&part).unwrap();
        assert_eq!(properties.cells[&(0, 3)], 1);
        assert_eq!(properties.cells[&(0, 4)], 2);
        assert!(properties.hidden.contains(&0));
        let mut expected = Vec::new();
        write(&mut expected, ROW, &[&hidden]);
        write(&mut expected, 2, &[&[3, 0, 0, 0, 1, 0, 0, 0], b"numb"]);
        write(&mut expected, 2, &[&[4, 0, 0, 0], &[2, 0, 0, 0], b"numb"]);
        write(&mut expected, ERROR, &[&[5, 0, 0, 0, 0, 0, 0, 0, 7]]);
        assert_eq!(rewritten.as_ref(), Some(&expected));
        // A sheet without such cells stays as it is.
        assert_eq!(cells(&expected).unwrap().1, None);
    }

    #[test]
    fn cells_far_apart_or_outside_a_sheet_are_not_made_room_for() {
        let is_readable = |places: &[(u32, u32)]| {
            let mut part = Vec::new();
            for (row, column) in places {
                write(&mut part, ROW, &[&row.to_le_bytes()]);
                write(&mut part, 2, &[&column.to_le_bytes(), b"stylenum"]);
            }
            cells(&part).is_ok()
        };
        assert!(is_readable(&[]));
        assert!(is_readable(&[(LAST_ROW, LAST_COLUMN)]));
        assert!(is_readable(&[(0, 0), (LAST_ROW, 10)]));
        assert!(!is_readable(&[(0, 0), (LAST_ROW, LAST_COLUMN)]));
        assert!(!is_readable(&[(LAST_ROW + 1, 0)]));
        assert!(!is_readable(&[(0, LAST_COLUMN + 1)]));
    }

    #[test]
    fn any_bytes_are_read_to_their_end() {
        let mut rng = fastrand::Rng::with_seed(7);
        for _ in 0..2000 {
            let bytes: Vec<u8> = (0..rng.usize(..200)).map(|_| rng.u8(..24)).collect();
            let _ = cells(&bytes);
            let _ = formats(&bytes);
        }
    }
}
