//! What a model holds, and that recording allocates nothing.

#![allow(clippy::expect_used)]

use hailo_telemetry::{Clock, Config, ModelRecorder, Telemetry, Timestamp};
use hailo_testkit::alloc::{Counting, allocations, live};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const MODELS: i64 = 100;

/// Answers whose tokens take 16 to 256 ms: what one model's answers differ by, and more.
fn answers(model: &ModelRecorder) {
    for scale in 4..9 {
        let mut request = model.begin_at(Timestamp::from_nanos(0));
        request.prompt_tokens(1 << scale);
        for token in 1..=100 {
            request.token_at(Timestamp::from_nanos(token * (1_000_000 << scale)));
        }
        request.complete_at(Timestamp::from_nanos(100 * (1_000_000 << scale)));
    }
}

/// One that waits before it runs.
fn queued(model: &ModelRecorder) {
    let mut request = model.queue_at(Timestamp::from_nanos(0));
    request.started_at(Timestamp::from_nanos(1_000_000));
    request.complete_at(Timestamp::from_nanos(2_000_000));
}

// One test: the counts are the process's.
#[test]
fn a_model_takes_4_kib_until_it_is_used_and_64_in_use_and_recording_allocates_nothing() {
    let (clock, _) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    answers(&telemetry.model("a process makes some things once"));

    let before = live();
    let models: Vec<_> = (0..MODELS).map(|i| telemetry.model(&format!("model-{i}"))).collect();
    let made = (live() - before) / MODELS;
    assert!((500..=4_096).contains(&made), "{made} bytes until first use");

    let [model, framed, ..] = models.as_slice() else { unreachable!("there are a hundred") };
    let before = live();
    framed.begin_at(Timestamp::from_nanos(0)).complete_at(Timestamp::from_nanos(1));
    let frames = live() - before;
    assert!((4_096..=16_384).contains(&frames), "{frames} bytes for a model of frames");

    let before = live();
    answers(model);
    queued(model);
    let used = made + live() - before;
    assert!((made..=65_536).contains(&used), "{used} bytes in use");

    let before = (allocations(), live());
    answers(model);
    queued(model);
    assert_eq!((allocations(), live()), before);
}
