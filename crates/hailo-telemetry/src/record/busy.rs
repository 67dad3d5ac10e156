//! The time in which at least one request of a model ran, each moment once, without a cell that two writers share.
//!
//! A slot's holder writes into a log, which only it writes, when each request began and how long all of the slot's ran
//! until it ended. A snapshot, or who begins a request in a log that is getting full, takes the union of all logs and
//! of what still runs. Where only one log has something new, and that is the rule, its requests need not be looked at:
//! they do not overlap, so the union grows by what they ran together.
//!
//! The union moves on in time and never back. It is exact but for what passes between a thread's reading of the
//! clock and its store.

use crate::record::sync::{
    AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
    array,
};
use std::hint::select_unpredictable;

/// Logs that a union is taken of.
pub(crate) const LOGS: usize = 10;
/// Requests that a log has room for, with the one before the first that the union has not.
const SPANS: usize = if cfg!(hailo_loom) { 2 } else { 128 };
/// With this many that the union has not, it is time for it.
const MANY: u64 = if cfg!(hailo_loom) { 1 } else { SPANS as u64 * 3 / 4 };
/// A request that begins when this many are there has no room: then its slot cannot be leased.
const FULL: u64 = SPANS as u64 - 1;
/// Spans to a line of cache.
const PER_LINE: usize = 64 / size_of::<[u64; 2]>();

/// One request, by its number in its slot modulo the spans.
#[derive(Debug)]
struct Span {
    began: AtomicU64,
    /// Time that this request and all before it ran.
    total: AtomicU64,
}

/// What one slot's requests ran.
#[derive(Debug)]
pub(crate) struct Log {
    /// Twice the requests that ended, and one while a request runs.
    word: AtomicU64,
    /// Twice the requests that the union has.
    taken: AtomicU64,
    spans: [Span; SPANS],
}

impl Log {
    pub(crate) fn new() -> Self {
        let zero = || AtomicU64::new(0);
        Self { word: zero(), taken: zero(), spans: array(|| Span { began: zero(), total: zero() }) }
    }

    /// One whose slot is never free.
    pub(crate) fn never_free() -> Self {
        Self { word: AtomicU64::new(1), ..Self::new() }
    }

    /// Whether no request of the slot runs. Who sees that sees what the last one wrote.
    pub(crate) fn is_free(&self) -> bool {
        self.word.load(Acquire).is_multiple_of(2)
    }

    /// Requests that ended. Who sees one sees what it wrote.
    pub(crate) fn ended(&self) -> u64 {
        self.word.load(Acquire) / 2
    }

    /// Requests that began. After an acquire fence, all of those of which something was seen.
    pub(crate) fn begun(&self) -> u64 {
        self.word.load(Relaxed).div_ceil(2)
    }

    /// The number of the next request, if none runs and the union has all but `limit` of those before it.
    #[inline(always)]
    fn next_within(&self, limit: u64) -> Option<u64> {
        let word = self.word.load(Acquire);
        // Acquire: the union has read the span that the next request writes over.
        let kept = word.wrapping_sub(self.taken.load(Acquire));
        // The lowest bit, a request that runs, comes to the top: one comparison finds both.
        (kept.rotate_right(1) < limit).then_some(word / 2)
    }

    /// The number of the next request, if it may begin without a further look.
    #[inline(always)]
    pub(crate) fn next(&self) -> Option<u64> {
        self.next_within(MANY)
    }

    /// The number of the next request, if it may begin. Takes the union first if it is time for that.
    pub(crate) fn next_after(&self, take_union: impl FnOnce()) -> Option<u64> {
        if self.is_free() && self.next().is_none() {
            take_union();
        }
        self.next_within(FULL)
    }

    /// A request begins; `number` is of [`Log::next`]. For the slot's holder.
    #[inline(always)]
    pub(crate) fn begin(&self, number: u64, now_ns: u64) {
        self.spans[number as usize % SPANS].began.store(now_ns, Relaxed);
        self.word.store(number * 2 + 1, Release);
    }

    /// The request has run for `ran_ns`. The slot's holder's last access.
    #[inline(always)]
    pub(crate) fn end(&self, number: u64, ran_ns: u64) {
        let total = self.total_before(number).wrapping_add(ran_ns);
        self.spans[number as usize % SPANS].total.store(total, Relaxed);
        self.word.store(number * 2 + 2, Release);
    }

