//! Truncation of a conversation that is longer than the model's context: keeps the newest messages and the request,
//! and reports that something was left out.
//!
//! The tokeniser of a server's model is not known here, so token counts are estimated on the high side.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use interactions::Step;
use providers::Room;

use super::pairs;
use crate::brain::{Chat, Message, Part, Role, without_middle};

/// Bytes per token: fewer than in most texts.
const BYTES: usize = 3;
/// Tokens of a picture or another medium.
const MEDIUM: usize = 1500;
/// Tokens of a message beside its text.
const FRAME: usize = 8;
/// Maximum number of tokens reserved for an answer whose limit is unknown.
const ANSWER: usize = 32_000;

/// A conversation of fewer tokens fits every model, so the model's limit is not looked up.
const SMALL: usize = 1000;

/// The part of a conversation that the model does not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OmittedHistory {
    /// Nothing.
    Nothing,
    /// The oldest part: it was left out here.
    Oldest,
    /// Perhaps the oldest part: the model's server does not report its limit, which is usually this many tokens, and
    /// silently drops what is longer.
    Perhaps(u64),
}

impl OmittedHistory {
    /// The signature of the thought that carries the notice, by which a client can use words of its own.
    pub(super) fn signature(self) -> String {
        match self {
            Self::Nothing | Self::Oldest => STANDARD.encode(LEFT_OUT_MARK),
            Self::Perhaps(usually) => STANDARD.encode(format!("{PERHAPS_MARK}{usually}")),
        }
    }

    /// The notice for the person; `None` if nothing was left out.
    pub(super) fn notice(self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Oldest => Some(
                "The oldest part of this conversation was left out: it is longer than what the model can take."
                    .to_owned(),
            ),
            Self::Perhaps(usually) => Some(format!(
                "The model may not get to read the oldest part of this conversation. Its server leaves out what is \
                 longer than the model's context without saying so, and does not tell how long that is: usually {usually} \
                 tokens. In Ollama it is set by OLLAMA_CONTEXT_LENGTH, or by num_ctx in the model's file; then check \
                 the server again in the settings."
            )),
        }
    }
}

/// The signature is base64 of one of these; the second is followed by a number of tokens.
const LEFT_OUT_MARK: &str = "errand-left-out";
const PERHAPS_MARK: &str = "errand-may-be-left-out:";
/// Tells the model that a part was left out.
const LEFT_OUT: &str =
    "[An earlier part of this conversation stood here. It was left out, because it is too long.]";

/// Returns true if the step is such a notice.
pub(super) fn is_notice(step: &Step) -> bool {
    let Step::Thought(thought) = step else {
        return false;
    };
    let signature = thought.signature.as_deref();
    let mark = signature.and_then(|signature| STANDARD.decode(signature).ok());
    mark.is_some_and(|mark| {
        mark == LEFT_OUT_MARK.as_bytes() || mark.starts_with(PERHAPS_MARK.as_bytes())
    })
}

/// Returns true if the conversation is long enough that the model's limit matters.
pub(super) fn may_be_long(chat: &Chat) -> bool {
    total_tokens(chat) > SMALL
}

/// Truncates the conversation to the model's limit, as far as that is known. Keeps the message that contains `ask`.
pub(super) fn fit_into(chat: &mut Chat, room: Room, ask: &str) -> OmittedHistory {
    match room {
        Room::Tokens(context) if drop_oldest(chat, context, ask) => OmittedHistory::Oldest,
        Room::Usually(usual)
            if total_tokens(chat) > usize::try_from(usual).unwrap_or(usize::MAX) =>
        {
            OmittedHistory::Perhaps(usual)
        }
        _ => OmittedHistory::Nothing,
    }
}

/// Estimated tokens of messages, instructions and functions.
fn total_tokens(chat: &Chat) -> usize {
    chat.messages.iter().map(tokens).sum::<usize>() + fixed_tokens(chat) / BYTES
}

