//! What an application puts around the recorded engine: a cache, a fallback, a guard.

use std::collections::HashMap;
use std::sync::Mutex;

use hailo_telemetry::{CacheRecorder, Telemetry};

use crate::metrics::MetricsCollector;
use crate::stub::application::error::ApplicationError;
use crate::stub::application::ports::{InferencePort, InferenceResult};

/// Answers from memory what was asked before. One look-up is one hit or one miss, however many layers
/// the cache has inside.
#[derive(Debug)]
pub struct CachedInference<I> {
    inner: I,
    answers: Mutex<HashMap<String, InferenceResult>>,
    recorder: CacheRecorder,
}

impl<I: InferencePort> CachedInference<I> {
    /// A cache in front of `inner`.
    pub fn new(inner: I, telemetry: &Telemetry) -> Self {
        Self {
            inner,
            answers: Mutex::default(),
            recorder: telemetry.cache("llm"),
        }
    }

    /// The answer to `message`, remembered or fresh.
    ///
    /// # Errors
    /// Those of the engine.
    pub async fn generate(&self, message: &str) -> Result<InferenceResult, ApplicationError> {
        let remembered = self
            .answers
            .lock()
            .ok()
            .and_then(|answers| answers.get(message).cloned());
        if let Some(answer) = remembered {
            self.recorder.hit();
            return Ok(answer);
        }
        self.recorder.miss();
        let answer = self.inner.generate(message).await?;
        if let Ok(mut answers) = self.answers.lock() {
            answers.insert(message.to_owned(), answer.clone());
            self.recorder.set_entries(answers.len() as u64);
        }
        Ok(answer)
    }
}

/// Turns an engine's error into a friendly text, which looks like a success to all above.
pub async fn or_fallback<I: InferencePort>(
    engine: &CachedInference<I>,
    message: &str,
) -> InferenceResult {
    engine
        .generate(message)
        .await
        .unwrap_or_else(|_| InferenceResult {
            content: "The assistant is resting, please try again.".to_owned(),
            model: "fallback".to_owned(),
            tokens_used: None,
            latency_ms: 0,
        })
}

/// Whether `message` may pass; counts the one that may not.
pub fn admits(metrics: &MetricsCollector, message: &str) -> bool {
    let injection = message
        .to_lowercase()
        .contains("ignore previous instructions");
    if injection {
        metrics.record_security_threat("prompt_injection");
        metrics.record_security_block();
    }
    !injection
}
