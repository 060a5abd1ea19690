//! Files: previewed, and saved byte for byte without overwriting.

use std::path::Path;

use app::bridge::ErrorCode;
use serde_json::{Value, json};

use crate::engine::Google;
use crate::jobs::{hands_over, script};
use crate::person::{Person, stands_in};

const COMPARISON: &str = "supplier,price\nPrimaplast,3.90\nNordwerk,4.20\n";

fn file<'a>(conversation: &'a Value, name: &str) -> &'a Value {
    let files = conversation["files"].as_array().unwrap();
    files.iter().find(|file| file["name"] == name).unwrap()
}

/// Starts Errand, connected to a server that follows `script` until it is dropped.
async fn person_with_google(folder: &Path, script: &Value) -> (Google, Person) {
    let google = Google::start(folder, script);
    let person = Person::start(folder).await;
    person.connects(&google).await;
    (google, person)
}

/// Hands over a job, and returns its conversation once it is done.
async fn finished_job(person: &Person) -> Value {
    let sent = hands_over(person).await;
    person.sees(&sent, "done").await;
    person.looks_at(&sent).await
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_previewed_and_saved_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, person) = person_with_google(folder.path(), &script()).await;
    let sent = hands_over(&person).await;
    person.sees(&sent, "done").await;
    let conversation = person.looks_at(&sent).await;
    let (table, report) = (
        file(&conversation, "comparison.csv"),
        file(&conversation, "report.md"),
    );

    let preview = person.does("preview_file", table["id"].clone()).await;
    assert_eq!(preview["type"], "table");
    assert_eq!(preview["rows"][0], json!(["Primaplast", "3.90"]));
    let preview = person.does("preview_file", report["id"].clone()).await;
    assert_eq!(preview["type"], "markdown");

    let chosen = folder.path().join("chosen");
    std::fs::create_dir(&chosen).unwrap();
    std::fs::write(chosen.join("comparison.csv"), "mine").unwrap();
    person.desktop.chosen.lock().unwrap().push(chosen.clone());
    let request = json!({"files": [table["id"], report["id"]], "ask": true});
    let saved = person.does("save_files", request).await;
    assert_eq!(saved["folder"], chosen.display().to_string());
    let first = saved["paths"][0].as_str().unwrap();
    assert_eq!(std::fs::read_to_string(first).unwrap(), COMPARISON);
    assert_eq!(
        std::fs::read_to_string(chosen.join("comparison.csv")).unwrap(),
        "mine"
    );

    person.does("show_in_folder", json!(first)).await;
    assert_eq!(
        person.fails("show_in_folder", json!("/etc/passwd")).await,
        ErrorCode::Invalid
    );
    let all = person.does("list_files", Value::Null).await;
    assert_eq!(all["files"].as_array().unwrap().len(), 2);
    let found = person.searches("comparison.csv").await;
    assert_eq!(found[0]["conversation"], sent["conversation"]);
}

/// A page of 200 by 100 points, written by hand.
const LETTER: &str = "%PDF-1.4\n\
    1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
    2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
    3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>\nendobj\n\
    trailer\n<< /Root 1 0 R /Size 4 >>\n%%EOF\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_pdf_is_shown_page_by_page_and_a_broken_one_says_so() {
    let script = json!({"turns": [{"say": [
        {"file": "letter.pdf", "content": LETTER},
        {"file": "broken.pdf", "content": "%PDF-1.4\nnothing of a document"},
        "Here they are.",
    ]}]});
    let folder = tempfile::tempdir().unwrap();
    let (_google, person) = person_with_google(folder.path(), &script).await;
    let conversation = finished_job(&person).await;
    let (letter, broken) = (
        file(&conversation, "letter.pdf"),
        file(&conversation, "broken.pdf"),
    );

    let preview = person.does("preview_file", letter["id"].clone()).await;
    assert_eq!(preview["type"], "pdf");
    let request = json!({"file": letter["id"], "password": null, "from": 0});
    let drawn = person.does("draw_pages", request).await;
    assert_eq!(
        (&drawn["total"], &drawn["truncated"]),
        (&json!(1), &json!(false))
    );
    let page = &drawn["pages"][0];
    assert_eq!(
        (&page["width"], &page["height"]),
        (&json!(1200), &json!(600))
    );
    let url = page["data_url"].as_str().unwrap();
    assert!(url.starts_with("data:image/png;base64,"), "{url}");

    let request = json!({"file": broken["id"], "password": null, "from": 0});
    assert_eq!(person.fails("draw_pages", request).await, ErrorCode::File);
}

