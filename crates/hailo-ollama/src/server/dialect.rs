//! What differs between Ollama and the releases of hailo-ollama.

use axum::http::StatusCode;
use serde_json::Value;

/// Whose HTTP dialect the server speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// Ollama's.
    #[default]
    Ollama,
    /// hailo-ollama's, peculiarities included, as of this release.
    HailoOllama(HailoOllama),
}

/// A release of hailo-ollama, told by the runtime it came with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum HailoOllama {
    /// 5.1 and 5.2: every error inside a 200, a pause when the model changes.
    V5_1,
    /// 5.3: errors have the status 404, 400 or 500, and models change without a pause.
    V5_3,
    /// 5.4: also tools, whose calls come in the last line.
    #[default]
    V5_4,
}

/// Which endpoint is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Path {
    Generate,
    Chat,
    Completions,
}

impl Path {
    /// The field with the question. Without it hailo-ollama only loads the model.
    pub(super) fn question_field(self) -> &'static str {
        match self {
            Self::Generate => "prompt",
            Self::Chat | Self::Completions => "messages",
        }
    }
}

impl Dialect {
    /// What such a server says under `/`.
    #[must_use]
    pub const fn banner(self) -> &'static str {
        match self {
            Self::Ollama => "Ollama is running",
            Self::HailoOllama(_) => "hailo-ollama is running",
        }
    }

    /// The newest hailo-ollama.
    pub const HAILO_OLLAMA: Self = Self::HailoOllama(HailoOllama::V5_4);

    /// The port its clients look for.
    #[must_use]
    pub fn default_port(self) -> u16 {
        match self {
            Self::Ollama => 11434,
            Self::HailoOllama(_) => 8000,
        }
    }

    pub(super) fn hailo(self) -> Option<HailoOllama> {
        match self {
            Self::Ollama => None,
            Self::HailoOllama(release) => Some(release),
        }
    }

    /// The status with which an error leaves. What the HTTP library refuses by itself keeps its own.
    pub(super) fn status(self, status: StatusCode) -> StatusCode {
        let own = [StatusCode::PAYLOAD_TOO_LARGE, StatusCode::REQUEST_TIMEOUT];
        match self.hailo() {
            None => status,
            _ if own.contains(&status) => status,
            Some(HailoOllama::V5_1) => StatusCode::OK,
            // A handler knows 404 and 400; whatever is thrown becomes a 500.
            Some(_) if status.is_client_error() => status,
            Some(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether a pause is made when another model is asked for.
    pub(super) fn pauses(self) -> bool {
        self == Self::HailoOllama(HailoOllama::V5_1)
    }

    /// Whether calls of tools wait for the last line, bare of id and type.
    pub(super) fn calls_in_last_line(self) -> bool {
        self.hailo().is_some()
    }

    /// Whether tools reach the model at all.
    pub(super) fn has_tools(self) -> bool {
        self.hailo().is_none_or(|release| release >= HailoOllama::V5_4)
    }

    /// Why a body that Ollama takes is refused: hailo-ollama reads its fields by strict types.
    pub(super) fn misread(self, body: &Value, path: Path) -> Option<String> {
        let release = self.hailo()?;
        let wrong = |field: &str, wanted: &str| Some(format!("{field}: not {wanted}"));
        let present = |value: &Value| !value.is_null();
        if body.get("format").is_some_and(|f| present(f) && !f.is_string()) {
            return wrong("format", "a string");
        }
        if body.get("keep_alive").is_some_and(|k| present(k) && k.as_i64().is_none()) {
            return wrong("keep_alive", "a whole number of seconds");
        }
        // 5.3 has declared the field under /api/chat, as text, and does nothing with it.
        let tools_are_text = release == HailoOllama::V5_3 && path == Path::Chat;
        if tools_are_text && body.get("tools").is_some_and(|t| present(t) && !t.is_string()) {
            return wrong("tools", "a string");
        }
        let predict = body.pointer("/options/num_predict");
        if predict.is_some_and(|n| present(n) && n.as_u64().is_none_or(|n| n > u64::from(u32::MAX))) {
            return wrong("num_predict", "a number from 0 on");
        }
        let messages = body.get("messages").and_then(Value::as_array);
        let part = |m: &Value| m.get("content").is_some_and(|c| present(c) && !c.is_string());
        if messages.is_some_and(|all| all.iter().any(part)) {
            return wrong("content", "a string");
        }
        None
    }
}
