//! Text deltas have a fast parser, whose result equals that of the general one.

use interactions::{Event, StreamEvent};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// The event and its id as parsed by the general parser.
fn general(raw: &str) -> Option<(Event, Option<String>)> {
    let mut map: Map<String, Value> = serde_json::from_str(raw).ok()?;
    let event_id = map
        .get("event_id")
        .and_then(Value::as_str)
        .map(str::to_owned);
    if event_id.is_some() {
        map.shift_remove("event_id");
    }
    Some((Event::from_map(map), event_id))
}

fn read(raw: &str) -> Option<(Event, Option<String>)> {
    let event = StreamEvent::parse(raw).ok()?;
    assert_eq!(&*event.raw, raw);
    Some((event.event, event.event_id))
}

/// Possible fields of a delta, some of them odd.
const DELTA: [&str; 9] = [
    r#""type":"text""#,
    r#""text":"basalt""#,
    r#""text" : "a\n\u00e9\"\\ ü 🌊""#,
    r#""text":"""#,
    r#""text":null"#,
    r#""type":"arguments_delta""#,
    r#""te\u0078t":"escaped name""#,
    r#""lang":"en""#,
    "\"text\":\"a\u{1}b\"",
];

/// Possible fields of an event, some of them odd.
const EVENT: [&str; 14] = [
    r#""event_type":"step.delta""#,
    r#""event_type":"step.stop""#,
    r#""event_type":"step\u002edelta""#,
    r#""index":0"#,
    r#""index":12"#,
    r#""index":012"#,
    r#""index":-0"#,
    r#""index":1.5"#,
    r#""index":"3""#,
    r#""index":99999999999"#,
    r#""event_id":"YWc=""#,
    r#""event_id":null"#,
    r#""event_id":"""#,
    r#""metadata":{}"#,
];

fn fields(of: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop::sample::select(of).prop_map(str::to_owned), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_mixture_of_fields_is_read_as_the_general_way_reads_it(
        delta in fields(&DELTA, 4),
        mut event in fields(&EVENT, 5),
        at in 0usize..5,
        space in prop::sample::select(vec!["", " ", "\n\t", "x"]),
    ) {
        let usual = [r#""event_type":"step.delta""#, r#""index":4"#];
        event.insert(at.min(event.len()), format!(r#""delta":{{{}}}"#, delta.join(&format!(",{space}"))));
        for all in [event.clone(), usual.map(str::to_owned).into_iter().chain(event).collect()] {
            let raw = format!("{{{}{space}}}{space}", all.join(","));
            prop_assert_eq!(read(&raw), general(&raw), "{}", raw);
        }
    }

    #[test]
    fn any_text_arrives_as_it_was_sent(text in any::<String>(), index in 0usize..2_000_000_000, id in any::<Option<String>>()) {
        let event = Event::step_delta(index, interactions::types::delta::Delta::text(text));
        let sent = StreamEvent::new(event, id);
        prop_assert_eq!(StreamEvent::parse(&sent.raw).unwrap(), sent);
    }

    #[test]
    fn a_cut_or_changed_piece_of_text_is_read_as_the_general_way_reads_it(cut in 0usize..100, byte in any::<char>()) {
        let whole = r#"{"index":1,"delta":{"type":"text","text":"Tides \"rise\" "},"event_type":"step.delta","event_id":"a"}"#;
        let cut = cut.min(whole.len());
        let changed = format!("{}{byte}{}", &whole[..cut], whole.get(cut + 1..).unwrap_or_default());
        for raw in [&whole[..cut], &changed] {
            prop_assert_eq!(read(raw), general(raw), "{}", raw);
        }
    }
}
