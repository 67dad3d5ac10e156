//! Measuring in turns: each round runs every case once, so that whatever else the machine does falls on all alike.

#![allow(dead_code, missing_docs, unreachable_pub)] // each program uses some of it

use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;

/// How much to measure, from the program's arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Every line runs: `--test`.
    Smoke,
    /// Numbers to look at while working: `--quick`.
    Quick,
    /// Numbers to publish.
    Full,
}

impl Effort {
    pub fn from_arguments() -> Self {
        let has = |flag: &str| std::env::args().any(|a| a == flag);
        if has("--test") {
            Self::Smoke
        } else if has("--quick") {
            Self::Quick
        } else {
            Self::Full
        }
    }
    pub const fn pick<T: Copy>(self, smoke: T, quick: T, full: T) -> T {
        match self {
            Self::Smoke => smoke,
            Self::Quick => quick,
            Self::Full => full,
        }
    }
}

/// Something to measure: each call answers with one number.
pub type Case<'a> = Box<dyn FnMut() -> f64 + 'a>;

/// Median and quartiles.
#[derive(Clone, Copy, Debug)]
pub struct Spread(pub [f64; 3]);

impl Spread {
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |q: f64| values.get(((values.len().max(1) - 1) as f64 * q).round() as usize).copied();
        Self([0.5, 0.25, 0.75].map(|q| at(q).unwrap_or(f64::NAN)))
    }
    /// As a JSON array.
    pub fn json(&self) -> String {
        let mut text = String::from("[");
        for (i, v) in self.0.iter().enumerate() {
            let _ = write!(text, "{}{v:.2}", if i > 0 { "," } else { "" });
        }
        text + "]"
    }
}

/// One round to warm up, then `rounds` more, every other one backwards.
pub fn in_turns(cases: &mut [Case<'_>], rounds: usize) -> Vec<Spread> {
    let mut samples = vec![Vec::with_capacity(rounds); cases.len()];
    for round in 0..=rounds {
        DEPTH.store(round % 16, Relaxed);
        let mut order: Vec<usize> = (0..cases.len()).collect();
        if round % 2 == 1 {
            order.reverse();
        }
        for i in order {
            let sample = cases[i]();
            if round > 0 {
                samples[i].push(sample);
            }
        }
    }
    samples.into_iter().map(Spread::of).collect()
}

/// Nanoseconds of each of `times`.
pub fn timed(times: u32, work: impl FnOnce()) -> f64 {
    let (mut work, mut took) = (Some(work), 0);
    lower(DEPTH.load(Relaxed), &mut || {
        if let Some(work) = work.take() {
            let began = Instant::now();
            work();
            took = began.elapsed().as_nanos();
        }
    });
    took as f64 / f64::from(times)
}

/// How far down the stack a round works. Where the low 12 bits of a local's address are those of a recorder's cell, the
/// processor takes a store to the one for a store to the other: a matter of luck, which each round shall have anew.
static DEPTH: AtomicUsize = AtomicUsize::new(0);

/// Works some 256 bytes down the stack for each level.
#[inline(never)]
fn lower(levels: usize, work: &mut dyn FnMut()) {
    let room = std::hint::black_box([0_u8; 192]);
    if levels == 0 {
        work()
    } else {
        lower(levels - 1, work)
    }
    std::hint::black_box(&room);
}
