//! Validates an agent before it is stored: it needs a name, and must fit into a server's limits (contract sections
//! 9.3 and 10).

use std::collections::HashSet;

use url::Url;
use words::{Sentence, Value, say};

use super::skill;
use crate::bridge::*;
use crate::errors::{self, Result};
use crate::who;

/// Maximum size in bytes of one file of an agent (contract section 9.3).
pub(crate) const FILE_LIMIT: u64 = 1 << 20;
/// Maximum size in bytes of all files of an agent together (contract section 9.3).
pub(crate) const TOGETHER_LIMIT: u64 = 2 << 20;
/// Maximum number of files; more would be a whole disk and not an agent's data.
pub(crate) const MOST_FILES: usize = 300;
/// Maximum number of tool servers.
pub(crate) const MOST_SERVERS: usize = 50;
/// Maximum number of letters of the fields.
const LONGEST_NAME: usize = 60;
const LONGEST_LETTER: usize = 8;
const LONGEST_ABOUT: usize = 400;
const LONGEST_INSTRUCTIONS: usize = 100_000;
/// Minimum token limit; with less no job would finish.
const FEWEST_TOKENS: u64 = 1_000;

/// Returns the agent as it is stored: trimmed, with safe paths.
///
/// # Errors
/// `Invalid`, when something is missing, too long, too large or duplicate; the message says which.
pub(crate) fn checked(mut draft: AgentDraft) -> Result<AgentDraft> {
    let trim = |text: &mut String| *text = text.trim().to_owned();
    for text in [&mut draft.name, &mut draft.letter, &mut draft.about] {
        trim(text);
    }
    if draft.name.is_empty() {
        return Err(errors::invalid(say::agent_no_name()));
    }
    type Message = fn(usize, usize) -> Sentence;
    let fields: [(Message, &str, usize); 4] = [
        (say::agent_name_long, &draft.name, LONGEST_NAME),
        (say::agent_letter_long, &draft.letter, LONGEST_LETTER),
        (say::agent_about_long, &draft.about, LONGEST_ABOUT),
        (
            say::agent_instructions_long,
            &draft.instructions,
            LONGEST_INSTRUCTIONS,
        ),
    ];
    for (says, text, longest) in fields {
        let length = text.chars().count();
        if length > longest {
            return Err(errors::invalid(says(length, longest)));
        }
    }
    check_skills(&mut draft.skills)?;
    check_data(&mut draft.data)?;
    check_sizes(&draft)?;
    if let Network::Sites { domains } = &mut draft.network {
        for domain in domains.iter_mut() {
            trim(domain);
        }
        domains.retain(|domain| !domain.is_empty());
        if domains.is_empty() {
            return Err(errors::invalid(say::agent_no_site()));
        }
    }
    let mut known = HashSet::new();
    let servers = &mut draft.tools.servers;
    servers.retain(|used| known.insert(used.server.clone()));
    servers.truncate(MOST_SERVERS);
    if let Some(model) = &draft.model
        && !is_model_id(model)
    {
        return Err(errors::invalid(say::agent_choose_model()));
    }
    if draft.max_tokens.is_some_and(|most| most < FEWEST_TOKENS) {
        return Err(errors::invalid(say::agent_few_tokens(FEWEST_TOKENS)));
    }
    Ok(draft)
}

/// Returns true if this is the id of a model: of Gemini, of the engine or of a connected server.
fn is_model_id(model: &str) -> bool {
    who::parse(model).is_some_and(|(_, is_agent, _)| !is_agent)
}

/// Returns all files of an agent, of its skills and of its data.
pub(crate) fn files(draft: &AgentDraft) -> impl Iterator<Item = &AgentFile> {
    let skills = draft.skills.iter().flat_map(|skill| &skill.files);
    let data = draft.data.iter().filter_map(|data| match data {
        AgentData::File { file } => Some(file),
        AgentData::Text { .. } | AgentData::Repository { .. } => None,
    });
    skills.chain(data)
}

