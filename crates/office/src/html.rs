//! HTML and XHTML as Markdown: the readable content of books and mails. Nothing is fetched or run.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::writing::Writing;

/// Elements whose content is not shown.
const SILENT: &[&str] = &[
    "script", "style", "title", "textarea", "iframe", "noembed", "noframes", "template", "rp",
    "svg", "math",
];

/// Maximum nesting of quotations; deeper ones become paragraphs of the enclosing one.
const QUOTATIONS: usize = 10;

/// Elements that begin and end paragraphs.
const BLOCKS: &[&str] = &[
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
pub(crate) fn write(html: &str, to: Writing) -> Writing {
    let page = Page {
        reading: RefCell::new(Reading {
            writing: to,
            silent: Vec::new(),
            listing: None,
            quoted: Vec::new(),
        }),
    };
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(page, TokenizerOpts::default());
    // The tokenizer stops at scripts, which are not run, and at encoding declarations, as the encoding is known.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let mut reading = tokenizer.sink.reading.into_inner();
    reading.end_listing();
    while !reading.quoted.is_empty() {
        reading.end_quotation();
    }
    reading.end_all();
    reading.writing
}

struct Page {
    reading: RefCell<Reading>,
}

struct Reading {
    writing: Writing,
    /// The open elements that are left out.
    silent: Vec<String>,
    /// Content of the open preformatted block.
    listing: Option<String>,
    /// The text around each open quotation; `None` for one that is shown as paragraphs.
    quoted: Vec<Option<Writing>>,
}

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reading = self.reading.borrow_mut();
        match token {
            Token::CharacterTokens(text) => reading.says(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                reading.begins(&tag);
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
            Token::TagToken(tag) => reading.ends(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reading {
    fn says(&mut self, text: &str) {
        if !self.silent.is_empty() {
            return;
        }
        match &mut self.listing {
            Some(listing) => listing.push_str(text),
            None => self.writing.flowing(text),
        }
    }

    fn begins(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if SILENT.contains(&name) && !tag.self_closing {
            self.silent.push(name.to_owned());
        }
        if !self.silent.is_empty() {
            return;
        }
        let writing = &mut self.writing;
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                writing.end_paragraph();
                writing.heading(usize::from(name.as_bytes()[1] - b'0'));
            }
            "br" => match &mut self.listing {
                Some(listing) => listing.push('\n'),
                None => writing.line_break(),
            },
            "pre" => self.listing = Some(String::new()),
            _ if self.listing.is_some() => {}
            "b" | "strong" => writing.mark("**", "**"),
            "i" | "em" | "cite" => writing.mark("*", "*"),
            "s" | "del" | "strike" => writing.mark("~~", "~~"),
            "sup" => writing.mark("<sup>", "</sup>"),
            "sub" => writing.mark("<sub>", "</sub>"),
            "blockquote" => self.begin_quotation(),
            "a" => match attribute(tag, "href").filter(|address| is_of_the_web(address)) {
                Some(address) => {
                    let address: String = address
                        .chars()
                        .filter(|letter| {
                            !matches!(letter, '<' | '>' | '\\') && !letter.is_control()
                        })
                        .collect();
                    writing.mark("[", &format!("](<{address}>)"));
                }
                None => writing.mark("", ""),
            },
            "img" => {
                if let Some(words) = attribute(tag, "alt").filter(|words| !words.trim().is_empty())
                {
                    writing.flowing(&format!("[{}]", words.trim()));
                }
            }
            "rt" => writing.text("("),
            "ul" | "ol" => {
                writing.end_paragraph();
                writing.list(name == "ol");
                number(writing, tag, "start");
            }
            "li" => {
                writing.end_paragraph();
                if writing.depth() == 0 {
                    writing.list(false);
                }
                writing.item();
                number(writing, tag, "value");
            }
            "table" => {
                writing.end_paragraph();
                writing.table();
            }
            "tr" => {
                writing.end_paragraph();
                writing.row();
            }
            "td" | "th" => {
                writing.end_paragraph();
                writing.cell();
            }
            _ if BLOCKS.contains(&name) => writing.end_paragraph(),
            _ => {}
        }
    }

    fn ends(&mut self, name: &str) {
        if let Some(at) = self.silent.iter().rposition(|open| open == name) {
            self.silent.truncate(at);
            return;
        }
        if !self.silent.is_empty() {
            return;
        }
        let writing = &mut self.writing;
        match name {
            "pre" => self.end_listing(),
            _ if self.listing.is_some() => {}
            "b" | "strong" | "i" | "em" | "cite" | "a" | "s" | "del" | "strike" | "sup" | "sub" => {
                writing.unmark()
            }
            "blockquote" => self.end_quotation(),
            "rt" => writing.text(")"),
            "ul" | "ol" => {
                writing.end_paragraph();
                writing.end_list();
            }
            "table" => {
                writing.end_paragraph();
                writing.end_table();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "tr" | "td" | "th" => {
                writing.end_paragraph();
            }
            _ if BLOCKS.contains(&name) => writing.end_paragraph(),
            _ => {}
        }
    }

    /// Starts a quotation: it is written separately, and inserted with quote marks at its end.
    fn begin_quotation(&mut self) {
        self.writing.end_paragraph();
        let is_deep = self.quoted.len() >= QUOTATIONS;
        let around = match is_deep || self.writing.is_in_table() {
            true => None,
            false => Some(std::mem::take(&mut self.writing)),
        };
        self.quoted.push(around);
    }

    fn end_quotation(&mut self) {
        self.end_listing();
        self.writing.end_paragraph();
        if let Some(Some(around)) = self.quoted.pop() {
            self.end_all();
            let quoted = std::mem::replace(&mut self.writing, around);
            self.writing.quotation(&quoted.finish());
        }
    }

    /// Ends the open paragraph, table and lists.
    fn end_all(&mut self) {
        self.writing.end_table();
        self.writing.end_paragraph();
        while self.writing.depth() > 0 {
            self.writing.end_list();
        }
    }

    fn end_listing(&mut self) {
        if let Some(listing) = self.listing.take().filter(|text| !text.trim().is_empty()) {
            self.writing.listing(&listing);
        }
    }
}

/// Sets the number of the next list item from an attribute, if the tag has it.
fn number(writing: &mut Writing, tag: &Tag, name: &str) {
    if let Some(number) = attribute(tag, name).and_then(|number| number.trim().parse().ok()) {
        writing.go_on_with(number);
    }
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let attribute = tag.attrs.iter().find(|one| &*one.name.local == name)?;
    Some(attribute.value.to_string())
}

fn is_of_the_web(address: &str) -> bool {
    let address = address.trim_start().to_ascii_lowercase();
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        write(html, Writing::default()).finish()
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
    fn readings_above_letters_stand_behind_them() {
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
