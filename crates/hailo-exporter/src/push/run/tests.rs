//! The two loops against a receiver that answers by a script, on tokio's paused clock.

use std::collections::VecDeque;
use std::sync::Arc;

use http::{HeaderValue, StatusCode, header};
use tokio::sync::mpsc;

use super::*;

/// What a receiver does with a push.
#[derive(Clone, Copy, Debug)]
enum Act {
    Answer(u16),
    Ask(u16, &'static str),
    Vanish,
    Hang,
}

/// Does as the script says, then takes everything; tells of each push when it came.
#[derive(Clone)]
struct Scripted {
    acts: Arc<Mutex<VecDeque<Act>>>,
    pushes: mpsc::UnboundedSender<(Duration, Bytes)>,
    began: Instant,
}

impl Post for Scripted {
    async fn post(&self, _: HeaderMap, body: Bytes) -> Result<Answer, String> {
        let _ = self.pushes.send((self.began.elapsed(), body));
        let act = self.acts.lock().unwrap().pop_front().unwrap_or(Act::Answer(200));
        let mut headers = HeaderMap::new();
        let status = match act {
            Act::Answer(status) => status,
            Act::Ask(status, after) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static(after));
                status
            }
            Act::Vanish => return Err("connection reset".to_owned()),
            Act::Hang => {
                sleep(Duration::from_secs(30)).await;
                return Err("no answer within 30 s".to_owned());
            }
        };
        Ok(Answer { status: StatusCode::from_u16(status).unwrap(), headers, body: Bytes::new() })
    }

    fn name(&self) -> String {
        "script".to_owned()
    }
}

/// Numbers its requests, each of which has two samples.
struct Numbers(u8);

impl Encode for Numbers {
    fn encode(&mut self, _: &Snapshot) -> Result<Request, u64> {
        self.0 += 1;
        Ok(Request {
            body: Bytes::copy_from_slice(&[self.0]),
            samples: 2,
            unix_ms: i64::from(self.0) * 10_000,
        })
    }

    fn end(&mut self) -> Option<Request> {
        Some(Request {
            body: Bytes::from_static(b"end"),
            samples: 1,
            unix_ms: i64::from(self.0) * 10_000 + 1,
        })
    }
}

struct Plain;

impl Speak for Plain {
    fn dress(&mut self, request: &Request) -> Result<(HeaderMap, Bytes), String> {
        Ok((HeaderMap::new(), request.body.clone()))
    }

    fn judge(&mut self, _: &Request, answer: &Answer) -> Verdict {
        match answer.status.as_u16() {
            200 => Verdict::Sent { refused: 0 },
            206 => Verdict::Sent { refused: 1 },
            429 | 500..=599 => Verdict::Later(answer.retry_after()),
            _ => Verdict::Refused,
        }
    }
}

struct Run {
    telemetry: Telemetry,
    pushing: Option<Pushing>,
    pushes: mpsc::UnboundedReceiver<(Duration, Bytes)>,
}

fn run(acts: &[Act]) -> Run {
    let telemetry = Telemetry::default();
    let (sender, pushes) = mpsc::unbounded_channel();
    let acts = Arc::new(Mutex::new(acts.iter().copied().collect()));
    let receiver = Scripted { acts, pushes: sender, began: Instant::now() };
    let pushing = Pushing::start(
        &telemetry,
        "test",
        Duration::from_secs(10),
        Buffer::new(),
        receiver,
        Numbers(0),
        Plain,
    );
    Run { telemetry, pushing: Some(pushing), pushes }
}

impl Run {
    async fn next(&mut self) -> (Duration, Bytes) {
        self.pushes.recv().await.unwrap()
    }

    async fn end(&mut self, grace: Duration) {
        self.pushing.take().unwrap().end(grace).await;
    }

    fn samples(&self, result: &str) -> u64 {
        let labels = [("protocol", "test"), ("result", result)];
        self.telemetry.counter(PUSH_SAMPLES.name, PUSH_SAMPLES.help, &labels).unwrap().value()
    }

    fn waiting(&self) -> f64 {
        let labels = [("protocol", "test")];
        self.telemetry.gauge(PUSH_WAITING.name, PUSH_WAITING.help, &labels).unwrap().value()
    }
}

