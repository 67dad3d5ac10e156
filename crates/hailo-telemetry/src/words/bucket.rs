//! The bucket law: which cell of a histogram a value belongs to.
//!
//! Both scales are log-linear: an octave has 32 equal cells, so a cell is at most 1/32 of its lower edge wide and its
//! midpoint is within 1/64 (1.6 %) of everything in it. A cell's upper edge belongs to it, as `le` wants it.
//!
//! Times are nanoseconds. Their octaves begin at 10 ms times a power of two, from 0.61 µs to 87 minutes: many classic
//! bounds are then cell edges by themselves, and finding a cell takes a multiplication, a shift and no table. The cells
//! that one of the other [`EXACT_TIMES`] falls into are split there: the upper part has a cell of its own behind all
//! others. Shorter times are counted in the first cell, longer ones in the last.
//!
//! For instance 26 ms is 10 ms · 2 · 1.3: in the octave that begins at 20 ms, which is number 15, it lies in cell 9
//! (0.3 · 32 = 9.6), which has all times above 25.625 ms and up to 26.25 ms.
//!
//! Counts are whole numbers; each up to 64 has a cell of its own, and every power of two is an edge.

/// Longest time with a cell of its own, 87 minutes in nanoseconds; longer ones are counted as this one.
pub const MAX_TIME: u64 = 5_242_880_000_000;
/// Largest count with a cell of its own; larger ones are counted as this one.
pub const MAX_COUNT: u64 = 1 << 32;
/// Upper limit of the relative error of a cell's midpoint, for times from [`LEAST_TIME`] up; for counts, half a count
/// more.
pub const RELATIVE_ERROR: f64 = 1.0 / 64.0;
/// Shorter times than this, 0.63 µs in nanoseconds, all are in the first cell.
pub const LEAST_TIME: u64 = upper_time(0);

/// Cells of an octave, and of a row of the recorder's cells.
pub(crate) const OCTAVE: usize = 32;
/// Octaves of times.
const OCTAVES: usize = 33;
/// The first octave begins at 10 ms divided by two to the power of this.
const BELOW: usize = 14;
/// Cells of times before those that splits add.
const TIMES: usize = OCTAVES * OCTAVE;
/// Cells of one histogram, as recorders keep them.
pub(crate) const CELLS: usize = TIMES + SPLIT_CELLS;

/// Room for the upper parts of split cells.
const SPLIT_CELLS: usize = 48;

/// Rows of a histogram as snapshots keep it: an octave each, in ascending order.
pub(crate) const ROWS: usize = OCTAVES;
/// Cells of one row: those of an octave, and room for eight splits.
pub(crate) const ROW_CELLS: usize = OCTAVE + 8;

const US: u64 = 1_000;
const MS: u64 = 1_000_000;
const S: u64 = 1_000_000_000;

/// Every time that is exactly a cell edge, nanoseconds, ascending: the monitoring guide's bounds, those of
/// OpenTelemetry's GenAI conventions, and 1-2.5-5 series below and above them.
pub const EXACT_TIMES: [u64; 64] = [
    US,
    2_500,
    5 * US,
    10 * US,
    25 * US,
    50 * US,
    100 * US,
    250 * US,
    500 * US,
    MS,
    2_500 * US,
    5 * MS,
    10 * MS,
    20 * MS,
    25 * MS,
    40 * MS,
    50 * MS,
    60 * MS,
    75 * MS,
    80 * MS,
    100 * MS,
    150 * MS,
    160 * MS,
    200 * MS,
    250 * MS,
    300 * MS,
    320 * MS,
    400 * MS,
    500 * MS,
    640 * MS,
    750 * MS,
    S,
    1_280 * MS,
    2 * S,
    2_500 * MS,
    2_560 * MS,
    5 * S,
    5_120 * MS,
    7_500 * MS,
    10 * S,
    10_240 * MS,
    15 * S,
    20 * S,
    20_480 * MS,
    25 * S,
    30 * S,
    40_960 * MS,
    45 * S,
    50 * S,
    60 * S,
    81_920 * MS,
    100 * S,
    120 * S,
    250 * S,
    300 * S,
    500 * S,
    600 * S,
    900 * S,
    1_000 * S,
    1_200 * S,
    1_800 * S,
    2_500 * S,
    2_700 * S,
    3_600 * S,
];

