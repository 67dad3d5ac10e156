//! Histograms as plain data: what a snapshot holds, where counts are summed and quantiles exist.

use crate::read::catalogue;
use crate::words::Exemplar;
use crate::words::bucket::{ROW_CELLS, ROWS, Scale};

/// Counts of one row of cells.
#[derive(Clone, PartialEq, Eq)]
struct Row {
    row: u8,
    cells: [u64; ROW_CELLS],
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "row {}: {}", self.row, self.cells.iter().sum::<u64>())
    }
}

/// A histogram at one moment: counts per cell and the integer sum of the values.
///
/// Times are in nanoseconds, lengths in tokens (see [`bucket`](crate::bucket)). The count is the sum of the cells, so the three never disagree.
#[derive(Clone, Debug, Default)]
pub struct HistogramSnapshot {
    rows: Vec<Row>,
    /// Position in `rows` plus one; 0 where the row is empty.
    position: Positions,
    scale: Scale,
    sum: u64,
    exemplars: Vec<Exemplar>,
}

#[derive(Clone, Copy, Debug)]
struct Positions([u8; ROWS]);

impl Default for Positions {
    fn default() -> Self {
        Self([0; ROWS])
    }
}

/// The most classic bounds that one family may have.
pub(crate) const MAX_BOUNDS: usize = 32;

/// Where the bounds of a family lie among the cells: worked out once for all its series.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Edges {
    times: [u16; MAX_BOUNDS],
    counts: [u16; MAX_BOUNDS],
    bounds: usize,
}

impl Edges {
    #[allow(clippy::cast_possible_truncation)] // at most CELLS
    pub(crate) fn of(bounds: &[u64]) -> Self {
        let mut edges = Self { bounds: bounds.len().min(MAX_BOUNDS), ..Self::default() };
        for (i, bound) in bounds.iter().enumerate().take(MAX_BOUNDS) {
            edges.times[i] = Scale::Time.cells_at_most(*bound) as u16;
            edges.counts[i] = Scale::Count.cells_at_most(*bound) as u16;
        }
        edges
    }
}

/// One non-empty cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Smallest value counted here.
    pub lower: u64,
    /// Largest value counted here (inclusive, as `le` is).
    pub upper: u64,
    /// How many values.
    pub count: u64,
}

impl Bucket {
    /// The value that stands for the bucket: its midpoint.
    #[must_use]
    pub const fn midpoint(&self) -> u64 {
        self.lower.midpoint(self.upper)
    }
}

