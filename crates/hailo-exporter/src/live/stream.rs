//! Who watches: one thread makes a frame a second, and every stream has room for the newest alone.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bytes::Bytes;
use hailo_telemetry::{Telemetry, Timestamp};
use http::StatusCode;
use http::header::{self, HeaderMap, HeaderValue};
use tokio::task::JoinHandle;

use super::frame::{Frame, Line};
use super::history::Ring;
use super::take::FrameBuilder;
use super::{LiveOptions, PATH, page};

/// Streams that are open at once.
pub const MAX_WATCHERS: usize = 8;

/// A stream that has taken nothing for so many frames gives up its place.
const PATIENCE: u32 = 30;

const SECOND: Duration = Duration::from_secs(1);

/// The stream of frames. A clone is the same; the thread ends with the last, or with [`Live::end`].
#[derive(Clone)]
pub struct Live(Arc<Shared>);

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").field("options", &self.0.options).finish_non_exhaustive()
    }
}

pub(super) struct Shared {
    telemetry: Telemetry,
    pub(super) options: LiveOptions,
    begun: Timestamp,
    kept: Mutex<Kept>,
    watchers: Mutex<Watchers>,
}

#[derive(Default)]
struct Kept {
    taker: FrameBuilder,
    ring: Ring,
    last: Option<Frame>,
}

#[derive(Default)]
struct Watchers {
    all: Vec<Arc<Watcher>>,
    ended: bool,
}

/// Lines, or the same as server-sent events.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Lines,
    Events,
}

impl Shape {
    fn write(self, line: &Line, out: &mut Vec<u8>) {
        if self == Self::Events {
            out.extend_from_slice(b"data: ");
        }
        // Writing numbers and strings into memory can't fail.
        let _ = serde_json::to_writer(&mut *out, line);
        out.extend_from_slice(if self == Self::Events { b"\n\n" } else { b"\n" });
    }
}

/// One stream: the newest frame that its client has not taken yet.
struct Watcher {
    shape: Shape,
    slot: Mutex<Slot>,
}

#[derive(Default)]
struct Slot {
    next: Option<Bytes>,
    /// Frames that came while one was still waiting.
    missed: u32,
    ended: bool,
    waker: Option<Waker>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Watcher {
    /// Leaves a frame, in place of one that was not taken; false for a client that takes none.
    fn offer(&self, frame: Bytes) -> bool {
        let mut slot = lock(&self.slot);
        if slot.next.replace(frame).is_some() {
            slot.missed += 1;
        }
        slot.ended |= slot.missed > PATIENCE;
        if slot.ended {
            slot.next = None;
        }
        if let Some(waker) = slot.waker.take() {
            waker.wake();
        }
        !slot.ended
    }
}

impl Live {
    /// Begins to keep the history, with one look a second.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start(telemetry: &Telemetry, options: LiveOptions) -> std::io::Result<Self> {
        let live = Self::idle(telemetry, options);
        let shared = Arc::downgrade(&live.0);
        std::thread::Builder::new().name("hailo-live".to_owned()).spawn(move || run(&shared))?;
        Ok(live)
    }

    /// For frames that come from elsewhere, as from a recording: [`Live::show`] is called for each.
    #[must_use]
    pub fn of_frames(options: LiveOptions) -> Self {
        Self::idle(&Telemetry::default(), options)
    }

    /// Shows the next frame of a [`Live::of_frames`]. The history keeps it at the second of [`Frame::at`].
    pub fn show(&self, frame: Frame) {
        let mut kept = lock(&self.0.kept);
        let second = frame.at.max(0.0).round() as u64;
        self.0.publish(&mut kept, second, frame);
    }

    /// Without a thread: each look is a call of [`Shared::tick`].
    fn idle(telemetry: &Telemetry, options: LiveOptions) -> Self {
        Self(Arc::new(Shared {
            begun: telemetry.now(),
            telemetry: telemetry.clone(),
            options,
            kept: Mutex::default(),
            watchers: Mutex::default(),
        }))
    }

    /// The page at `/`, [`PATH`] which leads there, and the stream and the page's files below it.
    pub fn router(&self) -> Router {
        Router::new()
            .route(&format!("{PATH}/stream"), get(watch))
            .merge(page::router())
            .with_state(Arc::clone(&self.0))
    }

    /// The newest frame; none within the first moment.
    #[must_use]
    pub fn last(&self) -> Option<Frame> {
        lock(&self.0.kept).last.clone()
    }

    /// Lines of the history and the newest frame, as a stream begins.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        self.0.lines()
    }

    /// Ends every stream, so that a server that is asked to end need not wait for its watchers, and the thread.
    pub fn end(&self) {
        let mut watchers = lock(&self.0.watchers);
        watchers.ended = true;
        for watcher in watchers.all.drain(..) {
            let mut slot = lock(&watcher.slot);
            slot.ended = true;
            if let Some(waker) = slot.waker.take() {
                waker.wake();
            }
        }
    }
}

