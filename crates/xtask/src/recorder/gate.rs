//! The gate: a request costs the instructions that it cost, and a token none with a lock prefix.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::callgrind::{Counter, Counts, is_installed};
use super::{aarch64, counted, rustc};

/// The counts that are checked in, over the null recorder's, with the compiler that made them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Expected {
    pub(super) rustc: String,
    /// One answer of 128 tokens.
    pub(super) w: Counts,
    /// One frame.
    pub(super) f: Counts,
}

/// How far a count may move before the gate closes.
const TOLERANCE: f64 = 0.02;
/// Lock-prefixed instructions that a request may have, begin and end together.
const LOCKED_PER_REQUEST: f64 = 4.0;

fn file() -> PathBuf {
    crate::root().join("benches/instructions.json")
}

/// Options of `instructions`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Write the counts instead of comparing with them
    #[arg(long)]
    write: bool,
}

/// Counts instructions under valgrind and compares them with the checked-in counts; reads aarch64's token path.
pub(crate) fn instructions(options: &Options) -> crate::Outcome {
    aarch64::check()?;
    if !is_installed() {
        println!("SKIPPED: valgrind is not installed, so no instruction was counted");
        return Ok(());
    }
    let now = count()?;
    if options.write {
        std::fs::write(file(), serde_json::to_string_pretty(&now)? + "\n")?;
        println!("wrote {}: {now:?}", file().display());
        return Ok(());
    }
    println!("lock-prefixed: {:.2} per answer, {:.2} per frame", now.w.locked, now.f.locked);
    // An answer has 128 tokens, so this leaves none for a token. A weak exchange may have to be tried again.
    if now.w.locked.max(now.f.locked) > LOCKED_PER_REQUEST + 0.01 {
        return Err(format!("a request has more than {LOCKED_PER_REQUEST} lock-prefixed instructions").into());
    }
    let before: Expected = serde_json::from_str(&std::fs::read_to_string(file())?)?;
    if before.rustc != now.rustc {
        println!("SKIPPED: counts were checked in with {}, this is {}", before.rustc, now.rustc);
        return Ok(());
    }
    let mut moved = Vec::new();
    for (scenario, now, before) in [("W", now.w, before.w), ("F", now.f, before.f)] {
        let (now, before) = (now.instructions, before.instructions);
        let change = now / before - 1.0;
        println!("{scenario}: {now:.0} instructions, {before:.0} checked in, {:+.1} %", change * 100.0);
        if change.abs() > TOLERANCE {
            moved.push(format!("{scenario} {before:.0} -> {now:.0}"));
        }
    }
    if moved.is_empty() {
        return Ok(());
    }
    let hint = "if it is meant, `cargo xtask instructions --write` checks the new counts in";
    Err(format!("instruction counts moved by more than 2 %: {}; {hint}", moved.join(", ")).into())
}

fn count() -> Result<Expected, Box<dyn std::error::Error>> {
    let program = counted(false)?;
    let counter = Counter::new(&program)?;
    let own = |scenario| -> Result<Counts, Box<dyn std::error::Error>> {
        let [ours, null] = ["ours", "null"].map(|r| counter.per_operation(r, scenario, [500, 2_500]));
        let own = ours? - null?;
        Ok(Counts { instructions: own.instructions.round(), locked: own.locked })
    };
    Ok(Expected { rustc: rustc()?, w: own("w")?, f: own("f")? })
}
