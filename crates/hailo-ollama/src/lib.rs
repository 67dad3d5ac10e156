#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod body;
mod coding;
pub mod decode;
pub mod layer;
mod load;
mod names;
mod paths;
pub mod proxy;
pub mod queue;
mod recording;
#[cfg(feature = "server")]
pub mod server;
pub mod wire;
