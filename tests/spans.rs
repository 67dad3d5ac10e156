//! Spans as requests and requests as spans, with real subscribers: what one side says, the other shows.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use hailo_telemetry::spans::{RequestLayer, SpanOptions, TARGET};
use hailo_telemetry::stream::{Counts, Verdict};
use hailo_telemetry::{Clock, Config, Count, ManualClock, ModelSnapshot, Outcome, Reason, Telemetry};
use opentelemetry::trace::{TraceContextExt as _, TraceId, TracerProvider as _};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use std::time::Duration;
use tracing::field::Empty;
use tracing::subscriber::with_default;
use tracing::{Dispatch, info_span, trace};
use tracing_opentelemetry::{OpenTelemetrySpanExt as _, get_otel_context};
use tracing_subscriber::prelude::*;

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

struct Setup {
    telemetry: Telemetry,
    time: ManualClock,
}

impl Setup {
    fn new(config: impl FnOnce(Config) -> Config) -> Self {
        let (clock, time) = Clock::manual();
        Self { telemetry: Telemetry::new(config(Config::default().clock(clock))), time }
    }

    fn layer(&self) -> RequestLayer {
        RequestLayer::new(&self.telemetry).span("spans", "generate")
    }

    fn record<T>(&self, work: impl FnOnce() -> T) -> T {
        with_default(tracing_subscriber::registry().with(self.layer()), work)
    }

    fn pass(&self, milliseconds: u64) {
        self.time.advance(Duration::from_millis(milliseconds));
    }

    fn model(&self, name: &str) -> ModelSnapshot {
        self.telemetry.snapshot().model(name).unwrap().clone()
    }

    /// How the requests of a model ended; the invariants hold.
    fn outcomes(&self, name: &str) -> Vec<u64> {
        let snapshot = self.telemetry.snapshot();
        assert_eq!(snapshot.own.broken_invariants(), []);
        let model = self.model(name);
        assert_eq!(model.in_flight(), 0);
        Outcome::ALL.iter().map(|outcome| model.outcome(*outcome)).collect()
    }
}

#[test]
fn a_span_is_a_request_from_creation_to_close() {
    let setup = Setup::new(|config| config);
    setup.record(|| {
        let span = info_span!("generate", model = "m", prompt_tokens = 17, tokens = Empty, outcome = Empty);
        assert_eq!(setup.model("m").in_flight(), 1);
        setup.pass(300);
        span.in_scope(|| trace!(tokens = 1));
        setup.pass(50);
        span.in_scope(|| {
            // A span that is no request of its own does not hide the one around it.
            let _step = info_span!("decode").entered();
            trace!(tokens = 2);
            trace!("nothing that counts");
        });
        setup.pass(10);
        span.record("tokens", 5);
        span.record("outcome", "completed");
        let other = span.clone();
        drop(span);
        assert_eq!(setup.model("m").in_flight(), 1, "open as long as anyone holds it");
        drop(other);
    });
    assert_eq!(setup.outcomes("m"), [1, 0, 0, 0]);
    let model = setup.model("m");
    assert_eq!(
        (model.output_tokens(), model.count(Count::PromptTokens), model.count(Count::Chunks)),
        (5, 17, 2)
    );
    assert_eq!(model.time_to_first_token().sum(), ms(300));
    assert_eq!((model.inter_token().count(), model.inter_token().sum()), (2, ms(50)));
    assert_eq!(model.duration(Outcome::Completed).sum(), ms(360));
}

#[test]
fn fields_say_how_it_ended() {
    let setup = Setup::new(|config| config);
    setup.record(|| {
        drop(info_span!("generate", model = "a", outcome = "success"));
        drop(info_span!("generate", model = %"a", otel.status_code = "OK"));
        drop(info_span!("generate", model = "a", outcome = ?Outcome::Completed.name()));
        drop(info_span!("generate", model = "a", outcome = "failed", error.type = "device_lost"));
        drop(info_span!("generate", model = "a", error = %std::io::Error::other("broken")));
        drop(info_span!("generate", model = "a", outcome = "timed_out"));
        drop(info_span!("generate", model = "a", error.type = "timeout"));
        drop(info_span!("generate", model = "a", outcome = "cancelled", error = true));
        drop(info_span!("generate", model = "a", outcome = "no such word"));
        drop(info_span!("generate", model = "a"));
        info_span!("generate", model = "a").in_scope(|| tracing::error!(error = "from instrument(err)"));
        info_span!("generate", model = "a", outcome = "ok").in_scope(|| tracing::error!(error = "retried"));
    });
    assert_eq!(setup.outcomes("a"), [4, 3, 2, 3]);
    let model = setup.model("a");
    assert_eq!(model.failures(Reason::DeviceLost), 1);
    assert_eq!(model.failures(Reason::Timeout), 2);
    assert_eq!(model.failures(Reason::Other), 2);
}

