//! The one format of what is shown live: a line of JSON per frame. The page, the terminal, recordings and reports read it.
//!
//! A frame is whole: who reads one needs none before it. What changes from second to second stands in the `values` of a
//! device, a model, the host or HTTP, under names that end in their unit; each of them is also a series of the history,
//! named by [`series`]. What is not known is absent.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One line of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "frames are the rule, a history comes once")]
pub enum Line {
    /// What was before: one for each step that is kept. Sent first, and to a client that lagged.
    History(History),
    /// What is now.
    Frame(Frame),
}

/// Series at equal steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Seconds from one value to the next.
    pub step: u64,
    /// Unix seconds of the last value.
    pub end: f64,
    /// By [`series`] name, oldest first; `null` where nothing was known. They end together and may begin apart.
    pub series: BTreeMap<String, Vec<Option<f32>>>,
}

/// Everything that is shown of one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Frame {
    /// Unix seconds.
    pub at: f64,
    /// Who says so.
    pub about: About,
    /// How it is, and why.
    pub verdict: Verdict,
    /// Versions that have to go together.
    pub versions: Vec<Version>,
    /// Devices.
    pub devices: Vec<Device>,
    /// Models in order of registration, at most [`MAX_MODELS`](super::MAX_MODELS).
    pub models: Vec<Model>,
    /// Models that are not shown.
    pub models_beyond: u64,
    /// Other processes on the devices.
    pub processes: Vec<Process>,
    /// The host.
    pub host: Host,
    /// HTTP traffic.
    pub http: HttpValues,
    /// Requests per second that took up to each of [`LATENCY_EDGES`](super::LATENCY_EDGES) seconds but longer than the one
    /// before; the last entry is of those that took longer than every edge.
    pub latency: Vec<f64>,
    /// The last things that happened, oldest first.
    pub events: Vec<Event>,
    /// Alerts that fire, as the webhook received them.
    pub alerts: Vec<Alert>,
    /// What the recorder says of itself.
    pub own: Own,
}

/// Who shows the frame.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// What runs, in words.
    pub service: String,
    /// Why nothing real runs, where something simulated does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_simulated: Option<String>,
    /// Name of the host.
    pub host: String,
    /// Version of the application.
    pub version: String,
    /// Seconds since it began to record.
    pub uptime_seconds: f64,
}

/// How good it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// It works.
    Good,
    /// Nothing is known yet.
    #[default]
    Unknown,
    /// It works, and something is wrong.
    Warning,
    /// It does not work.
    Bad,
}

impl Level {
    /// As it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Unknown => "unknown",
            Self::Warning => "warning",
            Self::Bad => "bad",
        }
    }
}

/// How it is, with the evidence that decided.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Verdict {
    /// How good.
    pub level: Level,
    /// In a word or two: `serving`, `hung`, `throttled`.
    pub word: String,
    /// What decided it.
    pub evidence: String,
    /// Unix seconds since which it is so.
    pub since: f64,
}

/// A version, and whether it goes with the library.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Version {
    /// `library`, `driver`, `firmware`, `endpoint`.
    pub component: String,
    /// Its version.
    pub version: String,
    /// `ok`, `mismatch` or `unproven`.
    pub status: String,
}

/// Something that can't be read, and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Absent {
    /// The capability.
    pub what: String,
    /// `unsupported`, `denied` or `error`.
    pub why: String,
}

/// A device.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Device {
    /// Its id.
    pub name: String,
    /// `idle`, `busy`, `slow`, `hung`, `lost`; empty while nobody watches it.
    pub state: String,
    /// What speaks against it.
    pub because: String,
    /// `hailo8` …
    pub architecture: String,
    /// Its board.
    pub board: String,
    /// Version of its firmware.
    pub firmware: String,
    /// Version of the library that speaks with it.
    pub library: String,
    /// Its PCIe link.
    pub link: String,
    /// Temperatures at which protection sets in, °C by level.
    pub limits: Vec<(String, f64)>,
    /// Joules since the process began, of the source that stands first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub energy_joules: Option<f64>,
    /// Seconds throttled since the process began.
    pub throttled_seconds: f64,
    /// Errors on its link since the process began.
    pub link_errors: u64,
    /// Notifications that it sent.
    pub notifications: u64,
    /// Other processes that have it open.
    pub holders: Vec<String>,
    /// What can't be read from it.
    pub absent: Vec<Absent>,
    /// What changes.
    pub values: DeviceValues,
}

