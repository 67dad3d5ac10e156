//! What waits for the receiver: oldest first, within a bound of bytes and of age.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;

/// Most bytes of requests that wait.
const MOST_BYTES: usize = 16 << 20;
/// How much older than the newest the oldest may be.
const MOST_AGE: Duration = Duration::from_secs(6 * 60 * 60);

/// One request, encoded and compressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) body: Bytes,
    /// How many samples are in it.
    pub(super) samples: u32,
    /// Their time, in milliseconds since 1970.
    pub(super) unix_ms: i64,
}

/// A queue of requests that drops the oldest rather than grow past its bound.
#[derive(Debug)]
pub(super) struct Buffer {
    waiting: VecDeque<Request>,
    bytes: usize,
    /// The number of the oldest; they are counted up from the first that ever waited.
    first: u64,
}

impl Buffer {
    pub(super) const fn new() -> Self {
        Self { waiting: VecDeque::new(), bytes: 0, first: 0 }
    }

    /// Appends a request; answers how many samples had to be dropped for it.
    pub(super) fn push(&mut self, request: Request) -> u64 {
        let newest = request.unix_ms;
        self.bytes += request.body.len();
        self.waiting.push_back(request);
        let mut dropped = 0;
        while let Some(oldest) = self.waiting.front() {
            let age = Duration::from_millis(newest.saturating_sub(oldest.unix_ms).max(0) as u64);
            if self.bytes <= MOST_BYTES && age <= MOST_AGE {
                break;
            }
            dropped += u64::from(oldest.samples);
            self.pop(self.first);
        }
        dropped
    }

    /// The oldest, with its number.
    pub(super) fn front(&self) -> Option<(u64, Request)> {
        self.waiting.front().map(|request| (self.first, request.clone()))
    }

    /// Takes the request with this number out, if it is the oldest still.
    pub(super) fn pop(&mut self, number: u64) {
        if number == self.first
            && let Some(request) = self.waiting.pop_front()
        {
            self.bytes -= request.body.len();
            self.first += 1;
        }
    }

    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(bytes: usize, unix_ms: i64) -> Request {
        Request { body: vec![7; bytes].into(), samples: 3, unix_ms }
    }

    #[test]
    fn the_oldest_make_room_when_there_are_too_many_bytes() {
        let mut buffer = Buffer::new();
        for at in 0..16 {
            assert_eq!(buffer.push(request(1 << 20, at)), 0);
        }
        assert_eq!(buffer.push(request(1, 16)), 3);
        assert_eq!((buffer.front().unwrap().0, buffer.bytes()), (1, (15 << 20) + 1));
    }

    #[test]
    fn the_oldest_make_room_when_they_are_six_hours_old() {
        let mut buffer = Buffer::new();
        const HOUR: i64 = 3_600_000;
        for at in 0..7 {
            assert_eq!(buffer.push(request(1, at * HOUR)), 0);
        }
        assert_eq!(buffer.push(request(1, 6 * HOUR + 1)), 3);
        // The clock was set a year on: all that was stamped before is too old by its own stamp.
        assert_eq!(buffer.push(request(1, 9000 * HOUR)), 7 * 3);
        assert_eq!(buffer.bytes(), 1);
        // And set back: nothing is older than the newest by that.
        assert_eq!(buffer.push(request(1, 0)), 0);
    }

    #[test]
    fn what_was_dropped_while_it_was_sent_does_not_take_another_with_it() {
        let mut buffer = Buffer::new();
        buffer.push(request(10, 0));
        let (sent, _) = buffer.front().unwrap();
        for at in 0..16 {
            buffer.push(request(1 << 20, at));
        }
        let (next, _) = buffer.front().unwrap();
        assert_eq!(next, sent + 1);
        buffer.pop(sent);
        assert_eq!(buffer.front().unwrap().0, next);
    }
}
