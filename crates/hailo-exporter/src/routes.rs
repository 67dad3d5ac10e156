//! HTTP traffic by route: series that are registered once per route and then found without telemetry's lock.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use hailo_telemetry::catalogue::{Family, HTTP_ROUTE_REQUESTS, HTTP_ROUTE_TIME};
use hailo_telemetry::{Counter, HttpStatus, Telemetry, TimeHistogram};

/// The routes seen so far. They are the application's patterns, so there are as many as it has, whatever is asked for.
#[derive(Debug)]
pub(crate) struct Routes {
    telemetry: Telemetry,
    known: RwLock<HashMap<Box<str>, Arc<Route>>>,
}

/// The series of one route; absent where the application took the families' names for something else.
#[derive(Debug)]
pub(crate) struct Route {
    requests: Vec<Option<Counter>>,
    time: Option<TimeHistogram>,
}

impl Routes {
    pub(crate) fn new(telemetry: &Telemetry) -> Self {
        Self { telemetry: telemetry.clone(), known: RwLock::default() }
    }

    pub(crate) fn find(&self, pattern: &str) -> Arc<Route> {
        if let Some(route) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
            return Arc::clone(route);
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(
            known.entry(pattern.into()).or_insert_with(|| Arc::new(Route::new(&self.telemetry, pattern))),
        )
    }
}

impl Route {
    fn new(telemetry: &Telemetry, pattern: &str) -> Self {
        let Family { name, help, .. } = HTTP_ROUTE_REQUESTS;
        let requests = HttpStatus::ALL.iter().map(|status| {
            telemetry.counter(name, help, &[("route", pattern), ("status", status.name())]).ok()
        });
        let Family { name, help, .. } = HTTP_ROUTE_TIME;
        let time = telemetry.time_histogram(name, help, &[("route", pattern)]).ok();
        Self { requests: requests.collect(), time }
    }

    pub(crate) fn ended(&self, status: HttpStatus, took: Duration) {
        if let Some(Some(counter)) = self.requests.get(status as usize) {
            counter.add(1);
        }
        if let Some(time) = &self.time {
            time.record(took);
        }
    }
}
