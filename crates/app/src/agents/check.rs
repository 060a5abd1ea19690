//! What an agent must be to be kept: a name, and no more than a server takes (contract sections 9.3 and 10).

use std::collections::HashSet;

use url::Url;

use super::skill;
use crate::bridge::*;
use crate::errors::{self, Result};
use crate::who;

/// A larger file does not fit into an agent (contract section 9.3).
pub(crate) const FILE_LIMIT: u64 = 1 << 20;
/// More than this does not fit into one together (contract section 9.3).
pub(crate) const TOGETHER_LIMIT: u64 = 2 << 20;
/// More files than this are somebody's disk and not what an agent has at hand.
pub(crate) const MOST_FILES: usize = 300;
/// Letters of the fields.
const LONGEST_NAME: usize = 60;
const LONGEST_LETTER: usize = 8;
const LONGEST_ABOUT: usize = 400;
const LONGEST_INSTRUCTIONS: usize = 100_000;
/// With less than this no job comes to an end.
const FEWEST_TOKENS: u64 = 1_000;

/// The agent as it is kept: trimmed, with safe paths.
///
/// # Errors
/// `Invalid`, when something is missing, too long, too large or there twice; it says which.
pub(crate) fn checked(mut draft: AgentDraft) -> Result<AgentDraft> {
    let trim = |text: &mut String| *text = text.trim().to_owned();
    for text in [&mut draft.name, &mut draft.letter, &mut draft.about] {
        trim(text);
    }
    if draft.name.is_empty() {
        return Err(invalid("The agent has no name yet.", "Give it one."));
    }
    for (what, text, longest) in [
        ("name", &draft.name, LONGEST_NAME),
        ("letter", &draft.letter, LONGEST_LETTER),
        ("line on what it is for", &draft.about, LONGEST_ABOUT),
        ("instructions", &draft.instructions, LONGEST_INSTRUCTIONS),
    ] {
        let length = text.chars().count();
        if length > longest {
            return Err(invalid(
                format!("The {what} has {length} letters; there is room for {longest}."),
                "Make it shorter.",
            ));
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
            return Err(invalid(
                "No site is named that the agent may reach.",
                "Name one, or switch its internet off.",
            ));
        }
    }
    if let Some(model) = &draft.model
        && !can_think(model)
    {
        return Err(errors::invalid("Choose a model for the agent, or none."));
    }
    if draft.max_tokens.is_some_and(|most| most < FEWEST_TOKENS) {
        return Err(invalid(
            "With so few tokens no job comes to an end.",
            format!("Allow at least {FEWEST_TOKENS}, or as many as it takes."),
        ));
    }
    Ok(draft)
}

/// Whether an agent can think with a model: one of Gemini's or the engine's own, not one of a connected server.
fn can_think(model: &str) -> bool {
    who::parse(model).is_some_and(|(engine, is_agent, id)| {
        !is_agent && who::model_of(engine, is_agent, id).is_none()
    })
}

/// Every file that an agent has, with its place among the others.
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
            return Err(invalid(
                "A skill has no name or says nothing yet.",
                "Fill it in, or remove it.",
            ));
        }
        if !folders.insert(skill::folder(&skill.name)) {
            return Err(invalid(
                format!("Two skills are called {}.", skill.name),
                "Rename one of them.",
            ));
        }
        let mut paths = HashSet::from([skill::FILE.to_owned()]);
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
                    return Err(invalid(
                        "A pasted text is empty.",
                        "Paste something, or remove it.",
                    ));
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
                    return Err(invalid(
                        format!("{address} is no address of a repository that can be fetched."),
                        "It begins with https:// and has no name or password in it.",
                    ));
                }
                if !paths.insert(repository_folder(address)) {
                    return Err(invalid(
                        format!("The repository {address} is there twice."),
                        "Remove one of them.",
                    ));
                }
            }
        }
    }
    Ok(())
}

/// The folder that a repository goes to.
pub(crate) fn repository_folder(address: &str) -> String {
    let last = address.trim_end_matches('/').rsplit('/').next();
    let name = last.unwrap_or_default().trim_end_matches(".git");
    artifacts::safe_name(name).to_string()
}

/// Makes a path safe; no two may be the same.
fn take_path(path: &mut String, taken: &mut HashSet<String>) -> Result<()> {
    *path = safe(path);
    if taken.insert(path.clone()) {
        return Ok(());
    }
    Err(invalid(
        format!("Two files are called {path}."),
        "Rename one of them, or remove it.",
    ))
}

/// A path that is safe below any folder, with `/` between its parts.
pub(crate) fn safe(path: &str) -> String {
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
        return Err(invalid(
            format!(
                "The agent has {count} files of {:.1} MB; there is room for {MOST_FILES} of {} MB together.",
                together as f64 / f64::from(1 << 20),
                TOGETHER_LIMIT >> 20
            ),
            "Remove some. Larger files can be attached to a job.",
        ));
    }
    Ok(())
}

/// A file that no agent can have.
pub(crate) fn too_large(name: &str) -> BridgeError {
    invalid(
        format!(
            "{name} is too large: an agent has files of at most {} MB.",
            FILE_LIMIT >> 20
        ),
        "Attach it to a job in its place.",
    )
}

pub(crate) fn invalid(message: impl Into<String>, hint: impl Into<String>) -> BridgeError {
    errors::error(ErrorCode::Invalid, message, &hint.into())
}
