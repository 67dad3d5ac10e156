//! The faults of a running simulation: which of them strike, when.

use crate::clock::to_ns;
use crate::fault::{CallEffect, CallFault, Condition, DeviceEvent, DeviceFault, Fault, Holding};
use crate::physics::mix;

#[derive(Debug, Default)]
pub(crate) struct Faults {
    calls: Vec<Armed>,
    /// Those still to come.
    events: Vec<DeviceFault>,
    holding: Vec<Holding>,
    seed: u64,
}

#[derive(Debug)]
struct Armed {
    fault: CallFault,
    calls: u64,
    struck: u64,
}

impl Faults {
    pub(crate) fn new(faults: impl Iterator<Item = Fault>, seed: u64) -> Self {
        let mut all = Self { seed, ..Self::default() };
        faults.for_each(|f| all.add(f));
        all
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        match fault {
            Fault::Call(fault) => self.calls.push(Armed { fault, calls: 0, struck: 0 }),
            Fault::Device(fault) => self.events.push(fault),
            Fault::Holding(fault) => self.holding.push(fault),
        }
    }

    pub(crate) fn clear(&mut self) {
        self.calls.clear();
        self.events.clear();
        self.holding.clear();
    }

    /// What strikes this call now.
    pub(crate) fn on_call(&mut self, call: &str, now_ns: u64) -> Vec<CallEffect> {
        let seed = self.seed;
        let strike = |(at, armed): (usize, &mut Armed)| {
            let f = &armed.fault;
            // A family's statuses spare the releases in it: only who names a release means it to fail.
            let spares = f.call.ends_with('*') && call.contains("_release_") && f.does.answers();
            if !f.matches(call) || spares {
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
        self.calls.iter_mut().enumerate().filter_map(strike).collect()
    }

    /// The moment of the next event, if one is still to come.
    pub(crate) fn next_event_ns(&self) -> Option<u64> {
        self.events.iter().map(|f| to_ns(f.at_s)).min()
    }

    /// Events due by now, oldest first: moment, device, what.
    pub(crate) fn events(&mut self, now_ns: u64) -> Vec<(u64, usize, DeviceEvent)> {
        let due = self.events.extract_if(.., |f| to_ns(f.at_s) <= now_ns);
        let mut due: Vec<_> = due.map(|f| (to_ns(f.at_s), f.device, f.does)).collect();
        due.sort_by_key(|d| d.0);
        due
    }

    /// Whether a condition holds now.
    pub(crate) fn holds(&self, now_ns: u64, condition: Condition) -> bool {
        self.end_of(now_ns, condition).is_some()
    }

    /// When a condition that holds now ends; the largest number for never.
    pub(crate) fn end_of(&self, now_ns: u64, condition: Condition) -> Option<u64> {
        let here =
            |h: &&Holding| h.does == condition && now_ns >= to_ns(h.from_s) && now_ns < to_ns(h.until_s);
        self.holding.iter().filter(here).map(|h| to_ns(h.until_s)).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hailo_sys::Status;

    const TIMEOUT: CallEffect = CallEffect::Status(Status::TIMEOUT);

    fn strikes(fault: CallFault, calls: u64) -> Vec<u64> {
        let mut faults = Faults::new([fault.into()].into_iter(), 1);
        (1..=calls).filter(|n| !faults.on_call("hailo_identify", n * 1_000_000_000).is_empty()).collect()
    }

    #[test]
    fn conditions_combine() {
        let fault = || Fault::on("hailo_id*", TIMEOUT);
        assert_eq!(strikes(fault(), 3), [1, 2, 3]);
        assert_eq!(strikes(fault().nth(2), 5), [2]);
        assert_eq!(strikes(fault().nth(2).every(3), 9), [2, 5, 8]);
        assert_eq!(strikes(fault().every(4), 9), [1, 5, 9]);
        assert_eq!(strikes(fault().times(2), 9), [1, 2]);
        assert_eq!(strikes(fault().between(3.0, 5.0), 9), [3, 4]);
        assert!(strikes(Fault::on("hailo_infer", TIMEOUT), 9).is_empty());
        let some = strikes(fault().probability(0.3), 1000).len();
        assert!((200..400).contains(&some), "{some}");
        assert_eq!(strikes(fault().probability(0.3), 1000).len(), some);
    }

    #[test]
    fn events_happen_once_in_order() {
        let all = [
            Fault::at(2.0, DeviceEvent::CrcError).into(),
            Fault::at(1.0, DeviceEvent::DeviceLost).device(1).into(),
        ];
        let mut faults = Faults::new(all.into_iter(), 0);
        assert_eq!(faults.next_event_ns(), Some(1_000_000_000));
        assert!(faults.on_call("hailo_identify", 5_000_000_000).is_empty());
        let due = faults.events(3_000_000_000);
        assert_eq!(due[0], (1_000_000_000, 1, DeviceEvent::DeviceLost));
        assert_eq!(due[1], (2_000_000_000, 0, DeviceEvent::CrcError));
        assert_eq!(faults.next_event_ns(), None);
    }

    #[test]
    fn a_condition_holds_between_its_ends() {
        let all = [Fault::holding(Condition::Wedged).between(1.0, 2.0).into()];
        let faults = Faults::new(all.into_iter(), 0);
        let end = |now| faults.end_of(now, Condition::Wedged);
        assert_eq!(end(999_999_999), None);
        assert_eq!(end(1_000_000_000), Some(2_000_000_000));
        assert_eq!(end(2_000_000_000), None);
        assert!(!faults.holds(1_500_000_000, Condition::WrongChip));
    }
}
