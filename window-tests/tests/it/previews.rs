//! Rendering of answers and files in WebKit: formulas, PDF pages, a page with its own styles.

use std::time::Duration;

use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{ErrandWindow, Result, wait_until};

use crate::scene::{AGENT, MODEL, Scene};

const ANSWER: &str = r"The roots are $x_{1,2}$, which cost $5 and $10:

$$
x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
$$

\[
\begin{aligned}
\int_0^\infty e^{-x^2}\,dx &= \frac{\sqrt{\pi}}{2} \\
\sum_{n=1}^{\infty} \frac{1}{n^2} &= \frac{\pi^2}{6}
\end{aligned}
\]

A matrix $\begin{pmatrix} a & b \\ c & d \end{pmatrix}$, cases

$$f(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}$$

$$\boxed{\vec{F} = m\,\vec{a}}$$

and what nobody knows: $\nosuchcommand{x}$.";

/// A PDF of two pages; the first has a red bar and a line of text.
const LETTER: &str = "%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 300] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>
endobj
4 0 obj
<< /Length 105 >>
stream
0.8 0.1 0.2 rg 40 40 340 60 re f 0 g BT /F1 28 Tf 40 220 Td (A letter, drawn page by page) Tj ET
endstream
endobj
5 0 obj
<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>
endobj
6 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 300] >>
endobj
trailer
<< /Root 1 0 R /Size 7 >>
%%EOF
";

/// Colour of the bar.
const RED: [u8; 3] = [204, 26, 51];

const PAGE: &str = "<!doctype html><html><head><style>body { background: #12ab34; color: #fff; font: 20px sans-serif }\
 h1 { border-bottom: 4px solid #fff }</style></head><body><h1>Styled</h1><p style=\"letter-spacing: .2em\">By itself.</p></body></html>";

/// Highlight colour of the match.
const MARK: [u8; 3] = [0x0b, 0x6b, 0x4e];

/// Background colour of the page.
const GREEN: [u8; 3] = [0x12, 0xab, 0x34];

fn script() -> Value {
    json!({"turns": [
        {"match": "files", "say": [
            {"file": "letter.pdf", "content": LETTER},
            {"file": "broken.pdf", "content": "%PDF-1.4\nnothing"},
            {"file": "page.html", "content": PAGE},
            "Here they are.",
        ]},
        {"say": [
            {"thought": "First the roots", "delay_ms": 10}, {"thought": ", then the rest.", "delay_ms": 1_400},
            {"text": ANSWER, "delay_ms": 10},
        ]},
    ]})
}

async fn number(window: &ErrandWindow, script: &str) -> Result<f64> {
    let value = window.client().execute(script, Vec::new()).await?;
    Ok(value.as_f64().unwrap_or_default())
}

#[tokio::test]
async fn formulas_are_drawn_and_thoughts_are_timed() -> Result {
    let (scene, window) = Scene::connected(&script()).await?;
    window.choose_who(MODEL).await?;
    window.ask("What are the roots?").await?;
    window.answer(1, LONG).await?;
    let formulas = number(
        &window,
        "return document.querySelectorAll('.math > math').length",
    );
    assert_eq!(formulas.await?, 6.0);
    // A fraction is drawn as one: its parts are above each other.
    let height = "const parts = document.querySelector('mfrac').children;\
        return parts[1].getBoundingClientRect().top - parts[0].getBoundingClientRect().top";
    assert!(number(&window, height).await? > 8.0, "the fraction is flat");
    // Each fits: nothing scrolls, so no scroll bar covers it, and it is centred.
    let too_wide = "return [...document.querySelectorAll('.math-display')].filter((it) => it.scrollWidth > it.clientWidth).length";
    assert_eq!(number(&window, too_wide).await?, 0.0);
    let aside = "return Math.max(...[...document.querySelectorAll('.math-display')].map((it) => {\
        const [outer, inner] = [it, it.firstElementChild].map((e) => e.getBoundingClientRect());\
        return Math.abs(outer.left + outer.right - inner.left - inner.right) / 2 }))";
    assert!(
        number(&window, aside).await? < 1.0,
        "a formula is not in the middle"
    );
    assert_eq!(window.texts(".math > code").await?, [r"\nosuchcommand{x}"]);
    assert!(window.all_text().await?.contains("which cost $5 and $10"));

    let thought = window.texts("[data-testid=thought]").await?;
    let timed = |text: &str| text.starts_with("Thought for ") && text.ends_with(" s");
    assert!(timed(thought[0].trim()), "{thought:?}");
    let conversation = window.open_conversation().await?;
    window.close(&scene.desktop).await?;
    let window = ErrandWindow::open(&scene.desktop, &scene.start).await?;
    window.open_from_list(&conversation).await?;
    window.answer(1, LONG).await?;
    assert_eq!(window.texts("[data-testid=thought]").await?, thought);
    Ok(())
}

