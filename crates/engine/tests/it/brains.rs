//! Models of connected servers: listed, asked, changed in the middle of a conversation, gone.

use std::io::Write as _;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Local, Program, id_of, output, serve, step_kinds};
use crate::vendor::{Answer, Vendor, calls, deltas, says};

const ABLE: &str = "acme/able/one";
const BLIND: &str = "acme/blind";
const OWN: &str = "gemini-3.8-flash";

async fn engine() -> Local {
    serve(json!({"turns": [{"match": "Result of", "say": ["So be it."]}, {"say": ["I am the script."]}]})).await
}

fn ask(model: &str, input: impl Into<Value>) -> Value {
    json!({"model": model, "input": input.into()})
}

#[tokio::test]
async fn connected_models_are_listed_with_what_they_can_do_and_go_when_they_are_disconnected() {
    let local = engine().await;
    let vendor = Vendor::start([]).await;
    vendor.connect(&local);
    for path in [
        "models/acme/able/one",
        "models/acme%2Fable%2Fone",
        "models/models/acme/able/one",
    ] {
        let model = local.api.get(path).await;
        assert_eq!(model["name"], "models/acme/able/one", "{path}");
        assert_eq!(model["displayName"], "Able One");
        assert_eq!(model["inputTokenLimit"], 64000);
        assert_eq!(model["thinking"], true);
        assert_eq!(
            model["abilities"],
            json!({"functions": true, "images": true})
        );
    }
    let list = local.api.get("models").await;
    assert_eq!(list["models"].as_array().unwrap().len(), 5);
    local.engine.connector().take(b"{\"providers\":[]}");
    let (status, code, _) = local
        .api
        .refused(Method::POST, "interactions", Some(ask(ABLE, "x")))
        .await;
    assert_eq!((status, code), (404, json!("model_not_found")));
}

#[tokio::test]
async fn an_answer_has_the_servers_words_thoughts_and_counts() {
    let local = engine().await;
    let vendor = Vendor::start([deltas(
        &[
            json!({"reasoning_content": "Let me "}),
            json!({"reasoning_content": "see."}),
            json!({"content": "Basalt is "}),
            json!({"content": "a rock."}),
        ],
        "stop",
    )])
    .await;
    vendor.connect(&local);
    let mut body = ask(ABLE, "What is basalt?");
    body["system_instruction"] = json!("Be short.");
    body["generation_config"] = json!({"max_output_tokens": 99, "stop_sequences": ["END"]});
    let answer = local.api.create(body).await;
    assert_eq!(answer["status"], "completed", "{answer}");
    assert_eq!(answer["model"], ABLE);
    assert_eq!(step_kinds(&answer), ["thought", "model_output"]);
    assert_eq!(answer["steps"][0]["summary"][0]["text"], "Let me see.");
    assert_eq!(output(&answer), "Basalt is a rock.");
    let usage = &answer["usage"];
    assert_eq!(
        (
            &usage["total_input_tokens"],
            &usage["total_cached_tokens"],
            &usage["total_output_tokens"],
            &usage["total_thought_tokens"]
        ),
        (&json!(20), &json!(8), &json!(4), &json!(3))
    );
    let asked = &vendor.asked()[0];
    assert_eq!(asked.key.as_deref(), Some("Bearer acme-key"));
    assert_eq!(asked.body["model"], "able/one");
    assert_eq!(asked.body["messages"][0]["content"], "Be short.");
}

#[tokio::test]
async fn a_function_is_called_answered_and_told_to_the_server_as_such() {
    let local = engine().await;
    let vendor = Vendor::start([
        calls("call_9", "set_lamp", &["{\"on\"", ": true}"]),
        says(&["It is on."]),
    ])
    .await;
    vendor.connect(&local);
    let tools = json!([{"type": "function", "name": "set_lamp", "description": "Switches.", "parameters": {"type": "object"}}]);
    let mut body = ask(ABLE, "lamp on");
    body["tools"] = tools.clone();
    let first = local.api.create(body).await;
    assert_eq!(first["status"], "requires_action", "{first}");
    assert_eq!(first["steps"][0]["arguments"], json!({"on": true}));
    let result = json!([{"type": "function_result", "call_id": "call_9", "name": "set_lamp", "result": {"now": "on"}}]);
    let mut body = ask(ABLE, result);
    body["tools"] = tools;
    body["previous_interaction_id"] = first["id"].clone();
    let second = local.api.create(body).await;
    assert_eq!(output(&second), "It is on.");
    let messages = vendor.last_messages();
    assert_eq!(messages.len(), 3);
    let call = &messages[1]["tool_calls"][0];
    assert_eq!(
        (&call["id"], &call["function"]["name"]),
        (&json!("call_9"), &json!("set_lamp"))
    );
    assert_eq!(messages[2]["tool_call_id"], "call_9");
    assert!(messages[2].to_string().contains("on"));
}

