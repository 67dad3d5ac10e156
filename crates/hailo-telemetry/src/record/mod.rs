//! Recorders: what an application holds and tells what happens.

mod busy;
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
mod seat;
mod shard;
pub(crate) mod shared;
pub(crate) mod spans;
pub(crate) mod sync;
mod window;

#[cfg(all(test, hailo_loom))]
mod loom_models;
