//! Text descriptions of an environment's files for a brain that cannot open files itself.

use std::io::Read;

use super::EnvironmentFiles;

/// Maximum number of bytes of a text file, and of files, in the overview.
const PREVIEW_BYTES: usize = 2_000;
const PREVIEW_FILES: usize = 20;
/// Maximum number of bytes of each instruction file found in an environment.
const INSTRUCTION_BYTES: u64 = 4_000;
impl EnvironmentFiles {
    /// The files of the workspace as text: names, sizes, and the beginning of text files.
    pub(crate) fn overview(&self, id: &str) -> String {
        let mut text = String::new();
        let entries = self.list(id, "workspace", true).unwrap_or_default();
        for entry in entries
            .iter()
            .filter(|entry| !entry.is_dir)
            .take(PREVIEW_FILES)
        {
            let name = entry.path.trim_start_matches("workspace/");
            text.push_str(&format!("{name} ({} bytes)\n", entry.size));
            if let Some(words) = self.beginning(id, &entry.path, PREVIEW_BYTES as u64) {
                let more = if entry.size > PREVIEW_BYTES as u64 {
                    "…\n"
                } else {
                    ""
                };
                text.push_str(&format!("{}\n{more}", words.trim_end()));
            }
        }
        text
    }

    /// `.agents/AGENTS.md` and the skills of an environment, as text for the brain.
    pub(crate) fn instructions(&self, id: &str) -> Vec<String> {
        let mut found = Vec::new();
        for place in [".agents", "workspace/.agents"] {
            found.extend(self.beginning(id, &format!("{place}/AGENTS.md"), INSTRUCTION_BYTES));
            let skills = self
                .list(id, &format!("{place}/skills"), true)
                .unwrap_or_default();
            let skills = skills
                .iter()
                .filter(|entry| entry.path.ends_with("/SKILL.md"));
            found.extend(
                skills.filter_map(|skill| self.beginning(id, &skill.path, INSTRUCTION_BYTES)),
            );
        }
        found
    }

    /// The beginning of a text file; `None` if it is missing or not text.
    fn beginning(&self, id: &str, path: &str, bytes: u64) -> Option<String> {
        let (file, _) = self.open(id, path).ok()?;
        let mut read = Vec::new();
        file.take(bytes).read_to_end(&mut read).ok()?;
        if read.contains(&0) {
            return None;
        }
        match String::from_utf8(read) {
            Ok(text) => Some(text),
            // The cut may be in the middle of a character.
            Err(error) if error.utf8_error().error_len().is_none() => {
                let valid = error.utf8_error().valid_up_to();
                String::from_utf8(error.into_bytes()[..valid].to_vec()).ok()
            }
            Err(_) => None,
        }
    }
}