/// A model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Model {
    /// Its name.
    pub name: String,
    /// `loading`, `idle`, `busy` or `failing`.
    pub state: String,
    /// What it is, where known.
    pub what: String,
    /// Requests that ended.
    pub requests: u64,
    /// Of them, those that failed or timed out.
    pub failed: u64,
    /// Of them, those that their callers gave up.
    pub cancelled: u64,
    /// Generated tokens.
    pub output_tokens: u64,
    /// Frames.
    pub frames: u64,
    /// Seconds of its cold start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_seconds: Option<f64>,
    /// Its share of the device's energy, joules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub energy_joules: Option<f64>,
    /// Tokens in its context.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context_tokens: Option<u64>,
    /// Tokens that fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context_capacity_tokens: Option<u64>,
    /// What changes.
    pub values: ModelValues,
}

/// Another process on a device.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Process {
    /// Its name.
    pub process: String,
    /// The model it runs.
    pub model: String,
    /// Share of the device, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utilization_ratio: Option<f64>,
    /// Its frame rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frames_per_second: Option<f64>,
}

/// The host.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Host {
    /// Its power: which condition, whether it holds, whether it held since boot.
    pub power: Vec<Condition>,
    /// Volts by rail.
    pub rails: Vec<(String, f64)>,
    /// What can't be read from it.
    pub absent: Vec<Absent>,
    /// What changes.
    pub values: HostValues,
}

/// A power condition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Condition {
    /// `under_voltage` …
    pub condition: String,
    /// It holds.
    pub now: bool,
    /// It held since boot, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since_boot: Option<bool>,
}

/// Something that happened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    /// Unix seconds.
    pub at: f64,
    /// How good.
    pub level: Level,
    /// What.
    pub what: String,
}

/// An alert that fires.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Alert {
    /// Its name.
    pub name: String,
    /// Its severity.
    pub severity: String,
    /// How many fire.
    pub count: u64,
}

/// Telemetry about telemetry.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Own {
    /// Label sets held.
    pub series: u64,
    /// Nanoseconds that an operation costs.
    pub record_nanoseconds: Vec<(String, f64)>,
    /// Laws that were found broken, and how often. Empty is as it should be.
    pub laws_broken: Vec<(String, u64)>,
    /// How far a percentile may be from the value it stands for, as a share of it.
    pub percentile_error_ratio: f64,
    /// Seconds that percentiles and rates per token look back, at the most.
    pub window_seconds: f64,
    /// Bytes of the history.
    pub history_bytes: u64,
    /// Seconds that it took to make this frame.
    pub frame_seconds: f64,
}

/// How values of a series become one of a longer step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merge {
    /// Their mean.
    Mean,
    /// The greatest: a mean of percentiles would be nobody's.
    Max,
}

