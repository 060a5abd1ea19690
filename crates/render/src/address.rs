//! Finding the end of a bare URL in text: before punctuation that no URL contains, which in Chinese, Japanese and
//! other languages follows without a space.

use crate::heal::is_unspaced;

/// Returns the byte offsets in a link's text at which a bare URL ends; empty if the text is not a bare URL, or if it
/// ends with the URL. The rest after a URL may contain another one.
pub(crate) fn ends(words: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut from = 0;
    while let Some(start) = begins(&words[from..]) {
        // The parser found the first URL; only further ones are searched for.
        if from == 0 && start > 0 {
            return ends;
        }
        let start = from + start;
        let Some(length) = end(&words[start..]) else {
            return ends;
        };
        ends.push(start + length);
        from = start + length;
        let next = begins(&words[from..]).unwrap_or_default();
        if words[from..from + next].contains(['`', '[', '(', '<', '$']) {
            return ends;
        }
    }
    ends
}

/// Returns the byte offsets at which a URL without a scheme starts directly after a letter or punctuation mark of a
/// script without spaces: the parser would require a space there.
pub(crate) fn glued(words: &str) -> impl Iterator<Item = usize> {
    let is_glued = |words: &str, at: usize| {
        let mut before = words[..at].chars().rev();
        let is_joint = |c: char| is_stop(c) || is_unspaced(c) || is_thai(c);
        let joint = match before.next() {
            Some(':' | ',' | ';') => before.next(),
            last => last,
        };
        joint.is_some_and(is_joint)
            && words[at + "www.".len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    words
        .match_indices("www.")
        .map(|(at, _)| at)
        .filter(move |at| is_glued(words, *at))
}

/// Letters of Thai, Lao, Myanmar and Khmer.
fn is_thai(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Returns the offset of the first URL.
fn begins(words: &str) -> Option<usize> {
    let lower = words.to_ascii_lowercase();
    ["http://", "https://", "ftp://", "www."]
        .iter()
        .filter_map(|start| lower.find(start))
        .min()
}

/// Returns the length of the URL at the start of `words` if it ends before they do.
fn end(words: &str) -> Option<usize> {
    let host = words.find("://").map_or(0, |at| at + 3);
    let path = words[host..]
        .find(['/', '?', '#'])
        .map_or(words.len(), |length| host + length);
    let stop = words.find(is_stop);
    // A user name and a password may precede the host, and a port may follow it.
    let (host, limit) = match words[host..path].rfind('@') {
        Some(length) if words[host..host + length].is_ascii() => (host + length + 1, path),
        Some(length) => (host, host + length),
        None => (host, path),
    };
    let port = words[host..limit].find(':').map(|length| host + length);
    let host_end = port.unwrap_or(limit).min(stop.unwrap_or(limit)).max(host);
    if let Some(at) = mixed(&words[host..host_end]) {
        return Some(host + at);
    }
    if let Some(at) = port.and_then(|port| after_digits(words, port + 1)) {
        return Some(at);
    }
    let word = after_path(words, path);
    let end = match (stop, word) {
        (Some(stop), Some(word)) => Some(stop.min(word)),
        (stop, word) => stop.or(word),
    };
    end.filter(|at| *at > host)
}

/// Returns where a path segment that begins in ASCII changes to Hangul, kana or Thai: that is a word of the text after
/// the URL.
fn after_path(words: &str, path: usize) -> Option<usize> {
    let rest = &words[path..];
    let length = rest.find(['?', '#']).unwrap_or(rest.len());
    let mut from = path;
    for part in rest[..length].split('/') {
        if part.starts_with(|c: char| c.is_ascii())
            && let Some(at) = part.find(is_ending)
        {
            return Some(from + at);
        }
        from += part.len() + 1;
    }
    None
}

/// Letters of endings and particles, which follow a name without a space.
fn is_ending(c: char) -> bool {
    is_thai(c)
        || matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}'
            | '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}')
}

/// Returns the end of the digits from `from` on, if text of another script follows them.
fn after_digits(words: &str, from: usize) -> Option<usize> {
    let rest = words.get(from..)?;
    let length = rest.find(|c: char| !c.is_ascii_digit())?;
    (length > 0 && !rest[length..].starts_with(|c: char| c.is_ascii())).then_some(from + length)
}

/// Returns where a host changes from a Latin name to text of another script: the last label of a domain name does not
/// mix scripts, and no number continues with letters.
fn mixed(host: &str) -> Option<usize> {
    let plain = host.find(|c: char| !c.is_ascii())?;
    let is_number = host[..plain].contains('.')
        && host[..plain]
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number || host[..plain].eq_ignore_ascii_case("localhost") {
        return Some(plain);
    }
    let last = host.rfind('.').map(|dot| dot + 1)?;
    let name = &host[last..];
    let latin = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let is_domain = latin >= 2 && name[..latin].bytes().all(|b| b.is_ascii_alphabetic());
    (is_domain && !name[latin..].starts_with(|c: char| c.is_ascii())).then_some(last + latin)
}

/// Punctuation that ends a bare URL.
fn is_stop(c: char) -> bool {
    matches!(c,
        // Ideographic punctuation and brackets; the iteration marks and the zero in between are letters.
        '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{303d}'
        // Full-width and half-width forms.
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}' | '\u{30fb}'
        // Dashes, quotes and dots of running text.
        | '\u{2010}'..='\u{201f}' | '\u{2022}' | '\u{2026}' | '\u{2039}' | '\u{203a}' | '«' | '»' | '·'
        // Arrows, boxes, stars and emoji.
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2500}'..='\u{27bf}'
        | '\u{27f0}'..='\u{27ff}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}'
        | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}'
        // Arabic, Hebrew, Devanagari, Thai, Khmer, Armenian and Ethiopic.
        | '،' | '؛' | '؟' | '۔' | '״' | '׳' | '।' | '॥' | '๏' | '។' | '։' | '።' | '፣'
        | '\u{200b}' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_before_punctuation_that_it_cannot_have() {
        let first = |words: &'static str| {
            let ends = ends(words);
            &words[..*ends.first().unwrap_or(&words.len())]
        };
        for (words, address) in [
            ("https://example.com/a。然后登录", "https://example.com/a"),
            ("www.example.com，谢谢", "www.example.com"),
            ("https://example.com/a）更多", "https://example.com/a"),
            ("https://example.com/a」と", "https://example.com/a"),
            ("https://example.com/a”", "https://example.com/a"),
            ("https://example.com查看", "https://example.com"),
            ("https://例子.测试/路径。", "https://例子.测试/路径"),
            (
                "https://zh.wikipedia.org/wiki/北京",
                "https://zh.wikipedia.org/wiki/北京",
            ),
            ("https://example.com/a_(b)", "https://example.com/a_(b)"),
            ("https://例え.jp/", "https://例え.jp/"),
        ] {
            assert_eq!(first(words), address, "{words}");
        }
        assert_eq!(ends("https://a.org/x、https://b.org/y。").len(), 2);
        assert!(ends("[x](https://a.org/。)").is_empty());
    }
}
