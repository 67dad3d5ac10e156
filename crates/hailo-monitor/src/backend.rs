//! What stands behind the API: a real device, or the simulated one.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hailo::{Device, DeviceId, EngineOptions, Library, LlmOptions, NetworkOptions};
use hailo_mock::{Chip, Machine, Scenario, SimClock};
use hailo_observe::{
    HostOptions, HostReader, HostThread, ObservedEngine, ObservedLlm, ObservedNetwork, Observer, PollOptions,
    PollThread, WatchOptions, WatchThread,
};
use tempfile::TempDir;

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
    /// Each engine, and how it was opened.
    pub(crate) engines: Vec<(Recipe, Opened)>,
    /// Keeps the host read.
    _host: Option<HostThread>,
    /// Keeps the simulated hosts running.
    _machines: Vec<Arc<Machine>>,
}

/// How an engine is opened, the first time and again.
#[derive(Clone)]
pub(crate) struct Recipe {
    library: Library,
    library_load: Option<Duration>,
    /// The label that says who runs the models.
    runs: &'static str,
    /// Its device; any that is free until it was opened once.
    device: Option<DeviceId>,
    hefs: Vec<PathBuf>,
    llms: Vec<LlmFile>,
    pub(crate) observer: Observer,
    settings: ServeSettings,
    /// How many times faster than the clock the device lives.
    pub(crate) speed: f64,
    /// Where the kernel lists the device.
    sysfs: Option<PathBuf>,
}

/// A language model's file, and what is said of it.
#[derive(Clone)]
struct LlmFile {
    path: PathBuf,
    name: String,
    family: String,
    parameters: String,
    quantization: String,
}

/// An engine that is open, with what runs on it and what looks after it.
pub(crate) struct Opened {
    /// The device's label.
    pub(crate) device: String,
    pub(crate) networks: Vec<ObservedNetwork>,
    /// To be loaded in the background: that takes seconds.
    pub(crate) llms: Vec<LlmToLoad>,
    pub(crate) watch: WatchThread,
    pub(crate) poll: PollThread,
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

impl BackendError {
    /// An engine was opened when it was no longer wanted.
    pub(crate) fn late() -> Self {
        Self("it came too late: the next step is being taken".to_owned())
    }

    pub(crate) fn no_thread(error: std::io::Error) -> Self {
        Self(format!("can't start a thread: {error}"))
    }
}

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
            Ok(backend) => return Ok(backend),
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
    Ok(backend)
}

impl Recipe {
    fn new(library: Library, runs: &'static str, settings: &ServeSettings, observer: &Observer) -> Self {
        Self {
            library,
            library_load: None,
            runs,
            device: None,
            hefs: settings.hef.iter().cloned().collect(),
            llms: Vec::new(),
            observer: observer.clone(),
            settings: settings.clone(),
            speed: 1.0,
            sysfs: None,
        }
    }

    /// Opens for the first time; from then on it is the same device.
    fn opened(mut self) -> Result<(Self, Opened), BackendError> {
        let opened = self.open()?;
        self.device = Some(DeviceId::new(&opened.device)?);
        Ok((self, opened))
    }

    /// Opens the engine and everything on it.
    ///
    /// # Errors
    /// When the device, a model file or a thread can't be had.
    pub(crate) fn open(&self) -> Result<Opened, BackendError> {
        let mut options = EngineOptions::default();
        options.device_ids = self.device.iter().cloned().collect();
        let mut engine = ObservedEngine::open(&self.library, options, &self.observer, self.runs)?;
        if let Some(took) = self.library_load {
            engine = engine.with_library_load(took);
        }
        let mut options = NetworkOptions::default();
        options.timeout = self.settings.timeout;
        options.measure_latency = true;
        let mut networks = Vec::new();
        for path in &self.hefs {
            let network = engine.network(&engine.hef_from_file(path)?, options.clone())?;
            network.check_outputs(self.settings.check_outputs);
            networks.push(network);
        }
        let llms = self.llms.iter().map(|file| LlmToLoad {
            name: file.name.clone(),
            family: file.family.clone(),
            parameters: file.parameters.clone(),
            quantization: file.quantization.clone(),
            engine: engine.clone(),
            options: LlmOptions::new(&file.path),
        });
        let llms = llms.collect();
        let (watch, poll) = self.watch(&engine)?;
        Ok(Opened { device: engine.device().to_owned(), networks, llms, watch, poll })
    }