#[test]
fn only_spans_it_was_told_of_are_requests() {
    let setup = Setup::new(|config| config);
    let layer = RequestLayer::new(&setup.telemetry).span("app", "generate");
    with_default(tracing_subscriber::registry().with(layer), || {
        drop(info_span!(target: "app", "generate", model = "m"));
        drop(info_span!(target: "app::llm", "generate", model = "m"));
        drop(info_span!(target: "application", "generate", model = "m"));
        drop(info_span!(target: "app", "generated", model = "m"));
        drop(info_span!("generate", model = "m"));
    });
    assert_eq!(setup.outcomes("m"), [0, 0, 0, 2]);
}

#[test]
fn the_model_may_be_known_late_or_never() {
    let setup = Setup::new(|config| config);
    setup.record(|| {
        let span = info_span!("generate", gen_ai.request.model = Empty, outcome = "ok");
        setup.pass(40);
        for _ in 0..100 {
            span.in_scope(|| trace!(tokens = 1));
            setup.pass(1);
        }
        assert!(setup.telemetry.snapshot().models.is_empty());
        span.record("gen_ai.request.model", "late");
        assert_eq!(setup.model("late").in_flight(), 1);
        drop(span);
        drop(info_span!("generate", model = Empty, outcome = "ok"));
    });
    assert_eq!(setup.outcomes("late"), [1, 0, 0, 0]);
    let late = setup.model("late");
    assert_eq!(late.output_tokens(), 100);
    assert_eq!(late.time_to_first_token().sum(), ms(40));
    assert_eq!((late.inter_token().count(), late.inter_token().sum()), (99, ms(99)));
    assert_eq!(late.duration(Outcome::Completed).sum(), ms(140), "from the span's creation");
    assert_eq!(setup.outcomes("unknown"), [1, 0, 0, 0]);
}

#[test]
fn spans_nest_move_between_threads_and_end_in_panics() {
    let setup = Setup::new(|config| config);
    let dispatch = Dispatch::new(tracing_subscriber::registry().with(setup.layer()));
    tracing::dispatcher::with_default(&dispatch, || {
        // A retry inside a request: both are requests, tokens belong to the inner one.
        let outer = info_span!("generate", model = "outer", outcome = "ok");
        outer.in_scope(|| {
            let inner = info_span!("generate", model = "inner", outcome = "ok");
            inner.in_scope(|| trace!(tokens = 3));
        });
        drop(outer);
        let unwound = std::panic::catch_unwind(|| {
            let _span = info_span!("generate", model = "panics", outcome = Empty).entered();
            panic!("on purpose");
        });
        assert!(unwound.is_err());
        let span = info_span!("generate", model = "moved", tokens = Empty, outcome = Empty);
        let there = std::thread::spawn(move || {
            // No subscriber is the default here; the span knows its own.
            span.record("tokens", 2);
            span.record("outcome", "completed");
            drop(span);
        });
        there.join().unwrap();
    });
    assert_eq!(setup.outcomes("outer"), [1, 0, 0, 0]);
    assert_eq!(setup.outcomes("inner"), [1, 0, 0, 0]);
    assert_eq!((setup.model("outer").output_tokens(), setup.model("inner").output_tokens()), (0, 3));
    assert_eq!(setup.outcomes("panics"), [0, 0, 0, 1]);
    assert_eq!(setup.outcomes("moved"), [1, 0, 0, 0]);
    assert_eq!(setup.model("moved").output_tokens(), 2);
    // The subscriber goes while a span is open.
    let left = tracing::dispatcher::with_default(&dispatch, || info_span!("generate", model = "left"));
    drop(dispatch);
    drop(left);
    assert_eq!(setup.outcomes("left"), [0, 0, 0, 1]);
}

