//! A screen reader: what the desktop is told of the window over AT-SPI.

use std::collections::HashMap;
use std::time::Duration;

use zbus::zvariant::OwnedObjectPath;

use crate::patience::wait_until;
use crate::{Desktop, Error, Result};

/// How long the window may take until all of it can be read.
const SOON: Duration = Duration::from_secs(60);
/// States of an object, as bits of the first word (`AtspiStateType`).
const FOCUSABLE: u32 = 1 << 11;
const FOCUSED: u32 = 1 << 12;
const SHOWING: u32 = 1 << 25;

/// The name on the bus and the path of one object.
type Place = (String, OwnedObjectPath);

/// The roles that the tests ask for (`AtspiRole`).
pub mod role {
    /// Something that is ticked.
    pub const CHECK_BOX: u32 = 7;
    /// A field with a list to choose from.
    pub const COMBO_BOX: u32 = 11;
    /// One entry of a menu.
    pub const MENU_ITEM: u32 = 35;
    /// A field whose words are not shown.
    pub const PASSWORD_TEXT: u32 = 40;
    /// A button.
    pub const PUSH_BUTTON: u32 = 43;
    /// One of several choices.
    pub const RADIO_BUTTON: u32 = 44;
    /// A button that stays pressed.
    pub const TOGGLE_BUTTON: u32 = 62;
    /// A field for words.
    pub const ENTRY: u32 = 79;
    /// A heading.
    pub const HEADING: u32 = 83;
    /// A link.
    pub const LINK: u32 = 88;
    /// The page itself.
    pub const DOCUMENT_WEB: u32 = 95;
    /// A part of the page that one goes to.
    pub const LANDMARK: u32 = 110;
}

/// One object of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is, as a number of AT-SPI's ([`role`]). WebKit leaves the words to whoever reads.
    pub role: u32,
    /// What it is called.
    pub name: String,
    /// What its page says of it: `tag`, `live` …
    pub attributes: HashMap<String, String>,
    /// Whether the keys can be on it.
    pub is_focusable: bool,
    /// Whether they are.
    pub has_focus: bool,
    /// Whether it is on the screen.
    pub is_showing: bool,
}

/// A screen reader, which sees every program that is started while it is there.
#[derive(Debug)]
pub struct ScreenReader {
    bus: zbus::Connection,
}

#[zbus::proxy(interface = "org.a11y.atspi.Accessible", gen_blocking = false)]
trait Accessible {
    #[zbus(property)]
    fn name(&self) -> zbus::Result<String>;
    #[zbus(property)]
    fn child_count(&self) -> zbus::Result<i32>;
    fn get_child_at_index(&self, index: i32) -> zbus::Result<Place>;
    fn get_role(&self) -> zbus::Result<u32>;
    fn get_children(&self) -> zbus::Result<Vec<Place>>;
    fn get_state(&self) -> zbus::Result<Vec<u32>>;
    fn get_attributes(&self) -> zbus::Result<HashMap<String, String>>;
}

impl ScreenReader {
    /// Starts it. The desktop must have been told before that somebody reads it
    /// ([`Desktop::start_accessibility`]).
    pub async fn start(desktop: &Desktop) -> Result<Self> {
        let address = accessibility_bus(desktop).await?;
        let bus = zbus::connection::Builder::address(address.as_str())
            .map_err(failed)?
            .build()
            .await
            .map_err(failed)?;
        // A program builds its tree once somebody has asked for events of it.
        let registry = "org.a11y.atspi.Registry";
        bus.call_method(
            Some(registry),
            "/org/a11y/atspi/registry",
            Some(registry),
            "RegisterEvent",
            &("object:", Vec::<String>::new(), ""),
        )
        .await
        .map_err(failed)?;
        Ok(Self { bus })
    }

    /// Every object of the window, from its frame down, as soon as `wanted` is among them.
    pub async fn read(&self, wanted: impl Fn(&Node) -> bool) -> Result<Vec<Node>> {
        wait_until("the tree of the window", SOON, async || {
            let nodes = self.tree().await?;
            Ok(if nodes.iter().any(&wanted) {
                Ok(nodes)
            } else {
                let seen = nodes
                    .iter()
                    .map(|node| format!("{} {:?}", node.role, node.name));
                Err(seen.collect::<Vec<_>>().join(", "))
            })
        })
        .await
    }

    /// Every object of every program that is on the accessibility bus.
    async fn tree(&self) -> Result<Vec<Node>> {
        let root = "/org/a11y/atspi/accessible/root".try_into();
        let registry = ("org.a11y.atspi.Registry".to_owned(), root.map_err(failed)?);
        let mut nodes = Vec::new();
        let mut left = self
            .at(&registry)
            .await?
            .get_children()
            .await
            .map_err(failed)?;
        left.reverse();
        while let Some(place) = left.pop() {
            // What goes while it is read is not there.
            let Ok((node, children)) = self.one(&place).await else {
                continue;
            };
            nodes.push(node);
            left.extend(children.into_iter().rev());
        }
        Ok(nodes)
    }

    async fn one(&self, place: &Place) -> Result<(Node, Vec<Place>)> {
        let object = self.at(place).await?;
        let (states, role, name, attributes) = tokio::try_join!(
            object.get_state(),
            object.get_role(),
            object.name(),
            object.get_attributes()
        )
        .map_err(failed)?;
        let states = states.first().copied().unwrap_or_default();
        let node = Node {
            role,
            name,
            attributes,
            is_focusable: states & FOCUSABLE != 0,
            has_focus: states & FOCUSED != 0,
            is_showing: states & SHOWING != 0,
        };
        let mut children = object.get_children().await.map_err(failed)?;
        // The place where GTK shows what another process draws lists nobody, but gives its one child by its number.
        if children.is_empty() {
            for index in 0..object.child_count().await.map_err(failed)? {
                children.push(object.get_child_at_index(index).await.map_err(failed)?);
            }
        }
        Ok((node, children))
    }

    async fn at<'a>(&self, place: &Place) -> Result<AccessibleProxy<'a>> {
        at(&self.bus, place).await
    }
}

async fn at<'a>(bus: &zbus::Connection, (name, path): &Place) -> Result<AccessibleProxy<'a>> {
    AccessibleProxy::builder(bus)
        .destination(name.clone())
        .map_err(failed)?
        .path(path.clone())
        .map_err(failed)?
        .cache_properties(zbus::proxy::CacheProperties::No)
        .build()
        .await
        .map_err(failed)
}

/// The address of the bus that screen readers and programs meet on.
async fn accessibility_bus(desktop: &Desktop) -> Result<String> {
    let session = zbus::connection::Builder::address(desktop.bus().as_str())
        .map_err(failed)?
        .build()
        .await
        .map_err(failed)?;
    let name = "org.a11y.Bus";
    let answer = session
        .call_method(Some(name), "/org/a11y/bus", Some(name), "GetAddress", &())
        .await
        .map_err(failed)?;
    answer.body().deserialize().map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::program("the accessibility bus", error)
}
