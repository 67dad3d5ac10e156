//! What a health poller knows about devices and their host. Not a hot path: a lock per device.

use crate::clock::Timestamp;
use crate::snapshot::{Name, PowerSource};
use crate::sync::{Arc, Mutex, lock};
use std::time::Duration;

/// Identity of a device: the labels of `hailo_device_info`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceInfo {
    /// `hailo8`, `hailo8l`, `hailo10h` …
    pub architecture: String,
    /// Board name.
    pub board: String,
    /// Firmware version.
    pub firmware: String,
    /// Version of the vendor library that talks to it.
    pub library: String,
    /// Part number.
    pub part_number: String,
}

/// What a device is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeviceState {
    /// Nothing to do.
    Idle,
    /// Working at its usual pace.
    Busy,
    /// Working well below its usual pace.
    Slow,
    /// Not making progress.
    Hung,
    /// Gone.
    Lost,
}

impl DeviceState {
    /// All states, in the order of the state set.
    pub const ALL: [Self; 5] = [Self::Idle, Self::Busy, Self::Slow, Self::Hung, Self::Lost];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Busy => "busy",
            Self::Slow => "slow",
            Self::Hung => "hung",
            Self::Lost => "lost",
        }
    }
}

/// Processing unit of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeviceUnit {
    /// Neural-network cores.
    Nnc,
    /// The device's own processor.
    Cpu,
    /// Its signal processor.
    Dsp,
}

impl DeviceUnit {
    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nnc => "nnc",
            Self::Cpu => "cpu",
            Self::Dsp => "dsp",
        }
    }
}

/// Whether something can be read from a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CapabilityStatus {
    /// It is read.
    Ok,
    /// The device or board has no such thing.
    Unsupported,
    /// We may not.
    Denied,
    /// It failed.
    Error,
}

impl CapabilityStatus {
    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Unsupported => "unsupported",
            Self::Denied => "denied",
            Self::Error => "error",
        }
    }
}

/// One device's series. An empty list or `None` has no series: absent is not zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceSnapshot {
    /// Label value.
    pub device: Name,
    /// Does it answer?
    pub up: bool,
    /// Set once it is known.
    pub info: Option<DeviceInfo>,
    /// What it is doing.
    pub state: Option<DeviceState>,
    /// By sensor, °C.
    pub temperatures: Vec<(Name, f64)>,
    /// By level (`orange`, `red` …), °C.
    pub temperature_limits: Vec<(Name, f64)>,
    /// Watts by source.
    pub power: Vec<(PowerSource, f64)>,
    /// Joules by source.
    pub energy: Vec<(PowerSource, f64)>,
    /// 0 when not throttled.
    pub throttling_level: Option<u32>,
    /// Time spent at each throttling level above 0, nanoseconds.
    pub throttled_ns: Vec<(u32, u64)>,
    /// Core clock.
    pub clock_hertz: Option<u64>,
    /// 0 to 1 by unit.
    pub utilization: Vec<(DeviceUnit, f64)>,
    /// Count by kind.
    pub notifications: Vec<(Name, u64)>,
    /// Count by reason.
    pub resets: Vec<(Name, u64)>,
    /// Time since its last sign of progress, nanoseconds.
    pub progress_age_ns: Option<u64>,
    /// Age of each reading, nanoseconds.
    pub reading_age_ns: Vec<(Name, u64)>,
    /// By capability.
    pub capabilities: Vec<(Name, CapabilityStatus)>,
}

#[derive(Debug, Default)]
struct State {
    shown: DeviceSnapshot,
    progress_at: Option<Timestamp>,
    read_at: Vec<(Name, Timestamp)>,
    throttled_since: Option<Timestamp>,
}

/// Records one device; a clone is the same device.
#[derive(Clone, Debug)]
pub struct DeviceRecorder {
    state: Arc<Mutex<State>>,
}

/// Sets `key` in a small list kept in order of first use.
fn set<K: PartialEq, V>(list: &mut Vec<(K, V)>, key: K, value: V) {
    match list.iter_mut().find(|(k, _)| *k == key) {
        Some((_, v)) => *v = value,
        None => list.push((key, value)),
    }
}

fn add<K: PartialEq, V: std::ops::AddAssign + Default>(list: &mut Vec<(K, V)>, key: K, by: V) {
    match list.iter_mut().find(|(k, _)| *k == key) {
        Some((_, v)) => *v += by,
        None => list.push((key, by)),
    }
}

impl DeviceRecorder {
    pub(crate) fn new(device: Name) -> Self {
        let shown = DeviceSnapshot { device, ..DeviceSnapshot::default() };
        Self { state: Arc::new(Mutex::new(State { shown, ..State::default() })) }
    }

