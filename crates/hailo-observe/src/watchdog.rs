//! What is done about a device that hangs or is gone, one step after the other: its work is refused at once, its engine is
//! opened anew, it is reset, it is given up.
//!
//! Nothing is done that was not asked for. This part decides which step is due, counts it and says why; whoever holds the
//! engine takes it ([`WatchdogMode::Act`]) or does not ([`WatchdogMode::Observe`], a dry run). Like the watch it makes no
//! device call and waits for nobody, so that a step that hangs does not keep the next from being due.

use std::sync::Arc;
use std::time::Duration;

use hailo_telemetry::catalogue::WATCHDOG_ACTIONS;
use hailo_telemetry::{DeviceState, Telemetry, Timestamp};

use crate::activity::Observer;
use crate::flight::{Event, Flight, NameId};
use crate::rounds::nanos;

/// What a watchdog may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WatchdogMode {
    /// Nothing.
    #[default]
    Off,
    /// Count and log each step that would be due.
    Observe,
    /// Take them.
    Act,
}

impl WatchdogMode {
    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Observe => "observe",
            Self::Act => "act",
        }
    }
}

/// What is done about a device, the mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum WatchdogStep {
    /// Requests for it are refused at once, those under way too.
    FailFast,
    /// Its engine is closed and opened anew.
    Reopen,
    /// It is reset, and its engine opened anew.
    Reset,
    /// Nothing more is tried.
    GiveUp,
}

impl WatchdogStep {
    /// All steps, in their order.
    pub const ALL: [Self; 4] = [Self::FailFast, Self::Reopen, Self::Reset, Self::GiveUp];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FailFast => "fail_fast",
            Self::Reopen => "reopen",
            Self::Reset => "reset",
            Self::GiveUp => "give_up",
        }
    }

    fn after(last: Option<Self>) -> Option<Self> {
        let next = last.map_or(0, |last| last as usize + 1);
        Self::ALL.get(next).copied()
    }
}

/// How a watchdog goes about it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct WatchdogOptions {
    /// What it may do. Nothing by default.
    pub mode: WatchdogMode,
    /// Time between two steps, at the least: a step has so long to help. One minute by default.
    pub between: Duration,
    /// A device that was well for so long begins again at the first step; one that falls ill before goes on with the next.
    /// Ten minutes by default.
    pub forget: Duration,
}

impl Default for WatchdogOptions {
    fn default() -> Self {
        Self { mode: WatchdogMode::Off, between: Duration::from_secs(60), forget: Duration::from_secs(600) }
    }
}

impl WatchdogOptions {
    /// The defaults, in this mode.
    #[must_use]
    pub fn new(mode: WatchdogMode) -> Self {
        Self { mode, ..Self::default() }
    }

    /// For a device that lives `speed` times faster than the clock that telemetry reads.
    #[must_use]
    pub fn at_speed(self, speed: f64) -> Self {
        let speed = speed.max(1.0);
        Self { between: self.between.div_f64(speed), forget: self.forget.div_f64(speed), ..self }
    }
}

/// Decides what is due for one device, whichever engine has it.
#[derive(Debug)]
pub struct Watchdog {
    telemetry: Telemetry,
    flight: Option<(Flight, NameId)>,
    device: Arc<str>,
    options: WatchdogOptions,
    ill: bool,
    /// The last step of this illness.
    taken: Option<WatchdogStep>,
    /// When the last step was due, of any illness.
    acted_at: Option<Timestamp>,
    well_since: Option<Timestamp>,
}

impl Watchdog {
    /// For the device of this label.
    #[must_use]
    pub fn new(observer: &Observer, device: &str, options: WatchdogOptions) -> Self {
        let watchdog = Self {
            telemetry: observer.telemetry().clone(),
            flight: observer.flight().map(|flight| (flight.clone(), flight.name(device))),
            device: device.into(),
            options,
            ill: false,
            taken: None,
            acted_at: None,
            well_since: None,
        };
        if options.mode != WatchdogMode::Off {
            WatchdogStep::ALL.into_iter().for_each(|step| watchdog.count(step, 0));
        }
        watchdog
    }

    /// The device's label.
    #[must_use]
    pub fn device(&self) -> &str {
        &self.device
    }

    /// Looks at what the device's watch states, and says which step is due now. `state` is `None` while no engine has the
    /// device: then it is as ill as it was. `because` is the evidence in words.
    pub fn look(&mut self, state: Option<DeviceState>, because: &str) -> Option<WatchdogStep> {
        if self.options.mode == WatchdogMode::Off {
            return None;
        }
        let now = self.telemetry.now();
        self.ill = state.map_or(self.ill, |state| matches!(state, DeviceState::Hung | DeviceState::Lost));
        if !self.ill {
            let since = *self.well_since.get_or_insert(now);
            if now.nanos_since(since) >= nanos(self.options.forget) {
                self.taken = None;
            }
            return None;
        }
        self.well_since = None;
        let between = nanos(self.options.between);
        if self.acted_at.is_some_and(|at| now.nanos_since(at) < between) {
            return None;
        }
        let step = WatchdogStep::after(self.taken)?;
        self.taken = Some(step);
        self.acted_at = Some(now);
        self.count(step, 1);
        if let Some((flight, device)) = &self.flight {
            flight.record(now, Event::Action { device: *device, step });
        }
        let (device, mode, step_name) = (self.device(), self.options.mode.name(), step.name());
        let state = state.map_or("closed", DeviceState::name);
        tracing::warn!(device, mode, step = step_name, state, because, "the watchdog's next step is due");
        Some(step)
    }

