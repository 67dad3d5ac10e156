//! Kinds and units of metric families, and the bounds of their classic buckets.

/// The type of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Only grows within one process.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Classic buckets, and in protobuf native ones of the same data.
    Histogram(&'static Buckets),
}

/// Classic buckets of a histogram family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Buckets {
    /// What one unit of the exported value is.
    pub unit: Unit,
    /// Upper bounds without `+Inf`, in recorded units (nanoseconds, or tokens); each is an exact cell edge.
    pub bounds: &'static [u64],
}

/// The unit in which a histogram is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// Recorded in nanoseconds, exported in seconds.
    Seconds,
    /// Recorded in nanoseconds, exported in milliseconds: the monitoring guide's families.
    Milliseconds,
    /// Recorded and exported in tokens.
    Tokens,
}

impl Unit {
    /// A recorded value, or a sum of them, as it is exported.
    #[must_use]
    pub const fn exported(self, recorded: u64) -> f64 {
        match self {
            Self::Seconds => recorded as f64 / 1e9,
            Self::Milliseconds => recorded as f64 / 1e6,
            Self::Tokens => recorded as f64,
        }
    }
}

/// The unit that a metric name carries as its last word (before `_total`); empty when it carries none.
#[must_use]
pub fn unit_of(name: &str) -> &'static str {
    const UNITS: [&str; 10] =
        ["seconds", "bytes", "ratio", "joules", "watts", "celsius", "hertz", "ms", "tokens", "volts"];
    let name = name.strip_suffix("_total").unwrap_or(name);
    UNITS
        .into_iter()
        .find(|unit| name.strip_suffix(unit).is_some_and(|rest| rest.ends_with('_')))
        .unwrap_or("")
}

const MS: u64 = 1_000_000;

/// The guide's HTTP buckets: 5 ms … 10 s.
pub static HTTP_MS: Buckets = Buckets {
    unit: Unit::Milliseconds,
    bounds: &[
        5 * MS,
        10 * MS,
        25 * MS,
        50 * MS,
        100 * MS,
        250 * MS,
        500 * MS,
        1_000 * MS,
        2_500 * MS,
        5_000 * MS,
        10_000 * MS,
    ],
};
/// The guide's inference buckets: 100 ms … 60 s.
pub static INFERENCE_MS: Buckets = Buckets {
    unit: Unit::Milliseconds,
    bounds: &[
        100 * MS,
        250 * MS,
        500 * MS,
        1_000 * MS,
        2_500 * MS,
        5_000 * MS,
        10_000 * MS,
        30_000 * MS,
        60_000 * MS,
    ],
};
/// From one frame on an NPU (1 ms) to one long answer (60 s).
pub static DURATION: Buckets = Buckets {
    unit: Unit::Seconds,
    bounds: &[
        MS,
        2_500_000,
        5 * MS,
        10 * MS,
        25 * MS,
        50 * MS,
        100 * MS,
        250 * MS,
        500 * MS,
        1_000 * MS,
        2_500 * MS,
        5_000 * MS,
        10_000 * MS,
        30_000 * MS,
        60_000 * MS,
    ],
};
/// Exemplars that a model keeps of its requests: one for each classic bucket of their durations.
pub(crate) const EXEMPLARS: usize = 16;

/// Which of them a request that took so many nanoseconds may replace.
pub(crate) fn exemplar_of(took: u64) -> usize {
    DURATION.bounds.partition_point(|bound| *bound < took).min(EXEMPLARS - 1)
}

/// OpenTelemetry's boundaries for `gen_ai.server.time_to_first_token`.
pub static FIRST_TOKEN: Buckets = Buckets {
    unit: Unit::Seconds,
    bounds: &[
        MS,
        5 * MS,
        10 * MS,
        20 * MS,
        40 * MS,
        60 * MS,
        80 * MS,
        100 * MS,
        250 * MS,
        500 * MS,
        750 * MS,
        1_000 * MS,
        2_500 * MS,
        5_000 * MS,
        7_500 * MS,
        10_000 * MS,
    ],
};
/// OpenTelemetry's boundaries for `gen_ai.server.time_per_output_token`.
pub static PER_TOKEN: Buckets = Buckets {
    unit: Unit::Seconds,
    bounds: &[
        10 * MS,
        25 * MS,
        50 * MS,
        75 * MS,
        100 * MS,
        150 * MS,
        200 * MS,
        300 * MS,
        400 * MS,
        500 * MS,
        750 * MS,
        1_000 * MS,
        2_500 * MS,
    ],
};
/// Powers of two, 1 … 32,768 tokens.
pub static LENGTH: Buckets = Buckets {
    unit: Unit::Tokens,
    bounds: &{
        let mut bounds = [0; 16];
        let mut power = 0;
        while power < bounds.len() {
            bounds[power] = 1 << power;
            power += 1;
        }
        bounds
    },
};

/// 100 µs … 1 s: what an exposition takes.
pub static SCRAPE: Buckets = Buckets {
    unit: Unit::Seconds,
    bounds: &[
        100_000,
        250_000,
        500_000,
        MS,
        2_500_000,
        5 * MS,
        10 * MS,
        25 * MS,
        50 * MS,
        100 * MS,
        250 * MS,
        500 * MS,
        1_000 * MS,
    ],
};
/// Time histograms that an application registers: 1 µs … 60 s.
pub static CUSTOM_TIMES: Buckets = Buckets {
    unit: Unit::Seconds,
    bounds: &[
        1_000,
        10_000,
        100_000,
        MS,
        2_500_000,
        5 * MS,
        10 * MS,
        25 * MS,
        50 * MS,
        100 * MS,
        250 * MS,
        500 * MS,
        1_000 * MS,
        2_500 * MS,
        5_000 * MS,
        10_000 * MS,
        30_000 * MS,
        60_000 * MS,
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bucket_of_durations_has_an_exemplar() {
        assert_eq!(DURATION.bounds.len() + 1, EXEMPLARS);
        for (i, bound) in DURATION.bounds.iter().enumerate() {
            assert_eq!((exemplar_of(*bound), exemplar_of(bound + 1)), (i, i + 1));
        }
        assert_eq!((exemplar_of(0), exemplar_of(u64::MAX)), (0, EXEMPLARS - 1));
    }

    #[test]
    fn units_are_the_last_word() {
        assert_eq!(unit_of("inference_busy_seconds_total"), "seconds");
        assert_eq!(unit_of("http_response_time_ms"), "ms");
        assert_eq!(unit_of("inference_tokens_total"), "tokens");
        assert_eq!(unit_of("inference_in_flight"), "");
        assert_eq!(unit_of("seconds"), "");
    }
}
