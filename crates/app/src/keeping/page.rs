//! A conversation as one page that needs nothing else: no script, no other file, no network. It prints well.

use std::io::{Read, Result, Write};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use ledger::{Artifact, ArtifactState, Conversation, Kind};
use sha2::{Digest, Sha256};

use words::say;

use super::conversation::{Around, Sum, Told, money, span};
use super::markdown::{facts, note, sources};
use crate::bridge::Part;
use crate::core::now;

/// How the page looks. Its hash is in the page's policy, so nothing else styles it.
const STYLE: &str = include_str!("page.css");
/// A larger picture is named and not shown.
const PICTURE: i64 = 32 << 20;

pub(super) fn begin<W: Write>(
    into: &mut W,
    conversation: &Conversation,
    sum: &Sum,
    around: &Around<'_>,
) -> Result<()> {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let title = escaped(&conversation.title);
    let begun = around.moment(conversation.created_at);
    let head = around.say(&match conversation.kind {
        Kind::Chat => say::told_chat(begun, sum.turns),
        Kind::Job => say::told_job(begun, sum.turns),
    });
    let tag = around.language.tag();
    let direction = match around.language.is_right_to_left() {
        true => " dir=\"rtl\"",
        false => "",
    };
    write!(
        into,
        "<!doctype html>\n<html lang=\"{tag}\"{direction}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
         style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n\
         <h1 dir=\"auto\">{title}</h1>\n<p>{head}",
    )?;
    if let Some(from) = &conversation.imported_from {
        write!(into, " {}", around.say(&say::told_from(escaped(from))))?;
    }
    let written = say::told_written(around.moment(now()));
    writeln!(into, " {}</p>\n</header>", around.say(&written))
}

pub(super) fn turn<W: Write>(into: &mut W, told: &Told, around: &Around<'_>) -> Result<()> {
    let turn = &told.turn;
    let question = around.say(&say::told_question(told.number));
    writeln!(into, "<section>\n<h2>{question}</h2>")?;
    if let Some(note) = note(told) {
        writeln!(into, "<p class=\"note\">{}</p>", around.say(&note))?;
    }
    writeln!(
        into,
        "<div class=\"question\" dir=\"auto\">{}</div>",
        escaped(&turn.prompt)
    )?;
    if !turn.attachments.is_empty() {
        writeln!(into, "<ul class=\"files\">")?;
        for file in &turn.attachments {
            write!(
                into,
                "<li><bdi>{}</bdi>, {}",
                escaped(&file.name),
                around.say(&say::told_bytes(file.size))
            )?;
            picture(
                into,
                around,
                &file.sha256,
                &file.mime,
                i64::try_from(file.size).ok(),
            )?;
            writeln!(into, "</li>")?;
        }
        writeln!(into, "</ul>")?;
    }
    let answer = around.say(&say::told_answer());
    writeln!(into, "<h3>{answer}</h3>\n<div class=\"answer\">")?;
    for part in &turn.parts {
        write_part(into, part, told, around)?;
    }
    writeln!(into, "</div>")?;
    if let Some(error) = &turn.error {
        let hint = error.hint.as_ref().map(|hint| around.say(hint));
        writeln!(
            into,
            "<p class=\"error\">{} {}</p>",
            escaped(&around.say(&error.message)),
            escaped(&hint.unwrap_or_default())
        )?;
    }
    let sources = sources(&turn.parts);
    if !sources.is_empty() {
        let word = around.say(&say::told_sources());
        writeln!(into, "<h3>{word}</h3>\n<ol class=\"sources\">")?;
        for source in sources {
            let title = match source.title.is_empty() {
                true => around.say(&say::told_page()),
                false => escaped(&source.title),
            };
            match source.url.as_deref().filter(|url| is_web(url)) {
                Some(url) => writeln!(
                    into,
                    "<li value=\"{}\"><bdi>{title}</bdi><br><a href=\"{url}\" rel=\"noreferrer\">{url}</a></li>",
                    source.number,
                    url = escaped(url),
                )?,
                None => writeln!(
                    into,
                    "<li value=\"{}\"><bdi>{title}</bdi></li>",
                    source.number
                )?,
            }
        }
        writeln!(into, "</ol>")?;
    }
    files(into, &told.files, around)?;
    writeln!(
        into,
        "<p class=\"facts\">{}</p>\n</section>",
        escaped(&facts(told, around))
    )
}

pub(super) fn end<W: Write>(into: &mut W, sum: &Sum, around: &Around<'_>) -> Result<()> {
    if sum.tokens > 0 {
        let all = say::told_all(say::told_tokens(sum.tokens));
        write!(into, "<footer><p>{}", around.say(&all))?;
        if let Some(cost) = sum.cost {
            write!(into, ", {}", around.say(&money(cost)))?;
        }
        writeln!(into, ".</p></footer>")?;
    }
    writeln!(into, "</main>\n</body>\n</html>")
}

