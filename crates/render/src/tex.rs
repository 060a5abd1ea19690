//! Rewrites TeX as models write it into commands that the converter knows. A group that needs a class of the style
//! sheet is marked with an unused colour, which [`replace_styles`] replaces by the class.

use std::collections::BTreeMap;

mod arguments;
mod chemistry;
mod colours;
mod definitions;
mod diagram;
mod environments;
mod infix;
mod names;
mod operators;
mod primes;
mod rows;
mod tensors;
mod units;
mod words;

pub(crate) use self::arguments::group;
use self::arguments::{after_star, argument, closing, optional, several};
pub(crate) use self::names::CLASSES;
use self::operators::{takes_limits, variation};
use self::words::reference;
pub(crate) use self::words::words_after;

/// Maximum nesting of groups that are rewritten.
const MAX_DEPTH: usize = 24;

/// Returns the formula in known commands; `None` if it must not be passed to a parser.
pub(crate) fn rewrite(tex: &str, is_display: bool) -> Option<String> {
    let mut writer = Writer {
        operators: BTreeMap::new(),
        is_display,
    };
    let tex = definitions::expand(tex)?;
    let tex = infix::infix_to_prefix(&tex);
    let written = writer.all(&tex, 0)?;
    let written = primes::raise_primes(&written);
    Some(rows::wrap_in_lines(&written).into_owned())
}

/// Replaces the style attributes that the converter wrote, and the content policy refuses, by classes.
pub(crate) fn replace_styles(mathml: &str) -> String {
    const START: &str = " style=\"color: rgb(14 0 ";
    let mut replace_styles = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some(at) = rest.find(START) {
        replace_styles.push_str(&rest[..at]);
        let after = &rest[at + START.len()..];
        let (number, after) = after.split_once(")\"").unwrap_or(("", after));
        let number = number.parse().unwrap_or(usize::MAX);
        rest = after;
        if let Some(class) = CLASSES.get(number) {
            replace_styles.push_str(" class=\"");
            replace_styles.push_str(class);
            replace_styles.push('"');
        } else if let Some((_, arrow)) = number
            .checked_sub(names::ARROW)
            .and_then(|number| names::ARROWS.get(number))
        {
            // Replace the converter's placeholder arrow by the actual one.
            if let Some(end) = rest.find("→</mo>")
                && let Some(start) = rest[..end].rfind("<mo")
            {
                replace_styles.push_str(&rest[..start]);
                replace_styles.push_str("<mo stretchy=\"true\">");
                replace_styles.push_str(arrow);
                rest = &rest[end + "→".len()..];
            }
        }
    }
    replace_styles.push_str(rest);
    replace_styles
}

/// Returns a group with the named class.
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
    /// Operators that the formula defines, by command name.
    operators: BTreeMap<String, String>,
    is_display: bool,
}

impl Writer {
    fn all(&mut self, tex: &str, depth: usize) -> Option<String> {
        if depth > MAX_DEPTH {
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
                // A control symbol such as `\\` or `\{`, which must not be taken for the start of a command name.
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

    /// Writes a command, and returns the rest after it and its arguments.
    fn command<'t>(
        &mut self,
        written: &mut String,
        name: &str,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        if names::DEFINING.contains(&name) {
            return None;
        }
        if let Some(operator) = self.operators.get(name) {
            written.push_str(operator);
            return Some(follows);
        }
        if let Some((_, known)) = names::SIMPLE.iter().find(|(simple, _)| *simple == name) {
            self.simple(written, known, follows);
            return Some(follows);
        }
        if let Some(number) = names::ARROWS.iter().position(|(arrow, _)| *arrow == name) {
            return self.labelled(written, number, follows, depth);
        }
        if let Some((_, form)) = names::FORMS.iter().find(|(form, _)| *form == name)
            && let Some(rest) = self.form(written, form, after_star(follows).1, depth)?
        {
            return Some(rest);
        }
        match name {
            "label" | "vspace" | "require" | "cline" | "cmidrule" | "leftroot" | "uproot" => {
                Some(argument(after_star(follows).1).map_or(follows, |(_, rest)| rest))
            }
            "tag" => self.tag(written, follows, depth),
            "eqref" | "ref" | "autoref" | "cref" | "Cref" => Some(reference(written, follows)),
            "operatorname" => self.operator_name(written, follows, depth),
            "mathop" => self.upright_operator(written, follows, depth),
            "DeclareMathOperator" => self.define(follows),
            "color" | "textcolor" | "colorbox" | "fcolorbox" => {
                self.coloured(written, name, follows, depth)
            }
            "cfrac" => {
                written.push_str("\\cfrac");
                Some(optional(follows).1)
            }
            "enclose" => self.enclosed(written, follows, depth),
            "tensor" | "indices" => self.tensor(written, name == "tensor", follows, depth),
            "mathchoice" => self.choice(written, follows, depth),
            "genfrac" => self.fraction(written, follows, depth),
            "sideset" => self.sided(written, follows, depth),
            "rule" => rule(written, follows),
            "hspace" => {
                written.push_str("\\hspace");
                Some(after_star(follows).1)
            }
            "ch" if !follows.trim_start().starts_with('{') => {
                written.push_str("\\operatorname{ch}");
                Some(follows)
            }
            "var" => Some(variation(written, follows)),
            "ce" | "ch" => {
                let (formula, rest) = argument(follows)?;
                // Without a group, the command of this package was not meant.
                follows.trim_start().starts_with('{').then_some(())?;
                written.push_str(&chemistry::to_math(formula)?);
                Some(rest)
            }
            "pu" => {
                let (amount, rest) = argument(follows)?;
                written.push_str(&units::plain(amount));
                Some(rest)
            }
            _ if words_after(name).is_some() => self.words(written, name, follows, depth),
            "begin" | "end" => self.environment(written, name == "begin", follows, depth),
            _ if units::arguments(name).is_some() => units::quantity(written, name, follows),
            _ if environments::is_matrix_command(name) => {
                self.inline_matrix(written, name, follows, depth)
            }
            _ => {
                written.push('\\');
                written.push_str(name);
                Some(follows)
            }
        }
    }

    /// Writes the replacement of a command. An operator in a display formula has its limits below it.
    fn simple(&self, written: &mut String, known: &str, follows: &str) {
        written.push_str(known);
        let has_limits = known.starts_with("\\operatorname") && names::LIMITS.contains(&known);
        if has_limits && self.is_display && takes_limits(follows) {
            written.push_str("\\limits");
        }
        if known.ends_with(|c: char| c.is_ascii_alphabetic())
            && follows.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            written.push(' ');
        }
    }

