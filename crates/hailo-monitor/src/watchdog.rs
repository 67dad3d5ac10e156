//! Carries out the watchdog's steps: refusing work for a device that hangs, opening its engine anew, resetting it.
//!
//! Which step is due is decided by `hailo_observe::Watchdog`. Each step runs on a thread of its own, because the device that it
//! is for is one whose calls do not come back: one that hangs does not keep the next from being tried, and what it brings
//! too late is closed again.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use hailo::{Device, ResetMode};
use hailo_observe::{PollThread, WatchThread, Watchdog, WatchdogMode, WatchdogOptions, WatchdogStep};
use hailo_telemetry::{DeviceState, Reason, Telemetry};
use tokio::sync::watch;

use crate::backend::{BackendError, Opened, Recipe};
use crate::frames::Served;
use crate::generate::Models;

/// Time between two looks, device time.
const PERIOD: Duration = Duration::from_secs(1);
/// How long the old engine's release is waited for.
const RELEASE: Duration = Duration::from_secs(5);
/// Time between two attempts to open an engine anew, device time.
const PAUSE: Duration = Duration::from_secs(2);

/// Why a device is given no work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) why: Arc<str>,
    /// What failed the requests that are taken from it.
    pub(crate) taken: Reason,
}

/// Whether requests for a device are refused, and why; a clone says the same.
#[derive(Clone)]
pub(crate) struct Refusal(watch::Sender<Option<Refused>>);

impl Refusal {
    fn new() -> Self {
        Self(watch::Sender::new(None))
    }

    /// Why requests are refused now.
    pub(crate) fn why(&self) -> Option<Arc<str>> {
        self.0.borrow().as_ref().map(|refused| Arc::clone(&refused.why))
    }

    /// Ready, with the reason, as soon as requests are refused.
    pub(crate) async fn raised(&self) -> Refused {
        let mut seen = self.0.subscribe();
        let refused = seen.wait_for(Option::is_some).await.ok().and_then(|refused| refused.clone());
        match refused {
            Some(refused) => refused,
            // Its sender is gone: nobody will refuse any more.
            None => std::future::pending().await,
        }
    }

    fn set(&self, refused: Option<Refused>) {
        self.0.send_if_modified(|now| {
            let changed = *now != refused;
            *now = refused;
            changed
        });
    }
}

/// One engine that is served, with what it takes to open it anew.
struct Unit {
    device: String,
    recipe: Recipe,
    networks: Vec<Arc<Served>>,
    models: Arc<Models>,
    llms: Vec<String>,
    refusal: Refusal,
    watch: Mutex<Option<WatchThread>>,
    poll: Mutex<Option<PollThread>>,
    /// The device alone, opened while it was well: one that is off the bus can be reset through nothing else.
    control: Mutex<Option<Device>>,
    /// The step that opens the engine; what an earlier one still brings is not wanted.
    step: AtomicU64,
    /// Nobody has the engine: it was closed, and could not be opened again yet.
    closed: AtomicBool,
    /// Steps that are opening it; one may never come back.
    opening: AtomicU64,
    given_up: AtomicBool,
}

/// All engines that are served.
pub(crate) struct Watched {
    units: Vec<Arc<Unit>>,
    /// Of networks of one name the first.
    pub(crate) networks: Vec<Arc<Served>>,
    pub(crate) models: Arc<Models>,
    telemetry: Telemetry,
}

