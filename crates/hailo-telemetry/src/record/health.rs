//! Can the engine serve? One rule for whoever talks to an engine: requests, probes and a device's own word push it
//! here, a scrape only loads it.

use std::fmt;
use std::sync::{Arc, Weak};
use std::time::Duration;

use crate::read::snapshot::{EngineSnapshot, HealthSnapshot};
use crate::record::clock::Clock;
use crate::record::sync::{AtomicU64, Mutex, Ordering, lock};
use crate::words::time::{Timestamp, nanos};
use crate::words::{HealthReason, Name, Reason};

/// What all handles of one engine share.
#[derive(Debug)]
pub(crate) struct Engine {
    name: Name,
    /// The reason in the low eight bits, above them the time it began, in units of 256 ns. One word: two reports at
    /// once leave the state of one of them, never a mix.
    word: AtomicU64,
    /// When output was last heard, nanoseconds.
    heard: AtomicU64,
    /// How long a request may be silent before giving it up speaks against the engine, nanoseconds.
    silence: AtomicU64,
    /// The longest recent wait for a first output, nanoseconds; shorter ones take an eighth off. 0 before the first.
    slowest: AtomicU64,
    /// Requests in a row that were given up without a byte after longer than the engine usually takes.
    given_up: AtomicU64,
    /// Nanoseconds that those waited together.
    waited: AtomicU64,
}

/// So many requests in a row that were given up without a byte speak against the engine, however short each was.
const GIVEN_UP: u64 = 3;
/// A wait of so many times the longest recent one is longer than the engine usually takes.
const LONGER: u64 = 4;
/// No wait is long that is shorter.
const SHORTEST_WAIT: Duration = Duration::from_secs(1);

/// Longest silence that may be given up without speaking against the engine. An answer that comes whole is silent for
/// as long as it is generated: a minute is some 480 tokens on a Hailo-10H.
const SILENCE: Duration = Duration::from_secs(60);

/// The engines of a process. They leave with the last handle on them.
#[derive(Debug, Default)]
pub(crate) struct Engines(Mutex<Vec<Weak<Engine>>>);

impl Engines {
    fn join(&self, name: &str, time: Timestamp) -> Arc<Engine> {
        let mut engines = lock(&self.0);
        // A device that was lost or that hung is opened again: the new engine takes the place of the old one of this name, to
        // which a thread that never comes back may hold on.
        engines.retain(|engine| {
            engine.upgrade().is_some_and(|old| {
                let gone = matches!(reason(old.load()), HealthReason::DeviceLost | HealthReason::DeviceHung);
                &*old.name != name || !gone
            })
        });
        let taken = |name: &str| engines.iter().filter_map(Weak::upgrade).any(|other| &*other.name == name);
        let mut label = Name::from(name);
        let mut number = 2;
        while taken(&label) {
            label = format!("{name}-{number}").into();
            number += 1;
        }
        let engine = Arc::new(Engine::new(label, time));
        engines.push(Arc::downgrade(&engine));
        engine
    }

    fn each(&self) -> impl Iterator<Item = Arc<Engine>> {
        let mut engines = lock(&self.0);
        engines.retain(|engine| engine.strong_count() > 0);
        let here: Vec<_> = engines.iter().filter_map(Weak::upgrade).collect();
        here.into_iter()
    }

    pub(crate) fn health(&self) -> HealthSnapshot {
        all_of(self.each().map(|engine| engine.health()))
    }

    /// Fills the list, and gives the health of the whole as the list says it.
    pub(crate) fn snapshot_into(&self, out: &mut Vec<EngineSnapshot>) -> HealthSnapshot {
        out.clear();
        out.extend(
            self.each().map(|engine| EngineSnapshot { engine: engine.name.clone(), health: engine.health() }),
        );
        all_of(out.iter().map(|engine| engine.health))
    }
}

impl Engine {
    pub(crate) fn new(name: Name, time: Timestamp) -> Self {
        Self {
            name,
            word: AtomicU64::new(pack(HealthReason::Starting, time)),
            heard: AtomicU64::new(0),
            silence: AtomicU64::new(nanos(SILENCE)),
            slowest: AtomicU64::new(0),
            given_up: AtomicU64::new(0),
            waited: AtomicU64::new(0),
        }
    }

