//! What the programs of a schedule on this computer can reach.

use serde_json::{Value, json};

use crate::person::Person;
use crate::schedules::{HERE, draft, saves};

#[tokio::test(flavor = "multi_thread")]
async fn the_programs_of_a_schedule_here_reach_the_sites_that_are_named_and_only_if_some_are() {
    let folder = tempfile::tempdir().unwrap();
    let way = json!({"code": "env | grep -qi '^https_proxy=' && echo a way out || echo no way", "language": "bash"});
    let script = json!({"agents": ["errand-agent"], "turns": [{"say": [way, "Looked."]}]});
    let person = Person::start_with_engine(folder.path(), &script).await;
    for (network, words) in [
        (json!({"reach": "off"}), "no way"),
        (
            json!({"reach": "sites", "domains": ["example.org"]}),
            "a way out",
        ),
        (json!({"reach": "open"}), "a way out"),
    ] {
        let mut draft = draft(HERE, "every Monday at 7:00");
        draft["network"] = network.clone();
        let kept = saves(&person, &Value::Null, &draft).await;
        let open = person.does("schedule", kept["id"].clone()).await;
        assert_eq!(open["draft"]["network"], network);
        let sent = person.does("run_schedule", kept["id"].clone()).await;
        person.sees(&sent, "done").await;
        let events = person.does("raw_events", sent["turn"].clone()).await;
        let result = format!("{words}\\n");
        assert!(
            events.as_str().unwrap().contains(&result),
            "{network}: {events}"
        );
    }
    person.app.shutdown().await;
}
