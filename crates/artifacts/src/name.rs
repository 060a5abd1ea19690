//! File names from outside: made safe for every file system or for the current one, and made readable for display.

use std::fmt;
use std::path::{Path, PathBuf};

/// Maximum length of a safe name in bytes: leaves room for a number, and for file systems with short names.
const NAME_LIMIT: usize = 200;

/// Maximum length in bytes of an extension that is kept when a name is cut.
const EXTENSION_LIMIT: usize = 20;

/// Maximum number of folders kept of a path.
const DEPTH_LIMIT: usize = 16;

/// The file system rules that a name must follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRules {
    /// The rules of all common systems.
    Portable,
    /// Linux, macOS and similar systems: only `/` is forbidden.
    Unix,
}

impl NameRules {
    /// Returns the rules of the current system.
    #[must_use]
    pub fn here() -> Self {
        if cfg!(unix) {
            Self::Unix
        } else {
            Self::Portable
        }
    }

    /// Returns true if a name must not contain the character.
    fn forbids(self, c: char) -> bool {
        self == Self::Portable && matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')
    }
}

/// A file name that is a single path component on its system, has no misleading display, and is not a device.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SafeName(String);

impl SafeName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name for the `number`th file of this name: `report (2).md`.
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
    /// Returns the folders, outermost first.
    #[must_use]
    pub fn folders(&self) -> &[SafeName] {
        &self.folders
    }

    /// Returns the file's name.
    #[must_use]
    pub fn file(&self) -> &SafeName {
        &self.file
    }

    /// Returns the whole path with this system's separator.
    #[must_use]
    pub fn to_path_buf(&self) -> PathBuf {
        self.folders
            .iter()
            .chain([&self.file])
            .map(SafeName::as_str)
            .collect()
    }
}

/// Returns the last component of a hostile name or path as a safe name; `file` if nothing of it is left.
///
/// The separators of all systems end a component. Control characters, invisible characters and those that change the
/// text direction are dropped. Characters that some system forbids become `_`, and so does a start that hides the file
/// or looks like an option. Windows device names get a leading `_`. Long names are cut before their extension.
#[must_use]
pub fn safe_name(hostile: &str) -> SafeName {
    safe_name_on(NameRules::Portable, hostile)
}

/// Like [`safe_name`] for one system: characters that only another system forbids are kept.
#[must_use]
pub fn safe_name_on(rules: NameRules, hostile: &str) -> SafeName {
    let component = hostile
        .rsplit(is_separator)
        .find(|component| !is_nothing(component))
        .unwrap_or_default();
    component_name(rules, component)
}

/// Returns the path of a sandbox file for display: nothing is replaced, but control, invisible and direction-changing
/// characters are left out, white space becomes a space, and components that are empty or go up are dropped. For
/// display only. `file` if nothing of it is left.
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

/// Returns a hostile path as a safe one that stays below the folder it is joined to. Components that are empty, `.` or
/// `..` are dropped.
#[must_use]
pub fn safe_relative_path(hostile: &str) -> SafePath {
    safe_relative_path_on(NameRules::Portable, hostile)
}

/// Like [`safe_relative_path`] for one system: characters that only another system forbids are kept.
#[must_use]
pub fn safe_relative_path_on(rules: NameRules, hostile: &str) -> SafePath {
    let mut components: Vec<_> = hostile
        .split(is_separator)
        .filter(|component| !is_nothing(component))
        .map(|component| component_name(rules, component))
        .collect();
    let file = components
        .pop()
        .unwrap_or_else(|| component_name(rules, ""));
    let surplus = components.len().saturating_sub(DEPTH_LIMIT);
    components.drain(..surplus);
    SafePath {
        folders: components,
        file,
    }
}

fn component_name(rules: NameRules, component: &str) -> SafeName {
    let mut name = String::new();
    for c in component.chars() {
        if is_invisible(c) {
            continue;
        }
        match c {
            _ if rules.forbids(c) || is_slash_lookalike(c) => name.push('_'),
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
    if rules == NameRules::Portable && is_device(&name) {
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

/// Returns true if a component names nothing: it is blank, or consists of dots.
fn is_nothing(component: &str) -> bool {
    component
        .chars()
        .all(|c| c == '.' || c.is_whitespace() || is_invisible(c))
}

/// Control characters, characters that change the text direction, and invisible ones.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Characters that look like a separator, or that Windows converts into one.
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

/// Returns true if Windows treats the name as a device, whatever its extension.
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

/// Splits a name before its extension, which includes the dot; `.tar.gz` and the like are one extension.
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

/// Cuts to at most `bytes` bytes, at a character boundary and without an end that systems would drop.
fn cut(stem: &str, bytes: usize) -> &str {
    stem[..stem.floor_char_boundary(bytes)].trim_end_matches([' ', '.'])
}
