//! Shortening of a text that is too long for a model by cutting its middle.

/// Replaces the middle of a text that is too long.
const LEFT_OUT: &str = "\n[… the middle was left out: too long for this model …]\n";
/// The text cut to at most `bytes` bytes by leaving out its middle.
pub(crate) fn without_middle(text: &str, bytes: usize) -> String {
    if text.len() <= bytes {
        return text.to_owned();
    }
    let keep = bytes.saturating_sub(LEFT_OUT.len()) / 2;
    let head = text.floor_char_boundary(keep);
    let tail = text.ceil_char_boundary(text.len() - keep);
    format!("{}{LEFT_OUT}{}", &text[..head], &text[tail..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_long_text_gives_way_and_letters_stay_whole() {
        let text = "ä".repeat(1000);
        let cut = without_middle(&text, 1000);
        assert!(cut.len() <= 1000 && cut.len() > 900 && cut.contains("left out"));
        assert!(cut.starts_with('ä') && cut.ends_with('ä'));
        assert_eq!(without_middle("short", 10), "short");
    }
}
