//! Detecting and decoding text does not panic, even for bytes that are cut at the end, and decoding in pieces of any
//! size gives the same text as decoding the whole.
#![no_main]

use encodings::{StreamDecoder, decode, decode_as};
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
    let mut reading = StreamDecoder::new(decoded.encoding);
    let mut text = String::new();
    let pieces: Vec<&[u8]> = bytes.chunks(usize::from(*size).max(1)).collect();
    for (at, piece) in pieces.iter().enumerate() {
        reading.push(piece, at + 1 == pieces.len(), &mut text);
    }
    assert_eq!(text, again.text);
});
