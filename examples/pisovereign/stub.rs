//! `PiSovereign`'s own shapes, as far as the decorator sees them: what is written against these compiles there.

/// Its crate `domain`.
pub mod domain {
    /// A conversation.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Conversation {
        /// What was said, the last message last.
        pub messages: Vec<String>,
    }
}

/// Its crate `application`.
pub mod application {
    /// Errors.
    pub mod error {
        use std::fmt;

        /// Why there is no answer. Causes arrive as text.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum ApplicationError {
            /// The engine failed.
            Inference(String),
            /// A service did: timeouts, refusals and an open circuit breaker are these.
            ExternalService(String),
            /// Too many requests.
            RateLimited,
            /// There is no such model.
            NotFound(String),
            /// The request makes no sense.
            InvalidOperation(String),
        }

        impl fmt::Display for ApplicationError {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::Inference(text) => write!(f, "Inference error: {text}"),
                    Self::ExternalService(text) => write!(f, "External service error: {text}"),
                    Self::RateLimited => f.write_str("Rate limit exceeded"),
                    Self::NotFound(text) => write!(f, "Not found: {text}"),
                    Self::InvalidOperation(text) => write!(f, "Invalid operation: {text}"),
                }
            }
        }

        impl std::error::Error for ApplicationError {}
    }

    /// The port for inference.
    pub mod ports {
        use std::pin::Pin;

        use async_trait::async_trait;
        use futures_core::Stream;

        use super::super::domain::Conversation;
        use super::error::ApplicationError;

        /// A whole answer.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct InferenceResult {
            /// The text.
            pub content: String,
            /// The model that wrote it.
            pub model: String,
            /// Generated tokens, where the server says.
            pub tokens_used: Option<u32>,
            /// How long it took.
            pub latency_ms: u64,
        }

        /// A piece of a streamed answer.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct StreamingChunk {
            /// The text.
            pub content: String,
            /// Whether this is the last piece.
            pub done: bool,
            /// The model, in the last piece.
            pub model: Option<String>,
            /// Generated tokens of the whole answer, in the last piece: the one field that is new.
            pub tokens: Option<u32>,
        }

        /// A streamed answer.
        pub type InferenceStream =
            Pin<Box<dyn Stream<Item = Result<StreamingChunk, ApplicationError>> + Send>>;

        /// What the application asks of an engine.
        #[async_trait]
        pub trait InferencePort: Send + Sync {
            /// Answers a message.
            async fn generate(&self, message: &str) -> Result<InferenceResult, ApplicationError>;
            /// Answers the last message of a conversation.
            async fn generate_with_context(
                &self,
                conversation: &Conversation,
            ) -> Result<InferenceResult, ApplicationError>;
            /// Answers a message under a system prompt.
            async fn generate_with_system(
                &self,
                system: &str,
                message: &str,
            ) -> Result<InferenceResult, ApplicationError>;
            /// Answers a message piece by piece.
            async fn generate_stream(
                &self,
                message: &str,
            ) -> Result<InferenceStream, ApplicationError>;
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
    }
}
