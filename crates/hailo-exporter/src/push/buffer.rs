//! What waits for the receiver: oldest first, within a bound of bytes and of age.
//!
//! The newest requests are in memory. What has waited there for a minute goes into the file, where there is one: so nothing
//! is written while the receiver takes what it gets, and once a minute while it does not.

use std::collections::VecDeque;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use super::endpoint::PushError;
use super::ring::{Batch, Entry, Ring, RingError};

/// Most bytes of requests that wait.
const MAX_BYTES: usize = 16 << 20;
/// How much older than the newest the oldest may be.
const MAX_AGE: Duration = Duration::from_secs(6 * 60 * 60);
/// How long a request waits in memory before it goes into the file.
const KEEP_AFTER: Duration = Duration::from_secs(60);

/// One request, encoded and compressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) body: Bytes,
    /// How many samples are in it.
    pub(super) samples: u32,
    /// Their time, in milliseconds since 1970.
    pub(super) unix_ms: i64,
}

/// A queue of requests that drops the oldest rather than grow past its bound. Requests are numbered on and on.
#[derive(Debug)]
pub(super) struct Buffer {
    /// What an earlier minute, or an earlier run, left: older than all that is in memory.
    file: Option<Ring>,
    /// The oldest batch of the file, where it has been read back.
    loaded: VecDeque<(u64, Request)>,
    recent: VecDeque<Request>,
    recent_bytes: usize,
    /// When the oldest of them began to wait.
    since: Option<Instant>,
    /// The number that the next request gets.
    next: u64,
    /// The file can't be written; said once.
    troubled: bool,
}

impl Buffer {
    /// In memory alone.
    pub(super) const fn new() -> Self {
        Self {
            file: None,
            loaded: VecDeque::new(),
            recent: VecDeque::new(),
            recent_bytes: 0,
            since: None,
            next: 0,
            troubled: false,
        }
    }

    /// With the file `name` in `folder`, which is made if need be, and what it still holds; in memory alone without a folder.
    pub(super) fn in_folder(folder: Option<&Path>, name: &str) -> Result<Self, PushError> {
        let Some(folder) = folder else { return Ok(Self::new()) };
        std::fs::create_dir_all(folder)
            .map_err(|error| PushError(format!("{}: {error}", folder.display())))?;
        Self::open(&folder.join(name)).map_err(|RingError(error)| PushError(error))
    }

    fn open(path: &Path) -> Result<Self, RingError> {
        Self::of_size(path, MAX_BYTES)
    }

    fn of_size(path: &Path, most_bytes: usize) -> Result<Self, RingError> {
        let (ring, next) = Ring::open(path, most_bytes)?;
        Ok(Self { file: Some(ring), next, ..Self::new() })
    }

    /// The time of the newest request.
    #[cfg_attr(not(feature = "remote-write"), expect(dead_code, reason = "OTLP tells no time of its own"))]
    pub(super) fn newest_unix_ms(&self) -> Option<i64> {
        let kept = || self.batches().next_back().and_then(|batch| batch.requests.back());
        self.recent.back().map(|request| request.unix_ms).or_else(|| kept().map(|entry| entry.unix_ms))
    }

    fn batches(&self) -> impl DoubleEndedIterator<Item = &Batch> {
        self.file.iter().flat_map(|ring| &ring.batches)
    }

    fn oldest(&self) -> Option<Entry> {
        let recent = |request: &Request| Entry {
            number: self.next - self.recent.len() as u64,
            unix_ms: request.unix_ms,
            samples: request.samples,
            bytes: request.body.len(),
        };
        let kept = self.batches().next().and_then(|batch| batch.requests.front().copied());
        kept.or_else(|| self.recent.front().map(recent))
    }

    /// Appends a request; answers how many samples had to be dropped for it.
    pub(super) fn push(&mut self, request: Request, now: Instant) -> u64 {
        let newest = request.unix_ms;
        self.since.get_or_insert(now);
        self.recent_bytes += request.body.len();
        self.recent.push_back(request);
        self.next += 1;
        let mut dropped = 0;
        while let Some(oldest) = self.oldest() {
            let age = Duration::from_millis(newest.saturating_sub(oldest.unix_ms).max(0) as u64);
            if age <= MAX_AGE && self.bytes() <= MAX_BYTES {
                break;
            }
            dropped += u64::from(oldest.samples);
            // Not marked in the file: that would be a write for each, and what comes back after a crash is too old again.
            self.take(oldest.number);
        }
        dropped
    }

