//! Histograms as plain data: what a snapshot holds, where counts are summed and quantiles exist.

use crate::words::Exemplar;
use crate::words::bucket::{ROW_CELLS, ROWS, Scale};
use crate::words::family::exemplar_of;
use std::marker::PhantomData;
use std::time::Duration;

/// What a histogram's values are: [`Duration`]s, or counts.
pub trait Recorded: sealed::Value {}

impl Recorded for Duration {}
impl Recorded for u64 {}

pub(crate) mod sealed {
    use super::Duration;

    /// How a value is recorded: times in nanoseconds.
    pub trait Value: Copy + PartialEq {
        const IS_TIME: bool;
        fn of_raw(raw: u64) -> Self;
        fn to_raw(self) -> u64;
    }

    impl Value for Duration {
        const IS_TIME: bool = true;

        fn of_raw(raw: u64) -> Self {
            Self::from_nanos(raw)
        }

        fn to_raw(self) -> u64 {
            crate::words::time::nanos(self)
        }
    }

    impl Value for u64 {
        const IS_TIME: bool = false;

        fn of_raw(raw: u64) -> Self {
            raw
        }

        fn to_raw(self) -> u64 {
            self
        }
    }
}

/// A histogram at one moment: counts per cell (see [`bucket`](crate::bucket)) and the exact sum of the values.
///
/// The count is the sum of the cells, so it never disagrees with them.
#[derive(Clone, Debug)]
pub struct HistogramSnapshot<V: Recorded> {
    raw: RawHistogram,
    values: PhantomData<V>,
}

/// One cell that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bucket<V> {
    /// Smallest value counted here.
    pub lower: V,
    /// Largest value counted here (inclusive, as `le` is).
    pub upper: V,
    /// How many values.
    pub count: u64,
    midpoint: V,
}

impl<V: Recorded> Bucket<V> {
    /// The value that stands for the bucket: its midpoint.
    #[must_use]
    pub const fn midpoint(&self) -> V {
        self.midpoint
    }
}

impl<V: Recorded> Default for HistogramSnapshot<V> {
    fn default() -> Self {
        let scale = if V::IS_TIME { Scale::Time } else { Scale::Count };
        Self { raw: RawHistogram::new(scale), values: PhantomData }
    }
}

impl<V: Recorded> PartialEq for HistogramSnapshot<V> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl<V: Recorded> Eq for HistogramSnapshot<V> {}

impl<V: Recorded> HistogramSnapshot<V> {
    /// Number of recorded values.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.raw.count()
    }

    /// Sum of the recorded values.
    #[must_use]
    pub fn sum(&self) -> V {
        V::of_raw(self.raw.sum)
    }

    /// True when nothing was recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// The value below which a share `q` (0 to 1) of the records lies, `None` when there are none.
    ///
    /// It is the midpoint of the cell that holds the record of that rank: within
    /// [`RELATIVE_ERROR`](crate::bucket::RELATIVE_ERROR) of it, for times from
    /// [`LEAST_TIME`](crate::bucket::LEAST_TIME) up.
    #[must_use]
    pub fn quantile(&self, q: f64) -> Option<V> {
        self.raw.quantile(q).map(V::of_raw)
    }

    /// The cells that are not empty, in ascending order.
    pub fn buckets(&self) -> impl Iterator<Item = Bucket<V>> + '_ {
        self.raw.cells().map(|cell| Bucket {
            lower: V::of_raw(cell.lower),
            upper: V::of_raw(cell.upper),
            count: cell.count,
            midpoint: V::of_raw(cell.midpoint()),
        })
    }

    /// How many values were at most `bound`.
    ///
    /// Exact where [`is_exact_at`](Self::is_exact_at) says so: [`EXACT_TIMES`](crate::bucket::EXACT_TIMES) of times,
    /// powers of two of counts. For any other bound the cell that it falls into is left out: the answer is exact for the
    /// [`effective_bound`](Self::effective_bound).
    #[must_use]
    pub fn count_at_most(&self, bound: V) -> u64 {
        let mut counts = [0];
        self.raw.cumulative_at(&[bound.to_raw()], &mut counts);
        counts[0]
    }

    /// True when a cell ends exactly at `bound`, so that counting up to it is exact.
    #[must_use]
    pub fn is_exact_at(&self, bound: V) -> bool {
        self.effective_bound(bound) == Some(bound)
    }

    /// The largest exact bound that is not above `bound`: at most 1/32 smaller. `None` below the first.
    #[must_use]
    pub fn effective_bound(&self, bound: V) -> Option<V> {
        self.raw.effective_bound(bound.to_raw()).map(V::of_raw)
    }

    /// Of the requests that were tagged, the last of each classic duration bucket, ascending by duration.
    #[must_use]
    pub fn exemplars(&self) -> &[Exemplar] {
        &self.raw.exemplars
    }

    /// Adds another histogram's counts.
    pub fn merge(&mut self, other: &Self) {
        self.raw.merge(&other.raw);
    }

    /// What was recorded since `earlier`, an older snapshot of the same histogram: exact, cell by cell.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        Self { raw: self.raw.since(&earlier.raw), values: PhantomData }
    }

    pub(crate) const fn raw(&self) -> &RawHistogram {
        &self.raw
    }

    pub(crate) const fn raw_mut(&mut self) -> &mut RawHistogram {
        &mut self.raw
    }
}

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

