//! A complete desktop for one test: display, window manager, message bus, keychain, notifications, and a home folder,
//! isolated and removed when dropped.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::notifications::{Notifications, RECORDER};
use crate::patience::wait_until;
use crate::processes::Group;
use crate::screen::{self, Area};
use crate::{Error, Result};

/// The services of a desktop in addition to display, window manager and message bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Equipment {
    /// A keychain and a notification daemon.
    Full,
    /// A notification daemon, but no keychain.
    NoKeychain,
}

/// A running desktop for tests.
#[derive(Debug)]
pub struct Desktop {
    // Dropped in this order: programs that use the bus and the display go first.
    services: Vec<Group>,
    folder: TempDir,
    /// The X11 display; empty on Wayland.
    display: String,
    /// The socket of the Wayland display, if it is one.
    pub(crate) wayland: Option<String>,
    /// True if a screen reader is active, so that programs expose their accessibility tree.
    is_read: bool,
}

/// Bus configuration without activation: calling a service does not start it.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=@SOCKET@</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// Notifications stay on the screen, are never merged, and are recorded.
const DUNST: &str = r#"[global]
    width = 340
    origin = top-right
    offset = 10x40
    notification_limit = 0
    idle_threshold = 0
    stack_duplicates = false
    history_length = 500
    font = Sans 10
    frame_width = 1
    frame_color = "@FRAME@"
    corner_radius = 8
    mouse_left_click = do_action, close_current

