//! Scripted faults: what goes wrong, on which call, when and how often.

use serde::Deserialize;

use crate::clock::to_ns;
use crate::physics::mix;

/// One scripted fault. Every condition that is given must hold; a fault with none strikes on every
/// matching call.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fault {
    /// The C function it strikes, with `*` at the end for a family; `*` alone for all. Ignored by
    /// faults that happen to a device rather than to a call.
    pub call: String,
    /// Not before this moment, simulated seconds.
    pub from_s: f64,
    /// Not at or after this moment, simulated seconds.
    pub until_s: f64,
    /// Only on the n-th matching call (1 is the first) …
    pub nth: u64,
    /// … and on every n-th after it.
    pub every: u64,
    /// Chance that it strikes when everything else holds, 0 to 1.
    pub probability: f64,
    /// At most this often; 0 for no limit.
    pub times: u64,
    /// The device it happens to, by position.
    pub device: usize,
    /// What happens.
    pub does: Effect,
}

impl Default for Fault {
    fn default() -> Self {
        Self {
            call: "*".to_owned(),
            from_s: 0.0,
            until_s: f64::INFINITY,
            nth: 0,
            every: 0,
            probability: 1.0,
            times: 0,
            device: 0,
            does: Effect::Status(8),
        }
    }
}

/// What a [`Fault`] does. Those marked *event* happen to a device at `from_s`, without a call; the
/// others strike a call.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// The call answers this status and does nothing.
    Status(u32),
    /// The call takes this many seconds longer.
    Delay(f64),
    /// The call does nothing for this many seconds and then answers `HAILO_TIMEOUT`.
    Hang(f64),
    /// The call succeeds and hands out a NULL handle.
    NullHandle,
    /// Enum values written by the call are this number.
    GarbageEnum(u32),
    /// Counts written by the call are larger by this number.
    Overcount(u64),
    /// Names written by the call fill their array, without NUL.
    NoNul,
    /// Completion callbacks of asynchronous calls come this many seconds late.
    LateCallback(f64),
    /// Completion callbacks of asynchronous calls come twice.
    DuplicateCallback,
    /// Completion callbacks of asynchronous calls never come.
    MissingCallback,
    /// *Event*: the device leaves the bus; a reset brings it back.
    DeviceLost,
    /// *Event*: the device leaves the bus for this many seconds and comes back by itself.
    LinkFlap(f64),
    /// The driver's version is not the library's: opening answers 76.
    DriverMismatch,
    /// The device's image is of another version: opening a Hailo-10H answers 16.
    FirmwareMismatch,
    /// The service daemon is dead: multi-process calls answer 77.
    ServiceDead,
    /// Every model file counts as compiled for another chip.
    WrongChip,
    /// The board has no current sensor.
    NoPowerSensor,
    /// *Event*: the host's supply sags: chips draw less, `undervoltage` is set, and the device
    /// leaves the bus for this many seconds if the sag is long enough (above 0).
    Undervoltage(f64),
    /// *Event*: an ECC error that was corrected (notification 4), in this cluster bitmap.
    EccCorrectable(u16),
    /// *Event*: an ECC error that was not (notification 5), in this cluster bitmap.
    EccUncorrectable(u16),
    /// *Event*: an ECC error of the chip's own processor (notification 6), in this memory bitmap.
    CpuEcc(u32),
    /// *Event*: the core reports a CRC error (notification 13 from 5.1.1 on); inference is aborted.
    CrcError,
    /// *Event*: the overcurrent alarm (notification 3) at this many milliamperes.
    Overcurrent(f64),
    /// *Event*: the air around the chip changes to this many °C.
    Ambient(f64),
}

impl Effect {
    /// Whether it happens at a moment instead of on a call.
    pub(crate) fn is_event(&self) -> bool {
        matches!(
            self,
            Self::DeviceLost
                | Self::LinkFlap(_)
                | Self::Undervoltage(_)
                | Self::EccCorrectable(_)
                | Self::EccUncorrectable(_)
                | Self::CpuEcc(_)
                | Self::CrcError
                | Self::Overcurrent(_)
                | Self::Ambient(_)
        )
    }
}

impl Fault {
    /// `does` on every call of `call`.
    #[must_use]
    pub fn on(call: &str, does: Effect) -> Self {
        Self { call: call.to_owned(), does, ..Self::default() }
    }

    /// `does` at a moment, in simulated seconds.
    #[must_use]
    pub fn at(from_s: f64, does: Effect) -> Self {
        Self { from_s, does, ..Self::default() }
    }

    /// Only on the n-th matching call, 1 being the first.
    #[must_use]
    pub fn nth(self, nth: u64) -> Self {
        Self { nth, ..self }
    }

    /// On the first matching call that qualifies, and then on every n-th.
    #[must_use]
    pub fn every(self, every: u64) -> Self {
        Self { every, ..self }
    }

    /// With this chance, 0 to 1.
    #[must_use]
    pub fn probability(self, probability: f64) -> Self {
        Self { probability, ..self }
    }

    /// At most this often.
    #[must_use]
    pub fn times(self, times: u64) -> Self {
        Self { times, ..self }
    }

