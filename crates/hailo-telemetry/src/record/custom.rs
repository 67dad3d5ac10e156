//! The application's own families.

use crate::read::histogram::{HistogramSnapshot, RawHistogram};
use crate::read::snapshot::{CustomFamily, CustomSeries, CustomValue};
use crate::record::cells::{By, Histogram as Cells};
use crate::record::sync::{Arc, AtomicU64, Mutex, Ordering, lock};
use crate::words::bucket::Scale;
use crate::words::time::nanos;
use crate::words::{CustomKind, Name};
use std::borrow::Cow;
use std::time::Duration;

/// Why a family could not be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegisterError {
    /// A family or label name is not `[a-zA-Z_][a-zA-Z0-9_]*` (colons allowed in family names), or a label is
    /// `le`, which is the histograms' own, or named twice.
    InvalidName,
    /// The name is one of the [catalogue](crate::catalogue::FAMILIES), or a series of such a family.
    Reserved,
    /// Another registered family would show a series of the same name: a histogram `jobs` beside a gauge `jobs_count`.
    Clashes,
    /// The family exists with another kind.
    KindDiffers,
}

impl std::fmt::Display for RegisterError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::InvalidName => {
                "family and label names are letters, digits and underscores, not starting with a digit"
            }
            Self::Reserved => "the name belongs to telemetry's own families",
            Self::Clashes => "another family would show series of the same name",
            Self::KindDiffers => "the family is registered with another kind",
        })
    }
}

impl std::error::Error for RegisterError {}

/// A counter; a clone is the same series.
#[derive(Clone, Debug)]
pub struct Counter(Arc<AtomicU64>);

impl Counter {
    /// Adds to it.
    pub fn add(&self, by: u64) {
        self.0.fetch_add(by, Ordering::Relaxed);
    }

    /// Copies a total kept elsewhere; one below the present value is ignored, a counter never goes back.
    pub fn set_total(&self, total: u64) {
        self.0.fetch_max(total, Ordering::Relaxed);
    }

    /// Its value.
    #[must_use]
    pub fn value(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A gauge; a clone is the same series.
#[derive(Clone, Debug)]
pub struct Gauge(Arc<AtomicU64>);

impl Gauge {
    /// Sets it.
    pub fn set(&self, value: f64) {
        self.0.store(value.to_bits(), Ordering::Relaxed);
    }

    /// Adds to it (negative to subtract).
    pub fn add(&self, by: f64) {
        let mut seen = self.0.load(Ordering::Relaxed);
        while let Err(other) = self.0.compare_exchange_weak(
            seen,
            (f64::from_bits(seen) + by).to_bits(),
            Ordering::Relaxed,
            Ordering::Relaxed,
        ) {
            seen = other;
        }
    }

    /// Its value.
    #[must_use]
    pub fn value(&self) -> f64 {
        f64::from_bits(self.0.load(Ordering::Relaxed))
    }
}

/// A histogram of times, with classic bounds from 1 µs to 60 s; a clone is the same series.
#[derive(Clone, Debug)]
pub struct TimeHistogram(Arc<Cells>);

impl TimeHistogram {
    /// Records a time. From 0.63 µs to 87 minutes it is kept to 1.6 %; others are counted at the range's ends.
    pub fn record(&self, time: Duration) {
        let ns = nanos(time);
        self.0.record(Scale::Time, ns, 1, ns, By::Many);
    }
}

/// A histogram of whole numbers, with the classic bounds 1, 2, 4 … 32,768: larger ones show only in `+Inf` there. A clone is the
/// same series.
#[derive(Clone, Debug)]
pub struct CountHistogram(Arc<Cells>);

impl CountHistogram {
    /// Records a count. Up to 64 it is kept exactly, up to 2^32 to 1.6 %; larger ones are counted at the range's end.
    pub fn record(&self, count: u64) {
        self.0.record(Scale::Count, count, 1, count, By::Many);
    }
}

#[derive(Clone, Debug)]
enum Cell {
    Counter(Counter),
    Gauge(Gauge),
    Times(TimeHistogram),
    Counts(CountHistogram),
}

type Labels = std::sync::Arc<[(Name, Name)]>;

#[derive(Debug)]
struct Family {
    name: Name,
    help: Name,
    kind: CustomKind,
    series: Vec<(Labels, Cell)>,
}

/// All custom families.
#[derive(Debug)]
pub(crate) struct Custom {
    families: Mutex<Vec<Family>>,
    limit: usize,
    overflow: Arc<AtomicU64>,
    /// Whether telemetry's own families have a name.
    is_reserved: fn(&str) -> bool,
    /// Constant names that could not be registered.
    refused: Mutex<Vec<Name>>,
}

/// A label's value as it is shown: control characters, and those that change the order of what follows, are replaced by U+FFFD.
/// Terminals obey them, and a label's value may come from outside. A line feed stays: every format escapes it.
#[must_use]
pub fn visible(value: &str) -> Cow<'_, str> {
    let hidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if value.contains(hidden) { Cow::Owned(value.replace(hidden, "\u{fffd}")) } else { Cow::Borrowed(value) }
}

/// Whether a family may have this name: letters, digits, underscores and colons, not starting with a digit.
#[must_use]
pub const fn is_family_name(name: &str) -> bool {
    is_name(name, true)
}

const fn is_name(name: &str, colon: bool) -> bool {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let first = at == 0;
        if !(byte.is_ascii_alphabetic()
            || byte == b'_'
            || colon && byte == b':'
            || !first && byte.is_ascii_digit())
        {
            return false;
        }
        at += 1;
    }
    at > 0
}