/// Leaves out the oldest messages until the conversation fits a context of `context` tokens; returns true if any were
/// left out. Keeps the message that contains `ask`.
fn drop_oldest(chat: &mut Chat, context: u64, ask: &str) -> bool {
    let room = room(chat, usize::try_from(context).unwrap_or(usize::MAX));
    let all: usize = chat.messages.iter().map(tokens).sum();
    if all <= room {
        return false;
    }
    let asks = |message: &Message| {
        let has = |part: &Part| matches!(part, Part::Text(text) if text.contains(ask));
        message.role == Role::User && !ask.is_empty() && message.parts.iter().any(has)
    };
    let asked = chat.messages.iter().rposition(asks);
    let from = first(&chat.messages, asked, room);
    let mut kept = chat.messages.split_off(from);
    if let Some(asked) = asked.filter(|asked| *asked < from) {
        kept.insert(0, chat.messages.swap_remove(asked));
    }
    shorten(&mut kept, room);
    if let Some(first) = kept.first_mut() {
        first.parts.insert(0, Part::Text(LEFT_OUT.to_owned()));
    }
    chat.messages = kept;
    pairs::repair(&mut chat.messages);
    true
}

/// Tokens left for messages.
fn room(chat: &Chat, context: usize) -> usize {
    let most = chat.sampling.max_output_tokens;
    let most = most.map_or(ANSWER, |most| usize::try_from(most).unwrap_or(ANSWER));
    let answer = most.min(context / 2);
    context.saturating_sub(answer + fixed_tokens(chat) / BYTES + FRAME)
}

/// Bytes sent in addition to messages: instructions and functions.
fn fixed_tokens(chat: &Chat) -> usize {
    let functions = chat.functions.iter().map(|function| {
        let description = function.description.as_ref().map_or(0, String::len);
        function.name.len() + description + function.parameters.to_string().len()
    });
    chat.system.as_ref().map_or(0, String::len) + functions.sum::<usize>()
}

/// Index of the first message to keep, in addition to the one that asks. The last one is always kept.
fn first(messages: &[Message], asked: Option<usize>, room: usize) -> usize {
    let newest = messages.len().saturating_sub(1);
    let mut left = room.saturating_sub(asked.map_or(0, |asked| tokens(&messages[asked])));
    let mut from = newest;
    for (at, message) in messages.iter().enumerate().rev() {
        let needed = if asked == Some(at) {
            0
        } else {
            tokens(message)
        };
        if at < newest && needed > left {
            break;
        }
        left = left.saturating_sub(needed);
        from = at;
    }
    // Roles must alternate: after the message that asks comes the model, and without it the person begins.
    let begins = |at: usize| match asked.filter(|asked| *asked < at) {
        Some(_) => Role::Assistant,
        None => Role::User,
    };
    (from..newest)
        .find(|at| messages[*at].role == begins(*at))
        .unwrap_or(newest)
}

/// Cuts the middle out of the longest texts if even the kept messages do not fit.
fn shorten(messages: &mut [Message], room: usize) {
    let all: usize = messages.iter().map(tokens).sum();
    if all <= room {
        return;
    }
    let count: usize = messages.iter().map(|message| message.parts.len()).sum();
    let most = room * BYTES / count.max(1);
    let mut cut = |part: &mut Part| {
        if let Part::Text(text) = part {
            *text = without_middle(text, most);
        }
    };
    for part in messages.iter_mut().flat_map(|message| &mut message.parts) {
        match part {
            Part::Result(result) => result.parts.iter_mut().for_each(&mut cut),
            part => cut(part),
        }
    }
}

fn tokens(message: &Message) -> usize {
    FRAME + message.parts.iter().map(byte_size).sum::<usize>()
}

