//! What a health poller knows about devices and their host. Not a hot path: a lock per device.

use crate::read::device::{DeviceSnapshot, HostSnapshot, Lifetime, ProcessOnDevice};
use crate::record::clock::Clock;
use crate::record::sync::{Arc, Mutex, lock};
use crate::words::device::{
    CapabilityStatus, DeviceEvidence, DeviceInfo, DeviceState, DeviceUnit, HostCondition,
};
use crate::words::time::Timestamp;
use crate::words::{Name, PowerSource};
use std::time::Duration;

/// What one engine's watch and poller say of the device.
#[derive(Debug, Default)]
struct EngineReport {
    /// 0: whoever records without [`DeviceRecorder::attend`].
    id: u64,
    up: Option<bool>,
    state: Option<DeviceState>,
    evidence: Option<Vec<DeviceEvidence>>,
    because: String,
}

#[derive(Debug, Default)]
struct State {
    shown: DeviceSnapshot,
    /// In order of arrival.
    reports: Vec<EngineReport>,
    /// Id of the last engine that came.
    attended: u64,
    progress_at: Option<Timestamp>,
    read_at: Vec<(Name, Timestamp)>,
    throttled_since: Option<Timestamp>,
}

/// Records one device; a clone is the same device.
#[derive(Clone, Debug)]
pub struct DeviceRecorder {
    state: Arc<Mutex<State>>,
    clock: Clock,
    presence: Option<Arc<EnginePresence>>,
}

/// One engine's presence on a device.
#[derive(Debug)]
struct EnginePresence {
    id: u64,
    state: Arc<Mutex<State>>,
}

impl Drop for EnginePresence {
    fn drop(&mut self) {
        let mut state = lock(&self.state);
        state.reports.retain(|voice| voice.id != self.id);
        if state.reports.is_empty() {
            state.forget_presence();
        }
    }
}

/// Sets `key` in a small list kept in order of first use.
fn set<K: PartialEq, V>(list: &mut Vec<(K, V)>, key: K, value: V) {
    match list.iter_mut().find(|(k, _)| *k == key) {
        Some((_, v)) => *v = value,
        None => list.push((key, value)),
    }
}

/// Adds to what `key` has in such a list.
pub(super) fn add<K: PartialEq, V: std::ops::AddAssign>(list: &mut Vec<(K, V)>, key: K, by: V) {
    match list.iter_mut().find(|(k, _)| *k == key) {
        Some((_, v)) => *v += by,
        None => list.push((key, by)),
    }
}

impl DeviceRecorder {
    pub(crate) fn new(device: Name, clock: Clock) -> Self {
        let shown = DeviceSnapshot { device, ..DeviceSnapshot::default() };
        Self { state: Arc::new(Mutex::new(State { shown, ..State::default() })), clock, presence: None }
    }

    /// For an engine that opened the device. What it reports of it (answers, state, evidence, readings, identity) is shown until
    /// the last clone of the returned recorder is dropped. Of several engines the worst state is shown; one that had reported
    /// the device lost or hung is ignored from now on.
    #[must_use]
    pub fn attend(&self) -> Self {
        let mut state = lock(&self.state);
        state.attended += 1;
        let id = state.attended;
        state.reports.retain(|report| !matches!(report.state, Some(DeviceState::Lost | DeviceState::Hung)));
        state.reports.push(EngineReport { id, ..EngineReport::default() });
        drop(state);
        let presence = Arc::new(EnginePresence { id, state: Arc::clone(&self.state) });
        Self { presence: Some(presence), ..self.clone() }
    }

    fn with(&self, change: impl FnOnce(&mut State)) {
        let mut state = lock(&self.state);
        if self.presence.is_none() || state.voice(self.id()).is_some() {
            change(&mut state);
        }
    }

    /// Changes what this engine says.
    fn say(&self, change: impl FnOnce(&mut EngineReport)) {
        if let Some(voice) = lock(&self.state).voice(self.id()) {
            change(voice);
        }
    }

    fn id(&self) -> u64 {
        self.presence.as_ref().map_or(0, |presence| presence.id)
    }

    /// Does it answer?
    pub fn set_up(&self, up: bool) {
        self.say(|voice| voice.up = Some(up));
    }

    /// Who it is.
    pub fn set_info(&self, info: DeviceInfo) {
        self.with(|s| s.shown.info = Some(info));
    }

    /// What it is doing.
    pub fn set_state(&self, state: DeviceState) {
        self.say(|voice| voice.state = Some(state));
    }