impl Watched {
    /// Serves what was opened, and begins to load its language models.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(crate) fn load(
        engines: Vec<(Recipe, Opened)>,
        telemetry: &Telemetry,
        timeout: Duration,
        keeps_context: bool,
    ) -> std::io::Result<Self> {
        let (mut networks, mut llms, mut parts) = (Vec::<Arc<Served>>::new(), Vec::new(), Vec::new());
        for (recipe, opened) in engines {
            let refusal = Refusal::new();
            let mut own = Vec::new();
            for observed in opened.networks {
                // Two simulated hosts hold the same files.
                if networks.iter().all(|known| known.name() != observed.network().name()) {
                    let served = Arc::new(Served::new(observed, refusal.clone()));
                    own.push(Arc::clone(&served));
                    networks.push(served);
                }
            }
            let names: Vec<String> = opened.llms.iter().map(|llm| llm.name.clone()).collect();
            llms.extend(opened.llms.into_iter().map(|llm| (llm, refusal.clone())));
            parts.push((recipe, opened.device, own, names, refusal, opened.watch, opened.poll));
        }
        let models = Arc::new(Models::load(llms, telemetry, timeout, keeps_context)?);
        let units = parts.into_iter().map(|(recipe, device, networks, llms, refusal, watch, poll)| {
            Arc::new(Unit {
                device,
                recipe,
                networks,
                models: Arc::clone(&models),
                llms,
                refusal,
                watch: Mutex::new(Some(watch)),
                poll: Mutex::new(Some(poll)),
                control: Mutex::new(None),
                step: AtomicU64::new(0),
                closed: AtomicBool::new(false),
                opening: AtomicU64::new(0),
                given_up: AtomicBool::new(false),
            })
        });
        Ok(Self { units: units.collect(), networks, models, telemetry: telemetry.clone() })
    }

    /// Keeps all of it, and does about a device that hangs or is gone what `mode` allows, until the returned value is dropped.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(crate) fn watch(self, mode: WatchdogMode) -> std::io::Result<WatchdogThread> {
        let units = self.units;
        if mode == WatchdogMode::Off {
            return Ok(WatchdogThread { units, stop: None, thread: None });
        }
        let mut watchdogs = Vec::new();
        for unit in &units {
            if mode == WatchdogMode::Act {
                set(&unit.control, unit.recipe.control().ok());
            }
            let options = WatchdogOptions::new(mode).at_speed(unit.recipe.speed);
            let watchdog = Watchdog::new(&unit.recipe.observer, &unit.device, options);
            watchdogs.push((Arc::clone(unit), watchdog, options));
        }
        let speed = units.first().map_or(1.0, |unit| unit.recipe.speed);
        let period = PERIOD.div_f64(speed).max(Duration::from_millis(20));
        let (stop, stopped) = mpsc::channel();
        let telemetry = self.telemetry;
        let thread = std::thread::Builder::new().name("hailo-watchdog".to_owned()).spawn(move || {
            while stopped.recv_timeout(period) == Err(RecvTimeoutError::Timeout) {
                let devices = telemetry.devices();
                for (unit, watchdog, options) in &mut watchdogs {
                    let device = devices.iter().find(|device| *device.device == *unit.device);
                    let state = device.and_then(|device| device.state);
                    let because = device.map_or("", |device| &device.because);
                    unit.look(watchdog, *options, state, because);
                }
            }
        })?;
        Ok(WatchdogThread { units, stop: Some(stop), thread: Some(thread) })
    }
}

impl Unit {
    fn look(
        self: &Arc<Self>,
        watchdog: &mut Watchdog,
        options: WatchdogOptions,
        state: Option<DeviceState>,
        because: &str,
    ) {
        let step = watchdog.look(state, because);
        let word = state.map_or("closed", DeviceState::name);
        let refused = || Refused {
            why: format!("device {} is {word}: {because}", self.device).into(),
            taken: if state == Some(DeviceState::Lost) { Reason::DeviceLost } else { Reason::DeviceHung },
        };
        self.refusal.set(watchdog.refuses().then(refused));
        self.given_up.store(watchdog.given_up(), Ordering::Relaxed);
        let mut step = step.filter(|_| options.mode == WatchdogMode::Act);
        let none_left = !watchdog.refuses() || watchdog.given_up();
        if step.is_none()
            && none_left
            && self.closed.load(Ordering::Relaxed)
            && self.opening.load(Ordering::Relaxed) == 0
        {
            // Every step came back and none has opened the engine: the device may be well again, now or later.
            step = Some(WatchdogStep::Reopen);
        }
        let Some(step) = step else { return };
        match step {
            WatchdogStep::Reopen | WatchdogStep::Reset => {
                let number = self.step.fetch_add(1, Ordering::Relaxed) + 1;
                let unit = Arc::clone(self);
                let reset = (step == WatchdogStep::Reset).then_some(state.unwrap_or(DeviceState::Lost));
                // A step that takes longer than until the next one is no help.
                let until = Instant::now() + options.between;
                self.opening.fetch_add(1, Ordering::Relaxed);
                let taking = std::thread::Builder::new()
                    .name("hailo-watchdog-step".to_owned())
                    .spawn(move || unit.take(step, number, reset, until));
                if let Err(error) = taking {
                    self.opening.fetch_sub(1, Ordering::Relaxed);
                    tracing::error!(%error, "no thread for the watchdog's step");
                }
            }
            WatchdogStep::GiveUp => {
                tracing::error!(
                    device = self.device,
                    "the device is given up: nothing that was tried helped"
                );
            }
            _ => {}
        }
    }

