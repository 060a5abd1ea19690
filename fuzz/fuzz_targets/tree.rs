//! An archive is listed or refused, and no name in its tree contains invisible or direction-changing characters.
#![no_main]

use errand_fuzz::{OTHERS, forgive, read_kind};
use libfuzzer_sys::fuzz_target;
use office::{Kind, MAX_ENTRIES, Office};

fuzz_target!(
    init: forgive(OTHERS),
    |input: &[u8]| {
        let Some(read) = read_kind(input, Kind::is_archive) else {
            return;
        };
        let Office::Tree(tree) = &read else {
            panic!("it is an archive");
        };
        assert!(tree.entries.len() <= MAX_ENTRIES);
        for entry in &tree.entries {
            let hides = |c: char| {
                c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            };
            assert!(!entry.path.contains(hides), "{:?}", entry.path);
        }
        let _ = read.to_text();
    }
);
