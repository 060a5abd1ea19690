//! Recorded usages of every kind, compared to sums worked out by hand from the published prices.

use std::path::Path;

use interactions::Usage;
use jiff::civil::{Date, date};
use prices::{Cost, Money, Prices, searches};
use serde_json::{Value, json};

/// A day on which all these prices apply.
const NOVEMBER: Date = date(2026, 11, 29);

/// The usage at the end of a recorded stream, and the id that answered.
fn recorded(name: &str) -> (Usage, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../interactions/tests/fixtures");
    let stream = std::fs::read_to_string(folder.join(name)).unwrap();
    let mut ends = stream
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .filter_map(|data| serde_json::from_str::<Value>(data).ok())
        .filter(|event| event["event_type"] == "interaction.completed");
    let end = ends.next_back().unwrap()["interaction"].clone();
    let by = end["model"].as_str().or(end["agent"].as_str()).unwrap();
    let by = by.to_owned();
    (serde_json::from_value(end["usage"].clone()).unwrap(), by)
}

/// The estimated cost in microdollars.
fn micros(usage: &Usage, asked: &str, answered_by: Option<&str>, on: Date) -> Option<(u64, u64)> {
    let cost = Prices::built_in().cost(usage, asked, answered_by, on)?;
    Some((cost.low.micros(), cost.high.micros()))
}

fn usage(of: Value) -> Usage {
    serde_json::from_value(of).unwrap()
}

#[test]
fn thought_is_billed_as_output() {
    let (usage, by) = recorded("model-thought-text.sse");
    // 14 × 0.75 + (52 + 118) × 3.75 = 10.5 + 637.5
    assert_eq!(micros(&usage, &by, None, NOVEMBER), Some((648, 648)));
}

#[test]
fn cached_input_costs_a_tenth_and_is_taken_off_the_rest() {
    let (usage, by) = recorded("agent-code-execution-files.sse");
    assert_eq!(by, "antigravity-preview-09-2026");
    // (1,900 - 1,100) × 0.75 + 1,100 × 0.075 + (205 + 85) × 3.75 = 600 + 82.5 + 1,087.5
    assert_eq!(micros(&usage, &by, None, NOVEMBER), Some((1_770, 1_770)));
}

#[test]
fn an_agent_that_stopped_at_its_cap_costs_what_its_model_costs() {
    let (usage, by) = recorded("agent-token-cap-incomplete.sse");
    // (180,000 - 90,000) × 0.75 + 90,000 × 0.075 + 23,000 × 3.75 = 67,500 + 6,750 + 86,250
    assert_eq!(
        micros(&usage, &by, None, NOVEMBER),
        Some((160_500, 160_500))
    );
}

#[test]
fn what_tools_read_is_input_beside_the_input() {
    let (usage, by) = recorded("google-search-citations.sse");
    // (21 + 310) × 0.75 + (47 + 96) × 3.75 = 248.25 + 536.25
    assert_eq!(micros(&usage, &by, None, NOVEMBER), Some((785, 785)));
}

#[test]
fn the_hops_of_a_long_answer_add_up() {
    let (first, by) = recorded("continuation-hop1.sse");
    let (second, _) = recorded("continuation-hop2.sse");
    // (40 + 65,040) × 2 + (65,000 + 900) × 10 = 130,160 + 659,000; twice that from December on
    let both = first.plus(&second);
    assert_eq!(micros(&both, &by, None, NOVEMBER), Some((789_160, 789_160)));
    let december = date(2026, 12, 1);
    assert_eq!(
        micros(&both, &by, None, december),
        Some((1_578_320, 1_578_320))
    );
}

#[test]
fn tokens_of_a_picture_have_a_price_of_their_own() {
    let (usage, _) = recorded("image-output-interleaved.sse");
    let by = "gemini-nano-banana-2.1";
    // 12 × 1.50 + 2,580 × 30 + (2,601 - 2,580 + 40) × 7.50 = 18 + 77,400 + 457.5
    assert_eq!(micros(&usage, by, None, NOVEMBER), Some((77_876, 77_876)));
}

#[test]
fn sound_that_is_read_has_a_price_of_its_own_and_cached_sound_is_cached() {
    let usage = usage(json!({
        "total_input_tokens": 10_000, "total_cached_tokens": 4_000, "total_output_tokens": 100,
        "input_tokens_by_modality": [{"modality": "text", "tokens": 3_000}, {"modality": "audio", "tokens": 7_000}],
        "cached_tokens_by_modality": [{"modality": "audio", "tokens": 2_000}, {"modality": "text", "tokens": 2_000}],
    }));
    // 4,000 × 0.025 + 5,000 × 0.50 + 1,000 × 0.25 + 100 × 1.50 = 100 + 2,500 + 250 + 150
    assert_eq!(
        micros(&usage, "gemini-3.1-flash-lite", None, NOVEMBER),
        Some((3_000, 3_000))
    );
}

