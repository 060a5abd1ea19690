//! Page fetches and searches by the engine for a model: under the rules of a sandbox, with the steps of the contract.

use reqwest::Method;
use serde_json::{Value, json};

use super::{HELLO, Remote, engine, only};
use crate::support::{Local, output, step_kinds};
use crate::vendor::{Answer, Vendor, calls, deltas, says};

const MODEL: &str = "acme/able/one";

fn page(kind: &str, body: &str) -> &'static str {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .leak()
}

/// A model that fetches these URLs and then answers.
fn reads(urls: &[&str]) -> [Answer; 2] {
    let arguments = json!({"urls": urls}).to_string();
    [
        calls("call_1", "url_context", &[&arguments]),
        says(&["Read."]),
    ]
}

fn ask(tool: &str) -> Value {
    json!({"model": MODEL, "input": "go", "tools": [{"type": tool}]})
}

/// The messages of the last request to the model, as one text.
fn told(vendor: &Vendor) -> String {
    serde_json::to_string(&vendor.last_messages()).unwrap()
}

fn step<'a>(interaction: &'a Value, kind: &str) -> &'a Value {
    let steps = interaction["steps"].as_array().unwrap();
    let found = steps.iter().find(|step| step["type"] == kind);
    found.unwrap_or_else(|| panic!("there is no {kind}: {interaction}"))
}

#[tokio::test]
async fn a_page_is_told_to_the_model_as_text_and_to_the_client_as_the_contract_has_it() {
    let html = "<html><head><title>T</title><script>alert(1)</script></head><body><h1>Basalt</h1>\
        <p>A <b>dark</b> rock. <a href=\"/more\">More</a></p></body></html>";
    let (remote, root) = Remote::https(page("text/html", html)).await;
    let local = engine("", &[("remote.test", 443, &remote)], vec![root]).await;
    let mut answers = reads(&["https://remote.test/rocks?kind=1"]).to_vec();
    answers.push(says(&["As I said."]));
    let vendor = Vendor::start(answers).await;
    vendor.connect(&local);
    let first = local.api.create(ask("url_context")).await;
    assert_eq!(
        step_kinds(&first),
        ["url_context_call", "url_context_result", "model_output"]
    );
    let (call, result) = (&first["steps"][0], &first["steps"][1]);
    let url = "https://remote.test/rocks?kind=1";
    assert_eq!(call["arguments"], json!({"urls": [url]}));
    assert_eq!(result["call_id"], call["id"]);
    assert_eq!(result["result"], json!([{"url": url, "status": "success"}]));
    assert_eq!(result["is_error"], false);
    assert!(remote.heads()[0].starts_with("GET /rocks?kind=1 HTTP/1.1\r\n"));
    let function = &vendor.asked()[0].body["tools"][0]["function"];
    assert_eq!(function["name"], "url_context");
    assert!(
        told(&vendor).contains("A **dark** rock."),
        "{}",
        told(&vendor)
    );
    assert!(!told(&vendor).contains("alert"), "{}", told(&vendor));
    // The fetched text is still known in the next turn.
    let mut next = ask("url_context");
    next["previous_interaction_id"] = first["id"].clone();
    assert_eq!(output(&local.api.create(next).await), "As I said.");
    assert!(
        told(&vendor).contains("A **dark** rock."),
        "{}",
        told(&vendor)
    );
    assert_eq!(remote.heads().len(), 1);
}

#[tokio::test]
async fn the_events_of_a_page_are_a_shell_and_one_delta() {
    let remote = Remote::http(page("text/plain", "hello")).await;
    let local = engine("", &[("remote.test", 80, &remote)], vec![]).await;
    let vendor = Vendor::start(reads(&["http://remote.test/"])).await;
    vendor.connect(&local);
    let (events, done) = local.api.create_stream(ask("url_context")).await;
    assert!(done);
    let of = |index: u64| -> Vec<&Value> {
        events
            .iter()
            .filter(|event| event["index"] == index)
            .collect()
    };
    let call = of(0);
    assert_eq!(call[0]["step"]["type"], "url_context_call");
    assert_eq!(call[0]["step"].get("arguments"), None);
    let arguments =
        json!({"type": "url_context_call", "arguments": {"urls": ["http://remote.test/"]}});
    assert_eq!(call[1]["delta"], arguments);
    let result = of(1);
    assert_eq!(result[0]["step"]["call_id"], call[0]["step"]["id"]);
    assert_eq!(result[1]["delta"]["result"][0]["status"], "success");
    assert!(result[1]["delta"]["signature"].is_string());
    assert_eq!(result[1]["delta"].get("call_id"), None);
}

