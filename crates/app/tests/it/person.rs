//! A person with a data folder, a desktop that records everything, and Errand.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use app::bridge::{Conversation, ErrorCode, Patch};
use app::network::ProxyVariables;
use app::notices::Notification;
use app::words::Language;
use app::{App, Host, HostFuture, Options, PastedContent, PickPurpose, Reach, Updater};
use serde_json::{Value, json};

use crate::engine::{Google, KEY};
use crate::whole::{open, whole};

/// Timeout for everything, long enough for a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The desktop, which records what Errand does.
#[derive(Default)]
pub(crate) struct Desktop {
    patches: Mutex<Vec<Patch>>,
    notifications: Mutex<Vec<Notification>>,
    /// The paths that the person chooses in the next dialog.
    pub(crate) chosen: Mutex<Vec<PathBuf>>,
    /// The purpose of each dialog for files.
    pub(crate) picked_for: Mutex<Vec<PickPurpose>>,
    /// The content that the person has just pasted.
    pub(crate) pasted: Mutex<Option<PastedContent>>,
    /// The files that were opened in other programs.
    pub(crate) opened: Mutex<Vec<PathBuf>>,
    /// The files for which the person was to choose a program.
    pub(crate) opened_with: Mutex<Vec<PathBuf>>,
    /// The files that were put on the clipboard.
    pub(crate) copied: Mutex<Vec<PathBuf>>,
    /// The files that were dragged.
    pub(crate) dragged: Mutex<Vec<PathBuf>>,
    /// The system's Downloads folder.
    pub(crate) downloads: Mutex<Option<PathBuf>>,
    /// True if the window has the focus.
    pub(crate) in_front: AtomicBool,
    /// The proxy in the desktop's settings.
    pub(crate) desktop_proxy: Mutex<Option<String>>,
    /// The reader program, if it is not the default one.
    pub(crate) reader: Mutex<Option<PathBuf>>,
    /// If set, the next look-up of `desktop_proxy` waits for a message on this channel.
    pub(crate) slow_proxy: Mutex<Option<Receiver<()>>>,
    /// True if Errand starts with the desktop.
    pub(crate) autostart: AtomicBool,
    /// The number of waiting turns that the tray shows.
    pub(crate) waiting: AtomicUsize,
    /// Every URL that was opened in another program.
    pub(crate) addresses: Mutex<Vec<String>>,
    /// The language that Errand set last.
    pub(crate) language: Mutex<Option<Language>>,
    /// What updates Errand.
    pub(crate) updater: Mutex<Option<Arc<dyn Updater>>>,
    quits: AtomicUsize,
    pub(crate) engine: Mutex<Option<PathBuf>>,
    variables: Mutex<ProxyVariables>,
}

impl Desktop {
    /// Returns all patches so far.
    pub(crate) fn patches(&self) -> Vec<Patch> {
        self.patches.lock().unwrap().clone()
    }

    /// Returns all notifications so far.
    pub(crate) fn notifications(&self) -> Vec<Notification> {
        self.notifications.lock().unwrap().clone()
    }

    /// Returns how often the program was ended.
    pub(crate) fn quits(&self) -> usize {
        self.quits.load(Ordering::SeqCst)
    }
}

impl Host for Desktop {
    fn set_language(&self, language: Language) {
        *self.language.lock().unwrap() = Some(language);
    }

    fn send(&self, patches: Vec<Patch>) -> HostFuture<()> {
        self.patches.lock().unwrap().extend(patches);
        Box::pin(std::future::ready(()))
    }

    fn pick_files(&self, what_for: PickPurpose) -> HostFuture<Vec<PathBuf>> {
        self.picked_for.lock().unwrap().push(what_for);
        let chosen = std::mem::take(&mut *self.chosen.lock().unwrap());
        Box::pin(std::future::ready(chosen))
    }

    fn pasted(&self) -> HostFuture<PastedContent> {
        let pasted = self.pasted.lock().unwrap().take();
        Box::pin(std::future::ready(pasted.unwrap_or(PastedContent::Nothing)))
    }

    fn pick_model_file(&self) -> HostFuture<Option<PathBuf>> {
        Box::pin(std::future::ready(self.chosen.lock().unwrap().pop()))
    }

