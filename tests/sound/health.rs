//! A question that waits for an answer nobody reads on.

use std::time::Duration;

use hailo::{EngineOptions, ErrorKind, GenerateOptions, LlmOptions, Prompt};
use hailo_mock::{Machine, Scenario, SimClock};
use hailo_observe::{ObservedEngine, Observer};
use hailo_telemetry::Telemetry;

use crate::library;

#[test]
fn a_forgotten_answer_does_not_hold_up_the_next_question_for_ever() {
    let scenario = Scenario::named("10h-llm").unwrap();
    let machine = Machine::builder().scenario(scenario).clock(SimClock::manual()).build().unwrap();
    let library = library(machine.api(), Some(machine.shim_api()));
    let telemetry = Telemetry::new(hailo_telemetry::Config::default());
    let observer = Observer::new(&telemetry);
    let engine = ObservedEngine::open(&library, EngineOptions::default(), &observer, "simulated").unwrap();
    let llm = engine.llm("m", "q4", LlmOptions::new("simulated/qwen2.5-1.5b.hef")).unwrap();
    let llm = llm.with_turn_timeout(Duration::ZERO);
    let (prompt, options) = (Prompt::new().user("hi"), GenerateOptions::default());
    let kept = llm.generate(&prompt, &options).unwrap();
    // On the same thread: nobody else could end the wait.
    let error = llm.generate(&prompt, &options).unwrap_err();
    assert_eq!((error.kind(), error.call()), (ErrorKind::DeviceBusy, None), "{error}");
    drop(kept);
    drop(llm.generate(&prompt, &options).unwrap());
}