    fn with(&self, change: impl FnOnce(&mut State)) {
        change(&mut lock(&self.state));
    }

    /// Does it answer?
    pub fn set_up(&self, up: bool) {
        self.with(|s| s.shown.up = up);
    }

    /// Who it is.
    pub fn set_info(&self, info: DeviceInfo) {
        self.with(|s| s.shown.info = Some(info));
    }

    /// What it is doing.
    pub fn set_state(&self, state: DeviceState) {
        self.with(|s| s.shown.state = Some(state));
    }

    /// Temperature of a sensor, °C.
    pub fn set_temperature(&self, sensor: &str, celsius: f64, now: Timestamp) {
        self.with(|s| {
            set(&mut s.shown.temperatures, sensor.into(), celsius);
            set(&mut s.read_at, "temperature".into(), now);
        });
    }

    /// Temperature at which a protection level sets in, °C.
    pub fn set_temperature_limit(&self, level: &str, celsius: f64) {
        self.with(|s| set(&mut s.shown.temperature_limits, level.into(), celsius));
    }

    /// Power draw, watts.
    pub fn set_power(&self, source: PowerSource, watts: f64, now: Timestamp) {
        self.with(|s| {
            set(&mut s.shown.power, source, watts);
            set(&mut s.read_at, "power".into(), now);
        });
    }

    /// Adds energy, joules; negative or non-finite amounts are ignored.
    pub fn add_energy(&self, source: PowerSource, joules: f64) {
        if joules.is_finite() && joules >= 0.0 {
            self.with(|s| add(&mut s.shown.energy, source, joules));
        }
    }

    /// Throttling level, 0 for none. Time is booked on the level that held until now.
    pub fn set_throttling_level(&self, level: u32, now: Timestamp) {
        self.with(|s| {
            s.book_throttling(now);
            s.shown.throttling_level = Some(level);
            set(&mut s.read_at, "throttling".into(), now);
        });
    }

    /// Core clock, hertz.
    pub fn set_clock(&self, hertz: u64) {
        self.with(|s| s.shown.clock_hertz = Some(hertz));
    }

    /// Utilisation of a unit, 0 to 1 (clamped).
    pub fn set_utilization(&self, unit: DeviceUnit, ratio: f64, now: Timestamp) {
        self.with(|s| {
            set(&mut s.shown.utilization, unit, ratio.clamp(0.0, 1.0));
            set(&mut s.read_at, "utilization".into(), now);
        });
    }

    /// Counts a notification.
    pub fn notification(&self, kind: &str) {
        self.with(|s| add(&mut s.shown.notifications, kind.into(), 1));
    }

    /// Counts a reset.
    pub fn reset(&self, reason: &str) {
        self.with(|s| add(&mut s.shown.resets, reason.into(), 1));
    }

    /// The device showed progress.
    pub fn progress(&self, now: Timestamp) {
        self.with(|s| s.progress_at = Some(now));
    }

    /// Something other than the typed readings above was read.
    pub fn reading(&self, reading: &str, now: Timestamp) {
        self.with(|s| set(&mut s.read_at, reading.into(), now));
    }

    /// Whether something can be read, and if not why.
    pub fn set_capability(&self, capability: &str, status: CapabilityStatus) {
        self.with(|s| set(&mut s.shown.capabilities, capability.into(), status));
    }

    /// Forgets readings that can no longer be had, so that their series end: a lost device has no temperature.
    pub fn clear_readings(&self, now: Timestamp) {
        self.with(|s| {
            s.book_throttling(now);
            s.shown.temperatures.clear();
            s.shown.power.clear();
            s.shown.utilization.clear();
            s.shown.throttling_level = None;
            s.shown.clock_hertz = None;
            s.read_at.clear();
        });
    }

    pub(crate) fn snapshot_into(&self, now: Timestamp, out: &mut DeviceSnapshot) {
        self.with(|s| {
            s.book_throttling(now);
            out.clone_from(&s.shown);
            out.progress_age_ns = s.progress_at.map(|at| now.nanos_since(at));
            out.reading_age_ns.clear();
            out.reading_age_ns
                .extend(s.read_at.iter().map(|(name, at)| (name.clone(), now.nanos_since(*at))));
        });
    }
}

impl State {
    /// Books the time since the last booking on the throttling level that held.
    fn book_throttling(&mut self, now: Timestamp) {
        if let (Some(level @ 1..), Some(since)) = (self.shown.throttling_level, self.throttled_since) {
            add(&mut self.shown.throttled_ns, level, now.nanos_since(since));
        }
        self.throttled_since = Some(self.throttled_since.map_or(now, |since| since.max(now)));
    }
}

