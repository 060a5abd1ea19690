//! Triggers whose engine is stopped, killed and started again.

use std::time::Duration;

use serde_json::json;

use super::{ended, executions, move_to, path_of_run, run, serve, serve_again, weekly, with};
use crate::support::{Local, Program, id_of};

#[tokio::test]
async fn times_that_passed_while_the_engine_was_off_are_made_up_for_by_one_run() {
    let (local, hand) = serve(json!({"turns": [{"say": ["Done."]}]})).await;
    let id = id_of(&local.api.post("triggers", weekly()).await);
    let Local { engine, data, .. } = local;
    engine.stop().await;
    drop(hand);
    let (local, hand) = serve_again(data, "2026-11-11T10:00:00Z").await;
    let execution = ended(&local.api, &id, 1).await.remove(0);
    assert_eq!(execution["status"], "completed");
    assert_eq!(execution["scheduled_time"], "2026-10-26T06:00:00Z");
    assert_eq!(execution["start_time"], "2026-11-11T10:00:00Z");
    let trigger = local.api.get(&format!("triggers/{id}")).await;
    assert_eq!(trigger["next_run_time"], "2026-11-16T06:00:00Z");
    move_to(&hand, "2026-11-16T06:00:00Z");
    ended(&local.api, &id, 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_of_a_trigger_survives_kills_and_its_end_is_written_down_once() {
    let folder = tempfile::tempdir().unwrap();
    let words = (0..60).map(|n| json!({"text": format!("wörd-{n} "), "delay_ms": 20}));
    std::fs::write(
        folder.path().join("script.json"),
        json!({"turns": [{"say": words.collect::<Vec<_>>()}]}).to_string(),
    )
    .unwrap();
    let mut program = Program::start(folder.path());
    // Due in years: only the manual run may happen.
    let body = with(weekly(), "schedule", json!("0 0 29 2 *"));
    let made = program.api.post("triggers", body).await;
    let id = id_of(&made);
    let begun = run(&program.api, &id).await;
    for pause in [150, 400, 50, 700] {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        program.kill();
        program = Program::start(folder.path());
        assert_eq!(
            executions(&program.api, &id).await[0]["interaction_id"],
            begun["interaction_id"]
        );
    }
    let execution = ended(&program.api, &id, 1).await.remove(0);
    assert_eq!(execution["status"], "completed");
    let trigger = program.api.get(&format!("triggers/{id}")).await;
    assert_eq!(trigger["previous_interaction_id"], begun["interaction_id"]);
    assert_eq!(trigger["next_run_time"], made["next_run_time"]);
    assert_eq!(
        program.api.get(&path_of_run(&begun)).await["status"],
        "completed"
    );
    // A second execution follows the first, in the same sandbox.
    let second = run(&program.api, &id).await;
    assert_eq!(second["environment_id"], made["environment_id"]);
    program.kill();
    let program = Program::start(folder.path());
    let second = ended(&program.api, &id, 2).await.remove(0);
    assert_eq!(second["status"], "completed");
    assert_eq!(
        program.api.get(&path_of_run(&second)).await["previous_interaction_id"],
        begun["interaction_id"]
    );
    program.kill();
}
