//! A notification service that shows nothing: for desktops whose display the real one does not know. A click on its
//! notifications hands over an activation token, as GNOME's and KDE's do.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;

use crate::patience::wait_until;
use crate::window::SOON;
use crate::{Desktop, Error, Result};

const PATH: &str = "/org/freedesktop/Notifications";

/// The service, running from [`Notifier::start`] until it is dropped.
#[derive(Debug)]
pub struct Notifier {
    bus: zbus::Connection,
    titles: Titles,
}

/// The titles so far; a notification's id is its place in the list, from 1.
type Titles = Arc<Mutex<Vec<String>>>;

struct Service {
    titles: Titles,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Service {
    async fn get_capabilities(&self) -> Vec<String> {
        vec!["actions".to_owned(), "body".to_owned()]
    }

    #[expect(clippy::too_many_arguments, reason = "so the specification has it")]
    async fn notify(
        &self,
        _app_name: String,
        _replaces_id: u32,
        _app_icon: String,
        summary: String,
        _body: String,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _expire_timeout: i32,
    ) -> u32 {
        let mut titles = self.titles.lock().unwrap_or_else(PoisonError::into_inner);
        titles.push(summary);
        u32::try_from(titles.len()).unwrap_or(u32::MAX)
    }

    #[zbus(signal)]
    async fn activation_token(
        emitter: &SignalEmitter<'_>,
        id: u32,
        token: &str,
    ) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action: &str)
    -> zbus::Result<()>;
}

impl Notifier {
    /// Puts the service on the desktop's bus.
    pub async fn start(desktop: &Desktop) -> Result<Self> {
        let titles = Titles::default();
        let service = Service {
            titles: Arc::clone(&titles),
        };
        let address = desktop.bus();
        let connect = async {
            zbus::connection::Builder::address(address.as_str())?
                .serve_at(PATH, service)?
                .name("org.freedesktop.Notifications")?
                .build()
                .await
        };
        let bus = connect.await.map_err(failed)?;
        Ok(Self { bus, titles })
    }

    /// Waits for a notification with this title; returns its id.
    pub async fn expect(&self, title: &str) -> Result<u32> {
        wait_until("the notification", SOON, async || {
            let titles = self.titles.lock().unwrap_or_else(PoisonError::into_inner);
            let found = titles.iter().position(|shown| shown == title);
            Ok(
                match found.and_then(|index| u32::try_from(index + 1).ok()) {
                    Some(id) => Ok(id),
                    None => Err(format!("{titles:?}")),
                },
            )
        })
        .await
    }

    /// Clicks a notification; the desktop hands over this token with it, if any.
    pub async fn click(&self, id: u32, token: Option<&str>) -> Result {
        let emitter = SignalEmitter::new(&self.bus, PATH).map_err(failed)?;
        if let Some(token) = token {
            Service::activation_token(&emitter, id, token)
                .await
                .map_err(failed)?;
        }
        Service::action_invoked(&emitter, id, "default")
            .await
            .map_err(failed)
    }
}

fn failed(error: zbus::Error) -> Error {
    Error::program("the notification service", error)
}
