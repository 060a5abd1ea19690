//! An archive is listed or refused, and no name in its tree hides something or turns the text around it.
#![no_main]

use std::panic::catch_unwind;

use errand_fuzz::{OTHERS, first_line, forgive};
use libfuzzer_sys::fuzz_target;
use office::{ENTRIES, Kind, Office};

fuzz_target!(
    init: forgive(OTHERS),
    |input: &[u8]| {
        let Some((word, bytes)) = first_line(input) else {
            return;
        };
        let kind = Kind::of_name(&format!("a.{word}"));
        let Some(kind) = kind.filter(|kind| kind.is_archive()) else {
            return;
        };
        if let Ok(Ok(read)) = catch_unwind(|| office::read(kind, bytes)) {
            let Office::Tree(tree) = &read else {
                panic!("it is an archive");
            };
            assert!(tree.entries.len() <= ENTRIES);
            for entry in &tree.entries {
                let hides = |c: char| {
                    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
                };
                assert!(!entry.path.contains(hides), "{:?}", entry.path);
            }
            let _ = read.to_text();
        }
    }
);
