//! States what a device is doing and which evidence says so, without ever asking the device.
//!
//! A driver that hangs takes every call with it, the thermometer's too. So the judge makes no device call and takes no
//! lock that one may hold: it looks at how long calls in flight have rested ([`crate::calls`]), at how long the poller
//! has been inside a reading, at what statuses said, and whether the kernel still lists the device. Time is
//! monotonic: a Raspberry Pi has no clock of its own, and its wall clock jumps when the network comes.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use hailo_telemetry::{DeviceEvidence, DeviceState, HealthReason, Timestamp};

use crate::activity::Activity;
use crate::calls::Rest;
use crate::flight::{DumpTrigger, Event};
use crate::limits::WatchOptions;
use crate::rounds::{PeriodicThread, nanos};

/// All that one look sees.
#[derive(Clone, Copy, Debug, Default)]
struct Sight {
    busy: bool,
    rest: Option<Rest>,
    reading: Option<(&'static str, Duration)>,
    /// For how long readings got no answer, and whether the device did work since.
    unanswered: Option<(Duration, bool)>,
    /// A call or a reading said that the device is gone.
    said_gone: bool,
    /// The kernel no longer lists the device.
    unlisted: bool,
}

/// One thing that speaks against the device, and how far it is beyond its limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// What kind it is: the `evidence` label.
    pub kind: DeviceEvidence,
    /// What was measured: for how long a call rested, a reading took. Zero where there is nothing to measure.
    pub value: Duration,
    /// How long it may take before the device counts as hung.
    pub limit: Duration,
    /// Phase of the call, or name of the reading.
    pub what: &'static str,
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (value, limit, what) = (self.value.as_secs_f64(), self.limit.as_secs_f64(), self.what);
        match self.kind {
            DeviceEvidence::CallRests => {
                write!(f, "a call ({what}) has not moved for {value:.1} s, its limit is {limit:.1} s")
            }
            DeviceEvidence::ReadingStuck => {
                write!(
                    f,
                    "the reading `{what}` has not come back for {value:.1} s, its limit is {limit:.1} s"
                )
            }
            DeviceEvidence::ReadingFailed => {
                write!(f, "the device has not answered readings for {value:.1} s, its limit is {limit:.1} s")
            }
            DeviceEvidence::SaidGone => write!(f, "a call found the device gone"),
            DeviceEvidence::Unlisted => write!(f, "the kernel no longer lists the device"),
            _ => f.write_str(self.kind.name()),
        }
    }
}

/// What the device is doing, and why the watch says so.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DeviceVerdict {
    /// What it is doing.
    pub state: DeviceState,
    /// Since when, on telemetry's clock.
    pub since: Timestamp,
    /// What speaks against it; the first decided. Empty for a device that is idle or busy.
    pub evidence: Vec<Evidence>,
}

/// How bad a state is.
const fn rank(state: DeviceState) -> u8 {
    match state {
        DeviceState::Idle => 0,
        DeviceState::Busy => 1,
        DeviceState::Slow => 2,
        DeviceState::Hung => 3,
        _ => 4,
    }
}

