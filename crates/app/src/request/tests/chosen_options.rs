//! Options of a question in its request.

use super::*;

/// Everything that can be chosen at once.
fn all_options() -> Options {
    Options {
        thinking: Some("high".to_owned()),
        length: Some(2_000),
        temperature: Some(70),
        instructions: Some("Write for a child.".to_owned()),
        voice: Some("Kore".to_owned()),
        shape: Some("16:9".to_owned()),
        size: Some("2K".to_owned()),
        duration: Some("8s".to_owned()),
    }
}

fn chosen(target: &str, is_agent: bool, options: &Options) -> Value {
    let question = question(target, is_agent, &[], &Network::Off);
    json_of(&Question {
        options: options::accepted(
            options.clone(),
            &who::choices(Engine::Gemini, is_agent, target),
        ),
        ..question
    })
}

#[test]
fn what_is_chosen_goes_out_as_the_contract_says_it_and_only_to_whom_it_fits() {
    let words = chosen("gemini-3.8-flash", false, &all_options());
    assert_eq!(
        words["generation_config"],
        json!({
            "max_output_tokens": 2_000, "thinking_level": "high", "thinking_summaries": "auto", "temperature": 0.7,
        })
    );
    assert_eq!(
        words["system_instruction"],
        format!("{SYSTEM_INSTRUCTION}\n\nWrite for a child.")
    );
    assert_eq!(words["response_format"], Value::Null);

    let voice = chosen("gemini-3.8-flash-tts", false, &all_options());
    assert_eq!(
        voice["generation_config"],
        json!({"speech_config": [{"voice": "Kore"}]})
    );
    assert_eq!(voice["response_format"], json!({"type": "audio"}));
    assert_eq!(voice["system_instruction"], Value::Null);

    let picture = chosen("gemini-nano-banana-2.1", false, &all_options());
    assert_eq!(picture["generation_config"], Value::Null);
    assert_eq!(
        picture["response_format"],
        json!([{"type": "text"}, {"type": "image", "aspect_ratio": "16:9", "image_size": "2K"}])
    );

    let job = chosen("antigravity-preview-09-2026", true, &all_options());
    assert_eq!(
        job["generation_config"],
        Value::Null,
        "the general agent refuses it"
    );
    assert_eq!(job["system_instruction"], "Write for a child.");
    let research = chosen("deep-research-preview-04-2026", true, &all_options());
    assert_eq!(research["system_instruction"], Value::Null);
}

#[test]
fn what_was_chosen_is_read_back_from_what_was_sent() {
    for target in [
        "gemini-3.8-flash",
        "gemini-3.8-flash-tts",
        "gemini-nano-banana-2.1",
    ] {
        let sent = chosen(target, false, &all_options());
        let sent: CreateInteraction = serde_json::from_value(sent).unwrap();
        let choices = who::choices(Engine::Gemini, false, target);
        assert_eq!(
            options::read(&sent),
            options::accepted(all_options(), &choices),
            "{target}"
        );
    }
    let plain = chosen("gemini-3.8-flash", false, &Options::default());
    let plain: CreateInteraction = serde_json::from_value(plain).unwrap();
    assert_eq!(options::read(&plain), Options::default());
}

#[test]
fn a_level_of_thinking_that_a_model_does_not_have_is_not_sent_to_it() {
    let most = Options {
        thinking: Some("xhigh".to_owned()),
        ..Options::default()
    };
    let flash = chosen("gemini-3.8-flash", false, &most);
    assert_eq!(
        flash["generation_config"],
        json!({"thinking_summaries": "auto"})
    );
    let hydrogen = chosen("gemini-4-hydrogen", false, &most);
    assert_eq!(hydrogen["generation_config"]["thinking_level"], "xhigh");
}

#[test]
fn a_video_is_as_long_as_was_chosen_and_comes_by_its_address() {
    let video = |target: &str, options: &Options| {
        let question = question(target, false, &[], &Network::Off);
        json_of(&Question {
            role: who::model_role(Engine::Gemini, target),
            options: options::accepted(
                options.clone(),
                &who::choices(Engine::Gemini, false, target),
            ),
            ..question
        })
    };
    let wanted = Options {
        size: Some("720p".to_owned()),
        ..all_options()
    };
    let newest = video("gemini-omni-1.2-flash", &wanted);
    assert_eq!(
        newest["response_format"],
        json!({"type": "video", "aspect_ratio": "16:9", "resolution": "720p", "duration": "8s", "delivery": "uri"})
    );
    let sent: CreateInteraction = serde_json::from_value(newest).unwrap();
    assert_eq!(options::read(&sent).duration.as_deref(), Some("8s"));

    let earlier = video("gemini-omni-1.1-flash", &wanted);
    assert_eq!(
        earlier["response_format"]["duration"],
        Value::Null,
        "it chooses by itself"
    );
    let plain = video("gemini-omni-1.2-flash", &Options::default());
    assert_eq!(
        plain["response_format"],
        json!({"type": "video", "delivery": "uri"})
    );
}
