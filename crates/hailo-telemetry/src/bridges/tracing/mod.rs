//! `tracing`, both ways: spans of an application as requests, and requests as spans.
//!
//! * [`RequestLayer`] is a layer that records the spans it was told of as requests of a model.
//! * [`Config::spans`](crate::Config::spans) opens a span for each request that is recorded, with the attribute names
//!   of OpenTelemetry's GenAI conventions, so that an OpenTelemetry subscriber shows it as what it is.
//!
//! Use one of them for a given request: the layer never takes in a span that telemetry opened itself.
//!
//! ```
//! use hailo_telemetry::spans::RequestLayer;
//! use hailo_telemetry::{Outcome, Telemetry};
//! use tracing_subscriber::prelude::*;
//!
//! let telemetry = Telemetry::default();
//! let layer = RequestLayer::new(&telemetry).span("", "generate");
//! tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
//!     let span = tracing::info_span!("generate", model = "qwen2:1.5b", output_tokens = 0, outcome = "");
//!     span.in_scope(|| tracing::trace!(tokens = 1)); // one arrived: time to first token
//!     span.in_scope(|| tracing::trace!(tokens = 1)); // a gap
//!     span.record("output_tokens", 2); // the server's count
//!     span.record("outcome", "completed"); // without it the request was cancelled
//! });
//! let model = &telemetry.snapshot().models[0];
//! assert_eq!((model.outcome(Outcome::Completed), model.output_tokens()), (1, 2));
//! ```

mod layer;
mod reading;

pub use crate::record::spans::{SpanOptions, TARGET, TraceOf};
pub use layer::RequestLayer;