/// The state that one look alone would state, and the evidence, the deciding one first.
fn judge(sight: &Sight, options: &WatchOptions) -> (DeviceState, Vec<Evidence>) {
    let mut found: Vec<(DeviceState, Evidence)> = Vec::new();
    let gone = |kind| Evidence { kind, value: Duration::ZERO, limit: Duration::ZERO, what: "" };
    if sight.said_gone {
        found.push((DeviceState::Lost, gone(DeviceEvidence::SaidGone)));
    }
    if sight.unlisted {
        found.push((DeviceState::Lost, gone(DeviceEvidence::Unlisted)));
    }
    let beyond = |value: Duration, limit: Duration| {
        if value > limit {
            Some(DeviceState::Hung)
        } else if value > limit / 2 {
            Some(DeviceState::Slow)
        } else {
            None
        }
    };
    if let Some(Rest { phase, rest, limit: Some(limit) }) = sight.rest
        && let Some(state) = beyond(rest, limit)
    {
        let what = phase.name();
        found.push((state, Evidence { kind: DeviceEvidence::CallRests, value: rest, limit, what }));
    }
    if let Some((what, value)) = sight.reading {
        let limit = if sight.busy { options.reading_busy } else { options.reading_idle };
        if let Some(state) = beyond(value, limit) {
            found.push((state, Evidence { kind: DeviceEvidence::ReadingStuck, value, limit, what }));
        }
    }
    if let Some((value, works)) = sight.unanswered {
        // One that answers nothing but errors, and does no work either, is as good as one that does not answer.
        let limit = options.reading_idle;
        let state = if value > limit && !works { DeviceState::Hung } else { DeviceState::Slow };
        found.push((state, Evidence { kind: DeviceEvidence::ReadingFailed, value, limit, what: "" }));
    }
    // Stable: of equally bad ones the first found decides.
    found.sort_by_key(|(state, _)| std::cmp::Reverse(rank(*state)));
    let quiet = if sight.busy { DeviceState::Busy } else { DeviceState::Idle };
    let state = found.first().map_or(quiet, |(state, _)| *state);
    (state, found.into_iter().map(|(_, evidence)| evidence).collect())
}

/// Watches one engine's device; [`DeviceWatch::look`] takes one look.
pub struct DeviceWatch {
    activity: Activity,
    options: WatchOptions,
    /// Directory of the device in sysfs, for one that was there when the watch began.
    listed_at: Option<PathBuf>,
    verdict: DeviceVerdict,
    /// A better state than the stated one, and since when it has been seen.
    better: Option<(DeviceState, Timestamp)>,
    paced_at: Timestamp,
}

impl fmt::Debug for DeviceWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceWatch").field("verdict", &self.verdict).finish_non_exhaustive()
    }
}

/// How often the limits follow the histograms.
const PACE_EVERY: Duration = Duration::from_secs(10);
impl DeviceWatch {
    pub(crate) fn new(activity: Activity, options: WatchOptions, sysfs: Option<&Path>) -> Self {
        let listed_at = sysfs.map(|root| root.join("bus/pci/devices").join(activity.device()));
        let now = activity.telemetry.now();
        activity.adapt(&options);
        Self {
            listed_at: listed_at.filter(|path| path.exists()),
            verdict: DeviceVerdict { state: DeviceState::Idle, since: now, evidence: Vec::new() },
            better: None,
            paced_at: now,
            activity,
            options,
        }
    }

    /// Looks once, states the device's state where it changed, and tells the engine's health. It never waits.
    pub fn look(&mut self) -> &DeviceVerdict {
        let now = self.activity.telemetry.now();
        if now.nanos_since(self.paced_at) >= nanos(PACE_EVERY) {
            self.activity.adapt(&self.options);
            self.paced_at = now;
        }
        let sight = self.see(now);
        let (seen, evidence) = judge(&sight, &self.options);
        let settled = if rank(seen) >= rank(self.verdict.state) || rank(self.verdict.state) <= 1 {
            // A worse state is stated at once, and so is the change between idle and busy.
            self.better = None;
            true
        } else {
            let since = match self.better {
                Some((state, since)) if rank(seen) <= rank(state) => since,
                _ => now,
            };
            self.better = Some((seen, since));
            now.nanos_since(since) >= nanos(self.options.settle)
        };
        if settled {
            let changed = seen != self.verdict.state;
            self.verdict.evidence = evidence;
            if changed {
                self.verdict.state = seen;
                self.verdict.since = now;
                self.better = None;
                self.log();
                self.note();
            }
        }
        self.tell(&sight, now);
        &self.verdict
    }

    /// The reading that the poller is inside of, and for how long; `None` between two.
    #[must_use]
    pub fn reading(&self) -> Option<(&'static str, Duration)> {
        self.activity.asking.under_way(self.activity.telemetry.now())
    }

