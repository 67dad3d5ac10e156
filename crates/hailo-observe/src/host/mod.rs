//! What the host tells of itself and of the devices in it: supply, temperatures, PCIe links, who holds a device.
//!
//! Only files are read, and on a Raspberry Pi one small program is run; no device call is made. Everything lies below a
//! root folder, which is `/` in earnest and a folder of files in tests and for the simulated device. What a host does
//! not have has no series, and `hailo_capability_info{device="host"}` says why.

pub mod monitor;
pub mod pcie;
pub mod pi;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use hailo_telemetry::{CapabilityStatus, DeviceRecorder, HostCondition, HostRecorder, Telemetry, Timestamp};

use crate::Observer;
use crate::flight::{DumpTrigger, Event, Flight};
use crate::rounds::PeriodicThread;
use crate::rounds::nanos;

/// How often the host is read.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct HostOptions {
    /// Time between readings of files that cost little. 5 s by default.
    pub period: Duration,
    /// Time between looks at all processes, and between two runs of `vcgencmd`. 60 s by default.
    pub slow_period: Duration,
}

impl Default for HostOptions {
    fn default() -> Self {
        Self { period: Duration::from_secs(5), slow_period: Duration::from_secs(60) }
    }
}

impl HostOptions {
    /// For a host that lives `speed` times faster than the clock; two rounds a second at most.
    #[must_use]
    pub fn at_speed(self, speed: f64) -> Self {
        let shortened = |period: Duration| period.div_f64(speed.max(1.0)).max(Duration::from_millis(500));
        Self { period: shortened(self.period), slow_period: shortened(self.slow_period) }
    }
}

/// Reads one host; [`HostReader::read`] takes one round of readings.
pub struct HostReader {
    root: PathBuf,
    options: HostOptions,
    telemetry: Telemetry,
    host: HostRecorder,
    flight: Option<Flight>,
    /// The power conditions that held at the last reading.
    held: Vec<HostCondition>,
    /// The cards on the bus.
    cards: Vec<Card>,
    slow_at: Option<Timestamp>,
    /// The firmware's word was had: it says more than the supply's alarm.
    word_known: bool,
    /// Brings the files up to the moment, where nobody else does.
    before: Box<dyn FnMut() + Send>,
}

struct Card {
    address: String,
    recorder: DeviceRecorder,
    present: bool,
}

impl fmt::Debug for HostReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostReader").field("root", &self.root).finish_non_exhaustive()
    }
}

/// Hailo's vendor number on the PCI bus.
const VENDOR: &str = "0x1e60";
/// Processes that are shown of those that hold one device.
const MAX_HOLDERS: usize = 16;

/// The status of a reading that ended in this error.
fn status(error: &io::Error) -> CapabilityStatus {
    match error.kind() {
        io::ErrorKind::NotFound => CapabilityStatus::Unsupported,
        io::ErrorKind::PermissionDenied => CapabilityStatus::Denied,
        _ => CapabilityStatus::Error,
    }
}

/// A file of the kernel's, of which no more than a page is of interest.
fn read_text(path: &Path) -> io::Result<String> {
    use std::io::Read as _;
    let mut text = String::new();
    std::fs::File::open(path)?.take(64 << 10).read_to_string(&mut text)?;
    Ok(text)
}

/// Entries of a folder, in order of their names; none where it can't be read.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

impl HostReader {
    /// Reads the host whose files lie under `root`: `/` for the one we run on.
    #[must_use]
    pub fn new(observer: &Observer, root: &Path, options: HostOptions) -> Self {
        let telemetry = observer.telemetry().clone();
        Self {
            root: root.to_owned(),
            options,
            host: telemetry.host(),
            flight: observer.flight().cloned(),
            held: Vec::new(),
            telemetry,
            cards: Vec::new(),
            slow_at: None,
            word_known: false,
            before: Box::new(|| {}),
        }
    }

    /// Calls `work` before each round: what brings the files of a simulated host up to the moment.
    #[must_use]
    pub fn before_each(mut self, work: impl FnMut() + Send + 'static) -> Self {
        self.before = Box::new(work);
        self
    }

    /// Takes one round of readings.
    pub fn read(&mut self) {
        (self.before)();
        let now = self.telemetry.now();
        let slow = self.slow_at.is_none_or(|at| now.nanos_since(at) >= nanos(self.options.slow_period));
        if slow {
            self.slow_at = Some(now);
        }
        self.find_cards();
        self.read_power(slow);
        if slow {
            let rails = pi::ask(&self.root, "pmic_read_adc").map(|text| {
                pi::rails(&text).for_each(|(rail, volts)| self.host.set_rail(&rail, volts));
            });
            self.note("pmic", rails);
            self.read_holders();
        }
        self.note("soc_temperature", self.read_temperatures());
        self.note("cma", self.read_cma());
        self.cards.iter().filter(|card| card.present).for_each(|card| self.read_link(card));
        self.note("monitor_files", self.read_monitors());
    }

