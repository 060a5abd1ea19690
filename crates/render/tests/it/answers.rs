//! Answers as models write them, rendered as they were meant: at once, and streamed in pieces of any length.

use render::{Block, Stream, plain_text, render, render_document};

/// Returns the blocks of the answer joined, after checking that streaming in pieces gives the same ones.
pub(crate) fn shown(markdown: &str) -> String {
    let whole = render(markdown);
    for size in [1, 7, 64] {
        let mut stream = Stream::new();
        let (mut blocks, mut finished) = (Vec::new(), 0);
        let mut rest = markdown;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.ceil_char_boundary(size.min(rest.len())));
            rest = after;
            let update = stream.push(piece);
            assert!(update.from >= finished, "{markdown:?}");
            finished = stream.finished();
            update.apply(&mut blocks);
        }
        stream.finish().apply(&mut blocks);
        assert_eq!(blocks, whole, "{size} {markdown:?}");
    }
    whole.iter().map(Block::to_html).collect()
}

/// Returns the content of an answer that is a single paragraph.
pub(crate) fn paragraph(markdown: &str) -> String {
    let html = shown(markdown);
    html.strip_prefix("<p dir=\"auto\">")
        .and_then(|html| html.strip_suffix("</p>"))
        .unwrap_or_else(|| panic!("{html}"))
        .to_owned()
}

pub(crate) fn assert_as_written(markdown: &str) {
    let plain = paragraph(markdown)
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    assert_eq!(plain, markdown);
    assert_eq!(plain_text(markdown), markdown);
}

/// Returns the URLs of the links.
pub(crate) fn links(markdown: &str) -> Vec<String> {
    shown(markdown)
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next().map(str::to_owned))
        .collect()
}

/// Returns what is shown after each character.
pub(crate) fn screens(markdown: &str) -> Vec<String> {
    let mut stream = Stream::new();
    let mut blocks = Vec::new();
    markdown
        .chars()
        .map(|c| {
            stream.push(&c.to_string()).apply(&mut blocks);
            blocks.iter().map(Block::to_html).collect()
        })
        .collect()
}

#[test]
fn one_tilde_strikes_nothing_and_two_do() {
    for text in [
        "大约3~5天，价格100~200元",
        "Give 2~3 drops, then wait 10~15 minutes.",
        "~ 5 and ~6 or ~/bin and ~user",
        "~a~ b ~c~",
        "約10~20%、~5日~",
    ] {
        assert_as_written(text);
    }
    assert_eq!(paragraph("~~gone~~ and H~2~O"), "<del>gone</del> and H~2~O");
    assert_eq!(
        paragraph("3~5天，**100~200元**，~~旧~~"),
        "3~5天，<strong>100~200元</strong>，<del>旧</del>"
    );
    assert_eq!(
        paragraph("*2~3* and `4~5~6`"),
        "<em>2~3</em> and <code>4~5~6</code>"
    );
    assert!(
        shown("| a | b |\n|---|---|\n| 1~2 | 3~4 |\n| 1~2~3 | x |\n").contains("<td>1~2~3</td>")
    );
    assert_eq!(
        links("see https://a.org/~x/~y and ~z~"),
        ["https://a.org/~x/~y"]
    );
}

#[test]
fn stars_between_numbers_and_between_letters_multiply() {
    for text in [
        "2*3*4 = 24",
        "The box holds 3*4*5*6 litres, or 10*20*30.",
        "V = a*b*c",
        "2**3**2 is 512",
        "so 2*3*x and x*3*2 and 2*x*y",
    ] {
        assert_as_written(text);
    }
    for (text, html) in [
        ("un*frigging*real", "un<em>frigging</em>real"),
        ("*2*3", "<em>2</em>3"),
        ("1. **2**", "<strong>2</strong>"),
        ("第*3*章", "第<em>3</em>章"),
        ("5 *6* 7", "5 <em>6</em> 7"),
    ] {
        assert!(shown(text).contains(html), "{text}\n{}", shown(text));
    }
}

