//! What devices are doing, as their calls tell.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use hailo_telemetry::{DeviceRecorder, EngineRecorder, HealthReason, InFlight, Reason, Telemetry, Timestamp};

/// Where observed engines report to. Cloning is cheap.
///
/// One process may hold several engines; `inference_healthy` is 1 only while each of them can serve. An engine leaves
/// with the last value that uses it: itself, its networks and models, its poller.
#[derive(Clone, Debug)]
pub struct Observer {
    pub(crate) telemetry: Telemetry,
}

impl Observer {
    /// Reports to `telemetry`.
    #[must_use]
    pub fn new(telemetry: &Telemetry) -> Self {
        Self { telemetry: telemetry.clone() }
    }

    /// The telemetry it reports to.
    #[must_use]
    pub fn telemetry(&self) -> &Telemetry {
        &self.telemetry
    }
}

/// Calls in flight on one engine and when one of them last moved. Calls write it, the poller reads it.
#[derive(Clone, Debug)]
pub(crate) struct Activity {
    shared: Arc<Shared>,
    pub(crate) telemetry: Telemetry,
    pub(crate) engine: EngineRecorder,
    device: DeviceRecorder,
}

#[derive(Debug)]
struct Shared {
    calls: AtomicU32,
    progress: AtomicU64,
}

impl Activity {
    pub(crate) fn new(observer: &Observer, device: &str) -> Self {
        let telemetry = observer.telemetry.clone();
        let shared =
            Shared { calls: AtomicU32::new(0), progress: AtomicU64::new(telemetry.now().as_nanos()) };
        Self {
            shared: Arc::new(shared),
            device: telemetry.device(device),
            engine: telemetry.engine(device),
            telemetry,
        }
    }

    pub(crate) fn recorder(&self) -> &DeviceRecorder {
        &self.device
    }

    /// A call goes to the device; it counts until the returned value is dropped.
    pub(crate) fn enter(&self, now: Timestamp) -> Call {
        // A device that rested is not one that made no progress.
        if self.shared.calls.fetch_add(1, Ordering::Relaxed) == 0 {
            self.progress(now);
        }
        Call(Arc::clone(&self.shared))
    }

    /// The device gave something back.
    pub(crate) fn progress(&self, now: Timestamp) {
        self.shared.progress.store(now.as_nanos(), Ordering::Relaxed);
    }

    pub(crate) fn busy(&self) -> bool {
        self.shared.calls.load(Ordering::Relaxed) > 0
    }

    pub(crate) fn last_progress(&self) -> Timestamp {
        Timestamp::from_nanos(self.shared.progress.load(Ordering::Relaxed))
    }

    /// Ends a request as its call ended, and says what that tells of the engine.
    pub(crate) fn settle<T>(&self, request: InFlight, result: &hailo::Result<T>, now: Timestamp) {
        self.heard(result.as_ref().err(), now);
        match result {
            Ok(_) => request.complete_at(now),
            Err(error) => request.fail_at(reason(error), now),
        }
    }

    /// A call ended so: is the engine healthy?
    pub(crate) fn heard(&self, error: Option<&hailo::Error>, now: Timestamp) {
        match error.map(health) {
            None => {
                self.progress(now);
                self.engine.heard_at(now);
            }
            Some(Some(reason)) => self.engine.set_at(reason, now),
            Some(None) => {}
        }
    }

    /// A reading failed so. It is a probe of the device: only what it found to be gone is more than that.
    pub(crate) fn unread(&self, error: &hailo::Error, now: Timestamp) {
        match health(error) {
            Some(gone @ (HealthReason::DeviceLost | HealthReason::LibraryUnavailable)) => {
                self.engine.set_at(gone, now);
            }
            Some(_) => self.engine.probed_at(false, now),
            None => {}
        }
    }
}

/// One call on the device.
#[derive(Debug)]
pub(crate) struct Call(Arc<Shared>);

impl Drop for Call {
    fn drop(&mut self) {
        self.0.calls.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The label value of `inference_failures_total` for an error of the runtime.
#[must_use]
pub fn reason(error: &hailo::Error) -> Reason {
    use hailo::ErrorKind as Kind;
    match error.kind() {
        Kind::Timeout => Reason::Timeout,
        Kind::Aborted => Reason::Aborted,
        Kind::DeviceLost => Reason::DeviceLost,
        Kind::DeviceBusy => Reason::DeviceBusy,
        Kind::InvalidArgument => Reason::InvalidInput,
        Kind::InvalidHef => Reason::InvalidModel,
        Kind::OutOfMemory => Reason::OutOfMemory,
        Kind::LibraryNotFound
        | Kind::LibraryIncompatible
        | Kind::SymbolMissing
        | Kind::DeviceNotFound
        | Kind::Driver => Reason::Unavailable,
        _ => Reason::Other,
    }
}

/// What an error says of the engine; `None` when it says nothing (the caller's mistake, a full queue).
fn health(error: &hailo::Error) -> Option<HealthReason> {
    use hailo::ErrorKind as Kind;
    match error.kind() {
        Kind::Timeout => Some(HealthReason::TimedOut),
        Kind::DeviceLost | Kind::DeviceNotFound => Some(HealthReason::DeviceLost),
        Kind::LibraryNotFound | Kind::LibraryIncompatible | Kind::SymbolMissing | Kind::Driver => {
            Some(HealthReason::LibraryUnavailable)
        }
        Kind::Aborted | Kind::OutOfMemory | Kind::Runtime => Some(HealthReason::RequestFailed),
        _ => None,
    }
}