[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0

[record]
    summary = "*"
    script = "@RECORDER@"
"#;

impl Desktop {
    /// Starts all services and waits until they respond.
    pub async fn start(equipment: Equipment) -> Result<Self> {
        let mut desktop = Self::empty()?;
        desktop.start_display().await?;
        desktop.start_bus().await?;
        let mut openbox = desktop.command("openbox");
        desktop.serve(openbox.arg("--sm-disable"))?;
        // Moves the pointer out of the way, because tooltips and highlights appear at the pointer.
        desktop.xdotool(&["mousemove", "1839", "999"])?;
        desktop.start_notifications().await?;
        if equipment == Equipment::Full {
            desktop.start_keychain().await?;
        }
        Ok(desktop)
    }

    /// Makes the folders of a desktop on which nothing runs yet.
    pub(crate) fn empty() -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("errand-desktop-")
            .tempdir()
            .map_err(Error::io(&std::env::temp_dir()))?;
        for name in ["home", "run", "screen", "logs"] {
            let path = folder.path().join(name);
            fs::create_dir(&path).map_err(Error::io(&path))?;
            // The runtime folder must be private, or programs refuse to use it.
            fs::set_permissions(&path, fs::Permissions::from_mode(0o700))
                .map_err(Error::io(&path))?;
        }
        Ok(Self {
            services: Vec::new(),
            folder,
            display: String::new(),
            wayland: None,
            is_read: false,
        })
    }

    /// Returns a command for a program on this desktop, without the person's real environment.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let home = self.home();
        let mut command = Command::new(program);
        for name in [
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "XAUTHORITY",
            "DBUS_SYSTEM_BUS_ADDRESS",
        ] {
            command.env_remove(name);
        }
        command
            .stdin(Stdio::null())
            .env("HOME", &home)
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_STATE_HOME", home.join(".local/state"))
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("XDG_RUNTIME_DIR", self.folder.path().join("run"))
            .env("DBUS_SESSION_BUS_ADDRESS", self.bus())
            .env("LANG", "C.UTF-8")
            .current_dir(&home);
        match &self.wayland {
            Some(socket) => command
                .env("WAYLAND_DISPLAY", socket)
                .env("GDK_BACKEND", "wayland"),
            None => command
                .env("DISPLAY", &self.display)
                .env("GDK_BACKEND", "x11"),
        };
        if !self.is_read {
            command.env("NO_AT_BRIDGE", "1");
        }
        command
    }

    /// Returns the home folder.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Returns the folder of the app's ledger and files.
    pub fn data_dir(&self) -> PathBuf {
        self.home().join("errand-data")
    }

    /// Returns the log file of a program.
    pub fn log(&self, name: &str) -> PathBuf {
        self.folder.path().join("logs").join(name)
    }

    /// Copies all logs to a folder that outlives the desktop.
    pub fn keep_logs(&self, folder: &Path) {
        let copied = fs::create_dir_all(folder).and_then(|()| {
            for entry in fs::read_dir(self.folder.path().join("logs"))? {
                let entry = entry?;
                fs::copy(entry.path(), folder.join(entry.file_name()))?;
            }
            Ok(())
        });
        match copied {
            Ok(()) => eprintln!("The logs are in {}.", folder.display()),
            Err(error) => eprintln!("The logs could not be kept: {error}"),
        }
    }

    /// Returns the folder with home, logs and everything else.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the notifications shown so far.
    pub fn notifications(&self) -> Notifications {
        Notifications {
            record: self.folder.path().join("notifications"),
            bus: self.bus(),
            display: self.display.clone(),
        }
    }

    /// Captures the whole screen, window frames and notifications included; [`screen::save`] converts it to a PNG
    /// file.
    pub(crate) fn capture(&self) -> Result<Vec<u8>> {
        screen::capture(&self.folder.path().join("screen/Xvfb_screen0"))
    }

    /// Returns the bounding box of a colour on the screen.
    pub fn area_of(&self, colour: [u8; 3]) -> Result<Area> {
        screen::area(&self.capture()?, colour)
    }

    /// Clicks at a position on the screen.
    pub fn click_at(&self, x: u32, y: u32) -> Result {
        let (x, y) = (x.to_string(), y.to_string());
        self.xdotool(&["mousemove", &x, &y, "click", "1"]).map(drop)
    }

    /// Right-clicks at a position on the screen.
    pub fn right_click_at(&self, x: u32, y: u32) -> Result {
        let (x, y) = (x.to_string(), y.to_string());
        self.xdotool(&["mousemove", &x, &y, "click", "3"]).map(drop)
    }

    /// Returns the upper left corner of the focused window's content, and moves the pointer there.
    /// (`getwindowgeometry` counts the frame twice for a window with a frame.)
    pub(crate) fn focused_corner(&self) -> Result<(u32, u32)> {
        let go = ["getactivewindow", "mousemove", "--window", "%1", "0", "0"];
        let text = self.xdotool(&[&go[..], &["getmouselocation", "--shell"]].concat())?;
        Ok((number(&text, "X=")?, number(&text, "Y=")?))
    }

    /// Clicks the close button of the focused window. Alt+F4 would be lost while the window manager re-reads the
    /// keyboard, as after the first key of a test.
    pub fn close_focused(&self) -> Result {
        const BUTTON: u32 = 10;
        let text = self.xdotool(&["getactivewindow", "getwindowgeometry", "--shell"])?;
        let width = number(&text, "WIDTH=")?;
        let (left, top) = self.focused_corner()?;
        self.click_at(left + width - BUTTON, top - BUTTON)
    }

    /// Sends key presses to the focused window (`ctrl+a`, `Return` …).
    pub fn press(&self, keys: &str) -> Result {
        self.xdotool(&["key", "--clearmodifiers", keys]).map(drop)
    }

    /// Types text into the focused window.
    pub fn type_text(&self, text: &str) -> Result {
        self.xdotool(&["type", "--clearmodifiers", "--delay", "8", text])
            .map(drop)
    }

    /// Presses the mouse button at one position, moves to another in steps like a hand, and calls `over` there before
    /// releasing the button.
    pub async fn drag(
        &self,
        from: (u32, u32),
        to: (u32, u32),
        over: impl AsyncFnOnce() -> Result,
    ) -> Result {
        let go = |(x, y): (u32, u32)| {
            self.xdotool(&["mousemove", &x.to_string(), &y.to_string()])
                .map(drop)
        };
        go(from)?;
        self.xdotool(&["mousedown", "1"])?;
        for step in 1..=20 {
            let between = |from: u32, to: u32| (from * (20 - step) + to * step) / 20;
            go((between(from.0, to.0), between(from.1, to.1)))?;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let seen = over().await;
        self.xdotool(&["mouseup", "1"])?;
        seen
    }

    /// Returns true if a window with this in its title is visible.
    pub fn shows_window(&self, title: &str) -> bool {
        self.xdotool(&["search", "--onlyvisible", "--name", title])
            .is_ok_and(|ids| !ids.trim().is_empty())
    }

    /// Returns the title of the focused window.
    pub fn focused_title(&self) -> Result<String> {
        self.xdotool(&["getactivewindow", "getwindowname"])
            .map(|name| name.trim().to_owned())
    }

    /// Gives the focused window a size, as a hand at its corner does.
    pub fn resize_focused(&self, width: u32, height: u32) -> Result {
        let (width, height) = (width.to_string(), height.to_string());
        self.xdotool(&["getactivewindow", "windowsize", &width, &height])
            .map(drop)
    }

    /// Minimises the focused window.
    pub fn minimise_focused(&self) -> Result {
        self.xdotool(&["getactivewindow", "windowminimize"])
            .map(drop)
    }

    fn xdotool(&self, words: &[&str]) -> Result<String> {
        let output = self
            .command("xdotool")
            .args(words)
            .output()
            .map_err(|error| Error::program("xdotool", error))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(Error::program(
                "xdotool",
                String::from_utf8_lossy(&output.stderr),
            ))
        }
    }

    /// Returns the address of the message bus.
    pub(crate) fn bus(&self) -> String {
        format!("unix:path={}", self.bus_socket().display())
    }

    fn bus_socket(&self) -> PathBuf {
        self.folder.path().join("run/bus")
    }

    /// Runs a program in the background until the desktop is dropped; its output goes to the log of its name.
    pub fn serve(&mut self, command: &mut Command) -> Result {
        let name = command.get_program().to_string_lossy().into_owned();
        let log = self.log(&format!("{name}.log"));
        self.services.insert(0, Group::start(command, &log)?);
        Ok(())
    }

    async fn start_display(&mut self) -> Result {
        // The display writes its number to standard output, which is its log.
        let screen = self.folder.path().join("screen");
        let mut xvfb = Command::new("Xvfb");
        xvfb.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1840x1000x24",
            "-noreset",
        ])
        .args(["-nolisten", "tcp", "-fbdir"])
        .arg(screen)
        .stdin(Stdio::null());
        self.serve(&mut xvfb)?;
        let log = self.log("Xvfb.log");
        let number = wait_until("the display", Duration::from_secs(20), async || {
            let text = fs::read_to_string(&log).map_err(Error::io(&log))?;
            let number = text
                .lines()
                .find(|line| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()));
            Ok(number.map(str::to_owned).ok_or(text.clone()))
        })
        .await?;
        self.display = format!(":{number}");
        Ok(())
    }

    pub(crate) async fn start_bus(&mut self) -> Result {
        let config = self.folder.path().join("bus.conf");
        let socket = self.bus_socket();
        let text = BUS.replace("@SOCKET@", &socket.to_string_lossy());
        fs::write(&config, text).map_err(Error::io(&config))?;
        let mut daemon = self.command("dbus-daemon");
        daemon.arg("--nofork").arg("--config-file").arg(&config);
        self.serve(&mut daemon)?;
        self.wait_for_socket(&socket).await
    }

    /// Waits for the socket of the service started last.
    pub(crate) async fn wait_for_socket(&mut self, socket: &Path) -> Result {
        let what = socket.display().to_string();
        wait_until(&what, Duration::from_secs(20), async || {
            self.services[0].expect_alive()?;
            Ok(if socket.exists() {
                Ok(())
            } else {
                Err("no socket".to_owned())
            })
        })
        .await
    }

    /// Starts the accessibility bus. Programs that are already running are not on it.
    pub async fn start_accessibility(&mut self) -> Result {
        self.is_read = true;
        let places = ["/usr/libexec", "/usr/lib", "/usr/lib/at-spi2-core"];
        let launcher = places
            .iter()
            .map(|place| Path::new(place).join("at-spi-bus-launcher"))
            .find(|program| program.is_file())
            .ok_or_else(|| Error::program("at-spi-bus-launcher", "it is not installed"))?;
        let log = self.log("at-spi-bus-launcher.log");
        let mut command = self.command(launcher);
        command.args(["--launch-immediately", "--a11y=1", "--screen-reader=1"]);
        self.services.insert(0, Group::start(&mut command, &log)?);
        self.wait_for_service("org.a11y.Bus").await
    }

    async fn start_notifications(&mut self) -> Result {
        let recorder = self.folder.path().join("record");
        fs::write(&recorder, RECORDER).map_err(Error::io(&recorder))?;
        fs::set_permissions(&recorder, fs::Permissions::from_mode(0o700))
            .map_err(Error::io(&recorder))?;
        let config = self.folder.path().join("dunstrc");
        let text = DUNST
            .replace("@RECORDER@", &recorder.to_string_lossy())
            .replace("@FRAME@", "#8888aa");
        fs::write(&config, text).map_err(Error::io(&config))?;
        let mut dunst = self.command("dunst");
        dunst.arg("-config").arg(&config);
        self.serve(&mut dunst)?;
        self.wait_for_service("org.freedesktop.Notifications").await
    }

    pub(crate) async fn start_keychain(&mut self) -> Result {
        let mut daemon = self.command("gnome-keyring-daemon");
        daemon
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped());
        self.serve(&mut daemon)?;
        let log = self.log("gnome-keyring-daemon.log");
        let mut input = self.services[0]
            .take_input()
            .expect("its standard input was piped");
        // The password of the new keychain, which is unlocked once standard input is read to its end.
        input
            .write_all(b"a password for this desktop")
            .map_err(Error::io(&log))?;
        drop(input);
        self.wait_for_service("org.freedesktop.secrets").await
    }

    /// Returns true if a service on the bus has this name.
    pub fn has_service(&self, name: &str) -> Result<bool> {
        let output = self
            .command("dbus-send")
            .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus"])
            .args(["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner"])
            .arg(format!("string:{name}"))
            .output()
            .map_err(|error| Error::program("dbus-send", error))?;
        Ok(String::from_utf8_lossy(&output.stdout).contains("boolean true"))
    }

    /// Waits until the service started last has this name on the bus.
    pub(crate) async fn wait_for_service(&mut self, name: &str) -> Result {
        wait_until(name, Duration::from_secs(20), async || {
            self.services[0].expect_alive()?;
            let there = self.has_service(name)?;
            Ok(if there {
                Ok(())
            } else {
                Err("nobody".to_owned())
            })
        })
        .await
    }
}

/// Parses a number in the shell output of `xdotool`.
fn number(text: &str, name: &str) -> Result<u32> {
    text.lines()
        .find_map(|line| line.strip_prefix(name)?.parse().ok())
        .ok_or_else(|| Error::program("xdotool", text))
}