    /// Writes an arrow as long as its labels.
    fn labelled<'t>(
        &mut self,
        written: &mut String,
        number: usize,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let (below, rest) = optional(follows);
        let (above, rest) = argument(rest)?;
        let above = self.all(above, depth + 1)?;
        let below = self.all(below.unwrap_or_default(), depth + 1)?;
        written.push_str(&stretched_arrow(number, &above, &below));
        Some(rest)
    }

    /// Writes the one of four variants that fits a display or an inline formula.
    fn choice<'t>(
        &mut self,
        written: &mut String,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let (choices, rest) = several::<4>(follows)?;
        let chosen = if self.is_display {
            choices[0]
        } else {
            choices[1]
        };
        let chosen = self.all(chosen, depth + 1)?;
        written.push_str(&format!("{{{chosen}}}"));
        Some(rest)
    }

    /// Writes a fraction with brackets and a line thickness; the converter needs the brackets without braces.
    fn fraction<'t>(
        &mut self,
        written: &mut String,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let ([left, right, line, style, above, below], rest) = several(follows)?;
        let bracket = |bracket: &str| match bracket.trim() {
            "" | "." => "{}".to_owned(),
            bracket => format!("{bracket} "),
        };
        let (left, right) = (bracket(left), bracket(right));
        let unit = if line.trim() == "0" { "pt" } else { "" };
        let above = self.all(above, depth + 1)?;
        let below = self.all(below, depth + 1)?;
        written.push_str(&format!(
            "\\genfrac{left}{right}{{{}{unit}}}{{{}}}{{{above}}}{{{below}}}",
            line.trim(),
            style.trim()
        ));
        Some(rest)
    }

    /// Writes content with the marks of MathJax's `\enclose`, of which the first that is known counts.
    fn enclosed<'t>(
        &mut self,
        written: &mut String,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let (marks, rest) = argument(follows)?;
        let (content, rest) = argument(optional(rest).1)?;
        let content = self.all(content, depth + 1)?;
        written.push_str(&match marks {
            marks if marks.contains("longdiv") => format!("\\overline{{)\\,{content}}}"),
            marks if marks.contains("strike") => group_of("tex-cancel", &content),
            marks if marks.contains("box") || marks.contains("circle") => {
                group_of("tex-boxed", &content)
            }
            marks if marks.contains("radical") => format!("\\sqrt{{{content}}}"),
            _ => format!("{{{content}}}"),
        });
        Some(rest)
    }

    /// Writes a command whose replacement contains each argument once. `Some(None)` if the arguments are missing.
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
            given.push(rows::wrap_in_lines(&self.all(one, depth + 1)?).into_owned());
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
        let filled = |form: &str| fill_form(form, &given, &power);
        match form.strip_prefix('@').and_then(|form| form.split_once(' ')) {
            Some((class, form)) => {
                let (inner, after) = form.split_once('@').unwrap_or((form, ""));
                written.push_str(&group_of(class, &filled(inner)?));
                written.push_str(&filled(after)?);
            }
            None => written.push_str(&filled(form)?),
        }
        Some(Some(rest))
    }
}

/// A line to write on; a rule without width only reserves space.
fn rule<'t>(written: &mut String, follows: &'t str) -> Option<&'t str> {
    let (_, follows) = optional(follows);
    let ([width, _], rest) = several(follows)?;
    if width.contains(|c: char| c.is_ascii_digit() && c != '0') {
        written.push_str(&format!("\\underline{{\\hspace{{{}}}}}", width.trim()));
    }
    Some(rest)
}

/// Returns a form with its arguments and power inserted.
fn fill_form(form: &str, given: &[String], power: &str) -> Option<String> {
    let mut parts = form.split('#');
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (which, after) = part.split_at(part.len().min(1));
        match which {
            "p" => made.push_str(power),
            "|" => made.push_str(&match given.first()?.contains('|') {
                true => given.first()?.replacen('|', "\\middle|", 1),
                false => given.first()?.replacen("\\mid", "\\middle|", 1),
            }),
            which => {
                let which: usize = which.parse().ok()?;
                made.push_str(given.get(which.checked_sub(1)?)?);
            }
        }
        made.push_str(after);
    }
    Some(made)
}

/// Returns an arrow as long as the labels above and below it.
fn stretched_arrow(number: usize, above: &str, below: &str) -> String {
    let below = match below.trim() {
        "" => String::new(),
        below => format!("[\\;{below}\\;]"),
    };
    let arrow = format!("\\xrightarrow{below}{{\\;{above}\\;}}");
    marked(names::ARROW + number, &arrow)
}

/// Returns an arrow by command name.
fn arrow(name: &str, above: &str, below: &str) -> String {
    let number = names::ARROWS.iter().position(|(arrow, _)| *arrow == name);
    stretched_arrow(number.unwrap_or_default(), above, below)
}
