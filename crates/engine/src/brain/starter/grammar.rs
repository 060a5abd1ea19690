//! Constrained decoding: which tokens may come next so that a reply fits a JSON schema.

use std::sync::Arc;

use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;
use llguidance::api::TopLevelGrammar;
use llguidance::toktrie::{ApproximateTokEnv, SimpleVob, TokEnv, TokRxInfo, TokTrie};
use llguidance::{Matcher, ParserFactory};
use providers::chat::{Format, Function};
use serde_json::{Value, json};

use super::json::{ITEM_SEPARATOR, KEY_SEPARATOR};
use super::schema::{self, UnsupportedKeyword};

/// Why output cannot be constrained to a schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum FormError {
    /// A keyword is not supported.
    #[error("{0}")]
    UnsupportedKeyword(#[from] UnsupportedKeyword),
    /// Another reason, for example that no value fits.
    #[error("The schema cannot be kept to: {0}.")]
    Impossible(String),
}

/// Checks before a run whether output can be constrained to a schema; returns the keywords that are only validated
/// afterwards.
pub(super) fn check(schema: &Value) -> Result<Vec<String>, FormError> {
    let fitted = schema::fit(schema)?;
    // What a grammar supports does not depend on the vocabulary, so a single-byte one is enough.
    let factory = factory(&ApproximateTokEnv::single_byte_env())?;
    matcher(&factory, fitted.schema)?;
    Ok(fitted.only_checked.into_iter().collect())
}

/// Returns true if output can be constrained to a pattern.
pub(super) fn supports_pattern(pattern: &str) -> bool {
    let schema = json!({"type": "string", "pattern": pattern});
    factory(&ApproximateTokEnv::single_byte_env())
        .and_then(|factory| matcher(&factory, schema))
        .is_ok()
}

/// The schema of an answer in this format.
pub(super) fn schema_of(format: &Format) -> Value {
    match format {
        Format::Schema(schema) => schema.clone(),
        Format::Json => json!({"type": ["object", "array"]}),
    }
}

/// The schema of a call of one of the functions.
pub(super) fn schema_of_call(functions: &[Function]) -> Result<Value, FormError> {
    let mut definitions = serde_json::Map::new();
    let mut branches = Vec::with_capacity(functions.len());
    for (index, function) in functions.iter().enumerate() {
        let mut parameters = match &function.parameters {
            Value::Object(object) if !object.is_empty() => function.parameters.clone(),
            _ => json!({"properties": {}}),
        };
        // Arguments are an object in every format of calls.
        if let Some(object) = parameters.as_object_mut() {
            object.insert("type".to_owned(), json!("object"));
        }
        // References are local to each function's schema.
        let mut arguments = schema::fit(&parameters)?.schema;
        let own = arguments
            .as_object_mut()
            .and_then(|arguments| arguments.remove("$defs"));
        rename(&mut arguments, index);
        if let Some(Value::Object(own)) = own {
            for (name, mut definition) in own {
                rename(&mut definition, index);
                definitions.insert(format!("f{index}{name}"), definition);
            }
        }
        branches.push(json!({"type": "object", "additionalProperties": false, "required": ["name", "arguments"],
            "properties": {"name": {"const": function.name}, "arguments": arguments}}));
    }
    Ok(json!({"anyOf": branches, "$defs": definitions}))
}

/// The schema of an answer that may be a call instead.
pub(super) fn schema_of_either(
    functions: &[Function],
    format: &Format,
) -> Result<Value, FormError> {
    let mut either = schema_of_call(functions)?;
    let mut answer = schema::fit(&schema_of(format))?.schema;
    let own = answer
        .as_object_mut()
        .and_then(|answer| answer.remove("$defs"));
    if let (Some(Value::Object(own)), Some(definitions)) = (own, either["$defs"].as_object_mut()) {
        definitions.extend(own);
    }
    if let Some(branches) = either["anyOf"].as_array_mut() {
        branches.push(answer);
    }
    Ok(either)
}

/// Prefixes the references of a function's schema so that they point at its own definitions.
fn rename(schema: &mut Value, index: usize) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get_mut("$ref")
                && let Some(name) = reference.strip_prefix("#/$defs/")
            {
                *reference = format!("#/$defs/f{index}{name}");
            }
            members.values_mut().for_each(|value| rename(value, index));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| rename(value, index)),
        _ => {}
    }
}

fn factory(environment: &TokEnv) -> Result<ParserFactory, FormError> {
    let mut factory = ParserFactory::new_simple(environment)
        .map_err(|error| FormError::Impossible(error.to_string()))?;
    factory.quiet();
    Ok(factory)
}

fn matcher(factory: &ParserFactory, mut fitted: Value) -> Result<Matcher, FormError> {
    let options = json!({"whitespace_flexible": false, "lenient": false, "coerce_one_of": false,
        "item_separator": ITEM_SEPARATOR, "key_separator": KEY_SEPARATOR});
    match &mut fitted {
        Value::Object(schema) => {
            schema.insert("x-guidance".to_owned(), options);
        }
        Value::Bool(true) => fitted = json!({"x-guidance": options}),
        _ => return Err(FormError::Impossible("no value fits it".to_owned())),
    }
    let parser = factory
        .create_parser(TopLevelGrammar::from_json_schema(fitted))
        .map_err(|error| FormError::Impossible(first_line(&error.to_string())))?;
    Ok(Matcher::new(Ok(parser)))
}

fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.trim_end_matches('.').to_owned()
}

/// Factory of grammars for one model's vocabulary.
pub(super) struct Grammars {
    factory: ParserFactory,
    closing_tokens: Arc<ClosingTokens>,
}

/// Tokens that bring a reply to its end soon.
struct ClosingTokens {
    /// Tokens of closing characters that begin with `"`.
    quotes: Vec<usize>,
    /// Tokens of closing characters that begin with `]` or `}`.
    brackets: Vec<usize>,
    /// Letters and digits that are all allowed next only within a string.
    letters: Vec<usize>,
}

impl ClosingTokens {
    fn new(words: &[Vec<u8>]) -> Self {
        let those = |wanted: &dyn Fn(&[u8]) -> bool| {
            let wanted = |(token, bytes): (usize, &Vec<u8>)| wanted(bytes).then_some(token);
            words.iter().enumerate().filter_map(wanted).collect()
        };
        let closes = |bytes: &[u8]| bytes.iter().all(|byte| b"\"]}".contains(byte));
        Self {
            quotes: those(&|bytes| bytes.first() == Some(&b'"') && closes(bytes)),
            brackets: those(&|bytes| matches!(bytes.first(), Some(b']' | b'}')) && closes(bytes)),
            letters: those(&|bytes| matches!(bytes, b"a" | b"Q" | b"z" | b"5")),
        }
    }

    /// Restricts the mask to closing tokens, if any is allowed.
    fn lead_out(&self, mask: SimpleVob) -> SimpleVob {
        let in_text = !self.letters.is_empty() && self.letters.iter().all(|token| mask.get(*token));
        let ways: [&[usize]; 2] = if in_text {
            [&self.quotes, &[]]
        } else {
            [&self.brackets, &self.quotes]
        };
        for way in ways {
            let open: Vec<usize> = way
                .iter()
                .copied()
                .filter(|token| mask.get(*token))
                .collect();
            if !open.is_empty() {
                let mut only = SimpleVob::alloc(mask.len());
                open.into_iter().for_each(|token| only.set(token, true));
                return only;
            }
        }
        mask
    }
}

impl Grammars {
    /// Reads the vocabulary, which takes about a tenth of a second.
    pub(super) fn new(model: &LlamaModel) -> Result<Self, FormError> {
        let vocab = model.vocab();
        let mut words = Vec::new();
        let mut ends = Vec::new();
        for token in vocab.tokens() {
            if vocab.is_eog(token) {
                ends.push(token.0.cast_unsigned());
            }
            let bytes = vocab.token_to_piece(token, false, None);
            words.push(if bytes.is_empty() {
                // The marker byte is not valid UTF-8 and keeps control tokens out of strings.
                let mut marked = vec![TokTrie::SPECIAL_TOKEN_MARKER];
                marked.extend(vocab.token_to_piece(token, true, None));
                marked
            } else {
                bytes
            });
        }
        let usual = [vocab.eot(), vocab.eos()]
            .into_iter()
            .find(|token| token.0 >= 0)
            .unwrap_or(LlamaToken::new(0));
        let usual = usual.0.cast_unsigned();
        ends.retain(|token| *token != usual);
        ends.insert(0, usual);
        let info = TokRxInfo::new(vocab.n_tokens().cast_unsigned(), usual);
        let trie = TokTrie::from(&info, &words).with_eos_tokens(&ends);
        let environment: TokEnv = Arc::new(ApproximateTokEnv::new(trie));
        Ok(Self {
            factory: factory(&environment)?,
            closing_tokens: Arc::new(ClosingTokens::new(&words)),
        })
    }

    /// A grammar for the JSON of a schema that went through [`schema::fit`].
    pub(super) fn of(&self, fitted: Value) -> Result<Grammar, FormError> {
        Ok(Grammar {
            matcher: matcher(&self.factory, fitted)?,
            closing_tokens: Arc::clone(&self.closing_tokens),
        })
    }
}

/// The parser state of one reply.
pub(super) struct Grammar {
    matcher: Matcher,
    closing_tokens: Arc<ClosingTokens>,
}

impl Grammar {
    /// Mask of the tokens allowed next. With `winds_up` the reply is led to its end by a short way.
    pub(super) fn allowed(&mut self, winds_up: bool) -> Result<SimpleVob, String> {
        let mask = self
            .matcher
            .compute_mask_or_eos()
            .map_err(|error| first_line(&error.to_string()))?;
        Ok(if winds_up {
            self.closing_tokens.lead_out(mask)
        } else {
            mask
        })
    }

