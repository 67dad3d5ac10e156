//! Reads what a device can tell about itself and pushes it to the recorders.
//!
//! Every reading is a call that may never come back. The poller says which one it is inside of and since when; what
//! that means is for the watch to say ([`crate::watch`]), which makes no call.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use hailo::doctor::{Host, Part, installed_parts};
use hailo::{
    AveragingFactor, Cpu, CxxDevice, Device, DeviceId, Dvm, Error, ErrorKind, Library, PowerQuantity,
    SamplingPeriod,
};
use hailo_telemetry::{CapabilityStatus, DeviceInfo, DeviceUnit, HealthReason, PowerSource, Timestamp};

use crate::activity::{Activity, Observer};
use crate::compat::Compatibility;
use crate::energy::{self, Account, Watts};
use crate::flight::Event;
use crate::notifications;
use crate::rounds::nanos;

/// How a device is read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PollOptions {
    /// Time between readings of temperature and power; each is a firmware control or a remote call. 5 s by default.
    pub period: Duration,
    /// Time between readings of the load, for which HailoRT 5 watches the chip for a while (100 ms to 1 s). 30 s by
    /// default.
    pub load_period: Duration,
    /// Folder of a sensor in the device's supply that the kernel shows, such as `/sys/class/hwmon/hwmon3` of an INA226. It
    /// is read instead of the board's own. None by default.
    pub power_sensor: Option<PathBuf>,
    /// Lets the device average its power between two readings, so that no peak is missed. Off by default: **on M.2
    /// boards this disables the overcurrent protection** for as long as it lasts.
    pub average_power: bool,
}

impl Default for PollOptions {
    fn default() -> Self {
        Self {
            period: Duration::from_secs(5),
            load_period: Duration::from_secs(30),
            power_sensor: None,
            average_power: false,
        }
    }
}

impl PollOptions {
    /// For a device that lives `speed` times faster than the clock; ten readings a second at most.
    #[must_use]
    pub fn at_speed(self, speed: f64) -> Self {
        let shortened = |period: Duration| period.div_f64(speed.max(1.0)).max(Duration::from_millis(100));
        Self { period: shortened(self.period), load_period: shortened(self.load_period), ..self }
    }
}

/// Most failed rounds that are counted, and so most periods for which a device that answers with errors is left alone.
const BACK_OFF: u32 = 6;
/// How long the end of a poller waits for a reading that is under way.
const LAST_READING: Duration = Duration::from_secs(2);

/// Reads one device; [`DevicePoller::poll`] takes one round of readings.
pub struct DevicePoller {
    activity: Activity,
    device: Device,
    /// The same device through the C++ interface, on chips whose power, load and protection only it tells.
    cxx: Option<CxxDevice>,
    options: PollOptions,
    identified: bool,
    /// A board without a sensor is asked once, not every period.
    power: Reading,
    load: Reading,
    energy: Account,
    /// Whether the device averages its power between two readings.
    averaging: Averaging,
    loaded_at: Option<Timestamp>,
    /// PeriodicThread without an answer, up to [`BACK_OFF`].
    failures: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Wanted,
    Refused,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Averaging {
    NotYet,
    On,
    Refused,
}

/// The device's measurement buffer that averages for us.
const BUFFER: u32 = 0;

impl fmt::Debug for DevicePoller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DevicePoller").field("options", &self.options).finish_non_exhaustive()
    }
}

impl DevicePoller {
    /// A poller of a device that is not opened for inference: it reads beside whoever runs on it.
    ///
    /// # Errors
    /// When the device can't be opened for control.
    pub fn of(
        library: &Library,
        id: &DeviceId,
        observer: &Observer,
        options: PollOptions,
    ) -> hailo::Result<Self> {
        let device = library.open_device(Some(id))?;
        // Only some chips have readings there, and only a build with the shim has it.
        let cxx = CxxDevice::open(library, Some(id)).ok();
        let compatibility = Arc::new(Compatibility::default());
        for part in installed_parts(library, &Host::default()) {
            compatibility.show(&observer.telemetry, part);
        }
        Ok(Self::new(Activity::new(observer, id.as_str(), compatibility), device, cxx, options))
    }

