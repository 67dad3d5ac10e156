//! Answers that look as if nobody had computed them: the same outputs for other inputs, a detector that sees nothing any more.
//!
//! A device that is half gone answers every call, and every answer is worthless. One frame in some is looked at, its
//! bytes hashed and its detections counted. What is found is counted and never decides by itself: a camera before a
//! white wall looks the same.
//!
//! Cost: one relaxed addition a frame, and for a frame that is looked at one pass over its outputs and over 8 KiB of its inputs
//! on the thread that brought the answer, under no lock that anybody waits for.

use std::hash::{BuildHasher as _, Hasher as _};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use foldhash::fast::FixedState;
use hailo::{ErrorKind, InputFrames, OutputFrames};
use hailo_telemetry::{Counter, Telemetry};

/// One frame of so many is looked at, unless set otherwise.
const EVERY: u32 = 16;
/// So many looks in a row make it suspicious that outputs repeat themselves: two frames may well look alike.
const REPEATS: u32 = 3;
/// So many looks in a row at which a detector that usually sees something sees nothing.
const EMPTY: u32 = 16;
/// Outputs of fewer bytes repeat themselves by nature: a class, a score.
const SMALLEST: usize = 64;
/// Of inputs, which come from the caller, only so many blocks are read.
const INPUT_BLOCKS: usize = 128;
const BLOCK: usize = 64;

/// What was seen of one network's outputs.
#[derive(Debug)]
pub(crate) struct Suspect {
    /// 0: none is looked at.
    every: AtomicU32,
    frames: AtomicU32,
    seen: Mutex<Seen>,
    constant: Option<Counter>,
    empty: Option<Counter>,
}

#[derive(Debug, Default)]
struct Seen {
    /// Hash of the inputs and of the outputs that were looked at last.
    last: Option<(u64, u64)>,
    repeats: u32,
    /// Looks at which there were detections, and looks in a row at which there were none.
    detected: u32,
    empty: u32,
}

/// What one look found.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    constant: bool,
    empty: bool,
}

impl Seen {
    /// `detections` is `None` for a network that detects nothing.
    fn look(&mut self, inputs: u64, outputs: u64, detections: Option<usize>) -> Found {
        let mut found = Found::default();
        match self.last.replace((inputs, outputs)) {
            Some((before, same)) if before != inputs && same == outputs => self.repeats += 1,
            // The same frame again says nothing.
            Some((before, _)) if before == inputs => {}
            _ => self.repeats = 0,
        }
        found.constant = self.repeats >= REPEATS;
        if let Some(count) = detections {
            if count == 0 {
                self.empty += 1;
            } else {
                self.empty = 0;
                self.detected = self.detected.saturating_add(1);
            }
            found.empty = self.detected >= EMPTY && self.empty >= EMPTY;
        }
        found
    }
}

impl Suspect {
    pub(crate) fn new(telemetry: &Telemetry, model: &str) -> Self {
        let counter = |kind| {
            let family = &hailo_telemetry::catalogue::SUSPECT_OUTPUTS;
            telemetry.counter(family.name, family.help, &[("model", model), ("kind", kind)]).ok()
        };
        Self {
            every: AtomicU32::new(EVERY),
            frames: AtomicU32::new(0),
            seen: Mutex::default(),
            constant: counter("constant"),
            empty: counter("empty"),
        }
    }

    pub(crate) fn set_every(&self, every: u32) {
        self.every.store(every, Ordering::Relaxed);
    }

    /// An inference succeeded.
    pub(crate) fn frame(&self, inputs: &InputFrames, outputs: &OutputFrames) {
        let every = self.every.load(Ordering::Relaxed);
        if every == 0 || !self.frames.fetch_add(1, Ordering::Relaxed).is_multiple_of(every) {
            return;
        }
        // Another thread looks: one of the two frames is enough.
        let Ok(mut seen) = self.seen.try_lock() else { return };
        let size: usize = outputs.iter().map(|(_, data)| data.len()).sum();
        if size < SMALLEST {
            return;
        }
        let found = seen.look(hash_some(inputs), hash_all(outputs), detections(outputs));
        for (found, counter) in [(found.constant, &self.constant), (found.empty, &self.empty)] {
            if let (true, Some(counter)) = (found, counter) {
                counter.add(1);
            }
        }
    }
}

/// Detections in all outputs; `None` when no output gives any.
fn detections(outputs: &OutputFrames) -> Option<usize> {
    let counts = outputs.iter().filter_map(|(port, _)| match outputs.detections(&port.name) {
        Ok(found) => Some(found.len()),
        // A frame that contradicts itself holds no detection either.
        Err(error) => (error.kind() != ErrorKind::Unsupported).then_some(0),
    });
    counts.reduce(|a, b| a + b)
}

fn hash_all(outputs: &OutputFrames) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    outputs.iter().for_each(|(_, data)| hasher.write(data));
    hasher.finish()
}

fn hash_some(inputs: &InputFrames) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    for (_, data) in inputs.iter() {
        let step = (data.len() / INPUT_BLOCKS).max(BLOCK);
        data.chunks(step).for_each(|part| hasher.write(&part[..part.len().min(BLOCK)]));
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_that_repeat_while_inputs_differ_are_found_and_the_same_frame_again_is_not() {
        let mut seen = Seen::default();
        let constant = |seen: &mut Seen, input, output| seen.look(input, output, None).constant;
        assert!((0..100).all(|_| !constant(&mut seen, 1, 7)), "a camera that stands still");
        assert_eq!([2, 3, 4, 5].map(|input| constant(&mut seen, input, 7)), [false, false, true, true]);
        assert!(constant(&mut seen, 5, 7), "one repeated frame does not clear it");
        assert!(!constant(&mut seen, 6, 8));
        assert!(!constant(&mut seen, 7, 8), "it begins anew");
    }

    #[test]
    fn a_detector_that_saw_something_and_then_nothing_is_found() {
        let mut seen = Seen::default();
        let empty = |seen: &mut Seen, at, count| seen.look(at, at, Some(count)).empty;
        assert!((0..100).all(|at| !empty(&mut seen, at, 0)), "one that never saw anything");
        assert!((100..120).all(|at| !empty(&mut seen, at, 3)));
        let looks: Vec<bool> = (120..140).map(|at| empty(&mut seen, at, 0)).collect();
        assert_eq!(looks.iter().position(|found| *found), Some(EMPTY as usize - 1));
        assert!(!empty(&mut seen, 140, 1), "and it sees again");
    }
}
