//! Marker of a reminder: a round in which the brain writes a file that it forgot.
//!
//! The brain's coach decides about reminders. In the timeline a reminder is a thought whose signature names the file,
//! so it survives a restart like everything else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use interactions::Step;

const MARK: &str = "errand-reminder:";

/// The signature of a reminder's thought.
pub(super) fn signature(name: &str) -> String {
    STANDARD.encode(format!("{MARK}{name}"))
}

/// The file of a reminder step; `None` for other steps.
pub(super) fn file_of(step: &Step) -> Option<String> {
    let Step::Thought(thought) = step else {
        return None;
    };
    let bytes = STANDARD.decode(thought.signature.as_deref()?).ok()?;
    Some(
        std::str::from_utf8(&bytes)
            .ok()?
            .strip_prefix(MARK)?
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_is_known_by_its_signature() {
        let step = |signature: String| -> Step {
            serde_json::from_value(serde_json::json!({"type": "thought", "signature": signature}))
                .unwrap()
        };
        assert_eq!(file_of(&step(signature("a.csv"))).as_deref(), Some("a.csv"));
        assert_eq!(file_of(&step("EkBj".to_owned())), None);
    }
}
