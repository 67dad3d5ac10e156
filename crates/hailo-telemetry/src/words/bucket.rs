//! The bucket law: which cell of a histogram a value belongs to.
//!
//! Log-linear: every octave of the value range has 64 equal sub-buckets, so a bucket is at most 1/64 of its
//! lower edge wide and its midpoint is within 1/128 (0.79 %) of everything in it, from 512 ns up. Below 512 the
//! buckets are 8 wide. A sub-bucket that a classic bound falls into is split exactly there, which makes each of
//! [`EXACT_BOUNDS`] a cell edge: "how many were at most this" is then exact, not estimated.
//!
//! Values are integers: nanoseconds for times, `tokens << TOKEN_SHIFT` for lengths. Values above [`MAX_VALUE`]
//! are counted in the last cell.
//!
//! Gaps between tokens have the same law on another scale: octaves that begin at 10 ms times a power of two.
//! All their classic bounds are then cell edges by themselves, and placing a gap takes a multiplication, a shift
//! and no table.

/// Largest value with a cell of its own; larger ones are counted as this one. 2^42 ns are 73 minutes.
pub const MAX_VALUE: u64 = (1 << 42) - 1;
/// A length of `n` tokens is recorded as `n << TOKEN_SHIFT`, so that small lengths stay apart.
pub const TOKEN_SHIFT: u32 = 10;
/// Upper limit of the relative error of a cell's midpoint, for values from 512 up; for gaps, half a nanosecond more.
pub const RELATIVE_ERROR: f64 = 1.0 / 128.0;

/// Rows of a histogram: an octave each, up to [`MAX_VALUE`]. Gaps have 43; on the common scale the first is all below
/// 512, and 34 is enough.
pub(crate) const ROWS: usize = 43;
const _: () = assert!(ROWS <= 64, "whoever keeps rows has a word with a bit for each");
/// Cells of one row: 64 sub-buckets and room for eight splits.
pub(crate) const ROW_CELLS: usize = 72;
/// Cells of a row that gaps use, which split nothing.
pub(crate) const GAP_CELLS: usize = 64;
/// Cells of one histogram.
pub(crate) const CELLS: usize = ROWS * ROW_CELLS;
/// Octave of the first row that is not linear.
const FIRST_OCTAVE: usize = 9;

const US: u64 = 1_000;
const MS: u64 = 1_000_000;
const S: u64 = 1_000_000_000;

/// Every bound that is exactly a cell edge: the monitoring guide's, those of OpenTelemetry's GenAI conventions,
/// 1-2.5-5 series below and above them (nanoseconds), and the powers of two of token lengths (shifted).
pub const EXACT_BOUNDS: [u64; 91] = [
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
    2_500 * MS,
    2_560 * MS,
    5 * S,
    5_120 * MS,
    7_500 * MS,
    10 * S,
    10_240 * MS,
    20 * S,
    20_480 * MS,
    25 * S,
    30 * S,
    40_960 * MS,
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
    2 * S,
    15 * S,
    45 * S,
    1 << 10,
    1 << 11,
    1 << 12,
    1 << 13,
    1 << 14,
    1 << 15,
    1 << 16,
    1 << 17,
    1 << 18,
    1 << 19,
    1 << 20,
    1 << 21,
    1 << 22,
    1 << 23,
    1 << 24,
    1 << 25,
    1 << 26,
    1 << 27,
    1 << 28,
    1 << 29,
    1 << 30,
    1 << 31,
    1 << 32,
    1 << 33,
    1 << 34,
    1 << 35,
    1 << 36,
];

/// Entries of the look-up tables: six exponent bits and six mantissa bits of the value as a double.
const TABLE: usize = 4096;

/// Index into the tables. The exponent of a double is biased by 1023, which is 63 modulo 64.
#[inline(always)]
pub(crate) const fn index(value: u64) -> usize {
    // A signed conversion is one instruction everywhere; values at or above 2^63 never get here unclamped.
    #[allow(clippy::cast_possible_wrap)]
    let bits = (value as i64 as f64).to_bits();
    ((bits >> 46) & (TABLE as u64 - 1)) as usize
}

/// Row of an octave.
const fn row_of_octave(octave: usize) -> usize {
    octave.saturating_sub(FIRST_OCTAVE - 1)
}

/// Largest value of each cell; cells that a row does not need repeat the row's end.
static UPPER: [u64; CELLS] = TABLES.upper;
/// Where the values of one table index go.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The last value of the lower cell of a split sub-bucket; otherwise a value above all.
    split: u64,
    /// Cell within the row, of the lower half of a split sub-bucket.
    in_row: u32,
    row: u32,
}

/// By table index. Split and cell lie side by side: one line of cache, one base address.
static PLACES: [Place; TABLE] = TABLES.places;

