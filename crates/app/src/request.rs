//! Builds the create request from what the person wrote (contract section 3).

mod document_texts;
pub(crate) mod options;
pub(crate) mod placed_files;
mod stored;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use interactions::config::{Antigravity, AudioFormat, DeepResearch};
use interactions::{
    AgentConfig, Content, CreateInteraction, EnvironmentConfig, EnvironmentId, EnvironmentSpec,
    GenerationConfig, Input, InteractionId, Network as Rules, ResponseFormat, Source, Step,
    ThinkingSummaries, Tool, content, step,
};
use words::{Sentence, Value, say};

use self::document_texts::{DocumentText, document_texts};
use self::placed_files::{CarriedFile, PlacedFile, place_files};
use crate::bridge::{Attachment, BridgeError, Engine, ErrorCode, Network, Options, Role};
use crate::errors::{self, Result};
use crate::who;

/// Maximum size in bytes of all files shown to a model together; as base64 they must stay under the service's 25 MB.
pub(crate) const SHOWN_FILES_LIMIT: u64 = 18 << 20;

const SYSTEM_INSTRUCTION: &str =
    "You are a helpful assistant. Answer in the language of the person who asks. Use Markdown.";

/// A file with its bytes.
#[derive(Debug, Clone)]
pub(crate) struct AttachedFile {
    /// Name, type and size of the file.
    pub(crate) file: Attachment,
    /// The bytes.
    pub(crate) bytes: Vec<u8>,
    /// The text of a document, if it was read.
    pub(crate) words: Option<String>,
    /// The first pages of a PDF, for an agent whose model sees.
    pub(crate) pages: Vec<PageImage>,
}

/// A page of a PDF as a picture.
#[derive(Debug, Clone)]
pub(crate) struct PageImage {
    /// Number of the page, from 1.
    pub(crate) number: usize,
    /// The picture.
    pub(crate) png: Vec<u8>,
}

/// The input of [`build`].
#[derive(Debug, Clone)]
pub(crate) struct Question<'a> {
    /// True for an agent, false for a model.
    pub(crate) is_agent: bool,
    /// The API's id of the agent or model.
    pub(crate) target: &'a str,
    /// The kind of output that the model makes.
    pub(crate) role: Role,
    /// The person's text.
    pub(crate) text: &'a str,
    /// The attached files.
    pub(crate) files: &'a [AttachedFile],
    /// The internet access of the sandbox.
    pub(crate) network: &'a Network,
    /// Maximum number of tokens of a job, for agents that accept one.
    pub(crate) token_cap: Option<u64>,
    /// The chosen options, reduced to those that the model accepts.
    pub(crate) options: Options,
    /// The tools to use; of an agent, empty means its usual ones.
    pub(crate) tools: Vec<Tool>,
    /// The context of earlier turns.
    pub(crate) before: EarlierContext,
}

/// The context of earlier turns in the branch.
#[derive(Debug, Clone, Default)]
pub(crate) struct EarlierContext {
    /// The interaction to follow, when the same server keeps it and it ended well.
    pub(crate) previous: Option<InteractionId>,
    /// The branch as steps, for a server that does not have it. Unused with `previous`.
    pub(crate) history: Vec<Step>,
    /// The sandbox of the turn before, when the same server has it.
    pub(crate) environment: Option<EnvironmentId>,
    /// The internet access of that sandbox, as far as its last request said it; without a sandbox,
    /// [`network_of_new`].
    pub(crate) network: Option<Network>,
    /// Files of earlier turns to put into a new sandbox.
    pub(crate) files: Vec<CarriedFileBytes>,
}

/// A file of an earlier turn, with its bytes if the request can carry them.
#[derive(Debug, Clone)]
pub(crate) struct CarriedFileBytes {
    /// The file and its place in the sandbox.
    pub(crate) file: CarriedFile,
    /// The bytes; empty when it is too large for a request.
    pub(crate) bytes: Vec<u8>,
    /// The text of a document, if it was read.
    pub(crate) words: Option<String>,
}

