//! Starting with the desktop, without a window: an entry in the autostart folder, a launch agent, or a registry
//! value.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

/// The argument that marks a start made by the desktop.
const ARGUMENT: &str = "--background";

/// Returns true if the desktop made this start, so that no window is wanted.
pub(crate) fn is_background_start() -> bool {
    std::env::args_os()
        .skip(1)
        .any(|argument| argument == ARGUMENT)
}

/// Returns true if these are the arguments of a start made by the desktop.
pub(crate) fn is_requested_by(arguments: &[String]) -> bool {
    arguments.iter().any(|argument| argument == ARGUMENT)
}

/// Returns whether the program starts with the desktop; `None` if that cannot be determined.
pub(crate) fn is_on() -> Option<bool> {
    let is_on = desktop::is_on();
    is_on
        .inspect_err(|error| tracing::warn!(%error, "it cannot be told whether Errand starts with the desktop"))
        .ok()
}

/// Switches the start with the desktop on or off.
///
/// # Errors
/// The reason as text, when it cannot be set.
pub(crate) fn set(start: bool) -> Result<(), String> {
    let set = match start {
        true => program().and_then(|program| desktop::switch_on(&program)),
        false => desktop::switch_off(),
    };
    set.map_err(|error| error.to_string())
}

/// Returns the path that the desktop has to start; for an AppImage the image itself, not its current mount.
fn program() -> io::Result<String> {
    let image = std::env::var_os("APPIMAGE").filter(|image| !image.is_empty());
    let program = image.map_or_else(std::env::current_exe, |image| Ok(PathBuf::from(image)))?;
    let name: OsString = program.into_os_string();
    name.into_string()
        .map_err(|_| io::Error::other("the path of the program is not valid Unicode"))
}

/// Removes a file; a missing file is no error.
#[cfg(not(windows))]
fn remove(file: &std::path::Path) -> io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

#[cfg(not(windows))]
fn write(file: &std::path::Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(file, text)
}

#[cfg(not(windows))]
fn read(file: &std::path::Path) -> io::Result<Option<String>> {
    match std::fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

/// Autostart by the freedesktop specification.
#[cfg(target_os = "linux")]
mod desktop {
    use std::io;
    use std::path::PathBuf;

    use super::ARGUMENT;

    fn file() -> io::Result<PathBuf> {
        let config = dirs::config_dir()
            .ok_or_else(|| io::Error::other("this system names no folder for settings"))?;
        Ok(config.join("autostart").join("app.errand.desktop"))
    }

    pub(super) fn is_on() -> io::Result<bool> {
        // Desktops switch an entry off with one of these lines.
        let is_off = |text: &str| {
            let mut lines = text.lines().map(str::trim);
            lines.any(|line| matches!(line, "Hidden=true" | "X-GNOME-Autostart-enabled=false"))
        };
        Ok(super::read(&file()?)?.is_some_and(|text| !is_off(&text)))
    }

    pub(super) fn switch_on(program: &str) -> io::Result<()> {
        super::write(&file()?, &entry(program))
    }

    pub(super) fn switch_off() -> io::Result<()> {
        super::remove(&file()?)
    }

    fn entry(program: &str) -> String {
        format!(
            "[Desktop Entry]\nType=Application\nName=Errand\nComment=Runs schedules of this computer\nExec={} {ARGUMENT}\n\
             Icon=errand\nTerminal=false\nStartupNotify=false\n",
            quoted(program)
        )
    }

    /// Quotes an argument of `Exec`: `%` is doubled, and backslashes are doubled once more as in every string.
    fn quoted(argument: &str) -> String {
        let mut quoted = String::from("\"");
        for letter in argument.chars() {
            match letter {
                '\\' => quoted.push_str(r"\\\\"),
                '"' | '`' | '$' => quoted.extend([r"\\", letter.encode_utf8(&mut [0; 4])]),
                '%' => quoted.push_str("%%"),
                letter => quoted.push(letter),
            }
        }
        quoted.push('"');
        quoted
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_path_with_odd_letters_is_one_argument() {
            assert_eq!(quoted("/opt/My apps/errand"), "\"/opt/My apps/errand\"");
            assert_eq!(quoted(r#"/a"b$c\d%e"#), r#""/a\\"b\\$c\\\\d%%e""#);
            assert!(entry("/usr/bin/errand").contains("\nExec=\"/usr/bin/errand\" --background\n"));
        }
    }
}

#[cfg(target_os = "macos")]
mod desktop {
    use std::io;
    use std::path::PathBuf;

    use super::ARGUMENT;

    const LABEL: &str = "app.errand.desktop";

    fn file() -> io::Result<PathBuf> {
        let home =
            dirs::home_dir().ok_or_else(|| io::Error::other("this system names no home folder"))?;
        Ok(home
            .join("Library/LaunchAgents")
            .join(format!("{LABEL}.plist")))
    }

    pub(super) fn is_on() -> io::Result<bool> {
        Ok(super::read(&file()?)?.is_some())
    }

    pub(super) fn switch_on(program: &str) -> io::Result<()> {
        let program = program.replace('&', "&amp;").replace('<', "&lt;");
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
             <plist version=\"1.0\"><dict>\n<key>Label</key><string>{LABEL}</string>\n\
             <key>ProgramArguments</key><array><string>{program}</string><string>{ARGUMENT}</string></array>\n\
             <key>RunAtLoad</key><true/>\n</dict></plist>\n"
        );
        super::write(&file()?, &text)
    }

    pub(super) fn switch_off() -> io::Result<()> {
        super::remove(&file()?)
    }
}

#[cfg(windows)]
mod desktop {
    use std::io;

    use windows_registry::CURRENT_USER;

    use super::ARGUMENT;

    const KEY: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
    const VALUE: &str = "Errand";

    pub(super) fn is_on() -> io::Result<bool> {
        let key = CURRENT_USER.create(KEY).map_err(io::Error::other)?;
        Ok(key.get_string(VALUE).is_ok())
    }

    pub(super) fn switch_on(program: &str) -> io::Result<()> {
        let key = CURRENT_USER.create(KEY).map_err(io::Error::other)?;
        key.set_string(VALUE, format!("\"{program}\" {ARGUMENT}"))
            .map_err(io::Error::other)
    }

    pub(super) fn switch_off() -> io::Result<()> {
        let key = CURRENT_USER.create(KEY).map_err(io::Error::other)?;
        match key.get_string(VALUE) {
            Ok(_) => key.remove_value(VALUE).map_err(io::Error::other),
            Err(_) => Ok(()),
        }
    }
}