/// One look a second, at the seconds since the beginning, for as long as anybody holds the stream.
fn run(shared: &Weak<Shared>) {
    let mut second = 0_u32;
    loop {
        let wait = {
            let Some(shared) = shared.upgrade() else { return };
            if lock(&shared.watchers).ended {
                return;
            }
            shared.tick();
            second += 1;
            let now = shared.telemetry.now();
            let next = shared.begun + SECOND * second;
            if next < now {
                // After a suspension there is nothing to make up for.
                second = u32::try_from(now.since(shared.begun).as_secs()).unwrap_or(second) + 1;
            }
            (shared.begun + SECOND * second).since(now)
        };
        std::thread::sleep(wait);
    }
}

impl Shared {
    /// Takes one look.
    fn tick(&self) {
        let mut kept = lock(&self.kept);
        let Kept { taker, ring, .. } = &mut *kept;
        let frame = taker.take(&self.telemetry, &self.options, ring.bytes());
        // To the nearest second: a look that is a little early or late is still the next one's neighbour.
        let second = (self.telemetry.now().since(self.begun) + SECOND / 2).as_secs();
        self.publish(&mut kept, second, frame);
    }

    /// Keeps a frame as of this second, and leaves it for who watches.
    fn publish(&self, kept: &mut Kept, second: u64, frame: Frame) {
        kept.ring.push(second, &frame);
        let line = Line::Frame(frame);
        let mut watchers = lock(&self.watchers);
        watchers.all.retain(|watcher| Arc::strong_count(watcher) > 1);
        if !watchers.all.is_empty() {
            let write = |shape: Shape| {
                let mut bytes = Vec::with_capacity(4096);
                shape.write(&line, &mut bytes);
                Bytes::from(bytes)
            };
            let written = [Shape::Lines, Shape::Events].map(|shape| {
                let wanted = watchers.all.iter().any(|watcher| watcher.shape == shape);
                if wanted { write(shape) } else { Bytes::new() }
            });
            watchers.all.retain(|watcher| watcher.offer(written[watcher.shape as usize].clone()));
        }
        let Line::Frame(frame) = line else { return };
        kept.last = Some(frame);
    }

    fn lines(&self) -> Vec<Line> {
        let kept = lock(&self.kept);
        let Some(last) = &kept.last else { return Vec::new() };
        let mut lines: Vec<_> = kept.ring.histories(last.at).into_iter().map(Line::History).collect();
        lines.push(Line::Frame(last.clone()));
        lines
    }

    /// How a stream begins, and goes on for a client that lagged.
    fn beginning(&self, shape: Shape) -> Bytes {
        let mut bytes = Vec::new();
        self.lines().iter().for_each(|line| shape.write(line, &mut bytes));
        bytes.into()
    }

    /// The same, beside the async workers: a day of many series is a megabyte of text.
    fn history(self: &Arc<Self>, shape: Shape) -> JoinHandle<Bytes> {
        let shared = Arc::clone(self);
        tokio::task::spawn_blocking(move || shared.beginning(shape))
    }

    /// A place among the watchers; none when all are taken.
    fn enter(&self, shape: Shape) -> Option<Arc<Watcher>> {
        let mut watchers = lock(&self.watchers);
        watchers.all.retain(|watcher| Arc::strong_count(watcher) > 1);
        if watchers.all.len() >= MAX_WATCHERS || watchers.ended {
            return None;
        }
        let watcher = Arc::new(Watcher { shape, slot: Mutex::default() });
        watchers.all.push(Arc::clone(&watcher));
        Some(watcher)
    }
}

async fn watch(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let shape = if accept.contains("ndjson") { Shape::Lines } else { Shape::Events };
    let Some(watcher) = shared.enter(shape) else {
        let why = format!(
            "{MAX_WATCHERS} streams are open already: close a page or a terminal that watches, or read /metrics"
        );
        let body = axum::Json(serde_json::json!({ "error": why }));
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "10")], body).into_response();
    };
    let history = Some(shared.history(shape));
    let mut response = Response::new(Body::new(Stream { shared, watcher, history }));
    let kind = if shape == Shape::Events { "text/event-stream" } else { "application/x-ndjson" };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // nginx would hold frames back otherwise.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

/// The body of a stream.
struct Stream {
    shared: Arc<Shared>,
    watcher: Arc<Watcher>,
    /// While the history is written: at the beginning, and for who missed frames.
    history: Option<JoinHandle<Bytes>>,
}

