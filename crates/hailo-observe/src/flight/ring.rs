//! The last 16,384 things that happened, 64 bytes each, in memory that never grows.
//!
//! Whoever has something to tell writes eight words and goes on: nobody locks, nobody waits, and the oldest record gives
//! way. A reader that meets a record being written passes it over.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use hailo_telemetry::{DeviceEvidence, DeviceState, HostCondition, Outcome, Timestamp};
use serde_json::{Value, json};

use crate::rounds::nanos;
use crate::watchdog::WatchdogStep;

/// 1 MiB of records of 64 bytes.
const RECORDS: usize = 1 << 14;
/// Names that are kept; a name beyond is shown as `…`.
const NAMES: usize = 4096;

/// A name that records refer to by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NameId(u32);

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Event {
    /// A request ended.
    Request {
        model: NameId,
        outcome: Outcome,
        began: Timestamp,
        /// When its first output came.
        first: Option<Timestamp>,
        /// The longest gap between two pieces of its output.
        longest_gap: Duration,
        tokens: u32,
    },
    /// A device is taken for something else than before.
    State {
        device: NameId,
        state: DeviceState,
        evidence: Option<DeviceEvidence>,
        value: Duration,
        limit: Duration,
    },
    /// A device said something unasked.
    Notification { device: NameId, kind: NameId },
    /// A value was read from a device, in the unit that its name says.
    Reading { device: NameId, reading: NameId, value: f64 },
    /// A power condition of the host began or ended.
    Host { condition: HostCondition, holds: bool },
    /// The watchdog's next step was due.
    Action { device: NameId, step: WatchdogStep },
    /// Something that is worth a dump.
    Trigger { trigger: super::DumpTrigger },
}

#[derive(Debug)]
#[repr(align(64))]
struct Slot([AtomicU64; 8]);

/// The ring. Word 0 of a slot is one more than its record's number, and 0 while it is written.
#[derive(Debug)]
pub(crate) struct Ring {
    slots: Box<[Slot]>,
    next: AtomicU64,
    names: Mutex<Vec<String>>,
}

impl Ring {
    pub(crate) fn new() -> Self {
        let slots = std::iter::repeat_with(|| Slot(std::array::from_fn(|_| AtomicU64::new(0))));
        Self { slots: slots.take(RECORDS).collect(), next: AtomicU64::new(0), names: Mutex::default() }
    }

    /// The number of a name: for whoever is about to record, once.
    pub(crate) fn name(&self, name: &str) -> NameId {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let at = names.iter().position(|known| known == name).or_else(|| {
            (names.len() < NAMES).then(|| {
                names.push(name.to_owned());
                names.len() - 1
            })
        });
        // A full list has no place for it: its number is that of no name.
        NameId(u32::try_from(at.unwrap_or(NAMES)).unwrap_or(u32::MAX))
    }

    pub(crate) fn push(&self, at: Timestamp, event: Event) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let Some(Slot(words)) = self.slots.get(number as usize % RECORDS) else { return };
        words[0].store(0, Ordering::Relaxed);
        // Whoever reads one of the words below also reads that the slot is being written, or was written anew.
        std::sync::atomic::fence(Ordering::Release);
        words[1].store(at.as_nanos(), Ordering::Relaxed);
        for (word, value) in words[2..].iter().zip(encode(event)) {
            word.store(value, Ordering::Relaxed);
        }
        words[0].store(number + 1, Ordering::Release);
    }

    /// The records in order, oldest first, as objects of a dump's lines.
    pub(crate) fn lines(&self) -> Vec<Value> {
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut records: Vec<(u64, [u64; 7])> = self.slots.iter().filter_map(Slot::read).collect();
        records.sort_unstable_by_key(|(number, _)| *number);
        records.iter().map(|(_, words)| shown(words, &names)).collect()
    }
}

