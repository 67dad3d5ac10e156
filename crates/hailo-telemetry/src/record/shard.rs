//! The cells that one request at a time writes: plain loads and stores, no lock-prefixed instruction.
//!
//! A shard has ten histograms but cells for far fewer rows than ten histograms have: rows are handed out when
//! first needed, from a fixed arena, so nothing is allocated while a request runs. When most are handed out, the
//! next request that begins moves the counts to the model's archive and starts over.

use crate::read::catalogue;
use crate::read::snapshot::WindowSnapshot;
use crate::record::sync::{
    AtomicU16, AtomicU32, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
    array, bits, fence,
};
use crate::record::window::Window;
use crate::words::Reason;
use crate::words::bucket::{self, GAP_CELLS, ROW_CELLS, ROWS, Scale};
use std::hint::select_unpredictable;
use std::time::Duration;

/// The histograms of a model.
pub(crate) const HISTOGRAMS: usize = 10;
/// Durations are 0 to 3, by outcome.
pub(crate) const QUEUE: usize = 4;
pub(crate) const FIRST: usize = 5;
pub(crate) const GAP: usize = 6;
pub(crate) const TPOT: usize = 7;
pub(crate) const PROMPT: usize = 8;
pub(crate) const OUTPUT: usize = 9;

/// Where the cells of a model's histogram lie.
#[inline(always)]
pub(crate) const fn scale(histogram: usize) -> Scale {
    if histogram == GAP { Scale::Gap } else { Scale::Common }
}

/// Cells of the ring, where the gaps between tokens of 16 successive rows are counted.
const RING: usize = if cfg!(hailo_loom) { 1 } else { 16 } * GAP_CELLS;
/// Rows in the arena of a shard.
const ARENA: usize = if cfg!(hailo_loom) { 2 } else { 40 };
/// The next request starts over when fewer rows than this are left.
const SPARE: usize = if cfg!(hailo_loom) { 0 } else { 12 };
/// And when this many tokens were counted, long before a 32-bit cell could wrap.
const EVENTS: u64 = 1 << 31;
const UNMAPPED: u16 = u16::MAX;
/// A gap that is longer than any.
pub(crate) const NO_GAP: u64 = 1 << 62;
/// No gap up to this is a stall, whatever the median: 1.05 ms.
const STALL_FLOOR: u64 = 1 << 20;
/// Gaps looked at before a stall is called one.
const WARM_UP: usize = 15;

/// Counts that grow by one store of the shard's holder.
#[derive(Debug)]
pub(crate) struct Tally(AtomicU64);

impl Tally {
    #[inline(always)]
    pub(crate) fn add(&self, by: u64) {
        // Single writer: no other store can come between.
        self.0.store(self.0.load(Relaxed).wrapping_add(by), Relaxed);
    }

    #[inline(always)]
    pub(crate) fn value(&self) -> u64 {
        self.0.load(Relaxed)
    }

    #[inline(always)]
    pub(crate) fn set(&self, value: u64) {
        self.0.store(value, Relaxed);
    }
}

fn tally() -> Tally {
    Tally(AtomicU64::new(0))
}

/// First cell of each row.
type Map = [AtomicU16; ROWS];

/// A request that carried a trace id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tagged {
    pub(crate) trace_id: [u64; 2],
    pub(crate) outcome: u64,
    pub(crate) value: u64,
    pub(crate) at_ns: u64,
}

/// Where the stream is that the shard's holder reads.
///
/// It is here and not in the request, as that one may lie anywhere: where the last 12 bits of its address are those of
/// a cell, the processor takes a store to the one for a store to the other, and each token waits.
#[derive(Debug)]
struct Stream {
    /// Times of the last read and of the one before it. The gap between the two is counted when the next token
    /// comes: by then it is long known, so finding its bucket does not wait for the clock.
    last: AtomicU64,
    before: AtomicU64,
}

/// Places of gaps that are counted without a further look: their rows are in the ring, and none of them could be a stall.
/// The shard's holder keeps them, as nobody else changes what they follow from. None while no stream is followed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hot {
    from: u64,
    places: u64,
}

impl Hot {
    /// Some gap is.
    pub(crate) const fn is_any(self) -> bool {
        self.places > 0
    }
}

