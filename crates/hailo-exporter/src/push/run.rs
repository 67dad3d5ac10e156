//! The two loops of a push: one makes a request of a snapshot now and then, the other sends what waits, oldest first and one
//! at a time, so that no receiver ever sees the samples of a series out of order.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use hailo_telemetry::catalogue::{PUSH_RETRIES, PUSH_SAMPLES, PUSH_WAITING};
use hailo_telemetry::{Counter, Gauge, Snapshot, Telemetry};
use http::HeaderMap;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep, timeout};

use super::buffer::{Buffer, Request};
use super::endpoint::Answer;

/// The first pause after a push that failed; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause that we choose ourselves.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// The longest pause that a receiver may ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(60 * 60);

/// Makes requests of snapshots.
pub(super) trait Encode: Send + 'static {
    /// # Errors
    /// How many samples are lost, where this snapshot can't be sent.
    fn encode(&mut self, snapshot: &Snapshot) -> Result<Request, u64>;

    /// What is to be said after the last snapshot.
    fn end(&mut self) -> Option<Request> {
        None
    }
}

/// Knows what the protocol puts around a request, and what an answer means.
pub(super) trait Speak: Send + 'static {
    /// The headers and the body of a push.
    ///
    /// # Errors
    /// When nothing can be made of what waited.
    fn dress(&mut self, request: &Request) -> Result<(HeaderMap, Bytes), String>;

    /// What becomes of the request that was sent last.
    fn judge(&mut self, request: &Request, answer: &Answer) -> Verdict;

    /// There was no answer: whoever answers next may be another.
    fn unanswered(&mut self) {}
}

/// Carries a push to the receiver.
pub(super) trait Post: Send + Sync + 'static {
    /// What the receiver answered, or why it did not.
    fn post(&self, headers: HeaderMap, body: Bytes) -> impl Future<Output = Result<Answer, String>> + Send;

    /// Who it is, for the log.
    fn name(&self) -> String;
}

/// What becomes of a request after an answer to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is done, but for so many samples of it.
    Sent { refused: u32 },
    /// It will never be taken.
    Refused,
    /// It may be taken later; so much later, where the receiver says.
    Later(Option<Duration>),
    /// Once more at once, dressed otherwise.
    #[cfg_attr(not(feature = "remote-write"), expect(dead_code, reason = "OTLP has one dress"))]
    Otherwise,
}

/// What became of samples, in the families `telemetry_push_…`.
struct Counts {
    sent: Option<Counter>,
    refused: Option<Counter>,
    dropped: Option<Counter>,
    skipped: Option<Counter>,
    retries: Option<Counter>,
    waiting: Option<Gauge>,
}

impl Counts {
    fn new(telemetry: &Telemetry, protocol: &str) -> Self {
        let samples = |result| {
            let labels = [("protocol", protocol), ("result", result)];
            telemetry.counter(PUSH_SAMPLES.name, PUSH_SAMPLES.help, &labels).ok()
        };
        let own = [("protocol", protocol)];
        Self {
            sent: samples("sent"),
            refused: samples("refused"),
            dropped: samples("dropped"),
            skipped: samples("skipped"),
            retries: telemetry.counter(PUSH_RETRIES.name, PUSH_RETRIES.help, &own).ok(),
            waiting: telemetry.gauge(PUSH_WAITING.name, PUSH_WAITING.help, &own).ok(),
        }
    }
}

fn count(counter: &Option<Counter>, by: u64) {
    counter.iter().for_each(|counter| counter.add(by));
}

/// What the two loops share.
struct Shared {
    buffer: Mutex<Buffer>,
    /// Something waits, or nothing more will.
    changed: Notify,
    closed: AtomicBool,
    counts: Counts,
}

