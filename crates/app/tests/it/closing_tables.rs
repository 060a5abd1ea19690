//! The end of the program that reads a table: when nobody looks at it any more, when its file is deleted, and when it is
//! no longer to be saved.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, until};
use crate::tables::{id, who_has, writes};

/// A reader that falls silent after so many bytes of rows.
struct SilentReader {
    /// The ids of the processes that fell silent, one a line.
    pids: PathBuf,
}

impl SilentReader {
    /// Makes the reader that of this person.
    fn of(person: &Person, folder: &Path, bytes: u32) -> Self {
        let (program, pids) = (folder.join("silent-reader"), folder.join("pids"));
        let real = crate::programs::reader().display();
        let code = format!(
            "#!/bin/sh\n[ \"$1\" = rows ] || exec '{real}' \"$@\"\n'{real}' \"$@\" | head -c {bytes}\necho $$ >> '{}'\n\
             exec sleep 600\n",
            pids.display()
        );
        // A program that this process had open for writing could not be started while another test starts one.
        let written = Command::new("/bin/sh")
            .args(["-c", "printf %s \"$1\" > \"$0\" && chmod 700 \"$0\""])
            .args([program.as_os_str(), code.as_ref()])
            .status();
        assert!(written.unwrap().success());
        *person.desktop.reader.lock().unwrap() = Some(program);
        Self { pids }
    }

    fn running(&self) -> Vec<String> {
        let pids = std::fs::read_to_string(&self.pids).unwrap_or_default();
        let is_running = |pid: &&str| Path::new("/proc").join(pid).exists();
        pids.lines().filter(is_running).map(str::to_owned).collect()
    }

    async fn is_silent(&self) {
        until("the reader fell silent", async || {
            (!self.running().is_empty()).then_some(())
        })
        .await;
    }

    async fn is_gone(&self) {
        until("the reader is ended", async || {
            self.running().is_empty().then_some(())
        })
        .await;
    }
}

async fn who_has_a_long_table(folder: &Path) -> (Google, Person, Value) {
    let parquet = include_bytes!("../../../office/tests/files/pyarrow-long.parquet");
    let (google, person, files) = who_has(folder, json!([writes("long.parquet", parquet)])).await;
    (google, person, id(&files, "long.parquet"))
}

fn asks(file: &Value, find: &str) -> Value {
    json!({"file": file, "sheet": 0, "from": 0, "count": 2, "sort": null, "find": find, "language": "en"})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_is_closed_is_read_no_further_also_while_it_opens() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, person, file) = who_has_a_long_table(folder.path()).await;
    for bytes in [20_000, 100] {
        let reader = SilentReader::of(&person, folder.path(), bytes);
        let closing = async {
            reader.is_silent().await;
            let closed = person.does("close_table", json!({"file": file, "sheet": 0}));
            closed.await;
        };
        // A search waits for the end of the table.
        let (found, ()) = tokio::join!(person.does("table_rows", asks(&file, "x")), closing);
        assert_eq!(
            (&found["total"], &found["is_whole"]),
            (&json!(0), &json!(false))
        );
        reader.is_gone().await;
    }
    *person.desktop.reader.lock().unwrap() = None;
    let found = person.does("table_rows", asks(&file, "2345")).await;
    assert_eq!(found["total"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_a_deleted_conversation_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, person, file) = who_has_a_long_table(folder.path()).await;
    let reader = SilentReader::of(&person, folder.path(), 20_000);
    person.does("table_rows", asks(&file, "")).await;
    reader.is_silent().await;
    let list = json!({"list": {"of": "job"}, "after": null});
    let list = person.does("list_conversations", list).await;
    let conversation = list["conversations"][0]["id"].clone();
    let deleted = person.does("delete_conversations", json!([conversation]));
    deleted.await;
    reader.is_gone().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_is_being_saved_is_stopped_without_a_trace_and_not_by_closing_it() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, person, file) = who_has_a_long_table(folder.path()).await;
    let chosen = folder.path().join("chosen");
    std::fs::create_dir(&chosen).unwrap();
    let reader = SilentReader::of(&person, folder.path(), 20_000);
    person.desktop.chosen.lock().unwrap().push(chosen.clone());
    let table = json!({"file": file, "sheet": 0});
    let stopping = async {
        reader.is_silent().await;
        person.does("close_table", table.clone()).await;
        assert!(!reader.running().is_empty());
        person.does("stop_saving_table", table.clone()).await;
    };
    let request = json!({"file": file, "sheet": 0, "name": ""});
    let (saved, ()) = tokio::join!(person.does("save_table", request.clone()), stopping);
    assert_eq!(saved, Value::Null);
    reader.is_gone().await;
    assert_eq!(std::fs::read_dir(&chosen).unwrap().count(), 0);

    *person.desktop.reader.lock().unwrap() = None;
    person.desktop.chosen.lock().unwrap().push(chosen.clone());
    let saved = person.does("save_table", request).await;
    assert_eq!(saved["is_cut"], false);
    assert_eq!(std::fs::read_dir(&chosen).unwrap().count(), 1);
}