#[test]
fn a_pipe_in_code_or_in_a_formula_of_a_row_parts_no_cells() {
    let table = |row: &str| shown(&format!("| a | b |\n|---|---|\n{row}\n| 1 | 2 |\n"));
    for (row, cells) in [
        (
            "| `ls | grep x` | 管道 |",
            ["<code>ls | grep x</code>", "管道"],
        ),
        (
            "| ``a`|b`` | `c|d` |",
            ["<code>a`|b</code>", "<code>c|d</code>"],
        ),
        ("`x || y` | or", ["<code>x || y</code>", "or"]),
        ("| `a \\| b` | c |", ["<code>a | b</code>", "c"]),
        ("| x | `y` | z |", ["x", "<code>y</code>"]),
        ("| ` | ` |", ["`", "`"]),
    ] {
        let cells = cells.map(|cell| format!("<td>{cell}</td>")).concat();
        let html = table(row);
        assert!(html.contains(&format!("<tr>{cells}</tr>")), "{row}\n{html}");
    }
    let html = table("| $|x|$ | `|` |");
    assert!(
        html.contains("</math></span></td><td><code>|</code></td>"),
        "{html}"
    );
}

#[test]
fn a_line_of_one_harmless_element_is_text() {
    assert_eq!(
        shown("a\n\n<br>\n\nb"),
        "<p dir=\"auto\">a</p><p dir=\"auto\"><br></p><p dir=\"auto\">b</p>"
    );
    assert_eq!(
        shown("<br/>\n**b**"),
        "<p dir=\"auto\"><br><br><strong>b</strong></p>"
    );
    assert!(shown("- a\n\n  <br>\n  b").contains("<br>b"));
    assert!(shown("<div>\nx\n</div>").contains("<pre"));
    assert!(shown("<br>\n- one\n- two").contains("<li>one</li>"));
    assert_eq!(
        paragraph("<s>a</s> <ins>b</ins> <small>c</small> <ruby>漢<rp>(</rp><rt>kan</rt></ruby>"),
        "<del>a</del> <u>b</u> <small>c</small> <ruby>漢<rp>(</rp><rt>kan</rt></ruby>"
    );
    assert!(paragraph("x <small onclick=y>c").contains("&lt;small"));
}

#[test]
fn lines_of_an_answer_are_lines_and_a_file_flows() {
    assert_eq!(
        paragraph("Anna Berg\nHauptstraße 4\n10115 Berlin"),
        "Anna Berg<br>Hauptstraße 4<br>10115 Berlin"
    );
    assert_eq!(paragraph("a  \nb\\\nc"), "a<br>b<br>c");
    assert!(shown("- a\n  b\n- c").contains("a<br>b"));
    assert!(shown("> a\n> b").contains("a<br>b"));
    assert_eq!(render_document("a\nb")[0].html, "<p dir=\"auto\">a\nb</p>");
}

#[test]
fn a_class_of_a_pattern_is_no_footnote() {
    for text in [
        "Keep only digits: replace [^0-9] with nothing.",
        "Use [^a-zA-Z0-9_] or [^aeiou] here.",
        "The pattern [^x]* and [^,]+ match; ([^/]+) too.",
        "Not a quote: [^\"] and a blank [^ ].",
    ] {
        assert_as_written(text);
    }
    let html = shown("A claim.[^1]\n\n[^1]: The source.");
    assert!(
        html.contains("<sup class=\"footnote-ref\" data-footnote=\"1\">1</sup>"),
        "{html}"
    );
    assert!(
        html.contains("<div class=\"footnote\" data-footnote=\"1\">"),
        "{html}"
    );
    assert!(
        shown("So[^note], and[^fn-2].\n\n[^note]: N\n\n[^fn-2]: M")
            .matches("footnote-ref")
            .count()
            == 2
    );
    let html = shown("Use [^0-9] so.\n\n[^0-9]: no digits\n\nand [^0-9].");
    assert!(!html.contains("footnote"), "{html}");
}

#[test]
fn a_class_of_a_pattern_in_code_stays_what_it_is_below_one_in_text() {
    let html = shown("Digits:\n[^0-9]: x\n<br>\n```\na\n\n[^0-9]: x\n");
    assert!(html.contains("<code>a\n\n[^0-9]: x\n</code>"), "{html}");
}

