//! Exports a conversation as one self-contained HTML page: no script, no other file, no network. It prints well.

use std::io::{Read, Result, Write};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use ledger::ArtifactState;
use render::Block;
use sha2::{Digest, Sha256};

use words::say;

use super::conversation::{ExportContext, ExportedTurn, duration};
use super::readable::{ExportFormat, File, Source};
use crate::bridge::Part;

/// The page's style sheet. Its hash is in the page's content policy, so no other style applies.
const STYLE: &str = include_str!("page.css");
/// Maximum size of a picture in bytes; a larger one is only named.
const PICTURE: i64 = 32 << 20;

/// The HTML form.
pub(super) struct HtmlPage;

impl ExportFormat for HtmlPage {
    fn begin<W: Write>(
        into: &mut W,
        title: &str,
        about: &[String],
        context: &ExportContext<'_>,
    ) -> Result<()> {
        let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
        let title = escaped(title);
        let about = escaped(&about.join(" "));
        let tag = context.language.tag();
        let direction = match context.language.is_right_to_left() {
            true => " dir=\"rtl\"",
            false => "",
        };
        writeln!(
            into,
            "<!doctype html>\n<html lang=\"{tag}\"{direction}>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
             style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n\
             <h1 dir=\"auto\">{title}</h1>\n<p>{about}</p>\n</header>",
        )
    }

    fn question<W: Write>(
        into: &mut W,
        heading: &str,
        note: Option<&str>,
        exported: &ExportedTurn,
        context: &ExportContext<'_>,
    ) -> Result<()> {
        writeln!(into, "<section>\n<h2>{}</h2>", escaped(heading))?;
        if let Some(note) = note {
            writeln!(into, "<p class=\"note\">{}</p>", escaped(note))?;
        }
        let turn = &exported.turn;
        writeln!(
            into,
            "<div class=\"question\" dir=\"auto\">{}</div>",
            escaped(&turn.prompt)
        )?;
        if turn.attachments.is_empty() {
            return Ok(());
        }
        writeln!(into, "<ul class=\"files\">")?;
        for file in &turn.attachments {
            let size = context.say(&say::told_bytes(file.size));
            write!(into, "<li><bdi>{}</bdi>, {size}", escaped(&file.name))?;
            let size = i64::try_from(file.size).ok();
            picture(into, context, &file.name, &file.sha256, &file.mime, size)?;
            writeln!(into, "</li>")?;
        }
        writeln!(into, "</ul>")
    }

    fn answer<W: Write>(
        into: &mut W,
        exported: &ExportedTurn,
        context: &ExportContext<'_>,
    ) -> Result<()> {
        let heading = context.say(&say::told_answer());
        writeln!(into, "<h3>{heading}</h3>\n<div class=\"answer\">")?;
        for part in &exported.turn.parts {
            write_part(into, part, exported, context)?;
        }
        writeln!(into, "</div>")
    }

    fn error<W: Write>(into: &mut W, message: &str, hint: &str) -> Result<()> {
        let (message, hint) = (escaped(message), escaped(hint));
        writeln!(into, "<p class=\"error\">{message} {hint}</p>")
    }

    fn sources<W: Write>(into: &mut W, heading: &str, sources: &[Source]) -> Result<()> {
        writeln!(into, "<h3>{heading}</h3>\n<ol class=\"sources\">")?;
        for source in sources {
            let (number, title) = (source.number, escaped(&source.title));
            write!(into, "<li value=\"{number}\"><bdi>{title}</bdi>")?;
            if let Some(url) = &source.url {
                let url = escaped(url);
                write!(into, "<br><a href=\"{url}\" rel=\"noreferrer\">{url}</a>")?;
            }
            writeln!(into, "</li>")?;
        }
        writeln!(into, "</ol>")
    }

    fn files<W: Write>(into: &mut W, heading: &str, files: &[File]) -> Result<()> {
        writeln!(into, "<h3>{heading}</h3>\n<ul class=\"files\">")?;
        for file in files {
            write!(into, "<li><bdi>{}</bdi>", escaped(&file.name))?;
            for fact in &file.facts {
                write!(into, ", {fact}")?;
            }
            if let Some(sha256) = &file.sha256 {
                write!(into, "<br><code>SHA-256 {}</code>", escaped(sha256))?;
            }
            writeln!(into, "</li>")?;
        }
        writeln!(into, "</ul>")
    }

    fn facts<W: Write>(into: &mut W, facts: &str) -> Result<()> {
        writeln!(
            into,
            "<p class=\"facts\">{}</p>\n</section>",
            escaped(facts)
        )
    }