    /// Whether requests for the device are to be refused now: it is ill, and the first step is taken.
    #[must_use]
    pub fn refuses(&self) -> bool {
        self.options.mode == WatchdogMode::Act && self.ill && self.taken.is_some()
    }

    /// Whether nothing more is tried, and the device is still ill.
    #[must_use]
    pub fn given_up(&self) -> bool {
        self.refuses() && self.taken == Some(WatchdogStep::GiveUp)
    }

    fn count(&self, step: WatchdogStep, by: u64) {
        let labels = [("device", self.device()), ("step", step.name()), ("mode", self.options.mode.name())];
        // A name that the application registered as something else stays the application's.
        if let Ok(counter) = self.telemetry.counter(WATCHDOG_ACTIONS.name, WATCHDOG_ACTIONS.help, &labels) {
            counter.add(by);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hailo_telemetry::{Clock, Config, ManualClock};

    fn bench(mode: WatchdogMode) -> (ManualClock, Telemetry, Watchdog) {
        let (clock, hand) = Clock::manual();
        hand.advance(Duration::from_secs(1000));
        let telemetry = Telemetry::new(Config::default().clock(clock));
        let watchdog = Watchdog::new(&Observer::new(&telemetry), "d", WatchdogOptions::new(mode));
        (hand, telemetry, watchdog)
    }

    /// Half a second after the other; the steps that were due, and after how many seconds.
    fn pass(
        clock: &ManualClock,
        watchdog: &mut Watchdog,
        state: Option<DeviceState>,
        seconds: u64,
    ) -> Vec<String> {
        let mut due = Vec::new();
        for half in 0..seconds * 2 {
            if let Some(step) = watchdog.look(state, "why") {
                due.push(format!("{}s {}", half / 2, step.name()));
            }
            clock.advance(Duration::from_millis(500));
        }
        due
    }

    fn counted(telemetry: &Telemetry) -> Vec<(String, u64)> {
        let snapshot = telemetry.snapshot();
        let Some(family) = snapshot.custom.iter().find(|family| &*family.name == WATCHDOG_ACTIONS.name)
        else {
            return Vec::new();
        };
        let shown = family.series.iter().map(|series| {
            let labels: Vec<_> = series.labels.iter().map(|(_, value)| value.to_string()).collect();
            let hailo_telemetry::CustomValue::Counter(count) = series.value else { panic!("no counter") };
            (labels.join(" "), count)
        });
        shown.collect()
    }

    #[test]
    fn off_is_off() {
        let (clock, telemetry, mut watchdog) = bench(WatchdogMode::Off);
        assert!(pass(&clock, &mut watchdog, Some(DeviceState::Lost), 600).is_empty());
        assert!(!watchdog.refuses() && counted(&telemetry).is_empty());
    }

    #[test]
    fn the_steps_come_one_a_minute_and_end() {
        for (mode, refuses) in [(WatchdogMode::Observe, false), (WatchdogMode::Act, true)] {
            let (clock, telemetry, mut watchdog) = bench(mode);
            assert_eq!(counted(&telemetry).len(), 4, "each exists at zero");
            assert!(pass(&clock, &mut watchdog, Some(DeviceState::Slow), 100).is_empty(), "slow is not ill");
            let due = pass(&clock, &mut watchdog, Some(DeviceState::Hung), 600);
            assert_eq!(due, ["0s fail_fast", "60s reopen", "120s reset", "180s give_up"]);
            assert_eq!((watchdog.refuses(), watchdog.given_up()), (refuses, refuses));
            assert!(
                counted(&telemetry).iter().all(|(labels, count)| *count == 1 && labels.contains(mode.name()))
            );
        }
    }

    #[test]
    fn a_device_that_falls_ill_again_soon_is_not_treated_as_if_for_the_first_time() {
        let (clock, _, mut watchdog) = bench(WatchdogMode::Act);
        assert_eq!(pass(&clock, &mut watchdog, Some(DeviceState::Hung), 70), ["0s fail_fast", "60s reopen"]);
        assert!(pass(&clock, &mut watchdog, None, 20).is_empty(), "closed, and as ill as before");
        assert!(watchdog.refuses());
        assert!(pass(&clock, &mut watchdog, Some(DeviceState::Idle), 10).is_empty());
        assert!(!watchdog.refuses(), "well again, it works at once");
        assert_eq!(
            pass(&clock, &mut watchdog, Some(DeviceState::Lost), 30),
            ["20s reset"],
            "a minute after the last"
        );
        assert!(pass(&clock, &mut watchdog, Some(DeviceState::Busy), 601).is_empty());
        assert_eq!(pass(&clock, &mut watchdog, Some(DeviceState::Hung), 1), ["0s fail_fast"], "forgotten");
    }

    #[test]
    fn between_two_steps_there_is_a_minute_also_when_the_illness_is_another() {
        let (clock, _, mut watchdog) = bench(WatchdogMode::Observe);
        let mut states = [DeviceState::Hung, DeviceState::Idle].into_iter().cycle();
        let mut due = Vec::new();
        for second in 0..400 {
            due.extend(watchdog.look(states.next(), "why").map(|_| second));
            clock.advance(Duration::from_secs(1));
        }
        assert!(due.windows(2).all(|two| two[1] - two[0] >= 60), "{due:?}");
    }
}
