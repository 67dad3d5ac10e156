//! The `metrics` facade, both ways: other crates' `counter!` and `histogram!` land in our exposition
//! ([`Facade`]), and our families reach an exporter that the application already has ([`Publisher`]).

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use metrics::{CounterFn, GaugeFn, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit};

use crate::read::catalogue::walk;
use crate::read::catalogue::{Buckets, Kind};
use crate::read::histogram::RawHistogram;
use crate::read::series::{Head, Labels, Value, Visitor};
use crate::read::snapshot::Snapshot;
use crate::{CountHistogram, Counter, Gauge, Telemetry, TimeHistogram};

/// A [`metrics::Recorder`] whose series are custom families of a telemetry.
///
/// Names become Prometheus names: characters other than letters, digits and `_` turn into `_`, and a
/// counter gets `_total` if it lacks it. A histogram is one of times in seconds, as `metrics` records a
/// [`Duration`], unless it was described with a unit that is not of time before it was first used; then it is
/// one of counts. Values are counted at once in atomics: nothing is sampled, buffered or lost under load. A series
/// that cannot be (its name belongs to the catalogue, or to another kind) goes nowhere, as with an absent recorder.
#[derive(Debug)]
pub struct Facade {
    telemetry: Telemetry,
    described: Mutex<HashMap<String, (Option<Unit>, SharedString)>>,
    counters: RwLock<HashMap<Key, metrics::Counter>>,
    gauges: RwLock<HashMap<Key, metrics::Gauge>>,
    histograms: RwLock<HashMap<Key, metrics::Histogram>>,
}

impl Facade {
    /// A recorder that records into `telemetry`.
    #[must_use]
    pub fn new(telemetry: &Telemetry) -> Self {
        Self {
            telemetry: telemetry.clone(),
            described: Mutex::default(),
            counters: RwLock::default(),
            gauges: RwLock::default(),
            histograms: RwLock::default(),
        }
    }

    /// Makes it the process's recorder.
    ///
    /// # Errors
    /// When the process has one already.
    pub fn install(self) -> Result<(), AlreadyInstalled> {
        metrics::set_global_recorder(self).map_err(|_| AlreadyInstalled)
    }

    fn describe(&self, name: &KeyName, unit: Option<Unit>, help: SharedString) {
        let mut described = self.described.lock().unwrap_or_else(PoisonError::into_inner);
        described.insert(name.as_str().to_owned(), (unit, help));
    }

    /// The handle of `key`, made by `make` from its name, help, labels and unit when it is new.
    fn handle<H: Clone>(
        &self,
        known: &RwLock<HashMap<Key, H>>,
        key: &Key,
        suffix: &str,
        make: impl FnOnce(&str, &str, &[(&str, &str)], Option<Unit>) -> H,
    ) -> H {
        if let Some(handle) = known.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return handle.clone();
        }
        let (unit, help) = self
            .described
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key.name())
            .map_or((None, String::new()), |(unit, help)| (*unit, help.to_string()));
        let mut name = prometheus_name(key.name());
        if !name.ends_with(suffix) {
            name.push_str(suffix);
        }
        let names: Vec<String> = key.labels().map(|label| prometheus_name(label.key())).collect();
        let labels: Vec<(&str, &str)> =
            names.iter().map(String::as_str).zip(key.labels().map(metrics::Label::value)).collect();
        let help = if help.is_empty() { "Recorded through the metrics facade." } else { &help };
        let handle = make(&name, help, &labels, unit);
        let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(key.clone()).or_insert(handle).clone()
    }
}

/// The process has a `metrics` recorder already, and keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlreadyInstalled;

impl std::fmt::Display for AlreadyInstalled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the process has a metrics recorder already")
    }
}

impl std::error::Error for AlreadyInstalled {}

fn prometheus_name(name: &str) -> String {
    let mut out: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect();
    if out.is_empty() || out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert(0, '_');
    }
    out
}

