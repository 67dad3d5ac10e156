//! Every way an observed call can end is one outcome, whatever the device does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use hailo::{EngineOptions, ErrorKind, GenerateOptions, Library, LlmOptions, NetworkOptions, Prompt};
use hailo_mock::fault::{CallEffect, Condition, Fault};
use hailo_mock::{Chip, Machine, Scenario, SimClock};
use hailo_observe::{
    DevicePoller, ObservedEngine, ObservedLlm, ObservedNetwork, Observer, PollOptions, WatchOptions,
};
use hailo_telemetry::{
    Clock, Config, Count, DeviceState, HealthReason, LoadPhase, ModelSnapshot, Outcome, Reason, Telemetry,
};

use hailo_testkit::Kit;

const PATIENCE: Duration = Duration::from_secs(30);

struct Bench {
    machine: Machine,
    telemetry: Telemetry,
    engine: ObservedEngine,
}

const MS: Duration = Duration::from_millis(1);

/// A simulated device has no driver; its firmware and the library are of one version.
#[test]
fn versions_and_how_they_fit_are_shown() {
    let bench = bench(Machine::builder().device(Chip::Hailo8));
    let shown = || {
        let snapshot = bench.telemetry.snapshot();
        let family = snapshot.custom.iter().find(|family| &*family.name == "hailo_compat_info").unwrap();
        let series = family.series.iter().map(|series| {
            let labels: Vec<_> =
                series.labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
            labels.join(" ")
        });
        let mut series: Vec<_> = series.collect();
        series.sort();
        series
    };
    let version = bench.engine.engine().library().version();
    let library = format!("component=library version={version} status=ok");
    assert_eq!(shown(), std::slice::from_ref(&library));
    bench.engine.poller(PollOptions::default()).unwrap().poll();
    assert_eq!(shown(), [format!("component=firmware version={version} status=ok"), library]);
}

fn bench(machine: hailo_mock::MachineBuilder) -> Bench {
    let Kit { machine, library, telemetry, observer } = Kit::of(machine);
    let engine = ObservedEngine::open(&library, EngineOptions::default(), &observer, "simulated").unwrap();
    Bench { machine, telemetry, engine }
}

fn vision() -> (Bench, ObservedNetwork) {
    let bench = bench(Machine::builder().device(Chip::Hailo8));
    let hef = bench.engine.hef_from_file("simulated/resnet_v1_50.hef").unwrap();
    let network = bench.engine.network(&hef, NetworkOptions::default()).unwrap();
    (bench, network)
}

fn language() -> (Bench, ObservedLlm) {
    let bench = bench(Machine::builder().scenario(Scenario::named("10h-llm").unwrap()));
    let options = LlmOptions::new("simulated/qwen2.5-1.5b.hef");
    let llm = bench.engine.llm("qwen2.5:1.5b", "Q4_0", options).unwrap();
    (bench, llm)
}

impl Bench {
    fn only(&self) -> ModelSnapshot {
        let snapshot = self.telemetry.snapshot();
        let [model] = <[ModelSnapshot; 1]>::try_from(snapshot.models).unwrap();
        assert_eq!(model.in_flight(), 0, "nothing is left in flight");
        assert_eq!(model.queued(), 0);
        assert_eq!(snapshot.totals.requests(), model.requests());
        assert_eq!(snapshot.totals.output_tokens, model.output_tokens());
        assert_eq!(snapshot.own.broken_invariants(), []);
        model
    }
}

/// Exactly one request ended, this way.
fn assert_ended(model: &ModelSnapshot, outcome: Outcome, reason: Option<Reason>) {
    let ended: Vec<u64> = Outcome::ALL.iter().map(|outcome| model.outcome(*outcome)).collect();
    assert_eq!((model.requests(), model.outcome(outcome)), (1, 1), "outcomes {ended:?}, wanted {outcome:?}");
    for other in Reason::ALL {
        assert_eq!(model.failures(*other), u64::from(Some(*other) == reason), "{other:?}");
    }
}

fn infer(network: &ObservedNetwork) -> hailo::Result<()> {
    let (inputs, mut outputs) = (network.network().input_frames()?, network.network().output_frames()?);
    network.infer(&inputs, &mut outputs)
}

