//! A picture and a sound in an answer are served from the host's own address, and WebKit shows and plays them.

use std::time::Duration;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{Result, wait_until};

use crate::scene::{MODEL, Scene};

/// A picture of one pixel.
const PIXEL: &[u8] = include_bytes!("pixel.png");

/// Returns what is visible and audible of the media; the length of the sound is in seconds.
const SEEN: &str = "
const picture = document.querySelector('[data-testid=file-preview] img');
const sound = document.querySelector('[data-testid=file-preview] audio');
return [picture?.getAttribute('src') ?? '', picture?.naturalWidth ?? 0, sound?.currentSrc.slice(0, 5) ?? '',
  sound?.error?.code ?? 0, sound?.duration ?? 0]";

#[tokio::test]
async fn a_picture_is_drawn_and_a_sound_can_be_played() -> Result {
    let silence = BASE64_STANDARD.encode([0; 24_000]);
    let script = json!({"turns": [{"say": [
        "Here they are.",
        {"image": BASE64_STANDARD.encode(PIXEL), "mime_type": "image/png"},
        {"audio": silence, "mime_type": "audio/l16"},
        {"audio": silence, "mime_type": "audio/l16"},
    ]}]});
    let (scene, window) = Scene::connected(&script).await?;
    window.choose_who(MODEL).await?;
    window.ask("Show and tell.").await?;
    window.answer(1, LONG).await?;
    wait_until("the media", Duration::from_secs(60), async || {
        let seen: Value = window.client().execute(SEEN, Vec::new()).await?;
        let (address, blob) = (seen[0].as_str(), &seen[2]);
        let is_ours = address.is_some_and(|it| it.starts_with("media://localhost/"));
        let is_drawn = seen[1].as_u64().is_some_and(|width| width > 0);
        let lasts = seen[4].as_f64().unwrap_or_default();
        let plays = *blob == "blob:" && seen[3] == 0 && (lasts - 1.0).abs() < 0.01;
        Ok(if is_ours && is_drawn && plays {
            Ok(())
        } else {
            Err(seen.to_string())
        })
    })
    .await?;
    drop(scene);
    Ok(())
}
