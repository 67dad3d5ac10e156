//! A simulated host: its devices, its files, the handles it has given out and the log of its calls.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use hailo_sys::{Api, Era, Runtime, ShimApi, Version};

use crate::chip::ChipState;
use crate::clock::{SimClock, lock};
use crate::dispatch;
use crate::fault::{DeviceEvent, Fault};
use crate::generated;
use crate::handle::MACHINES;
use crate::hef::Hef;
use crate::host::{Core, Dispatcher, SLOTS};
use crate::llm::LlmSpec;
use crate::physics::Physics;
use crate::replay::{RecordedCall, Recording};
use crate::scenario::{Chip, DeviceSpec, Scenario, built_in_hefs};
use crate::state::{CallRecord, Misuse, State};

/// A simulated host. Its two tables run on it for as long as it, or a handle that came from it,
/// lives.
///
/// ```
/// use hailo_mock::{Machine, Scenario, SimClock};
///
/// let machine = Machine::builder()
///     .scenario(Scenario::named("healthy").unwrap())
///     .clock(SimClock::manual())
///     .build()
///     .unwrap();
/// let (mut ids, mut count) = ([hailo_sys::types::hailo_device_id_t { id: [0; 32] }; 1], 0);
/// // SAFETY: of the array no entry is offered, and the count is ours.
/// let status = unsafe {
///     (machine.api().hailo_scan_devices)(std::ptr::null_mut(), ids.as_mut_ptr(), &mut count)
/// };
/// assert_eq!((status, count), (5, 1), "the array is too small for the one device");
/// ```
#[derive(Debug)]
pub struct Machine {
    core: Arc<Core>,
}

/// Describes a [`Machine`].
#[derive(Clone, Debug, Default)]
pub struct MachineBuilder {
    era: Option<Era>,
    version: Option<Version>,
    clock: Option<SimClock>,
    scenario: Option<Scenario>,
    devices: Vec<DeviceSpec>,
    files: Vec<(String, Arc<[u8]>)>,
    faults: Vec<Fault>,
    log: Option<usize>,
    unkind: bool,
}

