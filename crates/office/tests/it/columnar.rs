//! Parquet files as workbooks. Those in `files` and `files/parquet` were written by pyarrow 26.0.1.

use std::sync::Arc;

use office::{CellKind, Kind, MAX_ROWS, Office, Refusal, Sheet, read};

use parquet::data_type::{DataType, FixedLenByteArray, FixedLenByteArrayType};
use parquet::data_type::{Int32Type, Int64Type};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use crate::{bytes, rows, workbook};

fn only_sheet(name: &str) -> Sheet {
    let mut book = workbook(name);
    assert!(!book.truncated);
    assert_eq!(book.sheets.len(), 1);
    book.sheets.remove(0)
}

/// The cells of a column below its name.
fn column<'a>(sheet: &'a Sheet, name: &str) -> Vec<&'a str> {
    let rows = rows(sheet);
    let at = rows[0].iter().position(|cell| *cell == name).unwrap();
    rows[1..].iter().map(|row| row[at]).collect()
}

#[test]
fn values_are_shown_as_what_their_column_says_they_are() {
    let sheet = only_sheet("parquet/pyarrow.parquet");
    assert_eq!(sheet.total, Some(3));
    assert!(!sheet.truncated);
    for (name, shown) in [
        ("id", ["1", "-2", ""]),
        ("big", ["18446744073709551615", "0", ""]),
        ("small", ["255", "0", ""]),
        ("name", ["Käse, 東京", "", ""]),
        ("price", ["1234567890123456789012345678.90", "-0.05", ""]),
        (
            "huge",
            [
                "12345678901234567890123456789012345678901234567890.123",
                "-1.000",
                "",
            ],
        ),
        ("share", ["0.1", "1E300", ""]),
        ("single", ["0.1", "NaN", ""]),
        ("half", ["1.5", "-2", ""]),
        ("paid", ["true", "false", ""]),
        ("day", ["2026-11-29", "1969-12-31", ""]),
        ("time", ["14:30:05.5", "00:00:00", ""]),
        ("at", ["2026-11-29 14:30:05", "1969-12-31 23:59:59.25", ""]),
        (
            "at_utc",
            ["2026-11-29 14:30:05 UTC", "1969-12-31 23:59:59 UTC", ""],
        ),
        (
            "at_ns",
            [
                "2025-11-29 14:30:05.123456789",
                "1969-12-31 23:59:59.999999999",
                "",
            ],
        ),
        ("picture", ["(3 bytes)", "(0 bytes)", ""]),
        ("fixed", ["(2 bytes)", "(2 bytes)", ""]),
        ("nothing", ["", "", ""]),
        ("kind", ["x", "y", ""]),
    ] {
        assert_eq!(column(&sheet, name), shown, "{name}");
    }
    let kinds: Vec<CellKind> = sheet.rows[1].cells.iter().map(|cell| cell.kind).collect();
    use CellKind::{Number, Text};
    assert_eq!(kinds[..5], [Number, Number, Number, Text, Number]);
    assert_eq!(kinds[10], Number);
}

