//! Reading of a leaf column: its values, and where in the nesting of their record they stand.

use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{AsBytes, DataType};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::RowGroupReader;

use super::value::{Value, ValueType};
use crate::Extent;

/// Number of records read at a time: one record may hold a long list.
const BATCH_RECORDS: usize = 16;
/// Maximum number of values of a page of lists: a few bytes can claim billions of elements.
const MAX_LIST_VALUES: u32 = 1 << 22;

/// A value of a record, or a gap where the record has none.
pub(super) struct Entry {
    /// The level of nesting at which this entry repeats something; 0 for the first one of a record.
    pub(super) repetition: i16,
    /// How many of the optional and repeated levels above the value are present.
    pub(super) definition: i16,
    /// The value, if all levels are present.
    pub(super) value: Option<Value>,
}

/// The entries of one leaf column in one record.
pub(super) type Record = Vec<Entry>;

/// The first records of a leaf column in a row group.
pub(super) struct LeafRecords {
    pub(super) records: Vec<Record>,
    /// True if those that follow cannot be read.
    pub(super) is_damaged: bool,
}

/// A leaf column in a row group, read from its first record on.
pub(super) struct LeafReader {
    next: Box<dyn FnMut(usize) -> LeafRecords>,
}

impl LeafReader {
    /// Opens the column with this index.
    pub(super) fn open(group: &dyn RowGroupReader, at: usize, extent: Extent) -> Result<Self> {
        let column = group.metadata().schema_descr().column(at);
        let value_type = ValueType::of(&column);
        let levels = Levels {
            max_definition: column.max_def_level(),
            max_repetition: column.max_rep_level(),
            extent,
        };
        let pages = LimitedPages {
            pages: group.get_column_page_reader(at)?,
            is_repeated: column.max_rep_level() > 0,
        };
        let reader = get_column_reader(column.clone(), Box::new(pages));
        let next = match reader {
            ColumnReader::BoolColumnReader(reader) => {
                typed(reader, levels, |flag| Value::boolean(*flag))
            }
            ColumnReader::Int32ColumnReader(reader) => typed(reader, levels, move |number| {
                value_type.integer(i64::from(*number), *number as u32 as u64)
            }),
            ColumnReader::Int64ColumnReader(reader) => typed(reader, levels, move |number| {
                value_type.integer(*number, *number as u64)
            }),
            ColumnReader::Int96ColumnReader(reader) => typed(reader, levels, Value::int96),
            ColumnReader::FloatColumnReader(reader) => {
                typed(reader, levels, |number| Value::float(*number))
            }
            ColumnReader::DoubleColumnReader(reader) => {
                typed(reader, levels, |number| Value::double(*number))
            }
            ColumnReader::ByteArrayColumnReader(reader) => typed(reader, levels, move |bytes| {
                value_type.bytes(bytes.as_bytes(), extent)
            }),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                typed(reader, levels, move |bytes| {
                    value_type.bytes(bytes.as_bytes(), extent)
                })
            }
        };
        Ok(Self { next })
    }

    /// Reads up to `max_records` further records; fewer at the end.
    pub(super) fn next(&mut self, max_records: usize) -> LeafRecords {
        (self.next)(max_records)
    }
}

/// The highest levels of a column, and how much is kept of a record.
#[derive(Clone, Copy)]
struct Levels {
    max_definition: i16,
    max_repetition: i16,
    extent: Extent,
}

impl Levels {
    /// Returns the maximum number of entries kept of a record. Each is shown by at least one character.
    fn max_entries(self) -> usize {
        self.extent.cell_chars() + 1
    }

    /// Returns the size in bytes of the texts of a record at which nothing more of it is kept, as its cell is cut before.
    fn max_record_bytes(self) -> usize {
        4 * (self.extent.cell_chars() + 1)
    }
}

