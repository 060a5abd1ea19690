//! Streamed text ends as if it had arrived at once, and finished blocks do not change.

use proptest::prelude::*;
use render::{Block, Stream, render};

/// Applies updates as the window does, and checks their guarantees.
struct Page {
    blocks: Vec<Block>,
    fixed: usize,
}

impl Page {
    fn apply(&mut self, update: render::Update, finished: usize) {
        assert!(update.from >= self.fixed, "a finished block was sent again");
        assert!(update.from <= self.blocks.len());
        if update.kept > 0 {
            let grown = &self.blocks[update.from];
            assert!(update.kept <= grown.pieces.len(), "pieces are missing");
            assert_eq!(update.blocks[0].html, grown.html);
        }
        update.apply(&mut self.blocks);
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

/// Asserts equality, naming the first block, and the first piece in it, that differs.
fn assert_same(streamed: &[Block], text: &str) {
    let whole = render(text);
    for (streamed, whole) in streamed.iter().zip(&whole) {
        assert_eq!(streamed.html, whole.html, "{text:.60?}");
        for (streamed, whole) in streamed.pieces.iter().zip(&whole.pieces) {
            assert_eq!(streamed, whole, "{text:.60?}");
        }
        assert_eq!(streamed.pieces.len(), whole.pieces.len(), "{text:.60?}");
    }
    assert_eq!(streamed.len(), whole.len(), "{text:.60?}");
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

/// More lines than fit into one piece of code.
const LINES: &str = concat!(
    "let x = 1; // [one](two) $$ [^1]\n\n",
    "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\no\np\n",
    "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\no\np\n",
);

/// Markdown made of fragments that change what precedes them.
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
        Just("3~5 "),
        Just("$A:$B"),
        Just("http://a.b/x。"),
        Just("[^0-9]"),
        Just("[^0-9]: x\n"),
        Just("> [!NOTE]\n"),
        Just("```math\n"),
        Just("\\begin{align}"),
        Just("\\end{align}"),
        Just("$\\text{a $x$}$"),
        Just("\u{1b}[31m"),
        Just("中www.a.b"),
        Just("设$x$"),
        Just("<br>\n"),
        Just("<s>"),
        Just(">[!NOTE]\n"),
        Just("\\[\n"),
        Just("\\]\n"),
        Just("| `a|b` | `c` |\n"),
        Just("<div>"),
        Just("<details>\n<summary>"),
        Just("</summary>\n"),
        Just("</details>"),
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
        Just("- item\n- [ ] task\n- **last**\n"),
        Just("  more\n\n  of it\n"),
        Just("| 1 | **2** |\n| 3 |\n"),
        Just(LINES),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_byte_order_mark_is_dropped_at_the_beginning_and_joins_words_elsewhere() {
    for text in [
        "\u{feff}# Basalt",
        "\u{feff}\u{feff}# Basalt",
        "A \u{feff}rock\n\n\u{feff}# Basalt\n\n- \u{feff}dark",
        "$$x\u{feff}y$$ and `\u{feff}`",
    ] {
        for size in 1..=text.len() {
            let mut pieces = Vec::new();
            let mut rest = text;
            while !rest.is_empty() {
                let (piece, after) = rest.split_at(rest.ceil_char_boundary(size.min(rest.len())));
                pieces.push(piece);
                rest = after;
            }
            assert_same(&streamed(pieces), text);
        }
    }
    assert!(render("\u{feff}# Basalt")[0].html.contains("<h1"));
}

#[test]
fn what_a_later_line_or_round_reads_otherwise_ends_like_the_whole() {
    for text in [
        "http://a.b/\\begin{align}\\end{align}>[!NOTE]\n> $\\text{a $x$}$- item\n- [ ] task\n- **last**\n",
        "``$A:$B\\begin{align}$$- item\n- [ ] task\n- **last**\n\\end{align}",
        "- item\n- [ ] task\n- **last**\n<br>\n$>[!NOTE]\n1. \n<script>",
        ">[!NOTE]\n\\[\n10) >[!NOTE]\n",
        "$$\\| a | b |\n|---|---|\n``| a | b |\n<br>\n<script>",
        "<br>\n```\n\n<br>\n```\n",
    ] {
        let characters: Vec<_> = text.chars().map(String::from).collect();
        assert_same(&streamed(characters.iter().map(String::as_str)), text);
    }
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
        // A link whose definition follows later is the documented exception.
        let text = text.replace("]:", "] :");
        let pieces = cut(&text, &places);
        let streamed = streamed(pieces.iter().map(String::as_str));
        prop_assert_eq!(streamed, render(&text));
    }
}

/// Long blocks of every growing kind, with details that are known late: that a list is loose or has tasks, the target
/// of one of its links, that an empty fence shows its info string.
fn long_texts() -> Vec<String> {
    let repeat =
        |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let code = repeat(70, &|n| format!("fn f{n}() {{ \"text {n}\" }} /* {n}\n"));
    let rows = repeat(40, &|n| format!("| {n} | **b{n}** | <b>x | `c|` |\n"));
    let items = repeat(40, &|n| {
        format!("{n}. item *{n}* <b>\n   on\n   - inner {n}\n")
    });
    vec![
        format!("Text.\n\n```rust\n{code}```\n\nAfter.\n"),
        format!("~~~~\n{code}~~~\n{code}"),
        format!("  ```py title\n{code}  ```\nAfter.\n```\n{code}"),
        format!("```notes.md\n{}```\nx\n", "\n".repeat(100)),
        format!("```notes.md\n{}word", "\n".repeat(100)),
        format!("```\r\n{}```\r\nx\r\n", code.replace('\n', "\r\n")),
        format!("| a | b |\n|---|:-:|\n{rows}\nAfter.\n"),
        format!("Before:\n| a | b | c |\n|---|--:|---|\n{rows}> quote\n\n{rows}"),
        format!("{items}\nAfter.\n"),
        format!("{items}\n40. loose\n\n    now\n\nAfter.\n"),
        format!("3) start\n{}3. other\n", items.replace(". ", ") ")),
        format!("{}- [x] done\n\n  - b\n- c", "- a\n- b\n".repeat(40)),
        format!(
            "{}- [docs]: https://example.com\n- last\n\nAfter [docs].\n",
            "- see [docs]\n- see\n- see\n- see\n".repeat(10)
        ),
        format!("{}- $$\n- x\n$$\n- y\n", "- a\n".repeat(40)),
        format!("<div>\n{code}\n\nAfter.\n"),
        format!(
            "- one\n\n  ```\n{}  ```\n- two\n",
            code.replace("fn", "  fn")
        ),
    ]
}

#[test]
fn long_blocks_cut_into_pieces_of_any_length_end_like_the_whole() {
    for text in long_texts() {
        for length in [1, 7, 64, 4096] {
            let mut rest = text.as_str();
            let pieces = std::iter::from_fn(|| {
                let end = rest.ceil_char_boundary(length.min(rest.len()));
                let (piece, after) = rest.split_at(end);
                rest = after;
                (!piece.is_empty()).then_some(piece)
            });
            assert_same(&streamed(pieces), &text);
        }
    }
}

#[test]
fn the_cost_of_one_more_line_of_a_long_block_does_not_grow() {
    let code = |n: usize| format!("let x{n} = {n};\n");
    let row = |n: usize| format!("| {n} | b |\n");
    let item = |n: usize| format!("- item {n}\n");
    let blocks: [(&str, &dyn Fn(usize) -> String); 4] = [
        ("```rust\n", &code),
        ("| a | b |\n|---|---|\n", &row),
        ("Before:\n| a | b |\n|---|---|\n", &row),
        ("", &item),
    ];
    for (head, line) in blocks {
        let mut stream = Stream::new();
        stream.push(head);
        let cost = |stream: &mut Stream, lines: std::ops::Range<usize>| {
            let before = stream.parsed_bytes();
            let mut told = 0;
            for n in lines {
                for piece in line(n + 1000).split_inclusive(' ') {
                    let update = stream.push(piece);
                    let html: usize = update
                        .blocks
                        .iter()
                        .map(|block| block.to_html().len())
                        .sum();
                    told += html as u64;
                }
            }
            (stream.parsed_bytes() - before, told)
        };
        cost(&mut stream, 0..100);
        let (parsed, told) = cost(&mut stream, 100..164);
        cost(&mut stream, 164..936);
        let (parsed_later, told_later) = cost(&mut stream, 936..1000);
        assert!(parsed_later <= parsed, "{head:?} {parsed} {parsed_later}");
        assert!(told_later <= told, "{head:?} {told} {told_later}");
    }
}

#[test]
fn an_update_that_waits_takes_in_the_newer_ones() {
    for text in long_texts() {
        let mut stream = Stream::new();
        let mut shown = Vec::new();
        let mut waiting: Option<render::Update> = None;
        for (position, piece) in text.split_inclusive(' ').enumerate() {
            let update = stream.push(piece);
            match &mut waiting {
                Some(waiting) => waiting.merge(update),
                None => waiting = Some(update),
            }
            if position % 9 == 0 {
                waiting.take().expect("one waits").apply(&mut shown);
            }
        }
        let mut last = waiting.take().unwrap_or_else(|| stream.push(""));
        last.merge(stream.finish());
        last.apply(&mut shown);
        assert_same(&shown, &text);
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
            .to_html()
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
    // After the first round every round costs the same: nothing finished is parsed again.
    assert!(costs[1..].iter().all(|cost| *cost == costs[1]), "{costs:?}");
    assert_eq!(stream.finished(), 200 * 3 - 1);
}

#[test]
fn what_is_decided_about_a_block_depends_on_nothing_that_comes_later() {
    for text in [
        "\\begin{align}\\end{align}[^1]: note\n```- \\begin{align}\n> [!NOTE]\n  more\n",
        "$$\n[^0-9]: x\n> [!NOTE]\n[^0-9]http://a.b/x。",
        "-->```py\n- 1. ``>[!NOTE]\n\t中www.a.b",
        "<br>\n```let x = 1;\n\na\n[^x[^1]: note\n",
        "<br>\n- <br>\n  3~5~ [^0-9]\n\n>[!NOTE]\n[^0-9]: x\n",
        "\\[\na ~b~\n\nc [^0-9]\n\\]\n",
        "$\\text{a $x$}$- item\n- [ ] task\n- **last**\n$$- $A:$B\\$$ end",
    ] {
        let pieces: Vec<_> = text.chars().map(String::from).collect();
        assert_same(&streamed(pieces.iter().map(String::as_str)), text);
    }
}
