//! Tokens from a simulated Hailo-10H, observed one by one.
//!
//! `cargo run -p hailo-examples --example tokens`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::io::Write as _;
use std::time::Duration;

use hailo::{EngineOptions, GenerateOptions, Library, LlmOptions, Prompt};
use hailo_mock::{Machine, Scenario, SimClock};
use hailo_observe::{ObservedEngine, Observer};
use hailo_telemetry::{Clock, Config, Telemetry};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let machine =
        Machine::builder().scenario(Scenario::named("10h-llm")?).clock(SimClock::manual()).build()?;
    // On a Pi: `Library::load()?`.
    let library = Library::on(&machine)?;
    let time = machine.clock();
    let telemetry = Telemetry::new(Config::default().clock(Clock::from_fn(move || time.now_ns())));

    let engine =
        ObservedEngine::open(&library, EngineOptions::default(), &Observer::new(&telemetry), "simulated")?;
    let llm = engine.llm("qwen2.5:1.5b", "Q4_0", LlmOptions::new("simulated/qwen2.5-1.5b.hef"))?;
    let prompt = Prompt::new().user("Why is the sky blue?");
    let mut answer = llm.generate(&prompt, &GenerateOptions::default())?;
    while let Some(piece) = answer.next(Duration::from_secs(30))? {
        print!("{}", piece.text);
        std::io::stdout().flush()?;
    }

    let snapshot = telemetry.snapshot();
    let Some(model) = snapshot.models.first() else { return Ok(()) };
    let seconds = |time: Option<Duration>| time.unwrap_or_default().as_secs_f64();
    println!(
        "\n\n{} tokens; first after {:.2} s, then one each {:.3} s (median), {:.3} s (p99)",
        model.output_tokens(),
        seconds(model.time_to_first_token().quantile(0.5)),
        seconds(model.inter_token().quantile(0.5)),
        seconds(model.inter_token().quantile(0.99)),
    );
    Ok(())
}