    #[inline(always)]
    fn total_before(&self, number: u64) -> u64 {
        self.spans[number.wrapping_sub(1) as usize % SPANS].total.load(Relaxed)
    }

    /// Beginning and end of a request that has ended, and time that it and all before it ran.
    fn span(&self, number: u64) -> (u64, u64, u64) {
        let span = &self.spans[number as usize % SPANS];
        let (began, total) = (span.began.load(Relaxed), span.total.load(Relaxed));
        (began, began.wrapping_add(total.wrapping_sub(self.total_before(number))), total)
    }
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
    /// What comes next, or `NONE`: at the end, and before the first [`Rest::advance`].
    head: (u64, u64),
    log: Option<&'a Log>,
    /// The request after the head, of those that have ended.
    next: u64,
    ended: u64,
    /// What follows those: the request that runs, or all of the crowd's.
    last: (u64, u64),
}

impl<'a> Rest<'a> {
    const EMPTY: Self = Self { head: NONE, log: None, next: 0, ended: 0, last: NONE };

    fn of_log(log: &'a Log, now_ns: u64) -> Option<Self> {
        let word = log.word.load(Acquire);
        let (next, ended) = (log.taken.load(Relaxed) / 2, word / 2);
        let began = log.spans[ended as usize % SPANS].began.load(Relaxed);
        let last = if word.is_multiple_of(2) || began >= now_ns { NONE } else { (began, now_ns) };
        (next != ended || last != NONE).then_some(Self { head: NONE, log: Some(log), next, ended, last })
    }

    fn of_crowd(crowd: &CrowdLog, is_running: bool, now_ns: u64) -> Option<Self> {
        if crowd.from.load(Relaxed) == u64::MAX {
            return None;
        }
        let until = crowd.until.load(Acquire);
        let from = crowd.from.swap(u64::MAX, Acquire);
        if is_running {
            // They may have begun after the clock was read.
            crowd.from.fetch_min(from.max(now_ns), Relaxed);
        }
        let end = if is_running { now_ns } else { until };
        (from < end).then_some(Self { last: (from, end), ..Self::EMPTY })
    }

    fn advance(&mut self) {
        self.head = match self.log.filter(|_| self.next != self.ended) {
            Some(log) => {
                let (began, end, _) = log.span(self.next);
                self.next += 1;
                (began, end)
            }
            None => std::mem::replace(&mut self.last, NONE),
        }
    }

    /// Has the log's spans brought here. Another processor wrote them, and who merges asks for one after the other:
    /// asked for together, they come together.
    fn fetch(&self) {
        if let Some(log) = self.log {
            let lines = (self.next..self.ended).step_by(PER_LINE);
            let began = lines.map(|number| log.spans[number as usize % SPANS].began.load(Relaxed));
            std::hint::black_box(began.fold(0, |all, one| all ^ one));
        }
    }

    /// All was taken. Release: the spans were read before the holder may write them again.
    fn done(&self) {
        if let Some(log) = self.log {
            log.taken.store(self.ended * 2, Release);
        }
    }
}

/// What ran until a moment, whoever ran it.
#[derive(Debug, Default)]
pub(crate) struct Union {
    busy_ns: u64,
    until: u64,
}

