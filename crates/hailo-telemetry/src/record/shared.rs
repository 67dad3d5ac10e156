//! Counters, gauges and histograms that any number of threads write at once: HTTP, caches, the application's
//! own families, and the fallback of a model whose single-writer shards are all taken.

use crate::read::histogram::HistogramSnapshot;
use crate::record::sync::{AtomicU64, Ordering, bits};
use crate::words::bucket::{self, ROW_CELLS, ROWS, Scale};
use std::sync::OnceLock;

/// A histogram with many writers. Its rows are allocated when first written.
#[derive(Debug)]
pub(crate) struct SharedHistogram {
    /// A bit for each row that is there, so that a snapshot looks at no other.
    used: AtomicU64,
    rows: [OnceLock<Box<[AtomicU64; ROW_CELLS]>>; ROWS],
    scale: Scale,
    sum: AtomicU64,
}

impl Default for SharedHistogram {
    fn default() -> Self {
        let rows = std::array::from_fn(|_| OnceLock::new());
        Self { used: AtomicU64::new(0), rows, scale: Scale::Common, sum: AtomicU64::new(0) }
    }
}

fn empty_row() -> Box<[AtomicU64; ROW_CELLS]> {
    Box::new(std::array::from_fn(|_| AtomicU64::new(0)))
}

impl SharedHistogram {
    /// With all rows there already, so that recording never allocates.
    pub(crate) fn allocated(scale: Scale) -> Self {
        let rows = std::array::from_fn(|_| empty_row().into());
        Self { used: AtomicU64::new((1 << ROWS) - 1), rows, scale, sum: AtomicU64::new(0) }
    }

    /// Counts `count` values of `value`, which contributes `sum` each. True when it fitted the range.
    pub(crate) fn record(&self, value: u64, count: u64, sum: u64) -> bool {
        let (row, cell) = self.scale.locate(value);
        let row = row.min(ROWS - 1);
        let cells = self.rows[row].get_or_init(|| {
            self.used.fetch_or(1 << row, Ordering::Relaxed);
            empty_row()
        });
        // The cell after the sum: a snapshot may show a value in the sum that is not counted yet, never a
        // count whose value is missing from the sum.
        self.sum.fetch_add(sum.wrapping_mul(count), Ordering::Relaxed);
        cells[cell.min(ROW_CELLS - 1)].fetch_add(count, Ordering::Release);
        value <= bucket::MAX_VALUE
    }

    /// Adds what was recorded to `out`.
    pub(crate) fn add_to(&self, out: &mut HistogramSnapshot) {
        for i in bits(self.used.load(Ordering::Acquire)) {
            if let Some(row) = self.rows.get(i).and_then(OnceLock::get) {
                for (to, from) in out.row_mut(i).iter_mut().zip(row.iter()) {
                    *to += from.load(Ordering::Acquire);
                }
            }
        }
        out.add_sum(self.sum.load(Ordering::Relaxed));
    }
}