    /// What speaks against it, the deciding evidence first, and that one in words.
    pub fn set_evidence(&self, kinds: impl Iterator<Item = DeviceEvidence>, because: &str) {
        self.say(|voice| {
            let list = voice.evidence.get_or_insert_default();
            list.clear();
            list.extend(kinds);
            if voice.because != because {
                because.clone_into(&mut voice.because);
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

    /// Adds energy that no model had a share of, joules; negative or non-finite amounts are ignored.
    pub fn add_idle_energy(&self, source: PowerSource, joules: f64) {
        if joules.is_finite() && joules >= 0.0 {
            self.with(|s| add(&mut s.shown.idle_energy, source, joules));
        }
    }

    /// Adds time in which nobody measured what the device drew.
    pub fn add_unmeasured(&self, source: PowerSource, time: Duration) {
        self.with(|s| add(&mut s.shown.unmeasured, source, time));
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

    /// Why one of its CPUs last started anew, as the device says.
    pub fn set_reset_cause(&self, cpu: &str, cause: &str) {
        self.with(|s| set(&mut s.shown.reset_causes, cpu.into(), cause.into()));
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

    /// Generation and lanes of its PCIe link; `None` when there is no telling.
    pub fn set_pcie_link(&self, link: Option<(u8, u8)>) {
        self.with(|s| s.shown.pcie_link = link);
    }

    /// Errors of a kind that the kernel counted on its link so far.
    pub fn set_pcie_errors(&self, kind: &str, count: u64) {
        self.with(|s| set(&mut s.shown.pcie_errors, kind.into(), count));
    }

    /// Memory of its own, in bytes.
    pub fn set_memory(&self, used: u64, total: u64) {
        self.with(|s| {
            set(&mut s.shown.memory, "used".into(), used);
            set(&mut s.shown.memory, "total".into(), total);
        });
    }

    /// Network groups on it, as monitor files tell; `None` without any file.
    pub fn set_network_groups(&self, groups: Option<u64>) {
        self.with(|s| s.shown.network_groups = groups);
    }

    /// Replaces the list of other processes that have it open.
    pub fn set_holders(&self, holders: Vec<(u32, String)>) {
        self.with(|s| s.shown.holders = holders);
    }

    /// Whether something can be read, and if not why.
    pub fn set_capability(&self, capability: &str, status: CapabilityStatus) {
        self.with(|s| set(&mut s.shown.capabilities, capability.into(), status));
    }

    /// What the card has done in its life. Who says so keeps what is said on a disk first: a value that was shown never goes
    /// back while the card is the same.
    pub fn set_lifetime(&self, lifetime: Lifetime) {
        self.with(|s| s.shown.lifetime = Some(lifetime));
    }

    /// Forgets readings that can no longer be had, so that their series end: a lost device has no temperature.
    pub fn clear_readings(&self) {
        let now = self.clock.now();
        self.with(|s| {
            s.book_throttling(now);
            s.forget_readings();
        });
    }

    pub(crate) fn snapshot_into(&self, now: Timestamp, out: &mut DeviceSnapshot) {
        self.with(|s| {
            s.book_throttling(now);
            out.clone_from(&s.shown);
            // A device answers when it answers the engine that came last; of two verdicts the worse is shown.
            out.up = s.reports.iter().rev().find_map(|voice| voice.up);
            if let Some(worst) = s.reports.iter().max_by_key(|voice| voice.state) {
                out.state = worst.state;
                out.evidence.clone_from(&worst.evidence);
                out.because.clone_from(&worst.because);
            }
            out.progress_age = s.progress_at.map(|at| now.since(at));
            out.reading_age.clear();
            out.reading_age.extend(s.read_at.iter().map(|(name, at)| (name.clone(), now.since(*at))));
        });
    }
}

impl State {
    /// What this engine says, as long as it is heard.
    fn voice(&mut self, id: u64) -> Option<&mut EngineReport> {
        if id == 0 && self.reports.iter().all(|voice| voice.id != 0) {
            self.reports.insert(0, EngineReport::default());
        }
        self.reports.iter_mut().find(|voice| voice.id == id)
    }

    fn forget_readings(&mut self) {
        self.shown.temperatures.clear();
        self.shown.power.clear();
        self.shown.utilization.clear();
        self.shown.memory.clear();
        self.shown.throttling_level = None;
        self.shown.clock_hertz = None;
        self.read_at.clear();
    }

    /// Nobody has the device any more: what is left are its counters, which never go back.
    fn forget_presence(&mut self) {
        self.forget_readings();
        self.shown.info = None;
        self.shown.reset_causes.clear();
        self.shown.temperature_limits.clear();
        self.shown.capabilities.clear();
        self.progress_at = None;
    }

    /// Books the time since the last booking on the throttling level that held.
    fn book_throttling(&mut self, now: Timestamp) {
        if let (Some(level @ 1..), Some(since)) = (self.shown.throttling_level, self.throttled_since) {
            add(&mut self.shown.throttled, level, now.since(since));
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
    /// Whether a power condition holds now, and held since boot where that is known.
    pub fn set_power_condition(&self, condition: HostCondition, now: bool, since_boot: Option<bool>) {
        let mut state = lock(&self.state);
        match state.power_conditions.iter_mut().find(|(c, ..)| *c == condition) {
            Some(entry) => *entry = (condition, now, since_boot),
            None => state.power_conditions.push((condition, now, since_boot)),
        }
    }

    /// Volts of a rail of its power supply.
    pub fn set_rail(&self, rail: &str, volts: f64) {
        set(&mut lock(&self.state).rails, rail.into(), volts);
    }

    /// Temperature of a zone, °C.
    pub fn set_temperature(&self, zone: &str, celsius: f64) {
        set(&mut lock(&self.state).temperatures, zone.into(), celsius);
    }

    /// Contiguous memory for devices, in bytes.
    pub fn set_cma(&self, free: u64, total: u64) {
        let mut state = lock(&self.state);
        set(&mut state.cma, "free".into(), free);
        set(&mut state.cma, "total".into(), total);
    }

    /// Whether something can be read from the host, and if not why.
    pub fn set_capability(&self, capability: &str, status: CapabilityStatus) {
        set(&mut lock(&self.state).capabilities, capability.into(), status);
    }

    /// Replaces the list of other processes.
    pub fn set_processes(&self, processes: Vec<ProcessOnDevice>) {
        lock(&self.state).processes = processes;
    }

    /// What is known of the host now: what a snapshot says of it, without the rest.
    #[must_use]
    pub fn snapshot(&self) -> HostSnapshot {
        lock(&self.state).clone()
    }

    pub(crate) fn snapshot_into(&self, out: &mut HostSnapshot) {
        out.clone_from(&lock(&self.state));
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
        assert_eq!(shown.throttled, [(2, Duration::from_secs(3)), (1, Duration::from_secs(1))]);
        set(0, 14);
        device.snapshot_into(at(20), &mut shown);
        assert_eq!(shown.throttled, [(2, Duration::from_secs(3)), (1, Duration::from_secs(1))]);
        assert_eq!(shown.throttling_level, Some(0));
    }

    #[test]
    fn lost_readings_leave_no_series() {
        let device = DeviceRecorder::new("d0".into(), Clock::manual().0);
        device.set_temperature("ts0", 55.0);
        device.clear_readings();
        let mut shown = DeviceSnapshot::default();
        device.snapshot_into(Timestamp::from_nanos(7), &mut shown);
        assert!(shown.temperatures.is_empty() && shown.reading_age.is_empty());
    }

    #[test]
    fn an_engine_that_leaves_takes_along_what_it_said_and_counters_stay() {
        let device = DeviceRecorder::new("d0".into(), Clock::manual().0);
        let shown = || {
            let mut shown = DeviceSnapshot::default();
            device.snapshot_into(Timestamp::from_nanos(7), &mut shown);
            shown
        };
        let first = device.attend();
        first.set_up(true);
        first.set_state(DeviceState::Busy);
        first.set_evidence(std::iter::empty(), "");
        first.set_temperature("ts0", 50.0);
        first.set_capability("power", CapabilityStatus::Ok);
        first.record_notification("x");
        let second = device.attend();
        second.set_state(DeviceState::Idle);
        assert_eq!(shown().state, Some(DeviceState::Busy), "the worse of two");
        drop(second);
        let clone = first.clone();
        drop(first);
        assert_eq!((shown().up, shown().state), (Some(true), Some(DeviceState::Busy)));

        // Lost and opened anew: the old one is no longer heard.
        clone.set_state(DeviceState::Lost);
        clone.set_up(false);
        let again = device.attend();
        assert_eq!((shown().up, shown().state, shown().evidence), (None, None, None));
        again.set_up(true);
        again.set_state(DeviceState::Idle);
        clone.set_up(false);
        clone.set_state(DeviceState::Lost);
        clone.set_temperature("ts0", 99.0);
        drop(clone);
        assert_eq!((shown().up, shown().state), (Some(true), Some(DeviceState::Idle)));
        assert_eq!(shown().temperatures, [("ts0".into(), 50.0)]);

        drop(again);
        let left = shown();
        let counters = vec![(Name::from("x"), 1)];
        let nothing = DeviceSnapshot { device: "d0".into(), notifications: counters, ..Default::default() };
        assert_eq!(left, nothing);
    }
}
