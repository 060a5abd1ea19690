//! Error responses of the engine, with the codes of the contract (section 1.4).

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// An error response. The interactions family uses envelope A, the front door (key, JSON syntax) envelope B.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// The snake_case code of envelope A.
    pub code: String,
    /// What happened and what to do about it, as text for a person.
    pub message: String,
}

impl ApiError {
    /// An error of envelope A.
    pub fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.into(),
            message: message.into(),
        }
    }

    /// 400 `invalid_request`.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "invalid_request", message)
    }

    /// 400 `failed_precondition`.
    pub fn precondition(message: impl Into<String>) -> Self {
        Self::new(400, "failed_precondition", message)
    }

    /// 404 `not_found`.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(404, "not_found", message)
    }

    /// 409 `aborted`: the entity exists already.
    pub fn exists() -> Self {
        Self::new(409, "aborted", "Requested entity already exists")
    }

    /// 503 `disk_full`: nothing was begun, and the same request succeeds once there is room.
    pub fn disk_full() -> Self {
        Self::new(
            503,
            "disk_full",
            "The disk is full. Free some space, then try again.",
        )
    }

    /// 500 `api_error`. The cause goes to the log, not to the client.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "request failed");
        Self::new(
            500,
            "api_error",
            "The engine could not do this: its own storage failed. See its log.",
        )
    }

    /// The body in the form of envelope A.
    pub fn envelope(&self) -> Value {
        json!({"error": {"message": self.message, "code": self.code}})
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        json_response(self.status, &self.envelope())
    }
}

impl From<crate::state::StoreError> for ApiError {
    fn from(error: crate::state::StoreError) -> Self {
        if error.is_disk_full() {
            tracing::warn!(%error, "a request is turned away");
            return Self::disk_full();
        }
        Self::internal(&error)
    }
}

/// A response with a JSON body.
pub(crate) fn json_response(status: u16, body: &Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (
        status,
        [(header::CONTENT_TYPE, "application/json; charset=UTF-8")],
        body.to_string(),
    )
        .into_response()
}

/// A response with envelope B (section 1.4), with optional details.
pub(crate) fn front_door_error(
    status: u16,
    word: &str,
    message: &str,
    details: Vec<Value>,
) -> Value {
    let mut error = json!({"code": status, "message": message, "status": word});
    if !details.is_empty() {
        error["details"] = Value::Array(details);
    }
    json!({ "error": error })
}

/// The response to an unknown JSON field: envelope B with `google.rpc.BadRequest`.
pub(crate) fn unknown_field(name: &str) -> Response {
    let text =
        format!("Invalid JSON payload received. Unknown name \"{name}\": Cannot find field.");
    let details = json!({
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [{"description": text}],
    });
    json_response(
        400,
        &front_door_error(400, "INVALID_ARGUMENT", &text, vec![details]),
    )
}