#[test]
fn nested_values_are_json() {
    let sheet = only_sheet("parquet/pyarrow-nested.parquet");
    for (name, shown) in [
        ("tags", [r#"["a","b\"c",null]"#, "[]", ""]),
        ("matrix", ["[[1,2],[],null,[3]]", "", "[[]]"]),
        (
            "point",
            [
                r#"{"x":1.5,"on":"2026-01-02"}"#,
                r#"{"x":null,"on":null}"#,
                "",
            ],
        ),
        ("stock", [r#"{"pens":3,"ink":null}"#, "{}", ""]),
        ("numbered", [r#"{"7":true}"#, "", ""]),
        (
            "lines",
            [
                r#"[{"item":"pen","prices":[1.50,2.00]},{"item":null,"prices":null}]"#,
                "[null]",
                "[]",
            ],
        ),
        ("blobs", [r#"["(3 bytes)"]"#, "", ""]),
    ] {
        assert_eq!(column(&sheet, name), shown, "{name}");
    }
}

#[test]
fn files_of_older_programs_are_read_too() {
    let sheet = only_sheet("parquet/pyarrow-old.parquet");
    assert_eq!(
        rows(&sheet)[1..],
        [
            vec![
                "2025-11-29 14:30:05.123456789",
                "2026-11-29 14:30:05",
                "1.50",
                "1"
            ],
            vec![
                "1969-12-31 23:59:59.999999999",
                "1969-12-31 23:59:59",
                "-2.25",
                "2.5"
            ],
            vec!["", "", "", ""],
        ]
    );
}

#[test]
fn every_usual_compression_is_read() {
    for compression in ["none", "gzip", "zstd", "lz4", "brotli"] {
        let sheet = only_sheet(&format!("parquet/pyarrow-{compression}.parquet"));
        assert_eq!(sheet.rows.len(), 41, "{compression}");
        assert_eq!(rows(&sheet)[40], ["39", "text 4"], "{compression}");
    }
}

#[test]
fn a_long_table_is_shown_by_its_beginning_and_says_its_length() {
    let sheet = only_sheet("pyarrow-long.parquet");
    assert_eq!(sheet.rows.len(), MAX_ROWS);
    assert_eq!(rows(&sheet)[MAX_ROWS - 1], ["498", "x"]);
    assert_eq!(sheet.total, Some(3000));
    assert!(sheet.truncated);
    let text = read(Kind::Parquet, &bytes("pyarrow-long.parquet"))
        .unwrap()
        .to_text();
    assert!(
        text.starts_with("3000 rows\n\n| n | t |\n| --- | --- |\n| 0 | x |\n"),
        "{text}"
    );
}

#[test]
fn what_lies_behind_the_first_rows_is_not_looked_at() {
    let mut bytes = bytes("pyarrow-long.parquet");
    let sound = read(Kind::Parquet, &bytes);
    let end = bytes.len() - 8;
    let footer = u32::from_le_bytes(bytes[end..end + 4].try_into().unwrap()) as usize;
    let (middle, data_end) = ((end - footer) / 2, end - footer);
    bytes[middle..data_end].fill(0xff);
    assert_eq!(read(Kind::Parquet, &bytes), sound);
}

#[test]
fn a_table_without_rows_shows_its_columns() {
    let sheet = only_sheet("parquet/pyarrow-empty.parquet");
    assert_eq!(rows(&sheet), [["a", "b"]]);
    assert_eq!(sheet.total, Some(0));
    assert!(!sheet.truncated);
}

#[test]
fn a_table_is_known_by_its_name_or_its_bytes() {
    for name in ["a.parquet", "part-0.snappy.PARQUET", "a.parq"] {
        assert_eq!(Kind::of_name(name), Some(Kind::Parquet));
    }
    let media_type = "application/vnd.apache.parquet";
    assert_eq!(Kind::of_file("part-00000", media_type), Some(Kind::Parquet));
    assert_eq!(Kind::of_file("a.xlsx", media_type), Some(Kind::Excel));
    assert_eq!(Kind::of_file("part-00000", "text/plain"), None);
}

#[test]
fn what_is_damaged_is_refused_and_what_is_encrypted_says_so() {
    let sound = bytes("parquet/pyarrow.parquet");
    for torn in [
        &b""[..],
        b"PAR1",
        b"PAR1PAR1",
        &sound[..sound.len() / 2],
        &sound[4..40],
    ] {
        assert_eq!(read(Kind::Parquet, torn), Err(Refusal::Unreadable));
    }
    let mut without_pages = sound.clone();
    without_pages[4..200].fill(0xff);
    assert_eq!(
        read(Kind::Parquet, &without_pages),
        Err(Refusal::Unreadable)
    );
    let mut locked = sound;
    let end = locked.len() - 1;
    locked[end] = b'E';
    assert_eq!(read(Kind::Parquet, &locked), Err(Refusal::Encrypted));
}

#[test]
fn a_file_with_encrypted_columns_shows_the_others_and_names_these() {
    let sheet = only_sheet("parquet/pyarrow-encrypted-column.parquet");
    assert_eq!(rows(&sheet)[0], ["id"]);
    assert_eq!(sheet.rows.len() as u64 - 1, sheet.total.unwrap());
    assert_eq!(sheet.encrypted, ["secret"]);
    assert!(!sheet.truncated);
    // A group is left out with a field of it.
    let sheet = only_sheet("parquet/pyarrow-encrypted-field.parquet");
    assert_eq!(
        rows(&sheet),
        [["name", "day"], ["Ada", "1"], ["Grace", "2"], ["Hedy", "3"]]
    );
    assert_eq!(sheet.encrypted, ["salary", "bank"]);
    let text = Office::Workbook(workbook("parquet/pyarrow-encrypted-field.parquet")).to_text();
    assert!(
        text.contains("Encrypted columns, not shown: salary, bank"),
        "{text}"
    );
}

#[test]
fn a_file_with_nothing_but_encrypted_columns_is_said_to_be_encrypted() {
    let bytes = bytes("parquet/pyarrow-encrypted-columns.parquet");
    assert_eq!(read(Kind::Parquet, &bytes), Err(Refusal::Encrypted));
}

#[test]
fn the_rows_before_a_damaged_place_are_kept() {
    let mut bytes = bytes("pyarrow-long.parquet");
    let Ok(Office::Workbook(sound)) = read(Kind::Parquet, &bytes) else {
        panic!("it is sound");
    };
    // The second of ten groups of rows.
    let end = bytes.len() - 8;
    let footer = u32::from_le_bytes(bytes[end..end + 4].try_into().unwrap()) as usize;
    let group = (end - footer) / 10;
    bytes[group + 20..2 * group].fill(0xff);
    let Ok(Office::Workbook(torn)) = read(Kind::Parquet, &bytes) else {
        panic!("its beginning is sound");
    };
    assert_eq!(torn.sheets[0].rows, sound.sheets[0].rows[..301]);
    assert!(torn.sheets[0].truncated);
}

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

/// Writes the next column: its values, and the levels of its entries.
fn add<T: DataType>(group: &mut Group<'_>, values: &[T::T], levels: Option<(&[i16], &[i16])>) {
    let mut column = group.next_column().unwrap().unwrap();
    let (definitions, repetitions) = levels.unzip();
    let typed = column.typed::<T>();
    typed.write_batch(values, definitions, repetitions).unwrap();
    column.close().unwrap();
}

/// Returns a table of this schema with what `fill` writes into it.
fn table(schema: &str, fill: impl Fn(&mut Group<'_>)) -> Sheet {
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).unwrap();
    let mut group = file.next_row_group().unwrap();
    fill(&mut group);
    group.close().unwrap();
    match read(Kind::Parquet, &file.into_inner().unwrap()) {
        Ok(Office::Workbook(mut book)) => book.sheets.remove(0),
        other => panic!("{other:?}"),
    }
}

#[test]
fn lists_are_known_however_a_schema_says_them() {
    let sheet = table(
        "message m {
           repeated int32 bare;
           optional group pairs (LIST) { repeated group pair { required int32 x; required int32 y; } }
           optional group array_of_one (LIST) { repeated group array { required int32 x; } }
           required group plain (LIST) { repeated int32 element; }
           required group keys (MAP) { repeated group key_value { required int32 key; } }
         }",
        |group| {
            let levels: (&[i16], &[i16]) = (&[1, 1, 0], &[0, 1, 0]);
            add::<Int32Type>(group, &[1, 2], Some(levels));
            for _ in ["x", "y", "x of one"] {
                let levels: (&[i16], &[i16]) = (&[2, 2, 0], &[0, 1, 0]);
                add::<Int32Type>(group, &[3, 4], Some(levels));
            }
            add::<Int32Type>(group, &[5, 6], Some(levels));
            add::<Int32Type>(group, &[7, 8], Some(levels));
        },
    );
    assert_eq!(
        rows(&sheet)[1..],
        [
            [
                "[1,2]",
                r#"[{"x":3,"y":3},{"x":4,"y":4}]"#,
                r#"[{"x":3},{"x":4}]"#,
                "[5,6]",
                "[7,8]"
            ],
            ["[]", "", "", "[]", "[]"]
        ]
    );
}

#[test]
fn types_that_pyarrow_does_not_write_are_read() {
    let sheet = table(
        "message m {
           required int64 moment (TIMESTAMP_MILLIS);
           required int32 day (DATE);
           required int64 time (TIME_MICROS);
           required fixed_len_byte_array(16) id (UUID);
           required fixed_len_byte_array(12) span (INTERVAL);
         }",
        |group| {
            let fixed = |bytes: &[u8]| FixedLenByteArray::from(bytes.to_vec());
            add::<Int64Type>(group, &[1_500, i64::MAX], None);
            add::<Int32Type>(group, &[-1, i32::MIN], None);
            add::<Int64Type>(group, &[1, -1], None);
            let id = 0x0011_2233_4455_6677_8899_aabb_ccdd_eeff_u128.to_be_bytes();
            add::<FixedLenByteArrayType>(group, &[fixed(&id), fixed(&id)], None);
            let spans = [1_u32, 2, 3_500, 0, 0, 0].map(u32::to_le_bytes);
            let spans = [fixed(&spans[..3].concat()), fixed(&spans[3..].concat())];
            add::<FixedLenByteArrayType>(group, &spans, None);
        },
    );
    let id = "00112233-4455-6677-8899-aabbccddeeff";
    // What is out of range stays a number.
    assert_eq!(
        rows(&sheet)[1..],
        [
            [
                "1970-01-01 00:00:01.5 UTC",
                "1969-12-31",
                "00:00:00.000001",
                id,
                "P1M2DT3.5S"
            ],
            ["9223372036854775807", "-2147483648", "-1", id, "PT0S"],
        ]
    );
}

#[test]
fn long_values_are_cut_and_say_so() {
    let sheet = table("message m { repeated int32 bare; }", |group| {
        let count = 1_000_000;
        let mut repetitions = vec![1; count];
        repetitions[0] = 0;
        add::<Int32Type>(
            group,
            &vec![7; count],
            Some((&vec![1; count], &repetitions)),
        );
    });
    let cell = &sheet.rows[1].cells[0].text;
    assert_eq!(cell.len(), office::MAX_CELL_CHARS);
    assert!(cell.starts_with("[7,7,7,"));
    assert!(sheet.truncated);
}

#[test]
fn no_change_of_a_byte_breaks_more_than_its_table() {
    let mut rng = fastrand::Rng::with_seed(5);
    for name in [
        "parquet/pyarrow.parquet",
        "parquet/pyarrow-nested.parquet",
        "pyarrow-long.parquet",
    ] {
        let sound = bytes(name);
        for _ in 0..300 {
            let mut torn = sound.clone();
            for _ in 0..rng.usize(1..6) {
                let at = rng.usize(..torn.len());
                torn[at] = rng.u8(..);
            }
            // Success and error are both fine; a crash or hang is not.
            let _ = read(Kind::Parquet, &torn);
        }
    }
}
