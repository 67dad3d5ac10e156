//! The vocabulary: how requests end and why, phases, sources, names. It depends on nothing else here.

/// A vocabulary: an enum whose words are values of a label. One word more is no breaking change.
macro_rules! vocabulary {
    ($(#[$about:meta])* $name:ident { $($(#[$word_about:meta])* $word:ident = $label:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$word_about])* $word,)+
        }

        impl $name {
            /// All of them, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$word),+];

            /// Size of an array that is indexed by them.
            #[allow(dead_code)] // not every vocabulary has such an array
            pub(crate) const COUNT: usize = Self::ALL.len();

            /// Its label value.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$word => $label,)+
                }
            }
        }
    };
}

pub mod bucket;
pub(crate) mod device;
mod errors;
pub(crate) mod family;
pub(crate) mod time;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A name that was registered; cheap to copy between snapshots.
pub type Name = Arc<str>;

vocabulary! {
    /// How a request ended.
    Outcome {
        /// It produced its whole answer.
        Completed = "completed",
        /// It failed for a [`Reason`] other than a timeout.
        Failed = "failed",
        /// Its deadline passed.
        TimedOut = "timed_out",
        /// Its caller went away: the guard was dropped, or `cancel` was called.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// Why a request failed: a closed list, so that the label has few values.
    Reason {
        /// A deadline passed.
        Timeout = "timeout",
        /// The runtime or the device aborted the call.
        Aborted = "aborted",
        /// The device is gone.
        DeviceLost = "device_lost",
        /// The device made no progress, and the request was taken from it.
        DeviceHung = "device_hung",
        /// The device is in use and refused.
        DeviceBusy = "device_busy",
        /// The input had the wrong size, type or content.
        InvalidInput = "invalid_input",
        /// The model can't be used: unknown, corrupt or for another device.
        InvalidModel = "invalid_model",
        /// Memory ran out, on the host or the device.
        OutOfMemory = "out_of_memory",
        /// The engine can't serve now.
        Unavailable = "unavailable",
        /// A circuit breaker refused the request.
        CircuitOpen = "circuit_open",
        /// None of the above.
        Other = "other",
    }
}

vocabulary! {
    /// What is counted of a model beside its requests and generated tokens, while it happens.
    Count {
        /// Tokens of prompts.
        PromptTokens = "prompt_tokens",
        /// Pieces of streams.
        Chunks = "chunks",
        /// Gaps between tokens far above the running median.
        Stalls = "stalls",
        /// Frames of completed requests.
        Frames = "frames",
        /// Values out of a histogram's range, counted at its end.
        Clamped = "clamped",
    }
}

/// The histograms of a model: first those of times, then those of lengths in tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Distribution {
    // Durations, by outcome.
    Completed,
    Failed,
    TimedOut,
    Cancelled,
    Queue,
    FirstToken,
    InterToken,
    PerToken,
    PromptLength,
    OutputLength,
}

impl Distribution {
    pub(crate) const ALL: [Self; 10] = [
        Self::Completed,
        Self::Failed,
        Self::TimedOut,
        Self::Cancelled,
        Self::Queue,
        Self::FirstToken,
        Self::InterToken,
        Self::PerToken,
        Self::PromptLength,
        Self::OutputLength,
    ];
    pub(crate) const COUNT: usize = Self::ALL.len();
    /// How many are of times.
    pub(crate) const TIMES: usize = Self::PromptLength as usize;

    pub(crate) const fn duration(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Completed => Self::Completed,
            Outcome::Failed => Self::Failed,
            Outcome::TimedOut => Self::TimedOut,
            Outcome::Cancelled => Self::Cancelled,
        }
    }

    pub(crate) const fn scale(self) -> bucket::Scale {
        if (self as usize) < Self::TIMES { bucket::Scale::Time } else { bucket::Scale::Count }
    }
}

vocabulary! {
    /// Part of a model's cold start. The phases do not overlap; together they are the whole of it.
    LoadPhase {
        /// Finding and loading the vendor library.
        Library = "library",
        /// Opening the virtual device.
        Vdevice = "vdevice",
        /// Reading and checking the model file.
        Hef = "hef",
        /// Configuring the device with it.
        Configure = "configure",
        /// The first inference, which still warms up.
        FirstInference = "first_inference",
    }
}

/// A request that carried a trace id, as the example of those that took about as long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemplar {
    pub(crate) trace_id: u128,
    pub(crate) took_ns: u64,
    pub(crate) unix_ns: u64,
}