    fn see(&self, now: Timestamp) -> Sight {
        let calls = self.activity.calls();
        Sight {
            busy: calls.busy(),
            rest: calls.most_rested(now),
            reading: self.activity.asking.under_way(now),
            unanswered: self
                .activity
                .asking
                .unanswered()
                .map(|since| (Duration::from_nanos(now.nanos_since(since)), calls.last_progress() > since)),
            said_gone: self.activity.said_gone(),
            unlisted: self.listed_at.as_ref().is_some_and(|path| !path.exists()),
        }
    }

    fn tell(&self, sight: &Sight, now: Timestamp) {
        let recorder = self.activity.recorder();
        let state = self.verdict.state;
        recorder.set_state(state);
        let stuck = self.verdict.evidence.iter().any(|evidence| {
            matches!(evidence.kind, DeviceEvidence::ReadingStuck | DeviceEvidence::ReadingFailed)
        });
        if state == DeviceState::Lost || stuck {
            recorder.set_up(false); // true again is for the poller to say, once the device answers
        }
        let because = self.verdict.evidence.first().map(ToString::to_string).unwrap_or_default();
        recorder.set_evidence(self.verdict.evidence.iter().map(|evidence| evidence.kind), &because);
        recorder.record_progress_at(self.activity.calls().last_progress());
        match state {
            DeviceState::Hung => self.activity.engine.set_at(HealthReason::DeviceHung, now),
            DeviceState::Lost => {
                self.activity.engine.set_at(HealthReason::DeviceLost, now);
                recorder.clear_readings();
            }
            // What the watch said it takes back when what it saw is over; what requests said stays.
            DeviceState::Idle | DeviceState::Busy if sight.unanswered.is_none() => {
                self.activity.engine.take_back_at(&[HealthReason::DeviceHung, HealthReason::DeviceLost], now);
            }
            _ => {}
        }
    }

    /// Tells the flight recorder, which dumps what came before a device hung or went.
    fn note(&self) {
        let Some(flight) = self.activity.flight() else { return };
        let state = self.verdict.state;
        let first = self.verdict.evidence.first();
        let (value, limit) = first.map_or_else(Default::default, |evidence| (evidence.value, evidence.limit));
        let evidence = first.map(|evidence| evidence.kind);
        self.activity.note(|_, device| Event::State { device, state, evidence, value, limit });
        match state {
            DeviceState::Hung => flight.trigger(DumpTrigger::Hang),
            DeviceState::Lost => flight.trigger(DumpTrigger::Loss),
            DeviceState::Slow => flight.edge(),
            _ => {}
        }
    }

    fn log(&self) {
        let (state, device) = (self.verdict.state.name(), self.activity.device());
        match self.verdict.evidence.first() {
            Some(evidence) => tracing::warn!(
                device,
                state,
                evidence = evidence.kind.name(),
                value_s = evidence.value.as_secs_f64(),
                limit_s = evidence.limit.as_secs_f64(),
                "the device is {state}: {evidence}"
            ),
            None => tracing::debug!(device, state, "the device is {state}"),
        }
    }

    /// Looks on a thread of its own until the returned value is dropped.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn spawn(mut self) -> std::io::Result<WatchThread> {
        let period = self.options.period;
        PeriodicThread::every("hailo-watch", period, move || {
            self.look();
        })
        .map(|rounds| WatchThread { rounds })
    }
}

/// A running watch. Dropping it stops the thread, which never waits for a device.
#[derive(Debug)]
pub struct WatchThread {
    rounds: PeriodicThread,
}

