//! What recorders call where the feature `tracing` is off: nothing, of no size.

use crate::snapshot::{Outcome, Reason};

#[derive(Clone, Debug, Default)]
pub(crate) struct Spans(());

impl Spans {
    #[inline]
    pub(crate) const fn open(&self, _: &str) -> RequestSpan {
        RequestSpan(())
    }
}

#[derive(Debug, Default)]
pub(crate) struct RequestSpan(());

#[allow(dead_code, reason = "read where there are spans")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ended {
    pub(crate) outcome: Outcome,
    pub(crate) reason: Option<Reason>,
    pub(crate) prompt_tokens: u64,
    pub(crate) output_tokens: u64,
    pub(crate) first_token_ns: Option<u64>,
}

impl RequestSpan {
    #[inline]
    pub(crate) const fn is_open(&self) -> bool {
        false
    }

    #[inline]
    pub(crate) const fn take(&mut self) -> Self {
        Self(())
    }

    #[inline]
    pub(crate) const fn end(&mut self, _: Ended) -> Option<u128> {
        None
    }
}
