//! Is it stuck, since when, and why: a simulated Hailo-8 whose driver hangs after ten seconds, watched.
//!
//! `cargo run -p hailo-examples --example watch`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use hailo::{EngineOptions, Library, NetworkOptions};
use hailo_mock::{Machine, Scenario, SimClock};
use hailo_observe::{ObservedEngine, Observer, WatchOptions};
use hailo_telemetry::{Clock, Config, DeviceState, Telemetry};
use std::time::Duration;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let machine =
        Machine::builder().scenario(Scenario::named("wedged")?).clock(SimClock::manual()).build()?;
    // On a Pi: `Library::load()?`.
    let library = Library::on(&machine)?;
    let time = machine.clock();
    let telemetry = Telemetry::new(Config::default().clock(Clock::from_fn(move || time.now_ns())));
    let engine =
        ObservedEngine::open(&library, EngineOptions::default(), &Observer::new(&telemetry), "simulated")?;
    let hef = engine.hef_from_file("simulated/resnet_v1_50.hef")?;
    let network = engine.network(&hef, NetworkOptions::default())?;

    // A program gives it a thread (`spawn`); here the simulated time is ours to move.
    let mut watch = engine.watch(WatchOptions::default(), None);
    machine.advance(Duration::from_secs(11));
    let call = std::thread::spawn(move || {
        let (inputs, mut outputs) = (network.network().input_frames()?, network.network().output_frames()?);
        network.infer(&inputs, &mut outputs)
    });
    while watch.look().state == DeviceState::Idle {
        std::thread::yield_now();
    }

    let mut before = None;
    for second in 0..60 {
        let verdict = watch.look();
        if before != Some(verdict.state) {
            println!("{second:2} s: {}", verdict.state.name());
            verdict.evidence.iter().for_each(|evidence| println!("      {evidence}"));
            before = Some(verdict.state);
        }
        machine.advance(Duration::from_secs(1));
    }
    // The call that hangs ends with its machine.
    drop(machine);
    let _ = call.join();
    if before == Some(DeviceState::Hung) { Ok(()) } else { Err("the watch did not see it".into()) }
}
