//! Tools of a conversation: tool servers and programs of this computer, called, approved, and carried out.

use std::path::Path;
use std::sync::atomic::Ordering;

use app::bridge::ErrorCode;
use app::notices::Action;
use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, html, stands_in, turn, turn_in, until};
use crate::tool_server::{SECRET, ToolServer};

const FLASH: &str = "gemini:model:gemini-3.8-flash";
const AGENT: &str = "gemini:agent:antigravity-preview-09-2026";

pub(crate) fn script() -> Value {
    json!({"turns": [
        {"match": "Result of orders_find_order: It was sent", "say": ["It went out on Monday."]},
        {"match": "Result of orders_find_order: The person declined", "say": ["Then I do not know."]},
        {"match": "Result of errand_put_file", "say": ["It is in your folder."]},
        {"match": "Result of errand_look_in_folder", "say": ["I have seen it."]},
        {"match": "Result of orders_change_address: {", "say": ["It goes there."]},
        {"match": "Result of", "say": [{"error": {"code": "internal", "message": "Not understood."}}]},
        {"match": "track", "say": [{"call": "orders_find_order", "arguments": {"number": "17"}}, "On its way."]},
        {"match": "move", "say": [{"call": "orders_change_address", "arguments": {"to": {"street": "Dam"}}}]},
        {"match": "order", "say": [{"call": "orders_find_order", "arguments": {"number": "17"}}]},
        {"match": "write", "say": [{"call": "errand_put_file", "arguments": {"path": "trip/plan.md", "text": "Pack"}}]},
        {"match": "look", "say": [{"call": "errand_look_in_folder", "arguments": {}}]},
        {"match": "steal", "say": [{"call": "errand_look_in_folder", "arguments": {"path": "../secret.txt"}}]},
        {"match": "go", "say": [{"call": "errand_open_page", "arguments": {"url": "https://a.test/x"}}]},
        {"say": ["Hello."]},
    ]})
}

/// Makes a turn that begins a conversation with these tools.
fn with_tools(who: &str, text: &str, tools: Value) -> Value {
    let mut request = turn(who, text);
    request["tools"] = tools;
    request
}

/// Adds the tool server; returns its id.
pub(crate) async fn adds(person: &Person, server: &ToolServer) -> Value {
    let request = json!({
        "id": null, "name": "Orders", "address": server.address, "session_only": true,
        "headers": [{"name": "Authorization", "value": SECRET}],
    });
    let added = person.does("connect_tool_server", request).await;
    assert_eq!(added["word"], "orders");
    assert_eq!(added["headers"], json!(["authorization"]));
    assert_eq!(
        added["tools"],
        json!([
            {"name": "find_order", "title": "Find an order", "about": "Finds an order by its number.", "allowed": true},
            {"name": "change_address", "title": "Change address", "about": "Changes where an order goes to.", "allowed": true},
        ])
    );
    added["id"].clone()
}

pub(crate) async fn asked(person: &Person, sent: &Value) -> Value {
    person.sees(sent, "needs_you").await;
    let asked = person.does("requested_actions", sent["turn"].clone()).await;
    asked["actions"][0].clone()
}

pub(crate) fn reply(sent: &Value, action: &Value, reply: Value) -> Value {
    json!({"turn": sent["turn"], "answers": [{"call": action["call"], "reply": reply}]})
}

pub(crate) fn approval(always: bool) -> Value {
    json!({"reply": "approved", "always": always})
}

/// Starts the stand-in for Google, and a person who has its key.
async fn connected(folder: &Path) -> (Google, Person) {
    let google = Google::start(folder, &script());
    let person = Person::start(folder).await;
    person.connects(&google).await;
    (google, person)
}

