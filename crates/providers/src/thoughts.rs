//! Splits text from thoughts that a model writes inline, in `<think>…</think>` or `<thinking>…</thinking>`.
//!
//! An opening tag counts at the beginning of a line and outside of fenced code, so that an answer may mention tags.
//! Some templates write the opening tag themselves, so that the model only writes the closing one: then everything
//! before it was a thought, which [`Split::TextWasThought`] reports.

/// The tag names. No name with its closing bracket is a prefix of another.
const TAGS: [&str; 2] = ["think", "thinking"];

/// A piece of a model's output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Split {
    /// Text of the answer.
    Text(String),
    /// Text of a thought.
    Thought(String),
    /// All text so far was a thought. Occurs at most once, and before any other thought.
    TextWasThought,
}

/// Splits a model's output into text and thoughts, independent of how it is cut into chunks.
///
/// White space at the beginning of a thought and of the text after it is dropped.
#[derive(Debug, Clone)]
pub struct Splitter {
    /// The tag that ends the open thought; `None` outside a thought.
    thought: Option<Tag>,
    /// Characters that may be the beginning of a tag.
    held: String,
    /// True while leading white space is dropped.
    skips_space: bool,
    /// True once a thought was emitted, or it is known that thoughts are not inline.
    is_settled: bool,
    /// True once text other than white space was emitted.
    has_text: bool,
    line: LineState,
    /// The last character of the emitted text.
    last: char,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    /// This tag.
    Of(&'static str),
    /// Any tag: the template opened the thought.
    Any,
}

/// State of the current line of text.
#[derive(Debug, Clone, Copy)]
struct LineState {
    /// True if it has only white space so far.
    is_blank: bool,
    /// Number of code-fence characters, if the line has nothing else so far.
    marks: usize,
    mark: char,
    /// True inside fenced code.
    is_code: bool,
}

impl Default for Splitter {
    fn default() -> Self {
        Self::new()
    }
}

impl Splitter {
    /// For a model that begins with its answer, or marks the beginning of its thoughts itself.
    pub fn new() -> Self {
        Self {
            thought: None,
            held: String::new(),
            skips_space: false,
            is_settled: false,
            has_text: false,
            line: LineState {
                is_blank: true,
                marks: 0,
                mark: '`',
                is_code: false,
            },
            last: '\n',
        }
    }

    /// For a model whose template has already opened a thought.
    pub fn in_thought() -> Self {
        Self {
            thought: Some(Tag::Any),
            skips_space: true,
            is_settled: true,
            ..Self::new()
        }
    }

    /// Declares that thoughts are not inline: from now on a lone closing tag is text.
    pub fn settle(&mut self) {
        self.is_settled = true;
    }

    /// Consumes more output.
    pub fn push(&mut self, piece: &str) -> Vec<Split> {
        let mut input = std::mem::take(&mut self.held);
        input.push_str(piece);
        let mut out = SplitBuilder::default();
        let mut rest = input.as_str();
        while let Some(sign) = rest.chars().next() {
            if sign == '<' {
                match tag(rest) {
                    TagMatch::Tag(tag, closes) if self.take(tag, closes, &mut out) => {
                        rest = &rest[tag.len() + if closes { 3 } else { 2 }..];
                        continue;
                    }
                    TagMatch::Beginning => {
                        self.held = rest.to_owned();
                        break;
                    }
                    TagMatch::Tag(..) | TagMatch::Nothing => {}
                }
            }
            self.plain(sign, &mut out);
            rest = &rest[sign.len_utf8()..];
        }
        out.splits
    }

    /// Ends the output; emits what was held back as a possible tag.
    pub fn finish(&mut self) -> Vec<Split> {
        let mut out = SplitBuilder::default();
        for sign in std::mem::take(&mut self.held).chars() {
            self.plain(sign, &mut out);
        }
        out.splits
    }

    /// Handles a complete tag; false if it is only text.
    fn take(&mut self, tag: &'static str, closes: bool, out: &mut SplitBuilder) -> bool {
        match (self.thought, closes) {
            (Some(Tag::Of(open)), true) if open == tag => self.end_thought(),
            (Some(Tag::Any), true) => self.end_thought(),
            // The model repeats the tag that the template wrote.
            (Some(Tag::Any), false) if self.skips_space => self.thought = Some(Tag::Of(tag)),
            (None, false) if self.line.is_blank && self.line.marks == 0 && !self.line.is_code => {
                self.thought = Some(Tag::Of(tag));
                self.is_settled = true;
                self.skips_space = true;
            }
            (None, true) if !self.is_settled && !self.line.is_code && self.last != '`' => {
                if self.has_text {
                    out.splits.push(Split::TextWasThought);
                }
                self.is_settled = true;
                self.end_thought();
            }
            _ => return false,
        }
        true
    }

    fn end_thought(&mut self) {
        self.thought = None;
        self.skips_space = true;
        self.line.is_blank = true;
        self.line.marks = 0;
    }

    fn plain(&mut self, sign: char, out: &mut SplitBuilder) {
        let is_space = sign.is_whitespace();
        if self.skips_space && is_space {
            return;
        }
        self.skips_space = false;
        if self.thought.is_some() {
            out.thought(sign);
            return;
        }
        self.has_text |= !is_space;
        self.last = sign;
        self.line.push(sign);
        out.text(sign);
    }
}

impl LineState {
    fn push(&mut self, sign: char) {
        match sign {
            '\n' => (self.is_blank, self.marks) = (true, 0),
            ' ' | '\t' if self.is_blank && self.marks == 0 => {}
            '`' | '~' if self.is_blank && (self.marks == 0 || self.mark == sign) => {
                self.mark = sign;
                self.marks += 1;
                if self.marks == 3 {
                    self.is_code = !self.is_code;
                    self.is_blank = false;
                }
            }
            _ => self.is_blank = false,
        }
    }
}

/// Collects pieces, joining adjacent ones of the same kind.
#[derive(Debug, Default)]
struct SplitBuilder {
    splits: Vec<Split>,
}

impl SplitBuilder {
    fn text(&mut self, sign: char) {
        match self.splits.last_mut() {
            Some(Split::Text(text)) => text.push(sign),
            _ => self.splits.push(Split::Text(sign.into())),
        }
    }

    fn thought(&mut self, sign: char) {
        match self.splits.last_mut() {
            Some(Split::Thought(thought)) => thought.push(sign),
            _ => self.splits.push(Split::Thought(sign.into())),
        }
    }
}

/// The token at a `<`.
enum TagMatch {
    /// A complete tag; true if it is a closing one.
    Tag(&'static str, bool),
    /// Incomplete: more characters are needed.
    Beginning,
    Nothing,
}

fn tag(text: &str) -> TagMatch {
    let mut may_be = false;
    for closes in [false, true] {
        for tag in TAGS {
            let mut whole = ["<", if closes { "/" } else { "" }, tag, ">"].concat();
            if text.starts_with(&whole) {
                return TagMatch::Tag(tag, closes);
            }
            whole.truncate(text.len().min(whole.len()));
            may_be |= text == whole;
        }
    }
    if may_be {
        TagMatch::Beginning
    } else {
        TagMatch::Nothing
    }
}
