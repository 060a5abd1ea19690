//! Selection of the row that applies, and the person's own rows.

use interactions::Usage;
use jiff::civil::{Date, date};
use prices::{Money, Price, Prices, day};
use serde_json::json;

fn thousand() -> Usage {
    serde_json::from_value(json!({"total_input_tokens": 1_000, "total_output_tokens": 1_000}))
        .unwrap()
}

fn micros(prices: &Prices, id: &str, on: Date) -> Option<u64> {
    let cost = prices.cost(&thousand(), id, None, on)?;
    Some(cost.low.micros())
}

#[test]
fn the_table_that_comes_with_errand_can_be_read_and_says_of_when_it_is() {
    let prices = Prices::built_in();
    assert_eq!(prices.as_of(), date(2026, 11, 28));
    assert!(!prices.has_own());
}

#[test]
fn a_price_changes_on_its_day() {
    let prices = Prices::built_in();
    let carbon = "gemini-4-carbon";
    assert_eq!(
        micros(&prices, carbon, date(2026, 11, 9)),
        None,
        "not yet there"
    );
    assert_eq!(micros(&prices, carbon, date(2026, 11, 30)), Some(12_000));
    assert_eq!(micros(&prices, carbon, date(2026, 12, 1)), Some(24_000));
    let last_moment_of_november = 1_796_083_199_999;
    assert_eq!(day(last_moment_of_november), date(2026, 11, 30));
    assert_eq!(day(last_moment_of_november + 1), date(2026, 12, 1));
}

#[test]
fn the_rows_of_a_person_take_the_place_of_all_rows_of_their_id() {
    let own = "
        [[price]]
        id = \"gemini-4-carbon\"
        input = 1
        output = 1.5

        [[price]]
        id = \"our-model\"
        like = \"gemini-4-carbon\"
    ";
    let prices = Prices::with_own(own).unwrap();
    assert!(prices.has_own());
    assert_eq!(
        micros(&prices, "gemini-4-carbon", date(2026, 12, 1)),
        Some(2_500)
    );
    assert_eq!(micros(&prices, "our-model", date(2026, 12, 1)), Some(2_500));
    let flash = "gemini-3.8-flash";
    assert_eq!(micros(&prices, flash, date(2026, 12, 1)), Some(4_500));
}

#[test]
fn what_a_person_begins_with_changes_nothing_until_a_mark_is_taken_away() {
    let text = Prices::to_begin_with();
    let unchanged = Prices::with_own(&text).unwrap();
    assert_eq!(unchanged, Prices::built_in());
    let marked = text.replace(
        "\n# [[price]]\n# id = \"gemini-3.8-flash\"\n",
        "\n[[price]]\nid = \"mine\"\n",
    );
    assert!(
        Prices::with_own(&marked).is_err(),
        "a row without a price is no row"
    );
}

#[test]
fn a_table_that_cannot_be_read_says_where_and_why() {
    for (text, reason) in [
        (
            "[[price]]\nid = \"a\"\ninput = -1\noutput = 1",
            "a price of -1 dollars",
        ),
        (
            "[[price]]\nid = \"a\"\ninput = 1",
            "needs either input and output",
        ),
        (
            "[[price]]\nid = \"a\"\ntask = [3, 1]",
            "smaller number first",
        ),
        (
            "[[price]]\nid = \"a\"\nfree = true\ninput = 1\noutput = 1",
            "or free",
        ),
        ("[[price]]\nid = \"a\"\ninptu = 1", "inptu"),
        (
            "[[price]]\nid = \"a\"\nfrom = \"soon\"\ninput = 1\noutput = 1",
            "line 3",
        ),
    ] {
        let error = Prices::with_own(text).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn what_runs_on_this_computer_is_free_but_not_with_the_model_of_a_connected_server() {
    let own = "
        [[price]]
        id = \"my-agent\"
        like = \"errand-agent\"
    ";
    let prices = Prices::with_own(own).unwrap();
    let on = date(2026, 12, 1);
    for id in ["errand-starter", "errand-agent", "my-agent"] {
        assert!(prices.is_free(id, on), "{id}");
        assert_eq!(prices.price(id, on), None, "{id} can reach no limit");
    }
    for id in [
        "errand-agent/home/tide-2",
        "home/tide-2",
        "gemini-3.8-flash",
    ] {
        assert!(!prices.is_free(id, on), "{id}");
    }
}

#[test]
fn rows_that_point_in_a_circle_are_no_price() {
    let own = "
        [[price]]
        id = \"a\"
        like = \"b\"

        [[price]]
        id = \"b\"
        like = \"a\"
    ";
    let prices = Prices::with_own(own).unwrap();
    assert_eq!(prices.price("a", date(2026, 12, 1)), None);
}

#[test]
fn an_amount_buys_as_many_tokens_as_if_all_were_of_the_dearest_kind() {
    let prices = Prices::built_in();
    let dollar = Money::from_micros(1_000_000);
    let on = date(2026, 11, 29);
    // 1 / 3.75 million
    let agent = "antigravity-preview-09-2026";
    assert_eq!(prices.tokens_for(dollar, agent, on), Some(266_666));
    assert_eq!(
        prices.tokens_for(dollar, "deep-research-preview-04-2026", on),
        None
    );
    let research = prices.price("deep-research-preview-04-2026", on);
    assert!(matches!(research, Some(Price::Task(..))));
    let usually = |id| {
        let cost = prices.usually(id, on)?;
        Some((cost.low.micros(), cost.high.micros()))
    };
    assert_eq!(usually(agent), Some((250_000, 3_250_000)));
    assert_eq!(
        usually("deep-research-preview-04-2026"),
        Some((1_000_000, 3_000_000))
    );
    assert_eq!(usually("gemini-3.8-flash"), None);
}

#[test]
fn what_has_no_row_is_billed_like_the_one_it_was_said_to_be_like() {
    let on = date(2026, 11, 29);
    let own = "
        [[price]]
        id = \"home/a:7b\"
        input = 2
        output = 4

        [[price]]
        id = \"my-desk-1\"
        input = 1
        output = 1
    ";
    let mut prices = Prices::with_own(own).unwrap();
    for (id, other) in [
        ("my-desk-1", "home/a:7b"),
        ("my-desk-2", "home/a:7b"),
        ("my-desk-3", "antigravity-preview-09-2026"),
        ("my-desk-4", "errand-agent"),
    ] {
        prices.like(id, other);
    }
    let input = |id: &str| Some(prices.rates(id, on)?.input.times(1_000_000).micros());
    assert_eq!(input("my-desk-1"), Some(1_000_000), "its own row counts");
    assert_eq!(input("my-desk-2"), Some(2_000_000));
    assert_eq!(input("my-desk-3"), Some(750_000));
    assert_eq!(input("my-desk-4"), None);
    assert_eq!(input("errand-agent/home/a:7b"), Some(2_000_000));
    assert_eq!(input("errand-agent/home/b"), None);
}
