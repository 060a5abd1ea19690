//! Framing gives the same frames for pieces of any size, and no frame exceeds the limit.
#![no_main]

use interactions::sse::{Frame, Framer, TooLong};
use libfuzzer_sys::fuzz_target;

const LIMIT: usize = 4096;

fn frames(bytes: &[u8], piece: usize) -> (Vec<String>, Option<TooLong>) {
    let mut framer = Framer::new(LIMIT);
    let mut found = Vec::new();
    let mut note = |frame: Frame<'_>| {
        let (kind, text) = match &frame {
            Frame::Data(data) => ("data", &**data),
            Frame::Bare(json) => ("bare", &**json),
            Frame::Done => ("done", ""),
        };
        // Each invalid UTF-8 byte becomes a character of three bytes.
        assert!(text.len() <= 3 * (LIMIT + 1));
        found.push(format!("{kind} {text}"));
    };
    for mut input in bytes.chunks(piece) {
        loop {
            match framer.next_frame(&mut input) {
                Ok(Some(frame)) => note(frame),
                Ok(None) => break,
                Err(error) => return (found, Some(error)),
            }
        }
    }
    loop {
        match framer.finish() {
            Ok(Some(frame)) => note(frame),
            Ok(None) => return (found, None),
            Err(error) => return (found, Some(error)),
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((piece, bytes)) = bytes.split_first() else {
        return;
    };
    let whole = frames(bytes, usize::MAX);
    assert_eq!(frames(bytes, usize::from(*piece).max(1)), whole);
    assert_eq!(frames(bytes, 1), whole);
});
