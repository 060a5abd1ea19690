//! A screen reader: the window's accessibility tree over AT-SPI.

use std::collections::HashMap;
use std::time::Duration;

use zbus::zvariant::OwnedObjectPath;

use crate::patience::wait_until;
use crate::{Desktop, Error, Result};

/// Time limit until the whole window can be read.
const SOON: Duration = Duration::from_secs(60);
/// States of an object, as bits of the first word (`AtspiStateType`).
const FOCUSABLE: u32 = 1 << 11;
const FOCUSED: u32 = 1 << 12;
const SHOWING: u32 = 1 << 25;

/// Bus name and path of an object.
type ObjectAddress = (String, OwnedObjectPath);

/// The roles that the tests use (`AtspiRole`).
pub mod role {
    /// A check box.
    pub const CHECK_BOX: u32 = 7;
    /// A combo box.
    pub const COMBO_BOX: u32 = 11;
    /// A menu item.
    pub const MENU_ITEM: u32 = 35;
    /// A password field.
    pub const PASSWORD_TEXT: u32 = 40;
    /// A button.
    pub const PUSH_BUTTON: u32 = 43;
    /// A radio button.
    pub const RADIO_BUTTON: u32 = 44;
    /// A toggle button.
    pub const TOGGLE_BUTTON: u32 = 62;
    /// A text field.
    pub const ENTRY: u32 = 79;
    /// A heading.
    pub const HEADING: u32 = 83;
    /// A link.
    pub const LINK: u32 = 88;
    /// The page.
    pub const DOCUMENT_WEB: u32 = 95;
    /// A landmark region of the page.
    pub const LANDMARK: u32 = 110;
}

/// An object in the accessibility tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// AT-SPI role number ([`role`]). WebKit does not provide role names.
    pub role: u32,
    /// Accessible name.
    pub name: String,
    /// Attributes from the page: `tag`, `live` …
    pub attributes: HashMap<String, String>,
    /// True if it can have the focus.
    pub is_focusable: bool,
    /// True if it has the focus.
    pub has_focus: bool,
    /// True if it is visible on the screen.
    pub is_showing: bool,
}

/// A screen reader, which sees every program that is started after it.
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
    fn get_child_at_index(&self, index: i32) -> zbus::Result<ObjectAddress>;
    fn get_role(&self) -> zbus::Result<u32>;
    fn get_children(&self) -> zbus::Result<Vec<ObjectAddress>>;
    fn get_state(&self) -> zbus::Result<Vec<u32>>;
    fn get_attributes(&self) -> zbus::Result<HashMap<String, String>>;
}

impl ScreenReader {
    /// Starts it. [`Desktop::start_accessibility`] must have been called before.
    pub async fn start(desktop: &Desktop) -> Result<Self> {
        let address = accessibility_bus(desktop).await?;
        let bus = zbus::connection::Builder::address(address.as_str())
            .map_err(failed)?
            .build()
            .await
            .map_err(failed)?;
        // A program builds its tree once a client has registered for its events.
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

    /// Returns every object of the window, starting with its frame, as soon as one satisfies `wanted`.
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

    /// Returns every object of every program on the accessibility bus.
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
            // Objects that disappear while reading are skipped.
            let Ok((node, children)) = self.one(&place).await else {
                continue;
            };
            nodes.push(node);
            left.extend(children.into_iter().rev());
        }
        Ok(nodes)
    }

    async fn one(&self, place: &ObjectAddress) -> Result<(Node, Vec<ObjectAddress>)> {
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
        // GTK's socket for content of another process returns an empty child list, but its one child can be read by
        // index.
        if children.is_empty() {
            for index in 0..object.child_count().await.map_err(failed)? {
                children.push(object.get_child_at_index(index).await.map_err(failed)?);
            }
        }
        Ok((node, children))
    }

    async fn at<'a>(&self, place: &ObjectAddress) -> Result<AccessibleProxy<'a>> {
        at(&self.bus, place).await
    }
}

async fn at<'a>(
    bus: &zbus::Connection,
    (name, path): &ObjectAddress,
) -> Result<AccessibleProxy<'a>> {
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

/// Returns the address of the accessibility bus.
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
