//! Hands that use the keyboard alone: Tab until the thing has the focus, then a key.

use serde_json::json;

use window_tests::{Desktop, ErrandWindow, Error, Result};

/// More stops than any page has.
const MOST_STOPS: usize = 150;

/// The keyboard in front of a window.
pub(crate) struct Keys<'a> {
    desktop: &'a Desktop,
    window: &'a ErrandWindow,
}

impl<'a> Keys<'a> {
    /// Waits until the window has the keyboard.
    pub(crate) async fn of(desktop: &'a Desktop, window: &'a ErrandWindow) -> Result<Self> {
        window.focus(desktop).await?;
        Ok(Self { desktop, window })
    }

    /// Goes to what has this `data-testid` and presses a key.
    pub(crate) async fn press(&self, id: &str, key: &str) -> Result {
        self.press_css(&css(id), key).await
    }

    /// The same by a CSS selector.
    pub(crate) async fn press_css(&self, css: &str, key: &str) -> Result {
        self.reach(css).await?;
        self.desktop.press(key)
    }

    /// Goes to a field and writes into it.
    pub(crate) async fn write(&self, id: &str, text: &str) -> Result {
        self.reach(&css(id)).await?;
        self.desktop.type_text(text)
    }

    /// Presses Tab until the first element of this selector has the focus. It is there and can be used before the first
    /// key.
    async fn reach(&self, css: &str) -> Result {
        let found = self
            .window
            .find_css(css, window_tests::journey::LONG)
            .await?;
        window_tests::wait_until(css, window_tests::journey::LONG, async || {
            Ok(match found.is_enabled().await? {
                true => Ok(()),
                false => Err("it is disabled".to_owned()),
            })
        })
        .await?;
        let mut stops = Vec::new();
        for _ in 0..MOST_STOPS {
            let script = "const at = document.activeElement;\
                return at?.matches(arguments[0]) ? '' : (at?.dataset?.testid ?? at?.tagName ?? '-')";
            let at = self.window.client().execute(script, vec![json!(css)]);
            let at = at.await?.as_str().unwrap_or_default().to_owned();
            if at.is_empty() {
                return Ok(());
            }
            stops.push(at);
            self.desktop.press("Tab")?;
        }
        let stops = stops.join(" ");
        Err(Error::Unexpected(format!(
            "Tab never comes to {css}: {stops}"
        )))
    }
}

fn css(id: &str) -> String {
    format!("[data-testid={id}]")
}