fn check_skills(skills: &mut [Skill]) -> Result<()> {
    let mut folders = HashSet::new();
    for skill in skills {
        skill.name = skill.name.trim().to_owned();
        skill.about = skill.about.trim().to_owned();
        if skill.name.is_empty() || skill.text.trim().is_empty() {
            return Err(errors::invalid(say::skill_empty()));
        }
        if !folders.insert(skill::folder(&skill.name)) {
            return Err(errors::invalid(say::skill_twice(&skill.name)));
        }
        let mut paths = HashSet::from([skill::FILE_NAME.to_owned()]);
        for file in &mut skill.files {
            take_path(&mut file.path, &mut paths)?;
        }
    }
    Ok(())
}

fn check_data(all: &mut [AgentData]) -> Result<()> {
    let mut paths = HashSet::new();
    for data in all {
        match data {
            AgentData::File { file } => take_path(&mut file.path, &mut paths)?,
            AgentData::Text { name, text } => {
                if text.trim().is_empty() {
                    return Err(errors::invalid(say::agent_text_empty()));
                }
                take_path(name, &mut paths)?;
            }
            AgentData::Repository { address } => {
                *address = address.trim().to_owned();
                let url = Url::parse(address).ok();
                let is_plain = url.is_some_and(|url| {
                    url.scheme() == "https"
                        && url.has_host()
                        && url.username().is_empty()
                        && url.password().is_none()
                });
                if !is_plain {
                    return Err(errors::invalid(say::repository_address(&*address)));
                }
                if !paths.insert(repository_folder(address)) {
                    return Err(errors::invalid(say::repository_twice(&*address)));
                }
            }
        }
    }
    Ok(())
}

/// Returns the folder for a repository.
pub(crate) fn repository_folder(address: &str) -> String {
    let last = address.trim_end_matches('/').rsplit('/').next();
    let name = last.unwrap_or_default().trim_end_matches(".git");
    artifacts::safe_name(name).to_string()
}

/// Makes a path safe, and refuses a duplicate.
fn take_path(path: &mut String, taken: &mut HashSet<String>) -> Result<()> {
    *path = safe_path(path);
    if taken.insert(path.clone()) {
        return Ok(());
    }
    Err(errors::invalid(say::agent_file_twice(&*path)))
}

/// Returns a path that is safe below any folder, with `/` as separator.
pub(crate) fn safe_path(path: &str) -> String {
    let safe = artifacts::safe_relative_path(path);
    let parts = safe.folders().iter().chain([safe.file()]);
    let parts: Vec<&str> = parts.map(artifacts::SafeName::as_str).collect();
    parts.join("/")
}

fn check_sizes(draft: &AgentDraft) -> Result<()> {
    let skills = draft.skills.iter().map(|skill| {
        let size = skill::write(skill).len() as u64;
        (skill.name.as_str(), size)
    });
    let texts = draft.data.iter().filter_map(|data| match data {
        AgentData::Text { name, text } => Some((name.as_str(), text.len() as u64)),
        AgentData::File { .. } | AgentData::Repository { .. } => None,
    });
    let files = files(draft).map(|file| (file.path.as_str(), file.size));
    let (mut count, mut together) = (0, 0);
    for (name, size) in skills.chain(texts).chain(files) {
        if size > FILE_LIMIT {
            return Err(too_large(name));
        }
        count += 1;
        together += size;
    }
    if count > MOST_FILES || together > TOGETHER_LIMIT {
        return Err(errors::invalid(say::agent_files_too_large(
            count,
            Value::tenths(together as f64 / f64::from(1 << 20)),
            MOST_FILES,
            TOGETHER_LIMIT >> 20,
        )));
    }
    Ok(())
}

/// The error for a file that is too large for an agent.
pub(crate) fn too_large(name: &str) -> BridgeError {
    errors::invalid(say::agent_file_too_large(name, FILE_LIMIT >> 20))
}
