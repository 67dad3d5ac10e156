//! The recorder's cells as a Prometheus native histogram, without observing anything again.

use crate::read::histogram::RawHistogram;
use crate::words::bucket::{LEAST_TIME, RELATIVE_ERROR};
use crate::words::family::Unit;

/// Schema of the native buckets: 2^5 = 32 to an octave, each 2.2 % wide.
pub const NATIVE_SCHEMA: i32 = 5;

/// Upper limit of the relative error of a quantile that is read from the native buckets, for values from 0.63 µs
/// (or one token) up: half a cell, because a cell is counted where its midpoint is, and one native bucket.
pub const NATIVE_RELATIVE_ERROR: f64 = RELATIVE_ERROR + 0.0219;

/// A run of native buckets without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// Distance from the end of the span before, or the first bucket's index.
    pub(super) offset: i32,
    pub(super) length: u32,
}

/// Native buckets; the vectors are kept from one histogram to the next.
#[derive(Debug, Default)]
pub(super) struct Native {
    /// Values from 0 up to the zero threshold.
    pub(super) zero_count: u64,
    pub(super) zero_threshold: f64,
    pub(super) spans: Vec<Span>,
    /// Counts as differences from the bucket before.
    pub(super) deltas: Vec<i64>,
}

impl Native {
    /// Replaces the content by `histogram`'s.
    pub(super) fn fill(&mut self, histogram: &RawHistogram, unit: Unit) {
        self.zero_count = 0;
        // What the first cell counts.
        self.zero_threshold = match unit {
            Unit::Seconds | Unit::Milliseconds => unit.exported(LEAST_TIME),
            Unit::Tokens => 0.0,
        };
        self.spans.clear();
        self.deltas.clear();
        let mut open: Option<(i32, u64)> = None;
        let mut before = 0;
        for cell in histogram.cells() {
            if cell.lower == 0 {
                self.zero_count += cell.count;
                continue;
            }
            let index = index(unit.exported(cell.midpoint()));
            open = match open {
                Some((at, count)) if at == index => Some((at, count + cell.count)),
                Some((at, count)) => {
                    self.close(&mut before, at, count);
                    Some((index, cell.count))
                }
                None => Some((index, cell.count)),
            };
        }
        if let Some((at, count)) = open {
            self.close(&mut before, at, count);
        }
    }

    /// Appends one bucket. `before` is the count of the bucket before.
    fn close(&mut self, before: &mut u64, index: i32, count: u64) {
        let end: i32 = self.spans.iter().map(|span| span.offset + span.length as i32).sum();
        match self.spans.last_mut() {
            Some(span) if end == index => span.length += 1,
            Some(_) => self.spans.push(Span { offset: index - end, length: 1 }),
            None => self.spans.push(Span { offset: index, length: 1 }),
        }
        self.deltas.push(count.wrapping_sub(*before) as i64);
        *before = count;
    }
}

/// Index of the native bucket that holds `value`: (base^(i-1), base^i] with base 2^(1/32).
fn index(value: f64) -> i32 {
    (value.log2() * f64::from(1 << NATIVE_SCHEMA)).ceil() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::bucket::Scale;
    use proptest::prelude::*;

    /// (upper bound, count) of each native bucket, as a reader of the wire form computes them.
    fn expand(native: &Native) -> Vec<(f64, u64)> {
        let mut found = Vec::new();
        let (mut index, mut count, mut deltas) = (0, 0, native.deltas.iter());
        for span in &native.spans {
            index += span.offset;
            for _ in 0..span.length {
                count += deltas.next().unwrap();
                found.push((f64::from(index).mul_add(1.0 / 32.0, 0.0).exp2(), u64::try_from(count).unwrap()));
                index += 1;
            }
        }
        assert!(deltas.next().is_none());
        found
    }

    fn of(values: &[u64]) -> RawHistogram {
        let mut histogram = RawHistogram::new(Scale::Time);
        for value in values {
            histogram.add(*value, 1, *value);
        }
        histogram
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_values_are_near_their_bucket(
            mut values in prop::collection::vec((10_u32..42, any::<u64>()).prop_map(|(bits, v)| (1 << bits) + (v % (1 << bits))), 1..300),
        ) {
            let mut native = Native::default();
            native.fill(&of(&values), Unit::Seconds);
            let buckets = expand(&native);
            prop_assert_eq!(buckets.iter().map(|(_, count)| count).sum::<u64>(), values.len() as u64);
            prop_assert!(buckets.iter().all(|(_, count)| *count > 0));
            values.sort_unstable();
            let mut sorted = values.into_iter();
            for (upper, count) in buckets {
                for _ in 0..count {
                    let value = sorted.next().unwrap() as f64 / 1e9;
                    let lower = upper * (-1.0_f64 / 32.0).exp2();
                    prop_assert!(value <= upper * (1.0 + NATIVE_RELATIVE_ERROR - 0.0219));
                    prop_assert!(value >= lower * (1.0 - NATIVE_RELATIVE_ERROR + 0.0219));
                    // So any answer from inside the bucket is within the stated error.
                    for answer in [lower, upper] {
                        prop_assert!((answer - value).abs() / value <= NATIVE_RELATIVE_ERROR + 0.0003, "{} for {}", answer, value);
                    }
                }
            }
        }
    }

    #[test]
    fn zeros_and_extremes_have_a_place() {
        let mut native = Native::default();
        native.fill(&of(&[0, 0, LEAST_TIME, LEAST_TIME + 1, u64::MAX]), Unit::Seconds);
        assert_eq!(native.zero_count, 3);
        assert_eq!(expand(&native).len(), 2);
        native.fill(&RawHistogram::new(Scale::Time), Unit::Tokens);
        assert!(native.spans.is_empty() && native.deltas.is_empty() && native.zero_count == 0);
    }
}