/// One writer's cells.
#[derive(Debug)]
#[repr(align(128))]
pub(crate) struct Shard {
    stream: Stream,
    pub(crate) output_tokens: Tally,
    sums: [Tally; HISTOGRAMS],
    pub(crate) window: Window,
    /// 1 when the next request should start over.
    due: AtomicU32,
    rows: AtomicU32,
    /// The ring's rows: the first, and how many follow each other.
    ring: AtomicU32,
    ring_rows: AtomicU32,
    /// A bit for each row of a histogram that its map has, so that a snapshot looks at no other.
    mapped: [AtomicU64; HISTOGRAMS],
    maps: [Map; HISTOGRAMS],
    pub(crate) chunks: Tally,
    pub(crate) stalls: Tally,
    pub(crate) frames: Tally,
    pub(crate) prompt_tokens: Tally,
    pub(crate) failures: [Tally; Reason::COUNT],
    pub(crate) clamped: Tally,
    events_before: Tally,
    median: AtomicU64,
    stall_limit: AtomicU64,
    warm_up: [AtomicU64; WARM_UP],
    warmed: AtomicU32,
    /// Exemplars by `catalogue::exemplar_of`.
    tags: [Tag; TAGS],
    /// The ring, then the arena.
    cells: [AtomicU32; RING + ARENA * ROW_CELLS],
}

impl Shard {
    /// `window` is the length of the trailing window.
    pub(crate) fn new(window: Duration) -> Self {
        let map = || array(|| AtomicU16::new(UNMAPPED));
        Self {
            stream: Stream { last: AtomicU64::new(0), before: AtomicU64::new(0) },
            output_tokens: tally(),
            sums: array(tally),
            window: Window::new(window),
            due: AtomicU32::new(0),
            rows: AtomicU32::new(0),
            ring: AtomicU32::new(0),
            ring_rows: AtomicU32::new(0),
            mapped: array(|| AtomicU64::new(0)),
            maps: array(map),
            chunks: tally(),
            stalls: tally(),
            frames: tally(),
            prompt_tokens: tally(),
            failures: array(tally),
            clamped: tally(),
            events_before: tally(),
            median: AtomicU64::new(0),
            stall_limit: AtomicU64::new(0),
            warm_up: array(|| AtomicU64::new(0)),
            warmed: AtomicU32::new(0),
            tags: array(|| Tag { version: AtomicU64::new(0), words: array(|| AtomicU64::new(0)) }),
            cells: array(|| AtomicU32::new(0)),
        }
    }

    /// Counts `n` of `value` if the map has a row for it.
    #[inline(always)]
    fn count(&self, histogram: usize, value: u64, n: u32) -> bool {
        let (row, cell) = scale(histogram).locate(value);
        let base = self.maps[histogram].get(row).map_or(UNMAPPED, |base| base.load(Relaxed));
        self.count_at(usize::from(base) + cell, n)
    }

    #[inline(always)]
    fn count_at(&self, cell: usize, n: u32) -> bool {
        match self.cells.get(cell) {
            Some(cell) => {
                cell.store(cell.load(Relaxed).wrapping_add(n), Relaxed);
                true
            }
            None => false,
        }
    }

    /// A token, if the gap before the one before it is hot: that is counted. Else nothing happens.
    #[inline(always)]
    pub(crate) fn hot_token(&self, now: u64, hot: Hot) -> bool {
        let (last, before) = self.followed();
        let counted = self.hot_gap(last.wrapping_sub(before), hot);
        if counted {
            self.output_tokens.add(1);
            self.stream.before.store(last, Relaxed);
            self.stream.last.store(now, Relaxed);
        }
        counted
    }

    /// Counts a gap between tokens, if it is one of the `hot`.
    #[inline(always)]
    pub(crate) fn hot_gap(&self, gap: u64, hot: Hot) -> bool {
        let place = bucket::place_of_gap(gap);
        let counted = place.wrapping_sub(hot.from) < hot.places && self.count_at(place as usize % RING, 1);
        if counted {
            self.sums[GAP].add(gap);
        }
        counted
    }

    /// Follows a stream from these reads on. Hot are the ring's rows below the stall limit's.
    pub(crate) fn follow(&self, last: u64, before: u64) -> Hot {
        self.stream.last.store(last, Relaxed);
        self.stream.before.store(before, Relaxed);
        let limit = bucket::gap_row(self.stall_limit.load(Relaxed));
        let (first, rows) = (self.ring.load(Relaxed) as usize, self.ring_rows.load(Relaxed) as usize);
        let places = rows.min(limit.saturating_sub(first)) * GAP_CELLS;
        Hot { from: bucket::place_of_row(first), places: places as u64 }
    }

    /// The last read of the stream that is followed, and the one before it.
    #[inline(always)]
    pub(crate) fn followed(&self) -> (u64, u64) {
        (self.stream.last.load(Relaxed), self.stream.before.load(Relaxed))
    }

