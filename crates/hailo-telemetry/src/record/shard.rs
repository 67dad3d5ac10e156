//! What one request at a time writes: plain loads and stores, no lock-prefixed instruction. The overflow's requests
//! share a shard, and add to it with locked ones.

use crate::read::snapshot::WindowSnapshot;
use crate::record::cells::{By, Histogram, add};
use crate::record::sync::{
    AtomicPtr, AtomicU64,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
    array, fence,
};
use crate::record::window::Window;
use crate::words::bucket::MAX_TIME;
use crate::words::family::{EXEMPLARS, exemplar_of};
use crate::words::{Count, Distribution, Outcome, Reason};
use std::hint::select_unpredictable;
use std::ptr::NonNull;
use std::time::Duration;

/// No gap: longer than any.
pub(crate) const NO_GAP: u64 = 1 << 62;
/// No time: later than any.
pub(crate) const NEVER: u64 = u64::MAX;
/// No gap up to this is a stall, whatever the median: 1.05 ms.
const STALL_FLOOR: u64 = 1 << 20;
/// Gaps looked at before a stall is called one.
const WARM_UP: usize = 15;

/// A cell that one request at a time writes.
#[derive(Debug)]
pub(crate) struct Word(AtomicU64);

impl Word {
    pub(crate) fn new(value: u64) -> Self {
        Self(AtomicU64::new(value))
    }

    #[inline(always)]
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }

    #[inline(always)]
    pub(crate) fn set(&self, value: u64) {
        self.0.store(value, Relaxed);
    }

    #[inline(always)]
    pub(crate) fn add(&self, by: u64) {
        add(&self.0, by, By::One);
    }
}

/// A request under way, and beside it what its events count most often: three lines of cache.
///
/// A request of the overflow, or one that waits, has one of its own, in which nothing is counted.
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct Front {
    // A token touches this line and one cell of a histogram.
    output_tokens: AtomicU64,
    gaps: Histogram,
    /// A gap above this may be a stall. 0 while the shard knows too little, and where there is no shard.
    stall_limit: Word,
    /// Time of the last read, or of the begin.
    pub(crate) last: Word,
    /// The gap before that read, if it was not counted. It is counted when the next token comes: by then it is long
    /// known, so finding its cell does not wait for the clock.
    pub(crate) pending: Word,
    pub(crate) begun: Word,
    /// One bit for each of the fields below that this request has set. A field whose bit is clear still has the value of an
    /// earlier request.
    pub(crate) told: Word,

    // With that line, all that a request without tokens touches, but a cell.
    completed: Histogram,
    window_next: AtomicU64,
    /// Requests that began and ended.
    begins: AtomicU64,
    ends: AtomicU64,
    /// Time of the first token; `NEVER` without one that was seen.
    pub(crate) first: Word,
    /// The count of tokens before this request.
    pub(crate) tokens_before: Word,
    pub(crate) prompt_tokens: Word,

    counts: [AtomicU64; Count::COUNT],
    pub(crate) frames: Word,
    pub(crate) trace_id: [Word; 2],
}

/// Parts of [`Front::told`].
pub(crate) mod told {
    /// Tokens, generated or the prompt's.
    pub(crate) const TOKENS: u64 = 1;
    pub(crate) const FRAMES: u64 = 2;
    pub(crate) const TRACE: u64 = 4;
}

impl Front {
    fn new() -> Self {
        let zero = || AtomicU64::new(0);
        Self {
            output_tokens: zero(),
            gaps: Histogram::new(),
            stall_limit: Word::new(0),
            last: Word::new(0),
            pending: Word::new(NO_GAP),
            begun: Word::new(0),
            told: Word::new(0),
            completed: Histogram::new(),
            window_next: zero(),
            begins: zero(),
            ends: zero(),
            first: Word::new(NEVER),
            tokens_before: Word::new(0),
            prompt_tokens: Word::new(0),
            counts: array(zero),
            frames: Word::new(0),
            trace_id: array(|| Word::new(0)),
        }
    }

    /// A request that began then is under way.
    #[inline(always)]
    pub(crate) fn begin(&self, begun: u64) {
        self.last.set(begun);
        self.pending.set(NO_GAP);
        self.begun.set(begun);
        self.told.set(0);
    }

    /// Tokens of all requests that had this front.
    pub(crate) fn output_tokens(&self) -> u64 {
        self.output_tokens.load(Relaxed)
    }

    pub(crate) fn count(&self, count: Count) -> u64 {
        self.counts[count as usize].load(Relaxed)
    }

