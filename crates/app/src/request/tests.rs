//! Requests as they are sent.

mod chosen_options;

use serde_json::{Value, json};

use super::*;
use crate::bridge::Engine;

fn attached(name: &str, mime: &str, bytes: &[u8]) -> AttachedFile {
    AttachedFile {
        file: Attachment {
            // Files of other bytes have other digests.
            sha256: format!("{bytes:?}"),
            name: name.into(),
            mime: mime.into(),
            size: bytes.len() as u64,
        },
        bytes: bytes.to_vec(),
        words: None,
        pages: Vec::new(),
    }
}

fn question<'a>(
    target: &'a str,
    is_agent: bool,
    files: &'a [AttachedFile],
    network: &'a Network,
) -> Question<'a> {
    Question {
        is_agent,
        target,
        role: who::model_role(Engine::Gemini, target),
        text: "Compare them",
        files,
        network,
        token_cap: None,
        options: Options::default(),
        tools: Vec::new(),
        before: EarlierContext::default(),
    }
}

fn json_of(question: &Question<'_>) -> Value {
    serde_json::to_value(build(question).unwrap()).unwrap()
}

#[test]
fn a_plain_question_is_a_model_and_a_text() {
    let request = json_of(&question("gemini-3.8-flash", false, &[], &Network::Off));
    assert_eq!(
        request,
        json!({
            "model": "gemini-3.8-flash",
            "input": "Compare them",
            "system_instruction": SYSTEM_INSTRUCTION,
            "generation_config": {"thinking_summaries": "auto"},
            "stream": true,
            "store": true,
        })
    );
}

#[test]
fn tools_go_along_with_whoever_is_asked() {
    let network = Network::Off;
    for (target, is_agent) in [
        ("gemini-3.8-flash", false),
        ("antigravity-preview-09-2026", true),
    ] {
        let mut question = question(target, is_agent, &[], &network);
        assert_eq!(json_of(&question).get("tools"), None);
        question.tools = vec![Tool::google_search(), Tool::url_context()];
        assert_eq!(
            json_of(&question)["tools"],
            json!([{"type": "google_search"}, {"type": "url_context"}])
        );
    }
}

#[test]
fn a_voice_is_asked_for_sound_and_gets_no_instructions() {
    let request = json_of(&question("gemini-3.8-flash-tts", false, &[], &Network::Off));
    assert_eq!(
        request,
        json!({
            "model": "gemini-3.8-flash-tts",
            "input": "Compare them",
            "response_format": {"type": "audio"},
            "stream": true,
            "store": true,
        })
    );
    let painter = json_of(&question(
        "gemini-3.1-flash-image",
        false,
        &[],
        &Network::Off,
    ));
    assert_eq!(painter.get("system_instruction"), None);
}

#[test]
fn a_question_shows_its_files_to_the_model() {
    let files = [
        attached("a.csv", "text/csv", b"x,y"),
        attached("b.png", "image/png", b"\x89PNG"),
    ];
    let request = json_of(&question("gemini-3.8-flash", false, &files, &Network::Off));
    assert_eq!(
        request["input"],
        json!([
            {"type": "text", "text": "File a.csv:\n\nx,y"},
            {"type": "image", "data": "iVBORw==", "mime_type": "image/png"},
            {"type": "text", "text": "Compare them"},
        ])
    );
}

#[test]
fn a_table_is_shown_to_the_model_in_whatever_encoding_an_office_wrote_it() {
    // "Käse;3,20" as Excel writes it in Windows-1252, and in UTF-16 with a mark.
    let text = "Artikel;Preis\r\nK\u{e4}se;3,20\r\n";
    let western: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    let mut wide = vec![0xff, 0xfe];
    wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    for bytes in [western, wide] {
        let shown = file_content(&attached("preise.csv", "text/csv", &bytes)).unwrap();
        assert!(shown.as_text().unwrap().contains("K\u{e4}se;3,20"));
    }
}

#[test]
fn a_file_that_no_model_can_read_is_refused_with_a_way_out() {
    let files = [attached("a.zip", "application/zip", b"PK")];
    let refused = build(&question("gemini-3.8-flash", false, &files, &Network::Off)).unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
    assert!(refused.hint.unwrap().to_string().contains("job"));
}

#[test]
fn a_job_with_an_open_network_gets_a_fresh_sandbox() {
    let request = json_of(&question(
        "antigravity-preview-09-2026",
        true,
        &[],
        &Network::Open,
    ));
    assert_eq!(request["environment"], "remote");
    assert_eq!(request["background"], true);
    assert!(request.get("system_instruction").is_none());
}

