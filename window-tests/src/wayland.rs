//! A desktop on Wayland, with the compositor of GNOME and a display that no screen shows.

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use crate::patience::wait_until;
use crate::{Desktop, Error, Result};

/// The name of the compositor's socket in the runtime folder.
const SOCKET: &str = "wayland-errand";

/// GNOME's setting for scales between whole numbers, as the backend for settings in a file stores it.
const FRACTIONAL_SCALES: &str =
    "[org/gnome/mutter]\nexperimental-features=['scale-monitor-framebuffer']\n";

type Properties = HashMap<String, OwnedValue>;
/// Connector, vendor, product and serial number.
type MonitorId = (String, String, String, String);
/// Id, width, height, refresh rate, preferred scale, supported scales, properties.
type Mode = (String, i32, i32, f64, f64, Vec<f64>, Properties);
/// X, y, scale, transform, is primary, monitors, properties.
type LogicalMonitor = (i32, i32, f64, u32, bool, Vec<MonitorId>, Properties);
/// Serial number of the state, monitors, logical monitors, properties.
type State = (
    u32,
    Vec<(MonitorId, Vec<Mode>, Properties)>,
    Vec<LogicalMonitor>,
    Properties,
);
/// A logical monitor as it is asked for: x, y, scale, transform, is primary, and connector, mode and properties of
/// each monitor.
type WantedMonitor<'a> = (
    i32,
    i32,
    f64,
    u32,
    bool,
    Vec<(&'a str, &'a str, HashMap<&'a str, Value<'a>>)>,
);

#[zbus::proxy(
    interface = "org.gnome.Mutter.DisplayConfig",
    default_service = "org.gnome.Mutter.DisplayConfig",
    default_path = "/org/gnome/Mutter/DisplayConfig",
    gen_blocking = false
)]
trait DisplayConfig {
    fn get_current_state(&self) -> zbus::Result<State>;

    fn apply_monitors_config(
        &self,
        serial: u32,
        method: u32,
        monitors: &[WantedMonitor<'_>],
        properties: HashMap<&str, Value<'_>>,
    ) -> zbus::Result<()>;
}

#[zbus::proxy(
    interface = "org.gnome.Mutter.RemoteDesktop",
    default_service = "org.gnome.Mutter.RemoteDesktop",
    default_path = "/org/gnome/Mutter/RemoteDesktop",
    gen_blocking = false
)]
trait RemoteDesktop {
    fn create_session(&self) -> zbus::Result<OwnedObjectPath>;
}

#[zbus::proxy(
    interface = "org.gnome.Mutter.RemoteDesktop.Session",
    default_service = "org.gnome.Mutter.RemoteDesktop",
    gen_blocking = false
)]
trait RemoteSession {
    fn start(&self) -> zbus::Result<()>;

    fn notify_keyboard_keysym(&self, keysym: u32, state: bool) -> zbus::Result<()>;
}

/// A keyboard at a Wayland desktop, until it is dropped. Without one no window has the focus.
#[derive(Debug)]
pub struct Keyboard {
    session: RemoteSessionProxy<'static>,
}

impl Keyboard {
    /// Connects a keyboard.
    pub async fn connect(desktop: &Desktop) -> Result<Self> {
        let bus = desktop.connection().await?;
        let start = async {
            let remote = RemoteDesktopProxy::new(&bus).await?;
            let path = remote.create_session().await?;
            let session = RemoteSessionProxy::new(&bus, path).await?;
            session.start().await?;
            Ok(session)
        };
        let keyboard = Self {
            session: start.await.map_err(failed)?,
        };
        // The desktop knows of a keyboard from its first key on.
        keyboard.press_shift().await?;
        Ok(keyboard)
    }

    /// Presses and releases the shift key.
    pub async fn press_shift(&self) -> Result {
        const SHIFT: u32 = 0xffe1;
        for is_down in [true, false] {
            let press = self.session.notify_keyboard_keysym(SHIFT, is_down);
            press.await.map_err(failed)?;
        }
        Ok(())
    }
}

impl Desktop {
    /// Starts a Wayland desktop with a message bus, a keychain, and a display of this size and scale. The keys and the
    /// mouse of other desktops are missing here, except for a [`Keyboard`]: all goes through the window's driver.
    pub async fn start_on_wayland(width: u32, height: u32, scale: f64) -> Result<Self> {
        let mut desktop = Self::empty()?;
        desktop.start_bus().await?;
        if scale.fract() > 0.0 {
            let folder = desktop.home().join(".config/glib-2.0/settings");
            let file = folder.join("keyfile");
            fs::create_dir_all(&folder)
                .and_then(|()| fs::write(&file, FRACTIONAL_SCALES))
                .map_err(Error::io(&file))?;
        }
        let mut mutter = desktop.command("mutter");
        mutter
            .args(["--headless", "--wayland", "--no-x11", "--wayland-display"])
            .args([SOCKET, "--virtual-monitor", &format!("{width}x{height}")])
            .env_remove("GDK_BACKEND")
            .env("GSETTINGS_BACKEND", "keyfile");
        desktop.serve(&mut mutter)?;
        let socket = desktop.folder().join("run").join(SOCKET);
        desktop.wait_for_socket(&socket).await?;
        desktop.wayland = Some(SOCKET.to_owned());
        desktop
            .wait_for_service("org.gnome.Mutter.DisplayConfig")
            .await?;
        desktop.set_scale(scale).await?;
        desktop.start_keychain().await?;
        Ok(desktop)
    }

    /// Gives the only display a scale.
    async fn set_scale(&self, scale: f64) -> Result {
        const TEMPORARY: u32 = 1;
        let bus = self.connection().await?;
        let config = DisplayConfigProxy::new(&bus).await.map_err(failed)?;
        let (serial, monitors, _, _) = config.get_current_state().await.map_err(failed)?;
        let found = monitors
            .first()
            .and_then(|(id, modes, _)| Some((&id.0, modes.first()?)));
        let Some((connector, mode)) = found else {
            return Err(Error::program("mutter", "it has no display"));
        };
        let monitor = (connector.as_str(), mode.0.as_str(), HashMap::new());
        // The scales that are offered are rounded to whole pixels.
        let nearest = |a: &&f64, b: &&f64| (*a - scale).abs().total_cmp(&(*b - scale).abs());
        let scale = mode.5.iter().min_by(nearest).copied().unwrap_or(scale);
        config
            .apply_monitors_config(
                serial,
                TEMPORARY,
                &[(0, 0, scale, 0, true, vec![monitor])],
                HashMap::new(),
            )
            .await
            .map_err(failed)?;
        wait_until("the scale", Duration::from_secs(20), async || {
            let (_, _, shown, _) = config.get_current_state().await.map_err(failed)?;
            let now = shown.first().map(|monitor| monitor.2);
            Ok(if now == Some(scale) {
                Ok(())
            } else {
                Err(format!("{now:?}"))
            })
        })
        .await
    }

    /// Connects to the desktop's message bus.
    pub(crate) async fn connection(&self) -> Result<zbus::Connection> {
        let address = self.bus();
        let connect = async {
            zbus::connection::Builder::address(address.as_str())?
                .build()
                .await
        };
        connect.await.map_err(failed)
    }
}

fn failed(error: zbus::Error) -> Error {
    Error::program("mutter", error)
}
