//! TeX as models write it, said in the commands that the converter knows. What needs a class of the style
//! sheet becomes a group in a colour that nobody uses, and [`classed`] makes the class of it.

use std::collections::BTreeMap;

mod arguments;
mod chemistry;
mod names;
mod units;
mod words;

pub(crate) use self::arguments::group;
use self::arguments::{argument, closing, optional, rest_of_group};
pub(crate) use self::names::CLASSES;
use self::words::text;

/// Groups nested deeper than this are not looked into.
const DEPTH: usize = 24;

/// The formula in known commands; `None` when it is not to be given to a parser.
pub(crate) fn rewritten(tex: &str, is_display: bool) -> Option<String> {
    let mut writer = Writer {
        operators: BTreeMap::new(),
        is_display,
    };
    writer.all(tex, 0)
}

/// MathML with classes where the converter wrote a style, which the content policy refuses.
pub(crate) fn classed(mathml: &str) -> String {
    const START: &str = " style=\"color: rgb(14 0 ";
    let mut classed = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some(at) = rest.find(START) {
        classed.push_str(&rest[..at]);
        let after = &rest[at + START.len()..];
        let (number, after) = after.split_once(")\"").unwrap_or(("", after));
        let number = number.parse().unwrap_or(usize::MAX);
        rest = after;
        if let Some(class) = CLASSES.get(number) {
            classed.push_str(" class=\"");
            classed.push_str(class);
            classed.push('"');
        } else if let Some((_, arrow)) = number
            .checked_sub(names::ARROW)
            .and_then(|number| names::ARROWS.get(number))
        {
            // The arrow is the operator of the right one.
            if let Some(end) = rest.find("→</mo>")
                && let Some(start) = rest[..end].rfind("<mo")
            {
                classed.push_str(&rest[..start]);
                classed.push_str("<mo stretchy=\"true\">");
                classed.push_str(arrow);
                rest = &rest[end + "→".len()..];
            }
        }
    }
    classed.push_str(rest);
    classed
}

/// A group with a class, by its name.
fn group_of(class: &str, tex: &str) -> String {
    match CLASSES.iter().position(|known| *known == class) {
        Some(number) => marked(number, tex),
        None => format!("{{{tex}}}"),
    }
}

fn marked(number: usize, tex: &str) -> String {
    format!("{{\\color{{#0e00{number:02x}}}{tex}}}")
}

struct Writer {
    /// Operators that the formula defines, by the names of their commands.
    operators: BTreeMap<String, String>,
    is_display: bool,
}

impl Writer {
    fn all(&mut self, tex: &str, depth: usize) -> Option<String> {
        if depth > DEPTH {
            return None;
        }
        let mut written = String::with_capacity(tex.len());
        let mut rest = tex;
        while let Some(at) = rest.find('\\') {
            written.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            let letters = after
                .find(|c: char| !c.is_ascii_alphabetic())
                .unwrap_or(after.len());
            let (name, follows) = after.split_at(letters);
            if name.is_empty() {
                // A sign such as `\\` or `\{`, which may not be taken for the start of a name.
                let sign = after.chars().next().map_or(0, char::len_utf8);
                written.push_str(&rest[at..=at + sign]);
                rest = &after[sign..];
            } else {
                rest = self.command(&mut written, name, follows, depth)?;
            }
        }
        written.push_str(rest);
        Some(written)
    }

