//! Formulas in answers, and dollar signs that are no formula.

use crate::answers::{assert_as_written, paragraph, screens, shown};

#[test]
fn formulas_are_known_by_their_fence_and_by_their_environment() {
    for text in [
        "```math\n\\frac{1}{2}\n```",
        "- so\n\n  ```math\n  a^2\n  ```\n",
        "\\begin{equation}\na = b\n\\end{equation}",
        "So:\n\\begin{align*}\na &= b \\\\\n- c &= d\n\\end{align*}\nDone.",
        "We get \\begin{pmatrix} 1 & 2 \\end{pmatrix} here.",
        "1. Then\n   \\begin{gather}\n   a_1 * b_2 * c\n   \\end{gather}\n",
        "\\[\n\\begin{aligned}\na &= b\n\\end{aligned}\n\\]",
        "$$\n\\begin{cases} a \\\\ b \\end{cases}\n$$",
        "so $`a+b`$ is",
        "\\begin{CD}\nA @>f>> B\\\\\n@VVV @VVV\\\\\nC @>>> D\n\\end{CD}",
        "a $\\colorbox{yellow}{$x$}$ b",
        "a $\\ce{$n$ H2O}$ b",
        "a $x \\tag*{$*$}$ b",
    ] {
        let html = shown(text);
        assert_eq!(html.matches("<math").count(), 1, "{text}\n{html}");
        assert!(
            !html.contains("\\begin") && !html.contains('$'),
            "{text}\n{html}"
        );
        for screen in screens(text) {
            assert!(!screen.contains(['\\', '&']), "{text}\n{screen}");
        }
    }
    for text in [
        "`\\begin{equation}` starts one",
        "```tex\n\\begin{equation}\nx\n\\end{equation}\n```",
        "\\begin{itemize}\n\\item a\n\\end{itemize}",
        "\\begin{equation} never ends",
    ] {
        assert!(!shown(text).contains("<math"), "{text}");
    }
}

#[test]
fn a_formula_with_lines_of_its_own_may_have_blank_ones() {
    for text in [
        "\\[\na\n\nb\n\\]",
        "So:\n\n\\[\na\n\n- b\n\n= c\n\\]\n\nDone.",
        "- so\n\n  \\[\n  a\n\n  b\n  \\]\n- two",
    ] {
        let html = shown(text);
        assert_eq!(html.matches("<math").count(), 1, "{text}\n{html}");
        assert!(!html.contains("<p dir=\"auto\">["), "{text}\n{html}");
        for screen in screens(text) {
            assert!(!screen.contains("[<"), "{text}\n{screen}");
        }
    }
    assert!(!shown("\\[\na ~b~\n\nc\n\\]").contains('\\'));
    for text in [
        "\\[\na\n\nb",
        "\\[\na\n\n# b\n\\]",
        "\\[\na\n\n```\n\\]\n```",
        "\\[\na\n\nb \\] c",
    ] {
        assert!(!shown(text).contains("<math"), "{text}");
    }
    let long = format!("\\[\na\n\n{}\n\\]\n", "word word\n\n".repeat(400));
    assert!(!shown(&long).contains("<math"));
}

#[test]
fn dollars_of_names_and_sums_are_text() {
    for text in [
        "Set $PATH:$HOME/bin first",
        "The pairs $AAPL/$TSLA fell.",
        "Columns: Supplier, Price ($), Total ($)",
        "Use $HOME$USER or \"$A\":\"$B\".",
        "${HOME}/bin:${PATH} and $(pwd):$(date)",
        "Price ($/kg) and Sum ($/t)",
        "$BTC-$ETH, $A=$B, $x,$y",
    ] {
        assert_as_written(text);
    }
    assert_eq!(
        shown("The $x$-axis and $E=mc^2$.").matches("<math").count(),
        2
    );
    assert_eq!(
        shown("the $n$th of $f(x)$, ($a$) and ($b$)")
            .matches("<math")
            .count(),
        4
    );
    assert_eq!(
        paragraph("$PATH:**$HOME** and *x*"),
        "$PATH:<strong>$HOME</strong> and <em>x</em>"
    );
}

#[test]
fn a_formula_after_a_letter_of_another_script_or_put_onto_a_word_is_set() {
    for (text, formulas) in [
        ("设$x=1$，则$y=2$", 2),
        ("当$n$为偶数时", 1),
        ("함수$f$는 연속이다", 1),
        ("Пусть$x$ больше", 1),
        ("ให้$x$เป็น", 1),
        ("①$x$和②$y$", 2),
        ("已知$a$，$b$，求$c$", 3),
        ("则$2x+1$为奇数", 1),
        ("H$_2$O and CO$_2$", 2),
        ("10$^{-3}$ m at 90$^\\circ$", 2),
        ("5$\\times$3 and 3$\\times$10$^8$", 3),
        ("x$^2$, a$_n$, 50$\\%$", 3),
    ] {
        let html = shown(text);
        assert_eq!(html.matches("<math").count(), formulas, "{text}\n{html}");
        assert!(!html.contains('$'), "{text}\n{html}");
        for screen in screens(text) {
            assert!(!screen.contains("</math>$"), "{text}\n{screen}");
        }
    }
    for text in [
        "价格$5，原价$10",
        "从$100涨到$200",
        "价格$5或更多$",
        "5$-10$",
        "HK$100~HK$200",
        "foo$_BAR and x$_BAZ",
        "foo$_BAR$_BAZ",
        "a$\\n b$\\t",
    ] {
        assert!(!shown(text).contains("<math"), "{text}");
    }
}

#[test]
fn a_price_beside_one_of_another_currency_is_text() {
    for text in [
        "$5; R$ 10",
        "$5, R$ 10",
        "$5 (R$ 10)",
        "$5 = R$ 25",
        "$20 | R$ 100",
        "$50 (50$)",
        "$1,000/A$ 1,500; C$ 20",
        "about $3 (3$) each",
    ] {
        assert_as_written(text);
    }
    assert_eq!(
        shown("$2A$ and $5^2 - R$ 3, $[0, 1)$ and ($(0,1]$)")
            .matches("<math")
            .count(),
        4
    );
}

#[test]
fn an_environment_in_an_address_or_a_tag_belongs_to_it_and_leaves_later_formulas_as_they_are() {
    for before in [
        "http://a.b/\\begin{align}x\\end{align}",
        "See www.a.org/?q=\\begin{pmatrix}1\\end{pmatrix} and",
        "<a href=\"x\" title=\"\\begin{align}x\\end{align}\">so</a>",
    ] {
        let text = format!("{before}\n\nThen $\\text{{a $x$}}$ and 5 ~10~ 20");
        let html = shown(&text);
        assert_eq!(html.matches("<math").count(), 1, "{text}\n{html}");
        assert!(
            !html.contains('$') && !html.contains("<del>"),
            "{text}\n{html}"
        );
    }
}
