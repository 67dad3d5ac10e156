//! Telling receivers that nobody asks for: Prometheus' remote write, and OpenTelemetry's OTLP over HTTP.
//!
//! Each has its encoder, which makes requests of snapshots, and its speaker, which knows the protocol's headers and answers
//! (`remote_write.rs`, `otlp.rs`). What is the same for both lies beside them: where to (`endpoint.rs`), what waits
//! (`buffer.rs`, and over a crash `ring.rs`), and the two loops that fill it and empty it (`run.rs`).

mod buffer;
mod endpoint;
#[cfg(feature = "otlp")]
mod otlp;
#[cfg(feature = "remote-write")]
mod remote_write;
mod ring;
mod run;

pub use endpoint::{Endpoint, Login, PushError};
#[cfg(feature = "otlp")]
pub use otlp::{OtlpOptions, push_otlp};
#[cfg(feature = "remote-write")]
pub use remote_write::{RemoteWriteOptions, push_remote_write};
pub use run::Pushing;
