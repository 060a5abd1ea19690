//! Paths and queries are received byte for byte.

use interactions::client::path::{environment_path, query, segment};
use proptest::prelude::*;

#[test]
fn hostile_paths_are_encoded_so_that_no_url_parser_changes_them() {
    for (path, encoded) in [
        ("", ""),
        ("/", ""),
        ("workspace/my dir/sub", "workspace/my%20dir/sub"),
        ("a#b?c%41", "a%23b%3Fc%2541"),
        ("it's \"q\"", "it%27s%20%22q%22"),
        ("Åre/日本", "%C3%85re/%E6%97%A5%E6%9C%AC"),
        ("in/", "in/"),
        ("a//b", "a//b"),
        ("a/../b", "a%2F..%2Fb"),
        ("../etc/passwd", "..%2Fetc/passwd"),
        ("..", "..%2F"),
        ("a/.", "a%2F."),
        ("a\\b", "a%5Cb"),
    ] {
        assert_eq!(environment_path(path), encoded, "{path:?}");
    }
    assert_eq!(
        query([("page_token", "a=b&c d"), ("x", "")]),
        "?page_token=a%3Db%26c%20d&x="
    );
    assert_eq!(segment("v1_a/b").unwrap(), "v1_a%2Fb");
    for nothing in ["", ".", ".."] {
        assert!(segment(nothing).is_err(), "{nothing:?}");
    }
}

fn decode(encoded: &str) -> Vec<u8> {
    let mut bytes = encoded.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let hex: String = bytes.by_ref().take(2).map(char::from).collect();
            decoded.push(u8::from_str_radix(&hex, 16).unwrap());
        } else {
            decoded.push(byte);
        }
    }
    decoded
}

proptest! {
    #[test]
    fn any_path_reaches_the_server_as_it_is(path in "(\\.{0,3}|[a-z%#? é/]{0,4}|/){0,12}") {
        let encoded = environment_path(&path);
        let url = reqwest::Url::parse(&format!("http://h/v1/environments/e/files/{encoded}")).unwrap();
        let arrived = url.path().strip_prefix("/v1/environments/e/files/").unwrap();
        prop_assert_eq!(arrived, &encoded);
        prop_assert!(url.query().is_none() && url.fragment().is_none());
        let decoded = String::from_utf8(decode(arrived)).unwrap();
        let plain = path.trim_start_matches('/');
        if plain == "." || plain == ".." {
            prop_assert_eq!(decoded, format!("{plain}/"));
        } else {
            prop_assert_eq!(decoded, plain);
        }
    }
}

#[test]
fn two_hundred_levels_arrive() {
    let deep = vec!["d e"; 200].join("/");
    assert_eq!(decode(&environment_path(&deep)), deep.as_bytes());
}
