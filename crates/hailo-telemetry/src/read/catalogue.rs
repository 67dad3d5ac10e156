//! Every metric family, declared once: a row says what a family is and how it is read from a snapshot. The encoders, the
//! reference page and the checks all read this table; `walk` is the loop over it that every encoder sees.

use crate::read::device::{DeviceSnapshot, Lifetime};
use crate::read::histogram::RawHistogram;
use crate::read::series::{Head, Series, Value, Visitor};
use crate::read::snapshot::{CustomFamily, CustomValue, ModelSnapshot, Snapshot};
use crate::read::special::{self, listed};
pub use crate::words::family::{
    Buckets, CUSTOM_TIMES, DURATION, FIRST_TOKEN, HTTP_MS, INFERENCE_MS, Kind, LENGTH, PER_TOKEN, SCRAPE,
    Unit, unit_of,
};
use crate::words::{Count as Counted, CustomKind, Distribution as Of, HttpStatus, Outcome};
use std::io;

/// One metric family.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Family {
    /// Name in the Prometheus text format; a counter's ends in `_total` (one historic exception).
    pub name: &'static str,
    /// Type, and for histograms the classic buckets.
    pub kind: Kind,
    /// Label names, in the order they are written; `le` of histograms is not among them.
    pub labels: &'static [&'static str],
    /// Definition, as in `# HELP`.
    pub help: &'static str,
    pub(crate) read: Read,
}

/// How a family is read from a snapshot.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Read {
    /// One number, where there is one.
    One(fn(&Snapshot) -> Option<Value>),
    /// One histogram.
    OneHistogram(fn(&Snapshot) -> &RawHistogram),
    /// A number of each model that has it.
    Model(fn(&ModelSnapshot) -> Option<Value>),
    /// What is counted of each model.
    Count(Counted),
    /// A histogram of each model.
    Distribution(Of),
    /// Several series of each model.
    Models(fn(&ModelSnapshot, &mut Series<'_, '_>) -> io::Result<()>),
    /// A number of each device that has it.
    Device(fn(&DeviceSnapshot) -> Option<Value>),
    /// Several series of each device.
    Devices(fn(&DeviceSnapshot, &mut Series<'_, '_>) -> io::Result<()>),
    /// A number of each device's life, which began before this process did.
    Lifetime(fn(&Lifetime) -> Option<Value>),
    /// Several series of the whole.
    Whole(fn(&Snapshot, &mut Series<'_, '_>) -> io::Result<()>),
    /// Not from a snapshot's own fields: it is registered, as an application's families are.
    Registered,
}

impl Family {
    /// The unit that the name carries, as OpenMetrics' `# UNIT` wants it; empty when it carries none.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        unit_of(self.name)
    }
}

/// Whether a name is taken by the catalogue, with or without the suffixes that its series get.
pub(crate) fn is_reserved(name: &str) -> bool {
    let base =
        ["_total", "_created", "_bucket", "_sum", "_count"].into_iter().find_map(|s| name.strip_suffix(s));
    FAMILIES.iter().any(|family| {
        let taken = family.name.strip_suffix("_total").unwrap_or(family.name);
        family.name == name || taken == name || base == Some(taken)
    })
}

/// Shows every series of `snapshot` to `visitor`, family by family: the catalogue's in its order, then the
/// application's own.
pub(crate) fn walk(snapshot: &Snapshot, visitor: &mut dyn Visitor) -> io::Result<()> {
    FAMILIES.iter().try_for_each(|family| show(family, snapshot, visitor))?;
    snapshot.custom.iter().try_for_each(|family| custom(family, snapshot.start_unix_ns, visitor))
}