fn write_part<W: Write>(into: &mut W, part: &Part, told: &Told, around: &Around<'_>) -> Result<()> {
    match part {
        // Blocks are sanitised by whoever rendered them.
        Part::Text { blocks, .. } => {
            for block in blocks {
                writeln!(into, "{}", block.to_html())?;
            }
            Ok(())
        }
        Part::Thought { blocks, ms } => {
            let thought = match ms {
                Some(ms) => say::told_thought_for(span(*ms)),
                None => say::told_thought(),
            };
            let thought = around.say(&thought);
            writeln!(into, "<div class=\"step\"><p>{thought}</p>")?;
            for block in blocks {
                writeln!(into, "{}", block.to_html())?;
            }
            writeln!(into, "</div>")
        }
        Part::Note { text } => {
            let text = around.say(text);
            writeln!(
                into,
                "<p class=\"note\" dir=\"auto\">{}</p>",
                escaped(&text)
            )
        }
        Part::Code {
            html,
            output,
            failed,
            ..
        } => {
            let what = around.say(&match failed {
                true => say::told_ran_failed(),
                false => say::told_ran(),
            });
            writeln!(into, "<div class=\"step\"><p>{what}</p>{html}")?;
            if let Some(output) = output {
                writeln!(into, "<pre class=\"output\">{}</pre>", escaped(output))?;
            }
            writeln!(into, "</div>")
        }
        Part::Search { queries, .. } => {
            list(into, &around.say(&say::told_searched()), queries.iter())
        }
        Part::Pages { pages } => list(
            into,
            &around.say(&say::told_read()),
            pages.iter().map(|(url, _)| url),
        ),
        Part::Tool {
            name,
            server,
            arguments,
            result,
            ..
        } => {
            let used = match server {
                Some(server) => say::told_used_of(escaped(name), escaped(server)),
                None => say::told_used(escaped(name)),
            };
            writeln!(
                into,
                "<div class=\"step\"><p>{}</p><pre>{}</pre>",
                around.say(&used),
                escaped(arguments)
            )?;
            if let Some(result) = result {
                writeln!(into, "<pre class=\"output\">{}</pre>", escaped(result))?;
            }
            writeln!(into, "</div>")
        }
        Part::Media { artifact } => {
            let file = told.files.iter().find(|it| it.id.to_string() == *artifact);
            let Some(file) = file else { return Ok(()) };
            match (&file.sha256, file.state) {
                (Some(sha256), ArtifactState::Saved) => {
                    picture(into, around, sha256, &file.mime, file.size)
                }
                _ => Ok(()),
            }
        }
        Part::Other { kind, json } => writeln!(
            into,
            "<div class=\"step\"><p>{}</p><pre>{}</pre></div>",
            escaped(&kind.replace('_', " ")),
            escaped(json)
        ),
    }
}

fn list<'a, W: Write>(
    into: &mut W,
    what: &str,
    items: impl Iterator<Item = &'a String>,
) -> Result<()> {
    writeln!(into, "<div class=\"step\"><p>{what}</p><ul>")?;
    for item in items {
        writeln!(into, "<li dir=\"auto\">{}</li>", escaped(item))?;
    }
    writeln!(into, "</ul></div>")
}

fn files<W: Write>(into: &mut W, files: &[Artifact], around: &Around<'_>) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let word = around.say(&say::told_files());
    writeln!(into, "<h3>{word}</h3>\n<ul class=\"files\">")?;
    for file in files {
        let name = escaped(&screen::view::artifact::whole_name(file));
        write!(into, "<li><bdi>{name}</bdi>")?;
        if let Some(size) = file.size {
            write!(into, ", {}", around.say(&say::told_bytes(size)))?;
        }
        match &file.sha256 {
            Some(sha256) => writeln!(into, "<br><code>SHA-256 {}</code></li>", escaped(sha256))?,
            None => writeln!(into, ", {}</li>", around.say(&say::told_not_kept()))?,
        }
    }
    writeln!(into, "</ul>")
}

/// A picture in the page itself, in pieces, so that none has to be in memory.
fn picture<W: Write>(
    into: &mut W,
    around: &Around<'_>,
    sha256: &str,
    mime: &str,
    size: Option<i64>,
) -> Result<()> {
    // An SVG could bring what the policy of the page allows to the page.
    const SHOWN: [&str; 6] = [
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/avif",
        "image/bmp",
    ];
    let Some(mime) = SHOWN.iter().find(|known| **known == mime) else {
        return Ok(());
    };
    if size.is_none_or(|size| size > PICTURE) {
        return Ok(());
    }
    let Ok(path) = around.store.path(sha256) else {
        return Ok(());
    };
    let mut file = std::fs::File::open(path)?;
    write!(into, "<img alt=\"\" src=\"data:{mime};base64,")?;
    // A multiple of three bytes is whole in base64.
    let mut piece = vec![0; 3 << 14];
    loop {
        let mut filled = 0;
        while filled < piece.len() {
            match file.read(&mut piece[filled..])? {
                0 => break,
                read => filled += read,
            }
        }
        into.write_all(BASE64_STANDARD.encode(&piece[..filled]).as_bytes())?;
        if filled < piece.len() {
            break;
        }
    }
    writeln!(into, "\">")
}

pub(super) fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
