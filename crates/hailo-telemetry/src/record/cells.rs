//! A histogram as recorders keep it: 64-bit cells that are allocated when the first value comes and then stay where
//! they are, and the sum of the values. Nothing wraps, moves or starts over.

use crate::read::histogram::RawHistogram;
use crate::record::sync::{
    AtomicPtr, AtomicU64,
    Ordering::{AcqRel, Acquire, Relaxed},
    bits, zeros,
};
use crate::words::bucket::{HOT_CELLS, OCTAVE, Scale, hot_cell};

/// Cells of a histogram. A model checker tries every order of every load, so it gets a row.
const CELLS: usize = if cfg!(hailo_loom) { OCTAVE } else { crate::words::bucket::CELLS };

/// Who writes a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// One writer at a time: a load and a store.
    One,
    /// Any number of writers: a locked addition.
    Many,
}

/// Adds to a counter.
#[inline(always)]
pub(crate) fn add(counter: &AtomicU64, by: u64, writer: By) {
    match writer {
        // No other store can come between.
        By::One => counter.store(counter.load(Relaxed).wrapping_add(by), Relaxed),
        By::Many => {
            counter.fetch_add(by, Relaxed);
        }
    }
}

#[derive(Debug)]
struct Cells {
    /// A bit for each row that was ever written, so that a snapshot looks at no other.
    rows: AtomicU64,
    counts: [AtomicU64; CELLS],
}

impl Cells {
    #[inline(always)]
    fn count(&self, cell: usize, n: u64, writer: By) {
        let Some(count) = self.counts.get(if cfg!(hailo_loom) { cell % CELLS } else { cell }) else { return };
        // With many writers this may miss that another has just counted here; then that one found 0 and marks the row.
        if count.load(Relaxed) == 0 {
            self.mark(cell);
        }
        add(count, n, writer);
    }

    /// Relaxed is enough: a snapshot that must show the count has seen, with acquire, that the request ended, and this came
    /// before.
    #[cold]
    #[inline(never)]
    fn mark(&self, cell: usize) {
        self.rows.fetch_or(1 << (cell / OCTAVE % u64::BITS as usize), Relaxed);
    }
}

/// Counts of values and their sum.
#[derive(Debug)]
pub(crate) struct Histogram {
    /// Null before the first value. It is set once and its box lives as long as the histogram.
    cells: AtomicPtr<Cells>,
    sum: AtomicU64,
}

impl Histogram {
    pub(crate) fn new() -> Self {
        Self { cells: AtomicPtr::new(std::ptr::null_mut()), sum: AtomicU64::new(0) }
    }

    #[inline(always)]
    fn cells(&self) -> Option<&Cells> {
        // SAFETY: null, or a box that only `drop` frees. Acquire pairs with the release in `allocate`.
        unsafe { self.cells.load(Acquire).as_ref() }
    }

    #[cold]
    #[inline(never)]
    fn allocate(&self) -> &Cells {
        let new = Box::into_raw(Box::new(Cells { rows: AtomicU64::new(0), counts: zeros() }));
        // Release: who sees the pointer sees the zeroes. Acquire: the other's, if another was first.
        match self.cells.compare_exchange(std::ptr::null_mut(), new, AcqRel, Acquire) {
            // SAFETY: see `cells`.
            Ok(_) => unsafe { &*new },
            Err(first) => {
                // SAFETY: nobody else has seen it.
                drop(unsafe { Box::from_raw(new) });
                // SAFETY: see `cells`.
                unsafe { &*first }
            }
        }
    }

    /// Counts `value` `n` times; `sum` is what these values are together. False where `value` is above the scale's range: then
    /// it was counted in the last cell.
    #[inline]
    pub(crate) fn record(&self, scale: Scale, value: u64, n: u64, sum: u64, writer: By) -> bool {
        add(&self.sum, sum, writer);
        self.cells().unwrap_or_else(|| self.allocate()).count(scale.cell_of(value), n, writer);
        value <= scale.max()
    }

    /// Counts a time, for one writer at a time, if its cell is found by arithmetic alone and was counted before; else
    /// does nothing.
    #[inline(always)]
    pub(crate) fn record_hot(&self, time: u64) -> bool {
        let hot = self.cells().and_then(|cells| cells.counts.get(HOT_CELLS));
        let Some(cell) = hot.and_then(|cells| cells.get(hot_cell(time))) else { return false };
        let count = cell.load(Relaxed);
        if count > 0 {
            cell.store(count.wrapping_add(1), Relaxed);
            add(&self.sum, time, By::One);
        }
        count > 0
    }

    /// Sum of the values.
    pub(crate) fn sum(&self) -> u64 {
        self.sum.load(Relaxed)
    }

    /// Adds what was recorded to `out`, which is of the same scale.
    pub(crate) fn add_to(&self, out: &mut RawHistogram) {
        if let Some(cells) = self.cells() {
            for row in bits(cells.rows.load(Relaxed)) {
                let first = row * OCTAVE % CELLS;
                for (cell, count) in (row * OCTAVE..).zip(cells.counts.iter().skip(first).take(OCTAVE)) {
                    let count = count.load(Relaxed);
                    if count > 0 {
                        out.count_cell(cell, count);
                    }
                }
            }
            out.add_sum(self.sum());
        }
    }
}

impl Drop for Histogram {
    fn drop(&mut self) {
        let cells = self.cells.load(Relaxed);
        if !cells.is_null() {
            // SAFETY: of `Box::into_raw` in `allocate`; nobody else has the histogram any more.
            drop(unsafe { Box::from_raw(cells) });
        }
    }
}