/// Picks a folder for the programs of this computer in the desktop's dialog.
pub(crate) async fn picks(person: &Person, folder: &Path) {
    person
        .desktop
        .chosen
        .lock()
        .unwrap()
        .push(folder.to_owned());
    person.does("choose_tool_folder", json!(null)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_asks_is_called_when_its_call_is_approved_and_later_without_asking() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, person) = connected(folder.path()).await;
    let server = ToolServer::start().await;
    let id = adds(&person, &server).await;

    let tools = json!({"servers": [{"server": id, "asks": true}]});
    let sent = person
        .does("send", with_tools(AGENT, "Where is my order?", tools))
        .await;
    let action = asked(&person, &sent).await;
    assert_eq!(action["title"], "Find an order");
    assert_eq!(action["deed"]["says"], "Use “Find an order” of Orders.");
    assert_eq!(action["given"], json!([["Number", "17"]]));
    assert!(server.calls().is_empty());
    until("the tray says that it waits", async || {
        (person.desktop.waiting.load(Ordering::SeqCst) == 1).then_some(())
    })
    .await;

    let follow = person
        .does("answer_action", reply(&sent, &action, approval(true)))
        .await;
    person.sees(&follow, "done").await;
    assert_eq!(server.calls(), [json!({"number": "17"})]);
    let conversation = person.looks_at(&follow).await;
    let answer = turn_in(&conversation, &follow);
    assert_eq!(answer["prompt"], "Find an order: approved and done");
    assert!(html(answer).contains("It went out on Monday."));

    person
        .follows_up(&follow, AGENT, "And the other order?")
        .await;
    until("the other one was looked up too", async || {
        (server.calls().len() == 2).then_some(())
    })
    .await;
    until("it is answered without asking", async || {
        let conversation = person.looks_at(&sent).await;
        let turns = conversation["turns"].as_array().unwrap().len();
        (turns == 4).then_some(())
    })
    .await;
    person.sees(&sent, "done").await;
    let view = json!({"conversation": sent["conversation"], "who": AGENT});
    let view = person.does("tools", view).await;
    assert_eq!(view["allowed"], json!(["Orders: Find an order"]));
    person.does("ask_again", sent["conversation"].clone()).await;

    let newest = person.looks_at(&sent).await;
    let newest = json!({"conversation": sent["conversation"], "turn": newest["turns"][3]["id"]});
    let third = person.follows_up(&newest, AGENT, "A third order").await;
    let action = asked(&person, &third).await;
    let declined = json!({"reply": "declined", "reason": ""});
    let follow = person
        .does("answer_action", reply(&third, &action, declined))
        .await;
    person.sees(&follow, "done").await;
    assert_eq!(server.calls().len(), 2);
    until("nothing waits", async || {
        (person.desktop.waiting.load(Ordering::SeqCst) == 0).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_reaches_its_server_and_is_written_down_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, person) = connected(folder.path()).await;
    let server = ToolServer::start().await;
    let id = adds(&person, &server).await;
    let tools = json!({"servers": [{"server": id, "asks": false}]});
    let sent = person
        .does("send", with_tools(FLASH, "track it", tools))
        .await;
    until("the service calls the server itself", async || {
        (server.calls().len() == 1).then_some(())
    })
    .await;
    person.sees(&sent, "done").await;
    let raw = person.does("raw_events", sent["turn"].clone()).await;
    assert!(!raw.to_string().contains("s3cret"));
    person.app.shutdown().await;
    let found = holding(&folder.path().join("data"), b"s3cret");
    assert_eq!(found, Vec::<String>::new());
}

/// Returns the files below a folder that contain these bytes.
pub(crate) fn holding(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, bytes));
        } else if memchr::memmem::find(&std::fs::read(&path).unwrap(), bytes).is_some() {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_is_not_kept_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let server = ToolServer::start().await;
    let person = Person::start(folder.path()).await;
    let request = |address: &str, value: &str| {
        json!({
            "id": null, "name": "", "address": address, "session_only": true,
            "headers": [{"name": "authorization", "value": value}],
        })
    };
    for (address, value, code) in [
        (server.address.as_str(), "Bearer wrong", ErrorCode::WrongKey),
        ("http://127.0.0.1:9/mcp", SECRET, ErrorCode::Server),
        ("http://tools.example.test/mcp", SECRET, ErrorCode::Invalid),
        (server.address.as_str(), "", ErrorCode::Invalid),
    ] {
        let failed = person.fails("connect_tool_server", request(address, value));
        assert_eq!(failed.await, code, "{address} {value}");
    }
    assert_eq!(person.does("tool_servers", json!(null)).await, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_put_into_the_picked_folder_after_a_restart_in_between() {
    let folder = tempfile::tempdir().unwrap();
    let picked = folder.path().join("Holidays");
    std::fs::create_dir(&picked).unwrap();
    let (google, person) = connected(folder.path()).await;
    let tools = |folder: &Path| json!({"programs": ["put", "look"], "folder": folder});
    // A folder is only accepted if the person picked it in a dialog of the desktop.
    let forged = with_tools(FLASH, "write the plan", tools(&picked));
    assert_eq!(
        person.fails("send", forged.clone()).await,
        ErrorCode::Invalid
    );

    person.desktop.chosen.lock().unwrap().push(picked.clone());
    let chosen = person.does("choose_tool_folder", json!(null)).await;
    assert_eq!(chosen, json!(picked));
    let sent = person.does("send", forged).await;
    person.sees(&sent, "needs_you").await;

    let person = person.restart().await;
    person.connects(&google).await;
    let action = asked(&person, &sent).await;
    assert_eq!(action["title"], "Put a file into your folder");
    assert_eq!(
        action["deed"],
        json!({"says": "Write the new file “trip/plan.md” into “Holidays”.", "detail": "Pack", "refused": null})
    );
    assert!(!picked.join("trip").exists());
    let follow = person
        .does("answer_action", reply(&sent, &action, approval(false)))
        .await;
    person.sees(&follow, "done").await;
    let written = std::fs::read_to_string(picked.join("trip/plan.md")).unwrap();
    assert_eq!(written, "Pack");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_that_leads_out_of_the_folder_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let picked = folder.path().join("Holidays");
    std::fs::create_dir(&picked).unwrap();
    std::fs::write(folder.path().join("secret.txt"), "s3cret").unwrap();
    let (_google, person) = connected(folder.path()).await;
    picks(&person, &picked).await;
    let tools = json!({"programs": ["look"], "folder": picked});
    let sent = person
        .does("send", with_tools(FLASH, "steal it", tools))
        .await;
    let action = asked(&person, &sent).await;
    assert_eq!(
        action["deed"]["refused"],
        "“../secret.txt” is not in the picked folder."
    );
    let follow = person
        .does("answer_action", reply(&sent, &action, approval(true)))
        .await;
    person.sees(&follow, "done").await;
    let conversation = person.looks_at(&follow).await;
    assert!(!conversation.to_string().contains("s3cret"));
    let google = folder.path().join("google");
    assert!(stands_in(&google, "is not in the picked folder"));
    assert!(!stands_in(&google, "s3cret"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_approved_from_its_notification() {
    let folder = tempfile::tempdir().unwrap();
    let picked = folder.path().join("Holidays");
    std::fs::create_dir(&picked).unwrap();
    let (_google, person) = connected(folder.path()).await;
    picks(&person, &picked).await;
    let tools = json!({"programs": ["look"], "folder": picked});
    let sent = person
        .does("send", with_tools(FLASH, "look there", tools))
        .await;
    let shown = until("the notification", async || {
        person.desktop.notifications().into_iter().next()
    })
    .await;
    assert_eq!(
        shown.body,
        "Needs you · List what is in “Holidays”, and send the list as the answer."
    );
    assert_eq!(
        shown.actions,
        [Action::Open, Action::Approve, Action::Decline]
    );
    person
        .app
        .notification_answered(shown.conversation, shown.turn, Action::Approve)
        .await;
    person.sees(&sent, "done").await;
    let conversation = person.looks_at(&sent).await;
    assert_eq!(conversation["turns"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn tools_stay_with_their_conversation_and_go_along_with_every_turn() {
    let folder = tempfile::tempdir().unwrap();
    let (google, person) = connected(folder.path()).await;
    let tools = json!({"programs": ["page"]});
    let sent = person
        .does("send", with_tools(FLASH, "Hello", tools.clone()))
        .await;
    person.sees(&sent, "done").await;
    let person = person.restart().await;
    person.connects(&google).await;
    let second = person.follows_up(&sent, FLASH, "go there").await;
    let action = asked(&person, &second).await;
    assert_eq!(action["deed"]["detail"], "https://a.test/x");
    person
        .does("answer_action", reply(&second, &action, approval(false)))
        .await;
    assert_eq!(
        *person.desktop.addresses.lock().unwrap(),
        ["https://a.test/x"]
    );
    // Another conversation has no such permission.
    let other = person.sends(FLASH, "go there").await;
    person.sees(&other, "needs_you").await;
    let action = person
        .does("requested_actions", other["turn"].clone())
        .await;
    assert_eq!(action["actions"][0]["deed"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_whose_tool_server_was_removed_still_names_it_and_is_sent_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, person) = connected(folder.path()).await;
    let server = ToolServer::start().await;
    let id = adds(&person, &server).await;
    let servers = json!([{"server": id, "asks": true}]);
    let tools = json!({"search": true, "servers": servers});
    let sent = person.does("send", with_tools(FLASH, "Hello", tools)).await;
    person.sees(&sent, "done").await;
    person.does("remove_tool_server", id).await;

    let shown = json!({"conversation": sent["conversation"], "who": FLASH});
    let view = person.does("tools", shown).await;
    assert_eq!(view["chosen"]["servers"], servers);
    let follow = person.follows_up(&sent, FLASH, "Hello again").await;
    person.sees(&follow, "done").await;
    person.app.shutdown().await;
    drop(person);
    let record = folder.path().join("data/ledger.db");
    let opened = async || ledger::Ledger::open(&record).ok();
    let ledger = until("the record is let go", opened).await;
    let declared = |sent: &Value| {
        let run = sent["turn"].as_str().unwrap().parse().unwrap();
        let request = ledger.request(run).unwrap().unwrap();
        let request: Value = serde_json::from_str(&request).unwrap();
        let tools = request["tools"].as_array().unwrap().iter();
        tools.map(|tool| tool["type"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(declared(&sent).len(), 3);
    assert_eq!(declared(&follow), ["google_search"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn tools_that_a_model_cannot_use_are_not_offered_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, person) = connected(folder.path()).await;
    let refused = |view: &Value| -> Vec<String> {
        let offers = view["offers"].as_array().unwrap().iter();
        let refused = offers.filter(|offer| offer["state"]["is"] == "refused");
        refused
            .map(|offer| offer["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    for (who, kinds) in [
        (FLASH, vec![]),
        (AGENT, vec!["pictures", "maps", "stores"]),
        (
            "gemini:agent:deep-research-preview-04-2026",
            vec!["pictures", "maps", "servers", "programs"],
        ),
        (
            "local:agent:errand-agent",
            vec!["search", "pictures", "maps", "stores"],
        ),
    ] {
        let view = person
            .does("tools", json!({"conversation": null, "who": who}))
            .await;
        assert_eq!(refused(&view), kinds, "{who}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_its_server_is_gone_the_person_answers_by_hand_in_a_form_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (google, person) = connected(folder.path()).await;
    let server = ToolServer::start().await;
    let id = adds(&person, &server).await;
    let tools = json!({"servers": [{"server": id, "asks": true}]});
    let sent = person
        .does("send", with_tools(AGENT, "move it", tools))
        .await;
    person.sees(&sent, "needs_you").await;
    person.does("remove_tool_server", id).await;

    let person = person.restart().await;
    person.connects(&google).await;
    let action = asked(&person, &sent).await;
    assert_eq!(action["deed"], Value::Null);
    let fields = action["fields"].as_array().unwrap().iter();
    let kinds: Vec<_> = fields
        .map(|field| field["kind"]["takes"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["group", "list", "time"]);
    let given = |to: Value| {
        let values = json!([
            ["to", to.to_string()],
            ["days", r#"["2026-12-24"]"#],
            ["at", "18:30"]
        ]);
        reply(
            &sent,
            &action,
            json!({"reply": "given", "values": values, "words": ""}),
        )
    };
    let bad = given(json!({"street": "Dam", "number": "four"}));
    assert_eq!(person.fails("answer_action", bad).await, ErrorCode::Invalid);
    let good = given(json!({"street": "Dam", "number": "4"}));
    let follow = person.does("answer_action", good).await;
    person.sees(&follow, "done").await;
    let conversation = person.looks_at(&follow).await;
    let answer = turn_in(&conversation, &follow);
    assert!(html(answer).contains("It goes there."));
    assert_eq!(
        answer["prompt"],
        "Orders change address: To (Street Dam, Number 4), Days 2026-12-24, At 18:30:00"
    );
}
