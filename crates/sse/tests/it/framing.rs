//! Bytes are split into frames: line ends, comments, limits.

use proptest::prelude::*;
use sse::{Frame, Framer, TooLong};

/// All frames, with the input split into chunks of `piece` bytes.
fn frames(bytes: &[u8], piece: usize) -> Result<Vec<String>, TooLong> {
    let mut framer = Framer::new(1000);
    let mut found = Vec::new();
    let mut note = |frame: Frame<'_>| {
        found.push(match frame {
            Frame::Data(data) => format!("data {data}"),
            Frame::Bare(json) => format!("bare {json}"),
            Frame::Done => "done".to_owned(),
        });
    };
    for mut input in bytes.chunks(piece) {
        while let Some(frame) = framer.next_frame(&mut input)? {
            note(frame);
        }
    }
    while let Some(frame) = framer.finish()? {
        note(frame);
    }
    Ok(found)
}

#[test]
fn all_line_ends_comments_and_other_fields_are_understood() {
    let bytes = b"\xEF\xBB\xBFdata: 1\r\n\r\ndata:2\n\n: comment\nid: 7\nretry: 5\nevent: x\ndata: 3\ndata:  4\n\ndata\n\n\
        data: 5\r\rdatax: no\n\ndata: [DONE]\n\n";
    for piece in 1..bytes.len() {
        let found = frames(bytes, piece).unwrap();
        assert_eq!(
            found,
            ["data 1", "data 2", "data 3\n 4", "data ", "data 5", "done"],
            "in pieces of {piece}"
        );
    }
}

#[test]
fn a_refusal_outside_any_field_is_found_on_one_line_or_several() {
    for json in [
        "{\"error\":{\"code\":\"x\"}}",
        "{\n  \"error\": {\n    \"code\": \"x\"\n  }\n}",
        "[{\"error\":{}}]",
    ] {
        for end in ["", "\n", "\n\n"] {
            let found = frames(format!("data: 1\n\n{json}{end}").as_bytes(), 5).unwrap();
            assert_eq!(
                found,
                ["data 1".to_owned(), format!("bare {json}\n")],
                "{json:?} {end:?}"
            );
        }
    }
}

#[test]
fn a_refusal_between_a_data_line_and_its_blank_line_takes_nothing_from_it() {
    let found = frames(b"data: 1\n{\"error\":{}}\n\n", 4).unwrap();
    assert_eq!(found, ["bare {\"error\":{}}\n", "data 1"]);
}

#[test]
fn a_refusal_in_a_field_of_its_own_is_found() {
    let found = frames(
        b"data: 1\n\nerror: {\"code\": 500}\n\nerror: 5 o'clock\n\ndata: 2\n\n",
        4,
    )
    .unwrap();
    assert_eq!(found, ["data 1", "bare {\"code\": 500}", "data 2"]);
}

#[test]
fn the_last_event_needs_no_blank_line() {
    assert_eq!(
        frames(b"data: 1\n\ndata: 2", 3).unwrap(),
        ["data 1", "data 2"]
    );
    assert_eq!(
        frames(b"data: 1\n\ndata: 2\n", 3).unwrap(),
        ["data 1", "data 2"]
    );
}

#[test]
fn a_line_longer_than_the_limit_is_refused_before_it_is_held() {
    let long = [b"data: ".as_slice(), &[b'x'; 1001]].concat();
    assert_eq!(frames(&long, 64), Err(TooLong { limit: 1000 }));
    let many = b"data: 0123456789012345678901234567890123456789\n".repeat(30);
    assert_eq!(frames(&many, 64), Err(TooLong { limit: 1000 }));
}

proptest! {
    #[test]
    fn any_bytes_in_any_pieces_give_the_same_frames(
        bytes in prop::collection::vec(prop::sample::select(b"d\r\n:{}[] aat\"\xC3\xA9".to_vec()), 0..80),
        piece in 1usize..9,
    ) {
        prop_assert_eq!(frames(&bytes, piece), frames(&bytes, usize::MAX));
    }
}