impl Shared {
    /// Does something with the buffer, on a thread that may wait for the disk.
    async fn with<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Buffer, &Counts) -> T + Send + 'static,
    ) -> Option<T> {
        let shared = Arc::clone(self);
        let worked = tokio::task::spawn_blocking(move || {
            let mut buffer = shared.buffer.lock().unwrap_or_else(PoisonError::into_inner);
            let out = work(&mut buffer, &shared.counts);
            shared.counts.waiting.iter().for_each(|gauge| gauge.set(buffer.bytes() as f64));
            out
        });
        // It neither panics nor is it aborted; only the end of the runtime takes it away.
        worked.await.ok()
    }

    async fn push(self: &Arc<Self>, requests: Vec<Request>) {
        let now = Instant::now();
        self.with(move |buffer, counts| {
            for request in requests {
                count(&counts.dropped, buffer.push(request, now));
            }
            count(&counts.dropped, buffer.keep(now, false));
        })
        .await;
        self.changed.notify_one();
    }

    async fn front(self: &Arc<Self>) -> Option<(u64, Request)> {
        let found = self.with(|buffer, counts| {
            let (front, lost) = buffer.front();
            count(&counts.dropped, lost);
            front
        });
        found.await.flatten()
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shared")
    }
}

/// A push that runs; it ends with [`Pushing::end`], or at once when this is dropped.
#[derive(Debug)]
pub struct Pushing {
    stop: watch::Sender<bool>,
    shared: Arc<Shared>,
    collects: JoinHandle<()>,
    delivers: JoinHandle<()>,
}

impl Pushing {
    pub(super) fn start(
        telemetry: &Telemetry,
        protocol: &str,
        interval: Duration,
        buffer: Buffer,
        receiver: impl Post,
        encoder: impl Encode,
        speaker: impl Speak,
    ) -> Self {
        let stop = watch::Sender::new(false);
        let shared = Arc::new(Shared {
            buffer: Mutex::new(buffer),
            changed: Notify::new(),
            closed: AtomicBool::new(false),
            counts: Counts::new(telemetry, protocol),
        });
        let collects = tokio::spawn(collect(
            telemetry.clone(),
            interval,
            encoder,
            Arc::clone(&shared),
            stop.subscribe(),
        ));
        let deliverer =
            Deliverer { receiver, speaker, shared: Arc::clone(&shared), trouble: None, pause: FIRST_PAUSE };
        let delivers = tokio::spawn(deliverer.run(stop.subscribe()));
        Self { stop, shared, collects, delivers }
    }

    /// Tells the receiver how it ended: a last snapshot, the end of each series, and what still waits, for as long as `grace`.
    /// What waits after that is kept for the next run, where there is a folder for it.
    pub async fn end(mut self, grace: Duration) {
        self.stop.send_replace(true);
        let all = async {
            let _ = (&mut self.collects).await;
            let _ = (&mut self.delivers).await;
        };
        if timeout(grace, all).await.is_err() {
            self.delivers.abort();
            let now = Instant::now();
            self.shared.with(move |buffer, counts| count(&counts.dropped, buffer.keep(now, true))).await;
        }
    }
}

impl Drop for Pushing {
    fn drop(&mut self) {
        self.collects.abort();
        self.delivers.abort();
    }
}

