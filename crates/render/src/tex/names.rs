//! Commands and what they stand for.

/// Commands that define others: a short text could stand for an endless one.
pub(super) const DEFINING: &[&str] = &[
    "def",
    "edef",
    "futurelet",
    "gdef",
    "global",
    "let",
    "newcommand",
    "providecommand",
    "renewcommand",
    "xdef",
    "catcode",
    "csname",
    "expandafter",
    "input",
    "include",
];

/// Classes of groups. Each is written in a colour that names its place here.
pub(crate) const CLASSES: &[&str] = &[
    "tex-boxed",
    "tex-cancel",
    "tex-phantom",
    "tex-black",
    "tex-blue",
    "tex-brown",
    "tex-cyan",
    "tex-gray",
    "tex-green",
    "tex-magenta",
    "tex-orange",
    "tex-purple",
    "tex-red",
    "tex-yellow",
    "tex-on-black",
    "tex-on-blue",
    "tex-on-brown",
    "tex-on-cyan",
    "tex-on-gray",
    "tex-on-green",
    "tex-on-magenta",
    "tex-on-orange",
    "tex-on-purple",
    "tex-on-red",
    "tex-on-yellow",
];

/// Where the numbers of arrows begin.
pub(super) const ARROW: usize = 100;

/// Arrows as long as their labels.
pub(super) const ARROWS: &[(&str, &str)] = &[
    ("xrightarrow", "→"),
    ("xleftarrow", "←"),
    ("xleftrightarrow", "↔"),
    ("xRightarrow", "⇒"),
    ("xLeftarrow", "⇐"),
    ("xLeftrightarrow", "⇔"),
    ("xmapsto", "↦"),
    ("xhookrightarrow", "↪"),
    ("xhookleftarrow", "↩"),
    ("xrightleftharpoons", "⇌"),
    ("xleftrightharpoons", "⇋"),
    ("xrightharpoonup", "⇀"),
    ("xrightharpoondown", "⇁"),
    ("xleftharpoonup", "↼"),
    ("xleftharpoondown", "↽"),
    ("xtwoheadrightarrow", "↠"),
    ("xtwoheadleftarrow", "↞"),
    ("xtofrom", "⇄"),
    ("xlongequal", "="),
    ("xlongrightarrow", "⟶"),
    ("xlongleftarrow", "⟵"),
    ("xrightleftarrows", "⇄"),
];

