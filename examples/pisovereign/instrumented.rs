//! The decorator that records: put it directly around the adapter that talks to the engine, below
//! anything that answers in the engine's place.

use async_trait::async_trait;
use hailo_telemetry::stream::{Counts, StreamItem, Verdict};
use hailo_telemetry::{EngineRecorder, ModelRecorder, Reason, Telemetry};

use crate::port::{ApplicationError, InferencePort, InferenceResult, InferenceStream, StreamingChunk};

/// Records every inference of `I`, and what it says of the engine.
#[derive(Debug, Clone)]
pub struct InstrumentedInferenceAdapter<I> {
    inner: I,
    telemetry: Telemetry,
    engine: EngineRecorder,
}

impl<I: InferencePort> InstrumentedInferenceAdapter<I> {
    /// Records what `inner` does into `telemetry`.
    pub fn new(inner: I, telemetry: &Telemetry) -> Self {
        Self { inner, telemetry: telemetry.clone(), engine: telemetry.engine("ollama") }
    }

    fn model(&self) -> ModelRecorder {
        self.telemetry.model(&self.inner.current_model())
    }

    async fn whole<F>(&self, answer: F) -> Result<InferenceResult, ApplicationError>
    where
        F: Future<Output = Result<InferenceResult, ApplicationError>> + Send,
    {
        self.engine.whole(&self.model(), answer, verdict).await
    }

    async fn stream<F>(&self, open: F) -> Result<InferenceStream, ApplicationError>
    where
        F: Future<Output = Result<InferenceStream, ApplicationError>> + Send,
    {
        Ok(Box::pin(self.engine.stream(&self.model(), open, heard).await?))
    }
}

const fn reason(error: &ApplicationError) -> Reason {
    match error {
        ApplicationError::Timeout(_) => Reason::Timeout,
        ApplicationError::Validation(_) => Reason::InvalidInput,
        ApplicationError::Unavailable(_) => Reason::Unavailable,
        ApplicationError::Inference(_) => Reason::Other,
    }
}

/// `tokens_used` counts the prompt too, so it is no count of generated tokens and none is recorded.
const fn verdict(answer: &Result<InferenceResult, ApplicationError>) -> Verdict {
    match answer {
        Ok(_) => Verdict::Completed(Counts { prompt: None, output: None }),
        Err(error) => Verdict::Failed(reason(error)),
    }
}

fn heard(item: Result<&StreamingChunk, &ApplicationError>) -> StreamItem {
    match item {
        Ok(chunk) => StreamItem {
            output: !chunk.content.is_empty(),
            finished: chunk.done,
            done: chunk.done,
            ..StreamItem::default()
        },
        Err(error) => StreamItem { failed: Some(reason(error)), ..StreamItem::default() },
    }
}

#[async_trait]
impl<I: InferencePort> InferencePort for InstrumentedInferenceAdapter<I> {
    async fn generate(&self, message: &str) -> Result<InferenceResult, ApplicationError> {
        self.whole(self.inner.generate(message)).await
    }

    async fn generate_with_context(
        &self,
        context: &[String],
        message: &str,
    ) -> Result<InferenceResult, ApplicationError> {
        self.whole(self.inner.generate_with_context(context, message)).await
    }

    async fn generate_with_system(
        &self,
        system: &str,
        message: &str,
    ) -> Result<InferenceResult, ApplicationError> {
        self.whole(self.inner.generate_with_system(system, message)).await
    }

    async fn generate_stream(&self, message: &str) -> Result<InferenceStream, ApplicationError> {
        self.stream(self.inner.generate_stream(message)).await
    }

    async fn generate_stream_with_system(
        &self,
        system: &str,
        message: &str,
    ) -> Result<InferenceStream, ApplicationError> {
        self.stream(self.inner.generate_stream_with_system(system, message)).await
    }

    async fn is_healthy(&self) -> bool {
        let healthy = self.inner.is_healthy().await;
        self.engine.probed(healthy);
        healthy
    }

    fn current_model(&self) -> String {
        self.inner.current_model()
    }

    async fn list_available_models(&self) -> Result<Vec<String>, ApplicationError> {
        self.inner.list_available_models().await
    }

    async fn switch_model(&self, model: &str) -> Result<(), ApplicationError> {
        self.inner.switch_model(model).await
    }
}