    /// Writes a command, and gives what follows it and its arguments.
    fn command<'t>(
        &mut self,
        written: &mut String,
        name: &str,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let (star, starless) = match follows.strip_prefix('*') {
            Some(rest) => (true, rest),
            None => (false, follows),
        };
        if names::DEFINING.contains(&name) {
            return None;
        }
        if let Some(operator) = self.operators.get(name) {
            written.push_str(operator);
            return Some(follows);
        }
        if let Some((_, known)) = names::SIMPLE.iter().find(|(simple, _)| *simple == name) {
            written.push_str(known);
            if known.ends_with(|c: char| c.is_ascii_alphabetic())
                && follows.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                written.push(' ');
            }
            return Some(follows);
        }
        if let Some(number) = names::ARROWS.iter().position(|(arrow, _)| *arrow == name) {
            let (below, rest) = optional(follows);
            let (above, rest) = argument(rest)?;
            let above = self.all(above, depth + 1)?;
            let below = self.all(below.unwrap_or_default(), depth + 1)?;
            written.push_str(&stretched(number, &above, &below));
            return Some(rest);
        }
        if let Some((_, form)) = names::FORMS.iter().find(|(form, _)| *form == name) {
            if let Some(rest) = self.form(written, form, starless, depth)? {
                return Some(rest);
            }
            written.push('\\');
            written.push_str(name);
            return Some(follows);
        }
        match name {
            "notag" | "nonumber" | "allowbreak" | "protect" | "noindent" | "centering" => {
                Some(follows)
            }
            "label" | "vspace" => Some(argument(follows).map_or(follows, |(_, rest)| rest)),
            "tag" => {
                let (number, rest) = argument(starless).unwrap_or(("", starless));
                let number = number.trim_matches('$');
                written.push_str("\\qquad");
                text(
                    self,
                    written,
                    &if star {
                        number.to_owned()
                    } else {
                        format!("({number})")
                    },
                    depth,
                )?;
                Some(rest)
            }
            "eqref" | "ref" | "autoref" | "cref" | "Cref" => {
                let (label, rest) = argument(starless).unwrap_or(("", starless));
                let label = label.replace(['\\', '{', '}', '%', '$'], "");
                written.push_str(&format!("\\text{{({label})}}"));
                Some(rest)
            }
            "text" | "mbox" | "hbox" | "textrm" | "textnormal" | "textup" | "textsc" | "emph"
            | "intertext" | "shortintertext" | "textbf" | "textit" | "textsf" | "texttt" => {
                let (words, rest) = argument(follows)?;
                let font = match name {
                    "textbf" => "\\mathbf",
                    "textit" | "emph" => "\\mathit",
                    "texttt" => "\\mathtt",
                    "textsf" => "\\mathsf",
                    _ => "",
                };
                let is_word = words.chars().all(char::is_alphanumeric);
                if !font.is_empty() && is_word {
                    written.push_str(&format!("{font}{{{words}}}"));
                } else {
                    written.push('{');
                    text(self, written, words, depth)?;
                    written.push('}');
                }
                Some(rest)
            }
            "operatorname" => {
                let (words, rest) = argument(starless)?;
                if has_look(words) {
                    let words = self.all(words, depth + 1)?;
                    written.push_str(&format!("{{\\mathrm{{{words}}}}}"));
                } else {
                    written.push_str(&operator(
                        words,
                        star && self.is_display && takes_limits(rest),
                    ));
                }
                Some(rest)
            }
            // Upright words become one operator; of anything else only its places above and below matter.
            "mathop" => {
                let (inside, rest) = argument(follows)?;
                let after = rest.trim_start();
                let rest = after.strip_prefix("\\limits").unwrap_or(rest);
                let has_limits = self.is_display && takes_limits(rest);
                if is_words(inside) {
                    written.push_str(&operator(inside, has_limits));
                } else {
                    let inside = self.all(inside, depth + 1)?;
                    written.push_str(&format!("{{{inside}}}"));
                }
                Some(rest)
            }
            "mod" => {
                written.push_str("\\quad\\operatorname{mod}\\,");
                Some(follows)
            }
            "DeclareMathOperator" => {
                let (command, rest) = argument(starless)?;
                let (words, rest) = argument(rest)?;
                let command = command.trim().strip_prefix('\\')?;
                let defined = operator(words, star && self.is_display);
                self.operators.insert(command.to_owned(), defined);
                Some(rest)
            }
            "color" | "textcolor" | "colorbox" | "fcolorbox" => {
                self.coloured(written, name, follows, depth)
            }
            "ce" => {
                let (formula, rest) = argument(follows)?;
                // What is no group was not meant.
                follows.trim_start().starts_with('{').then_some(())?;
                written.push_str(&chemistry::written(formula)?);
                Some(rest)
            }
            "pu" => {
                let (amount, rest) = argument(follows)?;
                written.push_str(&units::plain(amount));
                Some(rest)
            }
            "SI" | "qty" | "unit" | "si" | "num" | "ang" | "SIrange" | "qtyrange" | "numrange" => {
                let (_, after) = optional(follows);
                if !after.trim_start().starts_with('{') {
                    // The physics package has a command of this name, which sizes brackets.
                    return Some(follows);
                }
                let count = match name {
                    "SI" | "qty" | "numrange" => 2,
                    "SIrange" | "qtyrange" => 3,
                    _ => 1,
                };
                let mut rest = after;
                let mut given = Vec::new();
                for _ in 0..count {
                    match rest
                        .trim_start()
                        .starts_with('{')
                        .then(|| argument(rest))
                        .flatten()
                    {
                        Some((one, after)) => {
                            given.push(one);
                            rest = after;
                        }
                        None => break,
                    }
                }
                written.push_str(&units::written(name, &given)?);
                Some(rest)
            }
            "begin" | "end" => {
                let (environment, rest) = argument(follows)?;
                let known = match environment {
                    "eqnarray" | "eqnarray*" if name == "begin" => "\\begin{array}{rcl}",
                    "eqnarray" | "eqnarray*" => "\\end{array}",
                    "flalign" | "flalign*" if name == "begin" => "\\begin{align*}",
                    "flalign" | "flalign*" => "\\end{align*}",
                    "displaymath" | "math" | "subequations" | "multline" | "multline*"
                    | "center" => "",
                    "cases*" | "dcases*" if name == "begin" => "\\begin{cases}",
                    "cases*" | "dcases*" => "\\end{cases}",
                    "gathered*" if name == "begin" => "\\begin{gathered}",
                    "gathered*" => "\\end{gathered}",
                    _ => {
                        written.push_str(&format!("\\{name}{{{environment}}}"));
                        return Some(rest);
                    }
                };
                // Lines that are broken by hand need something to be lines of.
                let lines = matches!(environment, "multline" | "multline*");
                written.push_str(match (lines, name) {
                    (true, "begin") => "\\begin{gather*}",
                    (true, _) => "\\end{gather*}",
                    _ => known,
                });
                Some(rest)
            }
            _ => {
                written.push('\\');
                written.push_str(name);
                Some(follows)
            }
        }
    }

    /// A command with arguments, each of which stands once in what it becomes. `Some(None)` when they are
    /// not there.
    fn form<'t>(
        &mut self,
        written: &mut String,
        forms: &[&str],
        follows: &'t str,
        depth: usize,
    ) -> Option<Option<&'t str>> {
        let (power, mut rest) = optional(follows);
        let mut given = Vec::new();
        while given.len() < forms.len()
            && (given.is_empty() || rest.trim_start().starts_with('{'))
            && let Some((one, after)) = argument(rest)
        {
            given.push(self.all(one, depth + 1)?);
            rest = after;
        }
        let Some(form) = given.len().checked_sub(1).and_then(|last| forms.get(last)) else {
            return Some(None);
        };
        if form.is_empty() {
            return Some(None);
        }
        let power = self.all(power.unwrap_or_default(), depth + 1)?;
        let power = if power.is_empty() {
            String::new()
        } else {
            format!("^{{{power}}}")
        };
        let mut parts = form.split('#');
        let mut made = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (which, after) = part.split_at(part.len().min(1));
            match which {
                "p" => made.push_str(&power),
                "|" => made.push_str(&match given[0].contains('|') {
                    true => given[0].replacen('|', "\\middle|", 1),
                    false => given[0].replacen("\\mid", "\\middle|", 1),
                }),
                which => {
                    let which: usize = which.parse().ok()?;
                    made.push_str(given.get(which - 1)?);
                }
            }
            made.push_str(after);
        }
        if let Some((class, inner)) = made.strip_prefix('@').and_then(|made| made.split_once(' ')) {
            made = group_of(class, inner);
        }
        written.push_str(&made);
        Some(Some(rest))
    }

    /// What is in colour: the group after it, else the rest of the group it stands in.
    fn coloured<'t>(
        &mut self,
        written: &mut String,
        name: &str,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let (_, follows) = optional(follows);
        let (mut colour, mut rest) = argument(follows)?;
        if name == "fcolorbox" {
            (colour, rest) = argument(rest)?;
        }
        let is_box = name.ends_with("box");
        let (inner, rest) = if name != "color" || rest.trim_start().starts_with('{') {
            argument(rest)?
        } else {
            rest.split_at(rest_of_group(rest))
        };
        let inner = if is_box {
            let mut words = String::new();
            text(self, &mut words, inner, depth)?;
            words
        } else {
            self.all(inner, depth + 1)?
        };
        let kind = if is_box { "tex-on" } else { "tex" };
        written.push_str(&group_of(
            &format!("{kind}-{}", names::colour(colour)),
            &inner,
        ));
        Some(rest)
    }
}

