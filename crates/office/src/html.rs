//! HTML and XHTML as Markdown: the readable content of books and mails. Nothing is fetched or run.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::markdown_writer::MarkdownWriter;

/// Elements whose content is not shown.
const SKIPPED_ELEMENTS: &[&str] = &[
    "script", "style", "title", "textarea", "iframe", "noembed", "noframes", "template", "rp",
    "svg", "math",
];

/// Maximum nesting of quotations; deeper ones become paragraphs of the enclosing one.
const MAX_QUOTATION_DEPTH: usize = 10;

/// Elements that begin and end paragraphs.
const BLOCK_ELEMENTS: &[&str] = &[
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "main",
    "nav",
    "p",
    "section",
];

/// Appends the content of an HTML text.
pub(crate) fn write(html: &str, to: MarkdownWriter) -> MarkdownWriter {
    let sink = HtmlSink {
        reader: RefCell::new(HtmlReader {
            writer: to,
            skipped: Vec::new(),
            preformatted: None,
            enclosing: Vec::new(),
        }),
    };
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    // The tokenizer stops at scripts, which are not run, and at encoding declarations, as the encoding is known.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let mut reader = tokenizer.sink.reader.into_inner();
    reader.end_preformatted();
    while !reader.enclosing.is_empty() {
        reader.end_quotation();
    }
    reader.end_blocks();
    reader.writer
}

struct HtmlSink {
    reader: RefCell<HtmlReader>,
}

struct HtmlReader {
    writer: MarkdownWriter,
    /// The open elements that are left out.
    skipped: Vec<String>,
    /// Content of the open preformatted block.
    preformatted: Option<String>,
    /// The text around each open quotation; `None` for one that is shown as paragraphs.
    enclosing: Vec<Option<MarkdownWriter>>,
}

impl TokenSink for HtmlSink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.reader.borrow_mut();
        match token {
            Token::CharacterTokens(text) => reader.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                reader.start_element(&tag);
                if !tag.self_closing {
                    match &*tag.name {
                        "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                        "style" | "iframe" | "noembed" | "noframes" => {
                            return TokenSinkResult::RawData(RawKind::Rawtext);
                        }
                        "title" | "textarea" => return TokenSinkResult::RawData(RawKind::Rcdata),
                        _ => {}
                    }
                }
            }
            Token::TagToken(tag) => reader.end_element(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl HtmlReader {
    fn text(&mut self, text: &str) {
        if !self.skipped.is_empty() {
            return;
        }
        match &mut self.preformatted {
            Some(preformatted) => preformatted.push_str(text),
            None => self.writer.flowing(text),
        }
    }

    fn start_element(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if SKIPPED_ELEMENTS.contains(&name) && !tag.self_closing {
            self.skipped.push(name.to_owned());
        }
        if !self.skipped.is_empty() {
            return;
        }
        let writer = &mut self.writer;
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                writer.end_paragraph();
                writer.heading(usize::from(name.as_bytes()[1] - b'0'));
            }
            "br" => match &mut self.preformatted {
                Some(preformatted) => preformatted.push('\n'),
                None => writer.line_break(),
            },
            "pre" => self.preformatted = Some(String::new()),
            _ if self.preformatted.is_some() => {}
            "b" | "strong" => writer.begin_mark("**", "**"),
            "i" | "em" | "cite" => writer.begin_mark("*", "*"),
            "s" | "del" | "strike" => writer.begin_mark("~~", "~~"),
            "sup" => writer.begin_mark("<sup>", "</sup>"),
            "sub" => writer.begin_mark("<sub>", "</sub>"),
            "blockquote" => self.begin_quotation(),
            "a" => match attribute(tag, "href").filter(|address| is_web_address(address)) {
                Some(address) => {
                    let address: String = address
                        .chars()
                        .filter(|letter| {
                            !matches!(letter, '<' | '>' | '\\') && !letter.is_control()
                        })
                        .collect();
                    writer.begin_mark("[", &format!("](<{address}>)"));
                }
                None => writer.begin_mark("", ""),
            },
            "img" => {
                if let Some(words) = attribute(tag, "alt").filter(|words| !words.trim().is_empty())
                {
                    writer.flowing(&format!("[{}]", words.trim()));
                }
            }
            "rt" => writer.text("("),
            "ul" | "ol" => {
                writer.end_paragraph();
                writer.begin_list(name == "ol");
                number(writer, tag, "start");
            }
            "li" => {
                writer.end_paragraph();
                if writer.depth() == 0 {
                    writer.begin_list(false);
                }
                writer.begin_item();
                number(writer, tag, "value");
            }
            "table" => {
                writer.end_paragraph();
                writer.begin_table();
            }
            "tr" => {
                writer.end_paragraph();
                writer.begin_row();
            }
            "td" | "th" => {
                writer.end_paragraph();
                writer.begin_cell();
            }
            _ if BLOCK_ELEMENTS.contains(&name) => writer.end_paragraph(),
            _ => {}
        }
    }

    fn end_element(&mut self, name: &str) {
        if let Some(at) = self.skipped.iter().rposition(|open| open == name) {
            self.skipped.truncate(at);
            return;
        }
        if !self.skipped.is_empty() {
            return;
        }
        let writer = &mut self.writer;
        match name {
            "pre" => self.end_preformatted(),
            _ if self.preformatted.is_some() => {}
            "b" | "strong" | "i" | "em" | "cite" | "a" | "s" | "del" | "strike" | "sup" | "sub" => {
                writer.end_mark()
            }
            "blockquote" => self.end_quotation(),
            "rt" => writer.text(")"),
            "ul" | "ol" => {
                writer.end_paragraph();
                writer.end_list();
            }
            "table" => {
                writer.end_paragraph();
                writer.end_table();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "tr" | "td" | "th" => {
                writer.end_paragraph();
            }
            _ if BLOCK_ELEMENTS.contains(&name) => writer.end_paragraph(),
            _ => {}
        }
    }

    /// Starts a quotation: it is written separately, and inserted with quote marks at its end.
    fn begin_quotation(&mut self) {
        self.writer.end_paragraph();
        let is_deep = self.enclosing.len() >= MAX_QUOTATION_DEPTH;
        let around = match is_deep || self.writer.is_in_table() {
            true => None,
            false => Some(std::mem::take(&mut self.writer)),
        };
        self.enclosing.push(around);
    }

    fn end_quotation(&mut self) {
        self.end_preformatted();
        self.writer.end_paragraph();
        if let Some(Some(around)) = self.enclosing.pop() {
            self.end_blocks();
            let quotation = std::mem::replace(&mut self.writer, around);
            self.writer.quotation(&quotation.finish());
        }
    }

    /// Ends the open paragraph, table and lists.
    fn end_blocks(&mut self) {
        self.writer.end_table();
        self.writer.end_paragraph();
        while self.writer.depth() > 0 {
            self.writer.end_list();
        }
    }

    fn end_preformatted(&mut self) {
        if let Some(preformatted) = self
            .preformatted
            .take()
            .filter(|text| !text.trim().is_empty())
        {
            self.writer.preformatted(&preformatted);
        }
    }
}

