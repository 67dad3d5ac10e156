//! What stands behind the API: a real device, or the simulated one.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use hailo::{EngineOptions, Library, LlmOptions, NetworkOptions};
use hailo_mock::{Chip, Machine, Scenario, SimClock};
use hailo_observe::{
    HostOptions, HostReader, HostThread, ObservedEngine, ObservedLlm, ObservedNetwork, Observer, PollOptions,
    PollThread, WatchOptions, WatchThread,
};

use crate::config::{DeviceChoice, ServeSettings, Switch};

/// Devices and what is to be loaded onto them.
pub(crate) struct Backend {
    /// Who serves, for the first line of the log.
    pub(crate) description: String,
    /// The same without why it is simulated.
    pub(crate) about: String,
    /// Why no real device serves.
    pub(crate) why_simulated: Option<String>,
    /// Whether the devices are simulated.
    pub(crate) simulated: bool,
    /// The networks that take frames; the first is the default.
    pub(crate) networks: Vec<ObservedNetwork>,
    /// The language models, to be loaded in the background: that takes seconds.
    pub(crate) llms: Vec<LlmToLoad>,
    /// Keeps the devices read and watched.
    _watches: Vec<(WatchThread, PollThread)>,
    /// Keeps the host read.
    _host: Option<HostThread>,
    /// Keeps the simulated hosts running.
    _machines: Vec<Arc<Machine>>,
}

/// A language model that can be loaded.
pub(crate) struct LlmToLoad {
    pub(crate) name: String,
    pub(crate) family: String,
    pub(crate) parameters: String,
    pub(crate) quantization: String,
    engine: ObservedEngine,
    options: LlmOptions,
}

impl LlmToLoad {
    /// Loads it onto the device; blocks for seconds.
    ///
    /// # Errors
    /// As `hailo::Engine::llm`.
    pub(crate) fn load(&self) -> hailo::Result<ObservedLlm> {
        self.engine.llm(&self.name, &self.quantization, self.options.clone())
    }
}

/// Why there is nothing to serve on; says what to do next.
#[derive(Debug)]
pub(crate) struct BackendError(String);

impl fmt::Display for BackendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BackendError {}

impl From<hailo::Error> for BackendError {
    fn from(error: hailo::Error) -> Self {
        Self(error.explained())
    }
}

/// Opens what the settings ask for.
///
/// # Errors
/// When the asked-for device, scenario or model file can't be had.
pub(crate) fn open(settings: &ServeSettings, observer: &Observer) -> Result<Backend, BackendError> {
    let no_device = match settings.device {
        DeviceChoice::Simulated => None,
        DeviceChoice::Hailort | DeviceChoice::Auto => match real(settings, observer) {
            Ok(backend) => return Ok(checked(backend, settings)),
            Err(error) if settings.device == DeviceChoice::Hailort => {
                let text = format!("{error}\n  without a device: hailo-monitor serve --device simulated");
                return Err(BackendError(text));
            }
            Err(error) => Some(error),
        },
    };
    let mut backend = simulated(settings, observer)?;
    if let Some(why) = no_device {
        let first_line = why.0.lines().next().unwrap_or_default();
        backend.description = format!("{}, since {first_line}", backend.description);
        backend.why_simulated = Some(first_line.to_owned());
    }
    Ok(checked(backend, settings))
}

/// With its networks' outputs looked at as the settings say.
fn checked(backend: Backend, settings: &ServeSettings) -> Backend {
    backend.networks.iter().for_each(|network| network.check_outputs(settings.check_outputs));
    backend
}

fn real(settings: &ServeSettings, observer: &Observer) -> Result<Backend, BackendError> {
    let began = Instant::now();
    let library = Library::load()?;
    let library_load = Instant::now().duration_since(began);
    let path = library.path().map_or_else(|| "libhailort".to_owned(), |path| path.display().to_string());
    let version = library.version();
    if library.scan()?.is_empty() {
        return Err(BackendError(format!("libhailort {version} ({path}) sees no Hailo device")));
    }
    let engine = ObservedEngine::open(&library, EngineOptions::default(), observer, "hailort")?
        .with_library_load(library_load);
    let mut networks = Vec::new();
    if let Some(path) = &settings.hef {
        networks.push(engine.network(&engine.hef_from_file(path)?, network_options(settings))?);
    }
    let llms = settings.llm.iter().map(|path| LlmToLoad {
        name: stem(path),
        family: String::new(),
        parameters: String::new(),
        quantization: String::new(),
        engine: engine.clone(),
        options: LlmOptions::new(path),
    });
    let llms = llms.collect();
    let description = format!("Hailo device {} through libhailort {version} ({path})", engine.device());
    Ok(Backend {
        about: description.clone(),
        why_simulated: None,
        description,
        simulated: false,
        networks,
        llms,
        _watches: vec![watch(&engine, settings, 1.0, Some(Path::new("/sys")))?],
        _host: Some(read(HostReader::new(observer, Path::new("/"), HostOptions::default()))?),
        _machines: Vec::new(),
    })
}

