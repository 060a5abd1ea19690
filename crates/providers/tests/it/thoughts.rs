//! Inline thoughts are found wherever they are, however the text is split.

use proptest::prelude::*;
use providers::thoughts::{Split, Splitter};

/// The resulting text and thought after splitting these pieces, with `TextWasThought` applied.
fn split(mut splitter: Splitter, pieces: &[&str]) -> (String, String) {
    let (mut text, mut thought) = (String::new(), String::new());
    let mut take = |splits: Vec<Split>| {
        for split in splits {
            match split {
                Split::Text(more) => text.push_str(&more),
                Split::Thought(more) => thought.push_str(&more),
                Split::TextWasThought => {
                    assert_eq!(thought, "", "only before other thoughts");
                    thought = std::mem::take(&mut text);
                }
            }
        }
    };
    for piece in pieces {
        take(splitter.push(piece));
    }
    take(splitter.finish());
    (text, thought)
}

/// Checks the result for chunks of every length, from single characters to the whole.
fn always(written: &str, text: &str, thought: &str) {
    let ends: Vec<_> = written
        .char_indices()
        .map(|(at, _)| at)
        .chain([written.len()])
        .collect();
    for length in 1..ends.len().max(2) {
        let mut pieces = Vec::new();
        let mut from = 0;
        for end in ends.iter().copied().filter(|end| *end > 0) {
            if written[from..end].chars().count() == length || end == written.len() {
                pieces.push(&written[from..end]);
                from = end;
            }
        }
        let (told, thoughts) = split(Splitter::new(), &pieces);
        assert_eq!(
            (told.as_str(), thoughts.as_str()),
            (text, thought),
            "{written:?} by {length}"
        );
    }
}

#[test]
fn a_thought_at_the_beginning_is_no_part_of_the_answer() {
    always(
        "<think>\nHm. 1 < 2?\n</think>\n\nYes.",
        "Yes.",
        "Hm. 1 < 2?\n",
    );
    always("<thinking>Hm</thinking>Yes", "Yes", "Hm");
    always("\n <think>Hm</think> Yes", "\n Yes", "Hm");
}

#[test]
fn an_empty_thought_is_none() {
    always("<think>\n\n</think>\n\nYes.", "Yes.", "");
}

#[test]
fn a_closing_tag_alone_makes_all_before_it_a_thought() {
    always(
        "Hm, let me see.\n</think>\n\nYes.",
        "Yes.",
        "Hm, let me see.\n",
    );
    always("</think>Yes.", "Yes.", "");
}

#[test]
fn thoughts_between_paragraphs_are_found_too() {
    always(
        "One.\n<think>b</think>\nTwo.\n<thinking>c</thinking>Three",
        "One.\nTwo.\nThree",
        "bc",
    );
}

#[test]
fn an_answer_may_speak_about_tags() {
    for text in [
        "Write <think> and later </thought>.",
        "The tag `</think>` ends it.",
        "```\n<think>\nx\n</think>\n```\nDone.",
        "~~~xml\n</thinking>\n~~~",
        "a <thin",
        "1 </ 2",
        "<thinker>",
        "<think",
    ] {
        always(text, text, "");
    }
}

#[test]
fn after_a_thought_a_closing_tag_is_text() {
    always("<think>a</think>b </think> c", "b </think> c", "a");
}

#[test]
fn a_thought_that_never_ends_stays_one() {
    always("<think>a </thinking> b </thi", "", "a </thinking> b </thi");
}

#[test]
fn a_thought_that_the_template_opened_ends_with_its_tag() {
    for written in ["\nHm</think>\nYes", "<think>Hm</think>Yes"] {
        let (text, thought) = split(Splitter::in_thought(), &[written]);
        assert_eq!((text.as_str(), thought.as_str()), ("Yes", "Hm"));
    }
}

#[test]
fn where_thoughts_come_in_another_way_a_closing_tag_is_text() {
    let mut splitter = Splitter::new();
    splitter.settle();
    let written = "a </think> b";
    assert_eq!(split(splitter, &[written]).0, written);
}

proptest! {
    #[test]
    fn cutting_makes_no_difference(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "<think>", "</think>", "<thinking>", "</thinking>", "<", "/", "think", ">", "\n", " ", "```", "`",
                "~~~", "é", "word", "<thi", "nk>",
            ]),
            0..24,
        ),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        opened: bool,
    ) {
        let written = parts.concat();
        let mut at: Vec<usize> = cuts
            .iter()
            .map(|cut| cut.index(written.len() + 1))
            .filter(|cut| written.is_char_boundary(*cut))
            .chain([0, written.len()])
            .collect();
        at.sort_unstable();
        let pieces: Vec<&str> = at.windows(2).map(|pair| &written[pair[0]..pair[1]]).collect();
        let start = || if opened { Splitter::in_thought() } else { Splitter::new() };
        prop_assert_eq!(split(start(), &pieces), split(start(), &[&written]));
    }
}