fn byte_size(part: &Part) -> usize {
    match part {
        Part::Text(text) | Part::Thought { text, .. } => text.len() / BYTES,
        Part::Media(_) => MEDIUM,
        Part::Call(call) => (call.name.len() + call.arguments.to_string().len()) / BYTES,
        Part::Result(result) => FRAME + result.parts.iter().map(byte_size).sum::<usize>(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::brain::{Call, CallResult};

    fn said(role: Role, text: impl Into<String>) -> Message {
        Message {
            role,
            parts: vec![Part::Text(text.into())],
        }
    }

    /// Turns of 300 tokens each, then a question.
    fn talk(turns: usize) -> Vec<Message> {
        let mut messages = Vec::new();
        for turn in 0..turns {
            let words = format!("turn {turn} {}", "x".repeat(440));
            messages.push(said(Role::User, words.clone()));
            messages.push(said(Role::Assistant, words));
        }
        messages.push(said(Role::User, "And now?"));
        messages
    }

    fn fitted(messages: Vec<Message>, context: u64, ask: &str) -> (Vec<Message>, bool) {
        let mut chat = Chat {
            messages,
            ..Chat::default()
        };
        let is_cut = drop_oldest(&mut chat, context, ask);
        (chat.messages, is_cut)
    }

    fn words(messages: &[Message]) -> String {
        format!("{messages:?}")
    }

    #[test]
    fn a_talk_that_fits_is_left_as_it_is() {
        let (messages, is_cut) = fitted(talk(3), 4000, "And now?");
        assert_eq!((messages, is_cut), (talk(3), false));
    }

    #[test]
    fn the_newest_turns_are_told_and_begin_with_the_person() {
        let (messages, is_cut) = fitted(talk(20), 2000, "And now?");
        assert!(is_cut);
        assert_eq!(messages[0].role, Role::User);
        let told = words(&messages);
        assert!(
            told.contains("turn 19") && !told.contains("turn 0 "),
            "{told}"
        );
        assert!(
            told.contains("left out") && told.contains("And now?"),
            "{told}"
        );
        let used: usize = messages.iter().map(tokens).sum();
        assert!((700..=1000).contains(&used), "{used}");
    }

    #[test]
    fn what_is_asked_stays_in_a_long_job_and_results_without_their_calls_are_told_in_words() {
        let mut messages = vec![said(Role::User, "Count the stones.")];
        for number in 0..20 {
            let id = format!("call_{number}");
            messages.push(Message {
                role: Role::Assistant,
                parts: vec![Part::Call(Call {
                    id: id.clone(),
                    name: "count".to_owned(),
                    arguments: json!({}),
                })],
            });
            messages.push(Message {
                role: Role::User,
                parts: vec![Part::Result(CallResult {
                    id,
                    name: "count".to_owned(),
                    parts: vec![Part::Text("x".repeat(600))],
                    is_error: false,
                })],
            });
        }
        let (messages, is_cut) = fitted(messages, 2000, "Count the stones.");
        assert!(is_cut);
        let told = words(&messages[..1]);
        assert!(told.contains("Count the stones."), "{told}");
        assert_eq!(messages[1].role, Role::Assistant);
        for pair in messages[1..].chunks(2) {
            let ids = pair.iter().map(|message| match &message.parts[0] {
                Part::Call(call) => call.id.clone(),
                Part::Result(result) => result.id.clone(),
                part => panic!("{part:?}"),
            });
            let ids: Vec<_> = ids.collect();
            assert_eq!(ids[0], ids[1]);
        }
    }

    #[test]
    fn where_nobody_tells_how_much_the_model_takes_nothing_is_left_out_and_the_doubt_is_said() {
        let of = |turns, room| {
            let mut chat = Chat {
                messages: talk(turns),
                ..Chat::default()
            };
            let loss = fit_into(&mut chat, room, "And now?");
            (loss, chat.messages.len())
        };
        assert_eq!(
            of(20, Room::Usually(4096)),
            (OmittedHistory::Perhaps(4096), 41)
        );
        assert_eq!(of(3, Room::Usually(4096)), (OmittedHistory::Nothing, 7));
        assert_eq!(of(20, Room::NotTold), (OmittedHistory::Nothing, 41));
        assert_eq!(of(20, Room::Tokens(4096)).0, OmittedHistory::Oldest);
        assert_eq!(
            OmittedHistory::Perhaps(4096).signature(),
            "ZXJyYW5kLW1heS1iZS1sZWZ0LW91dDo0MDk2"
        );
        assert_eq!(OmittedHistory::Oldest.signature(), "ZXJyYW5kLWxlZnQtb3V0");
        let said = OmittedHistory::Perhaps(4096).notice().unwrap();
        assert!(said.contains("usually 4096 tokens"), "{said}");
    }

    #[test]
    fn one_message_that_is_too_long_loses_its_middle() {
        let long = format!("begins {} ends", "x".repeat(90_000));
        let (messages, is_cut) = fitted(vec![said(Role::User, long)], 4000, "no such words");
        assert!(is_cut);
        let told = words(&messages);
        assert!(
            told.contains("begins") && told.contains("ends"),
            "both ends stay"
        );
        assert!(messages.iter().map(tokens).sum::<usize>() <= 2100);
    }
}
