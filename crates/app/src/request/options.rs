//! Writes the chosen options into a request (contract sections 3.2 and 3.4), and reads them back.

use interactions::config::{AudioFormat, ImageFormat, VideoFormat};
use interactions::generation::{SpeechConfig, Voice};
use interactions::{CreateInteraction, GenerationConfig, ResponseFormat, ResponseFormats};

use super::SYSTEM_INSTRUCTION;
use crate::bridge::{Choices, Options, Role};

/// Maximum temperature, in hundredths.
const MAX_TEMPERATURE: u16 = 200;
/// Delivery by URL: the service keeps the video, to be fetched from there (contract section 14).
const DELIVERY_BY_URI: &str = "uri";

/// Reduces options to those that the model or agent accepts, because the service refuses unknown ones.
pub(crate) fn accepted(options: Options, choices: &Choices) -> Options {
    let one_of = |chosen: Option<String>, offered: &[String]| {
        chosen.filter(|chosen| offered.contains(chosen))
    };
    let instructions = options.instructions.filter(|_| choices.instructions);
    Options {
        thinking: one_of(options.thinking, &choices.thinking),
        length: options
            .length
            .filter(|length| choices.length && *length > 0),
        temperature: options
            .temperature
            .filter(|_| choices.temperature)
            .map(|temperature| temperature.min(MAX_TEMPERATURE)),
        instructions: instructions
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty()),
        voice: one_of(options.voice, &choices.voices),
        shape: one_of(options.shape, &choices.shapes),
        size: one_of(options.size, &choices.sizes),
        duration: one_of(options.duration, &choices.durations),
    }
}

/// Writes options into a request; `role` is the kind of output that the model makes.
pub(super) fn write(request: &mut CreateInteraction, options: &Options, role: Role) {
    if let Some(text) = &options.instructions {
        request.system_instruction = Some(match &request.system_instruction {
            Some(instruction) => format!("{instruction}\n\n{text}"),
            None => text.clone(),
        });
    }
    if options.thinking.is_some() || options.length.is_some() || options.temperature.is_some() {
        let config = generation(request);
        config.thinking_level = options.thinking.as_deref().map(Into::into);
        config.max_output_tokens = options.length.map(u64::from);
        config.temperature = options
            .temperature
            .map(|hundredths| f64::from(hundredths) / 100.0);
    }
    if options.voice.is_some() {
        let voice = Voice {
            voice: options.voice.clone(),
            ..Voice::default()
        };
        generation(request).speech_config = Some(SpeechConfig::from(vec![voice]));
        request.response_format = Some(ResponseFormat::Audio(AudioFormat::default()).into());
    }
    let (aspect_ratio, size) = (options.shape.clone(), options.size.clone());
    if role == Role::Filmmaker {
        // Inline, a video would be base64 of many megabytes in one event.
        let format = ResponseFormat::Video(VideoFormat {
            aspect_ratio,
            resolution: size,
            duration: options.duration.clone(),
            delivery: Some(DELIVERY_BY_URI.to_owned()),
            ..VideoFormat::default()
        });
        request.response_format = Some(format.into());
    } else if aspect_ratio.is_some() || size.is_some() {
        // Text stays allowed, because a picture also comes with text when no format is requested.
        request.response_format = Some(ResponseFormats::Many(vec![
            ResponseFormat::Text(Default::default()),
            ResponseFormat::Image(ImageFormat {
                aspect_ratio,
                image_size: size,
                ..ImageFormat::default()
            }),
        ]));
    }
}

/// Reads the options from a request that was sent.
pub(crate) fn read(request: &CreateInteraction) -> Options {
    let mut options = Options {
        instructions: request.system_instruction.as_deref().and_then(own_words),
        ..Options::default()
    };
    if let Some(config) = &request.generation_config {
        options.thinking = config
            .thinking_level
            .as_ref()
            .map(|level| level.as_str().to_owned());
        options.length = config
            .max_output_tokens
            .and_then(|most| most.try_into().ok());
        options.temperature = config.temperature.map(|it| (it * 100.0).round() as u16);
        if let Some(SpeechConfig::Voices(voices)) = &config.speech_config {
            options.voice = voices.first().and_then(|voice| voice.voice.clone());
        }
    }
    let formats = match &request.response_format {
        Some(ResponseFormats::One(format)) => std::slice::from_ref(&**format),
        Some(ResponseFormats::Many(formats)) => formats.as_slice(),
        None => &[],
    };
    for format in formats {
        match format {
            ResponseFormat::Image(image) => {
                options.shape.clone_from(&image.aspect_ratio);
                options.size.clone_from(&image.image_size);
            }
            ResponseFormat::Video(video) => {
                options.shape.clone_from(&video.aspect_ratio);
                options.size.clone_from(&video.resolution);
                options.duration.clone_from(&video.duration);
            }
            _ => {}
        }
    }
    options
}

/// Returns the person's part of a system instruction; `None` if empty.
fn own_words(text: &str) -> Option<String> {
    let own = text.strip_prefix(SYSTEM_INSTRUCTION).unwrap_or(text).trim();
    (!own.is_empty()).then(|| own.to_owned())
}

fn generation(request: &mut CreateInteraction) -> &mut GenerationConfig {
    request.generation_config.get_or_insert_default()
}