#[tokio::test]
async fn a_call_of_a_function_that_was_not_offered_is_refused_and_the_model_asked_again() {
    let local = engine().await;
    let vendor = Vendor::start([calls("call_1", "open_door", &["{}"]), says(&["Then not."])]).await;
    vendor.connect(&local);
    let mut body = ask(ABLE, "go");
    body["tools"] = json!([{"type": "function", "name": "set_lamp"}]);
    let answer = local.api.create(body).await;
    assert_eq!(
        step_kinds(&answer),
        ["function_call", "function_result", "model_output"]
    );
    assert_eq!(
        (answer["status"].as_str(), output(&answer).as_str()),
        (Some("completed"), "Then not.")
    );
    assert!(
        vendor
            .last_messages()
            .last()
            .unwrap()
            .to_string()
            .contains("no function 'open_door'")
    );
}

#[tokio::test]
async fn an_answer_that_has_not_its_form_is_mended_once() {
    let local = engine().await;
    let vendor = Vendor::start([says(&["{\"nom\": 1}"]), says(&["{\"name\": \"basalt\"}"])]).await;
    vendor.connect(&local);
    let mut body = ask(ABLE, "Which rock?");
    body["response_format"] =
        json!({"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]});
    let answer = local.api.create(body).await;
    assert_eq!(answer["status"], "completed", "{answer}");
    assert_eq!(output(&answer), "{\"name\": \"basalt\"}");
    let messages = vendor.last_messages();
    assert!(messages[messages.len() - 1].to_string().contains("name"));
    assert_eq!(
        answer["usage"]["total_input_tokens"], 40,
        "both answers count"
    );
}

#[tokio::test]
async fn a_conversation_moves_between_models_with_its_words_pictures_and_results() {
    let local = engine().await;
    let vendor = Vendor::start([
        says(&["A dog."]),
        calls("call_1", "weigh", &["{}"]),
        says(&["It weighs 4."]),
        says(&["You showed a picture."]),
    ])
    .await;
    vendor.connect(&local);
    let picture = json!([{"type": "text", "text": "What is it?"},
        {"type": "image", "mime_type": "image/png", "data": "aGk="},
        {"type": "document", "mime_type": "text/plain", "data": "bm90ZXM="}]);
    let follow = |model: &str, input: Value, after: &Value| {
        let mut body = ask(model, input);
        body["previous_interaction_id"] = after["id"].clone();
        body
    };
    let first = local.api.create(ask(ABLE, picture)).await;
    assert!(vendor.last_messages()[0].to_string().contains("aGk="));
    let second = local.api.create(follow(OWN, json!("Sure?"), &first)).await;
    assert_eq!(output(&second), "I am the script.");
    let mut body = follow(ABLE, json!("Weigh it."), &second);
    body["tools"] = json!([{"type": "function", "name": "weigh"}]);
    let third = local.api.create(body).await;
    assert_eq!(third["status"], "requires_action");
    let result = json!([{"type": "function_result", "call_id": "call_1", "name": "weigh", "result": "4 kg"}]);
    let fourth = local.api.create(follow(ABLE, result, &third)).await;
    assert_eq!(output(&fourth), "It weighs 4.");
    local
        .api
        .create(follow(BLIND, json!("What did I show?"), &fourth))
        .await;
    let told = serde_json::to_string(&vendor.last_messages()).unwrap();
    for words in [
        "What is it?",
        "[a picture that this model cannot see: image/png]",
        "notes",
        "A dog.",
        "I am the script.",
        "Result of weigh: 4 kg",
        "It weighs 4.",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(!told.contains("aGk="), "{told}");
}

#[tokio::test]
async fn what_a_model_cannot_do_is_refused_by_the_name_of_the_field() {
    let local = engine().await;
    Vendor::start([]).await.connect(&local);
    let picture = json!([{"type": "image", "mime_type": "image/png", "data": "aGk="}]);
    let with = |field: &str, value: Value| {
        let mut body = ask(BLIND, "x");
        body[field] = value;
        body
    };
    for (body, words) in [
        (ask(BLIND, picture), "takes no pictures"),
        (
            with("tools", json!([{"type": "function", "name": "f"}])),
            "functions",
        ),
        (
            with("tools", json!([{"type": "google_search"}])),
            "google_search",
        ),
        (
            with("generation_config", json!({"thinking_level": "high"})),
            "thinking_level",
        ),
        (
            with("generation_config", json!({"speech_config": []})),
            "speech_config",
        ),
        (
            with("response_format", json!({"type": "image"})),
            "response_format",
        ),
        (
            with("response_modalities", json!(["audio"])),
            "response_modalities",
        ),
    ] {
        let (status, _, message) = local
            .api
            .refused(Method::POST, "interactions", Some(body.clone()))
            .await;
        assert_eq!(status, 400, "{body}");
        assert!(message.contains(words), "{body}: {message}");
    }
}

#[tokio::test]
async fn the_agent_works_with_any_model_by_its_name() {
    let local = engine().await;
    let vendor = Vendor::start([says(&[
        "<think>\n```bash\necho no\n```\n</think>\n",
        "```csv a.csv\nx,y\n```\nOne more.\n```txt b.txt\nz\n```\nDone.",
    ])])
    .await;
    vendor.connect(&local);
    let job = |config: Value| json!({"agent": "errand-agent", "input": "go", "environment": "remote", "agent_config": config});
    let answer = local
        .api
        .create(job(json!({"type": "dynamic", "model": ABLE})))
        .await;
    assert_eq!(answer["status"], "completed", "{answer}");
    assert_eq!(
        step_kinds(&answer),
        [
            "thought",
            "function_call",
            "function_result",
            "model_output",
            "function_call",
            "function_result",
            "model_output",
            "function_call",
            "function_result"
        ],
        "a program in a thought was run, or shown"
    );
    let report = &answer["steps"][7]["arguments"]["content"];
    assert_eq!(report, "One more.\nDone.\n");
    assert_eq!(vendor.asked().len(), 1, "files do not interrupt a server");
    for (config, words) in [
        (
            json!({"type": "antigravity", "model": "acme/none"}),
            "acme/none",
        ),
        (json!({"type": "dynamic", "mood": "good"}), "mood"),
    ] {
        let (_, _, message) = local
            .api
            .refused(Method::POST, "interactions", Some(job(config)))
            .await;
        assert!(message.contains(words), "{message}");
    }
}

#[tokio::test]
async fn a_thought_goes_back_to_the_server_that_had_it_and_to_no_other() {
    let local = engine().await;
    let call = json!([{"index": 0, "id": "call_1", "type": "function", "function": {"name": "look", "arguments": "{}"}}]);
    let thinks = deltas(
        &[
            json!({"reasoning_content": "A secret."}),
            json!({"tool_calls": call}),
        ],
        "tool_calls",
    );
    let (one, two) = (
        Vendor::start([thinks, says(&["Yes."])]).await,
        Vendor::start([says(&["No."])]).await,
    );
    let mut line: Value = serde_json::from_str(&one.line()).unwrap();
    let other: Value = serde_json::from_str(&two.line()).unwrap();
    let mut other = other["providers"][0].clone();
    other["id"] = json!("other");
    line["providers"].as_array_mut().unwrap().push(other);
    local.engine.connector().take(line.to_string().as_bytes());
    let with_tools = |mut body: Value| {
        body["tools"] = json!([{"type": "function", "name": "look"}]);
        body
    };
    let first = local.api.create(with_tools(ask(ABLE, "Look."))).await;
    assert!(first["steps"][0]["signature"].is_string(), "{first}");
    let follow = |model: &str| {
        let result = json!([{"type": "function_result", "call_id": "call_1", "name": "look", "result": "seen"}]);
        let mut body = with_tools(ask(model, result));
        body["previous_interaction_id"] = first["id"].clone();
        body
    };
    local.api.create(follow(ABLE)).await;
    let told = serde_json::to_string(&one.last_messages()).unwrap();
    assert!(told.contains("A secret."), "{told}");
    local.api.create(follow("other/able/one")).await;
    let told = serde_json::to_string(&two.last_messages()).unwrap();
    assert!(told.contains("seen") && !told.contains("secret"), "{told}");
}

#[tokio::test]
async fn a_thought_that_begins_as_the_answer_is_no_part_of_it() {
    let local = engine().await;
    let say = [
        "First I try\n```bash\necho no\n```\n",
        "and then</think>\n\nDone.",
    ];
    let vendor = Vendor::start([says(&say), says(&say)]).await;
    vendor.connect(&local);
    let answer = local.api.create(ask(ABLE, "go")).await;
    assert_eq!(step_kinds(&answer), ["thought", "model_output"]);
    assert_eq!(output(&answer), "Done.");
    let job = json!({"agent": "errand-agent", "input": "go", "environment": "remote",
        "agent_config": {"type": "antigravity", "model": ABLE}});
    let answer = local.api.create(job).await;
    assert_eq!(
        step_kinds(&answer),
        [
            "thought",
            "model_output",
            "function_call",
            "function_result"
        ],
        "a program in a thought was run"
    );
    assert_eq!(
        answer["steps"][2]["arguments"]["content"], "Done.\n",
        "the report"
    );
}

#[tokio::test]
async fn a_program_is_run_and_its_output_told_to_the_server() {
    if !std::path::Path::new("/usr/bin/bwrap").exists() {
        eprintln!("\n!!! AGENT TEST SHORTENED: there is no bubblewrap, so no program was run\n");
        return;
    }
    let local = engine().await;
    let vendor = Vendor::start([
        says(&["Let me see.\n```bash\necho $((6 * 7))\n```\nIt is 41."]),
        says(&["It is 42.\n```txt last.txt\n42\n```"]),
    ])
    .await;
    vendor.connect(&local);
    let job = json!({"agent": "errand-agent", "input": "6 * 7?", "environment": "remote",
        "agent_config": {"type": "dynamic", "model": ABLE}});
    let answer = local.api.create(job).await;
    assert_eq!(output(&answer), "Let me see.\nIt is 42.\n");
    let messages = vendor.last_messages();
    assert_eq!(
        messages.last().unwrap()["content"],
        "Output of the program:\n42\n"
    );
    assert_eq!(vendor.asked().len(), 2);
}

#[tokio::test]
async fn a_server_that_fails_says_so_in_the_contracts_words() {
    let local = engine().await;
    let refusal = |status: u16, message: &str| Answer {
        status,
        pieces: vec![
            json!({"error": {"message": message, "code": status.to_string()}}).to_string(),
        ],
        hangs: false,
    };
    let mut cut = says(&["Half an ans"]);
    cut.pieces.truncate(1);
    let vendor = Vendor::start([
        refusal(401, "bad key"),
        refusal(404, "no such model"),
        refusal(500, "broken"),
        cut,
    ])
    .await;
    vendor.connect(&local);
    for code in [
        "authentication",
        "model_not_found",
        "api_error",
        "api_error",
    ] {
        let answer = local.api.create(ask(ABLE, "x")).await;
        assert_eq!(answer["status"], "failed", "{answer}");
        assert_eq!(answer["errors"][0]["code"], code, "{answer}");
    }
}

/// Starts the program, connects the server and says something to its model that stays unfinished.
fn unfinished(folder: &std::path::Path) -> Program {
    std::fs::write(folder.join("script.json"), "{}").unwrap();
    Program::start(folder)
}

fn connect(program: &mut Program, vendor: &Vendor) {
    let stdin = program.child.stdin.as_mut().unwrap();
    writeln!(stdin, "{}", vendor.line()).unwrap();
}

async fn listed(program: &Program) {
    while program
        .api
        .call(Method::GET, &format!("models/{ABLE}"), None)
        .await
        .0
        != 200
    {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_answer_goes_on_where_it_was_when_its_server_is_connected_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut half = deltas(
        &[
            json!({"reasoning_content": "Hm."}),
            json!({"content": "One, two, "}),
        ],
        "stop",
    );
    half.pieces.truncate(2);
    half.hangs = true;
    let vendor = Vendor::start([half, says(&["three."])]).await;
    let mut program = unfinished(folder.path());
    connect(&mut program, &vendor);
    listed(&program).await;
    let mut body = ask(ABLE, "Count.");
    body["background"] = json!(true);
    let begun = program.api.create(body).await;
    let path = format!("interactions/{}", id_of(&begun));
    while !output(&program.api.get(&path).await).contains("two") {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    program.kill();
    let mut program = Program::start(folder.path());
    assert_eq!(program.api.get(&path).await["status"], "in_progress");
    connect(&mut program, &vendor);
    let whole = program.api.wait(&id_of(&begun)).await;
    assert_eq!(
        (whole["status"].as_str(), output(&whole).as_str()),
        (Some("completed"), "One, two, three.")
    );
    assert_eq!(
        step_kinds(&whole),
        ["user_input", "thought", "model_output"]
    );
    let messages = vendor.last_messages();
    assert_eq!(messages[1]["content"], "One, two, ");
    assert!(messages[2].to_string().contains("interrupted"));
    let kept = std::fs::read(folder.path().join("engine/engine.db")).unwrap();
    let key = b"acme-key";
    assert!(!kept.windows(key.len()).any(|bytes| bytes == key));
    program.kill();
}
