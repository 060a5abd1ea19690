//! Rich text, mails, calendars, address cards and subtitles are read or refused, and are no longer than they may be.
#![no_main]

use std::panic::catch_unwind;

use errand_fuzz::{OTHERS, first_line, forgive};
use libfuzzer_sys::fuzz_target;
use office::{Kind, Office, TEXT};

fuzz_target!(
    init: forgive(OTHERS),
    |input: &[u8]| {
        let Some((word, bytes)) = first_line(input) else {
            return;
        };
        let kind = Kind::of_name(&format!("a.{word}"));
        let Some(kind) = kind.filter(|kind| kind.is_text()) else {
            return;
        };
        if let Ok(Ok(read)) = catch_unwind(|| office::read(kind, bytes)) {
            let Office::Document { text, .. } = &read else {
                panic!("it is no document");
            };
            assert!(text.len() <= TEXT);
            let _ = read.to_text();
        }
    }
);
