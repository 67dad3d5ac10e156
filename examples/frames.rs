//! Frames through a simulated Hailo-8, observed: the code a Raspberry Pi would run, but for the first three lines.
//!
//! `cargo run -p hailo-examples --example frames`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use hailo::{EngineOptions, Library, NetworkOptions};
use hailo_mock::{Chip, Machine, SimClock};
use hailo_observe::{ObservedEngine, Observer, PollOptions};
use hailo_telemetry::{Clock, Config, Count, Outcome, Telemetry};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let machine = Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).build()?;
    // On a Pi: `Library::load()?`.
    let library = Library::on(&machine)?;
    let time = machine.clock();
    let telemetry = Telemetry::new(Config::default().clock(Clock::from_fn(move || time.now_ns())));

    let engine =
        ObservedEngine::open(&library, EngineOptions::default(), &Observer::new(&telemetry), "simulated")?;
    let hef = engine.hef_from_file("simulated/resnet_v1_50.hef")?;
    let network = engine.network(&hef, NetworkOptions::default())?;
    let mut poller = engine.poller(PollOptions::default())?;

    let (mut inputs, mut outputs) = (network.network().input_frames()?, network.network().output_frames()?);
    for frame in 0..100 {
        inputs.first_mut().fill(frame);
        network.infer(&inputs, &mut outputs)?;
    }
    poller.poll();

    let snapshot = telemetry.snapshot();
    for model in &snapshot.models {
        let durations = model.duration(Outcome::Completed);
        println!(
            "{}: {} frames, median {:.1?}, p99 {:.1?}",
            model.name(),
            model.count(Count::Frames),
            durations.quantile(0.5).unwrap_or_default(),
            durations.quantile(0.99).unwrap_or_default(),
        );
    }
    for device in &snapshot.devices {
        let readings: Vec<String> =
            device.temperatures.iter().map(|(sensor, celsius)| format!("{sensor} {celsius:.1} °C")).collect();
        println!("{}: {}", device.device, readings.join(", "));
    }
    Ok(())
}
