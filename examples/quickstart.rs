//! Instrument a call: any function that infers, no device, no runtime.
//!
//! `cargo run -p hailo-examples --example quickstart`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use hailo_telemetry::{Reason, Telemetry, encode};

fn answer(prompt: &str) -> Result<Vec<&str>, &'static str> {
    if prompt.is_empty() { Err("an empty prompt") } else { Ok(prompt.split_inclusive(' ').collect()) }
}

fn main() -> std::io::Result<()> {
    let telemetry = Telemetry::default();
    let model = telemetry.model("echo"); // once, at start-up

    for prompt in ["tokens are counted where they happen", ""] {
        let mut request = model.begin();
        match answer(prompt) {
            Ok(tokens) => {
                tokens.iter().for_each(|_| request.token());
                request.complete();
            }
            Err(_) => request.fail(Reason::InvalidInput),
        }
    }
    drop(model.begin()); // a dropped request is a cancelled one
    encode::text(&telemetry.snapshot(), &mut std::io::stdout().lock())
}
