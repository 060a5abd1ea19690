//! Every field that the contract names has a typed field, and is serialised unchanged.

use std::fmt::Debug;

use interactions::{
    Agent, Content, CreateEnvironment, CreateInteraction, Credential, CredentialConfig, Delta,
    Environment, EnvironmentFile, Event, File, Interaction, Model, Step, StreamEvent, Tool,
    Trigger, TriggerExecution, Usage, Webhook,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::fixture;

/// Parses a value, asserts that nothing is left in `extra`, and that it serialises to the same.
fn whole<T: DeserializeOwned + Serialize + Debug>(value: Value) {
    let typed: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&typed).unwrap(), value);
    nothing_left_over(&typed, &value);
}

fn nothing_left_over(typed: &impl Debug, value: &Value) {
    let told = format!("{typed:?}");
    assert!(!told.contains("extra: {\""), "{value}\nis read as\n{told}");
    assert!(!told.contains("Unknown("), "{value}\nis read as\n{told}");
    assert!(!told.contains("Other("), "{value}\nis read as\n{told}");
}

#[test]
fn of_a_create_request() {
    whole::<CreateInteraction>(json!({
        "model": "m", "input": "q", "system_instruction": "s", "previous_interaction_id": "v1_a", "store": true,
        "background": true, "stream": true, "response_modalities": ["text", "image", "audio", "video", "document"],
        "response_mime_type": "text/plain", "cached_content": "c", "continuation_token": "t", "service_tier": "deferred",
        "labels": {"team": "docs"},
        "safety_settings": [{"type": "jailbreak", "threshold": "off", "method": "severity"}],
        "webhook_config": {"uris": ["https://h.test"], "user_metadata": {"job": 1}},
        "environment": {
            "type": "remote", "environment_id": "e", "mode": "self_hosted", "custom_config": {"a": 1}, "network": {"allowlist": [
                {"domain": "a.test", "transform": {"X-Key": "k"}, "credential": "c"}]},
            "env": {"A": "b", "C": {"value": "d"}, "E": {"credential": "f"}},
            "sources": [{"type": "inline", "source": "s", "target": "/t", "content": "c", "encoding": "base64"},
                {"type": "repository"}, {"type": "gcs"}, {"type": "skill_registry"}]
        },
        "generation_config": {
            "max_output_tokens": 1, "seed": 2, "stop_sequences": ["x"], "thinking_level": "xhigh",
            "thinking_summaries": "auto", "tool_choice": {"allowed_tools": {"mode": "validated", "tools": ["f"]}},
            "temperature": 0.5, "top_p": 0.25, "image_config": {"aspect_ratio": "1:1", "image_size": "1K"},
            "speech_config": [{"voice": "v", "language": "de", "speaker": "s"}],
            "video_config": {"task": "text_to_video"},
            "transcription_config": {
                "mode": "smart", "language_codes": ["de"], "custom_vocabulary": ["basalt"],
                "timestamp_granularities": ["word"], "diarization_mode": "d", "adaptation_phrases": ["p"],
                "language_hints": ["h"]
            }
        },
        "response_format": [
            {"type": "text", "mime_type": "application/json", "schema": {"type": "object"}},
            {"type": "image", "mime_type": "image/jpeg", "aspect_ratio": "16:9", "image_size": "4K", "delivery": "uri"},
            {"type": "audio", "mime_type": "audio/mp3", "sample_rate": 24000, "bit_rate": 64000, "delivery": "inline"},
            {"type": "video", "aspect_ratio": "9:16", "resolution": "720p", "duration": "8s", "delivery": "uri",
                "gcs_uri": "gs://b"}
        ]
    }));
    whole::<CreateInteraction>(json!({"generation_config": {
        "tool_choice": "any", "speech_config": {"speakers": [{"voice": "v"}]},
        "transcription_config": {"mode": {"type": "verbatim"}}}}));
    for config in [
        json!({"type": "antigravity", "max_total_tokens": "500000", "model": "m"}),
        json!({"type": "deep-research", "collaborative_planning": true, "enable_bigquery_tool": false,
            "thinking_summaries": "none", "visualization": "auto"}),
        json!({"type": "code-mender", "model": "m", "session_id": "s", "session_config": {"max_rounds": 3},
            "find_request": {"mode": "scan", "description": "d", "finding_id": "f",
                "source_files": [{"path": "p", "content": "c"}]},
            "fix_request": {"description": "d", "finding_id": "f", "source_files": [{"path": "p"}]}}),
        json!({"type": "dynamic"}),
    ] {
        whole::<CreateInteraction>(json!({"agent": "a", "agent_config": config}));
    }
}