    pub(crate) fn new(
        activity: Activity,
        device: Device,
        cxx: Option<CxxDevice>,
        options: PollOptions,
    ) -> Self {
        Self {
            activity,
            device,
            load: if cxx.is_some() { Reading::Wanted } else { Reading::Refused },
            cxx,
            options,
            identified: false,
            power: Reading::Wanted,
            energy: Account::default(),
            averaging: Averaging::NotYet,
            loaded_at: None,
            failures: 0,
        }
    }

    /// Takes one round of readings. One that fails is recorded as such, with its reason in `hailo_capability_info`.
    pub fn poll(&mut self) {
        if !self.identified {
            self.identify();
        }
        let answered = self.read_temperature();
        if self.power == Reading::Wanted {
            self.read_power();
        }
        let now = self.now();
        let due = self.loaded_at.is_none_or(|at| now.nanos_since(at) >= nanos(self.options.load_period));
        if self.load == Reading::Wanted && due {
            self.loaded_at = Some(now);
            self.load = self.read_load();
        }
        self.failures = if answered == Some(false) { (self.failures + 1).min(BACK_OFF) } else { 0 };
        self.activity.asking.answered(answered != Some(false), self.now());
        self.activity.recorder().set_up(answered != Some(false));
        if answered == Some(true) {
            self.activity.answered();
            // A thermometer that answers shows that the device is there, not that it infers: it takes back only what a
            // missing answer had said.
            let said = [HealthReason::Starting, HealthReason::ProbeFailed, HealthReason::DeviceLost];
            self.activity.engine.take_back_at(&said, self.now());
        }
    }

    /// Time until the next round: a device that answers with errors is asked less often.
    fn pause(&self) -> Duration {
        self.options.period * (1 << self.failures.min(3)).min(BACK_OFF)
    }

    /// Makes one reading, and says so while it lasts.
    fn ask<T>(&self, reading: &'static str, call: impl FnOnce() -> hailo::Result<T>) -> hailo::Result<T> {
        self.activity.asking.begin(reading, self.now());
        let answer = call();
        self.activity.asking.end();
        self.note(reading, answer.as_ref().err());
        answer
    }

    pub(crate) fn architecture(&self) -> hailo::Result<hailo::Architecture> {
        self.device.identify().map(|identity| identity.architecture)
    }

    fn now(&self) -> Timestamp {
        self.activity.telemetry.now()
    }

    fn identify(&mut self) {
        let Ok(identity) = self.ask("identify", || self.device.identify()) else { return };
        let mut info = DeviceInfo::default();
        info.architecture = identity.architecture.to_string();
        info.board = identity.board_name;
        info.firmware = identity.firmware.to_string();
        let library = self.device.library().version();
        info.library = library.to_string();
        let firmware = Part::firmware(library, identity.firmware);
        self.activity.compatibility.show(&self.activity.telemetry, firmware);
        info.part_number = identity.part_number;
        info.serial_number = identity.serial_number;
        self.activity.recorder().set_info(info);
        let extended = self.ask("extended_information", || self.device.extended_information());
        let nominal_hz = extended.ok().map(|extended| extended.core_clock_hz);
        if let Some(hertz) = nominal_hz {
            self.activity.recorder().set_clock(u64::from(hertz));
        }
        self.read_last_reset();
        self.read_limits();
        notifications::listen(&self.device, &self.activity, nominal_hz);
        self.identified = true;
    }

    /// Why its CPUs last started; that a chip had to restart itself is worth a line.
    fn read_last_reset(&self) {
        let causes = self.ask("last_reset", || {
            let causes = Cpu::ALL.map(|cpu| self.device.last_reset(cpu).map(|cause| (cpu, cause)));
            causes.into_iter().collect::<hailo::Result<Vec<_>>>()
        });
        for (cpu, cause) in causes.into_iter().flatten() {
            self.activity.recorder().set_reset_cause(cpu.as_str(), cause.as_str());
            if cause.is_watchdog() {
                let (cpu, cause, device) = (cpu.as_str(), cause.as_str(), self.activity.device());
                tracing::warn!(
                    device,
                    cpu,
                    cause,
                    "the device's own watchdog restarted it before it was opened"
                );
                let kind = format!("{cpu}_restarted_by_{cause}");
                self.activity.note(|flight, device| Event::Notification { device, kind: flight.name(&kind) });
            }
        }
    }

