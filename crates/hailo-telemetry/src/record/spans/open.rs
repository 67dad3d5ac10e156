//! Spans that telemetry opens for requests.

use super::Ended;
use std::sync::Arc;
use tracing::Span;
use tracing::field::Empty;

/// Target of the spans that telemetry opens.
pub const TARGET: &str = "hailo_telemetry::request";

/// Finds the trace that a span belongs to.
pub type TraceOf = fn(&Span) -> Option<u128>;

/// How the spans of requests look; see [`Config::spans`](crate::Config::spans).
#[derive(Clone, Debug)]
pub struct SpanOptions {
    operation: Arc<str>,
    provider: Arc<str>,
    trace_of: Option<TraceOf>,
}

impl Default for SpanOptions {
    /// Operation `generate_content` of provider `hailo`.
    fn default() -> Self {
        Self { operation: "generate_content".into(), provider: "hailo".into(), trace_of: None }
    }
}

impl SpanOptions {
    /// `gen_ai.operation.name`: `chat`, `text_completion`, `embeddings` or what else the models are used for.
    #[must_use]
    pub fn operation(mut self, name: &str) -> Self {
        self.operation = name.into();
        self
    }

    /// `gen_ai.provider.name`.
    #[must_use]
    pub fn provider(mut self, name: &str) -> Self {
        self.provider = name.into();
        self
    }

    /// Asked for each request's span when the request ends: its trace becomes the exemplar of the bucket that the
    /// duration falls into, unless [`InFlight::set_trace`](crate::InFlight::set_trace) named one. With `tracing-opentelemetry`:
    /// `|span| Some(u128::from_be_bytes(span.context().span().span_context().trace_id().to_bytes()))`.
    #[must_use]
    pub fn trace_of(mut self, trace_of: TraceOf) -> Self {
        self.trace_of = Some(trace_of);
        self
    }

    fn open(&self, model: &str) -> Option<Open> {
        // Nobody listens: the request carries nothing. A span may look enabled here because somebody does elsewhere.
        if tracing::dispatcher::get_default(|to| to.is::<tracing::subscriber::NoSubscriber>()) {
            return None;
        }
        let name = self.operation.as_ref();
        let span = tracing::info_span!(
            target: TARGET,
            "inference",
            otel.name = format_args!("{name} {model}"),
            otel.kind = "internal",
            otel.status_code = Empty,
            gen_ai.operation.name = name,
            gen_ai.provider.name = self.provider.as_ref(),
            gen_ai.request.model = model,
            gen_ai.usage.input_tokens = Empty,
            gen_ai.usage.output_tokens = Empty,
            gen_ai.response.time_to_first_chunk = Empty,
            error.type = Empty,
            outcome = Empty,
        );
        (!span.is_disabled()).then_some(Open { span, trace_of: self.trace_of })
    }
}

/// Whether and how a model's requests get spans.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spans(Option<SpanOptions>);

impl Spans {
    pub(crate) const fn new(options: SpanOptions) -> Self {
        Self(Some(options))
    }

    #[inline]
    pub(crate) fn open(&self, model: &str) -> RequestSpan {
        match &self.0 {
            None => RequestSpan(None),
            Some(options) => RequestSpan(options.open(model).map(Box::new)),
        }
    }
}

#[derive(Debug)]
struct Open {
    span: Span,
    trace_of: Option<TraceOf>,
}

/// The span of a request, if it has one.
#[derive(Debug, Default)]
pub(crate) struct RequestSpan(Option<Box<Open>>);

impl RequestSpan {
    /// The span `span`, which the caller made.
    pub(crate) fn given(span: Span) -> Self {
        Self(Some(Box::new(Open { span, trace_of: None })))
    }

    #[inline]
    pub(crate) const fn is_open(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn span(&self) -> Option<&Span> {
        self.0.as_ref().map(|open| &open.span)
    }

    #[inline]
    pub(crate) fn take(&mut self) -> Self {
        Self(self.0.take())
    }

    /// Says how the request ended and lets go of the span; returns the trace that it belongs to.
    pub(crate) fn end(&mut self, ended: Ended) -> Option<u128> {
        let open = self.0.take()?;
        let span = &open.span;
        span.record("outcome", ended.outcome.name());
        // Attributes of OpenTelemetry are signed.
        let count = |tokens: u64| i64::try_from(tokens).unwrap_or(i64::MAX);
        if ended.prompt_tokens > 0 {
            span.record("gen_ai.usage.input_tokens", count(ended.prompt_tokens));
        }
        if ended.output_tokens > 0 {
            span.record("gen_ai.usage.output_tokens", count(ended.output_tokens));
        }
        if let Some(ns) = ended.first_token_ns {
            span.record("gen_ai.response.time_to_first_chunk", ns as f64 / 1e9);
        }
        if let Some(reason) = ended.reason {
            span.record("error.type", reason.name());
            span.record("otel.status_code", "ERROR");
        }
        open.trace_of.and_then(|trace_of| trace_of(span))
    }
}
