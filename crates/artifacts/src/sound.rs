//! Raw PCM as a playable file.

use std::io::Cursor;

use hound::{SampleFormat, WavSpec, WavWriter};
use interactions::Sound;

/// Default sample rate in Hz of a stream (contract section 14).
const SAMPLE_RATE: u32 = 24_000;

/// Returns a WAV file of raw PCM: 16 bits per sample, little-endian, channels interleaved. An incomplete last sample
/// is dropped.
pub(crate) fn wav(sound: &Sound) -> Result<Vec<u8>, hound::Error> {
    let positive = |number: Option<u64>| number.filter(|number| *number > 0);
    let spec = WavSpec {
        channels: positive(sound.channels)
            .map_or(Ok(1), u16::try_from)
            .unwrap_or(1),
        sample_rate: positive(sound.sample_rate)
            .map_or(Ok(SAMPLE_RATE), u32::try_from)
            .unwrap_or(SAMPLE_RATE),
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let mut file = Cursor::new(Vec::new());
    let mut writer = WavWriter::new(&mut file, spec)?;
    let (samples, _) = sound.bytes.as_chunks::<2>();
    let channels = usize::from(spec.channels);
    for sample in &samples[..samples.len() / channels * channels] {
        writer.write_sample(i16::from_le_bytes(*sample))?;
    }
    writer.finalize()?;
    Ok(file.into_inner())
}
