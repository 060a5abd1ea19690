//! The files of a job: every file is listed with its true name, folders of packages are one line, versions and text
//! are told apart, and missing files say so.

use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, turn_in, until};

const WORKER: &str = "gemini:agent:antigravity-preview-09-2026";
const NOTE: &str = "résumé #1?.txt";

fn bash(code: &str) -> Value {
    json!({"code": code, "language": "bash"})
}

fn script() -> Value {
    let first = "mkdir -p notes node_modules/left-pad\n\
        printf 'Greetings from hafnium\\n' > 'notes/résumé #1?.txt'\n\
        for n in 1 2 3; do echo \"zirconium $n\" > node_modules/left-pad/$n.js; done\n";
    let second = "printf 'Second and longer: tantalum\\n' > 'notes/résumé #1?.txt'\n";
    let many = "mkdir data\nfor n in $(seq 2100); do echo $n > data/$n.txt; done\n";
    json!({"turns": [
        {"match": "page", "say": [bash(first), "The page is done."]},
        {"match": "again", "say": [bash(second), "It is changed."]},
        {"match": "many", "say": [bash(many), "They are made."]},
    ]})
}

async fn hands_over(person: &Person, text: &str) -> Value {
    let sent = person.sends(WORKER, text).await;
    person.sees(&sent, "done").await;
    sent
}

