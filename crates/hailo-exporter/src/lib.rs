//! Metrics, health and alerts of hailo-telemetry over HTTP: axum router and tower layer

pub mod alerts;
pub mod auth;
pub mod log;
pub mod negotiate;
mod rotate;
mod serve;

pub use serve::{ServeLimits, serve};
