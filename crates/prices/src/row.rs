//! One row of the table: what an id costs from a date on.

use jiff::civil::Date;
use serde::Deserialize;

use crate::money::{Money, Rate};

/// What an id costs from a date on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) struct Row {
    /// The model's or agent's id.
    pub(crate) id: String,
    /// The first day; `None` is before every other row of the id.
    pub(crate) from: Option<Date>,
    /// What it costs.
    pub(crate) price: Price,
    /// What a job usually comes to, from and to, as published.
    pub(crate) usually: Option<(Money, Money)>,
}

/// How an id is billed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Price {
    /// By its tokens.
    Tokens(Box<Rates>),
    /// Like another id.
    Like(String),
    /// So much for one job, from and to, because no rate is published.
    Task(Money, Money),
}

/// What tokens cost, by what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// What is read: text, and whatever has no rate of its own.
    pub input: Rate,
    /// What is written: text, and whatever has no rate of its own.
    pub output: Rate,
    /// What is read from a cache; like input where no rate is known.
    pub cached: Rate,
    /// What is thought; like output unless said.
    pub thought: Rate,
    /// Sound that is read.
    pub input_audio: Rate,
    /// Pictures that are made.
    pub output_image: Rate,
    /// Sound that is made.
    pub output_audio: Rate,
    /// Video that is made.
    pub output_video: Rate,
    /// From how large an input on which other rates hold.
    pub long: Option<(u64, Box<Rates>)>,
}

impl Rates {
    /// The rates of a request with so large an input.
    pub(crate) fn at(&self, input: u64) -> &Rates {
        match &self.long {
            Some((above, long)) if input > *above => long,
            _ => self,
        }
    }
}

/// A row as it is written in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    from: Option<Date>,
    /// For the reader of the file.
    #[serde(rename = "source")]
    _source: Option<String>,
    like: Option<String>,
    task: Option<(Money, Money)>,
    usually: Option<(Money, Money)>,
    input: Option<Rate>,
    output: Option<Rate>,
    cached: Option<Rate>,
    thought: Option<Rate>,
    input_audio: Option<Rate>,
    output_image: Option<Rate>,
    output_audio: Option<Rate>,
    output_video: Option<Rate>,
    long: Option<Long>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Long {
    above: u64,
    input: Rate,
    output: Rate,
    cached: Option<Rate>,
}

impl TryFrom<Written> for Row {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let Written { id, from, .. } = written;
        let price = match (written.like, written.task, written.input, written.output) {
            (Some(like), None, None, None) => Price::Like(like),
            (None, Some((low, high)), None, None) if low <= high => Price::Task(low, high),
            (None, None, Some(input), Some(output)) => {
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
                    "the price of {id} needs either input and output, or like, or task with the smaller number first"
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

/// Rates of text; other kinds cost the same until somebody says otherwise.
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
