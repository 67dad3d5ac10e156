//! What devices are doing, as their calls tell.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use hailo_telemetry::{
    DeviceRecorder, DeviceState, EngineRecorder, HealthReason, ModelSnapshot, Outcome, Reason, Telemetry,
    Timestamp,
};

use crate::asking::Asking;
use crate::calls::{Call, Calls, Pace, Phase};
use crate::compat::Compatibility;
use crate::flight::{DumpTrigger, Event, Flight, NameId};
use crate::limits::WatchOptions;
use crate::odometer::{Odometer, Tally};
use crate::rounds::nanos;
use crate::throttling::Throttling;

/// Where observed engines report to. Cloning is cheap.
///
/// One process may hold several engines; `inference_healthy` is 1 only while each of them can serve. An engine leaves
/// with the last value that uses it: itself, its networks and models, its poller.
///
/// ```
/// use hailo::{EngineOptions, Library};
/// use hailo_mock::{Chip, Machine};
/// use hailo_observe::{ObservedEngine, Observer};
/// use hailo_telemetry::Telemetry;
///
/// let telemetry = Telemetry::default();
/// let observer = Observer::new(&telemetry);
/// let machine = Machine::builder().device(Chip::Hailo8).build()?;
/// let library = Library::on(&machine)?;
/// let engine = ObservedEngine::open(&library, EngineOptions::default(), &observer, "simulated")?;
/// assert_eq!(telemetry.snapshot().devices.len(), 1);
/// drop(engine);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Observer {
    pub(crate) telemetry: Telemetry,
    flight: Option<Flight>,
    odometer: Option<Odometer>,
}

impl Observer {
    /// Reports to `telemetry`.
    #[must_use]
    pub fn new(telemetry: &Telemetry) -> Self {
        Self { telemetry: telemetry.clone(), flight: None, odometer: None }
    }

    /// Tells a flight recorder too what happens.
    #[must_use]
    pub fn with_flight(mut self, flight: &Flight) -> Self {
        self.flight = Some(flight.clone());
        self
    }

    /// Tells an odometer too what each card does.
    #[must_use]
    pub fn with_odometer(mut self, odometer: &Odometer) -> Self {
        self.odometer = Some(odometer.clone());
        self
    }

    /// The flight recorder that is told.
    #[must_use]
    pub fn flight(&self) -> Option<&Flight> {
        self.flight.as_ref()
    }

    /// Tells that a device was reset, and for what: the state that it was in. It is worth a dump of the flight recorder.
    pub fn was_reset(&self, device: &str, reason: DeviceState) {
        self.telemetry.device(device).record_reset(reason.name());
        if let Some(flight) = &self.flight {
            flight.trigger(DumpTrigger::Reset);
        }
    }

    /// The telemetry it reports to.
    #[must_use]
    pub fn telemetry(&self) -> &Telemetry {
        &self.telemetry
    }
}

/// What one engine is doing: calls and the poller write it, the watch reads it.
#[derive(Clone, Debug)]
pub(crate) struct Activity {
    calls: Arc<Calls>,
    /// Which reading the poller is inside of.
    pub(crate) asking: Arc<Asking>,
    /// A call or a reading found the device gone, and none got an answer since.
    gone: Arc<AtomicBool>,
    paces: Arc<Mutex<Paces>>,
    pub(crate) telemetry: Telemetry,
    pub(crate) engine: EngineRecorder,
    pub(crate) throttling: Arc<Throttling>,
    device: DeviceRecorder,
    /// The flight recorder, and what it calls this device.
    flight: Option<(Flight, NameId)>,
    /// What the odometer counts of this device.
    pub(crate) tally: Option<Arc<Tally>>,
    name: Arc<str>,
    pub(crate) compatibility: Arc<Compatibility>,
}

/// How long calls for each model may rest. Locked as a model is loaded and as the watch adapts the limits, never
/// around a call.
#[derive(Debug, Default)]
struct Paces {
    options: WatchOptions,
    models: Vec<(String, Weak<Pace>)>,
}

impl Activity {
    pub(crate) fn new(observer: &Observer, device: &str, compatibility: Arc<Compatibility>) -> Self {
        let telemetry = observer.telemetry.clone();
        Self {
            calls: Arc::new(Calls::new(telemetry.now())),
            asking: Arc::default(),
            gone: Arc::default(),
            paces: Arc::default(),
            device: telemetry.device(device).attend(),
            engine: telemetry.engine(device),
            throttling: Arc::default(),
            flight: observer.flight.as_ref().map(|flight| (flight.clone(), flight.name(device))),
            tally: observer.odometer.as_ref().map(|odometer| odometer.tally(device)),
            name: device.into(),
            compatibility,
            telemetry,
        }
    }

    pub(crate) fn recorder(&self) -> &DeviceRecorder {
        &self.device
    }

    /// The device's label.
    pub(crate) fn device(&self) -> &str {
        &self.name
    }

    pub(crate) fn calls(&self) -> &Calls {
        &self.calls
    }

    /// The limits of a model's calls, which the watch adapts for as long as somebody holds them.
    pub(crate) fn pace(&self, model: &str) -> Arc<Pace> {
        let mut paces = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        let pace = Arc::new(paces.options.at_first());
        paces.models.retain(|(_, pace)| pace.strong_count() > 0);
        paces.models.push((model.to_owned(), Arc::downgrade(&pace)));
        pace
    }