    fn take(&self, step: WatchdogStep, number: u64, reset: Option<DeviceState>, until: Instant) {
        let taken = match reset {
            Some(reason) => {
                self.reset(reason).map_err(BackendError::from).and_then(|()| self.reopen(number, until))
            }
            None => self.reopen(number, until),
        };
        self.opening.fetch_sub(1, Ordering::Relaxed);
        let (device, step) = (&self.device, step.name());
        match taken {
            Ok(()) => tracing::warn!(device, step, "the device's engine is open again"),
            Err(error) => tracing::error!(device, step, %error, "the watchdog's step did not help"),
        }
    }

    /// Resets the device in the first way that it takes: what suits a Hailo-8 suits no Hailo-10H.
    fn reset(&self, reason: DeviceState) -> hailo::Result<()> {
        let control = match set(&self.control, None) {
            Some(control) => control,
            None => self.recipe.control()?,
        };
        let mut refused = None;
        for mode in [ResetMode::Soft, ResetMode::ForcedSoft, ResetMode::Reboot, ResetMode::Chip] {
            match control.reset(mode) {
                Ok(()) => {
                    self.recipe.observer.was_reset(&self.device, reason);
                    return Ok(());
                }
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        refused.map_or(Ok(()), Err)
    }

    /// Closes the engine, and opens it anew as often as it takes until the next step is due.
    fn reopen(&self, number: u64, until: Instant) -> Result<(), BackendError> {
        self.closed.store(true, Ordering::Relaxed);
        // Its watch stays until there is another: what it saw still holds.
        self.networks.iter().for_each(|served| served.put(None));
        self.llms.iter().for_each(|name| self.models.unload(name));
        drop(set(&self.poll, None));
        let _ = hailo::wait_for_releases(RELEASE);
        let pause = PAUSE.div_f64(self.recipe.speed);
        let opened = loop {
            match self.recipe.open() {
                Ok(opened) => break opened,
                Err(error) if Instant::now() + pause >= until => return Err(error),
                Err(_) => std::thread::sleep(pause),
            }
        };
        if self.step.load(Ordering::Relaxed) != number {
            return Err(BackendError::late());
        }
        for observed in opened.networks {
            if let Some(served) =
                self.networks.iter().find(|served| served.name() == observed.network().name())
            {
                served.put(Some(observed));
            }
        }
        for llm in opened.llms {
            self.models.load_again(llm).map_err(BackendError::no_thread)?;
        }
        drop((set(&self.watch, Some(opened.watch)), set(&self.poll, Some(opened.poll))));
        drop(set(&self.control, self.recipe.control().ok()));
        self.closed.store(false, Ordering::Relaxed);
        Ok(())
    }
}

/// Puts a value in place of another, which is dropped outside the lock.
pub(crate) fn set<T>(place: &Mutex<Option<T>>, value: Option<T>) -> Option<T> {
    std::mem::replace(&mut *place.lock().unwrap_or_else(PoisonError::into_inner), value)
}

/// A running watchdog, with all that is watched. Dropping it ends the thread; a step that is being taken goes on.
pub(crate) struct WatchdogThread {
    units: Vec<Arc<Unit>>,
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl WatchdogThread {
    /// What shows that the server is alive.
    pub(crate) fn pulse(&self) -> Pulse {
        Pulse(self.units.clone())
    }
}

impl Drop for WatchdogThread {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A look that panicked has been reported by the panic hook.
            let _ = thread.join();
        }
    }
}

/// What shows that the server is alive: its watches look.
pub(crate) struct Pulse(Vec<Arc<Unit>>);

impl Pulse {
    /// Looks that the watches took so far, all together.
    pub(crate) fn looks(&self) -> u64 {
        let looks = |unit: &Arc<Unit>| {
            let watch = unit.watch.lock().unwrap_or_else(PoisonError::into_inner);
            watch.as_ref().map_or(0, WatchThread::looks)
        };
        self.0.iter().map(looks).sum()
    }

    /// Whether every device is given up.
    pub(crate) fn hopeless(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|unit| unit.given_up.load(Ordering::Relaxed))
    }
}
