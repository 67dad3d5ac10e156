//! Metrics, health and alerts of hailo-telemetry over HTTP: axum router and tower layer.
//!
//! ```
//! use axum::{Router, routing::get};
//! use hailo_exporter::{HttpLayer, RouterOptions, router};
//! use hailo_telemetry::Telemetry;
//!
//! let telemetry = Telemetry::default();
//! let app: Router = Router::new()
//!     .route("/", get(|| async { "hello" }))
//!     .merge(router(telemetry.clone(), RouterOptions::default()))
//!     .layer(HttpLayer::new(&telemetry)); // last, so that it is outermost
//! ```

pub mod alerts;
pub mod auth;
mod http_layer;
pub mod log;
pub mod negotiate;
mod payload;
#[cfg(feature = "otlp")]
mod push;
mod rotate;
mod router;
mod routes;
mod scrape;
mod serve;
#[cfg(feature = "tls")]
mod tls;

pub use http_layer::{HttpLayer, HttpService, PROBES, RecordedBody, ResponseFuture, is_probe};
#[cfg(feature = "otlp")]
pub use push::{PushOptions, push};
pub use router::{Readiness, RouterOptions, router};
#[cfg(feature = "tls")]
pub use serve::serve_tls;
pub use serve::{ServeLimits, serve};
#[cfg(feature = "tls")]
pub use tls::{Tls, TlsError, TlsErrorKind};