/// Commands without arguments of their own, said otherwise.
pub(super) const SIMPLE: &[(&str, &str)] = &[
    ("bm", "\\boldsymbol"),
    ("pmb", "\\boldsymbol"),
    ("symbfit", "\\boldsymbol"),
    ("mathscr", "\\mathcal"),
    ("mathds", "\\mathbb"),
    ("mathbbm", "\\mathbb"),
    ("vb", "\\mathbf"),
    ("vectorbold", "\\mathbf"),
    ("lvert", "|"),
    ("rvert", "|"),
    ("lVert", "\\Vert"),
    ("rVert", "\\Vert"),
    ("argmax", ARGMAX),
    ("argmin", ARGMIN),
    ("sgn", "\\operatorname{sgn}"),
    ("rank", "\\operatorname{rank}"),
    ("grad", "\\nabla "),
    ("curl", "\\nabla\\times "),
    ("divergence", "\\nabla\\cdot "),
    ("laplacian", "\\nabla^2 "),
    ("Tr", "\\operatorname{Tr}"),
    ("tr", "\\operatorname{tr}"),
    ("R", "\\mathbb{R}"),
    ("N", "\\mathbb{N}"),
    ("Z", "\\mathbb{Z}"),
    ("Q", "\\mathbb{Q}"),
    ("C", "\\mathbb{C}"),
    ("reals", "\\mathbb{R}"),
    ("dif", "\\mathrm{d}"),
    ("diff", "\\mathrm{d}"),
    ("dotsfill", "\\dots "),
    ("lbrace", "\\{"),
    ("rbrace", "\\}"),
    ("bigtimes", "\\times "),
    ("hfill", "\\quad "),
    ("hdots", "\\dots "),
    ("textbackslash", "\\backslash "),
    ("mathpalette", ""),
    ("displaylimits", ""),
    ("nolimits", ""),
    ("textdegree", "^\\circ "),
    ("degree", "^\\circ "),
    ("celsius", "{}^\\circ\\mathrm{C}"),
    ("Reals", "\\mathbb{R}"),
    ("varinjlim", "\\lim "),
    ("varprojlim", "\\lim "),
    ("plim", PLIM),
    ("esssup", ESSSUP),
    ("Var", "\\operatorname{Var}"),
    ("Cov", "\\operatorname{Cov}"),
    ("Pr", "\\operatorname{Pr}"),
    ("diag", "\\operatorname{diag}"),
    ("mod", "\\quad\\operatorname{mod}\\,"),
    ("injlim", INJLIM),
    ("projlim", PROJLIM),
    ("varlimsup", "\\overline{\\lim}"),
    ("varliminf", "\\underline{\\lim}"),
    ("sech", "\\operatorname{sech}"),
    ("csch", "\\operatorname{csch}"),
    ("arsinh", "\\operatorname{arsinh}"),
    ("arcosh", "\\operatorname{arcosh}"),
    ("artanh", "\\operatorname{artanh}"),
    ("arccot", "\\operatorname{arccot}"),
    ("tg", "\\operatorname{tg}"),
    ("ctg", "\\operatorname{ctg}"),
    ("cotg", "\\operatorname{cotg}"),
    ("arctg", "\\operatorname{arctg}"),
    ("arcctg", "\\operatorname{arcctg}"),
    ("cosec", "\\operatorname{cosec}"),
    ("sh", "\\operatorname{sh}"),
    ("th", "\\operatorname{th}"),
    ("cth", "\\operatorname{cth}"),
    ("PV", "\\operatorname{P.V.}"),
    ("principalvalue", "\\mathcal{P}"),
    ("pv", "\\mathcal{P}"),
    ("bold", "\\mathbf"),
    ("Bbb", "\\mathbb"),
    ("frak", "\\mathfrak"),
    ("cross", "\\times "),
    ("crossproduct", "\\times "),
    ("vdot", "\\cdot "),
    ("dotproduct", "\\cdot "),
    ("llbracket", "⟦"),
    ("rrbracket", "⟧"),
    ("idotsint", "\\int\\!\\cdots\\!\\int "),
    ("mspace", "\\mkern"),
    ("newline", "\\\\"),
    ("notag", ""),
    ("nonumber", ""),
    ("allowbreak", ""),
    ("nobreak", ""),
    ("protect", ""),
    ("noindent", ""),
    ("centering", ""),
    ("xspace", ""),
    ("null", ""),
    ("tiny", ""),
    ("scriptsize", ""),
    ("footnotesize", ""),
    ("small", ""),
    ("normalsize", ""),
    ("large", ""),
    ("Large", ""),
    ("LARGE", ""),
    ("huge", ""),
    ("Huge", ""),
];

const ARGMAX: &str = "\\operatorname{arg\u{2009}max}";
const ARGMIN: &str = "\\operatorname{arg\u{2009}min}";
const ESSSUP: &str = "\\operatorname{ess\u{2009}sup}";
const INJLIM: &str = "\\operatorname{inj\u{2009}lim}";
const PLIM: &str = "\\operatorname{plim}";
const PROJLIM: &str = "\\operatorname{proj\u{2009}lim}";

/// Operators that have their limits below them in a formula that stands by itself.
pub(super) const LIMITS: &[&str] = &[ARGMAX, ARGMIN, ESSSUP, INJLIM, PLIM, PROJLIM];

