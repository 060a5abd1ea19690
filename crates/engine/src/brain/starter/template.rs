//! The chat template of the model's file (Jinja), rendered so that message text stays apart from the template's
//! control text.
//!
//! The template never sees a message. It gets a placeholder for each, and the rendered text is split at the
//! placeholders: the text in between was written by the model's makers and may contain control tokens, the messages
//! may not.

use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, context};
use serde::Serialize;

/// Encloses the number of a placeholder. A private-use character: no template and no tokeniser knows it.
const OPEN: char = '\u{F0E00}';
const CLOSE: char = '\u{F0E01}';

/// Maximum number of steps of a template: more than the longest talks need.
const FUEL: u64 = 2_000_000;

/// The markers before and after a call, for models whose template calls functions in this way.
pub(super) const CALL_OPENS: &str = "<tool_call>";
pub(super) const CALL_CLOSES: &str = "</tool_call>";

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum TemplateError {
    /// The file has none.
    #[error("it has no chat template")]
    Missing,
    /// It has syntax errors, or uses features that are not supported.
    #[error("{0}")]
    Invalid(String),
    /// It refuses this sequence of messages.
    #[error("{0}")]
    Refused(String),
    /// It renders, but leaves out some of the messages.
    #[error("it leaves out a part of the talk")]
    LeavesOut,
}

/// A segment of a rendered talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    /// The template's own text, including control tokens.
    Marks(String),
    /// The message text with this number.
    Words(usize),
}

/// A message as passed to templates. `content` is a [`placeholder`].
#[derive(Debug, Clone, Serialize)]
pub(super) struct TemplateMessage {
    pub(super) role: &'static str,
    pub(super) content: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tool_calls: Vec<serde_json::Value>,
}

impl TemplateMessage {
    /// A message without calls.
    pub(super) fn new(role: &'static str, content: String) -> Self {
        Self {
            role,
            content,
            tool_calls: Vec::new(),
        }
    }
}

/// The placeholder for the message text with this number.
pub(super) fn placeholder(number: usize) -> String {
    format!("{OPEN}{number}{CLOSE}")
}

/// A compiled template.
pub(super) struct Template {
    environment: Environment<'static>,
    bos: String,
    eos: String,
    takes_tools: bool,
    takes_system: bool,
}

impl Template {
    /// Compiles `source` and tests it. `bos` and `eos` are the texts of the tokens that begin and end a text.
    pub(super) fn new(source: &str, bos: String, eos: String) -> Result<Self, TemplateError> {
        let mut environment = Environment::new();
        environment.set_trim_blocks(true);
        environment.set_lstrip_blocks(true);
        environment.set_fuel(Some(FUEL));
        environment
            .set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
        environment.add_function("raise_exception", raise_exception);
        environment.add_function("strftime_now", strftime_now);
        environment.add_filter("tojson", tojson);
        environment
            .add_template_owned("talk", without_training_marks(source))
            .map_err(|error| TemplateError::Invalid(reason(&error)))?;
        let mut template = Self {
            environment,
            bos,
            eos,
            takes_tools: source.contains("tools") && source.contains(CALL_OPENS),
            takes_system: false,
        };
        template.takes_system = template.check_roles(&["system", "user"]).is_ok();
        template.check_roles(&["user", "assistant", "user"])?;
        Ok(template)
    }

