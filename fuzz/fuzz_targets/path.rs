//! A path and an id reach the server unchanged, whatever URL parsers do to them.
#![no_main]

use interactions::client::path::{environment_path, query, segment};
use libfuzzer_sys::fuzz_target;
use url::Url;

const FILES: &str = "http://h/v1beta/environments/e/files/";

fn decode(encoded: &str) -> String {
    let mut bytes = encoded.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let hex: String = bytes.by_ref().take(2).map(char::from).collect();
            decoded.push(u8::from_str_radix(&hex, 16).expect("two hexadecimal digits"));
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).expect("what was encoded was text")
}

fuzz_target!(|path: &str| {
    let encoded = environment_path(path);
    let url = Url::parse(&format!("{FILES}{encoded}?alt=media")).expect("a URL");
    let arrived = url
        .as_str()
        .strip_prefix(FILES)
        .expect("no segment was removed");
    let arrived = arrived
        .strip_suffix("?alt=media")
        .expect("the query is a query");
    assert!(url.fragment().is_none());
    assert_eq!(arrived, encoded);
    let wanted = match path.trim_start_matches('/') {
        dots @ ("." | "..") => format!("{dots}/"),
        plain => plain.to_owned(),
    };
    assert_eq!(decode(arrived), wanted);

    if let Ok(id) = segment(path) {
        let url = Url::parse(&format!("http://h/v1beta/agents/{id}/x")).expect("a URL");
        let mut segments = url.path_segments().expect("it has a path").skip(2);
        assert_eq!(decode(segments.next().expect("the id")), path);
        assert_eq!(segments.next(), Some("x"));
    }

    let url =
        Url::parse(&format!("http://h/v1beta/agents{}", query([(path, path)]))).expect("a URL");
    let pairs: Vec<_> = url.query_pairs().collect();
    assert_eq!(pairs, [(path.into(), path.into())]);
});
