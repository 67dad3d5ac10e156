//! A task that asks an engine now and then whether it answers, so that health is known without traffic and no scrape
//! has to ask.

use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::time::Duration;

use tokio::task::AbortHandle;

use crate::EngineRecorder;

/// How often a [`Prober`] asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProbeOptions {
    /// Time between two probes while they are answered; 5 s by default. Each wait is up to a tenth shorter or longer,
    /// so that many probers do not ask at the same moment.
    pub period: Duration,
    /// How long one may take before it counts as failed; 3 s by default.
    pub timeout: Duration,
    /// While probes fail the time between them doubles, up to this; 10 s by default.
    pub longest: Duration,
}

impl Default for ProbeOptions {
    fn default() -> Self {
        Self {
            period: Duration::from_secs(5),
            timeout: Duration::from_secs(3),
            longest: Duration::from_secs(10),
        }
    }
}

/// A running prober. Dropping it ends the probes; the engine stays as it was last known.
#[must_use = "dropping a `Prober` ends its probes"]
#[derive(Debug)]
pub struct Prober(AbortHandle);

impl Drop for Prober {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl EngineRecorder {
    /// Has `probe` ask `server` at once and then now and then, on the tokio runtime this is called on, and reports its
    /// answers as [`EngineRecorder::probed`] does. A probe must not count as a request. An `async` trait's method is
    /// boxed already, another future goes into [`Box::pin`].
    ///
    /// ```no_run
    /// # struct Client;
    /// # impl Client { async fn lists_models(&self) -> bool { true } }
    /// # async fn example(telemetry: hailo_telemetry::Telemetry, client: std::sync::Arc<Client>) {
    /// use hailo_telemetry::prober::ProbeOptions;
    ///
    /// let engine = telemetry.engine("ollama");
    /// let prober = engine.probe_every(ProbeOptions::default(), client, |client| Box::pin(client.lists_models()));
    /// # drop(prober); }
    /// ```
    ///
    /// # Panics
    /// Outside a tokio runtime, or in one without a timer.
    pub fn probe_every<S, F>(&self, options: ProbeOptions, server: S, probe: F) -> Prober
    where
        S: Send + Sync + 'static,
        F: for<'a> Fn(&'a S) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> + Send + 'static,
    {
        let engine = self.clone();
        let task = tokio::spawn(async move {
            let mut next = options.period;
            loop {
                let answered = tokio::time::timeout(options.timeout, probe(&server)).await.unwrap_or(false);
                engine.probed(answered);
                let wait = if answered { options.period } else { next };
                next = if answered {
                    options.period
                } else {
                    (next * 2).min(options.longest.max(options.period))
                };
                tokio::time::sleep(jittered(wait)).await;
            }
        });
        Prober(task.abort_handle())
    }
}

/// Up to a tenth shorter or longer.
fn jittered(wait: Duration) -> Duration {
    let thousandths = 900 + RandomState::new().hash_one(wait) % 201;
    wait.mul_f64(thousandths as f64 / 1000.0)
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;
    use crate::{HealthReason, Telemetry};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
    use tokio::time::Instant;

    const ANSWERS: u8 = 0;
    const REFUSES: u8 = 1;
    const HANGS: u8 = 2;

    struct Server {
        state: Arc<AtomicU8>,
        asked: Arc<AtomicU64>,
        engine: EngineRecorder,
        _prober: Prober,
    }

    fn server(state: u8) -> Server {
        let engine = Telemetry::default().engine("ollama");
        let (state, asked) = (Arc::new(AtomicU8::new(state)), Arc::new(AtomicU64::new(0)));
        let seen = (state.clone(), asked.clone());
        let prober = engine.probe_every(ProbeOptions::default(), seen, |(state, asked)| {
            asked.fetch_add(1, Ordering::Relaxed);
            let state = state.load(Ordering::Relaxed);
            Box::pin(async move {
                if state == HANGS {
                    std::future::pending::<()>().await;
                }
                state == ANSWERS
            })
        });
        Server { state, asked, engine, _prober: prober }
    }

    impl Server {
        /// How long it takes until the engine is known to be so, in the runtime's own time.
        async fn until(&self, reason: HealthReason) -> Duration {
            let began = Instant::now();
            while self.engine.load().reason != reason {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            began.elapsed()
        }

        async fn turn(&self, state: u8, reason: HealthReason) {
            self.state.store(state, Ordering::Relaxed);
            let took = self.until(reason).await;
            assert!(took <= Duration::from_secs(15), "{reason:?} after {took:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn without_traffic_health_is_known_within_15_seconds() {
        let server = server(ANSWERS);
        server.turn(ANSWERS, HealthReason::Serving).await;
        for dead in [REFUSES, HANGS] {
            server.turn(dead, HealthReason::ProbeFailed).await;
            // Long enough for the longest wait.
            tokio::time::sleep(Duration::from_secs(120)).await;
            server.turn(ANSWERS, HealthReason::Serving).await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn it_asks_less_often_while_nobody_answers_and_stops_when_dropped() {
        let server = server(ANSWERS);
        let minutes = |n: u64| tokio::time::sleep(Duration::from_secs(60 * n));
        minutes(10).await;
        let well = server.asked.swap(0, Ordering::Relaxed);
        assert!((109..=135).contains(&well), "every 5 s, a tenth more or less: {well} times");
        server.state.store(REFUSES, Ordering::Relaxed);
        minutes(10).await;
        let ill = server.asked.swap(0, Ordering::Relaxed);
        assert!((54..=69).contains(&ill), "every 10 s after the first: {ill} times");
        let Server { asked, engine, _prober: prober, .. } = server;
        drop(prober);
        minutes(1).await;
        asked.store(0, Ordering::Relaxed);
        minutes(10).await;
        assert_eq!(asked.load(Ordering::Relaxed), 0);
        assert_eq!(engine.load().reason, HealthReason::ProbeFailed, "it stays as it was last known");
    }

    #[test]
    fn jitter_stays_within_a_tenth() {
        for _ in 0..1_000 {
            let wait = jittered(Duration::from_secs(10));
            assert!((Duration::from_secs(9)..=Duration::from_secs(11)).contains(&wait), "{wait:?}");
        }
    }
}
