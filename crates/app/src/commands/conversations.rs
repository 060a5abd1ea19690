//! Commands on conversations: lists, opening, drafts, search.

use std::collections::HashMap;
use std::sync::Arc;

use ledger::{ConversationId, Cursor, DraftKey, Ledger, MATCH_END, MATCH_START, RunId, Whole};

use super::{id, overview::PAGE};
use crate::bridge::*;
use crate::core::held;
use crate::desk::Desk;
use crate::errors::{self, Result};
use crate::view::thought_times::ThoughtTimes;
use crate::view::{artifact, conversation, turn};

/// How many places a search shows.
const HITS: usize = 60;
/// A run may end while its conversation is read; then it is read again, at most so often.
const READS: usize = 5;

impl Desk {
    pub(super) async fn list_conversations(
        &self,
        request: ListRequest,
    ) -> Result<ConversationPage> {
        let after: Option<Cursor> = request
            .after
            .as_deref()
            .map(|after| id(after, "The page"))
            .transpose()?;
        let kind = match request.kind {
            Kind::Chat => ledger::Kind::Chat,
            Kind::Job => ledger::Kind::Job,
        };
        let page = self
            .core
            .ledger(move |ledger| ledger.conversations(kind, after.as_ref(), PAGE))
            .await?;
        Ok(conversation::page(&page, &self.core.lives))
    }

    pub(super) async fn open_conversation(&self, text: String) -> Result<Conversation> {
        let core = &self.core;
        let conversation: ConversationId = id(&text, "The conversation")?;
        core.set_opened(Some(conversation));
        core.read(conversation).await?;
        for _ in 0..READS {
            let read = core.ledger(move |ledger| {
                let Some(whole) = ledger.whole(conversation)? else {
                    return Ok(None);
                };
                let thoughts = thoughts(ledger, &whole)?;
                let addresses = addresses(ledger, &whole)?;
                Ok(Some((whole, thoughts, addresses)))
            });
            let (whole, thoughts, addresses) = read
                .await?
                .ok_or_else(|| errors::not_found("The conversation"))?;
            if let Some(turns) = self.turns(&whole, &thoughts, &addresses) {
                return Ok(Conversation {
                    summary: conversation::summary(&whole.summary, &core.lives),
                    turns,
                    files: whole.artifacts.iter().map(artifact::view).collect(),
                    draft: whole.draft.map(draft),
                });
            }
        }
        Err(errors::error(
            ErrorCode::Internal,
            "The conversation changes too fast to be shown.",
            "Open it again.",
        ))
    }

    /// The turns of a conversation; `None` when one of them ended meanwhile.
    fn turns(
        &self,
        whole: &Whole,
        thoughts: &HashMap<RunId, ThoughtTimes>,
        addresses: &HashMap<RunId, HashMap<String, String>>,
    ) -> Option<Vec<Turn>> {
        let no_steps = Vec::new();
        let no_thoughts = ThoughtTimes::default();
        let no_addresses = HashMap::new();
        let mut turns = Vec::new();
        for row in &whole.interactions {
            if let Some(live) = self.core.lives.get(row.id) {
                // While this is held nothing is sent of the run, so what waits is all in the picture.
                let live = held(&live);
                self.core.patches.forget_turns(&[row.id.to_string()]);
                let turn = turn::of_live(&live);
                self.core.patches.push(Patch::Turn { turn: turn.clone() });
                turns.push(turn);
                continue;
            }
            let live_meanwhile = || {
                let run = runs::RunId(row.id.0);
                !row.settled && !self.runs.live().contains(&run) && self.has_settled(row.id)
            };
            if live_meanwhile() {
                return None;
            }
            let steps = whole.steps.get(&row.id).unwrap_or(&no_steps);
            let thoughts = thoughts.get(&row.id).unwrap_or(&no_thoughts);
            let addresses = addresses.get(&row.id).unwrap_or(&no_addresses);
            turns.push(turn::of_stored(
                row,
                steps,
                thoughts,
                &whole.artifacts,
                addresses,
            ));
        }
        Some(turns)
    }

    fn has_settled(&self, run: RunId) -> bool {
        matches!(self.core.ledger.interaction(run), Ok(Some(row)) if row.settled)
    }

    pub(super) async fn close_conversation(&self, (): ()) -> Result<()> {
        self.core.set_opened(None);
        Ok(())
    }

