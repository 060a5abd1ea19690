//! Environments, their listings, downloads and uploads, and paths that try to get out.

use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{Api, KEY, answer, serve};

async fn environment(api: &Api, files: &[(&str, &str)]) -> String {
    let sources: Vec<Value> = files
        .iter()
        .map(|(target, content)| json!({"type": "inline", "target": target, "content": content}))
        .collect();
    let made = api
        .post(
            "environments",
            json!({"sources": sources, "network": "disabled"}),
        )
        .await;
    made["id"].as_str().unwrap().to_owned()
}

fn names(list: &Value) -> Vec<&str> {
    list["files"]
        .as_array()
        .map(|files| {
            files
                .iter()
                .map(|file| file["path"].as_str().unwrap())
                .collect()
        })
        .unwrap_or_default()
}

async fn upload(
    api: &Api,
    environment: &str,
    path: &str,
    query: &str,
    chunks: &[&[u8]],
) -> (u16, Value) {
    let url = format!(
        "{}/upload/v1/environments/{environment}/files/{path}{query}",
        api.base
    );
    let start = api
        .http
        .put(url)
        .header("x-goog-api-key", KEY)
        .header("X-Goog-Upload-Protocol", "resumable")
        .header("X-Goog-Upload-Command", "start")
        .send()
        .await
        .unwrap();
    if start.status() != 200 {
        return answer(start).await;
    }
    let url = start.headers()["x-goog-upload-url"]
        .to_str()
        .unwrap()
        .to_owned();
    let mut offset = 0;
    for (index, chunk) in chunks.iter().enumerate() {
        let last = index + 1 == chunks.len();
        let sent = api
            .http
            .post(&url)
            .header("x-goog-api-key", KEY)
            .header(
                "X-Goog-Upload-Command",
                if last { "upload, finalize" } else { "upload" },
            )
            .header("X-Goog-Upload-Offset", offset)
            .body(chunk.to_vec())
            .send()
            .await
            .unwrap();
        offset += chunk.len();
        if sent.status() != 200 && !last {
            return answer(sent).await;
        }
        assert_eq!(
            sent.headers()["x-goog-upload-status"],
            if last { "final" } else { "active" }
        );
        if last {
            return answer(sent).await;
        }
    }
    unreachable!("there is a last chunk")
}