/// The exponent of a time in units of 10 ms, and the five highest bits of its mantissa, as one number: the octave, then the
/// cell within it.
///
/// The factor is a little small, by 1 in 2^43: enough to put an edge itself into the cell below it in spite of rounding,
/// and too little to move any other whole number of nanoseconds up to [`MAX_TIME`] across one, as the nearest is further
/// away.
#[inline(always)]
const fn place(time: u64) -> u64 {
    const UNITS_PER_NS: f64 = 1e-7 * (1.0 - 1.0 / (1_u64 << 43) as f64);
    // A signed conversion is one instruction everywhere. What is negative by it has a place above all times'.
    #[allow(clippy::cast_possible_wrap)]
    let units = time as i64 as f64 * UNITS_PER_NS;
    units.to_bits() >> 47
}

/// Place of the first cell: the exponent, which is biased by 1023, above five bits of mantissa.
const FIRST_PLACE: u64 = (1023 - BELOW as u64) * OCTAVE as u64;

/// The cell of a time, but for splits.
#[inline(always)]
const fn unsplit(time: u64) -> usize {
    place(time).saturating_sub(FIRST_PLACE) as usize
}

/// Longest time of a cell, but for splits: its edge, rounded down.
const fn upper_time(cell: usize) -> u64 {
    let sub = (OCTAVE + cell % OCTAVE + 1) as u128;
    ((sub * 10 * MS as u128) << (cell / OCTAVE) >> (5 + BELOW)) as u64
}

/// Times up to the first split above a millisecond and from the last below it on: the cells of these are found by
/// arithmetic alone. A language model's gaps between tokens are among them.
const HOT_FIRST: usize = unsplit(MS) + 1;
const HOT_END: usize = unsplit(750 * MS);

/// The cells that are found by arithmetic alone.
pub(crate) const HOT_CELLS: std::ops::Range<usize> = HOT_FIRST..HOT_END;

/// Where among [`HOT_CELLS`] the cell of a time is; behind their end for all other times, and for negative ones.
#[inline(always)]
pub(crate) const fn hot_cell(time: u64) -> usize {
    place(time).wrapping_sub(FIRST_PLACE + HOT_FIRST as u64) as usize
}

/// Where cells are split.
struct Splits {
    /// By octave, a bit for each cell that is split.
    bits: [u32; OCTAVES],
    /// By octave, how many are split in those before it.
    before: [u8; OCTAVES],
    /// Last time of the lower part, ascending.
    at: [u64; SPLIT_CELLS],
}

const SPLITS: Splits = splits();
/// The same in memory, once.
static SPLIT: Splits = SPLITS;

const fn splits() -> Splits {
    let mut splits = Splits { bits: [0; OCTAVES], before: [0; OCTAVES], at: [u64::MAX; SPLIT_CELLS] };
    let (mut b, mut n) = (0, 0);
    while b < EXACT_TIMES.len() {
        let (bound, cell) = (EXACT_TIMES[b], unsplit(EXACT_TIMES[b]));
        assert!(b == 0 || EXACT_TIMES[b - 1] < bound, "bounds ascend");
        if upper_time(cell) != bound {
            assert!(cell < HOT_FIRST || cell >= HOT_END, "a split among the hot cells");
            assert!(splits.bits[cell / OCTAVE] & 1 << (cell % OCTAVE) == 0, "two bounds in one cell");
            splits.bits[cell / OCTAVE] |= 1 << (cell % OCTAVE);
            splits.at[n] = bound;
            n += 1;
            let mut octave = cell / OCTAVE + 1;
            while octave < OCTAVES {
                splits.before[octave] += 1;
                octave += 1;
            }
        }
        b += 1;
    }
    splits
}

/// The cell of a time up to [`MAX_TIME`].
#[inline]
const fn time_cell(time: u64, splits: &Splits) -> usize {
    let cell = unsplit(time);
    let (octave, bit) = (cell / OCTAVE, 1_u32 << (cell % OCTAVE));
    if splits.bits[octave] & bit == 0 {
        return cell;
    }
    let split = splits.before[octave] as usize + (splits.bits[octave] & (bit - 1)).count_ones() as usize;
    if time > splits.at[split] { TIMES + split } else { cell }
}

