//! Activation tokens: the right to take the focus, which a desktop passes with a start and with a click on a
//! notification. On Wayland a window cannot be raised without one.

use std::ffi::OsString;
use std::sync::{Mutex, PoisonError};

/// The argument that carries the token of a second start to the first one, which receives only its arguments.
const ARGUMENT: &str = "--activation-token=";

/// The token for the next raising of the window.
static PENDING_TOKEN: Mutex<Option<String>> = Mutex::new(None);

/// Returns the argument with the token of this start; `None` if the start has no token or carries the argument
/// already.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "only Linux hands out such tokens")
)]
pub(crate) fn argument_of_this_start() -> Option<OsString> {
    let has_argument = std::env::args_os().any(|argument| {
        argument
            .to_str()
            .is_some_and(|text| text.starts_with(ARGUMENT))
    });
    if has_argument {
        return None;
    }
    let named = |name| std::env::var(name).ok().filter(|token| !token.is_empty());
    let token = named("XDG_ACTIVATION_TOKEN").or_else(|| named("DESKTOP_STARTUP_ID"))?;
    Some(format!("{ARGUMENT}{token}").into())
}

/// Finds the token among the arguments of a start.
pub(crate) fn token_in(arguments: &[String]) -> Option<String> {
    let token = arguments
        .iter()
        .find_map(|argument| argument.strip_prefix(ARGUMENT))?;
    (!token.is_empty()).then(|| token.to_owned())
}

/// Stores a token for the next raising of the window.
pub(crate) fn store(token: String) {
    *PENDING_TOKEN.lock().unwrap_or_else(PoisonError::into_inner) = Some(token);
}

/// Takes the stored token; it is valid once.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "only Linux hands out such tokens")
)]
pub(crate) fn take() -> Option<String> {
    PENDING_TOKEN
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take()
}

/// Passes a token to GTK, which hands it to the desktop when the window is presented next.
#[cfg(target_os = "linux")]
pub(crate) fn pass_to(window: &gtk::ApplicationWindow, token: &str) {
    use gtk::prelude::{GtkWindowExt, ObjectExt, WidgetExt};
    let display = window.display();
    if display.type_().name() == "GdkWaylandDisplay" {
        pass_to_wayland(&display, token);
    } else {
        window.set_startup_id(token);
    }
}

/// GTK 3 stores the token at its Wayland display; `set_startup_id` does nothing there.
#[cfg(target_os = "linux")]
#[expect(
    unsafe_code,
    reason = "the safe binding of this one call brings a Wayland client along"
)]
fn pass_to_wayland(display: &gtk::gdk::Display, token: &str) {
    use gtk::glib::translate::ToGlibPtr;
    let display: *mut gtk::gdk::ffi::GdkDisplay = display.to_glib_none().0;
    let token = token.to_glib_none();
    // The display is a Wayland display, as checked by the caller, and GDK copies the text before the call returns.
    unsafe {
        gdk_wayland_sys::gdk_wayland_display_set_startup_notification_id(display.cast(), token.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_among_the_arguments_of_a_second_start() {
        let arguments = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        let given = arguments(&["errand", "--activation-token=gnome-shell/7_TIME12"]);
        assert_eq!(token_in(&given).as_deref(), Some("gnome-shell/7_TIME12"));
        assert_eq!(
            token_in(&arguments(&["errand", "--activation-token="])),
            None
        );
        assert_eq!(token_in(&arguments(&["errand"])), None);
    }

    #[test]
    fn a_token_is_used_once() {
        store("one".to_owned());
        assert_eq!(take().as_deref(), Some("one"));
        assert_eq!(take(), None);
    }
}