    /// Whether the device answered; `None` when it can't be asked this way.
    fn read_temperature(&self) -> Option<bool> {
        let temperature = self.ask("temperature", || self.device.chip_temperature());
        match temperature {
            Ok(reading) => {
                for (sensor, celsius) in [("ts0", reading.ts0_celsius), ("ts1", reading.ts1_celsius)] {
                    self.activity.recorder().set_temperature(sensor, f64::from(celsius));
                    self.note_reading(sensor, f64::from(celsius));
                }
                Some(true)
            }
            Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::SymbolMissing) => None,
            Err(error) => {
                self.activity.unread(&error, self.now());
                Some(false)
            }
        }
    }

    /// The sensor that the user named, the device's average, or its sample: the first there is.
    fn read_power(&mut self) {
        if let Some(folder) = &self.options.power_sensor {
            let watts = energy::sensor(folder);
            let status = if watts.is_some() { CapabilityStatus::Ok } else { CapabilityStatus::Error };
            self.activity.recorder().set_capability("power", status);
            if let Some(watts) = watts {
                self.book(PowerSource::External, Watts::Sample(watts));
            }
            return;
        }
        match self.measure_power() {
            Ok(watts) => self.book(PowerSource::Board, watts),
            // A board without a sensor says so with one of these; it will not grow one.
            Err(error)
                if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidArgument)
                    || error.status().is_some_and(|status| status.0 == FW_CONTROL_FAILURE) =>
            {
                self.power = Reading::Refused;
            }
            Err(_) => {}
        }
    }

    fn measure_power(&mut self) -> hailo::Result<Watts> {
        if self.options.average_power && self.averaging == Averaging::NotYet {
            let started = self.ask("power", || start_averaging(&self.device, self.cxx.as_ref()));
            self.averaging = if started.is_ok() { Averaging::On } else { Averaging::Refused };
        }
        if self.averaging == Averaging::On {
            let samples = self.ask("power", || match &self.cxx {
                Some(cxx) => cxx.power_measurement(BUFFER, true),
                None => self.device.power_measurement(BUFFER, true),
            });
            match samples {
                Ok(samples) => return Ok(Watts::Mean(f64::from(samples.average))),
                // Somebody stopped it, or the device was reset: it is started anew, and sampled until then.
                Err(_) => self.averaging = Averaging::NotYet,
            }
        }
        let watts = self.ask("power", || match &self.cxx {
            Some(cxx) => cxx.measure_power(Dvm::Auto, PowerQuantity::Auto),
            None => self.device.measure_power(Dvm::Auto, PowerQuantity::Auto),
        })?;
        Ok(Watts::Sample(f64::from(watts)))
    }

    fn book(&mut self, source: PowerSource, watts: Watts) {
        let (Watts::Sample(shown) | Watts::Mean(shown)) = watts;
        self.activity.recorder().set_power(source, shown);
        self.note_reading("watts", shown);
        self.energy.add(&self.activity, source, watts, self.now(), self.options.period);
    }

    fn note_reading(&self, reading: &str, value: f64) {
        self.activity.note(|flight, device| Event::Reading { device, reading: flight.name(reading), value });
    }

    fn read_load(&self) -> Reading {
        let Some(cxx) = &self.cxx else { return Reading::Refused };
        let performance = self.ask("performance", || cxx.performance());
        match performance {
            Ok(load) => {
                let units = [
                    (DeviceUnit::Nnc, load.nn_core_percent),
                    (DeviceUnit::Cpu, load.cpu_percent),
                    (DeviceUnit::Dsp, load.dsp_percent),
                ];
                for (unit, percent) in units {
                    if let Some(percent) = percent {
                        self.activity.recorder().set_utilization(unit, f64::from(percent) / 100.0);
                    }
                }
                if let (Some(used), Some(total)) = (load.ram_used_bytes, load.ram_total_bytes) {
                    self.activity.recorder().set_memory(used, total);
                }
                Reading::Wanted
            }
            Err(error) if error.kind() == ErrorKind::Unsupported => Reading::Refused,
            Err(_) => Reading::Wanted,
        }
    }

    /// The temperatures at which the device protects itself; they do not change.
    fn read_limits(&self) {
        let Some(cxx) = &self.cxx else { return };
        let protection = self.ask("protection", || cxx.protection());
        if let Ok(protection) = protection {
            let recorder = self.activity.recorder();
            recorder.set_temperature_limit("orange", f64::from(protection.orange_celsius));
            recorder.set_temperature_limit("red", f64::from(protection.red_celsius));
            for (level, step) in protection.levels.iter().enumerate() {
                // A step that is not used has no clock.
                if step.nn_clock_hz > 0 {
                    let name = format!("throttling_{}", level + 1);
                    recorder.set_temperature_limit(&name, f64::from(step.threshold_celsius));
                }
            }
        }
    }

    fn note(&self, capability: &str, error: Option<&Error>) {
        let status = match error.map(Error::kind) {
            None => CapabilityStatus::Ok,
            Some(ErrorKind::Unsupported | ErrorKind::SymbolMissing) => CapabilityStatus::Unsupported,
            Some(_) => CapabilityStatus::Error,
        };
        self.activity.recorder().set_capability(capability, status);
    }

    /// Polls on a thread of its own until the returned value is dropped.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn spawn(mut self) -> std::io::Result<PollThread> {
        let shared = Arc::new((Mutex::new(Stage::Polling), Condvar::new()));
        let theirs = Arc::clone(&shared);
        std::thread::Builder::new().name("hailo-poller".to_owned()).spawn(move || {
            let (stage, signal) = &*theirs;
            // Also when a reading panics: nobody waits for a thread that is gone.
            let _gone = Gone(&theirs);
            loop {
                self.poll();
                let guard = stage.lock().unwrap_or_else(PoisonError::into_inner);
                let wait = signal.wait_timeout_while(guard, self.pause(), |stage| *stage == Stage::Polling);
                if *wait.unwrap_or_else(PoisonError::into_inner).0 != Stage::Polling {
                    return;
                }
            }
        })?;
        Ok(PollThread { shared })
    }
}