/// An arrow as long as what stands above and below it.
fn stretched(number: usize, above: &str, below: &str) -> String {
    let below = match below.trim() {
        "" => String::new(),
        below => format!("[\\;{below}\\;]"),
    };
    let arrow = format!("\\xrightarrow{below}{{\\;{above}\\;}}");
    marked(names::ARROW + number, &arrow)
}

/// An arrow by the name of its command.
fn arrow(name: &str, above: &str, below: &str) -> String {
    let number = names::ARROWS.iter().position(|(arrow, _)| *arrow == name);
    stretched(number.unwrap_or_default(), above, below)
}

/// Commands that only set letters upright; one that begins another stands after it.
const UPRIGHT: [&str; 5] = ["\\mathrm", "\\textrm", "\\text", "\\rm", "\\mathop"];

/// Upright letters that are one name.
fn operator(words: &str, has_limits: bool) -> String {
    let mut name = words.to_owned();
    for (space, shown) in [
        ("\\,", "\u{2009}"),
        ("\\;", " "),
        ("\\:", " "),
        ("\\ ", " "),
        ("~", " "),
        ("\\!", ""),
    ] {
        name = name.replace(space, shown);
    }
    for wrapper in UPRIGHT {
        name = name.replace(wrapper, "");
    }
    name.retain(|c| !"\\{}$%#&^_".contains(c));
    let limits = if has_limits { "\\limits" } else { "" };
    format!("\\operatorname{{{}}}{limits}", name.trim())
}

/// Whether the name of an operator has commands of its own, which more than set letters upright and apart.
fn has_look(words: &str) -> bool {
    let mut bare = words.to_owned();
    for command in UPRIGHT {
        bare = bare.replace(command, "");
    }
    bare.split('\\')
        .skip(1)
        .any(|command| command.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Whether this is nothing but letters, in upright type and with blanks between them.
fn is_words(tex: &str) -> bool {
    let mut bare = tex.to_owned();
    for command in UPRIGHT.iter().chain(&["\\,", "\\;", "\\:", "\\!", "\\ "]) {
        bare = bare.replace(command, "");
    }
    bare.retain(|c| !"{}~ ".contains(c));
    !bare.is_empty() && bare.chars().all(char::is_alphanumeric)
}

fn takes_limits(rest: &str) -> bool {
    rest.trim_start().starts_with(['_', '^'])
}
