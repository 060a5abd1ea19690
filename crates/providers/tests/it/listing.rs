//! Lists of models: what a server states is known, and what it does not state stays unknown.

use providers::{Model, models};
use serde_json::json;

use crate::server::{Answer, Server, client};

fn plain(id: &str) -> Model {
    Model {
        id: id.into(),
        ..Model::default()
    }
}

#[tokio::test]
async fn a_list_that_tells_nothing_gives_models_of_which_nothing_is_known() {
    let server = Server::start([(
        "GET /v1/models",
        Answer::json(json!({"object": "list", "data": [
            {"id": "gpt-5-vision-thinking", "object": "model", "created": 1, "owned_by": "openai"},
            {"id": "other", "object": "model", "created": 1, "owned_by": "openai"},
        ]})),
    )])
    .await;
    let models = models(&client(), &server.provider()).await.unwrap();
    assert_eq!(models, [plain("gpt-5-vision-thinking"), plain("other")]);
}

#[tokio::test]
async fn openrouter_tells_parameters_kinds_of_input_and_the_room_of_its_first_provider() {
    let server = Server::start([(
        "GET /v1/models",
        Answer::json(json!({"data": [
            {
                "id": "a/b:free", "name": "A: B (free)", "context_length": 200_000,
                "architecture": {"input_modalities": ["text", "image"], "output_modalities": ["text"]},
                "supported_parameters": ["tools", "tool_choice", "max_tokens"],
                "top_provider": {"context_length": 131_072},
            },
            {
                "id": "a/pictures", "name": "Pictures", "context_length": 1000,
                "architecture": {"input_modalities": ["text"], "output_modalities": ["image"]},
                "supported_parameters": [],
            },
        ]})),
    )])
    .await;
    let models = models(&client(), &server.provider()).await.unwrap();
    let expected = Model {
        id: "a/b:free".into(),
        name: Some("A: B (free)".into()),
        tools: Some(true),
        images: Some(true),
        thinking: Some(false),
        context: Some(131_072),
        cuts: false,
    };
    assert_eq!(models, [expected]);
}

#[tokio::test]
async fn mistral_tells_capabilities_and_what_is_no_chat_model() {
    let server = Server::start([(
        "GET /v1/models",
        Answer::json(json!({"object": "list", "data": [
            {
                "id": "m", "name": "m", "max_context_length": 131_072,
                "capabilities": {
                    "completion_chat": true, "function_calling": true, "vision": false, "reasoning": true
                },
            },
            {"id": "e", "max_context_length": 8192, "capabilities": {"completion_chat": false}},
        ]})),
    )])
    .await;
    let models = models(&client(), &server.provider()).await.unwrap();
    let expected = Model {
        tools: Some(true),
        images: Some(false),
        thinking: Some(true),
        context: Some(131_072),
        ..plain("m")
    };
    assert_eq!(models, [expected]);
}

#[tokio::test]
async fn groq_and_vllm_tell_the_context() {
    let server = Server::start([(
        "GET /v1/models",
        Answer::json(json!({"object": "list", "data": [
            {"id": "g", "owned_by": "Meta", "active": true, "context_window": 131_072},
            {"id": "gone", "owned_by": "Meta", "active": false, "context_window": 1},
            {"id": "v", "owned_by": "vllm", "max_model_len": 40_960},
        ]})),
    )])
    .await;
    let models = models(&client(), &server.provider()).await.unwrap();
    let with = |id, context| Model {
        context: Some(context),
        ..plain(id)
    };
    assert_eq!(models, [with("g", 131_072), with("v", 40_960)]);
}

#[tokio::test]
async fn anthropic_is_asked_with_its_version_and_a_bearer_key_page_by_page() {
    let server = Server::start([(
        "GET /v1/models",
        Answer::json(json!({"data": [{
            "type": "model", "id": "claude", "display_name": "Claude", "max_input_tokens": 200_000,
            "capabilities": {
                "image_input": {"supported": true},
                "thinking": {"supported": true, "types": {"adaptive": {"supported": true}}},
            },
        }], "has_more": false, "last_id": "claude"})),
    )])
    .await;
    let mut provider = server.anthropic();
    provider.key = Some("sk-ant-secret".into());
    let models = models(&client(), &provider).await.unwrap();
    let expected = Model {
        name: Some("Claude".into()),
        images: Some(true),
        thinking: Some(true),
        context: Some(200_000),
        ..plain("claude")
    };
    assert_eq!(models, [expected]);
    let asked = server.asked();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].headers["authorization"], "Bearer sk-ant-secret");
    assert_eq!(asked[0].headers["anthropic-version"], "2026-10-21");
}