impl Slot {
    fn read(&self) -> Option<(u64, [u64; 7])> {
        let before = self.0[0].load(Ordering::Acquire);
        let words = std::array::from_fn(|at| self.0[at + 1].load(Ordering::Relaxed));
        std::sync::atomic::fence(Ordering::Acquire);
        (before != 0 && self.0[0].load(Ordering::Relaxed) == before).then_some((before, words))
    }
}

const REQUEST: u64 = 1;
const STATE: u64 = 2;
const NOTIFICATION: u64 = 3;
const READING: u64 = 4;
const HOST: u64 = 5;
const TRIGGER: u64 = 6;
const ACTION: u64 = 7;

/// Kind in the low byte, a small number in the next, a name in the upper half; then what the kind has to tell.
fn encode(event: Event) -> [u64; 6] {
    let head = |kind: u64, small: u64, name: NameId| kind | small << 8 | u64::from(name.0) << 32;
    let nobody = NameId(0);
    match event {
        Event::Request { model, outcome, began, first, longest_gap, tokens } => {
            let first = first.map_or(0, Timestamp::as_nanos);
            [
                head(REQUEST, outcome as u64, model),
                began.as_nanos(),
                first,
                nanos(longest_gap),
                tokens.into(),
                0,
            ]
        }
        Event::State { device, state, evidence, value, limit } => {
            let evidence = evidence.map_or(0, |kind| place(DeviceEvidence::ALL, &kind) + 1);
            [head(STATE, place(DeviceState::ALL, &state), device), evidence, nanos(value), nanos(limit), 0, 0]
        }
        Event::Notification { device, kind } => [head(NOTIFICATION, 0, device), kind.0.into(), 0, 0, 0, 0],
        Event::Reading { device, reading, value } => {
            [head(READING, 0, device), reading.0.into(), value.to_bits(), 0, 0, 0]
        }
        Event::Host { condition, holds } => {
            [head(HOST, place(HostCondition::ALL, &condition), nobody), holds.into(), 0, 0, 0, 0]
        }
        Event::Action { device, step } => {
            [head(ACTION, place(&WatchdogStep::ALL, &step), device), 0, 0, 0, 0, 0]
        }
        Event::Trigger { trigger } => {
            [head(TRIGGER, place(&super::DumpTrigger::ALL, &trigger), nobody), 0, 0, 0, 0, 0]
        }
    }
}

fn place<T: PartialEq>(all: &[T], one: &T) -> u64 {
    all.iter().position(|known| known == one).unwrap_or(usize::MAX) as u64
}