    pub(super) async fn rename_conversation(
        &self,
        request: RenameRequest,
    ) -> Result<ConversationSummary> {
        let conversation: ConversationId = id(&request.id, "The conversation")?;
        let title = request.title.trim().to_owned();
        if title.is_empty() {
            return Err(errors::invalid("A title needs at least one letter."));
        }
        self.core
            .ledger(move |ledger| ledger.rename(conversation, &title))
            .await?;
        let summary = self
            .core
            .summary(conversation)
            .await?
            .ok_or_else(|| errors::not_found("The conversation"))?;
        self.core.patches.push(Patch::Conversation {
            summary: summary.clone(),
        });
        Ok(summary)
    }

    pub(super) async fn save_draft(&self, new: Draft) -> Result<()> {
        let key: DraftKey = id(&new.key, "The place of a draft")?;
        self.core
            .ledger(move |ledger| {
                if new.text.is_empty() && new.attachments.is_empty() {
                    return ledger.delete_draft(key);
                }
                ledger.save_draft(&ledger::Draft {
                    key,
                    text: new.text,
                    attachments: serde_json::to_value(&new.attachments).unwrap_or_default(),
                    who: new.who,
                })
            })
            .await
    }

    pub(super) async fn draft(&self, key: String) -> Result<Option<Draft>> {
        let key: DraftKey = id(&key, "The place of a draft")?;
        let found = self.core.ledger(move |ledger| ledger.draft(key)).await?;
        Ok(found.map(draft))
    }

    pub(super) async fn search(&self, query: String) -> Result<Vec<Hit>> {
        let hits = self
            .core
            .ledger(move |ledger| ledger.search(&query, HITS))
            .await?;
        Ok(hits
            .into_iter()
            .map(|hit| Hit {
                conversation: hit.conversation_id.to_string(),
                kind: conversation::kind(hit.kind),
                turn: hit.run_id.map(|run| run.to_string()),
                file: hit.file.map(|file| FoundFile {
                    id: file.artifact.map(|id| id.to_string()),
                    name: artifact::inside(&file.name),
                }),
                title: hit.title,
                snippet: pieces(&hit.snippet),
                at: hit.at,
            })
            .collect())
    }

    pub(super) async fn open_link(&self, text: String) -> Result<()> {
        let refused = || errors::invalid("Only web and mail addresses can be opened.");
        let url = url::Url::parse(&text).map_err(|_| refused())?;
        if !matches!(url.scheme(), "http" | "https" | "mailto") {
            return Err(refused());
        }
        let host = Arc::clone(&self.core.host);
        let opened = crate::core::blocking(move || host.open_link(url.as_str())).await?;
        opened.map_err(|reason| {
            tracing::warn!(reason, "an address cannot be opened");
            errors::error(
                ErrorCode::File,
                "This computer has no program for this address.",
                "Copy the address instead.",
            )
        })
    }
}

/// The times of the thoughts of every turn that has some. Blocks.
fn thoughts(
    ledger: &Ledger,
    whole: &Whole,
) -> std::result::Result<HashMap<RunId, ThoughtTimes>, ledger::Error> {
    whole
        .steps
        .iter()
        .filter(|(_, steps)| steps.iter().any(|step| step.kind == "thought"))
        .map(|(run, _)| Ok((*run, ThoughtTimes::of_stored(ledger, *run)?)))
        .collect()
}

/// Where the redirects lead that the turns cite. Blocks.
fn addresses(
    ledger: &Ledger,
    whole: &Whole,
) -> std::result::Result<HashMap<RunId, HashMap<String, String>>, ledger::Error> {
    let runs = whole.interactions.iter().map(|row| row.id);
    runs.map(|run| Ok((run, ledger.addresses(run)?))).collect()
}

fn draft(draft: ledger::Draft) -> Draft {
    Draft {
        key: draft.key.to_string(),
        text: draft.text,
        attachments: serde_json::from_value(draft.attachments).unwrap_or_default(),
        who: draft.who,
    }
}

/// Plain and matched pieces in turn, the first one plain.
fn pieces(snippet: &str) -> Vec<String> {
    snippet
        .split([MATCH_START, MATCH_END])
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_is_plain_and_matched_in_turn() {
        let snippet = format!("the {MATCH_START}basalt{MATCH_END} is dark");
        assert_eq!(pieces(&snippet), ["the ", "basalt", " is dark"]);
        assert_eq!(pieces(&format!("{MATCH_START}a{MATCH_END}")), ["", "a", ""]);
    }
}
