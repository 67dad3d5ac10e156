//! An engine that does what the message says, so that the example needs no device.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};

use async_trait::async_trait;
use futures_core::Stream;

use crate::stub::application::error::ApplicationError;
use crate::stub::application::ports::{
    InferencePort, InferenceResult, InferenceStream, StreamingChunk,
};
use crate::stub::domain::Conversation;

/// Answers every message with three words, five tokens. It does what some messages say (`fail`, `slow`, `hang`, `cut`
/// and so on), and nothing while it is down.
#[derive(Debug, Clone, Default)]
pub struct ScriptedEngine {
    /// Times its health was asked for.
    pub probes: Arc<AtomicU64>,
    /// Whether nobody is there.
    pub down: Arc<AtomicBool>,
}

/// Generated tokens of every answer, as the server counts them.
pub const TOKENS: u32 = 5;

struct Words(VecDeque<Result<StreamingChunk, ApplicationError>>, bool);

impl Stream for Words {
    type Item = Result<StreamingChunk, ApplicationError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0.pop_front() {
            None if self.1 => Poll::Pending,
            next => Poll::Ready(next),
        }
    }
}

impl ScriptedEngine {
    /// Why there is no answer, in the words in which the adopter's adapter says it.
    fn refusal(&self, message: &str) -> Option<ApplicationError> {
        let service = |text: &str| Some(ApplicationError::ExternalService(text.to_owned()));
        if self.down.load(Ordering::Relaxed) {
            return service("Ollama connection failed: refused");
        }
        match message {
            "fail" => Some(ApplicationError::Inference(
                "Invalid response: device error".to_owned(),
            )),
            "slow" => service("Inference timeout after 60000ms"),
            "open" => service("Ollama inference service temporarily unavailable"),
            "gone" => service("Ollama connection failed: refused"),
            "busy" => Some(ApplicationError::RateLimited),
            "unknown" => Some(ApplicationError::NotFound(
                "Model 'unknown' not found".to_owned(),
            )),
            "" => Some(ApplicationError::InvalidOperation(
                "an empty message".to_owned(),
            )),
            _ => None,
        }
    }
}

#[async_trait]
impl InferencePort for ScriptedEngine {
    async fn generate(&self, message: &str) -> Result<InferenceResult, ApplicationError> {
        if message == "hang" {
            return std::future::pending().await;
        }
        self.refusal(message).map_or_else(
            || {
                Ok(InferenceResult {
                    content: format!("{message} to you"),
                    model: self.current_model(),
                    tokens_used: Some(TOKENS),
                    latency_ms: 1,
                })
            },
            Err,
        )
    }

    async fn generate_with_context(
        &self,
        conversation: &Conversation,
    ) -> Result<InferenceResult, ApplicationError> {
        self.generate(conversation.messages.last().map_or("", String::as_str))
            .await
    }

    async fn generate_with_system(
        &self,
        _: &str,
        message: &str,
    ) -> Result<InferenceResult, ApplicationError> {
        self.generate(message).await
    }

    async fn generate_stream(&self, message: &str) -> Result<InferenceStream, ApplicationError> {
        let refusal = self.refusal(message);
        if let Some(error @ ApplicationError::ExternalService(_)) = refusal {
            return Err(error);
        }
        let word = |content: &str| {
            Ok(StreamingChunk {
                content: content.to_owned(),
                ..StreamingChunk::default()
            })
        };
        // An error inside an answer that began with 200 comes first, as hailo-ollama sends it.
        let mut words = refusal.map_or_else(
            || VecDeque::from([word(message), word(" to"), word(" you")]),
            |error| VecDeque::from([Err(error)]),
        );
        match message {
            "hang" => {},
            "cut" => {
                self.down.store(true, Ordering::Relaxed);
                words.push_back(Err(ApplicationError::Inference(
                    "Stream error: reset".to_owned(),
                )));
            },
            // Their client's one timeout ends whole answers too.
            "late" => words.push_back(Err(ApplicationError::Inference(
                "Inference timeout after 30000ms".to_owned(),
            ))),
            _ => words.push_back(Ok(StreamingChunk {
                done: true,
                model: Some(self.current_model()),
                tokens: Some(TOKENS),
                ..StreamingChunk::default()
            })),
        }
        Ok(Box::pin(Words(words, message == "hang")))
    }

    async fn generate_stream_with_system(
        &self,
        _: &str,
        message: &str,
    ) -> Result<InferenceStream, ApplicationError> {
        self.generate_stream(message).await
    }

    async fn is_healthy(&self) -> bool {
        self.probes.fetch_add(1, Ordering::Relaxed);
        !self.down.load(Ordering::Relaxed)
    }

    fn current_model(&self) -> String {
        "qwen2.5:1.5b".to_owned()
    }

    async fn list_available_models(&self) -> Result<Vec<String>, ApplicationError> {
        Ok(vec![self.current_model()])
    }

    async fn switch_model(&self, _: &str) -> Result<(), ApplicationError> {
        Ok(())
    }
}