/// A power condition of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HostCondition {
    /// Supply voltage too low.
    UnderVoltage,
    /// Clock capped.
    FrequencyCapped,
    /// Throttled.
    Throttled,
    /// Soft temperature limit active.
    SoftTemperatureLimit,
}

impl HostCondition {
    /// All conditions.
    pub const ALL: [Self; 4] =
        [Self::UnderVoltage, Self::FrequencyCapped, Self::Throttled, Self::SoftTemperatureLimit];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnderVoltage => "under_voltage",
            Self::FrequencyCapped => "frequency_capped",
            Self::Throttled => "throttled",
            Self::SoftTemperatureLimit => "soft_temperature_limit",
        }
    }
}

/// Another process that uses a device, as HailoRT's monitor files tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProcessOnDevice {
    /// Its name.
    pub process: String,
    /// The model it runs.
    pub model: String,
    /// Share of the device, 0 to 1.
    pub utilization: Option<f64>,
    /// Its frame rate.
    pub frames_per_second: Option<f64>,
}

/// The host's series; empty where nothing is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HostSnapshot {
    /// Condition, whether it holds now, whether it held since boot.
    pub power_conditions: Vec<(HostCondition, bool, bool)>,
    /// Other processes on the devices.
    pub processes: Vec<ProcessOnDevice>,
}

/// Records what is known of the host.
#[derive(Clone, Debug, Default)]
pub struct HostRecorder {
    state: Arc<Mutex<HostSnapshot>>,
}

impl HostRecorder {
    /// Whether a power condition holds now, and held since boot.
    pub fn set_power_condition(&self, condition: HostCondition, now: bool, since_boot: bool) {
        let mut state = lock(&self.state);
        match state.power_conditions.iter_mut().find(|(c, ..)| *c == condition) {
            Some(entry) => *entry = (condition, now, since_boot),
            None => state.power_conditions.push((condition, now, since_boot)),
        }
    }

    /// Replaces the list of other processes.
    pub fn set_processes(&self, processes: Vec<ProcessOnDevice>) {
        lock(&self.state).processes = processes;
    }

    pub(crate) fn snapshot_into(&self, out: &mut HostSnapshot) {
        out.clone_from(&lock(&self.state));
    }
}

/// Integrates power over time into energy: trapezoids between readings, none over gaps.
#[derive(Clone, Copy, Debug, Default)]
pub struct EnergyMeter {
    last: Option<(Timestamp, f64)>,
}

impl EnergyMeter {
    /// Joules since the last reading; 0 for the first, and over a gap longer than `max_gap`.
    pub fn add(&mut self, watts: f64, now: Timestamp, max_gap: Duration) -> f64 {
        let joules = match self.last {
            Some((at, before)) if now.since(at) <= max_gap => {
                f64::midpoint(before, watts) * now.since(at).as_secs_f64()
            }
            _ => 0.0,
        };
        self.last = Some((now, watts));
        joules
    }
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;

    #[test]
    fn throttled_time_is_booked_on_the_level_that_held() {
        let at = |s: u64| Timestamp::from_nanos(s * 1_000_000_000);
        let device = DeviceRecorder::new("d0".into());
        device.set_throttling_level(0, at(0));
        device.set_throttling_level(2, at(10));
        device.set_throttling_level(1, at(13));
        let mut shown = DeviceSnapshot::default();
        device.snapshot_into(at(14), &mut shown);
        assert_eq!(shown.throttled_ns, [(2, 3_000_000_000), (1, 1_000_000_000)]);
        device.set_throttling_level(0, at(14));
        device.snapshot_into(at(20), &mut shown);
        assert_eq!(shown.throttled_ns, [(2, 3_000_000_000), (1, 1_000_000_000)]);
        assert_eq!(shown.throttling_level, Some(0));
    }

    #[test]
    fn lost_readings_leave_no_series() {
        let device = DeviceRecorder::new("d0".into());
        device.set_temperature("ts0", 55.0, Timestamp::from_nanos(5));
        device.clear_readings(Timestamp::from_nanos(6));
        let mut shown = DeviceSnapshot::default();
        device.snapshot_into(Timestamp::from_nanos(7), &mut shown);
        assert!(shown.temperatures.is_empty() && shown.reading_age_ns.is_empty());
    }

    #[test]
    fn energy_is_the_area_under_power_without_gaps() {
        let at = |s: u64| Timestamp::from_nanos(s * 1_000_000_000);
        let gap = Duration::from_secs(5);
        let mut meter = EnergyMeter::default();
        assert_eq!(meter.add(2.0, at(0), gap), 0.0);
        assert_eq!(meter.add(4.0, at(2), gap), 6.0);
        assert_eq!(meter.add(4.0, at(60), gap), 0.0);
    }
}
