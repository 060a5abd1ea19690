//! A full disk: a run waits until there is room, and nothing is begun that cannot be stored.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Program, id_of, output, text_of};

/// Disk size in bytes: enough for the record and its WAL, and soon filled.
const SIZE: &str = "8388608";

#[tokio::test(flavor = "multi_thread")]
async fn a_run_waits_for_room_on_a_full_disk_and_then_goes_on_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let words: Vec<String> = (0..80).map(|number| format!("word-{number} ")).collect();
    let say: Vec<Value> = words
        .iter()
        .map(|words| json!({"text": words, "delay_ms": 50}))
        .collect();
    let script = json!({"models": ["errand-starter"], "turns": [{"say": say}]});
    fs::write(folder.path().join("script.json"), script.to_string()).unwrap();
    let program = Program::start_on_a_disk_of(folder.path(), SIZE);
    let disk = disk(&program, folder.path());

    let request = json!({"model": "errand-starter", "input": "Speak", "background": true});
    let id = id_of(&program.api.create(request.clone()).await);
    until(async || said(&program, &id).await.contains("word-3")).await;
    let filler = fill(&disk);

    let (status, code, message) = program
        .api
        .refused(Method::POST, "interactions", Some(request))
        .await;
    assert_eq!((status, code), (503, json!("disk_full")), "{message}");
    // By now the whole script would have been said.
    tokio::time::sleep(Duration::from_secs(6)).await;
    let waiting = program.api.get(&format!("interactions/{id}")).await;
    assert_eq!(waiting["status"], "in_progress");
    assert!(!output(&waiting).contains("word-79"));

    fs::remove_file(filler).unwrap();
    let ended = program.api.wait(&id).await;
    assert_eq!(ended["status"], "completed");
    assert_eq!(output(&ended), words.concat());
    let (events, done) = program
        .api
        .events(&format!("interactions/{id}?stream=true"))
        .await;
    assert!(done);
    assert_eq!(text_of(&events), words.concat());
}

async fn said(program: &Program, id: &str) -> String {
    output(&program.api.get(&format!("interactions/{id}")).await)
}

async fn until(mut come: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !come().await {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "it does not come"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The engine's data folder, through the engine's mount namespace.
fn disk(program: &Program, folder: &Path) -> PathBuf {
    let wrapper = program.child.id();
    let children = format!("/proc/{wrapper}/task/{wrapper}/children");
    let children = fs::read_to_string(children).unwrap();
    let inside = children.split_whitespace().next().unwrap();
    let data = folder.join("engine");
    Path::new("/proc")
        .join(inside)
        .join("root")
        .join(data.strip_prefix("/").unwrap())
}

/// Writes until the disk is full.
fn fill(disk: &Path) -> PathBuf {
    let path = disk.join("filler");
    let mut file = fs::File::create(&path).unwrap();
    for size in [1 << 20, 1 << 12, 1] {
        let bytes = vec![b'x'; size];
        while file.write_all(&bytes).is_ok() {}
    }
    path
}