/// Ready when the end was asked for.
async fn asked_to_end(stop: &mut watch::Receiver<bool>) {
    // An error means that nobody is left to ask, which is an end too.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Fills the buffer: at once, then after a part of the interval that is chosen by chance, so that a thousand that started
/// together do not push together, and from then on each `interval`.
async fn collect(
    telemetry: Telemetry,
    interval: Duration,
    mut encoder: impl Encode,
    shared: Arc<Shared>,
    mut stop: watch::Receiver<bool>,
) {
    let interval = interval.max(Duration::from_millis(1));
    let mut ticks = interval_at(Instant::now() + interval.mul_f64(fastrand::f64()), interval);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut ends = false;
    loop {
        let telemetry = telemetry.clone();
        let encoded = tokio::task::spawn_blocking(move || {
            let request = encoder.encode(&telemetry.snapshot());
            let last = if ends { encoder.end() } else { None };
            (encoder, request, last)
        });
        let Ok((back, request, last)) = encoded.await else { break };
        encoder = back;
        let request = request.map_err(|lost| count(&shared.counts.skipped, lost));
        shared.push(request.into_iter().chain(last).collect()).await;
        if ends {
            break;
        }
        tokio::select! {
            _ = ticks.tick() => {}
            () = asked_to_end(&mut stop) => ends = true,
        }
    }
    shared.closed.store(true, Ordering::Release);
    shared.changed.notify_one();
}

/// What became of a request.
enum Sent {
    /// It is to be sent again after this time.
    Again(Duration),
    /// It is done with; this many of its samples were not taken.
    Done { refused: u32 },
}

/// Empties the buffer.
struct Deliverer<P, S> {
    receiver: P,
    speaker: S,
    shared: Arc<Shared>,
    /// What is wrong, where something is; it is logged when it changes.
    trouble: Option<String>,
    pause: Duration,
}

impl<P: Post, S: Speak> Deliverer<P, S> {
    async fn run(mut self, mut stop: watch::Receiver<bool>) {
        loop {
            let closed = self.shared.closed.load(Ordering::Acquire);
            let Some((number, request)) = self.shared.front().await else {
                if closed {
                    return;
                }
                self.shared.changed.notified().await;
                continue;
            };
            match self.send(&request).await {
                Sent::Again(after) => {
                    count(&self.shared.counts.retries, 1);
                    let hurried = *stop.borrow();
                    tokio::select! {
                        () = sleep(after) => {}
                        // One more try when the end is asked for; from then on pauses are as long as they are.
                        () = asked_to_end(&mut stop), if !hurried => {}
                    }
                }
                Sent::Done { refused } => {
                    // One that had to make room while it was sent is counted as dropped, and not here too.
                    if self.shared.with(move |buffer, _| buffer.pop(number)).await == Some(true) {
                        let counts = &self.shared.counts;
                        count(&counts.sent, u64::from(request.samples - refused));
                        count(&counts.refused, u64::from(refused));
                    }
                }
            }
        }
    }

    async fn send(&mut self, request: &Request) -> Sent {
        loop {
            let (headers, body) = match self.speaker.dress(request) {
                Ok(dressed) => dressed,
                Err(problem) => {
                    self.refused(format!("what waited can't be read: {problem}"));
                    return Sent::Done { refused: request.samples };
                }
            };
            let answer = match self.receiver.post(headers, body).await {
                Ok(answer) => answer,
                Err(problem) => {
                    self.speaker.unanswered();
                    return Sent::Again(self.later(None, problem));
                }
            };
            match self.speaker.judge(request, &answer) {
                Verdict::Sent { refused } => {
                    let refused = refused.min(request.samples);
                    if refused > 0 {
                        self.refused(format!("{refused} samples were not taken: {}", answer.said()));
                    } else {
                        self.works();
                    }
                    self.pause = FIRST_PAUSE;
                    return Sent::Done { refused };
                }
                Verdict::Refused => {
                    self.refused(advised(&answer));
                    self.pause = FIRST_PAUSE;
                    return Sent::Done { refused: request.samples };
                }
                Verdict::Later(asked) => return Sent::Again(self.later(asked, answer.said())),
                Verdict::Otherwise => {}
            }
        }
    }

    fn refused(&mut self, problem: String) {
        self.troubled(problem, "the receiver refuses samples, which are lost");
    }

    fn later(&mut self, asked: Option<Duration>, problem: String) -> Duration {
        let pause = match asked {
            // Also where it asks for none, or for a moment that has passed.
            Some(asked) => asked.clamp(FIRST_PAUSE, LONGEST_ASKED),
            None => {
                let pause = self.pause;
                self.pause = (pause * 2).min(LONGEST_PAUSE);
                pause
            }
        };
        self.troubled(problem, "push failed, and is tried again");
        // Those who were told the same come back one after the other.
        pause.mul_f64(1.0 + fastrand::f64() / 2.0)
    }

    /// Said once when it begins, and again when it is something else.
    fn troubled(&mut self, problem: String, what: &str) {
        if self.trouble.as_ref() != Some(&problem) {
            tracing::warn!(receiver = self.receiver.name(), problem, "{what}");
            self.trouble = Some(problem);
        }
    }

    fn works(&mut self) {
        if self.trouble.take().is_some() {
            tracing::info!(receiver = self.receiver.name(), "push works again");
        }
    }
}

/// What a refusal says, and what helps against it.
fn advised(answer: &Answer) -> String {
    let advice = match answer.status.as_u16() {
        300..=399 => "; give the address that it moved to",
        401 | 403 => "; it asks for a token, a password or a certificate, or for another one",
        404 | 405 => {
            "; nothing takes pushes at this path: give the receiver's, and Prometheus its --web.enable-remote-write-receiver"
        }
        _ => "",
    };
    format!("{}{advice}", answer.said())
}

#[cfg(test)]
mod tests;
