//! A port of the same shape as the adopter's: what an application asks of an inference engine.

use std::pin::Pin;

use async_trait::async_trait;
use futures_core::Stream;

/// A whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InferenceResult {
    /// The text.
    pub content: String,
    /// The model that wrote it.
    pub model: String,
    /// Tokens of prompt and answer together, where the server says.
    pub tokens_used: Option<u32>,
    /// How long it took, as the engine's adapter saw it.
    pub latency_ms: u64,
}

/// A piece of a streamed answer. It carries no token count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StreamingChunk {
    /// The text.
    pub content: String,
    /// Whether this is the last piece.
    pub done: bool,
    /// The model, in some pieces.
    pub model: Option<String>,
}

/// Why the engine gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplicationError {
    /// The engine failed.
    Inference(String),
    /// It took too long.
    Timeout(u64),
    /// The request makes no sense.
    Validation(String),
    /// The engine cannot be reached.
    Unavailable(String),
}

/// A streamed answer.
pub type InferenceStream = Pin<Box<dyn Stream<Item = Result<StreamingChunk, ApplicationError>> + Send>>;

/// What the application asks of an engine.
#[async_trait]
pub trait InferencePort: Send + Sync {
    /// Answers a message.
    async fn generate(&self, message: &str) -> Result<InferenceResult, ApplicationError>;
    /// Answers a message after earlier ones.
    async fn generate_with_context(
        &self,
        context: &[String],
        message: &str,
    ) -> Result<InferenceResult, ApplicationError>;
    /// Answers a message under a system prompt.
    async fn generate_with_system(
        &self,
        system: &str,
        message: &str,
    ) -> Result<InferenceResult, ApplicationError>;
    /// Answers a message piece by piece.
    async fn generate_stream(&self, message: &str) -> Result<InferenceStream, ApplicationError>;
    /// Answers a message under a system prompt, piece by piece.
    async fn generate_stream_with_system(
        &self,
        system: &str,
        message: &str,
    ) -> Result<InferenceStream, ApplicationError>;
    /// Whether the engine's server answers.
    async fn is_healthy(&self) -> bool;
    /// The model in use.
    fn current_model(&self) -> String;
    /// The models there are.
    async fn list_available_models(&self) -> Result<Vec<String>, ApplicationError>;
    /// Uses another model from now on.
    async fn switch_model(&self, model: &str) -> Result<(), ApplicationError>;
}