    /// Counts `n` of `value`, each worth `sum`; false when no row is left for it, and only the sum was added.
    #[inline]
    pub(crate) fn record(&self, histogram: usize, value: u64, n: u32, sum: u64) -> bool {
        self.sums[histogram].add(sum.wrapping_mul(u64::from(n)));
        value <= bucket::MAX_VALUE && self.count(histogram, value, n) || self.record_cold(histogram, value, n)
    }

    #[cold]
    #[inline(never)]
    fn record_cold(&self, histogram: usize, value: u64, n: u32) -> bool {
        if value > bucket::MAX_VALUE {
            self.clamped.add(1);
            if self.count(histogram, bucket::MAX_VALUE, n) {
                return true;
            }
        }
        let (row, _) = scale(histogram).locate(value);
        if histogram == GAP && self.widen_ring(row) {
            return self.count(histogram, value, n);
        }
        let taken = self.rows.load(Relaxed);
        if taken as usize >= ARENA {
            return false;
        }
        #[allow(clippy::cast_possible_truncation)] // at most the cells
        let base = (RING + taken as usize * ROW_CELLS) as u16;
        self.map(histogram, row, base);
        self.rows.store(taken + 1, Relaxed);
        if taken as usize + 1 + SPARE > ARENA {
            self.due.store(1, Relaxed);
        }
        self.count(histogram, value, n)
    }

    fn map(&self, histogram: usize, row: usize, base: u16) {
        self.maps[histogram][row].store(base, Relaxed);
        let mapped = &self.mapped[histogram];
        mapped.store(mapped.load(Relaxed) | 1 << row, Relaxed);
    }

    /// Makes a row of gaps, and those between it and the ring's, rows of the ring; `false` when it has no room.
    fn widen_ring(&self, row: usize) -> bool {
        let (first, rows) = (self.ring.load(Relaxed) as usize, self.ring_rows.load(Relaxed) as usize);
        let (from, end) =
            if rows == 0 { (row, row + 1) } else { (first.min(row), (first + rows).max(row + 1)) };
        if (end - from) * GAP_CELLS > RING {
            return false;
        }
        for row in from..end {
            // None of these has cells of the arena: what was out of the ring's reach once is so as it grows.
            let base = bucket::place_of_row(row) as usize % RING;
            self.map(GAP, row, base as u16);
        }
        self.ring.store(from as u32, Relaxed);
        self.ring_rows.store((end - from) as u32, Relaxed);
        true
    }

    /// A gap that may be a stall, or whose row is not there yet. `false` when no row is left.
    pub(crate) fn cold_gap(&self, gap: u64, n: u32, factor: u32, shared_limit: &AtomicU64) -> bool {
        let limit = self.stall_limit.load(Relaxed);
        if limit == 0 {
            self.warm(gap, factor, shared_limit);
        } else if gap > limit {
            self.stalls.add(1);
            self.move_median(gap, factor, shared_limit);
        }
        self.record(GAP, gap, n, gap)
    }

    /// One more gap for the median; the first few set it.
    fn warm(&self, gap: u64, factor: u32, shared_limit: &AtomicU64) {
        let seen = self.warmed.load(Relaxed) as usize;
        if let Some(slot) = self.warm_up.get(seen) {
            slot.store(gap, Relaxed);
            self.warmed.store(seen as u32 + 1, Relaxed);
        }
        if seen + 1 >= WARM_UP {
            let mut gaps: [u64; WARM_UP] = std::array::from_fn(|i| self.warm_up[i].load(Relaxed));
            gaps.sort_unstable();
            self.set_median(gaps[WARM_UP / 2].max(1), factor, shared_limit);
        }
    }

    /// Moves the running median a sixteenth towards a sample: it settles where as many samples lie above as
    /// below.
    pub(crate) fn move_median(&self, gap: u64, factor: u32, shared_limit: &AtomicU64) {
        let median = self.median.load(Relaxed);
        if median > 0 {
            let step = (median >> 4).max(1);
            // As many samples lie above as below: a branch would be taken wrong for every other.
            let moved =
                select_unpredictable(gap > median, median.saturating_add(step), (median - step).max(1));
            self.set_median(moved, factor, shared_limit);
        }
    }

    fn set_median(&self, median: u64, factor: u32, shared_limit: &AtomicU64) {
        let before = self.stall_limit.load(Relaxed);
        let limit = median.saturating_mul(u64::from(factor)).clamp(STALL_FLOOR, bucket::MAX_VALUE);
        self.median.store(median, Relaxed);
        self.stall_limit.store(limit, Relaxed);
        if limit.leading_zeros() != before.leading_zeros() {
            // For requests without a shard: an octave's precision will do, and the line stays unshared.
            shared_limit.store(limit, Relaxed);
        }
    }

