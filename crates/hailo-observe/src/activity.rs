//! What a device is doing, as its calls tell.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use hailo_telemetry::{DeviceRecorder, HealthReason, InFlight, Reason, Telemetry, Timestamp};

/// Calls in flight on one device and when one of them last moved. Calls write it, the poller reads it.
#[derive(Clone, Debug)]
pub(crate) struct Activity {
    shared: Arc<Shared>,
    pub(crate) telemetry: Telemetry,
    device: DeviceRecorder,
}

#[derive(Debug)]
struct Shared {
    calls: AtomicU32,
    progress: AtomicU64,
    lost: AtomicU32,
}

impl Activity {
    pub(crate) fn new(telemetry: &Telemetry, device: &str) -> Self {
        let shared = Shared {
            calls: AtomicU32::new(0),
            progress: AtomicU64::new(telemetry.now().as_nanos()),
            lost: AtomicU32::new(0),
        };
        Self { shared: Arc::new(shared), telemetry: telemetry.clone(), device: telemetry.device(device) }
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

    pub(crate) fn lost(&self) -> bool {
        self.shared.lost.load(Ordering::Relaxed) != 0
    }

    /// Ends a request as its call ended, and says what that tells of the engine.
    pub(crate) fn settle<T>(&self, request: InFlight, result: &hailo::Result<T>, now: Timestamp) {
        self.heard(result.as_ref().err(), now);
        match result {
            Ok(_) => request.complete(now),
            Err(error) => request.fail(reason(error), now),
        }
    }

    /// A call ended so: is the engine healthy?
    pub(crate) fn heard(&self, error: Option<&hailo::Error>, now: Timestamp) {
        let Some(error) = error else {
            self.shared.lost.store(0, Ordering::Relaxed);
            self.progress(now);
            self.telemetry.health().set(HealthReason::Serving, now);
            return;
        };
        if let Some(reason) = health(error) {
            self.shared.lost.store(u32::from(reason == HealthReason::DeviceLost), Ordering::Relaxed);
            self.telemetry.health().set(reason, now);
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
        Kind::Aborted | Kind::OutOfMemory | Kind::Runtime => Some(HealthReason::ProbeFailed),
        _ => None,
    }
}