/// Sends a request whose path was not normalised by a URL parser.
async fn raw(api: &Api, method: &str, path: &str) -> String {
    let host = api.base.trim_start_matches("http://").to_owned();
    let mut stream = tokio::net::TcpStream::connect(&host).await.unwrap();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nx-goog-api-key: {KEY}\r\nContent-Length: 0\r\n\
         X-Goog-Upload-Command: start\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn environments_are_made_forked_listed_by_pages_and_deleted() {
    let local = serve(json!({})).await;
    let first = environment(
        &local.api,
        &[("/workspace/a.txt", "abc"), ("b/c.txt", "de")],
    )
    .await;
    let got = local.api.get(&format!("environments/{first}")).await;
    assert_eq!(
        (&got["status"], &got["file_count"], &got["size_bytes"]),
        (&json!("active"), &json!("2"), &json!("5"))
    );
    assert_eq!(got["network"], "disabled");
    let forked = local
        .api
        .post(
            "environments",
            json!({"from_environment": format!("environments/{first}")}),
        )
        .await;
    assert_eq!(forked["file_count"], "2");
    environment(&local.api, &[]).await;
    let mut found = Vec::new();
    let mut token = String::new();
    loop {
        let page = local
            .api
            .get(&format!("environments?page_size=2{token}"))
            .await;
        found.extend(
            page["environments"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next_page_token"].as_str() else {
            break;
        };
        token = format!("&page_token={next}");
    }
    assert_eq!(found.len(), 3);
    assert_eq!(
        local
            .api
            .call(Method::DELETE, &format!("environments/{first}"), None)
            .await,
        (200, json!({}))
    );
    let (status, ..) = local
        .api
        .refused(Method::GET, &format!("environments/{first}"), None)
        .await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn listings_show_the_root_folders_and_single_files() {
    let local = serve(json!({})).await;
    let id = environment(
        &local.api,
        &[
            ("a.txt", "abc"),
            ("my dir/ü.csv", "x,y"),
            (".agents/AGENTS.md", "hi"),
        ],
    )
    .await;
    let list = async |path: &str| {
        local
            .api
            .get(&format!("environments/{id}/files{path}"))
            .await
    };
    assert_eq!(names(&list("").await), [".agents", "workspace"]);
    assert_eq!(names(&list("/").await), [".agents", "workspace"]);
    assert_eq!(
        names(&list("/workspace").await),
        ["workspace/a.txt", "workspace/my dir"]
    );
    assert_eq!(
        names(&list("/workspace?recursive=true").await),
        [
            "workspace/a.txt",
            "workspace/my dir",
            "workspace/my dir/ü.csv"
        ]
    );
    let one = list("/workspace/my%20dir/%C3%BC.csv").await;
    assert_eq!(one["files"][0]["size_bytes"], "3");
    assert_eq!(one["files"][0]["type"], "file");
    assert_eq!(one["files"][0]["mime_type"], "text/csv; charset=utf-8");
    let page = list("/workspace?page_size=1").await;
    assert_eq!(names(&page), ["workspace/a.txt"]);
    let token = page["next_page_token"]
        .as_str()
        .unwrap()
        .replace('/', "%2F");
    assert_eq!(
        names(&list(&format!("/workspace?pageSize=1&pageToken={token}")).await),
        ["workspace/my dir"]
    );
    let (status, code, message) = local
        .api
        .refused(
            Method::GET,
            &format!("environments/{id}/files/nope.txt"),
            None,
        )
        .await;
    assert_eq!((status, code), (404, json!("not_found")));
    assert_eq!(
        message,
        format!("Path 'nope.txt' not found in environment '{id}'.")
    );
}

#[tokio::test]
async fn downloads_come_whole_or_in_parts_of_the_same_version() {
    let local = serve(json!({})).await;
    let id = environment(&local.api, &[("a.txt", "0123456789")]).await;
    let path = format!("environments/{id}/files/workspace/a.txt?alt=media");
    let get = |range: &'static str| local.api.request(Method::GET, &path).header("range", range);
    let whole = local.api.request(Method::GET, &path).send().await.unwrap();
    let version = whole.headers()["etag"].clone();
    assert_eq!(whole.text().await.unwrap(), "0123456789");
    let part = get("bytes=3-5").send().await.unwrap();
    assert_eq!(part.status(), 206);
    assert_eq!(part.headers()["content-range"], "bytes 3-5/10");
    assert_eq!(part.text().await.unwrap(), "345");
    assert_eq!(
        get("bytes=7-")
            .header("if-range", version)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap(),
        "789"
    );
    let other = get("bytes=7-")
        .header("if-range", "\"other\"")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (other.status().as_u16(), other.text().await.unwrap().len()),
        (200, 10)
    );
    assert_eq!(get("bytes=99-").send().await.unwrap().status(), 416);
}

#[tokio::test]
async fn no_path_leads_out_of_its_environment() {
    let local = serve(json!({})).await;
    std::fs::write(local.data.path().join("secret.txt"), "top secret").unwrap();
    let id = environment(&local.api, &[("a.txt", "abc")]).await;
    let other = environment(&local.api, &[("b.txt", "other secret")]).await;
    for path in [
        "../../../../secret.txt".to_owned(),
        "%2E%2E/%2E%2E/%2E%2E/%2E%2E/secret.txt".to_owned(),
        "..%2F..%2F..%2F..%2Fsecret.txt".to_owned(),
        "workspace/%2E%2E/%2E%2E/%2E%2E/engine.db".to_owned(),
        format!("%2E%2E/%2E%2E/{other}/root/workspace/b.txt"),
        "%2Fetc%2Fhostname".to_owned(),
        "/etc/hostname".to_owned(),
        "workspace/a.txt%00".to_owned(),
    ] {
        let answer = raw(
            &local.api,
            "GET",
            &format!("/v1/environments/{id}/files/{path}?alt=media"),
        )
        .await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
    for path in [
        "workspace/x/%2E%2E/%2E%2E/workspace%2Fa.txt",
        "./workspace/../workspace/a.txt",
    ] {
        let answer = raw(
            &local.api,
            "GET",
            &format!("/v1/environments/{id}/files/{path}"),
        )
        .await;
        assert!(
            answer.contains("\"path\":\"workspace/a.txt\""),
            "{path}: {answer}"
        );
    }
    for path in [
        "%2E%2E/%2E%2E/evil.txt",
        "workspace/../../evil.txt",
        "etc/evil.txt",
        "evil.txt",
        "workspace",
    ] {
        let answer = raw(
            &local.api,
            "PUT",
            &format!("/upload/v1/environments/{id}/files/{path}"),
        )
        .await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{path}: {answer}");
    }
    assert!(!local.data.path().join("evil.txt").exists());
}

#[tokio::test]
async fn uploads_arrive_in_chunks_and_replace_only_when_asked() {
    let local = serve(json!({})).await;
    let id = environment(&local.api, &[]).await;
    let (status, body) = upload(
        &local.api,
        &id,
        "workspace/new/extra.csv",
        "",
        &[b"a,b\n", b"1,2\n"],
    )
    .await;
    assert_eq!(
        (status, names(&body)),
        (200, vec!["workspace/new/extra.csv"])
    );
    assert_eq!(body["files"][0]["size_bytes"], "8");
    let (status, body) = upload(
        &local.api,
        &id,
        "workspace/new/extra.csv",
        "?overwrite=false",
        &[b"other"],
    )
    .await;
    assert_eq!((status, &body["error"]["code"]), (409, &json!("aborted")));
    let (status, _) = upload(
        &local.api,
        &id,
        "workspace/new/extra.csv",
        "?overwrite=true",
        &[b"other"],
    )
    .await;
    assert_eq!(status, 200);
    let path = format!("environments/{id}/files/workspace/new/extra.csv?alt=media");
    let response = local.api.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.text().await.unwrap(), "other");
    let (status, _) = upload(&local.api, &id, "workspace/new", "?overwrite=true", &[b"x"]).await;
    assert_eq!(status, 400);
    let (status, _) = upload(&local.api, "nowhere", "workspace/a.txt", "", &[b"x"]).await;
    assert_eq!(status, 404);
}