/// The cell of a count up to [`MAX_COUNT`].
#[inline]
const fn count_cell(count: u64) -> usize {
    if count == 0 {
        return 0;
    }
    let below = count - 1;
    let shift = (58_u32).saturating_sub((below | OCTAVE as u64).leading_zeros());
    1 + ((shift as usize) << 5) + (below >> shift) as usize
}

/// Largest count of a cell.
const fn upper_count(cell: usize) -> u64 {
    if cell <= 2 * OCTAVE {
        return cell as u64;
    }
    let shift = (cell - 1) / OCTAVE - 1;
    ((cell - shift * OCTAVE) as u64) << shift
}

/// How snapshots keep the cells of one scale.
struct Order {
    /// By a recorder's cell, the snapshot's.
    of: [u16; CELLS],
    /// By the snapshot's cell, the largest value that it counts. Those that a row does not need repeat the row's end.
    upper: [u64; ROWS * ROW_CELLS],
}

static TIME_ORDER: Order = time_order();
static COUNT_ORDER: Order = count_order();

const fn time_order() -> Order {
    let mut order = Order { of: [0; CELLS], upper: [MAX_TIME; ROWS * ROW_CELLS] };
    let (mut cell, mut split) = (0, 0);
    while cell < TIMES {
        let row = cell / OCTAVE;
        let at = row * ROW_CELLS + cell % OCTAVE + split - SPLITS.before[row] as usize;
        order.of[cell] = at as u16;
        let mut end = at;
        if SPLITS.bits[row] & 1 << (cell % OCTAVE) != 0 {
            order.upper[at] = SPLITS.at[split];
            order.of[TIMES + split] = at as u16 + 1;
            split += 1;
            end += 1;
        }
        assert!(end < (row + 1) * ROW_CELLS, "more splits in one octave than a row has room for");
        while end < (row + 1) * ROW_CELLS {
            order.upper[end] = upper_time(cell);
            end += 1;
        }
        cell += 1;
    }
    order
}

const fn count_order() -> Order {
    let mut order = Order { of: [0; CELLS], upper: [MAX_COUNT; ROWS * ROW_CELLS] };
    let mut cell = 0;
    while cell <= count_cell(MAX_COUNT) {
        let at = cell / OCTAVE * ROW_CELLS + cell % OCTAVE;
        order.of[cell] = at as u16;
        let mut end = at;
        while end < (cell / OCTAVE + 1) * ROW_CELLS {
            order.upper[end] = upper_count(cell);
            end += 1;
        }
        cell += 1;
    }
    order
}

/// What a histogram counts, and so where its cells lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    /// Nanoseconds.
    Time,
    /// Tokens, bytes or what else there are whole numbers of.
    Count,
}

impl Scale {
    /// Largest value with a cell of its own.
    pub(crate) const fn max(self) -> u64 {
        match self {
            Self::Time => MAX_TIME,
            Self::Count => MAX_COUNT,
        }
    }

    /// The recorder's cell of a value; what is above [`Scale::max`] goes to the last one.
    #[inline]
    pub(crate) fn cell_of(self, value: u64) -> usize {
        match self {
            Self::Time => time_cell(value.min(MAX_TIME), &SPLIT),
            Self::Count => count_cell(value.min(MAX_COUNT)),
        }
    }

    const fn order(self) -> &'static Order {
        match self {
            Self::Time => &TIME_ORDER,
            Self::Count => &COUNT_ORDER,
        }
    }

    /// Where snapshots keep a recorder's cell: row, and cell within it.
    pub(crate) fn locate_cell(self, cell: usize) -> (usize, usize) {
        let at = self.order().of.get(cell).map_or(0, |at| usize::from(*at));
        (at / ROW_CELLS, at % ROW_CELLS)
    }

    /// Largest value that a cell of a snapshot counts.
    pub(crate) fn upper(self, at: usize) -> u64 {
        self.order().upper.get(at).copied().unwrap_or(self.max())
    }

    /// Smallest value that a cell of a snapshot counts.
    pub(crate) fn lower(self, at: usize) -> u64 {
        if at == 0 { 0 } else { self.upper(at - 1) + 1 }
    }

    /// Number of a snapshot's cells whose values are all at most `bound`.
    pub(crate) fn cells_at_most(self, bound: u64) -> usize {
        let at = usize::from(self.order().of[self.cell_of(bound)]);
        if self.upper(at) <= bound { at + 1 } else { at }
    }
}