    fn pick_folder_to_read(&self) -> HostFuture<Option<PathBuf>> {
        Box::pin(std::future::ready(self.chosen.lock().unwrap().pop()))
    }

    fn pick_folder(&self) -> HostFuture<Option<PathBuf>> {
        Box::pin(std::future::ready(self.chosen.lock().unwrap().pop()))
    }

    fn pick_new_file(&self, name: &str) -> HostFuture<Option<PathBuf>> {
        let folder = self.chosen.lock().unwrap().pop();
        Box::pin(std::future::ready(folder.map(|folder| folder.join(name))))
    }

    fn open_link(&self, url: &str) -> Result<(), String> {
        self.addresses.lock().unwrap().push(url.to_owned());
        Ok(())
    }

    fn open_file(&self, path: &Path) -> Result<(), String> {
        self.opened.lock().unwrap().push(path.to_owned());
        Ok(())
    }

    fn hands_out_files(&self) -> bool {
        true
    }

    fn open_with(&self, path: &Path) -> HostFuture<Result<(), String>> {
        self.opened_with.lock().unwrap().push(path.to_owned());
        Box::pin(std::future::ready(Ok(())))
    }

    fn copy_file(&self, path: &Path) -> HostFuture<Result<(), String>> {
        self.copied.lock().unwrap().push(path.to_owned());
        Box::pin(std::future::ready(Ok(())))
    }

    fn drag_file(&self, path: &Path) -> HostFuture<Result<(), String>> {
        self.dragged.lock().unwrap().push(path.to_owned());
        Box::pin(std::future::ready(Ok(())))
    }

    fn show_in_folder(&self, _path: &Path) -> Result<(), String> {
        Ok(())
    }

    fn notify(&self, notification: Notification) -> Result<(), String> {
        self.notifications.lock().unwrap().push(notification);
        Ok(())
    }

    fn show_waiting(&self, count: usize) {
        self.waiting.store(count, Ordering::SeqCst);
    }

    fn is_in_front(&self) -> bool {
        self.in_front.load(Ordering::SeqCst)
    }

    fn raise(&self) {
        self.in_front.store(true, Ordering::SeqCst);
    }

    fn quit(&self) {
        self.quits.fetch_add(1, Ordering::SeqCst);
    }

    fn starts_with_desktop(&self) -> Option<bool> {
        Some(self.autostart.load(Ordering::SeqCst))
    }

    fn start_with_desktop(&self, start: bool) -> Result<(), String> {
        self.autostart.store(start, Ordering::SeqCst);
        Ok(())
    }

    fn starter_model(&self) -> Option<PathBuf> {
        // The script does not use it, but a file must exist.
        self.engine.lock().unwrap().clone()
    }

    fn engine(&self) -> PathBuf {
        self.engine
            .lock()
            .unwrap()
            .clone()
            .unwrap_or_else(|| "no-such-program".into())
    }

    fn desktop_proxy(&self, _url: &str) -> Option<String> {
        let slow = self.slow_proxy.lock().unwrap().take();
        if let Some(rings) = slow {
            rings.recv().unwrap();
        }
        self.desktop_proxy.lock().unwrap().clone()
    }

    fn reader(&self) -> PathBuf {
        let other = self.reader.lock().unwrap().clone();
        other.unwrap_or_else(|| crate::programs::reader().to_owned())
    }

    fn updater(&self) -> Option<Arc<dyn Updater>> {
        self.updater.lock().unwrap().clone()
    }

    fn downloads(&self) -> Option<PathBuf> {
        self.downloads.lock().unwrap().clone()
    }
}

/// A person with Errand open.
pub(crate) struct Person {
    pub(crate) app: App,
    pub(crate) desktop: Arc<Desktop>,
    folder: PathBuf,
}

impl Person {
    /// Starts Errand over the data in `folder`.
    pub(crate) async fn start(folder: &Path) -> Self {
        Self::start_on(folder, Arc::default()).await
    }

    /// Like [`Person::start`]; URLs of this computer are treated as if they were remote.
    pub(crate) async fn start_reaching(folder: &Path) -> Self {
        Self::start_within(folder, Arc::default(), Reach::Anywhere).await
    }

