//! The time in which at least one request of a model ran, each moment once, without a cell that two writers share.
//!
//! A slot's holder writes when its request began and, into a log that only it writes, what ran when. A snapshot, or
//! the holder whose log is getting full, takes the union of all logs and of what still runs. As long as a model has one
//! slot nothing can overlap: then the times just add up in one word, and there is no log.
//!
//! The union moves on in time and never back. It is exact but for what passes between a thread's reading of the
//! clock and its store; and for a log that fills up while somebody else, who was stopped half-way, takes the union:
//! then the idle time between the log's last requests counts as busy.

use crate::sync::{
    AtomicU32, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
    array,
};

/// Logs that a union is taken of.
pub(crate) const LOGS: usize = 10;
/// Requests that a log holds.
const SPANS: usize = if cfg!(hailo_loom) { 2 } else { 128 };
/// With this many in it, it is time for the union.
const MANY: usize = SPANS * 3 / 4;

/// In a log's word: its slot is held.
const HELD: u64 = 1;
/// In a log's word, and in a beginning: no other slot was there as the request began.
const ALONE: u64 = 2;
/// The rest of both is nanoseconds, modulo 2^62.
const SHIFT: u32 = 2;

/// What one slot's requests ran.
#[derive(Debug)]
pub(crate) struct Log {
    /// Time that requests ran alone: as a total while there is none, and as the time at which they would have begun
    /// had they run without a break while there is one. So one load tells it, whatever happens meanwhile.
    word: AtomicU64,
    /// When the last request began.
    began: AtomicU64,
    /// Spans ever written, by the slot's holder.
    written: AtomicU32,
    /// Spans of those that the union has.
    taken: AtomicU32,
    /// Beginning and end.
    spans: [[AtomicU64; 2]; SPANS],
}

impl Log {
    pub(crate) fn new() -> Self {
        Self {
            word: AtomicU64::new(0),
            began: AtomicU64::new(0),
            written: AtomicU32::new(0),
            taken: AtomicU32::new(0),
            spans: array(|| array(|| AtomicU64::new(0))),
        }
    }

    /// Whether no request of the slot runs. Who sees that sees what the last one wrote.
    #[inline(always)]
    pub(crate) fn is_free(&self) -> bool {
        self.total_if_free().is_some()
    }

    /// Time that requests ran alone, if no request of the slot runs; for [`Log::begin`].
    #[inline(always)]
    pub(crate) fn total_if_free(&self) -> Option<u64> {
        let word = self.word.load(Acquire);
        (word & HELD == 0).then_some(word >> SHIFT)
    }

    /// A request begins; `total` is what ran alone before, `alone` says that the model has no other slot. Returns what
    /// [`Log::ended`] needs. For the slot's holder.
    #[inline(always)]
    pub(crate) fn begin(&self, total: u64, now_ns: u64, alone: bool) -> u64 {
        let (word, flags) = if alone { (now_ns.wrapping_sub(total), ALONE | HELD) } else { (total, HELD) };
        // Release: who sees this beginning sees the spans before it.
        self.began.store(now_ns << SHIFT | flags, Release);
        let word = word << SHIFT | flags;
        self.word.store(word, Release);
        word
    }

    /// The word that gives the slot back, for [`Log::give_back`], from the one of the beginning.
    #[inline(always)]
    pub(crate) const fn ended(word: u64, now_ns: u64) -> u64 {
        let total = if word & ALONE == 0 { word >> SHIFT } else { now_ns.wrapping_sub(word >> SHIFT) };
        total << SHIFT
    }

    /// The slot's holder's last access.
    #[inline(always)]
    pub(crate) fn give_back(&self, ended: u64) {
        self.word.store(ended, Release);
    }

