//! The main flows without a mouse: nothing here moves the pointer.

use std::time::Duration;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{Desktop, ErrandWindow, Result, wait_until};

use crate::scene::{AGENT, MODEL, Scene, at_once};

/// How long the page may take to follow the keys, on a slow machine.
const SOON: Duration = Duration::from_secs(30);

/// The hands: keys, and a look at where they are.
struct Keys<'a> {
    desktop: &'a Desktop,
    window: &'a ErrandWindow,
}

impl Keys<'_> {
    fn press(&self, keys: &[&str]) -> Result {
        keys.iter().try_for_each(|key| self.desktop.press(key))
    }

    fn writes(&self, text: &str) -> Result {
        self.desktop.type_text(text)
    }

    /// What has the focus, by its `data-testid` or else its element. An element that cannot be seen or has no ring says
    /// so.
    async fn at(&self) -> Result<String> {
        let script = "const now = document.activeElement;\
            const id = now?.dataset?.testid ?? now?.tagName.toLowerCase() ?? 'nothing';\
            if (!now || now === document.body || now.tagName === 'MAIN') return id;\
            const box = now.getBoundingClientRect();\
            if (!box.width || !box.height || !now.checkVisibility()) return id + ' unseen';\
            const ring = (e) => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; };\
            return ring(now) || ring(now.closest('form, label, dialog') ?? now) ? id : id + ' without a ring'";
        let at = self.window.client().execute(script, Vec::new()).await?;
        Ok(at.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the keys are on this.
    async fn are_on(&self, id: &str) -> Result {
        wait_until(&format!("the focus on {id}"), SOON, async || {
            let at = self.at().await?;
            Ok(if at == id { Ok(()) } else { Err(at) })
        })
        .await
    }

    /// Goes on with the Tab key until the keys are on this.
    async fn tab_to(&self, id: &str) -> Result {
        self.go_to(id, "Tab").await
    }

    async fn go_to(&self, id: &str, by: &str) -> Result {
        let mut on_the_way = Vec::new();
        for _ in 0..60 {
            self.press(&[by])?;
            let at = self.at().await?;
            if at == id {
                return Ok(());
            }
            on_the_way.push(at);
        }
        panic!("{by} does not lead to {id}: {on_the_way:?}");
    }
}

#[tokio::test]
async fn asking_handing_over_answering_and_tidying_up_need_no_mouse() -> Result {
    let script = json!({"turns": [
        {"match": "Result of choose_one", "say": [
            {"code": "open('offer.md', 'w').write('# Nordwerk')"}, "Nordwerk it is."
        ]},
        {"match": "suppliers", "say": [
            "I must ask. ", {"call": "choose_one", "arguments": {"question": "Price or speed?"}}
        ]},
        at_once("basalt", "A dark rock."),
    ]});
    let (scene, window) = Scene::connected(&script).await?;
    let desktop = &scene.desktop;
    let keys = Keys {
        desktop,
        window: &window,
    };
    window.focus(desktop).await?;

    // Asking: who does it, what is asked.
    keys.are_on("composer").await?;
    keys.tab_to("who").await?;
    keys.press(&["Return"])?;
    keys.are_on("who-find").await?;
    keys.writes(MODEL)?;
    keys.press(&["Return"])?;
    keys.are_on("composer").await?;
    keys.writes("What is basalt?")?;
    keys.press(&["Return"])?;
    assert_eq!(window.answer(1, LONG).await?, "A dark rock.");
    keys.are_on("composer").await?;
    let chat = window.open_conversation().await?;

    // A job, by the palette; its file in the panel.
    keys.press(&["ctrl+k"])?;
    keys.are_on("palette-field").await?;
    keys.press(&["Escape"])?;
    keys.are_on("composer").await?;
    keys.press(&["ctrl+n"])?;
    window.find("try").await?;
    keys.are_on("composer").await?;
    keys.press(&["shift+Tab"])?;
    keys.press(&["Tab"])?;
    keys.are_on("composer").await?;
    keys.tab_to("who").await?;
    keys.press(&["Return"])?;
    keys.are_on("who-find").await?;
    keys.writes(AGENT)?;
    keys.press(&["Return"])?;
    keys.are_on("composer").await?;
    keys.writes("Compare three suppliers")?;
    keys.press(&["Return"])?;
    window.ended(1, "needs_you", LONG).await?;
    window.find("action-words").await?;
    keys.go_to("action-words", "shift+Tab").await?;
    keys.writes("Price")?;
    keys.tab_to("answer-actions").await?;
    keys.press(&["Return"])?;
    window.ended(2, "done", LONG).await?;
    window.find("file-panel").await?;
    keys.tab_to("save-all").await?;
    keys.press(&["ctrl+period"])?;
    wait_until("the panel to be gone", LONG, async || {
        Ok(if window.has("file-panel").await? {
            Err(String::new())
        } else {
            Ok(())
        })
    })
    .await?;

    // The list: walk, rename, archive, find again, delete.
    keys.press(&["shift+Tab"])?;
    keys.tab_to("conversation-item").await?;
    keys.press(&["Down", "F2"])?;
    keys.are_on("rename-field").await?;
    keys.press(&["ctrl+a"])?;
    keys.writes("Rocks")?;
    keys.press(&["Return"])?;
    window.see("Rocks", LONG).await?;
    keys.are_on("conversation-item").await?;
    keys.press(&["shift+F10"])?;
    keys.are_on("line-pin").await?;
    keys.press(&["Escape"])?;
    keys.are_on("conversation-item").await?;
    keys.press(&["shift+F10", "a", "Return"])?;
    window.see("“Rocks” is archived.", LONG).await?;
    keys.are_on("conversation-item").await?;
    keys.press(&["ctrl+shift+f"])?;
    keys.are_on("search-field").await?;
    keys.writes("basalt")?;
    window.find("search-hit").await?;
    keys.tab_to("search-hit").await?;
    keys.press(&["Return"])?;
    keys.are_on("composer").await?;
    assert_eq!(
        window.texts("h1").await?,
        ["Rocks"],
        "{chat} is found in the archive"
    );
    keys.press(&["shift+Tab", "shift+Tab"])?;
    keys.tab_to("composer").await?;

    // Settings, an agent, a schedule: forms are entered and left.
    keys.press(&["ctrl+comma"])?;
    window.find("settings-spending").await?;
    keys.press(&["Tab"])?;
    assert_ne!(keys.at().await?, "body", "the focus is lost in Settings");
    for (place, button, field, leave) in [
        ("nav-agents", "new-agent", "agent-name", None),
        (
            "nav-schedules",
            "new-schedule",
            "schedule-text",
            Some("leave-schedule"),
        ),
    ] {
        keys.tab_to(place).await?;
        keys.press(&["Return"])?;
        window.find(button).await?;
        keys.tab_to(button).await?;
        keys.press(&["Return"])?;
        window.find(field).await?;
        keys.tab_to(field).await?;
        if let Some(leave) = leave {
            keys.tab_to(leave).await?;
            keys.press(&["Return"])?;
            window.find(button).await?;
        }
    }
    Ok(())
}
