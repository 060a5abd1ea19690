//! Folding a stream does not panic, the fold survives serialisation, and folding the stored events again gives the
//! same result.
#![no_main]

use interactions::sse::{Frame, Framer};
use interactions::{Accumulator, Change, Interaction, StreamEvent};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut framer = Framer::new(1 << 20);
    let mut input = bytes;
    let (mut fold, mut stored) = (Accumulator::new(), Vec::new());
    while let Ok(Some(frame)) = framer.next_frame(&mut input) {
        let (Frame::Data(json) | Frame::Bare(json)) = frame else {
            break;
        };
        let Ok(event) = StreamEvent::parse(&json) else {
            continue;
        };
        match fold.push(&event) {
            Change::Step(at) => assert!(at < fold.steps().len()),
            Change::Nothing | Change::Interaction | Change::Everything => {}
        }
        stored.push(event.raw);
    }
    assert!(fold.open_steps().all(|at| at < fold.steps().len()));
    let _ = fold.output_text();
    let so_far = fold.interaction();
    let _ = (
        so_far.output_images(),
        so_far.output_sounds().is_ok(),
        so_far.pending_calls(),
    );
    let written = serde_json::to_string(&so_far).expect("an interaction can be written");
    let read: Interaction = serde_json::from_str(&written).expect("and read");
    assert_eq!(
        serde_json::to_string(&read).expect("and written again"),
        written
    );
    let mut again = Accumulator::new();
    for raw in &stored {
        again.push(&StreamEvent::parse(raw).expect("it was read before"));
    }
    assert_eq!(again.interaction(), so_far);
});
