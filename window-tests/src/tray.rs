//! A system tray on the desktop's bus: it accepts icons as any desktop's tray does, and opens their menus.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use zbus::message::Header;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use crate::patience::wait_until;
use crate::window::SOON;
use crate::{Desktop, Error, Result};

/// A tray, running from [`Tray::start`] until it is dropped.
#[derive(Debug)]
pub struct Tray {
    bus: zbus::Connection,
    icons: Icons,
}

/// Bus name of an icon's owner, and the path of the icon.
type Icons = Arc<Mutex<Vec<(String, String)>>>;

/// The D-Bus object with which programs register their icons.
struct Watcher {
    icons: Icons,
}

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// `service` is a bus name, or only the path of the icon at the caller.
    async fn register_status_notifier_item(
        &self,
        service: String,
        #[zbus(header)] header: Header<'_>,
    ) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let icon = if service.starts_with('/') {
            (sender, service)
        } else {
            (service, "/StatusNotifierItem".to_owned())
        };
        self.icons
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(icon);
    }

    async fn register_status_notifier_host(&self, _service: String) {}

    #[zbus(property)]
    async fn registered_status_notifier_items(&self) -> Vec<String> {
        let icons = self.icons.lock().unwrap_or_else(PoisonError::into_inner);
        icons
            .iter()
            .map(|(owner, path)| format!("{owner}{path}"))
            .collect()
    }

    #[zbus(property)]
    async fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    async fn protocol_version(&self) -> i32 {
        0
    }
}

/// A menu entry: id, properties, and child entries.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

#[zbus::proxy(interface = "org.kde.StatusNotifierItem", gen_blocking = false)]
trait Icon {
    #[zbus(property)]
    fn menu(&self) -> zbus::Result<OwnedObjectPath>;
}

#[zbus::proxy(interface = "com.canonical.dbusmenu", gen_blocking = false)]
trait Menu {
    fn about_to_show(&self, id: i32) -> zbus::Result<bool>;

    /// Returns the entries below one, down to a depth; the response begins with the menu's revision.
    fn get_layout(&self, parent: i32, depth: i32, names: &[&str]) -> zbus::Result<(u32, Layout)>;

    fn event(&self, id: i32, event_id: &str, data: Value<'_>, timestamp: u32) -> zbus::Result<()>;
}

impl Tray {
    /// Puts a tray on the desktop.
    pub async fn start(desktop: &Desktop) -> Result<Self> {
        let icons = Icons::default();
        let watcher = Watcher {
            icons: Arc::clone(&icons),
        };
        let connect = async {
            zbus::connection::Builder::address(desktop.bus().as_str())?
                .serve_at("/StatusNotifierWatcher", watcher)?
                .name("org.kde.StatusNotifierWatcher")?
                .build()
                .await
        };
        let bus = connect.await.map_err(failed)?;
        Ok(Self { bus, icons })
    }

    /// Waits for an icon whose menu has this entry, and activates it.
    pub async fn choose(&self, label: &str) -> Result {
        wait_until(
            &format!("\"{label}\" in the tray"),
            SOON,
            async || match self.choose_now(label).await {
                Ok(true) => Ok(Ok(())),
                Ok(false) => Ok(Err("no such entry".to_owned())),
                Err(error) => Err(failed(error)),
            },
        )
        .await
    }

    async fn choose_now(&self, label: &str) -> zbus::Result<bool> {
        let icons = self
            .icons
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        for (owner, path) in icons {
            let icon = IconProxy::new(&self.bus, owner.clone(), path).await?;
            // The icon of a program that has ended answers nothing.
            let Ok(menu) = icon.menu().await else {
                continue;
            };
            let menu = MenuProxy::new(&self.bus, owner, menu).await?;
            menu.about_to_show(0).await?;
            let (_, (_, _, entries)) = menu.get_layout(0, 1, &["label"]).await?;
            let found = entries.iter().find_map(|entry| number_of(entry, label));
            if let Some(id) = found {
                menu.event(id, "clicked", Value::from(0), 0).await?;
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Returns the id of an entry if it has this label.
fn number_of(entry: &Value<'_>, label: &str) -> Option<i32> {
    let Value::Structure(entry) = entry else {
        return None;
    };
    let [Value::I32(id), Value::Dict(properties), ..] = entry.fields() else {
        return None;
    };
    let shown: Option<&str> = properties.get(&"label").ok()?;
    // An underscore marks the access key of an entry.
    (shown?.replace('_', "") == label).then_some(*id)
}

fn failed(error: zbus::Error) -> Error {
    Error::program("the tray", error)
}