    /// Time to move the counts away?
    #[inline(always)]
    pub(crate) fn is_due(&self) -> bool {
        self.due.load(Relaxed) != 0
    }

    /// At the end of a request that had tokens.
    pub(crate) fn note_events(&self) {
        if self.output_tokens.value().wrapping_sub(self.events_before.value()) > EVENTS {
            self.due.store(1, Relaxed);
        }
    }

    /// Calls `each(histogram, row, counts)` for all rows in use.
    pub(crate) fn rows(&self, mut each: impl FnMut(usize, usize, &[AtomicU32])) {
        for (histogram, (map, mapped)) in self.maps.iter().zip(&self.mapped).enumerate() {
            for row in bits(mapped.load(Relaxed)) {
                let base = usize::from(map.get(row).map_or(UNMAPPED, |base| base.load(Relaxed)));
                let cells = if base < RING { GAP_CELLS } else { ROW_CELLS };
                if let Some(cells) = self.cells.get(base..base + cells) {
                    each(histogram, row, cells);
                }
            }
        }
    }

    /// Of so many requests that ended, these and their time together.
    pub(crate) fn ended(&self, count: u64) -> WindowSnapshot {
        WindowSnapshot { count, sum_ns: (0..QUEUE).map(|outcome| self.sum(outcome)).sum() }
    }

    pub(crate) fn sum(&self, histogram: usize) -> u64 {
        self.sums[histogram].value()
    }

    /// Empties the cells after `each` took them. Only for the holder, and only while no snapshot reads.
    pub(crate) fn drain(&self, mut each: impl FnMut(usize, usize, usize, u64)) {
        self.rows(|histogram, row, cells| {
            for (i, cell) in cells.iter().enumerate() {
                let count = cell.load(Relaxed);
                if count > 0 {
                    each(histogram, row, i, u64::from(count));
                    cell.store(0, Relaxed);
                }
            }
        });
        for entry in self.maps.iter().flatten() {
            entry.store(UNMAPPED, Relaxed);
        }
        for mapped in &self.mapped {
            mapped.store(0, Relaxed);
        }
        self.ring_rows.store(0, Relaxed);
        self.rows.store(0, Relaxed);
        self.events_before.set(self.output_tokens.value());
        self.due.store(0, Relaxed);
    }

    /// Keeps a tagged request as the exemplar of those that took about as long.
    #[cold]
    pub(crate) fn tag(&self, tagged: Tagged) {
        if let Some(tag) = self.tags.get(catalogue::exemplar_of(tagged.value).min(TAGS - 1)) {
            tag.write(tagged);
        }
    }

    /// The exemplars, but for one that is just being written.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = Tagged> {
        self.tags.iter().filter_map(Tag::read)
    }
}

/// Exemplars of a shard; a model checker tries every order of every load, so it gets one.
const TAGS: usize = if cfg!(hailo_loom) { 1 } else { catalogue::EXEMPLARS };

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
    use std::collections::BTreeMap;

    /// Every gap is in its cell, whether it was hot, in the ring, beyond the ring's reach or a stall.
    #[test]
    fn gaps_of_all_lengths_are_each_in_their_cell() {
        for first_bit in [0, 3, 21, 30, 41] {
            let (shard, limit) = (Shard::new(Duration::ZERO), AtomicU64::new(0));
            let (mut expected, mut hot, mut sum) = (BTreeMap::new(), 0, 0_u64);
            let mut random = 88_172_645_463_325_252_u64;
            for i in 0..20_000 {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                // The first thousand lie in one octave, so that the ring begins there; the others anywhere.
                let bit = if i < 1_000 { first_bit } else { random >> 32 & 63 } % 42;
                let gap = (1 << bit) | random & ((1 << bit) - 1);
                if shard.hot_gap(gap, shard.follow(0, 0)) {
                    hot += 1;
                } else {
                    assert!(shard.cold_gap(gap, 1, 10, &limit), "{gap}: room for all rows");
                }
                *expected.entry(Scale::Gap.cell_of(gap)).or_insert(0) += 1;
                sum += gap;
            }
            let mut counted = BTreeMap::new();
            shard.rows(|histogram, row, cells| {
                assert_eq!(histogram, GAP);
                for (cell, count) in cells.iter().map(|c| c.load(Relaxed)).enumerate().filter(|c| c.1 > 0) {
                    counted.insert(row * ROW_CELLS + cell, count);
                }
            });
            assert_eq!(counted, expected);
            assert_eq!(shard.sum(GAP), sum);
            assert!(hot > 0, "none was hot from 2^{first_bit} ns");
        }
    }
}