impl HistogramSnapshot {
    /// Number of recorded values.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.rows.iter().map(|r| r.cells.iter().sum::<u64>()).sum()
    }

    /// Sum of the recorded values: nanoseconds, or tokens.
    #[must_use]
    pub const fn sum(&self) -> u64 {
        self.sum
    }

    /// True when nothing was recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|r| r.cells.iter().all(|c| *c == 0))
    }

    /// Of the requests that were tagged, the last of each classic duration bucket, ascending by value.
    #[must_use]
    pub fn exemplars(&self) -> &[Exemplar] {
        &self.exemplars
    }

    /// The newest exemplar of those above one bound and up to another; `None` for the first bucket's lower bound.
    pub(crate) fn exemplar_within(&self, above: Option<u64>, up_to: u64) -> Option<&Exemplar> {
        let within = |e: &&Exemplar| above.is_none_or(|above| e.value > above) && e.value <= up_to;
        self.exemplars.iter().filter(within).max_by_key(|e| e.unix_ns)
    }

    /// Writes to `out[i]` how many values were at most `bounds[i]`; returns the count (the `+Inf` bucket).
    ///
    /// Exact for ascending bounds that [`is_exact_at`](Self::is_exact_at): [`EXACT_TIMES`](crate::bucket::EXACT_TIMES)
    /// of times, powers of two of counts. For any other bound the cell that it falls into is left out: the answer is
    /// exact for the [`effective_bound`](Self::effective_bound).
    /// Extra entries of either slice are left alone.
    pub fn cumulative_at(&self, bounds: &[u64], out: &mut [u64]) -> u64 {
        self.cumulative(bounds.iter().map(|bound| self.cells_at_most(*bound)), out)
    }

    /// As [`cumulative_at`](Self::cumulative_at), for bounds whose cells are known.
    pub(crate) fn cumulative_by(&self, edges: &Edges, out: &mut [u64]) -> u64 {
        let cells = match self.scale {
            Scale::Time => &edges.times,
            Scale::Count => &edges.counts,
        };
        self.cumulative(cells.iter().take(edges.bounds).map(|cell| usize::from(*cell)), out)
    }

    /// Counts of the first so many cells, ascending.
    fn cumulative(&self, edges: impl ExactSizeIterator<Item = usize> + Clone, out: &mut [u64]) -> u64 {
        out.iter_mut().take(edges.len()).for_each(|slot| *slot = 0);
        let mut total = 0;
        for row in &self.rows {
            let first = usize::from(row.row) * ROW_CELLS;
            // One pass over the row: each bound adds the cells since the one before.
            let (mut from, mut below) = (0, 0);
            for (edge, slot) in edges.clone().zip(out.iter_mut()) {
                let to = edge.saturating_sub(first).min(ROW_CELLS);
                if to > from {
                    below += row.cells.get(from..to).map_or(0, |cells| cells.iter().sum());
                    from = to;
                }
                *slot += below;
            }
            total += below + row.cells.get(from..).map_or(0, |cells| cells.iter().sum());
        }
        total
    }

    fn cells_at_most(&self, bound: u64) -> usize {
        self.scale.cells_at_most(bound)
    }

    /// True when a cell ends exactly at `bound`, so that counting up to it is exact.
    #[must_use]
    pub fn is_exact_at(&self, bound: u64) -> bool {
        self.effective_bound(bound) == Some(bound)
    }

    /// The largest exact bound that is not above `bound`: at most 1/32 smaller. `None` below the first.
    #[must_use]
    pub fn effective_bound(&self, bound: u64) -> Option<u64> {
        self.cells_at_most(bound).checked_sub(1).map(|cell| self.scale.upper(cell))
    }

    /// The non-empty cells in ascending order.
    pub fn buckets(&self) -> impl Iterator<Item = Bucket> + '_ {
        let scale = self.scale;
        self.position
            .0
            .iter()
            .filter(|p| **p > 0)
            .filter_map(|p| self.rows.get(usize::from(*p) - 1))
            .flat_map(move |row| {
                let first = usize::from(row.row) * ROW_CELLS;
                row.cells.iter().enumerate().filter(|(_, count)| **count > 0).map(move |(i, count)| Bucket {
                    lower: scale.lower(first + i),
                    upper: scale.upper(first + i),
                    count: *count,
                })
            })
    }

    /// The value below which a share `q` (0 to 1) of the records lies, `None` when there are none.
    ///
    /// It is the midpoint of the cell that holds the record of that rank: within
    /// [`RELATIVE_ERROR`](crate::bucket::RELATIVE_ERROR) of it, for times from
    /// [`LEAST_TIME`](crate::bucket::LEAST_TIME) up.
    #[must_use]
    pub fn quantile(&self, q: f64) -> Option<u64> {
        let total = self.count();
        if total == 0 {
            return None;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rank = ((q.clamp(0.0, 1.0) * total as f64).ceil() as u64).clamp(1, total);
        let mut seen = 0;
        self.buckets().find_map(|b| {
            seen += b.count;
            (seen >= rank).then(|| b.midpoint())
        })
    }

    /// Adds another histogram's counts. What is merged into an empty one makes it a histogram of the same kind;
    /// times and counts don't mix.
    pub fn merge(&mut self, other: &Self) {
        if self.rows.is_empty() {
            self.scale = other.scale;
        }
        debug_assert!(other.rows.is_empty() || self.scale == other.scale, "cells of two scales");
        for row in &other.rows {
            let cells = self.row_mut(usize::from(row.row));
            for (mine, theirs) in cells.iter_mut().zip(&row.cells) {
                *mine += theirs;
            }
        }
        self.sum = self.sum.wrapping_add(other.sum);
        for exemplar in &other.exemplars {
            self.keep_exemplar(exemplar.clone());
        }
    }

    /// What was recorded since `earlier`, an older snapshot of the same histogram: exact, cell by cell.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let mut delta = self.clone();
        debug_assert!(
            earlier.rows.is_empty() || self.rows.is_empty() || self.scale == earlier.scale,
            "cells of two scales"
        );
        for row in &earlier.rows {
            let cells = delta.row_mut(usize::from(row.row));
            for (mine, before) in cells.iter_mut().zip(&row.cells) {
                *mine = mine.saturating_sub(*before);
            }
        }
        delta.sum = self.sum.wrapping_sub(earlier.sum);
        delta
    }

    /// Takes an exemplar, unless there is a newer one of a request that took about as long.
    pub(crate) fn keep_exemplar(&mut self, exemplar: Exemplar) {
        let band = |e: &Exemplar| catalogue::exemplar_of(e.value);
        match self.exemplars.binary_search_by_key(&band(&exemplar), band) {
            Ok(at) => {
                if let Some(kept) = self.exemplars.get_mut(at).filter(|kept| kept.unix_ns <= exemplar.unix_ns)
                {
                    *kept = exemplar;
                }
            }
            Err(at) => self.exemplars.insert(at, exemplar),
        }
    }

    /// An empty histogram with cells of that scale.
    #[cfg(test)]
    pub(crate) fn of_scale(scale: Scale) -> Self {
        Self { scale, ..Self::default() }
    }

    /// Empties the histogram, keeping its memory, for cells of that scale.
    pub(crate) fn reset(&mut self, scale: Scale) {
        self.scale = scale;
        self.rows.clear();
        self.position = Positions::default();
        self.sum = 0;
        self.exemplars.clear();
    }

    pub(crate) fn add_sum(&mut self, sum: u64) {
        self.sum = self.sum.wrapping_add(sum);
    }

    /// Adds `count` values of `value`, which contributes `sum` each.
    #[cfg(test)]
    pub(crate) fn add(&mut self, value: u64, count: u64, sum: u64) {
        self.count_cell(self.scale.cell_of(value), count);
        self.add_sum(sum.wrapping_mul(count));
    }

    /// Adds to a cell as recorders number them.
    pub(crate) fn count_cell(&mut self, cell: usize, count: u64) {
        let (row, cell) = self.scale.locate_cell(cell);
        if let Some(slot) = self.row_mut(row).get_mut(cell) {
            *slot += count;
        }
    }

    /// The cells of a row, made when they are not there yet.
    pub(crate) fn row_mut(&mut self, row: usize) -> &mut [u64; ROW_CELLS] {
        let row = row.min(ROWS - 1);
        let at = usize::from(self.position.0[row]);
        let at = if at == 0 {
            #[allow(clippy::cast_possible_truncation)] // fewer than 256 rows
            {
                self.rows.push(Row { row: row as u8, cells: [0; ROW_CELLS] });
                self.position.0[row] = self.rows.len() as u8;
            }
            self.rows.len() - 1
        } else {
            at - 1
        };
        &mut self.rows[at].cells
    }
}

