//! Spans of an application as requests.

use super::reading::{Reading, TRACE};
use crate::record::spans::TARGET;
use crate::{InFlight, Outcome, Reason, Telemetry, Timestamp};
use std::fmt;
use std::sync::{Arc, OnceLock};
use tracing::dispatcher::WeakDispatch;
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Level, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::{LookupSpan, SpanRef};

/// The model of a span that ended without naming one.
const UNNAMED: &str = "unknown";

/// Arrivals of tokens that are kept apart while the model is not known yet.
const EARLY: usize = 64;

type TraceOf = dyn Fn(&Id, &Dispatch) -> Option<u128> + Send + Sync;

/// A `tracing` layer that records spans as requests: from their creation to their close, on whatever threads.
///
/// Only spans it was told of ([`RequestLayer::span`]) are requests. What their fields say:
///
/// | field | meaning |
/// |---|---|
/// | `model`, `gen_ai.request.model` | the model; at creation or recorded later, `unknown` when never |
/// | `prompt_tokens`, `input_tokens`, `gen_ai.usage.input_tokens` | tokens of the prompt |
/// | `tokens`, `output_tokens`, `gen_ai.usage.output_tokens` | generated tokens in all; those that no event timed give no gaps |
/// | `outcome`, `otel.status_code` | `completed`, `success`, `ok` · `failed`, `error` · `timed_out`, `timeout` · `cancelled` |
/// | `error.type`, `reason`, `error` | why it failed: the name of a [`Reason`], anything else is `other`; alone it means failed |
/// | `trace_id`, `traceparent` | the trace, in hex; also of a span around it |
///
/// An event within the span (or a span in it) with a field `tokens` says that so many tokens arrived now: the first
/// gives the time to first token, later ones gaps. An event at level `ERROR` with a field `error` directly in the
/// span, such as `#[instrument(err)]` makes, means that it failed, unless the span says otherwise.
///
/// A span that closes without an outcome is a cancelled request: its future was dropped, or it panicked. Fields that
/// are recorded later must be declared, with `tracing::field::Empty`, when the span is created.
pub struct RequestLayer {
    telemetry: Telemetry,
    rules: Vec<(String, String)>,
    trace_of: Option<Arc<TraceOf>>,
    dispatch: OnceLock<WeakDispatch>,
}

impl fmt::Debug for RequestLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestLayer").field("rules", &self.rules).finish_non_exhaustive()
    }
}

impl RequestLayer {
    /// A layer that takes no span for a request yet.
    #[must_use]
    pub fn new(telemetry: &Telemetry) -> Self {
        Self { telemetry: telemetry.clone(), rules: Vec::new(), trace_of: None, dispatch: OnceLock::new() }
    }

    /// Spans of this name whose target is `target` or below it (`app` covers `app::llm`; the empty target covers
    /// all) are requests.
    #[must_use]
    pub fn span(mut self, target: impl Into<String>, name: impl Into<String>) -> Self {
        self.rules.push((target.into(), name.into()));
        self
    }

    /// Asks `find` for the trace of a request's span, at its close, when no field names one. With
    /// `tracing-opentelemetry`, whose layer must then be added after this one:
    /// `|id, dispatch| Some(u128::from_be_bytes(get_otel_context(id, dispatch)?.span().span_context().trace_id().to_bytes()))`.
    #[must_use]
    pub fn trace_of(mut self, find: impl Fn(&Id, &Dispatch) -> Option<u128> + Send + Sync + 'static) -> Self {
        self.trace_of = Some(Arc::new(find));
        self
    }

    fn is_request(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() != TARGET
            && self.rules.iter().any(|(target, name)| {
                metadata.name() == name
                    && metadata
                        .target()
                        .strip_prefix(target.as_str())
                        .is_some_and(|below| target.is_empty() || below.is_empty() || below.starts_with("::"))
            })
    }

    /// The trace that `span` belongs to: named by itself, or by one around it, or known to another layer.
    fn trace<S>(&self, span: &SpanRef<'_, S>) -> Option<u128>
    where
        S: Subscriber + for<'s> LookupSpan<'s>,
    {
        let named = span.scope().find_map(|span| span.extensions().get::<Trace>().map(|trace| trace.0));
        named.or_else(|| {
            let find = self.trace_of.as_ref()?;
            find(&span.id(), &self.dispatch.get()?.upgrade()?)
        })
    }
}

/// The trace that a span names.
struct Trace(u128);

/// A span that is a request.
struct Request {
    begun: Timestamp,
    said: Reading,
    guard: Option<InFlight>,
    /// Tokens that events told of, and when, before the model was known.
    early: Vec<(u64, Timestamp)>,
    /// Tokens that events told of.
    timed: u64,
    /// An event told of an error.
    failed: bool,
}

impl Request {
    /// Begins once the model is known.
    fn begin(&mut self, telemetry: &Telemetry) {
        if self.guard.is_none()
            && let Some(model) = &self.said.model
        {
            self.open(telemetry, model.clone().as_str());
        }
    }