    fn note(&self, capability: &str, read: Result<(), CapabilityStatus>) {
        self.host.set_capability(capability, read.err().unwrap_or(CapabilityStatus::Ok));
    }

    fn text(&self, path: &str) -> Result<String, CapabilityStatus> {
        read_text(&self.root.join(path)).map_err(|error| status(&error))
    }

    fn find_cards(&mut self) {
        let bus = entries(&self.root.join("sys/bus/pci/devices"));
        let is_ours = |path: &PathBuf| read_text(&path.join("vendor")).is_ok_and(|id| id.trim() == VENDOR);
        let found: Vec<PathBuf> = bus.into_iter().filter(is_ours).collect();
        for card in &mut self.cards {
            let present = found.iter().any(|path| name(path) == card.address);
            if card.present && !present {
                card.recorder.set_pcie_link(None);
                card.recorder.set_holders(Vec::new());
                card.recorder.set_network_groups(None);
            }
            card.present = present;
        }
        for path in found {
            let address = name(&path);
            if !self.cards.iter().any(|card| card.address == address) {
                let recorder = self.telemetry.device(address);
                self.cards.push(Card { address: address.to_owned(), recorder, present: true });
            }
        }
    }

    /// The firmware's word, from the kernel or else from the firmware's own program; and the alarm of the supply, which
    /// is all that some kernels tell.
    fn read_power(&mut self, slow: bool) {
        let word = match self.firmware_word() {
            // A program costs too much for every round; between two runs, what it said last holds.
            Err(CapabilityStatus::Unsupported) if slow => Some(pi::ask(&self.root, "get_throttled")),
            Err(CapabilityStatus::Unsupported) => None,
            text => Some(text),
        };
        if let Some(text) = word {
            let word = text.and_then(|text| pi::throttled_word(&text).ok_or(CapabilityStatus::Error));
            self.word_known = word.is_ok();
            let told = word.map(|word| {
                for (condition, now, since_boot) in pi::conditions(word) {
                    self.set_condition(condition, now, Some(since_boot));
                }
            });
            self.note("throttled", told);
        }
        let alarm = self.supply_alarm();
        if let (Ok(low), false) = (alarm, self.word_known) {
            self.set_condition(HostCondition::UnderVoltage, low, None);
        }
        self.note("under_voltage", alarm.map(|_| ()));
    }

    fn set_condition(&mut self, condition: HostCondition, holds: bool, since_boot: Option<bool>) {
        self.host.set_power_condition(condition, holds, since_boot);
        if self.held.contains(&condition) == holds {
            return;
        }
        self.held.retain(|held| *held != condition);
        if holds {
            self.held.push(condition);
        }
        if let Some(flight) = &self.flight {
            flight.record(self.telemetry.now(), Event::Host { condition, holds });
            if holds && condition == HostCondition::UnderVoltage {
                flight.trigger(DumpTrigger::UnderVoltage);
            }
        }
    }

    fn firmware_word(&self) -> Result<String, CapabilityStatus> {
        let folders = entries(&self.root.join("sys/devices/platform"));
        let path = folders
            .iter()
            .filter(|folder| name(folder).starts_with("soc"))
            .flat_map(|folder| entries(folder))
            .map(|firmware| firmware.join("get_throttled"))
            .find(|path| path.exists())
            .ok_or(CapabilityStatus::Unsupported)?;
        read_text(&path).map_err(|error| status(&error))
    }

    fn supply_alarm(&self) -> Result<bool, CapabilityStatus> {
        let sensors = entries(&self.root.join("sys/class/hwmon"));
        let is_supply =
            |sensor: &&PathBuf| read_text(&sensor.join("name")).is_ok_and(|n| n.trim() == "rpi_volt");
        let supply = sensors.iter().find(is_supply).ok_or(CapabilityStatus::Unsupported)?;
        let text = read_text(&supply.join("in0_lcrit_alarm")).map_err(|error| status(&error))?;
        pi::alarm(&text).ok_or(CapabilityStatus::Error)
    }

