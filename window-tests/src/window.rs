//! The real app in its real window, driven by WebDriver.
//!
//! WebKitWebDriver starts the program; a Tauri window can be driven if `TAURI_WEBVIEW_AUTOMATION` is set. Elements are
//! found by their `data-testid`.

use std::ffi::OsString;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::patience::wait_until;
use crate::processes::{self, Group};
use crate::{Desktop, Error, Result};

/// Time limit on a slow machine for things that should happen at once.
pub(crate) const SOON: Duration = Duration::from_secs(30);

/// Brings an element into view, which the driver leaves undone where only what scrolls around it cuts it off, and waits
/// until it rests for a frame, as a hand does: the driver clicks at the place where it was.
const RESTS: &str = "const [css, done] = arguments;\
    const element = document.querySelector(css);\
    if (!element) return done();\
    element.scrollIntoViewIfNeeded();\
    setTimeout(done, 1000);\
    let before;\
    const look = () => {\
        const { x, y } = element.getBoundingClientRect();\
        if (before === `${x} ${y}`) return done();\
        before = `${x} ${y}`;\
        requestAnimationFrame(look);\
    };\
    look()";

/// How the app is started.
#[derive(Debug, Clone)]
pub struct Start {
    program: Option<PathBuf>,
    variables: Vec<(String, Option<OsString>)>,
}

impl Start {
    /// The app of this build, with the starter model.
    pub fn usual() -> Result<Self> {
        let model = processes::starter_model()?;
        Ok(Self::without_model().with("ERRAND_STARTER_MODEL", model))
    }

    /// The app of this build, without a starter model.
    pub fn without_model() -> Self {
        Self {
            program: None,
            variables: vec![("ERRAND_STARTER_MODEL".to_owned(), None)],
        }
    }

    /// Uses another program than the app of this build.
    pub fn program(mut self, path: impl Into<PathBuf>) -> Self {
        self.program = Some(path.into());
        self
    }

    /// Sets an environment variable.
    pub fn with(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.variables.push((name.to_owned(), Some(value.into())));
        self
    }

    /// Uses `base_url` instead of Google.
    pub fn against(self, base_url: &str) -> Self {
        self.with("ERRAND_BASE_URL", base_url)
    }

    fn path(&self) -> Result<PathBuf> {
        self.program
            .clone()
            .map_or_else(processes::errand_program, Ok)
    }