#[tokio::test]
async fn nothing_of_this_computer_is_read_not_even_through_a_redirect() {
    let own = Remote::http(HELLO).await;
    let inside = format!("http://{}/", own.address);
    let answer = format!(
        "HTTP/1.1 302 Found\r\nLocation: {inside}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    let remote = Remote::http(answer.leak()).await;
    let local = engine("", &[("remote.test", 80, &remote)], vec![]).await;
    let urls = [
        "http://remote.test/",
        &inside,
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
    ];
    let vendor = Vendor::start(reads(&urls)).await;
    vendor.connect(&local);
    let answer = local.api.create(ask("url_context")).await;
    let result = step(&answer, "url_context_result");
    for (at, url) in urls.iter().enumerate() {
        let expected = json!({"url": url, "status": "unsafe"});
        assert_eq!(result["result"][at], expected, "{answer}");
    }
    assert_eq!(result["is_error"], true);
    assert!(
        told(&vendor).contains("leads into this computer"),
        "{}",
        told(&vendor)
    );
    assert!(own.heads().is_empty());
}

#[tokio::test]
async fn an_agents_pages_are_those_of_its_list_and_what_is_named_there_may_be_inside() {
    let (own, remote) = (Remote::http(HELLO).await, Remote::http(HELLO).await);
    let local = engine("", &[("remote.test", 80, &remote)], vec![]).await;
    let inside = format!("http://{}/", own.address);
    let vendor = Vendor::start(reads(&["http://remote.test/", &inside])).await;
    vendor.connect(&local);
    let environment = json!({"type": "remote", "network": only(&own.address.to_string())});
    let body = json!({"agent": "errand-agent", "input": "go", "environment": environment,
        "agent_config": {"type": "dynamic", "model": MODEL}, "tools": [{"type": "url_context"}]});
    let answer = local.api.create(body).await;
    let result = &step(&answer, "url_context_result")["result"];
    assert_eq!(
        (&result[0]["status"], &result[1]["status"]),
        (&json!("unsafe"), &json!("success"))
    );
    assert_eq!((remote.heads().len(), own.heads().len()), (0, 1));
}

#[tokio::test]
async fn a_page_that_is_too_large_too_deep_or_no_text_costs_only_itself() {
    let large = Remote::http(page("text/html", &"x".repeat(5 << 20))).await;
    let deep = Remote::http(page("text/html", &"<div>".repeat(300_000))).await;
    let picture = Remote::http(page("image/png", "x")).await;
    let gone =
        Remote::http("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .await;
    let good = Remote::http(page("text/html", "<p>Good.")).await;
    let names = [
        ("large.test", 80, &large),
        ("deep.test", 80, &deep),
        ("picture.test", 80, &picture),
        ("gone.test", 80, &gone),
        ("good.test", 80, &good),
    ];
    let local = engine("", &names, vec![]).await;
    let urls = names.map(|(name, _, _)| format!("http://{name}/"));
    let vendor = Vendor::start(reads(&urls.each_ref().map(String::as_str))).await;
    vendor.connect(&local);
    let answer = local.api.create(ask("url_context")).await;
    let result = &step(&answer, "url_context_result")["result"];
    for at in [0, 2, 3] {
        assert_eq!(result[at]["status"], "error", "{answer}");
    }
    assert_eq!(result[4]["status"], "success", "{answer}");
    let told = told(&vendor);
    for why in [
        "larger than 4 MiB",
        "no page or text but image/png",
        "HTTP 404",
        "Good.",
    ] {
        assert!(told.contains(why), "{why}: {told}");
    }
}

#[tokio::test]
async fn calls_that_make_no_sense_are_answered_and_not_made() {
    let remote = Remote::http(HELLO).await;
    let local = engine("", &[("remote.test", 80, &remote)], vec![]).await;
    let vendor = Vendor::start([
        calls(
            "call_1",
            "url_context",
            &["{\"url\": \"http://remote.test/\"}"],
        ),
        says(&["So be it."]),
    ])
    .await;
    vendor.connect(&local);
    let answer = local.api.create(ask("url_context")).await;
    assert_eq!(step(&answer, "url_context_result")["is_error"], true);
    assert_eq!(output(&answer), "So be it.");
    assert!(
        told(&vendor).contains("do not fit the function"),
        "{}",
        told(&vendor)
    );
    assert!(remote.heads().is_empty());
}

#[tokio::test]
async fn a_model_that_says_nothing_to_what_it_read_is_not_asked_for_ever() {
    let remote = Remote::http(page("text/plain", "hello")).await;
    let local = engine("", &[("remote.test", 80, &remote)], vec![]).await;
    let mut answers = reads(&["http://remote.test/"]);
    answers[1] = deltas(&[], "stop");
    let vendor = Vendor::start(answers).await;
    vendor.connect(&local);
    let answer = local.api.create(ask("url_context")).await;
    assert_eq!(answer["status"], "completed", "{answer}");
    assert_eq!(vendor.asked().len(), 2);
}

const FOUND: &str = r#"{"query": "basalt", "results": [
    {"url": "https://rocks.example.com/basalt", "title": "Basalt & <more>", "content": "A dark rock.", "engine": "x"},
    {"url": "javascript:alert(1)", "title": "Bad"},
    {"url": "https://rocks.example.com/b", "title": null}], "suggestions": []}"#;