#[test]
fn a_frame_that_comes_out_is_a_completed_request() {
    let (bench, network) = vision();
    infer(&network).unwrap();
    let model = bench.only();
    assert_ended(&model, Outcome::Completed, None);
    assert_eq!(model.count(Count::Frames), 1);
    let took = model.duration(Outcome::Completed).sum();
    assert!((MS * 7..MS * 20).contains(&took), "a frame takes about 8 ms, not {took:?}");
    for phase in LoadPhase::ALL.iter().filter(|phase| **phase != LoadPhase::Library) {
        assert!(model.load(*phase).is_some(), "the cold start is known: {phase:?}");
    }
    assert_eq!(model.info().unwrap().architecture, "HAILO8");
    assert_eq!(bench.telemetry.health().reason, HealthReason::Serving);
}

#[test]
fn statuses_become_reasons() {
    let cases = [
        (4, Outcome::TimedOut, Some(Reason::Timeout), ErrorKind::Timeout),
        (62, Outcome::Failed, Some(Reason::DeviceLost), ErrorKind::DeviceLost),
        (63, Outcome::Failed, Some(Reason::Aborted), ErrorKind::Aborted),
        (82, Outcome::Failed, Some(Reason::DeviceBusy), ErrorKind::DeviceBusy),
        (81, Outcome::Failed, Some(Reason::OutOfMemory), ErrorKind::OutOfMemory),
        (2, Outcome::Failed, Some(Reason::InvalidInput), ErrorKind::InvalidArgument),
        // A status of no known version.
        (4711, Outcome::Failed, Some(Reason::Other), ErrorKind::Runtime),
    ];
    for (status, outcome, reason, kind) in cases {
        let (bench, network) = vision();
        bench.machine.inject(Fault::on(
            "hailo_vstream_write_raw_buffer",
            CallEffect::Status(hailo_sys::Status(status)),
        ));
        let error = infer(&network).unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        let model = bench.only();
        assert_ended(&model, outcome, reason);
        assert_eq!(model.count(Count::Frames), 0);
    }
}

#[test]
fn a_failure_says_whether_the_engine_is_ill() {
    let (bench, network) = vision();
    infer(&network).unwrap();
    bench
        .machine
        .inject(Fault::on("hailo_vstream_write_raw_buffer", CallEffect::Status(hailo_sys::Status(2))));
    infer(&network).unwrap_err();
    assert_eq!(bench.telemetry.health().healthy, Some(true), "the caller's mistake is not the engine's");
    bench.machine.clear_faults();
    bench
        .machine
        .inject(Fault::on("hailo_vstream_write_raw_buffer", CallEffect::Status(hailo_sys::Status(62))));
    infer(&network).unwrap_err();
    assert_eq!(bench.telemetry.health().reason, HealthReason::DeviceLost);
    bench.machine.clear_faults();
    infer(&network).unwrap();
    assert_eq!(bench.telemetry.health().reason, HealthReason::Serving, "it is well again");
}

#[test]
fn one_ill_engine_of_two_is_not_hidden_by_the_other() {
    let first = Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).build().unwrap();
    let second = Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).build().unwrap();
    let (clock, _time) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    let observer = Observer::new(&telemetry);
    let [ill, well] = [&first, &second].map(|machine| {
        let library = Library::on(&machine.without_shim()).unwrap();
        let engine =
            ObservedEngine::open(&library, EngineOptions::default(), &observer, "simulated").unwrap();
        let hef = engine.hef_from_file("simulated/echo.hef").unwrap();
        engine.network(&hef, NetworkOptions::default()).unwrap()
    });
    infer(&well).unwrap();
    assert_ne!(telemetry.health().healthy, Some(true), "nothing is known of the other yet");
    infer(&ill).unwrap();
    assert_eq!(telemetry.health().healthy, Some(true));
    first.inject(Fault::on("hailo_vstream_write_raw_buffer", CallEffect::Status(hailo_sys::Status(62))));
    infer(&ill).unwrap_err();
    infer(&well).unwrap();
    assert_eq!(telemetry.health().reason, HealthReason::DeviceLost);
}