impl Exemplar {
    /// Trace id, exported as 32 hex digits.
    #[must_use]
    pub const fn trace_id(&self) -> u128 {
        self.trace_id
    }

    /// How long the request took.
    #[must_use]
    pub const fn took(&self) -> Duration {
        Duration::from_nanos(self.took_ns)
    }

    /// When it ended.
    #[must_use]
    pub fn at(&self) -> SystemTime {
        time::unix(self.unix_ns)
    }
}

/// What a model is: the labels of `inference_model_info`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ModelInfo {
    /// Who runs it (`hailort`, `hailo-ollama`, `simulated` …).
    pub backend: String,
    /// Device architecture it was compiled for.
    pub architecture: String,
    /// Quantisation of its weights.
    pub quantization: String,
}

impl ModelInfo {
    /// Who runs the model, the device architecture it was compiled for, and the quantisation of its weights.
    #[must_use]
    pub fn new(
        backend: impl Into<String>,
        architecture: impl Into<String>,
        quantization: impl Into<String>,
    ) -> Self {
        Self { backend: backend.into(), architecture: architecture.into(), quantization: quantization.into() }
    }
}

vocabulary! {
    /// Where a power reading comes from.
    PowerSource {
        /// The accelerator board's own meter.
        Board = "board",
        /// The host's power-management chip.
        Pmic = "pmic",
        /// A meter outside.
        External = "external",
    }
}

vocabulary! {
    /// Class of an HTTP status.
    HttpStatus {
        /// 2xx
        Success = "success",
        /// 4xx, and requests whose client went away before there was a status
        ClientError = "client_error",
        /// 5xx, and anything that is no status
        ServerError = "server_error",
        /// 3xx
        Redirect = "redirect",
        /// 1xx
        Informational = "informational",
    }
}

impl HttpStatus {
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
#[non_exhaustive]
pub enum CustomKind {
    /// Only goes up.
    Counter,
    /// Goes anywhere.
    Gauge,
    /// A distribution of times.
    TimeHistogram,
    /// A distribution of counts.
    CountHistogram,
}

vocabulary! {
    /// Exposition formats, for the scrape's own statistics.
    ScrapeFormat {
        /// Prometheus text 0.0.4
        Text = "text",
        /// OpenMetrics 1.0
        OpenMetrics = "openmetrics",
        /// Prometheus protobuf
        Protobuf = "protobuf",
        /// JSON snapshot
        Json = "json",
    }
}

vocabulary! {
    /// The invariants that every snapshot is checked against; the label `law` names them.
    Invariant {
        /// Requests that ended never exceed those that began, and in flight fits the difference.
        InFlight = "in_flight",
        /// Outcomes, failures by reason and durations count the same requests.
        Ledger = "ledger",
        /// Tokens of ended requests never exceed tokens counted.
        Tokens = "tokens",
        /// No counter is below what an earlier snapshot showed.
        Monotone = "monotone",
    }
}

vocabulary! {
    /// What is known of an engine, from the best to the worst.
    #[derive(Default)]
    HealthReason {
        /// Nothing yet: no request has ended and no probe has been answered.
        #[default]
        Starting = "starting",
        /// Output was heard, a request completed, or a probe was answered.
        Serving = "serving",
        /// A probe failed or got no answer in time, or a request could not reach the engine.
        ProbeFailed = "probe_failed",
        /// A request failed, or its stream broke off.
        RequestFailed = "request_failed",
        /// A request ran out of time, or was given up after a long silence.
        TimedOut = "timed_out",
        /// The device makes no progress.
        DeviceHung = "device_hung",
        /// The device is gone.
        DeviceLost = "device_lost",
        /// The vendor library or driver is missing or does not fit.
        LibraryUnavailable = "library_unavailable",
    }
}

impl HealthReason {
    /// What a probe's success takes back. A probe shows that somebody is there, not that answers come out: what a
    /// request said stays until another request is answered.
    pub const PROBED: &'static [Self] = &[Self::Starting, Self::ProbeFailed];

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
            Reason::DeviceHung => Some(Self::DeviceHung),
            Reason::Unavailable => Some(Self::ProbeFailed),
            Reason::Aborted | Reason::OutOfMemory | Reason::Other => Some(Self::RequestFailed),
            Reason::DeviceBusy | Reason::InvalidInput | Reason::InvalidModel | Reason::CircuitOpen => None,
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
            Self::LibraryUnavailable => {
                "the vendor's library or driver is missing, or they do not fit each other or the firmware"
            }
        }
    }
}