    /// Like [`Person::start`], with an engine for this computer whose brain follows a script.
    pub(crate) async fn start_with_engine(folder: &Path, script: &Value) -> Self {
        let desktop = Arc::new(Desktop::default());
        *desktop.engine.lock().unwrap() = Some(scripted_engine(folder, script));
        Self::start_on(folder, desktop).await
    }

    /// Like [`Person::start_with_engine`], with an updater.
    pub(crate) async fn start_with_updater(
        folder: &Path,
        script: &Value,
        updater: Arc<dyn Updater>,
    ) -> Self {
        let desktop = Arc::new(Desktop::default());
        *desktop.engine.lock().unwrap() = Some(scripted_engine(folder, script));
        *desktop.updater.lock().unwrap() = Some(updater);
        Self::start_on(folder, desktop).await
    }

    /// Like [`Person::start`], with this program as the engine.
    pub(crate) async fn start_with_program(folder: &Path, program: PathBuf) -> Self {
        let desktop = Arc::new(Desktop::default());
        *desktop.engine.lock().unwrap() = Some(program);
        Self::start_on(folder, desktop).await
    }

    /// Like [`Person::start`], with these proxies in the environment.
    pub(crate) async fn start_behind(folder: &Path, variables: ProxyVariables) -> Self {
        let desktop = Arc::new(Desktop::default());
        *desktop.variables.lock().unwrap() = variables;
        Self::start_on(folder, desktop).await
    }

    async fn start_on(folder: &Path, desktop: Arc<Desktop>) -> Self {
        Self::start_within(folder, desktop, Reach::Public).await
    }

    async fn start_within(folder: &Path, desktop: Arc<Desktop>, reach: Reach) -> Self {
        let mut options = Options {
            reach,
            language: Language::english(),
            // Tests do not touch the person's own keychain.
            keychain: format!("errand-test-{}", std::process::id()),
            proxies: desktop.variables.lock().unwrap().clone(),
            ..Options::default()
        };
        options.tuning.limits.poll = (100, 500);
        options.tuning.limits.first_delay = 50;
        let app = App::open_with(&folder.join("data"), desktop.clone(), options).await;
        Self {
            app,
            desktop,
            folder: folder.to_owned(),
        }
    }

    /// Shuts Errand down and starts it again on the same desktop.
    pub(crate) async fn restart(self) -> Self {
        self.app.shutdown().await;
        let (desktop, folder) = (self.desktop.clone(), self.folder.clone());
        drop(self);
        Self::start_on(&folder, desktop).await
    }

    /// Runs a command that must succeed.
    pub(crate) async fn does(&self, name: &str, request: Value) -> Value {
        match self.app.call(name, request).await {
            Ok(answer) => answer,
            Err(error) => panic!("{name}: {error:?}"),
        }
    }

    /// Returns the hits of a search.
    pub(crate) async fn searches(&self, words: &str) -> Value {
        self.does("search", json!({"words": words})).await["hits"].take()
    }

    /// Runs a command that must fail, and returns its error code.
    pub(crate) async fn fails(&self, name: &str, request: Value) -> ErrorCode {
        match self.app.call(name, request).await {
            Ok(answer) => panic!("{name} worked: {answer}"),
            Err(error) => {
                assert!(!error.message.to_string().is_empty());
                error.code
            }
        }
    }

    /// Connects the stand-in for Google.
    pub(crate) async fn connects(&self, google: &Google) {
        let status = self
            .does("connect_gemini", key(KEY, &google.base_url))
            .await;
        assert_eq!(status, "session");
    }

    /// Waits for a patch that `wanted` accepts, and returns its result.
    pub(crate) async fn patch<T>(&self, wanted: impl Fn(&Patch) -> Option<T>) -> T {
        until("the patch", async || {
            self.desktop.patches().iter().find_map(&wanted)
        })
        .await
    }

    /// Sends a turn; returns the answer of `send`.
    pub(crate) async fn sends(&self, who: &str, text: &str) -> Value {
        self.does("send", turn(who, text)).await
    }

    /// Sends a turn after another in the same conversation.
    pub(crate) async fn follows_up(&self, before: &Value, who: &str, text: &str) -> Value {
        let mut request = turn(who, text);
        request["conversation"] = before["conversation"].clone();
        request["parent"] = before["turn"].clone();
        self.does("send", request).await
    }

