//! Text that arrives in pieces ends as if it had come at once, and finished blocks are left alone.

use proptest::prelude::*;
use render::{Block, Stream, render};

/// Applies updates as the window does, and checks their promise on the way.
struct Page {
    blocks: Vec<Block>,
    fixed: usize,
}

impl Page {
    fn apply(&mut self, update: render::Update, finished: usize) {
        assert!(update.from >= self.fixed, "a finished block was sent again");
        assert!(update.from <= self.blocks.len());
        self.blocks.truncate(update.from);
        self.blocks.extend(update.blocks);
        assert!(finished >= self.fixed && finished <= self.blocks.len());
        self.fixed = finished;
    }
}

fn streamed<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Vec<Block> {
    let mut stream = Stream::new();
    let mut page = Page {
        blocks: Vec::new(),
        fixed: 0,
    };
    for piece in pieces {
        let update = stream.push(piece);
        page.apply(update, stream.finished());
    }
    let update = stream.finish();
    page.apply(update, stream.finished());
    assert_eq!(page.fixed, page.blocks.len());
    page.blocks
}

/// Cuts a text at the given places.
fn cut(text: &str, places: &[prop::sample::Index]) -> Vec<String> {
    let mut ends: Vec<_> = places
        .iter()
        .map(|place| text.floor_char_boundary(place.index(text.len() + 1)))
        .chain([0, text.len()])
        .collect();
    ends.sort_unstable();
    ends.windows(2)
        .map(|pair| text[pair[0]..pair[1]].to_owned())
        .collect()
}

/// Markdown made of pieces that change what stands before them.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n"),
        Just("\n\n"),
        Just("- "),
        Just("* "),
        Just("1. "),
        Just("10) "),
        Just("  "),
        Just("    "),
        Just("\t"),
        Just("> "),
        Just("# "),
        Just("##"),
        Just("==="),
        Just("---"),
        Just("-"),
        Just("```"),
        Just("```py\n"),
        Just("~~~"),
        Just("``"),
        Just("`"),
        Just("| a | b |\n"),
        Just("|---|---|\n"),
        Just("|"),
        Just("**"),
        Just("*"),
        Just("_"),
        Just("~~"),
        Just("<div>"),
        Just("</div>"),
        Just("<!--"),
        Just("-->"),
        Just("<b>"),
        Just("<script>"),
        Just("$$"),
        Just("$"),
        Just("\\"),
        Just("\\("),
        Just("\\)"),
        Just("&amp;"),
        Just("word"),
        Just("Größe"),
        Just("http://a.b/"),
        Just("[^1]"),
        Just("[^1]: note\n"),
        Just("[^x"),
        Just("\r\n"),
        Just("\r"),
        Just("{}"),
        Just(":"),
        Just("[x] "),
        Just("[ ] "),
        Just("\u{2028}"),
        Just("\0"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_cutting_of_markdown_ends_like_the_whole(
        text in markdown(),
        places in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let pieces = cut(&text, &places);
        let streamed = streamed(pieces.iter().map(String::as_str));
        prop_assert_eq!(streamed, render(&text));
    }

    #[test]
    fn markdown_that_comes_character_by_character_ends_like_the_whole(text in markdown()) {
        let pieces: Vec<_> = text.chars().map(String::from).collect();
        prop_assert_eq!(streamed(pieces.iter().map(String::as_str)), render(&text));
    }

    #[test]
    fn text_of_any_characters_never_panics_and_ends_like_the_whole(
        text in "(\\PC|[\\x00-\\x7f]){0,120}",
        places in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        // A link whose definition comes later is the documented difference.
        let text = text.replace("]:", "] :");
        let pieces = cut(&text, &places);
        let streamed = streamed(pieces.iter().map(String::as_str));
        prop_assert_eq!(streamed, render(&text));
    }
}

#[test]
fn a_link_finds_a_definition_that_stood_in_an_earlier_block() {
    let text = "[Docs]: <https://example.com/a b> \"The \\\"docs\\\"\"\n\n> [other]: https://example.org\n> x\n\nA.\n\nSee [docs], [that][other] and [none].\n";
    let pieces: Vec<_> = text.chars().map(String::from).collect();
    let streamed = streamed(pieces.iter().map(String::as_str));
    assert_eq!(streamed, render(text));
    assert_eq!(
        streamed
            .last()
            .expect("a block")
            .html
            .matches("<a ")
            .count(),
        2
    );
}

#[test]
fn a_link_whose_definition_comes_in_a_later_block_stays_as_written() {
    let text = "See [docs].\n\nMore.\n\n[docs]: https://example.com\n";
    let pieces: Vec<_> = text.chars().map(String::from).collect();
    let streamed = streamed(pieces.iter().map(String::as_str));
    assert_eq!(streamed[0].html, "<p dir=\"auto\">See [docs].</p>");
    assert!(
        render(text)[0]
            .html
            .contains("<a href=\"https://example.com/\"")
    );
}

#[test]
fn a_table_that_took_its_first_row_from_a_paragraph_ends_like_the_whole() {
    for text in [
        "| a |\n    | b |\n|---|\n| c |\n\nend\n",
        "x\n2. | a |\n|---|---|\n\nend\n",
    ] {
        let pieces: Vec<_> = text.split_inclusive('\n').collect();
        assert_eq!(streamed(pieces), render(text), "{text:?}");
    }
}

#[test]
fn a_footnote_mark_is_one_at_once_and_its_text_stands_where_it_was_written() {
    let mut stream = Stream::new();
    let update = stream.push("A claim[^1] and.\n\nNext.\n\n[^1]: Source");
    assert!(
        update.blocks[0]
            .html
            .contains("<sup class=\"footnote-ref\" data-footnote=\"1\">1</sup>")
    );
    assert!(update.blocks[2].html.contains("Source"));
}

#[test]
fn the_work_for_one_more_block_does_not_grow_with_the_text_before_it() {
    let block =
        "A paragraph with **strong** words and `code`.\n\n```py\nprint(1)\n```\n\n- a\n- b\n\n";
    let mut stream = Stream::new();
    let mut costs = Vec::new();
    for _ in 0..200 {
        let before = stream.parsed_bytes();
        for piece in block.split_inclusive(' ') {
            stream.push(piece);
        }
        costs.push(stream.parsed_bytes() - before);
    }
    // After the first round every round costs the same: nothing finished is read again.
    assert!(costs[1..].iter().all(|cost| *cost == costs[1]), "{costs:?}");
    assert_eq!(stream.finished(), 200 * 3 - 1);
}
