//! Narrow, zoomed, spaced out, in high contrast and with reduced motion: nothing is lost or covered, and nothing
//! moves.

use std::fs;
use std::time::Duration;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{Desktop, Equipment, ErrandWindow, Result, wait_until};

use crate::scene::{AGENT, MODEL, Scene, at_once};

/// The width of a narrow window, in pixels.
const NARROW: u32 = 480;
/// Time limit for drawing a page on a slow machine.
const SOON: Duration = Duration::from_secs(30);
/// Maximum number of checks, with a pause in between.
const MOST_LOOKS: u32 = 15;
/// A word without a place to break.
const WORD: &str = "Donaudampfschifffahrtsgesellschaft";

/// Finds elements that are outside of the window, cut off, overflow their control, or overlap another control.
/// Excluded: tables, code and answers, which scroll inside, and lines that end in an ellipsis by design.
const AMISS: &str = r#"
    const limit = document.documentElement.clientWidth, found = [];
    const note = (e, why) => found.push(`${why}: ${e.outerHTML.replace(/ class="[^"]*"/, "").slice(0, 160)}`);
    const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".hidden, .prose, pre, table, svg, option, [aria-hidden=true]");
    for (const e of document.querySelectorAll("html, body, #app, .page-scroll, nav .list, dialog, dialog .body, form, fieldset")) {
      if (e.checkVisibility() && e.scrollWidth > e.clientWidth + 1) note(e, `sideways ${e.scrollWidth} in ${e.clientWidth}`);
    }
    // What is seen of a box, with all that scrolls around it.
    const seen = (e) => {
      let { left, top, right, bottom } = e.getBoundingClientRect();
      for (let around = e.parentElement; around; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (style.overflowX === "visible" && style.overflowY === "visible") continue;
        const box = around.getBoundingClientRect();
        left = Math.max(left, box.left); right = Math.min(right, box.right);
        top = Math.max(top, box.top); bottom = Math.min(bottom, box.bottom);
      }
      return { left, top, right, bottom };
    };
    const isEmpty = (b) => b.right - b.left < 2 || b.bottom - b.top < 2;
    const controls = [...document.querySelectorAll("button, input, textarea, select, summary, a, [role=option]")].filter(shown);
    for (const e of [...controls, ...document.querySelectorAll("h1, h2, h3, label, legend, p")]) {
      const box = e.getBoundingClientRect();
      if (!shown(e) || box.width < 2) continue;
      if (box.right > limit + 1 || box.left < -1) note(e, `outside ${Math.round(box.left)} to ${Math.round(box.right)} of ${limit}`);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const e = walker.currentNode.parentElement;
      if (!walker.currentNode.nodeValue.trim() || !e || !shown(e) || e.matches("script, style, textarea")) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (let around = e; around && around !== document.body; around = around.parentElement) {
        const style = getComputedStyle(around), box = around.getBoundingClientRect();
        const isCut = style.overflowX !== "visible" || style.overflowY !== "visible";
        const isControl = around.matches("button, summary, .field, .button");
        if (isCut && (style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none" || /auto|scroll/.test(style.overflowY + style.overflowX) || around.matches(".scrolls-in-use"))) break;
        if (!isCut && !isControl) continue;
        for (const words of range.getClientRects()) {
          if (words.left < box.left - 2 || words.right > box.right + 2 || words.top < box.top - 4 || words.bottom > box.bottom + 4)
            { note(around, `${isCut ? "cut off" : "spilled"} "${walker.currentNode.nodeValue.trim().slice(0, 40)}"`); break; }
        }
        break;
      }
    }
    // The arrow of a select lies 22 pixels from its end to 12.
    for (const e of [...document.querySelectorAll("select")].filter(shown))
      if (parseFloat(getComputedStyle(e).paddingInlineEnd) < 22) note(e, "words under the arrow");
    const layer = (e) => e.closest("dialog, .menu, .list[role], .who > .list, .star") ?? document.body;
    const boxes = controls.map((e) => [e, seen(e)]).filter(([, box]) => !isEmpty(box));
    boxes.forEach(([one, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
      if (one.contains(other) || other.contains(one) || layer(one) !== layer(other)) return;
      const both = { left: Math.max(a.left, b.left), right: Math.min(a.right, b.right), top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom) };
      if (both.right - both.left > 2 && both.bottom - both.top > 2) note(other, `over ${one.dataset.testid ?? one.outerHTML.slice(0, 80)}`);
    }));
    return [...new Set(found)];
"#;

/// Text spacing that a reader may choose (WCAG 1.4.12).
const SPACED: &str = r#"
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
"#;

/// Fills every text field with 320 letters, or as many as fit.
const FILL: &str = r#"
    for (const e of document.querySelectorAll("main input, main textarea, dialog input, dialog textarea")) {
      if (e.disabled || e.readOnly || !/^(text|search|url|password|textarea)$/.test(e.type)) continue;
      const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(e), "value").set;
      set.call(e, arguments[0].slice(0, e.maxLength > 0 ? Math.min(320, e.maxLength) : 320));
      e.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
"#;

async fn runs(window: &ErrandWindow, script: &str) -> Result {
    let long = json!(WORD.repeat(10));
    window.client().execute(script, vec![long]).await?;
    Ok(())
}

/// Repeats the check until nothing is wrong, or the result persists.
async fn fits(window: &ErrandWindow, place: &str, amiss: &mut Vec<String>) -> Result {
    let mut found = Vec::new();
    for _ in 0..MOST_LOOKS {
        let now = window.client().execute(AMISS, Vec::new()).await?;
        found = serde_json::from_value(now).unwrap_or_default();
        if found.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    amiss.extend(
        found
            .into_iter()
            .map(|one: String| format!("{place}: {one}")),
    );
    Ok(())
}

/// Clicks by script: the driver's clicks miss if the page is zoomed to twice the size.
async fn press(window: &ErrandWindow, id: &str) -> Result {
    let found = json!(window.find(id).await?);
    let click = "arguments[0].click()";
    window
        .client()
        .execute(click, vec![found])
        .await
        .map(drop)?;
    Ok(())
}

/// Opens a place in the sidebar, which is a page of its own in a narrow window.
async fn go(window: &ErrandWindow, place: &str) -> Result {
    let back = "const back = document.querySelector('[data-testid=back]');\
                if (back?.checkVisibility()) back.click();\
                return document.querySelector('[data-testid=nav-new]').checkVisibility()";
    wait_until("the list", SOON, async || {
        let there = window.client().execute(back, Vec::new()).await?;
        Ok(match there == true {
            true => Ok(()),
            false => Err(window.all_text().await?),
        })
    })
    .await?;
    press(window, place).await
}

async fn everything_fits(window: &ErrandWindow, how: &str, amiss: &mut Vec<String>) -> Result {
    for (place, inner, leave) in [
        ("nav-new", None, None),
        ("nav-files", None, None),
        (
            "nav-agents",
            Some("new-agent"),
            Some(["leave-agent", "confirm-leave-agent"]),
        ),
        (
            "nav-schedules",
            Some("new-schedule"),
            Some(["leave-schedule", "confirm-leave-schedule"]),
        ),
        ("nav-search", None, None),
        ("nav-settings", Some("settings-spending"), None),
    ] {
        go(window, place).await?;
        runs(window, FILL).await?;
        fits(window, &format!("{place}, {how}"), amiss).await?;
        let Some(inner) = inner else { continue };
        press(window, inner).await?;
        runs(window, FILL).await?;
        fits(window, &format!("{inner} with long words, {how}"), amiss).await?;
        for button in leave.into_iter().flatten() {
            press(window, button).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn nothing_is_lost_on_a_narrow_window_at_twice_the_size_or_with_wide_text() -> Result {
    let long = WORD.repeat(10);
    let made = json!({"match": "table", "say": [
        {"code": format!("open('{}.md', 'w').write('# Table')", &long[..200])}, format!("# {long}\n\n{long}")
    ]});
    let script = json!({"turns": [made, at_once("Donau", &long)]});
    let (scene, window) = Scene::connected(&script).await?;
    let mut amiss = Vec::new();
    window.choose_who(MODEL).await?;
    window.ask(&long[..320]).await?;
    window.answer(1, LONG).await?;
    window.client().set_window_size(NARROW, 900).await?;
    fits(&window, "a chat", &mut amiss).await?;
    window.click("who").await?;
    window.find("who-option").await?;
    fits(&window, "who can be asked", &mut amiss).await?;
    window.click("who").await?;
    window.click("options-open").await?;
    fits(&window, "the options of an answer", &mut amiss).await?;
    window.click("options-open").await?;
    window.click("back").await?;
    fits(&window, "the list", &mut amiss).await?;
    go(&window, "nav-new").await?;
    window.choose_who(AGENT).await?;
    window.click("tools-open").await?;
    window.type_into("composer", "Write a table").await?;
    fits(&window, "the box of a job", &mut amiss).await?;
    window.send().await?;
    window.ended(1, "done", LONG).await?;
    fits(&window, "a job", &mut amiss).await?;
    window.click("toggle-files").await?;
    window.find("file-panel").await?;
    fits(&window, "the files of a job", &mut amiss).await?;
    window.click("close-files").await?;
    window.click("conversation-menu").await?;
    fits(&window, "a menu", &mut amiss).await?;
    window.click("delete").await?;
    window.find("delete-yes").await?;
    fits(&window, "a question", &mut amiss).await?;
    window.click_css("dialog .button").await?;
    everything_fits(&window, "narrow", &mut amiss).await?;

    runs(&window, SPACED).await?;
    everything_fits(&window, "narrow, with wide text", &mut amiss).await?;
    runs(&window, "document.adoptedStyleSheets = []").await?;

    window.client().set_window_size(2 * NARROW, 950).await?;
    window.focus(&scene.desktop).await?;
    wait_until("the page at twice the size", SOON, async || {
        let width = window
            .client()
            .execute("return window.innerWidth", Vec::new())
            .await?;
        if width.as_f64() < Some(f64::from(NARROW) + 20.0) {
            return Ok(Ok(()));
        }
        scene.desktop.press("ctrl+plus")?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        Ok(Err(width.to_string()))
    })
    .await?;
    everything_fits(&window, "at twice the size", &mut amiss).await?;
    assert!(amiss.is_empty(), "{amiss:#?}");
    Ok(())
}

#[tokio::test]
async fn a_desktop_in_high_contrast_without_animations_has_a_window_like_that() -> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    let folder = desktop.home().join(".config/gtk-3.0");
    fs::create_dir_all(&folder).unwrap();
    let settings = "[Settings]\ngtk-enable-animations=0\ngtk-theme-name=HighContrast\n";
    fs::write(folder.join("settings.ini"), settings).unwrap();
    let (_scene, window) = Scene::connected_on(desktop, &json!({"turns": []})).await?;
    let script = r#"
        const is = (query) => matchMedia(query).matches;
        const moves = [...document.querySelectorAll("*")].filter((e) => {
          const style = getComputedStyle(e);
          return parseFloat(style.animationDuration) > 0 || parseFloat(style.transitionDuration) > 0.001;
        });
        return { still: is("(prefers-reduced-motion: reduce)"), contrast: is("(prefers-contrast: more)"),
          moves: moves.map((e) => e.outerHTML.slice(0, 100)), ink: getComputedStyle(document.body).color };
    "#;
    let seen = window.client().execute(script, Vec::new()).await?;
    assert_eq!(seen["still"], true, "{seen}");
    assert_eq!(seen["moves"], json!([]));
    assert_eq!(seen["contrast"], true, "{seen}");
    assert_eq!(seen["ink"], "rgb(0, 0, 0)");
    Ok(())
}