#[test]
fn a_lost_engine_that_is_closed_and_opened_anew_is_judged_by_the_new_one() {
    let (bench, network) = vision();
    let mut poller = bench.engine.poller(PollOptions::default()).unwrap();
    poller.poll();
    bench
        .machine
        .inject(Fault::on("hailo_vstream_write_raw_buffer", CallEffect::Status(hailo_sys::Status(62))));
    infer(&network).unwrap_err();
    assert_eq!(bench.telemetry.health().reason, HealthReason::DeviceLost);
    bench.machine.clear_faults();
    let Bench { machine, telemetry, engine } = bench;
    let library = engine.engine().library().clone();
    drop((network, poller, engine));
    assert_eq!(telemetry.health().healthy, None, "what is closed says nothing, its listeners neither");
    assert!(telemetry.snapshot().engines.is_empty());

    let observer = Observer::new(&telemetry);
    let engine = ObservedEngine::open(&library, EngineOptions::default(), &observer, "simulated").unwrap();
    assert_eq!(telemetry.health().reason, HealthReason::Starting);
    let hef = engine.hef_from_file("simulated/resnet_v1_50.hef").unwrap();
    infer(&engine.network(&hef, NetworkOptions::default()).unwrap()).unwrap();
    assert_eq!(telemetry.health().healthy, Some(true));
    drop(machine);
}

#[test]
fn an_engine_that_cannot_load_its_model_leaves_nothing_behind() {
    let machine = Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).build().unwrap();
    let library = Library::on(&machine.without_shim()).unwrap();
    let telemetry = Telemetry::default();
    let observer = Observer::new(&telemetry);
    let engine = ObservedEngine::open(&library, EngineOptions::default(), &observer, "simulated").unwrap();
    assert_eq!(telemetry.snapshot().engines.len(), 1);
    engine.hef_from_file("no such file.hef").unwrap_err();
    drop(engine);
    assert!(telemetry.snapshot().engines.is_empty());
}

#[test]
fn a_dropped_future_is_a_cancelled_request() {
    let (bench, network) = vision();
    {
        let frames = (network.network().input_frames().unwrap(), network.network().output_frames().unwrap());
        let _given_up = network.infer_async(frames.0, frames.1);
    }
    assert_ended(&bench.only(), Outcome::Cancelled, None);
}

#[test]
fn a_future_that_ends_is_a_completed_request() {
    let (bench, network) = vision();
    let frames = (network.network().input_frames().unwrap(), network.network().output_frames().unwrap());
    let mut inference = pin!(network.infer_async(frames.0, frames.1));
    let mut context = Context::from_waker(Waker::noop());
    let result = loop {
        match inference.as_mut().poll(&mut context) {
            Poll::Ready(result) => break result,
            Poll::Pending => std::thread::yield_now(),
        }
    };
    result.unwrap();
    let model = bench.only();
    assert_ended(&model, Outcome::Completed, None);
    assert_eq!(model.count(Count::Frames), 1);
}

#[test]
fn a_panic_while_a_request_runs_is_a_cancelled_request() {
    let (bench, llm) = language();
    let panicked = std::thread::scope(|scope| {
        scope
            .spawn(|| {
                let mut answer =
                    llm.generate(&Prompt::new().user("hi"), &GenerateOptions::default()).unwrap();
                answer.next(PATIENCE).unwrap();
                panic!("in the middle of an answer");
            })
            .join()
    });
    assert!(panicked.is_err());
    assert_ended(&bench.only(), Outcome::Cancelled, None);
    let mut again = llm.generate(&Prompt::new().user("hi"), &GenerateOptions::default()).unwrap();
    assert!(again.next(PATIENCE).unwrap().is_some(), "the device is free again");
}

#[test]
fn a_null_handle_with_success_is_a_typed_error() {
    let (bench, llm) = language();
    bench.machine.inject(Fault::on("hailo_shim_llm_generate", CallEffect::NullHandle));
    let error = llm.generate(&Prompt::new().user("hi"), &GenerateOptions::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Runtime, "{error}");
    assert_ended(&bench.only(), Outcome::Failed, Some(Reason::Other));
}

