//! What the person is told when the window's page did not live as it should.

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
        let (message, hint) = match self {
            PageNews::Ended => (
                "The window had to be loaded again.",
                "Its page ended unexpectedly. Answers and jobs were not touched.",
            ),
            PageNews::NeverDrawn => (
                "The window had to be loaded again.",
                "Nothing was drawn in it. Answers and jobs were not touched.",
            ),
            PageNews::DrawnSafely => (
                "The window is drawn without the graphics card.",
                "At the last start nothing was drawn in it. It may scroll less smoothly now.",
            ),
        };
        errors::error(ErrorCode::Internal, message, hint)
    }
}

/// What the system says when the window can say nothing itself.
#[must_use]
pub fn window_cannot_be_shown() -> Notification {
    Notification {
        news: News::Failed,
        title: "Errand's window cannot be shown".to_owned(),
        body: "Quit Errand and start it again; it then draws without the graphics card. Answers and jobs are not touched.".to_owned(),
        actions: Vec::new(),
        conversation: None,
        turn: None,
    }
}
