//! What was refused: counted by reason, logged once in a while.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hailo_telemetry::catalogue::HTTP_REFUSED;
use hailo_telemetry::{Counter, Telemetry};
use http::{HeaderValue, Response, StatusCode, header};
use http_body_util::Full;

/// Each reason is logged with the first of this time, and again with the tenth, the hundredth and so on: a few lines, which tell
/// a mistyped token from somebody who tries a thousand.
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

/// What is logged of a reason.
#[derive(Debug, Clone, Copy, Default)]
struct Logged {
    /// When the minute began that is counted.
    began: Option<Instant>,
    /// Of this minute.
    count: u64,
    /// Not told of yet.
    untold: u64,
}

impl Logged {
    /// One more, at `now`. How many there are to tell of, if this is the time to.
    fn count(&mut self, now: Instant) -> Option<u64> {
        if self.began.is_none_or(|began| now.saturating_duration_since(began) >= LOG_EVERY) {
            (self.began, self.count) = (Some(now), 0);
        }
        self.count += 1;
        self.untold += 1;
        let power = 10_u64.pow(self.count.ilog10());
        (self.count == power).then(|| std::mem::take(&mut self.untold))
    }
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
        if let Some(count) = logged.count(Instant::now()) {
            tracing::warn!(
                reason = reason.name(),
                count,
                "refused; most further ones of the next minute are only counted"
            );
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
        assert!(logged.iter().all(|logged| logged.untold == 1), "the second was not logged");
    }

    #[test]
    fn a_minute_has_a_few_lines_which_together_tell_of_all() {
        let (mut logged, began) = (Logged::default(), Instant::now());
        let lines: Vec<u64> = (0..5_000).filter_map(|_| logged.count(began)).collect();
        assert_eq!(lines, [1, 9, 90, 900]);
        assert_eq!(
            logged.count(began + LOG_EVERY),
            Some(4_001),
            "those that were not told of, and the first of a new minute"
        );
        assert_eq!(logged.count(began + LOG_EVERY), None);
    }
}
