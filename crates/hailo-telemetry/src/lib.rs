//! Lock-free recorders of requests, tokens, latency and health, and their snapshots.
//!
//! ```
//! use hailo_telemetry::{Clock, Config, Outcome, Telemetry};
//! use std::time::Duration;
//!
//! let (clock, time) = Clock::manual();
//! let telemetry = Telemetry::new(Config::default().clock(clock));
//! let model = telemetry.model("qwen2:1.5b"); // resolve once, keep
//!
//! let mut request = model.begin();
//! time.advance(Duration::from_millis(330));
//! request.token(); // time to first token
//! time.advance(Duration::from_millis(125));
//! request.token(); // a gap
//! request.complete(); // or fail, time_out, cancel; dropping it cancels
//!
//! let snapshot = telemetry.snapshot();
//! let qwen = &snapshot.models[0];
//! assert_eq!(qwen.outcome(Outcome::Completed), 1);
//! assert_eq!(qwen.output_tokens, 2);
//! assert_eq!(qwen.inter_token.sum(), 125_000_000);
//! ```
//!
//! It knows nothing of the vendor's library: any adapter that can say "begin", "token" and "end" can use it.

#![deny(unsafe_code)]

mod bridges;
pub mod encode;
mod read;
mod record;
mod registry;
mod words;

#[cfg(feature = "metrics")]
pub use bridges::facade;
#[cfg(feature = "hdr")]
pub use bridges::hdr;
#[cfg(feature = "tracing")]
pub use bridges::tracing as spans;
#[cfg(feature = "stream")]
pub use bridges::{engine, stream};
pub use read::catalogue;
pub use read::device::{DeviceSnapshot, HostSnapshot, ProcessOnDevice};
pub use read::histogram::{Bucket, HistogramSnapshot};
pub use read::snapshot::{
    CacheSnapshot, CustomFamily, CustomSeries, CustomValue, EngineSnapshot, HealthSnapshot, HttpSnapshot,
    ModelSnapshot, OwnSnapshot, ProcessSnapshot, Snapshot, Totals, WindowSnapshot,
};
pub use record::clock::{Clock, ManualClock};
pub use record::custom::{CountHistogram, Counter, Gauge, RegisterError, TimeHistogram, visible};
pub use record::device::{DeviceRecorder, EnergyMeter, HostRecorder};
pub use record::health::{Awaited, EngineRecorder};
pub use record::http::{CacheRecorder, HttpInFlight, HttpRecorder};
pub use record::model::ModelRecorder;
pub use record::request::InFlight;
pub use registry::{Config, Telemetry};
pub use words::bucket;
pub use words::device::{
    CapabilityStatus, DeviceEvidence, DeviceInfo, DeviceState, DeviceUnit, HostCondition,
};
pub use words::time::{ClockInfo, Timestamp};
pub use words::{
    Count, CustomKind, Exemplar, HealthReason, HttpStatus, Law, LoadPhase, ModelInfo, Name, Outcome,
    PowerSource, Reason, ScrapeFormat,
};
