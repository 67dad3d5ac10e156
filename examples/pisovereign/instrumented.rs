//! Records every inference. Directly around the engine's adapter, below all that answers in its place.

use application::error::ApplicationError;
use application::ports::{InferencePort, InferenceResult, InferenceStream, StreamingChunk};
use async_trait::async_trait;
use domain::Conversation;
use hailo_telemetry::prober::{ProbeOptions, Prober};
use hailo_telemetry::stream::{Counts, StreamItem, Verdict};
use hailo_telemetry::{EngineRecorder, ModelRecorder, Reason, Telemetry};
use std::sync::Arc;

type Answer = Result<InferenceResult, ApplicationError>;
type Stream = Result<InferenceStream, ApplicationError>;

/// Records what `inner` does, and asks now and then whether its engine is there.
#[derive(Debug)]
pub struct InstrumentedInferenceAdapter<I> {
    inner: Arc<I>,
    telemetry: Telemetry,
    engine: EngineRecorder,
    _prober: Prober,
}

impl<I: InferencePort + 'static> InstrumentedInferenceAdapter<I> {
    /// Records into `telemetry`. Call it inside the tokio runtime.
    pub fn new(inner: I, telemetry: Telemetry) -> Self {
        let (inner, engine) = (Arc::new(inner), telemetry.engine("ollama"));
        let probed = Arc::clone(&inner);
        Self {
            _prober: engine.probe_every(ProbeOptions::default(), probed, |it| it.is_healthy()),
            inner,
            telemetry,
            engine,
        }
    }

    fn model(&self) -> ModelRecorder {
        self.telemetry.model(&self.inner.current_model())
    }
}

fn verdict(answer: &Answer) -> Verdict {
    match answer {
        Ok(answer) => Verdict::Completed(Counts::generated(answer.tokens_used.map(u64::from))),
        Err(error) => Verdict::Failed(Reason::of_error(error)),
    }
}

fn heard(chunk: Result<&StreamingChunk, &ApplicationError>) -> StreamItem {
    match chunk {
        Ok(chunk) => StreamItem::chunk(&chunk.content, chunk.done, chunk.tokens.map(u64::from)),
        Err(error) => StreamItem::failed(Reason::of_error(error)),
    }
}

#[async_trait]
impl<I: InferencePort + 'static> InferencePort for InstrumentedInferenceAdapter<I> {
    async fn generate(&self, message: &str) -> Answer {
        let answer = self.inner.generate(message);
        self.engine.observe(&self.model(), answer, verdict).await
    }

    async fn generate_with_context(&self, conversation: &Conversation) -> Answer {
        let answer = self.inner.generate_with_context(conversation);
        self.engine.observe(&self.model(), answer, verdict).await
    }

    async fn generate_with_system(&self, system: &str, message: &str) -> Answer {
        let answer = self.inner.generate_with_system(system, message);
        self.engine.observe(&self.model(), answer, verdict).await
    }

    async fn generate_stream(&self, message: &str) -> Stream {
        let open = self.inner.generate_stream(message);
        let stream = self
            .engine
            .observe_stream(&self.model(), open, heard)
            .await?;
        Ok(Box::pin(stream))
    }

    async fn generate_stream_with_system(&self, system: &str, message: &str) -> Stream {
        let open = self.inner.generate_stream_with_system(system, message);
        let stream = self
            .engine
            .observe_stream(&self.model(), open, heard)
            .await?;
        Ok(Box::pin(stream))
    }

    async fn is_healthy(&self) -> bool {
        self.inner.is_healthy().await
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
