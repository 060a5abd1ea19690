use serde_json::json;
use words::Language;

use super::*;
use crate::bridge::{ActionAnswer, ActionReply};

/// Makes a turn with function calls, after a request that declared the tools.
fn pending(tools: Value, calls: Value) -> PendingCalls {
    let mut request: CreateInteraction = serde_json::from_value(json!({
        "model": "gemini-3.8-flash", "input": "Book it", "stream": true, "store": true,
    }))
    .unwrap();
    request.tools = serde_json::from_value(tools).unwrap();
    PendingCalls {
        request,
        interaction: serde_json::from_value(json!({
            "id": "v1_asking", "status": "requires_action", "steps": calls,
        }))
        .unwrap(),
        defined: Vec::new(),
    }
}

fn call(id: &str, name: &str, arguments: Value) -> Value {
    json!({"type": "function_call", "id": id, "name": name, "arguments": arguments})
}

fn table() -> Value {
    json!([{"type": "function", "name": "book_table", "description": "Books a table by telephone.",
    "parameters": {"type": "object", "required": ["guests", "time"], "properties": {
        "message": {"type": "string"},
        "guests": {"type": "integer", "description": "How many come."},
        "time": {"type": "string", "enum": ["18:00", "20:00"]},
        "outside": {"type": "BOOLEAN", "title": "In the garden"},
        "deposit": {"type": ["number", "null"]},
        "name": {"type": "string", "default": ""},
        "wishes": {"type": "array", "items": {"type": "string"}},
    }}}])
}

fn given(call: &str, values: &[(&str, &str)], words: &str) -> ActionAnswer {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    ActionAnswer {
        call: call.to_owned(),
        reply: ActionReply::Given {
            values: values.iter().map(pair).collect(),
            words: words.to_owned(),
        },
    }
}

fn results(request: &CreateInteraction) -> Value {
    serde_json::to_value(request).unwrap()["input"].clone()
}

fn refused(pending: &PendingCalls, answers: &[ActionAnswer]) -> String {
    answer(pending, answers, &CallOutcomes::new(), Language::english())
        .unwrap_err()
        .message
        .to_string()
}

#[test]
fn a_form_is_made_from_the_schema_and_what_the_call_says_is_told() {
    let arguments = json!({"message": "Shall I book?", "guests": 2, "level": "high"});
    let asked = pending(table(), json!([call("c1", "book_table", arguments)])).actions();
    let action = &asked[0];
    assert_eq!(action.title, "Book table");
    assert_eq!(action.about.as_deref(), Some("Books a table by telephone."));
    let told = [("Message", "Shall I book?"), ("Level", "high")];
    let told = told.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(action.given, told);
    assert_eq!(action.free_text, FreeText::Optional);
    let fields: Vec<_> = action
        .fields
        .iter()
        .map(|field| {
            let kind = field.kind.clone();
            (
                field.label.as_str(),
                kind,
                field.required,
                field.value.as_str(),
            )
        })
        .collect();
    let wish = ActionField {
        name: String::new(),
        label: String::new(),
        about: None,
        kind: FieldKind::Text,
        required: true,
        value: String::new(),
    };
    let wishes = FieldKind::List {
        item: Box::new(wish),
    };
    let times = ["18:00", "20:00"].map(str::to_owned).to_vec();
    assert_eq!(
        fields,
        [
            ("Guests", FieldKind::WholeNumber, true, "2"),
            ("Time", FieldKind::Choice { options: times }, true, ""),
            ("In the garden", FieldKind::YesNo, false, ""),
            ("Deposit", FieldKind::Number, false, ""),
            ("Name", FieldKind::Text, false, ""),
            ("Wishes", wishes, false, ""),
        ]
    );
}

