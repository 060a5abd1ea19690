//! TeX of packages, and what a formula defines for itself.

use crate::tex::{assert_read, html};

#[test]
fn a_formula_may_define_commands_for_itself() {
    assert_read(&[
        (r"\newcommand{\R}{\mathbb{R}} x \in \R", "x∈ℝ"),
        (
            r"\newcommand{\norm}[1]{\left\lVert#1\right\rVert} \norm{x}",
            "‖x‖",
        ),
        (r"\newcommand\E{\mathbb{E}} \E[X]", "𝔼[X]"),
        (r"\renewcommand{\vec}[1]{\mathbf{#1}} \vec{x}", "𝐱"),
        (r"\newcommand{\f}[2][3]{#1+#2} \f{x},\f[1]{y}", "3+x,1+y"),
        (r"\def\x{y} \x", "y"),
        (r"\def\f#1{(#1)} \f{x}", "(x)"),
        (r"\let\eps\varepsilon \eps", "ε"),
        (r"\newcommand{\a}{\b}\newcommand{\b}{\alpha} \a y", "αy"),
    ]);
    for tex in [
        r"\newcommand{\x}{\x\x}\x",
        r"\def\a{\b\b}\def\b{\a\a}\a",
        r"\def\a#1{#1#1#1#1#1#1#1#1}\a{\a{\a{\a{\a{\a{\a{x}}}}}}}",
        r"\newcommand",
        r"\def\x",
        r"\newcommand{\x}[1]{#2}\x{a}",
        r"\catcode`\@=11",
    ] {
        assert!(!html(tex, "$").contains("<math"), "{tex}");
    }
}

#[test]
fn primes_and_a_power_are_one_superscript() {
    for (tex, expected) in [
        ("f'", "<msup><mi>f</mi><mrow><mi>′</mi></mrow></msup>"),
        (
            "x'^2",
            "<msup><mi>x</mi><mrow><mi>′</mi><mn>2</mn></mrow></msup>",
        ),
        (
            "x'_n",
            "<msubsup><mi>x</mi><mi>n</mi><mrow><mi>′</mi></mrow></msubsup>",
        ),
        (
            "x_n'",
            "<msubsup><mi>x</mi><mi>n</mi><mrow><mi>′</mi></mrow></msubsup>",
        ),
    ] {
        let html = html(tex, "$");
        assert!(html.contains(expected), "{tex}\n{html}");
    }
    assert_read(&[
        ("f''(x)", "f′′(x)"),
        ("x^2'", "x2′"),
        (r"\text{it's}", "it's"),
        ("'a", "′a"),
    ]);
}

#[test]
fn units_are_divided_as_the_options_say() {
    assert_read(&[
        (
            r"\qty[per-mode=symbol]{5}{\meter\per\second\squared}",
            "5m/s2",
        ),
        (
            r"\unit[per-mode = symbol]{\joule\per\mole\per\kelvin}",
            "J/(molK)",
        ),
        (r"\si[per-mode=symbol]{\per\second}", "1/s"),
        (r"\qty{2}{\raiseto{4}\meter}", "2m4"),
        (r"\unit{\gram\of{NaCl}\per\litre}", "gNaClL−1"),
    ]);
    let fraction = html(r"\unit[per-mode=fraction]{\meter\per\second}", "$");
    assert!(fraction.contains("<mfrac>"), "{fraction}");
}

#[test]
fn commands_in_a_reaction_have_their_arguments() {
    assert_read(&[
        (r"\ce{A ->[\text{heat}][\Delta] B}", "A→ΔheatB"),
        (r"\ce{A ->T[above] B}", "A→aboveB"),
        (r"\ce{A -> B \Delta H = -5 kJ}", "A→BΔH=−5kJ"),
    ]);
}

#[test]
fn nothing_of_the_notation_of_packages_is_shown() {
    assert_read(&[
        (r"\tensor{T}{^a_b^{cd}}", "Tabcd"),
        (r"R\indices{^a_{bc}}", "Rabc"),
        (r"\vb*{F} + \va*{a}", "𝐅+𝐚→"),
        (r"\bqty{a} \vqty{b} \erf(x)", "[a]|b|erf(x)"),
        (r"\begin{aligned}[t] a&=b \end{aligned}", "a=b"),
        (r"\cfrac[l]{1}{2}", "12"),
        (r"\sqrt[\leftroot{-2}\uproot{2}n]{k}", "kn"),
        (r"\matrix{a & b \cr c & d}", "abcd"),
        (r"\pmatrix{a & b \cr c & d}", "(abcd)"),
        (
            r"\begin{array}{cc} \toprule a & b \\ \midrule c & d \end{array}",
            "abcd",
        ),
        (
            r"\begin{array}{cc} a & b \\ \cline{1-2} c & d \end{array}",
            "abcd",
        ),
        (r"\enclose{longdiv}{123}", ")123‾"),
        (r"\enclose{horizontalstrike}[a]{x}\slashed{D}", "xD"),
        (r"\strut\mathstrut x\AA", "xÅ"),
        (r"x\textsuperscript{2}", "x2"),
    ]);
    let spaces = html(r"a \mkern18mu b \mspace{9mu} c", "$");
    assert!(
        spaces.contains("\"1em\"") && spaces.contains("\"0.5em\""),
        "{spaces}"
    );
    let lines = html(
        r"\begin{align} a&=b \\ \intertext{and} c&=d \end{align}",
        "$$",
    );
    assert_eq!(lines.matches("<mtr").count(), 3, "{lines}");
}

#[test]
fn accents_in_a_text_stand_on_their_letters() {
    assert_read(&[
        (
            r#"\text{Schr\"odinger, Poincar\'e, na\"{\i}ve}"#,
            "Schrödinger,Poincaré,naïve",
        ),
        (
            r"\text{Fran\c{c}ois, \v{S}koda, \o re, Ma\~nana}",
            "François,Škoda,øre,Mañana",
        ),
        (r"\text{\b{x} \^q}", "xq"),
    ]);
}