    /// The oldest, with its number. What the file does not give back is dropped: the second answer is how many samples.
    pub(super) fn front(&mut self) -> (Option<(u64, Request)>, u64) {
        let mut lost = 0;
        while let Some(ring) = &mut self.file
            && let Some(batch) = ring.batches.front()
        {
            if self.loaded.is_empty() {
                match ring.load(batch) {
                    Ok(loaded) => self.loaded = loaded,
                    Err(error) => tracing::warn!(%error, "unsent samples can't be read back, and are lost"),
                }
            }
            if let Some((number, request)) = self.loaded.front() {
                return (Some((*number, request.clone())), lost);
            }
            lost += batch.requests.iter().map(|entry| u64::from(entry.samples)).sum::<u64>();
            ring.batches.pop_front();
        }
        let oldest =
            self.recent.front().map(|request| (self.next - self.recent.len() as u64, request.clone()));
        (oldest, lost)
    }

    /// Takes the request with this number out, if it is the oldest still, and notes in the file that it is done with.
    /// Answers whether it was still there: it may have had to make room meanwhile.
    pub(super) fn pop(&mut self, number: u64) -> bool {
        let was_there = self.oldest().is_some_and(|oldest| oldest.number == number);
        if self.take(number)
            && let Some(ring) = &mut self.file
        {
            let marked = ring.done_before(number + 1);
            self.told(marked);
        }
        was_there
    }

    /// Answers whether it came out of the file.
    fn take(&mut self, number: u64) -> bool {
        if self.oldest().is_none_or(|oldest| oldest.number != number) {
            return false;
        }
        if let Some(ring) = &mut self.file
            && let Some(batch) = ring.batches.front_mut()
        {
            batch.requests.pop_front();
            if batch.requests.is_empty() {
                ring.batches.pop_front();
            }
            if self.loaded.front().is_some_and(|(loaded, _)| *loaded == number) {
                self.loaded.pop_front();
            }
            return true;
        }
        if let Some(request) = self.recent.pop_front() {
            self.recent_bytes -= request.body.len();
            // The next one came later; that it is kept a little early costs nothing.
            if self.recent.is_empty() {
                self.since = None;
            }
        }
        false
    }

    /// Puts what has waited for a minute, or with `all` what waits at all, into the file. Answers how many samples had to make
    /// room.
    pub(super) fn keep(&mut self, now: Instant, all: bool) -> u64 {
        let due = self.since.is_some_and(|since| all || now.saturating_duration_since(since) >= KEEP_AFTER);
        let Some(ring) = self.file.as_mut().filter(|_| due) else { return 0 };
        // Whatever comes of it, the next try is in a minute.
        self.since = Some(now);
        let oldest = ring.batches.front().map(|batch| batch.block());
        let appended = ring.append(self.next - self.recent.len() as u64, &self.recent);
        if ring.batches.front().map(|batch| batch.block()) != oldest {
            // It lay over the batch that had been read back.
            self.loaded.clear();
        }
        let dropped =
            appended.as_ref().map_or(0, |over| over.iter().map(|entry| u64::from(entry.samples)).sum());
        if appended.is_ok() {
            self.recent.clear();
            (self.recent_bytes, self.since) = (0, None);
        }
        self.told(appended.map(drop));
        dropped
    }

    fn told(&mut self, outcome: std::io::Result<()>) {
        match outcome {
            Err(error) if !self.troubled => {
                tracing::warn!(%error, "unsent samples can't be written, and are kept in memory alone");
                self.troubled = true;
            }
            Err(_) => {}
            Ok(()) => self.troubled = false,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        let kept = self.batches().flat_map(|batch| &batch.requests).map(|entry| entry.bytes).sum::<usize>();
        self.recent_bytes + kept
    }
}

#[cfg(test)]
mod tests;