#[test]
fn a_job_finds_its_files_in_the_workspace_under_names_of_their_own() {
    let files = [
        attached("../a.csv", "text/csv", b"1"),
        attached("a.csv", "text/csv", b"2"),
    ];
    let request = json_of(&question("errand-agent", true, &files, &Network::Off));
    assert_eq!(
        request["environment"],
        json!({
            "type": "remote",
            "sources": [
                {"type": "inline", "target": "/workspace/a.csv", "content": "MQ==", "encoding": "base64"},
                {"type": "inline", "target": "/workspace/a (2).csv", "content": "Mg==", "encoding": "base64"},
            ],
            "network": "disabled",
        })
    );
    let said = request["input"].as_str().unwrap();
    assert!(
        said.ends_with("/workspace/a.csv, /workspace/a (2).csv"),
        "{said}"
    );
}

#[test]
fn a_follow_up_goes_on_in_the_same_sandbox() {
    let mut follow_up = question("errand-agent", true, &[], &Network::Off);
    follow_up.before = EarlierContext {
        previous: Some("v1_one".into()),
        environment: Some("env-1".into()),
        network: Some(Network::Off),
        ..EarlierContext::default()
    };
    let request = json_of(&follow_up);
    assert_eq!(request["environment"], "env-1");
    assert_eq!(request["previous_interaction_id"], "v1_one");

    follow_up.network = &Network::Open;
    assert_eq!(
        json_of(&follow_up)["environment"],
        json!({"type": "remote", "environment_id": "env-1", "network": {"allowlist": [{"domain": "*"}]}})
    );
}

#[test]
fn a_new_sandbox_of_this_computer_reaches_what_is_said_and_else_nothing() {
    let environment = |network: &Network| {
        let mut asked = question("errand-agent", true, &[], network);
        asked.before.network = network_of_new(Engine::Local, None);
        let request = build(&asked).unwrap();
        (json_of(&asked)["environment"].clone(), network_of(&request))
    };
    for (network, rules) in [
        (Network::Off, json!("disabled")),
        (Network::Open, json!({"allowlist": [{"domain": "*"}]})),
        (
            Network::Sites {
                domains: vec!["example.org".into()],
            },
            json!({"allowlist": [{"domain": "example.org"}]}),
        ),
    ] {
        let (environment, said) = environment(&network);
        assert_eq!(environment, json!({"type": "remote", "network": rules}));
        assert_eq!(said, Some(network), "it is sent again as it was");
    }
}

#[test]
fn a_new_sandbox_of_an_agent_of_ones_own_is_told_what_it_may_reach_whatever_the_agent_has() {
    let environment = |network: &Network| {
        let mut asked = question("my-agent-1", true, &[], network);
        asked.before.network = Some(Network::Off);
        let request = build(&asked).unwrap();
        (json_of(&asked)["environment"].clone(), network_of(&request))
    };
    let (off, said) = environment(&Network::Off);
    assert_eq!(off, json!({"type": "remote", "network": "disabled"}));
    assert_eq!(said, Some(Network::Off), "it is sent again as it was");
    let (open, _) = environment(&Network::Open);
    assert_eq!(
        open,
        json!({"type": "remote", "network": {"allowlist": [{"domain": "*"}]}})
    );
}

#[test]
fn research_needs_no_sandbox_and_tells_what_it_thinks() {
    let request = json_of(&question(
        "deep-research-preview-04-2026",
        true,
        &[],
        &Network::Open,
    ));
    assert!(request.get("environment").is_none());
    assert_eq!(request["background"], true);
    assert_eq!(
        request["agent_config"],
        json!({"type": "deep-research", "thinking_summaries": "auto", "visualization": "auto"})
    );
}

#[test]
fn another_server_is_told_what_was_said_before() {
    let mut moved = question("errand-starter", false, &[], &Network::Off);
    moved.before.history = vec![Step::user_text("Hi"), Step::model_text("Hello.")];
    let input = json_of(&moved)["input"].clone();
    let kinds: Vec<&str> = input
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["user_input", "model_output", "user_input"]);
}