    /// A first output came after `wait` nanoseconds.
    fn answered_after(&self, wait: u64) {
        let before = self.slowest.load(Ordering::Relaxed);
        self.slowest.store(wait.max(before - before / 8).max(1), Ordering::Relaxed);
        self.given_up.store(0, Ordering::Relaxed);
        self.waited.store(0, Ordering::Relaxed);
    }

    /// A request was given up after `wait` nanoseconds in which the engine said nothing to anybody. True where that counts
    /// against the engine: after one long silence, or after some waits in a row that are much longer than usual. Before its
    /// first answer nothing is usual, so then the waits have to be one long silence together.
    fn given_up_after(&self, wait: u64) -> bool {
        let silence = self.silence.load(Ordering::Relaxed);
        let usual = self.slowest.load(Ordering::Relaxed);
        let limit = usual.saturating_mul(LONGER).clamp(nanos(SHORTEST_WAIT).min(silence), silence);
        if wait < limit {
            return false;
        }
        let row = self.given_up.fetch_add(1, Ordering::Relaxed) + 1;
        let waited = self.waited.fetch_add(wait, Ordering::Relaxed).saturating_add(wait);
        wait >= silence || (row >= GIVEN_UP && (usual > 0 || waited >= silence))
    }

    pub(crate) fn health(&self) -> HealthSnapshot {
        let word = self.load();
        let reason = reason(word);
        HealthSnapshot { healthy: reason.healthy(), reason, since: Timestamp::from_nanos((word >> 8) << 8) }
    }

    fn load(&self) -> u64 {
        // Relaxed: the word carries all of the state, nothing else is published with it.
        self.word.load(Ordering::Relaxed)
    }

    /// Moves to what `next` makes of the present reason. Reports may arrive out of order from several threads: one
    /// that is older than the present reason is dropped, and repeating a reason keeps its since-when.
    pub(crate) fn move_to(&self, next: impl Fn(HealthReason) -> Option<HealthReason>, time: Timestamp) {
        let mut seen = self.load();
        while let Some(next) = next(reason(seen)) {
            let new = pack(next, time);
            if seen & 0xFF == new & 0xFF || seen >> 8 > new >> 8 {
                return;
            }
            match self.word.compare_exchange_weak(seen, new, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return,
                Err(other) => seen = other,
            }
        }
    }
}

/// Pushes what is learned of one engine: whatever answers inference requests for this process, a device or a server.
/// A clone is the same engine; when the last one is dropped, the engine leaves the judgement.
///
/// `inference_engine_healthy{engine}` shows it, and `inference_healthy` is 1 while every engine is healthy, 0 while one
/// is not, absent otherwise. What is pushed by the adapters of `stream` say need not be pushed by hand.
#[derive(Clone)]
pub struct EngineRecorder {
    engine: Arc<Engine>,
    clock: Clock,
}

impl EngineRecorder {
    pub(crate) fn new(clock: Clock, engines: &Engines, name: &str) -> Self {
        Self { engine: engines.join(name, clock.now()), clock }
    }

