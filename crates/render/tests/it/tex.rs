//! TeX that models write.

use render::render;

pub(crate) fn html(tex: &str, sign: &str) -> String {
    render(&format!("{sign}{tex}{sign}"))
        .iter()
        .map(|block| block.to_html())
        .collect()
}

/// Returns the visible text of a formula.
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
        (r"\cancelto{0}{x}", "x0"),
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

/// Reports each formula whose text differs from the expected one.
pub(crate) fn assert_read(formulas: &[(&str, &str)]) {
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
fn a_command_between_its_arguments_is_set_like_one_before_them() {
    assert_read(&[
        (r"{n \choose k}", "(nk)"),
        (r"n \choose k", "(nk)"),
        (r"{a \over b} + 1", "ab+1"),
        (r"{a \over {b \over c}}", "abc"),
        (r"\left( a + b \over c \right) x", "(a+bc)x"),
        (r"{a \atop b}", "ab"),
        (r"{n \brace k}", "{nk}"),
        (r"{n \brack k}", "[nk]"),
        (
            r"\begin{cases} a \over b & c \\ d & e \over f \end{cases}",
            "{abcdef",
        ),
        (r"\begin{array}{cc} a \over b & c \end{array}", "abc"),
        (r"\overline{x} \overset{a}{b}", "x‾ba"),
    ]);
    assert!(html(r"{a \over b}", "$").contains("<mfrac>"));
    assert!(html(r"{a \atop b}", "$").contains("linethickness=\"0"));
}

#[test]
fn lines_outside_of_an_environment_are_lines() {
    for (tex, rows) in [
        (r"a \\ b", 2),
        (r"a = b \\[4pt] c = d \\", 3),
        (r"a &= b \\ &= c", 2),
        (r"a \\ \begin{pmatrix} b \\ c \end{pmatrix}", 4),
        (r"\phantom{x} \fbox{a \\ b}", 2),
        (r"x \\", 0),
        (r"\substack{a \\ b}", 2),
    ] {
        let html = html(tex, "$$");
        assert_eq!(html.matches("<mtr").count(), rows, "{tex}\n{html}");
        assert!(html.contains("<math") && !html.contains("<code>"), "{tex}");
    }
}

#[test]
fn a_charge_before_the_state_of_a_substance_is_raised() {
    for (tex, charges) in [
        (r"\ce{Ag+(aq) + Cl-(aq) -> AgCl(s)}", 2),
        (r"\ce{Na+(g)}", 1),
        (r"\ce{CH3-(CH2)}", 0),
    ] {
        let html = html(tex, "$");
        assert_eq!(html.matches("<msup>").count(), charges, "{tex}\n{html}");
    }
}

#[test]
fn commands_of_packages_are_set() {
    assert_read(&[
        (r"\mqty(a & b \\ c & d)", "(abcd)"),
        (r"\mqty{a & b \\ c & d}", "abcd"),
        (r"\mqty[a \\ (b)]", "[a(b)]"),
        (r"\pmqty{a & b \\ c & d}", "(abcd)"),
        (r"\bmqty{a&b\\c&d}", "[abcd]"),
        (r"\numlist{1;2;3}", "1,2,3"),
        (r"\SIlist{1;2}{\m}", "1m,2m"),
        (r"\qtylist{1;2}{\m}", "1m,2m"),
        (r"\qtyproduct{1 x 2}{\m}", "1m×2m"),
        (r"a \cross b \vdot c", "a×b⋅c"),
        (r"\var{F}", "δF"),
        (r"\var(X)", "Var(X)"),
        (r"\poisson{A}{B}", "{A,B}"),
        (r"\principalvalue", "𝒫"),
        (r"\genfrac{(}{)}{0pt}{}{n}{k}", "(nk)"),
        (r"\genfrac{}{}{}{0}{a}{b}", "ab"),
        (r"\genfrac{[}{\rangle}{1pt}{1}{a}{b}", "[ab⟩"),
        (r"\llbracket x \rrbracket", "⟦x⟧"),
        (r"\left\llbracket x \right\rrbracket", "⟦x⟧"),
        (r"\prescript{14}{6}{C}", "614C"),
        (r"\idotsint f", "∫⋯∫f"),
        (r"\varlimsup x", "lim‾x"),
        (r"\injlim A \projlim B", "injlimAprojlimB"),
        (r"\ddddot{x}", "x...."),
        (r"\overarc{AB}", "AB⏜"),
        (r"a \pod{n}", "a(n)"),
        (r"a\hspace*{1em}b\mspace{5mu}c", "abc"),
        (r"a\rule{0pt}{2em}b", "ab"),
        (r"\large x + \tiny y", "x+y"),
        (r"\bold{x}\Bbb{R}\frak{g}", "𝐱ℝ𝔤"),
        (r"\sech x + \tg y + \ctg z + \th u", "sechx+tgy+ctgz+thu"),
        (r"\mathchoice{a}{b}{c}{d}", "b"),
        (r"\vcenter{x}\xspace\null\nobreak y", "xy"),
        (r"\htmlClass{a}{x}\class{a}{y}\cssId{a}{z}", "xyz"),
        (r"\require{mhchem} x", "x"),
        (r"\ch{H2O}", "H2O"),
        (r"\begin{array}{@{}l@{}} a \end{array}", "a"),
        (r"\begin{array}{*{3}{c}|p{2cm}} a&b&c&d \end{array}", "abcd"),
        (r"\begin{array}[t]{>{\bf}l !{:} r} a&b \end{array}", "ab"),
        (r"\begin{psmallmatrix} a & b \end{psmallmatrix}", "(ab)"),
        (
            r"\begin{CD} A @>f>> B \\ @VVgV @VVhV \\ C @>>k> D \end{CD}",
            "A→fB↓g↓hC→kD",
        ),
        (
            r"\begin{CD} A @= B @<<< C \\ @| @. @AxAA \end{CD}",
            "A=B←C‖x↑",
        ),
        (r"\colorbox{yellow}{$x$}", "x"),
        (r"\fcolorbox{red}{white}{so $x$}", "sox"),
        (r"\ce{$n$ H2O}", "nH2O"),
        (r"\fbox{if $x$ is so}", "ifxisso"),
        (r"\framebox[3cm][c]{so $x$}", "sox"),
        (r"\raisebox{1pt}{up $x$}", "upx"),
        (r"\parbox[t]{3cm}{some words, $x$}", "somewords,x"),
        (r"\parbox{3cm}{a}", "a"),
        (r"a \tag{$*$}", "a(∗)"),
        (r"a \text{if \textbf{so} $x$}", "aifsox"),
    ]);
}

#[test]
fn an_operator_keeps_the_marks_at_its_corners() {
    let corners = html(r"\sideset{_a^b}{_c^d}\sum", "$");
    assert_eq!(corners.matches("<msubsup>").count(), 2, "{corners}");
    let limits = html(r"\sideset{}{'}\sum_{i}^{n} x", "$$");
    assert!(
        limits.contains("<munder>") && limits.contains("<mover>") && limits.contains('′'),
        "{limits}"
    );
    assert!(html(r"\argmax_x f", "$$").contains("<munder>"));
}

#[test]
fn words_in_a_box_keep_their_blanks_and_a_formula_is_one() {
    let words = html(r"\fbox{Area = 5 cm}", "$");
    assert!(words.contains("<mtext>Area = 5 cm</mtext>"), "{words}");
    let formula = html(r"\fbox{x^2 = 4}", "$");
    assert!(formula.contains("<msup>"), "{formula}");
    for html in [words, formula] {
        assert!(html.contains("class=\"tex-boxed\""), "{html}");
    }
}

#[test]
fn a_colour_of_numbers_is_the_nearest_one() {
    for (tex, class) in [
        (r"\textcolor[RGB]{255,0,0}{x}", "tex-red"),
        (r"\textcolor[rgb]{0,0,1}{x}", "tex-blue"),
        (r"\color[HTML]{00AA00}{x}", "tex-green"),
        (r"\color[gray]{0.5}{x}", "tex-gray"),
        (r"\textcolor[cmyk]{0,1,1,0}{x}", "tex-red"),
        (r"\colorbox[RGB]{255,255,0}{x}", "tex-on-yellow"),
    ] {
        let html = html(tex, "$");
        assert!(
            html.contains(&format!("class=\"{class}\"")),
            "{tex}\n{html}"
        );
    }
}

#[test]
fn columns_of_an_array_are_not_repeated_without_an_end() {
    let tex = r"\begin{array}{*{9999}{*{9999}{*{9999}{c}}}} a \end{array}";
    assert!(html(tex, "$").contains("<math"));
}

#[test]
fn reactions_are_read_as_chemists_write_them() {
    assert_read(&[
        (r"\ce{^{14}_{6}C}", "614C"),
        (r"\ce{^14C}", "14C"),
        (r"\ce{CuSO4.5H2O}", "CuSO4⋅5H2O"),
        (r"\ce{A ->[H2SO4][heat] B}", "A→heatH2SO4B"),
        (r"\ce{CH3-CH2-OH}", "CH3−CH2−OH"),
        (r"\ce{CH2=CH2}", "CH2=CH2"),
        (r"\ce{HC#CH}", "HC≡CH"),
        (r"\ce{1/2 O2}", "1/2O2"),
        (r"\ce{[Fe(CN)6]^{4-}}", "[Fe(CN)6]4−"),
        (
            r"\ce{MnO4- + 8H+ + 5e- -> Mn^2+ + 4H2O}",
            "MnO4−+8H++5e−→Mn2++4H2O",
        ),
        (r"\ce{H2 ^}", "H2↑"),
        (r"\ce{Fe^{II}}", "FeII"),
        (r"\ce{NO_2}", "NO2"),
        (
            r"\ce{Ag+(aq) + Cl-(aq) -> AgCl(s)}",
            "Ag+(aq)+Cl−(aq)→AgCl(s)",
        ),
    ]);
    let deep = format!("\\ce{{{}{}}}", "{".repeat(3000), "}".repeat(3000));
    assert!(!html(&deep, "$").contains("<math"));
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
        (r"\cancelto{0}{x}", "tex-cancel"),
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
