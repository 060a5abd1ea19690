//! Streaming an answer in pieces of any size gives the same blocks as rendering it at once, finished blocks never
//! change, and no block contains active content. Panics of the formula library are ignored, as they are caught.
#![no_main]

use errand_fuzz::forgive;
use libfuzzer_sys::fuzz_target;
use render::{Block, Stream, render};

fuzz_target!(
    init: forgive(&["/pulldown-latex-"]),
    |input: (u8, &str)| {
        let (size, text) = input;
        // A link whose definition is in a later block is the one thing that a stream leaves as written.
        if text.contains("]:") {
            return;
        }
        let whole = render(text);
        for block in &whole {
            let html = block.to_html().to_ascii_lowercase();
            for tag in ["<script", "<iframe", "<object", "<embed", "<style"] {
                assert!(!html.contains(tag), "{html}");
            }
        }
        assert_eq!(streamed(text, usize::from(size).max(1)), whole);
    }
);

fn streamed(text: &str, size: usize) -> Vec<Block> {
    let mut stream = Stream::new();
    let (mut shown, mut finished) = (Vec::new(), 0);
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.ceil_char_boundary(size.min(rest.len())));
        rest = after;
        let update = stream.push(piece);
        assert!(update.from >= finished, "a finished block was changed");
        finished = stream.finished();
        update.apply(&mut shown);
    }
    let update = stream.finish();
    assert!(update.from >= finished, "a finished block was changed");
    update.apply(&mut shown);
    shown
}