    /// Returns the line of a conversation, from its list.
    pub(crate) async fn line(&self, sent: &Value) -> Value {
        for kind in ["chat", "job"] {
            let list = self
                .does(
                    "list_conversations",
                    json!({"list": {"of": kind}, "after": null}),
                )
                .await;
            let lines = list["conversations"].as_array().unwrap();
            let found = lines.iter().find(|line| line["id"] == sent["conversation"]);
            if let Some(line) = found {
                return line.clone();
            }
        }
        panic!("no list has the conversation")
    }

    /// Waits until the newest turn of the conversation has this standing.
    pub(crate) async fn sees(&self, sent: &Value, standing: &str) -> Value {
        until(&format!("the turn is {standing}"), async || {
            let line = self.line(sent).await;
            (line["standing"] == standing).then_some(line)
        })
        .await
    }

    /// Reads a whole conversation as a person would, and closes it.
    pub(crate) async fn looks_at(&self, sent: &Value) -> Value {
        let shown = || self.desktop.patches();
        whole(&self.app, &shown, &sent["conversation"])
            .await
            .unwrap()
    }

    /// Opens the conversation of a turn, and leaves it open.
    pub(crate) async fn opens(&self, sent: &Value) -> Conversation {
        let shown = || self.desktop.patches();
        open(&self.app, &shown, &sent["conversation"])
            .await
            .unwrap()
    }
}

/// Returns the turn in an opened conversation.
pub(crate) fn turn_in<'a>(conversation: &'a Value, sent: &Value) -> &'a Value {
    let turns = conversation["turns"].as_array().unwrap();
    turns
        .iter()
        .find(|turn| turn["id"] == sent["turn"])
        .unwrap()
}

/// Returns the HTML of a turn's texts.
pub(crate) fn html(turn: &Value) -> String {
    let parts = turn["parts"].as_array().unwrap().iter();
    parts
        .filter(|part| part["type"] == "text")
        .flat_map(|part| part["blocks"].as_array().unwrap())
        .map(|block| block["html"].as_str().unwrap())
        .collect()
}

/// Makes a request to connect.
pub(crate) fn key(key: &str, base_url: &str) -> Value {
    json!({"key": key, "base_url": base_url, "session_only": true})
}

/// Makes a request to send a turn that begins a conversation.
pub(crate) fn turn(who: &str, text: &str) -> Value {
    json!({
        "conversation": null,
        "parent": null,
        "who": who,
        "text": text,
        "attachments": [],
        "network": {"reach": "off"},
        "leaving": null,
        "draft": "new",
    })
}

/// Returns true if a file below `folder` contains these words.
pub(crate) fn stands_in(folder: &Path, words: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return stands_in(&path, words);
        }
        // A socket, or a file that vanished meanwhile, has no content.
        std::fs::read(&path)
            .is_ok_and(|bytes| memchr::memmem::find(&bytes, words.as_bytes()).is_some())
    })
}

/// Polls `look` until it returns a value.
pub(crate) async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

/// Writes a program that runs the engine with a script in place of the starter model's brain.
#[cfg(unix)]
fn scripted_engine(folder: &Path, script: &Value) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let file = folder.join("local-script.json");
    std::fs::write(&file, script.to_string()).unwrap();
    let wrapper = folder.join("engine.sh");
    let text = format!(
        "#!/bin/bash\necho $$ > '{folder}/engine-pid'\nenv | grep -i _proxy > '{folder}/engine-proxies'\n[ -f '{folder}/clock' ] && export ERRAND_ENGINE_CLOCK='{folder}/clock'\nwords=()\nfor word in \"$@\"; do\n  [ \"$word\" = starter ] && word='script:{}'\n  words+=(\"$word\")\ndone\nexec '{}' \"${{words[@]}}\"\n",
        file.display(),
        crate::programs::engine().display(),
        folder = folder.display(),
    );
    std::fs::write(&wrapper, text).unwrap();
    std::fs::set_permissions(&wrapper, std::fs::Permissions::from_mode(0o755)).unwrap();
    wrapper
}
