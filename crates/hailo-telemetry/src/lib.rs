#![doc = include_str!("../README.md")]
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
#[cfg(feature = "prober")]
pub use bridges::prober;
#[cfg(feature = "tracing")]
pub use bridges::tracing as spans;
#[cfg(feature = "stream")]
pub use bridges::{engine, stream};
pub use read::catalogue;
pub use read::device::{DeviceSnapshot, HostSnapshot, Lifetime, ProcessOnDevice};
pub use read::histogram::{Bucket, HistogramSnapshot, Recorded};
pub use read::snapshot::{
    CacheSnapshot, CustomFamily, CustomSeries, CustomValue, EngineSnapshot, HealthSnapshot, HttpSnapshot,
    ModelSnapshot, OwnSnapshot, ProcessSnapshot, Snapshot, Totals, WindowSnapshot,
};
pub use record::clock::{Clock, ManualClock};
pub use record::custom::{
    CountHistogram, Counter, Gauge, RegisterError, TimeHistogram, is_family_name, visible,
};
pub use record::device::{DeviceRecorder, HostRecorder};
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
    Count, CustomKind, Exemplar, HealthReason, HttpStatus, Invariant, LoadPhase, ModelInfo, Name, Outcome,
    PowerSource, Reason, ScrapeFormat,
};

/// A bundle of an application's own counters, in a few lines and without an error to handle: the names are checked when
/// it is compiled, and one that is taken counts all the same ([`Telemetry::constant_counter`]).
///
/// ```
/// hailo_telemetry::counters! {
///     /// What the guard saw.
///     pub struct Security {
///         blocked: "security_blocked_requests_total", "Requests refused for security.";
///     }
/// }
/// let telemetry = hailo_telemetry::Telemetry::default();
/// let security = Security::new(&telemetry);
/// security.blocked.add(1);
/// assert_eq!(telemetry.snapshot().custom[0].series.len(), 1);
/// ```
///
/// ```compile_fail
/// hailo_telemetry::counters! {
///     struct Wrong { dash: "no-dashes", "A name that no family may have."; }
/// }
/// Wrong::new(&hailo_telemetry::Telemetry::default());
/// ```
#[macro_export]
macro_rules! counters {
    ($(#[$attribute:meta])* $visibility:vis struct $bundle:ident {
        $($field:ident: $name:literal, $help:literal;)*
    }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug)]
        $visibility struct $bundle {
            $(#[doc = $help] pub $field: $crate::Counter,)*
        }

        impl $bundle {
            /// Registers the counters.
            #[must_use]
            $visibility fn new(telemetry: &$crate::Telemetry) -> Self {
                $(const { assert!($crate::is_family_name($name), "not a name that a family may have") };)*
                Self { $($field: telemetry.constant_counter($name, $help),)* }
            }
        }
    };
}