    fn read_temperatures(&self) -> Result<(), CapabilityStatus> {
        let mut hottest: Vec<(String, f64)> = Vec::new();
        for zone in entries(&self.root.join("sys/class/thermal")) {
            let (Ok(kind), Ok(text)) = (read_text(&zone.join("type")), read_text(&zone.join("temp"))) else {
                continue;
            };
            let Some(celsius) = pi::millidegrees(&text) else { continue };
            // Some boards have several zones of one kind.
            match hottest.iter_mut().find(|(known, _)| known == kind.trim()) {
                Some((_, shown)) => *shown = shown.max(celsius),
                None => hottest.push((kind.trim().to_owned(), celsius)),
            }
        }
        hottest.iter().for_each(|(zone, celsius)| self.host.set_temperature(zone, *celsius));
        if hottest.is_empty() { Err(CapabilityStatus::Unsupported) } else { Ok(()) }
    }

    fn read_cma(&self) -> Result<(), CapabilityStatus> {
        let (free, total) = pi::cma(&self.text("proc/meminfo")?).ok_or(CapabilityStatus::Unsupported)?;
        self.host.set_cma(free, total);
        Ok(())
    }

    fn read_link(&self, card: &Card) {
        let folder = self.root.join("sys/bus/pci/devices").join(&card.address);
        let speed = read_text(&folder.join("current_link_speed"));
        let width = read_text(&folder.join("current_link_width"));
        let link = match (&speed, &width) {
            (Ok(speed), Ok(width)) => pcie::generation(speed).zip(pcie::lanes(width)),
            _ => None,
        };
        card.recorder.set_pcie_link(link);
        card.recorder.set_capability("pcie_link", speed.err().map_or(CapabilityStatus::Ok, |e| status(&e)));
        let mut told = CapabilityStatus::Unsupported;
        for (kind, file) in pcie::ERROR_FILES {
            match read_text(&folder.join(file)) {
                Ok(text) => {
                    if let Some(count) = pcie::total(&text) {
                        card.recorder.set_pcie_errors(kind, count);
                        told = CapabilityStatus::Ok;
                    }
                }
                Err(error) if told != CapabilityStatus::Ok => told = status(&error),
                Err(_) => {}
            }
        }
        card.recorder.set_capability("pcie_errors", told);
    }

    /// Nodes of cards by class: `hailo_chardev` up to HailoRT 5.2, `hailo1x` from 5.3 on.
    fn read_holders(&self) {
        let host = hailo::doctor::Host {
            sys: self.root.join("sys"),
            dev: "/dev".into(),
            proc: self.root.join("proc"),
        };
        let classes = ["hailo_chardev", "hailo1x"];
        let nodes = classes.iter().flat_map(|class| entries(&self.root.join("sys/class").join(class)));
        let mut found = false;
        for node in nodes {
            let Some(card) = self.card_of(&node) else { continue };
            found = true;
            let holders = host.holders(&host.dev.join(name(&node)));
            let mut holders: Vec<_> = holders.into_iter().map(|holder| (holder.pid, holder.name)).collect();
            holders.truncate(MAX_HOLDERS);
            card.recorder.set_holders(holders);
        }
        let seen = match () {
            () if !found => Err(CapabilityStatus::Unsupported),
            () if host.hides_processes() => Err(CapabilityStatus::Denied),
            () => Ok(()),
        };
        self.note("holders", seen);
    }

    fn card_of(&self, node: &Path) -> Option<&Card> {
        let linked = std::fs::read_link(node.join("device")).ok().map(|path| name(&path).to_owned());
        let files = ["board_location", "device_id"].map(|file| read_text(&node.join(file)).ok());
        let names = std::iter::once(linked).chain(files).flatten();
        let mut cards = names.filter_map(|id| self.cards.iter().find(|card| card.address == id.trim()));
        cards.next()
    }

    fn read_monitors(&self) -> Result<(), CapabilityStatus> {
        let now = std::time::SystemTime::now();
        let read =
            monitor::read_folder(&self.root.join(monitor::FOLDER), now).map_err(|error| status(&error))?;
        for card in self.cards.iter().filter(|card| card.present) {
            let on_it = |file: &&monitor::Monitor| file.devices.contains(&card.address);
            let groups: usize = read.iter().filter(on_it).map(|file| file.networks.len()).sum();
            let any = read.iter().any(|file| on_it(&file));
            card.recorder.set_network_groups(any.then_some(groups as u64));
        }
        let process = |pid: u32| self.text(&format!("proc/{pid}/comm")).ok();
        self.host.set_processes(monitor::processes(&read, process));
        Ok(())
    }

    /// Reads on a thread of its own until the returned value is dropped.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn spawn(mut self) -> io::Result<HostThread> {
        let period = self.options.period;
        PeriodicThread::every("hailo-host", period, move || self.read())
            .map(|rounds| HostThread { _rounds: rounds })
    }
}

/// A running reader of the host. Dropping it stops the thread.
#[derive(Debug)]
pub struct HostThread {
    _rounds: PeriodicThread,
}