    /// Its `engine` label: the name it was given, with a number where another engine has that name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.engine.name
    }

    /// Its health now: one load.
    #[must_use]
    pub fn load(&self) -> HealthSnapshot {
        self.engine.health()
    }

    /// How long a request may be silent before giving it up speaks against the engine (60 s by default). Give a server
    /// that loads models while a request waits the time for it.
    pub fn set_silence(&self, limit: Duration) {
        self.engine.silence.store(nanos(limit), Ordering::Relaxed);
    }

    /// Output came, or a request completed: the engine serves, whatever was known before.
    pub fn heard(&self) {
        self.heard_at(self.clock.now());
    }

    /// [`EngineRecorder::heard`] at `time`.
    pub fn heard_at(&self, time: Timestamp) {
        self.engine.heard.store(time.as_nanos(), Ordering::Relaxed);
        if self.engine.given_up.load(Ordering::Relaxed) != 0 {
            self.engine.given_up.store(0, Ordering::Relaxed);
            self.engine.waited.store(0, Ordering::Relaxed);
        }
        self.engine.move_to(|_| Some(HealthReason::Serving), time);
    }

    /// A request failed so. What that says of the engine is [`HealthReason::of`].
    pub fn failed(&self, failure: Reason) {
        self.failed_at(failure, self.clock.now());
    }

    /// [`EngineRecorder::failed`] at `time`.
    pub fn failed_at(&self, failure: Reason, time: Timestamp) {
        if let Some(reason) = HealthReason::of(failure) {
            self.set_at(reason, time);
        }
    }

    /// A probe was answered, or not. An answer takes back only [`HealthReason::PROBED`].
    pub fn probed(&self, answered: bool) {
        self.probed_at(answered, self.clock.now());
    }

    /// [`EngineRecorder::probed`] at `time`.
    pub fn probed_at(&self, answered: bool, time: Timestamp) {
        if answered {
            self.take_back_at(HealthReason::PROBED, time);
        } else {
            self.set_at(HealthReason::ProbeFailed, time);
        }
    }

    /// States a reason that was found in another way.
    pub fn set(&self, reason: HealthReason) {
        self.set_at(reason, self.clock.now());
    }

    /// [`EngineRecorder::set`] at `time`.
    pub fn set_at(&self, reason: HealthReason, time: Timestamp) {
        self.engine.move_to(|_| Some(reason), time);
    }

    /// The engine serves as far as these reasons are concerned: a present reason that is none of them stays.
    pub fn take_back_at(&self, reasons: &[HealthReason], time: Timestamp) {
        self.engine.move_to(|present| reasons.contains(&present).then_some(HealthReason::Serving), time);
    }

    /// A request went to the engine now: tell the returned value what comes back. Dropping it says that the request
    /// was given up, which speaks against the engine only after a [long silence](EngineRecorder::set_silence).
    pub fn awaiting(&self) -> Awaited {
        self.awaiting_at(self.clock.now())
    }

    /// [`EngineRecorder::awaiting`] since `time`.
    pub fn awaiting_at(&self, time: Timestamp) -> Awaited {
        Awaited { engine: self.clone(), last: time, open: true, silent: true }
    }
}

impl fmt::Debug for EngineRecorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EngineRecorder")
            .field("engine", &self.engine.name)
            .field("health", &self.load())
            .finish_non_exhaustive()
    }
}

/// An answer that an engine owes. See [`EngineRecorder::awaiting`].
#[must_use = "dropping an `Awaited` says that the request was given up"]
#[derive(Debug)]
pub struct Awaited {
    engine: EngineRecorder,
    /// When this request last heard something; at first, when it was sent.
    last: Timestamp,
    open: bool,
    /// Nothing came yet.
    silent: bool,
}

impl Awaited {
    /// A piece of output came, at `time`.
    pub fn heard_at(&mut self, time: Timestamp) {
        if std::mem::take(&mut self.silent) {
            self.engine.engine.answered_after(time.nanos_since(self.last));
        }
        self.last = time;
        self.engine.heard_at(time);
    }

    /// The answer is complete, at `time`.
    pub fn completed_at(mut self, time: Timestamp) {
        self.open = false;
        if self.silent {
            self.engine.engine.answered_after(time.nanos_since(self.last));
        }
        self.engine.heard_at(time);
    }

    /// The request failed.
    pub fn failed(self, failure: Reason) {
        let time = self.engine.clock.now();
        self.failed_at(failure, time);
    }

    /// [`Awaited::failed`] at `time`.
    pub fn failed_at(mut self, failure: Reason, time: Timestamp) {
        self.open = false;
        self.engine.failed_at(failure, time);
    }

    /// Nothing is to be learned from this request.
    pub fn forget(mut self) {
        self.open = false;
    }
}

impl Drop for Awaited {
    fn drop(&mut self) {
        if !self.open {
            return;
        }
        let engine = &self.engine.engine;
        let time = self.engine.clock.now();
        // An engine that answers one request after the other was busy, not silent: somebody else heard it meanwhile.
        let alone = engine.heard.load(Ordering::Relaxed) <= self.last.as_nanos();
        let wait = time.nanos_since(self.last);
        let silent = alone
            && if self.silent {
                engine.given_up_after(wait)
            } else {
                wait >= engine.silence.load(Ordering::Relaxed)
            };
        if silent {
            self.engine.set_at(HealthReason::TimedOut, time);
        }
    }
}