#[test]
fn models_past_the_label_limit_share_one_and_none_is_lost() {
    let setup = Setup::new(|config| config.label_limit(3));
    let dispatch = Dispatch::new(tracing_subscriber::registry().with(setup.layer()));
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let dispatch = &dispatch;
            scope.spawn(move || {
                tracing::dispatcher::with_default(dispatch, || {
                    for number in 0..250 {
                        let model = format!("{thread}-{number}");
                        let span = info_span!("generate", model, tokens = 2, outcome = Empty);
                        if number % 2 == 0 {
                            span.record("outcome", "ok");
                        }
                    }
                });
            });
        }
    });
    let snapshot = setup.telemetry.snapshot();
    assert_eq!(snapshot.models.len(), 4);
    assert_eq!(snapshot.own.overflow, 997);
    let outcomes: Vec<u64> = Outcome::ALL.iter().map(|outcome| snapshot.totals.outcome(*outcome)).collect();
    assert_eq!(outcomes, [500, 0, 0, 500]);
    assert_eq!(snapshot.totals.output_tokens, 2_000);
    assert_eq!(setup.outcomes("overflow").iter().sum::<u64>(), 997);
}

fn exemplar(setup: &Setup, model: &str, outcome: Outcome) -> Option<u128> {
    setup.model(model).duration(outcome).exemplars().last().map(|exemplar| exemplar.trace_id())
}

#[test]
fn a_trace_named_in_or_around_the_span_becomes_the_exemplar() {
    let setup = Setup::new(|config| config);
    setup.record(|| {
        drop(info_span!(
            "generate",
            model = "own",
            trace_id = "00000000000000000000000000c0ffee",
            outcome = "ok"
        ));
        let http = info_span!("http", traceparent = Empty);
        http.record("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        http.in_scope(|| {
            info_span!("generate", model = "around").in_scope(|| trace!(tokens = 1));
        });
        drop(info_span!("generate", model = "none", trace_id = "nonsense"));
    });
    assert_eq!(exemplar(&setup, "own", Outcome::Completed), Some(0xc0_ffee));
    let around = exemplar(&setup, "around", Outcome::Cancelled);
    assert_eq!(around, Some(0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736));
    assert_eq!(exemplar(&setup, "none", Outcome::Cancelled), None);
    let mut text = Vec::new();
    hailo_telemetry::encode::openmetrics(&setup.telemetry.snapshot(), &mut text).unwrap();
    assert!(String::from_utf8(text).unwrap().contains("trace_id=\"00000000000000000000000000c0ffee\""));
}

/// A provider whose spans can be read afterwards.
fn provider() -> (SdkTracerProvider, InMemorySpanExporter) {
    let exporter = InMemorySpanExporter::default();
    (SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build(), exporter)
}

fn number(id: TraceId) -> u128 {
    u128::from_be_bytes(id.to_bytes())
}

fn trace_of(span: &tracing::Span) -> Option<u128> {
    let context = span.context();
    Some(number(context.span().span_context().trace_id()))
}

#[test]
fn the_layer_finds_open_telemetrys_trace() {
    let setup = Setup::new(|config| config);
    let (provider, exporter) = provider();
    let layer = setup.layer().trace_of(|id, dispatch| {
        Some(number(get_otel_context(id, dispatch)?.span().span_context().trace_id()))
    });
    let subscriber = tracing_subscriber::registry()
        .with(layer)
        .with(tracing_opentelemetry::layer().with_tracer(provider.tracer("test")));
    with_default(subscriber, || {
        info_span!("generate", model = "m", outcome = "ok").in_scope(|| trace!(tokens = 1));
    });
    let spans = exporter.get_finished_spans().unwrap();
    let [span] = &spans[..] else { panic!("{spans:?}") };
    assert_eq!(exemplar(&setup, "m", Outcome::Completed), Some(number(span.span_context.trace_id())));
}

fn attribute(span: &SpanData, name: &str) -> Option<opentelemetry::Value> {
    let mut found = span.attributes.iter().filter(|pair| pair.key.as_str() == name);
    let value = found.next().map(|pair| pair.value.clone());
    assert!(found.next().is_none(), "{name} twice");
    value
}

