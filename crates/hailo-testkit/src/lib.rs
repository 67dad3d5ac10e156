//! What the tests of this workspace share. It is not published.
//!
//! [`Kit`] is a simulated machine with the safe library, an observer and telemetry, all on one manual clock. [`alloc`]
//! counts allocations, [`Guarded`] is memory whose neighbours may not be touched. [`served`] runs a server of this process on a free port until the test ends it, [`process`] runs
//! `hailo-monitor` as a process of its own.
//!
//! Everything here panics where it fails: that is how a test fails.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

pub mod alloc;
mod guarded;
mod kit;
pub mod process;
pub mod served;

pub use guarded::Guarded;
pub use kit::{Kit, block_on, hailo8};
