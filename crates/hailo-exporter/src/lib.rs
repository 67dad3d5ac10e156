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
#[cfg(feature = "axum")]
mod router;
#[cfg_attr(not(feature = "axum"), expect(dead_code, reason = "a layer without axum knows no routes"))]
mod routes;
#[cfg(feature = "axum")]
mod scrape;

#[cfg(feature = "auth")]
pub use hailo_http::auth;
pub use http_layer::{HttpLayer, HttpService, RecordedBody, ResponseFuture};
#[cfg(feature = "axum")]
pub use router::{Readiness, RouterOptions, router};
// Who serves the router needs these too.
pub use hailo_http::{PROBES, Refusals, ServeLimits, is_probe, serve};
#[cfg(feature = "tls")]
pub use hailo_http::{Tls, TlsError, TlsErrorKind, serve_tls};
