//! Metrics, health and alerts of hailo-telemetry over HTTP: axum router and tower layer
