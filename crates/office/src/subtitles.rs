//! Subtitles (`.srt`, `.vtt`) as Markdown: the spoken text with its start times.

use crate::Refusal;
use crate::escaping::escaped;

/// Returns all cues of a file.
pub(crate) fn markdown(text: &str) -> Result<String, Refusal> {
    let text = text.trim_start_matches('\u{feff}');
    // In WebVTT an empty line ends a cue; in SRT only the next timing line does.
    let is_web = text.starts_with("WEBVTT");
    let mut cues: Vec<Cue> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        if let Some(time) = begin(line) {
            if let Some(before) = cues.last_mut().filter(|_| is_open && !is_web) {
                before.ends_before_number();
            }
            let lines = Vec::new();
            cues.push(Cue { time, lines });
            is_open = true;
        } else if is_web && line.trim().is_empty() {
            is_open = false;
        } else if let Some(cue) = cues.last_mut().filter(|_| is_open) {
            cue.lines.push(line);
        }
    }
    let written: Vec<String> = cues.iter().filter_map(Cue::to_markdown).collect();
    match written.is_empty() {
        true => Err(Refusal::Unreadable),
        false => Ok(written.join("\n\n")),
    }
}

/// The text spoken at a time.
struct Cue<'a> {
    time: String,
    lines: Vec<&'a str>,
}

impl Cue<'_> {
    /// Removes the cue number that precedes the next timing line.
    fn ends_before_number(&mut self) {
        let is_number = |line: &&str| {
            let line = line.trim();
            !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
        };
        if self.lines.last().is_some_and(is_number) {
            self.lines.pop();
        }
    }

    /// Returns the cue as Markdown; `None` if it has no text.
    fn to_markdown(&self) -> Option<String> {
        let said: Vec<String> = self
            .lines
            .iter()
            .map(|line| escaped(&bare(line)))
            .filter(|line| !line.is_empty())
            .collect();
        (!said.is_empty()).then(|| format!("**{}** {}", self.time, said.join("\\\n")))
    }
}

/// Returns the start of a cue, `0:01:23`, from its timing line `00:01:23,400 --> 00:01:25,000`.
fn begin(line: &str) -> Option<String> {
    let (begin, end) = line.split_once("-->")?;
    seconds(end.split_whitespace().next()?)?;
    let seconds = seconds(begin.trim())?;
    Some(format!(
        "{}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    ))
}

fn seconds(time: &str) -> Option<u64> {
    let whole = time.split([',', '.']).next()?;
    let parts: Vec<u64> = whole
        .split(':')
        .map(|part| part.trim().parse::<u32>().ok().map(u64::from))
        .collect::<Option<_>>()?;
    match parts.as_slice() {
        [hours, minutes, seconds] => Some(hours * 3600 + minutes * 60 + seconds),
        [minutes, seconds] => Some(minutes * 60 + seconds),
        _ => None,
    }
}

/// Returns a line without markup, with the speaker before it.
fn bare(line: &str) -> String {
    let mut bare = String::with_capacity(line.len());
    let mut rest = line.trim();
    while let Some(at) = rest.find(['<', '{']) {
        let (before, mark) = rest.split_at(at);
        bare.push_str(before);
        let close = if mark.starts_with('<') { '>' } else { '}' };
        let inner = mark
            .find(close)
            .map(|end| (&mark[1..end], &mark[end + 1..]));
        match inner.filter(|(inner, _)| is_mark(inner)) {
            Some((inner, after)) => {
                if let Some(speaker) = inner.strip_prefix("v ") {
                    bare.push_str(&format!("{}: ", speaker.trim()));
                }
                rest = after;
            }
            None => {
                bare.push_str(&mark[..1]);
                rest = &mark[1..];
            }
        }
    }
    bare.push_str(rest);
    for (written, meant) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&lrm;", ""),
        ("&rlm;", ""),
        ("&amp;", "&"),
    ] {
        bare = bare.replace(written, meant);
    }
    bare.trim().to_owned()
}

/// Returns true if the text in brackets is markup: an HTML tag name, a speaker, a time, or a screen position.
fn is_mark(inner: &str) -> bool {
    let name = inner.trim_start_matches('/');
    let word = name.split([' ', '.']).next().unwrap_or_default();
    let is_time = word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit());
    name.starts_with('\\')
        || is_time
        || matches!(
            word,
            "b" | "i" | "u" | "s" | "c" | "v" | "lang" | "ruby" | "rt" | "font"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtitles_say_what_and_when() {
        let srt = "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Hello</i> {\\an8}*you*\r\nsecond < third\r\n\r\n\
                   2\r\n01:02:03,400 --> 01:02:05,000 X1:10\r\nBye\r\n";
        assert_eq!(
            markdown(srt).expect("subtitles"),
            "**0:00:01** Hello \\*you\\*\\\nsecond \\< third\n\n**1:02:03** Bye"
        );
        let vtt = "WEBVTT - a title\n\nNOTE nothing\n\nSTYLE\n::cue { color: red }\n\nintro\n00:05.000 --> 00:06.000 align:start\n\
                   <v Ann>Fish &amp; <00:05.500><c.loud>chips</c>\n";
        assert_eq!(
            markdown(vtt).expect("subtitles"),
            "**0:00:05** Ann: Fish & chips"
        );
        assert_eq!(markdown("just words"), Err(Refusal::Unreadable));
    }

    #[test]
    fn an_empty_line_in_a_subtitle_ends_nothing_and_a_time_begins_the_next() {
        let gap = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\nafter\n\n2\n00:00:03,000 --> 00:00:04,000\nNext\n";
        assert_eq!(
            markdown(gap).expect("subtitles"),
            "**0:00:01** One\\\nafter\n\n**0:00:03** Next"
        );
        let close =
            "1\n00:00:01,000 --> 00:00:02,500\nBrot\n2\n00:00:03,000 --> 00:00:04,000\nNo gap\n";
        assert_eq!(
            markdown(close).expect("subtitles"),
            "**0:00:01** Brot\n\n**0:00:03** No gap"
        );
    }
}