#[cfg(test)]
mod tests {
    use super::Scale::{Count, Time};
    use super::*;

    /// The snapshot's cell of a value.
    fn at(scale: Scale, value: u64) -> usize {
        let (row, cell) = scale.locate_cell(scale.cell_of(value));
        row * ROW_CELLS + cell
    }

    #[test]
    fn cells_cover_the_range_in_order_and_each_contains_its_values() {
        for scale in [Time, Count] {
            let mut before = None;
            for cell in 0..ROWS * ROW_CELLS {
                let (lower, upper) = (scale.lower(cell), scale.upper(cell));
                if let Some(b) = before {
                    assert!(upper >= b, "{scale:?}: cell {cell} goes back");
                }
                before = Some(upper);
                if lower > upper {
                    continue; // a row does not need it
                }
                for v in [lower, upper, lower.midpoint(upper)] {
                    assert_eq!(at(scale, v), cell, "{scale:?}: value {v}");
                }
            }
            assert_eq!(before, Some(scale.max()));
        }
    }

    #[test]
    fn every_exact_bound_is_the_last_value_of_its_cell() {
        let times = EXACT_TIMES.map(|bound| (Time, bound)).into_iter();
        for (scale, bound) in times.chain((0..32).map(|power| (Count, 1 << power))) {
            assert_eq!(scale.upper(at(scale, bound)), bound);
            assert!(at(scale, bound + 1) > at(scale, bound), "{bound}");
        }
    }

    #[test]
    fn midpoints_are_within_the_stated_error() {
        for (scale, least, rounding) in [(Time, LEAST_TIME + 1, 0.5), (Count, 1, 0.5)] {
            for cell in at(scale, least)..ROWS * ROW_CELLS {
                let (lo, hi) = (scale.lower(cell), scale.upper(cell));
                if lo <= hi {
                    let mid = lo.midpoint(hi) as f64;
                    for end in [lo as f64, hi as f64] {
                        assert!(
                            (mid - end).abs() <= end * RELATIVE_ERROR + rounding,
                            "{scale:?} {lo} to {hi}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn what_arithmetic_alone_finds_is_the_cell_and_it_finds_the_gaps_of_language_models() {
        let mut found = 0;
        for step in 0..2_000_u64 {
            let time = 100_000 + step * step * 300;
            if hot_cell(time) < HOT_CELLS.len() {
                assert_eq!(HOT_CELLS.start + hot_cell(time), Time.cell_of(time), "{time}");
                found += 1;
            }
        }
        assert!(found > 1_000, "{found}");
        for time in [2 * MS, 100 * MS, 700 * MS] {
            assert!(hot_cell(time) < HOT_CELLS.len(), "{time}");
        }
        // What clocks that went back would make, and marks that are no time.
        for none in [0, 1 << 62, u64::MAX, u64::MAX - 1_000, 1 << 63] {
            assert!(hot_cell(none) >= HOT_CELLS.len(), "{none}");
        }
    }

    /// The example of the module's documentation.
    #[test]
    fn twenty_six_milliseconds_are_in_cell_9_of_octave_15() {
        let cell = 15 * OCTAVE + 9;
        assert_eq!(unsplit(26 * MS), cell);
        assert_eq!((upper_time(cell - 1), upper_time(cell)), (25_625_000, 26_250_000));
    }

    #[test]
    fn extremes_have_cells() {
        assert_eq!((Time.cell_of(0), Time.cell_of(LEAST_TIME)), (0, 0));
        assert_eq!([0, 1, 2, 64, 65].map(|n| Count.cell_of(n)), [0, 1, 2, 64, 65]);
        for scale in [Time, Count] {
            assert_eq!(scale.cell_of(u64::MAX), scale.cell_of(scale.max()));
            assert!(scale.cell_of(u64::MAX) < CELLS);
        }
    }
}
