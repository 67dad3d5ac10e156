//! The vocabulary: how requests end and why, phases, sources, names. It depends on nothing else here.

pub mod bucket;
pub(crate) mod device;
pub(crate) mod time;

use std::sync::Arc;

/// A name that was registered; cheap to copy between snapshots.
pub type Name = Arc<str>;

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Outcome {
    /// It produced its whole answer.
    Completed,
    /// It failed for a [`Reason`] other than a timeout.
    Failed,
    /// Its deadline passed.
    TimedOut,
    /// Its caller went away: the guard was dropped, or `cancel` was called.
    Cancelled,
}

impl Outcome {
    /// All outcomes, in the order of their arrays.
    pub const ALL: [Self; 4] = [Self::Completed, Self::Failed, Self::TimedOut, Self::Cancelled];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::TimedOut => "timed_out",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Why a request failed: a closed list, so that the label has few values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Reason {
    /// A deadline passed.
    Timeout,
    /// The runtime or the device aborted the call.
    Aborted,
    /// The device is gone.
    DeviceLost,
    /// The device is in use and refused.
    DeviceBusy,
    /// The input had the wrong size, type or content.
    InvalidInput,
    /// The model can't be used: unknown, corrupt or for another device.
    InvalidModel,
    /// Memory ran out, on the host or the device.
    OutOfMemory,
    /// The engine can't serve now.
    Unavailable,
    /// A circuit breaker refused the request.
    CircuitOpen,
    /// None of the above.
    Other,
}

impl Reason {
    /// Number of reasons.
    pub const COUNT: usize = 10;
    /// All reasons, in the order of their arrays.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Timeout,
        Self::Aborted,
        Self::DeviceLost,
        Self::DeviceBusy,
        Self::InvalidInput,
        Self::InvalidModel,
        Self::OutOfMemory,
        Self::Unavailable,
        Self::CircuitOpen,
        Self::Other,
    ];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::Aborted => "aborted",
            Self::DeviceLost => "device_lost",
            Self::DeviceBusy => "device_busy",
            Self::InvalidInput => "invalid_input",
            Self::InvalidModel => "invalid_model",
            Self::OutOfMemory => "out_of_memory",
            Self::Unavailable => "unavailable",
            Self::CircuitOpen => "circuit_open",
            Self::Other => "other",
        }
    }
}

/// What is counted of a model beside its requests and generated tokens, while it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum Count {
    /// Tokens of prompts.
    PromptTokens,
    /// Pieces of streams.
    Chunks,
    /// Gaps between tokens far above the running median.
    Stalls,
    /// Frames of completed requests.
    Frames,
    /// Values out of a histogram's range, counted at its end.
    Clamped,
}

impl Count {
    /// Number of counts.
    pub(crate) const COUNT: usize = 5;
}

/// Part of a model's cold start. The phases do not overlap; together they are the whole of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum LoadPhase {
    /// Finding and loading the vendor library.
    Library,
    /// Opening the virtual device.
    Vdevice,
    /// Reading and checking the model file.
    Hef,
    /// Configuring the device with it.
    Configure,
    /// The first inference, which still warms up.
    FirstInference,
}

impl LoadPhase {
    /// All phases, in the order of their arrays.
    pub const ALL: [Self; 5] =
        [Self::Library, Self::Vdevice, Self::Hef, Self::Configure, Self::FirstInference];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Vdevice => "vdevice",
            Self::Hef => "hef",
            Self::Configure => "configure",
            Self::FirstInference => "first_inference",
        }
    }
}

/// A request that an exemplar points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemplar {
    /// Trace id, exported as 32 hex digits.
    pub trace_id: u128,
    /// The recorded value (nanoseconds or tokens).
    pub value: u64,
    /// When it was recorded, in nanoseconds since the Unix epoch.
    pub unix_ns: u64,
}

/// What a model is: the labels of `inference_model_info`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelInfo {
    /// Who runs it (`hailort`, `hailo-ollama`, `simulated` …).
    pub backend: String,
    /// Device architecture it was compiled for.
    pub architecture: String,
    /// Quantisation of its weights.
    pub quantization: String,
}

/// Where a power reading comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PowerSource {
    /// The accelerator board's own meter.
    Board,
    /// The host's power-management chip.
    Pmic,
    /// A meter outside.
    External,
}

impl PowerSource {
    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Pmic => "pmic",
            Self::External => "external",
        }
    }
}

/// Class of an HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum HttpStatus {
    /// 2xx
    Success,
    /// 4xx, and requests whose client went away before there was a status
    ClientError,
    /// 5xx, and anything that is no status
    ServerError,
    /// 3xx
    Redirect,
    /// 1xx
    Informational,
}

impl HttpStatus {
    /// All classes, in the order of their arrays.
    pub const ALL: [Self; 5] =
        [Self::Success, Self::ClientError, Self::ServerError, Self::Redirect, Self::Informational];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::ClientError => "client_error",
            Self::ServerError => "server_error",
            Self::Redirect => "redirect",
            Self::Informational => "informational",
        }
    }

    /// Class of a status code.
    #[must_use]
    pub const fn of(code: u16) -> Self {
        match code {
            100..=199 => Self::Informational,
            200..=299 => Self::Success,
            300..=399 => Self::Redirect,
            400..=499 => Self::ClientError,
            _ => Self::ServerError,
        }
    }
}