/// Builds the create request, exactly as it is to be sent.
///
/// # Errors
/// `Invalid`, when there is nothing to send, or a file is too large or of a type that cannot be sent.
pub(crate) fn build(question: &Question<'_>) -> Result<CreateInteraction> {
    if question.text.trim().is_empty() && question.files.is_empty() {
        return Err(errors::invalid(say::nothing_to_send()));
    }
    let mut request = if question.is_agent {
        job(question)?
    } else {
        chat(question)?
    };
    options::write(&mut request, &question.options, question.role);
    request.tools.clone_from(&question.tools);
    let request = match &question.before.previous {
        Some(id) => request.previous(id.clone()),
        None => request,
    };
    request
        .validate()
        .map_err(|reason| errors::invalid(Sentence::quoted(reason.to_string())))?;
    Ok(request)
}

fn chat(question: &Question<'_>) -> Result<CreateInteraction> {
    let request = CreateInteraction::model(question.target)
        .input(input(question, turn_content(question)?))
        .stream(true)
        .store(true);
    Ok(match question.role {
        Role::Quick | Role::Thinker => text_answer(request),
        Role::Speaker => request.response_format(ResponseFormat::Audio(AudioFormat::default())),
        // Many models that make something other than text refuse instructions: "Developer instruction is not
        // enabled".
        _ => request,
    })
}

/// Completes a request for an answer in text. Thought summaries are only sent when asked for.
fn text_answer(request: CreateInteraction) -> CreateInteraction {
    request
        .system_instruction(SYSTEM_INSTRUCTION)
        .generation_config(GenerationConfig {
            thinking_summaries: Some(ThinkingSummaries::Auto),
            ..GenerationConfig::default()
        })
}

fn job(question: &Question<'_>) -> Result<CreateInteraction> {
    let (agent, model) = who::agent_and_model(question.target);
    let request = CreateInteraction::agent(agent)
        .background(true)
        .stream(true)
        .store(true);
    if !who::needs_sandbox(question.target) {
        let research = DeepResearch {
            thinking_summaries: Some(ThinkingSummaries::Auto),
            visualization: Some("auto".to_owned()),
            ..DeepResearch::default()
        };
        return Ok(request
            .input(input(question, turn_content(question)?))
            .agent_config(AgentConfig::DeepResearch(research)));
    }
    let placed = place_files(
        question.files.iter().map(|attached| &attached.file),
        question.before.files.iter().map(|carried| &carried.file),
    );
    let texts = document_texts(question, &placed);
    let sources = placed
        .iter()
        .filter(|place| place.inline)
        .map(|place| place.source(bytes_of(question, &place.file.sha256)))
        .chain(texts.iter().map(DocumentText::source))
        .collect();
    let mut text = with_file_paths(question.text, &placed);
    for document in &texts {
        text.push_str("\n\n");
        text.push_str(&document.sentence());
    }
    let mut content = pages(question);
    content.push(Content::text(text));
    let request = request
        .input(input(question, content))
        .environment(environment(question, sources));
    let cap = question.token_cap.filter(|_| accepts_token_cap(agent));
    let config = Antigravity {
        max_total_tokens: cap.map(Into::into),
        model: model.map(str::to_owned),
        ..Antigravity::default()
    };
    let is_configured = config.max_total_tokens.is_some() || config.model.is_some();
    Ok(match is_configured {
        true => request.agent_config(AgentConfig::Antigravity(config)),
        false => request,
    })
}

/// Returns the pages of the attached PDFs as pictures, each behind the name of its file.
fn pages(question: &Question<'_>) -> Vec<Content> {
    let pages = question.files.iter().flat_map(|attached| {
        attached.pages.iter().flat_map(|page| {
            let name = format!("Page {} of {}:", page.number, attached.file.name);
            let image = content::Image {
                data: Some(BASE64_STANDARD.encode(&page.png)),
                mime_type: Some("image/png".to_owned()),
                ..Default::default()
            };
            [Content::text(name), Content::Image(image)]
        })
    });
    pages.collect()
}

