//! The spending as a CSV table for a spreadsheet.

use jiff::tz::TimeZone;
use ledger::{RunUsage, Target};
use prices::Prices;

use super::cost_of;

const HEAD: [&str; 13] = [
    "date",
    "time",
    "title",
    "asked",
    "kind",
    "answered_by",
    "input_tokens",
    "cached_tokens",
    "output_tokens",
    "thought_tokens",
    "tool_tokens",
    "searches",
    "about_dollars",
];

/// Writes one line for each turn, oldest first, with a header, by RFC 4180. Amounts are dollars with a decimal point;
/// for a job with a price range, the middle. A turn without a price has none.
pub(crate) fn table(runs: &[RunUsage], prices: &Prices, zone: &TimeZone) -> String {
    let mut text = HEAD.join(",");
    text.push_str("\r\n");
    for run in runs {
        let usage: interactions::Usage =
            serde_json::from_value(run.usage.clone()).unwrap_or_default();
        let at = jiff::Timestamp::from_millisecond(run.at).unwrap_or_default();
        let at = at.to_zoned_datetime(zone.clone());
        let number = |count: Option<u64>| count.unwrap_or(0).to_string();
        let kind = match run.target {
            Target::Agent => "job",
            Target::Model => "answer",
        };
        let cells = [
            at.strftime("%Y-%m-%d").to_string(),
            at.strftime("%H:%M").to_string(),
            cell(run.title.as_deref().unwrap_or_default()),
            cell(&run.target_id),
            kind.to_owned(),
            cell(run.answered_by.as_deref().unwrap_or_default()),
            number(usage.total_input_tokens),
            number(usage.total_cached_tokens),
            number(usage.total_output_tokens),
            number(usage.total_thought_tokens),
            number(usage.total_tool_use_tokens),
            prices::searches(&usage).to_string(),
            cost_of(run, prices).map(dollars).unwrap_or_default(),
        ];
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// Quotes a text and prevents a spreadsheet from reading it as a formula, because titles are written by people and
/// models.
fn cell(text: &str) -> String {
    let text = text.replace('"', "\"\"");
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{text}\"", if is_formula { "'" } else { "" })
}

fn dollars(cost: prices::Cost) -> String {
    let middle = u64::midpoint(cost.low.micros(), cost.high.micros());
    format!("{}.{:06}", middle / 1_000_000, middle % 1_000_000)
}

#[cfg(test)]
mod tests {
    use ledger::{Engine, RunId};
    use serde_json::json;

    use super::*;

    #[test]
    fn every_turn_is_a_line_and_no_title_is_a_formula() {
        let spent = RunUsage {
            run_id: RunId::new(),
            conversation_id: None,
            title: Some("=HYPERLINK(\"https://x.example\"), and\nmore".to_owned()),
            at: 1_796_083_199_999,
            engine: Engine::Gemini,
            target: Target::Model,
            target_id: "gemini-2.5-pro".to_owned(),
            answered_by: Some("gemini-3.8-flash".to_owned()),
            usage: json!({"total_input_tokens": 1_000, "total_cached_tokens": 200, "total_output_tokens": 1_000}),
        };
        let unknown = RunUsage {
            title: None,
            target: Target::Agent,
            target_id: "mine".to_owned(),
            answered_by: None,
            usage: json!({"total_tokens": 7}),
            ..spent.clone()
        };
        let here = RunUsage {
            engine: Engine::Local,
            target_id: "errand-starter".to_owned(),
            ..unknown.clone()
        };
        let text = table(&[spent, unknown, here], &Prices::built_in(), &TimeZone::UTC);
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(
            lines.len(),
            5,
            "a head, a line each, and the end of the last"
        );
        assert_eq!(
            lines[1],
            "2026-11-30,23:59,\"'=HYPERLINK(\"\"https://x.example\"\"), and\nmore\",\"gemini-2.5-pro\",answer,\
             \"gemini-3.8-flash\",1000,200,1000,0,0,0,0.004365"
        );
        assert_eq!(
            lines[2],
            "2026-11-30,23:59,\"\",\"mine\",job,\"\",0,0,0,0,0,0,"
        );
        assert!(
            lines[3].ends_with("\"errand-starter\",job,\"\",0,0,0,0,0,0,0.000000"),
            "what comes with Errand is free: {}",
            lines[3]
        );
    }
}
