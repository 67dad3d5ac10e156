//! Runs one scenario a given number of times and nothing else, for `cargo xtask instructions` to count.

#![allow(missing_docs, clippy::expect_used)] // a program, not an interface; it panics on wrong use

#[path = "recorders/mod.rs"]
mod recorders;

use hailo_telemetry::{Clock, Config, Telemetry};
use recorders::{FreeClock, f, ours, w};
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [scenario, times] = args.as_slice() else { return };
    let times: u32 = times.parse().expect("a count");
    let (clock, _) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    let ours = ours::Ours(telemetry.model("m"));
    let mut time = FreeClock::new();
    let mut real = recorders::RealClock(Clock::real());
    let began = Instant::now();
    for _ in 0..times {
        match scenario.as_str() {
            "w" => w(&ours, &mut time),
            "f" => f(&ours, &mut time),
            "w-null" => w(&ours::Null, &mut time),
            "f-null" => f(&ours::Null, &mut time),
            "w-bare" => w(black_box(&ours::Bare::default()), &mut time),
            "w-real" => w(&ours, &mut real),
            "w-real-null" => w(&ours::Null, &mut real),
            _ => {}
        }
    }
    eprintln!("{:.1} ns", began.elapsed().as_nanos() as f64 / f64::from(times));
}
