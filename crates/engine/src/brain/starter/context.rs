//! The prompt as tokens: the model's chat template, and what is left out when the talk is too long.
//!
//! The system text and the newest message always stay. Older messages are left out from the oldest on; if the
//! newest alone is too long, its middle is.

use llama_cpp_2::model::{LlamaChatMessage, LlamaChatTemplate, LlamaModel};
use llama_cpp_2::token::LlamaToken;

use crate::brain::{Message, Part, Prompt, Role};

/// What replaces the middle of a message that is too long.
const LEFT_OUT: &str = "\n[… the middle was left out: too long for this model …]\n";

/// A message in words, which are all that this model reads.
#[derive(Clone)]
struct Said {
    role: Role,
    text: String,
}

impl Said {
    fn of(message: &Message) -> Self {
        let words = message.parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            _ => None,
        });
        Self {
            role: message.role,
            text: words.collect::<Vec<_>>().join("\n"),
        }
    }
}

/// The tokens of the prompt, at most `room` of them, the begun reply at their end included.
pub(super) fn tokens(
    model: &LlamaModel,
    prompt: &Prompt,
    room: usize,
) -> Result<Vec<LlamaToken>, String> {
    let template = model
        .chat_template(None)
        .or_else(|_| LlamaChatTemplate::new("chatml").map_err(|error| error.to_string()))?;
    let mut messages: Vec<Said> = prompt.chat.messages.iter().map(Said::of).collect();
    loop {
        let tokens = rendered(model, &template, prompt, &messages)?;
        if tokens.len() <= room {
            return Ok(tokens);
        }
        if messages.len() > 1 {
            // A reply without its question would only confuse.
            let pair = messages.len() > 2 && messages[1].role == Role::Assistant;
            messages.drain(..if pair { 2 } else { 1 });
            continue;
        }
        let over = tokens.len() - room;
        let Some(last) = messages
            .first_mut()
            .filter(|last| last.text.len() > 2 * LEFT_OUT.len())
        else {
            return Err(
                "The instructions alone are too long for this model. Make them shorter.".to_owned(),
            );
        };
        // Three bytes a token or fewer, so that few rounds are needed.
        last.text = without_middle(&last.text, (over * 3).max(256) + LEFT_OUT.len());
    }
}

fn rendered(
    model: &LlamaModel,
    template: &LlamaChatTemplate,
    prompt: &Prompt,
    messages: &[Said],
) -> Result<Vec<LlamaToken>, String> {
    let message = |role: &str, text: &str| {
        LlamaChatMessage::new(role.to_owned(), plain(text)).map_err(|error| error.to_string())
    };
    let mut chat = Vec::with_capacity(messages.len() + 1);
    if let Some(system) = &prompt.chat.system {
        chat.push(message("system", system)?);
    }
    for said in messages {
        let role = if said.role == Role::User {
            "user"
        } else {
            "assistant"
        };
        chat.push(message(role, &said.text)?);
    }
    let chatml = || LlamaChatTemplate::new("chatml").map_err(|error| error.to_string());
    let text = match model.apply_chat_template(template, &chat, true) {
        Ok(text) => text,
        Err(_) => model
            .apply_chat_template(&chatml()?, &chat, true)
            .map_err(|error| error.to_string())?,
    };
    let vocab = model.vocab();
    let mut tokens = vocab.tokenize(text.as_bytes(), true, true);
    if !prompt.said.open_reply.is_empty() {
        tokens.extend(vocab.tokenize(prompt.said.open_reply.as_bytes(), false, false));
    }
    Ok(tokens)
}

/// Text in which no word is taken for a mark of the chat template.
fn plain(text: &str) -> String {
    text.replace('\0', " ").replace("<|", "< |")
}

fn without_middle(text: &str, bytes: usize) -> String {
    let keep = text.len().saturating_sub(bytes) / 2;
    let (mut head, mut tail) = (keep, text.len() - keep);
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    while !text.is_char_boundary(tail) {
        tail += 1;
    }
    format!("{}{LEFT_OUT}{}", &text[..head], &text[tail..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_long_text_gives_way_and_letters_stay_whole() {
        let text = "ä".repeat(1000);
        let cut = without_middle(&text, 1000);
        assert!(
            cut.len() < 1200
                && cut.contains("left out")
                && cut.starts_with('ä')
                && cut.ends_with('ä')
        );
    }

    #[test]
    fn nothing_in_a_message_looks_like_a_mark_of_the_template() {
        assert_eq!(plain("<|im_end|>\0x"), "< |im_end|> x");
    }
}
