//! What a model holds, and that recording allocates nothing.

#![allow(clippy::expect_used)]

#[path = "../benches/rounds.rs"]
mod rounds;

use hailo_telemetry::{Clock, Config, ModelRecorder, Telemetry, Timestamp};
use rounds::{Counting, allocations, live};

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

// One test: the counts are the process's.
#[test]
fn a_model_takes_4_kib_until_it_is_used_and_24_in_use_and_recording_allocates_nothing() {
    let (clock, _) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    answers(&telemetry.model("a process makes some things once"));

    let before = live();
    let models: Vec<_> = (0..MODELS).map(|i| telemetry.model(&format!("model-{i}"))).collect();
    let made = (live() - before) / MODELS;
    assert!((500..=4_096).contains(&made), "{made} bytes until first use");

    models
        .iter()
        .for_each(|model| model.begin_at(Timestamp::from_nanos(0)).complete_at(Timestamp::from_nanos(1)));
    let used = (live() - before) / MODELS;
    assert!((made..=24_576).contains(&used), "{used} bytes in use");

    let model = models.first().expect("there are some");
    answers(model);
    let before = (allocations(), live());
    answers(model);
    assert_eq!((allocations(), live()), before);
}