    /// Keeps what the request that ends ran, for the union: needed when there are other slots. True when the union
    /// should be taken soon. For the slot's holder.
    pub(crate) fn keep(&self, now_ns: u64) -> bool {
        let (written, taken) = (self.written.load(Relaxed), self.taken.load(Acquire));
        let kept = written.wrapping_sub(taken) as usize;
        if kept < SPANS {
            let span = &self.spans[written as usize % SPANS];
            span[0].store(self.began.load(Relaxed), Relaxed);
            span[1].store(now_ns, Relaxed);
            self.written.store(written.wrapping_add(1), Release);
        } else {
            self.spans[written.wrapping_sub(1) as usize % SPANS][1].store(now_ns, Relaxed);
        }
        kept >= MANY
    }
}

/// Time that requests ran alone until now, by a log's word.
fn alone_ns(word: u64, now_ns: u64) -> u64 {
    if word & ALONE == 0 {
        return word >> SHIFT;
    }
    // Below zero when it began after `now_ns` was read.
    let ns = (now_ns << SHIFT).wrapping_sub(word & !(ALONE | HELD)).cast_signed() >> SHIFT;
    ns.max(0).cast_unsigned()
}

/// Requests without a slot, which share these.
#[derive(Debug)]
pub(crate) struct CrowdLog {
    from: AtomicU64,
    until: AtomicU64,
}

impl CrowdLog {
    pub(crate) fn new() -> Self {
        Self { from: AtomicU64::new(u64::MAX), until: AtomicU64::new(0) }
    }

    pub(crate) fn begin(&self, now_ns: u64) {
        self.from.fetch_min(now_ns, Release);
    }

    /// A request that began at `since_ns` ends.
    pub(crate) fn end(&self, since_ns: u64, now_ns: u64) {
        // Again, as the union may have been taken just before the request was counted.
        self.from.fetch_min(since_ns, Release);
        self.until.fetch_max(now_ns, Release);
    }
}

/// Later than any beginning.
const NONE: (u64, u64) = (u64::MAX, 0);

/// Time that is left to take from a log, or from the crowd, in the order of beginnings.
#[derive(Clone, Copy, Debug)]
struct Rest<'a> {
    /// What comes next, or `NONE`.
    head: (u64, u64),
    log: Option<&'a Log>,
    next: u32,
    written: u32,
    /// What follows the log's spans.
    last: (u64, u64),
}

impl<'a> Rest<'a> {
    const EMPTY: Self = Self { head: NONE, log: None, next: 0, written: 0, last: NONE };

    /// And the time that the log's requests ran alone: from one load with whether one runs, so that the two agree.
    fn of_log(log: &'a Log, now_ns: u64) -> (Self, u64) {
        // In this order: a request that ended meanwhile is in the log.
        let word = log.word.load(Acquire);
        let began = log.began.load(Acquire);
        let written = log.written.load(Acquire);
        let [last_began, last_ended] = &log.spans[written.wrapping_sub(1) as usize % SPANS];
        let ended = last_began.load(Relaxed) >= began;
        let last = if word & HELD != 0 && !ended { (began, now_ns) } else { NONE };
        let alone_ns = alone_ns(word, if ended { last_ended.load(Relaxed).min(now_ns) } else { now_ns });
        let next = log.taken.load(Relaxed);
        let mut rest = Self { head: NONE, log: Some(log), next, written, last };
        rest.advance();
        (rest, alone_ns)
    }

    fn of_crowd(crowd: &CrowdLog, is_running: bool, now_ns: u64) -> Self {
        if crowd.from.load(Relaxed) == u64::MAX {
            return Self::EMPTY;
        }
        let until = crowd.until.load(Acquire);
        let from = crowd.from.swap(u64::MAX, Acquire);
        if is_running {
            crowd.from.fetch_min(now_ns, Relaxed);
        }
        let end = if is_running { now_ns } else { until };
        Self { head: if from < end { (from << SHIFT, end) } else { NONE }, ..Self::EMPTY }
    }

    fn advance(&mut self) {
        self.head = match self.log.filter(|_| self.next != self.written) {
            Some(log) => {
                let [began, end] = &log.spans[self.next as usize % SPANS];
                self.next = self.next.wrapping_add(1);
                (began.load(Relaxed), end.load(Relaxed))
            }
            None => std::mem::replace(&mut self.last, NONE),
        }
    }
}

