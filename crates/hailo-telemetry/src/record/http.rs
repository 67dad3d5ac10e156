//! HTTP traffic and caches.

use crate::read::snapshot::{CacheSnapshot, HttpSnapshot, WindowSnapshot};
use crate::record::cells::{By, Histogram};
use crate::record::clock::Clock;
use crate::record::sync::{Arc, AtomicU64, Ordering};
use crate::record::window::Window;
use crate::words::bucket::Scale;
use crate::words::time::Timestamp;
use crate::words::{HttpStatus, Name};
use std::time::Duration;

#[derive(Debug)]
struct Http {
    clock: Clock,
    requests: [AtomicU64; HttpStatus::COUNT],
    active: AtomicU64,
    response_time: Histogram,
    window_count: AtomicU64,
    window_sum: AtomicU64,
    window: Window,
    window_next: AtomicU64,
}

/// Records HTTP requests; a clone is the same record.
#[derive(Clone, Debug)]
pub struct HttpRecorder {
    http: Arc<Http>,
}

impl HttpRecorder {
    pub(crate) fn new(clock: Clock, window: Duration) -> Self {
        Self {
            http: Arc::new(Http {
                clock,
                requests: std::array::from_fn(|_| AtomicU64::new(0)),
                active: AtomicU64::new(0),
                response_time: Histogram::new(),
                window_count: AtomicU64::new(0),
                window_sum: AtomicU64::new(0),
                window: Window::new(window),
                window_next: AtomicU64::new(0),
            }),
        }
    }

    /// A request arrives now.
    pub fn begin(&self) -> HttpInFlight {
        self.begin_at(self.http.clock.now())
    }

    /// As [`HttpRecorder::begin`], at `time`.
    pub fn begin_at(&self, time: Timestamp) -> HttpInFlight {
        self.http.active.fetch_add(1, Ordering::Relaxed);
        HttpInFlight { http: Some(self.http.clone()), begun: time, status: None }
    }

    pub(crate) fn snapshot_into(&self, now: Timestamp, out: &mut HttpSnapshot) {
        let http = &*self.http;
        for (to, from) in out.requests.iter_mut().zip(&http.requests) {
            *to = from.load(Ordering::Relaxed);
        }
        out.active = http.active.load(Ordering::Relaxed);
        out.response_time.raw_mut().clear();
        http.response_time.add_to(out.response_time.raw_mut());
        out.window = http.window.trailing(now.as_nanos(), http.window_totals());
    }
}

impl Http {
    fn window_totals(&self) -> WindowSnapshot {
        WindowSnapshot {
            count: self.window_count.load(Ordering::Relaxed),
            sum: Duration::from_nanos(self.window_sum.load(Ordering::Relaxed)),
        }
    }

    fn end(&self, begun: Timestamp, status: HttpStatus, now: Timestamp) {
        let took = now.nanos_since(begun);
        self.window.note(&self.window_next, now.as_nanos(), By::Many, || self.window_totals());
        self.response_time.record(Scale::Time, took, 1, took, By::Many);
        self.window_sum.fetch_add(took, Ordering::Relaxed);
        self.window_count.fetch_add(1, Ordering::Relaxed);
        self.requests[status as usize].fetch_add(1, Ordering::Relaxed);
        // Its own counter, down after up in one place each: it can't wrap, whatever order calls come in.
        self.active.fetch_sub(1, Ordering::Relaxed);
    }
}

/// An HTTP request whose body has not ended. Dropping it ends it: with the status that was set, else as a
/// client error, because only the client can have gone before there was an answer.
#[must_use = "dropping it ends the request"]
#[derive(Debug)]
pub struct HttpInFlight {
    http: Option<Arc<Http>>,
    begun: Timestamp,
    status: Option<HttpStatus>,
}

impl HttpInFlight {
    /// The answer has this status; its body may still be streaming.
    pub fn set_status(&mut self, code: u16) {
        self.status = Some(HttpStatus::of(code));
    }

    /// The body ends now.
    pub fn finish(self) {
        drop(self);
    }

    /// As [`HttpInFlight::finish`], at `time`.
    pub fn finish_at(mut self, time: Timestamp) {
        self.end(time);
    }

    fn end(&mut self, now: Timestamp) {
        if let Some(http) = self.http.take() {
            http.end(self.begun, self.status.unwrap_or(HttpStatus::ClientError), now);
        }
    }
}

impl Drop for HttpInFlight {
    fn drop(&mut self) {
        if let Some(now) = self.http.as_ref().map(|h| h.clock.now()) {
            self.end(now);
        }
    }
}

#[derive(Debug)]
struct Cache {
    name: Name,
    hits: AtomicU64,
    misses: AtomicU64,
    entries: AtomicU64,
}

/// Records one cache; a clone is the same record.
#[derive(Clone, Debug)]
pub struct CacheRecorder {
    cache: Arc<Cache>,
}

impl CacheRecorder {
    pub(crate) fn new(name: Name) -> Self {
        Self {
            cache: Arc::new(Cache {
                name,
                hits: AtomicU64::new(0),
                misses: AtomicU64::new(0),
                entries: AtomicU64::new(0),
            }),
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.cache.name
    }

    /// A look-up found an entry.
    pub fn hit(&self) {
        self.cache.hits.fetch_add(1, Ordering::Relaxed);
    }

    /// A look-up did not.
    pub fn miss(&self) {
        self.cache.misses.fetch_add(1, Ordering::Relaxed);
    }

    /// The cache holds this many entries.
    pub fn set_entries(&self, entries: u64) {
        self.cache.entries.store(entries, Ordering::Relaxed);
    }

    pub(crate) fn snapshot(&self) -> CacheSnapshot {
        CacheSnapshot {
            cache: self.cache.name.clone(),
            hits: self.cache.hits.load(Ordering::Relaxed),
            misses: self.cache.misses.load(Ordering::Relaxed),
            entries: self.cache.entries.load(Ordering::Relaxed),
        }
    }
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;

    #[test]
    fn a_streaming_request_is_active_until_its_end_and_counted_once() {
        let (clock, time) = Clock::manual();
        let http = HttpRecorder::new(clock.clone(), Duration::from_secs(60));
        let mut out = HttpSnapshot::default();
        let mut a = http.begin();
        let b = http.begin();
        a.set_status(200);
        time.advance(Duration::from_millis(7));
        http.snapshot_into(clock.now(), &mut out);
        assert_eq!((out.active, out.requests), (2, [0; 5]));
        a.finish();
        drop(b);
        http.snapshot_into(clock.now(), &mut out);
        assert_eq!((out.active, out.requests), (0, [1, 1, 0, 0, 0]));
        assert_eq!((out.response_time.count(), out.response_time.sum()), (2, Duration::from_millis(14)));
        assert_eq!(out.window.mean_ms(), 7.0);
    }
}
