//! Which names of models get series of their own.
//!
//! A client may type anything. A name gets a series once a server has answered under it; what a server refused is
//! counted under [`UNNAMED`], all together. When there are as many names as allowed, the one that was not asked for
//! longest makes room.

use std::sync::{Arc, Mutex, PoisonError};

use hailo_telemetry::{ModelRecorder, Telemetry};

/// The model of requests that name none, or one that no server knows.
pub(crate) const UNNAMED: &str = "unknown";

/// Names that have a series though no server has answered under them yet: those whose server was away or redirected
/// when they were first asked for.
const UNPROVED: usize = 8;

/// The names in use, those asked for last at the end.
#[derive(Debug)]
pub(crate) struct Names {
    telemetry: Telemetry,
    limit: usize,
    used: Mutex<Vec<Entry>>,
}

#[derive(Debug)]
struct Entry {
    name: Arc<str>,
    proved: bool,
}

impl Names {
    /// Records into `telemetry`, under at most `limit` names that were proved.
    pub(crate) fn new(telemetry: Telemetry, limit: usize) -> Self {
        Self { telemetry, limit: limit.max(1), used: Mutex::default() }
    }

    /// The recorder of a name that a server has answered under before.
    pub(crate) fn proved(&self, name: &str) -> Option<ModelRecorder> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let at = used.iter().position(|entry| entry.proved && &*entry.name == name)?;
        let entry = used.remove(at);
        used.push(entry);
        Some(self.telemetry.model(name))
    }

    /// The recorder of a name that a server answers under.
    pub(crate) fn prove(&self, name: &str) -> ModelRecorder {
        self.enter(name, true)
    }

    /// The recorder of a name of which nothing is known, because its server did not answer.
    pub(crate) fn unproved(&self, name: &str) -> ModelRecorder {
        self.enter(name, false)
    }

    /// The recorder of what no server knows.
    pub(crate) fn unnamed(&self) -> ModelRecorder {
        self.telemetry.model(UNNAMED)
    }

    fn enter(&self, name: &str, proved: bool) -> ModelRecorder {
        if name == UNNAMED {
            return self.unnamed();
        }
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let mut entry = match used.iter().position(|entry| &*entry.name == name) {
            Some(at) => used.remove(at),
            None => Entry { name: name.into(), proved },
        };
        entry.proved |= proved;
        let same = entry.proved;
        let limit = if same { self.limit } else { UNPROVED };
        used.push(entry);
        while used.iter().filter(|entry| entry.proved == same).count() > limit
            && let Some(oldest) = used.iter().position(|entry| entry.proved == same)
        {
            let old = used.remove(oldest);
            self.telemetry.retire(&old.name);
        }
        drop(used);
        self.telemetry.model(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hailo_telemetry::{Clock, Config, ManualClock};
    use std::time::Duration;

    fn names(limit: usize) -> (Names, ManualClock) {
        let (clock, hand) = Clock::manual();
        let config = Config::default().clock(clock).retire_after(Duration::from_secs(60));
        (Names::new(Telemetry::new(config), limit), hand)
    }

    fn series(names: &Names) -> Vec<String> {
        let mut series: Vec<String> =
            names.telemetry.snapshot().models.iter().map(|model| model.name().to_string()).collect();
        series.sort();
        series
    }

    #[test]
    fn the_name_that_was_not_asked_for_longest_makes_room() {
        let (names, hand) = names(2);
        for name in ["a", "b", "a", "c"] {
            drop(names.prove(name));
        }
        assert_eq!(series(&names), ["a", "b", "c"], "for a while the old one is still shown");
        hand.advance(Duration::from_secs(61));
        let _ = series(&names);
        assert_eq!(series(&names), ["a", "c"]);
        assert!(names.proved("b").is_none() && names.proved("a").is_some());
    }

    #[test]
    fn names_that_nobody_proved_take_no_place_of_a_proved_one() {
        let (names, hand) = names(2);
        drop(names.prove("real"));
        for i in 0..100 {
            drop(names.unproved(&format!("typo-{i}")));
        }
        hand.advance(Duration::from_secs(61));
        let _ = series(&names);
        assert_eq!(series(&names).len(), UNPROVED + 1);
        assert!(names.proved("real").is_some() && names.proved("typo-99").is_none());
        drop(names.prove("typo-99"));
        assert!(names.proved("typo-99").is_some());
    }

    #[test]
    fn a_proved_name_whose_server_is_silent_now_costs_no_other_its_place() {
        let (names, _hand) = names(20);
        let all: Vec<String> = (0..20).map(|i| format!("real-{i}")).collect();
        for name in &all {
            drop(names.prove(name));
        }
        drop(names.unproved("real-0"));
        assert!(all.iter().all(|name| names.proved(name).is_some()));
    }
}