    /// Gives every model's limits anew, from what it usually takes.
    pub(crate) fn adapt(&self, options: &WatchOptions) {
        let mut paces = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        paces.options = *options;
        if paces.models.is_empty() {
            return;
        }
        let snapshot = self.telemetry.snapshot();
        for (model, pace) in &paces.models {
            let Some(pace) = pace.upgrade() else { continue };
            let known = snapshot.model(model);
            for phase in Phase::ALL {
                pace.set(phase, options.allows(phase, known.and_then(|model| usually(model, phase))));
            }
        }
    }

    /// The models that the engine has, and for how long each was busy so far, nanoseconds.
    pub(crate) fn busy(&self) -> Vec<(String, u64)> {
        let paces = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        let mut names: Vec<String> = paces
            .models
            .iter()
            .filter(|(name, pace)| !name.is_empty() && pace.strong_count() > 0)
            .map(|(name, _)| name.clone())
            .collect();
        drop(paces);
        names.sort();
        names.dedup();
        let models = names.iter().filter_map(|name| self.telemetry.known_model(name));
        models.map(|model| (model.name().to_owned(), nanos(model.busy()))).collect()
    }

    /// The device's throttling level changed, 0 for none.
    pub(crate) fn set_throttling(&self, level: u32) {
        let was = self.throttling.holds();
        self.throttling.set(level > 0, self.telemetry.now());
        self.device.set_throttling_level(level);
        if let Some((flight, _)) = &self.flight
            && level > 0
            && !was
        {
            flight.trigger(DumpTrigger::Throttling);
        }
    }

    pub(crate) fn flight(&self) -> Option<&Flight> {
        self.flight.as_ref().map(|(flight, _)| flight)
    }

    /// Tells the flight recorder something of this device.
    pub(crate) fn note(&self, event: impl FnOnce(&Flight, NameId) -> Event) {
        if let Some((flight, device)) = &self.flight {
            flight.record(self.telemetry.now(), event(flight, *device));
        }
    }

    /// A call goes to the device; it is in flight until the returned value is dropped.
    pub(crate) fn enter(&self, phase: Phase, pace: &Arc<Pace>, now: Timestamp) -> Call {
        self.calls.enter(phase, pace, now)
    }

    /// The device gave something back.
    pub(crate) fn progress(&self, now: Timestamp) {
        self.calls.progress(now);
    }

    /// A call ended so: is the engine healthy?
    pub(crate) fn heard(&self, error: Option<&hailo::Error>, now: Timestamp) {
        match error.map(health) {
            None => {
                self.progress(now);
                self.answered();
                self.engine.heard_at(now);
            }
            Some(Some(reason)) => {
                self.gone.fetch_or(reason == HealthReason::DeviceLost, Ordering::Relaxed);
                self.engine.set_at(reason, now);
            }
            Some(None) => {}
        }
    }

    /// The device answered: whoever said that it is gone was wrong, or it is back.
    pub(crate) fn answered(&self) {
        // Read first: it is true once in a device's life, and every inference comes by here.
        if self.gone.load(Ordering::Relaxed) {
            self.gone.store(false, Ordering::Relaxed);
        }
    }

    /// Whether a call or a reading found the device gone, and none has been answered since. The watch's own verdict does not
    /// set this: it would then confirm itself for ever.
    pub(crate) fn said_gone(&self) -> bool {
        self.gone.load(Ordering::Relaxed)
    }

    /// A reading failed. It counts as a failed probe, unless the error says that the device or the library is gone.
    pub(crate) fn unread(&self, error: &hailo::Error, now: Timestamp) {
        match health(error) {
            Some(gone @ (HealthReason::DeviceLost | HealthReason::LibraryUnavailable)) => {
                self.gone.fetch_or(gone == HealthReason::DeviceLost, Ordering::Relaxed);
                self.engine.set_at(gone, now);
            }
            Some(_) => self.engine.probed_at(false, now),
            None => {}
        }
    }
}

/// What the phase usually takes this model: the 99th percentile, once there are enough values to speak of one.
fn usually(model: &ModelSnapshot, phase: Phase) -> Option<Duration> {
    let histogram = match phase {
        Phase::Load => return None,
        Phase::Prefill => model.time_to_first_token(),
        Phase::Decode => model.inter_token(),
        Phase::Frame => model.duration(Outcome::Completed),
    };
    histogram.quantile(0.99).filter(|_| histogram.count() >= HISTORY)
}

/// Fewer values are no history.
const HISTORY: u64 = 20;

/// The label value of `inference_failures_total` for an error of the runtime.
#[must_use]
pub fn failure_reason(error: &hailo::Error) -> Reason {
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
        Kind::Driver if error.status().is_some_and(one_operation) => Some(HealthReason::RequestFailed),
        Kind::LibraryNotFound | Kind::LibraryIncompatible | Kind::SymbolMissing | Kind::Driver => {
            Some(HealthReason::LibraryUnavailable)
        }
        Kind::Aborted | Kind::OutOfMemory | Kind::Runtime => Some(HealthReason::RequestFailed),
        _ => None,
    }
}

/// Whether a driver's status tells of one operation: the link broke off, or the device did not do it. The
/// driver is there and fits, as far as this says; what else the driver answers tells that parts do not fit, for good.
fn one_operation(status: hailo::Status) -> bool {
    use hailo::Status;
    matches!(status, Status::DRIVER_OPERATION_FAILED | Status::LIBUSB_FAILURE)
}
