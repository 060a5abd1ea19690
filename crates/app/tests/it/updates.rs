//! Updates of Errand itself: nobody is asked, and nothing is fetched or installed, before the person said so.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::bridge::{BridgeError, ErrorCode, UpdatedBy};
use app::{DownloadProgress, FoundVersion, HostFuture, Proxies, UpdateFailure, Updater};
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::person::{Person, html, turn, turn_in, until};

/// What updates Errand, in the place of Tauri's updater.
struct Versions {
    by: UpdatedBy,
    /// The answer to the next looks.
    offered: Mutex<Result<Option<FoundVersion>, UpdateFailure>>,
    /// How fetching ends; `None` if it does so when it is told to.
    package: Mutex<Option<Result<(), UpdateFailure>>>,
    arrived: Arc<Notify>,
    installs: Mutex<Result<(), UpdateFailure>>,
    /// True if installing ends the program.
    ends: AtomicBool,
    /// What was done, in order.
    done: Mutex<Vec<&'static str>>,
}

impl Versions {
    /// A newer version that is fetched and installed without a failure.
    fn with(version: &str) -> Arc<Self> {
        Self::of(UpdatedBy::Itself, version)
    }

    fn of(by: UpdatedBy, version: &str) -> Arc<Self> {
        Arc::new(Self {
            by,
            offered: Mutex::new(Ok(Some(found(version)))),
            package: Mutex::new(Some(Ok(()))),
            arrived: Arc::default(),
            installs: Mutex::new(Ok(())),
            ends: AtomicBool::new(false),
            done: Mutex::default(),
        })
    }

    fn offers(&self, offered: Result<Option<FoundVersion>, UpdateFailure>) {
        *self.offered.lock().unwrap() = offered;
    }

    /// Ends a fetching that waits.
    fn arrives(&self) {
        self.arrived.notify_one();
    }

    fn note(&self, what: &'static str) {
        self.done.lock().unwrap().push(what);
    }

    /// Returns what was done so far.
    fn done(&self) -> Vec<&'static str> {
        self.done.lock().unwrap().clone()
    }
}

fn found(version: &str) -> FoundVersion {
    FoundVersion {
        version: version.to_owned(),
        notes: format!("  Notes of {version}\n"),
        package: "https://versions.example/package".to_owned(),
    }
}

impl Updater for Versions {
    fn updated_by(&self) -> UpdatedBy {
        self.by
    }

    fn list(&self) -> String {
        "https://versions.example/latest.json".to_owned()
    }

    fn look(&self, _proxies: Proxies) -> HostFuture<Result<Option<FoundVersion>, UpdateFailure>> {
        self.note("looked");
        Box::pin(std::future::ready(self.offered.lock().unwrap().clone()))
    }

    fn fetch(
        &self,
        _proxies: Proxies,
        mut fetched: DownloadProgress,
    ) -> HostFuture<Result<(), UpdateFailure>> {
        self.note("fetched");
        fetched(30, Some(100));
        match self.package.lock().unwrap().clone() {
            Some(end) => Box::pin(std::future::ready(end)),
            None => {
                let arrived = Arc::clone(&self.arrived);
                Box::pin(async move {
                    // Whoever fetches can still be told.
                    let _fetched = fetched;
                    arrived.notified().await;
                    Ok(())
                })
            }
        }
    }

    fn forget(&self) {
        self.note("forgot");
    }

    fn install(&self) -> HostFuture<Result<(), UpdateFailure>> {
        self.note("installed");
        Box::pin(std::future::ready(self.installs.lock().unwrap().clone()))
    }

    fn ends_to_install(&self) -> bool {
        self.ends.load(Ordering::SeqCst)
    }

    fn restart(&self) {
        self.note("restarted");
    }
}

fn script() -> Value {
    json!({
        "models": ["errand-starter"],
        "agents": ["errand-agent"],
        "turns": [{"match": "long job", "say": [
            {"text": "Working. ", "delay_ms": 10},
            {"wait_ms": 600_000},
            {"text": "Done.", "delay_ms": 0},
        ]}],
    })
}

async fn start(folder: &std::path::Path, versions: &Arc<Versions>) -> Person {
    Person::start_with_updater(folder, &script(), versions.clone()).await
}