impl http_body::Body for Stream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        loop {
            if let Some(history) = &mut self.history {
                let bytes = ready!(Pin::new(history).poll(context)).unwrap_or_default();
                self.history = None;
                if !bytes.is_empty() {
                    return Poll::Ready(Some(Ok(http_body::Frame::data(bytes))));
                }
            }
            let mut slot = lock(&self.watcher.slot);
            if slot.ended {
                return Poll::Ready(None);
            }
            let Some(frame) = slot.next.take() else {
                slot.waker = Some(context.waker().clone());
                return Poll::Pending;
            };
            if std::mem::take(&mut slot.missed) == 0 {
                return Poll::Ready(Some(Ok(http_body::Frame::data(frame))));
            }
            drop(slot);
            // Who missed frames gets what was in them with the history.
            self.history = Some(self.shared.history(self.watcher.shape));
        }
    }
}

#[cfg(test)]
mod tests {
    use http::Request;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::*;

    fn live() -> (Live, hailo_telemetry::ManualClock) {
        let (clock, hand) = hailo_telemetry::Clock::manual();
        let telemetry = Telemetry::new(hailo_telemetry::Config::default().clock(clock));
        telemetry.device("d").set_temperature("ts0", 40.0);
        (Live::idle(&telemetry, LiveOptions::default()), hand)
    }

    fn tick(live: &Live, hand: &hailo_telemetry::ManualClock) {
        hand.advance(SECOND);
        live.0.tick();
    }

    async fn open(live: &Live) -> Response {
        let request = Request::get("/live/stream").header(header::ACCEPT, "application/x-ndjson");
        live.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    async fn lines(body: &mut Body) -> Vec<Line> {
        let bytes = body.frame().await.unwrap().unwrap().into_data().unwrap();
        std::str::from_utf8(&bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[tokio::test]
    async fn first_the_history_then_a_frame_a_second_and_one_who_lagged_gets_the_history_again() {
        let (live, hand) = live();
        (0..3).for_each(|_| tick(&live, &hand));
        let response = open(&live).await;
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/x-ndjson");
        let mut body = response.into_body();
        let first = lines(&mut body).await;
        let Line::History(ones) = &first[0] else { panic!("{first:?}") };
        assert_eq!((ones.step, ones.series["temperature_celsius device d"].len()), (1, 3));
        assert!(matches!(&first[3], Line::Frame(frame) if frame.devices[0].name == "d") && first.len() == 4);
        tick(&live, &hand);
        assert!(matches!(&lines(&mut body).await[..], [Line::Frame(_)]));
        (0..2).for_each(|_| tick(&live, &hand));
        let again = lines(&mut body).await;
        let Line::History(ones) = &again[0] else { panic!("{again:?}") };
        assert_eq!(ones.series["temperature_celsius device d"].len(), 6, "nothing is missing");
        tick(&live, &hand);
        assert!(matches!(&lines(&mut body).await[..], [Line::Frame(_)]));
    }

    #[tokio::test]
    async fn eight_at_once_the_ninth_is_told_and_who_takes_nothing_gives_up_its_place() {
        let (live, hand) = live();
        tick(&live, &hand);
        let mut open_now = Vec::new();
        for _ in 0..MAX_WATCHERS {
            let response = open(&live).await;
            assert_eq!(response.status(), StatusCode::OK);
            open_now.push(response.into_body());
        }
        let refused = open(&live).await;
        assert_eq!(
            (refused.status(), &refused.headers()[header::RETRY_AFTER]),
            (StatusCode::SERVICE_UNAVAILABLE, &HeaderValue::from_static("10"))
        );
        let why = refused.into_body().collect().await.unwrap().to_bytes();
        assert!(std::str::from_utf8(&why).unwrap().contains("8 streams are open already"), "{why:?}");
        // One goes, another comes.
        open_now.pop();
        open_now.push(open(&live).await.into_body());
        // The first reads on; the others' clients are asleep.
        for _ in 0..=PATIENCE + 1 {
            tick(&live, &hand);
            lines(&mut open_now[0]).await;
        }
        assert_eq!(lock(&live.0.watchers).all.len(), 1);
        assert_eq!(open(&live).await.status(), StatusCode::OK);
        let mut asleep = open_now.pop().unwrap();
        let beginning = asleep.frame().await.unwrap().unwrap().into_data().unwrap();
        assert!(!beginning.is_empty() && asleep.frame().await.is_none(), "its stream ends");
    }

    #[tokio::test]
    async fn the_end_of_the_server_is_the_end_of_its_streams() {
        let (live, hand) = live();
        tick(&live, &hand);
        let mut body = open(&live).await.into_body();
        lines(&mut body).await;
        live.end();
        assert!(body.frame().await.is_none());
        assert_eq!(open(&live).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}
