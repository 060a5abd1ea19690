//! Decoding does not panic; pieces of any size give the same text as the whole; and binary data is recognised from its
//! beginning.
//! its beginning is told apart from text.
#![no_main]

use encodings::{Decoding, decode, decode_as};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((size, bytes)) = input.split_first() else {
        return;
    };
    let _ = decode(bytes, false);
    let Some(decoded) = decode(bytes, true) else {
        return;
    };
    let again = decode_as(decoded.encoding, bytes, true).expect("it is text in that encoding");
    assert_eq!(again.encoding, decoded.encoding);
    let mut reading = Decoding::new(decoded.encoding);
    let mut text = String::new();
    let pieces: Vec<&[u8]> = bytes.chunks(usize::from(*size).max(1)).collect();
    for (at, piece) in pieces.iter().enumerate() {
        reading.push(piece, at + 1 == pieces.len(), &mut text);
    }
    assert_eq!(text, again.text);
});