/// Sets the number of the next list item from an attribute, if the tag has it.
fn number(writer: &mut MarkdownWriter, tag: &Tag, name: &str) {
    if let Some(number) = attribute(tag, name).and_then(|number| number.trim().parse().ok()) {
        writer.number_next_item(number);
    }
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let attribute = tag.attrs.iter().find(|one| &*one.name.local == name)?;
    Some(attribute.value.to_string())
}

fn is_web_address(address: &str) -> bool {
    let address = address.trim_start().to_ascii_lowercase();
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        write(html, MarkdownWriter::default()).finish()
    }

    #[test]
    fn a_page_keeps_headings_lists_tables_and_links() {
        assert_eq!(
            read(
                "<html><head><title>no</title><style>p{}</style></head><body><h2>Plan &amp; more</h2>\
                 <p>A <b>bold </b>word,<br/>2*3 <a href='https://e.example/a'>there</a> <a href='#x'>here</a></p>\
                 <ul><li>one<ol><li>deep</li></ol></li><li>two</li></ul>\
                 <table><tr><th>Name</th><th>Town</th></tr><tr><td>Ann</td><td>Oslo<br>N|O</td></tr></table>\
                 <script>alert(1)</script><pre>a  b\n *c*</pre>"
            ),
            "## Plan & more\n\nA **bold** word,\\\n2\\*3 [there](<https://e.example/a>) here\n\n\
             - one\n    1. deep\n- two\n\n| Name | Town |\n| --- | --- |\n| Ann | Oslo<br>N\\|O |\n\n\
             ```\na  b\n *c*\n```"
        );
    }

    #[test]
    fn tables_that_lay_out_a_mail_are_paragraphs() {
        assert_eq!(
            read(
                "<table><tr><td><table><tr><td>Hello</td></tr><tr><td>Item</td><td>2 €</td></tr></table></td></tr>\
                 <tr><td>Bye</td></tr></table>"
            ),
            "| Hello |  |\n| --- | --- |\n| Item | 2 € |\n\nBye"
        );
    }

    #[test]
    fn raised_and_lowered_letters_and_quotations_are_shown_as_such() {
        assert_eq!(
            read("<p>c<sup>1</sup> H<sub>2</sub>O <s>old</s></p>"),
            "c<sup>1</sup> H<sub>2</sub>O ~~old~~"
        );
        assert_eq!(
            read(
                "<p>yes</p><blockquote>On Monday:<p>Will <b>you</b>?</p><ul><li>a</li></ul><blockquote>older</blockquote>\
                 </blockquote><p>end</p><ul><li>b<blockquote>c</blockquote></li></ul>"
            ),
            "yes\n\n> On Monday:\n>\n> Will **you**?\n>\n> - a\n>\n> > older\n\nend\n\n- b\n\n    > c"
        );
        assert_eq!(
            read(
                "<table><tr><td>a<blockquote>b</blockquote></td><td>c</td></tr></table>x</blockquote>y"
            ),
            "| a<br>b | c |\n| --- | --- |\n\nx\n\ny"
        );
        assert_eq!(
            read("<blockquote>open<pre>x"),
            "> open\n>\n> ```\n> x\n> ```"
        );
    }

    #[test]
    fn ruby_text_is_written_after_its_base_text() {
        assert_eq!(
            read("<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>だ</p>"),
            "漢字(かんじ)だ"
        );
    }

    #[test]
    fn scripts_and_addresses_that_could_run_are_not_there() {
        assert_eq!(
            read("<a href='javascript:x()'>a</a><iframe>b</iframe><script/>c"),
            "ac"
        );
    }
}
