//! The input device for a flow: the mouse, or the keyboard only.

use window_tests::{Desktop, ErrandWindow, Result};

use crate::keys::Keys;

/// How the window is operated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// With the mouse, typing text.
    Mouse,
    /// With Tab only; the pointer never moves, and the focus must be visible at each stop.
    Keyboard,
}

/// A window operated in one of these ways.
pub(crate) enum Hands<'a> {
    Mouse(&'a ErrandWindow),
    Keyboard(Keys<'a>, &'a ErrandWindow),
}

impl<'a> Hands<'a> {
    pub(crate) async fn on(window: &'a ErrandWindow, desktop: &'a Desktop, by: By) -> Result<Self> {
        Ok(match by {
            By::Mouse => Self::Mouse(window),
            By::Keyboard => Self::Keyboard(Keys::of(desktop, window).await?, window),
        })
    }

    /// Presses the button with this `data-testid`.
    pub(crate) async fn press(&self, id: &str) -> Result {
        match self {
            Self::Mouse(window) => window.click(id).await,
            Self::Keyboard(keys, _) => keys.press(id, "Return").await,
        }
    }

    /// Like [`Hands::press`] with a CSS selector.
    pub(crate) async fn press_css(&self, css: &str) -> Result {
        match self {
            Self::Mouse(window) => window.click_css(css).await,
            Self::Keyboard(keys, _) => keys.press_css(css, "Return").await,
        }
    }

    /// Toggles a check box.
    pub(crate) async fn tick(&self, css: &str) -> Result {
        match self {
            Self::Mouse(window) => window.click_css(css).await,
            Self::Keyboard(keys, _) => keys.press_css(css, "space").await,
        }
    }

    /// Replaces the content of a field.
    pub(crate) async fn write(&self, id: &str, text: &str) -> Result {
        self.write_css(&format!("[data-testid={id}]"), text).await
    }

    /// Like [`Hands::write`] with a CSS selector.
    pub(crate) async fn write_css(&self, css: &str, text: &str) -> Result {
        match self {
            Self::Mouse(window) => {
                window.click_css(css).await?;
                let field = window.find_css(css, window_tests::journey::LONG).await?;
                field.clear().await?;
                Ok(field.send_keys(text).await?)
            }
            Self::Keyboard(keys, _) => {
                keys.press_css(css, "ctrl+a").await?;
                keys.type_here(text)
            }
        }
    }

    /// Chooses the model or agent for the next message.
    pub(crate) async fn choose_who(&self, who: &str) -> Result {
        match self {
            Self::Mouse(window) => window.choose_who(who).await,
            Self::Keyboard(keys, _) => {
                keys.press("who", "Return").await?;
                keys.are_on("who-find").await?;
                keys.type_here(who)?;
                keys.hit(&["Return"])?;
                keys.are_on("composer").await
            }
        }
    }

    /// Types into the composer and sends it.
    pub(crate) async fn ask(&self, text: &str) -> Result {
        match self {
            Self::Mouse(window) => window.ask(text).await,
            Self::Keyboard(keys, _) => {
                keys.write("composer", text).await?;
                keys.hit(&["Return"])
            }
        }
    }

    /// Opens a conversation from the list.
    pub(crate) async fn open_from_list(&self, conversation: &str) -> Result {
        match self {
            Self::Mouse(window) => window.open_from_list(conversation).await,
            Self::Keyboard(keys, window) => {
                let css = format!(
                    "[data-testid=conversation-item][data-conversation=\"{conversation}\"]"
                );
                keys.press_css(&css, "Return").await?;
                window.shows_conversation(conversation).await
            }
        }
    }
}
