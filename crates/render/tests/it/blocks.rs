//! Each kind of block, rendered at once.

use insta::assert_snapshot;
use render::{highlight, plain_text, render};

fn html(markdown: &str) -> String {
    render(markdown)
        .into_iter()
        .map(|block| block.to_html())
        .collect::<Vec<_>>()
        .join("\n---\n")
}

const TOUR: &str = "\
# A heading with `code`

A paragraph with **strong**, *emphasis*, ~~struck~~ text, H<sub>2</sub>O,
a [link](https://example.com/a?b=c&d \"Title\") and https://example.org.
A line\\
broken.

> A quote
> - with a list

3. three
4. four

   with a paragraph

- [x] done
- [ ] open

| Left | Right | Mid |
|:-----|------:|:---:|
| a    | 1     | x   |
| b\\|c | 2     |     |

```rust
fn main() { println!(\"hi\"); } // note
```

    indented <code>

---

Inline $a < b$, \\(c\\) and display $$d = e$$, but $5 and $10.

![A chart](https://img.example.net/chart.png \"Chart\") and ![inline](data:image/png;base64,AAAA)

A claim[^1] and another[^note].

[^1]: Its source.
[^note]: Its note.
";

#[test]
fn every_kind_of_block_has_its_element() {
    assert_snapshot!(html(TOUR));
}

#[test]
fn a_link_reference_is_resolved_wherever_its_definition_stands() {
    assert_snapshot!(html("See [this][1].\n\nMore.\n\n[1]: https://example.com/ \"One\"\n"), @r#"
    <p dir="auto">See <a href="https://example.com/" data-external="" title="One" rel="noopener noreferrer nofollow">this</a>.</p>
    ---
    <p dir="auto">More.</p>
    "#);
}

#[test]
fn raw_html_is_shown_as_code_or_text_and_comments_are_not_shown() {
    assert_snapshot!(html("<details open>\n<summary>x</summary>\n</details>\n\na <font color=red>b</font> <!-- c --> d<br/>e\n\n<!-- gone -->\n"), @r##"
    <p dir="auto"><strong>x</strong></p>
    ---
    <p dir="auto">a &lt;font color=red&gt;b&lt;/font&gt;  d<br>e</p>
    ---

    "##);
}

#[test]
fn a_fence_around_nothing_shows_what_stands_on_it_once_it_is_closed() {
    assert_eq!(
        html("```csv comparison.csv\n```\n"),
        "<pre class=\"code\"><code>csv comparison.csv</code></pre>"
    );
    assert!(!html("```csv comparison.csv\n").contains(">csv comparison"));
}

#[test]
fn code_in_a_language_that_is_not_known_stays_plain() {
    assert_eq!(
        highlight("a < b", "no-such-language"),
        "<pre class=\"code\" data-language=\"no-such-language\"><code>a &lt; b</code></pre>"
    );
    assert_eq!(
        highlight("a < b", ""),
        "<pre class=\"code\"><code>a &lt; b</code></pre>"
    );
}

#[test]
fn code_after_the_limit_stays_plain_and_every_byte_is_kept() {
    let line = "let x = 1;\n";
    let lines = render::HIGHLIGHT_LIMIT / line.len();
    let html = highlight(&line.repeat(lines + 100), "rust");
    assert_eq!(html.matches("hl-keyword").count(), lines);
    let text: String = scraper::Html::parse_fragment(&html)
        .root_element()
        .text()
        .collect();
    assert_eq!(text, line.repeat(lines + 100));
}

#[test]
fn the_languages_that_people_meet_are_highlighted() {
    for (language, code, class) in [
        ("python", "def f(): return 'x'", "hl-keyword"),
        ("py", "# note", "hl-comment"),
        ("javascript", "const x = 'y'", "hl-string"),
        ("ts", "const x: number = 1", "hl-number"),
        ("bash", "echo \"$HOME\" # note", "hl-comment"),
        ("json", "{\"a\": 1}", "hl-string"),
        ("yaml", "a: 1 # note", "hl-comment"),
        ("toml", "a = 1", "hl-number"),
        ("sql", "SELECT 1 FROM t", "hl-keyword"),
        ("html", "<b class=\"x\">y</b>", "hl-tag"),
        ("css", "a { color: red }", "hl-"),
        ("c++", "int main() { return 0; }", "hl-keyword"),
        ("go", "func main() {}", "hl-keyword"),
        ("rust", "fn main() {}", "hl-keyword"),
        ("java", "class A {}", "hl-keyword"),
        ("diff", "+ added\n- removed", "hl-inserted"),
        ("r", "x <- 1", "hl-number"),
        ("dockerfile", "FROM debian", "hl-keyword"),
    ] {
        let html = highlight(code, language);
        assert!(html.contains(class), "{language}: {html}");
    }
}

#[test]
fn a_formula_is_mathml() {
    assert_snapshot!(html(
        "Inline $x^2$ and \\(a_1\\).\n\n$$\\frac{1}{2}$$\n\n\\[\\boxed{x = 1}\\]"
    ));
}

#[test]
fn a_formula_over_several_lines_is_not_taken_for_a_list_or_a_heading() {
    for formula in [
        "$$\na\n- b\n+ c\n= d\n$$",
        "\\[\na\n+ b\n\\]",
        "$$\n\\begin{aligned}\n1. 5 &= x \\\\\n# &= y\n\\end{aligned}\n$$",
    ] {
        let formula = formula.replace("# ", "");
        let html = html(&format!(
            "So:\n{formula}\nand\n\n- one\n\n  {}\n- two",
            formula.replace('\n', "\n  ")
        ));
        assert_eq!(html.matches("<math").count(), 2, "{formula}\n{html}");
        assert!(html.contains("</p>\n---\n<ul"), "{html}");
    }
    // Without an end it is not a formula, and no text is swallowed.
    assert!(html("$$\n- a\n\n- b $$").contains("<ul"));
    assert!(html("```\n$$\n- a\n$$\n```").contains("$$\n- a\n$$"));
}

#[test]
fn a_formula_that_is_no_tex_is_shown_as_it_was_written() {
    assert_snapshot!(html("$\\frac{1$ and $$\\no\\such{<b>}$$"));
}

#[test]
fn prices_are_no_formula() {
    for text in [
        "$5 and $10",
        "between $5-$10",
        "US$5 or US$10",
        "$5, or 6 US$, or **$7**",
        "5$-10$ each",
        "A$5–A$10",
    ] {
        assert!(!html(text).contains("math"), "{text}");
    }
    assert_eq!(html("$5, or 6 US$ x"), "<p dir=\"auto\">$5, or 6 US$ x</p>");
}

#[test]
fn the_formulas_that_people_meet_are_converted() {
    for tex in [
        "E = mc^2",
        "\\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}",
        "\\int_{-\\infty}^{\\infty} e^{-x^2} \\, dx = \\sqrt{\\pi}",
        "\\sum_{n=1}^{\\infty} \\frac{1}{n^2} = \\frac{\\pi^2}{6}",
        "\\lim_{x \\to 0} \\frac{\\sin x}{x} = 1",
        "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
        "\\begin{bmatrix} 1 & 0 \\\\ 0 & 1 \\end{bmatrix}",
        "f(x) = \\begin{cases} x & \\text{if } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
        "\\begin{aligned} a &= b + c \\\\ &= d \\end{aligned}",
        "\\begin{align*} a &= b \\\\ c &= d \\end{align*}",
        "\\begin{array}{c|c} a & b \\\\ \\hline c & d \\end{array}",
        "\\mathbb{R}, \\mathcal{L}, \\mathbf{v}, \\mathrm{kg}, \\vec{a}, \\hat{x}, \\bar{y}, \\dot{z}",
        "\\left( \\frac{a}{b} \\right)^{n}",
        "a \\leq b \\neq c \\approx d \\Rightarrow e \\iff f \\in \\{1, \\dots, n\\}",
        "\\binom{n}{k} = \\frac{n!}{k!(n-k)!}",
        "\\underbrace{a + b}_{\\text{sum}} \\overset{!}{=} c",
        "\\operatorname{rank}(A) \\tag{1} \\label{eq:rank}",
        "5\\,\\text{km/h} \\times 10\\% = 20^\\circ",
        "\\boxed{\\text{Answer: } 42}",
        "\\ce",
    ] {
        let html = html(&format!("$${tex}$$"));
        assert_eq!(html.contains("<math"), tex != "\\ce", "{tex}\n{html}");
    }
}

#[test]
fn plain_text_keeps_the_words_and_drops_the_marks() {
    assert_snapshot!(plain_text(TOUR));
}

#[test]
fn a_quote_nested_ten_thousand_deep_is_still_shown() {
    let blocks = render(&(">".repeat(10_000) + " deep"));
    assert_eq!(blocks.len(), 1);
    assert!(blocks[0].to_html().contains("deep"));
}