    /// More tokens. Only the request that holds the front may add them.
    pub(crate) fn add_output_tokens(&self, n: u64) {
        add(&self.output_tokens, n, By::One);
    }

    /// Counts one token the quick way, and is true. False, and nothing is changed, where the gap may be a stall or the pending
    /// gap has no cell yet.
    #[inline(always)]
    pub(crate) fn hot_token(&self, now: u64) -> bool {
        // Of clocks that went back, this is longer than any.
        let gap = now.wrapping_sub(self.last.get());
        let counted = gap <= self.stall_limit.get() && self.gaps.record_hot(self.pending.get());
        if counted {
            add(&self.output_tokens, 1, By::One);
            self.last.set(now);
            self.pending.set(gap);
        }
        counted
    }
}

/// A front: a shard's, or a request's own. It is given back to whom it came from, not dropped.
#[derive(Debug)]
pub(crate) struct FrontRef(NonNull<Front>);

const _: () = assert!(std::mem::offset_of!(Shard, front) == 0, "`FrontRef::shard` takes it for granted");

// SAFETY: a front is made of atomics.
unsafe impl Send for FrontRef {}
// SAFETY: see `Send`.
unsafe impl Sync for FrontRef {}

impl FrontRef {
    /// # Safety
    /// The shard must live for as long as this is used.
    #[inline(always)]
    pub(crate) unsafe fn of(shard: &Shard) -> Self {
        // The whole shard's address, for `shard`: its front comes first.
        Self(NonNull::from(shard).cast())
    }

    /// The shard that this front belongs to. To find it through the model's list would cost a cache miss.
    ///
    /// # Safety
    /// This must be of [`FrontRef::of`], and the shard must live for as long as what this returns.
    #[inline(always)]
    pub(crate) unsafe fn shard(&self) -> &Shard {
        // SAFETY: as demanded.
        unsafe { self.0.cast().as_ref() }
    }

    #[inline(always)]
    pub(crate) fn get(&self) -> &Front {
        // SAFETY: as `of` demands; a request's own is a box that lives until it is given back.
        unsafe { self.0.as_ref() }
    }
}

/// Keeps one front, so that a request that waits does not allocate each time.
#[derive(Debug)]
pub(crate) struct Spare(AtomicPtr<Front>);

impl Spare {
    pub(crate) fn new() -> Self {
        Self(AtomicPtr::new(std::ptr::null_mut()))
    }

    /// A request's own front.
    pub(crate) fn take(&self) -> FrontRef {
        let kept = self.0.swap(std::ptr::null_mut(), Acquire);
        FrontRef(NonNull::new(kept).unwrap_or_else(|| NonNull::from(Box::leak(Box::new(Front::new())))))
    }

    /// # Safety
    /// The front must be of [`Spare::take`], and nobody may use it any more.
    pub(crate) unsafe fn give_back(&self, front: &FrontRef) {
        let before = self.0.swap(front.0.as_ptr(), AcqRel);
        if !before.is_null() {
            // SAFETY: of `take`, and in this place nobody else has it.
            drop(unsafe { Box::from_raw(before) });
        }
    }
}

impl Drop for Spare {
    fn drop(&mut self) {
        let kept = self.0.load(Relaxed);
        if !kept.is_null() {
            // SAFETY: of `take`, and in this place nobody else has it.
            drop(unsafe { Box::from_raw(kept) });
        }
    }
}

/// One writer's counts.
#[derive(Debug)]
#[repr(C, align(128))]
pub(crate) struct Shard {
    pub(crate) front: Front,
    /// Those that are not in front.
    others: [Histogram; Distribution::COUNT - 2],
    failures: [AtomicU64; Reason::COUNT],
    pub(crate) window: Window,
    median: Word,
    warm_up: [Word; WARM_UP],
    warmed: Word,
    /// Exemplars by `exemplar_of`.
    tags: [Tag; TAGS],
}

impl Shard {
    /// `window` is the length of the trailing window.
    pub(crate) fn new(window: Duration) -> Self {
        let tag = || Tag { version: AtomicU64::new(0), words: array(|| AtomicU64::new(0)) };
        Self {
            front: Front::new(),
            others: array(Histogram::new),
            failures: array(|| AtomicU64::new(0)),
            window: Window::new(window),
            median: Word::new(0),
            warm_up: array(|| Word::new(0)),
            warmed: Word::new(0),
            tags: array(tag),
        }
    }