fn named<'a>(conversation: &'a Value, name: &str) -> Vec<&'a Value> {
    let files = conversation["files"].as_array().unwrap();
    files.iter().filter(|file| file["name"] == name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_its_true_name_and_folder_and_is_saved_under_them() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = hands_over(&person, "Make the page").await;
    let conversation = person.looks_at(&sent).await;
    let note = named(&conversation, NOTE)[0];
    assert_eq!(
        (&note["folder"], &note["state"]["state"]),
        (&json!("notes"), &json!("saved"))
    );
    let report = named(&conversation, "report.md")[0];
    assert_eq!(report["folder"], "");

    let downloads = folder.path().join("Downloads");
    *person.desktop.downloads.lock().unwrap() = Some(downloads.clone());
    let one = json!({"files": [note["id"]], "ask": false});
    person.does("save_files", one).await;
    let all = json!({"files": [note["id"], report["id"]], "ask": false});
    person.does("save_files", all).await;
    let text = |path: &str| std::fs::read_to_string(downloads.join(path)).unwrap();
    assert_eq!(text(NOTE), "Greetings from hafnium\n");
    assert_eq!(text(&format!("notes/{NOTE}")), "Greetings from hafnium\n");
    assert!(downloads.join("report.md").is_file());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_of_packages_is_one_line_until_the_person_wants_what_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = hands_over(&person, "Make the page").await;
    let conversation = person.looks_at(&sent).await;
    assert_eq!(conversation["files"].as_array().unwrap().len(), 3);
    let packages = named(&conversation, "node_modules")[0].clone();
    assert_eq!(packages["holds"], json!({"files": 3, "here": 0}));
    assert_eq!(packages["state"]["state"], "listed");

    person.does("fetch_file", packages["id"].clone()).await;
    let request = json!({"folder": packages["id"], "after": null});
    let inside = until("the folder is here", async || {
        let conversation = person.looks_at(&sent).await;
        let packages = named(&conversation, "node_modules")[0];
        if packages["state"]["state"] != "saved" {
            return None;
        }
        assert_eq!(packages["holds"]["here"], 3);
        Some(person.does("list_folder", request.clone()).await)
    })
    .await;
    let names: Vec<_> = inside["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| &file["name"])
        .collect();
    assert_eq!(names, ["1.js", "2.js", "3.js"]);
    let conversation = person.looks_at(&sent).await;
    assert_eq!(
        conversation["files"].as_array().unwrap().len(),
        3,
        "they are in no other list"
    );

    let chosen = folder.path().join("chosen");
    person.desktop.chosen.lock().unwrap().push(chosen.clone());
    let request = json!({"files": [packages["id"]], "ask": true});
    person.does("save_files", request).await;
    let saved = chosen.join("node_modules/left-pad/2.js");
    assert_eq!(std::fs::read_to_string(saved).unwrap(), "zirconium 2\n");

    // A follow-up that does not change the file does not list it again.
    let again = person.follows_up(&sent, WORKER, "Change it again").await;
    person.sees(&again, "done").await;
    let conversation = person.looks_at(&sent).await;
    assert_eq!(named(&conversation, "node_modules").len(), 1);
    let notes = named(&conversation, NOTE);
    assert_eq!(notes.len(), 2, "both versions are there");
    assert_ne!(notes[0]["turn"], notes[1]["turn"]);
    assert_eq!(notes[0]["path"], notes[1]["path"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_of_files_that_jobs_made_and_of_what_went_along_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let attached = crate::jobs::attach(&person, "offers?.csv", "supplier\nNordwerk\n").await;
    assert_eq!(attached["name"], "offers?.csv");
    let mut request = crate::person::turn(WORKER, "Make the page");
    request["attachments"] = json!([attached]);
    let sent = person.does("send", request).await;
    person.sees(&sent, "done").await;
    let found = async |word: &str| {
        until(&format!("{word} is found"), async || {
            // The step that wrote the file contains the word, too.
            let hits = person.searches(word).await;
            let mut hits = hits.as_array()?.iter();
            hits.find(|hit| !hit["file"].is_null()).cloned()
        })
        .await
    };
    let hit = found("hafnium").await;
    assert_eq!(hit["conversation"], sent["conversation"]);
    assert_eq!(hit["turn"], sent["turn"]);
    assert_eq!(hit["file"]["name"], format!("notes/{NOTE}"));
    let conversation = person.looks_at(&sent).await;
    assert_eq!(hit["file"]["id"], named(&conversation, NOTE)[0]["id"]);
    let hit = found("nordwerk").await;
    assert_eq!(hit["file"], json!({"id": null, "name": "offers?.csv"}));
    let hits = person.searches("zirconium").await;
    let hits = hits.as_array().unwrap().iter();
    let in_files = hits.filter(|hit| !hit["file"].is_null()).count();
    assert_eq!(in_files, 0, "packages are not searched");
}

/// A page with one line of text, written by hand.
pub(crate) const LETTER: &str = "%PDF-1.4\n\
    1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
    2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
    3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 5 0 R\n\
    /Resources << /Font << /F1 4 0 R >> >> >>\nendobj\n\
    4 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n\
    5 0 obj\n<< /Length 47 >>\nstream\nBT /F1 12 Tf 20 50 Td (Greetings rhenium) Tj ET\nendstream\nendobj\n\
    trailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_words_of_a_pdf_are_found_and_one_without_any_holds_nothing_up() {
    let script = json!({"turns": [{"say": [
        {"file": "broken.pdf", "content": "%PDF-1.4\nnothing of a document"},
        {"file": "letter.pdf", "content": LETTER},
        "Here they are.",
    ]}]});
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = hands_over(&person, "Write the letter").await;
    let hit = until("its words are found", async || {
        // The step that wrote the file contains the word, too.
        let hits = person.searches("rhenium").await;
        let mut hits = hits.as_array()?.iter();
        hits.find(|hit| !hit["file"].is_null()).cloned()
    })
    .await;
    assert_eq!(hit["turn"], sent["turn"]);
    assert_eq!(hit["file"]["name"], "letter.pdf");
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pdf_that_could_not_be_read_because_the_reader_was_missing_is_read_after_the_next_start()
{
    let script = json!({"turns": [{"say": [
        {"file": "letter.pdf", "content": LETTER},
        {"file": "notes.txt", "content": "Greetings osmium"},
        "Here they are.",
    ]}]});
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    *person.desktop.reader.lock().unwrap() = Some("no-such-program".into());
    person.connects(&google).await;
    hands_over(&person, "Write the letter").await;
    let found = async |person: &Person, word: &str| {
        until("its words are found", async || {
            let hits = person.searches(word).await;
            let mut hits = hits.as_array()?.iter();
            let file = hits.find(|hit| !hit["file"].is_null())?;
            Some(file["file"]["name"].clone())
        })
        .await
    };
    assert_eq!(found(&person, "osmium").await, "notes.txt");

    *person.desktop.reader.lock().unwrap() = None;
    let person = person.restart().await;
    assert_eq!(found(&person, "rhenium").await, "letter.pdf");
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_files_than_are_fetched_by_themselves_are_all_listed_and_can_be_fetched() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = hands_over(&person, "Make many").await;
    let missing = async || {
        let conversation = person.looks_at(&sent).await;
        let files = conversation["files"].as_array().unwrap().clone();
        assert_eq!(files.len(), 2_101);
        files
            .iter()
            .filter(|file| file["state"]["state"] == "listed")
            .count()
    };
    assert_eq!(missing().await, 101);
    person.does("fetch_rest", sent["turn"].clone()).await;
    until("all are here", async || {
        (missing().await == 0).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_that_is_gone_before_its_files_were_fetched_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = script();
    let gone = json!({"error": {"code": "not_found", "message": "Environment not found."}});
    script["faults"] = json!([{"on": "files", "answer": {"status": 404, "body": gone}}]);
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = hands_over(&person, "Make the page").await;
    let conversation = person.looks_at(&sent).await;
    let turn = turn_in(&conversation, &sent);
    assert_eq!(turn["error"]["code"], "sandbox_gone", "{turn}");
    assert_eq!(conversation["files"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_being_fetched_is_not_fetched_again_with_all_others() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = script();
    let answer = |status: u16| json!({"status": status, "body": {"error": {"code": "x", "message": "It broke."}}});
    script["faults"] = json!([
        {"on": "download", "match": "%23", "times": 1, "answer": answer(404)},
        {"on": "download", "match": "%23", "times": 1, "delay_ms": 1_000},
        {"on": "download", "match": "%23", "answer": answer(404)},
    ]);
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = hands_over(&person, "Make the page").await;
    let note = async || named(&person.looks_at(&sent).await, NOTE)[0].clone();
    let failed = note().await;
    assert_eq!(failed["state"]["state"], "failed");
    let both = async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        person.does("fetch_rest", sent["turn"].clone()).await;
    };
    tokio::join!(person.does("fetch_file", failed["id"].clone()), both);
    until("nothing is fetched any more", async || {
        (note().await["state"]["state"] == "saved").then_some(())
    })
    .await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(note().await["state"]["state"], "saved");
}