/// Returns the text of a job followed by the paths of its files in the sandbox.
fn with_file_paths(text: &str, placed: &[PlacedFile<'_>]) -> String {
    let mut text = text.to_owned();
    for (words, carried) in [
        ("These files are in the sandbox", false),
        ("These files of the turns before are in it as well", true),
    ] {
        let targets: Vec<&str> = placed
            .iter()
            .filter(|place| place.carried == carried)
            .map(|place| place.target.as_str())
            .collect();
        if !targets.is_empty() {
            text.push_str(&format!("\n\n{words}: {}", targets.join(", ")));
        }
    }
    text
}

/// Returns the bytes of an attached or carried file; empty when the question does not have them.
fn bytes_of<'a>(question: &'a Question<'_>, sha256: &str) -> &'a [u8] {
    let attached = question.files.iter();
    let attached = attached.map(|attached| (&attached.file.sha256, &attached.bytes));
    let carried = question.before.files.iter();
    let carried = carried.map(|carried| (&carried.file.file.sha256, &carried.bytes));
    let mut all = attached.chain(carried);
    all.find(|(known, _)| *known == sha256)
        .map_or(&[][..], |(_, bytes)| bytes.as_slice())
}

/// Returns true if an agent's configuration has a token cap (contract section 3.3): the general agents have one, at
/// Google and on this computer. The configuration of one's own agents cannot be changed by a request (section 10).
fn accepts_token_cap(agent: &str) -> bool {
    agent.starts_with("antigravity") || agent == who::LOCAL_AGENT
}

/// Returns the content of the turn: the files as a model sees them, and what the person wrote.
fn turn_content(question: &Question<'_>) -> Result<Vec<Content>> {
    let sizes = question.files.iter().map(|attached| attached.file.size);
    let together: u64 = sizes.sum();
    if together > SHOWN_FILES_LIMIT {
        return Err(too_large(together));
    }
    let mut content = Vec::new();
    for attached in question.files {
        content.push(file_content(attached)?);
    }
    if !question.text.trim().is_empty() {
        content.push(Content::text(question.text));
    }
    Ok(content)
}

/// Returns the input of the request: a single text stays a text; anything else becomes content, after the history if
/// there is one.
fn input(question: &Question<'_>, mut content: Vec<Content>) -> Input {
    let before = &question.before;
    if before.previous.is_none() && !before.history.is_empty() {
        let mut steps = before.history.clone();
        steps.push(Step::UserInput(step::UserInput {
            content,
            ..step::UserInput::default()
        }));
        return Input::Steps(steps);
    }
    match content.as_mut_slice() {
        [Content::Text(only)] => Input::Text(std::mem::take(&mut only.text)),
        _ => Input::Content(content),
    }
}

fn environment(question: &Question<'_>, sources: Vec<Source>) -> EnvironmentSpec {
    let before = &question.before;
    let rules = match (&before.environment, &before.network, question.network) {
        // Rules that the sandbox already has are not repeated.
        (Some(_), Some(old), new) if old == new => None,
        (_, _, Network::Off) => Some(Rules::Disabled),
        (_, _, Network::Sites { domains }) => {
            Some(Rules::allow(domains.iter().map(|domain| domain.trim())))
        }
        // A new sandbox has full access; an existing one, or that of an agent of the person's own, may have rules,
        // which this replaces (contract 9.1, 9.4, 10).
        (Some(_), _, Network::Open) | (None, Some(_), Network::Open) => Some(Rules::allow(["*"])),
        (None, None, Network::Open) => None,
    };
    match (&before.environment, rules, sources) {
        (None, None, sources) if sources.is_empty() => EnvironmentSpec::Remote,
        (Some(id), None, sources) if sources.is_empty() => EnvironmentSpec::Existing(id.clone()),
        (id, network, sources) => EnvironmentSpec::from(EnvironmentConfig {
            kind: Some("remote".to_owned()),
            environment_id: id.clone(),
            sources,
            network,
            ..EnvironmentConfig::default()
        }),
    }
}

/// Returns the internet access of a new sandbox if a request says nothing: the rules of the person's own agent, else
/// none on this computer, else `None`, which means full access (contract section 9.4).
pub(crate) fn network_of_new(engine: Engine, own: Option<Network>) -> Option<Network> {
    own.or((engine == Engine::Local).then_some(Network::Off))
}

/// Returns a file as content for a model (contract section 6).
///
/// # Errors
/// `Invalid`, when no model reads this type of file.
pub(crate) fn file_content(attached: &AttachedFile) -> Result<Content> {
    let AttachedFile {
        file, bytes, words, ..
    } = attached;
    if let Some(words) = words {
        return Ok(Content::text(format!("File {}:\n\n{words}", file.name)));
    }
    let mime = file
        .mime
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if is_text(&mime)
        && let Some(decoded) = artifacts::decode(bytes, true)
    {
        let text = decoded.text;
        return Ok(Content::text(format!("File {}:\n\n{text}", file.name)));
    }
    let data = || Some(BASE64_STANDARD.encode(bytes));
    let mime_type = Some(mime.clone());
    Ok(match mime.split('/').next().unwrap_or_default() {
        "image" if mime != "image/svg+xml" => Content::Image(content::Image {
            data: data(),
            mime_type,
            ..Default::default()
        }),
        "audio" => Content::Audio(content::Audio {
            data: data(),
            mime_type,
            ..Default::default()
        }),
        "video" => Content::Video(content::Video {
            data: data(),
            mime_type,
            ..Default::default()
        }),
        _ if mime == "application/pdf" => Content::Document(content::Document {
            data: data(),
            mime_type,
            ..Default::default()
        }),
        _ => {
            return Err(errors::error(
                ErrorCode::Invalid,
                say::kind_not_quick(&file.name),
            ));
        }
    })
}

/// Returns true if a file of this type is text that a model can be shown unchanged.
fn is_text(mime: &str) -> bool {
    mime.starts_with("text/")
        || mime.ends_with("+json")
        || mime.ends_with("+xml")
        || matches!(
            mime,
            "application/json"
                | "application/xml"
                | "application/yaml"
                | "application/x-yaml"
                | "application/toml"
                | "application/javascript"
                | "application/sql"
                | "application/x-sh"
                | "application/x-subrip"
                | "application/rtf"
                | "message/rfc822"
        )
}

fn too_large(together: u64) -> BridgeError {
    let megabytes = (together as f64 / f64::from(1 << 20) * 10.0).ceil() / 10.0;
    errors::error(
        ErrorCode::Invalid,
        say::files_too_large(Value::tenths(megabytes), SHOWN_FILES_LIMIT >> 20),
    )
}

/// Returns the internet access that an earlier request asked for; `None` if it did not specify any.
pub(crate) fn network_of(request: &CreateInteraction) -> Option<Network> {
    if request.agent.is_none() {
        // A model has no sandbox.
        return Some(Network::Off);
    }
    match request.environment.as_ref()? {
        EnvironmentSpec::Remote => Some(Network::Open),
        EnvironmentSpec::Config(config) => match &config.network {
            None => config.environment_id.is_none().then_some(Network::Open),
            Some(Rules::Disabled) => Some(Network::Off),
            Some(Rules::Rules(rules)) => {
                let domains = rules.allowlist.iter();
                let domains: Vec<String> =
                    domains.filter_map(|entry| entry.domain.clone()).collect();
                Some(match domains.as_slice() {
                    [all] if all == "*" => Network::Open,
                    _ => Network::Sites { domains },
                })
            }
            Some(_) => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests;