    /// Checks that a talk of these roles is rendered completely and in order.
    fn check_roles(&self, roles: &[&'static str]) -> Result<(), TemplateError> {
        let lines: Vec<TemplateMessage> = roles
            .iter()
            .enumerate()
            .map(|(number, role)| TemplateMessage::new(role, placeholder(number)))
            .collect();
        let told = self.render(&lines, &[], None)?;
        let told = told.iter().filter_map(|segment| match segment {
            Segment::Words(number) => Some(*number),
            Segment::Marks(_) => None,
        });
        if told.eq(0..roles.len()) {
            Ok(())
        } else {
            Err(TemplateError::LeavesOut)
        }
    }

    /// Returns true if the template renders a system message.
    pub(super) fn takes_system(&self) -> bool {
        self.takes_system
    }

    /// Returns true if it declares functions to the model, with calls between [`CALL_OPENS`] and [`CALL_CLOSES`].
    pub(super) fn takes_tools(&self) -> bool {
        self.takes_tools
    }

    /// Renders a talk up to the start of the model's reply. `thinks` is for templates that can switch thinking off.
    pub(super) fn render(
        &self,
        lines: &[TemplateMessage],
        tools: &[serde_json::Value],
        thinks: Option<bool>,
    ) -> Result<Vec<Segment>, TemplateError> {
        let template = self
            .environment
            .get_template("talk")
            .map_err(|error| TemplateError::Invalid(reason(&error)))?;
        let undefined = || Value::UNDEFINED;
        let text = template
            .render(context! {
                messages => lines,
                tools => if tools.is_empty() { undefined() } else { Value::from_serialize(tools) },
                enable_thinking => thinks.map_or_else(undefined, Value::from),
                bos_token => self.bos,
                eos_token => self.eos,
                add_generation_prompt => true,
            })
            .map_err(|error| TemplateError::Refused(reason(&error)))?;
        Ok(segments(&text))
    }
}

/// Splits a rendered text at its placeholders.
fn segments(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut rest = text;
    while let Some((marks, after)) = rest.split_once(OPEN) {
        let Some((number, after)) = after.split_once(CLOSE) else {
            break;
        };
        if !marks.is_empty() {
            segments.push(Segment::Marks(marks.to_owned()));
        }
        if let Ok(number) = number.parse() {
            segments.push(Segment::Words(number));
        }
        rest = after;
    }
    if !rest.is_empty() {
        segments.push(Segment::Marks(rest.to_owned()));
    }
    segments
}

/// Removes `{% generation %}`, which marks what a model is trained on and has no effect on rendering.
fn without_training_marks(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find("{%") {
        let Some(length) = rest[at..].find("%}").map(|end| end + 2) else {
            break;
        };
        let tag = &rest[at..at + length];
        let word = tag[2..length - 2].trim_matches(['-', '+', ' ', '\n', '\t']);
        kept.push_str(&rest[..at]);
        if word == "generation" || word == "endgeneration" {
            // An empty comment strips white space on the same sides.
            let left = if tag.starts_with("{%-") { "{#-" } else { "{#" };
            let right = if tag.ends_with("-%}") { "-#}" } else { "#}" };
            kept.push_str(left);
            kept.push_str(right);
        } else {
            kept.push_str(tag);
        }
        rest = &rest[at + length..];
    }
    kept.push_str(rest);
    kept
}

fn reason(error: &Error) -> String {
    let detail = error.detail().unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidOperation if !detail.is_empty() => detail.to_owned(),
        kind if detail.is_empty() => kind.to_string(),
        kind => format!("{kind}: {detail}"),
    }
}

fn raise_exception(message: String) -> Result<Value, Error> {
    Err(Error::new(ErrorKind::InvalidOperation, message))
}

fn strftime_now(format: &str) -> Result<String, Error> {
    jiff::fmt::strtime::format(format, &jiff::ZonedDateTime::now())
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))
}