/// The health of a whole from that of its parts: one that can't serve decides, then one of which nothing is known.
fn all_of(parts: impl Iterator<Item = HealthSnapshot>) -> HealthSnapshot {
    let rank = |part: &HealthSnapshot| match part.healthy {
        Some(false) => 0,
        None => 1,
        Some(true) => 2,
    };
    parts.min_by_key(rank).unwrap_or_default()
}

fn reason(word: u64) -> HealthReason {
    HealthReason::ALL.get((word & 0xFF) as usize).copied().unwrap_or_default()
}

const fn pack(reason: HealthReason, time: Timestamp) -> u64 {
    // The low eight bits of the time make room for the reason: 256 ns are as good as exact here.
    time.as_nanos() & !0xFF | reason as u64
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;
    use crate::{Config, ManualClock, Telemetry};

    fn setup() -> (Telemetry, ManualClock) {
        let (clock, hand) = Clock::manual();
        hand.advance(Duration::from_secs(1));
        (Telemetry::new(Config::default().clock(clock)), hand)
    }

    const TICK: Duration = Duration::from_millis(1);

    #[test]
    fn nothing_known_is_neither_healthy_nor_not() {
        let (telemetry, _) = setup();
        assert_eq!(telemetry.health().healthy, None);
        let engine = telemetry.engine("npu");
        assert_eq!((engine.load().healthy, telemetry.health().healthy), (None, None));
        engine.failed(Reason::InvalidInput);
        engine.failed(Reason::DeviceBusy);
        assert_eq!(engine.load().reason, HealthReason::Starting, "the caller's mistake says nothing");
    }

    #[test]
    fn requests_given_up_in_a_row_speak_against_an_engine_that_is_usually_quicker() {
        // Wait for an answer (none for an engine that has not answered), waits that are given up, whether it counts.
        for (answered, given_up, counts) in [
            (Some(50), vec![2_000, 2_000], false),
            (Some(50), vec![2_000, 2_000, 2_000], true),
            (Some(50), vec![500, 500, 500, 500, 500], false),
            (Some(5_000), vec![2_000; 20], false),
            (Some(5_000), vec![21_000; 3], true),
            (Some(30_000), vec![61_000], true),
            (None, vec![2_000; 6], false),
            (None, vec![20_000; 3], true),
            (None, vec![61_000], true),
        ] {
            let (telemetry, hand) = setup();
            let engine = telemetry.engine("npu");
            if let Some(wait) = answered {
                let mut awaited = engine.awaiting();
                hand.advance(Duration::from_millis(wait));
                awaited.heard_at(telemetry.now());
                awaited.completed_at(telemetry.now());
            }
            for wait in &given_up {
                let awaited = engine.awaiting();
                hand.advance(Duration::from_millis(*wait));
                drop(awaited);
            }
            assert_eq!(engine.load().healthy == Some(false), counts, "{answered:?} {given_up:?}");
            hand.advance(TICK);
            engine.awaiting().completed_at(telemetry.now());
            assert_eq!(engine.load().healthy, Some(true), "an answer takes it back");
        }
    }

    #[test]
    fn a_probe_takes_back_only_what_a_probe_can_know() {
        for before in HealthReason::ALL.iter().copied() {
            let (telemetry, hand) = setup();
            let engine = telemetry.engine("npu");
            engine.set(before);
            hand.advance(TICK);
            engine.probed(true);
            let stays =
                !matches!(before, HealthReason::Starting | HealthReason::ProbeFailed | HealthReason::Serving);
            let expected = if stays { before } else { HealthReason::Serving };
            assert_eq!(engine.load().reason, expected, "a probe that is answered after {before:?}");
            hand.advance(TICK);
            engine.probed(false);
            assert_eq!(engine.load().reason, HealthReason::ProbeFailed);
            hand.advance(TICK);
            engine.heard();
            assert_eq!(engine.load().reason, HealthReason::Serving, "output proves, whatever was before");
        }
    }

    #[test]
    fn repeats_keep_since_and_an_older_report_changes_nothing() {
        let (telemetry, _) = setup();
        let at = |us: u64| Timestamp::from_nanos(2_000_000_000 + us * 1024);
        let engine = telemetry.engine("npu");
        engine.heard_at(at(5));
        engine.heard_at(at(9));
        assert_eq!(
            engine.load(),
            HealthSnapshot { healthy: Some(true), reason: HealthReason::Serving, since: at(5) }
        );
        engine.set_at(HealthReason::DeviceHung, at(4));
        assert_eq!(engine.load().reason, HealthReason::Serving);
        engine.set_at(HealthReason::DeviceHung, at(12));
        assert_eq!((engine.load().reason, engine.load().since), (HealthReason::DeviceHung, at(12)));
    }

    #[test]
    fn a_call_that_was_timed_before_a_failure_and_told_after_it_does_not_block_what_follows() {
        let (telemetry, _) = setup();
        let at = |us: u64| Timestamp::from_nanos(2_000_000_000 + us * 1024);
        let engine = telemetry.engine("npu");
        engine.failed_at(Reason::Timeout, at(10));
        engine.heard_at(at(9));
        assert_eq!(telemetry.health().reason, HealthReason::TimedOut);
        engine.heard_at(at(11));
        assert_eq!(telemetry.health().reason, HealthReason::Serving);
    }

    #[test]
    fn the_whole_is_what_its_engines_are_and_each_takes_its_own_along() {
        let (telemetry, hand) = setup();
        let (first, second) = (telemetry.engine("npu"), telemetry.engine("npu"));
        assert_eq!((first.name(), second.name()), ("npu", "npu-2"));
        first.heard();
        assert_eq!(telemetry.health().healthy, None, "nothing is known of the other");
        hand.advance(TICK);
        second.failed(Reason::Aborted);
        assert_eq!(telemetry.health().reason, HealthReason::RequestFailed);
        let other = second.clone();
        drop(second);
        assert_eq!(telemetry.health().healthy, Some(false), "a clone is the same engine");
        drop(other);
        assert_eq!(telemetry.health().healthy, Some(true));
        assert_eq!(telemetry.snapshot().engines.len(), 1);
        drop(first);
        assert_eq!(telemetry.health(), HealthSnapshot::default());
        assert!(telemetry.snapshot().engines.is_empty());
    }

    #[test]
    fn a_device_that_is_opened_anew_has_one_voice() {
        for (ill, reason) in
            [(HealthReason::DeviceLost, Reason::DeviceLost), (HealthReason::DeviceHung, Reason::DeviceHung)]
        {
            let (telemetry, hand) = setup();
            let old = telemetry.engine("npu");
            old.set(ill);
            hand.advance(TICK);
            let again = telemetry.engine("npu");
            assert_eq!((again.name(), telemetry.health().healthy), ("npu", None));
            again.heard();
            assert_eq!(telemetry.health().healthy, Some(true));
            old.failed(reason);
            assert_eq!(telemetry.health().healthy, Some(true), "the old handle no longer speaks");
        }
    }

    #[test]
    fn giving_up_speaks_against_an_engine_that_was_silent_to_all() {
        let (telemetry, hand) = setup();
        let engine = telemetry.engine("npu");
        let give_up_after = |wait: Duration| {
            let answer = engine.awaiting();
            hand.advance(wait);
            drop(answer);
            engine.load().reason
        };
        assert_eq!(give_up_after(Duration::from_secs(59)), HealthReason::Starting);
        assert_eq!(give_up_after(Duration::from_secs(60)), HealthReason::TimedOut);
        engine.set_silence(Duration::from_secs(90));
        engine.heard();
        assert_eq!(give_up_after(Duration::from_secs(89)), HealthReason::Serving);
        let waits = engine.awaiting();
        hand.advance(Duration::from_secs(60));
        engine.heard();
        hand.advance(Duration::from_secs(60));
        drop(waits);
        assert_eq!(engine.load().reason, HealthReason::Serving, "it answered somebody else meanwhile");
        let forgotten = engine.awaiting();
        hand.advance(Duration::from_secs(600));
        forgotten.forget();
        assert_eq!(engine.load().reason, HealthReason::Serving);
        let mut answer = engine.awaiting();
        answer.heard_at(telemetry.now());
        hand.advance(Duration::from_secs(90));
        drop(answer);
        assert_eq!(engine.load().reason, HealthReason::TimedOut, "silent since its last piece");
    }
}