impl PartialEq for HistogramSnapshot {
    fn eq(&self, other: &Self) -> bool {
        self.sum == other.sum && self.buckets().eq(other.buckets())
    }
}

impl Eq for HistogramSnapshot {}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::words::bucket::{EXACT_TIMES, LEAST_TIME, RELATIVE_ERROR};
    use proptest::prelude::*;

    fn of(values: &[u64]) -> HistogramSnapshot {
        on(Scale::Time, values)
    }

    fn on(scale: Scale, values: &[u64]) -> HistogramSnapshot {
        let mut h = HistogramSnapshot::of_scale(scale);
        for v in values {
            h.add(*v, 1, *v);
        }
        h
    }

    fn value() -> impl Strategy<Value = u64> {
        prop_oneof![
            // Any magnitude up to 2^42, then the values around every exact bound.
            (0u32..42, any::<u64>()).prop_map(|(bits, v)| (v >> 22) >> (41 - bits)),
            (0usize..EXACT_TIMES.len(), 0u64..3).prop_map(|(i, d)| EXACT_TIMES[i] + d - 1),
        ]
    }

    fn count() -> impl Strategy<Value = u64> {
        prop_oneof![(0u32..32, any::<u64>()).prop_map(|(bits, v)| (v >> 32) >> (31 - bits)), 0u64..200]
    }

    /// How far an answer may be from a value.
    fn error(scale: Scale, exact: f64) -> f64 {
        let least = if scale == Scale::Time { LEAST_TIME as f64 } else { 1.0 };
        (exact * RELATIVE_ERROR).max(least / 2.0) + 0.5
    }

    proptest! {
        #[test]
        fn exact_bounds_count_exactly(values in prop::collection::vec(value(), 0..200)) {
            let h = of(&values);
            let mut out = [0; EXACT_TIMES.len()];
            prop_assert_eq!(h.cumulative_at(&EXACT_TIMES, &mut out), values.len() as u64);
            for (bound, got) in EXACT_TIMES.iter().zip(out) {
                prop_assert_eq!(got, values.iter().filter(|v| *v <= bound).count() as u64);
            }
            prop_assert_eq!(h.count(), values.len() as u64);
            prop_assert_eq!(h.sum(), values.iter().sum::<u64>());
        }

        #[test]
        fn powers_of_two_count_exactly(values in prop::collection::vec(count(), 0..200)) {
            let h = on(Scale::Count, &values);
            let bounds: [u64; 32] = std::array::from_fn(|power| 1 << power);
            let (mut out, mut cached) = ([0; MAX_BOUNDS], [0; MAX_BOUNDS]);
            prop_assert_eq!(h.cumulative_at(&bounds, &mut out), values.len() as u64);
            h.cumulative_by(&Edges::of(&bounds), &mut cached);
            prop_assert_eq!(out, cached);
            for (bound, got) in bounds.iter().zip(out) {
                prop_assert!(h.is_exact_at(*bound));
                prop_assert_eq!(got, values.iter().filter(|v| *v <= bound).count() as u64);
            }
        }

        #[test]
        fn any_bound_counts_what_its_effective_bound_says(values in prop::collection::vec(value(), 0..100), bound in value()) {
            let mut out = [0];
            let h = of(&values);
            h.cumulative_at(&[bound], &mut out);
            let effective = h.effective_bound(bound);
            prop_assert_eq!(out[0], values.iter().filter(|v| Some(**v) <= effective).count() as u64);
            prop_assert!(effective <= Some(bound));
            prop_assert!(bound < LEAST_TIME || effective.is_some_and(|e| bound - e <= bound / 32));
            prop_assert_eq!(h.is_exact_at(bound), effective == Some(bound));
        }

        #[test]
        fn quantiles_agree_with_hdrhistogram(values in prop::collection::vec(value(), 1..300), q in 0.0f64..=1.0) {
            let mut hdr = hdrhistogram::Histogram::<u64>::new_with_bounds(1, 1 << 42, 3).unwrap();
            for v in &values { hdr.record(*v).unwrap(); }
            let got = of(&values).quantile(q).unwrap() as f64;
            // hdrhistogram may round the rank of a quantile the other way at a whole rank: allow its neighbours.
            let step = 1.0 / values.len() as f64;
            let (lo, hi) = (hdr.value_at_quantile((q - step).max(0.0)), hdr.value_at_quantile((q + step).min(1.0)));
            let (lo, hi) = (lo as f64 * 0.999, hi as f64 * 1.001);
            prop_assert!(got >= lo - error(Scale::Time, lo), "{} under {}", got, lo);
            prop_assert!(got <= hi + error(Scale::Time, hi), "{} over {}", got, hi);
        }

        #[test]
        fn quantiles_are_within_the_stated_error(values in prop::collection::vec(count(), 1..300), q in 0.0f64..=1.0, times: bool) {
            let scale = if times { Scale::Time } else { Scale::Count };
            let got = on(scale, &values).quantile(q).unwrap() as f64;
            let mut sorted = values.clone();
            sorted.sort_unstable();
            let rank = ((q * values.len() as f64).ceil() as usize).clamp(1, values.len());
            let exact = sorted[rank - 1] as f64;
            prop_assert!((got - exact).abs() <= error(scale, exact), "{} for {}", got, exact);
        }

        #[test]
        fn merge_then_since_gives_back(a in prop::collection::vec(value(), 0..100), b in prop::collection::vec(value(), 0..100)) {
            let (ha, hb) = (of(&a), of(&b));
            let mut both = ha.clone();
            both.merge(&hb);
            prop_assert_eq!(both.since(&ha), hb);
            prop_assert_eq!(both.count(), (a.len() + b.len()) as u64);
        }
    }
}