impl Recorder for Facade {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, help: SharedString) {
        self.describe(&name, unit, help);
    }

    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, help: SharedString) {
        self.describe(&name, unit, help);
    }

    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, help: SharedString) {
        self.describe(&name, unit, help);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> metrics::Counter {
        self.handle(&self.counters, key, "_total", |name, help, labels, _| {
            match self.telemetry.counter(name, help, labels) {
                Ok(counter) => metrics::Counter::from_arc(Arc::new(counter)),
                Err(_) => metrics::Counter::noop(),
            }
        })
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> metrics::Gauge {
        self.handle(&self.gauges, key, "", |name, help, labels, _| {
            match self.telemetry.gauge(name, help, labels) {
                Ok(gauge) => metrics::Gauge::from_arc(Arc::new(gauge)),
                Err(_) => metrics::Gauge::noop(),
            }
        })
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> metrics::Histogram {
        self.handle(&self.histograms, key, "", |name, help, labels, unit| {
            let seconds = match unit {
                None | Some(Unit::Seconds) => Some(1.0),
                Some(Unit::Milliseconds) => Some(1e-3),
                Some(Unit::Microseconds) => Some(1e-6),
                Some(Unit::Nanoseconds) => Some(1e-9),
                Some(_) => None,
            };
            let samples = match seconds {
                Some(unit) => self
                    .telemetry
                    .time_histogram(name, help, labels)
                    .map(|times| Samples::Times { times, unit }),
                None => self.telemetry.count_histogram(name, help, labels).map(Samples::Counts),
            };
            match samples {
                Ok(samples) => metrics::Histogram::from_arc(Arc::new(samples)),
                Err(_) => metrics::Histogram::noop(),
            }
        })
    }
}

impl CounterFn for Counter {
    fn increment(&self, value: u64) {
        self.add(value);
    }

    fn absolute(&self, value: u64) {
        self.set_total(value);
    }
}

impl GaugeFn for Gauge {
    fn increment(&self, value: f64) {
        self.add(value);
    }

    fn decrement(&self, value: f64) {
        self.add(-value);
    }

    fn set(&self, value: f64) {
        Self::set(self, value);
    }
}

enum Samples {
    /// `unit`: seconds in one recorded unit.
    Times {
        times: TimeHistogram,
        unit: f64,
    },
    Counts(CountHistogram),
}

impl HistogramFn for Samples {
    /// NaN is no observation; below zero is zero.
    fn record(&self, value: f64) {
        if value.is_nan() {
            return;
        }
        let value = value.max(0.0);
        match self {
            // A time too long for a `Duration` is as good as the longest.
            Self::Times { times, unit } => {
                times.record(Duration::try_from_secs_f64(value * unit).unwrap_or(Duration::MAX));
            }
            Self::Counts(counts) => counts.record(value.round() as u64),
        }
    }
}

/// Publishes snapshots to any [`metrics::Recorder`]: counters as totals, gauges as they are, and of histograms what
/// is new since the last publication, each value as the midpoint of its cell.
///
/// A counter that has fractions (seconds, joules) becomes a gauge, as the facade's counters are whole numbers.
///
/// An application whose adapters record here and whose exporter speaks the facade calls it from its own timer:
///
/// ```
/// use hailo_telemetry::{Telemetry, facade::Publisher};
///
/// let telemetry = Telemetry::default();
/// let mut publisher = Publisher::default();
/// // every few seconds:
/// publisher.publish_installed(&telemetry);
/// ```
#[derive(Debug, Default)]
pub struct Publisher {
    published: HashMap<Key, RawHistogram>,
}

impl Publisher {
    /// Publishes what `telemetry` holds now to the recorder that is installed for this thread or process; to nobody
    /// when there is none.
    pub fn publish_installed(&mut self, telemetry: &Telemetry) {
        metrics::with_recorder(|recorder| self.publish(&telemetry.snapshot(), recorder));
    }

    /// Publishes `snapshot` to `recorder`.
    pub fn publish(&mut self, snapshot: &Snapshot, recorder: &dyn Recorder) {
        let mut publishing =
            Publishing { published: &mut self.published, recorder, name: String::new(), kind: Kind::Gauge };
        // Its visitor never fails.
        let _ = walk(snapshot, &mut publishing);
    }
}

struct Publishing<'a> {
    published: &'a mut HashMap<Key, RawHistogram>,
    recorder: &'a dyn Recorder,
    name: String,
    kind: Kind,
}

impl Publishing<'_> {
    fn key(&self, labels: Labels<'_>) -> Key {
        let labels: Vec<metrics::Label> = labels
            .iter()
            .map(|(name, value)| metrics::Label::new((*name).to_owned(), (*value).to_owned()))
            .collect();
        Key::from_parts(self.name.clone(), labels)
    }
}