/// A letter with a line of text, encrypted by pypdf with the password `green 7`.
const LOCKED: &[u8] = include_bytes!("../../../reader/tests/files/pypdf-rc4.pdf");

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_pdf_is_drawn_and_searched_with_its_password_which_is_kept_nowhere() {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    let code = format!(
        "echo {} | base64 -d > locked.pdf",
        BASE64_STANDARD.encode(LOCKED)
    );
    let script = json!({"turns": [{"say": [{"code": code, "language": "bash"}, "Here it is."]}]});
    let folder = tempfile::tempdir().unwrap();
    let (_google, person) = person_with_google(folder.path(), &script).await;
    let conversation = finished_job(&person).await;
    let locked = file(&conversation, "locked.pdf");

    for password in [json!(null), json!("green 8")] {
        let request = json!({"file": locked["id"], "password": password, "from": 0});
        assert_eq!(person.fails("draw_pages", request).await, ErrorCode::Locked);
        let request = json!({"file": locked["id"], "password": password});
        assert_eq!(person.fails("read_pages", request).await, ErrorCode::Locked);
    }
    let request = json!({"file": locked["id"], "password": "green 7", "from": 0});
    let drawn = person.does("draw_pages", request).await;
    let line = &drawn["pages"][0]["lines"][0];
    assert_eq!(
        (&line["text"], &line["x"]),
        (&json!("Behind a lock"), &json!(120))
    );
    let request = json!({"file": locked["id"], "password": "green 7"});
    assert_eq!(
        person.does("read_pages", request).await,
        json!({"total": 1, "pages": [["Behind a lock"]]})
    );
    person.app.shutdown().await;
    assert!(!stands_in(&folder.path().join("data"), "green 7"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_folder_of_saved_files_is_named_and_can_be_shown_before_anything_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(overview["save_folder"], "", "this system names none");

    let downloads = folder.path().join("Downloads");
    *person.desktop.downloads.lock().unwrap() = Some(downloads.clone());
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(overview["save_folder"], downloads.display().to_string());
    person
        .does("show_in_folder", overview["save_folder"].clone())
        .await;

    let chosen = folder.path().join("chosen");
    person.desktop.chosen.lock().unwrap().push(chosen.clone());
    person.does("choose_save_folder", Value::Null).await;
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(overview["save_folder"], chosen.display().to_string());
    person.does("show_in_folder", json!(chosen)).await;
    assert_eq!(
        person.fails("show_in_folder", json!(downloads)).await,
        ErrorCode::Invalid
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_that_breaks_is_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = script();
    script["faults"] = json!([{"on": "download", "times": 2, "drop_after_bytes": 5}]);
    let (_google, person) = person_with_google(folder.path(), &script).await;
    let conversation = finished_job(&person).await;
    assert_eq!(
        file(&conversation, "comparison.csv")["size"],
        COMPARISON.len()
    );
    assert_eq!(
        file(&conversation, "comparison.csv")["state"]["state"],
        "saved"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_from_an_answer_opens_only_when_it_is_one_of_the_web_or_of_mail() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    for good in [
        "https://example.org/a?b=c",
        "http://example.org",
        "mailto:a@example.org",
    ] {
        person.does("open_link", json!(good)).await;
    }
    for bad in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "errand://open/1",
        "not an address",
    ] {
        assert_eq!(
            person.fails("open_link", json!(bad)).await,
            ErrorCode::Invalid,
            "{bad}"
        );
    }
}

/// Stands for the LibreOffice of this computer, inside of the sandbox: its PDF is that of a letter.
#[cfg(target_os = "linux")]
fn with_office(folder: &Path, person: &Person) {
    use std::os::unix::fs::PermissionsExt;
    let program = |name: &str, code: String| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, code).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
        path
    };
    std::fs::set_permissions(folder, PermissionsExt::from_mode(0o755)).unwrap();
    let office = format!(
        "#!/bin/sh\ngrep -q broken /workspace/document.rtf && exit\ncat > /workspace/document.pdf <<'E'\n{LETTER}E\n"
    );
    let office = program("program/soffice", office);
    let engine = format!(
        "#!/bin/sh\necho \"$@\" >> {}\nERRAND_SOFFICE={} exec {} \"$@\"\n",
        folder.join("calls").display(),
        office.display(),
        crate::programs::engine().display()
    );
    *person.desktop.engine.lock().unwrap() = Some(program("engine", engine));
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn an_office_file_is_shown_as_pages_where_libreoffice_is() {
    let script = json!({"turns": [{"say": [
        {"file": "letter.rtf", "content": "{\\rtf1 Dear Ada}"},
        {"file": "broken.rtf", "content": "{\\rtf1 broken}"},
        {"file": "notes.md", "content": "Words"},
        "Here they are.",
    ]}]});
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script);
    let temporary = folder.path().join("data/temporary");
    std::fs::create_dir_all(&temporary).unwrap();
    std::fs::write(temporary.join("left.pdf"), "by a crash").unwrap();
    let person = Person::start(folder.path()).await;
    let kept = || std::fs::read_dir(&temporary).unwrap().count();
    assert_eq!(kept(), 0);
    let programs = tempfile::tempdir().unwrap();
    with_office(programs.path(), &person);
    person.connects(&google).await;
    let conversation = finished_job(&person).await;
    let id = |name: &str| file(&conversation, name)["id"].clone();

    let preview = person.does("preview_file", id("letter.rtf")).await;
    assert_eq!(
        (&preview["type"], &preview["has_pages"]),
        (&json!("markdown"), &json!(true))
    );
    let pages = |name: &str| json!({"file": id(name), "password": null, "from": 0});
    for _ in ["made", "kept"] {
        let drawn = person.does("draw_pages", pages("letter.rtf")).await;
        assert_eq!(drawn["total"], 1);
        assert_eq!(drawn["pages"][0]["width"], 1200);
        assert_eq!(kept(), 1);
    }
    for _ in ["tried", "remembered"] {
        assert_eq!(
            person.fails("draw_pages", pages("broken.rtf")).await,
            ErrorCode::File
        );
    }
    let calls = std::fs::read_to_string(programs.path().join("calls")).unwrap();
    assert_eq!(calls.lines().filter(|call| *call == "pdf rtf").count(), 2);
    let preview = person.does("preview_file", id("notes.md")).await;
    assert_eq!(preview["has_pages"], false);
    person.app.shutdown().await;
    assert_eq!(kept(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_file_is_shown_without_pages_where_libreoffice_is_not() {
    let script = json!({"turns": [{"say": [{"file": "letter.rtf", "content": "{\\rtf1 Dear Ada}"}, "Here."]}]});
    let folder = tempfile::tempdir().unwrap();
    let (_google, person) = person_with_google(folder.path(), &script).await;
    let conversation = finished_job(&person).await;
    let letter = file(&conversation, "letter.rtf")["id"].clone();
    let preview = person.does("preview_file", letter.clone()).await;
    assert_eq!(preview["has_pages"], false);
    let pages = json!({"file": letter, "password": null, "from": 0});
    assert_eq!(person.fails("draw_pages", pages).await, ErrorCode::File);
}