#[test]
fn of_an_interaction_and_its_usage() {
    whole::<Interaction>(json!({
        "id": "v1_a", "object": "interaction", "status": "failed", "model": "m", "agent": "a", "environment_id": "e",
        "environment": "remote", "created": "2026-11-01T00:00:00Z", "updated": "2026-11-01T00:00:01Z",
        "previous_interaction_id": "v1_0", "input": "q", "continuation_token": "t",
        "steps": [{"type": "model_output", "error": {"code": 3, "message": "m", "details": [{"a": 1}]}}],
        "errors": [{"code": "c", "message": "m"}]
    }));
    let modality = json!([{"modality": "text", "tokens": 1}, {"modality": "image", "tokens": 2},
        {"modality": "audio", "tokens": 3}, {"modality": "video", "tokens": 4}, {"modality": "document", "tokens": 5}]);
    whole::<Usage>(json!({
        "total_tokens": 1, "total_input_tokens": 2, "total_output_tokens": 3, "total_thought_tokens": 4,
        "total_cached_tokens": 5, "total_tool_use_tokens": 6, "initial_input_tokens": 7,
        "input_tokens_by_modality": modality, "output_tokens_by_modality": modality,
        "cached_tokens_by_modality": modality, "tool_use_tokens_by_modality": modality,
        "grounding_tool_count": [{"type": "google_search", "count": 1}]
    }));
}

/// One step of each type, with all its fields (section 5).
fn steps() -> Vec<Value> {
    let place = json!({"name": "n", "place_id": "p", "url": "u",
        "review_snippets": [{"title": "t", "url": "u", "review_id": "r"}]});
    let json = json!([
        {"type": "user_input", "content": [{"type": "text", "text": "q"}]},
        {"type": "model_output", "content": [{"type": "text", "text": "a"}]},
        {"type": "thought", "signature": "s", "summary": [{"type": "text", "text": "t"}]},
        {"type": "function_call", "id": "i", "name": "n", "arguments": {"a": 1}},
        {"type": "function_result", "call_id": "i", "name": "n", "result": {"a": 1}, "is_error": true},
        {"type": "function_result", "call_id": "i", "result": [{"type": "image", "data": "AA=="}]},
        {"type": "code_execution_call", "id": "i", "arguments": {"code": "c", "language": "bash"}, "signature": "s"},
        {"type": "code_execution_result", "call_id": "i", "result": "42", "is_error": false, "signature": "s"},
        {"type": "url_context_call", "id": "i", "arguments": {"urls": ["u"]}, "signature": "s"},
        {"type": "url_context_result", "call_id": "i", "is_error": false, "signature": "s", "result": [
            {"url": "u", "status": "success"}, {"url": "u", "status": "error"}, {"url": "u", "status": "paywall"},
            {"url": "u", "status": "unsafe"}]},
        {"type": "google_search_call", "id": "i", "arguments": {"queries": ["q"]}, "search_type": "web_search",
            "signature": "s"},
        {"type": "google_search_result", "call_id": "i", "result": [{"search_suggestions": "<b>"}], "is_error": false,
            "signature": "s"},
        {"type": "google_maps_call", "id": "i", "arguments": {"queries": ["q"]}, "signature": "s"},
        {"type": "google_maps_result", "call_id": "i", "signature": "s",
            "result": [{"places": [place], "widget_context_token": "w"}]},
        {"type": "file_search_call", "id": "i", "signature": "s"},
        {"type": "file_search_result", "call_id": "i", "signature": "s"},
        {"type": "mcp_server_tool_call", "id": "i", "name": "n", "server_name": "s", "arguments": {"a": 1}},
        {"type": "mcp_server_tool_result", "call_id": "i", "name": "n", "server_name": "s", "result": {"a": 1}},
        {"type": "retrieval_call", "id": "i", "arguments": {"queries": ["q"]}, "retrieval_type": "rag_store",
            "signature": "s"},
        {"type": "retrieval_result", "call_id": "i", "is_error": false, "signature": "s"},
        {"type": "processing_call", "id": "i", "signature": "s"},
        {"type": "processing_result", "call_id": "i", "signature": "s"},
        {"type": "tool_search_call", "id": "i", "arguments": {"function_names": ["f"]}, "signature": "s"},
        {"type": "tool_search_result", "call_id": "i", "signature": "s", "result": [{"type": "function", "name": "f"}]}
    ]);
    json.as_array().unwrap().clone()
}

