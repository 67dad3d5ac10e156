//! Recorders: what an application holds and tells what happens.

#[allow(unsafe_code)]
pub(crate) mod cells;
pub(crate) mod clock;
#[allow(unsafe_code)]
mod counter;
pub(crate) mod custom;
pub(crate) mod device;
pub(crate) mod health;
pub(crate) mod http;
#[allow(unsafe_code)]
mod lease;
pub(crate) mod model;
pub(crate) mod process;
#[allow(unsafe_code)]
pub(crate) mod request;
#[allow(unsafe_code)]
mod shard;
pub(crate) mod spans;
pub(crate) mod sync;
mod window;

#[cfg(all(test, hailo_loom))]
mod loom_models;
