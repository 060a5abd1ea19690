//! What the person is told when the window's page did not live as it should.

use words::{Language, say};

use crate::bridge::{BridgeError, ErrorCode};
use crate::errors;
use crate::notices::{News, Notification};

/// Something about the window's page that the person is to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageNews {
    /// Its process ended, and the page was loaded again.
    Ended,
    /// Nothing was drawn in it, and the page was loaded again.
    NeverDrawn,
    /// It is drawn without the graphics card, because nothing was drawn at an earlier start.
    DrawnSafely,
}

impl PageNews {
    /// What the window says.
    pub(crate) fn notice(self) -> BridgeError {
        let message = match self {
            PageNews::Ended => say::window_page_ended(),
            PageNews::NeverDrawn => say::window_never_drawn(),
            PageNews::DrawnSafely => say::window_drawn_safely(),
        };
        errors::error(ErrorCode::Internal, message)
    }
}

/// What the system says when the window can say nothing itself.
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
