//! A recorded run: the calls, when they began, how long they took, what they answered and what they carried.
//!
//! A [`Recording`] comes from a [`crate::Recorder`] before any tables, a real library's included, or, without what the
//! calls carried, from a simulated machine ([`crate::Machine::recording`]). Replayed ([`crate::Scenario::replay`]), the
//! n-th call of each function takes as long, answers the same status and carries the same as it did; calls beyond the
//! recording behave as the scenario has them.

use std::collections::{HashMap, VecDeque};
use std::fmt::{self, Write as _};

/// One recorded call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordedCall {
    /// The C function.
    pub call: String,
    /// When it began, nanoseconds since the recording's clock was made.
    pub began_ns: u64,
    /// How long it took, nanoseconds.
    pub took_ns: u64,
    /// What it answered; 0 where it answers nothing.
    pub status: u32,
    /// What it carried to the caller: a frame, a text, a reading. Empty for calls that carry nothing, for those that
    /// failed, and where it was not recorded.
    pub payload: Vec<u8>,
}

/// The calls of a run, in the order in which they ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// The calls.
    pub calls: Vec<RecordedCall>,
}

/// A line of a recording that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingError {
    /// Which line, 1 for the first.
    pub line: usize,
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {} is not `began_ns took_ns status call`, with a payload in hexadecimal or none",
            self.line
        )
    }
}

impl std::error::Error for RecordingError {}

impl fmt::Display for Recording {
    /// One line per call: `began_ns took_ns status call`, and the payload in hexadecimal if there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in &self.calls {
            write!(f, "{} {} {} {}", c.began_ns, c.took_ns, c.status, c.call)?;
            if !c.payload.is_empty() {
                f.write_char(' ')?;
                c.payload.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
            }
            f.write_char('\n')?;
        }
        Ok(())
    }
}

/// Bytes from pairs of hexadecimal digits.
fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let even = digits.len().is_multiple_of(2) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    even.then(|| (0..digits.len()).step_by(2).map(pair).collect())?
}

/// `began_ns took_ns status call [payload]`.
fn call(line: &str) -> Option<RecordedCall> {
    let mut words = line.split_whitespace();
    let mut number = || words.next()?.parse::<u64>().ok();
    let (began_ns, took_ns, status) = (number()?, number()?, u32::try_from(number()?).ok()?);
    let call = words.next()?.to_owned();
    let payload = words.next().map_or(Some(Vec::new()), bytes)?;
    words.next().is_none().then_some(RecordedCall { call, began_ns, took_ns, status, payload })
}

impl std::str::FromStr for Recording {
    type Err = RecordingError;

    fn from_str(text: &str) -> Result<Self, RecordingError> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let calls = lines.map(|(at, line)| call(line).ok_or(RecordingError { line: at + 1 }));
        Ok(Self { calls: calls.collect::<Result<_, _>>()? })
    }
}

/// What a replayed call does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Played {
    pub took_ns: u64,
    pub status: u32,
    pub payload: Vec<u8>,
}

/// How an asynchronous call ended, as its payload has it: the status, and the frames one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Completed {
    pub status: u32,
    pub frames: Vec<u8>,
}

impl Completed {
    pub(crate) fn read(payload: &[u8]) -> Option<Self> {
        let (status, frames) = payload.split_first_chunk()?;
        Some(Self { status: u32::from_le_bytes(*status), frames: frames.to_vec() })
    }

    /// Puts the recorded frames in place of what the outputs show, if they are of these sizes.
    pub(crate) fn show(&self, outputs: &mut [&mut [u8]]) {
        let mut rest = self.frames.as_slice();
        if outputs.iter().map(|output| output.len()).sum::<usize>() != rest.len() {
            return;
        }
        for output in outputs {
            let (frame, after) = rest.split_at(output.len());
            output.copy_from_slice(frame);
            rest = after;
        }
    }
}

/// A recording being played: what the next call of each function does.
#[derive(Debug, Default)]
pub(crate) struct Replay(HashMap<String, VecDeque<Played>>);

impl Replay {
    pub(crate) fn new(recording: &Recording) -> Self {
        let mut all = Self::default();
        for RecordedCall { call, took_ns, status, payload, .. } in recording.calls.iter().cloned() {
            all.0.entry(call).or_default().push_back(Played { took_ns, status, payload });
        }
        all
    }

    /// What the next call of this function does.
    pub(crate) fn next(&mut self, call: &str) -> Option<Played> {
        if self.0.is_empty() { None } else { self.0.get_mut(call)?.pop_front() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_goes_through_text() {
        let call = |call: &str, began_ns, took_ns, status, payload: &[u8]| RecordedCall {
            call: call.to_owned(),
            began_ns,
            took_ns,
            status,
            payload: payload.to_vec(),
        };
        let read = call("hailo_vstream_read_raw_buffer", 12, 3, 0, &[0, 0x1f, 0xff]);
        let recording = Recording {
            calls: vec![call("hailo_identify", 5, 7, 0, &[]), call("hailo_infer", 12, 0, 4, &[]), read],
        };
        assert_eq!(recording.to_string().parse(), Ok(recording.clone()));
        for broken in
            ["1 2 3", "\n1 2 x hailo_infer", "1 2 3 hailo_infer 0", "1 2 3 hailo_infer zz", "1 2 3 a 00 b"]
        {
            let line = 1 + broken.matches('\n').count();
            assert_eq!(broken.parse::<Recording>(), Err(RecordingError { line }), "{broken:?}");
        }
        let mut replay = Replay::new(&recording);
        assert_eq!(replay.next("hailo_infer"), Some(Played { status: 4, ..Played::default() }));
        assert_eq!(replay.next("hailo_infer"), None);
        let read = replay.next("hailo_vstream_read_raw_buffer").map(|played| played.payload);
        assert_eq!(read, Some(vec![0, 0x1f, 0xff]));
    }
}
