//! An engine that does what the message says, so that the example needs no device.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use async_trait::async_trait;
use futures_core::Stream;

use crate::port::{ApplicationError, InferencePort, InferenceResult, InferenceStream, StreamingChunk};

/// Answers every message with three words; fails on `fail`, times out on `slow`, never ends on `hang`.
#[derive(Debug, Clone, Default)]
pub struct ScriptedEngine {
    /// Times its health was asked for.
    pub probes: Arc<AtomicU64>,
}

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

fn refusal(message: &str) -> Option<ApplicationError> {
    match message {
        "fail" => Some(ApplicationError::Inference("the engine broke".to_owned())),
        "slow" => Some(ApplicationError::Timeout(60_000)),
        "" => Some(ApplicationError::Validation("an empty message".to_owned())),
        "gone" => Some(ApplicationError::Unavailable("connection refused".to_owned())),
        _ => None,
    }
}

#[async_trait]
impl InferencePort for ScriptedEngine {
    async fn generate(&self, message: &str) -> Result<InferenceResult, ApplicationError> {
        if message == "hang" {
            return std::future::pending().await;
        }
        refusal(message).map_or_else(
            || {
                Ok(InferenceResult {
                    content: format!("{message} to you"),
                    model: self.current_model(),
                    tokens_used: Some(12),
                    latency_ms: 1,
                })
            },
            Err,
        )
    }

    async fn generate_with_context(
        &self,
        _: &[String],
        message: &str,
    ) -> Result<InferenceResult, ApplicationError> {
        self.generate(message).await
    }

    async fn generate_with_system(
        &self,
        _: &str,
        message: &str,
    ) -> Result<InferenceResult, ApplicationError> {
        self.generate(message).await
    }

    async fn generate_stream(&self, message: &str) -> Result<InferenceStream, ApplicationError> {
        if let Some(error @ ApplicationError::Unavailable(_)) = refusal(message) {
            return Err(error);
        }
        let word = |content: &str, done| {
            Ok(StreamingChunk { content: content.to_owned(), done, model: Some(self.current_model()) })
        };
        let mut words = VecDeque::from([word(message, false), word(" to", false), word(" you", false)]);
        words.push_back(refusal(message).map_or_else(|| word("", true), Err));
        if message == "hang" {
            words.pop_back();
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
        true
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