static METADATA: Metadata<'static> =
    Metadata::new(module_path!(), metrics::Level::INFO, Some(module_path!()));

impl Visitor for Publishing<'_> {
    fn family(&mut self, head: Head<'_>) -> io::Result<()> {
        head.name.clone_into(&mut self.name);
        self.kind = head.kind;
        let (name, help) = (KeyName::from(self.name.clone()), SharedString::from(head.help.to_owned()));
        let unit = match crate::words::family::unit_of(head.name) {
            "seconds" => Some(Unit::Seconds),
            "ms" => Some(Unit::Milliseconds),
            "bytes" => Some(Unit::Bytes),
            "tokens" => Some(Unit::Count),
            _ => None,
        };
        match head.kind {
            Kind::Counter => self.recorder.describe_counter(name, unit, help),
            Kind::Gauge => self.recorder.describe_gauge(name, unit, help),
            Kind::Histogram(_) => self.recorder.describe_histogram(name, unit, help),
        }
        Ok(())
    }

    fn number(&mut self, labels: Labels<'_>, value: Value, _: u64) -> io::Result<()> {
        let key = self.key(labels);
        match (self.kind, value) {
            (Kind::Counter, Value::Integer(total)) => {
                self.recorder.register_counter(&key, &METADATA).absolute(total);
            }
            _ => self.recorder.register_gauge(&key, &METADATA).set(value.as_f64()),
        }
        Ok(())
    }

    fn histogram(
        &mut self,
        labels: Labels<'_>,
        buckets: &Buckets,
        histogram: &RawHistogram,
        _: u64,
    ) -> io::Result<()> {
        let key = self.key(labels);
        let handle = self.recorder.register_histogram(&key, &METADATA);
        let before = self.published.entry(key).or_insert_with(|| histogram.emptied());
        if histogram.count() < before.count() {
            *before = histogram.emptied(); // a model that was retired has come back
        }
        for cell in histogram.since(before).cells() {
            let mut left = cell.count;
            while left > 0 {
                let now = usize::try_from(left).unwrap_or(usize::MAX);
                handle.record_many(buckets.unit.exported(cell.midpoint()), now);
                left -= now as u64;
            }
        }
        before.clone_from(histogram);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::snapshot::{CustomFamily, CustomValue};
    use crate::words::CustomKind;

    fn families(telemetry: &Telemetry) -> Vec<CustomFamily> {
        telemetry.snapshot().custom
    }

    #[test]
    fn what_other_crates_record_lands_here_and_none_is_lost() {
        let telemetry = Telemetry::default();
        let facade = Facade::new(&telemetry);
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    metrics::with_local_recorder(&facade, || {
                        for _ in 0..10_000 {
                            metrics::counter!("cache.evictions", "tier" => "l1").increment(2);
                            metrics::histogram!("step_seconds").record(0.25);
                        }
                        metrics::gauge!("level").increment(1.5);
                    });
                });
            }
            // A reader in a loop, which drains nothing.
            for _ in 0..20 {
                families(&telemetry);
            }
        });
        let mut found = families(&telemetry);
        found.sort_by(|a, b| a.name.cmp(&b.name));
        let names: Vec<&str> = found.iter().map(|family| &*family.name).collect();
        assert_eq!(names, ["cache_evictions_total", "level", "step_seconds"]);
        assert!(matches!(found[0].series[0].value, CustomValue::Counter(40_000)));
        assert_eq!(&*found[0].series[0].labels[0].1, "l1");
        assert!(matches!(found[1].series[0].value, CustomValue::Gauge(value) if value == 3.0));
        let CustomValue::Times(steps) = &found[2].series[0].value else { panic!("a histogram") };
        assert_eq!((steps.count(), steps.sum()), (20_000, Duration::from_secs(5_000)));
    }

    #[test]
    fn units_choose_the_kind_and_odd_values_are_harmless() {
        let telemetry = Telemetry::default();
        let facade = Facade::new(&telemetry);
        metrics::with_local_recorder(&facade, || {
            metrics::describe_histogram!("body", Unit::Bytes, "Sizes.");
            metrics::describe_histogram!("wait", Unit::Milliseconds, "Waits.");
            for value in [f64::NAN, f64::INFINITY, -1.0, 3.0] {
                metrics::histogram!("body").record(value);
                metrics::histogram!("wait").record(value);
            }
            metrics::counter!("inference.tokens").increment(1);
            metrics::gauge!("9 lives\u{e9}").set(9.0);
        });
        let found = families(&telemetry);
        let kind = |name: &str| found.iter().find(|family| &*family.name == name).map(|family| family.kind);
        assert_eq!(kind("body"), Some(CustomKind::CountHistogram));
        assert_eq!(kind("wait"), Some(CustomKind::TimeHistogram));
        assert_eq!(kind("_9_lives_"), Some(CustomKind::Gauge));
        assert_eq!(kind("inference_tokens_total"), None, "the catalogue's names are its own");
        let CustomValue::Times(waits) = &found.iter().find(|f| &*f.name == "wait").unwrap().series[0].value
        else {
            panic!("a histogram")
        };
        assert_eq!(waits.count(), 3);
        assert_eq!(waits.buckets().map(|bucket| bucket.count).collect::<Vec<_>>(), [1, 1, 1]);
    }

    #[test]
    fn our_families_reach_another_recorder_without_doubling() {
        use crate::{Clock, Config};
        let (clock, time) = Clock::manual();
        let telemetry = Telemetry::new(Config::default().clock(clock));
        let elsewhere = Telemetry::default();
        let other = Facade::new(&elsewhere);
        // The other side refuses names of its own catalogue, so look at a family that it does not have.
        let steps = telemetry.time_histogram("step_seconds", "Steps.", &[]).unwrap();
        let jobs = telemetry.counter("jobs_total", "Jobs.", &[("kind", "a")]).unwrap();
        let mut publisher = Publisher::default();
        for round in 1..=3 {
            steps.record(Duration::from_millis(10 * round));
            jobs.add(5);
            time.advance(Duration::from_secs(1));
            // The recorder that is installed here and the one that is handed over are the same.
            metrics::with_local_recorder(&other, || publisher.publish_installed(&telemetry));
            publisher.publish(&telemetry.snapshot(), &other);
            let found = families(&elsewhere);
            let jobs = found.iter().find(|family| &*family.name == "jobs_total").unwrap();
            assert!(matches!(jobs.series[0].value, CustomValue::Counter(total) if total == 5 * round));
            let steps = found.iter().find(|family| &*family.name == "step_seconds").unwrap();
            let CustomValue::Times(steps) = &steps.series[0].value else { panic!("a histogram") };
            assert_eq!(steps.count(), round);
        }
    }

    #[test]
    fn of_a_model_that_comes_back_nothing_is_missing() {
        let (clock, time) = crate::Clock::manual();
        let telemetry = Telemetry::new(crate::Config::default().clock(clock));
        let elsewhere = Telemetry::default();
        let other = Facade::new(&elsewhere);
        let mut publisher = Publisher::default();
        let mut record = |times: u64| {
            (0..times).for_each(|_| telemetry.model("m").begin().complete());
            publisher.publish(&telemetry.snapshot(), &other);
        };
        record(5);
        telemetry.retire("m");
        time.advance(Duration::from_secs(1_000));
        drop(telemetry.snapshot());
        record(2);
        let heard = publisher.published.iter().find(|(key, _)| key.name() == "inference_duration_seconds");
        assert_eq!(heard.unwrap().1.count(), 2, "it is compared with what it was before no more");
    }
}