#[test]
fn of_all_steps() {
    for step in steps() {
        whole::<Step>(step);
    }
}

#[test]
fn of_all_content_and_annotations() {
    let part = json!({"type": "static", "start_offset": "1s", "end_offset": "2s", "fps": 1.5, "content_layers": ["frames"]});
    let pages = json!({"type": "static", "page_options": {"start_page": 1, "end_page": 2, "content_layers": ["page_text"]},
        "spreadsheet_options": {"sheet_index": 1, "visible_cells": true, "content_layers": ["data"]}});
    for content in [
        json!({"type": "text", "text": "t", "annotations": [
            {"type": "url_citation", "url": "u", "title": "t", "start_index": 0, "end_index": 1},
            {"type": "file_citation", "document_uri": "d", "file_name": "f", "source": "s", "page_number": 1,
                "media_id": "m", "custom_metadata": {"a": 1}, "start_index": 0, "end_index": 1},
            {"type": "place_citation", "place_id": "p", "name": "n", "url": "u", "start_index": 0, "end_index": 1,
                "review_snippets": [{"title": "t", "url": "u", "review_id": "r"}]},
            {"type": "speech_metadata", "speaker": "s", "style": "s", "start_index": 0, "end_index": 1},
            {"type": "word_info", "text": "t", "start_offset": "0.1s", "end_offset": "0.42s", "speaker": "s",
                "start_index": 0, "end_index": 1}
        ]}),
        json!({"type": "image", "data": "d", "uri": "u", "mime_type": "image/png", "resolution": "ultra_high"}),
        json!({"type": "audio", "data": "d", "uri": "u", "mime_type": "audio/l16", "sample_rate": 1, "channels": 2,
            "rate": 3, "processing": "static"}),
        json!({"type": "document", "data": "d", "uri": "u", "mime_type": "m", "resolution": "low", "processing": pages}),
        json!({"type": "video", "data": "d", "uri": "u", "mime_type": "m", "resolution": "low", "processing": part,
            "name": "n"}),
        json!({"type": "video", "processing": "agentic"}),
    ] {
        whole::<Content>(content);
    }
}

#[test]
fn of_all_tools() {
    for tool in [
        json!({"type": "function", "name": "n", "description": "d", "parameters": {"type": "object"},
            "defer_loading": true, "short_description": "s"}),
        json!({"type": "code_execution"}),
        json!({"type": "url_context"}),
        json!({"type": "google_search", "search_types": ["web_search"]}),
        json!({"type": "google_maps", "enable_widget": true, "latitude": 47.5, "longitude": 8.5}),
        json!({"type": "file_search", "file_search_store_names": ["s"], "metadata_filter": "f", "top_k": 3}),
        json!({"type": "computer_use", "environment": "browser", "excluded_predefined_functions": ["f"],
            "enable_prompt_injection_detection": true, "disabled_safety_policies": ["account_creation"]}),
        json!({"type": "mcp_server", "name": "n", "url": "u", "headers": {"A": "b"}, "defer_loading": true,
            "allowed_tools": [{"mode": "any", "tools": ["t"]}]}),
        json!({"type": "retrieval", "retrieval_types": ["rag_store"],
            "vertex_ai_search_config": {"engine": "e", "datastores": ["d"]}, "rag_store_config": {"a": 1},
            "exa_ai_search_config": {"api_key": "k", "custom_config": {"a": 1}},
            "parallel_ai_search_config": {"api_key": "k"}}),
        json!({"type": "tool_search", "execution": "client", "name": "n", "description": "d", "parameters": {}}),
    ] {
        whole::<Tool>(tool);
    }
    let names = json!({"type": "mcp_server", "name": "n", "allowed_tools": ["t"]});
    let typed: Tool = serde_json::from_value(names.clone()).unwrap();
    assert_eq!(serde_json::to_value(&typed).unwrap(), names);
}

