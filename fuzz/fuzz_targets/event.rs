//! Parsing an event does not panic, the fast path agrees with the general one, and serialising it gives an equivalent
//! event.
#![no_main]

use interactions::{Event, StreamEvent};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};

fuzz_target!(|text: &str| {
    for line in text.lines() {
        let raw = line.strip_prefix("data: ").unwrap_or(line);
        let general: Result<Map<String, Value>, _> = serde_json::from_str(raw);
        let read = StreamEvent::parse(raw);
        assert_eq!(read.is_ok(), general.is_ok());
        let (Ok(read), Ok(mut map)) = (read, general) else {
            continue;
        };
        if let Some(Value::String(id)) = map.get("event_id") {
            assert_eq!(read.event_id.as_ref(), Some(id));
            map.shift_remove("event_id");
        }
        assert_eq!(read.event, Event::from_map(map));
        let written = read.event.to_json(read.event_id.as_deref());
        let again = StreamEvent::parse(&written).expect("what was written can be read");
        assert_eq!(again.event, read.event);
        assert_eq!(again.event_id, read.event_id);
    }
});