#[tokio::test(start_paused = true)]
async fn what_fails_is_tried_again_with_longer_pauses_and_nothing_overtakes_it() {
    let mut run =
        run(&[Act::Vanish, Act::Answer(503), Act::Hang, Act::Answer(500), Act::Vanish, Act::Vanish]);
    let mut times = Vec::new();
    for _ in 0..7 {
        let (at, body) = run.next().await;
        assert_eq!(body, &[1][..], "the first request, until it is taken");
        times.push(at.as_secs_f64());
    }
    // The pause from the end of one try to the next, which is up to half as long again by chance.
    let pauses: Vec<f64> = times
        .windows(2)
        .zip([0.0, 0.0, 30.0, 0.0, 0.0, 0.0])
        .map(|(pair, hung)| pair[1] - pair[0] - hung)
        .collect();
    for (pause, least) in pauses.iter().zip([1.0, 2.0, 4.0, 8.0, 16.0, 32.0]) {
        assert!((least..least * 1.5 + 0.01).contains(pause), "{pauses:?}");
    }
    // What waited follows in order, at once.
    for number in 2..5 {
        assert_eq!(run.next().await.1, &[number][..]);
    }
    assert_eq!((run.samples("refused"), run.samples("dropped")), (0, 0));
    let labels = [("protocol", "test")];
    assert_eq!(run.telemetry.counter(PUSH_RETRIES.name, PUSH_RETRIES.help, &labels).unwrap().value(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_receiver_that_asks_for_no_pause_gets_one() {
    let mut run = run(&[Act::Ask(503, "0"), Act::Ask(503, "0"), Act::Ask(503, "0")]);
    let mut last = run.next().await.0;
    for _ in 0..3 {
        let (at, _) = run.next().await;
        assert!(at - last >= Duration::from_secs(1), "{:?}", at - last);
        last = at;
    }
}

#[tokio::test(start_paused = true)]
async fn a_receiver_is_left_alone_for_as_long_as_it_asks() {
    let mut run = run(&[Act::Ask(429, "120"), Act::Ask(503, "7")]);
    let [(first, _), (second, _), (third, body)] = [run.next().await, run.next().await, run.next().await];
    assert!((120.0..=180.1).contains(&(second - first).as_secs_f64()), "{first:?} {second:?}");
    assert!((7.0..=10.6).contains(&(third - second).as_secs_f64()), "{second:?} {third:?}");
    assert_eq!(body, &[1][..]);
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_is_lost_and_counted() {
    let mut run = run(&[Act::Answer(400), Act::Answer(206), Act::Answer(200)]);
    for number in 1..5 {
        assert_eq!(run.next().await.1, &[number][..], "none is sent twice");
    }
    run.end(Duration::from_secs(5)).await;
    // A last snapshot, and the end, which is one sample.
    let all = 4 * 2 + 2 + 1;
    assert_eq!((run.samples("refused"), run.samples("sent"), run.waiting()), (3, all - 3, 0.0));
}

#[tokio::test(start_paused = true)]
async fn at_the_end_all_that_waits_is_sent_and_then_the_end_itself() {
    let mut run = run(&[Act::Vanish; 4]);
    // 1 s, 2 s, 4 s: then it waits for 8 s and more.
    for _ in 0..4 {
        run.next().await;
    }
    run.end(Duration::from_secs(5)).await;
    let mut seen = Vec::new();
    while let Some((_, body)) = run.pushes.recv().await {
        seen.push(body);
    }
    assert_eq!(seen.first().unwrap(), &[1][..]);
    assert_eq!(seen.last().unwrap(), "end");
    assert!(seen[..seen.len() - 1].is_sorted_by(|a, b| a[0] + 1 == b[0]), "{seen:?}");
}

#[tokio::test(start_paused = true)]
async fn a_receiver_that_is_gone_does_not_hold_up_the_end() {
    let mut run = run(&[Act::Hang; 100]);
    run.next().await;
    let began = Instant::now();
    run.end(Duration::from_secs(5)).await;
    assert!(began.elapsed() <= Duration::from_secs(6));
}