/// Whether these are the labels of a series, in whatever order: to Prometheus they name the same one.
fn are_same<V: AsRef<str>>(series: &Labels, wanted: &[(&str, V)]) -> bool {
    series.len() == wanted.len()
        && series
            .iter()
            .all(|(name, value)| wanted.iter().any(|(n, v)| *n == &**name && v.as_ref() == &**value))
}

/// Whether two families would write a name twice, in one of the formats.
fn clash(one: (&str, CustomKind), other: (&str, CustomKind)) -> bool {
    let names = |(name, kind): (&str, CustomKind)| -> Vec<String> {
        let with =
            |base: &str, suffixes: &[&str]| suffixes.iter().map(|suffix| format!("{base}{suffix}")).collect();
        match kind {
            CustomKind::Counter => {
                with(name.strip_suffix("_total").unwrap_or(name), &["", "_total", "_created"])
            }
            CustomKind::Gauge => with(name, &[""]),
            CustomKind::TimeHistogram | CustomKind::CountHistogram => {
                with(name, &["", "_bucket", "_sum", "_count", "_created"])
            }
        }
    };
    let taken = names(one);
    names(other).iter().any(|name| taken.contains(name))
}

impl Custom {
    pub(crate) fn new(limit: usize, overflow: Arc<AtomicU64>, is_reserved: fn(&str) -> bool) -> Self {
        let (families, refused) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
        Self { families, limit, overflow, is_reserved, refused }
    }

    pub(crate) fn counter(
        &self,
        name: &str,
        help: &str,
        labels: &[(&str, &str)],
    ) -> Result<Counter, RegisterError> {
        match self.register(name, help, labels, CustomKind::Counter)? {
            Cell::Counter(counter) => Ok(counter),
            _ => Err(RegisterError::KindDiffers),
        }
    }

    /// A counter in any case: one that can't be registered counts for its holder alone, and its name is noted once.
    pub(crate) fn constant_counter(&self, name: &'static str, help: &'static str) -> Counter {
        self.counter(name, help, &[]).unwrap_or_else(|_| {
            let mut refused = lock(&self.refused);
            if !refused.iter().any(|known| &**known == name) {
                refused.push(name.into());
            }
            Counter(Arc::new(AtomicU64::new(0)))
        })
    }

    pub(crate) fn refused_into(&self, out: &mut Vec<Name>) {
        out.clone_from(&lock(&self.refused));
    }

    pub(crate) fn gauge(
        &self,
        name: &str,
        help: &str,
        labels: &[(&str, &str)],
    ) -> Result<Gauge, RegisterError> {
        match self.register(name, help, labels, CustomKind::Gauge)? {
            Cell::Gauge(gauge) => Ok(gauge),
            _ => Err(RegisterError::KindDiffers),
        }
    }