/// What kind of family a custom one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomKind {
    /// Only goes up.
    Counter,
    /// Goes anywhere.
    Gauge,
    /// A distribution of times (values in nanoseconds, exported in seconds).
    TimeHistogram,
    /// A distribution of counts.
    CountHistogram,
}

/// Exposition formats, for the scrape's own statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum ScrapeFormat {
    /// Prometheus text 0.0.4
    Text,
    /// OpenMetrics 1.0
    OpenMetrics,
    /// Prometheus protobuf
    Protobuf,
    /// JSON snapshot
    Json,
}

impl ScrapeFormat {
    /// All formats, in the order of their arrays.
    pub const ALL: [Self; 4] = [Self::Text, Self::OpenMetrics, Self::Protobuf, Self::Json];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::OpenMetrics => "openmetrics",
            Self::Protobuf => "protobuf",
            Self::Json => "json",
        }
    }
}

/// The laws that every snapshot is checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Law {
    /// Requests that ended never exceed those that began, and in flight fits the difference.
    InFlight,
    /// Outcomes, failures by reason and durations count the same requests.
    Ledger,
    /// Tokens of ended requests never exceed tokens counted.
    Tokens,
    /// No counter is below what an earlier snapshot showed.
    Monotone,
}

impl Law {
    /// All laws, in the order of their arrays.
    pub const ALL: [Self; 4] = [Self::InFlight, Self::Ledger, Self::Tokens, Self::Monotone];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InFlight => "in_flight",
            Self::Ledger => "ledger",
            Self::Tokens => "tokens",
            Self::Monotone => "monotone",
        }
    }
}

/// What is known of an engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum HealthReason {
    /// Nothing yet: no request has ended and no probe has been answered.
    #[default]
    Starting,
    /// Output was heard, a request completed, or a probe was answered.
    Serving,
    /// A probe failed or got no answer in time, or a request could not reach the engine.
    ProbeFailed,
    /// A request failed, or its stream broke off.
    RequestFailed,
    /// A request ran out of time, or was given up after a long silence.
    TimedOut,
    /// The device makes no progress.
    DeviceHung,
    /// The device is gone.
    DeviceLost,
    /// The vendor library is missing or unusable.
    LibraryUnavailable,
}

impl HealthReason {
    /// All reasons, from the best known to the worst.
    pub const ALL: [Self; 8] = [
        Self::Starting,
        Self::Serving,
        Self::ProbeFailed,
        Self::RequestFailed,
        Self::TimedOut,
        Self::DeviceHung,
        Self::DeviceLost,
        Self::LibraryUnavailable,
    ];

    /// What a probe's success takes back. A probe shows that somebody is there, not that answers come out: what a
    /// request said stays until another request is answered.
    pub const PROBED: [Self; 2] = [Self::Starting, Self::ProbeFailed];

    /// Can the engine serve? `None` while nothing is known, which is neither yes nor no.
    #[must_use]
    pub const fn healthy(self) -> Option<bool> {
        match self {
            Self::Starting => None,
            Self::Serving => Some(true),
            _ => Some(false),
        }
    }

    /// What a request's failure says of the engine; `None` where it says nothing: the caller's own mistake, a full
    /// queue, a request that never left.
    #[must_use]
    pub const fn of(failure: Reason) -> Option<Self> {
        match failure {
            Reason::Timeout => Some(Self::TimedOut),
            Reason::DeviceLost => Some(Self::DeviceLost),
            Reason::Unavailable => Some(Self::ProbeFailed),
            Reason::Aborted | Reason::OutOfMemory | Reason::Other => Some(Self::RequestFailed),
            Reason::DeviceBusy | Reason::InvalidInput | Reason::InvalidModel | Reason::CircuitOpen => None,
        }
    }

    /// Lower-case name for logs and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Serving => "serving",
            Self::ProbeFailed => "probe_failed",
            Self::RequestFailed => "request_failed",
            Self::TimedOut => "timed_out",
            Self::DeviceHung => "device_hung",
            Self::DeviceLost => "device_lost",
            Self::LibraryUnavailable => "library_unavailable",
        }
    }

    /// When an engine gets this word, as docs/METRICS.md says it.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Starting => "nothing is known: no request has ended, no probe has been answered",
            Self::Serving => {
                "output was heard or a request completed; or a probe was answered, where the word before was \
                 `starting` or `probe_failed`"
            }
            Self::ProbeFailed => {
                "a probe failed or got no answer in time, or a request could not reach the engine"
            }
            Self::RequestFailed => {
                "a request failed, an item of its stream did, or the stream broke off; or the device closed its streams"
            }
            Self::TimedOut => {
                "a request ran out of time, or was given up after a silence (60 s by default) in which the engine \
                 said nothing to anybody"
            }
            Self::DeviceHung => "calls are in flight and none has moved for a minute (by default)",
            Self::DeviceLost => "a call or a reading found the device gone",
            Self::LibraryUnavailable => "the vendor's library or driver is missing or unusable",
        }
    }
}
