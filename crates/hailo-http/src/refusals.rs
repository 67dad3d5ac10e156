//! What was refused: counted by reason, logged once in a while.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hailo_telemetry::catalogue::HTTP_REFUSED;
use hailo_telemetry::{Counter, Telemetry};
use http::{HeaderValue, Response, StatusCode, header};
use http_body_util::Full;

/// Each reason is logged at most once in this time, with the number of those in between.
const LOG_EVERY: Duration = Duration::from_secs(60);

/// Why a request or a connection was refused: the label of `http_refused_total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// `Host` is missing, doubled, or no name of this server.
    Host,
    /// `Origin` is a page of another server.
    Origin,
    /// A page of another site asked for something that changes or costs.
    CrossSite,
    /// A body that is not said to be JSON, where JSON is spoken.
    ContentType,
    /// Credentials are missing or wrong.
    Credential,
    /// The body is longer than it can be.
    TooLarge,
    /// The body did not arrive in time.
    Timeout,
    /// No memory was left for the body.
    Memory,
    /// All places for connections were taken, or the place of one that waited for its client went to another.
    Places,
    /// One address had more connections than it may have.
    Address,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 10] = [
        Self::Host,
        Self::Origin,
        Self::CrossSite,
        Self::ContentType,
        Self::Credential,
        Self::TooLarge,
        Self::Timeout,
        Self::Memory,
        Self::Places,
        Self::Address,
    ];

    /// The label's value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Origin => "origin",
            Self::CrossSite => "cross_site",
            Self::ContentType => "content_type",
            Self::Credential => "credential",
            Self::TooLarge => "too_large",
            Self::Timeout => "timeout",
            Self::Memory => "memory",
            Self::Places => "places",
            Self::Address => "address",
        }
    }
}

/// Counts refusals in `http_refused_total` and logs them at a bounded rate. Clones share both.
#[derive(Debug, Clone)]
pub struct Refusals(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// By reason; absent where the application took the name for something else.
    counters: Vec<Option<Counter>>,
    logged: Mutex<[Logged; Reason::ALL.len()]>,
}

/// When a reason was last logged, and how many came since.
#[derive(Debug, Clone, Copy, Default)]
struct Logged {
    at: Option<Instant>,
    since: u64,
}

impl Refusals {
    /// Counts into `telemetry`, where each reason stands at 0 from now on.
    #[must_use]
    pub fn new(telemetry: &Telemetry) -> Self {
        let counter = |reason: Reason| {
            telemetry.counter(HTTP_REFUSED.name, HTTP_REFUSED.help, &[("reason", reason.name())]).ok()
        };
        Self(Arc::new(Inner { counters: Reason::ALL.map(counter).into(), logged: Mutex::default() }))
    }

    /// Counts one.
    pub fn count(&self, reason: Reason) {
        if let Some(Some(counter)) = self.0.counters.get(reason as usize) {
            counter.add(1);
        }
        let mut logged = self.0.logged.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(logged) = logged.get_mut(reason as usize) else { return };
        logged.since += 1;
        if logged.at.is_none_or(|at| at.elapsed() >= LOG_EVERY) {
            tracing::warn!(
                reason = reason.name(),
                count = logged.since,
                "refused; further ones of the next minute are only counted"
            );
            *logged = Logged { at: Some(Instant::now()), since: 0 };
        }
    }
}

/// Says on a response that it is a refusal, so that the [`Guard`](crate::Guard) around it counts it.
pub fn mark<B>(response: &mut Response<B>, reason: Reason) {
    response.extensions_mut().insert(reason);
}

/// A refusal as JSON, in the words that Ollama's clients read.
#[must_use]
pub fn refuse(status: StatusCode, reason: Reason, why: &str) -> Response<Full<Bytes>> {
    let json = serde_json::json!({ "error": why }).to_string();
    let mut response = Response::new(Full::new(Bytes::from(json)));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    mark(&mut response, reason);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_own_place_and_series_from_the_start() {
        let telemetry = Telemetry::default();
        let refusals = Refusals::new(&telemetry);
        for (index, reason) in Reason::ALL.into_iter().enumerate() {
            assert_eq!(reason as usize, index);
            let counter = telemetry.counter(HTTP_REFUSED.name, "", &[("reason", reason.name())]).unwrap();
            assert_eq!(counter.value(), 0);
            refusals.count(reason);
            refusals.count(reason);
            assert_eq!(counter.value(), 2);
        }
        let logged = refusals.0.logged.lock().unwrap();
        assert!(logged.iter().all(|logged| logged.since == 1), "the second was not logged");
    }
}