/// Commands with arguments: a form for each number of them. `#1` is an argument, `#p` the power that stands
/// in square brackets, `#|` the first argument with its bar grown. `@class ` at the beginning gives a group, which
/// another `@` ends.
pub(super) const FORMS: &[(&str, &[&str])] = &[
    ("boxed", &["@tex-boxed #1"]),
    ("fbox", &["@tex-boxed #1"]),
    ("framebox", &["@tex-boxed #1"]),
    ("cancel", &["@tex-cancel #1"]),
    ("bcancel", &["@tex-cancel #1"]),
    ("xcancel", &["@tex-cancel #1"]),
    ("sout", &["@tex-cancel #1"]),
    ("cancelto", &["", "@tex-cancel #2@^{#1}"]),
    ("phantom", &["@tex-phantom #1"]),
    ("hphantom", &["@tex-phantom #1"]),
    ("vphantom", &["@tex-phantom #1"]),
    ("smash", &["{#1}"]),
    ("mathclap", &["{#1}"]),
    ("mathllap", &["{#1}"]),
    ("mathrlap", &["{#1}"]),
    ("llap", &["{#1}"]),
    ("rlap", &["{#1}"]),
    ("ensuremath", &["{#1}"]),
    ("mathstrut", &[""]),
    ("ket", &["\\left|#1\\right\\rangle "]),
    ("Ket", &["\\left|#1\\right\\rangle "]),
    ("bra", &["\\left\\langle #1\\right|"]),
    ("Bra", &["\\left\\langle #1\\right|"]),
    (
        "braket",
        &[
            "\\left\\langle #|\\right\\rangle ",
            "\\left\\langle #1\\middle|#2\\right\\rangle ",
        ],
    ),
    ("Braket", &["\\left\\langle #|\\right\\rangle "]),
    ("ip", &["", "\\left\\langle #1\\middle|#2\\right\\rangle "]),
    (
        "innerproduct",
        &["", "\\left\\langle #1\\middle|#2\\right\\rangle "],
    ),
    ("inner", &["", "\\left\\langle #1,#2\\right\\rangle "]),
    (
        "ketbra",
        &[
            "\\left|#1\\right\\rangle ",
            "\\left|#1\\right\\rangle\\left\\langle #2\\right|",
        ],
    ),
    (
        "dyad",
        &["", "\\left|#1\\right\\rangle\\left\\langle #2\\right|"],
    ),
    (
        "op",
        &[
            "\\hat{#1}",
            "\\left|#1\\right\\rangle\\left\\langle #2\\right|",
        ],
    ),
    (
        "ev",
        &[
            "\\left\\langle #1\\right\\rangle ",
            "\\left\\langle #2\\right|#1\\left|#2\\right\\rangle ",
        ],
    ),
    ("expval", &["\\left\\langle #1\\right\\rangle "]),
    (
        "mel",
        &[
            "",
            "",
            "\\left\\langle #1\\right|#2\\left|#3\\right\\rangle ",
        ],
    ),
    (
        "matrixel",
        &[
            "",
            "",
            "\\left\\langle #1\\right|#2\\left|#3\\right\\rangle ",
        ],
    ),
    (
        "dv",
        &[
            "\\frac{\\mathrm{d}}{\\mathrm{d}#1#p}",
            "\\frac{\\mathrm{d}#p #1}{\\mathrm{d}#2#p}",
        ],
    ),
    (
        "derivative",
        &[
            "\\frac{\\mathrm{d}}{\\mathrm{d}#1#p}",
            "\\frac{\\mathrm{d}#p #1}{\\mathrm{d}#2#p}",
        ],
    ),
    (
        "odv",
        &[
            "\\frac{\\mathrm{d}}{\\mathrm{d}#1#p}",
            "\\frac{\\mathrm{d}#p #1}{\\mathrm{d}#2#p}",
        ],
    ),
    (
        "pdv",
        &[
            "\\frac{\\partial}{\\partial #1#p}",
            "\\frac{\\partial#p #1}{\\partial #2#p}",
            "\\frac{\\partial^{2}#1}{\\partial #2\\,\\partial #3}",
        ],
    ),
    (
        "pderivative",
        &[
            "\\frac{\\partial}{\\partial #1#p}",
            "\\frac{\\partial#p #1}{\\partial #2#p}",
        ],
    ),
    (
        "fdv",
        &[
            "\\frac{\\delta}{\\delta #1}",
            "\\frac{\\delta #1}{\\delta #2}",
        ],
    ),
    ("dd", &["\\,\\mathrm{d}#p #1"]),
    ("differential", &["\\,\\mathrm{d}#p #1"]),
    ("abs", &["\\left|#1\\right|"]),
    ("absolutevalue", &["\\left|#1\\right|"]),
    ("card", &["\\left|#1\\right|"]),
    ("norm", &["\\left\\Vert #1\\right\\Vert "]),
    ("Norm", &["\\left\\Vert #1\\right\\Vert "]),
    ("set", &["\\left\\{#|\\right\\}"]),
    ("Set", &["\\left\\{\\,#|\\,\\right\\}"]),
    ("floor", &["\\left\\lfloor #1\\right\\rfloor "]),
    ("ceil", &["\\left\\lceil #1\\right\\rceil "]),
    ("paren", &["\\left(#1\\right)"]),
    ("order", &["\\mathcal{O}\\left(#1\\right)"]),
    ("comm", &["", "\\left[#1,#2\\right]"]),
    ("commutator", &["", "\\left[#1,#2\\right]"]),
    ("acomm", &["", "\\left\\{#1,#2\\right\\}"]),
    ("eval", &["\\left.#1\\right|"]),
    ("va", &["\\vec{\\mathbf{#1}}"]),
    ("vu", &["\\hat{\\mathbf{#1}}"]),
    ("qq", &["\\quad\\text{#1}\\quad "]),
    ("nicefrac", &["", "{}^{#1}/_{#2}"]),
    ("sfrac", &["", "{}^{#1}/_{#2}"]),
    ("flatfrac", &["", "#1/#2"]),
    ("href", &["", "{#2}"]),
    ("url", &["\\text{#1}"]),
    ("raisebox", &["", "{#2}"]),
    ("uline", &["\\underline{#1}"]),
    ("dddot", &["\\overset{\\dots}{#1}"]),
    ("overbar", &["\\overline{#1}"]),
    ("textoverline", &["\\overline{#1}"]),
    ("mathbold", &["\\boldsymbol{#1}"]),
    ("overparen", &["\\overset{\u{23dc}}{#1}"]),
    ("overarc", &["\\overset{\u{23dc}}{#1}"]),
    ("ddddot", &["\\overset{....}{#1}"]),
    ("prescript", &["", "", "{}^{#1}_{#2}#3"]),
    ("pod", &["\\quad(#1)"]),
    ("vcenter", &["{#1}"]),
    ("htmlClass", &["", "{#2}"]),
    ("htmlId", &["", "{#2}"]),
    ("htmlStyle", &["", "{#2}"]),
    ("htmlData", &["", "{#2}"]),
    ("class", &["", "{#2}"]),
    ("cssId", &["", "{#2}"]),
    ("style", &["", "{#2}"]),
    ("bbox", &["@tex-boxed #1"]),
    ("variation", &["\\delta #1"]),
    ("poisson", &["", "\\left\\{#1,#2\\right\\}"]),
    ("pb", &["", "\\left\\{#1,#2\\right\\}"]),
];

