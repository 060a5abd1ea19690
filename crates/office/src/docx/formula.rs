//! Word formulas (OMML) as one line of plain text: `(a+b)/2`, `x^2`, `√(x)`.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::Refusal;
use crate::xml::{attribute, push_text};

/// Maximum nesting depth; deeper parts are left out.
const MAX_DEPTH: usize = 64;

/// An element of a formula.
#[derive(Default)]
struct Part {
    name: String,
    /// Its `m:val` attribute.
    value: Option<String>,
    text: String,
    parts: Vec<Part>,
}

/// Reads to the end of the formula whose start tag was read, and returns it as text.
pub(super) fn read(reader: &mut Reader<&[u8]>) -> Result<String, Refusal> {
    let mut open = vec![Part::default()];
    let mut left_out = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| Refusal::Unreadable)?;
        match &event {
            Event::Start(_) if open.len() > MAX_DEPTH => left_out += 1,
            Event::Start(element) => open.push(Part {
                name: element.local_name().as_ref().to_owned(),
                value: attribute(element, "m:val"),
                ..Part::default()
            }),
            Event::Empty(element) => {
                if let Some(around) = open.last_mut() {
                    around.parts.push(Part {
                        name: element.local_name().as_ref().to_owned(),
                        value: attribute(element, "m:val"),
                        ..Part::default()
                    });
                }
            }
            Event::End(_) if left_out > 0 => left_out -= 1,
            Event::End(_) => {
                let Some(ended) = open.pop() else {
                    return Err(Refusal::Unreadable);
                };
                match open.last_mut() {
                    Some(around) => around.parts.push(ended),
                    None => return Ok(ended.to_text()),
                }
            }
            Event::Eof => return Err(Refusal::Unreadable),
            _ => {
                if let Some(part) = open.last_mut().filter(|part| part.name == "t") {
                    push_text(&mut part.text, &event);
                }
            }
        }
    }
}

impl Part {
    fn to_text(&self) -> String {
        let of = |name: &str| self.part(name).map(Self::to_text).unwrap_or_default();
        let grouped = |name: &str| grouped(&of(name));
        match self.name.as_str() {
            "t" => self.text.clone(),
            "f" => format!("{}/{}", grouped("num"), grouped("den")),
            "sSup" => format!("{}^{}", grouped("e"), grouped("sup")),
            "sSub" => format!("{}_{}", grouped("e"), grouped("sub")),
            "sSubSup" => format!("{}_{}^{}", grouped("e"), grouped("sub"), grouped("sup")),
            "limLow" => format!("{}_{} ", of("e"), grouped("lim")),
            "limUpp" => format!("{}^{} ", of("e"), grouped("lim")),
            "rad" => format!("{}√{}", of("deg"), grouped("e")),
            "func" => format!("{} {}", of("fName").trim_end(), grouped("e")),
            "d" => {
                let sign = |name, usual: &str| self.value_of(name).unwrap_or(usual).to_owned();
                let within = self.all("e").join(&sign("sepChr", "|"));
                format!("{}{within}{}", sign("begChr", "("), sign("endChr", ")"))
            }
            "nary" => {
                let limit = |name, sign: char| match grouped(name) {
                    limit if limit.is_empty() => limit,
                    limit => format!("{sign}{limit}"),
                };
                let sign = self.value_of("chr").unwrap_or("∫");
                format!(
                    "{sign}{}{} {}",
                    limit("sub", '_'),
                    limit("sup", '^'),
                    of("e")
                )
            }
            "m" => format!("[{}]", self.all("mr").join("; ")),
            "mr" => self.all("e").join(", "),
            "eqArr" => self.all("e").join("; "),
            _ => self.parts.iter().map(Self::to_text).collect(),
        }
    }

    fn part(&self, name: &str) -> Option<&Self> {
        self.parts.iter().find(|part| part.name == name)
    }

    fn all(&self, name: &str) -> Vec<String> {
        let parts = self.parts.iter().filter(|part| part.name == name);
        parts.map(Self::to_text).collect()
    }

    /// Returns the value of one of its properties.
    fn value_of(&self, name: &str) -> Option<&str> {
        let mut properties = self.parts.iter().flat_map(|part| &part.parts);
        properties.find(|part| part.name == name)?.value.as_deref()
    }
}

/// Returns the text in brackets, unless it is a single number or name.
fn grouped(text: &str) -> String {
    match text.chars().all(char::is_alphanumeric) {
        true => text.to_owned(),
        false => format!("({text})"),
    }
}
