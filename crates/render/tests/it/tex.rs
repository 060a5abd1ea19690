//! TeX that models write.

use render::render;

fn html(tex: &str, sign: &str) -> String {
    render(&format!("{sign}{tex}{sign}"))
        .iter()
        .map(|block| block.to_html())
        .collect()
}

/// What of a formula is read, without its elements.
fn read(tex: &str) -> String {
    let html = html(tex, "$");
    assert!(html.contains("<math"), "{tex}\n{html}");
    let text: String = scraper::Html::parse_fragment(&html)
        .root_element()
        .text()
        .collect();
    text.replace(['\u{2009}', '\u{a0}', '\u{2061}', ' '], "")
}

#[test]
fn what_models_write_is_set() {
    let mut wrong = Vec::new();
    for (tex, expected) in [
        (r"\operatorname*{arg\,max}_x f(x)", "argmaxxf(x)"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2H2+O2→2H2O"),
        (r"\mathop{\mathrm{arg\,max}}_x f", "argmaxxf"),
        (r"\mathop{\rm argmin}\limits_x f", "argminxf"),
        (r"\mathop{\text{ess sup}}_x f", "esssupxf"),
        (r"\mathop{\sum\sum}_{i,j}", "∑∑i,j"),
        (r"a \mod n", "amodn"),
        (r"5\ \mathrm{m} = 5~m", "5m=5m"),
        (r"\ce{CO2 + H2O <=> H2CO3}", "CO2+H2O⇌H2CO3"),
        (r"\ce{SO4^2-}", "SO42−"),
        (r"\ce{Na+ + Cl- ->[\Delta] NaCl v}", "Na++Cl−→ΔNaCl↓"),
        (r"\pu{5 kJ/mol}", "5kJ/mol"),
        (r"\SI{5}{\kg}", "5kg"),
        (r"\qty{9.81}{\m\per\s\squared}", "9.81ms−2"),
        (r"\unit{\km\per\h}", "kmh−1"),
        (r"\SI{3e8}{\meter\per\second}", "3×108ms−1"),
        (r"\ket{\psi}", "|ψ⟩"),
        (r"\bra{\phi}", "⟨ϕ|"),
        (r"\braket{a|b}", "⟨a|b⟩"),
        (r"\dv{y}{x}", "dydx"),
        (r"\pdv{f}{x}", "∂f∂x"),
        (r"\abs{x}", "|x|"),
        (r"\norm{x}", "‖x‖"),
        (r"\Set{x \mid x>0}", "{x|x>0}"),
        (r"x = \boxed{42}", "x=42"),
        (r"A \xrightarrow{f} B", "A→fB"),
        (r"\xleftrightarrow{a}", "↔a"),
        (r"\xrightleftharpoons[b]{a}", "⇌ba"),
        (r"\pmb{x}", "𝒙"),
        (r"\phantom{x}", "x"),
        (r"\smash{x}", "x"),
        (r"\mbox{or}", "or"),
        (r"\text{if $x>0$}", "ifx>0"),
        (r"a = b \label{eq:1}", "a=b"),
        (r"see \eqref{eq:1}", "see(eq:1)"),
        (r"\begin{eqnarray} a&=&b \end{eqnarray}", "a=b"),
        (r"\color{red}{x}", "x"),
        (r"\colorbox{yellow}{x}", "x"),
        (r"\cancel{x}", "x"),
        (r"\DeclareMathOperator{\sgn}{sgn} \sgn x", "sgnx"),
    ] {
        if read(tex) != expected {
            wrong.push(format!("{tex}: {} instead of {expected}", read(tex)));
        }
        assert!(!html(tex, "$").contains("style="), "{tex}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(html(r"\mathscr{L}", "$").contains("<math"));
}

/// Names each formula that is not read as it is expected to be.
fn assert_read(formulas: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (tex, expected) in formulas {
        let read = read(tex);
        if read != *expected {
            wrong.push(format!("{tex}: {read} instead of {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn units_have_their_powers_and_none_of_the_commands_around_them() {
    assert_read(&[
        (r"\qty{5}{\m^2}", "5m2"),
        (r"\qty{5}{\m^{-2}}", "5m−2"),
        (r"\qty{5}{\m\per\s^2}", "5ms−2"),
        (r"\qty{1}{\mathrm{m}}", "1m"),
        (r"\qty{1}{\mathrm{m/s^2}}", "1m/s2"),
        (r"\SI{1}{\text{m}}", "1m"),
        (r"\SI{1}{\mu\mathrm{m}}", "1µm"),
        (r"\SI{1}{\kg\cdot\m\,\s^{-1}}", "1kgms−1"),
        (r"\SI{1}{kg\,m}", "1kgm"),
        (r"\SI{20}{^\circ C}", "20°C"),
        (r"\SI{5}{\Omega}", "5Ω"),
        (r"\SI{5}{\kilo\Omega}", "5kΩ"),
        (r"\qty{5}{\square\meter}", "5m2"),
        (r"\qty{5}{\m\tothe{3}}", "5m3"),
        (r"\operatorname{\mathbf{x}}", "𝐱"),
        (r"\operatorname{\overline{lim}} a", "lim‾a"),
    ]);
}

#[test]
fn what_needs_a_class_has_one() {
    for (tex, class) in [
        (r"x = \boxed{42}", "tex-boxed"),
        (r"\phantom{x}", "tex-phantom"),
        (r"\color{red}{x}", "tex-red"),
        (r"a + \color{blue} b", "tex-blue"),
        (r"\textcolor{#00aa00}{x}", "tex-green"),
        (r"\colorbox{yellow}{x}", "tex-on-yellow"),
        (r"\cancel{x}", "tex-cancel"),
    ] {
        let html = html(tex, "$");
        assert!(
            html.contains(&format!("<mrow class=\"{class}\">")),
            "{tex}\n{html}"
        );
    }
    assert!(html(r"A \xrightarrow{f} B", "$").contains("<mo stretchy=\"true\">→</mo>"));
    assert!(html(r"\operatorname*{arg\,max}_x f", "$$").contains("<munder>"));
    assert!(html(r"\boxed{x}", "$$").contains("math-boxed"));
}

#[test]
fn what_cannot_be_set_stands_there_as_it_was_written() {
    for tex in [
        r"\ce",
        r"\nosuch{x}",
        r"\frac{1",
        r"\SI{5}",
        r"\newcommand{\x}{\x\x}\x",
    ] {
        let html = html(tex, "$");
        let is_set = html.contains("<math");
        assert!(
            is_set || html.contains(&format!("<code>{tex}</code>")),
            "{html}"
        );
    }
}

#[test]
fn a_blank_is_one_blank() {
    for tex in ["a~b", r"a\ b", r"a\text{ }b"] {
        let html = html(tex, "$");
        assert!(html.contains("<mtext>&nbsp;</mtext>"), "{html}");
    }
}
