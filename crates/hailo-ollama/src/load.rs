//! Loading a model, seen from outside: what the first answer after a switch took longer than the later ones. The module
//! [`proxy`](crate::proxy) says what the estimate is worth.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hailo_telemetry::{LoadPhase, ModelRecorder, Timestamp};

use crate::decode::Event;

/// Warm requests remembered of a model.
const WARM: usize = 8;
/// Models remembered; those past it have no estimate.
const MODELS: usize = 64;

/// What is known of the models of one server.
#[derive(Debug, Default)]
pub(crate) struct Loads(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// The model that answered last.
    last: Option<Arc<str>>,
    models: HashMap<Arc<str>, Times>,
}

/// Times to the first token, in nanoseconds.
#[derive(Debug, Default)]
struct Times {
    /// Of the last request after a switch, until a warm time shows how much of it was loading.
    cold: Option<u64>,
    warm: VecDeque<u64>,
}

impl Times {
    /// The excess of the cold request over the median of the warm ones; none when that is less than the median itself,
    /// because prompts differ as much.
    fn excess(&self) -> Option<u64> {
        let mut warm: Vec<u64> = self.warm.iter().copied().collect();
        warm.sort_unstable();
        let median = *warm.get(warm.len() / 2)?;
        self.cold?.checked_sub(median).filter(|excess| *excess >= median)
    }
}

impl Loads {
    /// `model` answers; whether another did before.
    fn switched(&self, model: &Arc<str>) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let switched = known.last.as_ref() != Some(model);
        if switched {
            known.last = Some(model.clone());
        }
        switched
    }

    /// Takes in a time to the first token; answers the excess where that says something new about it.
    fn first_token(&self, model: &Arc<str>, cold: bool, took: u64) -> Option<u64> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.models.len() >= MODELS && !known.models.contains_key(model) {
            return None;
        }
        let times = known.models.entry(model.clone()).or_default();
        if cold {
            times.cold = Some(took);
        } else {
            if times.warm.len() == WARM {
                times.warm.pop_front();
                // Later ones say more of today's prompts than of that start.
                times.cold = None;
            }
            times.warm.push_back(took);
        }
        times.excess()
    }

    /// The server told how long it loaded: the estimate is not needed.
    fn forget_cold(&self, model: &Arc<str>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(times) = known.models.get_mut(model) {
            times.cold = None;
        }
    }
}

/// Watches one request for the load of its model.
#[derive(Debug)]
pub(crate) struct LoadWatch {
    loads: Arc<Loads>,
    model: Arc<str>,
    recorder: ModelRecorder,
    began: Timestamp,
    /// Whether this is the first answer after a switch; known at the first thing that the server says.
    cold: Option<bool>,
}

impl LoadWatch {
    /// Watches a request to the model of `recorder` that was sent at `began`.
    pub(crate) fn new(loads: Arc<Loads>, recorder: ModelRecorder, began: Timestamp) -> Self {
        Self { loads, model: recorder.name().into(), recorder, began, cold: None }
    }

    /// Takes in what the server says; `streamed` when it says it piece by piece.
    pub(crate) fn hear(&mut self, event: &Event, streamed: bool, now: Timestamp) {
        if self.cold.is_none() && event.error.is_none() && (event.output || event.finished) {
            let cold = self.loads.switched(&self.model);
            self.cold = Some(cold);
            if streamed && event.output {
                let took = now.nanos_since(self.began);
                self.set(self.loads.first_token(&self.model, cold, took));
            }
        }
        // 0 is what a server writes that does not measure it, or had loaded the model before.
        if self.cold == Some(true)
            && let Some(took @ 1..) = event.counts.load_ns
        {
            self.loads.forget_cold(&self.model);
            self.set(Some(took));
        }
    }

    fn set(&self, took: Option<u64>) {
        if let Some(took) = took {
            self.recorder.set_load(LoadPhase::FirstInference, Duration::from_nanos(took));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::Counts;
    use hailo_telemetry::{Clock, Config, ManualClock, Telemetry};

    struct Server {
        telemetry: Telemetry,
        hand: ManualClock,
        loads: Arc<Loads>,
    }

    impl Server {
        fn new() -> Self {
            let (clock, hand) = Clock::manual();
            Self { telemetry: Telemetry::new(Config::default().clock(clock)), hand, loads: Arc::default() }
        }

        /// One streamed answer whose first token comes after `ms`.
        fn answer(&self, model: &str, ms: u64, load: Option<Duration>) {
            let mut watch =
                LoadWatch::new(self.loads.clone(), self.telemetry.model(model), self.telemetry.now());
            self.hand.advance(Duration::from_millis(ms));
            let token = Event { output: true, ..Event::default() };
            watch.hear(&token, true, self.telemetry.now());
            let load_ns = load.map(|load| u64::try_from(load.as_nanos()).unwrap());
            let counts = Counts { load_ns, ..Counts::default() };
            let end = Event { finished: true, done: true, counts, ..Event::default() };
            watch.hear(&end, true, self.telemetry.now());
        }

        fn load_ms(&self, model: &str) -> Option<u64> {
            let took = self.telemetry.snapshot().model(model)?.load(LoadPhase::FirstInference)?;
            u64::try_from(took.as_millis()).ok()
        }
    }

    #[test]
    fn the_first_answer_is_compared_with_the_next_ones() {
        let server = Server::new();
        server.answer("a", 9_000, None);
        assert_eq!(server.load_ms("a"), None, "nothing to compare with");
        server.answer("a", 400, None);
        assert_eq!(server.load_ms("a"), Some(8_600));
        server.answer("a", 300, None);
        server.answer("a", 300, None);
        assert_eq!(server.load_ms("a"), Some(8_700), "the median of the warm ones");
    }

    #[test]
    fn a_switch_loads_again_and_is_known_at_once() {
        let server = Server::new();
        for (model, ms) in [("a", 5_000), ("a", 500), ("b", 8_000), ("b", 1_000), ("a", 4_500)] {
            server.answer(model, ms, None);
        }
        assert_eq!((server.load_ms("a"), server.load_ms("b")), (Some(4_000), Some(7_000)));
    }

    #[test]
    fn a_model_that_was_loaded_before_has_no_load_time() {
        let server = Server::new();
        for ms in [500, 400, 450, 390] {
            server.answer("a", ms, None);
        }
        assert_eq!(server.load_ms("a"), None);
    }

    #[test]
    fn what_the_server_says_is_believed_after_a_switch_only() {
        let server = Server::new();
        server.answer("a", 3_000, Some(Duration::from_millis(2_345)));
        assert_eq!(server.load_ms("a"), Some(2_345));
        server.answer("a", 100, Some(Duration::from_millis(20)));
        server.answer("a", 100, None);
        assert_eq!(server.load_ms("a"), Some(2_345));
    }

    #[test]
    fn a_server_that_says_zero_says_nothing() {
        let server = Server::new();
        server.answer("a", 3_000, Some(Duration::ZERO));
        assert_eq!(server.load_ms("a"), None);
        server.answer("a", 100, Some(Duration::ZERO));
        assert_eq!(server.load_ms("a"), Some(2_900), "the estimate stands");
    }

    #[test]
    fn names_without_end_are_not_remembered() {
        let server = Server::new();
        for i in 0..MODELS + 10 {
            server.answer(&i.to_string(), 100, None);
        }
        assert_eq!(server.loads.0.lock().unwrap().models.len(), MODELS);
    }
}