/// Every way to record a request, seen by an OpenTelemetry SDK.
#[test]
fn an_open_telemetry_subscriber_sees_each_request_under_the_conventions_names() {
    let options = SpanOptions::default().operation("chat").trace_of(trace_of);
    let setup = Setup::new(|config| config.spans(options));
    let (provider, exporter) = provider();
    let subscriber = tracing_subscriber::registry()
        .with(tracing_opentelemetry::layer().with_tracer(provider.tracer("test")))
        // Telemetry's own spans are no requests again, whatever the layer was told.
        .with(RequestLayer::new(&setup.telemetry).span("", "inference"));
    let telemetry = &setup.telemetry;
    with_default(subscriber, || {
        let around = info_span!("around").entered();
        let mut request = telemetry.model("m").queue();
        setup.pass(5);
        request.started();
        request.prompt_tokens(17);
        setup.pass(250);
        request.token();
        setup.pass(10);
        request.tokens(2);
        request.complete();
        telemetry.model("m").begin().fail(Reason::DeviceLost);
        telemetry.model("m").begin().time_out();
        drop(telemetry.model("m").queue());
        let work = telemetry
            .model("m")
            .observe(std::future::ready(7), |tokens| Verdict::Completed(Counts::generated(Some(*tokens))));
        let waker = std::task::Waker::noop();
        assert!(std::pin::pin!(work).as_mut().poll(&mut std::task::Context::from_waker(waker)).is_ready());
        drop(around);
    });
    assert_eq!(setup.outcomes("m"), [2, 1, 1, 1]);

    let spans = exporter.get_finished_spans().unwrap();
    let names: Vec<&str> = spans.iter().map(|span| span.name.as_ref()).collect();
    assert_eq!(names, ["chat m", "chat m", "chat m", "chat m", "chat m", "around"]);
    let parent = spans[5].span_context.clone();
    for span in &spans[..5] {
        assert_eq!(span.parent_span_id, parent.span_id());
        assert_eq!(attribute(span, "gen_ai.operation.name"), Some("chat".into()));
        assert_eq!(attribute(span, "gen_ai.provider.name"), Some("hailo".into()));
        assert_eq!(attribute(span, "gen_ai.request.model"), Some("m".into()));
    }
    let outcomes: Vec<String> =
        spans[..5].iter().map(|span| attribute(span, "outcome").unwrap().to_string()).collect();
    assert_eq!(outcomes, ["completed", "failed", "timed_out", "cancelled", "completed"]);
    assert_eq!(attribute(&spans[0], "gen_ai.usage.input_tokens"), Some(17_i64.into()));
    assert_eq!(attribute(&spans[0], "gen_ai.usage.output_tokens"), Some(3_i64.into()));
    assert_eq!(attribute(&spans[0], "gen_ai.response.time_to_first_chunk"), Some(0.25_f64.into()));
    assert_eq!(attribute(&spans[4], "gen_ai.usage.output_tokens"), Some(7_i64.into()));
    assert_eq!(attribute(&spans[4], "gen_ai.response.time_to_first_chunk"), None, "it came whole");
    assert_eq!(attribute(&spans[1], "error.type"), Some("device_lost".into()));
    assert_eq!(attribute(&spans[2], "error.type"), Some("timeout".into()));
    for (span, failed) in spans.iter().zip([false, true, true, false, false]) {
        assert_eq!(matches!(span.status, opentelemetry::trace::Status::Error { .. }), failed);
    }
    // The trace around them is what the slow buckets point to.
    assert_eq!(exemplar(&setup, "m", Outcome::Completed), Some(number(parent.trace_id())));
}

#[test]
fn a_request_has_a_span_only_where_that_was_asked_for_and_someone_listens() {
    let silent = Setup::new(|config| config);
    let asked = Setup::new(|config| config.spans(SpanOptions::default()));
    let request = asked.telemetry.model("m").begin();
    assert!(request.span().is_none(), "nobody listens");
    request.complete();
    with_default(tracing_subscriber::registry(), || {
        let request = silent.telemetry.model("m").begin();
        assert!(request.span().is_none());
        let request = asked.telemetry.model("m").begin();
        assert_eq!(request.span().unwrap().metadata().unwrap().target(), TARGET);
        // One of the caller's own takes its place.
        let mut request = silent.telemetry.model("m").begin();
        request.set_span(info_span!("mine", outcome = Empty));
        assert_eq!(request.span().unwrap().metadata().unwrap().name(), "mine");
        request.complete();
    });
    assert_eq!(asked.outcomes("m"), [1, 0, 0, 1]);
    assert_eq!(silent.outcomes("m"), [1, 0, 0, 1]);
}