/// The colour of the style sheet that is nearest to a colour of TeX, which is told in a model: by its name, or by
/// its parts.
pub(super) fn colour_in(model: &str, told: &str) -> &'static str {
    let parts = told
        .split(',')
        .map(|part| part.trim().parse::<f32>().unwrap_or(0.0));
    let hex = |scale: f32| -> String {
        let byte = |part: f32| (part * scale).clamp(0.0, 255.0).round();
        parts
            .clone()
            .take(3)
            .map(|part| format!("{:02x}", byte(part) as u8))
            .collect()
    };
    match model.trim() {
        "RGB" => of_hex(&hex(1.0)),
        "rgb" => of_hex(&hex(255.0)),
        "gray" => of_hex(&hex(255.0).repeat(3)),
        "HTML" => of_hex(told.trim()),
        "cmyk" => {
            let parts: Vec<f32> = parts.collect();
            let black = parts.get(3).copied().unwrap_or(0.0);
            let part = |ink: &f32| ((1.0 - ink) * (1.0 - black)).to_string();
            let light: Vec<String> = parts.iter().take(3).map(part).collect();
            colour_in("rgb", &light.join(","))
        }
        _ => colour(told),
    }
}

/// The colour of the style sheet that is nearest to the name of one.
fn colour(name: &str) -> &'static str {
    let name = name.trim().to_ascii_lowercase();
    let name = name.split('!').next().unwrap_or_default();
    if let Some(hex) = name.strip_prefix('#') {
        return of_hex(hex);
    }
    for (words, colour) in [
        (
            &["violet", "purple", "plum", "orchid", "lavender", "indigo"][..],
            "purple",
        ),
        (
            &["magenta", "pink", "fuchsia", "rhodamine", "salmon"],
            "magenta",
        ),
        (&["orange", "apricot", "peach", "coral"], "orange"),
        (&["yellow", "gold", "dandelion"], "yellow"),
        (
            &["brown", "sepia", "tan", "mahogany", "maroon", "sienna"],
            "brown",
        ),
        (&["cyan", "teal", "turquoise", "aqua"], "cyan"),
        (&["green", "lime", "olive", "emerald"], "green"),
        (&["blue", "navy", "cerulean", "steel"], "blue"),
        (&["red", "crimson", "scarlet", "brick"], "red"),
        (&["gray", "grey", "silver", "white"], "gray"),
    ] {
        if words.iter().any(|word| name.contains(word)) {
            return colour;
        }
    }
    "black"
}

fn of_hex(hex: &str) -> &'static str {
    let part = |at: usize| {
        hex.get(at..at + 2)
            .and_then(|part| u8::from_str_radix(part, 16).ok())
            .unwrap_or(0)
    };
    let (red, green, blue) = (part(0), part(2), part(4));
    let (high, low) = (red.max(green).max(blue), red.min(green).min(blue));
    if high - low < 40 {
        return if high < 60 { "black" } else { "gray" };
    }
    let strong = |one: u8| u16::from(one) * 3 > u16::from(high) * 2;
    match (strong(red), strong(green), strong(blue)) {
        (true, true, false) => "yellow",
        (true, false, true) => "magenta",
        (false, true, true) => "cyan",
        (true, ..) if green > 100 => "orange",
        (true, ..) => "red",
        (_, true, _) => "green",
        _ => "blue",
    }
}
