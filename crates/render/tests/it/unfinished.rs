//! Rendering of a text that is still arriving.

use render::Stream;

fn shown(markdown: &str) -> Vec<String> {
    let mut stream = Stream::new();
    let mut blocks: Vec<String> = Vec::new();
    for (position, c) in markdown.char_indices() {
        let update = stream.push(&markdown[position..position + c.len_utf8()]);
        blocks.truncate(update.from);
        blocks.extend(update.blocks.into_iter().map(|block| block.to_html()));
    }
    blocks
}

/// Returns the text shown after each character.
fn every_screen(markdown: &str) -> Vec<String> {
    (1..=markdown.len())
        .filter(|end| markdown.is_char_boundary(*end))
        .map(|end| shown(&markdown[..end]).join("\n"))
        .collect()
}

#[test]
fn a_fence_that_is_not_closed_looks_like_code_already() {
    let blocks = shown("Text\n\n```python\nx = **1**\ny = ");
    assert_eq!(blocks.len(), 2);
    assert!(blocks[1].starts_with("<pre class=\"code\" data-language=\"python\"><code>"));
    assert!(blocks[1].contains("**"));
}

#[test]
fn a_closing_fence_that_is_half_here_is_not_shown_as_code() {
    for screen in every_screen("```\ncode\n```\n") {
        assert!(!screen.contains('`'), "{screen}");
    }
}

#[test]
fn bold_text_is_bold_from_its_first_letter_and_its_stars_never_show() {
    for screen in every_screen("This is **very bold** and *slanted* and `code`. Done") {
        assert!(!screen.contains(['*', '`']), "{screen}");
    }
    assert_eq!(
        shown("This is **ver"),
        ["<p dir=\"auto\">This is <strong>ver</strong></p>"]
    );
}

#[test]
fn bold_text_in_a_list_item_or_over_two_lines_is_bold_at_once() {
    assert_eq!(
        shown("- one\n- **tw"),
        ["<ul dir=\"auto\"><li>one</li><li><strong>tw</strong></li></ul>"]
    );
    assert_eq!(
        shown("a **b\nc"),
        ["<p dir=\"auto\">a <strong>b<br>c</strong></p>"]
    );
}

#[test]
fn a_link_shows_its_text_until_its_address_is_here_and_the_address_never_shows() {
    for screen in every_screen("See [the docs](https://example.com/path) now") {
        assert!(!screen.contains("](") && !screen.contains('['), "{screen}");
        assert!(!screen.contains(">https"), "{screen}");
    }
    assert_eq!(shown("See [the do"), ["<p dir=\"auto\">See the do</p>"]);
    assert_eq!(
        shown("See [the docs](https://exa"),
        ["<p dir=\"auto\">See the docs</p>"]
    );
}

#[test]
fn a_table_is_a_table_from_its_first_header_cell_and_its_rule_never_shows() {
    for screen in every_screen("Text\n\n| Name | Price |\n|------|------:|\n| Nut | 3 |\n") {
        assert!(!screen.contains('|') && !screen.contains("--"), "{screen}");
    }
    assert!(shown("| Name | Pri")[0].contains("<th>Pri</th>"));
}

#[test]
fn a_paragraph_does_not_become_a_heading_for_a_moment_when_a_list_follows_it() {
    for screen in every_screen("Two things:\n- one\n- two\n1. x\n") {
        assert!(!screen.contains("<h"), "{screen}");
    }
}

#[test]
fn signs_that_are_no_markup_stay() {
    assert_eq!(
        shown("5 * 3 = 15 and a_b and 2*3"),
        ["<p dir=\"auto\">5 * 3 = 15 and a_b and 2*3</p>"]
    );
}

#[test]
fn a_raw_element_that_is_half_here_is_not_shown() {
    assert_eq!(shown("H<su"), ["<p dir=\"auto\">H</p>"]);
    assert_eq!(shown("1 < 2 and"), ["<p dir=\"auto\">1 &lt; 2 and</p>"]);
}

#[test]
fn a_formula_appears_whole_and_its_tex_never_shows() {
    for formula in [
        "$x^2 + \\frac{1}{2}$",
        "$2x + 3$",
        "$$\\sum_{i=1}^n a_i$$",
        "\\(a_1 * b_1\\)",
        "\\[\\int_0^1 x \\, dx\\]",
    ] {
        let text = format!("So {formula} is it, **and** more.");
        let screens = every_screen(&text);
        for screen in &screens {
            assert!(!screen.contains(['$', '\\', '^', '*']), "{screen}");
            let is_begun = screen.contains("<math");
            assert_eq!(is_begun, screen.contains("</math>"), "{screen}");
        }
        assert!(
            screens
                .last()
                .is_some_and(|screen| screen.contains("<math"))
        );
    }
}

#[test]
fn a_formula_over_several_lines_appears_whole() {
    let text = "Then:\n\n$$\n\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\n$$\n\nDone.";
    for screen in every_screen(text) {
        assert!(
            !screen.contains(['$', '\\', '&']) || screen.contains("</math>"),
            "{screen}"
        );
    }
}

#[test]
fn prices_are_shown_as_they_come() {
    assert_eq!(
        shown("It costs $5 for"),
        ["<p dir=\"auto\">It costs $5 for</p>"]
    );
    assert_eq!(
        shown("Between $5 and $10, or $20 each"),
        ["<p dir=\"auto\">Between $5 and $10, or $20 each</p>"]
    );
    assert_eq!(
        shown("That is 5$ more"),
        ["<p dir=\"auto\">That is 5$ more</p>"]
    );
}
