//! Tables of any length, the encoding that a person chooses, and files handed to other programs.

use std::io::Read;

use app::bridge::ErrorCode;
use serde_json::{Value, json};

use crate::engine::Google;
use crate::jobs::hands_over;
use crate::person::Person;

/// Makes a person who has these files of a job.
pub(crate) async fn who_has(folder: &std::path::Path, files: Value) -> (Google, Person, Value) {
    let mut say: Vec<Value> = files.as_array().unwrap().clone();
    say.push(json!("Here they are."));
    let google = Google::start(folder, &json!({"turns": [{"say": say}]}));
    let person = Person::start(folder).await;
    person.connects(&google).await;
    let sent = hands_over(&person).await;
    person.sees(&sent, "done").await;
    let conversation = person.looks_at(&sent).await;
    (google, person, conversation["files"].clone())
}

pub(crate) fn id(files: &Value, name: &str) -> Value {
    let files = files.as_array().unwrap();
    files.iter().find(|file| file["name"] == name).unwrap()["id"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_rows_of_a_long_table_are_sorted_and_searched() {
    let folder = tempfile::tempdir().unwrap();
    let mut table = "Name;Betrag;Tag\n".to_owned();
    for row in 0..2_000 {
        table.push_str(&format!(
            "Kunde {row};{},50;{}.1.2026\n",
            2_000 - row,
            row % 28 + 1
        ));
    }
    let (_google, person, files) = who_has(
        folder.path(),
        json!([{"file": "long.csv", "content": table}]),
    )
    .await;
    let file = id(&files, "long.csv");
    let preview = person.does("preview_file", file.clone()).await;
    assert_eq!(preview["columns"], json!(["text", "number", "date"]));
    assert_eq!(preview["truncated"], true);

    let ask = |from: u32, sort: Value, find: &str| json!({"file": file, "from": from, "count": 2, "sort": sort, "find": find, "language": "de"});
    let by_sum = json!({"column": 1, "is_descending": false});
    let sorted = person.does("table_rows", ask(0, by_sum, "")).await;
    assert_eq!(
        (&sorted["total"], &sorted["is_whole"]),
        (&json!(2_000), &json!(true))
    );
    assert_eq!(
        sorted["rows"][0],
        json!({"number": 1999, "cells": ["Kunde 1999", "1,50", "12.1.2026"]})
    );
    let end = person.does("table_rows", ask(1_999, Value::Null, "")).await;
    assert_eq!(end["rows"][0]["cells"][0], "Kunde 1999");
    let found = person
        .does("table_rows", ask(0, Value::Null, "kunde 777"))
        .await;
    assert_eq!(
        (&found["total"], &found["rows"][0]["number"]),
        (&json!(1), &json!(777))
    );
}

/// Shell code that writes a file of these bytes.
pub(crate) fn writes(name: &str, bytes: &[u8]) -> Value {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    let code = format!(
        "echo {} | base64 -d > {name}",
        BASE64_STANDARD.encode(bytes)
    );
    json!({"code": code, "language": "bash"})
}

#[tokio::test(flavor = "multi_thread")]
async fn all_rows_of_parquet_and_of_a_long_sheet_are_sorted_searched_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let parquet = include_bytes!("../../../office/tests/files/pyarrow-long.parquet");
    let sheet = include_bytes!("../../../office/tests/files/openpyxl-long.xlsx");
    let made = json!([writes("long.parquet", parquet), writes("long.xlsx", sheet)]);
    let (_google, person, files) = who_has(folder.path(), made).await;
    let ask = |name: &str, from: u32, sort: Value, find: &str| json!({"file": id(&files, name), "sheet": 0, "from": from, "count": 2, "sort": sort, "find": find, "language": "en"});

    let preview = person
        .does("preview_file", id(&files, "long.parquet"))
        .await;
    let table = &preview["sheets"][0]["table"];
    assert_eq!(table["header"], json!(["n", "t"]));
    assert_eq!(table["columns"], json!(["number", "text"]));
    assert_eq!(table["is_long"], true);
    let downwards = json!({"column": 0, "is_descending": true});
    let sorted = person
        .does("table_rows", ask("long.parquet", 0, downwards.clone(), ""))
        .await;
    assert_eq!(sorted["rows"][0]["cells"], json!(["2999", "x"]));
    assert_eq!(
        (&sorted["total"], &sorted["is_cut"]),
        (&json!(3000), &json!(false))
    );
    let found = person
        .does("table_rows", ask("long.parquet", 0, Value::Null, "2345"))
        .await;
    assert_eq!(
        (&found["total"], &found["rows"][0]["number"]),
        (&json!(1), &json!(2345))
    );

    let long = person
        .does("table_rows", ask("long.xlsx", 0, downwards, ""))
        .await;
    assert!(long["total"].as_u64().unwrap() > 499, "{long}");

    let chosen = folder.path().join("chosen");
    std::fs::create_dir(&chosen).unwrap();
    person.desktop.chosen.lock().unwrap().push(chosen);
    let request = json!({"file": id(&files, "long.parquet"), "sheet": 0, "name": ""});
    let saved = person.does("save_table", request).await;
    assert_eq!(saved["is_cut"], false);
    let place = std::path::Path::new(saved["place"].as_str().unwrap());
    assert_eq!(place.file_name().unwrap(), "long.csv");
    let text = std::fs::read_to_string(place).unwrap();
    assert!(text.starts_with("n,t\r\n0,x\r\n"), "{text}");
    assert!(text.ends_with("\r\n2999,x\r\n"));
    let chosen = folder.path().join("chosen");
    person.desktop.chosen.lock().unwrap().push(chosen);
    let request = json!({"file": id(&files, "long.xlsx"), "sheet": 0, "name": "In/Out 2026"});
    let saved = person.does("save_table", request).await;
    let place = std::path::Path::new(saved["place"].as_str().unwrap());
    assert_eq!(place.file_name().unwrap(), "long - In_Out 2026.csv");
    let none = json!({"file": id(&files, "long.parquet"), "sheet": null, "from": 0, "count": 2, "sort": null, "find": "", "language": "en"});
    assert_eq!(person.fails("table_rows", none).await, ErrorCode::Invalid);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_columns_and_whole_cells_are_saved_though_not_all_of_them_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    let names: Vec<String> = (0..150).map(|at| format!("c{at}")).collect();
    let mut values = vec!["v".to_owned(); 149];
    values.push("x".repeat(5_000));
    let (names, values) = (names.join(","), values.join("','"));
    let made = format!("CREATE TABLE wide ({names}); INSERT INTO wide VALUES ('{values}');");
    database.execute_batch(&made).unwrap();
    drop(database);
    let bytes = std::fs::read(path).unwrap();
    let (_google, person, files) = who_has(folder.path(), json!([writes("wide.db", &bytes)])).await;
    let preview = person.does("preview_file", id(&files, "wide.db")).await;
    let table = &preview["sheets"][0]["table"];
    assert_eq!(table["header"].as_array().unwrap().len(), 100);

    let chosen = folder.path().join("chosen");
    std::fs::create_dir(&chosen).unwrap();
    person.desktop.chosen.lock().unwrap().push(chosen);
    let request = json!({"file": id(&files, "wide.db"), "sheet": 0, "name": ""});
    let saved = person.does("save_table", request).await;
    assert_eq!(saved["is_cut"], false);
    let text = std::fs::read_to_string(saved["place"].as_str().unwrap()).unwrap();
    assert_eq!(text.lines().next(), Some(names.as_str()));
    assert_eq!(
        text.lines().nth(1),
        Some(values.replace("','", ",").as_str())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn parquet_with_encrypted_columns_names_them_and_a_file_of_nothing_else_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let some =
        include_bytes!("../../../office/tests/files/parquet/pyarrow-encrypted-field.parquet");
    let all =
        include_bytes!("../../../office/tests/files/parquet/pyarrow-encrypted-columns.parquet");
    let made = json!([writes("some.parquet", some), writes("all.parquet", all)]);
    let (_google, person, files) = who_has(folder.path(), made).await;
    let preview = person
        .does("preview_file", id(&files, "some.parquet"))
        .await;
    assert_eq!(preview["sheets"][0]["encrypted"], json!(["salary", "bank"]));
    let table = &preview["sheets"][0]["table"];
    assert_eq!(table["rows"][0], json!(["Ada", "1"]));
    let all = id(&files, "all.parquet");
    let refused = person.fails("preview_file", all).await;
    assert_eq!(refused, ErrorCode::File);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_encoding_that_was_chosen_is_kept_and_searched() {
    let folder = tempfile::tempdir().unwrap();
    let content = "Ware,Preis\nKäse,3.20\n";
    let (_google, person, files) = who_has(
        folder.path(),
        json!([{"file": "list.csv", "content": content}]),
    )
    .await;
    let file = id(&files, "list.csv");
    let read_as = |encoding: Value| json!({"file": file, "encoding": encoding});
    let preview = person
        .does("set_encoding", read_as(json!("windows-1252")))
        .await;
    assert_eq!(preview["encoding"], "windows-1252");
    assert_eq!(preview["rows"][0][0], "KÃ¤se");
    assert_eq!(person.does("preview_file", file.clone()).await, preview);
    let rows =
        json!({"file": file, "from": 0, "count": 9, "sort": null, "find": "kã¤", "language": "en"});
    assert_eq!(person.does("table_rows", rows).await["total"], 1);
    let hits = person.searches("KÃ¤se").await;
    assert_eq!(hits[0]["file"]["name"], "list.csv");
    let preview = person.does("set_encoding", read_as(Value::Null)).await;
    assert_eq!(preview["rows"][0][0], "Käse");
    assert_eq!(
        person
            .fails("set_encoding", read_as(json!("no-such")))
            .await,
        ErrorCode::Invalid
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn files_leave_as_one_archive_and_what_can_run_is_opened_after_a_question_only() {
    let folder = tempfile::tempdir().unwrap();
    let made = json!([
        {"file": "data/list.csv", "content": "a,b\n1,2\n"},
        {"file": "tool.sh", "content": "echo hi"},
        {"file": "page.html", "content": "<p>x</p><SCRIPT>1</SCRIPT>"},
    ]);
    let (_google, person, files) = who_has(folder.path(), made).await;
    let chosen = folder.path().join("chosen");
    std::fs::create_dir(&chosen).unwrap();
    person.desktop.chosen.lock().unwrap().push(chosen.clone());
    let request =
        json!({"files": [id(&files, "list.csv"), id(&files, "tool.sh")], "name": "a/job: one"});
    let place = person.does("save_archive", request).await;
    let archive = std::fs::File::open(place.as_str().unwrap()).unwrap();
    let mut archive = zip::ZipArchive::new(archive).unwrap();
    assert_eq!(archive.len(), 2);
    let mut table = String::new();
    let mut inside = archive.by_name("data/list.csv").unwrap();
    inside.read_to_string(&mut table).unwrap();
    assert_eq!(table, "a,b\n1,2\n");

    let open = |name: &str, is_sure: bool| json!({"file": id(&files, name), "is_sure": is_sure});
    let asks = |runs: &str| json!({"type": "asks", "runs": runs});
    assert_eq!(
        person.does("open_file", open("tool.sh", false)).await,
        asks("program")
    );
    assert_eq!(
        person.does("open_file", open("page.html", false)).await,
        asks("page")
    );
    assert!(person.desktop.opened.lock().unwrap().is_empty());
    let opened = json!({"type": "opened"});
    assert_eq!(
        person.does("open_file", open("list.csv", false)).await,
        opened
    );
    assert_eq!(
        person.does("open_file", open("tool.sh", true)).await,
        opened
    );
    let places = person.desktop.opened.lock().unwrap().clone();
    assert_eq!(std::fs::read_to_string(&places[0]).unwrap(), "a,b\n1,2\n");
    assert!(places[1].ends_with("tool.sh"));
    let preview = person.does("preview_file", id(&files, "page.html")).await;
    assert_eq!(preview["needs_scripts"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_handed_to_other_programs_under_their_own_names() {
    let folder = tempfile::tempdir().unwrap();
    let made = json!([
        {"code": "printf 'a,b\\n1,2\\n' > 'résumé #1?.csv'; cp 'résumé #1?.csv' 'the same.csv'", "language": "bash"},
        {"file": "tool.sh", "content": "echo hi"},
    ]);
    let (_google, person, files) = who_has(folder.path(), made).await;
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(overview["hands_out_files"], true);

    let (resume, same) = (id(&files, "résumé #1?.csv"), id(&files, "the same.csv"));
    let name = person.does("copy_file", resume.clone()).await;
    assert_eq!(name, "résumé #1?.csv");
    person.does("copy_file", resume.clone()).await;
    person.does("drag_file", same.clone()).await;
    let (copied, dragged) = (
        person.desktop.copied.lock().unwrap().clone(),
        person.desktop.dragged.lock().unwrap().clone(),
    );
    assert_eq!(copied[0], copied[1], "a copy is made once");
    assert!(copied[0].ends_with("résumé #1?.csv"));
    assert!(dragged[0].ends_with("the same.csv"));
    // A copy on the clipboard stays when the same bytes are handed out again, and it is writable.
    let open = |file: &Value, is_sure: bool| json!({"file": file, "is_sure": is_sure});
    person.does("open_file", open(&resume, false)).await;
    assert_eq!(std::fs::read_to_string(&copied[0]).unwrap(), "a,b\n1,2\n");
    let can_be_changed =
        |path: &std::path::Path| !path.metadata().unwrap().permissions().readonly();
    assert!(can_be_changed(&copied[0]));
    let opened = person.desktop.opened.lock().unwrap().clone();
    assert!(!can_be_changed(&opened[0]));

    let tool = id(&files, "tool.sh");
    let asks = json!({"type": "asks", "runs": "program"});
    assert_eq!(
        person.does("open_file_with", open(&tool, false)).await,
        asks
    );
    assert!(person.desktop.opened_with.lock().unwrap().is_empty());
    person.does("open_file_with", open(&tool, true)).await;
    let opened_with = person.desktop.opened_with.lock().unwrap().clone();
    assert!(opened_with[0].ends_with("tool.sh"), "{opened_with:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_is_shown_in_words_and_found_by_them() {
    let folder = tempfile::tempdir().unwrap();
    let calendar = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261201T140000Z\nSUMMARY:Planungsrunde\nEND:VEVENT\nEND:VCALENDAR\n";
    let made = json!([{"file": "plan.ics", "content": calendar}, {"file": "odd.ics", "content": "no calendar"}]);
    let (_google, person, files) = who_has(folder.path(), made).await;
    let preview = person.does("preview_file", id(&files, "plan.ics")).await;
    assert_eq!(preview["type"], "markdown");
    assert!(
        preview["html"]
            .as_str()
            .unwrap()
            .contains("Tuesday, 2026-12-01, 14:00 (UTC)")
    );
    let odd = person.does("preview_file", id(&files, "odd.ics")).await;
    assert_eq!(odd["type"], "text");
}