fn shown(words: &[u64; 7], names: &[String]) -> Value {
    let [at_ns, head, a, b, c, d, _] = *words;
    let small = (head >> 8 & 0xFF) as usize;
    let name = |id: u64| names.get(id as usize).map_or("…", String::as_str);
    let of = name(head >> 32);
    let seconds = |ns: u64| Duration::from_nanos(ns).as_secs_f64();
    match head & 0xFF {
        REQUEST => json!({
            "at_ns": at_ns, "kind": "request", "model": of,
            "outcome": Outcome::ALL.get(small).map(|outcome| outcome.name()),
            "began_ns": a, "first_ns": (b > 0).then_some(b), "longest_gap_ns": c, "tokens": d,
        }),
        STATE => json!({
            "at_ns": at_ns, "kind": "state", "device": of,
            "state": DeviceState::ALL.get(small).map(|state| state.name()),
            "evidence": (a as usize).checked_sub(1).and_then(|at| DeviceEvidence::ALL.get(at)).map(|kind| kind.name()),
            "value_s": seconds(b), "limit_s": seconds(c),
        }),
        NOTIFICATION => json!({ "at_ns": at_ns, "kind": "notification", "device": of, "what": name(a) }),
        READING => json!({
            "at_ns": at_ns, "kind": "reading", "device": of, "what": name(a), "value": f64::from_bits(b),
        }),
        HOST => json!({
            "at_ns": at_ns, "kind": "host", "holds": a == 1,
            "what": HostCondition::ALL.get(small).map(|condition| condition.name()),
        }),
        ACTION => json!({
            "at_ns": at_ns, "kind": "action", "device": of,
            "what": WatchdogStep::ALL.get(small).map(|step| step.name()),
        }),
        _ => json!({
            "at_ns": at_ns, "kind": "trigger",
            "what": super::DumpTrigger::ALL.get(small).map(|trigger| trigger.name()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_records_are_kept_in_order_and_each_kind_reads_back() {
        let ring = Ring::new();
        let (model, device) = (ring.name("m"), ring.name("d"));
        assert_eq!(ring.name("m"), model);
        let at = Timestamp::from_nanos;
        for ns in 0..RECORDS as u64 {
            ring.push(at(ns), Event::Trigger { trigger: super::super::DumpTrigger::Asked });
        }
        ring.push(
            at(7),
            Event::Request {
                model,
                outcome: Outcome::TimedOut,
                began: at(1),
                first: Some(at(2)),
                longest_gap: Duration::from_nanos(3),
                tokens: 4,
            },
        );
        let second = Duration::from_secs(1);
        let evidence = Some(DeviceEvidence::ReadingStuck);
        ring.push(
            at(8),
            Event::State { device, state: DeviceState::Hung, evidence, value: second * 2, limit: second },
        );
        ring.push(at(9), Event::Notification { device, kind: ring.name("overcurrent_alarm") });
        ring.push(at(10), Event::Reading { device, reading: ring.name("watts"), value: 2.5 });
        ring.push(at(11), Event::Host { condition: HostCondition::Throttled, holds: true });
        ring.push(at(12), Event::Action { device, step: WatchdogStep::Reset });
        let lines = ring.lines();
        assert_eq!(lines.len(), RECORDS);
        assert_eq!(lines[0]["at_ns"], 6, "the six oldest gave way");
        let last: Vec<String> = lines[RECORDS - 6..].iter().map(ToString::to_string).collect();
        assert_eq!(
            last,
            [
                r#"{"at_ns":7,"began_ns":1,"first_ns":2,"kind":"request","longest_gap_ns":3,"model":"m","outcome":"timed_out","tokens":4}"#,
                r#"{"at_ns":8,"device":"d","evidence":"reading_stuck","kind":"state","limit_s":1.0,"state":"hung","value_s":2.0}"#,
                r#"{"at_ns":9,"device":"d","kind":"notification","what":"overcurrent_alarm"}"#,
                r#"{"at_ns":10,"device":"d","kind":"reading","value":2.5,"what":"watts"}"#,
                r#"{"at_ns":11,"holds":true,"kind":"host","what":"throttled"}"#,
                r#"{"at_ns":12,"device":"d","kind":"action","what":"reset"}"#,
            ]
        );
    }

    #[test]
    fn readers_meet_no_half_written_record() {
        let ring = Ring::new();
        let writing = std::sync::atomic::AtomicBool::new(true);
        std::thread::scope(|scope| {
            for writer in 1..=2_u64 {
                let ring = &ring;
                let model = ring.name(&writer.to_string());
                scope.spawn(move || {
                    for n in 0..40_000 {
                        let at = Timestamp::from_nanos(writer << 32 | n);
                        let tokens = u32::try_from(n).unwrap();
                        ring.push(
                            at,
                            Event::Request {
                                model,
                                outcome: Outcome::Completed,
                                began: at,
                                first: Some(at),
                                longest_gap: Duration::from_nanos(n),
                                tokens,
                            },
                        );
                    }
                });
            }
            scope.spawn(|| {
                while writing.swap(false, Ordering::Relaxed) || ring.next.load(Ordering::Relaxed) < 80_000 {
                    for line in ring.lines() {
                        let (at, tokens) =
                            (line["at_ns"].as_u64().unwrap(), line["tokens"].as_u64().unwrap());
                        assert_eq!(
                            (line["began_ns"].as_u64(), at & 0xFFFF_FFFF),
                            (Some(at), tokens),
                            "{line}"
                        );
                        assert_eq!(line["model"], (at >> 32).to_string());
                    }
                }
            });
        });
    }
}