#[test]
fn every_token_and_every_gap_is_counted() {
    let (bench, llm) = language();
    let mut options = GenerateOptions::default();
    options.max_tokens = Some(40);
    let mut answer = llm.generate(&Prompt::new().user("count to forty"), &options).unwrap();
    let mut tokens = 0;
    while let Some(piece) = answer.next(PATIENCE).unwrap() {
        tokens += u64::from(piece.tokens);
    }
    drop(answer);
    let model = bench.only();
    assert_ended(&model, Outcome::Completed, None);
    assert_eq!(model.output_tokens(), tokens);
    assert_eq!(model.time_to_first_token().count(), 1);
    assert_eq!(model.inter_token().count(), tokens - 1);
    assert_eq!(model.request_output_tokens().sum(), tokens);
    assert!(model.count(Count::PromptTokens) > 0);
    let first = model.time_to_first_token().sum();
    assert!((MS * 250..MS * 500).contains(&first), "first token after about 0.33 s, not {first:?}");
    let rate = (tokens - 1) as f64 / model.inter_token().sum().as_secs_f64();
    assert!((7.0..9.5).contains(&rate), "about 8 tokens a second, not {rate}");
}

#[test]
fn a_question_that_waits_is_queued_and_then_runs() {
    let (bench, llm) = language();
    let mut first = llm.generate(&Prompt::new().user("one"), &GenerateOptions::default()).unwrap();
    first.next(PATIENCE).unwrap();
    let waiting = llm.ask();
    let snapshot = bench.telemetry.snapshot();
    assert_eq!((snapshot.models[0].in_flight(), snapshot.models[0].queued()), (1, 1));
    while first.next(PATIENCE).unwrap().is_some() {}
    drop(first);
    let mut second = waiting.generate(&Prompt::new().user("two"), &GenerateOptions::default()).unwrap();
    while second.next(PATIENCE).unwrap().is_some() {}
    drop(second);
    let model = bench.only();
    assert_eq!(model.outcome(Outcome::Completed), 2);
    assert_eq!(model.queue_time().count(), 2);
    assert!(!model.queue_time().sum().is_zero(), "the second waited for the first");
}

#[test]
fn a_question_dropped_while_it_waits_is_cancelled() {
    let (bench, llm) = language();
    drop(llm.ask());
    assert_ended(&bench.only(), Outcome::Cancelled, None);
}

#[test]
fn a_stop_in_the_middle_is_complete() {
    let (bench, llm) = language();
    let mut answer = llm.generate(&Prompt::new().user("a long story"), &GenerateOptions::default()).unwrap();
    for _ in 0..5 {
        answer.next(PATIENCE).unwrap();
    }
    answer.stop();
    assert_ended(&bench.only(), Outcome::Completed, None);
}

#[test]
fn a_poll_reads_the_device_and_absent_is_not_zero() {
    let (bench, _network) = vision();
    let mut poller: DevicePoller = bench.engine.poller(PollOptions::default()).unwrap();
    let mut watch = bench.engine.watch(WatchOptions::default(), None);
    poller.poll();
    bench.machine.advance(Duration::from_secs(5));
    poller.poll();
    watch.look();
    let snapshot = bench.telemetry.snapshot();
    let device = &snapshot.devices[0];
    assert_eq!(device.up, Some(true));
    assert_eq!(device.state, Some(DeviceState::Idle));
    assert_eq!(device.info.as_ref().unwrap().architecture, "HAILO8");
    let sensors: Vec<&str> = device.temperatures.iter().map(|(sensor, _)| &**sensor).collect();
    assert_eq!(sensors, ["ts0", "ts1"]);
    assert!(device.temperatures.iter().all(|(_, celsius)| (20.0..100.0).contains(celsius)));
    assert_eq!(device.power.len(), 1);
    assert!(device.energy[0].1 > 0.0, "five seconds of power");

    let without = bench_without_power_sensor();
    let device = &without.telemetry.snapshot().devices[0];
    assert!(device.power.is_empty() && device.energy.is_empty(), "no sensor, no series");
    assert!(device.capabilities.iter().any(|(name, status)| &**name == "power" && status.name() != "ok"));
}

fn bench_without_power_sensor() -> Bench {
    let without =
        bench(Machine::builder().device(Chip::Hailo8).fault(Fault::holding(Condition::NoPowerSensor)));
    without.engine.poller(PollOptions::default()).unwrap().poll();
    without
}
