//! File names from outside: made safe for every file system or for the one at hand, and as they are shown.

use std::fmt;
use std::path::{Path, PathBuf};

/// The most bytes of a safe name: room is left for a number and for file systems with short names.
const NAME_LIMIT: usize = 200;

/// The most bytes of an extension that is kept when a name is cut.
const EXTENSION_LIMIT: usize = 20;

/// The most folders that are kept of a path.
const DEPTH_LIMIT: usize = 16;

/// Whose rules the name of a file has to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Every system that people use.
    Every,
    /// Linux, macOS and their kin: only `/` cannot stand in a name.
    Unix,
}

impl System {
    /// The one that Errand runs on.
    #[must_use]
    pub fn here() -> Self {
        if cfg!(unix) { Self::Unix } else { Self::Every }
    }

    /// Whether the character cannot stand in a name.
    fn forbids(self, c: char) -> bool {
        self == Self::Every && matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')
    }
}

/// A file name that is one path component on its system, is shown as what it is, and names no device.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SafeName(String);

impl SafeName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name for the `number`th file of this name: `report (2).md`.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let (stem, extension) = split_extension(&self.0);
        let suffix = format!(" ({number}){extension}");
        let stem = cut(stem, NAME_LIMIT.saturating_sub(suffix.len()));
        Self(format!("{stem}{suffix}"))
    }
}

impl fmt::Display for SafeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<Path> for SafeName {
    fn as_ref(&self) -> &Path {
        Path::new(&self.0)
    }
}

/// A relative path whose every component is a [`SafeName`]: folders, then the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SafePath {
    folders: Vec<SafeName>,
    file: SafeName,
}

impl SafePath {
    /// The folders, outermost first.
    #[must_use]
    pub fn folders(&self) -> &[SafeName] {
        &self.folders
    }

    /// The file's name.
    #[must_use]
    pub fn file(&self) -> &SafeName {
        &self.file
    }

    /// The whole path with this system's separator.
    #[must_use]
    pub fn to_path_buf(&self) -> PathBuf {
        self.folders
            .iter()
            .chain([&self.file])
            .map(SafeName::as_str)
            .collect()
    }
}

/// The last component of a hostile name or path as a safe name; `file` when nothing of it is left.
///
/// Separators of all systems end a component. Characters that control, hide or turn text are dropped,
/// those that some system forbids become `_`, and so does a beginning that hides the file or looks like
/// an option. Device names of Windows get a `_` before them. Long names are cut before their extension.
#[must_use]
pub fn safe_name(hostile: &str) -> SafeName {
    safe_name_on(System::Every, hostile)
}

/// The same for one system: what only another one forbids is kept.
#[must_use]
pub fn safe_name_on(system: System, hostile: &str) -> SafeName {
    let component = hostile
        .rsplit(is_separator)
        .find(|component| !is_nothing(component))
        .unwrap_or_default();
    component_name(system, component)
}

/// The path of a file in a sandbox as a person reads it: nothing is replaced, but what controls, hides or
/// turns text is left out, white space is a space, and components that lead nowhere or up are dropped.
/// It is for the eye alone. `file` when nothing of it is left.
#[must_use]
pub fn shown_path(hostile: &str) -> String {
    let components: Vec<String> = hostile
        .split(['/', '\0'])
        .filter(|component| !is_nothing(component))
        .map(|component| {
            let seen = component.chars().filter(|c| !is_invisible(*c));
            let spaced: String = seen
                .map(|c| if c.is_whitespace() { ' ' } else { c })
                .collect();
            spaced.trim().to_owned()
        })
        .collect();
    if components.is_empty() {
        return "file".to_owned();
    }
    components.join("/")
}

/// A hostile path as a safe one below the folder that it is joined to. Components that go up, stay or
/// are empty are dropped.
#[must_use]
pub fn safe_relative_path(hostile: &str) -> SafePath {
    safe_relative_path_on(System::Every, hostile)
}

/// The same for one system: what only another one forbids is kept.
#[must_use]
pub fn safe_relative_path_on(system: System, hostile: &str) -> SafePath {
    let mut components: Vec<_> = hostile
        .split(is_separator)
        .filter(|component| !is_nothing(component))
        .map(|component| component_name(system, component))
        .collect();
    let file = components
        .pop()
        .unwrap_or_else(|| component_name(system, ""));
    let surplus = components.len().saturating_sub(DEPTH_LIMIT);
    components.drain(..surplus);
    SafePath {
        folders: components,
        file,
    }
}

fn component_name(system: System, component: &str) -> SafeName {
    let mut name = String::new();
    for c in component.chars() {
        if is_invisible(c) {
            continue;
        }
        match c {
            _ if system.forbids(c) || is_slash_lookalike(c) => name.push('_'),
            _ if c.is_whitespace() => {
                if !name.ends_with(' ') {
                    name.push(' ');
                }
            }
            _ => name.push(c),
        }
    }
    let trimmed = name
        .trim_start_matches([' ', '.'])
        .trim_end_matches([' ', '.']);
    let mut name = match trimmed.chars().next() {
        None => "file".to_owned(),
        Some('-' | '~') => format!("_{}", &trimmed[1..]),
        Some(_) => trimmed.to_owned(),
    };
    if system == System::Every && is_device(&name) {
        name.insert(0, '_');
    }
    if name.len() > NAME_LIMIT {
        let (stem, extension) = split_extension(&name);
        let stem = cut(stem, NAME_LIMIT - extension.len());
        name = format!("{stem}{extension}");
    }
    SafeName(name)
}

fn is_separator(c: char) -> bool {
    matches!(c, '/' | '\\' | '\0')
}

/// Whether a component names nothing: it is empty, or goes nowhere or up.
fn is_nothing(component: &str) -> bool {
    component
        .chars()
        .all(|c| c == '.' || c.is_whitespace() || is_invisible(c))
}

/// Characters that control, turn the direction of text, or cannot be seen.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Characters that look like a separator, or that Windows turns into one.
fn is_slash_lookalike(c: char) -> bool {
    matches!(
        c,
        '\u{2044}'
            | '\u{2215}'
            | '\u{2216}'
            | '\u{29f5}'
            | '\u{29f8}'
            | '\u{29f9}'
            | '\u{ff0f}'
            | '\u{ff3c}'
    )
}

/// Whether Windows takes the name for a device, whatever its extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_ascii_uppercase();
    if matches!(
        stem.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    ["COM", "LPT"].iter().any(|port| {
        stem.strip_prefix(port).is_some_and(|number| {
            let mut digits = number.chars();
            matches!(digits.next(), Some('0'..='9' | '¹' | '²' | '³')) && digits.next().is_none()
        })
    })
}

/// The name and its extension with the dot; `.tar.gz` and the like are one extension.
fn split_extension(name: &str) -> (&str, &str) {
    let is_extension = |dot: usize| {
        let extension = &name[dot + 1..];
        dot > 0
            && !extension.is_empty()
            && extension.len() < EXTENSION_LIMIT
            && !extension.contains(' ')
    };
    let Some(dot) = name.rfind('.').filter(|dot| is_extension(*dot)) else {
        return (name, "");
    };
    let dot = match name[..dot].rfind('.') {
        Some(inner) if name[inner..dot].eq_ignore_ascii_case(".tar") && is_extension(inner) => {
            inner
        }
        _ => dot,
    };
    name.split_at(dot)
}

/// At most so many bytes, without half a character or an end that systems would drop.
fn cut(stem: &str, bytes: usize) -> &str {
    stem[..stem.floor_char_boundary(bytes)].trim_end_matches([' ', '.'])
}
