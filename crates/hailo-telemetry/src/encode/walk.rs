//! The one walk over (catalogue × snapshot) that every encoder sees.

use std::io;

use crate::read::catalogue::{self as c, Buckets, Family, Kind, Unit};
use crate::read::device::DeviceSnapshot;
use crate::read::histogram::HistogramSnapshot;
use crate::read::snapshot::{CustomFamily, CustomValue, ModelSnapshot, Snapshot};
use crate::words::device::{DeviceEvidence, DeviceState};
use crate::words::{CustomKind, HttpStatus, Law, LoadPhase, Outcome, Reason, ScrapeFormat};

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

/// What an encoder does with the parts of a snapshot. A family's head comes once, before its first series.
pub(crate) trait Visitor {
    fn family(&mut self, head: Head<'_>) -> io::Result<()>;
    /// A counter or gauge; `created_unix_ns` is when a counter began.
    fn number(&mut self, labels: Labels<'_>, value: Value, created_unix_ns: u64) -> io::Result<()>;
    fn histogram(
        &mut self,
        labels: Labels<'_>,
        buckets: &Buckets,
        histogram: &HistogramSnapshot,
        created_unix_ns: u64,
    ) -> io::Result<()>;
}

/// Writes a head when the first series comes: a family without series is not shown.
struct Series<'v, 'h, V> {
    visitor: &'v mut V,
    head: Option<Head<'h>>,
    created_unix_ns: u64,
}

impl<V: Visitor> Series<'_, '_, V> {
    fn open(&mut self) -> io::Result<()> {
        match self.head.take() {
            Some(head) => self.visitor.family(head),
            None => Ok(()),
        }
    }

    fn number(&mut self, labels: Labels<'_>, value: Value) -> io::Result<()> {
        self.open()?;
        self.visitor.number(labels, value, self.created_unix_ns)
    }

    fn count(&mut self, labels: Labels<'_>, value: u64) -> io::Result<()> {
        self.number(labels, Value::Integer(value))
    }

    fn float(&mut self, labels: Labels<'_>, value: f64) -> io::Result<()> {
        self.number(labels, Value::Float(value))
    }

    fn histogram(
        &mut self,
        labels: Labels<'_>,
        buckets: &Buckets,
        histogram: &HistogramSnapshot,
    ) -> io::Result<()> {
        self.open()?;
        self.visitor.histogram(labels, buckets, histogram, self.created_unix_ns)
    }
}

struct Walk<'v, 's, V> {
    visitor: &'v mut V,
    snapshot: &'s Snapshot,
}

impl<V: Visitor> Walk<'_, '_, V> {
    fn family(&mut self, family: &'static Family) -> Series<'_, 'static, V> {
        let head = Head { name: family.name, help: family.help, kind: family.kind };
        Series { visitor: self.visitor, head: Some(head), created_unix_ns: self.snapshot.start_unix_ns }
    }

    fn one(&mut self, family: &'static Family, value: Value) -> io::Result<()> {
        self.family(family).number(&[], value)
    }

    fn count(&mut self, family: &'static Family, value: u64) -> io::Result<()> {
        self.one(family, Value::Integer(value))
    }

    /// One number per model, where it has one.
    fn models(
        &mut self,
        family: &'static Family,
        value: impl Fn(&ModelSnapshot) -> Option<Value>,
    ) -> io::Result<()> {
        let models = &self.snapshot.models;
        let mut series = self.family(family);
        for model in models {
            if let Some(value) = value(model) {
                series.created_unix_ns = model.created_unix_ns;
                series.number(&[("model", &model.model)], value)?;
            }
        }
        Ok(())
    }

    fn model_counts(
        &mut self,
        family: &'static Family,
        count: impl Fn(&ModelSnapshot) -> u64,
    ) -> io::Result<()> {
        self.models(family, |model| Some(Value::Integer(count(model))))
    }

    fn model_histograms(
        &mut self,
        family: &'static Family,
        histogram: impl Fn(&ModelSnapshot) -> &HistogramSnapshot,
    ) -> io::Result<()> {
        let Kind::Histogram(buckets) = family.kind else { return Ok(()) };
        let models = &self.snapshot.models;
        let mut series = self.family(family);
        for model in models {
            series.created_unix_ns = model.created_unix_ns;
            series.histogram(&[("model", &model.model)], buckets, histogram(model))?;
        }
        Ok(())
    }

    /// The entries of one list per device, each under the family's second label.
    fn readings<K, T>(
        &mut self,
        family: &'static Family,
        list: impl Fn(&DeviceSnapshot) -> &Vec<(K, T)>,
        label: impl Fn(&K) -> &str,
        value: impl Fn(&T) -> Value,
    ) -> io::Result<()> {
        let devices = &self.snapshot.devices;
        let mut series = self.family(family);
        let name = family.labels.get(1).copied().unwrap_or_default();
        for device in devices {
            for (key, reading) in list(device) {
                series.number(&[("device", &device.device), (name, label(key))], value(reading))?;
            }
        }
        Ok(())
    }
}

/// Shows every series of `snapshot` to `visitor`, family by family, in the catalogue's order.
pub(crate) fn walk<V: Visitor>(snapshot: &Snapshot, visitor: &mut V) -> io::Result<()> {
    let mut walk = Walk { visitor, snapshot };
    guide(&mut walk)?;
    models(&mut walk)?;
    devices(&mut walk)?;
    own(&mut walk)?;
    for family in &snapshot.custom {
        custom(&mut walk, family)?;
    }
    Ok(())
}

fn guide<V: Visitor>(walk: &mut Walk<'_, '_, V>) -> io::Result<()> {
    let s = walk.snapshot;
    walk.one(&c::APP_UPTIME, Value::Nanoseconds(s.uptime_ns))?;
    walk.family(&c::APP_VERSION).count(&[("version", &s.version), ("revision", &s.revision)], 1)?;

    let http = &s.http;
    let mut requests = walk.family(&c::HTTP_REQUESTS);
    for status in HttpStatus::ALL {
        requests.count(&[("status", status.name())], http.requests[status as usize])?;
    }
    walk.count(&c::HTTP_SUCCESS, http.requests[HttpStatus::Success as usize])?;
    walk.count(&c::HTTP_CLIENT_ERROR, http.requests[HttpStatus::ClientError as usize])?;
    walk.count(&c::HTTP_SERVER_ERROR, http.requests[HttpStatus::ServerError as usize])?;
    walk.count(&c::HTTP_ACTIVE, http.active)?;
    walk.one(&c::HTTP_AVERAGE, Value::Float(http.window.mean_ms()))?;
    walk.family(&c::HTTP_TIME).histogram(&[], &c::HTTP_MS, &http.response_time)?;

    let totals = &s.totals;
    walk.count(&c::REQUESTS, totals.requests())?;
    walk.count(&c::REQUESTS_SUCCESS, totals.outcomes[Outcome::Completed as usize])?;
    walk.count(&c::REQUESTS_FAILED, totals.failed())?;
    walk.count(&c::REQUESTS_CANCELLED, totals.outcomes[Outcome::Cancelled as usize])?;
    walk.one(&c::TIME_AVERAGE, Value::Float(totals.window.mean_ms()))?;
    walk.family(&c::TIME).histogram(&[], &c::INFERENCE_MS, &totals.duration)?;
    walk.count(&c::TOKENS, totals.output_tokens)?;
    if let Some(healthy) = s.health.healthy {
        walk.count(&c::HEALTHY, u64::from(healthy))?;
    }
    walk.count(&c::CACHE_HITS, s.caches.iter().map(|cache| cache.hits).sum())?;
    walk.count(&c::CACHE_MISSES, s.caches.iter().map(|cache| cache.misses).sum())?;
    walk.count(&c::CACHE_SIZE, s.caches.iter().map(|cache| cache.entries).sum())
}

fn models<V: Visitor>(walk: &mut Walk<'_, '_, V>) -> io::Result<()> {
    let models = &walk.snapshot.models;
    let mut outcomes = walk.family(&c::OUTCOMES);
    for model in models {
        outcomes.created_unix_ns = model.created_unix_ns;
        for outcome in Outcome::ALL {
            outcomes
                .count(&[("model", &model.model), ("outcome", outcome.name())], model.outcome(outcome))?;
        }
    }
    let mut failures = walk.family(&c::FAILURES);
    for model in models {
        failures.created_unix_ns = model.created_unix_ns;
        for reason in Reason::ALL {
            failures.count(
                &[("model", &model.model), ("reason", reason.name())],
                model.failures[reason as usize],
            )?;
        }
    }
    walk.model_counts(&c::IN_FLIGHT, |model| model.in_flight)?;
    walk.model_counts(&c::QUEUED, |model| model.queued)?;
    let mut durations = walk.family(&c::DURATION_SECONDS);
    for model in models {
        durations.created_unix_ns = model.created_unix_ns;
        for outcome in Outcome::ALL {
            let histogram = &model.durations[outcome as usize];
            // Most models never time out: an outcome gets its buckets when it first happens. The counters above
            // exist from the start.
            if outcome == Outcome::Completed || !histogram.is_empty() {
                let labels = [("model", &*model.model), ("outcome", outcome.name())];
                durations.histogram(&labels, &c::DURATION, histogram)?;
            }
        }
    }
    walk.model_histograms(&c::QUEUE_SECONDS, |model| &model.queue)?;
    walk.model_histograms(&c::TTFT_SECONDS, |model| &model.time_to_first_token)?;
    walk.model_histograms(&c::ITL_SECONDS, |model| &model.inter_token)?;
    walk.model_histograms(&c::TPOT_SECONDS, |model| &model.time_per_output_token)?;
    walk.model_counts(&c::PROMPT_TOKENS, |model| model.prompt_tokens)?;
    walk.model_counts(&c::OUTPUT_TOKENS, |model| model.output_tokens)?;
    walk.model_histograms(&c::REQUEST_PROMPT_TOKENS, |model| &model.request_prompt_tokens)?;
    walk.model_histograms(&c::REQUEST_OUTPUT_TOKENS, |model| &model.request_output_tokens)?;
    walk.model_counts(&c::CHUNKS, |model| model.chunks)?;
    walk.model_counts(&c::STALLS, |model| model.stalls)?;
    walk.models(&c::BUSY_SECONDS, |model| Some(Value::Nanoseconds(model.busy_ns)))?;
    walk.model_counts(&c::FRAMES, |model| model.frames)?;
    walk.models(&c::HARDWARE_LATENCY, |model| model.hardware_latency_ns.map(Value::Nanoseconds))?;
    let mut loads = walk.family(&c::LOAD_SECONDS);
    for model in models {
        for phase in LoadPhase::ALL {
            if let Some(ns) = model.load_ns[phase as usize] {
                loads.number(&[("model", &model.model), ("phase", phase.name())], Value::Nanoseconds(ns))?;
            }
        }
    }
    walk.models(&c::CONTEXT_TOKENS, |model| model.context_tokens.map(Value::Integer))?;
    walk.models(&c::CONTEXT_CAPACITY, |model| model.context_capacity_tokens.map(Value::Integer))?;
    let mut energy = walk.family(&c::ENERGY);
    for model in models {
        energy.created_unix_ns = model.created_unix_ns;
        for (source, joules) in &model.energy_joules {
            energy.float(&[("model", &model.model), ("source", source.name())], *joules)?;
        }
    }
    let engines = &walk.snapshot.engines;
    let mut each = walk.family(&c::ENGINE_HEALTHY);
    for engine in engines {
        if let Some(healthy) = engine.health.healthy {
            each.count(&[("engine", &engine.engine)], u64::from(healthy))?;
        }
    }
    let mut infos = walk.family(&c::MODEL_INFO);
    for model in models {
        if let Some(info) = &model.info {
            let labels = [
                ("model", &*model.model),
                ("backend", &info.backend),
                ("architecture", &info.architecture),
                ("quantization", &info.quantization),
            ];
            infos.count(&labels, 1)?;
        }
    }
    Ok(())
}

fn devices<V: Visitor>(walk: &mut Walk<'_, '_, V>) -> io::Result<()> {
    let devices = &walk.snapshot.devices;
    let mut up = walk.family(&c::UP);
    for d in devices {
        if let Some(answers) = d.up {
            up.count(&[("device", &d.device)], u64::from(answers))?;
        }
    }
    let mut infos = walk.family(&c::DEVICE_INFO);
    for d in devices {
        if let Some(info) = &d.info {
            let labels = [
                ("device", &*d.device),
                ("architecture", &info.architecture),
                ("board", &info.board),
                ("firmware", &info.firmware),
                ("library", &info.library),
                ("part_number", &info.part_number),
            ];
            infos.count(&labels, 1)?;
        }
    }
    let mut states = walk.family(&c::DEVICE_STATE);
    for d in devices {
        if let Some(present) = d.state {
            for state in DeviceState::ALL {
                states
                    .count(&[("device", &d.device), ("state", state.name())], u64::from(state == present))?;
            }
        }
    }
    let mut evidence = walk.family(&c::DEVICE_EVIDENCE);
    for d in devices {
        let Some(found) = &d.evidence else { continue };
        for kind in DeviceEvidence::ALL {
            evidence.count(
                &[("device", &d.device), ("evidence", kind.name())],
                u64::from(found.contains(&kind)),
            )?;
        }
    }
    walk.readings(&c::TEMPERATURE, |d| &d.temperatures, |sensor| sensor, |celsius| Value::Float(*celsius))?;
    walk.readings(
        &c::TEMPERATURE_LIMIT,
        |d| &d.temperature_limits,
        |level| level,
        |celsius| Value::Float(*celsius),
    )?;
    walk.readings(&c::POWER, |d| &d.power, |source| source.name(), |watts| Value::Float(*watts))?;
    walk.readings(&c::DEVICE_ENERGY, |d| &d.energy, |source| source.name(), |joules| Value::Float(*joules))?;
    let mut throttling = walk.family(&c::THROTTLING_LEVEL);
    for d in devices {
        if let Some(level) = d.throttling_level {
            throttling.count(&[("device", &d.device)], u64::from(level))?;
        }
    }
    let mut throttled = walk.family(&c::THROTTLED_SECONDS);
    for d in devices {
        for (level, ns) in &d.throttled_ns {
            let level = ShortText::new(u64::from(*level), "");
            throttled.number(&[("device", &d.device), ("level", level.as_str())], Value::Nanoseconds(*ns))?;
        }
    }
    let mut clocks = walk.family(&c::CLOCK_HERTZ);
    for d in devices {
        if let Some(hertz) = d.clock_hertz {
            clocks.count(&[("device", &d.device)], hertz)?;
        }
    }
    walk.readings(&c::UTILIZATION, |d| &d.utilization, |unit| unit.name(), |ratio| Value::Float(*ratio))?;
    walk.readings(&c::NOTIFICATIONS, |d| &d.notifications, |kind| kind, |count| Value::Integer(*count))?;
    walk.readings(&c::RESETS, |d| &d.resets, |reason| reason, |count| Value::Integer(*count))?;
    let mut progress = walk.family(&c::PROGRESS_AGE);
    for d in devices {
        if let Some(ns) = d.progress_age_ns {
            progress.number(&[("device", &d.device)], Value::Nanoseconds(ns))?;
        }
    }
    walk.readings(&c::READING_AGE, |d| &d.reading_age_ns, |reading| reading, |ns| Value::Nanoseconds(*ns))?;
    let host_capabilities = &walk.snapshot.host.capabilities;
    let mut capabilities = walk.family(&c::CAPABILITY);
    for d in devices {
        for (capability, status) in &d.capabilities {
            let labels = [("device", &*d.device), ("capability", capability), ("status", status.name())];
            capabilities.count(&labels, 1)?;
        }
    }
    for (capability, status) in host_capabilities {
        let labels = [("device", "host"), ("capability", capability), ("status", status.name())];
        capabilities.count(&labels, 1)?;
    }
    walk.readings(&c::DEVICE_MEMORY, |d| &d.memory, |kind| kind, |bytes| Value::Integer(*bytes))?;
    let mut groups = walk.family(&c::NETWORK_GROUPS);
    for d in devices {
        if let Some(count) = d.network_groups {
            groups.count(&[("device", &d.device)], count)?;
        }
    }
    let mut holders = walk.family(&c::HOLDERS);
    for d in devices {
        for (pid, process) in &d.holders {
            let pid = ShortText::new(u64::from(*pid), "");
            holders.count(&[("device", &d.device), ("process", process), ("pid", pid.as_str())], 1)?;
        }
    }
    let mut links = walk.family(&c::PCIE_LINK);
    for d in devices {
        if let Some((generation, width)) = d.pcie_link {
            let (generation, width) =
                (ShortText::new(u64::from(generation), ""), ShortText::new(u64::from(width), ""));
            let labels =
                [("device", &*d.device), ("generation", generation.as_str()), ("width", width.as_str())];
            links.count(&labels, 1)?;
        }
    }
    walk.readings(&c::PCIE_ERRORS, |d| &d.pcie_errors, |kind| kind, |count| Value::Integer(*count))?;
    host(walk)
}

fn host<V: Visitor>(walk: &mut Walk<'_, '_, V>) -> io::Result<()> {
    let host = &walk.snapshot.host;
    let mut utilization = walk.family(&c::PROCESS_UTILIZATION);
    for p in &host.processes {
        if let Some(ratio) = p.utilization {
            utilization.float(&[("process", &p.process), ("model", &p.model)], ratio)?;
        }
    }
    let mut rates = walk.family(&c::PROCESS_FPS);
    for p in &host.processes {
        if let Some(rate) = p.frames_per_second {
            rates.float(&[("process", &p.process), ("model", &p.model)], rate)?;
        }
    }
    let mut queues = walk.family(&c::PROCESS_QUEUE);
    for p in &host.processes {
        if let Some(frames) = p.queued_frames {
            queues.count(&[("process", &p.process), ("model", &p.model)], frames)?;
        }
    }
    let mut conditions = walk.family(&c::HOST_POWER);
    for (condition, now, since_boot) in &host.power_conditions {
        for (when, holds) in [("now", Some(*now)), ("since_boot", *since_boot)] {
            if let Some(holds) = holds {
                conditions.count(&[("condition", condition.name()), ("when", when)], u64::from(holds))?;
            }
        }
    }
    let mut rails = walk.family(&c::HOST_RAIL);
    for (rail, volts) in &host.rails {
        rails.float(&[("rail", rail)], *volts)?;
    }
    let mut temperatures = walk.family(&c::HOST_TEMPERATURE);
    for (zone, celsius) in &host.temperatures {
        temperatures.float(&[("zone", zone)], *celsius)?;
    }
    let mut cma = walk.family(&c::HOST_CMA);
    for (kind, bytes) in &host.cma {
        cma.count(&[("kind", kind)], *bytes)?;
    }
    Ok(())
}

fn own<V: Visitor>(walk: &mut Walk<'_, '_, V>) -> io::Result<()> {
    let s = walk.snapshot;
    let mut lookups = walk.family(&c::CACHE_LOOKUPS);
    for cache in &s.caches {
        lookups.count(&[("cache", &cache.cache), ("result", "hit")], cache.hits)?;
        lookups.count(&[("cache", &cache.cache), ("result", "miss")], cache.misses)?;
    }
    let mut entries = walk.family(&c::CACHE_ENTRIES);
    for cache in &s.caches {
        entries.count(&[("cache", &cache.cache)], cache.entries)?;
    }

    let own = &s.own;
    walk.count(&c::SERIES, own.series)?;
    let mut refused = walk.family(&c::REFUSED_NAME);
    for name in &own.refused_names {
        refused.count(&[("name", name)], 1)?;
    }
    walk.count(&c::OVERFLOW, own.overflow)?;
    walk.count(&c::CLAMPED, own.clamped)?;
    let mut scrapes = walk.family(&c::SCRAPES);
    for format in ScrapeFormat::ALL {
        scrapes.count(&[("format", format.name())], own.scrapes[format as usize].count())?;
    }
    let mut scrape_seconds = walk.family(&c::SCRAPE_SECONDS);
    for format in ScrapeFormat::ALL {
        let histogram = &own.scrapes[format as usize];
        if !histogram.is_empty() {
            scrape_seconds.histogram(&[("format", format.name())], &c::SCRAPE, histogram)?;
        }
    }
    let mut record = walk.family(&c::RECORD_SECONDS);
    for (operation, ns) in &own.record_ns {
        record.float(&[("operation", operation)], ns / 1e9)?;
    }
    let mut violations = walk.family(&c::VIOLATIONS);
    for law in Law::ALL {
        violations.count(&[("law", law.name())], own.violations[law as usize])?;
    }

    let clock = &own.clock;
    if !clock.source.is_empty() {
        let resolution = ShortText::new(clock.resolution_ns, "ns");
        walk.family(&c::CLOCK_INFO)
            .count(&[("source", clock.source), ("resolution", resolution.as_str())], 1)?;
    }

    let process = &s.process;
    if let Some(seconds) = process.start_time_seconds {
        walk.one(&c::PROCESS_START, Value::Float(seconds))?;
    }
    if let Some(bytes) = process.resident_memory_bytes {
        walk.count(&c::PROCESS_MEMORY, bytes)?;
    }
    if let Some(seconds) = process.cpu_seconds {
        walk.one(&c::PROCESS_CPU, Value::Float(seconds))?;
    }
    if let Some(open) = process.open_fds {
        walk.count(&c::PROCESS_FDS, open)?;
    }
    Ok(())
}

fn custom<V: Visitor>(walk: &mut Walk<'_, '_, V>, family: &CustomFamily) -> io::Result<()> {
    let kind = match family.kind {
        CustomKind::Counter => Kind::Counter,
        CustomKind::Gauge => Kind::Gauge,
        CustomKind::TimeHistogram => Kind::Histogram(&c::CUSTOM_TIMES),
        CustomKind::CountHistogram => Kind::Histogram(&c::LENGTH),
    };
    let mut series = Series {
        visitor: &mut *walk.visitor,
        head: Some(Head { name: &family.name, help: &family.help, kind }),
        created_unix_ns: walk.snapshot.start_unix_ns,
    };
    for one in &family.series {
        // Up to eight labels without an allocation.
        let mut few = [("", ""); 8];
        let many: Vec<(&str, &str)>;
        let pairs = one.labels.iter().map(|(name, value)| (&**name, &**value));
        let labels = match few.get_mut(..one.labels.len()) {
            Some(slots) => {
                slots.iter_mut().zip(pairs).for_each(|(slot, pair)| *slot = pair);
                &*slots
            }
            None => {
                many = pairs.collect();
                &many
            }
        };
        match (&one.value, kind) {
            (CustomValue::Counter(value), _) => series.count(labels, *value)?,
            (CustomValue::Gauge(value), _) => series.float(labels, *value)?,
            (CustomValue::Histogram(histogram), Kind::Histogram(buckets)) => {
                series.histogram(labels, buckets, histogram)?;
            }
            // The registry makes every series of the family's kind.
            (CustomValue::Histogram(_), _) => {}
        }
    }
    Ok(())
}

/// A number as a label value, on the stack: a scrape allocates nothing.
struct ShortText {
    bytes: [u8; 24],
    length: usize,
}

impl ShortText {
    /// At most 20 digits and four bytes of `unit`.
    fn new(number: u64, unit: &str) -> Self {
        use std::io::Write as _;
        let mut bytes = [0; 24];
        let mut left = &mut bytes[..];
        // What does not fit is cut; nothing here is that long.
        let _ = write!(left, "{number}{unit}");
        let length = 24 - left.len();
        Self { bytes, length }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// A recorded value in exported units.
pub(crate) fn exported(unit: Unit, value: u64) -> f64 {
    match unit {
        Unit::Seconds => value as f64 / 1e9,
        Unit::Milliseconds => value as f64 / 1e6,
        Unit::Tokens => value as f64,
    }
}

/// A recorded sum in exported units: lengths are summed as they are, not shifted.
pub(crate) fn exported_sum(unit: Unit, sum: u64) -> f64 {
    match unit {
        Unit::Tokens => sum as f64,
        Unit::Seconds | Unit::Milliseconds => exported(unit, sum),
    }
}