    fn end<W: Write>(into: &mut W, all: Option<&str>) -> Result<()> {
        if let Some(all) = all {
            writeln!(into, "<footer><p>{}</p></footer>", escaped(all))?;
        }
        writeln!(into, "</main>\n</body>\n</html>")
    }
}

fn write_part<W: Write>(
    into: &mut W,
    part: &Part,
    exported: &ExportedTurn,
    context: &ExportContext<'_>,
) -> Result<()> {
    match part {
        // Blocks are sanitised by the renderer.
        Part::Text { blocks, .. } => {
            for block in blocks {
                writeln!(into, "{}", block.to_html())?;
            }
            Ok(())
        }
        Part::Thought { blocks, ms } => write_thought(into, blocks, *ms, context),
        Part::Note { text } => {
            let text = context.say(text);
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
        } => write_code(into, html, output.as_deref(), *failed, context),
        Part::Search { queries, .. } => {
            list(into, &context.say(&say::told_searched()), queries.iter())
        }
        Part::Pages { pages } => list(
            into,
            &context.say(&say::told_read()),
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
            write_call(into, &context.say(&used), arguments, result.as_deref())
        }
        Part::Media { artifact } => write_media(into, artifact, exported, context),
        Part::Other { kind, json } => writeln!(
            into,
            "<div class=\"step\"><p>{}</p><pre>{}</pre></div>",
            escaped(&kind.replace('_', " ")),
            escaped(json)
        ),
    }
}

/// Writes the picture of a medium, if its bytes are here.
fn write_media<W: Write>(
    into: &mut W,
    artifact: &str,
    exported: &ExportedTurn,
    context: &ExportContext<'_>,
) -> Result<()> {
    let mut files = exported.files.iter();
    let Some(file) = files.find(|it| it.id.to_string() == artifact) else {
        return Ok(());
    };
    match (&file.sha256, file.state) {
        (Some(sha256), ArtifactState::Saved) => {
            let name = screen::view::artifact::display_path(file);
            picture(into, context, &name, sha256, &file.mime, file.size)
        }
        _ => Ok(()),
    }
}

fn write_thought<W: Write>(
    into: &mut W,
    blocks: &[Block],
    ms: Option<i64>,
    context: &ExportContext<'_>,
) -> Result<()> {
    let thought = match ms {
        Some(ms) => say::told_thought_for(duration(ms)),
        None => say::told_thought(),
    };
    let thought = context.say(&thought);
    writeln!(into, "<div class=\"step\"><p>{thought}</p>")?;
    for block in blocks {
        writeln!(into, "{}", block.to_html())?;
    }
    writeln!(into, "</div>")
}

fn write_code<W: Write>(
    into: &mut W,
    html: &str,
    output: Option<&str>,
    failed: bool,
    context: &ExportContext<'_>,
) -> Result<()> {
    let what = context.say(&match failed {
        true => say::told_ran_failed(),
        false => say::told_ran(),
    });
    writeln!(into, "<div class=\"step\"><p>{what}</p>{html}")?;
    if let Some(output) = output {
        writeln!(into, "<pre class=\"output\">{}</pre>", escaped(output))?;
    }
    writeln!(into, "</div>")
}

/// Writes a call of a tool; `used` is HTML.
fn write_call<W: Write>(
    into: &mut W,
    used: &str,
    arguments: &str,
    result: Option<&str>,
) -> Result<()> {
    writeln!(
        into,
        "<div class=\"step\"><p>{used}</p><pre>{}</pre>",
        escaped(arguments)
    )?;
    if let Some(result) = result {
        writeln!(into, "<pre class=\"output\">{}</pre>", escaped(result))?;
    }
    writeln!(into, "</div>")
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

/// Writes a picture into the page in pieces, so that it is never in memory as a whole; its name is the alternative
/// text. A picture that is missing or cannot be read is left out.
fn picture<W: Write>(
    into: &mut W,
    context: &ExportContext<'_>,
    name: &str,
    sha256: &str,
    mime: &str,
    size: Option<i64>,
) -> Result<()> {
    // No SVG: it could contain whatever the page's content policy allows.
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
    let opened = context.store.path(sha256).ok();
    let Some(mut file) = opened.and_then(|path| std::fs::File::open(path).ok()) else {
        return Ok(());
    };
    write!(
        into,
        "<img alt=\"{}\" src=\"data:{mime};base64,",
        escaped(name)
    )?;
    // A multiple of three bytes needs no padding in base64.
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