    /// Advances by a token; false if the token does not fit.
    pub(super) fn take(&mut self, token: LlamaToken) -> Result<bool, String> {
        self.matcher
            .try_consume_tokens(&[token.0.cast_unsigned()])
            .map(|taken| taken == 1)
            .map_err(|error| first_line(&error.to_string()))
    }

    /// Returns true if nothing can follow.
    pub(super) fn is_over(&self) -> bool {
        self.matcher.is_stopped()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_checked_before_a_run_and_what_is_only_checked_later_is_named() {
        let schema = json!({"type": "array", "uniqueItems": true, "items": {"type": "string"}});
        assert_eq!(check(&schema).unwrap(), ["uniqueItems at #"]);
        let refused = check(&json!({"dependencies": {"a": ["b"]}})).unwrap_err();
        assert!(refused.to_string().contains("`dependencies`"), "{refused}");
        let nothing_fits =
            check(&json!({"type": "integer", "minimum": 3, "maximum": 1})).unwrap_err();
        assert!(
            nothing_fits.to_string().contains("cannot be kept to"),
            "{nothing_fits}"
        );
    }

    #[test]
    fn schemas_as_generators_write_them_are_taken() {
        for schema in [
            json!({"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "propertyNames": {"type": "string"}, "additionalProperties": {"type": "number"}}),
            json!({"$schema": "https://example.com/own", "$defs": {"node": {"type": "object", "required": ["next"],
                "properties": {"next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]}}}},
                "$ref": "#/$defs/node"}),
            json!({"type": "array", "uniqueItems": true, "items": {"type": "string", "format": "path"}}),
            json!({"oneOf": [{"type": "integer"}, {"type": "number"}]}),
            json!(true),
        ] {
            assert!(check(&schema).is_ok(), "{schema}: {:?}", check(&schema));
        }
    }

    fn function(name: &str, parameters: Value) -> Function {
        Function {
            name: name.to_owned(),
            description: None,
            parameters,
        }
    }

    #[test]
    fn a_call_is_of_one_of_the_functions_each_with_its_own_definitions() {
        let own = |kind: &str| json!({"properties": {"x": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"type": kind}}});
        let functions = [
            function("a", own("string")),
            function("b", own("null")),
            function("c", json!({})),
        ];
        let schema = schema_of_call(&functions).unwrap();
        let x = |index: usize| {
            let reference =
                &schema["anyOf"][index]["properties"]["arguments"]["properties"]["x"]["$ref"];
            let pointer = reference.as_str().unwrap().strip_prefix('#').unwrap();
            schema.pointer(pointer).unwrap().clone()
        };
        assert_eq!(
            (x(0), x(1)),
            (json!({"type": "string"}), json!({"type": "null"}))
        );
        let environment = ApproximateTokEnv::single_byte_env();
        assert!(matcher(&factory(&environment).unwrap(), schema).is_ok());
    }

    /// Generates a value by the grammar: after `free` bytes always the first byte that is allowed.
    fn written(schema: &Value, free: usize) -> Value {
        let environment = ApproximateTokEnv::single_byte_env();
        let trie = environment.tok_trie();
        let words: Vec<Vec<u8>> = (0..trie.vocab_size() as u32)
            .map(|token| trie.token(token).to_vec())
            .collect();
        let mut grammar = Grammar {
            matcher: matcher(
                &factory(&environment).unwrap(),
                schema::fit(schema).unwrap().schema,
            )
            .unwrap(),
            closing_tokens: Arc::new(ClosingTokens::new(&words)),
        };
        let mut bytes = Vec::new();
        while !grammar.is_over() {
            let allowed = grammar.allowed(bytes.len() >= free).unwrap();
            let token = (0..256).find(|token| allowed.get(*token) && *token >= 32);
            let Some(token) = token else { break };
            assert!(grammar.take(LlamaToken::new(token as i32)).unwrap());
            bytes.push(token as u8);
            assert!(
                bytes.len() < 1000,
                "it does not end: {}",
                String::from_utf8_lossy(&bytes)
            );
        }
        serde_json::from_slice(&bytes).unwrap()
    }

    #[test]
    fn a_text_is_written_by_the_pattern_of_the_schema() {
        let text = |pattern: &str| written(&json!({"type": "string", "pattern": pattern}), 0);
        assert_eq!(text("^[^]{0}[a-b]{2}$"), json!("aa"));
        assert_eq!(text(r"^[\d]{3}-[--/]$"), json!("000--"));
        assert_eq!(text("^a{,5}$"), json!("a{,5}"));
        assert_eq!(text(r"^\u0041.\/$"), json!("A /"));
    }

    #[test]
    fn a_reply_that_winds_up_still_parses_and_fits() {
        let schema = json!({"type": "object", "required": ["a", "b", "c"], "properties": {
            "a": {"type": "string"}, "b": {"type": "array", "items": {"type": "string"}},
            "c": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}},
            "d": {"type": "string"}}});
        for free in [0, 3, 12, 40, 200] {
            let value = written(&schema, free);
            assert!(value["a"].is_string() && value["b"].is_array(), "{value}");
            assert!(value["c"]["n"].is_number(), "{value}");
        }
    }
}
