//! Finding arguments and the ends of groups in TeX.

/// Returns the argument at the start of `tex` (a group, a command or one character), and the rest.
pub(super) fn argument(tex: &str) -> Option<(&str, &str)> {
    let tex = tex.trim_start();
    match tex.chars().next()? {
        '{' => group(tex),
        '}' => None,
        '\\' => {
            let after = &tex[1..];
            let letters = after
                .find(|c: char| !c.is_ascii_alphabetic())
                .unwrap_or(after.len());
            let length = match letters {
                0 => after.chars().next().map_or(0, char::len_utf8),
                letters => letters,
            };
            Some(tex.split_at(1 + length))
        }
        c => Some(tex.split_at(c.len_utf8())),
    }
}

/// Returns whether a star follows a command, and the rest after it.
pub(super) fn after_star(follows: &str) -> (bool, &str) {
    match follows.strip_prefix('*') {
        Some(rest) => (true, rest),
        None => (false, follows),
    }
}

/// Returns `COUNT` arguments and the rest.
pub(super) fn several<const COUNT: usize>(tex: &str) -> Option<([&str; COUNT], &str)> {
    let mut given = [""; COUNT];
    let mut rest = tex;
    for place in &mut given {
        (*place, rest) = argument(rest)?;
    }
    Some((given, rest))
}

/// Returns the argument in square brackets at the start of `tex`, if any, and the rest.
pub(super) fn optional(tex: &str) -> (Option<&str>, &str) {
    let inner = tex.trim_start().strip_prefix('[');
    match inner.and_then(|inner| inner.split_once(']')) {
        Some((inner, after)) => (Some(inner), after),
        None => (None, tex),
    }
}

/// Returns the content of the braces at the start of `tex`, and the rest.
pub(crate) fn group(tex: &str) -> Option<(&str, &str)> {
    let inner = tex.trim_start().strip_prefix('{')?;
    let end = closing(inner)?;
    Some((&inner[..end], &inner[end + 1..]))
}

/// Returns the offset of the brace that closes the group containing `inner`.
pub(super) fn closing(inner: &str) -> Option<usize> {
    let mut depth = 0;
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns the end of the cell or group that `tex` is in.
pub(super) fn rest_of_group(tex: &str) -> usize {
    let end = closing(tex).unwrap_or(tex.len());
    let mut depth = 0_usize;
    let bytes = tex.as_bytes();
    let mut at = 0;
    while at < end {
        match bytes[at] {
            b'\\' if bytes.get(at + 1) == Some(&b'\\') && depth == 0 => return at,
            b'\\' if tex[at..].starts_with("\\end") || tex[at..].starts_with("\\right") => {
                return at;
            }
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'&' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    end
}

/// Returns the offset of the bracket that closes the one before `inner`, ignoring groups.
pub(super) fn closing_bracket(inner: &str, opening: char, bracket: char) -> Option<usize> {
    let (mut depth, mut groups) = (0_usize, 0_i32);
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => groups += 1,
            '}' => groups -= 1,
            c if groups != 0 || (c != opening && c != bracket) => {}
            c if c == bracket && depth == 0 => return Some(at),
            c if c == bracket => depth -= 1,
            _ => depth += 1,
        }
    }
    None
}
