//! Audio in pieces, and responses in an older format.

use interactions::types::content::Audio;
use interactions::{Content, Interaction, Sound, Status};
use serde_json::json;

use crate::server::{self, Server};

fn audio(mime_type: &str, base64: &str, sample_rate: Option<u64>) -> Content {
    Content::Audio(Audio {
        data: Some(base64.into()),
        mime_type: Some(mime_type.into()),
        sample_rate,
        ..Audio::default()
    })
}

#[test]
fn raw_sound_in_pieces_becomes_one_and_everything_else_stays_apart() {
    // Each piece has its own base64 padding: the texts cannot be joined, the bytes can.
    let content = [
        audio("audio/l16; rate=24000", "AQI=", None),
        Content::text("meanwhile"),
        audio("audio/L16;rate=24000", "AwQ=", Some(24_000)),
        audio("audio/l16", "BQY=", None),
        audio("audio/l16", "Bwg=", Some(16_000)),
        audio("audio/wav", "AQ==", None),
        audio("audio/wav", "Ag==", None),
    ];
    let sounds = Sound::all(&content).unwrap();
    let told: Vec<_> = sounds
        .iter()
        .map(|sound| (sound.sample_rate, sound.bytes.as_slice()))
        .collect();
    let wanted: [(Option<u64>, &[u8]); 4] = [
        (Some(24_000), &[1, 2, 3, 4, 5, 6]),
        (Some(16_000), &[7, 8]),
        (None, &[1]),
        (None, &[2]),
    ];
    assert_eq!(told, wanted);
    assert!(sounds[0].is_raw_pcm() && !sounds[2].is_raw_pcm());
    assert_eq!(Sound::later_pieces(&content), [2, 3].into());
}

#[test]
fn sound_that_is_not_base64_is_named_by_its_place() {
    let content = [Content::text("la"), audio("audio/l16", "?", None)];
    assert_eq!(Sound::all(&content).unwrap_err().at, 1);
}

#[tokio::test]
async fn an_answer_with_outputs_instead_of_steps_is_turned_into_steps() {
    let old = json!({
        "id": "v1_a", "status": "completed", "model": "lyria-3-clip-preview",
        "outputs": [
            {"type": "text", "text": "[Verse]\nla la"},
            {"type": "audio", "mime_type": "audio/mpeg", "data": "SUQz"},
        ],
    });
    let server = Server::start(move |_, _| server::json(old.to_string())).await;
    let song = server.client().get(&"v1_a".into()).await.unwrap();
    assert_eq!(song.status, Some(Status::Completed));
    assert_eq!(song.output_text(), "[Verse]\nla la");
    assert_eq!(song.output_sounds().unwrap()[0].bytes, b"ID3");
    assert_eq!(
        song.output_audio().unwrap().mime_type.as_deref(),
        Some("audio/mpeg")
    );
    assert!(song.extra.is_empty());
}

#[test]
fn outputs_beside_steps_or_of_another_shape_are_left_as_they_are() {
    for odd in [
        json!({"outputs": [{"type": "text", "text": "a"}], "steps": [{"type": "model_output"}]}),
        json!({"outputs": "none"}),
        json!({"outputs": [1]}),
    ] {
        let mut read: Interaction = serde_json::from_value(odd.clone()).unwrap();
        read.outputs_to_steps();
        assert_eq!(serde_json::to_value(&read).unwrap(), odd);
    }
}
