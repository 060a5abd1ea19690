//! Commands on conversations: opening, drafts, search.

use std::collections::HashSet;
use std::sync::Arc;

use ledger::{ConversationId, DraftKey, MATCH_END, MATCH_START, RunId, SearchFilter};
use screen::view::{artifact, conversation};
use words::{Sentence, say};

use super::parse_id;
use crate::backend::Backend;
use crate::bridge::*;
use crate::errors::{self, Result};

/// Maximum number of hits of a search.
const MAX_HITS: usize = 60;

impl Backend {
    pub(super) async fn open_conversation(&self, request: OpenRequest) -> Result<()> {
        let core = &self.core;
        let conversation: ConversationId = parse_id(&request.id, say::conversation_gone)?;
        let turn: Option<RunId> = request
            .turn
            .as_deref()
            .map(|text| parse_id(text, say::turn_gone))
            .transpose()?;
        core.mark_read(conversation).await?;
        let is_there = core
            .screen(move |screen| screen.open(conversation, turn))
            .await?;
        ensure_found(is_there, say::conversation_gone)
    }

    pub(super) async fn close_conversation(&self, (): ()) -> Result<()> {
        self.core.screen.close();
        Ok(())
    }

    pub(super) async fn more_turns(&self, request: TurnsRequest) -> Result<()> {
        let conversation: ConversationId = parse_id(&request.conversation, say::conversation_gone)?;
        let turn: RunId = parse_id(&request.turn, say::turn_gone)?;
        let wanted = request.wanted;
        let more = self
            .core
            .screen(move |screen| screen.send_more_turns(conversation, turn, wanted));
        ensure_found(more.await?, say::turn_gone)
    }

    pub(super) async fn keep_turns(&self, turns: Vec<String>) -> Result<()> {
        let turns: HashSet<RunId> = turns
            .iter()
            .map(|text| parse_id(text, say::turn_gone))
            .collect::<Result<_>>()?;
        self.core.screen.retain_turns(&turns);
        Ok(())
    }

    pub(super) async fn find_turns(&self, request: FindRequest) -> Result<Vec<String>> {
        let conversation: ConversationId = parse_id(&request.conversation, say::conversation_gone)?;
        let turn: RunId = parse_id(&request.turn, say::turn_gone)?;
        let text = request.text;
        let turns = self
            .core
            .ledger(move |ledger| {
                let is_here = ledger
                    .interaction(turn)?
                    .is_some_and(|row| row.conversation_id == conversation);
                match is_here {
                    true => ledger.turns_with(turn, &text),
                    false => Ok(Vec::new()),
                }
            })
            .await?;
        Ok(turns.iter().map(ToString::to_string).collect())
    }

    pub(super) async fn rename_conversation(
        &self,
        request: RenameRequest,
    ) -> Result<ConversationSummary> {
        let conversation: ConversationId = parse_id(&request.id, say::conversation_gone)?;
        let title = request.title.trim().to_owned();
        if title.is_empty() {
            return Err(errors::invalid(say::title_empty()));
        }
        self.core
            .ledger(move |ledger| ledger.rename(conversation, &title))
            .await?;
        let summary = self
            .core
            .conversation_line(conversation)
            .await?
            .ok_or_else(|| errors::not_found(say::conversation_gone()))?;
        self.core.screen.tell(Patch::Conversation {
            summary: summary.clone(),
        });
        Ok(summary)
    }

    pub(super) async fn save_draft(&self, new: Draft) -> Result<()> {
        let key: DraftKey = parse_id(&new.key, say::draft_gone)?;
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
        let key: DraftKey = parse_id(&key, say::draft_gone)?;
        let found = self.core.ledger(move |ledger| ledger.draft(key)).await?;
        Ok(found.map(conversation::draft))
    }

    pub(super) async fn search(&self, request: SearchRequest) -> Result<SearchResult> {
        let filter = SearchFilter {
            kind: request.kind.map(|kind| match kind {
                Kind::Chat => ledger::Kind::Chat,
                Kind::Job => ledger::Kind::Job,
            }),
            files: request.files,
            who: request.who,
            from: request.from,
        };
        let words = request.words;
        let search = move |ledger: &ledger::Ledger| {
            let hits = ledger.search_in(&words, &filter, MAX_HITS)?;
            Ok((hits, ledger.search_is_complete()?))
        };
        let (hits, complete) = self.core.ledger(search).await?;
        let hits = hits
            .into_iter()
            .map(|hit| Hit {
                conversation: hit.conversation_id.to_string(),
                kind: conversation::kind(hit.kind),
                turn: hit.run_id.map(|run| run.to_string()),
                step: hit.step,
                file: hit.file.map(|file| FoundFile {
                    id: file.artifact.map(|id| id.to_string()),
                    name: artifact::workspace_path(&file.name),
                }),
                title: hit.title,
                snippet: pieces(&hit.snippet),
                at: hit.at,
            })
            .collect();
        Ok(SearchResult { hits, complete })
    }

    pub(super) async fn open_link(&self, text: String) -> Result<()> {
        let refused = || errors::invalid(say::link_kind());
        let url = url::Url::parse(&text).map_err(|_| refused())?;
        if !matches!(url.scheme(), "http" | "https" | "mailto") {
            return Err(refused());
        }
        let host = Arc::clone(&self.core.host);
        let opened = crate::core::blocking(move || host.open_link(url.as_str())).await?;
        opened.map_err(|reason| {
            tracing::warn!(reason, "an address cannot be opened");
            errors::error(ErrorCode::File, say::no_program_for_address())
        })
    }
}

fn ensure_found(is_there: bool, gone: fn() -> Sentence) -> Result<()> {
    is_there
        .then_some(())
        .ok_or_else(|| errors::not_found(gone()))
}

/// Splits a snippet into plain and matched pieces in turn, beginning with a plain one.
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
