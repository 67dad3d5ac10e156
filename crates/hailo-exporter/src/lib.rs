#![doc = include_str!("../README.md")]

pub mod alerts;
mod http_layer;
#[cfg(feature = "page")]
pub mod live;
#[cfg(feature = "log")]
pub mod log;
pub mod negotiate;
mod payload;
#[cfg(any(feature = "otlp", feature = "remote-write"))]
pub mod push;
mod router;
mod routes;
mod scrape;

pub use http_layer::{HttpLayer, HttpService, RecordedBody, ResponseFuture};
pub use router::{Readiness, RouterOptions, router};
// Who serves the router needs these too.
pub use hailo_http::{PROBES, Refusals, ServeLimits, auth, is_probe, serve};
#[cfg(feature = "tls")]
pub use hailo_http::{Tls, TlsError, TlsErrorKind, serve_tls};
