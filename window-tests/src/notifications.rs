//! The notifications that the daemon showed, and clicking them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::patience::wait_until;
use crate::{Error, Result};

/// A notification as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// The daemon's id of it.
    pub id: String,
    /// Name of the sending app.
    pub app: String,
    /// The title line.
    pub summary: String,
    /// The text below the title.
    pub body: String,
}

/// The daemon's record: each notification once, in order of arrival.
#[derive(Debug, Clone)]
pub struct Notifications {
    pub(crate) record: PathBuf,
    pub(crate) bus: String,
    pub(crate) display: String,
}

/// Script that the daemon runs for each notification; fields end with 0x1f, records with 0x1e.
pub(crate) const RECORDER: &str = r#"#!/bin/sh
printf '%s\037%s\037%s\037%s\036' \
  "$DUNST_ID" "$DUNST_APP_NAME" "$DUNST_SUMMARY" "$DUNST_BODY" >> "$(dirname "$0")/notifications"
"#;

impl Notifications {
    /// Returns all notifications so far.
    pub fn all(&self) -> Result<Vec<Notification>> {
        if !self.record.exists() {
            return Ok(Vec::new());
        }
        let text = fs::read_to_string(&self.record).map_err(Error::io(&self.record))?;
        Ok(text
            .split_terminator('\u{1e}')
            .map(|one| {
                let mut fields = one.split('\u{1f}').map(str::to_owned);
                let mut field = || fields.next().unwrap_or_default();
                Notification {
                    id: field(),
                    app: field(),
                    summary: field(),
                    body: field(),
                }
            })
            .collect())
    }

    /// Waits until exactly this many were shown; more are an error.
    pub async fn expect(&self, count: usize, at_most: Duration) -> Result<Vec<Notification>> {
        let what = format!("notification number {count}");
        let all = wait_until(&what, at_most, async || {
            let all = self.all()?;
            if all.len() >= count {
                Ok(Ok(all))
            } else {
                Ok(Err(format!("{all:?}")))
            }
        })
        .await?;
        if all.len() == count {
            Ok(all)
        } else {
            Err(Error::Unexpected(format!(
                "{count} notifications should have been shown, not {}: {all:?}",
                all.len()
            )))
        }
    }

    /// Clicks the newest notification on the screen.
    pub fn click_newest(&self) -> Result {
        self.control(&["action", "0"])
    }

    /// Removes all notifications from the screen; they stay in the record.
    pub fn clear_screen(&self) -> Result {
        self.control(&["close-all"])
    }

    fn control(&self, words: &[&str]) -> Result {
        let output = Command::new("dunstctl")
            .args(words)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("DISPLAY", &self.display)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Error::program("dunstctl", error))?;
        if output.status.success() {
            Ok(())
        } else {
            Err(Error::program(
                "dunstctl",
                String::from_utf8_lossy(&output.stderr),
            ))
        }
    }
}