fn typed<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    levels: Levels,
    to_value: impl Fn(&T::T) -> Value + 'static,
) -> Box<dyn FnMut(usize) -> LeafRecords>
where
    ColumnReaderImpl<T>: 'static,
{
    Box::new(move |max_records| read_typed(&mut reader, levels, max_records, &to_value))
}

/// Reads up to `max_records` records.
fn read_typed<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    levels: Levels,
    max_records: usize,
    to_value: impl Fn(&T::T) -> Value,
) -> LeafRecords {
    let mut records: Vec<Record> = Vec::new();
    let mut text_bytes = 0;
    while records.len() < max_records {
        let batch = BATCH_RECORDS.min(max_records - records.len());
        let (mut definitions, mut repetitions, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let found = reader.read_records(
            batch,
            Some(&mut definitions),
            Some(&mut repetitions),
            &mut values,
        );
        let count = match found {
            Ok((0, ..)) => break,
            Ok((_, _, count)) => count,
            Err(_) => {
                return LeafRecords {
                    records,
                    is_damaged: true,
                };
            }
        };
        let level = |max: i16, of: &[i16], at: usize| match max {
            0 => 0,
            _ => of.get(at).copied().unwrap_or(0),
        };
        let mut values = values.iter();
        for at in 0..count {
            let repetition = level(levels.max_repetition, &repetitions, at);
            let definition = level(levels.max_definition, &definitions, at);
            let value = if definition == levels.max_definition {
                values.next()
            } else {
                None
            };
            if repetition == 0 {
                records.push(Record::new());
                text_bytes = 0;
            }
            if let Some(record) = records.last_mut()
                && record.len() < levels.max_entries()
                && text_bytes < levels.max_record_bytes()
            {
                let value = value.map(&to_value);
                text_bytes += value.as_ref().map_or(0, |value| value.text.len());
                record.push(Entry {
                    repetition,
                    definition,
                    value,
                });
            }
        }
    }
    LeafRecords {
        records,
        is_damaged: false,
    }
}

/// The pages of a column, refusing those that claim more values than they can hold.
struct LimitedPages {
    pages: Box<dyn PageReader>,
    /// True if a record can have several values.
    is_repeated: bool,
}

impl LimitedPages {
    fn check(&self, page: Page) -> Result<Page> {
        let is_plausible = match &page {
            // Each value of a dictionary takes a byte at least.
            Page::DictionaryPage { num_values, .. } => *num_values as usize <= page.buffer().len(),
            _ => !self.is_repeated || page.num_values() <= MAX_LIST_VALUES,
        };
        if is_plausible {
            Ok(page)
        } else {
            Err(ParquetError::General("too many values".to_owned()))
        }
    }
}

impl Iterator for LimitedPages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for LimitedPages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.pages.get_next_page()?;
        page.map(|page| self.check(page)).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.pages.at_record_boundary()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bytes::Bytes;
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    #[test]
    fn of_a_list_of_long_texts_only_those_are_kept_that_a_cell_shows() {
        let schema = "message m { repeated binary texts (UTF8); }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).unwrap();
        let mut group = file.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let text = ByteArray::from("x".repeat(3000).as_str());
        column
            .typed::<ByteArrayType>()
            .write_batch(
                &vec![text; 100],
                Some(&[1; 100]),
                Some(&[0, 1, 1, 1, 1].repeat(20)),
            )
            .unwrap();
        column.close().unwrap();
        group.close().unwrap();
        let bytes = Bytes::from(file.into_inner().unwrap());
        let file = SerializedFileReader::new(bytes).unwrap();
        let group = file.get_row_group(0).unwrap();
        for (extent, kept) in [(Extent::Shown, 2), (Extent::Whole, 5)] {
            let read = LeafReader::open(group.as_ref(), 0, extent)
                .unwrap()
                .next(100);
            assert_eq!(read.records.len(), 20);
            assert_eq!(read.records[0].len(), kept);
        }
    }
}
