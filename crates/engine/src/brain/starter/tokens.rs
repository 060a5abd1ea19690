//! Tokenisation: the template's own text with control tokens, message text without any; results are cached.

use std::collections::HashMap;
use std::rc::Rc;

use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token_type::LlamaTokenAttr;
use llama_cpp_2::vocab::VocabType;

/// Capacity of the cache in tokens: about 4 MB, or many long conversations.
const REMEMBERED: usize = 1_000_000;

/// Tokeniser of one model, with a cache.
pub(super) struct Tokeniser<'m> {
    model: &'m LlamaModel,
    /// Tokens of a line break before a text, for vocabularies that put a space before each text.
    line_end: Vec<LlamaToken>,
    /// Control strings of the template that the vocabulary would recognise in any text.
    marks: Vec<String>,
    words: TokenCache,
    templates: TokenCache,
}

impl<'m> Tokeniser<'m> {
    /// A tokeniser for `model`, whose template is `template`.
    pub(super) fn new(model: &'m LlamaModel, template: &str) -> Self {
        let vocab = model.vocab();
        let marks = vocab
            .tokens()
            .filter(|token| vocab.attr(*token).contains(LlamaTokenAttr::UserDefined))
            .filter_map(|token| vocab.text(token)?.to_str().ok().map(str::to_owned))
            .filter(|text| text.chars().nth(1).is_some() && !text.trim().is_empty())
            .filter(|text| template.contains(text.as_str()))
            .collect();
        let line_end = if vocab.vocab_type() == VocabType::SPM {
            vocab.tokenize(b"\n", false, false)
        } else {
            Vec::new()
        };
        Self {
            model,
            line_end,
            marks,
            words: TokenCache::default(),
            templates: TokenCache::default(),
        }
    }

    /// Tokens of the template's own text, with control tokens.
    pub(super) fn marks(&mut self, text: &str) -> Rc<[LlamaToken]> {
        let vocab = self.model.vocab();
        self.templates
            .get(text, || vocab.tokenize(text.as_bytes(), false, true))
    }

    /// Tokens of message text, in which nothing becomes a control token.
    pub(super) fn words(&mut self, text: &str) -> Rc<[LlamaToken]> {
        let (model, line_end, marks) = (self.model, &self.line_end, &self.marks);
        self.words.get(text, || {
            let mut tokens = Vec::new();
            for piece in without_marks(text, marks) {
                tokens.extend(plain(model, line_end, piece));
            }
            tokens
        })
    }

    /// Returns true if a text contains nothing that would be tokenised as a control token.
    pub(super) fn is_harmless(&self, text: &str) -> bool {
        let vocab = self.model.vocab();
        self.marks.iter().all(|mark| !text.contains(mark.as_str()))
            && vocab.tokenize(text.as_bytes(), false, true)
                == vocab.tokenize(text.as_bytes(), false, false)
    }
}

/// Tokens of a text that does not begin a message.
fn plain(model: &LlamaModel, line_end: &[LlamaToken], text: &str) -> Vec<LlamaToken> {
    let vocab = model.vocab();
    if line_end.is_empty() || text.is_empty() {
        return vocab.tokenize(text.as_bytes(), false, false);
    }
    // Such a vocabulary puts a space before every text, but not after a line break; the tokens of the line break are
    // removed again.
    let tokens = vocab.tokenize(format!("\n{text}").as_bytes(), false, false);
    match tokens.strip_prefix(line_end) {
        Some(rest) => rest.to_vec(),
        None => vocab.tokenize(text.as_bytes(), false, false),
    }
}

/// Splits a text inside each control string, so that no piece contains one.
fn without_marks<'t>(text: &'t str, marks: &[String]) -> Vec<&'t str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        let first = marks
            .iter()
            .filter_map(|mark| {
                let at = rest.find(mark.as_str())?;
                Some(at + mark.chars().next().map_or(0, char::len_utf8))
            })
            .min();
        let Some(inside) = first else {
            pieces.push(rest);
            return pieces;
        };
        let (before, after) = rest.split_at(inside);
        pieces.push(before);
        rest = after;
    }
}

/// Token cache by text. When it is full, entries that were not used recently are evicted.
#[derive(Default)]
struct TokenCache {
    known: HashMap<Box<str>, (Rc<[LlamaToken]>, u64)>,
    tokens: usize,
    clock: u64,
}

impl TokenCache {
    fn get(&mut self, text: &str, tokenise: impl FnOnce() -> Vec<LlamaToken>) -> Rc<[LlamaToken]> {
        self.clock += 1;
        if let Some((tokens, asked)) = self.known.get_mut(text) {
            *asked = self.clock;
            return Rc::clone(tokens);
        }
        let tokens: Rc<[LlamaToken]> = tokenise().into();
        self.tokens += tokens.len();
        self.known
            .insert(text.into(), (Rc::clone(&tokens), self.clock));
        if self.tokens > REMEMBERED {
            self.forget_half();
        }
        tokens
    }

    fn forget_half(&mut self) {
        let mut asked: Vec<u64> = self.known.values().map(|(_, asked)| *asked).collect();
        asked.sort_unstable();
        let middle = asked.get(asked.len() / 2).copied().unwrap_or(0);
        self.known.retain(|_, (_, asked)| *asked > middle);
        self.tokens = self.known.values().map(|(tokens, _)| tokens.len()).sum();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_inside_each_mark_and_nothing_is_lost() {
        let marks = ["<call>".to_owned(), "</call>".to_owned()];
        let text = "a <call>b</call> <call";
        let pieces = without_marks(text, &marks);
        assert_eq!(pieces, ["a <", "call>b<", "/call> <call"]);
        assert_eq!(pieces.concat(), text);
    }

    #[test]
    fn a_text_is_tokenised_once_until_much_else_has_come() {
        let mut cache = TokenCache::default();
        let mut count = 0;
        for _ in 0..3 {
            cache.get("again", || {
                count += 1;
                vec![LlamaToken::new(1)]
            });
        }
        assert_eq!(count, 1);
        for number in 0..3 {
            let long = || vec![LlamaToken::new(2); REMEMBERED / 2];
            cache.get(&number.to_string(), long);
        }
        assert!(cache.tokens <= REMEMBERED);
        assert!(!cache.known.contains_key("again"));
    }
}