fn simulated(settings: &ServeSettings, observer: &Observer) -> Result<Backend, BackendError> {
    let scenarios = match &settings.scenario {
        Some(name) => vec![scenario(name)?],
        // A newcomer sees both generations: frames on a Hailo-8, tokens on a Hailo-10H.
        None => vec![named("healthy")?, named("10h-llm")?],
    };
    let mut backend = Backend {
        description: String::new(),
        about: String::new(),
        why_simulated: None,
        simulated: true,
        networks: Vec::new(),
        llms: Vec::new(),
        _watches: Vec::new(),
        _host: None,
        _machines: Vec::new(),
    };
    let mut chips = Vec::new();
    for (host, mut scenario) in scenarios.into_iter().enumerate() {
        // Each simulated host would begin to count its PCIe addresses anew, and two devices look like one.
        for (slot, device) in
            scenario.devices.iter_mut().enumerate().filter(|(_, device)| device.id.is_empty())
        {
            device.id = format!("{host:04x}:{:02x}:00.0", slot + 1);
        }
        chips.extend(scenario.devices.iter().map(|device| chip(device.chip)));
        let machine = Machine::builder().scenario(scenario).clock(SimClock::real(settings.speed)).build();
        let machine = machine.map_err(|error| BackendError(error.to_string()))?;
        populate(&machine, settings, observer, &mut backend)?;
        backend._machines.push(Arc::new(machine));
    }
    // Two simulated hosts can't be one: of several the first has a supply and a bus.
    if let Some(machine) = backend._machines.first() {
        backend._host = Some(simulated_host(machine, settings.speed, observer)?);
    }
    let name = settings.scenario.as_deref().unwrap_or("healthy");
    let factor = settings.speed;
    backend.description = format!("simulated {} (scenario {name}, speed {factor})", chips.join(" and "));
    backend.about.clone_from(&backend.description);
    Ok(backend)
}

fn populate(
    machine: &Machine,
    settings: &ServeSettings,
    observer: &Observer,
    backend: &mut Backend,
) -> Result<(), BackendError> {
    let library = Library::on(machine)?;
    let engine = ObservedEngine::open(&library, EngineOptions::default(), observer, "simulated")?;
    let hefs = match &settings.hef {
        Some(path) => vec![engine.hef_from_file(path)?],
        None => machine
            .hef_paths()
            .iter()
            .filter(|path| !machine.scenario().llms.iter().any(|llm| llm.path == **path))
            .map(|path| engine.hef_from_file(path))
            .collect::<hailo::Result<_>>()?,
    };
    for hef in hefs {
        let network = engine.network(&hef, network_options(settings))?;
        // Two simulated hosts hold the same files: one of each name is served.
        if !backend.networks.iter().any(|known| known.network().name() == network.network().name()) {
            backend.networks.push(network);
        }
    }
    for spec in machine.scenario().llms.iter().filter(|spec| spec.kind == hailo_mock::llm::LlmKind::Text) {
        backend.llms.push(LlmToLoad {
            name: spec.name.clone(),
            family: spec.family.clone(),
            parameters: spec.parameters.clone(),
            quantization: spec.quantization.clone(),
            engine: engine.clone(),
            options: LlmOptions::new(&spec.path),
        });
    }
    backend._watches.push(watch(&engine, settings, settings.speed, None)?);
    Ok(())
}

/// Reads and watches the device of an engine; it lives `speed` times faster than the clock.
fn watch(
    engine: &ObservedEngine,
    settings: &ServeSettings,
    speed: f64,
    sysfs: Option<&Path>,
) -> Result<(WatchThread, PollThread), BackendError> {
    let mut options = WatchOptions::default();
    for limit in [&mut options.frame, &mut options.decode] {
        // A model without a history may use all the time that a call has before it times out by itself.
        limit.at_first = limit.at_first.max(Some(settings.timeout));
    }
    let mut poll = PollOptions::default();
    poll.power_sensor.clone_from(&settings.power_sensor);
    poll.average_power = settings.average_power == Switch::On;
    let watch = engine.watch(options.at_speed(speed), sysfs).spawn().map_err(no_thread)?;
    let poller = engine.poller(poll.at_speed(speed))?.spawn().map_err(no_thread)?;
    Ok((watch, poller))
}

fn no_thread(error: std::io::Error) -> BackendError {
    BackendError(format!("can't start a thread that watches: {error}"))
}

fn read(host: HostReader) -> Result<HostThread, BackendError> {
    host.spawn().map_err(no_thread)
}

/// Reads the files in which a simulated host says how it is, from a folder that goes with the reader.
fn simulated_host(
    machine: &Arc<Machine>,
    speed: f64,
    observer: &Observer,
) -> Result<HostThread, BackendError> {
    let folder = tempfile::Builder::new().prefix("hailo-simulated-host-").tempdir();
    let folder = folder.map_err(|error| {
        BackendError(format!("can't make a folder for the simulated host's files: {error}"))
    })?;
    let root = folder.path().to_owned();
    let machine = Arc::clone(machine);
    let host = HostReader::new(observer, &root, HostOptions::default().at_speed(speed));
    read(host.before_each(move || {
        if let Err(error) = machine.write_host(folder.path()) {
            tracing::debug!(%error, "the simulated host's files can't be written");
        }
    }))
}

fn network_options(settings: &ServeSettings) -> NetworkOptions {
    NetworkOptions { timeout: settings.timeout, measure_latency: true, ..NetworkOptions::default() }
}

fn scenario(name: &str) -> Result<Scenario, BackendError> {
    if Path::new(name).extension().is_none_or(|extension| extension != "toml") {
        return named(name);
    }
    let text =
        std::fs::read_to_string(name).map_err(|error| BackendError(format!("can't read {name}: {error}")))?;
    Scenario::from_toml(&text).map_err(|error| BackendError(format!("{name}: {error}")))
}

fn named(name: &str) -> Result<Scenario, BackendError> {
    Scenario::named(name).map_err(|error| BackendError(error.to_string()))
}

fn chip(chip: Chip) -> &'static str {
    match chip {
        Chip::Hailo8 => "Hailo-8",
        Chip::Hailo8l => "Hailo-8L",
        Chip::Hailo10h => "Hailo-10H",
        _ => "device",
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| "llm".to_owned(), |stem| stem.to_string_lossy().into_owned())
}
