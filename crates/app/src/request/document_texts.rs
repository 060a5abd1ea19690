//! The texts of a job's documents, which stand beside its folder in the sandbox.

use interactions::{Source, SourceType};

use super::Question;
use super::placed_files::{INLINE_LIMIT, PlacedFile, TOGETHER_LIMIT, WORKSPACE};

/// The folder of the texts. It is not the job's own, so that they do not count as files that the job made.
const FOLDER: &str = "/.agents/texts";
/// Maximum number of bytes of each text that the request itself says.
const BEGINNING: usize = 2_000;

/// The text of a document in the sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DocumentText<'a> {
    /// The absolute path of the document.
    document: &'a str,
    /// The absolute path of the text.
    target: String,
    text: &'a str,
    is_cut: bool,
}

/// Returns the texts of the placed files that the question has, as far as the request has room beside the files.
pub(super) fn document_texts<'a>(
    question: &'a Question<'_>,
    placed: &'a [PlacedFile<'_>],
) -> Vec<DocumentText<'a>> {
    let inline = placed.iter().filter(|place| place.inline);
    let used: u64 = inline.map(|place| place.file.size).sum();
    let mut room = TOGETHER_LIMIT.saturating_sub(used);
    let mut texts = Vec::new();
    for place in placed {
        let path = place.target.strip_prefix(WORKSPACE);
        let (Some(path), Some(text)) = (path, words_of(question, &place.file.sha256)) else {
            continue;
        };
        let fits = usize::try_from(room.min(INLINE_LIMIT)).unwrap_or(usize::MAX);
        let cut = &text[..text.floor_char_boundary(fits)];
        if cut.is_empty() {
            break;
        }
        room -= cut.len() as u64;
        texts.push(DocumentText {
            document: &place.target,
            target: format!("{FOLDER}{path}.txt"),
            text: cut,
            is_cut: cut.len() < text.len(),
        });
    }
    texts
}

fn words_of<'a>(question: &'a Question<'_>, sha256: &str) -> Option<&'a str> {
    let attached = question.files.iter();
    let attached = attached.map(|it| (&it.file.sha256, &it.words));
    let carried = question.before.files.iter();
    let carried = carried.map(|it| (&it.file.file.sha256, &it.words));
    let mut all = attached.chain(carried);
    all.find(|(known, words)| *known == sha256 && words.is_some())
        .and_then(|(_, words)| words.as_deref())
}

impl DocumentText<'_> {
    pub(super) fn source(&self) -> Source {
        Source {
            kind: Some(SourceType::Inline),
            target: Some(self.target.clone()),
            content: Some(self.text.to_owned()),
            ..Source::default()
        }
    }

    /// Says where the text is and how it begins.
    pub(super) fn sentence(&self) -> String {
        let Self {
            document,
            target,
            text,
            is_cut,
        } = self;
        let what = if *is_cut {
            "The beginning of the text"
        } else {
            "The text"
        };
        let beginning = &text[..text.floor_char_boundary(BEGINNING)];
        let more = if beginning.len() < text.len() {
            "…"
        } else {
            ""
        };
        let beginning = beginning.trim_end();
        format!("{what} of {document} is in {target}. It begins:\n{beginning}{more}")
    }
}
