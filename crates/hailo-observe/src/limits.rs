//! How long calls and readings may take before the device counts as slow or hung.

use std::time::Duration;

use crate::calls::{Pace, Phase, UNLIMITED};
use crate::rounds::nanos;

/// How long calls of one phase may rest without progress: a multiple of what the model usually takes, within bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct PhaseLimit {
    /// Until the model has a history of its own. `None`: for ever.
    pub at_first: Option<Duration>,
    /// The limit is this many times the 99th percentile of what calls took so far. Not negative.
    pub multiple: f64,
    /// Never less than this.
    pub floor: Duration,
    /// Never more than this.
    pub ceiling: Duration,
}

impl PhaseLimit {
    /// What the history allows: `usual` is the 99th percentile, `None` while there are too few values.
    fn allows(&self, usual: Option<Duration>) -> Option<Duration> {
        match usual {
            Some(usual) => {
                let limit = usual.as_secs_f64() * self.multiple;
                let ceiling = self.ceiling.as_secs_f64();
                Some(Duration::from_secs_f64(limit.min(ceiling).max(0.0)).max(self.floor.min(self.ceiling)))
            }
            None => self.at_first,
        }
    }

    fn scaled(self, speed: f64) -> Self {
        Self {
            at_first: self.at_first.map(|time| time.div_f64(speed)),
            floor: self.floor.div_f64(speed),
            ceiling: self.ceiling.div_f64(speed),
            ..self
        }
    }
}

/// When a device counts as slow or hung.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct WatchOptions {
    /// Time between two looks. 500 ms by default.
    pub period: Duration,
    /// Loading a model: `None`, the default, is never a hang.
    pub load: Option<Duration>,
    /// A language model that reads a prompt. 2 minutes at first, then 8 times its usual time to the first token,
    /// 60 s at the least: a long prompt takes as long as it takes.
    pub prefill: PhaseLimit,
    /// The gap between tokens. 10 s at first, then 50 times the usual gap, between 10 s and 60 s.
    pub decode: PhaseLimit,
    /// One inference of a vision network. 10 s at first, then 50 times its usual time, between 5 s and 60 s.
    pub frame: PhaseLimit,
    /// A reading that has not come back while a call is in flight. 8 s by default.
    pub reading_busy: Duration,
    /// A reading that has not come back while nothing else is going on, and readings that nothing but errors came back of while
    /// no work was done. 60 s by default.
    pub reading_idle: Duration,
    /// A better state is stated once it has been seen for so long; a worse one at once. 2 s by default.
    pub settle: Duration,
}

impl Default for WatchOptions {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            period: Duration::from_millis(500),
            load: None,
            prefill: PhaseLimit {
                at_first: Some(seconds(120)),
                multiple: 8.0,
                floor: seconds(60),
                ceiling: seconds(600),
            },
            decode: PhaseLimit {
                at_first: Some(seconds(10)),
                multiple: 50.0,
                floor: seconds(10),
                ceiling: seconds(60),
            },
            frame: PhaseLimit {
                at_first: Some(seconds(10)),
                multiple: 50.0,
                floor: seconds(5),
                ceiling: seconds(60),
            },
            reading_busy: seconds(8),
            reading_idle: seconds(60),
            settle: seconds(2),
        }
    }
}

impl WatchOptions {
    /// For a device that lives `speed` times faster than the clock that telemetry reads.
    #[must_use]
    pub fn at_speed(self, speed: f64) -> Self {
        let speed = speed.max(1.0);
        Self {
            period: self.period.div_f64(speed).max(Duration::from_millis(20)),
            load: self.load.map(|time| time.div_f64(speed)),
            prefill: self.prefill.scaled(speed),
            decode: self.decode.scaled(speed),
            frame: self.frame.scaled(speed),
            reading_busy: self.reading_busy.div_f64(speed),
            reading_idle: self.reading_idle.div_f64(speed),
            settle: self.settle.div_f64(speed),
        }
    }

    /// How long calls of a model may rest in a phase that usually takes it so long, in nanoseconds.
    pub(crate) fn allows(&self, phase: Phase, usual: Option<Duration>) -> u64 {
        let limit = match phase {
            Phase::Load => self.load,
            Phase::Prefill => self.prefill.allows(usual),
            Phase::Decode => self.decode.allows(usual),
            Phase::Frame => self.frame.allows(usual),
        };
        limit.map_or(UNLIMITED, nanos)
    }

    /// The limits of a model of which nothing is known.
    pub(crate) fn at_first(&self) -> Pace {
        Pace::new(Phase::ALL.map(|phase| self.allows(phase, None)))
    }
}
