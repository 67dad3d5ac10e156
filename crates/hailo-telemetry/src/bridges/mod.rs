//! Ways in and out beside the recorders: futures and streams, `tracing`, the `metrics` facade, HdrHistogram.

#[cfg(feature = "stream")]
pub mod engine;
#[cfg(feature = "metrics")]
pub mod facade;
#[cfg(feature = "hdr")]
pub mod hdr;
#[cfg(feature = "prober")]
pub mod prober;
#[cfg(feature = "stream")]
pub mod stream;
#[cfg(feature = "tracing")]
pub mod tracing;
