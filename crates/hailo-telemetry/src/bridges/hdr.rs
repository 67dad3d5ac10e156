//! Histograms for HdrHistogram's tools: as a value, and as a V2 interval log.

use std::io::Write;
use std::time::Duration;

use hdrhistogram::Histogram;
use hdrhistogram::serialization::V2DeflateSerializer;
use hdrhistogram::serialization::interval_log::{IntervalLogWriter, IntervalLogWriterBuilder, Tag};

use crate::read::histogram::{HistogramSnapshot, Recorded};
use crate::words::bucket::MAX_TIME;

/// Significant digits of the converted histograms: its buckets are sixteen times finer than ours, so that ours decide.
const DIGITS: u8 = 3;

/// Converts to an hdrhistogram: each cell's count at the cell's midpoint, which stays within that cell.
///
/// Times are in nanoseconds, lengths in tokens. What is read back is within
/// [`RELATIVE_ERROR`](crate::words::bucket::RELATIVE_ERROR) + 0.05 % of what was recorded.
///
/// # Errors
/// None that a snapshot can cause: range and digits are constants which hdrhistogram accepts.
pub fn histogram<V: Recorded>(snapshot: &HistogramSnapshot<V>) -> Result<Histogram<u64>, HdrError> {
    let mut out =
        Histogram::new_with_bounds(1, MAX_TIME, DIGITS).map_err(|error| HdrError(error.to_string()))?;
    for cell in snapshot.raw().cells() {
        out.record_n(cell.midpoint(), cell.count).map_err(|error| HdrError(error.to_string()))?;
    }
    Ok(out)
}

/// Writes an interval log: one line of base64 (V2, deflated) per interval and tag, as HistogramLogAnalyzer reads it.
#[expect(missing_debug_implementations, reason = "the writer inside has none")]
pub struct IntervalLog<'s, W: Write> {
    log: IntervalLogWriter<'s, 's, W, V2DeflateSerializer>,
}

impl<'s, W: Write> IntervalLog<'s, W> {
    /// Begins a log; `start` is the Unix time that intervals count from.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn begin(
        out: &'s mut W,
        serializer: &'s mut V2DeflateSerializer,
        start: Duration,
    ) -> Result<Self, HdrError> {
        let log = IntervalLogWriterBuilder::new()
            .add_comment("hailo-telemetry, nanoseconds")
            .with_start_time(std::time::UNIX_EPOCH + start)
            .with_base_time(std::time::UNIX_EPOCH + start)
            // Values are nanoseconds; readers expect milliseconds.
            .with_max_value_divisor(1e6)
            .begin_log_with(out, serializer)
            .map_err(|error| HdrError(error.to_string()))?;
        Ok(Self { log })
    }

    /// Appends what one interval recorded ([`HistogramSnapshot::since`]), begun `offset` after the start.
    ///
    /// # Errors
    /// Those of the writer, and a tag with a comma, a space or a line break.
    pub fn interval(
        &mut self,
        tag: &str,
        offset: Duration,
        length: Duration,
        interval: &HistogramSnapshot<Duration>,
    ) -> Result<(), HdrError> {
        let tag =
            Tag::new(tag).ok_or_else(|| HdrError("a tag has no comma, space or line break".to_owned()))?;
        self.log
            .write_histogram(&histogram(interval)?, offset, length, Some(tag))
            .map_err(|error| HdrError(format!("{error:?}")))
    }
}

/// Why a conversion or a log line failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HdrError(String);

impl std::fmt::Display for HdrError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for HdrError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::bucket::RELATIVE_ERROR;
    use hdrhistogram::serialization::Deserializer;
    use hdrhistogram::serialization::interval_log::{IntervalLogIterator, LogEntry};
    use proptest::prelude::*;

    fn of(values: &[u64]) -> HistogramSnapshot<Duration> {
        let mut histogram = HistogramSnapshot::default();
        for value in values {
            histogram.raw_mut().add(*value, 1, *value);
        }
        histogram
    }

    proptest! {
        #[test]
        fn counts_and_quantiles_survive(
            values in prop::collection::vec((10_u32..42, any::<u64>()).prop_map(|(bits, v)| (1 << bits) + (v % (1 << bits))), 1..200),
            q in 0.0..=1.0_f64,
        ) {
            let ours = of(&values);
            let converted = histogram(&ours).unwrap();
            prop_assert_eq!(converted.len(), values.len() as u64);
            let mut sorted = values;
            sorted.sort_unstable();
            let rank = ((q * sorted.len() as f64).ceil() as usize).clamp(1, sorted.len());
            let exact = sorted[rank - 1] as f64;
            let found = converted.value_at_quantile((rank as f64 - 0.5) / sorted.len() as f64) as f64;
            prop_assert!((found - exact).abs() / exact <= RELATIVE_ERROR + 0.001, "{} for {}", found, exact);
        }
    }

    #[test]
    fn a_log_reads_back() {
        let first = of(&[1_000_000, 2_000_000, 8_000_000]);
        let mut later = first.clone();
        later.merge(&of(&[9_000_000]));
        let mut out = Vec::new();
        let mut serializer = V2DeflateSerializer::new();
        {
            let mut log =
                IntervalLog::begin(&mut out, &mut serializer, Duration::from_secs(1_700_000_000)).unwrap();
            let second = Duration::from_secs(1);
            log.interval("yolov8n", Duration::ZERO, second, &first).unwrap();
            log.interval("yolov8n", second, second, &later.since(&first)).unwrap();
            assert!(log.interval("a,b", second, second, &first).is_err());
        }
        let mut counts = Vec::new();
        for entry in IntervalLogIterator::new(&out) {
            if let LogEntry::Interval(interval) = entry.unwrap() {
                assert_eq!(interval.tag().unwrap().as_str(), "yolov8n");
                use base64::Engine as _;
                let bytes =
                    base64::engine::general_purpose::STANDARD.decode(interval.encoded_histogram()).unwrap();
                let read: Histogram<u64> = Deserializer::new().deserialize(&mut &bytes[..]).unwrap();
                counts.push(read.len());
            }
        }
        assert_eq!(counts, [3, 1]);
    }
}