/// What ran until a moment, whoever ran it.
#[derive(Debug, Default)]
pub(crate) struct Union {
    /// Without what ran alone.
    busy_ns: u64,
    until: u64,
    /// Beginning of the request that was last taken of those that ran alone, and until when it was.
    alone: (u64, u64),
}

impl Union {
    /// Takes what the logs have, and what of the running requests lies before now. Returns the time in which at least
    /// one request ran. `in_crowd` says whether requests without a slot run. Up to `LOGS` logs are looked at.
    pub(crate) fn take<'a>(
        &mut self,
        logs: impl Iterator<Item = &'a Log>,
        crowd: (&CrowdLog, bool),
        now_ns: u64,
    ) -> u64 {
        let mut alone = 0;
        let mut rests = [Rest::EMPTY; LOGS + 1];
        let mut live = 0;
        let all = logs.take(LOGS).map(|log| {
            let (rest, alone_ns) = Rest::of_log(log, now_ns);
            alone += alone_ns;
            rest
        });
        for rest in all.chain([Rest::of_crowd(crowd.0, crowd.1, now_ns)]) {
            if rest.head != NONE {
                rests[live] = rest;
                live += 1;
            }
        }
        let rests = &mut rests[..live];
        // Mostly only one has something, and then there is no turn to find.
        if let [rest] = rests {
            while rest.head != NONE {
                self.cover(rest.head.0, rest.head.1);
                rest.advance();
            }
        }
        loop {
            // Whose turn it is no branch predictor knows, so this is a choice without a branch.
            let mut first = (u64::MAX, 0);
            for (i, rest) in rests.iter().enumerate() {
                first = if rest.head.0 < first.0 { (rest.head.0, i) } else { first };
            }
            let Some(rest) = rests.get_mut(first.1).filter(|rest| rest.head != NONE) else { break };
            self.cover(rest.head.0, rest.head.1);
            rest.advance();
        }
        for rest in rests {
            if let Some(log) = rest.log {
                // Release: the spans were read before the holder may write them again.
                log.taken.store(rest.written, Release);
            }
        }
        self.busy_ns + alone
    }

    fn cover(&mut self, began: u64, end: u64) {
        let (begin, until) = (began >> SHIFT, self.until);
        self.until = until.max(end);
        if began & ALONE == 0 {
            self.busy_ns += end.saturating_sub(begin.max(until));
        } else {
            // Its time is in its log's word. What was taken of it up to `until` ran beside a request that read the
            // clock first but made its slot later.
            let from = if began == self.alone.0 { self.alone.1 } else { begin };
            self.busy_ns = self.busy_ns.saturating_sub(until.min(end).saturating_sub(from));
            self.alone = (began, self.until);
        }
    }
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;

    fn begin(log: &Log, now_ns: u64, alone: bool) -> u64 {
        assert!(log.is_free(), "a request of the slot runs");
        log.begin(log.total_if_free().unwrap_or(0), now_ns, alone)
    }

    /// Requests of several slots as (slot, begin, end), in the order of their ends.
    fn union_of(spans: &[(usize, u64, u64)], take_every: usize) -> u64 {
        let logs: [Log; 3] = std::array::from_fn(|_| Log::new());
        let mut words = [0; 3];
        let crowd = CrowdLog::new();
        let mut union = Union::default();
        // Events in the order of time; of one moment the ends first.
        let mut events: Vec<_> =
            spans.iter().flat_map(|&(slot, b, e)| [(b, true, slot), (e, false, slot)]).collect();
        events.sort_unstable();
        for (i, &(at, begins, slot)) in events.iter().enumerate() {
            if begins {
                words[slot] = begin(&logs[slot], at, false);
            } else {
                logs[slot].keep(at);
                logs[slot].give_back(Log::ended(words[slot], at));
            }
            if i % take_every == 0 {
                union.take(logs.iter(), (&crowd, false), at);
            }
        }
        union.take(logs.iter(), (&crowd, false), u64::MAX >> SHIFT)
    }

    #[test]
    fn every_moment_counts_once_whenever_the_union_is_taken() {
        let spans =
            [(0, 10, 40), (1, 20, 60), (2, 30, 35), (0, 50, 70), (1, 80, 81), (2, 90, 190), (0, 100, 110)];
        for take_every in 1..=14 {
            assert_eq!(union_of(&spans, take_every), 60 + 1 + 100, "taken every {take_every} events");
        }
    }

    #[test]
    fn what_ran_alone_adds_up_and_is_not_counted_again_beside_the_second_slot() {
        let logs = [Log::new(), Log::new()];
        let crowd = CrowdLog::new();
        let mut union = Union::default();
        let mut take = |now| union.take(logs.iter(), (&crowd, false), now);
        let word = begin(&logs[0], 5, true);
        assert_eq!(take(3), 0); // a clock that was read before the request began
        assert_eq!(take(7), 2);
        logs[0].give_back(Log::ended(word, 10));
        assert_eq!(take(20), 5);
        let first = begin(&logs[0], 100, true);
        let second = begin(&logs[1], 110, false); // the second slot
        assert_eq!(take(120), 5 + 20);
        logs[1].keep(130);
        logs[1].give_back(Log::ended(second, 130));
        assert_eq!(take(140), 5 + 40);
        logs[0].keep(150);
        logs[0].give_back(Log::ended(first, 150));
        assert_eq!(take(200), 5 + 50);
        assert_eq!(take(300), 5 + 50);
    }

    #[test]
    fn what_ran_alone_is_counted_once_when_another_read_the_clock_first() {
        for takes in [&[][..], &[20], &[20, 35], &[45], &[10, 20, 30, 40, 50]] {
            let logs = [Log::new(), Log::new()];
            let crowd = CrowdLog::new();
            let mut union = Union::default();
            let words = [begin(&logs[0], 10, true), begin(&logs[1], 5, false)];
            for now in 10..60 {
                for (slot, end) in [(0, 40), (1, 30)] {
                    if now == end {
                        logs[slot].keep(now);
                        logs[slot].give_back(Log::ended(words[slot], now));
                    }
                }
                if takes.contains(&now) {
                    let busy = union.take(logs.iter(), (&crowd, false), now);
                    assert_eq!(busy, now.min(40) - 5, "at {now} of {takes:?}");
                }
            }
            assert_eq!(union.take(logs.iter(), (&crowd, false), 60), 35, "{takes:?}");
        }
    }

    #[test]
    fn a_log_that_nobody_empties_counts_its_last_requests_as_one() {
        let (log, crowd) = (Log::new(), CrowdLog::new());
        let mut half = 0;
        for i in 0..SPANS as u64 + 10 {
            let word = begin(&log, i * 10, false);
            half += u64::from(log.keep(i * 10 + 5));
            log.give_back(Log::ended(word, i * 10 + 5));
        }
        assert_eq!(half, (SPANS - MANY) as u64 + 10);
        let busy = Union::default().take([&log].into_iter(), (&crowd, false), 10_000);
        // All but one apart and from the last one on as one: 11 requests and the 10 pauses between them.
        assert_eq!(busy, (SPANS as u64 - 1) * 5 + 10 * 10 + 5);
    }

    #[test]
    fn the_crowd_runs_from_its_first_beginning_to_its_last_end() {
        let (log, crowd) = (Log::new(), CrowdLog::new());
        let mut union = Union::default();
        let word = begin(&log, 0, false);
        crowd.begin(10);
        crowd.begin(12);
        log.keep(15);
        log.give_back(Log::ended(word, 15));
        assert_eq!(union.take([&log].into_iter(), (&crowd, true), 20), 20);
        crowd.end(10, 30);
        assert_eq!(union.take([&log].into_iter(), (&crowd, true), 30), 30);
        crowd.end(12, 40);
        assert_eq!(union.take([&log].into_iter(), (&crowd, false), 100), 40);
        assert_eq!(union.take([&log].into_iter(), (&crowd, false), 200), 40);
    }
}
