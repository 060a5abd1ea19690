//! A conversation of another program as a tree of messages.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::Skipped;

/// A conversation of another program.
#[derive(Debug, Default)]
pub(super) struct ForeignConversation {
    /// The program's name.
    pub(super) program: &'static str,
    /// URL of the program's server.
    pub(super) origin: &'static str,
    /// Its id in that program.
    pub(super) id: String,
    /// Its title; may be empty.
    pub(super) title: String,
    /// Time of creation, in Unix milliseconds.
    pub(super) created_at: Option<i64>,
    /// Time of the last change, in Unix milliseconds.
    pub(super) updated_at: Option<i64>,
    /// The messages. Parents come before their children; among siblings, the one that was continued comes last.
    pub(super) messages: Vec<Message>,
    /// Number of items left out, by kind.
    pub(super) skipped: BTreeMap<Skipped, u64>,
}

impl ForeignConversation {
    pub(super) fn skip(&mut self, what: Skipped) {
        *self.skipped.entry(what).or_default() += 1;
    }
}

/// A message of a conversation.
#[derive(Debug)]
pub(super) struct Message {
    /// Its id in its conversation.
    pub(super) id: String,
    /// Index of its parent, which is smaller than its own.
    pub(super) parent: Option<usize>,
    /// Its author.
    pub(super) role: Role,
    /// Time of writing, in Unix milliseconds.
    pub(super) at: Option<i64>,
    /// The model that wrote it.
    pub(super) model: Option<String>,
    /// Its content.
    pub(super) pieces: Vec<Piece>,
}

/// Author of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Person,
    Model,
    /// Not shown; messages after it are.
    Hidden,
}

/// A piece of a message's content.
#[derive(Debug)]
pub(super) enum Piece {
    /// Markdown.
    Text(String),
    /// A thought of the model.
    Thought(String),
    /// A file in the export, whose name is or begins with `pointer`.
    Pointer {
        pointer: String,
        name: Option<String>,
    },
    /// A file with inline bytes.
    Bytes {
        name: String,
        mime: Option<String>,
        bytes: Vec<u8>,
    },
}

/// A message with the id of its parent.
pub(super) struct MessageWithParent {
    pub(super) message: Message,
    pub(super) parent_id: Option<String>,
}

/// Sorts parents before their children, and those that lead to `current` last. A message with an unknown parent
/// becomes a root; cycles and duplicates of an id are left out.
pub(super) fn ordered(messages: Vec<MessageWithParent>, current: Option<&str>) -> Vec<Message> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<MessageWithParent> = Vec::new();
    for message in messages {
        if let std::collections::hash_map::Entry::Vacant(free) =
            places.entry(message.message.id.clone())
        {
            free.insert(kept.len());
            kept.push(message);
        }
    }
    let parents: Vec<Option<usize>> = kept
        .iter()
        .map(|it| it.parent_id.as_ref().and_then(|id| places.get(id)).copied())
        .collect();
    let mut on_way = vec![false; kept.len()];
    let mut at = current.and_then(|id| places.get(id)).copied();
    while let Some(place) = at
        && !on_way[place]
    {
        on_way[place] = true;
        at = parents[place];
    }
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); kept.len()];
    let mut roots: Vec<usize> = Vec::new();
    for (place, parent) in parents.iter().enumerate() {
        match parent {
            Some(parent) => children[*parent].push(place),
            None => roots.push(place),
        }
    }
    // The stack is last in, first out, so what must come last is at the bottom.
    let late = |list: &mut Vec<usize>| list.sort_by_key(|place| on_way[*place]);
    late(&mut roots);
    let mut waiting: Vec<(usize, Option<usize>)> =
        roots.into_iter().rev().map(|place| (place, None)).collect();
    let mut slots: Vec<Option<MessageWithParent>> = kept.into_iter().map(Some).collect();
    let mut ordered = Vec::new();
    while let Some((place, parent)) = waiting.pop() {
        let Some(taken) = slots[place].take() else {
            continue;
        };
        let mut message = taken.message;
        message.parent = parent;
        let own = ordered.len();
        ordered.push(message);
        late(&mut children[place]);
        waiting.extend(
            children[place]
                .iter()
                .rev()
                .map(|child| (*child, Some(own))),
        );
    }
    ordered
}

/// Returns the string under a key, unless it is empty.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value
        .get(key)?
        .as_str()
        .filter(|text| !text.trim().is_empty())
}

/// Converts Unix seconds to milliseconds.
pub(super) fn seconds(value: Option<&Value>) -> Option<i64> {
    let seconds = value?.as_f64()?;
    // Up to the year 9999.
    (seconds.is_finite() && (0.0..253_402_300_800.0).contains(&seconds))
        .then_some((seconds * 1000.0) as i64)
}

/// Converts an ISO 8601 time to Unix milliseconds.
pub(super) fn moment(value: Option<&Value>) -> Option<i64> {
    let moment: jiff::Timestamp = value?.as_str()?.parse().ok()?;
    Some(moment.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(id: &str, parent: Option<&str>) -> MessageWithParent {
        MessageWithParent {
            message: Message {
                id: id.to_owned(),
                parent: None,
                role: Role::Person,
                at: None,
                model: None,
                pieces: Vec::new(),
            },
            parent_id: parent.map(str::to_owned),
        }
    }

    fn ids(ordered: &[Message]) -> Vec<(&str, Option<&str>)> {
        ordered
            .iter()
            .map(|it| {
                let parent = it.parent.map(|at| ordered[at].id.as_str());
                (it.id.as_str(), parent)
            })
            .collect()
    }

    #[test]
    fn parents_come_first_and_the_way_that_is_gone_on_last() {
        let messages = vec![
            message("d", Some("b")),
            message("b", Some("a")),
            message("a", None),
            message("c", Some("a")),
        ];
        assert_eq!(
            ids(&ordered(messages, Some("d"))),
            [
                ("a", None),
                ("c", Some("a")),
                ("b", Some("a")),
                ("d", Some("b"))
            ]
        );
    }

    #[test]
    fn circles_and_doubles_are_left_out_and_lost_parents_do_no_harm() {
        let messages = vec![
            message("x", Some("y")),
            message("y", Some("x")),
            message("a", Some("nowhere")),
            message("a", None),
            message("s", Some("s")),
        ];
        assert_eq!(ids(&ordered(messages, Some("x"))), [("a", None)]);
    }
}
