//! Rich text, mails, calendars, address cards and subtitles are read or refused, and results stay within their limit.
#![no_main]

use errand_fuzz::{OTHERS, forgive, read_kind};
use libfuzzer_sys::fuzz_target;
use office::{Kind, MAX_TEXT_BYTES, Office};

fuzz_target!(
    init: forgive(OTHERS),
    |input: &[u8]| {
        let Some(read) = read_kind(input, Kind::is_text) else {
            return;
        };
        let Office::Document { text, .. } = &read else {
            panic!("it is no document");
        };
        assert!(text.len() <= MAX_TEXT_BYTES);
        let _ = read.to_text();
    }
);
