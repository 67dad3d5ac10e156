//! An Ollama-compatible server over any [`Generator`].
//!
//! Two dialects. [`Dialect::Ollama`] is what Ollama's own clients expect: full counts, errors with
//! their HTTP status, lines ending in `\n`. [`Dialect::HailoOllama`] repeats a release of hailo-ollama with
//! its peculiarities, so that clients and proxies can be tried against them without a device: `\r\n`,
//! only `eval_count` and `total_duration`, one request at a time under one lock that `/api/ps` takes too,
//! strictly typed fields, calls of tools in the last line; before 5.3 errors as HTTP 200 and a pause when
//! the model changes.
//!
//! A client that goes away drops the handler or the body, and with it the generator's stream: a
//! generator that records sees a dropped guard, which is a cancelled request.

mod body;
mod dialect;
mod handlers;
#[cfg(test)]
mod tests;

pub use dialect::{Dialect, HailoOllama};

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use futures_core::Stream;
use hailo_http::Budget;
use serde_json::Value;

use crate::wire::{Message, ModelCard, SamplingOptions, ToolCall};

/// A model's name without the tag that Ollama's clients may write or leave out.
#[must_use]
pub fn untagged(name: &str) -> &str {
    name.strip_suffix(":latest").unwrap_or(name)
}

/// A boxed future, so that [`Generator`] works as a trait object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The pieces of one answer, in order; the last carries [`Piece::done`].
pub type PieceStream = Pin<Box<dyn Stream<Item = Result<Piece, GenerateError>> + Send>>;

/// What turns requests into text: the device behind the server.
pub trait Generator: Send + Sync + 'static {
    /// The models it can serve.
    fn models(&self) -> Vec<ModelCard>;

    /// The models that are loaded now.
    fn running(&self) -> Vec<ModelCard> {
        Vec::new()
    }

    /// Starts generating. Dropping the future or the stream abandons the request.
    fn generate(&self, request: Request) -> BoxFuture<'_, Result<PieceStream, GenerateError>>;

    /// Loads a model without generating. By default nothing needs loading.
    fn load(&self, model: &str) -> BoxFuture<'_, Result<(), GenerateError>> {
        let _ = model;
        Box::pin(async { Ok(()) })
    }

    /// Unloads a model. By default nothing is ever unloaded.
    fn unload(&self, model: &str) -> BoxFuture<'_, Result<(), GenerateError>> {
        let _ = model;
        Box::pin(async { Ok(()) })
    }
}

/// One generation, whichever endpoint asked for it.
#[derive(Debug, Clone)]
pub struct Request {
    /// The model, one of [`Generator::models`].
    pub model: String,
    /// What to answer.
    pub input: Input,
    /// Sampling options.
    pub options: SamplingOptions,
}

/// What to answer.
#[derive(Debug, Clone)]
pub enum Input {
    /// A prompt, as of `/api/generate`.
    Prompt {
        /// The prompt.
        prompt: String,
        /// System message.
        system: Option<String>,
        /// Whether the prompt goes to the model without a template.
        raw: bool,
    },
    /// A conversation, as of `/api/chat`.
    Chat {
        /// The messages, oldest first.
        messages: Vec<Message>,
        /// Tools the model may call, as JSON schemas.
        tools: Vec<Value>,
    },
}

/// One piece of an answer. It may carry no text, and any number of tokens.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    /// Text.
    pub text: String,
    /// Tokens behind this piece.
    pub tokens: u32,
    /// Tools the model wants called.
    pub tool_calls: Vec<ToolCall>,
    /// How the answer ended; the last piece only.
    pub done: Option<Done>,
}

/// How an answer ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// Why.
    pub reason: DoneReason,
    /// Tokens of the prompt, where known.
    pub prompt_tokens: Option<u64>,
    /// How long the model took to load for this request, where known.
    pub load: Option<Duration>,
}

/// Why an answer ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DoneReason {
    /// The model said so.
    #[default]
    Stop,
    /// The token limit.
    Length,
}

impl DoneReason {
    fn as_str(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Length => "length",
        }
    }
}

/// Why a request could not be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenerateError {
    kind: GenerateErrorKind,
    message: String,
}

/// Kinds of [`GenerateError`], each with its HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GenerateErrorKind {
    /// No such model: 404.
    UnknownModel,
    /// The request makes no sense: 400.
    InvalidRequest,
    /// The device is taken; try again: 503 with `Retry-After`.
    Busy,
    /// No device, or it is gone: 503.
    Unavailable,
    /// The device did not answer in time: 504.
    Timeout,
    /// Anything else: 500.
    Failed,
}

impl GenerateError {
    /// An error of this kind. The message goes to the client.
    pub fn new(kind: GenerateErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// The error of a model that no one knows, in Ollama's words.
    #[must_use]
    pub fn unknown_model(model: &str) -> Self {
        Self::new(GenerateErrorKind::UnknownModel, format!("model '{model}' not found"))
    }

    /// The error of a model whose template has no place for tools.
    #[must_use]
    pub fn no_tools(model: &str) -> Self {
        Self::new(GenerateErrorKind::InvalidRequest, format!("\"{model}\" does not support tools"))
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> GenerateErrorKind {
        self.kind
    }

    /// What the client reads.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for GenerateError {}

/// How a [`router`] behaves.
#[derive(Clone)]
#[non_exhaustive]
pub struct Options {
    /// The dialect; Ollama's by default.
    pub dialect: Dialect,
    /// What `/api/version` says in Ollama's dialect; this crate's version by default.
    pub version: String,
    /// Whether `/` answers with the server's banner. Off when another page lives there.
    pub banner: bool,
    /// Largest request body in bytes; 8 MiB by default, 413 past it.
    pub body_limit: usize,
    /// Most objects, arrays and members in a request; 32,768 by default, 413 past it. Each costs many times its bytes.
    pub element_limit: usize,
    /// Memory for requests, from their first byte until they are answered; the process's own by default.
    pub budget: Budget,
    /// How long a request body may take to arrive; 30 s by default, 408 past it.
    pub body_timeout: Duration,
    /// The pause hailo-ollama before 5.3 makes when the model changes; 2 s by default.
    pub switch_pause: Duration,
    /// Nanoseconds of a clock that never goes back, for the durations in responses.
    pub clock: Arc<dyn Fn() -> u64 + Send + Sync>,
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("dialect", &self.dialect)
            .field("version", &self.version)
            .field("banner", &self.banner)
            .field("body_limit", &self.body_limit)
            .field("element_limit", &self.element_limit)
            .field("body_timeout", &self.body_timeout)
            .field("switch_pause", &self.switch_pause)
            .finish_non_exhaustive()
    }
}

impl Default for Options {
    fn default() -> Self {
        let start = std::time::Instant::now();
        Self {
            dialect: Dialect::Ollama,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            banner: true,
            body_limit: 8 << 20,
            element_limit: 1 << 15,
            budget: Budget::default(),
            body_timeout: Duration::from_secs(30),
            switch_pause: Duration::from_secs(2),
            clock: Arc::new(move || u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX)),
        }
    }
}

/// The routes of the dialect over `generator`; sets no fallback, so that it merges with other routers.
///
/// Both dialects: `GET /` (banner), `/api/version`, `/api/tags`, `/api/ps`; `POST /api/show`,
/// `/api/generate`, `/api/chat`, `/v1/chat/completions`. Ollama's adds `POST /v1/completions` and
/// `GET /v1/models`; hailo-ollama's adds `GET /hailo/v1/list`.
pub fn router(generator: Arc<dyn Generator>, options: Options) -> Router {
    handlers::router(generator, options)
}
