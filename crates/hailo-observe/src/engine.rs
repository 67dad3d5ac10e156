//! Opening devices and loading models, with the cold start taken apart.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hailo::doctor::{Host, installed_parts};
use hailo::{Engine, EngineOptions, Hef, Library, LlmOptions, NetworkOptions, Result};
use hailo_telemetry::{LoadPhase, ModelInfo, ModelRecorder};

use crate::activity::{Activity, Observer};
use crate::calls::{Pace, Phase};
use crate::compat::Compatibility;
use crate::limits::WatchOptions;
use crate::llm::ObservedLlm;
use crate::network::ObservedNetwork;
use crate::poller::{DevicePoller, PollOptions};
use crate::watch::DeviceWatch;

/// An engine whose every call is recorded. Cloning is cheap.
///
/// A watch beside the calls says what the device is doing, and why:
/// ```
/// use hailo::{EngineOptions, Library};
/// use hailo_mock::{Chip, Machine, SimClock};
/// use hailo_observe::{ObservedEngine, Observer, WatchOptions};
/// use hailo_telemetry::{Clock, Config, DeviceState, Telemetry};
///
/// let machine = Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).build()?;
/// let library = Library::on(&machine)?; // on a host with a device: `Library::load()?`
/// let time = machine.clock();
/// let telemetry = Telemetry::new(Config::default().clock(Clock::from_fn(move || time.now_ns())));
/// let engine = ObservedEngine::open(&library, EngineOptions::default(), &Observer::new(&telemetry), "simulated")?;
///
/// let mut watch = engine.watch(WatchOptions::default(), None); // `spawn` gives it a thread
/// let verdict = watch.look();
/// assert_eq!(verdict.state, DeviceState::Idle);
/// assert!(verdict.evidence.is_empty()); // else each says what was measured, and its limit
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ObservedEngine {
    engine: Engine,
    activity: Activity,
    device: Arc<str>,
    backend: Arc<str>,
    /// Of calls that load something.
    pace: Arc<Pace>,
    library_load: Option<Duration>,
    vdevice_load: Duration,
}

/// A HEF with the time it took to read and check.
#[derive(Clone, Debug)]
pub struct ObservedHef {
    hef: Hef,
    load: Duration,
}

impl ObservedHef {
    /// The HEF.
    #[must_use]
    pub fn hef(&self) -> &Hef {
        &self.hef
    }
}

impl ObservedEngine {
    /// Opens devices for inference. `backend` is the label that says who runs them: `hailort`, `simulated`.
    ///
    /// # Errors
    /// As `hailo::Engine::open`.
    pub fn open(
        library: &Library,
        options: EngineOptions,
        observer: &Observer,
        backend: &str,
    ) -> Result<Self> {
        // Before the engine: where versions do not fit, this is what there is to see.
        let compatibility = Arc::new(Compatibility::default());
        for part in installed_parts(library, &Host::default()) {
            compatibility.show(&observer.telemetry, part);
        }
        let began = observer.telemetry.now();
        let engine = Engine::open(library, options)?;
        let vdevice_load = observer.telemetry.now().since(began);
        let ids = engine.device_ids()?;
        let device = ids.first().map_or("unknown", |id| id.as_str());
        let activity = Activity::new(observer, device, compatibility);
        Ok(Self {
            pace: activity.pace(""),
            activity,
            device: device.into(),
            engine,
            backend: backend.into(),
            library_load: None,
            vdevice_load,
        })
    }

    /// Adds the time the library took to load, which only its loader knows, to the models' cold start.
    #[must_use]
    pub fn with_library_load(mut self, took: Duration) -> Self {
        self.library_load = Some(took);
        self
    }

    /// The engine.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Id of its first device: the `device` label.
    #[must_use]
    pub fn device(&self) -> &str {
        &self.device
    }

    /// Opens a HEF.
    ///
    /// # Errors
    /// As `hailo::Library::hef_from_file`.
    pub fn hef_from_file(&self, path: impl AsRef<Path>) -> Result<ObservedHef> {
        self.timed(|| self.engine.library().hef_from_file(path)).map(|(hef, load)| ObservedHef { hef, load })
    }

    /// Opens a HEF in memory.
    ///
    /// # Errors
    /// As `hailo::Library::hef_from_bytes`.
    pub fn hef_from_bytes(&self, bytes: impl Into<Arc<[u8]>>) -> Result<ObservedHef> {
        self.timed(|| self.engine.library().hef_from_bytes(bytes))
            .map(|(hef, load)| ObservedHef { hef, load })
    }

    /// Configures the devices with a network. Its label is the network group's name.
    ///
    /// # Errors
    /// As `hailo::Engine::network`.
    pub fn network(&self, hef: &ObservedHef, options: NetworkOptions) -> Result<ObservedNetwork> {
        let (network, configure) = self.timed(|| self.engine.network(&hef.hef, options))?;
        let recorder = self.model(network.name(), "");
        recorder.set_load(LoadPhase::Hef, hef.load);
        recorder.set_load(LoadPhase::Configure, configure);
        Ok(ObservedNetwork::new(network, recorder, &self.activity))
    }

    /// Loads a language model under a label of the caller's.
    ///
    /// # Errors
    /// As `hailo::Engine::llm`.
    pub fn llm(&self, name: &str, quantization: &str, options: LlmOptions) -> Result<ObservedLlm> {
        let (llm, configure) = self.timed(|| self.engine.llm(options))?;
        let recorder = self.model(name, quantization);
        recorder.set_load(LoadPhase::Configure, configure);
        Ok(ObservedLlm::new(llm, recorder, self.activity.clone()))
    }

    /// A poller of its first device.
    ///
    /// # Errors
    /// When the device can't be opened for control.
    pub fn poller(&self, options: PollOptions) -> Result<DevicePoller> {
        let device = match self.engine.vdevice() {
            Some(vdevice) => vdevice.physical_devices()?.into_iter().next(),
            None => None,
        };
        let device = match device {
            Some(device) => device,
            None => self.engine.library().open_device(self.engine.device_ids()?.first())?,
        };
        let cxx = self.engine.cxx_vdevice().and_then(|vdevice| vdevice.device(0).ok());
        Ok(DevicePoller::new(self.activity.clone(), device, cxx, options))
    }

    /// A watch over its first device, which says what the device is doing and why, also when the device does not
    /// answer at all. `sysfs` is where the kernel lists the device: `/sys`; `None` where no kernel does.
    #[must_use]
    pub fn watch(&self, options: WatchOptions, sysfs: Option<&Path>) -> DeviceWatch {
        DeviceWatch::new(self.activity.clone(), options, sysfs)
    }

    fn model(&self, name: &str, quantization: &str) -> ModelRecorder {
        let recorder = self.activity.telemetry.model(name);
        recorder.set_load(LoadPhase::Vdevice, self.vdevice_load);
        if let Some(took) = self.library_load {
            recorder.set_load(LoadPhase::Library, took);
        }
        // Timed, so that the watch sees this call too: it may never come back.
        let architecture = self
            .timed(|| self.poller(PollOptions::default())?.architecture())
            .map_or_else(|_| String::new(), |(architecture, _)| architecture.to_string());
        recorder.set_info(ModelInfo::new(self.backend.to_string(), architecture, quantization));
        recorder
    }

    fn timed<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<(T, Duration)> {
        let began = self.activity.telemetry.now();
        let loading = self.activity.enter(Phase::Load, &self.pace, began);
        let result = work();
        drop(loading);
        let now = self.activity.telemetry.now();
        if let Err(error) = &result {
            self.activity.heard(Some(error), now);
        }
        Ok((result?, now.since(began)))
    }
}