    /// To this device, by position.
    #[must_use]
    pub fn device(self, device: usize) -> Self {
        Self { device, ..self }
    }

    /// Within these simulated seconds.
    #[must_use]
    pub fn between(self, from_s: f64, until_s: f64) -> Self {
        Self { from_s, until_s, ..self }
    }

    fn matches(&self, call: &str) -> bool {
        match self.call.strip_suffix('*') {
            Some(family) => call.starts_with(family),
            None => call == self.call,
        }
    }
}

/// The faults of a running simulation.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    armed: Vec<Armed>,
    seed: u64,
}

#[derive(Debug)]
struct Armed {
    fault: Fault,
    calls: u64,
    struck: u64,
}

impl Faults {
    pub(crate) fn new(faults: &[Fault], seed: u64) -> Self {
        let mut all = Self { armed: Vec::new(), seed };
        faults.iter().for_each(|f| all.add(f.clone()));
        all
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        self.armed.push(Armed { fault, calls: 0, struck: 0 });
    }

    pub(crate) fn clear(&mut self) {
        self.armed.clear();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.armed.is_empty()
    }

    /// What strikes this call now.
    pub(crate) fn on_call(&mut self, call: &str, now_ns: u64) -> Vec<Effect> {
        let seed = self.seed;
        let strike = |(at, armed): (usize, &mut Armed)| {
            let f = &armed.fault;
            if f.does.is_event() || !f.matches(call) {
                return None;
            }
            armed.calls += 1;
            let (n, first) = (armed.calls, f.nth.max(1));
            let counted = match (f.nth, f.every) {
                (0, 0) => true,
                (nth, 0) => n == nth,
                (_, every) => n >= first && (n - first) % every == 0,
            };
            let timely = now_ns >= to_ns(f.from_s) && now_ns < to_ns(f.until_s);
            let limit = f.times == 0 || armed.struck < f.times;
            let chance = (mix(seed ^ ((at as u64) << 48) ^ n) >> 11) as f64 / (1u64 << 53) as f64;
            if counted && timely && limit && chance < f.probability {
                armed.struck += 1;
                return Some(f.does.clone());
            }
            None
        };
        self.armed.iter_mut().enumerate().filter_map(strike).collect()
    }

    /// The moment of the next event, if one is still to come.
    pub(crate) fn next_event_ns(&self) -> Option<u64> {
        let due = |a: &&Armed| a.fault.does.is_event() && a.struck == 0;
        self.armed.iter().filter(due).map(|a| to_ns(a.fault.from_s)).min()
    }

    /// Events due by now, oldest first: moment, device, what.
    pub(crate) fn events(&mut self, now_ns: u64) -> Vec<(u64, usize, Effect)> {
        let mut due = Vec::new();
        for a in &mut self.armed {
            let at = to_ns(a.fault.from_s);
            if a.fault.does.is_event() && a.struck == 0 && at <= now_ns {
                a.struck = 1;
                due.push((at, a.fault.device, a.fault.does.clone()));
            }
        }
        due.sort_by_key(|d| d.0);
        due
    }

    /// Whether a standing condition holds now.
    pub(crate) fn holds(&self, now_ns: u64, is: fn(&Effect) -> bool) -> bool {
        self.armed
            .iter()
            .any(|a| is(&a.fault.does) && now_ns >= to_ns(a.fault.from_s) && now_ns < to_ns(a.fault.until_s))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strikes(fault: Fault, calls: u64) -> Vec<u64> {
        let mut faults = Faults::new(&[fault], 1);
        (1..=calls).filter(|n| !faults.on_call("hailo_identify", n * 1_000_000_000).is_empty()).collect()
    }

    #[test]
    fn conditions_combine() {
        let fault = || Fault::on("hailo_id*", Effect::Status(4));
        assert_eq!(strikes(fault(), 3), [1, 2, 3]);
        assert_eq!(strikes(fault().nth(2), 5), [2]);
        assert_eq!(strikes(fault().nth(2).every(3), 9), [2, 5, 8]);
        assert_eq!(strikes(fault().every(4), 9), [1, 5, 9]);
        assert_eq!(strikes(fault().times(2), 9), [1, 2]);
        assert_eq!(strikes(fault().between(3.0, 5.0), 9), [3, 4]);
        assert!(strikes(Fault::on("hailo_infer", Effect::Status(4)), 9).is_empty());
        let some = strikes(fault().probability(0.3), 1000).len();
        assert!((200..400).contains(&some), "{some}");
        assert_eq!(strikes(fault().probability(0.3), 1000).len(), some);
    }

    #[test]
    fn events_happen_once_in_order() {
        let all = [Fault::at(2.0, Effect::CrcError), Fault::at(1.0, Effect::DeviceLost).device(1)];
        let mut faults = Faults::new(&all, 0);
        assert_eq!(faults.next_event_ns(), Some(1_000_000_000));
        assert!(faults.on_call("hailo_identify", 5_000_000_000).is_empty());
        let due = faults.events(3_000_000_000);
        assert_eq!(due[0], (1_000_000_000, 1, Effect::DeviceLost));
        assert_eq!(due[1], (2_000_000_000, 0, Effect::CrcError));
        assert_eq!(faults.next_event_ns(), None);
    }
}
