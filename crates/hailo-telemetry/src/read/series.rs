//! How the series of a family are told: numbers and histograms with their labels, to whoever writes them down.

use crate::read::histogram::RawHistogram;
use crate::words::family::{Buckets, Kind};
use std::io;
use std::time::Duration;

/// Label names and values, in the order they are written.
pub(crate) type Labels<'a> = &'a [(&'a str, &'a str)];

/// What a family's head says.
#[derive(Clone, Copy)]
pub(crate) struct Head<'a> {
    /// Name in text 0.0.4.
    pub(crate) name: &'a str,
    pub(crate) help: &'a str,
    pub(crate) kind: Kind,
}

impl Head<'_> {
    /// The name of the family in OpenMetrics, where `_total` belongs to the sample.
    pub(crate) fn open_name(&self) -> &str {
        match self.kind {
            Kind::Counter => self.name.strip_suffix("_total").unwrap_or(self.name),
            _ => self.name,
        }
    }

    /// Whether this counter's name breaks the rule that a counter ends in `_total`: OpenMetrics shows it as gauge.
    pub(crate) fn is_historic_counter(&self) -> bool {
        self.kind == Kind::Counter && !self.name.ends_with("_total")
    }
}

/// A number that is still exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value {
    Integer(u64),
    /// Nanoseconds that are shown as seconds.
    Nanoseconds(u64),
    Float(f64),
}

impl Value {
    pub(crate) fn as_f64(self) -> f64 {
        match self {
            Self::Integer(value) => value as f64,
            Self::Nanoseconds(value) => value as f64 / 1e9,
            Self::Float(value) => value,
        }
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for Value {
    fn from(is_so: bool) -> Self {
        Self::Integer(u64::from(is_so))
    }
}

impl From<Duration> for Value {
    fn from(time: Duration) -> Self {
        Self::Nanoseconds(crate::words::time::nanos(time))
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Float(number)
    }
}

/// What an encoder does with the parts of a snapshot. A family's head comes once, before its first series.
pub(crate) trait Visitor {
    fn family(&mut self, head: Head<'_>) -> io::Result<()>;
    /// A counter or gauge; `created_unix_ns` is when a counter began.
    fn number(&mut self, labels: Labels<'_>, value: Value, created_unix_ns: u64) -> io::Result<()>;
    fn histogram(
        &mut self,
        labels: Labels<'_>,
        buckets: &Buckets,
        histogram: &RawHistogram,
        created_unix_ns: u64,
    ) -> io::Result<()>;
}

/// Takes the series of one family. Its head is written when the first one comes: a family without series is not shown.
pub(crate) struct Series<'v, 'h> {
    visitor: &'v mut dyn Visitor,
    head: Option<Head<'h>>,
    kind: Kind,
    label_names: &'static [&'static str],
    created_unix_ns: u64,
}

impl<'v, 'h> Series<'v, 'h> {
    /// For a family whose series have labels of these names and began then.
    pub(crate) fn new(
        visitor: &'v mut dyn Visitor,
        head: Head<'h>,
        label_names: &'static [&'static str],
        created_unix_ns: u64,
    ) -> Self {
        Self { visitor, head: Some(head), kind: head.kind, label_names, created_unix_ns }
    }

    /// What comes from here on began then, nanoseconds since the Unix epoch.
    pub(crate) const fn began(&mut self, created_unix_ns: u64) {
        self.created_unix_ns = created_unix_ns;
    }

    /// A series by the values of its labels, in the order of their names.
    pub(crate) fn number<const N: usize>(
        &mut self,
        label_values: [&str; N],
        value: impl Into<Value>,
    ) -> io::Result<()> {
        self.labelled(&named(self.label_names, label_values), value.into())
    }

    /// As [`Series::number`], in a family of histograms.
    pub(crate) fn histogram<const N: usize>(
        &mut self,
        label_values: [&str; N],
        histogram: &RawHistogram,
    ) -> io::Result<()> {
        self.labelled_histogram(&named(self.label_names, label_values), histogram)
    }

    pub(crate) fn labelled(&mut self, labels: Labels<'_>, value: Value) -> io::Result<()> {
        self.open()?;
        self.visitor.number(labels, value, self.created_unix_ns)
    }

    pub(crate) fn labelled_histogram(
        &mut self,
        labels: Labels<'_>,
        histogram: &RawHistogram,
    ) -> io::Result<()> {
        // A family of another kind has no buckets to show it in; no row of the catalogue reads one for such a family.
        let Kind::Histogram(buckets) = self.kind else { return Ok(()) };
        self.open()?;
        self.visitor.histogram(labels, buckets, histogram, self.created_unix_ns)
    }

    fn open(&mut self) -> io::Result<()> {
        match self.head.take() {
            Some(head) => self.visitor.family(head),
            None => Ok(()),
        }
    }
}

fn named<'a, const N: usize>(
    names: &'static [&'static str],
    values: [&'a str; N],
) -> [(&'a str, &'a str); N] {
    debug_assert_eq!(names.len(), N, "labels of {names:?}");
    let mut names = names.iter();
    values.map(|value| (names.next().copied().unwrap_or_default(), value))
}
