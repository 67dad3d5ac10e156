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
//! let mut request = model.begin(telemetry.now());
//! time.advance(Duration::from_millis(330));
//! request.tokens(1, telemetry.now()); // time to first token
//! time.advance(Duration::from_millis(125));
//! request.tokens(1, telemetry.now()); // a gap
//! request.complete(telemetry.now()); // or fail, time_out, cancel; dropping it cancels
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

pub mod bucket;
mod busy;
pub mod catalogue;
mod clock;
#[allow(unsafe_code)]
mod counter;
mod custom;
mod device;
pub mod encode;
#[cfg(feature = "metrics")]
pub mod facade;
#[cfg(feature = "hdr")]
pub mod hdr;
mod health;
mod histogram;
mod http;
#[allow(unsafe_code)]
mod lease;
mod model;
#[cfg(not(feature = "tracing"))]
mod no_spans;
mod process;
mod registry;
mod seat;
mod shard;
mod shared;
mod snapshot;
#[cfg(feature = "tracing")]
pub mod spans;
#[cfg(feature = "stream")]
pub mod stream;
mod sync;
mod window;

#[cfg(all(test, hailo_loom))]
mod loom_models;

pub use clock::{Clock, ClockInfo, ManualClock, Timestamp};
pub use custom::{Counter, Gauge, Histogram, RegisterError};
pub use device::{
    CapabilityStatus, DeviceInfo, DeviceRecorder, DeviceSnapshot, DeviceState, DeviceUnit, EnergyMeter,
    HostCondition, HostRecorder, HostSnapshot, ProcessOnDevice,
};
pub use health::{HealthReason, HealthRecorder, HealthSnapshot};
pub use histogram::{Bucket, HistogramSnapshot};
pub use http::{CacheRecorder, HttpInFlight, HttpRecorder};
pub use model::{InFlight, ModelRecorder};
pub use registry::{Config, Telemetry};
pub use snapshot::{
    CacheSnapshot, CustomFamily, CustomKind, CustomSeries, CustomValue, Exemplar, HttpSnapshot, HttpStatus,
    Law, LoadPhase, ModelInfo, ModelSnapshot, Name, Outcome, OwnSnapshot, PowerSource, ProcessSnapshot,
    Reason, ScrapeFormat, Snapshot, Totals, WindowSnapshot,
};
