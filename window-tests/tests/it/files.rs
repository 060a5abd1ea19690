//! Files of a job in the window: their words are found, and a package folder is one row until it is opened.

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{Result, wait_until};

use crate::scene::{AGENT, Scene};

const NOTE: &str = "résumé #1?.txt";

#[tokio::test]
async fn words_of_a_job_s_file_are_found_and_packages_are_one_line_until_they_are_fetched() -> Result
{
    let code = format!(
        "mkdir -p notes node_modules/left-pad\n\
         printf 'Only here stands hafnium.\\n' > 'notes/{NOTE}'\n\
         for n in 1 2 3; do echo $n > node_modules/left-pad/$n.js; done"
    );
    let script = json!({"turns": [{"say": [
        {"code": code, "language": "bash"}, "The page is done.",
    ]}]});
    let (scene, window) = Scene::connected(&script).await?;
    window.choose_who(AGENT).await?;
    window.ask("Make the page.").await?;
    window.answer(1, LONG).await?;
    let job = window.open_conversation().await?;

    let folder = "[data-testid=file-item][data-name=node_modules]";
    window.find_css(folder, LONG).await?;
    window.see("Fetch these 3", LONG).await?;
    let names = window
        .attributes(
            "[data-testid=file-panel] [data-testid=file-item]",
            "data-name",
        )
        .await?;
    assert_eq!(names.len(), 3, "{names:?}");
    window
        .click_css(&format!("{folder} [data-testid=fetch-folder]"))
        .await?;
    window.see("All here", LONG).await?;

    window.click("nav-search").await?;
    window.type_into("search-field", "hafnium").await?;
    let hit = format!("[data-testid=search-hit][data-conversation=\"{job}\"]");
    window.find_css(&hit, LONG).await?;
    window
        .see(&format!("In the file “notes/{NOTE}”"), LONG)
        .await?;
    window.click_css(&hit).await?;
    window.sees_in_file("Only here stands hafnium.").await?;

    window.click("save-all").await?;
    let saved = scene.desktop.home().join("Downloads/notes").join(NOTE);
    wait_until("the file under its true name", LONG, async || {
        Ok(
            std::fs::read_to_string(&saved)
                .map_err(|error| format!("{}: {error}", saved.display())),
        )
    })
    .await?;
    Ok(())
}