    pub(crate) fn times(
        &self,
        name: &str,
        help: &str,
        labels: &[(&str, &str)],
    ) -> Result<TimeHistogram, RegisterError> {
        match self.register(name, help, labels, CustomKind::TimeHistogram)? {
            Cell::Times(histogram) => Ok(histogram),
            _ => Err(RegisterError::KindDiffers),
        }
    }

    pub(crate) fn counts(
        &self,
        name: &str,
        help: &str,
        labels: &[(&str, &str)],
    ) -> Result<CountHistogram, RegisterError> {
        match self.register(name, help, labels, CustomKind::CountHistogram)? {
            Cell::Counts(histogram) => Ok(histogram),
            _ => Err(RegisterError::KindDiffers),
        }
    }

    /// Takes a series out of the exposition; what still holds it records into nothing that is shown.
    pub(crate) fn withdraw(&self, name: &str, labels: &[(&str, &str)]) {
        let clean: Vec<(&str, Cow<'_, str>)> = labels.iter().map(|(k, v)| (*k, visible(v))).collect();
        let mut families = lock(&self.families);
        if let Some(family) = families.iter_mut().find(|family| &*family.name == name) {
            family.series.retain(|(series, _)| !are_same(series, &clean));
        }
    }

    fn register(
        &self,
        name: &str,
        help: &str,
        labels: &[(&str, &str)],
        kind: CustomKind,
    ) -> Result<Cell, RegisterError> {
        let named_twice = |i: usize, k: &str| labels.iter().take(i).any(|(other, _)| *other == k);
        if !is_name(name, true)
            || labels
                .iter()
                .enumerate()
                .any(|(i, (k, _))| !is_name(k, false) || *k == "le" || named_twice(i, k))
        {
            return Err(RegisterError::InvalidName);
        }
        if (self.is_reserved)(name) {
            return Err(RegisterError::Reserved);
        }
        let clean: Vec<(&str, Cow<'_, str>)> = labels.iter().map(|(k, v)| (*k, visible(v))).collect();
        let labels: Vec<(&str, &str)> = clean.iter().map(|(k, v)| (*k, &**v)).collect();
        let labels = labels.as_slice();
        let mut families = lock(&self.families);
        let at = match families.iter().position(|f| &*f.name == name) {
            Some(at) if families[at].kind == kind => at,
            Some(_) => return Err(RegisterError::KindDiffers),
            None if families.iter().any(|f| clash((&f.name, f.kind), (name, kind))) => {
                return Err(RegisterError::Clashes);
            }
            None => {
                families.push(Family { name: name.into(), help: help.into(), kind, series: Vec::new() });
                families.len() - 1
            }
        };
        let family = &mut families[at];
        if let Some((_, cell)) = family.series.iter().find(|(series, _)| are_same(series, labels)) {
            return Ok(cell.clone());
        }
        let mut wanted: Vec<(&str, &str)> = labels.to_vec();
        if family.series.len() >= self.limit {
            self.overflow.fetch_add(1, Ordering::Relaxed);
            for (_, value) in &mut wanted {
                *value = "overflow";
            }
            if let Some((_, cell)) = family.series.iter().find(|(series, _)| are_same(series, &wanted)) {
                return Ok(cell.clone());
            }
        }
        let cell = match kind {
            CustomKind::Counter => Cell::Counter(Counter(Arc::new(AtomicU64::new(0)))),
            CustomKind::Gauge => Cell::Gauge(Gauge(Arc::new(AtomicU64::new(0)))),
            CustomKind::TimeHistogram => Cell::Times(TimeHistogram(Arc::new(Cells::new()))),
            CustomKind::CountHistogram => Cell::Counts(CountHistogram(Arc::new(Cells::new()))),
        };
        family.series.push((wanted.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect(), cell.clone()));
        Ok(cell)
    }

    /// Number of label sets.
    pub(crate) fn series(&self) -> u64 {
        lock(&self.families).iter().map(|f| f.series.len() as u64).sum()
    }

    pub(crate) fn snapshot_into(&self, out: &mut Vec<CustomFamily>) {
        let families = lock(&self.families);
        for (i, family) in families.iter().enumerate() {
            if out.len() <= i {
                out.push(CustomFamily {
                    name: family.name.clone(),
                    help: family.help.clone(),
                    kind: family.kind,
                    series: Vec::new(),
                });
            }
            let shown = &mut out[i].series;
            for (j, (labels, cell)) in family.series.iter().enumerate() {
                if shown.len() <= j {
                    let value = CustomValue::Counter(0);
                    shown.push(CustomSeries { labels: labels.clone(), value });
                }
                // Another series may have stood here in the snapshot before.
                if !std::sync::Arc::ptr_eq(&shown[j].labels, labels) {
                    shown[j] = CustomSeries { labels: labels.clone(), value: CustomValue::Counter(0) };
                }
                let value = &mut shown[j].value;
                match (cell, value) {
                    (Cell::Times(TimeHistogram(cells)), value) => {
                        if !matches!(value, CustomValue::Times(_)) {
                            *value = CustomValue::Times(HistogramSnapshot::default());
                        }
                        if let CustomValue::Times(shown) = value {
                            fill(shown.raw_mut(), cells);
                        }
                    }
                    (Cell::Counts(CountHistogram(cells)), value) => {
                        if !matches!(value, CustomValue::Counts(_)) {
                            *value = CustomValue::Counts(HistogramSnapshot::default());
                        }
                        if let CustomValue::Counts(shown) = value {
                            fill(shown.raw_mut(), cells);
                        }
                    }
                    (Cell::Counter(counter), value) => *value = CustomValue::Counter(counter.value()),
                    (Cell::Gauge(gauge), value) => *value = CustomValue::Gauge(gauge.value()),
                }
            }
            shown.truncate(family.series.len());
        }
    }
}

/// Shows a histogram, in the memory of what was shown before.
fn fill(shown: &mut RawHistogram, cells: &Cells) {
    shown.clear();
    cells.add_to(shown);
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;
    use crate::read::catalogue::is_reserved;

    fn custom(limit: usize) -> Custom {
        Custom::new(limit, Arc::new(AtomicU64::new(0)), is_reserved)
    }

    #[test]
    fn same_labels_are_one_series_and_the_limit_overflows() {
        let overflow = Arc::new(AtomicU64::new(0));
        let custom = Custom::new(2, overflow.clone(), is_reserved);
        let user = |u: &str| custom.counter("security_denials_total", "Denials", &[("user", u)]).unwrap();
        user("a").add(1);
        user("a").add(1);
        user("b").add(1);
        user("c").add(1);
        user("d").add(1);
        let mut out = Vec::new();
        custom.snapshot_into(&mut out);
        custom.snapshot_into(&mut out);
        let seen: Vec<_> = out[0]
            .series
            .iter()
            .map(|s| match s.value {
                CustomValue::Counter(v) => (&*s.labels[0].1, v),
                _ => panic!("a counter"),
            })
            .collect();
        assert_eq!(seen, [("a", 2), ("b", 1), ("overflow", 2)]);
        assert_eq!(overflow.load(Ordering::Relaxed), 2);
        assert_eq!(custom.series(), 3);
    }

    #[test]
    fn a_withdrawn_series_is_gone_and_comes_back_from_zero() {
        let custom = custom(9);
        let alert = |name: &str| custom.counter("alerts_total", "", &[("name", name)]).unwrap();
        let shown = |out: &mut Vec<CustomFamily>| {
            custom.snapshot_into(out);
            let series = out[0].series.iter().map(|s| match s.value {
                CustomValue::Counter(value) => (s.labels[0].1.to_string(), value),
                _ => panic!("a counter"),
            });
            series.collect::<Vec<_>>()
        };
        let mut out = Vec::new();
        for name in ["a", "b\u{1b}", "c"] {
            alert(name).add(7);
        }
        assert_eq!(shown(&mut out).len(), 3);
        custom.withdraw("alerts_total", &[("name", "b\u{1b}")]);
        custom.withdraw("alerts_total", &[("name", "a")]);
        custom.withdraw("alerts_total", &[("other", "c")]);
        assert_eq!(shown(&mut out), [("c".to_owned(), 7)]);
        alert("a").add(1);
        assert_eq!(shown(&mut out), [("c".to_owned(), 7), ("a".to_owned(), 1)]);
        assert_eq!(custom.series(), 2);
    }

    #[test]
    fn values_hold_nothing_that_a_terminal_obeys() {
        assert_eq!(visible("Überhitzt \u{1f525}"), "Überhitzt \u{1f525}");
        assert_eq!(
            visible("\u{1b}[31m\r\u{7f}\u{9b}\u{202e}\u{2066}\0"),
            "\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}"
        );
        let custom = custom(9);
        custom.gauge("g", "", &[("a", "x\ry")]).unwrap().set(1.0);
        assert_eq!(custom.gauge("g", "", &[("a", "x\ry")]).unwrap().value(), 1.0, "the same series again");
        assert_eq!(custom.series(), 1);
    }

    #[test]
    fn bad_names_and_changed_kinds_are_refused() {
        let custom = custom(9);
        assert_eq!(custom.gauge("9lives", "", &[]).unwrap_err(), RegisterError::InvalidName);
        assert_eq!(custom.gauge("lives", "", &[("a-b", "")]).unwrap_err(), RegisterError::InvalidName);
        for labels in [&[("le", "5")][..], &[("a", ""), ("a", "")]] {
            assert_eq!(custom.gauge("lives", "", labels).unwrap_err(), RegisterError::InvalidName);
        }
        for taken in
            ["inference_in_flight", "inference_tokens_total", "inference_tokens", "http_response_time_ms_sum"]
        {
            assert_eq!(custom.gauge(taken, "", &[]).unwrap_err(), RegisterError::Reserved, "{taken}");
        }
        custom.gauge("lives", "", &[]).unwrap();
        assert_eq!(custom.counter("lives", "", &[]).unwrap_err(), RegisterError::KindDiffers);
        custom.times("jobs", "", &[]).unwrap();
        custom.counter("done_total", "", &[]).unwrap();
        for taken in ["jobs_count", "jobs_created", "done", "done_created"] {
            assert_eq!(custom.gauge(taken, "", &[]).unwrap_err(), RegisterError::Clashes, "{taken}");
        }
        for free in ["done_count", "jobs_total", "job"] {
            custom.gauge(free, "", &[]).unwrap();
        }
    }

    #[test]
    fn labels_in_another_order_are_the_same_series() {
        let custom = custom(9);
        custom.counter("c_total", "", &[("a", "1"), ("b", "2")]).unwrap().add(1);
        custom.counter("c_total", "", &[("b", "2"), ("a", "1")]).unwrap().add(1);
        custom.counter("c_total", "", &[("a", "2"), ("b", "1")]).unwrap().add(1);
        assert_eq!(custom.series(), 2);
        custom.withdraw("c_total", &[("b", "2"), ("a", "1")]);
        assert_eq!(custom.series(), 1);
    }

    #[test]
    fn a_constant_name_always_counts_and_a_taken_one_is_noted_once() {
        let custom = custom(9);
        custom.gauge("lives", "", &[]).unwrap();
        for name in ["lives", "lives", "inference_tokens_total", "deaths_total"] {
            let counter = custom.constant_counter(name, "");
            counter.add(2);
            assert_eq!(counter.value(), 2, "{name}");
        }
        let mut refused = Vec::new();
        custom.refused_into(&mut refused);
        assert_eq!(
            refused.iter().map(|name| &**name).collect::<Vec<_>>(),
            ["lives", "inference_tokens_total"]
        );
        custom.constant_counter("deaths_total", "").add(1);
        assert_eq!(custom.counter("deaths_total", "", &[]).unwrap().value(), 3, "the same series");
    }

    #[test]
    fn a_counter_copied_from_elsewhere_never_goes_back() {
        let counter = custom(9).counter("c_total", "", &[]).unwrap();
        counter.set_total(7);
        counter.set_total(3);
        assert_eq!(counter.value(), 7);
    }
}
