//! Model servers: connected after a check, listed with the models and agents, and passed on to the engine.

use std::path::{Path, PathBuf};

use app::bridge::{ErrorCode, Patch};
use serde_json::{Value, json};

use crate::model_server::{KEY, ModelServer};
use crate::person::{Person, html, turn, turn_in, until};

const STARTER: &str = "local:model:errand-starter";

/// Makes a request to connect another server.
fn server(base_url: &str, key: &str) -> Value {
    json!({"preset": null, "base_url": base_url, "dialect": null, "key": key, "session_only": true})
}

fn script() -> Value {
    json!({
        "models": ["errand-starter"],
        "agents": ["errand-agent"],
        "turns": [{"match": "sea", "say": [{"text": "The sea is salt.", "delay_ms": 0}]}],
    })
}

/// Returns the ids in the list of models and agents.
async fn who(person: &Person) -> Vec<String> {
    let overview = person.does("overview", Value::Null).await;
    let everyone = overview["who"]["everyone"].as_array().unwrap().iter();
    everyone
        .map(|who| who["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn connected(person: &Person) -> Vec<Value> {
    let providers = person.does("providers", Value::Null).await;
    providers["connected"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_answers_is_kept_and_its_models_can_be_asked_after_a_restart_too() {
    let folder = tempfile::tempdir().unwrap();
    let home = ModelServer::open(&["qwen3:8b", "a/b"]).await;
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let view = person
        .does("connect_provider", server(&home.base_url, ""))
        .await;
    assert_eq!(view["state"]["state"], "ready");
    assert_eq!(view["is_here"], true);
    assert_eq!(view["key"], "none");
    assert_eq!(home.keys(), [None], "it is asked without a key");

    let id = view["id"].as_str().unwrap().to_owned();
    let wanted = [
        format!("local:model:{id}/qwen3:8b"),
        format!("local:model:{id}/a/b"),
        format!("local:agent:errand-agent/{id}/qwen3:8b"),
    ];
    let person = person.restart().await;
    let listed = who(&person).await;
    for who in wanted {
        assert!(listed.contains(&who), "{who} is not in {listed:?}");
    }
    let overview = person.does("overview", Value::Null).await;
    let everyone = overview["who"]["everyone"].as_array().unwrap();
    let model = everyone
        .iter()
        .find(|who| who["api_id"] == format!("{id}/a/b"))
        .unwrap();
    assert_eq!(model["goes_to"], Value::Null, "it is on this computer");
    assert_eq!(model["can"]["context"], 32_768);
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_outcome_of_the_check_has_its_name_and_nothing_is_kept_then() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = ModelServer::locked(&["m"]).await;
    let person = Person::start(folder.path()).await;
    let elsewhere = vendor.base_url.replace("/v1", "/v2");
    for (request, outcome) in [
        (server(&vendor.base_url, "sk-wrong"), ErrorCode::WrongKey),
        (server(&vendor.base_url, ""), ErrorCode::WrongKey),
        (server(&elsewhere, KEY), ErrorCode::Invalid),
        // Nothing listens on the discard port.
        (server("http://127.0.0.1:9/v1", ""), ErrorCode::Offline),
        (server("not an address", ""), ErrorCode::Invalid),
        (
            json!({"preset": "openai", "base_url": null, "dialect": null, "key": "", "session_only": true}),
            ErrorCode::NoKey,
        ),
    ] {
        assert_eq!(
            person.fails("connect_provider", request.clone()).await,
            outcome,
            "{request}"
        );
    }
    assert!(connected(&person).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_does_not_cross_the_network_at_home_unencrypted() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    for address in [
        "http://192.168.1.20:11434/v1",
        "http://nas.local/v1",
        "http://api.example.org/v1",
    ] {
        let refused = person
            .app
            .call("connect_provider", server(address, KEY))
            .await
            .unwrap_err();
        assert_eq!(refused.code, ErrorCode::Invalid, "{address}");
        assert!(
            refused.message.to_string().contains("key")
                || refused.message.to_string().contains("encryption"),
            "{refused}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_goes_to_its_origin_only_and_is_gone_with_its_server() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = ModelServer::locked(&["m"]).await;
    let other = ModelServer::open(&["m"]).await;
    let person = Person::start(folder.path()).await;
    let view = person
        .does("connect_provider", server(&vendor.base_url, KEY))
        .await;
    assert_eq!(view["key"], "session");
    assert!(!view.to_string().contains(KEY));
    person
        .does("connect_provider", server(&other.base_url, ""))
        .await;
    assert_eq!(other.keys(), [None]);
    person.does("check_provider", view["id"].clone()).await;
    assert_eq!(vendor.keys().last().unwrap().as_deref(), Some(KEY));

    person.does("remove_provider", view["id"].clone()).await;
    assert_eq!(connected(&person).await.len(), 1);
    assert_eq!(
        person
            .fails("connect_provider", server(&vendor.base_url, ""))
            .await,
        ErrorCode::WrongKey,
        "the key was forgotten"
    );
}

/// Creates a script that replaces the engine: it writes the line from its standard input to the file `told` and ends.
#[cfg(unix)]
fn listener(folder: &Path) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let program = folder.join("listener.sh");
    let text = format!(
        "#!/bin/bash\nread -r line\nprintf '%s' \"$line\" > '{}'\n",
        folder.join("told").display()
    );
    std::fs::write(&program, text).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    program
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_removed_server_stays_away_from_an_engine_that_was_being_told_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let (home, other) = (
        ModelServer::open(&["m"]).await,
        ModelServer::open(&["m"]).await,
    );
    let person = Person::start_with_program(folder.path(), listener(folder.path())).await;
    let proxy = home.base_url.trim_end_matches("/v1").to_owned();
    *person.desktop.desktop_proxy.lock().unwrap() = Some(proxy);
    let far = server("http://nas.local/v1", "");
    let removed = person.does("connect_provider", far).await;

    let (ring, rings) = std::sync::mpsc::channel();
    *person.desktop.slow_proxy.lock().unwrap() = Some(rings);
    let connects = person.does("connect_provider", server(&other.base_url, ""));
    let removes = async {
        until("the way to the first server is asked for", async || {
            let slow = person.desktop.slow_proxy.lock().unwrap();
            slow.is_none().then_some(())
        })
        .await;
        person.does("remove_provider", removed["id"].clone()).await;
        ring.send(()).unwrap();
    };
    let (kept, ()) = futures::join!(connects, removes);

    person.fails("start_local", Value::Null).await;
    let told = std::fs::read_to_string(folder.path().join("told")).unwrap();
    let told: Value = serde_json::from_str(&told).unwrap();
    let ids: Vec<&Value> = told["providers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["id"])
        .collect();
    assert_eq!(ids, [&kept["id"]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_of_a_session_that_is_over_is_missed_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = ModelServer::locked(&["m"]).await;
    let person = Person::start(folder.path()).await;
    person
        .does("connect_provider", server(&vendor.base_url, KEY))
        .await;
    let person = person.restart().await;
    assert_eq!(connected(&person).await[0]["state"]["state"], "no_key");
    person
        .does("connect_provider", server(&vendor.base_url, KEY))
        .await;
    let again = connected(&person).await;
    assert_eq!(again.len(), 1, "the same address is the same server");
    assert_eq!(again[0]["state"]["state"], "ready");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_brings_new_models_and_a_failed_one_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let home = ModelServer::open(&["old"]).await;
    let person = Person::start(folder.path()).await;
    let view = person
        .does("connect_provider", server(&home.base_url, ""))
        .await;
    home.now_has(&["old", "new"]);
    let view = person.does("check_provider", view["id"].clone()).await;
    assert_eq!(view["models"].as_array().unwrap().len(), 2);
    assert_eq!(
        view["models"][1]["chosen"], true,
        "of a few models each is listed"
    );

    let many: Vec<String> = (0..21).map(|n| format!("m{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let catalogue = ModelServer::open(&many).await;
    let view = person
        .does("connect_provider", server(&catalogue.base_url, ""))
        .await;
    let id = view["id"].as_str().unwrap().to_owned();
    assert!(
        !who(&person).await.iter().any(|who| who.contains(&id)),
        "none of many"
    );
    let chosen = json!({"provider": id, "models": ["m3", "unheard-of"]});
    person.does("choose_models", chosen).await;
    let listed = who(&person).await;
    assert!(listed.contains(&format!("local:model:{id}/m3")));
    assert!(!listed.contains(&format!("local:model:{id}/m4")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_went_away_keeps_its_models_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = kept_before(folder.path(), "http://127.0.0.1:9/v1");
    drop(ledger);
    let person = Person::start(folder.path()).await;
    let view = person.does("check_provider", json!("vendor")).await;
    assert_eq!(view["state"]["state"], "failed");
    assert_eq!(view["state"]["error"]["code"], "offline");
    assert_eq!(view["models"].as_array().unwrap().len(), 2);
    let told = |patch: &Patch| matches!(patch, Patch::Providers { .. }).then_some(());
    person.patch(told).await;
}

/// Makes a ledger in which an earlier Errand stored a server at this URL.
fn kept_before(folder: &Path, base_url: &str) -> ledger::Ledger {
    let data = folder.join("data");
    std::fs::create_dir_all(&data).unwrap();
    let ledger = ledger::Ledger::open(data.join("ledger.db")).unwrap();
    let kept = json!({
        "servers": [{
            "id": "vendor", "name": "Vendor", "preset": null, "dialect": "openai", "base_url": base_url, "has_key": false,
            "models": [{"id": "big", "images": false}, {"id": "small"}], "chosen": null, "answered_at": 0,
        }],
        "ids": {"vendor": base_url},
    });
    ledger.set_setting("providers", &kept).unwrap();
    ledger
}

#[tokio::test(flavor = "multi_thread")]
async fn turns_of_this_computer_go_to_a_vendor_only_after_that_was_shown() {
    let folder = tempfile::tempdir().unwrap();
    drop(kept_before(folder.path(), "https://api.example.invalid/v1"));
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let first = person.sends(STARTER, "Tell me about the sea").await;
    person.sees(&first, "done").await;

    let vendor = "local:model:vendor/big";
    let asked =
        json!({"conversation": first["conversation"], "parent": first["turn"], "who": vendor});
    let leaving = person.does("leaving", asked).await;
    assert_eq!(leaving["host"], "api.example.invalid");
    assert_eq!(leaving["turns"], 1);
    let mut next = turn(vendor, "And the lake?");
    next["conversation"] = first["conversation"].clone();
    next["parent"] = first["turn"].clone();
    assert_eq!(person.fails("send", next.clone()).await, ErrorCode::Leaving);
    next["leaving"] = leaving["place"].clone();
    let second = person.does("send", next).await;
    let conversation = person.looks_at(&second).await;
    let shown = turn_in(&conversation, &second);
    assert_eq!(shown["engine"], "local");
    assert_eq!(shown["went_to"], "api.example.invalid");
    assert_eq!(turn_in(&conversation, &first)["went_to"], Value::Null);
    let served = person
        .does("engines_of", first["conversation"].clone())
        .await;
    assert_eq!(
        served,
        json!({"engines": ["local"], "told": ["api.example.invalid"]})
    );
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_sees_no_pictures_is_shown_none_and_one_that_is_gone_is_not_asked() {
    let folder = tempfile::tempdir().unwrap();
    drop(kept_before(folder.path(), "https://api.example.invalid/v1"));
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let picture = json!({"name": "a.png", "mime": "image/png", "base64": "iVBORw0KGgo="});
    let picture = person.does("attach_bytes", picture).await;
    let mut request = turn("local:model:vendor/big", "What is it?");
    request["attachments"] = json!([picture]);
    let refused = person.app.call("send", request).await.unwrap_err();
    assert!(
        refused.message.to_string().contains("sees no pictures"),
        "{refused}"
    );

    person.does("remove_provider", json!("vendor")).await;
    let gone = turn("local:model:vendor/big", "Hi");
    assert_eq!(person.fails("send", gone).await, ErrorCode::Invalid);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_very_first_question_may_go_to_a_model_that_was_just_connected() {
    // The question itself starts the engine, so it is sent as early as possible.
    for _ in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let open = ModelServer::open(&["m"]).await;
        let person = Person::start_with_engine(folder.path(), &json!({"models": []})).await;
        let view = person
            .does("connect_provider", server(&open.base_url, ""))
            .await;
        let model = format!("local:model:{}/m", view["id"].as_str().unwrap());
        let sent = person.sends(&model, "Are you there?").await;
        person.sees(&sent, "done").await;
        person.app.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_moves_from_the_starter_to_a_connected_model_and_its_agent_does_a_job() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = ModelServer::locked(&["m"]).await;
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let view = person
        .does("connect_provider", server(&vendor.base_url, KEY))
        .await;
    let id = view["id"].as_str().unwrap();
    let first = person.sends(STARTER, "Tell me about the sea").await;
    person.sees(&first, "done").await;

    let model = format!("local:model:{id}/m");
    let second = person.follows_up(&first, &model, "And the lake?").await;
    person.sees(&second, "done").await;
    let conversation = person.looks_at(&second).await;
    assert!(html(turn_in(&conversation, &second)).contains("The lake is sweet."));
    let chat = vendor.chats().pop().unwrap();
    assert_eq!(chat["model"], "m");
    let told = chat["messages"].to_string();
    assert!(
        told.contains("The sea is salt."),
        "it knows the turn before: {told}"
    );

    let agent = format!("local:agent:errand-agent/{id}/m");
    let job = person.sends(&agent, "Look into the lake").await;
    person.sees(&job, "done").await;
    let conversation = person.looks_at(&job).await;
    assert!(html(turn_in(&conversation, &job)).contains("The lake is sweet."));
    assert_eq!(vendor.chats().last().unwrap()["model"], "m");
    person.app.shutdown().await;
}

/// Wraps the engine in a program that records its standard input and how it was started.
#[cfg(unix)]
fn listened_to(folder: &Path) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let script_file = folder.join("local-script.json");
    std::fs::write(&script_file, script().to_string()).unwrap();
    let program = folder.join("listened.sh");
    let text = format!(
        "#!/bin/bash\nif [ \"$1\" = serve ]; then\n  echo \"$@\" >> '{folder}/arguments'\n  env >> '{folder}/environment'\n  echo $$ > '{folder}/engine-pid'\nfi\nwords=()\nfor word in \"$@\"; do\n  [ \"$word\" = starter ] && word='script:{script}'\n  words+=(\"$word\")\ndone\nexec '{engine}' \"${{words[@]}}\" < <(tee -a '{folder}/told')\n",
        folder = folder.display(),
        script = script_file.display(),
        engine = crate::programs::engine().display(),
    );
    std::fs::write(&program, text).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    program
}

#[cfg(unix)]
fn told(folder: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join("told")).unwrap_or_default();
    text.lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_engine_gets_servers_and_keys_over_its_standard_input_and_in_no_other_way() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let vendor = ModelServer::locked(&["m", "n"]).await;
    let person = Person::start_with_program(folder, listened_to(folder)).await;
    person.does("start_local", Value::Null).await;
    until("it is told of nobody", async || {
        let lines = told(folder);
        (lines.len() == 1 && lines[0]["providers"] == json!([])).then_some(())
    })
    .await;

    let view = person
        .does("connect_provider", server(&vendor.base_url, KEY))
        .await;
    let id = view["id"].as_str().unwrap().to_owned();
    until("it is told of the server and its key", async || {
        let line = told(folder).pop()?;
        let provider = &line["providers"][0];
        (provider["id"] == id
            && provider["key"] == KEY
            && provider["models"].as_array()?.len() == 2)
            .then_some(())
    })
    .await;
    person
        .does("choose_models", json!({"provider": id, "models": ["n"]}))
        .await;
    until("it is told which models are chosen", async || {
        let line = told(folder).pop()?;
        let models = line["providers"][0]["models"].as_array()?;
        let chosen: Vec<_> = models
            .iter()
            .map(|model| (&model["id"], &model["context"]))
            .collect();
        (chosen == [(&json!("n"), &json!(32_768))]).then_some(())
    })
    .await;

    let before = told(folder).len();
    let pid = std::fs::read_to_string(folder.join("engine-pid")).unwrap();
    let killed = std::process::Command::new("kill")
        .args(["-9", pid.trim()])
        .status()
        .unwrap();
    assert!(killed.success());
    until(
        "the engine that is started again is told once more",
        async || {
            let lines = told(folder);
            (lines.len() == before + 1 && lines[before]["providers"][0]["key"] == KEY).then_some(())
        },
    )
    .await;
    person.app.shutdown().await;

    for file in ["arguments", "environment"] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        assert!(!text.contains(KEY), "the key is in its {file}");
    }
    let data = folder.join("data");
    let found = std::process::Command::new("grep")
        .args(["-rl", KEY])
        .arg(&data)
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(&found.stdout),
        "",
        "the key is in a file"
    );
}