/// Row, and cell within it, of a value up to [`MAX_VALUE`].
#[inline(always)]
fn common_place(value: u64) -> (usize, usize) {
    let place = &PLACES[index(value)];
    (place.row as usize, place.in_row as usize + usize::from(value > place.split))
}

struct Tables {
    upper: [u64; CELLS],
    places: [Place; TABLE],
}

const TABLES: Tables = tables();

const fn tables() -> Tables {
    let mut t = Tables { upper: [0; CELLS], places: [Place { split: u64::MAX, in_row: 0, row: 0 }; TABLE] };
    let mut b = 0;
    while b < EXACT_BOUNDS.len() {
        let i = index(EXACT_BOUNDS[b]);
        assert!(t.places[i].split == u64::MAX, "two exact bounds in one sub-bucket");
        t.places[i].split = EXACT_BOUNDS[b];
        b += 1;
    }
    // The linear row.
    let mut c = 0;
    while c < ROW_CELLS {
        t.upper[c] = if c < 64 { c as u64 * 8 + 7 } else { 511 };
        c += 1;
    }
    let mut o = 0;
    while o < 42 {
        let row = row_of_octave(o);
        let mut cell = 0;
        let mut sub = 0;
        while sub < 64 {
            let i = ((o + 63) & 63) * 64 + sub;
            t.places[i].row = row as u32;
            if row == 0 {
                t.places[i].in_row = ((((64 + sub as u64) << o) >> 6) >> 3) as u32;
            } else {
                let end = ((65 + sub as u64) << (o - 6)) - 1;
                t.places[i].in_row = cell as u32;
                if t.places[i].split != u64::MAX {
                    t.upper[row * ROW_CELLS + cell] = t.places[i].split;
                    cell += 1;
                }
                t.upper[row * ROW_CELLS + cell] = end;
                cell += 1;
            }
            sub += 1;
        }
        if row > 0 {
            assert!(cell <= ROW_CELLS, "more exact bounds in one octave than a row has room for");
            while cell < ROW_CELLS {
                t.upper[row * ROW_CELLS + cell] = (2 << o) - 1;
                cell += 1;
            }
        }
        o += 1;
    }
    let mut spare = (row_of_octave(41) + 1) * ROW_CELLS;
    while spare < CELLS {
        t.upper[spare] = MAX_VALUE;
        spare += 1;
    }
    t
}

/// Where a gap belongs on its scale: six bits of sub-bucket below the exponent of the gap in units of 10 ms, as a
/// double has it. Above all places of gaps for "gaps" that are negative, and 0 for a gap of none.
///
/// An edge belongs to the cell below it, as `le` wants it. That is what the factor is a little small for, by 1 in 2^43:
/// enough for an edge itself, in spite of rounding, and too little to move any other whole number of nanoseconds up to
/// [`MAX_VALUE`] across one, as the nearest is further away.
#[inline(always)]
pub(crate) const fn place_of_gap(gap: u64) -> u64 {
    const UNITS_PER_NS: f64 = 1e-7 * (1.0 - 1.0 / (1_u64 << 43) as f64);
    // A signed conversion is one instruction everywhere.
    #[allow(clippy::cast_possible_wrap)]
    let units = gap as i64 as f64 * UNITS_PER_NS;
    units.to_bits() >> 46
}

/// Place of the first cell: 1 ns is 2^-24 of 10 ms and a bit.
const FIRST_PLACE: u64 = place_of_gap(1) & !63;

/// The first place of a row of gaps.
pub(crate) const fn place_of_row(row: usize) -> u64 {
    FIRST_PLACE + (row * GAP_CELLS) as u64
}

/// Row and cell of a gap.
const fn gap_place(gap: u64) -> (usize, usize) {
    let cell = place_of_gap(gap).saturating_sub(FIRST_PLACE) as usize;
    (cell / GAP_CELLS, cell % GAP_CELLS)
}

/// Row of a gap.
pub(crate) const fn gap_row(gap: u64) -> usize {
    gap_place(gap).0
}

/// Largest gap of each cell of the gap scale; the spare cells of a row repeat its end. Cells of less than a nanosecond
/// may have none.
static GAP_UPPER: [u64; CELLS] = gap_upper();

const fn gap_upper() -> [u64; CELLS] {
    let mut upper = [0; CELLS];
    let mut row = 0;
    while row < ROWS {
        let mut cell = 0;
        while cell < ROW_CELLS {
            let sub = if cell < GAP_CELLS { cell as u128 + 1 } else { 64 };
            // The row's octave begins at 10 ms divided by 2^(24 - row): the edge, rounded down, is the last below it.
            let edge = ((64 + sub) * 10_000_000) << row >> (6 + 24);
            upper[row * ROW_CELLS + cell] = edge as u64;
            cell += 1;
        }
        row += 1;
    }
    // What lies above the range is counted with the last of it.
    let (row, cell) = gap_place(MAX_VALUE);
    assert!(row == ROWS - 1, "the rows cover the range");
    let mut last = row * ROW_CELLS + cell;
    while last < CELLS {
        upper[last] = MAX_VALUE;
        last += 1;
    }
    upper
}

