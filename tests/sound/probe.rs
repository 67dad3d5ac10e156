//! For how long the probes of this crate run: `HAILO_PROBE_SECONDS`; without it, for a moment.

use std::time::{Duration, Instant};

/// How long a probe is asked to run.
fn asked_for() -> Option<Duration> {
    let seconds = std::env::var("HAILO_PROBE_SECONDS").ok()?;
    Some(Duration::from_secs(seconds.parse().expect("HAILO_PROBE_SECONDS is a number of seconds")))
}

/// Seeds for as long as is asked for, or so many.
pub(crate) fn seeds(usual: u64) -> impl Iterator<Item = u64> {
    let (began, asked) = (Instant::now(), asked_for());
    (0..).take_while(move |seed| asked.map_or(*seed < usual, |asked| began.elapsed() < asked))
}