#[test]
fn files_too_large_for_a_request_go_ahead_of_it_under_the_same_names() {
    let megabyte = vec![0; 1 << 20];
    let larger = vec![0; (1 << 20) + 1];
    let files = [
        attached("big.bin", "application/octet-stream", &larger),
        attached("a.txt", "text/plain", &megabyte),
        attached("a.txt", "text/plain", &megabyte),
        attached("a.txt", "text/plain", b"one more"),
    ];
    let placed = placed_files::place_files(files.iter().map(|attached| &attached.file), &[]);
    let ways: Vec<_> = placed
        .iter()
        .map(|place| (place.path(), place.inline))
        .collect();
    assert_eq!(
        ways,
        [
            ("workspace/big.bin", false),
            ("workspace/a.txt", true),
            ("workspace/a (2).txt", true),
            ("workspace/a (3).txt", false),
        ]
    );
    let request = json_of(&question("errand-agent", true, &files, &Network::Off));
    let sources = request["environment"]["sources"].as_array().unwrap();
    assert_eq!(sources.len(), 2);
    assert!(request["input"].as_str().unwrap().ends_with(
        "/workspace/big.bin, /workspace/a.txt, /workspace/a (2).txt, /workspace/a (3).txt"
    ));
}

#[test]
fn an_empty_question_is_refused() {
    let mut empty = question("errand-starter", false, &[], &Network::Off);
    empty.text = "  ";
    assert_eq!(build(&empty).unwrap_err().code, ErrorCode::Invalid);
}

#[test]
fn a_job_says_how_many_tokens_it_may_use_where_the_service_listens() {
    let capped = |agent| {
        let question = Question {
            token_cap: Some(533_333),
            ..question(agent, true, &[], &Network::Off)
        };
        json_of(&question)["agent_config"].clone()
    };
    assert_eq!(
        capped("antigravity-preview-09-2026"),
        json!({"type": "antigravity", "max_total_tokens": "533333"})
    );
    assert_eq!(
        capped("errand-agent"),
        json!({"type": "antigravity", "max_total_tokens": "533333"})
    );
    assert_eq!(
        capped("errand-agent/home/a/b:7b"),
        json!({"type": "antigravity", "max_total_tokens": "533333", "model": "home/a/b:7b"})
    );
    assert_eq!(capped("report-writer"), Value::Null);
    let research = capped("deep-research-preview-04-2026");
    assert_eq!(research["type"], "deep-research");
    assert_eq!(research["max_total_tokens"], Value::Null);
}

#[test]
fn the_text_of_a_document_stands_beside_the_folder_of_the_job() {
    let mut files = [
        attached("letter.pdf", "application/pdf", b"%PDF"),
        attached("prices.csv", "text/csv", b"a,b"),
    ];
    files[0].words = Some(format!("Dear Ann,{}", " yes".repeat(1_000)));
    files[0].pages = vec![PageImage {
        number: 2,
        png: b"png".to_vec(),
    }];
    let request = json_of(&question(who::LOCAL_AGENT, true, &files, &Network::Off));
    let sources = request["environment"]["sources"].as_array().unwrap();
    let targets: Vec<_> = sources
        .iter()
        .map(|it| it["target"].as_str().unwrap())
        .collect();
    assert_eq!(
        targets,
        [
            "/workspace/letter.pdf",
            "/workspace/prices.csv",
            "/.agents/texts/letter.pdf.txt"
        ]
    );
    assert!(
        sources[2]["content"]
            .as_str()
            .unwrap()
            .starts_with("Dear Ann, yes")
    );
    let input = request["input"].as_array().unwrap();
    assert_eq!(input[0]["text"], "Page 2 of letter.pdf:");
    assert_eq!(input[1]["data"], "cG5n");
    let said = input[2]["text"].as_str().unwrap();
    assert!(said.contains(
        "The text of /workspace/letter.pdf is in /.agents/texts/letter.pdf.txt. It begins:\nDear Ann, yes"
    ));
    assert!(said.len() < 2_300, "{}", said.len());
}

#[test]
fn texts_of_documents_have_the_room_that_the_files_leave() {
    let large = vec![b'x'; 1_000_000];
    let mut files = [
        attached("a.pdf", "application/pdf", &large),
        attached("b.pdf", "application/pdf", b"%PDF"),
        attached("c.pdf", "application/pdf", b"%PDF-1"),
    ];
    for file in &mut files {
        file.words = Some("y".repeat(1_000_000));
    }
    let request = json_of(&question(who::LOCAL_AGENT, true, &files, &Network::Off));
    let sources = request["environment"]["sources"].as_array().unwrap();
    let texts: Vec<_> = sources[3..]
        .iter()
        .map(|it| it["content"].as_str().unwrap().len())
        .collect();
    assert_eq!(texts[0], 1_000_000);
    assert_eq!(texts.len(), 2);
    assert!(
        request["input"]
            .as_str()
            .unwrap()
            .contains("The beginning of the text of /workspace/b.pdf")
    );
}