#[test]
fn of_all_events_and_deltas() {
    let usage = json!({"total_tokens": 1});
    for event in [
        json!({"event_type": "interaction.created", "interaction": {"id": "i", "service_tier": "flex"}, "event_id": "e"}),
        json!({"event_type": "interaction.status_update", "interaction_id": "i", "status": "queued", "usage": usage,
            "continuation_token": "t"}),
        json!({"event_type": "step.start", "index": 3, "step": {"type": "thought"}}),
        json!({"event_type": "step.delta", "index": 3, "delta": {"type": "text", "text": "t"},
            "metadata": {"total_usage": usage}}),
        json!({"event_type": "step.stop", "index": 3, "usage": usage, "step_usage": usage}),
        json!({"event_type": "interaction.completed", "interaction": {"id": "i", "status": "completed"}}),
        json!({"event_type": "error", "error": {"code": "c", "message": "m"}}),
    ] {
        let read = StreamEvent::parse(&event.to_string()).unwrap();
        nothing_left_over(&read.event, &event);
        let written: Value =
            serde_json::from_str(&read.event.to_json(read.event_id.as_deref())).unwrap();
        assert_eq!(written, event);
    }
    let own = [
        json!({"type": "text", "text": "t"}),
        json!({"type": "text_annotation_delta", "annotations": [{"type": "url_citation", "url": "u"}]}),
        json!({"type": "image", "data": "d", "uri": "u", "mime_type": "m", "resolution": "low"}),
        json!({"type": "audio", "data": "d", "uri": "u", "mime_type": "m", "sample_rate": 1, "channels": 2, "rate": 3}),
        json!({"type": "video", "data": "d", "uri": "u", "mime_type": "m", "resolution": "low"}),
        json!({"type": "document", "data": "d", "uri": "u", "mime_type": "m"}),
        json!({"type": "thought_summary", "content": {"type": "text", "text": "t"}}),
        json!({"type": "thought_signature", "signature": "s"}),
        json!({"type": "arguments_delta", "arguments": "{"}),
    ];
    // All other deltas have the name of the step that they fill.
    let of_steps = steps().into_iter().filter(|step| {
        let kind = step["type"].as_str().unwrap();
        kind != "user_input" && kind != "model_output" && kind != "thought"
    });
    let searched = json!({"type": "file_search_result", "result": [{"a": 1}], "signature": "s"});
    for delta in own.into_iter().chain(of_steps).chain([searched]) {
        whole::<Delta>(delta);
    }
}