macro_rules! values {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $merge:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct $name {
            $($(#[$field_doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $field: Option<f64>,)*
        }

        impl $name {
            /// Names and values of what is known.
            pub fn known(&self) -> impl Iterator<Item = (&'static str, f64)> + use<> {
                self.each().map(|(name, value, _)| (name, value))
            }

            fn each(&self) -> impl Iterator<Item = (&'static str, f64, Merge)> + use<> {
                [$((stringify!($field), self.$field, Merge::$merge)),*]
                    .into_iter()
                    .filter_map(|(name, value, merge)| Some((name, value?, merge)))
            }
        }
    };
}

values! {
    /// What changes of a device.
    DeviceValues {
        /// Its hottest sensor.
        temperature_celsius: Max,
        /// What it draws.
        power_watts: Mean,
        /// Share of time in which its busiest unit worked, 0 to 1.
        utilization_ratio: Mean,
        /// 0 when not throttled.
        throttling_level: Max,
        /// Its core's clock.
        clock_hertz: Mean,
        /// Of its own memory.
        memory_used_bytes: Max,
        /// Since it last made progress.
        progress_age_seconds: Max,
    }
}

values! {
    /// What changes of a model. Percentiles and energy per token are of the last minute.
    ModelValues {
        /// Requests that ended.
        requests_per_second: Mean,
        /// Generated tokens.
        tokens_per_second: Mean,
        /// Vision frames.
        frames_per_second: Mean,
        /// Begin to first token: half were quicker.
        first_token_p50_seconds: Max,
        /// Nine in ten were quicker.
        first_token_p90_seconds: Max,
        /// 99 in 100 were quicker.
        first_token_p99_seconds: Max,
        /// Between two tokens: half were shorter.
        gap_p50_seconds: Max,
        /// Nine in ten were shorter.
        gap_p90_seconds: Max,
        /// 99 in 100 were shorter.
        gap_p99_seconds: Max,
        /// Begin to end: half were quicker.
        duration_p50_seconds: Max,
        /// Nine in ten were quicker.
        duration_p90_seconds: Max,
        /// 99 in 100 were quicker.
        duration_p99_seconds: Max,
        /// Wait for the device: 99 in 100 were shorter.
        queue_p99_seconds: Max,
        /// Requests that run.
        in_flight: Max,
        /// Requests that wait for the device.
        queued: Max,
        /// Share of time in which at least one request ran, 0 to 1.
        busy_ratio: Mean,
        /// Energy per generated token.
        joules_per_token: Mean,
        /// Energy per vision frame.
        joules_per_frame: Mean,
        /// Share of its busy time of which the energy was measured, 0 to 1.
        energy_coverage_ratio: Mean,
    }
}

values! {
    /// What changes of the host and of this process.
    HostValues {
        /// The hottest zone.
        temperature_celsius: Max,
        /// Contiguous memory for devices that is free.
        cma_free_bytes: Mean,
        /// Resident memory of this process.
        resident_bytes: Max,
        /// Processor time of this process, 1 is one core.
        cpu_ratio: Mean,
    }
}

values! {
    /// HTTP traffic.
    HttpValues {
        /// Requests that ended.
        requests_per_second: Mean,
        /// Of them, those that the server could not answer (5xx).
        errors_per_second: Mean,
        /// Requests whose body has not ended.
        active: Max,
        /// To the end of the body: half were quicker, in the last minute.
        response_p50_seconds: Max,
        /// 99 in 100 were quicker.
        response_p99_seconds: Max,
    }
}

/// Name of a series: the value's, then whose it is.
#[must_use]
pub fn series(value: &str, of: &str, name: &str) -> String {
    format!("{value} {of} {name}").trim_end().to_owned()
}

impl Frame {
    /// Every value with its series' name, as the history keeps them.
    pub fn points(&self) -> impl Iterator<Item = (String, f64)> + '_ {
        self.merged_points().map(|(name, value, _)| (name, value))
    }

    pub(super) fn merged_points(&self) -> impl Iterator<Item = (String, f64, Merge)> + '_ {
        let named = |of: &'static str, name: &str, point: (&'static str, f64, Merge)| {
            (series(point.0, of, name), point.1, point.2)
        };
        let latency = self.latency.iter().enumerate().filter(|(_, rate)| **rate > 0.0);
        let latency =
            latency.map(|(edge, rate)| (series("latency", "edge", &edge.to_string()), *rate, Merge::Mean));
        let devices = self.devices.iter().flat_map(move |device| {
            device.values.each().map(move |point| named("device", &device.name, point))
        });
        let models = self
            .models
            .iter()
            .flat_map(move |model| model.values.each().map(move |point| named("model", &model.name, point)));
        let host = self.host.values.each().map(move |point| named("host", "", point));
        let http = self.http.each().map(move |point| named("http", "", point));
        devices.chain(host).chain(http).chain(latency).chain(models)
    }
}

/// A number as frames carry it: five digits, and nothing where it is none.
pub(super) fn short(value: f64) -> Option<f64> {
    if !value.is_finite() {
        return None;
    }
    if value == 0.0 {
        return Some(0.0);
    }
    let digits = 4 - value.abs().log10().floor() as i32;
    let scale = 10_f64.powi(digits.clamp(-300, 300));
    let rounded = (value * scale).round() / scale;
    rounded.is_finite().then_some(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_read_says_what_was_written() {
        let mut frame = Frame { at: 1_732_831_234.5, latency: vec![0.0, 2.5], ..Frame::default() };
        frame.devices.push(Device {
            name: "0000:01:00.0".into(),
            values: DeviceValues { temperature_celsius: short(45.234_567), ..DeviceValues::default() },
            ..Device::default()
        });
        frame.models.push(Model {
            name: "a b".into(),
            values: ModelValues { gap_p99_seconds: short(0.000_123_456_7), ..ModelValues::default() },
            ..Model::default()
        });
        let line = Line::Frame(frame.clone());
        let text = serde_json::to_string(&line).unwrap();
        assert!(text.starts_with("{\"kind\":\"frame\",\"at\":") && !text.contains("null"), "{text}");
        assert_eq!(serde_json::from_str::<Line>(&text).unwrap(), line);
        let points: Vec<_> = frame.points().collect();
        assert_eq!(
            points,
            [
                ("temperature_celsius device 0000:01:00.0".to_owned(), 45.235),
                ("latency edge 1".to_owned(), 2.5),
                ("gap_p99_seconds model a b".to_owned(), 0.000_123_46),
            ]
        );
    }

    #[test]
    fn a_number_that_is_none_is_absent() {
        assert_eq!([f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(short), [None; 3]);
        assert_eq!(
            [0.0, -1.234_56, 99_999.6, 1e-310].map(short).map(Option::unwrap)[..3],
            [0.0, -1.2346, 100_000.0]
        );
    }
}
