//! Any JSON that claims to be another program's export becomes turns or is left out.
#![no_main]

use archive::foreign::read_any;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|text: &str| {
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        read_any(&value);
        for value in value.as_array().into_iter().flatten() {
            read_any(value);
        }
    }
});
