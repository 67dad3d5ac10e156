//! What a health poller knows about devices and their host. Not a hot path: a lock per device.

use crate::read::device::{DeviceSnapshot, HostSnapshot, ProcessOnDevice};
use crate::record::clock::Clock;
use crate::record::sync::{Arc, Mutex, lock};
use crate::words::device::{
    CapabilityStatus, DeviceEvidence, DeviceInfo, DeviceState, DeviceUnit, HostCondition,
};
use crate::words::time::Timestamp;
use crate::words::{Name, PowerSource};
use std::time::Duration;

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
    clock: Clock,
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
    pub(crate) fn new(device: Name, clock: Clock) -> Self {
        let shown = DeviceSnapshot { device, ..DeviceSnapshot::default() };
        Self { state: Arc::new(Mutex::new(State { shown, ..State::default() })), clock }
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

    /// What speaks against it, the deciding evidence first, and that one in words.
    pub fn set_evidence(&self, kinds: impl Iterator<Item = DeviceEvidence>, because: &str) {
        self.with(|s| {
            let list = s.shown.evidence.get_or_insert_default();
            list.clear();
            list.extend(kinds);
            if s.shown.because != because {
                because.clone_into(&mut s.shown.because);
            }
        });
    }

    /// Temperature of a sensor, °C.
    pub fn set_temperature(&self, sensor: &str, celsius: f64) {
        let now = self.clock.now();
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
    pub fn set_power(&self, source: PowerSource, watts: f64) {
        let now = self.clock.now();
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
    pub fn set_throttling_level(&self, level: u32) {
        let now = self.clock.now();
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
    pub fn set_utilization(&self, unit: DeviceUnit, ratio: f64) {
        let now = self.clock.now();
        self.with(|s| {
            set(&mut s.shown.utilization, unit, ratio.clamp(0.0, 1.0));
            set(&mut s.read_at, "utilization".into(), now);
        });
    }

    /// Counts a notification.
    pub fn record_notification(&self, kind: &str) {
        self.with(|s| add(&mut s.shown.notifications, kind.into(), 1));
    }

    /// Counts a reset.
    pub fn record_reset(&self, reason: &str) {
        self.with(|s| add(&mut s.shown.resets, reason.into(), 1));
    }

    /// The device shows progress now.
    pub fn record_progress(&self) {
        self.record_progress_at(self.clock.now());
    }

    /// As [`DeviceRecorder::record_progress`], at `time`.
    pub fn record_progress_at(&self, time: Timestamp) {
        self.with(|s| s.progress_at = Some(time));
    }

    /// Something other than the typed readings above was read.
    pub fn record_reading(&self, reading: &str) {
        let now = self.clock.now();
        self.with(|s| set(&mut s.read_at, reading.into(), now));
    }

    /// Whether something can be read, and if not why.
    pub fn set_capability(&self, capability: &str, status: CapabilityStatus) {
        self.with(|s| set(&mut s.shown.capabilities, capability.into(), status));
    }

    /// Forgets readings that can no longer be had, so that their series end: a lost device has no temperature.
    pub fn clear_readings(&self) {
        let now = self.clock.now();
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
        let (clock, hand) = Clock::manual();
        let at = |s: u64| Timestamp::from_nanos(s * 1_000_000_000);
        let device = DeviceRecorder::new("d0".into(), clock);
        let set = |level, s| {
            hand.advance(at(s).since(hand.now()));
            device.set_throttling_level(level);
        };
        set(0, 0);
        set(2, 10);
        set(1, 13);
        let mut shown = DeviceSnapshot::default();
        device.snapshot_into(at(14), &mut shown);
        assert_eq!(shown.throttled_ns, [(2, 3_000_000_000), (1, 1_000_000_000)]);
        set(0, 14);
        device.snapshot_into(at(20), &mut shown);
        assert_eq!(shown.throttled_ns, [(2, 3_000_000_000), (1, 1_000_000_000)]);
        assert_eq!(shown.throttling_level, Some(0));
    }

    #[test]
    fn lost_readings_leave_no_series() {
        let device = DeviceRecorder::new("d0".into(), Clock::manual().0);
        device.set_temperature("ts0", 55.0);
        device.clear_readings();
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
