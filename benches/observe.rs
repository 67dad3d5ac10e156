//! What observing adds to a call: the same inference through `hailo` alone and through `hailo-observe`, in turns, on
//! a simulated device that takes no time of its own. Prints one line of JSON for `cargo xtask bench-report`.
//!
//! `cargo bench -p hailo-benches --bench observe`

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program; it fails by panicking")]

mod rounds;

use hailo::{EngineOptions, GenerateOptions, Library, LlmOptions, NetworkOptions, Prompt};
use hailo_mock::{Chip, Machine, Scenario, SimClock};
use hailo_observe::{ObservedEngine, Observer};
use hailo_telemetry::Telemetry;
use rounds::{Case, Effort, in_turns, timed};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(3600);

fn engine(machine: &Machine, telemetry: &Telemetry) -> hailo::Result<ObservedEngine> {
    let library = Library::on(machine)?;
    ObservedEngine::open(&library, EngineOptions::default(), &Observer::new(telemetry), "simulated")
}

fn repeated<'a>(times: u32, mut call: impl FnMut() + 'a) -> Case<'a> {
    Box::new(move || timed(times, || (0..times).for_each(|_| call())))
}

fn main() {
    let effort = Effort::from_arguments();
    let rounds = effort.pick(1, 7, 31);
    let frames =
        Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).log_capacity(0).build().unwrap();
    let vision = engine(&frames, &Telemetry::default()).unwrap();
    let hef = vision.hef_from_file("simulated/echo.hef").unwrap();
    let network = vision.network(&hef, NetworkOptions::default()).unwrap();
    let inputs = network.network().input_frames().unwrap();
    let mut outputs =
        [network.network().output_frames().unwrap(), network.network().output_frames().unwrap()];

    let scenario = Scenario::named("10h-llm").unwrap();
    let answers =
        Machine::builder().scenario(scenario).clock(SimClock::manual()).log_capacity(0).build().unwrap();
    let language = engine(&answers, &Telemetry::default()).unwrap();
    let llm = language.llm("qwen2.5:1.5b", "Q4_0", LlmOptions::new("simulated/qwen2.5-1.5b.hef")).unwrap();
    let mut options = GenerateOptions::default();
    options.max_tokens = Some(128);
    let prompt = Prompt::new().user("a story of exactly this many words");

    let (n, m) = (effort.pick(1, 200, 1_000), effort.pick(1, 5, 20));
    let [bare, observed] = &mut outputs;
    let mut cases = [
        repeated(n, || network.network().infer(&inputs, bare).unwrap()),
        repeated(n, || network.infer(&inputs, observed).unwrap()),
        repeated(m, || {
            llm.llm().clear_context().unwrap();
            let mut answer = llm.llm().generate(&prompt, &options).unwrap();
            while answer.next(PATIENCE).unwrap().is_some() {}
        }),
        repeated(m, || {
            let mut answer = llm.generate(&prompt, &options).unwrap();
            while answer.next(PATIENCE).unwrap().is_some() {}
        }),
    ];
    let [bare_frame, frame, bare_answer, answer] = in_turns(&mut cases, rounds).try_into().unwrap();
    println!(
        "{{\"rounds\":{rounds},\"frame\":[{},{}],\"answer\":[{},{}]}}",
        bare_frame.json(),
        frame.json(),
        bare_answer.json(),
        answer.json()
    );
}