/// A histogram whose values are plain numbers, nanoseconds or counts by its scale: for recorders and encoders.
#[derive(Clone, Debug)]
pub(crate) struct RawHistogram {
    rows: Vec<Row>,
    /// Position in `rows` plus one; 0 where the row is empty.
    position: [u8; ROWS],
    scale: Scale,
    sum: u64,
    exemplars: Vec<Exemplar>,
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

/// One cell that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) lower: u64,
    pub(crate) upper: u64,
    pub(crate) count: u64,
}

impl Cell {
    pub(crate) const fn midpoint(&self) -> u64 {
        self.lower.midpoint(self.upper)
    }
}

impl RawHistogram {
    pub(crate) fn new(scale: Scale) -> Self {
        Self { rows: Vec::new(), position: [0; ROWS], scale, sum: 0, exemplars: Vec::new() }
    }

    pub(crate) fn count(&self) -> u64 {
        self.rows.iter().map(|r| r.cells.iter().sum::<u64>()).sum()
    }

    pub(crate) const fn sum(&self) -> u64 {
        self.sum
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.iter().all(|r| r.cells.iter().all(|c| *c == 0))
    }

    pub(crate) fn exemplars(&self) -> &[Exemplar] {
        &self.exemplars
    }

    /// The newest exemplar of those above one bound and up to another; `None` for the first bucket's lower bound.
    pub(crate) fn exemplar_within(&self, above: Option<u64>, up_to: u64) -> Option<&Exemplar> {
        let within = |e: &&Exemplar| above.is_none_or(|above| e.took_ns > above) && e.took_ns <= up_to;
        self.exemplars.iter().filter(within).max_by_key(|e| e.unix_ns)
    }

    /// Writes to `out[i]` how many values were at most `bounds[i]`, which ascend; returns the count (the `+Inf`
    /// bucket). Extra entries of either slice are left alone.
    pub(crate) fn cumulative_at(&self, bounds: &[u64], out: &mut [u64]) -> u64 {
        self.cumulative(bounds.iter().map(|bound| self.scale.cells_at_most(*bound)), out)
    }

    fn effective_bound(&self, bound: u64) -> Option<u64> {
        self.scale.cells_at_most(bound).checked_sub(1).map(|cell| self.scale.upper(cell))
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

    /// The cells that are not empty, in ascending order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = Cell> + '_ {
        let scale = self.scale;
        self.position.iter().filter(|p| **p > 0).filter_map(|p| self.rows.get(usize::from(*p) - 1)).flat_map(
            move |row| {
                let first = usize::from(row.row) * ROW_CELLS;
                row.cells.iter().enumerate().filter(|(_, count)| **count > 0).map(move |(i, count)| Cell {
                    lower: scale.lower(first + i),
                    upper: scale.upper(first + i),
                    count: *count,
                })
            },
        )
    }

    /// The midpoint of the cell that holds the record of rank `q`; `None` when there are none.
    pub(crate) fn quantile(&self, q: f64) -> Option<u64> {
        let total = self.count();
        if total == 0 {
            return None;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rank = ((q.clamp(0.0, 1.0) * total as f64).ceil() as u64).clamp(1, total);
        let mut seen = 0;
        self.cells().find_map(|b| {
            seen += b.count;
            (seen >= rank).then(|| b.midpoint())
        })
    }

    /// An empty one of the same scale.
    #[cfg(feature = "metrics")]
    pub(crate) fn emptied(&self) -> Self {
        Self::new(self.scale)
    }

    fn merge(&mut self, other: &Self) {
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

    pub(crate) fn since(&self, earlier: &Self) -> Self {
        let mut delta = self.clone();
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
        let band = |e: &Exemplar| exemplar_of(e.took_ns);
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

    /// Empties the histogram, keeping its memory.
    pub(crate) fn clear(&mut self) {
        self.rows.clear();
        self.position = [0; ROWS];
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
        let at = usize::from(self.position[row]);
        let at = if at == 0 {
            #[allow(clippy::cast_possible_truncation)] // fewer than 256 rows
            {
                self.rows.push(Row { row: row as u8, cells: [0; ROW_CELLS] });
                self.position[row] = self.rows.len() as u8;
            }
            self.rows.len() - 1
        } else {
            at - 1
        };
        &mut self.rows[at].cells
    }
}

impl PartialEq for RawHistogram {
    fn eq(&self, other: &Self) -> bool {
        self.sum == other.sum && self.cells().eq(other.cells())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::words::bucket::{EXACT_TIMES, LEAST_TIME, RELATIVE_ERROR};
    use proptest::prelude::*;

    fn of(values: &[u64]) -> RawHistogram {
        on(Scale::Time, values)
    }

    fn on(scale: Scale, values: &[u64]) -> RawHistogram {
        let mut h = RawHistogram::new(scale);
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
                prop_assert!(h.effective_bound(*bound) == Some(*bound));
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

    /// A median of tokens is a number of tokens, and one of times a time, each next to its sum.
    #[test]
    fn values_come_in_their_own_unit() {
        let (mut lengths, mut times) =
            (HistogramSnapshot::<u64>::default(), HistogramSnapshot::<Duration>::default());
        for tokens in [10, 20, 30] {
            lengths.raw_mut().add(tokens, 1, tokens);
            times.raw_mut().add(tokens * 1_000_000, 1, tokens * 1_000_000);
        }
        assert_eq!((lengths.quantile(0.5), lengths.sum()), (Some(20), 60));
        let median = times.quantile(0.5).unwrap();
        assert!(median.abs_diff(Duration::from_millis(20)) <= Duration::from_millis(20) / 64, "{median:?}");
        assert_eq!(times.sum(), Duration::from_millis(60));
        assert_eq!((times.count_at_most(Duration::from_millis(20)), lengths.count_at_most(16)), (2, 1));
    }
}