#[test]
fn what_is_filled_in_goes_out_with_its_types_after_the_turn_that_asked() {
    let pending = pending(
        table(),
        json!([call("c1", "book_table", json!({"guests": 2}))]),
    );
    let values = [
        ("guests", " 4 "),
        ("time", "20:00"),
        ("outside", "false"),
        ("deposit", "12.5"),
        ("name", ""),
        ("wishes", r#"["quiet"]"#),
        ("invented", "x"),
    ];
    let (request, words) = answer(
        &pending,
        &[given("c1", &values, "Ask for Ada.")],
        &CallOutcomes::new(),
        Language::english(),
    )
    .unwrap();
    let sent = serde_json::to_value(&request).unwrap();
    assert_eq!(sent["previous_interaction_id"], "v1_asking");
    assert_eq!(sent["model"], "gemini-3.8-flash");
    assert_eq!(sent["tools"], table());
    assert_eq!(
        sent["input"],
        json!([{"type": "function_result", "call_id": "c1", "name": "book_table", "result": {
            "guests": 4, "time": "20:00", "outside": false, "deposit": 12.5, "wishes": ["quiet"],
            "answer": "Ask for Ada.",
        }}])
    );
    assert!(
        words.starts_with("Book table: Guests 4, Time 20:00, In the garden no"),
        "{words}"
    );
    assert!(words.ends_with(". Ask for Ada."), "{words}");
}

#[test]
fn a_field_that_does_not_fit_is_named() {
    let pending = pending(table(), json!([call("c1", "book_table", json!({}))]));
    let say = |values: &[(&str, &str)]| refused(&pending, &[given("c1", values, "")]);
    assert_eq!(say(&[]), "“Guests” has to be filled in.");
    assert_eq!(say(&[("guests", "two")]), "“Guests” takes a whole number.");
    let rest = |more| [("guests", "2"), ("time", "18:00"), more];
    assert_eq!(
        say(&[("guests", "2"), ("time", "19:00")]),
        "“Time” takes one of: 18:00, 20:00."
    );
    assert_eq!(
        say(&rest(("outside", "maybe"))),
        "“In the garden” takes yes or no."
    );
    assert_eq!(say(&rest(("deposit", "NaN"))), "“Deposit” takes a number.");
    assert_eq!(say(&rest(("wishes", "quiet"))), "“Wishes” cannot be read.");
}

#[test]
fn without_a_schema_words_are_the_answer_and_an_object_stays_one() {
    let calls = json!([call(
        "c1",
        "ask_person",
        json!({"question": "Red or blue?", "urgent": true})
    )]);
    let pending = pending(json!([]), calls);
    let action = &pending.actions()[0];
    let told = [("Question", "Red or blue?"), ("Urgent", "yes")];
    let told = told.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(action.given, told);
    assert_eq!(
        (action.fields.len(), action.free_text),
        (0, FreeText::Required)
    );
    let result = |words| {
        let (request, _) = answer(
            &pending,
            &[given("c1", &[], words)],
            &CallOutcomes::new(),
            Language::english(),
        )
        .unwrap();
        results(&request)[0]["result"].clone()
    };
    assert_eq!(result(" Red. "), "Red.");
    assert_eq!(result(r#"{"colour": "red"}"#), json!({"colour": "red"}));
    assert_eq!(result("[1]"), "[1]");
    assert_eq!(
        refused(&pending, &[given("c1", &[], " ")]),
        "“Ask person” has no answer yet."
    );
}

#[test]
fn a_function_that_declares_its_result_is_answered_in_that_shape() {
    let tools = json!([{"type": "function", "name": "weigh", "parameters": {"type": "object", "properties": {
        "parcel": {"type": "string"}}}, "response": {"type": "object", "required": ["grams"], "properties": {
        "grams": {"type": "integer"}, "size": {"enum": [1, 2, "big"]}}}}]);
    let pending = pending(tools, json!([call("c1", "weigh", json!({"parcel": "A"}))]));
    let action = &pending.actions()[0];
    assert_eq!(action.given, [("Parcel".to_owned(), "A".to_owned())]);
    assert_eq!(action.free_text, FreeText::None);
    let values = [("grams", "250"), ("size", "2")];
    let (request, _) = answer(
        &pending,
        &[given("c1", &values, "")],
        &CallOutcomes::new(),
        Language::english(),
    )
    .unwrap();
    assert_eq!(
        results(&request)[0]["result"],
        json!({"grams": 250, "size": 2})
    );
}

#[test]
fn several_calls_are_answered_together_and_one_can_be_declined() {
    let calls = json!([
        call("c1", "pay", json!({"amount": 3})),
        call("own", "write_file", json!({})),
        {"type": "function_result", "call_id": "own", "result": "done by the server"},
        call("c2", "ask", json!({})),
    ]);
    let pending = pending(json!([]), calls);
    assert_eq!(
        refused(&pending, &[given("c2", &[], "Yes")]),
        "“Pay” has no answer yet."
    );
    let declined = ActionAnswer {
        call: "c1".to_owned(),
        reply: ActionReply::Declined {
            reason: "Too dear.".to_owned(),
        },
    };
    let (request, words) = answer(
        &pending,
        &[given("c2", &[], "Yes"), declined],
        &CallOutcomes::new(),
        Language::english(),
    )
    .unwrap();
    assert_eq!(
        results(&request),
        json!([
            {"type": "function_result", "call_id": "c1", "name": "pay",
                "result": "The person declined: Too dear.", "is_error": true},
            {"type": "function_result", "call_id": "c2", "name": "ask", "result": "Yes"},
        ])
    );
    assert_eq!(words, "Pay: declined. Too dear.\nAsk: Yes");
    assert_eq!(question(&pending.actions()).unwrap(), "Pay: 3 (and 1 more)");
}

#[test]
fn names_from_code_read_as_a_person_would_write_them() {
    let names = ["set_lamp", "setLampOn", "lookup-URL", "n", "", "a1B"];
    let words = ["Set lamp", "Set lamp on", "Lookup URL", "N", "", "A1 b"];
    assert_eq!(names.map(schema::words_of), words);
}

#[test]
fn a_file_that_a_call_proposes_is_not_chosen() {
    let scan = json!({"type": "string", "format": "binary", "default": "{\"name\":\"a.png\"}"});
    let tools = json!([{"type": "function", "name": "send", "parameters": {"type": "object", "properties": {
        "scan": scan, "pages": {"type": "object", "properties": {"first": scan}},
    }}}]);
    let proposed = json!({"scan": "{\"name\":\"b.png\"}", "pages": {"first": "{}"}});
    let asked = pending(tools, json!([call("c1", "send", proposed)])).actions();
    let values: Vec<_> = asked[0].fields.iter().map(|it| it.value.as_str()).collect();
    assert!(
        !values
            .iter()
            .any(|value| value.contains("png") || value.contains("{}")),
        "{values:?}"
    );
}