    #[inline]
    pub(crate) fn histogram(&self, distribution: Distribution) -> &Histogram {
        use Distribution::{Cancelled, Completed, Failed, InterToken, TimedOut};
        match distribution {
            Completed => &self.front.completed,
            InterToken => &self.front.gaps,
            Failed | TimedOut | Cancelled => &self.others[distribution as usize - 1],
            Distribution::Queue | Distribution::FirstToken => &self.others[distribution as usize - 1],
            _ => &self.others[distribution as usize - 2],
        }
    }

    /// Before a request that ends now is counted.
    #[inline(always)]
    pub(crate) fn note(&self, now_ns: u64, by: By) {
        self.window.note(&self.front.window_next, now_ns, by, || self.ended());
    }

    pub(crate) fn failures(&self) -> impl Iterator<Item = u64> {
        self.failures.iter().map(|count| count.load(Relaxed))
    }

    /// Requests that ended. Who sees one sees what it wrote.
    pub(crate) fn ends(&self) -> u64 {
        self.front.ends.load(Acquire)
    }

    /// Requests that began. After an acquire fence, all of those of which something was seen.
    pub(crate) fn begins(&self) -> u64 {
        self.front.begins.load(Relaxed)
    }

    /// Requests that ended, and their time together.
    pub(crate) fn ended(&self) -> WindowSnapshot {
        let durations =
            Outcome::ALL.iter().map(|outcome| self.histogram(Distribution::duration(*outcome)).sum()).sum();
        WindowSnapshot { count: self.ends(), sum: Duration::from_nanos(durations) }
    }

    /// A gap that may be a stall, or of a shard that knows too few of them; for the shard's holder.
    pub(crate) fn judge(&self, gap: u64, factor: u32) {
        let limit = self.front.stall_limit.get();
        if limit == 0 {
            self.warm(gap, factor);
        } else if self.is_stall(gap) {
            add(&self.front.counts[Count::Stalls as usize], 1, By::One);
            self.move_median(gap, factor);
        }
    }

    /// Whether a gap is a stall by what the shard knows.
    pub(crate) fn is_stall(&self, gap: u64) -> bool {
        let limit = self.front.stall_limit.get();
        limit > 0 && gap > limit
    }

    /// One more gap for the median; the first few set it.
    fn warm(&self, gap: u64, factor: u32) {
        let seen = self.warmed.get() as usize;
        if let Some(slot) = self.warm_up.get(seen) {
            slot.set(gap);
            self.warmed.add(1);
        }
        if seen + 1 >= WARM_UP {
            let mut gaps: [u64; WARM_UP] = std::array::from_fn(|i| self.warm_up[i].get());
            gaps.sort_unstable();
            self.set_median(gaps[WARM_UP / 2].max(1), factor);
        }
    }

    /// Moves the running median a sixteenth towards a sample: it settles where as many samples lie above as
    /// below.
    pub(crate) fn move_median(&self, gap: u64, factor: u32) {
        let median = self.median.get();
        if median > 0 {
            let step = (median >> 4).max(1);
            // As many samples lie above as below: a branch would be taken wrong for every other.
            let moved =
                select_unpredictable(gap > median, median.saturating_add(step), (median - step).max(1));
            self.set_median(moved, factor);
        }
    }

    fn set_median(&self, median: u64, factor: u32) {
        self.median.set(median);
        let limit = median.saturating_mul(u64::from(factor)).clamp(STALL_FLOOR, MAX_TIME);
        self.front.stall_limit.set(limit);
    }

    /// Keeps a tagged request as the exemplar of those that took about as long; for the shard's holder.
    #[cold]
    pub(crate) fn tag(&self, tagged: Tagged) {
        if let Some(tag) = self.tags.get(exemplar_of(tagged.value).min(TAGS - 1)) {
            tag.write(tagged);
        }
    }

    /// The exemplars, but for one that is just being written.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = Tagged> {
        self.tags.iter().filter_map(Tag::read)
    }
}

/// A shard and how it is written: by its one holder, or by all of the overflow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writer<'a> {
    pub(crate) shard: &'a Shard,
    pub(crate) by: By,
}