#[test]
fn of_all_other_resources() {
    whole::<Environment>(
        json!({"id": "e", "mode": "self_hosted", "custom_config": {"pool": "lab"}, "environment_key": "k",
        "status": "expired", "created": "c", "updated": "u", "last_accessed": "l",
        "file_count": "3", "size_bytes": "9007199254740993", "network": "disabled", "sources": [{"type": "gcs"}]}),
    );
    whole::<CreateEnvironment>(
        json!({"from_environment": "e", "mode": "on_demand", "custom_config": {"pool": "lab"},
        "system_instruction": "s", "env": {"A": "b"}, "network": {"allowlist": [{"domain": "*"}]},
        "sources": [{"type": "inline", "content": "c"}]}),
    );
    whole::<EnvironmentFile>(
        json!({"name": "n", "path": "p", "type": "directory", "size_bytes": "1",
        "mime_type": "text/csv; charset=utf-8", "created": "c", "modified": "m"}),
    );
    whole::<Agent>(
        json!({"id": "a", "base_agent": "b", "description": "d", "system_instruction": "s",
        "tools": [{"type": "code_execution"}], "base_environment": "remote", "agent_config": {"type": "antigravity"}}),
    );
    whole::<Trigger>(
        json!({"id": "t", "display_name": "d", "schedule": "0 7 * * 1", "time_zone": "Europe/Zurich",
        "interaction": {"agent": "a", "input": "q"}, "environment_id": "e", "execution_timeout_seconds": 600,
        "max_consecutive_failures": 5, "status": "paused", "consecutive_failure_count": 1,
        "previous_interaction_id": "v1_a", "create_time": "c", "update_time": "u", "last_run_time": "l",
        "next_run_time": "n", "last_pause_time": "p", "last_resume_time": "r"}),
    );
    for status in ["in_progress", "completed", "failed", "skipped", "timed_out"] {
        whole::<TriggerExecution>(
            json!({"id": "x", "trigger_id": "t", "status": status, "scheduled_time": "s",
            "start_time": "s", "end_time": "e", "interaction_id": "i", "environment_id": "e", "error": "e"}),
        );
    }
    whole::<Credential>(
        json!({"id": "c", "type": "oauth2", "status": "revoked", "create_time": "c", "update_time": "u"}),
    );
    for config in [
        json!({"type": "bearer_token", "id": "c", "token": "t", "header_name": "h", "prefix": "p"}),
        json!({"type": "oauth2", "id": "c", "client_id": "i", "client_secret": "s", "refresh_token": "r",
            "token_url": "u", "scopes": ["s"]}),
        json!({"type": "environment_variable", "id": "c", "value": "v", "injection_location": ["header", "query"],
            "trusted_domains": ["d"]}),
    ] {
        whole::<CredentialConfig>(config);
    }
    whole::<Webhook>(
        json!({"id": "w", "name": "n", "uri": "u", "subscribed_events": ["interaction.completed"],
        "state": "disabled_due_to_failed_deliveries", "new_signing_secret": "whsec_x", "create_time": "c",
        "update_time": "u", "signing_secrets": [{"truncated_secret": "t", "expire_time": "e"}]}),
    );
    whole::<Model>(
        json!({"name": "models/m", "version": "1", "displayName": "M", "description": "d",
        "inputTokenLimit": 1, "outputTokenLimit": 2, "supportedGenerationMethods": ["m"], "temperature": 1.0,
        "topP": 0.5, "topK": 4, "maxTemperature": 2.0, "thinking": true}),
    );
    whole::<File>(
        json!({"name": "files/f", "displayName": "d", "mimeType": "m", "sizeBytes": "1", "createTime": "c",
        "updateTime": "u", "expirationTime": "e", "sha256Hash": "h", "uri": "u", "state": "PROCESSING",
        "source": "UPLOADED", "error": {"code": 1}}),
    );
}

#[test]
fn of_every_recorded_stream_that_holds_nothing_new() {
    let mut seen = 0;
    for entry in fixture::listed(".sse") {
        let name = entry["file"].as_str().unwrap();
        if name == "forward-compat-unknown.sse" {
            continue;
        }
        let text = String::from_utf8_lossy(&fixture::bytes(name)).into_owned();
        for line in text.lines().filter_map(|line| line.strip_prefix("data: ")) {
            let Ok(read) = StreamEvent::parse(line) else {
                continue;
            };
            if let Event::Unknown(_) = read.event {
                continue;
            }
            nothing_left_over(&read.event, &json!({ "in": name, "line": line }));
            seen += 1;
        }
    }
    assert!(seen > 200, "only {seen} events were found");
}

#[test]
fn two_names_of_one_field_in_one_object_are_both_kept() {
    let both = json!({"environment_id": "old", "id": "new", "size_bytes": "1"});
    let typed: Environment = serde_json::from_value(both.clone()).unwrap();
    assert_eq!(typed.id.as_ref().unwrap().as_str(), "new");
    assert_eq!(serde_json::to_value(&typed).unwrap(), both);
    let old: Environment = serde_json::from_value(json!({"environment_id": "old"})).unwrap();
    assert_eq!(old.id.unwrap().as_str(), "old");
}

#[test]
fn fractions_are_written_as_they_came() {
    for number in [
        "31.245270191439438",
        "0.1",
        "8.940696716308594e-8",
        "121.48791951161945",
    ] {
        let raw = format!(r#"{{"type":"google_maps","latitude":{number},"new":{number}}}"#);
        let tool: Tool = serde_json::from_str(&raw).unwrap();
        let written = serde_json::to_string(&tool).unwrap();
        let again = |name: &str| {
            let value = written.split(&format!("\"{name}\":")).nth(1).unwrap();
            let end = value.find([',', '}']).unwrap();
            value[..end].parse::<f64>().unwrap()
        };
        let meant: f64 = number.parse().unwrap();
        assert_eq!(
            (again("latitude"), again("new")),
            (meant, meant),
            "{written}"
        );
    }
}
