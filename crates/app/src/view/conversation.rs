//! A conversation as a line of a list.

use ledger::{Page, Summary};
use runs::State;

use super::{activity, turn};
use crate::bridge::{self, ConversationPage, ConversationSummary, Standing};
use crate::core::held;
use crate::live::Lives;

/// How many characters of what was said make a title.
const TITLE: usize = 60;

/// A page of a list, and where the list goes on.
pub(crate) fn page(page: &Page<Summary>, lives: &Lives) -> ConversationPage {
    ConversationPage {
        conversations: page.items.iter().map(|line| summary(line, lives)).collect(),
        next: page.next.as_ref().map(ToString::to_string),
    }
}

/// The line of a conversation; what runs is taken as it is now.
pub(crate) fn summary(summary: &Summary, lives: &Lives) -> ConversationSummary {
    let newest = &summary.newest;
    let (standing, activity, last_sign_of_life, tokens) = match lives.get(newest.id) {
        Some(live) => {
            let live = held(&live);
            (
                activity::standing(&live.state),
                activity::activity(&live.state, live.steps(), live.fetched),
                turn::last_sign_of_life(&live.row, Some(&live.state)),
                turn::tokens_of_live(&live),
            )
        }
        None => {
            let state = turn::state(newest);
            (
                state
                    .as_ref()
                    .map_or(Standing::NeedsYou, activity::standing),
                state.as_ref().and_then(stored_activity),
                turn::last_sign_of_life(newest, state.as_ref()),
                turn::tokens_of_stored(newest),
            )
        }
    };
    ConversationSummary {
        id: summary.conversation.id.to_string(),
        kind: kind(summary.conversation.kind),
        title: summary.conversation.title.clone(),
        line: summary.line.clone(),
        standing,
        activity,
        started_at: newest.created_at,
        updated_at: summary.conversation.updated_at,
        unread: summary.conversation.unread,
        engine: engine(newest.engine),
        files: summary.files,
        turn: Some(newest.id.to_string()),
        last_sign_of_life,
        tokens: tokens.map(|tokens| tokens.total),
    }
}

fn stored_activity(state: &State) -> Option<bridge::Activity> {
    activity::activity(state, &[], activity::Fetched::default())
}

/// A title from the first words.
pub(crate) fn title(text: &str, first_file: Option<&str>) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    let line = line.or(first_file).unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut title = String::new();
    for word in words {
        let length = title.chars().count() + word.chars().count();
        if !title.is_empty() && length >= TITLE {
            title.push('…');
            return title;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        if word.chars().count() > TITLE {
            title.extend(word.chars().take(TITLE));
            title.push('…');
            return title;
        }
        title.push_str(word);
    }
    title
}

/// The ledger's word for the window's.
pub(crate) fn kind(kind: ledger::Kind) -> bridge::Kind {
    match kind {
        ledger::Kind::Chat => bridge::Kind::Chat,
        ledger::Kind::Job => bridge::Kind::Job,
    }
}

/// The ledger's word for the window's.
pub(crate) fn engine(engine: ledger::Engine) -> bridge::Engine {
    match engine {
        ledger::Engine::Gemini => bridge::Engine::Gemini,
        ledger::Engine::Local => bridge::Engine::Local,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_first_words() {
        assert_eq!(
            title("\n  What is  basalt?\nTell me.", None),
            "What is basalt?"
        );
        assert_eq!(title("  ", Some("a.csv")), "a.csv");
        let long = title(&"suppliers ".repeat(20), None);
        assert!(long.ends_with("suppliers…"), "{long}");
        assert!(long.chars().count() <= TITLE + 1, "{long}");
        assert_eq!(title(&"x".repeat(500), None).chars().count(), TITLE + 1);
    }
}