#[test]
fn a_voice_costs_by_the_sound_it_makes() {
    let usage = usage(json!({
        "total_input_tokens": 200, "total_output_tokens": 5_000,
        "output_tokens_by_modality": [{"modality": "audio", "tokens": 5_000}],
    }));
    // 200 × 0.50 + 5,000 × 9 = 45,100; twice that in the new year
    let by = "gemini-3.8-flash-tts";
    assert_eq!(micros(&usage, by, None, NOVEMBER), Some((45_100, 45_100)));
    let new_year = date(2027, 1, 1);
    assert_eq!(micros(&usage, by, None, new_year), Some((90_200, 90_200)));
}

#[test]
fn a_long_input_costs_more_where_the_table_says_so() {
    let long =
        |input: u64| usage(json!({"total_input_tokens": input, "total_output_tokens": 1_000}));
    let by = "gemini-3.1-pro-preview";
    // 200,000 × 2 + 1,000 × 12, and one token more: 200,001 × 4 + 1,000 × 18
    assert_eq!(
        micros(&long(200_000), by, None, NOVEMBER),
        Some((412_000, 412_000))
    );
    assert_eq!(
        micros(&long(200_001), by, None, NOVEMBER),
        Some((818_004, 818_004))
    );
    // The turns of one job are several requests; the first was short.
    let job = usage(
        json!({"total_input_tokens": 900_000, "initial_input_tokens": 4_000, "total_output_tokens": 0}),
    );
    assert_eq!(
        micros(&job, by, None, NOVEMBER),
        Some((1_800_000, 1_800_000))
    );
}

#[test]
fn an_answer_of_another_model_is_billed_at_that_models_price() {
    let usage = usage(json!({"total_input_tokens": 1_000, "total_output_tokens": 1_000}));
    // Requested 2.5 Pro (1.25 and 10), answered by 3.8 Flash (0.75 and 3.75).
    let answered = Some("gemini-3.8-flash");
    assert_eq!(
        micros(&usage, "gemini-2.5-pro", None, NOVEMBER),
        Some((11_250, 11_250))
    );
    assert_eq!(
        micros(&usage, "gemini-2.5-pro", answered, NOVEMBER),
        Some((4_500, 4_500))
    );
    // From December on also if the answer names the requested id.
    let december = date(2026, 12, 1);
    let echo = Some("models/gemini-2.5-pro");
    assert_eq!(
        micros(&usage, "gemini-2.5-pro", echo, december),
        Some((4_500, 4_500))
    );
}

#[test]
fn an_agent_without_a_rate_costs_what_its_jobs_cost() {
    let (usage, by) = recorded("deep-research-background-stream.sse");
    assert_eq!(
        micros(&usage, &by, None, NOVEMBER),
        Some((1_000_000, 3_000_000))
    );
}

#[test]
fn what_nobody_knows_the_price_of_has_none() {
    let (usage, by) = recorded("forward-compat-unknown.sse");
    assert_eq!(by, "gemini-9-example");
    assert_eq!(micros(&usage, &by, None, NOVEMBER), None);
    let flash = "gemini-3.8-flash";
    assert_eq!(micros(&usage, flash, Some(&by), NOVEMBER), None);
    let only_a_total = self::usage(json!({"total_tokens": 900}));
    assert_eq!(micros(&only_a_total, flash, None, NOVEMBER), None);
}

#[test]
fn costs_add_up_at_both_ends() {
    let one = Cost::from(Money::from_micros(500_000));
    let other = Cost {
        low: Money::from_micros(1_000_000),
        high: Money::from_micros(3_000_000),
    };
    let both: Cost = [one, other].into_iter().sum();
    assert_eq!(
        (both.low.micros(), both.high.micros()),
        (1_500_000, 3_500_000)
    );
}

#[test]
fn searches_cost_beyond_those_that_are_free_in_a_month() {
    let usage = usage(json!({"grounding_tool_count": [
        {"type": "google_search", "count": 3}, {"type": "google_maps", "count": 1}, {"type": "retrieval", "count": 9},
    ]}));
    assert_eq!(searches(&usage), 4);
    let prices = Prices::built_in();
    assert_eq!(prices.searches(5_000).micros(), 0);
    // 500 × 14 / 1,000 dollars
    assert_eq!(prices.searches(5_500).micros(), 7_000_000);
}
