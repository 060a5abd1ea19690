//! One row of the table: the price of an id from a date on.

use jiff::civil::Date;
use serde::Deserialize;

use crate::money::{Money, Rate};

/// The price of an id from a date on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RowInFile")]
pub(crate) struct Row {
    /// The model's or agent's id.
    pub(crate) id: String,
    /// The first day on which it applies; `None` sorts before every other row of the id.
    pub(crate) from: Option<Date>,
    /// The price.
    pub(crate) price: Price,
    /// The usual cost of a job, lower and upper bound, as published.
    pub(crate) usually: Option<(Money, Money)>,
}

/// How an id is billed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Price {
    /// Per token.
    Tokens(Box<Rates>),
    /// Same as another id.
    Like(String),
    /// Per job, lower and upper bound, because no rate is published.
    Task(Money, Money),
    /// Not at all: it runs on this computer.
    Free,
}

/// Token rates by kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// Input: text, and everything without a rate of its own.
    pub input: Rate,
    /// Output: text, and everything without a rate of its own.
    pub output: Rate,
    /// Cached input; the input rate if no other is known.
    pub cached: Rate,
    /// Thoughts; the output rate if no other is known.
    pub thought: Rate,
    /// Audio input.
    pub input_audio: Rate,
    /// Image output.
    pub output_image: Rate,
    /// Audio output.
    pub output_audio: Rate,
    /// Video output.
    pub output_video: Rate,
    /// Input length in tokens above which other rates apply, and those rates.
    pub long: Option<(u64, Box<Rates>)>,
}

impl Rates {
    /// The rates for a request with `input` input tokens.
    pub(crate) fn at(&self, input: u64) -> &Rates {
        match &self.long {
            Some((above, long)) if input > *above => long,
            _ => self,
        }
    }
}

/// A row in the format of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowInFile {
    id: String,
    from: Option<Date>,
    /// Documentation for people who read the file.
    #[serde(rename = "source")]
    _source: Option<String>,
    like: Option<String>,
    task: Option<(Money, Money)>,
    #[serde(default)]
    free: bool,
    usually: Option<(Money, Money)>,
    input: Option<Rate>,
    output: Option<Rate>,
    cached: Option<Rate>,
    thought: Option<Rate>,
    input_audio: Option<Rate>,
    output_image: Option<Rate>,
    output_audio: Option<Rate>,
    output_video: Option<Rate>,
    long: Option<LongContextRates>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LongContextRates {
    above: u64,
    input: Rate,
    output: Rate,
    cached: Option<Rate>,
}

impl TryFrom<RowInFile> for Row {
    type Error = String;

    fn try_from(written: RowInFile) -> Result<Self, String> {
        let RowInFile { id, from, .. } = written;
        let RowInFile {
            free,
            like,
            task,
            input,
            output,
            ..
        } = written;
        let price = match (free, like, task, input, output) {
            (true, None, None, None, None) => Price::Free,
            (false, Some(like), None, None, None) => Price::Like(like),
            (false, None, Some((low, high)), None, None) if low <= high => Price::Task(low, high),
            (false, None, None, Some(input), Some(output)) => {
                let text = rates(input, output, written.cached, written.thought);
                let kinds = |short: Rates| Rates {
                    input_audio: written.input_audio.unwrap_or(short.input),
                    output_image: written.output_image.unwrap_or(short.output),
                    output_audio: written.output_audio.unwrap_or(short.output),
                    output_video: written.output_video.unwrap_or(short.output),
                    ..short
                };
                let long = written.long.map(|long| {
                    let rates = rates(long.input, long.output, long.cached, None);
                    (long.above, Box::new(kinds(rates)))
                });
                Price::Tokens(Box::new(Rates {
                    long,
                    ..kinds(text)
                }))
            }
            _ => {
                return Err(format!(
                    "the price of {id} needs either input and output, or like, or free, or task with the smaller number first"
                ));
            }
        };
        Ok(Self {
            id,
            from,
            price,
            usually: written.usually.or(written.task),
        })
    }
}

/// Rates of text; other modalities default to the same.
fn rates(input: Rate, output: Rate, cached: Option<Rate>, thought: Option<Rate>) -> Rates {
    Rates {
        input,
        output,
        cached: cached.unwrap_or(input),
        thought: thought.unwrap_or(output),
        input_audio: input,
        output_image: output,
        output_audio: output,
        output_video: output,
        long: None,
    }
}
