//! Source numbers are placed at the end of the claim.

use insta::assert_snapshot;
use proptest::prelude::*;
use render::{Citation, render, render_with_citations};

/// Renders with a source number at the end of each of the given pieces of text.
fn cited(markdown: &str, pieces: &[(&str, u32)]) -> String {
    let citations: Vec<_> = pieces
        .iter()
        .map(|(piece, number)| {
            let start = markdown.find(piece).expect("the piece is in the text");
            Citation {
                range: start..start + piece.len(),
                number: *number,
            }
        })
        .collect();
    let blocks = render_with_citations(markdown, &citations);
    blocks
        .into_iter()
        .map(|block| block.to_html())
        .collect::<Vec<_>>()
        .join("\n---\n")
}

#[test]
fn a_number_follows_the_cited_text_also_in_the_middle_of_a_line() {
    assert_snapshot!(cited("Rain is wet. Sün is hot. End.", &[("Rain is wet.", 1), ("Sün is hot.", 2)]), @r#"<p dir="auto">Rain is wet.<sup class="citation" data-citation="1">1</sup> Sün is hot.<sup class="citation" data-citation="2">2</sup> End.</p>"#);
}

#[test]
fn two_sources_of_one_claim_stand_side_by_side_and_a_repeated_one_only_once() {
    assert_snapshot!(cited("A claim.", &[("A claim.", 2), ("claim.", 1), ("A claim.", 2)]), @r#"<p dir="auto">A claim.<sup class="citation" data-citation="1">1</sup><sup class="citation" data-citation="2">2</sup></p>"#);
}

#[test]
fn a_number_waits_for_the_end_of_emphasis_links_and_code() {
    assert_snapshot!(cited("**bold**, [link text](https://example.com) and `code` x", &[("**bold**", 1), ("link", 2), ("`co", 3)]), @r#"<p dir="auto"><strong>bold</strong><sup class="citation" data-citation="1">1</sup>, <a href="https://example.com/" data-external="" rel="noopener noreferrer nofollow">link text</a><sup class="citation" data-citation="2">2</sup> and <code>code</code><sup class="citation" data-citation="3">3</sup> x</p>"#);
}

#[test]
fn numbers_find_list_items_table_cells_and_text_after_footnotes() {
    assert_snapshot!(cited("- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\nx[^1] y z\n", &[("one", 1), ("two\n\n", 2), ("| c", 3), ("y", 4)]), @r#"
    <ul dir="auto"><li>one<sup class="citation" data-citation="1">1</sup></li><li>two<sup class="citation" data-citation="2">2</sup></li></ul>
    ---
    <div class="table-scroll"><table dir="auto"><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c<sup class="citation" data-citation="3">3</sup></td><td>d</td></tr></tbody></table></div>
    ---
    <p dir="auto">x<sup class="footnote-ref" data-footnote="1">1</sup> y<sup class="citation" data-citation="4">4</sup> z</p>
    "#);
}

#[test]
fn a_range_outside_the_text_or_inside_a_character_moves_to_a_place_that_exists() {
    let citations = [
        Citation {
            range: 0..2,
            number: 1,
        },
        Citation {
            range: 9..usize::MAX,
            number: 2,
        },
    ];
    let blocks = render_with_citations("aü b", &citations);
    assert_snapshot!(blocks[0].html, @r#"<p dir="auto">a<sup class="citation" data-citation="1">1</sup>ü b<sup class="citation" data-citation="2">2</sup></p>"#);
}

proptest! {
    #[test]
    fn any_range_in_any_text_gives_every_number_once_and_changes_nothing_else(
        markdown in "(\\PC|[ \n*_`\\[\\]()!|#>-]){1,80}",
        ends in prop::collection::vec(0usize..120, 1..6),
    ) {
        let citations: Vec<_> = ends
            .iter()
            .enumerate()
            .map(|(position, end)| Citation { range: 0..*end, number: 1000 + position as u32 })
            .collect();
        let plain: String = render(&markdown).into_iter().map(|block| block.to_html()).collect();
        let mut cited: String = render_with_citations(&markdown, &citations)
            .into_iter()
            .map(|block| block.to_html())
            .collect();
        if !cited.is_empty() {
            for citation in &citations {
                let number = citation.number;
                let mark = format!("<sup class=\"citation\" data-citation=\"{number}\">{number}</sup>");
                prop_assert_eq!(cited.matches(&mark).count(), 1, "{}", cited);
                cited = cited.replace(&mark, "");
            }
        }
        prop_assert_eq!(plain, cited);
    }
}
