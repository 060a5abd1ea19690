//! Keys, hosts, origins, paths and methods.

use reqwest::Method;
use serde_json::json;

use crate::support::{KEY, answer, serve};

#[tokio::test]
async fn a_wrong_key_is_400_in_an_array_and_a_missing_one_403() {
    let local = serve(json!({})).await;
    let url = format!("{}/v1/models", local.api.base);
    let http = &local.api.http;
    let (status, body) = answer(
        http.get(&url)
            .header("x-goog-api-key", "wrong")
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(
        (status, &body[0]["error"]["details"][0]["reason"]),
        (400, &json!("API_KEY_INVALID"))
    );
    let (status, body) = answer(http.get(&url).send().await.unwrap()).await;
    assert_eq!(
        (status, &body["error"]["status"]),
        (403, &json!("PERMISSION_DENIED"))
    );
    for good in [
        http.get(&url).header("x-goog-api-key", KEY),
        http.get(format!("{url}?key={KEY}")),
        http.get(&url).bearer_auth(KEY),
    ] {
        assert_eq!(good.send().await.unwrap().status(), 200);
    }
}

#[tokio::test]
async fn web_pages_and_foreign_hosts_are_refused_even_with_the_key() {
    let local = serve(json!({})).await;
    let get = || local.api.request(Method::GET, "models");
    assert_eq!(
        get()
            .header("origin", "https://evil.example")
            .send()
            .await
            .unwrap()
            .status(),
        403
    );
    assert_eq!(
        get()
            .header("origin", "null")
            .send()
            .await
            .unwrap()
            .status(),
        403
    );
    assert_eq!(
        get()
            .header("host", "evil.example")
            .send()
            .await
            .unwrap()
            .status(),
        403
    );
    assert_eq!(
        get()
            .header("host", "localhost:1")
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    let answer = get().send().await.unwrap();
    assert!(
        answer
            .headers()
            .keys()
            .all(|name| !name.as_str().starts_with("access-control"))
    );
}

#[tokio::test]
async fn models_are_listed_in_camel_case_on_both_versions() {
    let local = serve(json!({})).await;
    for version in ["v1", "v1beta"] {
        let url = format!("{}/{version}/models?pageSize=2&key={KEY}", local.api.base);
        let (_, list) = answer(local.api.http.get(url).send().await.unwrap()).await;
        assert_eq!(list["models"].as_array().unwrap().len(), 2);
        assert_eq!(list["models"][0]["name"], "models/errand-starter");
        assert!(list["models"][0]["inputTokenLimit"].is_number());
        let url = format!(
            "{}/{version}/models?page_token={}&key={KEY}",
            local.api.base,
            list["nextPageToken"].as_str().unwrap()
        );
        let (_, rest) = answer(local.api.http.get(url).send().await.unwrap()).await;
        assert_eq!(rest["models"][0]["name"], "models/gemini-3.1-pro-preview");
        assert!(rest["nextPageToken"].is_null());
    }
    assert_eq!(
        local.api.get("models/gemini-3.8-flash").await["name"],
        "models/gemini-3.8-flash"
    );
    let (status, code, _) = local.api.refused(Method::GET, "models/none", None).await;
    assert_eq!((status, code), (404, json!("model_not_found")));
}

#[tokio::test]
async fn nobody_talks_live_here_and_every_door_to_it_says_so() {
    let local = serve(json!({"turns": [{"say": ["x"]}]})).await;
    let made = local
        .api
        .create(json!({"model": "gemini-3.8-flash", "input": "x"}))
        .await;
    let tokens = format!("interactions/{}/auth_tokens", made["id"].as_str().unwrap());
    let doors = [
        (Method::GET, "interactions/live".to_owned()),
        (Method::POST, "interactions/live".to_owned()),
        (Method::POST, tokens.clone()),
        (Method::DELETE, format!("{tokens}/0f1e")),
    ];
    for (method, path) in doors {
        let handshake = local
            .api
            .request(method, &path)
            .header("connection", "upgrade")
            .header("upgrade", "websocket")
            .header("sec-websocket-version", "13")
            .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
            .header("api-revision", "2026-05-20");
        let (status, body) = answer(handshake.send().await.unwrap()).await;
        assert_eq!(
            (status, &body["error"]["code"]),
            (404, &json!("not_found")),
            "{path}"
        );
        let message = body["error"]["message"].as_str().unwrap();
        assert!(
            message.contains("this computer has none"),
            "{path}: {message}"
        );
    }
}

#[tokio::test]
async fn what_the_engine_does_not_have_is_said_in_json() {
    let local = serve(json!({})).await;
    let (status, code, _) = local.api.refused(Method::GET, "voices", None).await;
    assert_eq!((status, code), (501, json!("unimplemented")));
    let absent = [
        "voices",
        "voices/v1",
        "decisions",
        "fileSearchStores",
        "environments:leaseInteractions",
    ];
    for path in absent {
        let (status, code, message) = local.api.refused(Method::POST, path, Some(json!({}))).await;
        assert_eq!((status, code), (501, json!("unimplemented")), "{path}");
        let name = path.split('/').next().unwrap();
        assert!(message.contains(name), "{message}");
    }
    let (status, ..) = local.api.refused(Method::GET, "nonsense", None).await;
    assert_eq!(status, 404);
    let (status, ..) = local
        .api
        .refused(Method::PATCH, "interactions", Some(json!({})))
        .await;
    assert_eq!(status, 405);
    let broken = local
        .api
        .request(Method::POST, "interactions")
        .body("{\"model\":")
        .send()
        .await
        .unwrap();
    let (status, body) = answer(broken).await;
    assert_eq!(
        (status, &body["error"]["status"]),
        (400, &json!("INVALID_ARGUMENT"))
    );
}
