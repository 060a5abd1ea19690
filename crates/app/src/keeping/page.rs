//! A conversation as one page that needs nothing else: no script, no other file, no network. It prints well.

use std::io::{Read, Result, Write};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use ledger::{Artifact, ArtifactState, Conversation, Kind};
use sha2::{Digest, Sha256};

use super::conversation::{Around, Sum, Told, money, span};
use super::markdown::{facts, sources};
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
    let what = match conversation.kind {
        Kind::Chat => "A chat",
        Kind::Job => "A job",
    };
    write!(
        into,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
         style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n\
         <h1 dir=\"auto\">{title}</h1>\n<p>{what} of {}, turns: {}.",
        around.moment(conversation.created_at),
        sum.turns,
    )?;
    if let Some(from) = &conversation.imported_from {
        write!(into, " Taken over from {}.", escaped(from))?;
    }
    writeln!(
        into,
        " Written by Errand on {}.</p>\n</header>",
        around.moment(now())
    )
}

pub(super) fn turn<W: Write>(into: &mut W, told: &Told, around: &Around<'_>) -> Result<()> {
    let turn = &told.turn;
    writeln!(into, "<section>\n<h2>{}. Question</h2>", told.number)?;
    match told.follows {
        Some(0) => writeln!(into, "<p class=\"note\">Another beginning.</p>")?,
        Some(follows) => writeln!(into, "<p class=\"note\">This follows turn {follows}.</p>")?,
        None => {}
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
                "<li><bdi>{}</bdi>, {} bytes",
                escaped(&file.name),
                file.size
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
    writeln!(into, "<h3>Answer</h3>\n<div class=\"answer\">")?;
    for part in &turn.parts {
        write_part(into, part, told, around)?;
    }
    writeln!(into, "</div>")?;
    if let Some(error) = &turn.error {
        writeln!(
            into,
            "<p class=\"error\">{} {}</p>",
            escaped(&error.message),
            escaped(error.hint.as_deref().unwrap_or_default())
        )?;
    }
    let sources = sources(&turn.parts);
    if !sources.is_empty() {
        writeln!(into, "<h3>Sources</h3>\n<ol class=\"sources\">")?;
        for source in sources {
            let title = match source.title.is_empty() {
                true => "A page".to_owned(),
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
    files(into, &told.files)?;
    writeln!(
        into,
        "<p class=\"facts\">{}</p>\n</section>",
        escaped(&facts(told, around))
    )
}

pub(super) fn end<W: Write>(into: &mut W, sum: &Sum, _: &Around<'_>) -> Result<()> {
    if sum.tokens > 0 {
        write!(into, "<footer><p>All of it: {} tokens", sum.tokens)?;
        if let Some(cost) = sum.cost {
            write!(into, ", {}", money(cost))?;
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
            let took = ms
                .map(|ms| format!(" for {}", span(ms)))
                .unwrap_or_default();
            writeln!(into, "<div class=\"step\"><p>Thought{took}</p>")?;
            for block in blocks {
                writeln!(into, "{}", block.to_html())?;
            }
            writeln!(into, "</div>")
        }
        Part::Code {
            html,
            output,
            failed,
            ..
        } => {
            let what = if *failed {
                "Ran a program, which failed"
            } else {
                "Ran a program"
            };
            writeln!(into, "<div class=\"step\"><p>{what}</p>{html}")?;
            if let Some(output) = output {
                writeln!(into, "<pre class=\"output\">{}</pre>", escaped(output))?;
            }
            writeln!(into, "</div>")
        }
        Part::Search { queries, .. } => list(into, "Searched for", queries.iter()),
        Part::Pages { pages } => list(into, "Read", pages.iter().map(|(url, _)| url)),
        Part::Tool {
            name,
            server,
            arguments,
            result,
            ..
        } => {
            let from = server.as_deref().map(|it| format!(" of {}", escaped(it)));
            writeln!(
                into,
                "<div class=\"step\"><p>Used {}{}</p><pre>{}</pre>",
                escaped(name),
                from.unwrap_or_default(),
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

fn files<W: Write>(into: &mut W, files: &[Artifact]) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    writeln!(into, "<h3>Files</h3>\n<ul class=\"files\">")?;
    for file in files {
        let name = escaped(&screen::view::artifact::whole_name(file));
        write!(into, "<li><bdi>{name}</bdi>")?;
        if let Some(size) = file.size {
            write!(into, ", {size} bytes")?;
        }
        match &file.sha256 {
            Some(sha256) => writeln!(into, "<br><code>SHA-256 {}</code></li>", escaped(sha256))?,
            None => writeln!(into, ", not kept</li>")?,
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

fn is_web(url: &str) -> bool {
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
