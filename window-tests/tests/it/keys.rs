//! Hands that use the keyboard alone, and eyes that look where it is: at each stop something is seen that has a ring.

use std::time::Duration;

use serde_json::json;

use window_tests::{Desktop, ErrandWindow, Error, Result, wait_until};

/// How long something that comes by itself may take.
const AT_LAST: Duration = Duration::from_secs(90);
/// More stops than any page has.
const MOST_STOPS: usize = 150;
/// How often it is looked for a ring, with a pause after each time.
const MOST_LOOKS: u32 = 10;
/// How long the page may take to follow the keys, on a slow machine.
const SOON: Duration = Duration::from_secs(30);

/// What has the focus by its `data-testid`, or else its element; whether the selector names it; and what is wrong with
/// how it looks. The page as a whole takes the focus only where nothing in it does, and has no ring.
const AT: &str = r#"
    const now = document.activeElement;
    const id = now?.dataset?.testid ?? now?.tagName.toLowerCase() ?? "nothing";
    const found = { id, there: now?.matches(arguments[0]) ?? false, wrong: "" };
    if (!now || now === document.body || now.tagName === "MAIN") return found;
    // A hidden button or field is drawn by the words around it.
    const isHidden = now.classList.contains("hidden") || getComputedStyle(now).opacity === "0";
    const drawn = (isHidden && now.closest("label")) || now;
    const box = drawn.getBoundingClientRect();
    const probe = document.head.appendChild(document.createElement("span"));
    probe.style.color = "var(--focus)";
    const colour = getComputedStyle(probe).color;
    probe.remove();
    const has = (e) => {
      const style = getComputedStyle(e);
      return (style.outlineStyle !== "none" && style.outlineColor === colour) || style.boxShadow.includes(colour)
        || style.stroke === colour || [...e.children].some((part) => getComputedStyle(part).stroke === colour && part.matches("rect"));
    };
    const around = [drawn, drawn.closest("label"), drawn.closest("form"), drawn.parentElement];
    if (!box.width || !box.height || !drawn.checkVisibility({ visibilityProperty: true, opacityProperty: true })) found.wrong = "unseen";
    else if (box.bottom <= 0 || box.right <= 0 || box.top >= innerHeight || box.left >= innerWidth) found.wrong = "outside of the window";
    else if (!around.some((e) => e && has(e))) found.wrong = "without a ring";
    return found;
"#;

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
        self.reach(css, "Tab").await?;
        self.desktop.press(key)
    }

    /// Goes to a field and writes into it.
    pub(crate) async fn write(&self, id: &str, text: &str) -> Result {
        self.reach(&css(id), "Tab").await?;
        self.desktop.type_text(text)
    }

    /// Goes to what has this `data-testid` with Tab, or back with Shift and Tab.
    pub(crate) async fn go(&self, id: &str, by: &str) -> Result {
        self.reach(&css(id), by).await
    }

    /// Presses keys for what has the focus.
    pub(crate) fn hit(&self, keys: &[&str]) -> Result {
        keys.iter().try_for_each(|key| self.desktop.press(key))
    }

    /// Writes into what has the focus.
    pub(crate) fn type_here(&self, text: &str) -> Result {
        self.desktop.type_text(text)
    }

    /// Waits until the focus is on this by itself, and can be seen there.
    pub(crate) async fn are_on(&self, id: &str) -> Result {
        wait_until(&format!("the focus on {id}"), SOON, async || {
            let (at, is_there, wrong) = self.at(&css(id)).await?;
            Ok(match is_there && wrong.is_empty() {
                true => Ok(()),
                false => Err(format!("{at} {wrong}")),
            })
        })
        .await
    }

    /// Where the focus is, once a ring that fades in is there.
    async fn at(&self, css: &str) -> Result<(String, bool, String)> {
        let mut looks = 0;
        loop {
            let at = self.window.client().execute(AT, vec![json!(css)]).await?;
            let text = |name: &str| at[name].as_str().unwrap_or_default().to_owned();
            if text("wrong").is_empty() || looks == MOST_LOOKS {
                return Ok((text("id"), at["there"] == true, text("wrong")));
            }
            looks += 1;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Presses Tab until the first element of this selector has the focus. It is there and can be used before the first
    /// key, and every stop on the way can be seen.
    async fn reach(&self, css: &str, by: &str) -> Result {
        let found = self.window.find_css(css, AT_LAST).await?;
        wait_until(css, AT_LAST, async || {
            Ok(match found.is_enabled().await? {
                true => Ok(()),
                false => Err("it is disabled".to_owned()),
            })
        })
        .await?;
        let mut stops = Vec::new();
        for _ in 0..MOST_STOPS {
            let (at, is_there, wrong) = self.at(css).await?;
            // Where the keys are before the first Tab, a click or the page may have put them, without a ring.
            if !wrong.is_empty() && (is_there || !stops.is_empty()) {
                return Err(Error::Unexpected(format!(
                    "on the way to {css} the focus is on {at}, {wrong}, after {}",
                    stops.join(" ")
                )));
            }
            if is_there {
                return Ok(());
            }
            stops.push(at);
            self.desktop.press(by)?;
        }
        let stops = stops.join(" ");
        Err(Error::Unexpected(format!(
            "{by} never comes to {css}: {stops}"
        )))
    }
}

fn css(id: &str) -> String {
    format!("[data-testid={id}]")
}
