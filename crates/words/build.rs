//! Generates a function for every sentence of the English files, and embeds the files of all languages.
//!
//! So naming a sentence that does not exist, or omitting one of its values, does not compile.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

/// The files of the catalogue for Rust; the page has its own beside them.
const FILES: [&str; 2] = ["app.ftl", "desktop.ftl"];

fn main() -> io::Result<()> {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("say.rs"), functions(&locales)?)?;
    fs::write(out.join("texts.rs"), texts(&locales)?)
}

/// Generates `say::…` for each message of the English files.
fn functions(locales: &Path) -> io::Result<String> {
    let mut all = BTreeMap::new();
    for file in FILES {
        let text = fs::read_to_string(locales.join("en").join(file))?;
        let resource = fluent_syntax::parser::parse(text.as_str())
            .map_err(|(_, errors)| io::Error::other(format!("{file}: {errors:?}")))?;
        for entry in &resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let mut says = String::new();
            let mut values = Vec::new();
            let patterns = message.value.iter();
            for pattern in patterns.chain(message.attributes.iter().map(|it| &it.value)) {
                read(pattern, &mut says, &mut values);
                says.push(' ');
            }
            let id = message.id.name;
            let says = says.split_whitespace().collect::<Vec<_>>().join(" ");
            if all
                .insert(id.to_owned(), function(id, &says, &values))
                .is_some()
            {
                return Err(io::Error::other(format!("{id} is in the catalogue twice")));
            }
        }
    }
    Ok(all.into_values().collect())
}

fn function(id: &str, says: &str, values: &[String]) -> String {
    let name = id.replace('-', "_");
    let (mut takes, mut gives) = (String::new(), String::new());
    for value in values {
        let argument = value.replace('-', "_");
        let _ = write!(takes, "{argument}: impl Into<Value>, ");
        let _ = write!(gives, "({value:?}, {argument}.into()), ");
    }
    format!(
        "#[doc = {says:?}]\n#[must_use]\npub fn {name}({takes}) -> Sentence {{\n    \
         Sentence::of({id:?}, [{gives}])\n}}\n"
    )
}

/// Collects the words of a pattern and the names of its values, in the order of their first occurrence.
fn read(pattern: &Pattern<&str>, says: &mut String, values: &mut Vec<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => says.push_str(value),
            PatternElement::Placeable { expression } => expressed(expression, says, values),
        }
    }
}

fn expressed(expression: &Expression<&str>, says: &mut String, values: &mut Vec<String>) {
    match expression {
        Expression::Inline(inline) => inlined(inline, says, values),
        Expression::Select { selector, variants } => {
            inlined(selector, &mut String::new(), values);
            for (number, variant) in variants.iter().enumerate() {
                if number > 0 {
                    says.push_str(" | ");
                }
                read(&variant.value, says, values);
            }
        }
    }
}

fn inlined(inline: &InlineExpression<&str>, says: &mut String, values: &mut Vec<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            let _ = write!(says, "{{{}}}", id.name);
            if !values.iter().any(|known| known == id.name) {
                values.push(id.name.to_owned());
            }
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                inlined(argument, says, values);
            }
        }
        InlineExpression::Placeable { expression } => expressed(expression, says, values),
        InlineExpression::StringLiteral { value } => says.push_str(value),
        _ => {}
    }
}

/// Generates the table of all languages: tag, and the texts of its files.
fn texts(locales: &Path) -> io::Result<String> {
    println!("cargo::rerun-if-changed={}", locales.display());
    let mut tags = Vec::new();
    for entry in fs::read_dir(locales)? {
        let entry = entry?;
        if entry.path().join(FILES[0]).is_file() {
            tags.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    tags.sort();
    let mut table = format!(
        "pub(crate) const TEXTS: [(&str, [&str; {}]); {}] = [\n",
        FILES.len(),
        tags.len()
    );
    for tag in tags {
        let _ = write!(table, "    ({tag:?}, [");
        for file in FILES {
            let path = locales.join(&tag).join(file);
            println!("cargo::rerun-if-changed={}", path.display());
            let _ = write!(table, "include_str!({:?}), ", path.display().to_string());
        }
        table.push_str("]),\n");
    }
    table.push_str("];\n");
    Ok(table)
}