/// Why a machine could not be built.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// [`MACHINES`] machines live in this process already.
    TooMany,
    /// The scenario names a runtime version nobody knows.
    UnknownRuntime(String),
    /// A fault can strike nothing: what would be right.
    Fault(String),
    /// A model file that was given cannot be read.
    Hef(String),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany => write!(f, "{MACHINES} simulated machines live in this process already"),
            Self::UnknownRuntime(version) => write!(f, "no supported runtime is called {version}"),
            Self::Hef(why) | Self::Fault(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for BuildError {}

impl MachineBuilder {
    /// The ABI era its runtime is of; otherwise the scenario's, or the newest for the chip.
    #[must_use]
    pub fn era(mut self, era: Era) -> Self {
        self.era = Some(era);
        self
    }

    /// The exact version its runtime reports.
    #[must_use]
    pub fn version(mut self, version: Version) -> Self {
        self.version = Some(version);
        self
    }

    /// Adds a device of this kind in normal surroundings, in place of the scenario's devices.
    #[must_use]
    pub fn device(mut self, chip: Chip) -> Self {
        self.devices.push(DeviceSpec { chip, ..DeviceSpec::default() });
        self
    }

    /// The time it lives in; real time otherwise.
    #[must_use]
    pub fn clock(mut self, clock: SimClock) -> Self {
        self.clock = Some(clock);
        self
    }

    /// What it is; `healthy` otherwise.
    #[must_use]
    pub fn scenario(mut self, scenario: Scenario) -> Self {
        self.scenario = Some(scenario);
        self
    }

    /// Adds a model file under a path of its own file system.
    #[must_use]
    pub fn hef(mut self, path: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        self.files.push((path.to_owned(), bytes.into()));
        self
    }

    /// Adds a fault.
    #[must_use]
    pub fn fault(mut self, fault: impl Into<Fault>) -> Self {
        self.faults.push(fault.into());
        self
    }

    /// How many calls its log keeps, the newest; 65536 otherwise, 0 for none.
    #[must_use]
    pub fn log_capacity(mut self, calls: usize) -> Self {
        self.log = Some(calls);
        self
    }

    /// Makes its library as unkind as the real one was seen to be, for callers who mean to survive that:
    ///
    /// * A vstream read that timed out leaves its buffer with the library, which writes the next frame into it, and
    ///   writes to it once more when the vstream is released.
    /// * Two threads on one handle, or in one HEF, are no wait: the second call fails, and [`Machine::misuses`] says
    ///   which two calls met. Every call lets other threads go first, so that they do meet.
    /// * What a release ends is told by callbacks on a thread that the caller has never seen, while the release runs.
    #[must_use]
    pub fn unkind(mut self) -> Self {
        self.unkind = true;
        self
    }

    /// Starts it.
    ///
    /// # Errors
    ///
    /// [`BuildError`]: too many machines, an unknown runtime version, an unreadable model file.
    pub fn build(self) -> Result<Machine, BuildError> {
        let mut scenario = self.scenario.unwrap_or_default();
        if !self.devices.is_empty() {
            scenario.devices = self.devices;
        }
        for fault in self.faults {
            scenario = scenario.fault(fault);
        }
        let devices = scenario.devices.len();
        if let Some(why) = scenario.all_faults().find_map(|f| f.check(devices).err()) {
            return Err(BuildError::Fault(why));
        }
        let chip = scenario.devices.first().map(|d| d.chip).unwrap_or_default();
        let version = match (self.version, self.era) {
            (Some(version), _) => version,
            (None, Some(era)) => newest(era),
            (None, None) if !scenario.runtime.is_empty() => Version::parse(&scenario.runtime)
                .ok_or_else(|| BuildError::UnknownRuntime(scenario.runtime.clone()))?,
            (None, None) if chip.is_soc() => newest(Era::V5_2_0),
            (None, None) => newest(Era::V4_21),
        };
        let era = match self.era {
            Some(era) => era,
            None => Era::of(version).map_err(|_| BuildError::UnknownRuntime(version.to_string()))?,
        };
        for (at, device) in scenario.devices.iter_mut().enumerate() {
            if device.id.is_empty() {
                device.id = format!("0000:{:02x}:00.0", at + 1);
            }
        }
        if scenario.llms.is_empty() && chip.is_soc() {
            scenario.llms.push(LlmSpec::default());
        }
        let mut files: HashMap<String, Arc<[u8]>> = built_in_hefs(chip)
            .into_iter()
            .map(|(path, hef)| (path.to_owned(), hef.build().into()))
            .collect();
        for (path, bytes) in self.files {
            if let Err(e) = Hef::parse(&bytes) {
                return Err(BuildError::Hef(format!("{path}: {e}")));
            }
            files.insert(path, bytes);
        }
        let clock = self.clock.unwrap_or_else(|| SimClock::real(1.0));
        let now = clock.now_ns();
        let chips = scenario
            .devices
            .iter()
            .enumerate()
            .map(|(at, d)| {
                let seed = scenario.seed ^ ((at as u64 + 1) << 32);
                let (thermal, power) = (d.thermal.clone(), d.power.clone());
                let physics = Physics::new(thermal, power, d.protection.clone(), seed, now);
                ChipState::new(d.clone(), physics, now)
            })
            .collect();
        let mut state = State::new(chips, &scenario, self.log.unwrap_or(1 << 16));
        for (slot, place) in SLOTS.iter().enumerate() {
            let mut place = lock(place);
            if place.is_some() {
                continue;
            }
            state.slot = slot;
            let core = Arc::new(Core {
                slot,
                era,
                version,
                clock: clock.clone(),
                scenario,
                unkind: self.unkind,
                files,
                state: Mutex::new(state),
                changed: Condvar::new(),
                dispatcher: Dispatcher::default(),
            });
            *place = Some(Arc::clone(&core));
            let weak = Arc::downgrade(&core);
            clock.on_step(move || match weak.upgrade() {
                Some(core) => {
                    core.changed.notify_all();
                    true
                }
                None => false,
            });
            return Ok(Machine { core });
        }
        Err(BuildError::TooMany)
    }
}

fn newest(era: Era) -> Version {
    era.versions().last().copied().unwrap_or(Version::new(0, 0, 0))
}

impl Machine {
    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }

    /// Begins the description of a machine.
    #[must_use]
    pub fn builder() -> MachineBuilder {
        MachineBuilder::default()
    }

    /// The C API of its runtime.
    #[must_use]
    pub fn api(&self) -> Api {
        generated::api(self.core.slot, self.core.era)
    }

    /// The C++-only half of its runtime.
    #[must_use]
    pub fn shim_api(&self) -> ShimApi {
        generated::shim_api(self.core.slot)
    }

    /// Its runtime without the C++-only half, as where nobody built the shim.
    #[must_use]
    pub fn without_shim(&self) -> WithoutShim<'_> {
        WithoutShim(self)
    }

    /// Its runtime's ABI era.
    #[must_use]
    pub fn era(&self) -> Era {
        self.core.era
    }

    /// Its runtime's version.
    #[must_use]
    pub fn version(&self) -> Version {
        self.core.version
    }

    /// Its clock.
    #[must_use]
    pub fn clock(&self) -> SimClock {
        self.core.clock.clone()
    }

    /// What it was built from.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.core.scenario
    }

    /// The bytes of a model file of its own file system: `simulated/resnet_v1_50.hef`,
    /// `simulated/yolov8n.hef`, `simulated/echo.hef` and those given to the builder.
    #[must_use]
    pub fn hef(&self, path: &str) -> Option<Arc<[u8]>> {
        self.core.files.get(path).cloned()
    }

    /// The paths of the model files it holds, sorted.
    #[must_use]
    pub fn hef_paths(&self) -> Vec<String> {
        let mut paths: Vec<_> = self.core.files.keys().cloned().collect();
        paths.sort();
        paths
    }

    /// The calls it has seen, oldest first, as far as its log reaches back.
    #[must_use]
    pub fn call_log(&self) -> Vec<CallRecord> {
        lock(&self.core.state).log.iter().copied().collect()
    }

    /// The calls in its log as a recording, to be played again. It has not what they carried: a [`crate::Recorder`]
    /// before its tables has.
    #[must_use]
    pub fn recording(&self) -> Recording {
        let recorded = |c: CallRecord| RecordedCall {
            call: c.call.to_owned(),
            began_ns: c.began_ns,
            took_ns: c.ended_ns - c.began_ns,
            status: c.status,
            payload: Vec::new(),
        };
        Recording { calls: self.call_log().into_iter().map(recorded).collect() }
    }

    /// How many calls it has seen in all.
    #[must_use]
    pub fn calls(&self) -> u64 {
        lock(&self.core.state).calls
    }

    /// Handles given out and not released, borrowed ones apart.
    #[must_use]
    pub fn live_handles(&self) -> usize {
        lock(&self.core.state).owned_handles()
    }

    /// Calls that would have been undefined behaviour: handles released twice, of another kind, or
    /// never given out. The newest hundred.
    #[must_use]
    pub fn misuses(&self) -> Vec<Misuse> {
        lock(&self.core.state).misuses.iter().cloned().collect()
    }

    /// A copy of one device's physical state, brought up to the present moment.
    #[must_use]
    pub fn physics(&self, device: usize) -> Option<Physics> {
        let mut state = lock(&self.core.state);
        state.settle(&self.core, self.core.clock.now_ns());
        state.chips.get(device).map(|c| c.physics.clone())
    }

    /// Whether the host's supply has sagged since it was started (the undervoltage flag of a Pi).
    #[must_use]
    pub fn undervoltage(&self) -> bool {
        let mut state = lock(&self.core.state);
        state.settle(&self.core, self.core.clock.now_ns());
        state.undervoltage
    }

    /// Adds a fault from now on.
    ///
    /// # Panics
    ///
    /// The fault can strike nothing: no such function or device, an impossible time. A test that goes
    /// on after that would test nothing.
    #[track_caller]
    pub fn inject(&self, fault: impl Into<Fault>) {
        let fault = fault.into();
        let possible = fault.check(self.core.scenario.devices.len());
        assert!(possible.is_ok(), "{}", possible.err().unwrap_or_default());
        lock(&self.core.state).faults.add(fault);
        self.core.changed.notify_all();
    }

    /// Switches a device off and on: it comes back as after start, and old handles are dead.
    pub fn power_cycle(&self, device: usize) {
        self.inject(Fault::at(0.0, DeviceEvent::PowerCycle).device(device));
        self.settle();
    }

    /// Takes all faults away.
    pub fn clear_faults(&self) {
        lock(&self.core.state).faults.clear();
        self.core.changed.notify_all();
    }

    /// Moves a manual clock forward and returns when every callback due by then has run.
    ///
    /// Not to be called from a callback.
    pub fn advance(&self, by: Duration) {
        let target = self.core.clock.now_ns().saturating_add(crate::clock::to_ns(by.as_secs_f64()));
        loop {
            let now = self.core.clock.now_ns();
            let next = {
                let mut state = lock(&self.core.state);
                state.settle(&self.core, now);
                state.next_event()
            };
            self.settle();
            match next.filter(|next| *next > now && *next < target) {
                Some(next) if now < target => self.core.clock.advance_to(next),
                _ => break,
            }
        }
        self.core.clock.advance_to(target);
        self.settle();
    }

    /// Returns when every callback that is due has run. Not to be called from a callback.
    pub fn settle(&self) {
        let now = self.core.clock.now_ns();
        lock(&self.core.state).settle(&self.core, now);
        dispatch::drain(&self.core);
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let mut state = lock(&self.core.state);
        state.orphaned = true;
        let idle = state.objects.is_empty();
        drop(state);
        // Calls that a hung driver holds end now.
        self.core.changed.notify_all();
        if idle {
            self.core.retire();
        }
    }
}

// SAFETY: every function checks its handles and pointers as the real library does or better, keeps HailoRT's contract,
// and answers an error once the machine is gone.
unsafe impl Runtime for Machine {
    fn api(&self) -> Api {
        self.api()
    }

    fn shim_api(&self) -> Option<ShimApi> {
        Some(self.shim_api())
    }
}

/// A machine's runtime without the C++-only half: see [`Machine::without_shim`].
#[derive(Debug)]
pub struct WithoutShim<'a>(&'a Machine);

// SAFETY: as for `Machine`.
unsafe impl Runtime for WithoutShim<'_> {
    fn api(&self) -> Api {
        self.0.api()
    }

    fn shim_api(&self) -> Option<ShimApi> {
        None
    }
}