#[tokio::test]
async fn ollama_tells_what_each_model_can_do_when_it_is_shown() {
    let server = Server::start([
        (
            "GET /v1/models",
            Answer::json(json!({"object": "list", "data": [
                {"id": "qwen3:4b", "object": "model", "owned_by": "library"},
            ]})),
        ),
        (
            "POST /api/show",
            Answer::json(json!({
                "parameters": "stop                           \"<|im_end|>\"\nnum_ctx                        16384",
                "capabilities": ["completion", "tools", "thinking"],
                "model_info": {"general.architecture": "qwen3", "qwen3.context_length": 40_960},
            })),
        ),
    ])
    .await;
    let models = models(&client(), &server.provider()).await.unwrap();
    let expected = Model {
        tools: Some(true),
        images: Some(false),
        thinking: Some(true),
        context: Some(16_384),
        cuts: true,
        ..plain("qwen3:4b")
    };
    assert_eq!(models, [expected]);
    assert_eq!(
        server.asked().last().unwrap().body,
        json!({"model": "qwen3:4b"})
    );
}

/// The maximum context of a model is not the context it is given.
#[tokio::test]
async fn how_much_a_model_of_ollama_takes_is_not_known_when_its_file_does_not_set_it() {
    let server = Server::start([
        (
            "GET /v1/models",
            Answer::json(json!({"data": [{"id": "qwen3:4b", "owned_by": "library"}]})),
        ),
        (
            "POST /api/show",
            Answer::json(json!({
                "capabilities": ["completion"],
                "model_info": {"general.architecture": "qwen3", "qwen3.context_length": 262_144},
            })),
        ),
    ])
    .await;
    let models = models(&client(), &server.provider()).await.unwrap();
    assert_eq!((models[0].context, models[0].cuts), (None, true));
}

#[tokio::test]
async fn an_embedding_model_of_ollama_is_not_offered() {
    let server = Server::start([
        (
            "GET /v1/models",
            Answer::json(json!({"data": [{"id": "nomic-embed-text", "owned_by": "library"}]})),
        ),
        (
            "POST /api/show",
            Answer::json(json!({"capabilities": ["embedding"], "model_info": {}})),
        ),
    ])
    .await;
    assert_eq!(models(&client(), &server.provider()).await.unwrap(), []);
}

#[tokio::test]
async fn lm_studio_tells_names_abilities_and_the_room_a_loaded_model_has() {
    let server = Server::start([
        (
            "GET /v1/models",
            Answer::json(json!({"data": [
                {"id": "gemma-3-270m-it-qat", "owned_by": "organization_owner"},
                {"id": "text-embedding-nomic", "owned_by": "organization_owner"},
            ]})),
        ),
        (
            "GET /api/v1/models",
            Answer::json(json!({"models": [
                {
                    "type": "llm", "key": "gemma-3-270m-it-qat", "display_name": "Gemma 3 270m Instruct Qat",
                    "loaded_instances": [{"id": "gemma-3-270m-it-qat", "config": {"context_length": 4096}}],
                    "max_context_length": 32_768,
                    "capabilities": {"vision": false, "trained_for_tool_use": false},
                },
                {"type": "embedding", "key": "text-embedding-nomic", "loaded_instances": []},
            ]})),
        ),
    ])
    .await;
    let models = models(&client(), &server.provider()).await.unwrap();
    let expected = Model {
        name: Some("Gemma 3 270m Instruct Qat".into()),
        tools: Some(false),
        images: Some(false),
        context: Some(4096),
        ..plain("gemma-3-270m-it-qat")
    };
    assert_eq!(models, [expected]);
}

#[tokio::test]
async fn an_older_lm_studio_tells_less_at_an_older_address() {
    let server = Server::start([
        (
            "GET /v1/models",
            Answer::json(json!({"data": [{"id": "qwen2-vl-7b-instruct"}]})),
        ),
        (
            // LM Studio's response for an unknown path.
            "GET /api/v1/models",
            Answer::json(json!({"error": "Unexpected endpoint or method. (GET /api/v1/models)"})),
        ),
        (
            "GET /api/v0/models",
            Answer::json(json!({"object": "list", "data": [{
                "id": "qwen2-vl-7b-instruct", "object": "model", "type": "vlm", "max_context_length": 32_768,
            }]})),
        ),
    ])
    .await;
    let models = models(&client(), &server.provider()).await.unwrap();
    let expected = Model {
        images: Some(true),
        context: Some(32_768),
        ..plain("qwen2-vl-7b-instruct")
    };
    assert_eq!(models, [expected]);
}

#[tokio::test]
async fn llama_server_tells_of_its_model_in_its_properties() {
    let server = Server::start([
        (
            "GET /v1/models",
            Answer::json(json!({"object": "list", "data": [
                {"id": "m.gguf", "owned_by": "llamacpp", "meta": {"n_ctx_train": 131_072}},
            ]})),
        ),
        (
            "GET /props",
            Answer::json(json!({
                "default_generation_settings": {"n_ctx": 8192},
                "modalities": {"vision": true, "audio": false},
                "chat_template_caps": {"supports_tools": true, "supports_tool_calls": true},
            })),
        ),
    ])
    .await;
    let models = models(&client(), &server.provider()).await.unwrap();
    let expected = Model {
        tools: Some(true),
        images: Some(true),
        context: Some(8192),
        ..plain("m.gguf")
    };
    assert_eq!(models, [expected]);
}
