//! Files that the person opened with this program: agents, passed as an argument of a start.
//!
//! The argument only says which file is shown. Nothing in it runs, and nothing is stored before the person agrees.

use std::path::{Path, PathBuf};

/// The extension of such files.
const EXTENSION: &str = "errand-agent";

/// Returns the file that this start was asked to open.
pub(crate) fn of_this_start() -> Option<PathBuf> {
    let arguments: Vec<String> = std::env::args_os()
        .filter_map(|argument| argument.into_string().ok())
        .collect();
    in_arguments(&arguments, std::env::current_dir().ok()?)
}

/// Returns the file that a start with these arguments, in this folder, was asked to open.
pub(crate) fn in_arguments(arguments: &[String], folder: impl AsRef<Path>) -> Option<PathBuf> {
    let files = arguments.iter().skip(1).filter_map(|argument| {
        // Desktops pass a path or a `file:` URL.
        let path = match argument.split_once("://") {
            Some(("file", _)) => tauri::Url::parse(argument).ok()?.to_file_path().ok()?,
            Some(_) => return None,
            None if argument.starts_with('-') => return None,
            None => folder.as_ref().join(argument),
        };
        path.extension()
            .is_some_and(|extension| extension == EXTENSION)
            .then_some(path)
    });
    files.last()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(arguments: &[&str]) -> Option<PathBuf> {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        in_arguments(&arguments, "/home/ada")
    }

    #[test]
    fn an_agents_file_is_found_among_the_arguments_by_path_or_address() {
        let desk = || Some(PathBuf::from("/home/ada/My desk.errand-agent"));
        assert_eq!(found(&["errand", "My desk.errand-agent"]), desk());
        let with_token = &[
            "errand",
            "/home/ada/My desk.errand-agent",
            "--activation-token=x",
        ];
        assert_eq!(found(with_token), desk());
        assert_eq!(
            found(&["errand", "file:///home/ada/My%20desk.errand-agent"]),
            desk()
        );
    }

    #[test]
    fn nothing_else_is_opened() {
        for arguments in [
            &["x.errand-agent"][..],
            &["errand"],
            &["errand", "--background"],
            &["errand", "--x.errand-agent"],
            &["errand", "notes.txt"],
            &["errand", "https://a.test/x.errand-agent"],
            &["errand", "file://elsewhere/x.errand-agent"],
        ] {
            assert_eq!(found(arguments), None, "{arguments:?}");
        }
    }
}