impl Union {
    /// Takes what the logs have, and what of the running requests lies before now. Returns the time in which at least
    /// one request ran. `in_crowd` says whether requests without a slot run. Up to `LOGS` logs are looked at.
    pub(crate) fn take<'a>(
        &mut self,
        logs: impl Iterator<Item = &'a Log>,
        (crowd, in_crowd): (&CrowdLog, bool),
        now_ns: u64,
    ) -> u64 {
        let logs = logs.take(LOGS).filter_map(|log| Rest::of_log(log, now_ns));
        let mut rests = logs.chain(Rest::of_crowd(crowd, in_crowd, now_ns));
        match (rests.next(), rests.next()) {
            (Some(mut one), None) => {
                one.advance();
                self.take_one(&mut one);
            }
            (Some(one), Some(other)) => self.merge([one, other].into_iter().chain(rests)),
            (None, _) => {}
        }
        self.busy_ns
    }

    /// All that is left of one, when no other has anything.
    fn take_one(&mut self, rest: &mut Rest<'_>) {
        // What a look at running requests has of them, or other slots' requests ran beside.
        while rest.head.0 < self.until && rest.head != NONE {
            self.cover(rest.head);
            rest.advance();
        }
        if let Some(log) = rest.log.filter(|_| rest.next != rest.ended) {
            let (_, end, total) = log.span(rest.ended - 1);
            self.busy_ns += total.wrapping_sub(log.total_before(rest.next - 1));
            self.until = self.until.max(end);
            rest.next = rest.ended;
            rest.advance();
        }
        while rest.head != NONE {
            self.cover(rest.head);
            rest.advance();
        }
        rest.done();
    }

    #[inline(never)]
    fn merge<'a>(&mut self, all: impl Iterator<Item = Rest<'a>>) {
        let mut rests = [Rest::EMPTY; LOGS + 1];
        let mut live = 0;
        for (to, rest) in rests.iter_mut().zip(all) {
            rest.fetch();
            *to = rest;
            live += 1;
        }
        if let [one, other] = &mut rests[..live] {
            self.merge_two(one, other);
        }
        rests[..live].iter_mut().for_each(Rest::advance);
        while live > 1 {
            // Whose turn it is no branch predictor knows, so this is a choice without a branch.
            let (mut first, mut last) = ((u64::MAX, 0), (0, 0));
            for (i, Rest { head: (began, _), .. }) in rests[..live].iter().enumerate() {
                first = if *began < first.0 { (*began, i) } else { first };
                last = if *began > last.0 { (*began, i) } else { last };
            }
            if last.0 == NONE.0 {
                rests[last.1].done();
                live -= 1;
                rests.swap(last.1, live);
                continue;
            }
            self.cover(rests[first.1].head);
            rests[first.1].advance();
        }
        self.take_one(&mut rests[0]);
    }

    /// Two logs' requests, until one log has no more: the general merge, without its way through memory.
    fn merge_two(&mut self, one: &mut Rest<'_>, other: &mut Rest<'_>) {
        let (Some(a), Some(b)) = (one.log, other.log) else { return };
        let (mut i, mut j) = (one.next, other.next);
        while i < one.ended && j < other.ended {
            let ((a_began, a_end, _), (b_began, b_end, _)) = (a.span(i), b.span(j));
            let is_a = a_began <= b_began;
            self.cover(select_unpredictable(is_a, (a_began, a_end), (b_began, b_end)));
            i += u64::from(is_a);
            j += u64::from(!is_a);
        }
        (one.next, other.next) = (i, j);
    }

    fn cover(&mut self, (began, end): (u64, u64)) {
        self.busy_ns += end.saturating_sub(began.max(self.until));
        self.until = self.until.max(end);
    }
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;

    fn begin(log: &Log, now_ns: u64) -> u64 {
        let number = log.next_within(FULL).unwrap_or(u64::MAX);
        assert_ne!(number, u64::MAX, "a request of the slot runs, or there is no room");
        log.begin(number, now_ns);
        number
    }

    fn union_of_all(logs: &[Log], union: &mut Union, now_ns: u64) -> u64 {
        union.take(logs.iter(), (&CrowdLog::new(), false), now_ns)
    }

    /// Requests of several slots as (slot, begin, end); the union is taken every so many events.
    fn union_of(spans: &[(usize, u64, u64)], take_every: usize) -> u64 {
        let logs: [Log; 3] = std::array::from_fn(|_| Log::new());
        let mut running = [(0, 0); 3];
        let mut union = Union::default();
        // Events in the order of time; of one moment the ends first.
        let mut events: Vec<_> =
            spans.iter().flat_map(|&(slot, b, e)| [(b, true, slot), (e, false, slot)]).collect();
        events.sort_unstable();
        for (i, &(at, begins, slot)) in events.iter().enumerate() {
            if begins {
                running[slot] = (begin(&logs[slot], at), at);
            } else {
                let (number, began) = running[slot];
                logs[slot].end(number, at - began);
            }
            if i % take_every == 0 {
                union_of_all(&logs, &mut union, at);
            }
        }
        union_of_all(&logs, &mut union, u64::MAX)
    }

    #[test]
    fn every_moment_counts_once_whenever_the_union_is_taken() {
        let three =
            [(0, 10, 40), (1, 20, 60), (2, 30, 35), (0, 50, 70), (1, 80, 81), (2, 90, 190), (0, 100, 110)];
        let one = [(1, 5, 10), (1, 10, 20), (1, 30, 31), (1, 40, 60)];
        for take_every in 1..=14 {
            assert_eq!(union_of(&three, take_every), 60 + 1 + 100, "taken every {take_every} events");
            assert_eq!(union_of(&one, take_every), 15 + 1 + 20, "taken every {take_every} events");
        }
    }

    /// Against the moments themselves: requests of three slots at random, taken at random.
    #[test]
    fn the_union_is_that_of_the_moments() {
        let mut random = 88_172_645_463_325_252_u64;
        let mut below = |n: u64| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            (random >> 20) % n
        };
        for _ in 0..if cfg!(miri) { 3 } else { 300 } {
            let slots = 1 + below(3);
            let (mut spans, mut is_busy) = (Vec::new(), [false; 2_000]);
            for slot in 0..slots {
                let mut now = below(50);
                while now < 1_900 {
                    let (began, end) = (now, now + below(40));
                    spans.push((slot as usize, began, end));
                    is_busy[began as usize..end as usize].fill(true);
                    // At times right after the one before, at times long after.
                    now = end + 1 + below(2) * below(100);
                }
            }
            // A request that takes no time cannot be told from its order of begin and end by its time alone.
            spans.retain(|(_, began, end)| began < end);
            let moments = is_busy.iter().filter(|busy| **busy).count() as u64;
            assert_eq!(union_of(&spans, 1 + below(60) as usize), moments, "{spans:?}");
        }
    }

    #[test]
    fn what_runs_is_busy_until_now_and_not_again_when_it_has_ended() {
        for takes in [&[][..], &[20], &[20, 35], &[45], &[10, 20, 30, 40, 50]] {
            let logs = [Log::new(), Log::new()];
            let mut union = Union::default();
            // The second read the clock first.
            let numbers = [begin(&logs[0], 10), begin(&logs[1], 5)];
            assert_eq!(union_of_all(&logs, &mut union, 3), 0, "a clock that was read before they began");
            for now in 10..60 {
                for (slot, began, end) in [(0, 10, 40), (1, 5, 30)] {
                    if now == end {
                        logs[slot].end(numbers[slot], end - began);
                    }
                }
                if takes.contains(&now) {
                    assert_eq!(
                        union_of_all(&logs, &mut union, now),
                        now.min(40) - 5,
                        "at {now} of {takes:?}"
                    );
                }
            }
            assert_eq!(union_of_all(&logs, &mut union, 60), 35, "{takes:?}");
        }
    }

    #[test]
    fn a_log_that_nobody_empties_has_no_room_and_loses_nothing() {
        let logs = [Log::new()];
        for i in 0..FULL {
            assert_eq!(logs[0].next().is_some(), i < MANY);
            let number = logs[0].next_after(|| ()).expect("room");
            logs[0].begin(number, i * 10);
            assert_eq!(logs[0].next_within(FULL), None, "one runs");
            logs[0].end(number, 5);
        }
        assert_eq!(logs[0].next_after(|| ()), None);
        let mut union = Union::default();
        assert_eq!(union_of_all(&logs, &mut union, 10_000), FULL * 5);
        assert_eq!(logs[0].next(), Some(FULL));
    }

    #[test]
    fn the_crowd_runs_from_its_first_beginning_to_its_last_end() {
        let (log, crowd) = (Log::new(), CrowdLog::new());
        let mut union = Union::default();
        let number = begin(&log, 0);
        crowd.begin(10);
        crowd.begin(12);
        log.end(number, 15);
        assert_eq!(union.take([&log].into_iter(), (&crowd, true), 20), 20);
        crowd.end(10, 30);
        assert_eq!(union.take([&log].into_iter(), (&crowd, true), 30), 30);
        crowd.end(12, 40);
        assert_eq!(union.take([&log].into_iter(), (&crowd, false), 100), 40);
        assert_eq!(union.take([&log].into_iter(), (&crowd, false), 200), 40);
        // A look by a clock that was read before the next of them began.
        crowd.begin(310);
        assert_eq!(union.take([&log].into_iter(), (&crowd, true), 300), 40);
        crowd.end(310, 320);
        assert_eq!(union.take([&log].into_iter(), (&crowd, false), 400), 50);
    }
}