fn start_averaging(device: &Device, cxx: Option<&CxxDevice>) -> hailo::Result<()> {
    let (averaging, period) = (AveragingFactor::X256, SamplingPeriod::Us1100);
    match cxx {
        Some(cxx) => {
            cxx.set_power_measurement(BUFFER, Dvm::Auto, PowerQuantity::Power)?;
            cxx.start_power_measurement(averaging, period)
        }
        None => {
            device.set_power_measurement(BUFFER, Dvm::Auto, PowerQuantity::Power)?;
            device.start_power_measurement(averaging, period)
        }
    }
}

/// `HAILO_FW_CONTROL_FAILURE`: what a board without a current sensor answers.
const FW_CONTROL_FAILURE: u32 = 18;

/// Where a poller's thread is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Polling,
    AskedToEnd,
    Gone,
}

type Shared = (Mutex<Stage>, Condvar);

struct Gone<'a>(&'a Shared);

impl Drop for Gone<'_> {
    fn drop(&mut self) {
        let (stage, signal) = self.0;
        *stage.lock().unwrap_or_else(PoisonError::into_inner) = Stage::Gone;
        signal.notify_all();
    }
}

/// A running poller. Dropping it ends the thread: at once between two readings, within two seconds when one is under
/// way. A reading that takes longer may never come back; its thread is then left behind with the device it holds.
#[derive(Debug)]
pub struct PollThread {
    shared: Arc<Shared>,
}

impl Drop for PollThread {
    fn drop(&mut self) {
        let (stage, signal) = &*self.shared;
        let mut guard = stage.lock().unwrap_or_else(PoisonError::into_inner);
        if *guard == Stage::Polling {
            *guard = Stage::AskedToEnd;
            signal.notify_all();
        }
        let waited = signal.wait_timeout_while(guard, LAST_READING, |stage| *stage != Stage::Gone);
        if *waited.unwrap_or_else(PoisonError::into_inner).0 != Stage::Gone {
            tracing::warn!("a reading of the device has not come back; its thread is left behind");
        }
    }
}