    fn open(&mut self, telemetry: &Telemetry, model: &str) {
        let mut guard = telemetry.model(model).begin_bare(self.begun);
        for (tokens, at) in self.early.drain(..) {
            arrive(&mut guard, tokens, at);
        }
        self.guard = Some(guard);
    }

    fn tokens(&mut self, tokens: u64, now: Timestamp) {
        self.timed += tokens;
        if let Some(guard) = &mut self.guard {
            arrive(guard, tokens, now);
        } else if self.early.len() < EARLY {
            self.early.push((tokens, now));
        } else if let Some((last, at)) = self.early.last_mut() {
            *last += tokens;
            *at = now;
        }
    }

    fn end(mut self, trace_id: Option<u128>, telemetry: &Telemetry) {
        if self.guard.is_none() {
            self.open(telemetry, UNNAMED);
        }
        let Some(mut guard) = self.guard else { return };
        if let Some(prompt) = self.said.prompt_tokens {
            guard.prompt_tokens(prompt);
        }
        let untimed = self.said.tokens.unwrap_or(0).saturating_sub(self.timed);
        guard.tokens_untimed(u32::try_from(untimed).unwrap_or(u32::MAX));
        if let Some(trace_id) = trace_id {
            guard.set_trace(trace_id);
        }
        match self.said.verdict() {
            (Outcome::Completed, _) => guard.complete(),
            (Outcome::Failed, reason) => guard.fail(reason),
            (Outcome::TimedOut, _) => guard.time_out(),
            (Outcome::Cancelled, _) if self.failed && self.said.outcome.is_none() => {
                guard.fail(Reason::Other);
            }
            (Outcome::Cancelled, _) => guard.cancel(),
        }
    }
}

fn arrive(guard: &mut InFlight, tokens: u64, at: Timestamp) {
    guard.chunk();
    guard.tokens_at(u32::try_from(tokens).unwrap_or(u32::MAX), at);
}

impl<S> Layer<S> for RequestLayer
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn on_register_dispatch(&self, subscriber: &Dispatch) {
        // Set once: a layer belongs to one subscriber.
        let _ = self.dispatch.set(subscriber.downgrade());
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let fields = attributes.metadata().fields();
        let request = self.is_request(attributes.metadata());
        if !request && !TRACE.iter().any(|name| fields.field(name).is_some()) {
            return;
        }
        let mut said = Reading::default();
        attributes.record(&mut said);
        let Some(span) = context.span(id) else { return };
        let mut extensions = span.extensions_mut();
        if let Some(trace_id) = said.trace_id {
            extensions.replace(Trace(trace_id));
        }
        if request {
            let begun = self.telemetry.now();
            let mut request =
                Request { begun, said, guard: None, early: Vec::new(), timed: 0, failed: false };
            request.begin(&self.telemetry);
            extensions.replace(request);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut extensions = span.extensions_mut();
        let trace_id = match extensions.get_mut::<Request>() {
            Some(request) => {
                values.record(&mut request.said);
                request.begin(&self.telemetry);
                request.said.trace_id
            }
            None => {
                let mut said = Reading::default();
                values.record(&mut said);
                said.trace_id
            }
        };
        if let Some(trace_id) = trace_id {
            extensions.replace(Trace(trace_id));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let fields = event.metadata().fields();
        let failed = *event.metadata().level() == Level::ERROR && fields.field("error").is_some();
        if !failed && fields.field("tokens").is_none() {
            return;
        }
        let mut said = Reading::default();
        event.record(&mut said);
        let now = self.telemetry.now();
        let Some(scope) = context.event_scope(event) else { return };
        for (depth, span) in scope.enumerate() {
            if let Some(request) = span.extensions_mut().get_mut::<Request>() {
                if let Some(tokens) = said.tokens {
                    request.tokens(tokens, now);
                }
                request.failed |= failed && depth == 0;
                return;
            }
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else { return };
        // Let go of before another layer is asked.
        let request = span.extensions_mut().remove::<Request>();
        if let Some(request) = request {
            request.end(self.trace(&span), &self.telemetry);
        }
    }
}