/// Where the cells of a histogram lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scale {
    /// Octaves begin at powers of two; classic bounds split sub-buckets.
    #[default]
    Common,
    /// Octaves begin at 10 ms times powers of two: for the gaps between tokens.
    Gap,
}

impl Scale {
    /// Row and cell within the row of a value; values above [`MAX_VALUE`] go to the last cell.
    #[inline]
    pub(crate) fn locate(self, value: u64) -> (usize, usize) {
        let value = value.min(MAX_VALUE);
        match self {
            Self::Common => common_place(value),
            Self::Gap => gap_place(value),
        }
    }

    /// Cell of a value in a histogram of `CELLS` cells.
    #[inline]
    pub(crate) fn cell_of(self, value: u64) -> usize {
        let (row, cell) = self.locate(value);
        row * ROW_CELLS + cell
    }

    /// Largest value a cell counts.
    pub(crate) fn upper(self, cell: usize) -> u64 {
        let table = match self {
            Self::Common => &UPPER,
            Self::Gap => &GAP_UPPER,
        };
        table.get(cell).copied().unwrap_or(MAX_VALUE)
    }

    /// Number of cells whose values are all at most `bound`.
    pub(crate) fn cells_at_most(self, bound: u64) -> usize {
        let cell = self.cell_of(bound);
        if self.upper(cell) <= bound { cell + 1 } else { cell }
    }

    /// Smallest value a cell counts.
    pub(crate) fn lower(self, cell: usize) -> u64 {
        if cell == 0 { 0 } else { self.upper(cell - 1) + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::Scale::{Common, Gap};
    use super::*;

    #[test]
    fn cells_cover_the_range_in_order_and_each_contains_its_values() {
        for scale in [Common, Gap] {
            let mut before = None;
            for cell in 0..CELLS {
                let (lower, upper) = (scale.lower(cell), scale.upper(cell));
                if let Some(b) = before {
                    assert!(upper >= b, "{scale:?}: cell {cell} goes back");
                }
                before = Some(upper);
                if lower > upper {
                    continue; // spare cell of a row
                }
                for v in [lower, upper, lower.midpoint(upper)] {
                    assert_eq!(scale.cell_of(v), cell, "{scale:?}: value {v}");
                }
            }
            assert_eq!(before, Some(MAX_VALUE));
        }
    }

    #[test]
    fn every_exact_bound_is_the_last_value_of_its_cell() {
        for bound in EXACT_BOUNDS {
            assert_eq!(Common.upper(Common.cell_of(bound)), bound);
            assert_eq!(Common.cell_of(bound + 1), Common.cell_of(bound) + 1);
        }
    }

    #[test]
    fn midpoints_are_within_the_stated_error() {
        for scale in [Common, Gap] {
            for cell in scale.cell_of(512)..CELLS {
                let (lo, hi) = (scale.lower(cell), scale.upper(cell));
                if lo <= hi {
                    // An edge of the gap scale may lie between two nanoseconds.
                    let rounding = if scale == Gap { 0.5 } else { 0.0 };
                    let mid = lo.midpoint(hi) as f64;
                    assert!(
                        mid - lo as f64 <= lo as f64 * RELATIVE_ERROR + rounding,
                        "{scale:?} {lo} to {hi}"
                    );
                    assert!(
                        hi as f64 - mid <= hi as f64 * RELATIVE_ERROR + rounding,
                        "{scale:?} {lo} to {hi}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_no_gap_has_no_place_among_them() {
        let end = place_of_row(ROWS);
        for gap in [1 << 62, u64::MAX, u64::MAX - 1_000, 1 << 63, (1 << 63) + 1] {
            assert!(place_of_gap(gap) >= end, "{gap}");
        }
        assert_eq!(place_of_gap(0), 0);
        assert_eq!(
            place_of_gap(MAX_VALUE),
            place_of_row(ROWS - 1) + Gap.cell_of(MAX_VALUE) as u64 % ROW_CELLS as u64
        );
    }

    #[test]
    fn extremes_have_cells() {
        assert_eq!(Common.cell_of(0), 0);
        assert_eq!(Common.cell_of(1), 0);
        assert_eq!(Common.cell_of(8), 1);
        assert_eq!(Gap.cell_of(0), 0);
        for scale in [Common, Gap] {
            assert_eq!(scale.cell_of(u64::MAX), scale.cell_of(MAX_VALUE));
        }
    }
}