fn show(family: &'static Family, snapshot: &Snapshot, visitor: &mut dyn Visitor) -> io::Result<()> {
    let head = Head { name: family.name, help: family.help, kind: family.kind };
    let mut series = Series::new(visitor, head, family.labels, snapshot.start_unix_ns);
    let out = &mut series;
    match family.read {
        Read::One(value) => value(snapshot).map_or(Ok(()), |value| out.number([], value)),
        Read::OneHistogram(histogram) => out.histogram([], histogram(snapshot)),
        Read::Model(value) => snapshot.models.iter().try_for_each(|model| {
            out.began(model.created_unix_ns);
            value(model).map_or(Ok(()), |value| out.number([model.name()], value))
        }),
        Read::Count(count) => snapshot.models.iter().try_for_each(|model| {
            out.began(model.created_unix_ns);
            out.number([model.name()], model.count(count))
        }),
        Read::Distribution(distribution) => snapshot.models.iter().try_for_each(|model| {
            out.began(model.created_unix_ns);
            out.histogram([model.name()], model.raw(distribution))
        }),
        Read::Models(tell) => snapshot.models.iter().try_for_each(|model| {
            out.began(model.created_unix_ns);
            tell(model, out)
        }),
        Read::Device(value) => snapshot
            .devices
            .iter()
            .try_for_each(|device| value(device).map_or(Ok(()), |value| out.number([&device.device], value))),
        Read::Lifetime(value) => snapshot.devices.iter().try_for_each(|device| {
            let Some(lifetime) = &device.lifetime else { return Ok(()) };
            out.began(lifetime.born_unix_ns);
            value(lifetime).map_or(Ok(()), |value| out.number([&device.device], value))
        }),
        Read::Devices(tell) => snapshot.devices.iter().try_for_each(|device| tell(device, out)),
        Read::Whole(tell) => tell(snapshot, out),
        Read::Registered => Ok(()),
    }
}

/// A family of the application's own.
fn custom(family: &CustomFamily, start_unix_ns: u64, visitor: &mut dyn Visitor) -> io::Result<()> {
    let kind = match family.kind {
        CustomKind::Counter => Kind::Counter,
        CustomKind::Gauge => Kind::Gauge,
        CustomKind::TimeHistogram => Kind::Histogram(&CUSTOM_TIMES),
        CustomKind::CountHistogram => Kind::Histogram(&LENGTH),
    };
    let head = Head { name: &family.name, help: &family.help, kind };
    let mut series = Series::new(visitor, head, &[], start_unix_ns);
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
        match &one.value {
            CustomValue::Counter(value) => series.labelled(labels, (*value).into())?,
            CustomValue::Gauge(value) => series.labelled(labels, (*value).into())?,
            CustomValue::Times(times) => series.labelled_histogram(labels, times.raw())?,
            CustomValue::Counts(counts) => series.labelled_histogram(labels, counts.raw())?,
        }
    }
    Ok(())
}