/// JSON as Python writes it, with a space after `:` and `,`, because that is what models have seen most.
fn tojson(value: &Value, options: Kwargs) -> Result<Value, Error> {
    let indent: Option<usize> = options.get("indent")?;
    // Python's other options change nothing here: non-ASCII characters are not escaped, and keys keep their order.
    let _: (Option<bool>, Option<bool>, Option<Value>) = (
        options.get("ensure_ascii")?,
        options.get("sort_keys")?,
        options.get("separators")?,
    );
    options.assert_all_used()?;
    if value.kind() == ValueKind::Undefined {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            "something undefined has no JSON",
        ));
    }
    let json = serde_json::to_value(value)
        .map_err(|error| Error::new(ErrorKind::BadSerialization, error.to_string()))?;
    let text = match indent {
        Some(indent) => super::json::indented(&json, indent),
        None => super::json::spaced(&json),
    };
    Ok(Value::from_safe_string(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(role: &'static str, number: usize) -> TemplateMessage {
        TemplateMessage::new(role, placeholder(number))
    }

    /// A template that renders the messages after `before`.
    fn template(before: &str) -> Template {
        let source = format!(
            "{before}{{% for message in messages %}}{{{{ message.content }}}}{{% endfor %}}"
        );
        Template::new(&source, "<s>".to_owned(), "</s>".to_owned()).unwrap()
    }

    fn brackets() -> Template {
        Template::new(BRACKETS, "<s>".to_owned(), "</s>".to_owned()).unwrap()
    }

    fn marks(text: &str) -> Segment {
        Segment::Marks(text.to_owned())
    }

    const BRACKETS: &str = "{{ bos_token }}
{%- for message in messages %}
    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}
        {{- raise_exception('Roles must alternate') }}
    {%- endif %}
    {%- if message['role'] == 'user' %}
        {{- '[Q] ' + message['content'].strip() + ' [/Q]' }}
    {%- else %}
        {{- ' ' + message['content'] | trim + eos_token }}
    {%- endif %}
{%- endfor %}";

    #[test]
    fn a_talk_is_cut_into_the_templates_marks_and_what_was_said() {
        let rendered = brackets()
            .render(
                &[line("user", 0), line("assistant", 1), line("user", 2)],
                &[],
                None,
            )
            .unwrap();
        assert_eq!(
            rendered,
            [
                marks("<s>[Q] "),
                Segment::Words(0),
                marks(" [/Q] "),
                Segment::Words(1),
                marks("</s>[Q] "),
                Segment::Words(2),
                marks(" [/Q]"),
            ]
        );
    }

    #[test]
    fn what_a_template_refuses_it_refuses_in_its_own_words() {
        let refused = brackets().render(&[line("assistant", 0)], &[], None);
        assert_eq!(
            refused,
            Err(TemplateError::Refused("Roles must alternate".to_owned()))
        );
    }

    #[test]
    fn instructions_have_a_place_only_where_the_template_tells_them() {
        assert!(template("").takes_system());
        assert!(!brackets().takes_system());
    }

    #[test]
    fn a_template_that_is_mistaken_or_endless_or_forgetful_is_not_used() {
        let failure = |source: &str| Template::new(source, String::new(), String::new()).err();
        assert!(matches!(
            failure("{% for %}"),
            Some(TemplateError::Invalid(_))
        ));
        let endless =
            "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";
        assert!(matches!(failure(endless), Some(TemplateError::Refused(_))));
        let forgetful = "{{ messages[-1].content }}";
        assert_eq!(failure(forgetful), Some(TemplateError::LeavesOut));
    }

    #[test]
    fn tags_of_training_are_passed_over_with_their_white_space() {
        let source = "a {%- generation -%} b {% endgeneration %}c";
        assert_eq!(
            template(source).render(&[], &[], None).unwrap(),
            [marks("ab c")]
        );
    }

    #[test]
    fn functions_are_told_in_pythons_json_where_the_template_takes_them() {
        let source = "{% if tools %}{% for tool in tools %}{{ tool | tojson }}{% endfor %}<tool_call>{% endif %}";
        let template = template(source);
        assert!(template.takes_tools());
        let tool =
            serde_json::json!({"name": "größe", "n": [1, 2.5, null], "on": true, "tag": "<b>"});
        assert_eq!(
            template.render(&[], &[tool], None).unwrap(),
            [marks(
                r#"{"name": "größe", "n": [1, 2.5, null], "on": true, "tag": "<b>"}<tool_call>"#
            )]
        );
        assert_eq!(template.render(&[], &[], None).unwrap(), []);
    }

    #[test]
    fn the_day_and_methods_of_python_are_known() {
        let source = "{{ strftime_now('%Y') | length }}{{ 'a-b'.split('-')[-1] }}{{ messages[0].role.startswith('us') }}";
        assert_eq!(
            template(source)
                .render(&[line("user", 0)], &[], None)
                .unwrap(),
            [marks("4bTrue"), Segment::Words(0)]
        );
    }
}