#[test]
fn an_alert_is_a_box_with_its_kind() {
    for (kind, title) in [
        ("NOTE", "Note"),
        ("TIP", "Tip"),
        ("IMPORTANT", "Important"),
        ("WARNING", "Warning"),
        ("CAUTION", "Caution"),
    ] {
        let class = title.to_lowercase();
        assert_eq!(
            shown(&format!("> [!{kind}]\n> Do not **unplug** it.")),
            format!(
                "<div class=\"alert alert-{class}\" dir=\"auto\">\
                 <p class=\"alert-title\" dir=\"auto\">{title}</p>\
                 <p dir=\"auto\">Do not <strong>unplug</strong> it.</p></div>"
            )
        );
    }
    assert!(shown("> [!OTHER]\n> x").contains("<blockquote"));
    assert!(shown(">[!NOTE]\n>x").contains("alert-note"));
    assert!(shown("> [!NOTE]- Folded\n> x").contains(">Folded</p>"));
    assert!(shown("> [!NOTE]+\n> x").contains(">Note</p>"));
    assert!(shown("- a\n\n  >[!tip]\n  > x").contains("alert-tip"));
    assert!(shown(">[!OTHER]\n>x").contains("<blockquote"));
    assert!(shown("Text.\n\n> [!note]\n> - a\n> - b\n\nAfter.").contains("alert-note"));
    for screen in screens("> [!WARNING]\n> Do not.") {
        assert!(
            !screen.contains("[!") && !screen.contains("WARN"),
            "{screen}"
        );
    }
}

#[test]
fn colours_of_a_terminal_outside_of_code_are_not_shown() {
    let text = "\u{1b}[32mok\u{1b}[0m and \u{1b}[1;31m**bad**\u{1b}[m [32m";
    assert_eq!(paragraph(text), "ok and <strong>bad</strong> [32m");
    assert_eq!(plain_text(text), "ok and bad [32m");
}

#[test]
fn bold_text_is_bold_from_its_first_letter_in_every_script() {
    for text in [
        "这是**重要的结论**，请看",
        "This is **important text** here",
        "これは**“大事”**です。**重要。**次",
        "한국어는 **강조(emphasis)**는 *기울임*을 쓴다",
        "- 价格**100~200元**（*约*）",
        "对**「引用」**的说明",
    ] {
        for screen in screens(text) {
            assert!(!screen.contains('*'), "{text}\n{screen}");
        }
        assert!(!shown(text).contains('*'), "{text}");
    }
    assert_eq!(
        screens("这是**重")[4],
        "<p dir=\"auto\">这是<strong>重</strong></p>"
    );
}

#[test]
fn output_of_a_terminal_has_its_colours_and_its_last_bar() {
    let text = "```\n\u{1b}[32mok\u{1b}[0m 10%\r50%\r100%\n```";
    assert_eq!(
        shown(text),
        "<pre class=\"code\"><code><span class=\"ansi-green\">ok</span> 100%\n</code></pre>"
    );
    assert_eq!(plain_text(text), "ok 100%");
    let text = "```\n\u{1b}[1;31mbad\nstill\u{1b}[0m\n10% [#  ]\r100% [###]\n```";
    assert_eq!(plain_text(text), "bad\nstill\n100% [###]");
}

#[test]
fn many_lines_of_one_element_leave_the_mending_of_the_rest_as_it_is() {
    for after in [
        "## Heading\n\n",
        "- item\n\n",
        "```\ncode\n```\n\n",
        "> [!NOTE]\n> x\n\n",
    ] {
        let text = format!("{}2*3*4", format!("<br>\n{after}").repeat(14));
        let html = shown(&text);
        assert!(html.contains("2*3*4"), "{html}");
        assert!(after.starts_with('`') || !html.contains("<pre"), "{html}");
    }
}

#[test]
fn a_collapsible_section_is_shown_with_its_summary_and_without_its_tags() {
    let text = "Answer.\n\n<details>\n<summary>How it was <em>computed</em></summary>\n\n- a **b**\n\n</details>\n\nEnd.";
    let html = shown(text);
    assert!(
        html.contains("<strong>How it was <em>computed</em></strong>"),
        "{html}"
    );
    assert!(html.contains("<strong>b</strong>"), "{html}");
    assert!(
        !html.contains("details") && !html.contains("<pre"),
        "{html}"
    );
    assert_eq!(plain_text(text), "Answer.\nHow it was computed\na b\nEnd.");
    for screen in screens(text) {
        assert!(!screen.contains("details"), "{screen}");
    }
}

#[test]
fn prices_in_many_currencies_are_no_formula() {
    assert_as_written("$100M vs $200M; $1k–$2k; A$5, C$6, R$ 10,00 e R$ 20,00");
    assert!(paragraph("So $a \\text{ of $5$}$ is.").contains("<math"));
}
