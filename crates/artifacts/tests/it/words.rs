//! Text is extracted from text files in any encoding, and from no others.

use artifacts::{Store, StreamError, WORDS_LIMIT, words};
use futures::stream;

#[test]
fn text_is_read_and_what_is_drawn_or_binary_has_no_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let read = |bytes: &[u8], name: &str| {
        std::fs::write(&path, bytes).unwrap();
        let words = words(&path, name, None, None).unwrap();
        words.map(|words| words.text)
    };
    assert_eq!(read(b"a,b\n1,2\n", "a.csv").as_deref(), Some("a,b\n1,2\n"));
    assert_eq!(read("größe".as_bytes(), "x").as_deref(), Some("größe"));
    assert_eq!(read(b"gr\xf6\xdfe", "x.txt").as_deref(), Some("größe"));
    assert_eq!(read(b"\xff\xfeh\0i\0", "x.txt").as_deref(), Some("hi"));
    assert!(read(b"<svg>words</svg>", "x.svg").is_some());
    assert_eq!(read(b"%PDF-1.7\nwords", "x.pdf"), None);
    assert_eq!(read(b"\x89PNG\r\n\x1a\nwords", "x.png"), None);
    assert_eq!(read(b"\0\x01\x02\0words", "x.bin"), None);
    let long = "word ".repeat(WORDS_LIMIT);
    assert_eq!(read(long.as_bytes(), "x.txt").unwrap().len(), WORDS_LIMIT);
    for (length, truncated) in [(WORDS_LIMIT, false), (WORDS_LIMIT + 1, true)] {
        std::fs::write(&path, &long[..length]).unwrap();
        let words = words(&path, "x.txt", None, None).unwrap().unwrap();
        assert_eq!(words.truncated, truncated);
    }
}

#[tokio::test]
async fn a_stream_is_kept_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let pieces = || stream::iter([Ok::<_, std::io::Error>("so "), Ok("much")]);
    let saved = store.put_stream(pieces(), 7).await.unwrap();
    assert_eq!(saved.size, 7);
    let path = store.path(&saved.sha256).unwrap();
    assert_eq!(std::fs::read_to_string(path).unwrap(), "so much");

    let refused = store.put_stream(pieces(), 6).await;
    assert!(matches!(refused, Err(StreamError::TooLarge { limit: 6 })));
    let broken = stream::iter([Ok("so "), Err(std::io::Error::other("cut"))]);
    let failed = store.put_stream(broken, 99).await;
    assert!(matches!(failed, Err(StreamError::Source(_))));
    let left = std::fs::read_dir(folder.path().join("incoming")).unwrap();
    assert_eq!(left.count(), 0);
}
