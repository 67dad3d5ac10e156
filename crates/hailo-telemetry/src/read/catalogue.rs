//! Every metric family, declared once: the encoders, the reference page and the checks all read this table.

/// One metric family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// Name in the Prometheus text format; a counter's ends in `_total` (one historic exception).
    pub name: &'static str,
    /// Type, and for histograms the classic buckets.
    pub kind: Kind,
    /// Label names, in the order they are written; `le` of histograms is not among them.
    pub labels: &'static [&'static str],
    /// Definition, as in `# HELP`.
    pub help: &'static str,
}

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
pub struct Buckets {
    /// What one unit of the exported value is.
    pub unit: Unit,
    /// Upper bounds without `+Inf`, in recorded units (nanoseconds, or tokens); each is an exact cell edge.
    pub bounds: &'static [u64],
}

/// The unit in which a histogram is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Recorded in nanoseconds, exported in seconds.
    Seconds,
    /// Recorded in nanoseconds, exported in milliseconds: the monitoring guide's families.
    Milliseconds,
    /// Recorded and exported in tokens.
    Tokens,
}

impl Family {
    /// The unit that the name carries, as OpenMetrics' `# UNIT` wants it; empty when it carries none.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        unit_of(self.name)
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

macro_rules! catalogue {
    ($(#[$doc:meta])* $list:ident; $($id:ident: $name:literal, $kind:expr, [$($label:literal),*], $help:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`: ", $help)]
            pub static $id: Family =
                Family { name: $name, kind: $kind, labels: &[$($label),*], help: $help };
        )*
        $(#[$doc])*
        pub static $list: &[&Family] = &[$(&$id),*];
    };
}

use Kind::{Counter, Gauge, Histogram};

catalogue! {
    /// Every family that a snapshot has fields for, in the order of exposition. Nobody else may register these names.
    FAMILIES;

    APP_UPTIME: "app_uptime_seconds", Counter, [],
        "Seconds since the process began to record.";
    APP_VERSION: "app_version_info", Gauge, ["version", "revision"],
        "Version of the application; always 1.";

    HTTP_REQUESTS: "http_requests_total", Counter, ["status"],
        "HTTP requests that ended, by class of their status code.";
    HTTP_SUCCESS: "http_requests_success_total", Counter, [],
        "HTTP requests that ended with a 2xx status.";
    HTTP_CLIENT_ERROR: "http_requests_client_error_total", Counter, [],
        "HTTP requests that ended with a 4xx status.";
    HTTP_SERVER_ERROR: "http_requests_server_error_total", Counter, [],
        "HTTP requests that ended with a 5xx status.";
    HTTP_ACTIVE: "http_requests_active", Gauge, [],
        "HTTP requests whose response body has neither ended nor been dropped.";
    HTTP_AVERAGE: "http_response_time_avg_ms", Gauge, [],
        "Mean response time in the trailing window, in milliseconds; 0 when no request ended in it.";
    HTTP_TIME: "http_response_time_ms", Histogram(&HTTP_MS), [],
        "Time from an HTTP request to the end of its response body, in milliseconds.";

    REQUESTS: "inference_requests_total", Counter, [],
        "Inference requests that ended, whatever their outcome.";
    REQUESTS_SUCCESS: "inference_requests_success_total", Counter, [],
        "Inference requests that completed.";
    REQUESTS_FAILED: "inference_requests_failed_total", Counter, [],
        "Inference requests that failed or timed out.";
    REQUESTS_CANCELLED: "inference_requests_cancelled_total", Counter, [],
        "Inference requests that the caller gave up.";
    TIME_AVERAGE: "inference_time_avg_ms", Gauge, [],
        "Mean inference time in the trailing window, in milliseconds; 0 when no request ended in it.";
    TIME: "inference_time_ms", Histogram(&INFERENCE_MS), [],
        "Time from begin to end of an inference request, in milliseconds, all outcomes.";
    TOKENS: "inference_tokens_total", Counter, [],
        "Generated tokens, all models; prompt tokens are not among them.";
    HEALTHY: "inference_healthy", Gauge, [],
        "1 while every engine can serve, 0 on evidence that one cannot; absent while nothing is known of one.";
    CACHE_HITS: "cache_hits_total", Counter, [],
        "Cache lookups that found something, all caches.";
    CACHE_MISSES: "cache_misses_total", Counter, [],
        "Cache lookups that found nothing, all caches.";
    CACHE_SIZE: "cache_size", Gauge, [],
        "Entries in all caches.";

    OUTCOMES: "inference_outcomes_total", Counter, ["model", "outcome"],
        "Requests that ended, by outcome.";
    FAILURES: "inference_failures_total", Counter, ["model", "reason"],
        "Requests that failed or timed out, by reason.";
    IN_FLIGHT: "inference_in_flight", Gauge, ["model"],
        "Requests begun and not ended.";
    QUEUED: "inference_queued", Gauge, ["model"],
        "Requests that wait for the device.";
    DURATION_SECONDS: "inference_duration_seconds", Histogram(&DURATION), ["model", "outcome"],
        "Time from begin to end of a request.";
    QUEUE_SECONDS: "inference_queue_seconds", Histogram(&DURATION), ["model"],
        "Time from asking for the device to getting it.";
    TTFT_SECONDS: "inference_time_to_first_token_seconds", Histogram(&FIRST_TOKEN), ["model"],
        "Time from begin to the first token.";
    ITL_SECONDS: "inference_inter_token_seconds", Histogram(&PER_TOKEN), ["model"],
        "Gap between two tokens; a read of n tokens counts as n equal gaps.";
    TPOT_SECONDS: "inference_time_per_output_token_seconds", Histogram(&PER_TOKEN), ["model"],
        "Per request, (end - first token) / (tokens - 1), when it had more than one token.";
    PROMPT_TOKENS: "inference_prompt_tokens_total", Counter, ["model"],
        "Tokens of prompts.";
    OUTPUT_TOKENS: "inference_output_tokens_total", Counter, ["model"],
        "Generated tokens.";
    REQUEST_PROMPT_TOKENS: "inference_request_prompt_tokens", Histogram(&LENGTH), ["model"],
        "Length of a request's prompt, in tokens.";
    REQUEST_OUTPUT_TOKENS: "inference_request_output_tokens", Histogram(&LENGTH), ["model"],
        "Length of a request's output, in tokens.";
    CHUNKS: "inference_chunks_total", Counter, ["model"],
        "Pieces of output streams.";
    STALLS: "inference_stalls_total", Counter, ["model"],
        "Gaps between tokens that were many times the running median.";
    BUSY_SECONDS: "inference_busy_seconds_total", Counter, ["model"],
        "Time with at least one request in flight.";
    FRAMES: "inference_frames_total", Counter, ["model"],
        "Vision frames completed.";
    HARDWARE_LATENCY: "inference_hardware_latency_seconds", Gauge, ["model"],
        "The device's own running mean of its latency.";
    LOAD_SECONDS: "inference_load_seconds", Gauge, ["model", "phase"],
        "Duration of each phase of the last cold start.";
    CONTEXT_TOKENS: "inference_context_tokens", Gauge, ["model"],
        "Tokens in the model's context.";
    CONTEXT_CAPACITY: "inference_context_capacity_tokens", Gauge, ["model"],
        "Tokens that fit the model's context.";
    ENERGY: "inference_energy_joules_total", Counter, ["model", "source"],
        "The model's share, by busy time, of the energy that the device drew.";
    ENGINE_HEALTHY: "inference_engine_healthy", Gauge, ["engine"],
        "1 while this engine can serve, 0 on evidence that it cannot; absent while nothing is known.";
    MODEL_INFO: "inference_model_info", Gauge, ["model", "backend", "architecture", "quantization"],
        "What the model is; always 1.";

    UP: "hailo_up", Gauge, ["device"],
        "1 while the device answers, else 0.";
    DEVICE_INFO: "hailo_device_info", Gauge,
        ["device", "architecture", "board", "firmware", "library", "part_number"],
        "Identity of the device; always 1.";
    DEVICE_STATE: "hailo_device_state", Gauge, ["device", "state"],
        "1 for the state that the device is in, 0 for the others.";
    DEVICE_EVIDENCE: "hailo_device_evidence", Gauge, ["device", "evidence"],
        "1 for what speaks against the device, 0 for what does not.";
    TEMPERATURE: "hailo_device_temperature_celsius", Gauge, ["device", "sensor"],
        "Temperature of a sensor on the device.";
    TEMPERATURE_LIMIT: "hailo_device_temperature_limit_celsius", Gauge, ["device", "level"],
        "Temperature at which a protection level sets in.";
    POWER: "hailo_device_power_watts", Gauge, ["device", "source"],
        "Power that the device draws.";
    DEVICE_ENERGY: "hailo_device_energy_joules_total", Counter, ["device", "source"],
        "Energy that the device drew, integrated over its power readings.";
    THROTTLING_LEVEL: "hailo_device_throttling_level", Gauge, ["device"],
        "Throttling level of the device; 0 is none.";
    THROTTLED_SECONDS: "hailo_device_throttled_seconds_total", Counter, ["device", "level"],
        "Time spent at each throttling level above 0.";
    CLOCK_HERTZ: "hailo_device_clock_hertz", Gauge, ["device"],
        "Clock of the neural-network core.";
    UTILIZATION: "hailo_device_utilization_ratio", Gauge, ["device", "unit"],
        "Share of time in which a unit of the device was busy, 0 to 1.";
    NOTIFICATIONS: "hailo_device_notifications_total", Counter, ["device", "kind"],
        "Notifications that the device sent.";
    RESETS: "hailo_device_resets_total", Counter, ["device", "reason"],
        "Resets of the device.";
    PROGRESS_AGE: "hailo_device_progress_age_seconds", Gauge, ["device"],
        "Time since the device last showed progress.";
    READING_AGE: "hailo_device_reading_age_seconds", Gauge, ["device", "reading"],
        "Age of a reading of the device.";
    CAPABILITY: "hailo_capability_info", Gauge, ["device", "capability", "status"],
        "Whether something can be read from the device, or from its host, and if not why; always 1.";
    DEVICE_MEMORY: "hailo_device_memory_bytes", Gauge, ["device", "kind"],
        "Memory of the device's own, by kind: total and used.";
    NETWORK_GROUPS: "hailo_device_network_groups", Gauge, ["device"],
        "Network groups that processes with monitor files have on the device.";
    HOLDERS: "hailo_device_holder_info", Gauge, ["device", "process", "pid"],
        "Other processes that have the device open, as far as this user may see; always 1.";
    PCIE_LINK: "hailo_pcie_link_info", Gauge, ["device", "generation", "width"],
        "Speed and lanes at which the device's PCIe link runs; always 1.";
    PCIE_ERRORS: "hailo_pcie_errors_total", Counter, ["device", "kind"],
        "Errors that the kernel counted on the device's PCIe link since it was found.";
    PROCESS_UTILIZATION: "hailo_process_utilization_ratio", Gauge, ["process", "model"],
        "Share of the device that another process uses, 0 to 1.";
    PROCESS_FPS: "hailo_process_frames_per_second", Gauge, ["process", "model"],
        "Frame rate of another process on the device.";
    PROCESS_QUEUE: "hailo_process_queued_frames", Gauge, ["process", "model"],
        "Frames that wait in the queues of another process on the device.";
    HOST_POWER: "host_power_condition", Gauge, ["condition", "when"],
        "1 while (or, since boot, if ever) a power condition of the host holds, else 0.";
    HOST_RAIL: "host_power_rail_volts", Gauge, ["rail"],
        "Voltage of a rail of the host's power supply.";
    HOST_TEMPERATURE: "host_temperature_celsius", Gauge, ["zone"],
        "Temperature of a zone of the host.";
    HOST_CMA: "host_cma_bytes", Gauge, ["kind"],
        "Contiguous memory that the kernel keeps for devices: total and free. Caches use what is free, so little is no fault.";

    CACHE_LOOKUPS: "cache_lookups_total", Counter, ["cache", "result"],
        "Cache lookups, by cache and result.";
    CACHE_ENTRIES: "cache_entries", Gauge, ["cache"],
        "Entries in the cache.";
    SERIES: "telemetry_series", Gauge, [],
        "Label sets that telemetry holds.";
    REFUSED_NAME: "telemetry_refused_name_info", Gauge, ["name"],
        "1 for each constant name of the application that was taken: its counter counts and is not shown.";
    OVERFLOW: "telemetry_overflow_total", Counter, [],
        "Registrations past the label limit, recorded under the label value overflow.";
    CLAMPED: "telemetry_clamped_total", Counter, [],
        "Values out of range, counted at the end of the range.";
    SCRAPES: "telemetry_scrapes_total", Counter, ["format"],
        "Expositions written before this one, by format.";
    SCRAPE_SECONDS: "telemetry_scrape_seconds", Histogram(&SCRAPE), ["format"],
        "Time to take and write an exposition.";
    RECORD_SECONDS: "telemetry_record_seconds", Gauge, ["operation"],
        "Cost of one recorder operation, measured by sampling.";
    VIOLATIONS: "telemetry_invariant_violations_total", Counter, ["law"],
        "Snapshots that broke a law of the recorders.";
    CLOCK_INFO: "telemetry_clock_info", Gauge, ["source", "resolution"],
        "Clock in use and its smallest step; always 1.";
    PROCESS_START: "process_start_time_seconds", Gauge, [],
        "Start time of the process since the Unix epoch in seconds.";
    PROCESS_MEMORY: "process_resident_memory_bytes", Gauge, [],
        "Resident memory size in bytes.";
    PROCESS_CPU: "process_cpu_seconds_total", Counter, [],
        "Total user and system CPU time spent in seconds.";
    PROCESS_FDS: "process_open_fds", Gauge, [],
        "Number of open file descriptors.";
}

catalogue! {
    /// Families that the crates above this one register, declared here so that the catalogue is whole.
    REGISTERED;

    HTTP_DROPS: "http_connection_drops_total", Counter, [],
        "HTTP requests whose client went away before the end of the response.";
    HTTP_REFUSED: "http_refused_total", Counter, ["reason"],
        "HTTP requests and connections that were refused before anything was done for them, by reason.";
    HTTP_ROUTE_REQUESTS: "http_route_requests_total", Counter, ["route", "status"],
        "HTTP requests that ended, by matched route and class of their status code, where the application asked for it.";
    HTTP_ROUTE_TIME: "http_route_duration_seconds", Histogram(&CUSTOM_TIMES), ["route"],
        "Time from an HTTP request to the end of its response body, by matched route.";
    ALERTS_RECEIVED: "alerts_received_total", Counter, ["alertname", "status"],
        "Alerts that Alertmanager told of, once per change of state.";
    ALERTS_ACTIVE: "alerts_active", Gauge, ["alertname", "severity"],
        "Alerts that fire now, as Alertmanager told.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::bucket::EXACT_TIMES;
    use std::collections::HashSet;

    #[test]
    fn each_bucket_of_durations_has_an_exemplar() {
        assert_eq!(DURATION.bounds.len() + 1, EXEMPLARS);
        for (i, bound) in DURATION.bounds.iter().enumerate() {
            assert_eq!((exemplar_of(*bound), exemplar_of(bound + 1)), (i, i + 1));
        }
        assert_eq!((exemplar_of(0), exemplar_of(u64::MAX)), (0, EXEMPLARS - 1));
    }

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

    #[test]
    fn units_are_the_last_word() {
        assert_eq!(unit_of("inference_busy_seconds_total"), "seconds");
        assert_eq!(unit_of("http_response_time_ms"), "ms");
        assert_eq!(unit_of("inference_tokens_total"), "tokens");
        assert_eq!(unit_of("inference_in_flight"), "");
        assert_eq!(unit_of("seconds"), "");
    }
}
