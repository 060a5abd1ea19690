//! Operating the window by keyboard only, checking at each stop that the focus ring is visible.

use std::time::{Duration, Instant};

use serde_json::json;

use window_tests::{Desktop, ErrandWindow, Error, Result, wait_until};

/// Time limit for things that happen by themselves.
const AT_LAST: Duration = Duration::from_secs(90);
/// Maximum number of stops; no page has more.
const MOST_STOPS: usize = 150;
/// Maximum number of times the ring is looked for, with a pause in between.
const MOST_LOOKS: u32 = 10;
/// Time limit for the page to follow the keys on a slow machine.
const SOON: Duration = Duration::from_secs(30);

/// Returns the focused element's `data-testid`, or else its tag; whether it matches the selector; and what is wrong
/// with its appearance. The page itself has the focus only if nothing in it does, and has no ring.
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
      // The shadow of some boxes belongs to an empty box over them.
      const casts = [style, getComputedStyle(e, "::before")].some((its) => its.boxShadow.includes(colour));
      return (style.outlineStyle !== "none" && style.outlineColor === colour) || casts
        || style.stroke === colour || [...e.children].some((part) => getComputedStyle(part).stroke === colour && part.matches("rect"));
    };
    const around = [drawn, drawn.closest("label"), drawn.closest("form"), drawn.parentElement];
    if (!box.width || !box.height || !drawn.checkVisibility({ visibilityProperty: true, opacityProperty: true })) found.wrong = "unseen";
    else if (box.bottom <= 0 || box.right <= 0 || box.top >= innerHeight || box.left >= innerWidth) found.wrong = "outside of the window";
    else if (!around.some((e) => e && has(e))) found.wrong = "without a ring";
    return found;
"#;

/// Returns how many times the page has received [`SILENT`].
const RECEIVED: &str = r#"
    if (window.silentKeys === undefined) {
      window.silentKeys = 0;
      addEventListener("keydown", (event) => (window.silentKeys += event.key === "Control"), true);
    }
    return window.silentKeys;
"#;
/// A key that does nothing by itself.
const SILENT: &str = "Control_R";
/// Time limit for a key to arrive. A page that is not in front, or that a key has just replaced, receives none.
const ARRIVAL: Duration = Duration::from_secs(10);

/// The keyboard of a window.
pub(crate) struct Keys<'a> {
    desktop: &'a Desktop,
    window: &'a ErrandWindow,
}

impl<'a> Keys<'a> {
    /// Waits until the window has the focus.
    pub(crate) async fn of(desktop: &'a Desktop, window: &'a ErrandWindow) -> Result<Self> {
        window.focus(desktop).await?;
        Ok(Self { desktop, window })
    }

    /// Moves the focus to the element with this `data-testid` and presses a key.
    pub(crate) async fn press(&self, id: &str, key: &str) -> Result {
        self.press_css(&css(id), key).await
    }

    /// Like [`Keys::press`] with a CSS selector.
    pub(crate) async fn press_css(&self, css: &str, key: &str) -> Result {
        self.reach(css, "Tab").await?;
        self.desktop.press(key)
    }

    /// Moves the focus to a field and types into it.
    pub(crate) async fn write(&self, id: &str, text: &str) -> Result {
        self.reach(&css(id), "Tab").await?;
        self.desktop.type_text(text)
    }

    /// Moves the focus to the element with this `data-testid`, with Tab or Shift+Tab.
    pub(crate) async fn go(&self, id: &str, by: &str) -> Result {
        self.reach(&css(id), by).await
    }

    /// Presses keys on the focused element.
    pub(crate) fn hit(&self, keys: &[&str]) -> Result {
        keys.iter().try_for_each(|key| self.desktop.press(key))
    }

    /// Types into the focused element.
    pub(crate) fn type_here(&self, text: &str) -> Result {
        self.desktop.type_text(text)
    }

    /// Waits until the focus moves to this element by itself, and is visible.
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

    /// Returns the focused element, once a ring that fades in is visible.
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

    /// Waits until the page has acted on every key pressed so far: keys arrive in order, so that nothing is on the way
    /// any more once a last one is there.
    async fn settle(&self) -> Result {
        let received = || self.window.client().execute(RECEIVED, Vec::new());
        let before = received().await?.as_u64();
        self.desktop.press(SILENT)?;
        let start = Instant::now();
        while received().await?.as_u64() <= before && start.elapsed() < ARRIVAL {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// Presses Tab until the first element that matches this selector has the focus. It must exist and be enabled
    /// before the first key, and every stop on the way must be visible.
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
        self.settle().await?;
        for _ in 0..MOST_STOPS {
            let (at, is_there, wrong) = self.at(css).await?;
            // Before the first Tab, the focus may have been set by a click or the page, without a ring.
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
            self.settle().await?;
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