#[tokio::test]
async fn a_pdf_and_a_page_are_seen_as_they_are_meant() -> Result {
    let (scene, window) = Scene::connected(&script()).await?;
    let at_most = Duration::from_secs(30);
    let colour = async |colour: [u8; 3]| {
        wait_until("the colour is on the screen", at_most, async || {
            let area = scene.desktop.area_of(colour)?;
            Ok(if area.pixels > 1_000 {
                Ok(area)
            } else {
                Err(format!("{area:?}"))
            })
        })
        .await
    };
    window.choose_who(AGENT).await?;
    window.ask("Make the files.").await?;
    window.answer(1, LONG).await?;
    let open = async |name: &str| {
        let item = format!("[data-testid=file-item][data-name=\"{name}\"]");
        window.click_css(&item).await
    };

    open("letter.pdf").await?;
    colour(RED).await?;
    let drawn = "return [...document.querySelectorAll('[data-testid=pages] img')].filter((it) => it.naturalWidth === 1200).length";
    assert_eq!(number(&window, drawn).await?, 2.0);

    text_lies_on_its_picture(&scene, &window).await?;

    open("broken.pdf").await?;
    window
        .see("broken.pdf cannot be shown here", at_most)
        .await?;

    open("page.html").await?;
    colour(GREEN).await?;
    Ok(())
}

/// The text layer of the PDF line is as wide as the drawn text, is selectable, and is found.
async fn text_lies_on_its_picture(scene: &Scene, window: &ErrandWindow) -> Result {
    const LINE: &str = "[data-testid=pages] li p[style]";
    let part = async |side: &str| {
        let script = format!(
            "const line = document.querySelector('{LINE}');\
             const [own, sheet] = [line, line.parentElement].map((it) => it.getBoundingClientRect());\
             return {side} / sheet.width"
        );
        number(window, &script).await
    };
    // 40 of 420 points from the left; the sum of Helvetica's glyph widths at 28 points is 358.
    let (left, width) = (
        part("(own.left - sheet.left)").await?,
        part("own.width").await?,
    );
    assert!((left - 0.095).abs() < 0.01, "{left}");
    assert!((width - 0.852).abs() < 0.01, "{width}");

    let (x, y) = window.place(&scene.desktop, LINE).await?;
    wait_until("a word is selected by two clicks", LONG, async || {
        scene.desktop.click_at(x, y)?;
        scene.desktop.click_at(x, y)?;
        let script = "return getSelection().toString().trim()";
        let selected = window.client().execute(script, Vec::new()).await?;
        let selected = selected.as_str().unwrap_or_default().to_owned();
        let is_word = !selected.is_empty() && "A letter, drawn page by page".contains(&selected);
        Ok(if is_word { Ok(()) } else { Err(selected) })
    })
    .await?;

    window.click("find-in-pages").await?;
    window.find("find-field").await?;
    let without = scene.desktop.area_of(MARK)?.pixels;
    window.type_into("find-field", "PAGE BY").await?;
    window.see("Pages: 1 of 1", LONG).await?;
    wait_until("the words are marked on the page", LONG, async || {
        let marked = scene.desktop.area_of(MARK)?;
        Ok(if marked.pixels > without + 300 {
            Ok(())
        } else {
            Err(format!("{without} before, now {marked:?}"))
        })
    })
    .await?;
    let marked = "return [...CSS.highlights.get('errand-find-here')].map((it) => `${it}`).join()";
    let marked = window.client().execute(marked, Vec::new()).await?;
    assert_eq!(marked, "page by");
    Ok(())
}
