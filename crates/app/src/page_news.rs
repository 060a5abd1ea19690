//! Messages for the person when the window's page crashed or did not draw.

use words::{Language, say};

use crate::bridge::{BridgeError, ErrorCode};
use crate::errors;
use crate::notices::{News, Notification};

/// An event of the window's page that the person is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageNews {
    /// The page's process ended, and the page was loaded again.
    Ended,
    /// The page drew nothing, and was loaded again.
    NeverDrawn,
    /// The page is drawn without the graphics card, because an earlier start drew nothing.
    DrawnSafely,
}

impl PageNews {
    /// Returns the message for the window.
    pub(crate) fn notice(self) -> BridgeError {
        let message = match self {
            PageNews::Ended => say::window_page_ended(),
            PageNews::NeverDrawn => say::window_never_drawn(),
            PageNews::DrawnSafely => say::window_drawn_safely(),
        };
        errors::error(ErrorCode::Internal, message)
    }
}

/// Returns the notification for a window that cannot show anything itself.
#[must_use]
pub fn window_cannot_be_shown(language: Language) -> Notification {
    Notification {
        news: News::Failed,
        title: language.say(&say::notice_no_window()),
        body: language.say(&say::notice_no_window_body()),
        actions: Vec::new(),
        conversation: None,
        turn: None,
    }
}
