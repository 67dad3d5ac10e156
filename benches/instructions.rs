//! Runs one scenario of one recorder a given number of times and nothing else, for `cargo xtask instructions` to
//! count: `instructions KEY w|f TIMES`. `instructions list` says which recorders there are.

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)] // a program, not an interface; it panics on wrong use

#[path = "recorders/mod.rs"]
mod recorders;

use recorders::{FreeClock, Kind, Recorder, Visitor, each, f, w};

/// What to run; nothing: list.
struct Wanted<'a>(Option<(&'a str, &'a str, u32)>);

impl Visitor for Wanted<'_> {
    fn visit<R: Recorder + 'static>(&mut self, _: Kind, key: &'static str, _: &'static str, make: fn() -> R) {
        match self.0 {
            None => println!("{key}"),
            Some((wanted, scenario, times)) if wanted == key => run(&make(), scenario, times),
            Some(_) => {}
        }
    }
}

fn run<R: Recorder>(recorder: &R, scenario: &str, times: u32) {
    let mut local = recorder.local();
    let is_answer = scenario == "w";
    counted_operations(&mut || {
        // In registers, as `compare` has it.
        let mut time = FreeClock::new();
        for _ in 0..times {
            if is_answer {
                w(recorder, &mut local, &mut time);
            } else {
                f(recorder, &mut local, &mut time);
            }
        }
    });
}

/// What runs in here is counted, by this function's name: some recorders spin for a while to calibrate a clock as they
/// start, with whatever number of instructions that takes.
#[inline(never)]
fn counted_operations(work: &mut dyn FnMut()) {
    work();
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["list"] => each(&mut Wanted(None)),
        [key, scenario, times] => {
            let times = times.parse().expect("a count");
            each(&mut Wanted(Some((key, scenario, times))));
        }
        _ => {}
    }
}
