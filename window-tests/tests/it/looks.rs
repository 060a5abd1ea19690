//! A desktop in high contrast and without animations has a window like that.

use std::fs;

use serde_json::json;

use window_tests::{Desktop, Equipment, Result};

use crate::scene::Scene;

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
