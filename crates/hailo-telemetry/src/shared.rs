//! Counters, gauges and histograms that any number of threads write at once: HTTP, caches, the application's
//! own families, and the fallback of a model whose single-writer shards are all taken.

use crate::bucket::{self, ROW_CELLS, ROWS, Scale};
use crate::histogram::HistogramSnapshot;
use crate::sync::{AtomicU64, Ordering};
use std::sync::OnceLock;

/// A histogram with many writers. Its rows are allocated when first written.
#[derive(Debug)]
pub(crate) struct SharedHistogram {
    rows: [OnceLock<Box<[AtomicU64; ROW_CELLS]>>; ROWS],
    scale: Scale,
    sum: AtomicU64,
}

impl Default for SharedHistogram {
    fn default() -> Self {
        Self { rows: std::array::from_fn(|_| OnceLock::new()), scale: Scale::Common, sum: AtomicU64::new(0) }
    }
}

fn empty_row() -> Box<[AtomicU64; ROW_CELLS]> {
    Box::new(std::array::from_fn(|_| AtomicU64::new(0)))
}

impl SharedHistogram {
    /// With all rows there already, so that recording never allocates.
    pub(crate) fn allocated(scale: Scale) -> Self {
        Self { rows: std::array::from_fn(|_| empty_row().into()), scale, sum: AtomicU64::new(0) }
    }

    /// Counts `count` values of `value`, which contributes `sum` each. True when it fitted the range.
    pub(crate) fn record(&self, value: u64, count: u64, sum: u64) -> bool {
        let (row, cell) = self.scale.locate(value);
        let cells = self.rows[row.min(ROWS - 1)].get_or_init(empty_row);
        // The cell after the sum: a snapshot may show a value in the sum that is not counted yet, never a
        // count whose value is missing from the sum.
        self.sum.fetch_add(sum.wrapping_mul(count), Ordering::Relaxed);
        cells[cell.min(ROW_CELLS - 1)].fetch_add(count, Ordering::Release);
        value <= bucket::MAX_VALUE
    }

    /// Adds what was recorded to `out`.
    pub(crate) fn add_to(&self, out: &mut HistogramSnapshot) {
        for (i, row) in self.rows.iter().enumerate() {
            if let Some(row) = row.get() {
                for (to, from) in out.row_mut(i).iter_mut().zip(row.iter()) {
                    *to += from.load(Ordering::Acquire);
                }
            }
        }
        out.add_sum(self.sum.load(Ordering::Relaxed));
    }
}
