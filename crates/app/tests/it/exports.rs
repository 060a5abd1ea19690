//! The export of one conversation.

use serde_json::{Value, json};

use crate::talking::FLASH;
use crate::transfers::AnsweredQuestion;

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_exported_as_text_as_a_page_and_as_json() {
    let asked = AnsweredQuestion::what_basalt_is("What is basalt? <script>alert(1)</script>").await;
    let (person, sent) = (&asked.person, &asked.sent);
    let more = person.follows_up(sent, FLASH, "shorter").await;
    person.sees(&more, "done").await;
    let refused = person.follows_up(&more, FLASH, "forbidden").await;
    person.sees(&refused, "failed").await;

    let text = asked.exported("markdown").await;
    assert!(text.contains("> What is basalt? <script>"), "{text}");
    assert!(
        text.contains("**Basalt** is a dark volcanic rock."),
        "as it came: {text}"
    );
    assert!(text.contains("Thought: Rocks."), "{text}");
    assert!(text.contains("## 3. Question"), "{text}");
    assert!(text.contains("withheld"), "why it failed: {text}");

    let page = asked.exported("page").await;
    assert!(page.contains("default-src 'none'; img-src data:"), "{page}");
    assert!(page.contains("<strong>Basalt</strong>"), "{page}");
    assert!(
        !page.contains("<script"),
        "what the person wrote is text: {page}"
    );
    assert!(page.contains("&lt;script&gt;"), "{page}");
    assert!(page.contains("@media print"));

    let text = asked.exported("json").await;
    let all: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(all["kind"], "errand-conversation");
    let turns = all["turns"].as_array().unwrap();
    assert_eq!(turns.len(), 3);
    assert_eq!(turns[0]["request"]["model"], "gemini-3.8-flash");
    assert!(turns[0]["events"].as_array().unwrap().len() > 4);
    assert_eq!(
        turns[0]["events"][0]["raw"]["event_type"],
        "interaction.created"
    );
    assert_eq!(turns[1]["parent"], turns[0]["id"]);

    // The dialog was closed.
    let request = json!({"conversation": sent["conversation"], "form": "page"});
    assert!(person.does("export_conversation", request).await.is_null());
}
