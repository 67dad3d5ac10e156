//! Inference on a Hailo NPU as applications see it: Ollama's and OpenAI's HTTP dialects.
//!
//! | module | what it holds |
//! |---|---|
//! | [`wire`] | requests and responses as JSON |
//! | [`decode`] | incremental decoders of NDJSON and server-sent events |
//! | [`body`] | a response body that is counted as it passes |
//! | [`layer`] | a tower layer that records inference around any HTTP client or server |
//! | [`proxy`] | a recording proxy in front of any such server |
//! | `server` (feature `server`) | an axum router that speaks Ollama's or hailo-ollama's dialect over any [`server::Generator`] |
//!
//! This crate knows no FFI and no device: it counts what passes over HTTP.
#![forbid(unsafe_code)]

pub mod body;
mod coding;
pub mod decode;
pub mod layer;
mod load;
mod names;
mod paths;
pub mod proxy;
mod recording;
#[cfg(feature = "server")]
pub mod server;
pub mod wire;