macro_rules! catalogue {
    ($(#[$doc:meta])* $list:ident;
        $($id:ident: $name:literal, $kind:expr, [$($label:literal),*], $help:literal, $read:expr;)*
    ) => {
        $(
            #[doc = concat!("`", $name, "`: ", $help)]
            pub static $id: Family =
                Family { name: $name, kind: $kind, labels: &[$($label),*], help: $help, read: $read };
        )*
        $(#[$doc])*
        pub static $list: &[&Family] = &[$(&$id),*];
    };
}

use Kind::{Counter, Gauge, Histogram};
use Read::{
    Count, Device, Devices, Distribution, Lifetime as Life, Model, Models, One, OneHistogram, Registered,
    Whole,
};

catalogue! {
    /// Every family that a snapshot has fields for, in the order of exposition. Nobody else may register these names.
    FAMILIES;

    APP_UPTIME: "app_uptime_seconds", Counter, [],
        "Seconds since the process began to record.", One(|s| Some(s.uptime.into()));
    APP_VERSION: "app_version_info", Gauge, ["version", "revision"],
        "Version of the application; always 1.", Whole(|s, out| out.number([&s.version, &s.revision], 1));

    HTTP_REQUESTS: "http_requests_total", Counter, ["status"],
        "HTTP requests that ended, by class of their status code.", Whole(special::http_requests);
    HTTP_SUCCESS: "http_requests_success_total", Counter, [],
        "HTTP requests that ended with a 2xx status.", One(|s| Some(s.http.status(HttpStatus::Success).into()));
    HTTP_CLIENT_ERROR: "http_requests_client_error_total", Counter, [],
        "HTTP requests that ended with a 4xx status.", One(|s| Some(s.http.status(HttpStatus::ClientError).into()));
    HTTP_SERVER_ERROR: "http_requests_server_error_total", Counter, [],
        "HTTP requests that ended with a 5xx status.", One(|s| Some(s.http.status(HttpStatus::ServerError).into()));
    HTTP_ACTIVE: "http_requests_active", Gauge, [],
        "HTTP requests whose response body has neither ended nor been dropped.", One(|s| Some(s.http.active.into()));
    HTTP_AVERAGE: "http_response_time_avg_ms", Gauge, [],
        "Mean response time in the trailing window, in milliseconds; 0 when no request ended in it.",
        One(|s| Some(s.http.window.mean_ms().into()));
    HTTP_TIME: "http_response_time_ms", Histogram(&HTTP_MS), [],
        "Time from an HTTP request to the end of its response body, in milliseconds.",
        OneHistogram(|s| s.http.response_time.raw());

    REQUESTS: "inference_requests_total", Counter, [],
        "Inference requests that ended, whatever their outcome.", One(|s| Some(s.totals.requests().into()));
    REQUESTS_SUCCESS: "inference_requests_success_total", Counter, [],
        "Inference requests that completed.", One(|s| Some(s.totals.outcome(Outcome::Completed).into()));
    REQUESTS_FAILED: "inference_requests_failed_total", Counter, [],
        "Inference requests that failed or timed out.", One(|s| Some(s.totals.failed().into()));
    REQUESTS_CANCELLED: "inference_requests_cancelled_total", Counter, [],
        "Inference requests that the caller gave up.", One(|s| Some(s.totals.outcome(Outcome::Cancelled).into()));
    TIME_AVERAGE: "inference_time_avg_ms", Gauge, [],
        "Mean inference time in the trailing window, in milliseconds; 0 when no request ended in it.",
        One(|s| Some(s.totals.window.mean_ms().into()));
    TIME: "inference_time_ms", Histogram(&INFERENCE_MS), [],
        "Time from begin to end of an inference request, in milliseconds, all outcomes.",
        OneHistogram(|s| s.totals.duration.raw());
    TOKENS: "inference_tokens_total", Counter, [],
        "Generated tokens, all models; prompt tokens are not among them.",
        One(|s| Some(s.totals.output_tokens.into()));
    HEALTHY: "inference_healthy", Gauge, [],
        "1 while every engine can serve, 0 on evidence that one cannot; absent while nothing is known of one.",
        One(|s| s.health.healthy.map(Value::from));
    CACHE_HITS: "cache_hits_total", Counter, [],
        "Cache lookups that found something, all caches.",
        One(|s| Some(s.caches.iter().map(|cache| cache.hits).sum::<u64>().into()));
    CACHE_MISSES: "cache_misses_total", Counter, [],
        "Cache lookups that found nothing, all caches.",
        One(|s| Some(s.caches.iter().map(|cache| cache.misses).sum::<u64>().into()));
    CACHE_SIZE: "cache_size", Gauge, [],
        "Entries in all caches.", One(|s| Some(s.caches.iter().map(|cache| cache.entries).sum::<u64>().into()));

    OUTCOMES: "inference_outcomes_total", Counter, ["model", "outcome"],
        "Requests that ended, by outcome.", Models(special::outcomes);
    FAILURES: "inference_failures_total", Counter, ["model", "reason"],
        "Requests that failed or timed out, by reason.", Models(special::failures);
    IN_FLIGHT: "inference_in_flight", Gauge, ["model"],
        "Requests begun and not ended.", Model(|m| Some(m.in_flight.into()));
    QUEUED: "inference_queued", Gauge, ["model"],
        "Requests that wait for the device.", Model(|m| Some(m.queued.into()));
    DURATION_SECONDS: "inference_duration_seconds", Histogram(&DURATION), ["model", "outcome"],
        "Time from begin to end of a request.", Models(special::durations);
    QUEUE_SECONDS: "inference_queue_seconds", Histogram(&DURATION), ["model"],
        "Time from asking for the device to getting it.", Distribution(Of::Queue);
    TTFT_SECONDS: "inference_time_to_first_token_seconds", Histogram(&FIRST_TOKEN), ["model"],
        "Time from begin to the first token.", Distribution(Of::FirstToken);
    ITL_SECONDS: "inference_inter_token_seconds", Histogram(&PER_TOKEN), ["model"],
        "Gap between two tokens; a read of n tokens counts as n equal gaps.", Distribution(Of::InterToken);
    TPOT_SECONDS: "inference_time_per_output_token_seconds", Histogram(&PER_TOKEN), ["model"],
        "Per request, (end - first token) / (tokens - 1), when it had more than one token.",
        Distribution(Of::PerToken);
    PROMPT_TOKENS: "inference_prompt_tokens_total", Counter, ["model"],
        "Tokens of prompts.", Count(Counted::PromptTokens);
    OUTPUT_TOKENS: "inference_output_tokens_total", Counter, ["model"],
        "Generated tokens.", Model(|m| Some(m.output_tokens.into()));
    REQUEST_PROMPT_TOKENS: "inference_request_prompt_tokens", Histogram(&LENGTH), ["model"],
        "Length of a request's prompt, in tokens.", Distribution(Of::PromptLength);
    REQUEST_OUTPUT_TOKENS: "inference_request_output_tokens", Histogram(&LENGTH), ["model"],
        "Length of a request's output, in tokens.", Distribution(Of::OutputLength);
    CHUNKS: "inference_chunks_total", Counter, ["model"],
        "Pieces of output streams.", Count(Counted::Chunks);
    STALLS: "inference_stalls_total", Counter, ["model"],
        "Gaps between tokens that were many times the running median.", Count(Counted::Stalls);
    BUSY_SECONDS: "inference_busy_seconds_total", Counter, ["model"],
        "Time with at least one request in flight.", Model(|m| Some(m.busy().into()));
    FRAMES: "inference_frames_total", Counter, ["model"],
        "Vision frames completed.", Count(Counted::Frames);
    HARDWARE_LATENCY: "inference_hardware_latency_seconds", Gauge, ["model"],
        "The device's own running mean of its latency.", Model(|m| m.hardware_latency.map(Value::from));
    LOAD_SECONDS: "inference_load_seconds", Gauge, ["model", "phase"],
        "Duration of each phase of the last cold start.", Models(special::load);
    CONTEXT_TOKENS: "inference_context_tokens", Gauge, ["model"],
        "Tokens in the model's context.", Model(|m| m.context_tokens.map(Value::from));
    CONTEXT_CAPACITY: "inference_context_capacity_tokens", Gauge, ["model"],
        "Tokens that fit the model's context.", Model(|m| m.context_capacity.map(Value::from));
    ENERGY: "inference_energy_joules_total", Counter, ["model", "source"],
        "The model's share, by busy time, of the energy that the device drew.", Models(special::energy);
    ENERGY_COVERAGE: "inference_energy_coverage_ratio", Gauge, ["model"],
        "Share of the model's busy time of which the energy was measured, 0 to 1: below 0.8 its joules are no measure of it.",
        Model(|m| m.energy_coverage().map(Value::from));
    ENGINE_HEALTHY: "inference_engine_healthy", Gauge, ["engine"],
        "1 while this engine can serve, 0 on evidence that it cannot; absent while nothing is known.",
        Whole(special::engines);
    MODEL_INFO: "inference_model_info", Gauge, ["model", "backend", "architecture", "quantization"],
        "What the model is; always 1.", Models(special::model_info);

    UP: "hailo_up", Gauge, ["device"],
        "1 while the device answers, else 0.", Device(|d| d.up.map(Value::from));
    DEVICE_INFO: "hailo_device_info", Gauge,
        ["device", "architecture", "board", "firmware", "library", "part_number"],
        "Identity of the device; always 1.", Devices(special::device_info);
    DEVICE_STATE: "hailo_device_state", Gauge, ["device", "state"],
        "1 for the state that the device is in, 0 for the others.", Devices(special::device_state);
    DEVICE_EVIDENCE: "hailo_device_evidence", Gauge, ["device", "evidence"],
        "1 for what speaks against the device, 0 for what does not.", Devices(special::device_evidence);
    TEMPERATURE: "hailo_device_temperature_celsius", Gauge, ["device", "sensor"],
        "Temperature of a sensor on the device.",
        Devices(|d, out| listed(d, out, d.temperatures.iter().map(|(sensor, celsius)| (&**sensor, *celsius))));
    TEMPERATURE_LIMIT: "hailo_device_temperature_limit_celsius", Gauge, ["device", "level"],
        "Temperature at which a protection level sets in.",
        Devices(|d, out| listed(d, out, d.temperature_limits.iter().map(|(level, celsius)| (&**level, *celsius))));
    POWER: "hailo_device_power_watts", Gauge, ["device", "source"],
        "Power that the device draws.",
        Devices(|d, out| listed(d, out, d.power.iter().map(|(source, watts)| (source.name(), *watts))));
    DEVICE_ENERGY: "hailo_device_energy_joules_total", Counter, ["device", "source"],
        "Energy that the device drew, integrated over its power readings.",
        Devices(|d, out| listed(d, out, d.energy.iter().map(|(source, joules)| (source.name(), *joules))));
    IDLE_ENERGY: "hailo_device_idle_energy_joules_total", Counter, ["device", "source"],
        "Energy of the device that no model had a share of: with the models' shares, its energy is whole.",
        Devices(|d, out| listed(d, out, d.idle_energy.iter().map(|(source, joules)| (source.name(), *joules))));
    UNMEASURED: "hailo_device_energy_unmeasured_seconds_total", Counter, ["device", "source"],
        "Time in gaps between power readings, whose energy nobody knows.",
        Devices(|d, out| listed(d, out, d.unmeasured.iter().map(|(source, time)| (source.name(), *time))));
    THROTTLING_LEVEL: "hailo_device_throttling_level", Gauge, ["device"],
        "Throttling level of the device; 0 is none.",
        Device(|d| d.throttling_level.map(|level| u64::from(level).into()));
    THROTTLED_SECONDS: "hailo_device_throttled_seconds_total", Counter, ["device", "level"],
        "Time spent at each throttling level above 0.", Devices(special::throttled);
    CLOCK_HERTZ: "hailo_device_clock_hertz", Gauge, ["device"],
        "Clock of the neural-network core.", Device(|d| d.clock_hertz.map(Value::from));
    UTILIZATION: "hailo_device_utilization_ratio", Gauge, ["device", "unit"],
        "Share of time in which a unit of the device was busy, 0 to 1.",
        Devices(|d, out| listed(d, out, d.utilization.iter().map(|(unit, ratio)| (unit.name(), *ratio))));
    NOTIFICATIONS: "hailo_device_notifications_total", Counter, ["device", "kind"],
        "Notifications that the device sent.",
        Devices(|d, out| listed(d, out, d.notifications.iter().map(|(kind, count)| (&**kind, *count))));
    RESETS: "hailo_device_resets_total", Counter, ["device", "reason"],
        "Resets of the device.",
        Devices(|d, out| listed(d, out, d.resets.iter().map(|(reason, count)| (&**reason, *count))));
    RESET_CAUSE: "hailo_device_reset_cause_info", Gauge, ["device", "cpu", "cause"],
        "Why a CPU of the device last started anew, as the device says; always 1.", Devices(special::reset_causes);
    PROGRESS_AGE: "hailo_device_progress_age_seconds", Gauge, ["device"],
        "Time since the device last showed progress.", Device(|d| d.progress_age.map(Value::from));
    READING_AGE: "hailo_device_reading_age_seconds", Gauge, ["device", "reading"],
        "Age of a reading of the device.",
        Devices(|d, out| listed(d, out, d.reading_age.iter().map(|(reading, age)| (&**reading, *age))));
    CAPABILITY: "hailo_capability_info", Gauge, ["device", "capability", "status"],
        "Whether something can be read from the device, or from its host, and if not why; always 1.",
        Whole(special::capabilities);
    DEVICE_MEMORY: "hailo_device_memory_bytes", Gauge, ["device", "kind"],
        "Memory of the device's own, by kind: total and used.",
        Devices(|d, out| listed(d, out, d.memory.iter().map(|(kind, bytes)| (&**kind, *bytes))));
    NETWORK_GROUPS: "hailo_device_network_groups", Gauge, ["device"],
        "Network groups that processes with monitor files have on the device.",
        Device(|d| d.network_groups.map(Value::from));
    HOLDERS: "hailo_device_holder_info", Gauge, ["device", "process", "pid"],
        "Other processes that have the device open, as far as this user may see; always 1.",
        Devices(special::holders);
    PCIE_LINK: "hailo_pcie_link_info", Gauge, ["device", "generation", "width"],
        "Speed and lanes at which the device's PCIe link runs; always 1.", Devices(special::pcie_link);
    PCIE_ERRORS: "hailo_pcie_errors_total", Counter, ["device", "kind"],
        "Errors that the kernel counted on the device's PCIe link since it was found.",
        Devices(|d, out| listed(d, out, d.pcie_errors.iter().map(|(kind, count)| (&**kind, *count))));
    LIFETIME_ENERGY: "hailo_lifetime_energy_joules_total", Counter, ["device"],
        "Energy that the card drew in its life, over all runs, as last kept on disk.",
        Life(|l| l.energy_microjoules.map(|energy| Value::from(energy as f64 / 1e6)));
    LIFETIME_BUSY: "hailo_lifetime_busy_seconds_total", Counter, ["device"],
        "Time of the card's life with at least one request on it.", Life(|l| Some(l.busy.into()));
    LIFETIME_THROTTLED: "hailo_lifetime_throttled_seconds_total", Counter, ["device"],
        "Time of the card's life in which it was throttled, at whatever level.", Life(|l| Some(l.throttled.into()));
    LIFETIME_REQUESTS: "hailo_lifetime_requests_total", Counter, ["device"],
        "Requests that ended on the card in its life, whatever their outcome.", Life(|l| Some(l.requests.into()));
    LIFETIME_TOKENS: "hailo_lifetime_output_tokens_total", Counter, ["device"],
        "Tokens that the card generated in its life.", Life(|l| Some(l.output_tokens.into()));
    LIFETIME_FRAMES: "hailo_lifetime_frames_total", Counter, ["device"],
        "Vision frames that the card completed in its life.", Life(|l| Some(l.frames.into()));
    LIFETIME_RESETS: "hailo_lifetime_resets_total", Counter, ["device"],
        "Resets of the card in its life.", Life(|l| Some(l.resets.into()));
    LIFETIME_BOOTS: "hailo_lifetime_boots_total", Counter, ["device"],
        "Boots of the host in which the card was seen in its life.", Life(|l| Some(l.boots.into()));
    LIFETIME_POWER_LOSSES: "hailo_lifetime_power_losses_total", Counter, ["device"],
        "Of the card's boots, those after a run that did not end: the host lost its power, or went down underneath it.",
        Life(|l| Some(l.power_losses.into()));
    PROCESS_UTILIZATION: "hailo_process_utilization_ratio", Gauge, ["process", "model"],
        "Share of the device that another process uses, 0 to 1.",
        Whole(|s, out| special::processes(s, out, |process| process.utilization.map(Value::from)));
    PROCESS_FPS: "hailo_process_frames_per_second", Gauge, ["process", "model"],
        "Frame rate of another process on the device.",
        Whole(|s, out| special::processes(s, out, |process| process.frames_per_second.map(Value::from)));
    PROCESS_QUEUE: "hailo_process_queued_frames", Gauge, ["process", "model"],
        "Frames that wait in the queues of another process on the device.",
        Whole(|s, out| special::processes(s, out, |process| process.queued_frames.map(Value::from)));
    HOST_POWER: "host_power_condition", Gauge, ["condition", "when"],
        "1 while (or, since boot, if ever) a power condition of the host holds, else 0.", Whole(special::host_power);
    HOST_RAIL: "host_power_rail_volts", Gauge, ["rail"],
        "Voltage of a rail of the host's power supply.",
        Whole(|s, out| s.host.rails.iter().try_for_each(|(rail, volts)| out.number([rail], *volts)));
    HOST_TEMPERATURE: "host_temperature_celsius", Gauge, ["zone"],
        "Temperature of a zone of the host.",
        Whole(|s, out| s.host.temperatures.iter().try_for_each(|(zone, celsius)| out.number([zone], *celsius)));
    HOST_CMA: "host_cma_bytes", Gauge, ["kind"],
        "Contiguous memory that the kernel keeps for devices: total and free. Caches use what is free, so little is no fault.",
        Whole(|s, out| s.host.cma.iter().try_for_each(|(kind, bytes)| out.number([kind], *bytes)));

    CACHE_LOOKUPS: "cache_lookups_total", Counter, ["cache", "result"],
        "Cache lookups, by cache and result.", Whole(special::cache_lookups);
    CACHE_ENTRIES: "cache_entries", Gauge, ["cache"],
        "Entries in the cache.", Whole(special::cache_entries);
    SERIES: "telemetry_series", Gauge, [],
        "Label sets that telemetry holds.", One(|s| Some(s.own.series.into()));
    REFUSED_NAME: "telemetry_refused_name_info", Gauge, ["name"],
        "1 for each constant name of the application that was taken: its counter counts and is not shown.",
        Whole(special::refused_names);
    OVERFLOW: "telemetry_overflow_total", Counter, [],
        "Registrations past the label limit, recorded under the label value overflow.",
        One(|s| Some(s.own.overflow.into()));
    CLAMPED: "telemetry_clamped_total", Counter, [],
        "Values out of range, counted at the end of the range.", One(|s| Some(s.own.clamped.into()));
    SCRAPES: "telemetry_scrapes_total", Counter, ["format"],
        "Expositions written before this one, by format.", Whole(special::scrapes);
    SCRAPE_SECONDS: "telemetry_scrape_seconds", Histogram(&SCRAPE), ["format"],
        "Time to take and write an exposition.", Whole(special::scrape_seconds);
    RECORD_SECONDS: "telemetry_record_seconds", Gauge, ["operation"],
        "Cost of one recorder operation, measured by sampling.", Whole(special::record_seconds);
    BROKEN_INVARIANTS: "telemetry_invariant_violations_total", Counter, ["law"],
        "Snapshots that broke an invariant of the recorders.", Whole(special::broken_invariants);
    CLOCK_INFO: "telemetry_clock_info", Gauge, ["source", "resolution"],
        "Clock in use and its smallest step; always 1.", Whole(special::clock);
    PROCESS_START: "process_start_time_seconds", Gauge, [],
        "Start time of the process since the Unix epoch in seconds.",
        One(|s| s.process.start_time_seconds.map(Value::from));
    PROCESS_MEMORY: "process_resident_memory_bytes", Gauge, [],
        "Resident memory size in bytes.", One(|s| s.process.resident_memory_bytes.map(Value::from));
    PROCESS_CPU: "process_cpu_seconds_total", Counter, [],
        "Total user and system CPU time spent in seconds.", One(|s| s.process.cpu_seconds.map(Value::from));
    PROCESS_FDS: "process_open_fds", Gauge, [],
        "Number of open file descriptors.", One(|s| s.process.open_fds.map(Value::from));
}

catalogue! {
    /// Families that the crates above this one register, declared here so that the catalogue is whole.
    REGISTERED;

    HTTP_DROPS: "http_connection_drops_total", Counter, [],
        "HTTP requests whose client went away before the end of the response.", Registered;
    HTTP_REFUSED: "http_refused_total", Counter, ["reason"],
        "HTTP requests and connections that were refused before anything was done for them, by reason.", Registered;
    HTTP_ROUTE_REQUESTS: "http_route_requests_total", Counter, ["route", "status"],
        "HTTP requests that ended, by matched route and class of their status code, where the application asked for it.",
        Registered;
    HTTP_ROUTE_TIME: "http_route_duration_seconds", Histogram(&CUSTOM_TIMES), ["route"],
        "Time from an HTTP request to the end of its response body, by matched route.", Registered;
    PUSH_SAMPLES: "telemetry_push_samples_total", Counter, ["protocol", "result"],
        "Samples for a receiver that is pushed to, by what became of them: sent, refused by it, dropped because too many waited, or skipped because the wall clock had been set back.",
        Registered;
    PUSH_RETRIES: "telemetry_push_retries_total", Counter, ["protocol"],
        "Pushes that are to be tried again, because the receiver did not answer, was overloaded or failed.", Registered;
    PUSH_WAITING: "telemetry_push_waiting_bytes", Gauge, ["protocol"],
        "Size of what waits for the receiver, compressed.", Registered;
    COMPAT: "hailo_compat_info", Gauge, ["component", "version", "status"],
        "Version of the library, driver, firmware and endpoint driver, and whether it goes with the library: ok, mismatch or unproven; always 1.",
        Registered;
    THROTTLED_DURATION: "inference_duration_throttled_seconds", Histogram(&CUSTOM_TIMES), ["model"],
        "Time from begin to end of requests during which the device was throttled; they are among inference_duration_seconds too.",
        Registered;
    THROTTLED_ITL: "inference_inter_token_throttled_seconds", Histogram(&CUSTOM_TIMES), ["model"],
        "Gap between two tokens while the device was throttled; among inference_inter_token_seconds too.", Registered;
    SUSPECT_OUTPUTS: "inference_suspect_outputs_total", Counter, ["model", "kind"],
        "Outputs, of those looked at, that seem computed by nobody: constant ones while inputs differ, and none from a detector that used to detect.",
        Registered;
    FLIGHT_DUMPS: "flight_dumps_total", Counter, ["trigger"],
        "Times the flight recorder was written out, by what asked for it.", Registered;
    WATCHDOG_ACTIONS: "watchdog_actions_total", Counter, ["device", "step", "mode"],
        "Steps of the watchdog that were due for a device: fail_fast, reopen, reset, give_up. With mode observe none was taken.", Registered;
    LAST_RUN: "last_run_info", Gauge, ["ended"],
        "How the run before this one ended; always 1.", Registered;
    ALERTS_RECEIVED: "alerts_received_total", Counter, ["alertname", "status"],
        "Alerts that Alertmanager told of, once per change of state.", Registered;
    ALERTS_ACTIVE: "alerts_active", Gauge, ["alertname", "severity"],
        "Alerts that fire now, as Alertmanager told.", Registered;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::bucket::EXACT_TIMES;
    use std::collections::HashSet;

    #[test]
    fn names_follow_the_rules_and_are_unique() {
        let mut seen = HashSet::new();
        for family in FAMILIES.iter().chain(REGISTERED) {
            assert!(seen.insert(family.name), "{} twice", family.name);
            assert!(
                family.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
                "{}",
                family.name
            );
            assert!(family.help.ends_with('.') && !family.help.contains('\n'), "{}", family.name);
            let total = family.name.ends_with("_total");
            // The guide's name for uptime is the one exception.
            assert_eq!(
                total,
                family.kind == Counter && family.name != "app_uptime_seconds",
                "{}",
                family.name
            );
        }
    }

    #[test]
    fn every_bound_is_a_cell_edge_and_they_ascend() {
        for family in FAMILIES {
            if let Histogram(buckets) = family.kind {
                assert!(
                    buckets
                        .bounds
                        .iter()
                        .all(|bound| buckets.unit == Unit::Tokens && bound.is_power_of_two()
                            || EXACT_TIMES.contains(bound)),
                    "{}",
                    family.name
                );
                assert!(buckets.bounds.is_sorted(), "{}", family.name);
            }
        }
        assert!(CUSTOM_TIMES.bounds.iter().all(|bound| EXACT_TIMES.contains(bound)));
    }
}