    fn command(
        &self,
        desktop: &Desktop,
        program: impl AsRef<std::ffi::OsStr>,
    ) -> std::process::Command {
        let mut command = desktop.command(program);
        command
            .env("ERRAND_DATA_DIR", desktop.data_dir())
            .env_remove("ERRAND_BASE_URL");
        for (name, value) in &self.variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    /// Starts the app without a driver and kills it before its first frame: as soon as `record` exists, which it
    /// writes before it opens its window.
    pub async fn killed_before_its_first_frame(&self, desktop: &Desktop, record: &Path) -> Result {
        let log = desktop.log("no-frame.log");
        let started = Group::start(&mut self.command(desktop, self.path()?), &log)?;
        let begun = std::time::Instant::now();
        while !record.exists() {
            if begun.elapsed() > SOON {
                return Err(Error::Waited {
                    what: record.display().to_string(),
                    waited: SOON,
                    seen: std::fs::read_to_string(&log).unwrap_or_default(),
                });
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        // Dropping it kills it.
        drop(started);
        Ok(())
    }

    /// Starts the app as the desktop's autostart does, without a window.
    pub fn in_background(&self, desktop: &Desktop) -> Result<InBackground> {
        let mut command = self.command(desktop, self.path()?);
        command.arg("--background");
        Ok(InBackground {
            _program: Group::start(&mut command, &desktop.log("background.log"))?,
        })
    }

    /// Starts the app a second time, as a person does who forgot that it is running; waits until it exits.
    pub async fn second_start(&self, desktop: &Desktop) -> Result {
        let log = desktop.log("second-start.log");
        let mut second = Group::start(&mut self.command(desktop, self.path()?), &log)?;
        wait_until("the second start to end by itself", SOON, async || {
            Ok(match second.expect_alive() {
                Ok(()) => Err("it still runs".to_owned()),
                Err(_) => Ok(()),
            })
        })
        .await
    }
}

/// The app without a driver, as started by the desktop. Killed when dropped.
#[derive(Debug)]
pub struct InBackground {
    _program: Group,
}

/// An open window. Dropping it ends the app and the driver.
#[derive(Debug)]
pub struct ErrandWindow {
    client: Client,
    driver: Group,
    pid: u32,
}

impl ErrandWindow {
    /// Starts the app on the desktop and waits for its window. The driver tells the app a port that was free, and a
    /// connection of another test may have it by then: so it is started again.
    pub async fn open(desktop: &Desktop, start: &Start) -> Result<Self> {
        let mut starts_left = 2;
        loop {
            match Self::start(desktop, start).await {
                Err(Error::Waited { seen, .. }) if starts_left > 0 && has_lost_its_port(&seen) => {
                    starts_left -= 1;
                }
                outcome => return outcome,
            }
        }
    }

    async fn start(desktop: &Desktop, start: &Start) -> Result<Self> {
        let port = free_port()?;
        let mut driver = start.command(desktop, "WebKitWebDriver");
        driver
            .arg("--host=127.0.0.1")
            .arg(format!("--port={port}"))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("RUST_BACKTRACE", "1")
            .stdin(Stdio::null());
        // The driver passes the app's output through, so this is the app's log too.
        let driver = Group::start(&mut driver, &desktop.log("errand.log"))?;
        wait_until("the window's driver", SOON, async || {
            Ok(std::net::TcpStream::connect(("127.0.0.1", port))
                .map(drop)
                .map_err(|error| error.to_string()))
        })
        .await?;

        let program = start.path()?;
        let mut capabilities = Capabilities::new();
        capabilities.insert(
            "webkitgtk:browserOptions".to_owned(),
            json!({"binary": program, "args": []}),
        );
        let address = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let session = builder.capabilities(capabilities).connect(&address);
        // The driver waits forever for a program that exited before its window opened.
        let client = tokio::time::timeout(SOON, session).await.map_err(|_| {
            let log = desktop.log("errand.log");
            Error::Waited {
                what: "the app's window".to_owned(),
                waited: SOON,
                seen: std::fs::read_to_string(&log).unwrap_or_default(),
            }
        })??;
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        let pid = *processes::named(driver.pid(), &name)
            .first()
            .ok_or_else(|| {
                Error::Unexpected(format!("{name} does not run although its window is open"))
            })?;
        let window = Self {
            client,
            driver,
            pid,
        };
        window.painted().await?;
        Ok(window)
    }

    /// Waits until the page has content and has been painted.
    async fn painted(&self) -> Result {
        self.find_css("#app > *", SOON).await?;
        let frames = "const done = arguments[0]; let left = 5;\
                      const frame = () => (left-- ? requestAnimationFrame(frame) : done());\
                      frame()";
        self.client.execute_async(frames, Vec::new()).await?;
        Ok(())
    }

    /// The app's process id.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Returns the WebDriver session, for actions without a method here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Waits for the first element with this `data-testid`.
    pub async fn find(&self, id: &str) -> Result<Element> {
        self.find_css(&by_id(id), SOON).await
    }

    /// Waits for the first element that matches a CSS selector.
    pub async fn find_css(&self, css: &str, at_most: Duration) -> Result<Element> {
        wait_until(css, at_most, async || {
            match self.client.find(Locator::Css(css)).await {
                Ok(element) => Ok(Ok(element)),
                Err(error) if error.is_no_such_element() => Ok(Err(self.all_text().await?)),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// Returns true if an element with this `data-testid` exists now.
    pub async fn has(&self, id: &str) -> Result<bool> {
        Ok(!self
            .client
            .find_all(Locator::Css(&by_id(id)))
            .await?
            .is_empty())
    }

    /// Clicks the first element with this `data-testid`.
    pub async fn click(&self, id: &str) -> Result {
        self.click_css(&by_id(id)).await
    }

    /// Clicks the first element that matches a CSS selector, as soon as it is clickable.
    pub async fn click_css(&self, css: &str) -> Result {
        wait_until(&format!("{css} to take a click"), SOON, async || match self
            .client
            .find(Locator::Css(css))
            .await
        {
            Ok(element) if !element.is_enabled().await? => Ok(Err("it is disabled".to_owned())),
            Ok(element) => {
                self.client.execute_async(RESTS, vec![json!(css)]).await?;
                match element.click().await {
                    Ok(()) => Ok(Ok(())),
                    Err(error) => Ok(Err(error.to_string())),
                }
            }
            Err(error) if error.is_no_such_element() => Ok(Err(self.all_text().await?)),
            Err(error) => Err(error.into()),
        })
        .await
    }

    /// Types into the element with this `data-testid`, appending to its content.
    pub async fn type_into(&self, id: &str, text: &str) -> Result {
        wait_until(&format!("{id} to take words"), SOON, async || {
            match self.find(id).await?.send_keys(text).await {
                Ok(()) => Ok(Ok(())),
                Err(error) if error.is_element_not_interactable() => Ok(Err(error.to_string())),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// Returns all text in the window.
    pub async fn all_text(&self) -> Result<String> {
        let text = self
            .client
            .execute(
                "return document.body ? document.body.innerText : ''",
                Vec::new(),
            )
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Returns the texts of all elements that match a CSS selector.
    pub async fn texts(&self, css: &str) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)";
        let texts = self.client.execute(script, vec![json!(css)]).await?;
        Ok(strings(&texts))
    }

    /// Returns an attribute of all elements that match a CSS selector and have it.
    pub async fn attributes(&self, css: &str, name: &str) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])]\
                      .map(e => e.getAttribute(arguments[1])).filter(v => v !== null)";
        let values = self
            .client
            .execute(script, vec![json!(css), json!(name)])
            .await?;
        Ok(strings(&values))
    }

    /// Waits until the window shows this text somewhere.
    pub async fn see(&self, text: &str, at_most: Duration) -> Result {
        wait_until(&format!("\"{text}\""), at_most, async || {
            let all = self.all_text().await?;
            Ok(if all.contains(text) { Ok(()) } else { Err(all) })
        })
        .await
    }

    /// Kills the app with SIGKILL, as the system does when memory is short. The next start may come before all its
    /// processes are gone.
    pub fn kill(self) -> Result {
        processes::signal("KILL", &self.pid.to_string())
    }

    /// Kills the page's process, as the system does when memory is short.
    pub fn kill_page(&self) -> Result {
        for pid in self.processes("WebKitWebProcess") {
            processes::signal("KILL", &pid.to_string())?;
        }
        Ok(())
    }

    /// Returns the screen position of the first element that matches a CSS selector: a point near its lower left
    /// corner. The window must have the focus.
    pub async fn place(&self, desktop: &Desktop, css: &str) -> Result<(u32, u32)> {
        let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();\
                      return [Math.round(box.left) + 20, Math.round(box.bottom) - 5]";
        let place = self.client.execute(script, vec![json!(css)]).await?;
        let number = |index: usize| {
            place[index]
                .as_u64()
                .and_then(|number| u32::try_from(number).ok())
                .ok_or_else(|| Error::Unexpected(format!("{css} is at {place}")))
        };
        let (left, top) = desktop.focused_corner()?;
        Ok((left + number(0)?, top + number(1)?))
    }

    /// Closes the window by its close button, and waits until the app has exited.
    pub async fn close(self, desktop: &Desktop) -> Result {
        self.focus(desktop).await?;
        desktop.close_focused()?;
        let pid = self.pid;
        wait_until(
            "the app with its window closed to be gone",
            SOON,
            async || {
                Ok(if processes::is_alive(pid) {
                    Err(format!("process {pid} still runs"))
                } else {
                    Ok(())
                })
            },
        )
        .await
    }

    /// Waits until the window has the focus.
    pub async fn focus(&self, desktop: &Desktop) -> Result {
        wait_until("the focus", SOON, async || {
            let title = desktop.focused_title()?;
            Ok(if title.contains("Errand") {
                Ok(())
            } else {
                Err(title)
            })
        })
        .await
    }

    /// Returns the ids of the window's processes whose program has this name.
    pub fn processes(&self, name: &str) -> Vec<u32> {
        processes::named(self.driver.pid(), name)
    }
}

pub(crate) fn by_id(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}

fn strings(values: &Value) -> Vec<String> {
    let texts = values.as_array().into_iter().flatten();
    texts
        .filter_map(|value| Some(value.as_str()?.to_owned()))
        .collect()
}

/// Returns true if a log says that the app's port for the driver was taken.
fn has_lost_its_port(log: &str) -> bool {
    log.contains("Failed to start remote inspector server")
}

fn free_port() -> Result<u16> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| Error::program("a free port", error))
}