    /// Reads and watches the device of an engine.
    fn watch(&self, engine: &ObservedEngine) -> Result<(WatchThread, PollThread), BackendError> {
        let mut options = WatchOptions::default();
        for limit in [&mut options.frame, &mut options.decode] {
            // A model without a history may use all the time that a call has before it times out by itself.
            limit.at_first = limit.at_first.max(Some(self.settings.timeout));
        }
        let mut poll = PollOptions::default();
        poll.power_sensor.clone_from(&self.settings.power_sensor);
        poll.average_power = self.settings.average_power == Switch::On;
        let watch = engine.watch(options.at_speed(self.speed), self.sysfs.as_deref());
        let watch = watch.spawn().map_err(BackendError::no_thread)?;
        let poller = engine.poller(poll.at_speed(self.speed))?.spawn().map_err(BackendError::no_thread)?;
        Ok((watch, poller))
    }

    /// The device alone.
    ///
    /// # Errors
    /// What the library answers.
    pub(crate) fn control(&self) -> hailo::Result<Device> {
        self.library.open_device(self.device.as_ref())
    }
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
    let mut recipe = Recipe::new(library, "hailort", settings, observer);
    recipe.library_load = Some(library_load);
    recipe.sysfs = Some(PathBuf::from("/sys"));
    let llms = settings.llm.iter().map(|path| LlmFile {
        path: path.clone(),
        name: stem(path),
        family: String::new(),
        parameters: String::new(),
        quantization: String::new(),
    });
    recipe.llms = llms.collect();
    let (recipe, opened) = recipe.opened()?;
    let description = format!("Hailo device {} through libhailort {version} ({path})", opened.device);
    Ok(Backend {
        about: description.clone(),
        why_simulated: None,
        description,
        simulated: false,
        engines: vec![(recipe, opened)],
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
        engines: Vec::new(),
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
        let machine = Arc::new(machine.map_err(|error| BackendError(error.to_string()))?);
        let mut recipe = recipe_on(&machine, settings, observer)?;
        // Two simulated hosts can't be one: of several the first has a supply and a bus.
        if host == 0 {
            let folder = host_files(&machine)?;
            recipe.sysfs = Some(folder.path().join("sys"));
            backend._host = Some(simulated_host(folder, &machine, settings.speed, observer)?);
        }
        backend.engines.push(recipe.opened()?);
        backend._machines.push(machine);
    }
    let name = settings.scenario.as_deref().unwrap_or("healthy");
    let factor = settings.speed;
    backend.description = format!("simulated {} (scenario {name}, speed {factor})", chips.join(" and "));
    backend.about.clone_from(&backend.description);
    Ok(backend)
}

/// How the engine of a simulated host is opened.
fn recipe_on(
    machine: &Machine,
    settings: &ServeSettings,
    observer: &Observer,
) -> Result<Recipe, BackendError> {
    let mut recipe = Recipe::new(Library::on(machine)?, "simulated", settings, observer);
    recipe.speed = settings.speed;
    let llms = &machine.scenario().llms;
    if recipe.hefs.is_empty() {
        let files = machine.hef_paths().into_iter();
        let networks = files.filter(|path| !llms.iter().any(|llm| llm.path == *path));
        recipe.hefs = networks.map(PathBuf::from).collect();
    }
    let texts = llms.iter().filter(|spec| spec.kind == hailo_mock::llm::LlmKind::Text);
    let files = texts.map(|spec| LlmFile {
        path: PathBuf::from(&spec.path),
        name: spec.name.clone(),
        family: spec.family.clone(),
        parameters: spec.parameters.clone(),
        quantization: spec.quantization.clone(),
    });
    recipe.llms = files.collect();
    Ok(recipe)
}

fn read(host: HostReader) -> Result<HostThread, BackendError> {
    host.spawn().map_err(BackendError::no_thread)
}

/// A folder with the files in which a simulated host says how it is.
fn host_files(machine: &Machine) -> Result<TempDir, BackendError> {
    let folder = tempfile::Builder::new().prefix("hailo-simulated-host-").tempdir();
    let written = folder.and_then(|folder| machine.write_host(folder.path()).map(|()| folder));
    written.map_err(|error| BackendError(format!("can't write the simulated host's files: {error}")))
}

/// Reads a simulated host's files, which are kept true and go with the reader.
fn simulated_host(
    folder: TempDir,
    machine: &Arc<Machine>,
    speed: f64,
    observer: &Observer,
) -> Result<HostThread, BackendError> {
    let root = folder.path().to_owned();
    let machine = Arc::clone(machine);
    let host = HostReader::new(observer, &root, HostOptions::default().at_speed(speed));
    read(host.before_each(move || {
        if let Err(error) = machine.write_host(folder.path()) {
            tracing::debug!(%error, "the simulated host's files can't be written");
        }
    }))
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
