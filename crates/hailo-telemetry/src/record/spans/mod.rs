//! The `tracing` span of a request: one that is opened, or, without the feature `tracing`, nothing of no size.

#[cfg(not(feature = "tracing"))]
mod none;
#[cfg(feature = "tracing")]
mod open;

#[cfg(not(feature = "tracing"))]
pub(crate) use none::{RequestSpan, Spans};
#[cfg(feature = "tracing")]
pub(crate) use open::{RequestSpan, Spans};
#[cfg(feature = "tracing")]
pub use open::{SpanOptions, TARGET, TraceOf};

use crate::words::{Outcome, Reason};

/// What a request's span says at its end.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "tracing"), allow(dead_code, reason = "read where there are spans"))]
pub(crate) struct Ended {
    pub(crate) outcome: Outcome,
    pub(crate) reason: Option<Reason>,
    pub(crate) prompt_tokens: u64,
    pub(crate) output_tokens: u64,
    pub(crate) first_token_ns: Option<u64>,
}
