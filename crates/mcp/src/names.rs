//! Function names for the tools of servers, within the limits of model vendors.

/// Maximum length of a name in bytes.
const MAX_NAME_BYTES: usize = 64;

/// `server_tool`, with characters other than letters, digits, `_` and `-` replaced, truncated to 64 bytes, and
/// different from those in `taken`.
pub fn function_name(server: &str, tool: &str, taken: &[&str]) -> String {
    let plain = |c: char| match c {
        c if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') => c,
        _ => '_',
    };
    let whole: String = format!("{server}_{tool}").chars().map(plain).collect();
    let cut = |most: usize| &whole[..whole.len().min(most)];
    let first = cut(MAX_NAME_BYTES).to_owned();
    if !taken.contains(&first.as_str()) {
        return first;
    }
    let mut number = 2;
    loop {
        let end = format!("_{number}");
        let name = format!("{}{end}", cut(MAX_NAME_BYTES - end.len()));
        if !taken.contains(&name.as_str()) {
            return name;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_has_a_name_of_its_own_that_models_take() {
        assert_eq!(function_name("orders", "find", &[]), "orders_find");
        assert_eq!(
            function_name("orders", "find it/ü", &[]),
            "orders_find_it__"
        );
        assert_eq!(
            function_name("orders", "find", &["orders_find"]),
            "orders_find_2"
        );
        let long = "x".repeat(100);
        let first = function_name("a", &long, &[]);
        let second = function_name("a", &long, &[&first]);
        assert_eq!((first.len(), second.len()), (64, 64));
        assert_ne!(first, second);
    }
}
