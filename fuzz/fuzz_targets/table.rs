//! Reading a table does not panic, and its pages have the same rows as its preview.
#![no_main]

use std::time::{Duration, Instant};

use artifacts::{Preview, RowQuery, Rows, inspect};
use errand_fuzz::{FOLDER, first_line};
use libfuzzer_sys::fuzz_target;

/// File names that select different parsers.
const NAMES: [&str; 6] = ["a.csv", "a.tsv", "a.jsonl", "a.ipynb", "a.txt", "a"];
/// Time limit for a small table.
const PATIENCE: Duration = Duration::from_secs(5);

fuzz_target!(|input: &[u8]| {
    let Some((name, bytes)) = first_line(input) else {
        return;
    };
    if !NAMES.contains(&name) {
        return;
    }
    let path = FOLDER.path().join("table");
    std::fs::write(&path, bytes).expect("there is room");
    let seen = inspect(&path, name, None, None).expect("what is here is read");
    let Preview::Table {
        rows, truncated, ..
    } = seen.preview
    else {
        return;
    };
    let Some(table) = Rows::open(&path, name, None, None).expect("what is here is read") else {
        panic!("it has a preview as a table, and no rows");
    };
    let begun = Instant::now();
    let page = loop {
        let page = table
            .page(0, 1_000, &RowQuery::default())
            .expect("it is read");
        if page.is_whole {
            break page;
        }
        assert!(begun.elapsed() < PATIENCE, "it is never whole");
        std::thread::sleep(Duration::from_micros(50));
    };
    if !truncated {
        assert_eq!(page.total as usize, rows.len());
    }
    for (line, row) in page.rows.iter().zip(&rows) {
        assert_eq!(&line.cells, row);
    }
    let words = RowQuery {
        find: "1".to_owned(),
        ..RowQuery::default()
    };
    let found = table.page(0, 10, &words).expect("it is searched");
    assert!(found.total <= page.total);
});