impl Writer<'_> {
    pub(crate) fn count(self, count: Count, by: u64) {
        add(&self.shard.front.counts[count as usize], by, self.by);
    }

    pub(crate) fn output_tokens(self, by: u64) {
        add(&self.shard.front.output_tokens, by, self.by);
    }

    pub(crate) fn failure(self, reason: Reason) {
        add(&self.shard.failures[reason as usize], 1, self.by);
    }

    /// A request begins, before anything else of it.
    #[inline(always)]
    pub(crate) fn begin(self) {
        add(&self.shard.front.begins, 1, self.by);
        // A snapshot that sees anything this request writes from here on sees that it began.
        fence(Release);
    }

    /// A request ends, after all else of it.
    #[inline(always)]
    pub(crate) fn end(self) {
        let ends = &self.shard.front.ends;
        match self.by {
            By::One => ends.store(ends.load(Relaxed).wrapping_add(1), Release),
            By::Many => {
                ends.fetch_add(1, Release);
            }
        }
    }

    /// A request that began is none of this model's after all.
    pub(crate) fn withdraw(self) {
        let begins = &self.shard.front.begins;
        match self.by {
            By::One => begins.store(begins.load(Relaxed).wrapping_sub(1), Relaxed),
            By::Many => {
                begins.fetch_sub(1, Relaxed);
            }
        }
    }

    #[inline]
    pub(crate) fn record(self, distribution: Distribution, value: u64) {
        self.record_all(distribution, value, 1);
    }

    /// Records a value `n` times.
    #[inline]
    pub(crate) fn record_all(self, distribution: Distribution, value: u64, n: u64) {
        let sum = value.wrapping_mul(n);
        let histogram = self.shard.histogram(distribution);
        if !histogram.record(distribution.scale(), value, n, sum, self.by) {
            self.count(Count::Clamped, 1);
        }
    }
}

/// A request that carried a trace id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tagged {
    pub(crate) trace_id: [u64; 2],
    pub(crate) outcome: u64,
    pub(crate) value: u64,
    pub(crate) at_ns: u64,
}

/// Exemplars of a shard; a model checker tries every order of every load, so it gets one.
const TAGS: usize = if cfg!(hailo_loom) { 1 } else { EXEMPLARS };

#[derive(Debug)]
struct Tag {
    /// Odd while it is written.
    version: AtomicU64,
    words: [AtomicU64; 5],
}

impl Tag {
    fn write(&self, tagged: Tagged) {
        let version = self.version.load(Relaxed);
        self.version.store(version.wrapping_add(1), Relaxed);
        fence(Release);
        let words = [tagged.trace_id[0], tagged.trace_id[1], tagged.outcome, tagged.value, tagged.at_ns];
        for (slot, word) in self.words.iter().zip(words) {
            slot.store(word, Relaxed);
        }
        self.version.store(version.wrapping_add(2), Release);
    }

    fn read(&self) -> Option<Tagged> {
        let before = self.version.load(Acquire);
        if before == 0 {
            return None;
        }
        let [hi, lo, outcome, value, at_ns] = std::array::from_fn(|i| self.words[i].load(Relaxed));
        fence(Acquire);
        let same = before == self.version.load(Relaxed);
        (same && before.is_multiple_of(2)).then_some(Tagged { trace_id: [hi, lo], outcome, value, at_ns })
    }
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;
    use crate::read::histogram::RawHistogram;
    use crate::words::bucket::Scale;

    /// Every gap is in its cell, whether it was hot or not, a stall or not.
    #[test]
    fn gaps_of_all_lengths_are_each_in_their_cell() {
        let shard = Shard::new(Duration::ZERO);
        let writer = Writer { shard: &shard, by: By::One };
        (0..WARM_UP).for_each(|_| shard.judge(1 << 30, 8));
        let (mut expected, mut hot) = (RawHistogram::new(Scale::Time), 0);
        let mut random = 88_172_645_463_325_252_u64;
        for _ in 0..if cfg!(miri) { 30 } else { 10_000 } {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let bit = (random >> 32 & 63) % 42;
            let gap = (1 << bit) | random & ((1 << bit) - 1);
            // Twice: a cell that was counted before is hot.
            for _ in 0..2 {
                shard.front.last.set(0);
                shard.front.pending.set(gap);
                if shard.front.hot_token(5) {
                    hot += 1;
                } else {
                    writer.record(Distribution::InterToken, gap);
                }
                expected.add(gap, 1, gap);
            }
        }
        let mut counted = RawHistogram::new(Scale::Time);
        shard.histogram(Distribution::InterToken).add_to(&mut counted);
        assert_eq!(counted, expected);
        assert_eq!(shard.front.output_tokens(), hot);
        assert!(hot > 0 && hot < expected.count());
    }

    #[test]
    fn each_distribution_has_a_histogram_of_its_own() {
        let shard = Shard::new(Duration::ZERO);
        let mut all: Vec<_> =
            Distribution::ALL.iter().map(|d| std::ptr::from_ref(shard.histogram(*d))).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), Distribution::COUNT);
    }
}