impl WatchThread {
    /// How many looks it took so far: a watch that goes on looking shows that the process is alive.
    #[must_use]
    pub fn looks(&self) -> u64 {
        self.rounds.done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::activity::Observer;
    use crate::calls::{Call, Pace, Phase};
    use hailo_telemetry::{Clock, Config, ManualClock, Telemetry};

    struct Bench {
        telemetry: Telemetry,
        clock: ManualClock,
        activity: Activity,
        watch: DeviceWatch,
        pace: Arc<Pace>,
    }

    fn bench_on(sysfs: Option<&Path>) -> Bench {
        let (clock, hand) = Clock::manual();
        hand.advance(Duration::from_secs(1000));
        let telemetry = Telemetry::new(Config::default().clock(clock));
        let activity = Activity::new(&Observer::new(&telemetry), "0000:01:00.0", Arc::default());
        let watch = DeviceWatch::new(activity.clone(), WatchOptions::default(), sysfs);
        let pace = activity.pace("m");
        Bench { telemetry, clock: hand, activity, watch, pace }
    }

    fn bench() -> Bench {
        bench_on(None)
    }

    impl Bench {
        /// Half a second after the other, as the thread does; the state after the last look.
        fn look_for(&mut self, seconds: u64) -> DeviceState {
            for _ in 0..seconds * 2 {
                self.clock.advance(Duration::from_millis(500));
                self.watch.look();
            }
            self.watch.look().state
        }

        fn enter(&self, phase: Phase) -> Call {
            self.activity.enter(phase, &self.pace, self.telemetry.now())
        }

        fn kinds(&self) -> Vec<DeviceEvidence> {
            self.watch.verdict.evidence.iter().map(|evidence| evidence.kind).collect()
        }

        fn healthy(&self) -> Option<bool> {
            self.telemetry.health().healthy
        }
    }

    #[test]
    fn a_call_that_does_not_move_is_slow_then_hung_and_its_end_heals() {
        let mut bench = bench();
        bench.activity.heard(None, bench.telemetry.now());
        let call = bench.enter(Phase::Frame);
        assert_eq!(bench.look_for(5), DeviceState::Busy);
        assert_eq!(bench.look_for(1), DeviceState::Slow, "half of its ten seconds");
        assert_eq!(bench.healthy(), Some(true), "slow is no verdict of health");
        assert_eq!(bench.look_for(4), DeviceState::Slow);
        assert_eq!(bench.look_for(1), DeviceState::Hung);
        assert_eq!(bench.kinds(), [DeviceEvidence::CallRests]);
        let because = bench.telemetry.snapshot().devices[0].because.clone();
        assert_eq!(because, "a call (frame) has not moved for 11.0 s, its limit is 10.0 s");
        assert_eq!(bench.healthy(), Some(false));
        drop(call);
        assert_eq!(bench.look_for(1), DeviceState::Hung, "it has to stay better for two seconds");
        assert_eq!(bench.look_for(2), DeviceState::Idle);
        assert_eq!(bench.kinds(), []);
        assert_eq!(bench.healthy(), Some(true), "what the watch said it takes back");
    }

    #[test]
    fn a_reading_that_does_not_come_back_is_evidence_sooner_while_a_call_waits() {
        let mut bench = bench();
        bench.activity.asking.begin("temperature", bench.telemetry.now());
        assert_eq!(bench.look_for(30), DeviceState::Idle);
        assert_eq!(bench.look_for(31), DeviceState::Hung);
        assert_eq!(bench.kinds(), [DeviceEvidence::ReadingStuck]);
        bench.activity.asking.end();
        assert_eq!(bench.look_for(3), DeviceState::Idle);

        let _prompt = bench.enter(Phase::Prefill);
        bench.activity.asking.begin("power", bench.telemetry.now());
        assert_eq!(bench.look_for(9), DeviceState::Hung, "the prompt alone may take minutes");
        assert!(bench.watch.verdict.evidence[0].to_string().contains("`power`"));
        assert_eq!(bench.telemetry.snapshot().devices[0].up, Some(false));
    }

    #[test]
    fn readings_that_fail_are_a_hang_in_the_end_unless_the_device_works() {
        let mut bench = bench();
        bench.activity.asking.answered(false, bench.telemetry.now());
        assert_eq!(bench.look_for(60), DeviceState::Slow);
        bench.activity.asking.answered(false, bench.telemetry.now());
        assert_eq!(bench.look_for(1), DeviceState::Hung);
        assert_eq!(bench.kinds(), [DeviceEvidence::ReadingFailed]);
        let text = bench.watch.verdict.evidence[0].to_string();
        assert_eq!(text, "the device has not answered readings for 61.0 s, its limit is 60.0 s");
        bench.activity.progress(bench.telemetry.now());
        assert_eq!(bench.look_for(3), DeviceState::Slow, "its thermometer is broken, and no more");
        bench.activity.asking.answered(true, bench.telemetry.now());
        assert_eq!(bench.look_for(3), DeviceState::Idle);
    }

    #[test]
    fn a_long_prompt_a_load_and_a_reader_that_rests_are_no_hang() {
        let mut bench = bench();
        let load = bench.enter(Phase::Load);
        assert_eq!(bench.look_for(3600), DeviceState::Busy, "a load may take for ever");
        drop(load);
        let prompt = bench.enter(Phase::Prefill);
        assert_eq!(bench.look_for(59), DeviceState::Busy, "a rule of sixty seconds would cry here");
        prompt.wait(Phase::Decode, bench.telemetry.now());
        assert_eq!(bench.look_for(4), DeviceState::Busy);
        prompt.pause();
        assert_eq!(bench.look_for(600), DeviceState::Busy, "who reads the answer has the turn");
        prompt.wait(Phase::Decode, bench.telemetry.now());
        assert_eq!(bench.look_for(11), DeviceState::Hung);
    }

    #[test]
    fn limits_follow_what_the_model_usually_takes() {
        let mut bench = bench();
        let model = bench.telemetry.model("m");
        for _ in 0..HISTORY_OF_FRAMES {
            let request = model.begin();
            bench.clock.advance(Duration::from_secs(1));
            request.complete();
        }
        bench.look_for(11);
        let _frame = bench.enter(Phase::Frame);
        assert_eq!(bench.look_for(24), DeviceState::Busy, "50 s and not 10 s now");
        assert_eq!(bench.look_for(25), DeviceState::Slow);
        assert_eq!(bench.look_for(3), DeviceState::Hung);
    }
    const HISTORY_OF_FRAMES: u32 = 20;

    #[test]
    fn a_device_that_the_kernel_no_longer_lists_is_lost() {
        let sysfs = std::env::temp_dir().join(format!("hailo-watch-{}", std::process::id()));
        let listed = sysfs.join("bus/pci/devices/0000:01:00.0");
        std::fs::create_dir_all(&listed).unwrap();
        let mut bench = bench_on(Some(&sysfs));
        assert_eq!(bench.look_for(1), DeviceState::Idle);
        std::fs::remove_dir(&listed).unwrap();
        assert_eq!(bench.look_for(1), DeviceState::Lost);
        assert!(bench.kinds().contains(&DeviceEvidence::Unlisted));
        assert_eq!(bench.telemetry.health().reason, HealthReason::DeviceLost);
        std::fs::remove_dir_all(&sysfs).unwrap();
    }

    #[test]
    fn a_day_of_mixed_work_raises_no_alarm() {
        let mut bench = bench();
        let mut random = 1_u64;
        let mut below = |n: u64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) % n
        };
        let model = bench.telemetry.model("m");
        let end = bench.telemetry.now().as_nanos() + 24 * 3600 * 1_000_000_000;
        let mut worst = DeviceState::Idle;
        while bench.telemetry.now().as_nanos() < end {
            let mut see = |bench: &mut Bench, seconds: u64| {
                let state = bench.look_for(seconds);
                if rank(state) > rank(worst) {
                    worst = state;
                }
            };
            if below(40) == 0 {
                see(&mut bench, 1800 + below(7200)); // a quiet hour
                let _load = bench.enter(Phase::Load);
                see(&mut bench, 5 + below(60)); // another model
            }
            let mut request = model.begin();
            let call = bench.enter(Phase::Prefill);
            see(&mut bench, 1 + below(50)); // prompts of any length
            request.token();
            for _ in 0..below(20) {
                call.wait(Phase::Decode, bench.telemetry.now());
                see(&mut bench, 1 + below(3));
                request.token();
                call.pause();
            }
            request.complete();
            drop(call);
            bench.activity.heard(None, bench.telemetry.now());
        }
        assert_eq!(worst, DeviceState::Busy);
    }
}