impl Person {
    /// Switches the daily look on or off.
    async fn wants_looks(&self, on: bool) {
        let mut settings = self.does("overview", Value::Null).await["settings"].take();
        settings["look_for_updates"] = json!(on);
        self.does("set_settings", settings).await;
    }

    async fn updates(&self) -> Value {
        self.does("updates", Value::Null).await
    }

    async fn looks(&self) -> Value {
        self.does("look_for_updates", Value::Null).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_asked_before_it_is_switched_on_and_then_once_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let versions = Versions::with("9.0.0");
    let person = start(folder.path(), &versions).await;
    person.wants_looks(false).await;
    let updates = person.updates().await;
    assert_eq!(updates["by"], "itself");
    assert_eq!(updates["asks"], "versions.example");
    assert_eq!(updates["newer"], Value::Null);
    assert_eq!(versions.done(), Vec::<&str>::new());

    person.wants_looks(true).await;
    let updates = until("it has looked", async || {
        let updates = person.updates().await;
        (!updates["newer"].is_null()).then_some(updates)
    })
    .await;
    assert_eq!(
        updates["newer"],
        json!({"version": "9.0.0", "notes": "Notes of 9.0.0"})
    );
    assert_eq!(updates["put_off"], false);
    person.wants_looks(false).await;
    person.wants_looks(true).await;
    assert_eq!(versions.done(), ["looked"], "the day is not over");

    // What was found is still known, and the day is not over, after a restart.
    let person = person.restart().await;
    assert_eq!(person.updates().await["newer"]["version"], "9.0.0");
    person.wants_looks(true).await;
    versions.offers(Ok(None));
    let updates = person.looks().await;
    assert_eq!(versions.done(), ["looked", "looked"]);
    assert_eq!(updates["newer"], Value::Null);
    assert!(updates["looked"].is_i64());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_the_system_or_the_person_updates_asks_nobody() {
    for (by, said) in [(UpdatedBy::System, "system"), (UpdatedBy::Person, "person")] {
        let folder = tempfile::tempdir().unwrap();
        let versions = Versions::of(by, "9.0.0");
        let person = start(folder.path(), &versions).await;
        person.wants_looks(true).await;
        assert_eq!(person.updates().await["by"], said);
        for command in [
            "look_for_updates",
            "update",
            "restart_to_update",
            "stop_update",
            "put_off_update",
        ] {
            let code = person.fails(command, Value::Null).await;
            assert_eq!(code, ErrorCode::Invalid, "{command}");
        }
        assert_eq!(versions.done(), Vec::<&str>::new());
    }
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    assert_eq!(person.updates().await, Value::Null, "this build has none");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_the_system_updates_shows_nothing_that_another_copy_found() {
    let folder = tempfile::tempdir().unwrap();
    let person = start(folder.path(), &Versions::with("9.0.0")).await;
    person.looks().await;
    drop(person);
    let person = start(folder.path(), &Versions::of(UpdatedBy::System, "9.0.0")).await;
    let updates = person.updates().await;
    assert_eq!(updates["newer"], Value::Null);
    assert_eq!(updates["looked"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newer_version_is_installed_when_the_person_says_so_and_errand_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let versions = Versions::with("9.0.0");
    let person = start(folder.path(), &versions).await;
    person.does("update", Value::Null).await;
    assert_eq!(
        versions.done(),
        Vec::<&str>::new(),
        "nothing was found that could be fetched"
    );
    person.looks().await;
    person.does("update", Value::Null).await;
    assert_eq!(
        versions.done(),
        ["looked", "looked", "fetched", "installed", "restarted"]
    );
    assert_eq!(person.desktop.quits(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_with_a_wrong_signature_is_not_installed_and_the_person_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let versions = Versions::with("9.0.0");
    let person = start(folder.path(), &versions).await;
    person.looks().await;
    *versions.package.lock().unwrap() = Some(Err(UpdateFailure::NotSigned));
    person.does("update", Value::Null).await;
    assert_eq!(
        versions.done(),
        ["looked", "looked", "fetched", "forgot"],
        "nothing is installed"
    );
    let updates = person.updates().await;
    assert_eq!(updates["doing"]["step"], "rest");
    let message = updates["problem"]["message"].as_str().unwrap();
    assert!(message.contains("signature"), "{message}");
    assert!(updates["problem"]["hint"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_is_said_and_the_next_look_clears_it() {
    let folder = tempfile::tempdir().unwrap();
    let versions = Versions::with("9.0.0");
    let person = start(folder.path(), &versions).await;
    for (failure, code) in [
        (UpdateFailure::Unreachable, "offline"),
        (UpdateFailure::Unreadable("no JSON".to_owned()), "server"),
        (UpdateFailure::NotForHere, "not_found"),
    ] {
        versions.offers(Err(failure));
        let updates = person.looks().await;
        assert_eq!(updates["problem"]["code"], code);
        assert!(updates["problem"]["hint"].is_string(), "{updates}");
    }
    versions.offers(Ok(None));
    assert_eq!(person.looks().await["problem"], Value::Null);

    versions.offers(Ok(Some(found("9.0.0"))));
    person.looks().await;
    for (refused, says) in [
        (
            UpdateFailure::NotInstalled("the folder is read-only".to_owned()),
            "the folder is read-only",
        ),
        (
            UpdateFailure::NotRestored("/tmp/old/Errand.app".to_owned()),
            "it is now at /tmp/old/Errand.app",
        ),
    ] {
        *versions.installs.lock().unwrap() = Err(refused);
        person.does("update", Value::Null).await;
        assert!(!versions.done().contains(&"restarted"));
        let updates = person.updates().await;
        let message = updates["problem"]["message"].as_str().unwrap();
        assert!(message.contains(says), "{message}");
        assert_eq!(updates["doing"]["step"], "rest");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_installation_that_ended_errand_and_failed_is_told_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let versions = Versions::with("9.0.0");
    versions.ends.store(true, Ordering::SeqCst);
    let refused = UpdateFailure::NotInstalled("the person declined".to_owned());
    *versions.installs.lock().unwrap() = Err(refused);
    let person = start(folder.path(), &versions).await;
    person.looks().await;
    person.does("update", Value::Null).await;
    assert_eq!(versions.done().last(), Some(&"restarted"));

    let person = person.restart().await;
    let message = person.updates().await["problem"]["message"].to_string();
    assert!(message.contains("9.0.0"), "{message}");
    let person = person.restart().await;
    assert!(person.updates().await["problem"].is_object(), "still");
    person.looks().await;
    assert_eq!(person.updates().await["problem"], Value::Null);
}

/// Chooses to update, in a task of its own.
fn begin_update(person: &Person) -> JoinHandle<Result<Value, BridgeError>> {
    let app = person.app.clone();
    tokio::spawn(async move { app.call("update", Value::Null).await })
}

#[tokio::test(flavor = "multi_thread")]
async fn fetching_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let versions = Versions::with("9.0.0");
    *versions.package.lock().unwrap() = None;
    let person = start(folder.path(), &versions).await;
    person.looks().await;
    let update = begin_update(&person);
    until("it is seen how far it is", async || {
        let doing = person.updates().await["doing"].take();
        (doing == json!({"step": "fetching", "done": 30, "total": 100})).then_some(())
    })
    .await;
    person.does("stop_update", Value::Null).await;
    update.await.unwrap().unwrap();
    assert_eq!(versions.done(), ["looked", "looked", "fetched", "forgot"]);
    let updates = person.updates().await;
    assert_eq!(updates["doing"]["step"], "rest");
    assert_eq!(updates["problem"], Value::Null);
    assert_eq!(updates["newer"]["version"], "9.0.0");
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_of_this_computer_are_asked_about_before_the_restart() {
    let folder = tempfile::tempdir().unwrap();
    let versions = Versions::with("9.0.0");
    let person = start(folder.path(), &versions).await;
    let sent = person
        .does("send", turn("local:agent:errand-agent", "A long job"))
        .await;
    until("the job works", async || {
        let conversation = person.looks_at(&sent).await;
        html(turn_in(&conversation, &sent))
            .contains("Working")
            .then_some(())
    })
    .await;
    person.looks().await;
    person.does("update", Value::Null).await;
    let doing = person.updates().await["doing"].take();
    assert_eq!(doing, json!({"step": "asking", "running": 1}));
    assert!(!versions.done().contains(&"installed"));
    person.does("stop_update", Value::Null).await;
    assert_eq!(versions.done().last(), Some(&"forgot"));
    person.does("restart_to_update", Value::Null).await;
    assert!(
        !versions.done().contains(&"installed"),
        "it is not here any more"
    );

    person.does("update", Value::Null).await;
    // The person clicks twice.
    tokio::join!(
        person.does("restart_to_update", Value::Null),
        person.does("restart_to_update", Value::Null)
    );
    assert!(
        versions
            .done()
            .ends_with(&["fetched", "installed", "restarted"])
    );
}

/// Lets nothing about updates be stored, as if the disk were full.
fn fill_disk(folder: &std::path::Path) {
    let record = rusqlite::Connection::open(folder.join("data/ledger.db")).unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON settings WHEN NEW.key = 'updates' \
                BEGIN SELECT RAISE(ABORT, 'full'); END";
    record.execute_batch(full).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_installation_that_cannot_be_noted_is_not_begun_and_can_be_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let versions = Versions::with("9.0.0");
    *versions.package.lock().unwrap() = None;
    let person = start(folder.path(), &versions).await;
    person.looks().await;
    let update = begin_update(&person);
    until("it is fetched", async || {
        let doing = person.updates().await["doing"].take();
        (doing["step"] == "fetching").then_some(())
    })
    .await;
    fill_disk(folder.path());
    versions.arrives();
    assert!(update.await.unwrap().is_err());
    assert_eq!(versions.done(), ["looked", "looked", "fetched", "forgot"]);
    assert_eq!(person.updates().await["doing"]["step"], "rest");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_is_not_asked_again_and_again_while_nothing_can_be_stored() {
    let folder = tempfile::tempdir().unwrap();
    let versions = Versions::with("9.0.0");
    let person = start(folder.path(), &versions).await;
    person.wants_looks(false).await;
    fill_disk(folder.path());
    for answer in [Ok(None), Err(UpdateFailure::NotForHere)] {
        versions.offers(answer);
        person.fails("look_for_updates", Value::Null).await;
        person.wants_looks(true).await;
        // Long enough for a look that is due.
        tokio::time::sleep(Duration::from_millis(300)).await;
        person.wants_looks(false).await;
    }
    assert_eq!(versions.done(), ["looked", "looked"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_the_person_has_not_seen_is_shown_first() {
    let folder = tempfile::tempdir().unwrap();
    let versions = Versions::with("9.0.0");
    let person = start(folder.path(), &versions).await;
    person.looks().await;
    versions.offers(Ok(Some(found("9.0.1"))));
    person.does("update", Value::Null).await;
    assert!(!versions.done().contains(&"fetched"));
    let updates = person.updates().await;
    assert_eq!(updates["newer"]["version"], "9.0.1");
    assert_eq!(updates["doing"]["step"], "rest");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_put_a_version_off_is_told_of_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let versions = Versions::with("9.0.0");
    let person = start(folder.path(), &versions).await;
    person.looks().await;
    person.does("put_off_update", Value::Null).await;
    let person = person.restart().await;
    assert_eq!(person.updates().await["put_off"], true);
    person.looks().await;
    assert_eq!(person.updates().await["put_off"], true);
    versions.offers(Ok(Some(found("9.1.0"))));
    assert_eq!(person.looks().await["put_off"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_come_with_a_file_do_not_switch_it_on() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let person = Person::start(folder.path()).await;
    person.wants_looks(true).await;
    let (archive, _) = person.exports_everything(folder.path()).await;
    let heir = Person::start(other.path()).await;
    heir.desktop.chosen.lock().unwrap().push(archive);
    let request = json!({"with_settings": true});
    assert_eq!(heir.does("import_files", request).await, true);
    let settings = until("the settings are here", async || {
        let settings = heir.does("overview", Value::Null).await["settings"].take();
        (settings["welcomed"] == true).then_some(settings)
    })
    .await;
    assert_eq!(settings["look_for_updates"], false);
}