fn search_with(local: &Local, vendor: &Vendor, server: &Remote) {
    let mut line: Value = serde_json::from_str(&vendor.line()).unwrap();
    line["search"] = json!({"url": format!("http://{}/searxng/", server.address)});
    local.engine.connector().take(line.to_string().as_bytes());
}

fn searches() -> [Answer; 2] {
    let arguments = json!({"queries": ["basalt & co"]}).to_string();
    [
        calls("call_1", "google_search", &[&arguments]),
        says(&["Found."]),
    ]
}

#[tokio::test]
async fn a_search_goes_to_the_server_that_the_person_named() {
    let server = Remote::http(page("application/json", FOUND)).await;
    let local = engine("", &[], vec![]).await;
    let vendor = Vendor::start(searches()).await;
    search_with(&local, &vendor, &server);
    let answer = local.api.create(ask("google_search")).await;
    assert_eq!(
        step_kinds(&answer),
        ["google_search_call", "google_search_result", "model_output"]
    );
    assert_eq!(
        answer["steps"][0]["arguments"],
        json!({"queries": ["basalt & co"]})
    );
    assert_eq!(answer["steps"][0]["search_type"], "web_search");
    let links = &answer["steps"][1]["result"][0]["search_suggestions"];
    let links = links.as_str().unwrap();
    assert!(
        links
            .contains("<a href=\"https://rocks.example.com/basalt\">Basalt &amp; &lt;more&gt;</a>"),
        "{links}"
    );
    assert!(!links.contains("javascript"), "{links}");
    let asked = &server.heads()[0];
    assert!(
        asked.starts_with("GET /searxng/search?q=basalt+%26+co&format=json HTTP/1.1\r\n"),
        "{asked}"
    );
    assert!(told(&vendor).contains("A dark rock."), "{}", told(&vendor));
}

#[tokio::test]
async fn a_search_server_that_gives_no_json_is_told_of() {
    let server =
        Remote::http("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .await;
    let local = engine("", &[], vec![]).await;
    let vendor = Vendor::start(searches()).await;
    search_with(&local, &vendor, &server);
    let answer = local.api.create(ask("google_search")).await;
    assert_eq!(step(&answer, "google_search_result")["is_error"], true);
    assert!(
        told(&vendor).contains("search.formats"),
        "{}",
        told(&vendor)
    );
}

#[tokio::test]
async fn without_a_search_server_and_for_other_kinds_of_searches_the_field_is_named() {
    let server = Remote::http(HELLO).await;
    let local = engine("", &[], vec![]).await;
    let vendor = Vendor::start([]).await;
    vendor.connect(&local);
    let refused = async |body: Value| {
        let refused = local.api.refused(Method::POST, "interactions", Some(body));
        let (status, _, message) = refused.await;
        assert_eq!(status, 400);
        message
    };
    let message = refused(ask("google_search")).await;
    assert!(
        message.starts_with("tools[0]: 'google_search' is not here"),
        "{message}"
    );
    search_with(&local, &vendor, &server);
    let mut pictures = ask("google_search");
    pictures["tools"][0]["search_types"] = json!(["image_search"]);
    let message = refused(pictures).await;
    assert!(message.starts_with("tools[0]: 'search_types'"), "{message}");
    let mut twice = ask("url_context");
    let function = json!({"type": "function", "name": "url_context"});
    twice["tools"].as_array_mut().unwrap().push(function);
    let message = refused(twice).await;
    assert!(message.contains("'url_context'"), "{message}");
}
