//! How one model's requests went, told to all that want to know at their end: health, throttling, flight recorder.

use std::sync::Arc;
use std::time::Duration;

use hailo_telemetry::{InFlight, ModelRecorder, Outcome, Reason, Timestamp};

use crate::activity::{Activity, failure_reason};
use crate::calls::{Call, Pace, Phase};
use crate::flight::{Event, NameId};
use crate::throttling::Throttled;

/// What belongs to one model on one engine beside its recorder.
#[derive(Debug)]
pub(crate) struct Work {
    activity: Activity,
    pace: Arc<Pace>,
    throttled: Throttled,
    name: Option<NameId>,
}

/// When things happened in one request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestTimeline {
    pub(crate) began: Timestamp,
    /// The first output.
    pub(crate) first: Option<Timestamp>,
    /// The last output so far, and the longest time between two.
    pub(crate) last: Timestamp,
    pub(crate) longest_gap: Duration,
    pub(crate) tokens: u32,
    pub(crate) frames: u32,
}

impl RequestTimeline {
    pub(crate) fn new(began: Timestamp) -> Self {
        Self { began, first: None, last: began, longest_gap: Duration::ZERO, tokens: 0, frames: 0 }
    }

    /// Output came.
    fn output(&mut self, tokens: u32, now: Timestamp) -> Option<Duration> {
        let gap = self.first.is_some().then(|| now.since(self.last));
        self.first.get_or_insert(now);
        self.last = now;
        self.longest_gap = self.longest_gap.max(gap.unwrap_or_default());
        self.tokens = self.tokens.saturating_add(tokens);
        gap
    }
}

impl Work {
    pub(crate) fn new(activity: &Activity, recorder: &ModelRecorder) -> Self {
        let model = recorder.name();
        Self {
            pace: activity.pace(model),
            throttled: Throttled::new(&activity.telemetry, model),
            name: activity.flight().map(|flight| flight.name(model)),
            activity: activity.clone(),
        }
    }

    /// A request for this model goes to the device: [`Work::settle`] or [`Work::cancelled`] ends it.
    pub(crate) fn enter(&self, phase: Phase, now: Timestamp) -> Call {
        if let Some(tally) = &self.activity.tally {
            tally.begin(now);
        }
        self.activity.enter(phase, &self.pace, now)
    }

    /// Tokens came out of a request.
    pub(crate) fn tokens(&self, timeline: &mut RequestTimeline, tokens: u32, now: Timestamp) {
        let gap = timeline.output(tokens, now);
        if let Some(gap) = gap
            && tokens > 0
            && self.activity.throttling.holds()
        {
            self.throttled.gaps(tokens, gap / tokens);
        }
    }

    /// Ends a request as its call ended, and says what that tells of the engine.
    pub(crate) fn settle(
        &self,
        request: InFlight,
        timeline: &RequestTimeline,
        failed: Option<&hailo::Error>,
        now: Timestamp,
    ) {
        self.activity.heard(failed, now);
        let outcome = match failed.map(failure_reason) {
            None => {
                request.complete_at(now);
                Outcome::Completed
            }
            Some(reason) => {
                request.fail_at(reason, now);
                if reason == Reason::Timeout { Outcome::TimedOut } else { Outcome::Failed }
            }
        };
        self.ended(timeline, outcome, now);
    }

    /// A request is taken from a device that does not end it. What that says of the engine is for the watch.
    pub(crate) fn taken(
        &self,
        request: InFlight,
        timeline: &RequestTimeline,
        reason: Reason,
        now: Timestamp,
    ) {
        request.fail_at(reason, now);
        self.ended(timeline, Outcome::Failed, now);
    }

    /// The caller gave a request up.
    pub(crate) fn cancelled(&self, timeline: &RequestTimeline, now: Timestamp) {
        self.ended(timeline, Outcome::Cancelled, now);
    }

    fn ended(&self, timeline: &RequestTimeline, outcome: Outcome, now: Timestamp) {
        if let Some(tally) = &self.activity.tally {
            tally.end(timeline.tokens, timeline.frames, now);
        }
        if self.activity.throttling.held_since(timeline.began) {
            self.throttled.request(now.since(timeline.began));
        }
        let (Some(flight), Some(model)) = (self.activity.flight(), self.name) else { return };
        let RequestTimeline { began, first, longest_gap, tokens, .. } = *timeline;
        flight.record(now, Event::Request { model, outcome, began, first, longest_gap, tokens });
        if matches!(outcome, Outcome::Failed | Outcome::TimedOut) {
            flight.failed(now);
        }
    }
}
