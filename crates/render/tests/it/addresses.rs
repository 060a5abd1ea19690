//! Bare addresses in answers: where they begin and end between words of any script.

use render::plain_text;

use crate::answers::{links, paragraph};

#[test]
fn a_bare_address_ends_before_punctuation_of_other_scripts() {
    for (text, link) in [
        (
            "请看https://example.com/a。然后登录",
            "https://example.com/a",
        ),
        ("参见 www.example.com，谢谢", "http://www.example.com/"),
        ("（https://example.com/a）更多", "https://example.com/a"),
        (
            "see (https://example.com/a_(b)).",
            "https://example.com/a_(b)",
        ),
        ("「https://example.com/a」を見て", "https://example.com/a"),
        ("《https://example.com》", "https://example.com/"),
        ("“https://example.com/a”，说明", "https://example.com/a"),
        ("https://example.com/a、**重要**", "https://example.com/a"),
        ("**https://example.com/a**。然后", "https://example.com/a"),
        ("https://example.com查看", "https://example.com/"),
        (
            "https://example.com/a?b=c&d=e；完",
            "https://example.com/a?b=c&amp;d=e",
        ),
        (
            "- 请看 http://example.com/x！\n- 二",
            "http://example.com/x",
        ),
    ] {
        assert_eq!(links(text), [link], "{text}");
    }
    assert!(paragraph("https://example.com/a。**重要**").ends_with("</a>。<strong>重要</strong>"));
    assert!(
        paragraph("请看https://example.com/a。然后登录")
            .ends_with(">https://example.com/a</a>。然后登录")
    );
    assert_eq!(
        links("https://a.org/x，https://b.org/y、www.c.org。"),
        ["https://a.org/x", "https://b.org/y", "http://www.c.org/"]
    );
    assert_eq!(
        links("https://zh.wikipedia.org/wiki/北京 是"),
        ["https://zh.wikipedia.org/wiki/%E5%8C%97%E4%BA%AC"]
    );
    assert_eq!(
        links("[说明](https://a.org/x，y)"),
        ["https://a.org/x%EF%BC%8Cy"]
    );
    assert_eq!(plain_text("见https://a.org/x。完"), "见https://a.org/x。完");
}

#[test]
fn a_number_for_a_host_and_a_port_end_before_letters() {
    for (text, link, after) in [
        ("打开http://192.168.1.1进入", "http://192.168.1.1/", "进入"),
        (
            "打开http://localhost:3000即可",
            "http://localhost:3000/",
            "即可",
        ),
        (
            "http://127.0.0.1:8080即可",
            "http://127.0.0.1:8080/",
            "即可",
        ),
        ("打开http://localhost查看", "http://localhost/", "查看"),
        (
            "https://example.com:8443进入",
            "https://example.com:8443/",
            "进入",
        ),
        ("http://10.0.0.1에서", "http://10.0.0.1/", "에서"),
        (
            "http://localhost:3000/管理",
            "http://localhost:3000/%E7%AE%A1%E7%90%86",
            "",
        ),
    ] {
        assert_eq!(links(text), [link], "{text}");
        assert!(paragraph(text).ends_with(&format!("</a>{after}")), "{text}");
    }
}

#[test]
fn an_address_ends_before_an_ending_of_another_script_and_before_a_sign() {
    for (text, link, after) in [
        (
            "https://example.com/path에서 확인",
            "https://example.com/path",
            "에서 확인",
        ),
        (
            "https://example.com/docsを参照",
            "https://example.com/docs",
            "を参照",
        ),
        ("https://a.org/x/yดู", "https://a.org/x/y", "ดู"),
        ("https://a.org/x→次へ", "https://a.org/x", "→次へ"),
        ("https://a.org/x✅", "https://a.org/x", "✅"),
        ("https://a.org/x👍🏽 ok", "https://a.org/x", "👍🏽 ok"),
        ("https://a.org⭐", "https://a.org/", "⭐"),
    ] {
        assert_eq!(links(text), [link], "{text}");
        assert!(paragraph(text).ends_with(&format!("</a>{after}")), "{text}");
    }
    assert_eq!(
        links("https://a.org，b@c.org"),
        ["https://a.org/", "mailto:b@c.org"]
    );
    assert_eq!(links("https://a.org查看b@c.org")[0], "https://a.org/");
    for whole in [
        "https://ja.wikipedia.org/wiki/日本のX",
        "https://zh.wikipedia.org/wiki/北京",
        "https://a.org/s?q=검색",
    ] {
        assert!(paragraph(whole).ends_with("</a>"), "{whole}");
    }
}

#[test]
fn an_address_without_a_scheme_is_a_link_right_after_letters_that_no_space_follows() {
    for (text, before, link) in [
        (
            "请访问www.example.com，谢谢",
            "请访问",
            "http://www.example.com/",
        ),
        ("网址：www.a.com/x。", "网址：", "http://www.a.com/x"),
        ("网址:www.a.com", "网址:", "http://www.a.com/"),
        (
            "사이트는www.a.co.kr입니다",
            "사이트는",
            "http://www.a.co.kr/",
        ),
        ("ดูที่www.a.co.th", "ดูที่", "http://www.a.co.th/"),
        ("“www.a.com”", "“", "http://www.a.com/"),
    ] {
        assert_eq!(links(text), [link], "{text}");
        assert!(
            paragraph(text).starts_with(&format!("{before}<a ")),
            "{text}"
        );
        assert_eq!(plain_text(text), text);
    }
    for text in ["awww.a.com", "看`看www.a.com`", "中<!----> x", "看www.。"] {
        assert!(links(text).is_empty(), "{text}");
    }
    assert_eq!(paragraph("中<!----> x"), "中 x");
    assert!(links("[看www.a.com](https://b.org/)") == ["https://b.org/"]);
}
