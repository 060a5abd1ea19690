//! Narrow, large, spaced out, in high contrast and at rest: nothing is lost, and nothing moves.

use std::fs;
use std::time::Duration;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{Desktop, Equipment, ErrandWindow, Result, wait_until};

use crate::scene::{AGENT, MODEL, Scene, at_once};

/// The width of a narrow window, in pixels.
const NARROW: u32 = 480;
/// How long a page may take to be drawn, on a slow machine.
const SOON: Duration = Duration::from_secs(30);

/// What is wider than the window, or outside of it. Tables and code scroll inside of themselves.
const TOO_WIDE: &str = r#"
    const limit = document.documentElement.clientWidth, found = [];
    const note = (e, why) => found.push(`${why}: ${e.outerHTML.slice(0, 140)}`);
    for (const e of document.querySelectorAll("body, .page-scroll, nav .list, dialog .body, form")) {
      if (e.checkVisibility() && e.scrollWidth > e.clientWidth + 1) note(e, `${e.scrollWidth} in ${e.clientWidth}`);
    }
    for (const e of document.querySelectorAll("button, input, textarea, select, summary, h1, h2, h3, label")) {
      const box = e.getBoundingClientRect();
      if (!e.checkVisibility({ opacityProperty: false }) || box.width < 2 || e.closest(".hidden, .prose, pre")) continue;
      if (box.right > limit + 1 || box.left < -1) note(e, `${Math.round(box.left)} to ${Math.round(box.right)} of ${limit}`);
    }
    return found;
"#;

/// The spacing of text that a person may choose who reads with difficulty (WCAG 1.4.12).
const SPACED: &str = r#"
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
"#;

/// Writes 320 letters into every field that takes text.
const FILL: &str = r#"
    for (const e of document.querySelectorAll("main input, main textarea")) {
      if (e.disabled || e.readOnly || !/^(text|search|url|password|textarea)$/.test(e.type)) continue;
      const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(e), "value").set;
      set.call(e, "Donaudampfschifffahrtsgesellschaft".repeat(10).slice(0, e.maxLength > 0 ? Math.min(320, e.maxLength) : 320));
      e.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
"#;

async fn runs(window: &ErrandWindow, script: &str) -> Result {
    window.client().execute(script, Vec::new()).await?;
    Ok(())
}

async fn fits(window: &ErrandWindow, place: &str) -> Result {
    wait_until(&format!("all of {place} in the window"), SOON, async || {
        let found = window.client().execute(TOO_WIDE, Vec::new()).await?;
        Ok(if found == json!([]) {
            Ok(())
        } else {
            Err(format!("{found:#}"))
        })
    })
    .await
}

/// Goes to a place from the list, which is a page of its own on a narrow window.
async fn go(window: &ErrandWindow, place: &str) -> Result {
    let script = "const back = document.querySelector('[data-testid=back]');\
                  if (back?.checkVisibility()) back.click()";
    runs(window, script).await?;
    window.click(place).await
}

async fn everything_fits(window: &ErrandWindow, how: &str) -> Result {
    for (place, then) in [
        ("nav-new", None),
        ("nav-files", None),
        ("nav-agents", Some("new-agent")),
        ("nav-schedules", Some("new-schedule")),
        ("nav-search", None),
        ("nav-settings", Some("settings-spending")),
    ] {
        go(window, place).await?;
        fits(window, &format!("{place}, {how}")).await?;
        let Some(then) = then else { continue };
        if then != "settings-spending" {
            window.click(then).await?;
        }
        runs(window, FILL).await?;
        fits(window, &format!("{then} with long words, {how}")).await?;
        for leave in ["leave-agent", "leave-schedule"] {
            if window.has(leave).await? {
                window.click(leave).await?;
                for sure in ["confirm-leave-agent", "confirm-leave-schedule"] {
                    if window.has(sure).await? {
                        window.click(sure).await?;
                    }
                }
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn nothing_is_lost_on_a_narrow_window_at_twice_the_size_or_with_wide_text() -> Result {
    let long = "Donaudampfschifffahrtsgesellschaft".repeat(10);
    let made = json!({"match": "table", "say": [
        {"code": format!("open('{}.md', 'w').write('# Table')", &long[..200])}, format!("# {long}\n\n{long}")
    ]});
    let script = json!({"turns": [made, at_once("Donau", &long)]});
    let (scene, window) = Scene::connected(&script).await?;
    window.choose_who(MODEL).await?;
    window.ask(&long[..320]).await?;
    window.answer(1, LONG).await?;
    window.client().set_window_size(NARROW, 900).await?;
    fits(&window, "a chat").await?;
    runs(
        &window,
        "document.querySelector('[data-testid=back]').click()",
    )
    .await?;
    fits(&window, "the list").await?;
    go(&window, "nav-new").await?;
    window.choose_who(AGENT).await?;
    window.type_into("composer", "Write a table").await?;
    fits(&window, "the box of a job").await?;
    if let Some(path) = std::env::var_os("ERRAND_TEST_PICTURE") {
        fs::write(path, window.client().screenshot().await?).unwrap();
    }
    window.send().await?;
    window.ended(1, "done", LONG).await?;
    fits(&window, "a job").await?;
    window.click("conversation-menu").await?;
    window.click("delete").await?;
    window.find("delete-yes").await?;
    fits(&window, "a question").await?;
    window.click_css("dialog .button").await?;
    everything_fits(&window, "narrow").await?;

    runs(&window, SPACED).await?;
    everything_fits(&window, "narrow, with wide text").await?;
    runs(&window, "document.adoptedStyleSheets = []").await?;

    window.client().set_window_size(2 * NARROW, 950).await?;
    window.focus(&scene.desktop).await?;
    for _ in 0..12 {
        if window
            .client()
            .execute("return window.innerWidth", Vec::new())
            .await?
            .as_f64()
            < Some(f64::from(NARROW) + 20.0)
        {
            break;
        }
        scene.desktop.press("ctrl+plus")?;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    everything_fits(&window, "at twice the size").await
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
