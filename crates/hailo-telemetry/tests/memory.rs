//! What a model holds, and that recording allocates nothing.

#![allow(clippy::expect_used)]

use hailo_telemetry::{Clock, Config, ModelRecorder, Telemetry, Timestamp};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};

/// Counts what the system's allocator is asked for.
struct Counting;

static LIVE: AtomicI64 = AtomicI64::new(0);
static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: passes every request on unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.fetch_add(layout.size() as i64, Relaxed);
        ALLOCATIONS.fetch_add(1, Relaxed);
        // SAFETY: the caller's promise, passed on.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size() as i64, Relaxed);
        // SAFETY: the caller's promise, passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const MODELS: i64 = 100;

/// Answers whose tokens take 16 to 256 ms: what one model's answers differ by, and more.
fn answers(model: &ModelRecorder) {
    for scale in 4..9 {
        let mut request = model.begin(Timestamp::from_nanos(0));
        request.prompt_tokens(1 << scale);
        for token in 1..=100 {
            request.tokens(1, Timestamp::from_nanos(token * (1_000_000 << scale)));
        }
        request.complete(Timestamp::from_nanos(100 * (1_000_000 << scale)));
    }
}

// One test: the counts are the process's.
#[test]
fn a_model_takes_4_kib_until_it_is_used_and_24_in_use_and_recording_allocates_nothing() {
    let (clock, _) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    answers(&telemetry.model("a process makes some things once"));

    let before = LIVE.load(Relaxed);
    let models: Vec<_> = (0..MODELS).map(|i| telemetry.model(&format!("model-{i}"))).collect();
    let made = (LIVE.load(Relaxed) - before) / MODELS;
    assert!((500..=4_096).contains(&made), "{made} bytes until first use");

    models.iter().for_each(|model| model.begin(Timestamp::from_nanos(0)).complete(Timestamp::from_nanos(1)));
    let used = (LIVE.load(Relaxed) - before) / MODELS;
    assert!((made..=24_576).contains(&used), "{used} bytes in use");

    let model = models.first().expect("there are some");
    answers(model);
    let before = ALLOCATIONS.load(Relaxed);
    answers(model);
    assert_eq!(ALLOCATIONS.load(Relaxed) - before, 0);
}
